// Signs versions of forms as anybody could who has keys: by Node's own Ed25519, and nothing of the package. The keys are made of
// numbers that everybody knows: they are for tests and for nothing else.
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";

/** The head of an Ed25519 private key in PKCS #8; its 32 bytes follow. */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
export const [MANIFEST, ROOT] = ["manifest", "root"].map((kind) => `application/vnd.nrm-forms.${kind}+json`);
export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const base64 = (bytes) => Buffer.from(bytes).toString("base64");

/** A test key. */
export function key(seed) {
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, Buffer.alloc(32, seed)]), format: "der", type: "pkcs8" });
  const bytes = createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);
  return { name: `test-${seed}`, public: base64(bytes), id: sha256(bytes), sign: (message) => sign(null, message, secret) };
}

export const [A, B, C, D] = [1, 2, 3, 4].map(key);

/** What is signed of a payload. */
export const encoded = (kind, payload) => Buffer.concat([Buffer.from(`DSSEv1 ${kind.length} ${kind} ${payload.length} `), payload]);

/** An envelope; `over` is what the signatures are really over. */
export function envelope(kind, text, keys, over = encoded(kind, Buffer.from(text))) {
  const signatures = keys.map((one) => ({ keyid: one.id, sig: base64(one.sign(over)) }));
  return JSON.stringify({ payloadType: kind, payload: base64(text), signatures });
}

/** A root document. */
export const root = (keys, more = {}) =>
  JSON.stringify({ format: 1, version: 1, expires: "2030-12-31", threshold: 2, keys: keys.map(({ name, public: bytes }) => ({ name, public: bytes })), ...more });

export const pin = (text) => `sha256-${sha256(text)}`;

const folder = new URL("../../../schemas/", import.meta.url);
const read = (path) => readFileSync(new URL(path, folder), "utf8");

/** The files of the detection form as they are signed; `version` is written into all that names it. */
export function detection(version = "0.2.0", change = (text) => text) {
  const within = "forms/nrm-detection/0.2.0/";
  const files = {};
  for (const name of ["form.json", "cases.json", "answers.schema.json", ...["ar", "en"].map((tag) => `texts/${tag}.json`)]) {
    files[name] = change(read(within + name).replace('"version": "0.2.0"', `"version": "${version}"`));
  }
  for (const name of ["services/djibouti.json", ...readdirSync(new URL("services/djibouti/", folder)).map((file) => `services/djibouti/${file}`)]) files[name] = read(name);
  return files;
}

/** The manifest of files. */
export function manifest(files, more = {}) {
  const entries = Object.entries(files).map(([name, text]) => [name, { sha256: sha256(text), length: Buffer.byteLength(text) }]);
  const { id: form, version } = JSON.parse(files["form.json"]);
  return JSON.stringify({ format: 1, form, version, date: "2026-11-26", expires: "2027-11-26", files: Object.fromEntries(entries), ...more });
}
