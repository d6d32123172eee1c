// The types of the documents that cross the package's border, written from their schemas.
// The schemas share definitions: they are merged into one first, so that no type comes out twice, and every name begins with `Nrm`.
import { existsSync } from "node:fs";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { compile } from "json-schema-to-typescript";

const OF_SCHEMAS = ["properties", "patternProperties", "dependentSchemas"];
const LIST_OF_SCHEMAS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const ONE_SCHEMA = ["items", "additionalProperties", "unevaluatedProperties", "not", "if", "then", "else", "contains", "propertyNames"];
const BANNER = "// Generated from schemas/contract by `cargo xtask package`.\n";

function typeName(name) {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const joined = words.map((word) => word[0].toUpperCase() + word.slice(1)).join("");
  return joined.startsWith("Nrm") ? joined : `Nrm${joined}`;
}

/** A copy without inner titles (they would become types of their own), whose references point into the merged schema. */
function adapt(schema, self) {
  if (typeof schema !== "object" || schema === null) return schema;
  const { title, $schema, $id, $defs, $ref, ...rest } = schema;
  const copy = { ...rest };
  for (const key of OF_SCHEMAS) {
    if (copy[key]) copy[key] = Object.fromEntries(Object.entries(copy[key]).map(([name, inner]) => [name, adapt(inner, self)]));
  }
  for (const key of LIST_OF_SCHEMAS) {
    if (copy[key]) copy[key] = copy[key].map((inner) => adapt(inner, self));
  }
  for (const key of ONE_SCHEMA) {
    if (copy[key]) copy[key] = adapt(copy[key], self);
  }
  if (!$ref) return copy;
  const reference = { $ref: `#/$defs/${$ref === "#" ? self : typeName($ref.replace("#/$defs/", ""))}` };
  // Words beside a reference would make a second, unnamed copy of the type it names.
  return Object.keys(copy).length === 0 ? reference : { ...copy, allOf: [reference, ...(copy.allOf ?? [])] };
}

function addDefinition(definitions, name, schema, file) {
  const known = definitions[name];
  const { description: _, ...said } = schema;
  if (known) {
    const { description: __, title: ___, ...before } = known;
    if (!isDeepStrictEqual(before, said)) {
      throw new Error(`${file}: the type ${name} differs from the one of the same name in another schema: rename one of them`);
    }
  }
  definitions[name] = { ...schema, ...known, title: name };
}

/** All schemas of a folder as one, and the names of the types that are documents of their own. */
export async function merge(folder) {
  const definitions = {};
  const roots = [];
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith(".schema.json")).sort() : [];
  for (const name of names) {
    const schema = JSON.parse(await readFile(join(folder, name), "utf8"));
    const root = typeName(schema.title ?? basename(name, ".schema.json"));
    roots.push(root);
    addDefinition(definitions, root, adapt(schema, root), name);
    for (const [key, definition] of Object.entries(schema.$defs ?? {})) {
      addDefinition(definitions, typeName(key), adapt(definition, root), name);
    }
  }
  return { definitions, roots };
}

export async function writeContract(folder, out) {
  const { definitions, roots } = await merge(folder);
  const file = join(out, "contract.d.ts");
  if (roots.length === 0) {
    await writeFile(file, `${BANNER}export {};\n`);
    return;
  }
  const whole = {
    title: "NrmDocument",
    description: "Any document of the contract.",
    anyOf: roots.map((name) => ({ $ref: `#/$defs/${name}` })),
    $defs: definitions,
  };
  const types = await compile(whole, "NrmDocument", { bannerComment: BANNER, unreachableDefinitions: true });
  const twice = [...types.matchAll(/^export (?:interface|type) (\w+)/gm)].map((match) => match[1]).find((name) => !(name in definitions) && name !== "NrmDocument");
  if (twice) throw new Error(`contract.d.ts holds the type ${twice}, which no schema names: give its definition a name under $defs`);
  await writeFile(file, types);
}
