import type { NrmAssessment, NrmDiagnosticReport, NrmReason, NrmSnapshot } from "./contract.js";

export type * from "./contract.js";

/** What was not taken, by code. */
export type NrmEngineErrorCode =
  | "form-invalid"
  | "texts-invalid"
  | "language-missing"
  | "today-invalid"
  | "unknown-item"
  | "unknown-choice"
  | "silence-not-allowed"
  | "finished"
  | "not-a-text";

/** Something was not taken; nothing has changed. It never carries an answer. */
export class NrmEngineError extends Error {
  readonly code: NrmEngineErrorCode;
  /** Everything wrong with a form or its texts. */
  readonly diagnostics: readonly NrmDiagnosticReport[];
}

/** An interview without a screen. Its methods throw an {@link NrmEngineError}. */
export interface NrmInterview {
  /** Answers an item by the code of a choice. */
  answer(item: string, code: string): void;
  /** Says why an item has no answer. */
  silent(item: string, reason: NrmReason): void;
  /** Opens an item again. */
  clear(item: string): void;
  /** Says that an answer that came back with its question still holds. */
  confirm(item: string): void;
  /** Closes what is open as not asked; nothing is taken after it. */
  finish(): void;
  /** How the interview stands, without its result. */
  state(): NrmSnapshot;
  /** The outcome with its reasons as everything stands. */
  assess(): NrmAssessment;
}

/** How a form is opened. */
export interface NrmOpenOptions {
  /** The form's texts in other languages, each as JSON text. */
  texts?: readonly string[];
  /** The local day, `YYYY-MM-DD`; this device's, if left out. */
  today?: string;
  /** Language of the texts in assessments; the form's own, if left out. */
  language?: string;
}

/** Opens a form given as JSON text. Rejects with an {@link NrmEngineError}. */
export function open(definition: string, options?: NrmOpenOptions): Promise<NrmInterview>;
