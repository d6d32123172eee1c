// Pseudo-languages: longer words, the other direction, taller letters. What holds in them holds in languages to come.
import { atWidths, expectFit, expectTall, expectTargets } from "./support/audit.mjs";
import { PSEUDO, hasFont, pseudo, speakPseudo } from "./support/pseudo.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";
import { tour } from "./support/tour.mjs";

/** An interview in a pseudo-language, beside a second one or none. */
async function open(page, language, second) {
  await page.goto("/pages/empty.html");
  await speakPseudo(page, language);
  await page.evaluate((asked) => globalThis.openScreening(asked), { language, second });
  const screening = new Screening(page, language);
  screening.second = second ?? null;
  await screening.title("beforeTitle").waitFor();
  return screening;
}

for (const language of Object.keys(PSEUDO)) {
  test(`${language} fits in 320, 360 and 1280 px`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 360, height: 800 });
    const screening = await open(page, language);
    await tour(screening, (state) =>
      atWidths(screening, [320, 360, 1280], async (width) => {
        await expectFit(screening, `${state} at ${width}`);
        await expectTall(screening, `${state} at ${width}`);
        await expectTargets(screening, `${state} at ${width}`);
      }),
    );
  });

  test(`${language} beside French fits from 320 to 1280 px`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 320, height: 800 });
    const screening = await open(page, language, "fr");
    await screening.button("start").click();
    for (let pages = 0; (await screening.questions()).length > 0; pages += 1) {
      await atWidths(screening, [320, 560, 1280], async (width) => {
        await expectFit(screening, `page ${pages} at ${width}`);
        await expectTall(screening, `page ${pages} at ${width}`);
      });
      await screening.host.locator("button[data-act=next]").click();
      const without = screening.host.locator("button[data-act=without]");
      if (await without.count()) await without.click();
    }
  });
}

test("long texts are 1.6 times as long, and others are in the letters they are meant to be in", () => {
  const length = (tag) => Object.values(pseudo(tag).texts.texts).reduce((sum, [, text]) => sum + [...text].length, 0);
  expect(length("fr-XA") / length("am-XC")).toBeGreaterThan(1.5);
  const letters = (tag, script) => {
    const all = Object.values(pseudo(tag).texts.texts).map(([, text]) => text).join("").match(/\p{Letter}/gu);
    return all.filter((letter) => script.test(letter)).length / all.length;
  };
  expect(letters("ar-XB", /\p{Script=Arabic}/u)).toBeGreaterThan(0.99);
  expect(letters("am-XC", /\p{Script=Ethiopic}/u)).toBeGreaterThan(0.99);
});

for (const [language, script] of [["ar-XB", /\p{Script=Arabic}/u], ["am-XC", /\p{Script=Ethiopic}/u]]) {
  test(`no letter of ${language} is an empty box`, async ({ page }) => {
    const screening = await open(page, language);
    const shown = [...new Set(await screening.host.evaluate((host) => host.shadowRoot.textContent))].filter((one) => script.test(one));
    expect(shown.length).toBeGreaterThan(10);
    const missing = [];
    for (const letter of shown) if (!(await hasFont(page, letter))) missing.push(letter);
    test.skip(missing.length === shown.length, "NOT RUN: no font on this machine has this script");
    expect(missing).toEqual([]);
  });
}
