/** The compiler of forms, in Node. */

import { readFile } from "node:fs/promises";
import { compiler } from "./compiler.js";
import { checked } from "./load.js";

export { NrmEngineError } from "./error.js";

export const { checkTexts, compileCarry, compileForm, compileServices, compileTexts, compileWords } = compiler(() =>
  readFile(new URL("./wasm/nrm_compile_bg.wasm", import.meta.url)).then(checked),
);
