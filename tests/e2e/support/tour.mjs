// Through every state of an interview, so that one thing can be looked at in all of them.
import { answerOf, caseOf } from "./form.mjs";

/** Calls `visit` with the name of each state in turn. */
export async function tour(screening, visit) {
  const press = (key) => screening.button(key).click();
  /** Opens something, looks at it, and closes it again. */
  const unfold = async (key, state) => {
    await press(key);
    await visit(state);
    await screening.page.keyboard.press("Escape");
  };

  await visit("the start page");
  await unfold("languages", "the languages");
  await press("start");
  await visit("the first questions");
  await press("next");
  await visit("the error summary");
  await screening.pick("danger", "yes");
  await visit("an immediate alert");
  const name = `${screening.word("now")} · ${screening.word("points", { n: 1 })}`;
  const mark = screening.host.getByRole("button", { name, exact: true });
  await mark.click();
  await screening.button("why").first().click();
  await visit("the alert panel");
  await screening.page.keyboard.press("Escape");
  await screening.pick("danger", "no");
  await screening.openSilence("care");
  await visit("an open silence");
  await screening.radio("care", screening.word("notAsked")).check();
  await screening.page.keyboard.press("Escape");
  await visit("a silence that was kept");
  await unfold("stopHere", "the stop panel");
  await unfold("urgentHelp", "urgent help");

  const played = caseOf("deceived_and_exploited");
  const given = new Map();
  for (let asked; (asked = await screening.questions()).length > 0; ) {
    if (asked[0] !== "danger") await visit(`the page of ${asked}`);
    await screening.answerPage(played, given);
    await visit(`the page of ${asked}, answered`);
    await press("next");
  }
  await visit("the check page");
  await press("seeResult");
  await press("showTerm");
  for (const closed of await screening.host.locator("[aria-expanded=false]").all()) await closed.scrollIntoViewIfNeeded();
  await visit("the result");
  await press("finish");
  await visit("the question whether to finish");
  await press("hide");
  await visit("the hidden screen");
  await press("resume");
  await press("finishYes");
  await visit("the end");
}

/** Plays a case to its result. */
export const playCase = (screening, id) => screening.play(caseOf(id));
export { answerOf };
