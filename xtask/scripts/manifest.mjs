// The custom elements manifest: what an editor or a framework reads of `<nrm-screening>`. Nothing is written for it alone: the
// class and its events come from `screening.d.ts`, slots, custom properties and parts from the tables of `docs/portal.md`.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { create, ts } from "@custom-elements-manifest/analyzer";

const ELEMENT = "NrmScreening";
const reference = (module) => ({ name: ELEMENT, module });

/** What the element has of every other element, with types of its own. */
const OF_ALL_ELEMENTS = ["addEventListener"];

/** The events, from the type that maps them. */
const events = {
  name: "events",
  analyzePhase({ node, moduleDoc }) {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== "NrmEventMap") return;
    moduleDoc.found = node.members.map((member) => ({
      name: member.name.text,
      type: { text: member.type.getText() },
      description: ts.getTextOfJSDocComment(member.jsDoc?.at(-1)?.comment),
    }));
  },
};

/** The rows of the table with this head, without the head. */
function table(page, head) {
  const [, after] = page.split(`\n${head}\n`);
  if (!after) throw new Error(`docs/portal.md: there is no table with the head ${head}`);
  const rows = after.split("\n").slice(1);
  const cells = (row) => row.split("|").slice(1, -1).map((cell) => cell.trim());
  return rows.slice(0, rows.findIndex((row) => !row.startsWith("|"))).map(cells);
}

/** What stands in a cell as code; nothing if it is told in words. */
const code = (cell) => /^`([^`]+)`$/.exec(cell)?.[1];

const properties = (page) =>
  table(page, "| property | default, light | dark | what it does |").map(([name, light, dark, description]) => {
    const value = code(dark) ? `light-dark(${code(light)}, ${code(dark)})` : code(light);
    return { name: code(name), description, ...(value && { default: value }) };
  });

const parts = (page) => table(page, "| part | what it is |").map(([name, description]) => ({ name: code(name), description }));

const slots = (page) => table(page, "| slot | where it is |").map(([name, description]) => ({ name: code(name), description }));

export async function writeElements(root, out) {
  const [types, page] = await Promise.all(["www/package/screening.d.ts", "docs/portal.md"].map((path) => readFile(join(root, path), "utf8")));
  const source = ts.createSourceFile("screening.js", types, ts.ScriptTarget.Latest, true);
  const { modules: [shell] } = create({ modules: [source], plugins: [events], dev: false });
  const element = shell.declarations.find(({ name }) => name === ELEMENT);
  const made = {
    ...element,
    members: element.members.filter(({ name }) => !OF_ALL_ELEMENTS.includes(name)),
    events: shell.found,
    cssProperties: properties(page),
    cssParts: parts(page),
    slots: slots(page),
  };
  const exported = { kind: "js", name: ELEMENT, declaration: reference(shell.path) };
  const defined = { kind: "custom-element-definition", name: element.tagName, declaration: reference(shell.path) };
  const manifest = {
    schemaVersion: "2.1.0",
    modules: [
      { kind: "javascript-module", path: shell.path, declarations: [made], exports: [exported] },
      { kind: "javascript-module", path: "define.js", declarations: [], exports: [defined] },
    ],
  };
  await writeFile(join(out, "custom-elements.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
