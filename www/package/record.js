/**
 * What is made of an interview beside the element: the engine, in an instance that serves nothing else and is given up,
 * with the memory that held answers, after every use. Nothing of it is needed for the first question.
 */

import { NrmForm, renew, sha256 } from "./wasm/nrm_record.js";
import { NrmEngineError } from "./error.js";
import { LoadError, bytesAt, compile, giveUp, once } from "./load.js";
import { plainResponse, respond, resumed } from "./response.js";

export { plainResponse };

let wasm;

/** Loads the engine. */
export const load = once(async () => {
  wasm = await compile(await bytesAt(new URL("./wasm/nrm_engine_bg.wasm", import.meta.url)));
});

/** Does `act` with the form and translations of an interview, all compiled. What is refused is told by its code. */
function withForm({ definition, texts }, act) {
  try {
    renew(wasm);
    const form = new NrmForm(definition);
    texts.forEach((one) => form.add(one));
    return act(form);
  } catch (cause) {
    throw cause instanceof NrmEngineError ? new LoadError(cause.code) : cause;
  } finally {
    giveUp(renew);
  }
}

/**
 * What is handed over of an interview, given as text, for a purpose: an `NrmResponse`, under the name of the case that the
 * element has. `before` is the response it went on from. The engine has to be loaded.
 */
export const record = (made, text, element, before, purpose) =>
  withForm(made, (form) => {
    const name = element.getAttribute("case-ref") ?? before?.case;
    return respond(form.restore(text), sha256, { purpose: purpose ?? undefined, case: name, migratedFrom: before?.migratedFrom });
  });

/** The interview of a response, as text. */
export const resume = (made, response) => withForm(made, (form) => resumed(form, sha256, response).toText());
