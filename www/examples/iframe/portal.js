// The page around the frame. It takes the record from its own frame and from nobody else.
const frame = document.createElement("iframe");
frame.title = "Entretien";
// No origin of its own, so no storage and no cookies; no windows, no forms, and nothing of the page around it.
frame.sandbox = "allow-scripts allow-modals";
frame.src = "./frame.html";

addEventListener("message", ({ source, data }) => {
  if (source === frame.contentWindow) save(data);
});

// Whoever leaves the interview leaves the frame, and this page goes with it.
const leave = () => location.replace("/neutral.html");
frame.addEventListener("load", () => frame.addEventListener("load", leave), { once: true });
document.querySelector("main").append(frame);

/** Here the portal sends the record to its own agency; see ../record. */
function save(record) {
  document.querySelector("[role=status]").textContent = `Dossier reçu : ${record.form.id} ${record.form.version}`;
}
