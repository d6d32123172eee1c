import type { NrmDiagnosticReport } from "./contract.js";

export type { NrmDiagnosticReport } from "./contract.js";
export { NrmEngineError, type NrmEngineErrorCode } from "./error.js";

/**
 * Compiles a form, JSON text. The result is for this version of the package: make it anew with each.
 * Rejects with an {@link NrmEngineError} that has all diagnostics.
 */
export function compileForm(definition: string): Promise<string>;

/**
 * Compiles a form's texts in one language; both are JSON text. A text that is missing will be shown in the source
 * language: see {@link checkTexts}. Rejects as {@link compileForm} does.
 */
export function compileTexts(definition: string, texts: string): Promise<string>;

/** Everything wrong with a form's texts in one language, also what is missing; both are JSON text. */
export function checkTexts(definition: string, texts: string): Promise<readonly NrmDiagnosticReport[]>;

/**
 * Compiles a list of services with its translations, each JSON text. A text that is missing will be shown in the source
 * language. Rejects as {@link compileForm} does.
 */
export function compileServices(list: string, ...texts: readonly string[]): Promise<string>;

/** Compiles what one form hands to the next, JSON text. Rejects as {@link compileForm} does. */
export function compileCarry(carry: string): Promise<string>;

/** Compiles the words of the interface in one language, JSON text. Rejects as {@link compileForm} does. */
export function compileWords(words: string): Promise<string>;
