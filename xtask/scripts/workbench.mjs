// Puts the workbench together, of the package that is there: node workbench.mjs <root> <wasm folder> <package> <output folder>
// Writes what its files weigh and what its wasm imports, as JSON.
import "./fail.mjs";

import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { build } from "esbuild";
import semver from "semver";

import { importsOf, weigh } from "./measure-files.mjs";

const [root, wasm, made, out] = process.argv.slice(2);
const from = join(root, "www/workbench");
const WASM = ["nrm_element", "nrm_engine", "nrm_paper"];

/** Modules of the workbench and of the package it shows, by the names they are imported by. */
const within = {
  name: "within",
  setup({ onResolve }) {
    onResolve({ filter: /^nrm-workbench$/ }, () => ({ path: join(wasm, "nrm_workbench/nrm_workbench.js") }));
    onResolve({ filter: /^nrm-screening\// }, ({ path }) => ({ path: join(made, `${path.slice("nrm-screening/".length)}.js`) }));
  },
};

async function bundle() {
  const { metafile } = await build({
    bundle: true,
    charset: "utf8",
    entryPoints: [
      join(from, "workbench.js"),
      join(from, "workbench.css"),
      join(from, "preview.js"),
      join(from, "preview.css"),
    ],
    format: "esm",
    legalComments: "none",
    logLevel: "error",
    metafile: true,
    minify: true,
    nodePaths: [join(root, "node_modules")],
    outdir: out,
    plugins: [within],
    target: "es2022",
  });
  await writeLicences(Object.keys(metafile.inputs));
}

/** The licences of the npm packages that are within, as they ask for it. */
async function writeLicences(inputs) {
  const packages = new Set(inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
  const licence = async (name) => `${name}\n\n${(await readFile(join(root, "node_modules", name, "LICENSE"), "utf8")).trim()}\n`;
  await writeFile(join(out, "licences.txt"), (await Promise.all([...packages].sort().map(licence))).join("\n\n"));
}

async function copy() {
  for (const name of ["index.html", "preview.html", "favicon.svg"]) await cp(join(from, name), join(out, name));
  await mkdir(join(out, "wasm"));
  for (const name of WASM) await cp(join(made, `wasm/${name}_bg.wasm`), join(out, `wasm/${name}_bg.wasm`));
  await cp(join(wasm, "nrm_workbench/nrm_workbench_bg.wasm"), join(out, "wasm/nrm_workbench_bg.wasm"));
}

const names = async (folder) => (existsSync(folder) ? (await readdir(folder)).sort() : []);

/** The forms of the repository, newest version first, as `nrm-forms serve` lists those of a folder. */
async function forms() {
  const schemas = join(root, "schemas");
  const manifest = JSON.parse(await readFile(join(schemas, "manifest.json"), "utf8")).forms;
  const entries = [];
  for (const id of Object.keys(manifest)) {
    for (const version of semver.rsort(Object.keys(manifest[id]))) {
      const folder = join(schemas, "forms", id, version);
      const texts = (await names(join(folder, "texts"))).map((name) => `texts/${name}`);
      const files = ["form.json", "cases.json", ...texts].filter((name) => existsSync(join(folder, name)));
      await cp(folder, join(out, "forms", id, version), { recursive: true });
      entries.push({ id, version, status: manifest[id][version].status, folder: `${id}/${version}`, files });
    }
  }
  const services = (await names(join(schemas, "services"))).filter((name) => name.endsWith(".json"));
  for (const name of services) await cp(join(schemas, "services", name), join(out, "forms/services", name));
  const index = { forms: entries, services: services.map((name) => `services/${name}`) };
  await writeFile(join(out, "forms/index.json"), `${JSON.stringify(index)}\n`);
}

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "forms"), { recursive: true });
await bundle();
await copy();
await forms();
const files = ["workbench.js", "workbench.css", "index.html", "wasm/nrm_workbench_bg.wasm"];
console.log(JSON.stringify({ page: await weigh(out, files), imports: { nrm_workbench: await importsOf(join(out, "wasm/nrm_workbench_bg.wasm")) } }));
