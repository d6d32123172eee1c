import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { compileWords } from "nrm-screening/compile";
import { NrmEngineError, open, print } from "nrm-screening/engine";
import { form } from "nrm-screening/forms/nrm-detection";
import { texts } from "nrm-screening/forms/nrm-detection/ar";
import "nrm-screening/languages/en";
import { registerLanguage } from "../../node_modules/nrm-screening/registry.js";

const file = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const example = await file("tests/fixtures/example.form.json");
const style = (await Promise.all(["sheet", "style"].map((name) => file(`src/view/paper/${name}.css`)))).join("");

/** What the crate draws natively: the snapshot of its test. */
async function native(name) {
  const text = await file(`tests/snapshots/paper__${name}.snap`);
  return text.slice(text.indexOf("\n---\n") + 5).trim();
}

/** The page of a file, as the snapshots have it; everything around it is as it has to be. */
function page(written, language, title) {
  const [, around, drawn] = written.match(/^([^]*?<\/style>\n)([^]*)\n<\/html>\n$/);
  const direction = language === "ar" ? "rtl" : "ltr";
  assert.ok(around.startsWith(`<!doctype html>\n<html lang="${language}" dir="${direction}">\n<meta charset="utf-8">\n`));
  assert.ok(around.endsWith(`<title>${title}</title>\n<style>\n${style}</style>\n`));
  return drawn.replaceAll("><", ">\n<");
}

const folder = "schemas/forms/nrm-detection/0.2.0";
const definition = await file(`${folder}/form.json`);
const arabic = await file(`${folder}/texts/ar.json`);
/** What a spooler shows: the form's own title, which is neutral. */
const TITLES = { fr: JSON.parse(definition).title, ar: JSON.parse(arabic).texts.title[1] };

for (const language of ["fr", "ar"]) {
  test(`the blank form is the same in wasm as natively, ${language}`, async () => {
    const written = await print(form, { texts: [texts], language });
    assert.equal(page(written, language, TITLES[language]), await native(`blank_detection_${language}`));
    // As JSON it is the same.
    assert.equal(await print(definition, { texts: [arabic], language }), written);
  });

  test(`a result is the same in wasm as natively, ${language}`, async () => {
    const interview = await open(form, { texts: [texts], today: "2026-11-02", language });
    interview.answer("talk", "refused");
    const refused = await interview.print({ reference: "K7-42-XM" });
    assert.equal(page(refused, language, TITLES[language]), await native(`result_refused_${language}`));
    const signs = await open(form, { texts: [texts], today: "2026-11-02", language: "fr" });
    for (const [item, code] of Object.entries({
      danger: "yes", care: "no", age_group: "adult", talk: "given", promised_job: "different", promised_terms: "worse",
      works: "now", hours: "yes", pay: "kept", papers: "taken",
    })) signs.answer(item, code);
    signs.silent("threats", "declined");
    const before = signs.state();
    assert.equal(page(await signs.print({ language, reference: "K7-42-XM" }), language, TITLES[language]), await native(`result_detection_${language}`));
    assert.deepEqual(signs.state(), before, "printing changes nothing");
  });
}

test("the example is the same in wasm as natively, and what is no reference is left out", async () => {
  const written = await print(example);
  assert.equal(page(written, "en", JSON.parse(example).title), await native("blank_example_en"));
  const interview = await open(example, { today: "2026-11-02" });
  assert.equal(await interview.print({ reference: "Amina Ali" }), await interview.print());
  assert.notEqual(await interview.print({ reference: "7" }), await interview.print());
});

test("a language of the host's own prints from its JSON, and from what was compiled of it", async () => {
  const words = JSON.parse(await file("schemas/interface/fr.json"));
  Object.assign(words, { language: "frp", paper: { ...words.paper, reference: "Repère" } });
  const json = JSON.stringify(words);
  registerLanguage({ language: "frp", words: json });
  const written = await print(form, { language: "frp" });
  assert.match(written, /Repère/);
  const shell = { direction: "ltr", words: {} };
  const compiled = await compileWords(json);
  registerLanguage({ language: "frp", words: compiled, shell, paper: async () => words.paper });
  assert.equal(await print(form, { language: "frp" }), written);
  const { reference, ...lacking } = words.paper;
  registerLanguage({ language: "frp", words: compiled, shell, paper: async () => lacking });
  await assert.rejects(print(form, { language: "frp" }), (error) => {
    assert.deepEqual(error.diagnostics.map(({ code, pointer, subject }) => [code, pointer, subject]), [["missing-key", "/paper", "reference"]]);
    return error.code === "words-invalid";
  });
  registerLanguage({ language: "frp", words: compiled, shell });
  await assert.rejects(print(form, { language: "frp" }), { code: "language-missing" });
});

test("what cannot be printed is refused by code", async () => {
  const refusal = (code) => (error) => error instanceof NrmEngineError && error.code === code;
  await assert.rejects(print(form, { language: "so" }), refusal("language-missing"));
  await assert.rejects(print("{}", { language: "fr" }), refusal("form-invalid"));
  await assert.rejects(print("nrm1 form of another version", { language: "fr" }), refusal("form-invalid"));
  await assert.rejects(print(form, { texts: ["nrm1 texts of another version"], language: "fr" }), refusal("texts-invalid"));
  await assert.rejects(print(form, { language: 3 }), refusal("not-a-text"));
});
