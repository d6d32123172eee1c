/** The compiler of forms, in browsers. Nothing loads it where every form is compiled already. */

import { compiler } from "./compiler.js";
import { bytesAt } from "./load.js";

export { NrmEngineError } from "./error.js";

export const { checkTexts, compileCarry, compileForm, compileServices, compileTexts, compileWords } = compiler(() =>
  bytesAt(new URL("./wasm/nrm_compile_bg.wasm", import.meta.url)),
);
