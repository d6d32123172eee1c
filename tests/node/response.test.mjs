import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { NrmEngineError, open, resume } from "nrm-screening/engine";
import { form as detection } from "nrm-screening/forms/nrm-detection";
import { texts as arabic } from "nrm-screening/forms/nrm-detection/ar";

const file = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const example = await file("tests/fixtures/example.form.json");
const refusal = (code) => (error) => error instanceof NrmEngineError && error.code === code;

/** An interview of the detection form, as far as it goes on one day. */
async function begun(options) {
  const interview = await open(detection, { today: "2026-11-02", texts: [arabic], ...options });
  for (const [item, code] of [["danger", "no"], ["age_group", "adult"], ["talk", "given"], ["leave", "never"]]) interview.answer(item, code);
  interview.answer("seen", ["afraid", "recited"]);
  interview.silent("pay", "declined");
  return interview;
}

test("an interview goes on from its response and gives the same one", async () => {
  const { cases } = JSON.parse(await file("schemas/forms/nrm-detection/0.2.0/cases.json"));
  assert.ok(cases.length > 50);
  for (const finished of [false, true]) {
    for (const { id, answers } of cases) {
      const interview = await open(detection);
      for (const [item, answer] of Object.entries(answers)) {
        if (answer.missing) interview.silent(item, answer.missing);
        else interview.answer(item, answer);
      }
      if (finished) interview.finish();
      const response = interview.response();
      if (response.extent !== "full") {
        await assert.rejects(resume(response), refusal("response-partial"));
        continue;
      }
      const again = await resume(response);
      assert.equal(again.state().finished, false);
      if (finished) again.finish();
      assert.deepEqual(again.response(), response, id);
    }
  }
});

test("it goes on another day, in its own language, under the name of the case", async () => {
  const first = await begun({ language: "ar" });
  first.finish();
  const response = first.response({ case: "7" });
  assert.equal(response.case, "7");
  for (const given of [response, JSON.stringify(response)]) {
    const next = await resume(given, { form: detection, texts: [arabic] });
    assert.throws(() => first.answer("harm", "yes"), refusal("finished"));
    next.answer("harm", "yes");
    next.finish();
    const later = next.response();
    assert.deepEqual([later.today, later.case, later.languages], ["2026-11-02", "7", ["ar"]]);
    assert.match(later.assessment.outcome.text, /[\u0600-\u06ff]/);
  }
});

test("the digest is that of the canonical form, as anyone can make it", async () => {
  const response = (await begun()).response({ case: "é\u001f\"" });
  const sorted = (value) =>
    Array.isArray(value) || typeof value !== "object" || value === null
      ? value?.map?.(sorted) ?? value
      : Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
  const { digest, ...covered } = response;
  assert.equal(createHash("sha256").update(JSON.stringify(sorted(covered))).digest("hex"), digest);
});

test("a response that was changed, or is none, is told by code", async () => {
  const response = (await begun()).response();
  const change = (act) => {
    const copy = structuredClone(response);
    act(copy);
    return copy;
  };
  const rows = [
    [change((one) => (one.class = "noSignNow")), "response-changed"],
    [change((one) => (one.answers[0].code = "yes")), "response-changed"],
    [change((one) => one.answers.pop()), "response-changed"],
    [change((one) => (one.case = "8")), "response-changed"],
    [change((one) => (one.digest = "0")), "response-changed"],
    [change((one) => (one.form.version = "9.9.9")), "form-missing"],
    [change((one) => (one.form.digest = "0")), "form-missing"],
    [change((one) => (one.extent = "class")), "response-partial"],
    [change((one) => (one.answers[0].code = "perhaps")), "response-invalid"],
    [change((one) => (one.answers[0].item = "nothing")), "response-invalid"],
    [change((one) => (one.today = 1)), "response-invalid"],
    [{ form: { id: "nrm-detection", version: "0.2.0" } }, "response-invalid"],
    ...["", "null", "{}", "<!doctype html>", null, undefined, 7, [], () => 0, Symbol("x"), 10n].map((one) => [one, "response-invalid"]),
  ];
  for (const [given, code] of rows) await assert.rejects(resume(given), refusal(code), code);
  // Deeper than any response; a getter that throws.
  let deep = {};
  for (let level = 0; level < 5000; level += 1) deep = { deep };
  await assert.rejects(resume({ ...response, deep }), refusal("response-invalid"));
  await assert.rejects(resume({ get form() { throw new Error("mine"); } }), refusal("response-invalid"));
  // A form that is not registered, or not that one.
  const other = await open(example);
  await assert.rejects(resume(other.response()), refusal("form-missing"));
  await assert.rejects(resume(other.response(), { form: detection }), refusal("form-missing"));
  assert.equal((await resume(other.response(), { form: example })).state().finished, false);
  // What a second person writes beside it is not covered.
  const reviewed = change((one) => (one.review = { by: "supervisor", on: "2026-11-03", conclusion: "agrees" }));
  assert.ok(await resume(reviewed));
});

test("what is handed over is what the purpose needs or what was agreed to, whichever is less", async () => {
  const all = [["statistics", "class", "class"], ["alert", "alerts", "class"], ["record", "full", "class"]];
  for (const [purpose, given, refused] of all) {
    for (const [consent, extent] of [["given", given], ["refused", refused], ["withdrawn", refused]]) {
      const interview = await begun();
      interview.answer("record", consent);
      const response = interview.response({ purpose, case: "7" });
      assert.equal(response.extent, extent, `${purpose} ${consent}`);
      assert.equal("case" in response, extent !== "class");
      assert.equal(JSON.stringify(response).includes("recited"), extent === "full");
    }
  }
  const interview = await begun();
  assert.throws(() => interview.response({ purpose: "everything" }), refusal("purpose-unknown"));
  for (const name of ["", "x".repeat(201)]) assert.throws(() => interview.response({ case: name }), refusal("case-invalid"));
  for (const value of [null, 7, {}, Symbol("x")]) {
    assert.throws(() => interview.response({ purpose: value }), NrmEngineError);
    assert.throws(() => interview.response({ case: value }), NrmEngineError);
  }
});
