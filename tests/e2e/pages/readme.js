// The embedding of the README, word for word; `save` is the page's own.
import "/nrm-screening/define.js";
import "/nrm-screening/forms/nrm-detection.js";     // the form, with its French texts
import "/nrm-screening/forms/nrm-detection/ar.js";  // and its Arabic ones
const screening = document.querySelector("nrm-screening");
screening.addEventListener("nrm-complete", ({ detail }) => save(detail));
screening.addEventListener("nrm-error", ({ detail }) => console.warn(detail.code));

globalThis.saved = [];

function save(detail) {
  globalThis.saved.push(detail);
}
