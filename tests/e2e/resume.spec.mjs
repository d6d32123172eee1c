// An interview of several days: it goes on from what was handed over, or says why not.
import { toEnd } from "./support/drive.mjs";
import { caseOf } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

const PLAYED = caseOf("deceived_and_exploited");

const finish = async (screening) => (await toEnd(screening)).at(-1);

const set = (screening, response) => screening.host.evaluate((host, given) => (host.response = given), response);
const held = (screening) => screening.host.evaluate((host) => host.response);
const codes = async (screening) => (await screening.events()).filter(({ type }) => type === "nrm-error").map(({ detail }) => detail.code);

/** From the first page through what is answered already to the result. */
async function goThrough(screening) {
  await screening.button("start").click();
  while ((await screening.questions()).length > 0) {
    await screening.button("next").click();
    const without = screening.button("continueWithout");
    if (await without.count()) await without.click();
  }
  if (await screening.title("checkTitle").count()) await screening.button("seeResult").click();
  await screening.button("finish").waitFor();
}

test("it goes on from its response, with every answer, and gives the same one", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.host.evaluate((host) => (host.caseRef = "7"));
  await screening.play(PLAYED);
  const first = await finish(screening);
  expect([first.extent, first.case]).toEqual(["full", "7"]);
  await screening.host.evaluate((host) => (host.caseRef = null));
  await set(screening, first);
  await screening.title("beforeTitle").waitFor();
  await screening.button("start").click();
  for (const id of await screening.questions()) {
    if (typeof PLAYED.answers[id] === "string") await expect(screening.choice(id, PLAYED.answers[id])).toBeChecked();
  }
  await screening.button("back").click();
  await goThrough(screening);
  const second = await finish(screening);
  expect(second).toEqual(first);
  expect(await held(screening), "it is forgotten with the interview").toBe(null);
  expect(await codes(screening)).toEqual([]);
});

test("it goes on from JSON text as well, in another language", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.play(PLAYED);
  const first = await finish(screening);
  await set(screening, JSON.stringify(first));
  await screening.title("beforeTitle").waitFor();
  await goThrough(screening);
  await screening.host.evaluate((host) => (host.lang = "ar"));
  screening.language = "ar";
  await screening.button("finish").waitFor();
  const second = await finish(screening);
  expect(second.answers).toEqual(first.answers);
  expect(second.languages).toEqual(["fr", "ar"]);
});

test("one that was changed, holds too little or has no form says so, and nothing of it is shown", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.play(PLAYED);
  const first = await finish(screening);
  const rows = [
    [{ ...first, class: "noSignNow" }, "response-changed"],
    [{ ...first, form: { ...first.form, version: "9.9.9" } }, "form-missing"],
    [{ ...first, extent: "alerts" }, "response-partial"],
    [{}, "response-invalid"],
    ["{", "response-invalid"],
  ];
  for (const [response, code] of rows) {
    await set(screening, response);
    await screening.title("formError").waitFor();
    await expect.poll(async () => (await codes(screening)).at(-1)).toBe(code);
  }
  await set(screening, first);
  await screening.title("beforeTitle").waitFor();
});

test("what is handed over is what the purpose needs, and the page says so", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.host.evaluate((host) => (host.purpose = "alert"));
  await screening.play(PLAYED);
  await expect(screening.host.locator(".leaving li").nth(1)).toHaveText(screening.word("leavingAlerts"));
  await screening.host.evaluate((host) => (host.purpose = "statistics"));
  await expect(screening.host.getByText(screening.word("leavingAlerts"))).toBeHidden();
  await expect(screening.host.locator(".leaving li").first()).toHaveText(screening.word("leavingClass"));
  // What is no purpose is refused at the end, and nothing is lost.
  await screening.host.evaluate((host) => (host.purpose = "everything"));
  await screening.button("finish").click();
  await screening.button("finishYes").click();
  await screening.title("failureTitle").waitFor();
  expect((await codes(screening)).at(-1)).toBe("purpose-unknown");
  await screening.host.evaluate((host) => (host.purpose = "statistics"));
  await screening.button("failureResume").click();
  await screening.button("finishYes").click();
  await screening.title("finishedTitle").waitFor();
  const { detail } = (await screening.events()).find(({ type }) => type === "nrm-complete");
  expect(Object.keys(detail).sort()).toEqual(["class", "consents", "digest", "extent", "form"]);
});
