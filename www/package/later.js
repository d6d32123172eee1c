/** What is not needed for the first question: loaded in idle time, or when somebody asks for it. */

import { LoadError, once } from "./load.js";

/** A part that cannot be had is as good as its wasm missing. */
const part = (load) =>
  load().catch((cause) => {
    throw new LoadError("wasm-missing", cause);
  });

/** What makes the hand-over of an interview, with its own wasm. */
export const recorder = once(async () => {
  const made = await part(() => import("./record.js"));
  await made.load();
  return made;
});

/** Loads it ahead, once. A failure is told only where it matters, at the end of an interview. */
export let lookAhead = () => {
  lookAhead = () => {};
  const later = globalThis.requestIdleCallback ?? setTimeout;
  later(() => recorder().catch(() => {}));
};

/** What verifies where keys are pinned, with its own wasm. */
export const verifier = () => part(() => import("./verify.js"));

/** What prints. Its wasm is loaded by the first print, and never ahead. */
export const printer = () => part(() => import("./print.js"));
