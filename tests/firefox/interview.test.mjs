// The interview in Firefox: by keyboard alone under a strict policy, the ways out, and what is shown where the wasm does not come.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { caseOf, outcomeTexts, plain, word } from "../e2e/support/form.mjs";
import { arrived, base, ended, Firefox, open, until } from "./support/browser.mjs";

let firefox;
before(async () => (firefox = await new Firefox().start()));
after(() => firefox.close());

const played = caseOf("deceived_and_exploited");

for (const language of ["fr", "ar"]) {
  test(`a whole interview by keyboard alone, and the policy is never violated, in ${language}`, async () => {
    const page = await firefox.page();
    const screening = await open(page, `pages/interview.html?language=${language}`, language);
    await screening.playByKeyboard(played, () => {});
    assert.equal(await screening.heading(), outcomeTexts(language, played.expect).text);
    await ended(screening);
    const heard = await page.evaluate(() => globalThis.heard);
    const [{ detail }] = heard.element.filter(({ type }) => type === "nrm-complete");
    assert.equal(detail.class, played.expect.class);
    assert.deepEqual(heard.violations, []);
    assert.deepEqual(page.wrong, []);
    // The policy is there, and would tell: what it forbids is refused, and heard.
    const refused = await page.evaluate(() => {
      try {
        document.createElement("p").innerHTML = "<b>bold</b>";
      } catch (error) {
        return error.name;
      }
    });
    assert.equal(refused, "TypeError");
    await until("a violation", () => page.evaluate(() => globalThis.heard.violations.length === 1));
    await page.close();
  });
}

test("the build that fetches nothing opens under the same policy", async () => {
  const page = await firefox.page();
  await open(page, "pages/inline.html", "fr");
  assert.deepEqual(await page.evaluate(() => globalThis.heard.violations), []);
  assert.deepEqual(page.wrong, []);
  await page.close();
});

/** The ways out of the page. */
const WAYS = {
  "the button": ({ host }) => host.evaluate((element) => element.shadowRoot.querySelector("button.leave").click()),
  "Shift pressed three times": async ({ page }) => {
    for (let times = 0; times < 3; times += 1) await page.keyboard.press("Shift");
  },
};

for (const [what, leave] of Object.entries(WAYS)) {
  test(`${what} leaves, and Back does not return`, async () => {
    const page = await firefox.page();
    await page.goto(new URL("pages/empty.html", base).href);
    const screening = await open(page, "pages/interview.html?language=fr", "fr");
    await screening.enter("start");
    await leave(screening);
    await arrived(page, "/neutral.html");
    await page.evaluate(() => history.back());
    await arrived(page, "/empty.html");
    await page.close();
  });
}

/** Where the wasm does not come, and the code that is told. */
const FAULTS = {
  "csp-wasm": "pages/no-wasm.html?language=fr",
  "wasm-missing": "pages/interview.html?language=fr&from=/faults/missing-wasm/",
  "wasm-invalid": "pages/interview.html?language=fr&from=/faults/truncated/",
};

for (const [code, address] of Object.entries(FAULTS)) {
  test(`${code} is said on the screen, and one can leave`, async () => {
    const page = await firefox.page();
    const screening = await open(page, address, "fr", "formError");
    const shown = await screening.host.evaluate((element) => element.shadowRoot.querySelector(".area").textContent);
    assert.ok(plain(shown).includes(word("fr", "failureReference", { code })), shown);
    assert.deepEqual((await screening.events()).filter(({ type }) => type === "nrm-error").map(({ detail }) => detail), [{ code }]);
    await WAYS["the button"](screening);
    await arrived(page, "/neutral.html");
    await page.close();
  });
}
