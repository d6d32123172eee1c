// One `<nrm-screening>` as a worker meets it: by what its controls are called, with the mouse or by keyboard alone.
import { expect } from "@playwright/test";

import { answerOf, choiceText, direction, itemAsking, label, outcomeTexts, plain, questionText, takesSeveral, word } from "./form.mjs";

/** Most presses of Tab between two controls of a page. */
const FAR = 60;

export class Screening {
  constructor(page, language, host = page.locator("nrm-screening")) {
    this.page = page;
    this.language = language;
    this.host = host;
    /** The language beside it, where there is one. */
    this.second = null;
  }

  /** Opens the test page and waits for the first page of the interview. */
  static async open(page, language, asked = {}) {
    await page.goto(`/pages/interview.html?${new URLSearchParams({ language, ...asked })}`);
    const screening = new Screening(page, language);
    screening.second = asked.second ?? null;
    await screening.title("beforeTitle").waitFor();
    return screening;
  }

  word(key, gaps) {
    return word(this.language, key, gaps);
  }

  button(key) {
    return this.host.getByRole("button", { name: this.word(key), exact: true });
  }

  title(key) {
    return this.host.getByRole("heading", { level: 1, name: this.word(key) });
  }

  group(id) {
    return this.host.getByRole("group", { name: questionText(this.language, id) });
  }

  radio(id, name) {
    return this.group(id).getByRole("radio", { name, exact: true });
  }

  /** The control of a choice: a radio, or a box where there may be several. */
  choice(id, code) {
    const name = choiceText(this.language, id, code);
    return this.group(id).getByRole(takesSeveral(id) ? "checkbox" : "radio", { name, exact: true });
  }

  modify(id) {
    return this.host.getByRole("button", { name: this.modifyName(id) });
  }

  modifyName(id) {
    const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped(this.word("modify"))}.*${escaped(label(this.language, id))}$`);
  }

  live(manner) {
    return this.host.locator(`[aria-live="${manner}"]`);
  }

  /** The items asked on this page, in order. */
  async questions() {
    const legends = await this.host.evaluate((host) => [...host.shadowRoot.querySelectorAll("legend")].map(({ textContent }) => textContent));
    return legends.map((legend) => itemAsking(this.language, legend));
  }

  /** What the page is called; nothing while there is none. */
  heading() {
    return this.host.evaluate((host) => host.shadowRoot.querySelector("h1")?.textContent.replace(/\s+/g, " ").trim());
  }

  /** The events the page heard, in order; see `pages/heard.js`. */
  events(where = "element") {
    return this.page.evaluate((place) => globalThis.heard[place], where);
  }

  // With the mouse.

  async pick(id, ...codes) {
    for (const code of codes) await this.choice(id, code).check();
  }

  async openSilence(id) {
    await this.group(id).getByRole("button", { name: this.word("noAnswer"), exact: true }).click();
  }

  async keepSilent(id, reason) {
    await this.openSilence(id);
    await this.radio(id, this.word(reason)).check();
  }

  /**
   * Answers what a case answers on this page, questions that appear meanwhile included. The controls are pressed from inside
   * the page: that each can be reached by mouse and by keyboard is tested elsewhere.
   */
  async answerPage(played, given = new Map()) {
    for (let id; (id = (await this.questions()).find((one) => !given.has(one) && answerOf(played, one))); ) {
      const answer = answerOf(played, id);
      const codes = (answer.choices ?? []).map((code) => `${takesSeveral(id) ? "tick" : "answer"}.${id}.${code}`);
      const controls = answer.missing ? [`toggle.silence.${id}`, `silence.${id}.${answer.missing}`] : codes;
      await this.host.evaluate((host, ids) => {
        for (const one of ids) host.shadowRoot.getElementById(one).click();
      }, controls);
      given.set(id, answer);
    }
    return given;
  }

  /** From the first page to the result; `seen` is called on every page of questions once it is answered. */
  async play(played, seen = async () => {}) {
    const given = new Map();
    await this.button("start").click();
    while ((await this.questions()).length > 0) {
      await this.answerPage(played, given);
      await seen(given);
      await this.button("next").click();
    }
    if (await this.title("checkTitle").count()) await this.button("seeResult").click();
    await this.button("finish").waitFor();
    return given;
  }

  /** From the result to the end. */
  async finish() {
    await this.button("finish").click();
    await this.button("finishYes").click();
    await this.title("finishedTitle").waitFor();
  }

  /** From the first page over the result of a case to the end. */
  async playToTheEnd(played) {
    await this.title("beforeTitle").waitFor();
    await this.play(played);
    await expect(this.host.getByRole("heading", { level: 1 })).toHaveText(outcomeTexts(this.language, played.expect).text);
    await this.finish();
  }

  /** Opens the term of the case file and the signs behind every dimension. */
  async unfoldReasons() {
    await this.button("showTerm").click();
    const folded = this.host.locator('[data-item="dimension"][aria-expanded="false"]');
    while ((await folded.count()) > 0) await folded.first().click();
  }

  // By keyboard alone: after every press the focus is somewhere inside. Of a page this takes a keyboard and of the element a way
  // to evaluate something with it, so that it works in browsers which Playwright does not drive.

  /** What has the focus, as it is read out; null if nothing inside has it. */
  async focus() {
    const focus = await this.host.evaluate((host) => {
      const active = document.activeElement === host ? host.shadowRoot.activeElement : null;
      if (!active) return null;
      const kind = active.localName === "input" ? active.type : active.localName;
      const starts = [...host.shadowRoot.querySelectorAll(".area :is(legend, h1, [tabindex='-1'])")];
      return {
        kind,
        name: (active.closest("label") ?? active).textContent,
        question: active.closest("fieldset")?.querySelector("legend")?.textContent ?? "",
        checked: active.checked ?? false,
        expanded: active.ariaExpanded,
        first: starts[0] === active,
        obscured: false,
      };
    });
    return focus && { ...focus, name: plain(focus.name), question: plain(focus.question) };
  }

  async press(key) {
    await this.page.keyboard.press(key);
    const focus = await this.focus();
    expect(focus, `the focus after ${key}`).not.toBeNull();
    return focus;
  }

  async tabTo(what, wanted) {
    for (let presses = 0; presses < FAR; presses += 1) {
      const focus = await this.press("Tab");
      if (wanted(focus)) return focus;
    }
    throw new Error(`Tab does not reach ${what}`);
  }

  tabToButton(key) {
    const name = this.word(key);
    return this.tabTo(name, (focus) => focus.kind === "button" && focus.name === name);
  }

  /** The arrow that goes on in the reading direction. */
  get onward() {
    return direction(this.language) === "rtl" ? "ArrowLeft" : "ArrowRight";
  }

  async enter(key) {
    await this.tabToButton(key);
    return this.press("Enter");
  }

  /** Takes a radio of a question: arrows go to it, Space takes the first, Enter does nothing. */
  async arrowTo(id, name) {
    let focus = await this.focus();
    for (let presses = 0; focus.name !== name && presses < 12; presses += 1) focus = await this.press(this.onward);
    expect(focus.name, questionText(this.language, id)).toBe(name);
    if (!focus.checked) focus = await this.press(" ");
    expect(focus).toMatchObject({ kind: "radio", name, checked: true });
    const before = await this.questions();
    expect(await this.press("Enter")).toEqual(focus);
    expect(await this.questions(), "the questions after Enter").toEqual(before);
  }

  within(id) {
    const text = questionText(this.language, id);
    return ({ question }) => question.includes(text);
  }

  async keyChoice(id, ...codes) {
    const here = this.within(id);
    if (takesSeveral(id)) {
      for (const code of codes) {
        const name = choiceText(this.language, id, code);
        await this.tabTo(name, (focus) => focus.kind === "checkbox" && focus.name === name && here(focus));
        expect(await this.press(" ")).toMatchObject({ kind: "checkbox", name, checked: true });
      }
      return;
    }
    const [code] = codes;
    await this.tabTo(id, (focus) => focus.kind === "radio" && here(focus));
    await this.arrowTo(id, choiceText(this.language, id, code));
  }

  async keySilence(id, reason) {
    const [here, name] = [this.within(id), this.word("noAnswer")];
    await this.tabTo(name, (focus) => focus.kind === "button" && focus.name === name && here(focus));
    expect(await this.press("Enter")).toMatchObject({ name, expanded: "true" });
    await this.tabTo(reason, (focus) => focus.kind === "radio" && here(focus));
    await this.arrowTo(id, this.word(reason));
  }

  /** From the first page to the result without a mouse. `turned` is called whenever a page was left. */
  async playByKeyboard(played, turned) {
    const given = new Map();
    await turned(await this.enter("start"));
    for (let asked; (asked = await this.questions()).length > 0; ) {
      for (let id = asked[0]; id; id = (await this.questions()).find((one) => !given.has(one))) {
        const answer = answerOf(played, id);
        await (answer.missing ? this.keySilence(id, answer.missing) : this.keyChoice(id, ...answer.choices));
        given.set(id, answer);
      }
      await turned(await this.enter("next"));
    }
    if ((await this.heading()) === this.word("checkTitle")) await turned(await this.enter("seeResult"));
    return given;
  }
}
