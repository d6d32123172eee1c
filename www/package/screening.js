/**
 * `<nrm-screening>`: the shell around the interview. It loads the wasm, hands it what was pressed, keeps the log from
 * which an interview can be rebuilt, and hides or leaves the page at once. It knows no rule about forms.
 *
 * Importing this module defines nothing; `define.js` does.
 */

import { Screening, renew } from "./wasm/nrm_element.js";
import { localDay } from "./day.js";
import { adopt, blank, cover, drawFailure, drawFrame, label, say, wait } from "./frame.js";
import { leaveTo, onceDrawn, watchAbsence, watchShift } from "./guard.js";
import { lookAhead, printer, recorder, verifier } from "./later.js";
import { LoadError, bytesAt, compile, giveUp, once } from "./load.js";
import { prepare } from "./prepare.js";
import { REFLECTED, Reflecting, upgrade } from "./properties.js";
import { allLanguages, allServices, findForm, findLanguage, watch } from "./registry.js";

export { registerForm, registerLanguage, registerServices, registerTexts } from "./registry.js";

const WASM = new URL("./wasm/nrm_element_bg.wasm", import.meta.url);
const GIVEN = ["definition", "texts", "response", "proposals", "signed"];
const PROPERTIES = [...REFLECTED, ...GIVEN, "reauthenticate"];
const END = "\u001f";
/** A trap is mended without a word of the worker, unless it is the third with nothing done in between. */
const PATIENCE = 3;

/** The elements whose interview the present instance of the wasm holds. */
const held = new Set();
/** The wasm, and whether an instance of it is there. One serves every element of the page. */
let wasm;
let alive = false;
const engine = once(() =>
  bytesAt(WASM)
    .then(compile)
    .then((module) => (wasm = module))
    .catch((cause) => {
      throw cause instanceof LoadError ? cause : new LoadError("wasm-invalid", cause);
    }),
);

/**
 * Gives the instance up, and its memory with it: after a trap, or when no interview is left in it. Nothing is called in it;
 * what takes its place is so empty that it cannot start.
 */
function abandon() {
  held.clear();
  alive = false;
  giveUp(renew);
}

export class NrmScreening extends Reflecting {
  static formAssociated = true;
  static observedAttributes = ["form", "lang", "second-lang", "idle-minutes", "purpose"];

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
  /** The day of the interview: it stays the same when the log is repeated after midnight. */
  #day;
  /** The form of the interview, its texts and the words, as they were compiled. */
  #made;
  /** Calls off what is on its way: the confirmed end, or a print. */
  #pending;
  #traps = 0;
  #given = {};
  #internals = this.attachInternals();
  #finished = false;
  #reauthenticate = null;
  #queued = false;
  #run = 0;
  /** Whether the cover goes only by an act of the worker, not by itself. */
  #locked = false;
  /** The interview for which the portal is being asked whether the cover may go. */
  #asking;
  #stops = [];

  /** The portal's own check that it is still the same worker: the cover goes only if it resolves to true. */
  get reauthenticate() { return this.#reauthenticate; }
  set reauthenticate(value) { this.#reauthenticate = value; }

  static {
    for (const name of GIVEN) {
      Object.defineProperty(this.prototype, name, {
        get() { return this.#given[name] ?? null; },
        set(value) { this.#give(name, value); },
      });
    }
  }

  connectedCallback() {
    PROPERTIES.forEach((name) => upgrade(this, name));
    if (!this.#frame) this.#draw();
    // Translators take neither the attribute nor the class from inside the shadow root.
    this.translate = false;
    this.classList.add("notranslate");
    this.#watch();
    // Taken out, a cover is no longer above everything.
    if (this.#frame.cover.open) {
      this.#frame.cover.close();
      cover(this.#frame);
    }
    if (!this.#screening) this.#queue();
  }

  disconnectedCallback() {
    this.#unwatch();
    // Moving an element takes it out and puts it back at once: only a real removal forgets the interview.
    queueMicrotask(() => this.isConnected || this.#vanish());
  }

  #vanish() {
    this.#wipe();
    this.#locked = false;
    this.#face();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#frame) return;
    if (name === "lang") this.#speak("language", after);
    else if (name === "form") this.#restart();
    else if (name === "second-lang") this.#screening && this.#speak("second", after);
    else if (name === "purpose") this.#act(name, "", after ?? "record");
    else if (this.isConnected) this.#watch();
  }

  #watch() {
    this.#unwatch();
    const minutes = this.idleMinutes;
    const absence = watchAbsence(minutes, {
      away: () => this.#begun && cover(this.#frame),
      back: (soon) => this.#back(soon),
      gone: () => this.#begun && this.hide(),
      warn: (soon) => this.#begun && say(this.#frame, soon ? this.#language?.words.idleSoon : ""),
    });
    this.#stops = [watchShift((left) => this.#shift(left)), watch(() => this.#registered()), absence];
  }

  #unwatch() {
    this.#stops.forEach((stop) => stop());
    this.#stops = [];
  }

  /** What a form around the element knows of it: whether the interview is finished, and nothing else. */
  #status(finished = this.#finished) {
    this.#finished = finished;
    const area = this.#frame?.area;
    this.#internals.setFormValue(finished ? "finished" : null);
    this.#internals.setValidity({ valueMissing: !finished }, this.#language?.words.unfinished ?? " ", area?.isConnected ? area : undefined);
  }

  formResetCallback() {
    this.#restart();
  }

  formDisabledCallback() {
    this.#frame.area.inert = this.matches(":disabled");
  }

  /** Whether there is anything to lose or to see. */
  get #begun() {
    return this.#log.length > 0;
  }

  /** What is signed is verified first. If it is refused, what is open goes on; where nothing is, the start fails by it. */
  async #give(name, given) {
    let value = given;
    if (name === "signed" && given) {
      value = verifier().then(({ take }) => take(this, given));
      const ended = value.catch((cause) => cause);
      const { code } = this.#screening ? await ended : {};
      if (code) return this.#tell("nrm-error", { code });
    }
    this.#given[name] = value;
    if (this.#frame) this.#restart();
  }

  #draw() {
    const root = this.attachShadow({ mode: "open" });
    adopt(root);
    this.#face();
    root.addEventListener("click", (event) => this.#pressed(event, "button[data-act]"));
    root.addEventListener("change", (event) => this.#pressed(event, ":is(input, textarea)[data-act]"));
    root.addEventListener("keydown", (event) => event.key === "Escape" && this.#act("escape"));
  }

  #face() {
    this.#frame = drawFrame(this.shadowRoot, {
      hide: () => this.hide(),
      leave: () => this.leave(),
      resume: () => this.#resume(),
    });
    this.formDisabledCallback();
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
    const given = { ...this.#given };
    this.#wipe();
    this.#given = given;
    this.#queue();
  }

  #registered() {
    if (!this.#screening) this.#queue();
  }

  /** Opens the form, or goes on where the interview was. */
  async #start() {
    const run = ++this.#run;
    this.#choose();
    wait(this.#frame.area, this.#language?.words.loading ?? "");
    let refused, form;
    try {
      const { response, proposals } = this.#given;
      const recording = (response ?? proposals) != null && (await recorder());
      const before = response != null && recording.plainResponse(response);
      form = await this.#source(before);
      if (run !== this.#run) return;
      // A form may be registered after the element is drawn; `watch` starts again then.
      if (!form || !this.#language) return this.#fail(form ? "language-missing" : "form-missing");
      const words = allLanguages().map((one) => one.text);
      const given = { ...form, texts: form.texts ?? [], words, services: form.services ?? allServices() };
      const [made] = await Promise.all([prepare(given, () => import("./compile.js")), engine()]);
      if (run !== this.#run) return;
      this.#made = made;
      if (recording && !this.#begun) {
        this.#given.response = before || null;
        this.#day ??= localDay();
        const begun = recording.begin(made, before, proposals, this.#day);
        refused = begun.refused;
        this.#log = [["resume", "", begun.text]];
      }
    } catch (cause) {
      return run === this.#run && this.#refuse(cause);
    }
    form.told?.(this.#frame);
    this.#enter();
    if (refused) this.#tell("nrm-error", { code: "proposal-refused" });
  }

  #enter() {
    if (!this.#open()) NrmScreening.#mend(this);
    if (!this.#screening) return;
    lookAhead();
    if (this.#log.some(([act]) => act !== "resume")) return;
    this.#tell("nrm-ready");
    if (this.secondLang && !findLanguage(this.secondLang)) this.#tell("nrm-error", { code: "language-missing" });
  }

  /** Opens the form and repeats the log: the interview is where it was, and so is the focus. False if that traps. */
  #open() {
    const { marks, area } = this.#frame;
    const { definition, texts, words, services } = this.#made;
    const listed = [texts, words, services].map((list) => list.join("\u001e"));
    const focused = this.shadowRoot.activeElement;
    const inside = focused && (marks.contains(focused) || area.contains(focused));
    marks.replaceChildren();
    area.replaceChildren();
    this.diagnostics = [];
    this.#screening = undefined;
    this.#day ??= localDay();
    try {
      if (!alive) renew(wasm);
      alive = true;
      const opened = new Screening(marks, area, definition, ...listed, this.#language.language, this.#day);
      held.add(this);
      // Before the log: what the worker chose since then holds.
      opened.act("purpose", "", this.purpose ?? "");
      opened.act("second", "", (this.secondLang && findLanguage(this.secondLang)?.language) ?? "");
      for (const entry of this.#log) {
        const language = opened.act(...entry).split(END)[3];
        if (language) this.#relabel(language);
      }
      opened.draw();
      this.#screening = opened;
    } catch (cause) {
      if (typeof cause !== "string") return false;
      this.#refuse(cause);
    }
    const again = focused?.id && this.shadowRoot.getElementById(focused.id);
    if (inside && this.#begun) (again || area.querySelector("[tabindex]"))?.focus({ preventScroll: true });
    return true;
  }

  /**
   * After a trap: a fresh instance, and in it every interview of the page as it was. What traps again is tried again,
   * until it has done so too often.
   */
  static #mend(trapped) {
    const lost = new Set(held).add(trapped);
    while (trapped) {
      abandon();
      trapped.#traps += 1;
      if (trapped.#traps >= PATIENCE) {
        lost.delete(trapped);
        trapped.#fail("engine-failed");
      }
      trapped = [...lost].find((one) => !one.#open());
    }
    for (const one of lost) {
      if (!one.#screening) continue;
      if (one.#begun) say(one.#frame, one.#language.words.recovered);
      one.#tell("nrm-error", { code: "engine-renewed" });
    }
  }

  /** What was thrown says what was not compiled, holds a list of diagnostics, or is a failure with a code. */
  #refuse(cause) {
    const found = typeof cause === "string" ? [{ code: "not-compiled", pointer: "", subject: cause }] : cause?.diagnostics;
    if (!found?.length) return this.#fail(cause?.code ?? "engine-failed");
    this.diagnostics = found;
    this.#fail(found.some(({ code }) => code === "newer-format") ? "form-newer" : "form-invalid");
  }

  #source(before) {
    const { definition, texts, signed } = this.#given;
    if (this.trustedRoot !== null) return signed;
    const name = before ? `${before.form.id}@${before.form.version}` : this.form;
    return definition ? { definition, texts } : name && findForm(name);
  }

  #choose() {
    const asked = this.closest("[lang]")?.lang || "fr";
    const found = findLanguage(asked) ?? allLanguages()[0];
    if (found) this.#relabel(found.language);
  }

  #relabel(tag) {
    this.#language = findLanguage(tag);
    label(this.#frame, this.#language);
    this.#status();
  }

  #speak(act, asked) {
    const found = asked && findLanguage(asked);
    if (asked && !found) return this.#tell("nrm-error", { code: "language-missing" });
    if (this.#screening) this.#act(act, "", found?.language);
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
    if (!this.#screening) return false;
    this.#begin();
    let effects;
    try {
      effects = this.#screening.act(act, item, value).split(END);
      this.#screening.draw();
    } catch {
      // What was thrown may name an answer: it is dropped, and the act that led to it is not repeated.
      NrmScreening.#mend(this);
      return false;
    }
    this.#traps = 0;
    this.#log.push([act, item, value]);
    this.#follow(effects);
    return true;
  }

  /** Does what the wasm answers to an act: a text is empty where there is none; an event is a name, and a key with its value. */
  #follow([focus, polite, assertive, language, top, handOver, done, print, ...events]) {
    if (language) this.#relabel(language);
    this.#frame.notice.textContent = "";
    if (top > 0) this.scrollIntoView();
    if (focus) this.shadowRoot.getElementById(focus)?.focus({ preventScroll: top > 0 });
    // What was said before may hold no longer, and could still be read.
    for (const [place, text] of [[this.#frame.polite, polite], [this.#frame.assertive, assertive]]) {
      if (text || place.textContent) place.textContent = text;
    }
    for (let at = 0; at + 2 < events.length; at += 3) this.#tell(events[at], { [events[at + 1]]: events[at + 2] });
    if (handOver > 0) this.#end();
    if (print > 0) this.#print(true);
    if (done > 0) this.#forget();
  }

  /** Begins something that takes a while; whatever else is done calls it off, and takes paper from the page. */
  #begin(busy = false) {
    this.#pending?.abort();
    this.#pending = new AbortController();
    this.#frame?.area.setAttribute("aria-busy", busy);
    return this.#pending.signal;
  }

  /** Has the hand-over made of the interview; only when it is, the interview ends. Until then nothing is lost. */
  async #end() {
    const signal = this.#begin(true);
    let completion;
    try {
      this.#frame.polite.textContent = this.#language.words.loading;
      completion = await this.draft(this.purpose);
      if (signal.aborted) return;
    } catch (cause) {
      // Whatever else was thrown may name an answer: it is dropped.
      if (!signal.aborted) this.#fail(cause instanceof LoadError ? cause.code : "engine-failed");
      return;
    }
    if (!this.#act("end")) return;
    this.#status(true);
    this.#tell("nrm-complete", completion);
  }

  /** The response as finishing now would give it, nothing ended; none where no interview is open. */
  async draft(purpose) {
    const { record } = await recorder();
    return this.#screening && record(this.#made, this.#screening.record(), this, this.#given.response, purpose);
  }

  /** Prints the form blank, or the result of the interview. */
  async #print(result) {
    const { language, words } = this.#language;
    const signal = this.#begin();
    let said = "";
    say(this.#frame, words.loading);
    try {
      const { print } = await printer();
      const form = this.#made ?? (await this.#source());
      await print({ ...form, language, session: result && this.#screening.record(), reference: this.caseRef }, signal);
    } catch {
      // What was thrown may name an answer: it is dropped.
      said = words.printFailed;
    }
    if (!signal.aborted) say(this.#frame, said);
  }

  /** Only the end carries answers, and it stays on this element: no listener further up hears it. */
  #tell(type, detail = null) {
    const open = type !== "nrm-complete";
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: open, composed: open }));
  }

  #shift(left) {
    if (left === 0) return this.leave();
    const { leaveTwice, leaveOnce } = this.#language?.words ?? {};
    say(this.#frame, [leaveOnce, leaveTwice][left - 1]);
  }

  #fail(code) {
    this.#close();
    this.#frame.marks.replaceChildren();
    say(this.#frame);
    drawFailure(this.#frame.area, {
      words: this.#language?.words,
      code,
      begun: this.#begun,
      retry: () => (this.#made ? this.#enter() : this.#queue()),
      print: !this.diagnostics.length && this.#source() && (() => this.#print()),
    });
    this.#tell("nrm-error", { code });
  }

  /** Lets go of the interview; with the last one goes the memory that held answers. */
  #close() {
    this.#begin();
    if (held.delete(this)) {
      // Whatever is wrong with the instance, nobody who leaves is held up by it.
      try {
        this.#screening?.free();
      } catch {}
      if (!held.size) abandon();
    }
    this.#screening = undefined;
  }

  #forget() {
    this.#log = [];
    this.#given.response = this.#given.proposals = null;
    this.#day = undefined;
    this.#traps = 0;
    this.#close();
    this.#status(false);
  }

  #wipe() {
    this.#run += 1;
    this.#made = undefined;
    this.#forget();
    if (!this.#frame) return;
    const { marks, area, assertive } = this.#frame;
    for (const place of [marks, area, assertive]) place.replaceChildren();
    say(this.#frame);
  }

  /** Covers the page and keeps the answers. */
  hide() {
    if (this.#locked || !this.#frame) return;
    this.#locked = true;
    this.#frame.refused.textContent = "";
    cover(this.#frame);
    this.#act("hide");
  }

  /** In sight again: what only the page's own absence covered, and not for long, needs no act. */
  #back(soon) {
    if (this.#locked || !this.#frame.cover.open) return;
    if (soon) this.#frame.cover.close();
    else this.hide();
  }

  /** The cover goes, if the portal's own check agrees. Nothing is handed to it, and only `true` will do. */
  async #resume() {
    const ask = this.#reauthenticate;
    const run = this.#run;
    if (this.#asking === run) return;
    this.#asking = run;
    const may = ask == null || (await new Promise((resolve) => resolve(ask())).catch(() => false));
    if (run !== this.#run) return;
    this.#asking = undefined;
    if (may !== true) return void (this.#frame.refused.textContent = this.#language?.words.resumeRefused ?? "");
    this.#locked = false;
    this.#frame.cover.close();
  }

  /** Covers the page, and as soon as that is on the screen forgets everything and goes to `exitUrl`. */
  leave() {
    this.#locked = true;
    // What is on its way, to open or to show again, comes to nothing.
    this.#run += 1;
    this.#begin();
    if (this.#frame) blank(this.#frame, this.#language?.words.loading ?? "");
    // Forgetting and asking for the other page take longer than covering: the eye does not wait for them.
    onceDrawn(() => {
      try {
        this.#wipe();
      } finally {
        leaveTo(this.exitUrl);
      }
    });
  }
}
