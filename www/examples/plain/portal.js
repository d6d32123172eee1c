// A page without a build: the package lies in a folder beside it.
import "./nrm-screening/define.js";
import "./nrm-screening/forms/nrm-detection.js";
import "./nrm-screening/forms/nrm-detection/ar.js";

const screening = document.querySelector("nrm-screening");
screening.addEventListener("nrm-complete", ({ detail }) => save(detail));
screening.addEventListener("nrm-error", ({ detail }) => console.warn(detail.code));

/** Here the portal sends the record to its own agency; see docs/hosts.md. */
function save(record) {
  document.querySelector("[role=status]").textContent = `Dossier reçu : ${record.form.id} ${record.form.version}`;
}
