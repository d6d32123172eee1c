/**
 * Printing: the page is built as an element of its own at the end of the document, printed by the browser's dialog, and
 * taken away. While it is there it is all that is printed, whatever way the browser goes: some print the whole page where
 * a frame asks for it, so it stands in none. On screen it is never seen. Loaded only when somebody prints.
 */

import { bytesAt } from "./load.js";
import { layout } from "./paper.js";

const lay = layout(
  () => bytesAt(new URL("./wasm/nrm_paper_bg.wasm", import.meta.url)),
  () => import("./compile.js"),
);

const TAG = "nrm-paper";
/** Two ids that nothing has weigh more than what a page may say of its own elements. */
const HEAVY = ":not(#_#_)";
/** The page around, while there is paper: nothing of it is printed, and nothing of it shapes the paper. */
const AROUND = `@media print{:root${HEAVY},body${HEAVY}{all:unset!important;display:block!important}
:root${HEAVY}>:not(body),body${HEAVY}>:not(${TAG}),:root${HEAVY}::before,:root${HEAVY}::after,body${HEAVY}::before,body${HEAVY}::after{display:none!important}}`;
const HOST = ":host{display:none!important}@media print{:host{all:initial!important;display:block!important}}";

/** How long paper stays where no browser says that it has printed, in milliseconds. */
const LONGEST = 300_000;

const sheet = (css) => {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
};

/** Nodes of the tokens of a page. */
function build(tokens) {
  const open = [document.createDocumentFragment()];
  const rest = tokens.split("\u001f");
  for (let at = 0; at < rest.length; at += 1) {
    const said = rest[at].slice(1);
    switch (rest[at][0]) {
      case "<":
        open.push(document.createElement(said));
        break;
      case "@":
        open.at(-1).setAttribute(said, rest[(at += 1)]);
        break;
      case "=":
        open.at(-1).append(said);
        break;
      case ">":
        open.at(-2).append(open.pop());
    }
  }
  return open[0];
}

/** What has the focus, in whatever shadow root it is. */
function focus() {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}

/** Takes the paper of another print away. */
let clear = () => {};

/** Puts paper at the end of the document until it is printed, or `signal` takes it away. */
function put({ nodes, styles: [ofSheet, style] }, signal) {
  const paper = document.createElement(TAG);
  const root = paper.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [HOST, style].map(sheet);
  root.append(build(nodes));
  const around = [AROUND, ofSheet].map(sheet);
  const stop = new AbortController();
  clear();
  const focused = focus();
  clear = () => {
    stop.abort();
    clearTimeout(timer);
    paper.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => !around.includes(one));
    // What is left out of print may lose the focus by it.
    if (document.activeElement === document.body) focused?.focus({ preventScroll: true });
    clear = () => {};
  };
  const timer = setTimeout(clear, LONGEST);
  const listen = (target, type, act) => target.addEventListener(type, act, { capture: true, signal: stop.signal });
  // Phones say that they have printed while their preview still reads the page: there it stays until it is touched again.
  const touched = () => ["pointerdown", "keydown"].forEach((type) => listen(globalThis, type, clear));
  listen(globalThis, "afterprint", matchMedia("(pointer: coarse)").matches ? touched : clear);
  listen(globalThis, "pagehide", clear);
  listen(signal, "abort", clear);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...around];
  document.body.append(paper);
}

/**
 * Prints a form blank or, with `session`, the text of an interview, its result. `signal` calls it off, and takes away what
 * is there already. The title of the page stays what it is.
 */
export async function print(given, signal) {
  const page = await lay(given, (paper, style) => ({ nodes: paper.nodes(), styles: style().split("\u001e") }));
  if (signal.aborted) return;
  put(page, signal);
  globalThis.print();
}
