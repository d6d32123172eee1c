// The hand-written part of the package, minified: the shell of the element as one module, every other module by itself.
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

/** The style sheet as a module. */
async function style(file) {
  const { code } = await transform(await readFile(file, "utf8"), { loader: "css", minify: true, sourcefile: file });
  return `export default ${quote(code.trim())};\n`;
}

/** What the shell of the element alone is made of: one module, fetched at once and smaller than its parts. */
const SHELL = ["frame.js", "glyph.js", "later.js", "properties.js", "style.js"];
/** What it has within as well, while others load it by itself: it holds no state. */
const WITHIN = ["day.js", "guard.js", "prepare.js"];

async function writeShell(source, to) {
  const parts = ({ onLoad, onResolve }) => {
    onResolve({ filter: /^\.\// }, ({ path, kind }) => {
      if (kind === "entry-point") return undefined;
      const name = path.slice(2);
      if (name === "style.js") return { path: join(source, "style.css"), namespace: "style" };
      return [...SHELL, ...WITHIN].includes(name) ? undefined : { path, external: true };
    });
    onLoad({ filter: /./, namespace: "style" }, async ({ path }) => ({ contents: await style(path) }));
  };
  await build({
    bundle: true,
    charset: "utf8",
    entryPoints: [{ in: join(source, "screening.js"), out: "screening" }],
    format: "esm",
    legalComments: "none",
    logLevel: "error",
    minify: true,
    outdir: to,
    plugins: [{ name: "shell", setup: parts }],
    target: "es2022",
  });
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
  await writeShell(source, out);
  for (const file of await filesBelow(source)) {
    const name = relative(source, file);
    const to = join(out, name);
    if (file.endsWith(".js") && ![...SHELL, "screening.js"].includes(name)) await minifyFile(file, to);
    if (file.endsWith(".d.ts")) {
      await mkdir(dirname(to), { recursive: true });
      await cp(file, to);
    }
  }
}
