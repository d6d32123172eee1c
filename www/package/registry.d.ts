/** One version of a form, as the modules under `forms/` bring it. */
export interface NrmFormText {
  id: string;
  version: string;
  /** The language it is written in. */
  language: string;
  /** The definition: compiled by this version of the package, or JSON text. */
  definition: string;
  /** Loads the JSON text of a compiled definition: from it, translations given as JSON are compiled. */
  source?: () => Promise<string>;
}

/** The texts of one form version in another language. */
export interface NrmTranslationText {
  /** Id of the form. */
  form: string;
  version: string;
  language: string;
  /** The texts: compiled by this version of the package, or JSON text. */
  texts: string;
}

/** A list of services, as the modules under `services/` bring it: with all its translations. */
export interface NrmServicesText {
  /** What the key `services` of a form names. */
  id: string;
  version: string;
  /** The language it is written in. */
  language: string;
  /** The list: compiled by this version of the package, or JSON text without translations. */
  services: string;
}

/** What one form hands to the next, as the modules under `carry/` bring it. */
export interface NrmCarryText {
  /** Id of the form that was finished. */
  from: string;
  /** Id of the form that begins. */
  to: string;
  /** What is handed over: compiled by this version of the package, or JSON text. */
  carry: string;
}

/** The words of the interface in one language. */
export interface NrmLanguageText {
  language: string;
  /** The words: compiled by this version of the package, or JSON text. */
  words: string;
  /** Needed beside compiled words: what the element writes without its wasm. */
  shell?: { direction: "ltr" | "rtl"; words: Readonly<Record<string, string>> };
  /** Needed beside compiled words for printing: loads the words that only paper has, by key. */
  paper?: () => Promise<Readonly<Record<string, string>>>;
}

/** Makes a form version known to every element of the page. */
export function registerForm(form: NrmFormText): void;

/** Makes a translation of one form version known. */
export function registerTexts(texts: NrmTranslationText): void;

/**
 * Makes a list of services known to every element of the page. It takes the place of a list with the same id: a portal
 * that keeps its own list of the place registers it after the form.
 */
export function registerServices(services: NrmServicesText): void;

/** Makes the words of the interface known in one language. */
export function registerLanguage(language: NrmLanguageText): void;
