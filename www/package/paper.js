/**
 * A form and a result on paper: what browsers and Node share. The wasm is loaded when somebody prints, and each page is laid
 * out in an instance of its own, which is given up with the memory that may have held answers.
 */

import { Paper, renew } from "./wasm/nrm_paper.js";
import { NrmEngineError, guarded, text } from "./error.js";
import { compile, giveUp, once } from "./load.js";
import { prepare } from "./prepare.js";
import { allServices, findLanguage } from "./registry.js";

/** Tells a key that a language's file lacks, as the compiler does. */
const lacking = (key) => ({
  code: "missing-key",
  pointer: "/paper",
  subject: key,
  message: `the key \`${key}\` is missing`,
  help: "add it: every word of paper is needed",
});

/** The words that only paper has, in the order of their keys; called while there is an instance. */
function inOrder(words) {
  const keys = Paper.keys().split("\u001f").slice(0, -1);
  const found = keys.filter((key) => typeof words[key] !== "string");
  if (found.length > 0) throw new NrmEngineError("words-invalid", found.map(lacking));
  return keys.map((key) => words[key]).join("\u001f");
}

/** Makes the way to lay a page out, of a way to get the bytes of the wasm, and of one to the compiler. */
export const layout = (bytes, compiler) => {
  const ready = once(() => bytes().then(compile));
  /**
   * Lays out a form in a language that is registered, blank or with an interview as text; what `take` makes of the page
   * is what remains of it.
   */
  return async ({ language, session = "", reference, ...form }, take) => {
    const words = findLanguage(text(language));
    // Words as JSON text have brought those of paper; beside compiled ones stands the way to load them.
    if (!words?.paper) throw new NrmEngineError("language-missing");
    const ofPaper = typeof words.paper === "function" ? words.paper() : words.paper;
    const given = { ...form, texts: form.texts ?? [], words: [words.text], services: form.services ?? allServices() };
    const [made, said, wasm] = await Promise.all([prepare(given, compiler), ofPaper, ready()]);
    const [texts, services] = [made.texts, made.services].map((list) => list.join("\u001e"));
    const last = [services, text(session), text(reference ?? "")];
    try {
      renew(wasm);
      return guarded(() => take(new Paper(made.definition, texts, made.words[0], inOrder(said), ...last), Paper.style));
    } finally {
      giveUp(renew);
    }
  };
};
