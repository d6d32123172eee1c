/**
 * `<nrm-screening>`: the shell around the interview. It loads the wasm, hands it what was pressed, keeps the log from
 * which an interview can be rebuilt, and hides or leaves the page at once. It knows no rule about forms.
 *
 * Importing this module defines nothing; `define.js` does.
 */

import start, { Screening } from "./wasm/nrm_element.js";
import { adopt, blank, cover, drawFailure, drawFrame, label, wait } from "./frame.js";
import { leaveTo, watchShift } from "./leave.js";
import { LoadError, bytesAt, compile, once } from "./load.js";
import { prepare } from "./prepare.js";
import { allLanguages, findForm, findLanguage, watch } from "./registry.js";

export { registerForm, registerLanguage, registerTexts } from "./registry.js";

const WASM = new URL("./wasm/nrm_element_bg.wasm", import.meta.url);
const PROPERTIES = ["definition", "texts", "form", "theme", "exitUrl"];

/** Counts the instances of the wasm: what an older one made must not be touched. */
let generation = 0;
/** How many interviews the present instance holds. */
let held = 0;

/** The wasm, instantiated once for every element of the page. */
const engine = once(() =>
  bytesAt(WASM)
    .then(compile)
    .then((module) => start({ module_or_path: module }))
    .catch((cause) => {
      throw cause instanceof LoadError ? cause : new LoadError("wasm-invalid", cause);
    }),
);

/** Gives the instance up, and its memory with it: after a trap, or when no interview is left in it. */
function abandon() {
  generation += 1;
  held = 0;
  Screening.renew();
  Screening.fresh();
}

/** Today where the device is, as `YYYY-MM-DD`. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// Outside a browser there is nothing to extend, yet the module must load: portals render on servers too.
const Base = globalThis.HTMLElement ?? class {};

export class NrmScreening extends Base {
  static observedAttributes = ["form", "lang"];

  /** Registers the element; does nothing if the tag is taken. */
  static define(tag = "nrm-screening") {
    const taken = customElements.get(tag);
    if (!taken) customElements.define(tag, this);
    else if (taken !== this) console.warn(`<${tag}> is already defined by another copy of nrm-screening`);
  }

  /** What is wrong with the form, after `nrm-error` with the code `form-invalid`. */
  diagnostics = [];

  #frame;
  #screening;
  #language;
  #log = [];
  #given = { definition: null, texts: null };
  #queued = false;
  #run = 0;
  #generation = -1;
  #stops = [];

  get form() { return this.getAttribute("form"); }
  set form(value) { this.#reflect("form", value); }
  get theme() { return this.getAttribute("theme"); }
  set theme(value) { this.#reflect("theme", value); }
  get exitUrl() { return this.getAttribute("exit-url"); }
  set exitUrl(value) { this.#reflect("exit-url", value); }

  /** A form's definition, as JSON text or compiled, in place of a registered one. */
  get definition() { return this.#given.definition; }
  set definition(text) { this.#give("definition", text); }
  /** Translations of that definition, each compiled or, if it is JSON, as JSON text. */
  get texts() { return this.#given.texts; }
  set texts(list) { this.#give("texts", list); }

  connectedCallback() {
    PROPERTIES.forEach((name) => this.#upgrade(name));
    if (!this.#frame) this.#draw();
    this.#stops = [watchShift((left) => this.#shift(left)), watch(() => this.#registered())];
    if (!this.#screening) this.#queue();
  }

  disconnectedCallback() {
    this.#stops.forEach((stop) => stop());
    // Moving an element takes it out and puts it back at once: only a real removal forgets the interview.
    queueMicrotask(() => this.isConnected || this.#wipe());
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#frame) return;
    if (name === "lang") this.#speak();
    else this.#restart();
  }

  #reflect(name, value) {
    if (value == null) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  #give(name, value) {
    this.#given[name] = value;
    if (this.#frame) this.#restart();
  }

  #draw() {
    const root = this.attachShadow({ mode: "open" });
    adopt(root);
    this.translate = false;
    this.#frame = drawFrame(root, {
      hide: () => this.hide(),
      leave: () => this.leave(),
      resume: () => this.#frame.cover.close(),
    });
    root.addEventListener("click", (event) => this.#pressed(event, "button[data-act]"));
    root.addEventListener("change", (event) => this.#pressed(event, ":is(input, textarea)[data-act]"));
    root.addEventListener("keydown", (event) => event.key === "Escape" && this.#act("escape"));
  }

  /** Many changes of one task make one start. */
  #queue() {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (this.isConnected) this.#start();
    });
  }

  #restart() {
    this.#wipe();
    this.#queue();
  }

  #registered() {
    if (!this.#screening) this.#queue();
  }

  /** Opens the form and repeats the log, so that an interview goes on where it was. */
  async #start() {
    const run = ++this.#run;
    this.#choose();
    const form = this.#source();
    // A form may be registered after the element is drawn; `watch` starts again then.
    if (!form || !this.#language) return this.#fail(form ? "language-missing" : "form-missing");
    wait(this.#frame.area, this.#language.words.loading);
    try {
      const words = allLanguages().map((one) => one.text);
      const given = { ...form, texts: form.texts ?? [], words };
      const [made] = await Promise.all([prepare(given, () => import("./compile.js")), engine()]);
      if (run !== this.#run) return;
      this.#open(made);
    } catch (cause) {
      if (run === this.#run) this.#refuse(cause);
    }
  }

  #open({ definition, texts, words }) {
    const { marks, area } = this.#frame;
    marks.replaceChildren();
    area.replaceChildren();
    this.diagnostics = [];
    this.#generation = generation;
    const opened = new Screening(marks, area, definition, texts, words, this.#language.language, today());
    held += 1;
    this.#screening = opened;
    this.#log.forEach((entry) => opened.act(...entry));
    opened.draw();
    this.#relabel(opened.language());
    if (!this.#log.length) this.#tell("nrm-ready");
  }

  /** What was thrown is a list of diagnostics or holds one, is a failure with a code, or a trap. */
  #refuse(cause) {
    const found = Array.isArray(cause) ? cause : cause?.diagnostics;
    if (!found?.length) return this.#fail(cause?.code ?? "engine-failed");
    this.diagnostics = found;
    this.#fail(found.some(({ code }) => code === "newer-format") ? "form-newer" : "form-invalid");
  }

  #source() {
    const { definition, texts } = this.#given;
    return definition ? { definition, texts } : this.form && findForm(this.form);
  }

  #choose() {
    const asked = this.closest("[lang]")?.lang || "fr";
    const found = findLanguage(asked) ?? allLanguages()[0];
    if (found) this.#relabel(found.language);
  }

  #relabel(tag) {
    this.#language = findLanguage(tag);
    label(this.#frame, this.#language);
  }

  #speak() {
    const found = findLanguage(this.lang);
    if (!found) return this.#tell("nrm-error", { code: "language-missing" });
    if (this.#screening) this.#act("language", "", found.language);
    else this.#queue();
  }

  #pressed(event, selector) {
    const control = event.composedPath()[0].closest?.(selector);
    if (!control) return;
    const { act, item, value } = control.dataset;
    // A field says which it is and what was written into it.
    const written = act === "write" && control.type !== "radio";
    this.#act(act, item, written ? `${value ?? ""}=${control.value}` : value);
  }

  #act(act, item = "", value = "") {
    if (!this.#screening) return;
    let effects;
    try {
      effects = this.#screening.act(act, item, value);
      this.#screening.draw();
    } catch {
      // What was thrown may name an answer: it is dropped, and the act that led to it is not repeated.
      return this.#fail("engine-failed");
    }
    this.#log.push([act, item, value]);
    this.#follow(effects);
  }

  #follow({ focus, top, polite, assertive, language, events, done }) {
    if (language) {
      this.#relabel(language);
      // What was said is in the language before.
      this.#frame.polite.textContent = this.#frame.assertive.textContent = "";
    }
    if (top) this.scrollIntoView();
    if (focus) this.shadowRoot.getElementById(focus)?.focus({ preventScroll: top });
    if (polite) this.#frame.polite.textContent = polite;
    if (assertive) this.#frame.assertive.textContent = assertive;
    for (const { name, detail } of events) this.#tell(name, detail);
    if (done) this.#forget();
  }

  /** Only the end carries answers, and it stays on this element: no listener further up hears it. */
  #tell(type, detail = null) {
    const open = type !== "nrm-complete";
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: open, composed: open }));
  }

  #shift(left) {
    if (left === 0) return this.leave();
    const words = this.#language?.words ?? {};
    this.#frame.polite.textContent = (left === 2 ? words.leaveTwice : words.leaveOnce) ?? "";
  }

  #fail(code) {
    const begun = this.#log.length > 0;
    if (code === "engine-failed" && this.#generation === generation) abandon();
    this.#close();
    this.#frame.marks.replaceChildren();
    drawFailure(this.#frame.area, {
      words: this.#language?.words,
      code,
      begun,
      retry: () => this.#queue(),
    });
    this.#tell("nrm-error", { code });
  }

  /** Lets go of the interview; with the last one goes the memory that held answers. */
  #close() {
    if (this.#screening && this.#generation === generation) {
      this.#screening.free();
      held -= 1;
      if (held === 0) abandon();
    }
    this.#screening = undefined;
    // An interview that is not open has no part in the instance: a failure before the next one must not end others'.
    this.#generation = -1;
  }

  #forget() {
    this.#log = [];
    this.#close();
  }

  #wipe() {
    this.#run += 1;
    this.#forget();
    this.#frame?.marks.replaceChildren();
    this.#frame?.area.replaceChildren();
  }

  /** Covers the page and keeps the answers. */
  hide() {
    this.#act("hide");
    cover(this.#frame);
  }

  /** Covers the page, forgets everything and goes to `exitUrl`. */
  leave() {
    blank(this.#frame, this.#language?.words.loading ?? "");
    this.#wipe();
    leaveTo(this.exitUrl);
  }
}
