/**
 * What is made of an interview beside the element: the engine, in an instance that serves nothing else and is given up,
 * with the memory that held answers, after every use. Nothing of it is needed for the first question.
 */

import { NrmForm, renew } from "./wasm/nrm_record.js";
import { EMPTY, bytesAt, compile, once } from "./load.js";

let wasm;

/** Loads the engine. */
export const load = once(async () => {
  wasm = await compile(await bytesAt(new URL("./wasm/nrm_engine_bg.wasm", import.meta.url)));
});

/** Gives the instance up; what takes its place is so empty that it cannot start. */
function abandon() {
  try {
    renew(new WebAssembly.Module(EMPTY));
  } catch {}
}

/** Does `act` with an interview, given as text and as the form and translations it was held with, all compiled. */
function withInterview({ definition, texts }, text, act) {
  try {
    renew(wasm);
    const form = new NrmForm(definition);
    texts.forEach((one) => form.add(one));
    return act(form.restore(text));
  } finally {
    abandon();
  }
}

/** What is handed over of a finished interview: an `NrmCompletion`. The engine has to be loaded. */
export const record = (form, text) => withInterview(form, text, (interview) => interview.complete());
