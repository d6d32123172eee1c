// The workbench: a form while it is written. What it knows of forms it asks the crate (`core.js`); here is the page.
import { drawCases } from "./cases.js";
import { drawComparison } from "./comparison.js";
import { format, look } from "./core.js";
import { Editor } from "./editor.js";
import { fetched, listed, opened, saved, servicesOf } from "./files.js";
import { drawFound } from "./found.js";
import { code, fill, node } from "./node.js";
import { Preview } from "./preview-frame.js";
import { drawTranslations } from "./translations.js";
import { language, languages, speak, word } from "./words.js";

/** Nobody types on for so long without waiting to see what came of it. */
const PAUSE = 250;

const $ = (id) => document.getElementById(id);
const main = document.querySelector("main");

/** What is open: the texts as they stand, as they were opened or saved last, where they came from, and what is told of them. */
const state = { files: new Map(), before: new Map(), opened: new Map(), folder: undefined, entry: undefined, told: { findings: [] }, right: undefined };
let forms = [];
let services = [];
let waiting;
let run = 0;

const editor = new Editor($("editor"), (name, text) => {
  state.files.set(name, text);
  clearTimeout(waiting);
  waiting = setTimeout(() => attempt(told), PAUSE);
});
const preview = new Preview($("preview"), $("tongues"), $("frames"), main);

const say = (text) => ($("said").textContent = text);
const changed = () => [...state.files].filter(([name, text]) => state.before.get(name) !== text);

/** Does something that may fail, and says so; nothing that was typed goes away with it. */
async function attempt(act, ...given) {
  try {
    return await act(...given);
  } catch (error) {
    console.error(error);
    say(word("failed", error.message));
  }
}

/** Looks at everything again and draws what came of it. */
async function told() {
  const mine = ++run;
  const found = await look(state.files, services);
  if (mine !== run) return;
  state.told = found;
  if (found.form) state.right = found;
  draw();
}

function goTo(file, line, from) {
  if (!state.files.has(file)) return;
  if (editor.name !== file) show(file);
  editor.go(line, from);
}

function show(file) {
  editor.show(file);
  $("file").value = file;
  mark();
}

const mark = () => editor.mark(state.told.findings.filter(({ file }) => file === editor.name));

function draw() {
  mark();
  drawFound($("found"), $("weight"), state.told.findings, goTo);
  const { right } = state;
  const stale = right && !state.told.form;
  for (const place of document.querySelectorAll(".stale")) place.hidden = !stale;
  if (right) preview.show(right.form);
  drawCases($("cases"), $("held"), { ...right, has: state.files.has("cases.json") }, goTo);
  drawHead();
  if (!main.querySelector(".view").hidden) drawView();
}

/** What keeps the version from being published, in a word. */
function holding() {
  const errors = state.told.findings.filter(({ severity }) => severity === "error").length;
  if (errors) return word("held_errors", errors);
  if (!state.files.has("cases.json")) return word("held_noCases");
  const failed = state.told.cases?.failed ?? 0;
  return failed ? word("held_cases", failed) : undefined;
}

function drawHead() {
  const form = state.right?.form;
  const status = changed().length ? word("changed") : word(state.entry?.status ?? "draft");
  fill($("version"), form ? [code(form.version), ` · ${status}`] : status);
  const stands = ({ language: of, translated, all }) => node("bdi", {}, `${of} ${translated}/${all}`);
  fill($("texts"), node("span", {}, word("translations")), (form?.languages ?? []).map(stands));
  $("compare").textContent = word("compare", baseName());
  const held = holding();
  $("publish").textContent = held ?? word("ready");
  $("publish").classList.toggle("held", Boolean(held));
}

/* Two versions. */

/** The versions it can be compared with: those beside the page, as it was opened, other files. */
const bases = () => [
  ...forms.filter(({ id, version }) => id === state.right?.form.id && version !== state.right.form.version).map((entry) => ({ name: entry.version, entry })),
  { name: word("asOpened"), files: state.opened },
];
let base;
/** What is published comes first, then the version before, then what was opened. */
const usual = () => bases().find(({ entry }) => entry && entry.status !== "draft") ?? bases()[0];
const baseName = () => (base ?? usual()).name;

/* What stands in the place of the preview. */

const views = {
  texts: { title: "translations", draw: (place, tools) => drawTranslations(place, tools, state.right?.form, state.files, goTo) },
  compare: {
    title: "comparison",
    draw: (place, tools) => drawComparison(place, tools, { bases: bases(), chosen: base ?? usual(), choose, files: state.files, read }),
  },
};

const read = async ({ files, entry }) => files ?? (await fetched(entry)).files;

async function choose(chosen) {
  if (chosen) base = chosen;
  else {
    const found = await opened($("files"));
    if (found?.files.has("form.json")) base = { name: word("otherFiles"), files: found.files };
    else if (found) say(word("noForm"));
  }
  draw();
}

const drawView = () => attempt(views[main.dataset.view].draw, $("view"), $("view-tools"));

function turn(view) {
  main.dataset.view = view;
  const is = view !== "write";
  main.querySelector(".view").hidden = !is;
  for (const name of ["texts", "compare"]) $(name).setAttribute("aria-pressed", String(view === name));
  if (!is) return;
  fill($("view-tools"));
  fill($("view"));
  $("view-title").textContent = word(views[view].title);
  drawView();
  $("view-title").focus();
}

/* Files. */

/** Takes files; what was open is gone then, so the person is asked where something in it is not saved. */
async function take(found, entry) {
  if (!found) return drawForms();
  if (!found.files.has("form.json")) {
    say(word("noForm"));
    return drawForms();
  }
  if (changed().length && !confirm(word("leaveChanges"))) return drawForms();
  Object.assign(state, { ...found, folder: found.folder, entry, before: new Map(found.files), opened: new Map(found.files), right: undefined });
  state.files = new Map(found.files);
  base = undefined;
  editor.open(state.files);
  fill($("file"), [...state.files.keys()].map((name) => node("option", { value: name }, name)));
  drawForms();
  say("");
  await told();
  show("form.json");
}

function drawForms() {
  const entries = forms.map((entry) => node("option", { value: entry.folder }, `${entry.id} ${entry.version}`));
  fill($("form"), state.entry ? entries : [node("option", { value: "" }, word("yours")), ...entries]);
  $("form").value = state.entry?.folder ?? "";
}

async function save() {
  const now = changed();
  if (!now.length) return say(word("nothingToSave"));
  if (!(await saved(now, state.folder))) return say(word("notSaved"));
  for (const [name, text] of now) state.before.set(name, text);
  drawHead();
  say(word("saved", now.map(([name]) => name).join(", ")));
}

/* The page. */

function spoken() {
  speak(language());
  fill($("language"), languages.map(([of, name]) => node("option", { value: of, lang: of }, name)));
  $("language").value = language();
  $("preview").title = word("previewOf");
  preview.speak();
  editor.speak();
  drawForms();
  draw();
  if (main.dataset.view !== "write") $("view-title").textContent = word(views[main.dataset.view].title);
}

$("language").addEventListener("change", ({ target }) => {
  speak(target.value);
  spoken();
});
$("form").addEventListener("change", ({ target }) =>
  attempt(async () => {
    const entry = forms.find(({ folder }) => folder === target.value);
    await take(entry && (await fetched(entry)), entry);
  }),
);
$("file").addEventListener("change", ({ target }) => show(target.value));
$("open").addEventListener("click", () => attempt(async () => take(await opened($("files")))));
$("save").addEventListener("click", () => attempt(save));
$("format").addEventListener("click", () => attempt(async () => editor.put(await format(state.files.get(editor.name)))));
$("texts").addEventListener("click", () => turn(main.dataset.view === "texts" ? "write" : "texts"));
$("compare").addEventListener("click", () => turn(main.dataset.view === "compare" ? "write" : "compare"));
$("back").addEventListener("click", () => {
  const from = main.dataset.view;
  turn("write");
  $(from).focus();
});
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  attempt(save);
});
addEventListener("beforeunload", (event) => changed().length && event.preventDefault());

await attempt(async () => {
  const index = await listed();
  forms = index.forms;
  services = await servicesOf(index.services);
  speak(navigator.languages.map((tag) => tag.split("-")[0]).find((tag) => languages.some(([known]) => known === tag)) ?? "fr");
  const [first] = forms;
  if (first) await take(await fetched(first), first);
  spoken();
});
