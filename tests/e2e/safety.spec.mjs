// What an interview leaves behind, lets out and covers up: nothing, nobody's answers, everything.
import { caseOf, choiceText } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

const PLAYED = caseOf("deceived_and_exploited");

/** Codes and texts that nothing outside the element may hold. */
const SECRETS = Object.entries(PLAYED.answers)
  .filter(([, code]) => typeof code === "string" && code.length > 4)
  .flatMap(([item, code]) => [code, choiceText("fr", item, code)]);

const finish = async (screening) => {
  await screening.button("finish").click();
  await screening.button("finishYes").click();
};

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
  await finish(screening);
  const ends = (await screening.events()).filter(({ type }) => type === "nrm-complete");
  expect(ends).toHaveLength(1);
  expect(ends[0].detail.assessment.outcome.class).toBe(PLAYED.expect.class);
  expect(ends[0].detail.answers).toContainEqual({ item: "age_group", code: PLAYED.answers.age_group });
  expect((await screening.events("document")).filter(({ type }) => type === "nrm-complete")).toEqual([]);
  const shown = await screening.host.evaluate((host) => host.shadowRoot.textContent);
  expect(SECRETS.filter((secret) => shown.includes(secret))).toEqual([]);
});

test("hiding covers everything, keeps the answers and needs an act to come back", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.button("start").click();
  await screening.pick("danger", "no");
  await screening.button("hide").click();
  await expect(screening.button("resume")).toBeFocused();
  for (const key of ["Escape", "Escape", "Escape", "Tab", "Tab", "Shift+Tab"]) await page.keyboard.press(key);
  const seen = await screening.host.evaluate((host) => {
    const at = (x, y) => host.shadowRoot.elementFromPoint(x, y)?.closest("dialog") !== null;
    return [at(20, 20), at(innerWidth / 2, innerHeight / 2), at(innerWidth - 20, innerHeight - 20)];
  });
  expect(seen).toEqual([true, true, true]);
  await screening.button("resume").click();
  await expect(screening.radio("danger", choiceText("fr", "danger", "no"))).toBeChecked();
});

test("leaving blanks in the same frame, goes to the neutral page, and Back finds an empty start", async ({ page }) => {
  await page.goto("/pages/empty.html");
  const screening = await Screening.open(page, "fr");
  await screening.button("start").click();
  await screening.pick("danger", "no");
  const blank = await screening.host.evaluate((host) => {
    host.leave();
    const dialog = host.shadowRoot.querySelector("dialog");
    return dialog.open && host.shadowRoot.querySelectorAll("input, legend").length === 0;
  });
  expect(blank).toBe(true);
  await page.waitForURL("**/neutral.html");
  await page.goBack();
  await page.waitForURL("**/empty.html");
  await expect(page.locator("nrm-screening")).toHaveCount(0);
});

test("Shift three times leaves; as a modifier it does not", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.button("start").click();
  for (let times = 0; times < 4; times += 1) await page.keyboard.press("Shift+KeyA");
  for (let times = 0; times < 2; times += 1) await page.keyboard.press("Shift");
  await expect(screening.live("polite")).toHaveText(screening.word("leaveOnce"));
  await page.keyboard.press("KeyB");
  await page.keyboard.press("Shift");
  await expect(screening.live("polite")).toHaveText(screening.word("leaveTwice"));
  expect(page.url()).toContain("interview.html");
  await page.keyboard.press("Shift");
  await page.keyboard.press("Shift");
  await page.waitForURL("**/neutral.html");
});

test("a whole interview violates no policy and asks for nothing after the page's own files", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await screening.play(PLAYED);
  await screening.host.evaluate((host) => (host.lang = "ar"));
  screening.language = "ar";
  await finish(screening);
  await screening.title("finishedTitle").waitFor();
  expect(asked).toEqual([]);
  expect(await screening.events("violations")).toEqual([]);
});

test("every control keeps the browser's helpers away", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.button("start").click();
  const careless = await screening.host.evaluate((host) => {
    const controls = [...host.shadowRoot.querySelectorAll("input, textarea, select")];
    return [controls.length > 0, host.translate, controls.filter((control) => control.autocomplete !== "off").length];
  });
  expect(careless).toEqual([true, false, 0]);
});

test("a page that wraps every text, as translators do, breaks nothing", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.button("start").click();
  await screening.host.evaluate((host) => {
    const texts = document.createTreeWalker(host.shadowRoot.querySelector(".area"), NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) found.push(texts.currentNode);
    for (const text of found) {
      const font = document.createElement("font");
      text.replaceWith(font);
      font.append(text);
    }
  });
  await screening.host.locator(`input[data-item="danger"][data-value="no"]`).check();
  await screening.host.locator(`input[data-item="care"][data-value="no"]`).check();
  await screening.host.locator(`button[data-act="next"]`).click();
  await expect.poll(() => screening.questions()).toContain("spoken_for");
});
