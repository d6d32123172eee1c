/**
 * What the page has loaded: forms, their texts, lists of services and the words of the interface, compiled or as JSON text.
 * The files under `forms/`, `services/` and `languages/` call these on import.
 */

const forms = [];
const texts = [];
const services = new Map();
const languages = new Map();
const listeners = new Set();

const changed = () => listeners.forEach((listener) => listener());

/** Makes a form version known. The last one registered under an id answers to that id alone. */
export function registerForm({ id, version, language, definition, source }) {
  forms.push({ id, version, language, definition, source });
  changed();
}

/** Makes a translation of one form version known. */
export function registerTexts({ form, version, language, texts: text }) {
  texts.push({ form, version, language, text });
  changed();
}

/** Makes a list of services known, with its translations. The last one registered under an id takes its place. */
export function registerServices({ id, services: text }) {
  services.set(id, text);
  changed();
}

/**
 * Makes the words of the interface known in one language. `shell` says beside compiled words what the shell itself
 * writes, as it must where the wasm is dead: the direction, and words by key. `paper` loads those
 * that only paper has; words as JSON text bring both.
 */
export function registerLanguage({ language, words, shell, paper }) {
  languages.set(language, { language, text: words, paper, ...(shell ?? JSON.parse(words)) });
  changed();
}

/** The form called `id` or `id@version`, with every translation loaded so far. */
export function findForm(name) {
  const [id, version] = name.split("@");
  const form = forms.findLast((one) => one.id === id && (!version || one.version === version));
  return form && { ...form, texts: textsOf(form) };
}

const textsOf = ({ id, version }) =>
  texts.filter((one) => one.form === id && one.version === version).map((one) => one.text);

/** The loaded interface language nearest to a tag: `fr-DJ` finds `fr`. */
export const findLanguage = (tag) => languages.get(tag) ?? languages.get(tag.split("-")[0]);

/** Every loaded interface language, in order of loading. */
export const allLanguages = () => [...languages.values()];

/** Every loaded list of services, compiled or as JSON text. */
export const allServices = () => [...services.values()];

/** Calls back whenever something is registered; returns the way to stop. */
export function watch(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
