/** The engine without a screen: what browsers and Node share. */

import start, { NrmForm } from "./wasm/nrm_engine.js";
import { compile } from "./load.js";

/** Something was not taken. `code` says what; it never carries an answer. */
export class NrmEngineError extends Error {
  constructor(code, diagnostics = []) {
    super(diagnostics.length ? `${code}: ${diagnostics[0].pointer} ${diagnostics[0].message}` : code);
    this.name = "NrmEngineError";
    this.code = code;
    this.diagnostics = diagnostics;
  }
}

const text = (value) => {
  if (typeof value !== "string") throw new NrmEngineError("not-a-text");
  return value;
};

/** Runs `act`; what the engine throws, a code or a list of diagnostics, becomes an error. */
const guarded = (act, code) => {
  try {
    return act();
  } catch (thrown) {
    if (typeof thrown === "string") throw new NrmEngineError(thrown);
    if (Array.isArray(thrown)) throw new NrmEngineError(code, thrown);
    throw thrown;
  }
};

/** The local day of this device, as `YYYY-MM-DD`. */
function localDay() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** An interview without a screen. */
class Interview {
  #engine;

  constructor(engine) {
    this.#engine = engine;
  }

  answer(item, code) {
    guarded(() => this.#engine.answer(text(item), text(code)));
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

  finish() {
    this.#engine.finish();
  }

  state() {
    return this.#engine.state();
  }

  assess() {
    return this.#engine.assess();
  }
}

/** Makes `open` of a way to get the bytes of the wasm. */
export const opener = (bytes) => {
  let loading;
  return async (definition, { texts = [], today = localDay(), language } = {}) => {
    const made = text(definition);
    loading ??= bytes().then(compile).then((module) => start({ module_or_path: module }));
    // A failure, say of the network, may pass: the next call tries again.
    await loading.catch((error) => {
      loading = undefined;
      throw error;
    });
    const form = guarded(() => new NrmForm(made), "form-invalid");
    for (const overlay of texts) guarded(() => form.add(text(overlay)), "texts-invalid");
    const shown = language === undefined ? JSON.parse(made).sourceLanguage : text(language);
    return new Interview(guarded(() => form.start(text(today), shown)));
  };
};
