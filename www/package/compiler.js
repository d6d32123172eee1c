/** The compiler of forms: what browsers and Node share. */

import start, { checkTexts, compileCarry, compileForm, compileServices, compileTexts, compileWords } from "./wasm/nrm_compile.js";
import { guarded, text } from "./error.js";
import { compile, once } from "./load.js";

/** Makes the functions of a way to get the bytes of the wasm. */
export const compiler = (bytes) => {
  const ready = once(() => bytes().then(compile).then((module) => start({ module_or_path: module })));
  const taking = (act, code) => async (...given) => {
    const texts = given.map(text);
    await ready();
    return guarded(() => act(...texts), code);
  };
  return {
    checkTexts: taking((definition, texts) => checkTexts(definition, texts), "texts-invalid"),
    compileCarry: taking((carry) => compileCarry(carry), "carry-invalid"),
    compileForm: taking((definition) => compileForm(definition), "form-invalid"),
    // Several texts cross as one: the character that stands between them stands in no JSON.
    compileServices: taking((list, ...texts) => compileServices(list, texts.join("\u001f")), "services-invalid"),
    compileTexts: taking((definition, texts) => compileTexts(definition, texts), "texts-invalid"),
    compileWords: taking((words) => compileWords(words), "words-invalid"),
  };
};
