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

/** Takes what can be taken of proposals; whether some could not. */
function propose(interview, proposals) {
  let refused = false;
  for (const one of [proposals].flat()) {
    try {
      interview.propose(`${one?.item}`, [one?.codes].flat().join(" "));
    } catch (cause) {
      if (typeof cause !== "string") throw cause;
      refused = true;
    }
  }
  return refused;
}

/**
 * The interview that goes on from a response, or begins on a day, with what a former one hands to it: as text, and whether
 * some of that could not be taken.
 */
export const begin = (made, response, proposals, day) =>
  withForm(made, (form) => {
    const interview = response ? resumed(form, sha256, response) : form.start(day, "");
    const refused = propose(interview, proposals ?? []);
    return { text: interview.toText(), refused };
  });
