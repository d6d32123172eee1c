import { createApp } from "vue";
import "nrm-screening/define";
import "nrm-screening/forms/nrm-detection";
import "nrm-screening/forms/nrm-detection/ar";
import Portal from "./Portal.vue";

createApp(Portal).mount("main");
