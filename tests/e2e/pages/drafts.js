// An interview that can be kept on the device. What follows `say` is the example of docs/drafts.md, word for word.
import { open } from "./open.js";

await open(Object.fromEntries(new URLSearchParams(location.search)));
globalThis.said = [];
const say = (code) => {
  globalThis.said.push(code);
  document.querySelector("output").textContent = code;
};

import { openDrafts } from "/nrm-screening/drafts.js";

const screening = document.querySelector("nrm-screening");
const drafts = await openDrafts({ hours: 72, notice: say });
if (drafts.found) say("found");
document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { value } = event.target.passphrase;
  event.target.reset();
  try {
    if (!drafts.found) return await drafts.keep(screening, value);
    const response = await drafts.open(value);
    if (!drafts.keeping) screening.response = response;
    await drafts.keep(screening);
  } catch ({ code }) {
    say(code);
  }
});
globalThis.listens = true;
