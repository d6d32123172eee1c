/** The engine without a screen, in Node. */

import { readFile } from "node:fs/promises";
import { opener } from "./headless.js";
import { checked } from "./load.js";

export { NrmEngineError } from "./error.js";

/** Opens a form, JSON text or compiled; goes on with the interview of a response. */
export const { open, resume } = opener(
  () => readFile(new URL("./wasm/nrm_engine_bg.wasm", import.meta.url)).then(checked),
  () => import("./compile.node.js"),
);
