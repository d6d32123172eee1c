// The golden cases: which hold, what the others come to and why, and what no case reaches.
import { code, fill, node } from "./node.js";
import { word } from "./words.js";

export function drawCases(place, count, { cases, form, has }, go) {
  const told = form && has ? cases : undefined;
  count.textContent = told ? word("held", told.passed, told.passed + told.failed) : "";
  if (!told) return fill(place, node("p.note", {}, word(has ? "notRun" : "noCases")));
  fill(place, node("ol.list", {}, told.cases.map((one) => drawn(one, go))), reached(told.coverage));
}

function drawn({ title, line, class: came, passed, differences, why, reason }, go) {
  const mark = node("span.unseen", {}, word(passed ? "caseHeld" : "caseDiffers"), ". ");
  const press = node("button", { type: "button", onclick: () => go("cases.json", line) }, mark, node("span", { dir: "auto" }, title), passed && node("span.came", {}, code(came)));
  if (passed) return node("li.holds", {}, press);
  const differs = differences.map(({ what, expected, found }) => node("li", {}, between("expectedFound", what, shown(expected), shown(found))));
  return node("li.differs", {}, press, node("ul.difference", {}, differs), because(why, reason));
}

/** A sentence with codes in it. */
function between(key, ...codes) {
  const parts = word(key).split("{}");
  return parts.flatMap((part, at) => (at ? [code(codes[at - 1]), part] : [part]));
}

const shown = (value) => (value === null ? word("nothing") : Array.isArray(value) ? value.map(shown).join(", ") || word("nothing") : String(value));

function because(why, reason) {
  if (!why) return [];
  const rows = why.rows.map(({ id, truth }) =>
    node("tr", {}, node("th", { scope: "row" }, code(id)), node("td", {}, word(truth)), node("td", {}, id === why.row ? word("decides") : "")),
  );
  const those = (truth) => why.indicators.filter((sign) => sign.truth === truth).map(({ id }) => id);
  const line = (key, ids) => ids.length > 0 && node("p", {}, `${word(key)} : `, code(ids.join(", ")));
  return node(
    "div.why",
    {},
    node("table", {}, node("caption", {}, word("rows")), node("tbody", {}, rows)),
    line("met", those("true")) || "",
    line("open_indicators", those("unknown")) || "",
    line("silent", why.missing.map(({ id }) => id)) || "",
    reason ? node("p", { dir: "auto" }, `${word("why")} : ${reason}`) : "",
  );
}

function reached(coverage) {
  if (!coverage) return [];
  const open = coverage.filter(({ missing }) => missing.length);
  const kind = ({ what, all, missing }) => [
    node("dt", {}, word(what === "rows" ? "rows_kind" : what), " ", node("span.count", {}, word("held", all - missing.length, all))),
    node("dd", {}, missing.map((id) => [code(id), " "]).flat()),
  ];
  return node("div.coverage", {}, node("h3", {}, word("coverage")), open.length ? node("dl", {}, open.flatMap(kind)) : node("p.note", {}, word("covered")));
}
