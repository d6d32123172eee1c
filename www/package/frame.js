/** What the shell itself draws: bar, live regions, cover and failure page. All of it works when the wasm is dead. */

import { glyph } from "./glyph.js";
import css from "./style.js";

let sheet;

/** Adopts the one style sheet all elements of the page share: no `<style>`, so any `style-src` will do. */
export function adopt(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  root.adoptedStyleSheets = [sheet];
}

/** An element with its class, content and what a press on it does. */
export function make(tag, className, content = [], press = null) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...[content].flat());
  if (press) {
    made.type = "button";
    made.addEventListener("click", press);
  }
  return made;
}

/** Draws the frame into the shadow root and returns the places that change. */
export function drawFrame(root, { hide, leave, resume }) {
  const words = {
    hide: [make("span")],
    leave: [make("span"), make("span")],
    leaveSkip: [make("span")],
    paused: [make("p")],
    resume: [make("span")],
  };
  const marks = make("div", "marks");
  const area = make("div", "area");
  const polite = make("div", "unseen");
  const assertive = make("div", "unseen");
  const refused = make("p");
  const notice = make("p", "notice lead");
  // Where a form that waits for the interview sends the focus.
  area.tabIndex = -1;
  polite.ariaLive = "polite";
  assertive.ariaLive = "assertive";
  refused.role = "status";

  const bar = make("div", "bar", [
    make("button", "skip", words.leaveSkip, leave),
    make("button", "hide", [glyph("hide"), ...words.hide], hide),
    marks,
    make("button", "leave", [glyph("leave", true), words.leave[0]], leave),
    notice,
  ]);
  const shell = make("div", "shell", [bar, area, polite, assertive]);
  const cover = make("dialog", "cover", [
    ...words.paused,
    make("button", "plain", words.resume, resume),
    refused,
    make("button", "link calm", words.leave[1], leave),
  ]);
  // Browsers let a page cancel only the first of several requests to close: such requests must not be made at all.
  cover.setAttribute("closedby", "none");
  cover.addEventListener("cancel", (event) => event.preventDefault());
  cover.addEventListener("keydown", (event) => event.key === "Escape" && event.preventDefault());
  root.replaceChildren(shell, cover);
  return { shell, cover, marks, area, polite, assertive, notice, refused, words };
}

/** Writes the shell's words and direction in a language. */
export function label(frame, language) {
  for (const place of [frame.shell, frame.cover]) {
    place.lang = language.language;
    place.dir = language.direction;
  }
  for (const [key, places] of Object.entries(frame.words)) {
    for (const place of places) place.textContent = language.words[key];
  }
}

/** Says something of the shell's own, for the eye and for the ear; nothing takes it back. */
export function say(frame, text = "") {
  frame.polite.textContent = frame.notice.textContent = text;
}

/** Covers the page in the same frame, until it is resumed. */
export function cover({ cover }) {
  if (!cover.open) cover.showModal();
}

/** Covers the page in the same frame, for good. */
export function blank(frame, said) {
  // What opens a dialog lays out all the rest of the page first: with the rest gone, it takes half the time.
  frame.shell.remove();
  frame.cover.classList.add("blank");
  frame.cover.replaceChildren(make("p", "", said));
  cover(frame);
}

/** Says that something is on its way. */
export function wait(area, said) {
  area.replaceChildren(make("p", "opening quiet", said));
}

/**
 * The failure page: no blame, what can be done, and a reference without answers.
 * `begun` tells an interview that stopped from one that could not open.
 */
export function drawFailure(area, { words, code, begun, retry, print }) {
  if (!words) return area.replaceChildren(make("p", "frame", code));
  const opening = code === "form-newer" ? words.newerEngine : words.formError;
  const title = make("h1", "", begun ? words.failureTitle : opening);
  title.tabIndex = -1;
  const page = make("div", "page", [
    title,
    make("p", "", begun ? words.failureText : words.formErrorHelp),
    make("button", "strong whole", begun ? words.failureResume : words.retry, retry),
    ...(print ? [make("button", "plain whole", words.printBlank, print)] : []),
    ...(begun ? [make("p", "guidance", words.failureNote)] : []),
    make("p", "quiet", words.failureReference.replace("{code}", code)),
  ]);
  area.replaceChildren(make("div", "frame", page));
  if (begun) title.focus();
}
