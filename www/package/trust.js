/**
 * Whether a version of a form is the one that the holders of pinned keys published. `src/trust` decides the same natively, by
 * the same codes; signatures and digests are Rust here too. Loaded only where keys are pinned.
 *
 * Nothing of a text is read before enough of its signatures hold, but for the envelope they stand in. What this page has
 * opened, and the latest day it saw, are remembered as long as it lasts: nothing is written to the device.
 */

import start, { digested, signed } from "./wasm/nrm_verify.js";
import { localDay } from "./day.js";
import { NrmEngineError } from "./error.js";
import { LoadError, compile, once } from "./load.js";

const LARGEST = 512 * 1024;
const [MANIFEST, ROOT] = ["manifest", "root"].map((kind) => `application/vnd.nrm-forms.${kind}+json`);
/** Most keys and signatures. */
const MOST = 16;
/** Days for which something expired may still be used. */
const GRACE = 90;
/** How far each number of a version may be ahead of one that is known. */
const AHEAD = 1000;
const NEEDED = ["form.json", "cases.json", "answers.schema.json"];
const NAME = /^(?:texts\/LANG|services\/ID(?:\/LANG)?)\.json$/.source.replaceAll("LANG", "[a-z]{2,3}(?:-[A-Z]{2})?").replace("ID", "[a-z][a-z0-9-]{0,63}");

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What was opened of each form, and the latest day. */
const known = new Map();
let latest = "";

const refuse = (code) => {
  throw new NrmEngineError(code);
};

/** The bytes of a text, bytes, a response or a stream, or of what a promise of one gives; never more than a device reads. */
async function bytesOf(given) {
  const from = await Promise.resolve(given).catch(() => refuse("file-missing"));
  if (typeof from === "string") return from.length > LARGEST ? refuse("file-too-large") : within(encoder.encode(from));
  if (from instanceof Uint8Array) return within(from);
  const reader = (from?.body ?? from)?.getReader?.() ?? refuse("file-missing");
  const [chunks, length] = [[], { bytes: 0 }];
  const read = () => reader.read().catch(() => refuse("file-missing"));
  for (let next; !(next = await read()).done; ) {
    // A piece with nothing in it counts too: there may be no end of them.
    length.bytes += next.value.length || 1024;
    if (length.bytes > LARGEST) {
      reader.cancel().catch(() => {});
      refuse("file-too-large");
    }
    chunks.push(next.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

const within = (bytes) => (bytes.length > LARGEST ? refuse("file-too-large") : bytes);

/** JSON that is an object; `code` where it is none, or where `read` finds something in it that it must not be. */
function parse(bytes, code, read) {
  try {
    return read(JSON.parse(decoder.decode(bytes))) ?? refuse(code);
  } catch (cause) {
    throw cause instanceof NrmEngineError ? cause : new NrmEngineError(code);
  }
}

/** Exact base64 as bytes. */
function base64(text, length) {
  const raw = atob(text);
  if (btoa(raw) !== text || (length && raw.length !== length)) throw new TypeError("not exact");
  return Uint8Array.from(raw, (character) => character.charCodeAt(0));
}

const hex = (text) => (/^[0-9a-f]{64}$/.test(text) ? Uint8Array.from(text.match(/../g), (byte) => Number.parseInt(byte, 16)) : new Uint8Array());
const only = (object, ...keys) => typeof object === "object" && Object.keys(object).sort().join() === keys.sort().join();
const whole = (number, least, most) => Number.isInteger(number) && number >= least && number <= most;
const day = (text) => new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text;
const numbers = (text) => (/^(?:(?:0|[1-9]\d{0,5})(?:\.(?!$)|$)){3}$/.test(text) ? text.split(".").map(Number) : undefined);
const named = (text) => /^[a-z][a-z0-9-]{0,63}$/.test(text);
const compare = (one, other) => one.map((number, at) => number - other[at]).find((difference) => difference) ?? 0;

const readEnvelope = (bytes) =>
  parse(bytes, "envelope-invalid", ({ payloadType: kind, payload, signatures }) => {
    const read = signatures.map(({ keyid: key, sig }) => ({ key: `${key}`, bytes: base64(sig, 64) }));
    return typeof kind === "string" && read.length <= MOST && { kind, payload: base64(payload), signatures: read };
  }) || refuse("envelope-invalid");

const readRoot = (bytes) =>
  parse(bytes, "root-invalid", (root) => {
    const { format, version, expires, threshold, keys } = root;
    const read = keys.map((key) => (only(key, "name", "public") && named(key.name) ? base64(key.public, 32) : refuse("root-invalid")));
    const twice = new Set(keys.map((key) => key.public)).size !== keys.length;
    const right = only(root, "format", "version", "expires", "threshold", "keys") && format === 1 && whole(version, 1, 999_999_999) && day(expires);
    return right && !twice && keys.length <= MOST && whole(threshold, 1, keys.length) ? { version, expires, threshold, keys: read } : undefined;
  });

const readManifest = (bytes) =>
  parse(bytes, "manifest-invalid", (manifest) => {
    const { format, form, version, date, expires, files } = manifest;
    const right = only(manifest, "format", "form", "version", "date", "expires", "files") && format === 1 && named(form) && numbers(version);
    const name = new RegExp(NAME);
    const file = ([key, value]) =>
      (NEEDED.includes(key) || name.test(key)) && only(value, "sha256", "length") && hex(value.sha256).length && whole(value.length, 0, 999_999_999);
    const every = NEEDED.every((key) => Object.hasOwn(files, key)) && Object.entries(files).every(file);
    return right && every && day(date) && day(expires) && date <= expires ? manifest : undefined;
  });

/** The ids of those keys that signed it, each once. An id is SHA-256 of the key: it only says which key to try. */
const signers = ({ kind, payload, signatures }, keys) => [
  ...new Set(signatures.filter(({ key, bytes }) => keys.some((one) => digested(one, hex(key)) && signed(one, bytes, kind, payload))).map(({ key }) => key)),
];

function authentic(envelope, kind, { keys, threshold }) {
  if (envelope.kind !== kind) refuse("payload-type");
  const by = signers(envelope, keys);
  return by.length < threshold ? undefined : by;
}

/** The root that counts: the pinned one, or the last of those that followed it. */
async function rootOf({ root, rotations = [] }, pin) {
  const bytes = await bytesOf(root);
  const [, digest] = /^sha256-([0-9a-f]{64})$/.exec(pin ?? "") ?? [];
  if (!digest || !digested(bytes, hex(digest))) refuse("root-not-pinned");
  let last = readRoot(bytes);
  for (const given of rotations) {
    const envelope = readEnvelope(await bytesOf(given));
    if (!authentic(envelope, ROOT, last)) refuse("rotation-refused");
    const next = readRoot(envelope.payload);
    if (next.version !== last.version + 1 || !authentic(envelope, ROOT, next)) refuse("rotation-refused");
    last = next;
  }
  return last;
}

/** Whether a manifest is what was asked for, and may follow what is known. */
function follows({ form, version, date }, root, { id: asked, minFormVersion }) {
  const [id, exact] = `${asked ?? ""}`.split("@");
  if (form !== id || (exact && exact !== version)) refuse("other-form");
  const before = known.get(form);
  // A new root begins anew: what those with the old keys made does not stand in its way.
  const counts = before && before.root >= root.version ? before : undefined;
  const least = minFormVersion ? (numbers(minFormVersion) ?? refuse("version-rolled-back")) : undefined;
  const bases = [least, counts?.numbers].filter(Boolean);
  const own = numbers(version);
  const older = counts && (date < counts.date || root.version < counts.root);
  if (older || bases.some((base) => compare(own, base) < 0)) refuse("version-rolled-back");
  const base = bases.sort(compare).at(-1);
  if (base && own.some((number, at) => number > base[at] + AHEAD)) refuse("version-far-ahead");
}

/** How old it is. A clock that is set back does not make it younger. */
function ageOf({ date, expires }, root, allowStale) {
  const today = localDay();
  if (today > latest) latest = today;
  const last = expires < root.expires ? expires : root.expires;
  const over = (Date.parse(latest) - Date.parse(last)) / 86_400_000;
  if (over > GRACE) return allowStale ? "expired" : refuse("expired");
  if (over > 0) return "stale";
  return latest < date ? "clock" : "fresh";
}

/** The files that are given, each as it was signed: the form and its services, and of its languages those that are wanted. */
async function filesOf(given, { files, form, version }) {
  const read = new Map();
  for (const [name, from] of Object.entries(given ?? {})) {
    const bytes = await bytesOf(from);
    const file = Object.hasOwn(files, name) ? files[name] : refuse("file-unlisted");
    if (file.length !== bytes.length || !digested(bytes, hex(file.sha256))) refuse("file-changed");
    read.set(name, bytes);
  }
  const lacking = (name) => (name === "form.json" || /^services\/[^/]+$/.test(name)) && !read.has(name);
  if (Object.keys(files).some(lacking)) refuse("file-missing");
  const own = parse(read.get("form.json"), "form-invalid", (json) => json);
  if (own.id !== form || own.version !== version) refuse("other-form");
  const text = (name) => decoder.decode(read.get(name));
  const list = (pattern) => [...read.keys()].filter((name) => pattern.test(name)).sort();
  const services = list(/^services\/[^/]+$/).map((name) => [text(name), ...list(new RegExp(`^${name.slice(0, -5)}/`)).map(text)]);
  return { language: own.sourceLanguage, definition: text("form.json"), texts: list(/^texts\//).map(text), services };
}

/** Makes `admit` of ways to get the bytes of the wasm, and to the compiler. */
export function truster(bytes, compiler) {
  const ready = once(() => bytes().then(compile).then((module) => start({ module_or_path: module })));
  /**
   * The version that is given, compiled, if it is signed as `pins` demand: `trustedRoot`, `id`, `minFormVersion`,
   * `allowStale`. Throws what it is refused by.
   */
  return async (given, pins) => {
    // What is refused before it is read may come to nothing as well.
    for (const one of [given.root, given.envelope, ...(given.rotations ?? []), ...Object.values(given.files ?? {})]) Promise.resolve(one).catch(() => {});
    await ready();
    const root = await rootOf(given, pins.trustedRoot);
    const envelope = readEnvelope(await bytesOf(given.envelope));
    const signedBy = authentic(envelope, MANIFEST, root) ?? refuse("signatures-missing");
    const manifest = readManifest(envelope.payload);
    follows(manifest, root, pins);
    const age = ageOf(manifest, root, pins.allowStale);
    const { language, definition, texts, services } = await filesOf(given.files, manifest);
    const { compileForm, compileServices, compileTexts } = await compiler().catch((cause) => {
      throw new LoadError("wasm-missing", cause);
    });
    const made = {
      id: manifest.form,
      version: manifest.version,
      language,
      definition: await compileForm(definition),
      texts: await Promise.all(texts.map((text) => compileTexts(definition, text))),
      services: await Promise.all(services.map((list) => compileServices(...list))),
      trust: { age, date: manifest.date, expires: manifest.expires, signedBy },
    };
    // Meanwhile another may have been opened.
    follows(manifest, root, pins);
    known.set(manifest.form, { root: root.version, numbers: numbers(manifest.version), date: manifest.date });
    return made;
  };
}
