// In the frame, which has no origin of its own and may connect to nothing: the record goes to the page around it, if that is of
// the server that served this one.
import "./nrm-screening/inline.js";

document.querySelector("nrm-screening").addEventListener("nrm-complete", ({ detail }) => parent.postMessage(detail, location.origin));
