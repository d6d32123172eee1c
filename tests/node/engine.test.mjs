import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { NrmEngineError, open } from "nrm-screening/engine";
import { carry } from "nrm-screening/carry/nrm-detection.nrm-identification";
import { form as packaged } from "nrm-screening/forms/nrm-detection";
import { form as identification } from "nrm-screening/forms/nrm-identification";
import { texts as packagedArabic } from "nrm-screening/forms/nrm-detection/ar";

const file = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const example = await file("tests/fixtures/example.form.json");
const detection = "schemas/forms/nrm-detection/0.2.0";

const refusal = (code) => (error) => error instanceof NrmEngineError && error.code === code;

test("state and assessment are plain objects, equal to their JSON", async () => {
  const interview = await open(example, { today: "2026-11-02" });
  interview.answer("talk", "given");
  for (const value of [interview.state(), interview.assess()]) {
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.deepEqual(JSON.parse(JSON.stringify(value)), value);
  }
  const item = interview.state().items.find(({ id }) => id === "talk");
  assert.deepEqual(item, { id: "talk", label: "May I ask you some questions? You can stop at any time.", state: "answered", code: "given" });
});

test("a question that takes several takes a list of codes", async () => {
  const interview = await open(packaged);
  const state = (id) => interview.state().items.find((item) => item.id === id);
  interview.answer("seen", ["recited", "afraid"]);
  assert.deepEqual(state("seen").codes, ["afraid", "recited"]);
  interview.answer("seen", "nothing");
  assert.deepEqual(state("seen").codes, ["nothing"]);
  for (const [codes, code] of [[["afraid", "nothing"], "not-together"], [["afraid", "other"], "unknown-choice"], [[], "unknown-choice"]]) {
    assert.throws(() => interview.answer("seen", codes), { code });
  }
  assert.throws(() => interview.answer("care", ["yes", "no"]), { code: "unknown-choice" });
  assert.deepEqual(state("seen").codes, ["nothing"]);
});

/** A finished interview of detection in which little was told. */
async function detected() {
  const interview = await open(packaged);
  interview.answer("age_group", "adult");
  interview.answer("talk", "given");
  interview.answer("papers", "taken");
  interview.answer("threats", "both");
  return interview;
}

for (const [what, given] of [["what the package brings", carry], ["JSON", await file("schemas/carry/nrm-detection.nrm-identification.json")]]) {
  test(`one interview hands over to the next, and nothing counts before it is confirmed: ${what}`, async () => {
    const first = await detected();
    await assert.rejects(first.carry(given), refusal("not-finished"));
    first.finish();
    const proposals = await first.carry(given);
    const expected = [["age_group", "adult"], ["papers", "taken"], ["threats", "violence", "family"]];
    assert.deepEqual(proposals, expected.map(([item, ...codes]) => ({ item, codes })));
    const next = await open(identification);
    const state = (id) => next.state().items.find((item) => item.id === id);
    next.answer("talk", "given");
    for (const { item, codes } of proposals) next.propose(item, codes);
    assert.deepEqual([state("papers").state, state("papers").restored], ["open", true]);
    next.confirm("papers");
    assert.deepEqual([state("papers").state, state("papers").code], ["answered", "taken"]);
    assert.throws(() => next.propose("talk", "given"), { code: "wrong-kind" });
    next.finish();
    await assert.rejects(next.carry(given), refusal("other-form"));
    await assert.rejects(next.carry("{}"), refusal("carry-invalid"));
  });
}

test("nothing is settled at the start, and the state holds no result", async () => {
  const state = (await open(example)).state();
  assert.equal(state.settled, false);
  assert.ok(!("outcome" in state));
});

for (const [what, form] of [["JSON", await file(`${detection}/form.json`)], ["what the package brings", packaged]]) {
  test(`every golden case of the detection form comes out in wasm as it does natively, of ${what}`, () => goldenCases(form));
}

async function goldenCases(form) {
  const { cases } = JSON.parse(await file(`${detection}/cases.json`));
  assert.ok(cases.length >= 75);
  for (const { id, answers, rest, expect } of cases) {
    const interview = await open(form);
    for (const [item, answer] of Object.entries(answers)) {
      if (answer.missing) interview.silent(item, answer.missing);
      else interview.answer(item, answer);
    }
    close(interview, rest);
    interview.finish();
    const { outcome, alerts } = interview.assess();
    assert.equal(outcome.class, expect.class, id);
    if (expect.row) assert.equal(outcome.row, expect.row, id);
    if (expect.alerts) assert.deepEqual(alerts.map((alert) => alert.id), expect.alerts, id);
    for (const row of expect.couldBe ?? []) assert.ok(outcome.couldBe.includes(row), `${id}: ${row}`);
  }
}

/** Confirms what came back, and gives what is open a code it has, or a silence, until nothing changes. */
function close(interview, rest) {
  const taken = (act) => {
    try {
      act();
      return true;
    } catch (error) {
      assert.ok(["unknown-choice", "silence-not-allowed"].includes(error.code), error.code);
      return false;
    }
  };
  const silences = ["notObservable", "declined", "notAsked"];
  for (let given = true; given; ) {
    given = false;
    for (const { id, state, restored } of interview.state().items) {
      // The order in which a case writes its answers means nothing: one whose question came later still holds.
      if (restored) {
        interview.confirm(id);
        given = true;
        continue;
      }
      if (state !== "open" || !rest) continue;
      given ||= Array.isArray(rest)
        ? rest.some((code) => taken(() => interview.answer(id, code)))
        : [rest, ...silences].some((reason) => taken(() => interview.silent(id, reason)));
    }
  }
}

test("texts come in the language asked for, compiled or not", async () => {
  const [form, arabic] = [await file(`${detection}/form.json`), await file(`${detection}/texts/ar.json`)];
  const said = [];
  for (const source of [form, packaged, packaged.definition]) {
    for (const texts of [packagedArabic, packagedArabic.texts, ...(source === packaged.definition ? [] : [arabic])]) {
      const { outcome, language } = (await open(source, { texts: [texts], language: "ar" })).assess();
      assert.equal(language, "ar");
      assert.match(outcome.text, /[\u0600-\u06ff]/);
      said.push(outcome.text);
    }
  }
  assert.equal(said.length, 8);
  assert.equal(new Set(said).size, 1);
  await assert.rejects(open(packaged.definition, { texts: [arabic], language: "ar" }), refusal("texts-invalid"));
  const lacking = JSON.parse(arabic);
  delete lacking.texts["danger.text"];
  for (const source of [form, packaged]) {
    await assert.rejects(open(source, { texts: [JSON.stringify(lacking)] }), (error) => {
      assert.deepEqual(error.diagnostics.map(({ code, subject }) => [code, subject]), [["missing-text", "danger.text"]]);
      return refusal("texts-invalid")(error);
    });
  }
});

test("a form says its own language, a compiled text alone does not", async () => {
  assert.equal((await open(packaged)).assess().language, "fr");
  assert.equal((await open(await file(`${detection}/form.json`))).assess().language, "fr");
  await assert.rejects(open(packaged.definition), refusal("language-missing"));
});

test("a compiled text that is damaged or another version's is refused", async () => {
  const { definition, language } = packaged;
  const [head] = definition.split("\u001f", 1);
  const rows = [
    "nrm1 ",
    definition.slice(0, -1),
    `${definition}1\u001f`,
    definition.replace(head, `${head}0`),
    packagedArabic.texts,
  ];
  for (const text of rows) {
    await assert.rejects(open(text, { language }), (error) => {
      assert.ok(refusal("form-invalid")(error), error.message);
      assert.deepEqual(error.diagnostics.map(({ code }) => code), ["not-compiled"]);
      return true;
    });
  }
  await assert.rejects(open(packaged, { texts: [definition] }), refusal("texts-invalid"));
});

test("a broken definition is refused with all its diagnostics at once", async () => {
  const broken = example.replace('"by": "worker"', '"by": "nobody"').replace("papers == 'taken'", "papers == 'stolen'");
  await assert.rejects(open(broken), (error) => {
    assert.ok(refusal("form-invalid")(error));
    const [told] = error.diagnostics;
    assert.deepEqual(Object.keys(told).sort(), ["code", "help", "message", "pointer", "subject"]);
    assert.equal(told.code, "unknown-word");
    assert.equal(told.pointer, "/items/0/items/0/by");
    return true;
  });
});

test("bad input is told by code: empty, HTML, ten megabytes, newer, duplicate, cyclic", async () => {
  const rows = [
    ["", "empty"],
    ["<!doctype html><p>Not found", "json-syntax"],
    ["[".repeat(10_000_000), "too-large"],
    [example.replace('"format": 1', '"format": 7'), "newer-format"],
    [example.replace('"version":', '"version": "1.0.0", "version":'), "duplicate-key"],
    [example.replace("\"relevant\": \"papers == 'taken'\"", "\"relevant\": \"asked_back == 'refused'\""), "cycle"],
  ];
  for (const [text, code] of rows) {
    await assert.rejects(open(text), (error) => error.diagnostics?.[0]?.code === code, code);
  }
});

test("whatever is passed in, only typed errors come out and nothing changes", async () => {
  const interview = await open(example);
  const before = interview.state();
  const strange = [undefined, null, 0, NaN, {}, [], () => 0, Symbol("x"), new Proxy({}, {}), 10n, "", "__proto__", "x".repeat(1e6), "\ud800"];
  for (const value of strange) {
    for (const act of ["answer", "silent", "clear", "confirm"]) {
      for (const args of [[value, value], ["talk", value], [value, "given"]]) {
        if (act === "clear" || act === "confirm") args.pop();
        if (args.length === 1 && args[0] === "talk") continue;
        assert.throws(() => interview[act](...args), NrmEngineError);
      }
    }
    await assert.rejects(open(value), NrmEngineError);
    if (value !== undefined) await assert.rejects(open(example, { today: value }), NrmEngineError);
  }
  assert.deepEqual(interview.state(), before);
});

test("edits that make no sense have a code each", async () => {
  const interview = await open(example);
  assert.throws(() => interview.answer("nothing", "yes"), refusal("unknown-item"));
  assert.throws(() => interview.answer("locked", "perhaps"), refusal("unknown-choice"));
  assert.throws(() => interview.silent("locked", "notObservable"), refusal("silence-not-allowed"));
  await assert.rejects(open(example, { today: "2026-02-30" }), refusal("today-invalid"));
  await assert.rejects(open(example, { language: "ar" }), refusal("language-missing"));
  interview.finish();
  assert.throws(() => interview.answer("locked", "yes"), refusal("finished"));
});

test("importing the package in Node needs no browser and defines nothing", async () => {
  const { NrmScreening } = await import("nrm-screening");
  assert.equal(typeof NrmScreening, "function");
  await import("nrm-screening/forms/nrm-detection");
});
