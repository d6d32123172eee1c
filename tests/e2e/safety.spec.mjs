// What an interview leaves behind, lets out and covers up: nothing, nobody's answers, everything.
import { caseOf, choiceText } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

const PLAYED = caseOf("deceived_and_exploited");

/** Codes and texts that nothing outside the element may hold. */
const SECRETS = Object.entries(PLAYED.answers)
  .filter(([, code]) => typeof code === "string" && code.length > 4)
  .flatMap(([item, code]) => [code, choiceText("fr", item, code)]);

test("no answer stands in an event, the address, the title, the history, a storage, the console or the host", async ({ page, console: lines }) => {
  const screening = await Screening.open(page, "fr");
  await screening.play(PLAYED);
  const left = await page.evaluate(async () => ({
    address: location.href,
    title: document.title,
    history: JSON.stringify(history.state),
    length: history.length,
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
    cookies: document.cookie,
    databases: JSON.stringify(await indexedDB.databases()),
    host: document.querySelector("nrm-screening").outerHTML,
    heard: JSON.stringify([heard.element, heard.document]),
  }));
  const everything = JSON.stringify([left, lines]);
  expect(SECRETS.length).toBeGreaterThan(8);
  expect(SECRETS.filter((secret) => everything.includes(secret))).toEqual([]);
  expect([left.local, left.session, left.cookies, left.databases, left.history]).toEqual(["{}", "{}", "", "[]", "null"]);
});

test("only the confirmed end carries the answers, and nothing further up hears it", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.play(PLAYED);
  await screening.button("finish").click();
  await screening.button("finishNo").click();
  expect((await screening.events()).filter(({ type }) => type === "nrm-complete")).toEqual([]);
  await screening.finish();
  const ends = (await screening.events()).filter(({ type }) => type === "nrm-complete");
  expect(ends).toHaveLength(1);
  expect(ends[0].detail.assessment.outcome.class).toBe(PLAYED.expect.class);
  expect(ends[0].detail.answers).toContainEqual({ item: "age_group", by: "worker", code: PLAYED.answers.age_group });
  expect((await screening.events("document")).filter(({ type }) => type === "nrm-complete")).toEqual([]);
  const shown = await screening.host.evaluate((host) => host.shadowRoot.textContent);
  expect(SECRETS.filter((secret) => shown.includes(secret))).toEqual([]);
});

test("what made the hand-over is given up, with its memory", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.play(PLAYED);
  await screening.finish();
  // No instance is left in the module that made it: nothing can be called.
  const left = await page.evaluate(async () => {
    const { NrmForm } = await import("/nrm-screening/wasm/nrm_record.js");
    try {
      return typeof new NrmForm("");
    } catch (error) {
      return error.name;
    }
  });
  expect(left).toBe("TypeError");
});

test("a whole interview violates no policy and asks for nothing after the page's own files", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await screening.play(PLAYED);
  await screening.host.evaluate((host) => (host.lang = "ar"));
  screening.language = "ar";
  await screening.finish();
  // What makes the hand-over is loaded in idle time, whatever is asked and answered.
  const ahead = /\/nrm-screening\/((record|response|error|load)\.js|wasm\/nrm_record\.js|wasm\/nrm_engine_bg\.wasm)$/;
  expect(asked.filter((url) => !ahead.test(url))).toEqual([]);
  expect(await screening.events("violations")).toEqual([]);
});
