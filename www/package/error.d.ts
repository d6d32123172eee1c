import type { NrmDiagnosticReport } from "./contract.js";
import type { NrmTrustErrorCode } from "./trust.js";

/** What was not taken, by code. */
export type NrmEngineErrorCode =
  | NrmTrustErrorCode
  | "form-invalid"
  | "texts-invalid"
  | "services-invalid"
  | "words-invalid"
  | "carry-invalid"
  | "session-invalid"
  | "language-missing"
  | "today-invalid"
  | "unknown-item"
  | "unknown-choice"
  | "silence-not-allowed"
  | "wrong-kind"
  | "not-together"
  | "finished"
  | "not-finished"
  | "other-form"
  | "purpose-unknown"
  | "case-invalid"
  | "form-missing"
  | "response-invalid"
  | "response-partial"
  | "response-changed"
  | "not-a-text";

/** Something was not taken; nothing has changed. It never carries an answer. */
export class NrmEngineError extends Error {
  readonly code: NrmEngineErrorCode;
  /** Everything wrong with a form, its texts or the words of the interface. */
  readonly diagnostics: readonly NrmDiagnosticReport[];
}
