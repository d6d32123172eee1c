// What a portal does with the record: it is sealed for the agency in the page, and only what is sealed leaves it.
import "./nrm-screening/define.js";
import "./nrm-screening/forms/nrm-detection.js";
import { seal } from "./seal.js";

const status = document.querySelector("[role=status]");
// Fetched before the interview begins: whoever has no key has nobody to send a record to.
const key = fetch("./agency-key.json").then((response) => response.json());

document.querySelector("nrm-screening").addEventListener("nrm-complete", async ({ detail }) => {
  // The element has forgotten the interview by now: until it has arrived, this is the only copy, and the agency alone can open it.
  send(await seal(detail, await key));
});

async function send(sealed) {
  status.textContent = "Envoi du dossier…";
  const sent = await fetch("./records", { method: "POST", body: sealed }).then(({ ok }) => ok, () => false);
  status.textContent = sent ? "Le dossier a été remis." : "Le dossier n’a pas pu être remis. ";
  if (sent) return;
  const again = document.createElement("button");
  again.textContent = "Réessayer";
  again.addEventListener("click", () => send(sealed));
  status.append(again);
}
