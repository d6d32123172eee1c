/** Leaving the page at once, by button or by pressing Shift three times. */

const WINDOW = 5000;

/** The address to leave to: only the web's own schemes, else an empty page. */
function harmless(address) {
  const url = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : "about:blank";
}

/** Replaces the page, so that Back does not return here, and tells the next one nothing about this one. */
export function leaveTo(address) {
  const policy = document.createElement("meta");
  policy.name = "referrer";
  policy.content = "no-referrer";
  document.head.append(policy);
  location.replace(harmless(address ?? ""));
}

const writes = (target) => target?.matches?.("input:not([type=radio], [type=checkbox]), textarea, [contenteditable]");

/**
 * Counts releases of Shift pressed alone; `pressed(left)` hears how many more it takes.
 * Five seconds restart with each press. On-screen keyboards send false ones while a text field has the focus.
 */
export function watchShift(pressed) {
  const stop = new AbortController();
  const { signal } = stop;
  let alone = false;
  let count = 0;
  let timer = 0;
  const reset = () => (count = 0);

  const listen = (type, listener) => document.addEventListener(type, listener, { signal, capture: true });
  listen("keydown", (event) => {
    if (event.repeat) return;
    alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!alone) reset();
  });
  listen("pointerdown", () => (alone = false));
  listen("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    if (matchMedia("(pointer: coarse)").matches && writes(event.composedPath()[0])) return;
    clearTimeout(timer);
    timer = setTimeout(reset, WINDOW);
    count += 1;
    pressed(3 - count);
    if (count === 3) reset();
  });
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}
