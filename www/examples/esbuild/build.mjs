// Builds into the folder it is given: node build.mjs <folder>
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const [out] = process.argv.slice(2);
const here = fileURLToPath(new URL(".", import.meta.url));

await build({
  absWorkingDir: here,
  bundle: true,
  entryPoints: ["main.js"],
  format: "esm",
  minify: true,
  outdir: out,
  splitting: true,
  target: "es2022",
});
// esbuild leaves the address of the wasm as it is: `wasm/`, beside what it writes.
const wasm = new URL("./wasm/", import.meta.resolve("nrm-screening/define"));
await cp(wasm, `${out}/wasm`, { recursive: true, filter: (file) => !file.endsWith(".js") });
await cp(`${here}/index.html`, `${out}/index.html`);
