/** What the element does where keys are pinned. Loaded only then. */

import { NrmEngineError } from "./error.js";
import { bytesAt } from "./load.js";
import { findLanguage } from "./registry.js";
import { truster } from "./trust.js";

const admit = truster(
  () => bytesAt(new URL("./wasm/nrm_verify_bg.wasm", import.meta.url)),
  () => import("./compile.js"),
);

/** What an element was given last. */
const turns = new WeakMap();
let sheet;

/** Says that a form is old, above its questions, for as long as it is there. */
function tell(element, frame, { age, date, expires }) {
  const word = "formStale";
  for (const before of frame.words[word] ?? []) before.remove();
  delete frame.words[word];
  if (age === "fresh") return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(".stale { margin: 0; padding: 10px 16px; border-block-end: 1px solid var(--nrm-line); }");
  }
  const root = element.shadowRoot;
  root.adoptedStyleSheets = [...new Set([...root.adoptedStyleSheets, sheet])];
  const banner = document.createElement("p");
  banner.className = "stale lead";
  banner.textContent = findLanguage(frame.shell.lang)?.words[word] ?? "";
  frame.words[word] = [banner];
  frame.area.before(banner);
  element.dispatchEvent(new CustomEvent("nrm-stale", { detail: { age, date, expires }, bubbles: true, composed: true }));
}

/**
 * The form that an element is given, compiled, if it is signed as its attributes demand; rejects with what it is refused by.
 * Of what is given meanwhile only the last counts: of the others nothing comes.
 */
export async function take(element, given) {
  const turn = {};
  turns.set(element, turn);
  const mine = () => turns.get(element) === turn || new Promise(() => {});
  const { form: id, trustedRoot, minFormVersion, allowStale } = element;
  const pins = { id, trustedRoot, minFormVersion, allowStale: ![null, "false"].includes(allowStale) };
  try {
    const { trust, ...form } = await admit(given, pins);
    await mine();
    return { ...form, told: (frame) => tell(element, frame, trust) };
  } catch (cause) {
    await mine();
    throw cause?.code ? cause : new NrmEngineError("engine-failed");
  }
}
