// All that a portal needs to hold an interview: the element, a form, its translations.
import "/nrm-screening/forms/nrm-detection.js";
import "/nrm-screening/forms/nrm-detection/ar.js";
import "/nrm-screening/forms/nrm-detection/en.js";
import "/nrm-screening/define.js";

const screening = document.querySelector("nrm-screening");
screening.addEventListener("nrm-complete", ({ detail }) => console.info(`Résultat reçu : ${detail.class}`));
