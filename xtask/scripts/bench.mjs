// Times the wasm in Node: the work of xtask/bench compiled to wasm, and nrm_engine as the package offers it.
// Writes one line of JSON per measurement. Arguments: the package, the wasm of xtask/bench, the inputs.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [packaged, wasm, inputs] = process.argv.slice(2);
const sizes = (await readFile(inputs, "utf8")).trim().split("\n").map((line) => JSON.parse(line));
const today = "2026-11-02";

// As natively: a sample takes two milliseconds, and operations take turns.
const sample = 2e6;
const [leastSamples, mostSamples, enough] = [7, 51, 6e9];

const now = () => Number(process.hrtime.bigint());

const timed = ({ run }, runs) => {
  const start = now();
  for (let done = 0; done < runs; done += 1) run();
  return now() - start;
};

/** Times rows of `{ place, operation, times, run }` in turns and writes them. */
function measure(size, rows) {
  for (const row of rows) {
    row.samples = [];
    row.runs = 1;
    while (timed(row, row.runs) < sample) row.runs *= 2;
  }
  const start = now();
  for (let round = 0; round < mostSamples; round += 1) {
    if (round >= leastSamples && now() - start > enough) break;
    for (const row of rows) row.samples.push(timed(row, row.runs) / row.runs / row.times);
  }
  for (const { place, operation, samples } of rows) {
    samples.sort((a, b) => a - b);
    const at = (part) => samples[Math.floor(((samples.length - 1) * part) / 4)];
    console.log(
      JSON.stringify({ place, size, operation, samples: samples.length, nanoseconds: at(2), quarter: at(1), threeQuarters: at(3) }),
    );
  }
}

/** The work of xtask/bench in wasm. What it imports is the engine's way out, which the work never takes. */
async function instance() {
  const module = await WebAssembly.compile(await readFile(wasm));
  const imports = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== "function") throw new Error(`${from}.${name} is a ${kind}`);
    (imports[from] ??= {})[name] = () => {
      throw new Error(`${from}.${name} was called`);
    };
  }
  return (await WebAssembly.instantiate(module, imports)).exports;
}

const engine = (path) => import(pathToFileURL(join(packaged, path)).href);
const { open } = await engine("engine.node.js");
const { NrmForm } = await engine("wasm/nrm_engine.js");
const inside = await instance();

for (const { size, form, answers, edits, operations } of sizes) {
  inside.work_prepare(size);
  const rows = operations.map((operation, place) => ({
    place: "wasm",
    operation,
    times: inside.work_times(place),
    run: () => inside.work_run(place),
  }));
  const interview = await open(form, { today, language: "en" });
  for (const [item, code] of Object.entries(JSON.parse(answers))) interview.answer(item, code);
  const edit = ([item, code]) => (code === null ? interview.confirm(item) : interview.answer(item, code));
  rows.push(
    { place: "engine", operation: "open", times: 1, run: () => new NrmForm(form).free() },
    { place: "engine", operation: "answer", times: edits.length, run: () => edits.forEach(edit) },
    { place: "engine", operation: "assess", times: 1, run: () => interview.assess() },
  );
  measure(size, rows);
}
