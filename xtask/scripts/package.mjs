// Assembles the npm package: node package.mjs <root> <wasm folder> <output folder> <version>
import "./fail.mjs";

import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { writeContract } from "./contract.mjs";
import { writeForms } from "./forms.mjs";
import { minifyFile, writeModules } from "./modules.mjs";

const COPIED = ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"];
const [root, wasm, out, version] = process.argv.slice(2);

async function writeWasm() {
  for (const name of ["nrm_compile", "nrm_engine", "nrm_element"]) {
    await mkdir(join(out, "wasm"), { recursive: true });
    await cp(join(wasm, name, `${name}_bg.wasm`), join(out, "wasm", `${name}_bg.wasm`));
    await minifyFile(join(wasm, name, `${name}.js`), join(out, "wasm", `${name}.js`));
  }
}

async function writeManifest() {
  const template = JSON.parse(await readFile(join(root, "www/package/package.json"), "utf8"));
  await writeFile(join(out, "package.json"), `${JSON.stringify({ ...template, version }, null, 2)}\n`);
  for (const name of COPIED) {
    if (existsSync(join(root, name))) await cp(join(root, name), join(out, name));
  }
}

/** The compiler of the package that is being made. Its manifest must be there: it says that the files are modules. */
const compiler = () => import(pathToFileURL(join(out, "compile.node.js")).href);

/** Lets the tests import the package by its name. */
async function link(finished) {
  const place = join(root, "node_modules/nrm-screening");
  await rm(place, { recursive: true, force: true });
  await symlink(finished, place, "junction");
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await writeWasm();
await writeModules(join(root, "www/package"), out);
await writeContract(join(root, "schemas/contract"), out);
await writeManifest();
await writeForms(join(root, "schemas"), out, await compiler());
await link(join(dirname(out), "package"));
