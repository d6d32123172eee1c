// What the workbench knows of forms: the crate, compiled for it. Nothing of it is written here a second time.
import start, { WorkbenchFiles, format as formatted } from "nrm-workbench";

const ready = start({ module_or_path: new URL("./wasm/nrm_workbench_bg.wasm", import.meta.url) });

/** The files of a version, a map of names to texts, as the wasm takes them; `act` has them for as long as it runs. */
function within(files, services, act) {
  const taken = new WorkbenchFiles(files.get("form.json") ?? "");
  try {
    for (const [name, text] of files) {
      const language = /^texts\/(.+)\.json$/.exec(name)?.[1];
      if (language) taken.addTexts(language, text);
      if (name === "cases.json") taken.addCases(text);
    }
    services.forEach((list) => taken.addServices(list));
    return act(taken);
  } finally {
    taken.free();
  }
}

/** Everything that is told of a version while it is written. */
export async function look(files, services) {
  await ready;
  return within(files, services, (taken) => taken.look());
}

/** A version compared with one before it; `{ findings }` alone where something is in the way. */
export async function compare(before, after, interviews) {
  await ready;
  try {
    return within(before, [], (old) => within(after, [], (now) => now.since(old, interviews)));
  } catch (findings) {
    if (!Array.isArray(findings)) throw findings;
    return { findings };
  }
}

/** A file as it is to be written; as it is, where it cannot be read. */
export async function format(text) {
  await ready;
  try {
    return formatted(text);
  } catch (found) {
    if (!Array.isArray(found)) throw found;
    return text;
  }
}
