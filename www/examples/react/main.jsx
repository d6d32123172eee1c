import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import "nrm-screening/define";
import "nrm-screening/forms/nrm-detection";
import "nrm-screening/forms/nrm-detection/ar";

function Portal() {
  const [open, setOpen] = useState(true);
  const [received, setReceived] = useState("");

  /** Here the portal sends the record to its own agency; see docs/hosts.md. */
  const save = ({ detail }) => setReceived(`Dossier reçu : ${detail.form.id} ${detail.form.version}`);
  const failed = ({ detail }) => console.warn(detail.code);

  return (
    <>
      <button onClick={() => setOpen(!open)}>{open ? "Fermer" : "Nouvel entretien"}</button>
      {open && <nrm-screening form="nrm-detection" lang="fr" exit-url="/neutral.html" onnrm-complete={save} onnrm-error={failed} />}
      <p role="status">{received}</p>
    </>
  );
}

createRoot(document.querySelector("main")).render(
  <StrictMode>
    <Portal />
  </StrictMode>,
);
