// Builds the sample portals from the package as npm would publish it: node examples.mjs <samples> <package> <output folder>
import "./fail.mjs";

import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve as absolute } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const [samples, given, out] = process.argv.slice(2).map((path) => absolute(path));
const installed = join(samples, "node_modules/nrm-screening");
const run = (program, args, cwd) => promisify(execFile)(program, args, { cwd, shell: process.platform === "win32" });
/** What the samples are built with is theirs, not this project's. */
const { resolve } = createRequire(join(samples, "package.json"));
const tool = (name) => import(pathToFileURL(resolve(name)).href);

/** Packs the package, and unpacks it where the samples look for it. */
async function install() {
  const place = await mkdtemp(join(out, "packed-"));
  await run("npm", ["pack", given, "--silent"], place);
  const [tarball] = await readdir(place);
  await run("tar", ["-xzf", tarball], place);
  await rm(installed, { recursive: true, force: true });
  await rename(join(place, "package"), installed);
  await rm(place, { recursive: true });
}

async function webpackSample(name) {
  const { default: webpack } = await tool("webpack");
  const context = join(samples, name);
  const { default: settings } = await import(pathToFileURL(join(context, "webpack.config.js")).href);
  const compiler = webpack({ ...settings, context, output: { ...settings.output, path: join(out, name) } });
  const stats = await promisify(compiler.run.bind(compiler))();
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
  await cp(join(context, "index.html"), join(out, name, "index.html"));
}

async function viteSample(name) {
  const { build } = await tool("vite");
  await build({ root: join(samples, name), build: { outDir: join(out, name), emptyOutDir: true }, logLevel: "warn" });
}

async function plainSample(name) {
  await cp(join(samples, name), join(out, name), { recursive: true });
  await cp(installed, join(out, name, "nrm-screening"), { recursive: true });
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await mkdir(dirname(installed), { recursive: true });
await install();
for (const name of ["plain", "iframe", "offline", "record"]) await plainSample(name);
await run(process.execPath, [join(samples, "esbuild/build.mjs"), join(out, "esbuild")], samples);
await webpackSample("webpack");
for (const name of ["vite", "react", "vue"]) await viteSample(name);
