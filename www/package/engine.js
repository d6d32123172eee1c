/** The engine without a screen, in browsers. */

import { opener } from "./headless.js";
import { bytesAt } from "./load.js";

export { NrmEngineError } from "./error.js";

/** Opens a form, JSON text or compiled; goes on with the interview of a response. */
export const { open, resume } = opener(
  () => bytesAt(new URL("./wasm/nrm_engine_bg.wasm", import.meta.url)),
  () => import("./compile.js"),
);
