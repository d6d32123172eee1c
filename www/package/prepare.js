/** What a device is given: compiled texts. What comes as JSON is compiled first, by a part that is loaded only then. */

import { LoadError } from "./load.js";

/** How every compiled text begins. What begins otherwise is for the compiler, which also says what is wrong with it. */
export const isCompiled = (text) => text.startsWith("nrm1 ");

/**
 * A form with its translations, the words of the interface and lists of services, each compiled; `load` imports the compiler.
 * Translations are compiled with the JSON of the definition they belong to; `source` fetches it where that is compiled.
 * Without it they stay as they are, and are refused.
 */
export async function prepare({ definition, source, texts, words = [], services = [] }, load) {
  if ([definition, ...texts, ...words, ...services].every(isCompiled)) return { definition, texts, words, services };
  const { compileForm, compileServices, compileTexts, compileWords } = await load().catch((cause) => {
    throw new LoadError("wasm-missing", cause);
  });
  const each = (list, act) => Promise.all(list.map((text) => (isCompiled(text) ? text : act(text))));
  const json = isCompiled(definition) ? !texts.every(isCompiled) && (await source?.()) : definition;
  const [form] = await each([definition], compileForm);
  return {
    definition: form,
    texts: json ? await each(texts, (text) => compileTexts(json, text)) : texts,
    words: await each(words, compileWords),
    services: await each(services, (text) => compileServices(text)),
  };
}
