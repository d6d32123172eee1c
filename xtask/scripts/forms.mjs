// Forms, their translations and the words of the interface as modules that register themselves when they are imported.
// What is registered is the exact text of the file: its digest is the one the manifest names.
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import semver from "semver";

import { quote } from "./modules.mjs";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

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

async function writeModule(out, path, source) {
  const file = join(out, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.js`, source);
  await writeFile(`${file}.d.ts`, "export {};\n");
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

async function writeForm(out, { id, version, folder }, languages) {
  const definition = await readText(join(folder, "form.json"));
  const language = JSON.parse(definition).sourceLanguage;
  const spoken = [language, ...(await jsonNamesIn(join(folder, "texts")))];
  const mute = spoken.find((name) => !languages.includes(name));
  if (mute) {
    throw new Error(`form ${id} ${version} speaks "${mute}", but schemas/interface/${mute}.json is missing: write the interface's words in that language first`);
  }
  await writeModule(
    out,
    `forms/${id}`,
    `import{registerForm}from"../registry.js";import"../languages/${language}.js";` +
      `registerForm({id:${quote(id)},version:${quote(version)},language:${quote(language)},definition:${quote(definition)}});\n`,
  );
  for (const name of spoken.slice(1)) {
    const texts = await readText(join(folder, "texts", `${name}.json`));
    await writeModule(
      out,
      `forms/${id}/${name}`,
      `import{registerTexts}from"../../registry.js";import"../../languages/${name}.js";` +
        `registerTexts({form:${quote(id)},version:${quote(version)},language:${quote(name)},texts:${quote(texts)}});\n`,
    );
  }
}

export async function writeForms(schemas, out) {
  const languages = await jsonNamesIn(join(schemas, "interface"));
  for (const language of languages) {
    const words = await readText(join(schemas, "interface", `${language}.json`));
    const source = `import{registerLanguage}from"../registry.js";registerLanguage({language:${quote(language)},words:${quote(words)}});\n`;
    await writeModule(out, `languages/${language}`, source);
  }
  for (const form of await newestForms(schemas)) await writeForm(out, form, languages);
}
