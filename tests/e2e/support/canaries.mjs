// Words that stand nowhere else, told in an interview wherever something can be written, and looked for afterwards. Works in any browser:
// all it takes of a page is a keyboard, and of the element a way to evaluate something with it.
import { randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import lz4 from "lz4-wasm-nodejs";

const LETTERS = ["bcdfghjklmnpqrstvwxz23456789", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"];
/** A word is looked for in pieces: of what is packed, or not yet all written, a piece is left. */
const [PIECE, PIECES] = [8, 3];

/** Ten random words, of Latin and of Arabic letters in turn: the second are stored in another way. */
export const canaries = () =>
  Array.from({ length: 10 }, (_, at) => Array.from({ length: PIECE * PIECES }, () => LETTERS[at % 2][randomInt(28)]).join(""));

const patterns = (word) =>
  Array.from({ length: PIECES }, (_, at) => word.slice(at * PIECE, (at + 1) * PIECE)).flatMap((piece) => [Buffer.from(piece, "utf8"), Buffer.from(piece, "utf16le")]);

/** What Firefox packs its pages' state in: this, and a block of LZ4 after it. */
const PACKED = Buffer.from("mozLz40\0");

/** The bytes of a file, unpacked where a word that is packed would be in pieces too small to be found. */
function bytesOf(place) {
  const bytes = readFileSync(place);
  return bytes.subarray(0, PACKED.length).equals(PACKED) ? Buffer.from(lz4.decompress(bytes.subarray(PACKED.length))) : bytes;
}

/** Which of the words stand in some bytes, by their places in the list. */
export const foundIn = (bytes, words) => words.flatMap((word, at) => (patterns(word).some((pattern) => bytes.includes(pattern)) ? [at] : []));

/** Which of the words stand in a folder, with the file that holds each. What goes away meanwhile, or is only half written, holds none. */
export function foundBelow(folder, words) {
  const found = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const place = join(entry.parentPath ?? entry.path, entry.name);
    let bytes;
    try {
      bytes = bytesOf(place);
    } catch {
      continue;
    }
    for (const at of foundIn(bytes, words)) found.push(`${at} ${place.slice(folder.length)}`);
  }
  return found;
}

/** What has to be pressed before it can be written in. */
const OPENED = ["answer.talk.given", "tick.needs.other", "about.arrived.", "add.steps.", "conclude..fewerSigns", "answer.keep.given"];
/** Where words are written, a field a line; a long one takes several. */
const WRITTEN = /^write\.(needs\.other|arrived\.inWords|note\.|place@|\.)/;
const SEVERAL = { "write.note.": 3 };
const ROWS = 4;

/** Goes through the form of `openKinds` from its first page to the result, and writes the words into its fields for words. */
export async function tell({ page, host }, words) {
  const [left, done] = [[...words], new Map()];
  const controls = () => host.evaluate((element) => [...element.shadowRoot.querySelectorAll("[data-act]")].map(({ id }) => id));
  const press = (id) => host.evaluate((element, one) => element.shadowRoot.getElementById(one).click(), id);
  for (let pages = 0; pages < 20; pages += 1) {
    for (;;) {
      const here = await controls();
      const field = here.find((id) => WRITTEN.test(id) && !done.has(id));
      const opened = here.find((id) => OPENED.includes(id) && (done.get(id) ?? 0) < (id === "add.steps." ? ROWS : 1));
      if (!field && !opened) break;
      done.set(field ?? opened, (done.get(field ?? opened) ?? 0) + 1);
      if (!field) {
        await press(opened);
        continue;
      }
      await host.evaluate((element, one) => element.shadowRoot.getElementById(one).focus(), field);
      await page.keyboard.type(left.splice(0, SEVERAL[field] ?? 1).join(" "));
      await page.keyboard.press("Tab");
    }
    const here = await controls();
    if (here.includes("toggle.finish.")) {
      if (left.length > 0) throw new Error(`${left.length} of the words were not told`);
      return;
    }
    await press(["without..", "next.."].find((one) => here.includes(one)));
  }
  throw new Error("the interview has no end");
}

/** Keeps each of the words in another place, within a page: what a portal must not do. */
export async function keepAll(words) {
  class Kept extends HTMLElement {
    static formAssociated = true;
    keep = (value) => this.attachInternals().setFormValue(value);
  }
  customElements.define("kept-value", Kept);
  const put = (tag) => document.body.appendChild(document.createElement(tag));
  localStorage.setItem("note", words[0]);
  sessionStorage.setItem("note", words[1]);
  const asked = indexedDB.open("notes", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("notes").put(words[2], 1);
  await (await caches.open("notes")).put("/note", new Response(words[3]));
  document.title = words[4];
  history.replaceState(words[5], "");
  location.hash = words[6];
  put("kept-value").keep(words[7]);
  put("input").value = words[8];
  put("textarea").value = words[9];
}
