/** The engine without a screen, in browsers. */

import { engine } from "./headless.js";
import { bytesAt } from "./load.js";

export { NrmEngineError } from "./error.js";

// Bundlers look for addresses that are written so.
const ADDRESSES = {
  nrm_engine: new URL("./wasm/nrm_engine_bg.wasm", import.meta.url),
  nrm_paper: new URL("./wasm/nrm_paper_bg.wasm", import.meta.url),
  nrm_verify: new URL("./wasm/nrm_verify_bg.wasm", import.meta.url),
};

/** Opens a form, JSON text or compiled, or writes it for a printer; goes on with the interview of a response. */
export const { open, print, resume } = engine(
  (name) => bytesAt(ADDRESSES[name]),
  () => import("./compile.js"),
);
