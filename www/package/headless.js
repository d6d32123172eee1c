/** The engine without a screen: what browsers and Node share. */

import start, { NrmForm, sha256 } from "./wasm/nrm_engine.js";
import { localDay } from "./day.js";
import { NrmEngineError, guarded, text } from "./error.js";
import { compile, once } from "./load.js";
import { isCompiled, prepare } from "./prepare.js";
import { findForm } from "./registry.js";
import { plainResponse, respond, resumed } from "./response.js";

/** Reads what was given; where its own code throws while it is read, it is nothing that can be taken. */
const taken = (read) => {
  try {
    return read();
  } catch (thrown) {
    throw thrown instanceof NrmEngineError ? thrown : new NrmEngineError("not-a-text");
  }
};

/** Options as plain data. */
const plain = (options) => taken(() => ({ ...options }));

/** A list of texts, as plain data. */
const list = (given, one = text) => {
  if (!Array.isArray(given)) throw new NrmEngineError("not-a-text");
  return Array.from(given, one);
};

/** A code, or several as the wasm takes them. */
const codes = (given) => taken(() => (Array.isArray(given) ? list(given).join(" ") : text(given)));

/** An interview without a screen. */
class Interview {
  #engine;
  #compiler;
  #print;
  /** The response it went on from. */
  #before;

  constructor(engine, compiler, print, before) {
    this.#engine = engine;
    this.#compiler = compiler;
    this.#print = print;
    this.#before = before;
  }

  answer(item, code) {
    guarded(() => this.#engine.answer(text(item), codes(code)));
  }

  silent(item, reason) {
    guarded(() => this.#engine.silent(text(item), text(reason)));
  }

  clear(item) {
    guarded(() => this.#engine.clear(text(item)));
  }

  confirm(item) {
    guarded(() => this.#engine.confirm(text(item)));
  }

  propose(item, code) {
    guarded(() => this.#engine.propose(text(item), codes(code)));
  }

  async carry(given) {
    // What a module under `carry/` exports is taken as well as a text.
    const carry = taken(() => text(given?.carry ?? given));
    const made = isCompiled(carry) ? carry : await this.#compiler().then(({ compileCarry }) => compileCarry(carry));
    return guarded(() => this.#engine.carry(made), "carry-invalid");
  }

  finish() {
    this.#engine.finish();
  }

  state() {
    return this.#engine.state();
  }

  assess() {
    return this.#engine.assess();
  }

  async print(options) {
    return this.#print({ ...plain(options), session: this.#engine.toText() });
  }

  response(options) {
    const { purpose, case: name = this.#before?.case } = plain(options);
    return respond(this.#engine, sha256, { purpose, case: name, migratedFrom: this.#before?.migratedFrom });
  }
}

/** The language a form is written in: a module under `forms/` says it, JSON does, a compiled text does not. */
const spoken = (given) => {
  if (typeof given !== "string") return taken(() => text(given.language));
  if (isCompiled(given)) throw new NrmEngineError("language-missing");
  try {
    return JSON.parse(given).sourceLanguage;
  } catch {
    throw new NrmEngineError("form-invalid");
  }
};

/** The engine takes no texts that lack one, where the element shows the source language instead. */
const strict = ({ checkTexts, compileForm, compileTexts }) => ({
  compileForm,
  async compileTexts(definition, texts) {
    const found = await checkTexts(definition, texts);
    if (found.length > 0) throw new NrmEngineError("texts-invalid", found);
    return compileTexts(definition, texts);
  },
});

/** What a module under `forms/` exports is taken as well as a text. */
const sourceOf = (given, texts = []) =>
  taken(() => ({
    definition: text(given?.definition ?? given),
    source: given?.source,
    texts: list(texts, (one) => text(one?.texts ?? one)),
  }));

/** Makes `open`, `resume` and `print` of ways to get the bytes of a wasm by its name, and of one to the compiler. */
export const engine = (bytes, compiler) => {
  const ready = once(() => bytes("nrm_engine").then(compile).then((module) => start({ module_or_path: module })));
  const layout = once(async () => (await import("./paper.js")).layout(() => bytes("nrm_paper"), compiler));
  const print = async (given) => (await layout())(given, (paper) => paper.document());
  const trusting = once(async () => (await import("./trust.js")).truster(() => bytes("nrm_verify"), compiler));
  /** Where keys are pinned nothing is opened but what was signed, and nothing beside it. */
  const admitted = async (given, { texts, trustedRoot, ...pins }) => {
    const envelope = taken(() => given?.envelope);
    if (trustedRoot === undefined && envelope === undefined) return sourceOf(given, texts);
    if (envelope === undefined) throw new NrmEngineError("signatures-missing");
    if (texts?.length) throw new NrmEngineError("file-unlisted");
    return (await trusting())(given, { ...pins, trustedRoot });
  };
  const read = async (given, options) => {
    const source = await admitted(given, options);
    const [prepared] = await Promise.all([prepare(source, () => compiler().then(strict)), ready()]);
    // The lists of services of a form that was signed are signed with it.
    const made = source.trust ? prepared : { ...prepared, services: undefined };
    const form = guarded(() => new NrmForm(made.definition), "form-invalid");
    for (const overlay of made.texts) guarded(() => form.add(overlay), "texts-invalid");
    const printing = (language) => (options) => print({ language, ...options, ...made });
    return [form, printing, () => source.language ?? spoken(given)];
  };
  return {
    async open(given, wanted) {
      const { today = localDay(), language, ...options } = plain(wanted);
      const [form, printing, own] = await read(given, options);
      const shown = language === undefined ? own() : text(language);
      return new Interview(guarded(() => form.start(text(today), shown)), compiler, printing(shown));
    },
    async resume(given, options) {
      const { form: own, texts = [], ...pins } = plain(options);
      const response = plainResponse(given);
      const id = `${response.form.id}@${response.form.version}`;
      const found = own ?? findForm(id);
      if (!found) throw new NrmEngineError("form-missing");
      const all = taken(() => [...texts, ...(found.texts ?? [])]);
      const [form, printing] = await read(found, { ...pins, id, texts: all });
      const interview = resumed(form, sha256, response);
      return new Interview(interview, compiler, printing(interview.assess().language), response);
    },
    async print(given, wanted) {
      const { language, ...options } = plain(wanted);
      const source = await admitted(given, options);
      return print({ ...source, language: language ?? source.language ?? spoken(given) });
    },
  };
};
