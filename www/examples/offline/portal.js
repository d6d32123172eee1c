// From the second visit on this page needs no network: its worker has kept it, with the package as one module.
import "./nrm-screening/inline.js";

navigator.serviceWorker.register("./worker.js");
document.querySelector("nrm-screening").addEventListener("nrm-complete", ({ detail }) => save(detail));

/** Without a network the portal seals the record and keeps it until it can send it; see ../record. */
function save(record) {
  document.querySelector("[role=status]").textContent = `Dossier reçu : ${record.form.id} ${record.form.version}`;
}
