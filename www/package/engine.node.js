/** The engine without a screen, in Node. */

import { readFile } from "node:fs/promises";
import { opener } from "./headless.js";
import { checked } from "./load.js";

export { NrmEngineError } from "./headless.js";

/** Opens a form given as JSON text. */
export const open = opener(() => readFile(new URL("./wasm/nrm_engine_bg.wasm", import.meta.url)).then(checked));
