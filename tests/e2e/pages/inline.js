// An interview by the inline build alone: one module of the package.
import { hear } from "./heard.js";
import "/nrm-screening/inline.js";

hear(document.querySelector("nrm-screening"), "element");
