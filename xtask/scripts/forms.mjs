// Forms, their translations, what they hand to each other, lists of services and the words of the interface as modules that register themselves when they are imported.
// What is registered is compiled; the JSON it was made of lies beside it under `schemas/`, for people to read.
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import semver from "semver";

import { quote } from "./modules.mjs";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What the shell itself writes, as it must where the wasm is dead or not there yet. */
const SHELL_WORDS = [
  "failureNote",
  "failureReference",
  "failureResume",
  "failureText",
  "failureTitle",
  "formError",
  "formErrorHelp",
  "formStale",
  "hide",
  "idleSoon",
  "leave",
  "leaveOnce",
  "leaveSkip",
  "leaveTwice",
  "loading",
  "newerEngine",
  "paused",
  "printBlank",
  "printFailed",
  "recovered",
  "resume",
  "resumeRefused",
  "retry",
  "unfinished",
];

async function readText(file) {
  try {
    return decoder.decode(await readFile(file));
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
}

async function namesIn(folder) {
  return existsSync(folder) ? (await readdir(folder)).sort() : [];
}

async function jsonNamesIn(folder) {
  return (await namesIn(folder)).filter((name) => name.endsWith(".json")).map((name) => basename(name, ".json"));
}

/** Compiles what a file holds; says which file it is where that fails. */
async function compiled(file, act) {
  const json = await readText(file);
  try {
    return await act(json);
  } catch (error) {
    const found = error.diagnostics?.map(({ code, pointer, message, help }) => `\n  ${pointer} ${message} (${code}): ${help}`);
    throw new Error(`${file}: ${found?.length ? found.join("") : error.message}`);
  }
}

async function writeModule(out, path, source, types = "export {};\n") {
  const file = join(out, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.js`, source);
  await writeFile(`${file}.d.ts`, types);
}

async function newestVersion(folder) {
  const written = (await namesIn(folder)).filter((name) => existsSync(join(folder, name, "form.json")));
  const wrong = written.find((name) => !semver.valid(name));
  if (wrong) throw new Error(`${join(folder, wrong)}: the folder of a version is called like 1.2.3`);
  return semver.rsort(written)[0];
}

/** Each form's newest version. Older ones stay in schemas/forms for those who hold records of them. */
async function newestForms(schemas) {
  const forms = [];
  for (const id of await namesIn(join(schemas, "forms"))) {
    const version = await newestVersion(join(schemas, "forms", id));
    if (version) forms.push({ id, version, folder: join(schemas, "forms", id, version) });
    else console.warn(`note: schemas/forms/${id} holds no form.json; it is not in the package`);
  }
  return forms;
}

async function writeForm(out, { id, version, folder }, languages, { checkTexts, compileForm, compileTexts }) {
  const json = await readText(join(folder, "form.json"));
  const { sourceLanguage: language, services } = JSON.parse(json);
  const spoken = [language, ...(await jsonNamesIn(join(folder, "texts")))];
  const mute = spoken.find((name) => !languages.includes(name));
  if (mute) {
    throw new Error(`form ${id} ${version} speaks "${mute}", but schemas/interface/${mute}.json is missing: write the interface's words in that language first`);
  }
  const definition = await compiled(join(folder, "form.json"), compileForm);
  await writeModule(
    out,
    `forms/${id}`,
    `import{registerForm}from"../registry.js";import"../languages/${language}.js";` +
      `${services ? `import"../services/${services}.js";` : ""}export const form={id:${quote(id)},version:${quote(version)},language:${quote(language)},definition:${quote(definition)},` +
      `source:()=>import("./${id}.source.js").then(all=>all.default)};registerForm(form);\n`,
    `import type { NrmFormText } from "../registry.js";\nexport const form: NrmFormText;\n`,
  );
  await writeModule(out, `forms/${id}.source`, `export default ${quote(json)};\n`, "declare const json: string;\nexport default json;\n");
  for (const name of spoken.slice(1)) {
    const file = join(folder, "texts", `${name}.json`);
    const made = await compiled(file, (texts) => compileTexts(json, texts));
    const lacking = await checkTexts(json, await readText(file));
    if (lacking.length > 0) console.warn(`note: ${file} has ${lacking.length} texts too few or too many; see nrm-forms check`);
    await writeModule(
      out,
      `forms/${id}/${name}`,
      `import{registerTexts}from"../../registry.js";import"../../languages/${name}.js";` +
        `export const texts={form:${quote(id)},version:${quote(version)},language:${quote(name)},texts:${quote(made)}};registerTexts(texts);\n`,
      `import type { NrmTranslationText } from "../../registry.js";\nexport const texts: NrmTranslationText;\n`,
    );
  }
}

async function writeServices(schemas, out, id, { compileServices }) {
  const file = join(schemas, "services", `${id}.json`);
  const { version, sourceLanguage: language } = JSON.parse(await readText(file));
  const folder = join(schemas, "services", id);
  const texts = await Promise.all((await jsonNamesIn(folder)).map((name) => readText(join(folder, `${name}.json`))));
  const made = await compiled(file, (json) => compileServices(json, ...texts));
  await writeModule(
    out,
    `services/${id}`,
    `import{registerServices}from"../registry.js";` +
      `export const services={id:${quote(id)},version:${quote(version)},language:${quote(language)},services:${quote(made)}};registerServices(services);\n`,
    `import type { NrmServicesText } from "../registry.js";\nexport const services: NrmServicesText;\n`,
  );
}

async function writeCarry(schemas, out, name, { compileCarry }) {
  const file = join(schemas, "carry", `${name}.json`);
  const { from, to } = JSON.parse(await readText(file));
  const carry = await compiled(file, compileCarry);
  await writeModule(
    out,
    `carry/${name}`,
    `export const carry={from:${quote(from.form)},to:${quote(to.form)},carry:${quote(carry)}};\n`,
    `import type { NrmCarryText } from "../registry.js";\nexport const carry: NrmCarryText;\n`,
  );
}

async function writeLanguage(schemas, out, language, { compileWords }) {
  const file = join(schemas, "interface", `${language}.json`);
  const words = await compiled(file, compileWords);
  const source = JSON.parse(await readText(file));
  const lacking = SHELL_WORDS.filter((key) => typeof source.words[key] !== "string");
  if (lacking.length > 0) throw new Error(`${file}: the shell needs ${lacking.join(", ")}`);
  const shell = { direction: source.direction, words: Object.fromEntries(SHELL_WORDS.map((key) => [key, source.words[key]])) };
  await writeModule(
    out,
    `languages/${language}`,
    `import{registerLanguage}from"../registry.js";registerLanguage({language:${quote(language)},words:${quote(words)},shell:${quote(shell)},` +
      `paper:()=>import("./paper/${language}.js").then(all=>all.default)});\n`,
  );
  const types = "declare const words: Readonly<Record<string, string>>;\nexport default words;\n";
  await writeModule(out, `languages/paper/${language}`, `export default ${quote(source.paper)};\n`, types);
}

/** The JSON of everything that is in the package. */
async function copySchemas(schemas, out, forms) {
  for (const path of ["carry", "contract", "interface", "services", "manifest.json"]) {
    await cp(join(schemas, path), join(out, "schemas", path), { recursive: true });
  }
  for (const { id, version, folder } of forms) {
    await cp(folder, join(out, "schemas/forms", id, version), { recursive: true });
  }
}

export async function writeForms(schemas, out, compiler) {
  const languages = await jsonNamesIn(join(schemas, "interface"));
  const forms = await newestForms(schemas);
  for (const language of languages) await writeLanguage(schemas, out, language, compiler);
  for (const id of await jsonNamesIn(join(schemas, "services"))) await writeServices(schemas, out, id, compiler);
  for (const name of await jsonNamesIn(join(schemas, "carry"))) await writeCarry(schemas, out, name, compiler);
  for (const form of forms) await writeForm(out, form, languages, compiler);
  await copySchemas(schemas, out, forms);
}
