// Every text of the form beside its translations, those to be looked at marked.
import { code, fill, node } from "./node.js";
import { word } from "./words.js";

let onlyOpen = true;

export function drawTranslations(place, tools, form, files, go) {
  if (!form) return fill(place, node("p.note", {}, word("notRun")));
  const again = () => drawTranslations(place, tools, form, files, go);
  if (!tools.firstChild) {
    const field = node("input", { type: "checkbox", onchange: ({ target }) => ((onlyOpen = target.checked), again()) });
    field.checked = onlyOpen;
    fill(tools, node("label.tick", {}, field, word("onlyOpen")));
  }
  const tags = form.languages.map(({ language }) => language);
  const isOpen = ({ texts }) => texts.some(({ state }) => state !== "translated");
  const rows = form.table.filter((row) => !onlyOpen || isOpen(row));
  if (!rows.length) return fill(place, node("p.note", {}, word("allTranslated")));
  const head = [word("key"), form.language, ...tags].map((title) => node("th", { scope: "col" }, title));
  fill(place, node("table.texts", {}, node("thead", {}, node("tr", {}, head)), node("tbody", {}, rows.map((row) => drawn(row, form.language, tags, files, go)))));
}

function drawn({ key, source, texts }, own, tags, files, go) {
  const cell = ({ state, text }, at) => {
    const tag = tags[at];
    const file = `texts/${tag}.json`;
    const line = files.get(file)?.split("\n").findIndex((one) => one.trimStart().startsWith(`${JSON.stringify(key)}:`)) ?? -1;
    const mark = state === "translated" ? "" : node("span.mark", {}, word(state));
    const says = text ? node("span", { lang: tag, dir: "auto" }, text) : "";
    if (line < 0) return node(`td.${state}`, {}, says, mark);
    return node(`td.${state}`, {}, node("button", { type: "button", onclick: () => go(file, line + 1) }, says || code(file), mark));
  };
  return node("tr", {}, node("th", { scope: "row" }, code(key)), node("td", { lang: own, dir: "auto" }, source), texts.map(cell));
}
