// What was found in the files: the gravest first, each leading to its place.
import { code, fill, node, told } from "./node.js";
import { word } from "./words.js";

/** More than anyone reads; the count says how many there are. */
const MOST = 100;

export function drawFound(list, weight, findings, go) {
  const errors = findings.filter(({ severity }) => severity === "error");
  const others = findings.filter(({ severity }) => severity !== "error");
  const counts = [errors.length && word("errors", errors.length), others.length && word("remarks", others.length)].filter(Boolean);
  fill(weight, counts.length ? counts.map((count) => [node("span", {}, count), " "]) : word("nothingFound"));
  fill(list, [...errors, ...others].slice(0, MOST).map((finding) => drawn(finding, go)));
  list.hidden = !findings.length;
}

function drawn({ severity, file, pointer, line, from, message, help }, go) {
  const place = node("span.place", {}, code(file === "form.json" ? pointer || file : `${file} ${pointer}`), ` · ${word("line", line)}`);
  const text = node("span.text", { lang: "en", dir: "ltr" }, told(message, "strong"), " ", told(help));
  const press = node("button", { type: "button", onclick: () => go(file, line, from) }, node("span.unseen", {}, `${word(severity)} : `), text, place);
  return node(`li.${severity}`, {}, press);
}
