// The words of the workbench in the language that is chosen.
import ar from "./words/ar.json";
import en from "./words/en.json";
import fr from "./words/fr.json";

const LANGUAGES = { fr, ar, en };

let tag = "fr";

export const languages = Object.entries(LANGUAGES).map(([of, { name }]) => [of, name]);
export const language = () => tag;

/** A word; what stands in braces is put in its place, a value for each. */
export const word = (key, ...values) => values.reduce((text, value) => text.replace("{}", value), LANGUAGES[tag].words[key] ?? key);

/** The words of CodeMirror itself. */
export const phrases = () => LANGUAGES[tag].phrases;

/** Changes the language of the page; what is drawn by script is for the caller. */
export function speak(chosen) {
  tag = LANGUAGES[chosen] ? chosen : "fr";
  const root = document.documentElement;
  root.lang = tag;
  root.dir = LANGUAGES[tag].direction;
  document.title = word("workbench");
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = word(place.dataset.word);
}
