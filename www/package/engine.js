/** The engine without a screen, in browsers. */

import { engine } from "./headless.js";
import { bytesAt } from "./load.js";

export { NrmEngineError } from "./error.js";

/** Opens a form, JSON text or compiled, or writes it for a printer; goes on with the interview of a response. */
export const { open, print, resume } = engine(
  // Each by an address of its own: bundlers look for them.
  (name) =>
    bytesAt(name === "nrm_paper" ? new URL("./wasm/nrm_paper_bg.wasm", import.meta.url) : new URL("./wasm/nrm_engine_bg.wasm", import.meta.url)),
  () => import("./compile.js"),
);
