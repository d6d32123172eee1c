// Places an interview on the page.
import { hear } from "./heard.js";

/** `load` is the form whose modules are loaded, with its translations; `second` is the language beside the first; `from` is the copy of the package; `definition` and `texts` stand in place of a form it brings; `services` is a list besides, `list` one that the package brings. */
export async function open({ language = "fr", second, load = "nrm-detection", form = load, from = "/nrm-screening/", definition, texts, services, list }) {
  const screening = document.createElement("nrm-screening");
  screening.lang = language;
  if (second) screening.setAttribute("second-lang", second);
  screening.setAttribute("exit-url", "/neutral.html");
  if (definition) Object.assign(screening, { definition, texts });
  else screening.setAttribute("form", form);
  hear(screening, "element");
  if (services) (await import(`${from}registry.js`)).registerServices(services);
  if (list) await import(`${from}services/${list}.js`);
  document.querySelector("main").append(screening);
  for (const file of [`forms/${load}.js`, `forms/${load}/ar.js`, `forms/${load}/en.js`, "define.js"]) await import(`${from}${file}`);
  return screening;
}
