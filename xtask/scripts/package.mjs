// Assembles the npm package: node package.mjs <root> <wasm folder> <output folder> <version>
import "./fail.mjs";

import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { writeContract } from "./contract.mjs";
import { writeForms } from "./forms.mjs";
import { writeInline } from "./inline.mjs";
import { writeElements } from "./manifest.mjs";
import { minifyFile, minifyPart, writeModules } from "./modules.mjs";

const COPIED = ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"];
const [root, wasm, out, version] = process.argv.slice(2);

/**
 * The glue can begin a fresh instance without a call into the one before, and keeps that to itself. What is given up begins
 * the first one with it, too, of a module that is compiled; what the glue has for other ways to begin falls away.
 */
const RENEW = "export const renew = (module) => { wasmModule = module; __wbg_reset_state(); };";
/** Texts on their way into an instance that has trapped: they would be given back to it, and it is given up whole. */
const GIVEN_BACK = /catch \(e\) \{\n(?:\s+if \(ptr\d?\) .*\n)+\s+throw e;\n\s+\}/g;
/** An answer is given back once it is read, also where the instance trapped and gave none. */
const GIVEN_ANYWAY = /wasm\.__wbindgen_free\((deferred\d+_0), /g;

/** Every wasm of the package. */
const WASM = ["nrm_compile", "nrm_engine", "nrm_element", "nrm_paper", "nrm_verify"];
/** The wasm whose instances are given up, and the class each has. */
const GIVEN_UP = { nrm_element: "Screening", nrm_paper: "Paper" };

async function writeGlue(from, to, ...parts) {
  const glue = await readFile(from, "utf8");
  const left = glue.replaceAll(GIVEN_BACK, "finally {}").replaceAll(GIVEN_ANYWAY, "if ($1) $&");
  if (left === glue || /catch \(e\)[^}]*free/.test(left)) throw new Error(`${from}: is not as it was expected`);
  await minifyPart(`${left}\n${RENEW}`, to, [...parts, "renew"]);
}

async function writeWasm() {
  for (const name of WASM) {
    await mkdir(join(out, "wasm"), { recursive: true });
    await cp(join(wasm, name, `${name}_bg.wasm`), join(out, "wasm", `${name}_bg.wasm`));
    const [glue, place] = [join(wasm, name, `${name}.js`), join(out, "wasm", `${name}.js`)];
    const type = GIVEN_UP[name];
    await (type ? writeGlue(glue, place, type) : minifyFile(glue, place));
  }
  // What is made of an interview is made in an instance that is given up, and serves no interview of the host: the engine's
  // glue once more, as a module holds one instance.
  await writeGlue(join(wasm, "nrm_engine/nrm_engine.js"), join(out, "wasm/nrm_record.js"), "NrmForm", "sha256");
}

async function writeManifest() {
  const template = JSON.parse(await readFile(join(root, "www/package/package.json"), "utf8"));
  await writeFile(join(out, "package.json"), `${JSON.stringify({ ...template, version }, null, 2)}\n`);
  await cp(join(wasm, "sbom.cdx.json"), join(out, "sbom.cdx.json"));
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
await writeElements(root, out);
await writeManifest();
await writeForms(join(root, "schemas"), out, await compiler());
await writeInline(out, WASM);
await link(join(dirname(out), "package"));
