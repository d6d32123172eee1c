// The language of every text, and changing it in the middle of an interview.
import { expectLanguages } from "./support/audit.mjs";
import { LANGUAGES, caseOf, choiceText, direction, form, languageName, outcomeTexts, questionText } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

/** Has the page change the language, as a portal does. */
async function speak(screening, language) {
  await screening.host.evaluate((host, tag) => (host.lang = tag), language);
  screening.language = language;
}

test("a change of language keeps the answers, the page and the focus", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.enter("start");
  await screening.keyChoice("danger", "no");
  await screening.openSilence("care");
  await screening.radio("care", screening.word("doesNotKnow")).check();
  await screening.radio("danger", choiceText("fr", "danger", "no")).focus();
  for (const language of ["ar", "en", "fr"]) {
    await speak(screening, language);
    expect(await screening.focus()).toMatchObject({
      kind: "radio",
      name: choiceText(language, "danger", "no"),
      question: questionText(language, "danger"),
      checked: true,
    });
    expect(await screening.questions()).toEqual(["danger", "care"]);
    await expect(screening.radio("care", screening.word("doesNotKnow"))).toBeChecked();
    await expect(screening.group("danger")).toHaveCSS("direction", direction(language));
    await expectLanguages(screening, `a page changed to ${language}`);
  }
});

test("the languages panel works by keyboard, on the start page and amid the questions", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  for (const [before, after] of [["fr", "ar"], ["ar", "en"]]) {
    screening.language = before;
    expect(await screening.enter("languages")).toMatchObject({ expanded: "true" });
    await screening.tabTo(after, ({ name }) => name === languageName(after));
    expect(await screening.press("Enter")).toMatchObject({ name: languageName(after) });
    screening.language = after;
    await expectLanguages(screening, `the page in ${after}`);
    await screening.press("Escape");
    if (before === "fr") await screening.button("start").click();
  }
  expect(await screening.questions()).toEqual(["danger", "care"]);
});

test("the check page and the result change their language too", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  const played = caseOf("deceived_and_exploited");
  await screening.play(played);
  for (const language of ["ar", "en"]) {
    await speak(screening, language);
    await expect(screening.host.getByRole("heading", { level: 1 })).toHaveText(outcomeTexts(language, played.expect).text);
    await expectLanguages(screening, `the result in ${language}`);
    await screening.button("backToAnswers").click();
    await expectLanguages(screening, `the check page in ${language}`);
    await screening.button("seeResult").click();
  }
});

test("a text that is not translated keeps its own language and direction, and says so", async ({ page }) => {
  await page.goto("/pages/empty.html");
  await page.evaluate((definition) => globalThis.openScreening({ language: "ar", definition }), JSON.stringify(form));
  const screening = new Screening(page, "ar");
  await screening.button("start").click();
  const legend = screening.host.locator("legend").first();
  await expect(legend).toContainText(questionText("fr", "danger"));
  await expect(legend).toContainText(languageName("fr"));
  await expect(legend).toHaveAttribute("lang", "fr");
  await expect(legend).toHaveCSS("direction", "ltr");
  await expect(screening.button("next")).toHaveCSS("direction", "rtl");
});
