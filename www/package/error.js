/** What the engine and the compiler refuse, as errors with a code. */

/** Something was not taken. `code` says what; it never carries an answer. */
export class NrmEngineError extends Error {
  constructor(code, diagnostics = []) {
    super(diagnostics.length ? `${code}: ${diagnostics[0].pointer} ${diagnostics[0].message}` : code);
    this.name = "NrmEngineError";
    this.code = code;
    this.diagnostics = diagnostics;
  }
}

/** What was given, if it is a text. */
export const text = (value) => {
  if (typeof value !== "string") throw new NrmEngineError("not-a-text");
  return value;
};

/** Runs `act`; what the wasm throws, a code or a list of diagnostics, becomes an error. */
export const guarded = (act, code) => {
  try {
    return act();
  } catch (thrown) {
    if (typeof thrown === "string") throw new NrmEngineError(thrown);
    if (Array.isArray(thrown)) throw new NrmEngineError(code, thrown);
    throw thrown;
  }
};
