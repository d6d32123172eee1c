import type { NrmDiagnosticReport, NrmResponse, NrmUrgency } from "./contract.js";
import type { NrmProposal } from "./engine.js";
import type { NrmPurpose } from "./response.js";
import type { NrmAge, NrmSignedForm, NrmTrustErrorCode } from "./trust.js";

export type * from "./contract.js";
export * from "./registry.js";
export type { NrmPurpose } from "./response.js";
export type { NrmAge, NrmBytes, NrmSignedForm, NrmTrustErrorCode } from "./trust.js";

/** What went wrong; a code never says more, and never an answer. */
export type NrmErrorCode =
  | NrmTrustErrorCode
  | "form-missing"
  | "form-invalid"
  | "form-newer"
  | "language-missing"
  | "wasm-missing"
  | "wasm-invalid"
  | "csp-wasm"
  | "response-invalid"
  | "response-partial"
  | "response-changed"
  | "proposal-refused"
  | "purpose-unknown"
  | "case-invalid"
  | "engine-renewed"
  | "engine-failed";

/** Events of the element by type. Only `nrm-complete` carries answers, and it does not bubble. */
export interface NrmEventMap {
  /** The first page stands. */
  "nrm-ready": CustomEvent<null>;
  /** An item's answer changed; what it is now is not said. */
  "nrm-change": CustomEvent<{ readonly item: string }>;
  /** Something has to be done. */
  "nrm-alert": CustomEvent<{ readonly urgency: NrmUrgency }>;
  /** The interview ended and is forgotten here. */
  "nrm-complete": CustomEvent<NrmResponse>;
  /** The form that opens is old: it expired on that day, or the clock of the device is before the day it was made. */
  "nrm-stale": CustomEvent<{ readonly age: NrmAge; readonly date: string; readonly expires: string }>;
  /** It cannot open or go on; with `engine-renewed`, it went on by itself after a trap. */
  "nrm-error": CustomEvent<{ readonly code: NrmErrorCode }>;
}

/**
 * `<nrm-screening>`: a screening interview. In a form it is invalid until the interview is finished and its value is
 * `finished` then, never an answer; resetting the form starts a new interview.
 *
 * @tag nrm-screening
 * @attr {string} lang - The language of the screen; without it that of what stands around, else French. The worker may choose another.
 */
export class NrmScreening extends HTMLElement {
  /** Registers the element; does nothing if the tag is taken. */
  static define(tag?: string): void;
  /**
   * Id of a registered form, or `id@version`. Changing it starts a new interview.
   * @attr form
   */
  form: string | null;
  /**
   * A second language beside `lang`, for an interpreter: what is read to the person stands in both. The worker may choose
   * another, or none.
   * @attr second-lang
   */
  secondLang: string | null;
  /**
   * `light` or `dark`; follows the page's `color-scheme` if not set.
   * @attr theme
   */
  theme: string | null;
  /**
   * Where *Leave* goes: a neutral page.
   * @attr exit-url
   */
  exitUrl: string | null;
  /**
   * Minutes without input until the page is covered: 5 if not set, 0 for never, else between 2 and 60. A minute ahead it
   * is said.
   * @attr idle-minutes
   */
  get idleMinutes(): number;
  set idleMinutes(minutes: number | null);
  /**
   * The portal's own check that it is still the same worker, before what was hidden shows again. It is handed nothing;
   * unless it resolves to `true`, the page stays covered.
   */
  reauthenticate: (() => Promise<boolean> | boolean) | null;
  /** A form's definition in place of a registered one: JSON text, for which the compiler is loaded, or compiled. */
  definition: string | null;
  /**
   * What the response is for: `record` if not set, `alert` or `statistics`. What is handed over is what that needs or what
   * was agreed to, whichever is less.
   * @attr purpose
   */
  purpose: NrmPurpose | null;
  /**
   * What the portal calls the case: opaque, at most 200 characters, in the response.
   * @attr case-ref
   */
  caseRef: string | null;
  /**
   * A response, or its JSON text, that goes on here: under its own version of the form, on its own day. It is forgotten with
   * the interview.
   */
  response: NrmResponse | string | null;
  /**
   * What a former interview hands to this one: open until the worker confirms each, on its page. One that cannot be taken
   * gives `nrm-error` with `proposal-refused`. Forgotten with the interview; setting it starts a new one.
   */
  proposals: readonly NrmProposal[] | null;
  /**
   * The root that is pinned: `sha256-` and its SHA-256, 64 hexadecimal digits. With it, only what `signed` gives is opened. It is
   * read when `signed` is set, as are the two that follow and `form`, which has to name the form.
   * @attr trusted-root
   */
  trustedRoot: string | null;
  /**
   * The least version of the form that is opened: the guard against an older one, also where everything the device kept is wiped.
   * @attr min-form-version
   */
  minFormVersion: string | null;
  /**
   * Opens a form also after it expired and the 90 days of grace are over, unless it is `false`.
   * @attr allow-stale
   */
  allowStale: string | null;
  /**
   * A signed form, verified before anything of it is read. Where it is refused, `nrm-error` says why and what is open goes on;
   * else it begins a new interview. Reading it tells only whether something was set.
   */
  get signed(): object | null;
  set signed(form: NrmSignedForm | null);
  /** Translations of that definition: each compiled or, if the definition is JSON, as JSON text. */
  texts: readonly string[] | null;
  /** What is wrong with the form, after `nrm-error` with the code `form-invalid`. */
  readonly diagnostics: readonly NrmDiagnosticReport[];
  /**
   * The response as finishing now would give it, for `record` if no purpose is given; nothing is finished by it. `undefined`
   * where no interview is open. It holds answers: `nrm-screening/drafts` keeps it encrypted.
   */
  draft(purpose?: NrmPurpose | null): Promise<NrmResponse | undefined>;
  /** Covers the page and keeps the answers. */
  hide(): void;
  /** Covers the page, forgets everything and goes to `exitUrl`. */
  leave(): void;
  addEventListener<K extends keyof NrmEventMap>(
    type: K,
    listener: (this: NrmScreening, event: NrmEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "nrm-screening": NrmScreening;
  }
}
