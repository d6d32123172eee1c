// A version beside the one before it: which number has to rise, what is written otherwise, and what running both showed.
import { compare } from "./core.js";
import { code, fill, node, told } from "./node.js";
import { word } from "./words.js";

/** Made-up interviews that both versions are run over. */
const INTERVIEWS = 500;
/** The gravest first. */
const LEVELS = ["breaks", "scores", "compatible", "text"];
const LONGEST = 160;

let run = 0;

export async function drawComparison(place, tools, { bases, chosen, choose, files, read }) {
  const mine = ++run;
  drawBases(tools, bases, chosen, choose);
  fill(place, node("p.note", { role: "status" }, word("comparing")));
  // The words are on the screen before the page is busy.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const report = await compare(await read(chosen), files, INTERVIEWS);
  if (mine === run) fill(place, drawn(report));
}

function drawBases(tools, bases, chosen, choose) {
  const all = bases.some(({ name }) => name === chosen.name) ? bases : [...bases, chosen];
  const options = all.map(({ name }, at) => node("option", { value: at }, name));
  const field = node("select", { onchange: ({ target }) => choose(all[target.value]) }, options, node("option", { value: -1 }, word("otherFiles")));
  field.value = all.findIndex(({ name }) => name === chosen.name);
  fill(tools, node("label", {}, node("span.unseen", {}, word("base")), field));
}

function drawn({ changes, demands, least, to, findings = [], runs }) {
  const found = findings.map(({ message, help }) => node("li.error", { lang: "en", dir: "ltr" }, told(message, "strong"), " ", told(help)));
  const wrong = found.length ? node("ul.found", {}, found) : "";
  if (!runs) return [wrong];
  const rises = demands === "none" ? word("same") : findings.length ? word("demands", least) : word("demandsNothing", to);
  const all = runs.cases + runs.generated;
  const level = (of) => {
    const those = changes.filter((change) => change.level === of);
    return those.length ? [node("h3", {}, word(of)), node("ul.list", {}, those.map((change) => item(change, all)))] : [];
  };
  return [node("p.sum", {}, node("strong", {}, rises)), wrong, LEVELS.flatMap(level), moves(runs)];
}

function item({ name, key, event, before, after, seen }, all) {
  const what = [code(name), key && [" · ", code(key)], ` · ${word(event === "changed" ? "changedItem" : event)}`];
  const shows = seen === undefined ? "" : node("p.count", {}, word("seen", seen, all));
  return node("li", {}, node("p", {}, what.flat(2).filter(Boolean)), values(before, after), shows);
}

function values(before, after) {
  if (before === undefined && after === undefined) return "";
  const value = (tag, text) => node(tag, { dir: "auto" }, text === undefined ? word("nothing") : text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
  return node("p.values", {}, value("del", before), " ", value("ins", after));
}

function moves({ cases, generated, differ, moves: moved }) {
  const one = ({ from, to, interviews, reasons }) =>
    node("li", {}, code(from), " → ", code(to), ` : ${interviews} `, reasons.length ? node("span.count", {}, word("by", ""), code(reasons.slice(0, 6).join(", "))) : "");
  const list = moved.length ? [node("h3", {}, word("moves")), node("ul.list", {}, moved.map(one))] : [];
  return [...list, node("p.note", {}, word("runs", cases, generated, differ))];
}
