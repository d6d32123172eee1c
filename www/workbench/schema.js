// Completion and hover from the JSON Schemas that the types of the crate make.
import { syntaxTree } from "@codemirror/language";

import { code, node, told } from "./node.js";
import form from "../../schemas/contract/form-definition.schema.json";
import texts from "../../schemas/contract/texts-overlay.schema.json";

const LITERALS = new Set(["String", "Number", "True", "False", "Null"]);

/** The schema of a file, by its name. */
const schemaOf = (name) => (name === "form.json" ? form : name.startsWith("texts/") ? texts : undefined);

/** A schema with what it refers to: every schema that a value may fit, each with the description nearest to it. */
function whole(root, schema) {
  if (schema === null || typeof schema !== "object") return [];
  const { $ref, anyOf, oneOf, ...own } = schema;
  const under = $ref ? [root.$defs[$ref.slice("#/$defs/".length)]] : (anyOf ?? oneOf);
  if (!under) return [own];
  return under.flatMap((one) => whole(root, one)).map((one) => ({ ...one, ...own }));
}

/** The schema of a node's place in an object or a list. */
function inner(root, schema, key) {
  if (key === undefined) return whole(root, schema.items);
  const known = schema.properties?.[key] ?? (typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined);
  return whole(root, known);
}

const source = (doc, { from, to }) => doc.sliceString(from, to);

function plain(doc, at) {
  try {
    return JSON.parse(source(doc, at));
  } catch {
    return source(doc, at).replace(/^"|"$/g, "");
  }
}

const keyOf = (doc, property) => {
  const name = property.getChild("PropertyName");
  return name ? plain(doc, name) : undefined;
};

/** The value of a property: its last child that is none of its name. */
function valueOf(property) {
  const last = property.lastChild;
  return last && last.name !== "PropertyName" && !last.type.isError ? last : undefined;
}

/** What an object says of itself: its keys, and those of its values that are literals. */
function said(doc, object) {
  const values = new Map();
  for (const property of object.getChildren("Property")) {
    const value = valueOf(property);
    values.set(keyOf(doc, property), value && LITERALS.has(value.name) ? plain(doc, value) : undefined);
  }
  return values;
}

/** Of the schemas that a value may fit, those that what stands there does not speak against. */
function narrowed(doc, schemas, object) {
  const values = said(doc, object);
  const fits = ({ properties = {} }) =>
    Object.entries(properties).every(([key, { const: only }]) => only === undefined || values.get(key) === undefined || values.get(key) === only);
  const fitting = schemas.filter(fits);
  return fitting.length ? fitting : schemas;
}

/** The schemas that the value at a node may fit. */
function schemasAt(root, doc, value) {
  const { parent } = value;
  if (!parent || parent.name === "JsonText") return whole(root, root);
  if (parent.name === "Array") return schemasAt(root, doc, parent).flatMap((schema) => inner(root, schema));
  if (parent.name === "Property" && parent.parent) return ofProperty(root, doc, parent);
  return [];
}

function ofProperty(root, doc, property) {
  const object = property.parent;
  const key = keyOf(doc, property);
  return narrowed(doc, schemasAt(root, doc, object), object).flatMap((schema) => inner(root, schema, key));
}

/** The words a value may be. */
function wordsOf(schema) {
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum) return schema.enum;
  return schema.type === "boolean" ? [true, false] : [];
}

const EMPTY = { array: "[]", object: "{}", string: '""', boolean: "false" };

/** What stands behind a key that was just completed, and where the cursor goes in it. */
function valueFor(schemas) {
  const words = [...new Set(schemas.flatMap(wordsOf).map((one) => JSON.stringify(one)))];
  if (words.length === 1) return words[0];
  return (words.length && typeof JSON.parse(words[0]) === "string" ? '""' : EMPTY[schemas[0]?.type]) ?? "";
}

function keys(root, doc, object, at, known) {
  const schemas = narrowed(doc, schemasAt(root, doc, object), object);
  const taken = said(doc, object);
  const options = new Map();
  for (const schema of schemas) {
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      if (options.has(key) || (taken.has(key) && key !== known)) continue;
      const needed = schema.required?.includes(key);
      options.set(key, { key, needed, description: whole(root, property)[0]?.description, value: valueFor(whole(root, property)) });
    }
  }
  // Where there is a value already, only the name is completed.
  const valued = known !== undefined && /^\s*:/.test(doc.sliceString(at.to, Math.min(at.to + 40, doc.length)));
  return [...options.values()].map(({ key, needed, description, value }) => {
    const insert = `${JSON.stringify(key)}${valued ? "" : `: ${value}`}`;
    const cursor = insert.length - (!valued && /^(""|\[\]|\{\})$/.test(value) ? 1 : 0);
    return {
      label: key,
      type: "property",
      boost: needed ? 1 : 0,
      info: description && (() => told(description, "p")),
      apply: (view, _, from, to) =>
        view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + cursor }, userEvent: "input.complete" }),
    };
  });
}

function values(schemas) {
  const options = new Map();
  for (const schema of schemas) {
    for (const one of wordsOf(schema)) {
      const text = JSON.stringify(one);
      if (!options.has(text)) options.set(text, { label: text, type: "enum", info: schema.description && (() => told(schema.description, "p")) });
    }
  }
  return [...options.values()];
}

/** Completion in the file of this name. */
export const completion = (name) => ({ state, pos, explicit }) => {
  const root = schemaOf(name);
  if (!root) return null;
  const { doc } = state;
  let at = syntaxTree(state).resolveInner(pos, -1);
  if (at.type.isError) at = at.parent ?? at;
  const inside = (from, options, to = pos) => (options.length ? { from, to, options, filter: true } : null);
  if (at.name === "PropertyName") {
    return inside(at.from, keys(root, doc, at.parent.parent, at, plain(doc, at)).map(quoted), at.to);
  }
  if (LITERALS.has(at.name)) return inside(at.from, values(schemasAt(root, doc, at)), at.to);
  if (!explicit) return null;
  if (at.name === "Property") return inside(pos, values(ofProperty(root, doc, at)));
  if (at.name === "Object") return inside(pos, keys(root, doc, at, { to: pos }));
  if (at.name === "Array") return inside(pos, values(schemasAt(root, doc, at).flatMap((schema) => inner(root, schema))));
  return null;
};

/** Within quotes what is typed has them too, and so must what it is compared with. */
const quoted = (option) => ({ ...option, displayLabel: option.label, label: JSON.stringify(option.label) });

/** What a place is for, and what it takes. */
function about(schemas) {
  const [first] = schemas;
  const types = [...new Set(schemas.map(({ type }) => type).filter(Boolean))];
  const all = [...new Set(schemas.flatMap(wordsOf).map(String))];
  const lines = [];
  if (first.description) lines.push(told(first.description, "p"));
  if (all.length > 1 && all.length < 20) lines.push(node("p", {}, code(all.join(" · "))));
  else if (types.length) lines.push(node("p", {}, code(types.join(" | "))));
  if (first.default !== undefined) lines.push(node("p", {}, code(`= ${JSON.stringify(first.default)}`)));
  return lines;
}

/** What the schema says of the key or the value at a place. */
export const hover = (name) => ({ state }, pos, side) => {
  const root = schemaOf(name);
  if (!root) return null;
  const at = syntaxTree(state).resolveInner(pos, side);
  if (at.name !== "PropertyName" && !LITERALS.has(at.name)) return null;
  const schemas = at.name === "PropertyName" ? ofProperty(root, state.doc, at.parent) : schemasAt(root, state.doc, at);
  if (!schemas.length) return null;
  return { pos: at.from, end: at.to, above: true, create: () => ({ dom: node("div.about", {}, about(schemas)) }) };
};
