/** What guards the screen: leaving at once, by button or by Shift three times, and noticing that nobody is there. */

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

/** The longest that anything waits for a frame, in milliseconds: a page that is out of sight draws none. */
const NO_FRAME = 100;

/** Does something as soon as what was drawn is on the screen. */
export function onceDrawn(act) {
  const timer = setTimeout(() => {
    cancelAnimationFrame(frame);
    act();
  }, NO_FRAME);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    setTimeout(act);
  });
}

const writes = (target) => target?.matches?.("input:not([type=radio], [type=checkbox]), textarea, [contenteditable]");

/**
 * Counts releases of Shift pressed alone; `pressed(left)` hears how many more it takes, and 3 where they no longer count.
 * Five seconds restart with each press. On-screen keyboards send false ones while a text field has the focus.
 */
export function watchShift(pressed) {
  const stop = new AbortController();
  const { signal } = stop;
  let alone = false;
  let count = 0;
  let timer = 0;
  const reset = () => {
    if (count) pressed(3);
    count = 0;
  };

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
    count = (count + 1) % 3;
    pressed(count && 3 - count);
  });
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}

const MINUTE = 60_000;
const INPUT = ["pointerdown", "pointermove", "wheel", "keydown", "input"];

/**
 * How long ago this was called. Of two clocks the one that shows more counts: the steady one may stand still while a
 * device sleeps, the other can be set. Set back, it can no longer be known, and counts as very long.
 */
function since() {
  const [steady, set] = [performance.now(), Date.now()];
  return () => {
    const passed = Date.now() - set;
    return passed < -1000 ? Infinity : Math.max(passed, performance.now() - steady);
  };
}

/**
 * `away()`: the page went out of sight. `back(soon)`: it is in sight again, within a minute or not. `gone()`: nobody was
 * there for `minutes` (0: never asked), or the page is left. `warn(soon)`: that is a minute ahead, or no longer so.
 * Returns the way to stop.
 */
export function watchAbsence(minutes, { away, back, gone, warn }) {
  const stop = new AbortController();
  const limit = minutes * MINUTE;
  let input = since();
  let left;
  let timer = 0;
  let warned = false;

  const look = () => {
    clearTimeout(timer);
    const passed = input();
    if (passed < limit) {
      warned = passed >= limit - MINUTE;
      if (warned) warn(true);
    } else {
      warned = false;
      input = since();
      gone();
    }
    timer = setTimeout(look, (warned ? limit : limit - MINUTE) - (passed < limit ? passed : 0));
  };
  /** Somebody is there: unless the time has passed already, say while the device slept. */
  const here = () => {
    if (input() >= limit) return look();
    input = since();
    if (warned) warn((warned = false));
  };

  const listen = (target, type, act) => target.addEventListener(type, act, { capture: true, passive: true, signal: stop.signal });
  if (limit) {
    for (const type of INPUT) listen(document, type, here);
    look();
  }
  listen(document, "visibilitychange", () => {
    if (document.hidden) {
      left = since();
      away();
    } else if (left) back(left() < MINUTE);
  });
  listen(globalThis, "pagehide", gone);
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}
