// The inline build: the package's modules, wasm and forms as one module that fetches nothing. It is made of what the package
// holds, so that nothing in it is another than in the modules it is made of.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

/** An address of wasm in a module of the package. Here its name is all that is needed. */
const ADDRESS = /new URL\("\.\/wasm\/(\w+)_bg\.wasm",import\.meta\.url\)/g;
/** What must not be left, as it would fetch something. */
const LEFT = /\bimport\.meta\b|\bfetch\(|\bimport\(|XMLHttpRequest|\.wasm"/;

/** `load.js`, with the bytes at hand: base64 of gzip, which is a quarter smaller, also once it is compressed on its way. */
async function loading(out, wasm) {
  const packed = async (name) => gzipSync(await readFile(join(out, "wasm", `${name}_bg.wasm`)), { level: 9 }).toString("base64");
  const bytes = Object.fromEntries(await Promise.all(wasm.map(async (name) => [name, await packed(name)])));
  return `import { checked } from "./load.js";
export * from "./load.js";
const packed = ${JSON.stringify(bytes)};
export async function bytesAt(name) {
  const bytes = Uint8Array.from(atob(packed[name]), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return checked(new Uint8Array(await new Response(stream).arrayBuffer()));
}`;
}

/** The glue of what is begun once, without the ways to begin it that fetch. */
const begun = (name) => `import { initSync } from "./wasm/${name}.js";
export * from "./wasm/${name}.js";
export default ({ module_or_path: module }) => initSync({ module });`;

/** The modules that register something: every form with its translations, and with them words and services. */
async function registering(out) {
  const files = (await readdir(join(out, "forms"), { recursive: true })).filter((file) => file.endsWith(".js") && !file.endsWith(".source.js"));
  return files.sort().map((file) => `./forms/${file.split(sep).join("/")}`);
}

/** `wasm`: the names of those that the package has. */
export async function writeInline(out, wasm) {
  const instead = { "load.js": await loading(out, wasm), "wasm/nrm_compile.js": begun("nrm_compile"), "wasm/nrm_verify.js": begun("nrm_verify") };
  const contents = ["./define.js", ...(await registering(out))].map((path) => `import ${JSON.stringify(path)};\n`).join("");
  const within = ({ onLoad, onResolve }) => {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, namespace }) => {
      const name = relative(out, join(resolveDir, path)).split(sep).join("/");
      // What stands in the place of a module reads the module itself.
      return instead[name] && namespace !== "instead" ? { path: name, namespace: "instead" } : undefined;
    });
    onLoad({ filter: /./, namespace: "instead" }, ({ path }) => ({ contents: instead[path], resolveDir: out }));
    onLoad({ filter: /\.js$/ }, async ({ path }) => ({ contents: (await readFile(path, "utf8")).replace(ADDRESS, '"$1"') }));
  };
  const { outputFiles: [{ text }] } = await build({
    bundle: true,
    charset: "utf8",
    format: "esm",
    legalComments: "none",
    logLevel: "error",
    minify: true,
    plugins: [{ name: "within", setup: within }],
    stdin: { contents: `${contents}export * from "./define.js";\n`, resolveDir: out },
    target: "es2022",
    write: false,
  });
  const [left] = LEFT.exec(text) ?? [];
  if (left) throw new Error(`inline.js would fetch something: it holds ${left}`);
  await writeFile(join(out, "inline.js"), text);
}
