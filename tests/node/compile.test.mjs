import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { NrmEngineError, checkTexts, compileForm, compileTexts, compileWords } from "nrm-screening/compile";
import { open } from "nrm-screening/engine";
import { form as packaged } from "nrm-screening/forms/nrm-detection";

const root = new URL("../../", import.meta.url);
const file = (path) => readFile(new URL(path, root), "utf8");
const installed = new URL("node_modules/nrm-screening/", root);
const detection = "schemas/forms/nrm-detection/0.2.0";
const example = await file("tests/fixtures/example.form.json");

/** An error of this code, with these diagnostics first. */
const refusal = (code, ...first) => (error) => {
  assert.ok(error instanceof NrmEngineError, String(error));
  assert.equal(error.code, code);
  assert.deepEqual(error.diagnostics.slice(0, first.length).map((told) => told.code), first);
  for (const told of error.diagnostics) assert.ok(told.message && told.help, told.code);
  return true;
};

test("what is compiled here is what the package brings, and asks and answers as the JSON does", async () => {
  assert.equal(await compileForm(await file(`${detection}/form.json`)), packaged.definition);
  const compiled = await compileForm(example);
  assert.match(compiled, /^nrm1 /);
  const options = { today: "2026-11-02", language: JSON.parse(example).sourceLanguage };
  const [one, other] = [await open(example, options), await open(compiled, options)];
  for (const interview of [one, other]) {
    interview.answer("talk", "given");
    interview.answer("locked", "yes");
  }
  assert.deepEqual(other.state(), one.state());
  assert.deepEqual(other.assess(), one.assess());
});

test("everything wrong is told: of a form, of texts, of the words of the interface", async () => {
  const twice = example.replace('"by": "worker"', '"by": "nobody"').replace('"urgency": "immediate"', '"urgency": "now"');
  await assert.rejects(compileForm(twice), refusal("form-invalid", "unknown-word", "unknown-word"));
  await assert.rejects(compileForm("nothing"), refusal("form-invalid", "json-syntax"));
  const arabic = await file(`${detection}/texts/ar.json`);
  const form = await file(`${detection}/form.json`);
  await assert.rejects(compileTexts(form, "{"), refusal("texts-invalid", "json-syntax"));
  await assert.rejects(compileTexts(form, arabic.replace("nrm-detection", "nrm-other")), refusal("texts-invalid", "other-form"));
  await assert.rejects(compileWords('{"format":1,"language":"fr","words":{}}'), refusal("words-invalid", "missing-key"));
});

test("texts that lack one are compiled, and told where they are checked", async () => {
  const [form, arabic] = [await file(`${detection}/form.json`), await file(`${detection}/texts/ar.json`)];
  assert.deepEqual(await checkTexts(form, arabic), []);
  const lacking = JSON.parse(arabic);
  delete lacking.texts["danger.text"];
  const text = JSON.stringify(lacking);
  assert.deepEqual((await checkTexts(form, text)).map(({ code, subject }) => [code, subject]), [["missing-text", "danger.text"]]);
  const interview = await open(packaged, { texts: [await compileTexts(form, text)], language: "ar" });
  const label = (id) => interview.state().items.find((item) => item.id === id).label;
  assert.match(label("care"), /[\u0600-\u06ff]/);
  assert.equal(label("danger"), JSON.parse(arabic).texts["danger.short"][1]);
});

test("a text is asked for, and nothing else", async () => {
  for (const value of [undefined, null, 0, {}, [], Symbol("x")]) {
    for (const act of [compileForm, compileWords, (text) => compileTexts(example, text), (text) => checkTexts(text, "")]) {
      await assert.rejects(act(value), refusal("not-a-text"));
    }
  }
});

test("the JSON that the package was made of lies in it, byte for byte", async () => {
  for (const path of [`${detection}/form.json`, `${detection}/texts/ar.json`, `${detection}/cases.json`, "schemas/interface/fr.json", "schemas/manifest.json"]) {
    assert.equal(await readFile(new URL(path, installed), "utf8"), await file(path), path);
  }
  assert.ok(!packaged.definition.includes("sourceLanguage"));
});

test("every language brings the words that the shell writes without the wasm", async () => {
  const sources = await Promise.all(["frame.js", "screening.js"].map((name) => file(`www/package/${name}`)));
  const named = new Set(sources.flatMap((source) => [...source.matchAll(/\bwords\??\.(\w+)/g)].map(([, key]) => key)));
  const labels = /const words = \{([^}]+)\}/.exec(sources[0])[1].matchAll(/(\w+):/g);
  for (const [, key] of labels) named.add(key);
  assert.ok(named.size >= 17, [...named].join());
  const { findLanguage } = await import(new URL("registry.js", installed).href);
  for (const name of await readdir(new URL("schemas/interface", root))) {
    const language = name.replace(".json", "");
    await import(`nrm-screening/languages/${language}`);
    const { words, direction } = findLanguage(language);
    assert.deepEqual([...named].filter((key) => !words[key]), [], language);
    assert.match(direction, /^(ltr|rtl)$/);
  }
});

test("the forms of the package need no compiler, and JSON says that it is missing", async () => {
  const copy = await mkdtemp(join(tmpdir(), "nrm-"));
  try {
    await cp(fileURLToPath(installed), copy, { recursive: true, dereference: true });
    const compiler = ["compile.js", "compile.node.js", "compiler.js", "wasm/nrm_compile.js", "wasm/nrm_compile_bg.wasm"];
    for (const name of compiler) await rm(join(copy, name));
    const load = (name) => import(pathToFileURL(join(copy, name)).href);
    const engine = await load("engine.node.js");
    const { form } = await load("forms/nrm-detection.js");
    const { texts } = await load("forms/nrm-detection/ar.js");
    assert.equal((await engine.open(form, { texts: [texts] })).assess().outcome.class, "indeterminate");
    await assert.rejects(engine.open(example), (error) => error.code === "wasm-missing");
  } finally {
    await rm(copy, { recursive: true });
  }
});
