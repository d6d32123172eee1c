// An interview held by keyboard alone, in three languages, to its result with its reasons.
import {
  LANGUAGES, caseOf, dimensionTitle, direction, form, items, label, outcomeTexts, partTotal, parts, plain, signIs, signText, term,
} from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

/** After a page was left, the focus stands at the beginning of the next one, and its part is said. */
const turnedIn = (screening) => async (focus) => {
  expect(focus.first, `the focus begins the page, not ${focus.kind} “${focus.name}”`).toBe(true);
  const [first] = await screening.questions();
  if (!first) return;
  const part = parts.findIndex(({ id }) => id === items.find((item) => item.id === first).part.id);
  // What is asked beside the result is no part of the form.
  if (part < 0) return expect(screening.button("finish")).toBeVisible();
  await expect(screening.live("polite")).toContainText(screening.word("part", { n: part + 1, total: partTotal }));
};

async function expectReasons(screening, given) {
  for (const dimension of form.dimensions) {
    const title = dimensionTitle(screening.language, dimension);
    const focus = await screening.tabTo(title, ({ kind, name }) => kind === "button" && name.startsWith(title));
    expect(focus.expanded).toBe("false");
    expect((await screening.press("Enter")).expanded).toBe("true");
  }
  const shown = await screening.host.getByRole("listitem").allTextContents();
  for (const sign of form.indicators) {
    const [name, is] = [signText(screening.language, sign), signIs(sign, given)];
    const line = shown.map(plain).find((text) => text.startsWith(name));
    expect(line, `${sign.id} is listed`).toBeDefined();
    if (is) expect(line, sign.id).toBe(plain(name + screening.word(is)));
  }
}

async function expectResult(screening, { expect: expected }, given) {
  const { text, note, actions } = outcomeTexts(screening.language, expected);
  await expect(screening.host.getByRole("heading", { level: 1 })).toHaveText(text);
  for (const said of [note, ...actions, screening.word("resultNote")]) {
    await expect(screening.host.getByText(said, { exact: true })).toBeVisible();
  }
  if (expected.class === "couldNotBeDone") {
    await expect(screening.host.getByRole("heading", { name: screening.word("whyTitle") })).toHaveCount(0);
  } else {
    await expectReasons(screening, given);
  }
}

/** Finishing asks once more, hands the result over once, and shows an empty page. */
async function expectEnd(screening, { expect: expected }) {
  await screening.enter("finish");
  expect(await screening.events()).not.toContainEqual(expect.objectContaining({ type: "nrm-complete" }));
  const focus = await screening.enter("finishYes");
  expect(focus).toMatchObject({ first: true, name: screening.word("finishedTitle") });
  const ends = (await screening.events()).filter(({ type }) => type === "nrm-complete");
  expect(ends.map(({ detail }) => detail.class)).toEqual([expected.class]);
}

const PLAYED = {
  fr: ["deceived_and_exploited", "everything_no", "talk_refused", "everything_declined"],
  en: ["deceived_and_exploited", "everything_no", "talk_refused"],
  ar: ["deceived_and_exploited", "everything_no", "talk_refused"],
};

for (const language of LANGUAGES) {
  for (const id of PLAYED[language]) {
    test(`${id} by keyboard alone in ${language}`, async ({ page }) => {
      // Some 35 questions, and a look at the focus after every press.
      test.slow();
      const screening = await Screening.open(page, language);
      const played = caseOf(id);
      const given = await screening.playByKeyboard(played, turnedIn(screening));
      await expectResult(screening, played, given);
      await expectEnd(screening, played);
    });
  }

  test(`the first stops and the arrow keys in ${language}`, async ({ page }) => {
    const screening = await Screening.open(page, language);
    const stops = ["leaveSkip", "hide", "leave"].map((key) => screening.word(key));
    for (const stop of stops) expect((await screening.press("Tab")).name).toBe(stop);
    await screening.enter("start");
    await screening.press("Tab");
    const names = (await screening.group("danger").getByRole("radio").all()).length;
    expect(names).toBe(2);
    const [back, onward] = direction(language) === "rtl" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
    const seen = [];
    for (const key of [onward, back, "ArrowDown", "ArrowUp"]) seen.push((await screening.press(key)).name);
    const { yes, no } = { yes: screening.word("signYes"), no: screening.word("signNo") };
    expect(seen).toEqual([no, yes, no, yes]);
  });
}

test("a silence is opened, taken and taken back by keyboard", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.enter("start");
  await screening.keySilence("danger", "doesNotKnow");
  await expect(screening.radio("danger", screening.word("doesNotKnow"))).toBeChecked();
  // Escape folds it to one line; its button opens it again.
  expect((await screening.press("Escape")).name).toBe(screening.word("change"));
  const folded = screening.word("noAnswerChosen", { reason: screening.word("doesNotKnow").toLowerCase() });
  await expect(screening.group("danger").getByText(folded)).toBeVisible();
  expect(await screening.press("Enter")).toMatchObject({ name: screening.word("noAnswer"), expanded: "true" });
  await page.keyboard.press("Shift+Tab");
  await screening.keyChoice("care", "yes");
});

test("a required question holds the page once, and the summary leads to it", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.enter("start");
  const held = ["danger", "care"];
  const focus = await screening.enter("next");
  expect(focus.name).toContain(screening.word("toReview", { n: held.length }));
  for (const id of held) {
    const said = screening.word("chooseOrSay", { label: label("fr", id) });
    await expect(screening.group(id)).toHaveAccessibleDescription(new RegExp(`${screening.word("errorPrefix")} ${said}`.replace(/[.?]/g, "\\$&").replace(/ /g, "\\s")));
  }
  await screening.tabTo("the line of the second", ({ name }) => name.startsWith(label("fr", "care")));
  expect(await screening.press("Enter")).toMatchObject({ kind: "radio", question: expect.stringContaining("soins") });
  await screening.arrowTo("care", screening.word("signNo"));
  await expect(screening.host.getByText(screening.word("toReview", { n: 1 }))).toBeVisible();
  const next = await screening.enter("continueWithout");
  expect(next.first).toBe(true);
  expect(await screening.questions()).not.toContain("danger");
});

test("an answer changed from the check page returns to its button", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  const played = caseOf("everything_no");
  await screening.button("start").click();
  while ((await screening.questions()).length > 0) {
    await screening.answerPage(played);
    await screening.button("next").click();
  }
  await screening.tabTo("modify", ({ name }) => screening.modifyName("papers").test(name));
  expect(await screening.press("Enter")).toMatchObject({ kind: "legend" });
  expect((await screening.focus()).name).toContain("papiers");
  await screening.keyChoice("papers", "taken");
  expect((await screening.enter("next")).name).toMatch(screening.modifyName("papers"));
  await expect(screening.host.getByText("On me les a pris")).toBeVisible();
  await screening.press("Enter");
  expect((await screening.enter("back")).name).toMatch(screening.modifyName("papers"));
  const { text } = outcomeTexts("fr", { class: "possibleVictim", row: "some_signs" });
  expect((await screening.enter("seeResult")).name).toBe(text);
  expect(await screening.enter("showTerm")).toMatchObject({ expanded: "true" });
  await expect(screening.host.getByText(term("fr", "possibleVictim"))).toBeVisible();
});

test("an answer that comes back with its question is looked at again by keyboard", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.button("start").click();
  while (!(await screening.questions()).includes("promised_job")) {
    await screening.answerPage(caseOf("deceived_and_exploited"));
    await screening.button("next").click();
  }
  await screening.pick("promised_job", "different");
  await screening.pick("promised_terms", "worse");
  await screening.pick("promised_job", "nothing");
  await expect(screening.group("promised_terms")).toHaveCount(0);
  await screening.pick("promised_job", "same");
  await expect(screening.group("promised_terms").getByText(screening.word("restored"))).toBeVisible();
  expect(await screening.enter("stillTrue")).toMatchObject({ kind: "radio", checked: true });
});
