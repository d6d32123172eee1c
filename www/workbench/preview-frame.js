// The element in a frame of its own, as on a phone or on a desk. What it covers or leaves is the frame alone.
import { fill, node } from "./node.js";
import { language, word } from "./words.js";

const FRAMES = ["phone", "desktop"];

export class Preview {
  #frame;
  #tongues;
  #frames;
  #main;
  #form;
  #shown;
  #language;
  #size = "phone";

  constructor(frame, tongues, frames, main) {
    [this.#frame, this.#tongues, this.#frames, this.#main] = [frame, tongues, frames, main];
    // Leaving the interview loads the page of the frame again: it begins anew.
    frame.addEventListener("load", () => this.#put(true));
  }

  /** Shows a form; the same one goes on as it is. */
  show(form) {
    this.#form = form;
    const tags = this.#tags();
    if (!tags.includes(this.#language)) this.#language = tags.includes(language()) ? language() : form.language;
    this.#draw();
    this.#put();
  }

  speak() {
    this.#tongues.setAttribute("aria-label", word("tongues"));
    this.#frames.setAttribute("aria-label", word("frames"));
    this.#draw();
  }

  #tags() {
    return this.#form ? [this.#form.language, ...this.#form.languages.map((one) => one.language)] : [];
  }

  #draw() {
    const press = (text, pressed, act) => node("button", { type: "button", "aria-pressed": String(pressed), onclick: act }, text);
    const tongue = (tag) => press(tag, tag === this.#language, () => this.#turn(() => (this.#language = tag)));
    fill(this.#tongues, this.#tags().map(tongue));
    fill(this.#frames, FRAMES.map((size) => press(word(size), size === this.#size, () => this.#turn(() => (this.#size = size)))));
    this.#main.dataset.frame = this.#size;
  }

  /** Changes a choice; the keyboard stays on the button that was pressed, which is drawn anew. */
  #turn(act) {
    const group = document.activeElement?.parentElement;
    const at = [...(group?.children ?? [])].indexOf(document.activeElement);
    act();
    this.#draw();
    group?.children[at]?.focus();
    this.#put();
  }

  #put(anew = false) {
    const screening = this.#frame.contentDocument?.querySelector("nrm-screening");
    if (!screening || !this.#form) return;
    if (screening.lang !== this.#language) screening.lang = this.#language;
    if (!anew && this.#shown === this.#form.definition + this.#form.texts.join("")) return;
    this.#shown = this.#form.definition + this.#form.texts.join("");
    screening.texts = this.#form.texts;
    screening.definition = this.#form.definition;
  }
}
