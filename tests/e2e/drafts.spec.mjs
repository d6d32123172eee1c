// Drafts in a browser (D1 to D6): only for a worker who gives a passphrase, only as ciphertext, and gone by finish and exit.
import { readFileSync } from "node:fs";

import { answerOf, caseOf, choiceText } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

const PASSPHRASE = "quatre chaises près du puits";
const PLAYED = caseOf("deceived_and_exploited");
const MINUTE = 60_000;

async function opened(page) {
  await page.goto("/pages/drafts.html?language=fr");
  const screening = new Screening(page, "fr");
  await screening.title("beforeTitle").waitFor();
  await expect.poll(() => page.evaluate(() => globalThis.listens)).toBe(true);
  return screening;
}

const said = (page) => page.evaluate(() => globalThis.said);
const expectSaid = (page, code) => expect.poll(() => said(page).then((all) => all.at(-1))).toBe(code);

/** Gives the passphrase, and waits for what the page says of it. */
async function give(page, passphrase, code) {
  await page.locator("#passphrase").fill(passphrase);
  await page.locator("form button").click();
  if (code) await expectSaid(page, code);
}

/** Every place in which a page can keep something. */
const stored = (page) =>
  page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    cookies: document.cookie,
    files: await navigator.storage.getDirectory().then((root) => Array.fromAsync(root.keys())),
    state: history.state,
  }));
const NOTHING = { local: {}, session: {}, databases: [], caches: [], cookies: "", files: [], state: null };

/** Some answers, and what is said of them. */
async function begun(page) {
  const screening = await opened(page);
  await screening.button("start").click();
  await screening.pick("danger", "no");
  return screening;
}

async function keptPage(page) {
  const screening = await begun(page);
  await give(page, PASSPHRASE, "kept");
  return screening;
}

const expectPicked = (screening, id, code) => expect(screening.choice(id, code)).toBeChecked();
/** What is kept, as it lies there. */
const lying = (page) => page.evaluate(() => localStorage.getItem("kept-1"));
/** Another page of the same browser that looks at what this one left. */
const beside = async (page) => {
  const other = await page.context().newPage();
  await other.goto("/neutral.html");
  return other;
};

test("the example of the documentation is what is tested here", () => {
  const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
  const [, example] = read("../../docs/drafts.md").match(/```js\n([^`]+)```/);
  expect(read("pages/drafts.js")).toContain(example.replace("nrm-screening/drafts", "/nrm-screening/drafts.js"));
});

test("without a passphrase nothing is written anywhere, from the first page to the end", async ({ page }) => {
  const screening = await opened(page);
  await give(page, "123456", "weak-passphrase");
  await screening.play(PLAYED, async () => expect(await stored(page)).toEqual(NOTHING));
  await screening.finish();
  expect(await stored(page)).toEqual(NOTHING);
});

test("the page is closed, and on another day the interview goes on with every answer", async ({ page, context }) => {
  const screening = await keptPage(page);
  const answers = await screening.answerPage(PLAYED);
  await screening.button("next").click();
  await screening.answerPage(PLAYED, answers);
  await page.waitForTimeout(1000);
  const { local, ...rest } = await stored(page);
  expect(Object.keys(local)).toEqual(["kept-1"]);
  expect({ local: {}, ...rest }).toEqual(NOTHING);
  const text = local["kept-1"];
  expect(Object.keys(JSON.parse(text)).sort()).toEqual(["body", "check", "format", "head", "salt", "seen", "until"]);
  const before = await screening.host.evaluate((host) => host.draft());
  await page.close();

  const later = await context.newPage();
  const next = await opened(later);
  await expectSaid(later, "found");
  await next.button("start").click();
  await next.pick("danger", "yes");
  await give(later, "cinq chaises loin du puits", "wrong-passphrase");
  // Nothing of it is shown, and what is on the page goes on.
  await expectPicked(next, "danger", "yes");
  expect(JSON.parse(await lying(later)).body).toBe(JSON.parse(text).body);
  await give(later, PASSPHRASE, "kept");
  await next.title("beforeTitle").waitFor();
  expect((await next.host.evaluate((host) => host.draft())).answers).toEqual(before.answers);
  await next.button("start").click();
  for (const [id, answer] of answers) {
    if (!(await next.questions()).includes(id)) await next.button("next").click();
    for (const code of answer.choices ?? []) await expectPicked(next, id, code);
  }
  // What is answered now is kept as well.
  await next.button("back").click();
  await next.pick("danger", "yes");
  await expect.poll(() => lying(later)).not.toBe(text);
});

test("finishing removes it", async ({ page }) => {
  const screening = await opened(page);
  await give(page, PASSPHRASE, "kept");
  await screening.play(PLAYED);
  expect(await lying(page)).not.toBe(null);
  await screening.finish();
  await expect.poll(() => lying(page)).toBe(null);
  await page.waitForTimeout(700);
  expect(await stored(page)).toEqual(NOTHING);
});

for (const [what, leave] of [
  ["the button", (screening) => screening.button("leave").click()],
  ["Shift", async ({ page }) => { for (const key of ["Shift", "Shift", "Shift"]) await page.keyboard.press(key); }],
  ["the host", (screening) => screening.host.evaluate((host) => host.leave())],
]) {
  test(`leaving removes it, by ${what}, also while it is being written`, async ({ page }) => {
    const screening = await keptPage(page);
    const looking = await beside(page);
    expect(await lying(looking)).not.toBe(null);
    await page.bringToFront();
    await screening.pick("danger", "yes");
    await screening.host.focus();
    await leave(screening);
    await page.waitForURL("**/neutral.html");
    await expect.poll(() => lying(looking)).toBe(null);
    expect(await stored(page)).toEqual(NOTHING);
  });
}

test("of two pages one keeps, and the other is told; its interview goes on", async ({ page, context }) => {
  await keptPage(page);
  const text = await lying(page);
  const second = await context.newPage();
  const screening = await begun(second);
  await give(second, PASSPHRASE, "other-tab");
  await screening.pick("danger", "yes");
  await expectPicked(screening, "danger", "yes");
  expect(await lying(second)).toBe(text);
  await page.close();
  await give(second, PASSPHRASE, "kept");
  await screening.title("beforeTitle").waitFor();
  await screening.button("start").click();
  await expectPicked(screening, "danger", "no");
});

/** The page goes out of sight, or comes back, as in a switch of apps. */
const turn = (page, hidden) =>
  page.evaluate((away) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => away });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);

test("the key is forgotten when nobody is there, a minute after it was said, and when the page is out of sight for a minute", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-11-25T12:00:00") });
  const screening = await keptPage(page);
  await page.mouse.move(10, 10);
  await page.clock.runFor(4 * MINUTE + 1000);
  await expectSaid(page, "soon");
  // Somebody is: it is put off.
  await page.mouse.move(20, 20);
  await expectSaid(page, "kept");
  await page.clock.runFor(4 * MINUTE + 1000);
  await expectSaid(page, "soon");
  await page.clock.runFor(MINUTE);
  await expectSaid(page, "locked");
  const text = await lying(page);
  await screening.button("resume").click();
  await screening.pick("danger", "yes");
  await page.clock.runFor(2000);
  expect(await lying(page)).toBe(text);
  // The passphrase again: the interview is the one that was on the page.
  await give(page, PASSPHRASE, "kept");
  await expectPicked(screening, "danger", "yes");
  expect(await lying(page)).not.toBe(text);
  await turn(page, true);
  await page.clock.runFor(MINUTE - 1000);
  expect((await said(page)).at(-1)).toBe("kept");
  await page.clock.runFor(1000);
  await expectSaid(page, "locked");
});

for (const [what, spoil, code] of [
  ["is blocked", () => Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("blocked", "SecurityError"); } }), "unavailable"],
  ["is full", () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }, "not-kept"],
]) {
  test(`where the storage ${what} one notice says so, and the interview goes on to its end`, async ({ page }) => {
    await page.addInitScript(spoil);
    const screening = await opened(page);
    await give(page, PASSPHRASE, code);
    await screening.play(PLAYED);
    await screening.finish();
    expect(await said(page)).toEqual([code]);
  });
}

test("on a device six times as slow it opens within two seconds", async ({ page }) => {
  await keptPage(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  const took = await page.evaluate(async (passphrase) => {
    const { openDrafts } = await import("/nrm-screening/drafts.js");
    const slot = 2;
    const first = await openDrafts({ slot });
    await first.keep({ response: () => ({ extent: "full", form: { id: "a", version: "1" } }) }, passphrase);
    await first.close();
    const second = await openDrafts({ slot });
    const start = performance.now();
    await second.open(passphrase);
    const passed = performance.now() - start;
    await second.remove();
    return passed;
  }, PASSPHRASE);
  console.log(`opened in ${took.toFixed(0)} ms`);
  expect(took).toBeLessThan(2000);
});
