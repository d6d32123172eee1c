// What the package weighs and what its wasm imports, as JSON: node measure.mjs <package>
import "./fail.mjs";

import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";

import { build } from "esbuild";

import { importsOf, weigh as weighed } from "./measure-files.mjs";

const [folder] = process.argv.slice(2);
const { form, onDemand } = JSON.parse(await readFile(new URL("../limits.json", import.meta.url), "utf8"));

/** What a page loads to draw the element: everything `define.js` reaches, but for what it loads only on demand. */
async function shellFiles() {
  if (!existsSync(join(folder, "define.js"))) return ["define.js"];
  const { metafile } = await build({
    absWorkingDir: folder,
    bundle: true,
    entryPoints: ["define.js"],
    external: ["node:*"],
    format: "esm",
    logLevel: "silent",
    metafile: true,
    outdir: "unused",
    write: false,
  });
  const reached = new Set();
  const visit = (file) => {
    if (reached.has(file) || onDemand.includes(file)) return;
    reached.add(file);
    for (const { path, external } of metafile.inputs[file]?.imports ?? []) {
      if (!external) visit(path);
    }
  };
  visit("define.js");
  reached.add("wasm/nrm_element.js");
  return [...reached].sort();
}

/** A form's module, the words of its source language and the list of services, which it imports. */
async function formFiles(id) {
  const file = `forms/${id}.js`;
  if (!existsSync(join(folder, file))) return [file];
  const text = await readFile(join(folder, file), "utf8");
  return [file, ...[...text.matchAll(/"\.\.\/((?:languages|services)\/[\w-]+\.js)"/g)].map(([, path]) => path)];
}

/** The forms beside the one that has a limit. */
async function otherForms() {
  if (!existsSync(join(folder, "forms"))) return [];
  const names = (await readdir(join(folder, "forms"))).filter((name) => name.endsWith(".js") && !name.endsWith(".source.js"));
  return names.map((name) => basename(name, ".js")).filter((id) => id !== form).sort();
}

const weigh = (files) => weighed(folder, files);
const imports = (name) => importsOf(join(folder, `wasm/${name}_bg.wasm`));

const element = ["wasm/nrm_element_bg.wasm"];
const shell = await shellFiles();
const words = await formFiles(form);
const others = {};
for (const id of await otherForms()) others[id] = await weigh(await formFiles(id));
console.log(
  JSON.stringify({
    sizes: {
      compile: await weigh(["wasm/nrm_compile_bg.wasm"]),
      engine: await weigh(["wasm/nrm_engine_bg.wasm"]),
      element: await weigh(element),
      paper: await weigh(["wasm/nrm_paper_bg.wasm"]),
      verify: await weigh(["wasm/nrm_verify_bg.wasm"]),
      shell: await weigh(shell),
      form: await weigh(words),
      first_question: await weigh([...new Set([...element, ...shell, ...words])]),
    },
    others,
    imports: {
      nrm_compile: await imports("nrm_compile"),
      nrm_engine: await imports("nrm_engine"),
      nrm_element: await imports("nrm_element"),
      nrm_paper: await imports("nrm_paper"),
      nrm_verify: await imports("nrm_verify"),
    },
  }),
);
