// Two languages side by side: what is read to the person in both, everything else in the worker's.
import { readFileSync } from "node:fs";

import { atWidths, expectAccessible, expectFit, expectLanguages, expectTall, expectTargets } from "./support/audit.mjs";
import { caseOf, choiceText, codes, direction, form, item, languageName, questionText, word } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";
import { tour } from "./support/tour.mjs";

test.use({ viewport: { width: 360, height: 640 } });

/** Languages, and the widths in which their pages are fitted besides that of a phone. */
const PAIRS = [["fr", "ar", [320, 560, 1280]], ["fr", "en", [320]], ["ar", "fr", [1280]]];
const fixture = (name) => readFileSync(new URL(`../fixtures/kinds/${name}`, import.meta.url), "utf8");

/** Goes on, past what is required, until a question is on the page; the person agrees on the way. */
async function reach(screening, wanted) {
  const press = (act) => screening.host.locator(`button[data-act=${act}]`).first().click();
  for (let pages = 0; pages < 20 && (await screening.group(wanted).count()) === 0; pages += 1) {
    if (await screening.group("talk").count()) await screening.pick("talk", "given");
    await press("next");
    if (await screening.host.locator("button[data-act=without]").count()) await press("without");
  }
  await screening.group(wanted).waitFor();
}

/** What is asked of the person on this page. */
async function spoken(screening) {
  const asked = await screening.questions();
  return asked.filter((id) => item(id).by === "person" || item(id).type === "consent");
}

/** The questions of a page are in both languages, each half under its own. */
async function expectPairs(screening) {
  const asked = await spoken(screening);
  expect(asked.length, "questions to the person").toBeGreaterThan(0);
  for (const id of asked) {
    const halves = screening.group(id).locator("legend.twin > *");
    await expect(halves.first()).toContainText(questionText(screening.language, id));
    await expect(halves.last()).toHaveText(questionText(screening.second, id));
    await expect(halves.last()).toHaveAttribute("lang", screening.second);
    await expect(halves.last()).toHaveCSS("direction", direction(screening.second));
  }
}

for (const [language, second, widths] of PAIRS) {
  test(`${language} and ${second} side by side: languages, targets and ${widths.join(", ")} px, in every state`, async ({ page }) => {
    test.slow();
    const screening = await Screening.open(page, language, { second });
    await tour(screening, async (state) => {
      await expectLanguages(screening, state);
      await expectTargets(screening, state);
      // Two languages of one direction make the same tree as two of both, in other words.
      if (direction(language) !== direction(second)) await expectAccessible(screening, state);
      await atWidths(screening, [page.viewportSize().width, ...widths], async (width) => {
        await expectFit(screening, `${state} at ${width}`);
        await expectTall(screening, `${state} at ${width}`);
      });
    });
  });
}

test("a choice has one name, in the worker's language, and the other text as its description", async ({ page }) => {
  const screening = await Screening.open(page, "fr", { second: "ar" });
  await reach(screening, "talk");
  await expect(screening.radio("talk", choiceText("fr", "talk", "asked"))).toHaveAccessibleDescription(choiceText("ar", "talk", "asked"));
  await reach(screening, "papers");
  await expectPairs(screening);
  for (const code of codes("papers")) {
    const radio = screening.radio("papers", choiceText("fr", "papers", code));
    await expect(radio).toHaveAccessibleDescription(choiceText("ar", "papers", code));
  }
  const group = screening.group("papers");
  const arabic = questionText("ar", "papers");
  expect(await group.evaluate((set) => set.ariaDescribedByElements[0].textContent)).toBe(arabic);
  await expect(group).not.toHaveAccessibleName(new RegExp(arabic.slice(0, -1)));
  // The whole row is its label, the second text too.
  const [code] = codes("papers");
  await group.getByText(choiceText("ar", "papers", code), { exact: true }).click();
  await expect(screening.radio("papers", choiceText("fr", "papers", code))).toBeChecked();
});

test("stacked under 560 px, from there a mirror with the rings as its spine", async ({ page }) => {
  const screening = await Screening.open(page, "fr", { second: "ar" });
  await reach(screening, "papers");
  const boxes = () =>
    screening.host.evaluate((host) => {
      const row = host.shadowRoot.querySelector(".row.twin");
      const box = (element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return { left, right, top, bottom, middle: (left + right) / 2 };
      };
      const legend = [...host.shadowRoot.querySelector("legend.twin").children].map((half) => {
        const { borderLeftWidth, borderRightWidth } = getComputedStyle(half);
        return { ...box(half), lines: [borderLeftWidth, borderRightWidth] };
      });
      return { row: box(row), parts: [...row.children].map(box), legend };
    });
  const narrow = await boxes();
  expect(narrow.parts[2].top, "the second text stands below").toBeGreaterThanOrEqual(narrow.parts[1].bottom);
  expect(narrow.legend[1].top).toBeGreaterThan(narrow.legend[0].bottom - 1);
  await page.setViewportSize({ width: 1280, height: 800 });
  const wide = await boxes();
  const [ring, french, arabic] = wide.parts;
  expect(Math.abs(ring.middle - wide.row.middle)).toBeLessThan(1);
  expect(french.right).toBeLessThan(ring.left);
  expect(arabic.left).toBeGreaterThan(ring.right);
  expect(arabic.top).toBe(french.top);
  expect(wide.legend[0].top).toBe(wide.legend[1].top);
  for (const { legend } of [narrow, wide]) expect(legend.map(({ lines }) => lines)).toEqual([["3px", "0px"], ["0px", "3px"]]);
});

test("the worker turns a second language on and off by keyboard; answers and pages stay", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await reach(screening, "works");
  await screening.keyChoice("works", "no");
  await screening.enter("languages");
  const list = () => screening.host.getByRole("group", { name: screening.word("languageSecond") }).getByRole("button");
  await expect(list()).toHaveText([screening.word("languageNone"), languageName("ar"), languageName("en")]);
  // The first list, of the screen, has the same names.
  await screening.tabTo("none", ({ name }) => name === screening.word("languageNone"));
  await screening.tabTo("ar", ({ name }) => name === languageName("ar"));
  expect(await screening.press("Enter")).toMatchObject({ name: languageName("ar") });
  screening.second = "ar";
  await expectPairs(screening);
  await expectLanguages(screening, "the page with a second language");
  await expect(screening.host.locator(".tags")).toHaveText(`${languageName("ar")} · ${screening.word("reviewNone")}`);
  await expect(screening.radio("works", choiceText("fr", "works", "no"))).toBeChecked();
  expect(await screening.press("Escape")).toMatchObject({ name: screening.word("languages") });
  await screening.radio("works", choiceText("fr", "works", "no")).focus();
  await screening.press("ArrowRight");
  await expect(screening.radio("works", choiceText("fr", "works", "no"))).not.toBeChecked();
  // The other one becomes the language of the screen: both stay.
  await screening.host.evaluate((host) => (host.lang = "ar"));
  [screening.language, screening.second] = ["ar", "fr"];
  await expectPairs(screening);
  await screening.enter("languages");
  await list().first().press("Enter");
  await expect(screening.host.locator("legend.twin, .row.twin")).toHaveCount(0);
  await expect(screening.group("works").getByRole("radio", { checked: true })).toHaveCount(1);
});

test("what could not be conveyed is offered only beside a second language, and never taken away", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  const conveyed = (id) => screening.radio(id, screening.word("notConveyed"));
  await screening.button("start").click();
  await screening.openSilence("danger");
  await expect(conveyed("danger")).toHaveCount(0);
  await screening.host.evaluate((host) => (host.secondLang = "en"));
  await conveyed("danger").check();
  await screening.openSilence("care");
  await expect(conveyed("care")).toHaveCount(1);
  await screening.host.evaluate((host) => (host.secondLang = null));
  await expect(conveyed("danger")).toBeChecked();
  await expect(conveyed("care")).toHaveCount(0);
});

test("what is handed over names every language the questions were shown in", async ({ page }) => {
  const screening = await Screening.open(page, "fr", { second: "ar" });
  await screening.play(caseOf("deceived_and_exploited"));
  await screening.button("finish").click();
  await screening.button("finishYes").click();
  const { detail } = (await screening.events()).find(({ type }) => type === "nrm-complete");
  expect(detail.assessment).toMatchObject({ language: "fr", languages: ["ar", "fr"] });
});

test("a text the second language lacks is not doubled, and its language is named", async ({ page }) => {
  await page.goto("/pages/empty.html");
  const definition = JSON.stringify(form);
  await page.evaluate((given) => globalThis.openScreening({ language: "fr", second: "ar", definition: given }), definition);
  const screening = new Screening(page, "fr");
  await reach(screening, "talk");
  const halves = screening.group("talk").locator("legend > *");
  await expect(halves.last()).toHaveText(word("fr", "noText", { language: languageName("ar") }));
  await expect(halves.last().locator("[lang=ar]")).toHaveText(languageName("ar"));
  await expect(halves.last().locator("xpath=..")).toHaveCSS("direction", "ltr");
});

test("a second language that is not there is told, and the interview opens all the same", async ({ page }) => {
  const screening = await Screening.open(page, "fr", { second: "so" });
  expect((await screening.events()).filter(({ type }) => type === "nrm-error").at(-1)).toMatchObject({ detail: { code: "language-missing" } });
  await reach(screening, "talk");
  await expect(screening.host.locator(".twin")).toHaveCount(0);
});

for (const language of ["fr", "ar"]) {
  test(`every kind of question in two languages, ${language} first`, async ({ page }) => {
    test.slow();
    const second = language === "fr" ? "ar" : "fr";
    await page.goto("/pages/empty.html");
    const given = { language, second, definition: fixture("form.json"), texts: [fixture("texts/ar.json")] };
    await page.evaluate((asked) => globalThis.openScreening(asked), given);
    const screening = new Screening(page, language);
    screening.second = second;
    await screening.button("start").click();
    const seen = [];
    for (;;) {
      const pages = await screening.host.locator("legend").count();
      if (!pages) break;
      const add = screening.host.locator("button[data-act=add]");
      if (await add.count()) await add.click();
      const given = screening.host.locator("input[data-item=talk][data-value=given]");
      if (await given.count()) await given.check();
      for (const width of [320, 560, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await expectFit(screening, `page ${seen.length} at ${width}`);
        await expectTall(screening, `page ${seen.length} at ${width}`);
        await expectTargets(screening, `page ${seen.length} at ${width}`);
      }
      await expectAccessible(screening, `page ${seen.length}`);
      seen.push(await screening.host.locator(".twin").count());
      await screening.host.locator("button[data-act=next]").click();
      const without = screening.host.locator("button[data-act=without]");
      if (await without.count()) await without.click();
    }
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(20);
  });
}
