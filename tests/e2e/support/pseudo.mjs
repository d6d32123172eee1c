// Pseudo-languages: the French texts of the form and of the interface in letters that strain the page. They are no
// languages, say nothing to anybody, and are never shipped; only the tests make them, here.
import { createHash } from "node:crypto";

import { form, learn, overlayOf, wordsOf } from "./form.mjs";

const MARKED = Object.fromEntries([..."aâ,cç,eê,iï,oô,uü,nñ,sš,zž,yÿ,gğ,rř,tť,dď,lł,AÂ,CÇ,EÊ,IÎ,OÔ,UÜ,NÑ,SŠ".split(",")].map(([from, to]) => [from, to]));
const FILLER = "ğrâñđëüřšťÿ";

/** Everything but `{gaps}`, new lines and numbers is changed. */
const outside = (text, change) => text.split(/(\{\w+\}|\n|\d+)/).map((part, at) => (at % 2 ? part : change(part))).join("");

/** Letters of another script, one for one; what has no letter stays. */
function transliterated(text, first, letters, per) {
  const plain = text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();
  return [...plain].map((letter) => {
    const at = letter.charCodeAt(0) - 97;
    if (letter < "a" || letter > "z") return letter;
    return letters ? letters[at % letters.length] : String.fromCodePoint(first + at * per);
  }).join("");
}

const ARABIC = [..."ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"];

export const PSEUDO = {
  /** As long as German or Somali can be: 1.6 times, with marks above and below. */
  "fr-XA": {
    direction: "ltr",
    change(part) {
      const marked = [...part].map((letter) => MARKED[letter] ?? letter).join("");
      const more = Math.ceil([...part].filter((letter) => /\p{Letter}/u.test(letter)).length * 0.6);
      let filler = "";
      while ([...filler].length < more) filler += ` ${FILLER.slice(0, 2 + (filler.length * 7 + part.length) % 9)}`;
      return `${marked}${more ? filler : ""}`;
    },
  },
  /** From right to left: Arabic letters stand for Latin ones, between marks that keep digits and signs in that direction. */
  "ar-XB": {
    direction: "rtl",
    change: (part) => (/\p{Letter}/u.test(part) ? `\u200f${transliterated(part, 0, ARABIC)}\u200f` : part),
  },
  /** Tall: a syllable of each Ethiopic row stands for a letter. */
  "am-XC": {
    direction: "ltr",
    change: (part) => transliterated(part, 0x1200, null, 8),
  },
};

const digest = (text) => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** Every text of the form by the digest that translations name it by. */
function sources() {
  const found = new Map();
  const walk = (value) => {
    if (typeof value === "string") found.set(digest(value), value);
    else if (value && typeof value === "object") Object.values(value).forEach(walk);
  };
  walk(form);
  return found;
}

const changed = (value, change) =>
  typeof value === "string" ? outside(value, change) : Object.fromEntries(Object.entries(value).map(([key, text]) => [key, changed(text, change)]));

/** The words of the interface and the texts of the form in a pseudo-language, as a page gives them. */
export function pseudo(tag) {
  const { direction, change } = PSEUDO[tag];
  const words = wordsOf("fr");
  const from = sources();
  const overlay = overlayOf("en");
  const texts = Object.entries(overlay.texts).map(([key, [of]]) => [key, [of, outside(from.get(of), change)]]);
  return {
    words: { ...words, language: tag, name: outside("Pseudo", change), direction, words: { ...changed(words.words, change), decimalMark: "," } },
    texts: { ...overlay, language: tag, texts: Object.fromEntries(texts) },
  };
}

/** Makes a pseudo-language known to the page and to the tests. */
export async function speakPseudo(page, tag) {
  const { words, texts } = pseudo(tag);
  await page.evaluate(
    async ({ tag, words, texts }) => {
      const { registerLanguage, registerTexts } = await import("/nrm-screening/define.js");
      registerLanguage({ language: tag, words: JSON.stringify(words) });
      registerTexts({ form: texts.form, version: texts.version, language: tag, texts: JSON.stringify(texts) });
    },
    { tag, words, texts },
  );
  learn({ words, texts });
}

/** Whether a font on this machine has a letter: another drawing than a letter that none has. */
export const hasFont = (page, letter) =>
  page.evaluate((one) => {
    const draw = (text) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
      const context = canvas.getContext("2d");
      context.font = "40px sans-serif";
      context.fillText(text, 4, 48);
      return canvas.toDataURL();
    };
    // A code point that is reserved for nothing: no font draws it.
    return draw(one) !== draw("\u{1fbff}");
  }, letter);
