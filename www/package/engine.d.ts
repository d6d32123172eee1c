import type { NrmAssessment, NrmReason, NrmResponse, NrmSnapshot } from "./contract.js";
import type { NrmCarryText, NrmFormText, NrmTranslationText } from "./registry.js";
import type { NrmPurpose } from "./response.js";
import type { NrmPins, NrmSignedForm } from "./trust.js";

export type * from "./contract.js";
export type { NrmCarryText, NrmFormText, NrmTranslationText } from "./registry.js";
export type { NrmPurpose } from "./response.js";
export type { NrmBytes, NrmPins, NrmSignedForm, NrmTrustErrorCode } from "./trust.js";
export { NrmEngineError, type NrmEngineErrorCode } from "./error.js";

/** An answer that one interview proposes to the next. */
export interface NrmProposal {
  /** The question of the next form. */
  item: string;
  /** What is proposed: one code, or several where the question takes several. */
  codes: string[];
}

/** An interview without a screen. Its methods throw an {@link NrmEngineError}. */
export interface NrmInterview {
  /** Answers an item by the code of a choice; where there may be several, by a list of their codes. */
  answer(item: string, code: string | readonly string[]): void;
  /** Says why an item has no answer. */
  silent(item: string, reason: NrmReason): void;
  /** Opens an item again. */
  clear(item: string): void;
  /** Says that an answer that came back with its question still holds. */
  confirm(item: string): void;
  /**
   * Proposes an answer, as a former interview handed it over: open until {@link confirm} or an answer of its own. What was
   * answered already stands; the consent to talk is never proposed.
   */
  propose(item: string, code: string | readonly string[]): void;
  /**
   * What this interview, once finished, hands to the next: the `carry` of a module under `carry/`, or JSON text. Where
   * keeping a record was refused, only what follows from the class and the consents. Rejects with an {@link NrmEngineError}.
   */
  carry(carry: string | NrmCarryText): Promise<NrmProposal[]>;
  /** Closes what is open as not asked; nothing is taken after it. */
  finish(): void;
  /** How the interview stands, without its result. */
  state(): NrmSnapshot;
  /** The outcome with its reasons as everything stands. */
  assess(): NrmAssessment;
  /**
   * The result on one page, as finishing now would give it: an HTML file for a printer that needs nothing else. It holds
   * what a person said: say before that paper can be found, and that printers and computers keep copies.
   */
  print(options?: NrmPrintOptions & { reference?: string }): Promise<string>;
  /** What is handed over and kept, as everything stands. */
  response(options?: NrmResponseOptions): NrmResponse;
}

/** What is handed over. */
export interface NrmResponseOptions {
  /** What it is for: `record`, if left out. What was not agreed to is left out all the same. */
  purpose?: NrmPurpose;
  /** What the host calls the case: opaque, at most 200 characters; that of the response it went on from, if left out. */
  case?: string;
}

/** How something is printed. */
export interface NrmPrintOptions {
  /**
   * Language of the page; the interview's own or, of a blank form, the form's, if left out. A module under `languages/`, or
   * `registerLanguage`, has to bring its words; services are those that are registered.
   */
  language?: string;
}

/** How a form is opened. */
export interface NrmOpenOptions extends NrmPins {
  /**
   * The form's texts in other languages: each compiled, as a module under `forms/` exports it, or as JSON text. JSON
   * needs the form's own JSON: it goes with no compiled text alone. Those of a signed form are among its files.
   */
  texts?: readonly (string | NrmTranslationText)[];
  /** The local day, `YYYY-MM-DD`; this device's, if left out. */
  today?: string;
  /** Language of the texts in assessments; the form's own, if left out. A compiled text does not say its own. */
  language?: string;
}

/**
 * Opens a form: JSON text, for which the compiler is loaded, a compiled text, or the `form` that a module under `forms/`
 * exports. With `trustedRoot`, a signed form and nothing else. Rejects with an {@link NrmEngineError}.
 */
export function open(form: string | NrmFormText | NrmSignedForm, options?: NrmOpenOptions): Promise<NrmInterview>;

/**
 * The blank form, to be filled in with a pen: an HTML file for a printer that needs nothing else. A text that is missing is
 * printed in the form's own language. Rejects with an {@link NrmEngineError}.
 */
export function print(
  form: string | NrmFormText | NrmSignedForm,
  options?: NrmPins & NrmPrintOptions & { texts?: readonly (string | NrmTranslationText)[] },
): Promise<string>;

/** Where an interview goes on. */
export interface NrmResumeOptions extends Omit<NrmPins, "id"> {
  /** The response's own version of its form, as {@link open} takes it; the one a module under `forms/` registered, if left out. */
  form?: string | NrmFormText | NrmSignedForm;
  /** The form's texts in other languages, beside those that are registered. */
  texts?: readonly (string | NrmTranslationText)[];
}

/**
 * Goes on with the interview of a response, an object or its JSON text: under its own version of the form, on its own day,
 * in the language it was shown in last; what finishing closed is open again. Rejects with an {@link NrmEngineError}:
 * `form-missing` if that version is not there, `response-changed` if the response is not as it was handed over,
 * `response-partial` if less than everything was.
 */
export function resume(response: NrmResponse | string, options?: NrmResumeOptions): Promise<NrmInterview>;
