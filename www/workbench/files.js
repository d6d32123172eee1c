// Files: of the list beside the page, of a folder the person opens, of files she chooses. Nothing is kept anywhere else.

const KNOWN = /^(form|cases)\.json$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*\.json$/;

/** The name a file has in a version: by its own name, wherever it was. */
const nameOf = (name) => (KNOWN.test(name) ? name : LANGUAGE.test(name) ? `texts/${name}` : undefined);

const inOrder = (files) => new Map([...files].sort(([one], [other]) => place(one) - place(other) || (one < other ? -1 : 1)));
const place = (name) => ["form.json", "cases.json"].indexOf(name) + 3 * name.startsWith("texts/");

const FORMS = new URL("./forms/", import.meta.url);
const got = async (path) => {
  const response = await fetch(new URL(path, FORMS));
  if (!response.ok) throw new Error(path);
  return response;
};

const escaped = (part) => part.split("/").map(encodeURIComponent).join("/");

/** The forms beside the page: `[{ id, version, status, files }]`, and the lists of services. */
export const listed = async () => (await got("index.json")).json();

/** The text of each list of services that lies beside the page. */
export const servicesOf = (names) => Promise.all(names.map(async (name) => (await got(name)).text()));

/** The files of a version beside the page. */
export async function fetched({ folder, files }) {
  const texts = await Promise.all(files.map(async (name) => [name, await (await got([...folder.split("/"), name].filter(Boolean).map(escaped).join("/"))).text()]));
  return { files: inOrder(texts) };
}

/** The files of a folder; the browser asks the person which, and what is written goes back to it. */
async function fromFolder() {
  const folder = await showDirectoryPicker({ id: "form", mode: "read" });
  const files = new Map();
  const take = async (handle, name) => files.set(name, await (await handle.getFile()).text());
  for await (const handle of folder.values()) {
    if (handle.kind === "file" && KNOWN.test(handle.name)) await take(handle, handle.name);
    if (handle.kind !== "directory" || handle.name !== "texts") continue;
    for await (const text of handle.values()) {
      if (text.kind === "file" && LANGUAGE.test(text.name)) await take(text, `texts/${text.name}`);
    }
  }
  return { files: inOrder(files), folder };
}

/** The files that were chosen in the field. */
async function fromField(field) {
  const chosen = await new Promise((resolve) => {
    field.value = "";
    field.onchange = () => resolve([...field.files]);
    field.oncancel = () => resolve([]);
    field.click();
  });
  const texts = await Promise.all(chosen.map(async (file) => [nameOf(file.name), await file.text()]));
  return { files: inOrder(texts.filter(([name]) => name)) };
}

/** Files the person opens; `undefined` where she chose none. */
export async function opened(field) {
  try {
    const found = await (globalThis.showDirectoryPicker ? fromFolder() : fromField(field));
    return found.files.size || found.folder ? found : undefined;
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    throw error;
  }
}

async function write(folder, name, text) {
  const path = name.split("/");
  const file = path.pop();
  let place = folder;
  for (const part of path) place = await place.getDirectoryHandle(part, { create: true });
  const out = await (await place.getFileHandle(file, { create: true })).createWritable();
  await out.write(text);
  // Only now does it take the place of the file that was there.
  await out.close();
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name.split("/").pop();
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Writes files into the folder they came from, or hands them over as downloads. */
export async function saved(files, folder) {
  if (folder && (await folder.requestPermission?.({ mode: "readwrite" })) === "denied") return false;
  for (const [name, text] of files) {
    if (folder) await write(folder, name, text);
    else download(name, text);
  }
  return true;
}
