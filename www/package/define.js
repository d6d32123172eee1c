/** Defines `<nrm-screening>`. */

import { NrmScreening } from "./screening.js";

NrmScreening.define();

export * from "./screening.js";
