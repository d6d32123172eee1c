// The hand-written part of the package: modules minified one by one, so that each stays one module; the style sheet as a module.
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

import { build, transform } from "esbuild";

/** Minifies a module; `more` stands at its end. */
export async function minifyFile(from, to, more = "") {
  const { code } = await transform((await readFile(from, "utf8")) + more, {
    format: "esm",
    legalComments: "none",
    loader: "js",
    minify: true,
    sourcefile: from,
    target: "es2022",
  });
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, code);
}

/** Minifies a module, and leaves in it only what its `exports` need. */
export async function minifyPart(source, to, exports) {
  const whole = ({ onLoad, onResolve }) => {
    onResolve({ filter: /^whole$/ }, () => ({ path: "whole", namespace: "whole" }));
    onLoad({ filter: /./, namespace: "whole" }, () => ({ contents: source }));
  };
  await build({
    bundle: true,
    format: "esm",
    legalComments: "none",
    logLevel: "error",
    minify: true,
    outfile: to,
    plugins: [{ name: "whole", setup: whole }],
    stdin: { contents: `export { ${exports.join(", ")} } from "whole";` },
    target: "es2022",
  });
}

async function writeStyle(from, to) {
  const { code } = await transform(await readFile(from, "utf8"), { loader: "css", minify: true, sourcefile: from });
  await writeFile(to, `export default ${quote(code.trim())};\n`);
}

/**
 * JavaScript that makes exactly this text, or this value. The character that ends the tokens of a compiled text stands
 * as it is: escaped, it would be most of the bytes.
 */
export function quote(value) {
  return JSON.stringify(value).replace(/\\(?:u001f|.)|[\u2028\u2029]/g, (found) => {
    if (found === "\\u001f") return "\u001f";
    return found.startsWith("\\") ? found : `\\u${found.charCodeAt(0).toString(16)}`;
  });
}

/** Every file below a folder, in a fixed order. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

export async function writeModules(source, out) {
  for (const file of await filesBelow(source)) {
    const to = join(out, relative(source, file));
    if (file.endsWith(".js")) await minifyFile(file, to);
    if (file.endsWith(".d.ts")) {
      await mkdir(dirname(to), { recursive: true });
      await cp(file, to);
    }
    if (file === join(source, "style.css")) await writeStyle(file, join(out, "style.js"));
  }
}
