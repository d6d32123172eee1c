/** The engine without a screen, in browsers. */

import { opener } from "./headless.js";
import { bytesAt } from "./load.js";

export { NrmEngineError } from "./headless.js";

/** Opens a form given as JSON text. */
export const open = opener(() => bytesAt(new URL("./wasm/nrm_engine_bg.wasm", import.meta.url)));
