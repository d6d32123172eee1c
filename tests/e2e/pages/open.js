// Places an interview on the page.
import { hear } from "./heard.js";

const TEXTS = ["forms/nrm-detection/ar.js", "forms/nrm-detection/en.js"];

/** `second` is the language beside the first; `from` is the copy of the package; `definition` and `texts` stand in place of a form it brings; `services` is a list besides. */
export async function open({ language = "fr", second, form = "nrm-detection", from = "/nrm-screening/", definition, texts, services }) {
  const screening = document.createElement("nrm-screening");
  screening.lang = language;
  if (second) screening.setAttribute("second-lang", second);
  screening.setAttribute("exit-url", "/neutral.html");
  if (definition) Object.assign(screening, { definition, texts });
  else screening.setAttribute("form", form);
  hear(screening, "element");
  if (services) (await import(`${from}registry.js`)).registerServices(services);
  document.querySelector("main").append(screening);
  for (const file of ["forms/nrm-detection.js", ...TEXTS, "define.js"]) await import(`${from}${file}`);
  return screening;
}
