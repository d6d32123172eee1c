/** The engine without a screen, in Node. */

import { readFile } from "node:fs/promises";
import { engine } from "./headless.js";
import { checked } from "./load.js";

export { NrmEngineError } from "./error.js";

/** Opens a form, JSON text or compiled, or writes it for a printer; goes on with the interview of a response. */
export const { open, print, resume } = engine(
  (name) => readFile(new URL(`./wasm/${name}_bg.wasm`, import.meta.url)).then(checked),
  () => import("./compile.node.js"),
);
