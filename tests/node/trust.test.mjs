// Where keys are pinned: each attack that TUF names ends in a refusal with its code, and what was open goes on. The rows are
// also decided natively (`tests/trust.rs`), of the same fixture: UPDATE=1 writes it anew.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { afterEach, mock, test } from "node:test";
import { NrmEngineError, open, print, resume } from "nrm-screening/engine";
import { form as packaged } from "nrm-screening/forms/nrm-detection";
import { A, B, C, D, MANIFEST, ROOT, detection, encoded, envelope, manifest, pin, root, sha256 } from "./support/signing.mjs";

const at = (day) => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: new Date(`${day}T12:00:00`) });
};
afterEach(() => mock.timers.reset());

const files = detection();
const right = manifest(files);
const first = root([A, B, C]);
const signed = (text = right, keys = [A, B]) => envelope(MANIFEST, text, keys);
const renamed = (change) => JSON.stringify(change(JSON.parse(signed())));
const versioned = (version, more) => signed(right.replace('"version":"0.2.0"', `"version":"${version}"`).replace(/"date":"[\d-]+"/, (date) => more ?? date));
const second = root([A, B, D], { version: 2 });
const rotated = (keys, text = second) => envelope(ROOT, text, keys);

/** What is given and asked for, with the code it is refused by, or how old it is. */
const ROWS = [
  ["right", {}, "fresh"],
  ["three of two", { envelope: signed(right, [A, B, C]) }, "fresh"],
  // Arbitrary installation.
  ["unsigned", { envelope: signed(right, []) }, "signatures-missing"],
  ["wrong key", { envelope: signed(right, [A, D]) }, "signatures-missing"],
  ["one of two", { envelope: signed(right, [A]) }, "signatures-missing"],
  ["one key twice", { envelope: signed(right, [A, A]) }, "signatures-missing"],
  ["one key under the id of another", { envelope: signed(right, [A, { ...A, id: B.id }]) }, "signatures-missing"],
  ["a root in place of a version", { envelope: envelope(ROOT, right, [A, B]) }, "payload-type"],
  ["another type, after signing", { envelope: renamed((one) => ({ ...one, payloadType: ROOT })) }, "payload-type"],
  ["signed as another type", { envelope: envelope(MANIFEST, right, [A, B], encoded(ROOT, Buffer.from(right))) }, "signatures-missing"],
  ["signed over base64", { envelope: envelope(MANIFEST, right, [A, B], encoded(MANIFEST, Buffer.from(Buffer.from(right).toString("base64")))) }, "signatures-missing"],
  ["signed without its type", { envelope: envelope(MANIFEST, right, [A, B], Buffer.from(right)) }, "signatures-missing"],
  ["bytes behind the envelope", { envelope: `${signed()}{}` }, "envelope-invalid"],
  ["bytes behind the payload", { envelope: renamed((one) => ({ ...one, payload: Buffer.from(`${right} `).toString("base64") })) }, "signatures-missing"],
  ["base64 with a line in it", { envelope: renamed((one) => ({ ...one, payload: `${one.payload.slice(0, 8)}\n${one.payload.slice(8)}` })) }, "envelope-invalid"],
  ["base64 that is not whole", { envelope: renamed((one) => ({ ...one, payload: one.payload.replace(/=*$/, "") })) }, "envelope-invalid"],
  ["a signature that is longer", { envelope: renamed((one) => ({ ...one, signatures: one.signatures.map(({ keyid, sig }) => ({ keyid, sig: `AAAA${sig}` })) })) }, "envelope-invalid"],
  ["not JSON", { envelope: "<!doctype html>" }, "envelope-invalid"],
  ["a list", { envelope: "[]" }, "envelope-invalid"],
  ["not a manifest", { envelope: signed("{}") }, "manifest-invalid"],
  ["a manifest with more in it", { envelope: signed(right.replace('"format":1', '"format":1,"more":1')) }, "manifest-invalid"],
  ["a manifest of a later format", { envelope: signed(right.replace('"format":1', '"format":2')) }, "manifest-invalid"],
  ["a file above the folder", { envelope: signed(right.replace("texts/ar.json", "texts/../ar.json")) }, "manifest-invalid"],
  ["no cases", { envelope: signed(right.replace("cases.json", "texts/so.json")) }, "manifest-invalid"],
  ["a day that does not exist", { envelope: versioned("0.2.0", '"date":"2026-02-30"') }, "manifest-invalid"],
  // Rollback: the least version stands in the page, and outlasts whatever is wiped.
  ["older than the page demands", { least: "0.2.1" }, "version-rolled-back"],
  ["older, with the clock set back", { least: "0.2.1", today: "2026-11-26" }, "version-rolled-back"],
  ["as old as the page demands", { least: "0.2.0" }, "fresh"],
  ["a page that demands no version", { least: "newest" }, "version-rolled-back"],
  ["ten comes after nine", { envelope: versioned("0.9.0"), least: "0.10.0" }, "version-rolled-back"],
  // Fast-forward.
  ["2³²−1", { envelope: versioned("4294967295.0.0"), least: "0.2.0" }, "manifest-invalid"],
  ["1001 ahead", { envelope: versioned("0.1003.0"), least: "0.2.0" }, "version-far-ahead"],
  ["1000 ahead", { envelope: versioned("0.1002.0"), least: "0.2.0" }, "fresh"],
  // Indefinite freeze: it is old, stays of use for a while, and then no longer.
  ["the last day", { today: "2027-11-26" }, "fresh"],
  ["the day after", { today: "2027-11-27" }, "stale"],
  ["the last day of grace", { today: "2028-02-24" }, "stale"],
  ["the grace is over", { today: "2028-02-25" }, "expired"],
  ["and the host wants it", { today: "2028-02-25", allowStale: true }, "expired", true],
  ["its root expired", { root: root([A, B, C], { expires: "2027-01-01" }), today: "2027-01-02" }, "stale"],
  ["a clock before its day", { today: "2026-11-25" }, "clock"],
  // Key compromise.
  ["another root than is pinned", { root: second }, "root-not-pinned"],
  ["a root with one other byte", { root: `${first} ` }, "root-not-pinned"],
  ["no pin", { pin: "" }, "root-not-pinned"],
  ["a root with a key twice", { root: root([A, A]), pin: pin(root([A, A])) }, "root-invalid"],
  ["a threshold of nothing", { root: root([A, B], { threshold: 0 }), pin: pin(root([A, B], { threshold: 0 })) }, "root-invalid"],
  ["rotated by old and new, and the old key refused", { rotations: [rotated([A, B])], envelope: signed(right, [A, C]) }, "signatures-missing"],
  ["rotated, and signed by the new", { rotations: [rotated([A, B, D])], envelope: signed(right, [A, D]) }, "fresh"],
  ["rotated by old keys alone", { rotations: [rotated([A, C])], envelope: signed(right, [A, D]) }, "rotation-refused"],
  ["rotated by new keys alone", { rotations: [rotated([A, D])], envelope: signed(right, [A, D]) }, "rotation-refused"],
  ["rotated to the number after the next", { rotations: [rotated([A, B], root([A, B, D], { version: 3 }))] }, "rotation-refused"],
  ["rotated twice by one", { rotations: [rotated([A, B]), rotated([A, B])] }, "rotation-refused"],
  ["a version in place of a rotation", { rotations: [signed()] }, "payload-type"],
  // Wrong software.
  ["another form", { form: "nrm-risk" }, "other-form"],
  ["another version than asked for", { form: "nrm-detection@0.1.0" }, "other-form"],
  ["the version asked for", { form: "nrm-detection@0.2.0" }, "fresh"],
  ["no form asked for", { form: "" }, "other-form"],
].map(([name, given, result, taken = ["fresh", "stale", "clock"].includes(result)]) => {
  const row = { name, root: first, rotations: [], envelope: signed(), form: "nrm-detection", least: "", today: "2026-11-27", allowStale: false, ...given };
  return { ...row, pin: row.pin ?? pin(given.root && !["root-not-pinned"].includes(result) ? row.root : first), result, taken };
});

const engine = import.meta.resolve("nrm-screening/engine");
const wasm = await readFile(new URL("./wasm/nrm_verify_bg.wasm", engine));
/** What verifies, in a page that has seen nothing. */
let pages = 0;
const page = async () => (await import(new URL(`./trust.js?${(pages += 1)}`, engine))).truster(async () => wasm, () => import("nrm-screening/compile"));
const refusal = (code) => (error) => error instanceof NrmEngineError && error.code === code;
const given = (row) => ({ root: row.root, rotations: row.rotations, envelope: row.envelope, files });
const pins = (row) => ({ id: row.form, trustedRoot: row.pin, minFormVersion: row.least, allowStale: row.allowStale });

test("the rows are those that are decided natively too", async () => {
  const place = new URL("../fixtures/trust.json", import.meta.url);
  const text = `${JSON.stringify(ROWS, null, 1)}\n`;
  if (process.env.UPDATE) await writeFile(place, text);
  assert.ok((await readFile(place, "utf8")) === text, "tests/fixtures/trust.json has drifted: UPDATE=1 writes it anew");
});

for (const row of ROWS) {
  test(`${row.name}: ${row.result}`, async () => {
    at(row.today);
    const admit = await page();
    if (!row.taken) return assert.rejects(admit(given(row), pins(row)), refusal(row.result));
    const version = JSON.parse(Buffer.from(JSON.parse(row.envelope).payload, "base64")).version;
    // What was signed is another version than the form says.
    if (version !== "0.2.0") return assert.rejects(admit(given(row), pins(row)), refusal("other-form"));
    const made = await admit(given(row), pins(row));
    assert.deepEqual([made.id, made.version, made.language, made.trust.age], ["nrm-detection", "0.2.0", "fr", row.result]);
    assert.ok(made.trust.signedBy.length >= 2);
  });
}

const row = ROWS[0];
const opening = { id: "nrm-detection", trustedRoot: pin(first) };
/** A version as it is given, with changes of its files. */
const version = (files, { envelope: made, ...more } = {}) => ({ root: first, envelope: made ?? signed(manifest(files)), files: { ...files }, ...more });

test("what is signed opens, in every language and with its services, and is printed", async () => {
  at(row.today);
  const interview = await open(version(files), { ...opening, language: "ar" });
  interview.answer("talk", "given");
  // What is handed over names the bytes that the manifest binds.
  assert.deepEqual(interview.response().form, { id: "nrm-detection", version: "0.2.0", digest: sha256(files["form.json"]) });
  await import("nrm-screening/languages/fr");
  assert.match(await print(version(files), opening), /<html lang="fr"/);
});

/** Each is given to a page in which an interview is open, which then goes on. */
async function kept(next, options, code) {
  at(row.today);
  const interview = await open(version(files), opening);
  interview.answer("talk", "given");
  await assert.rejects(open(next, { ...opening, ...options }), refusal(code));
  interview.answer("papers", "taken");
  assert.equal(interview.state().items.find(({ id }) => id === "papers").code, "taken");
}

/** A stream that never ends: what it gives, and whether it was told that nobody listens any more. */
function endless(piece) {
  const heard = { pulled: 0, cancelled: false };
  const stream = new ReadableStream({
    pull(controller) {
      heard.pulled += 1;
      controller.enqueue(new Uint8Array(piece));
    },
    cancel: () => void (heard.cancelled = true),
  });
  return { stream, heard };
}

test("arbitrary installation: what is not signed at all, and texts beside what is", async () => {
  await kept(packaged, {}, "signatures-missing");
  await kept(files["form.json"], {}, "signatures-missing");
  await kept(version(files), { trustedRoot: undefined }, "root-not-pinned");
  await kept(version(files), { texts: [files["texts/ar.json"]] }, "file-unlisted");
});

test("endless data: one byte more than is read, and streams without an end, in any piece", async () => {
  const long = detection("0.2.0", (text) => text + " ".repeat(512 * 1024 + 1 - Buffer.byteLength(text)));
  await kept(version(long), {}, "file-too-large");
  await kept({ ...version(files), root: " ".repeat(512 * 1024 + 1) }, {}, "file-too-large");
  for (const [what, piece] of [["root", 65_536], ["envelope", 1_000], ["envelope", 0]]) {
    const { stream, heard } = endless(piece);
    await kept({ ...version(files), [what]: stream }, {}, "file-too-large");
    assert.ok(heard.cancelled && heard.pulled <= 512 * 1024 + 2, `${what}: ${heard.pulled}`);
  }
  const { stream } = endless(65_536);
  await kept({ ...version(files), files: { ...files, "form.json": new Response(stream) } }, {}, "file-too-large");
});

test("extraneous dependencies: a form that refers to something else is refused, also if it is signed", async () => {
  for (const key of ['"$ref": "https://example.org/x"', '"img": "https://example.org/x.png"', '"audio": "x.mp3"']) {
    const next = { ...files, "form.json": files["form.json"].replace("{", `{ ${key},`) };
    await kept(version(next), {}, "form-invalid");
  }
});

test("mix-and-match: one language, one list of services or the form of another version, and less or more than was signed", async () => {
  const other = (name, text) => ({ ...version(files), files: { ...files, [name]: text } });
  await kept(other("texts/ar.json", files["texts/en.json"]), {}, "file-changed");
  await kept(other("services/djibouti.json", `${files["services/djibouti.json"]} `), {}, "file-changed");
  await kept(other("form.json", `\ufeff${files["form.json"]}`), {}, "file-changed");
  await kept(other("texts/so.json", "{}"), {}, "file-unlisted");
  await kept(other("__proto__.json", "{}"), {}, "file-unlisted");
  const { "services/djibouti.json": _, ...without } = files;
  await kept({ ...version(files), files: without }, {}, "file-missing");
  await kept({ ...version(files), files: { ...files, "texts/ar.json": Promise.reject(new TypeError("offline")) } }, {}, "file-missing");
  // The languages that a page wants are its own choice.
  const { "texts/ar.json": __, ...french } = files;
  await open({ ...version(files), files: french }, opening);
});

test("malicious mirror: it is the bytes that count, not where they come from or how", async () => {
  at(row.today);
  const forms = [
    (text) => text,
    (text) => new TextEncoder().encode(text),
    (text) => Promise.resolve(new Response(text, { status: 404 })),
    (text) => new Blob([text]).stream(),
  ];
  for (const as of forms) {
    const given = { root: as(first), envelope: as(signed()), files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, as(text)])) };
    (await open(given, opening)).answer("talk", "given");
  }
});

test("rollback: what was opened in this page is the least, whatever the clock says; a new root begins anew", async () => {
  const admit = await page();
  const one = (number, date, more = {}) => {
    const next = detection(number);
    return version(next, { envelope: envelope(MANIFEST, manifest(next, { date }), more.keys ?? [A, B]), ...more });
  };
  const take = async (next, day) => (at(day), (await admit(next, opening)).version);
  assert.equal(await take(one("0.3.0", "2026-12-01"), "2026-12-02"), "0.3.0");
  await assert.rejects(take(one("0.2.0", "2026-11-26"), "2026-12-02"), refusal("version-rolled-back"));
  await assert.rejects(take(one("0.4.0", "2026-11-30"), "2026-12-02"), refusal("version-rolled-back"), "a number that rises on an older day");
  await assert.rejects(take(one("0.2.0", "2026-11-26"), "2026-11-26"), refusal("version-rolled-back"), "the clock is set back");
  // Whoever has enough old keys drives the number up; those with the new root are not held up by it.
  assert.equal(await take(one("0.999.0", "2026-12-03"), "2026-12-03"), "0.999.0");
  const after = { rotations: [rotated([A, B])] };
  assert.equal(await take(one("0.3.1", "2026-12-02", after), "2026-12-04"), "0.3.1");
  await assert.rejects(take(one("0.999.0", "2026-12-03"), "2026-12-04"), refusal("version-rolled-back"), "the old root after the new");
  // Another page has seen nothing: there the version that the host demands is what counts.
  const wiped = await page();
  at("2026-12-04");
  assert.equal((await wiped(one("0.2.0", "2026-11-26"), opening)).version, "0.2.0");
  await assert.rejects(wiped(one("0.2.0", "2026-11-26"), { ...opening, minFormVersion: "0.3.0" }), refusal("version-rolled-back"));
});

test("freeze: a clock that is set back makes nothing younger in this page", async () => {
  const admit = await page();
  at("2028-02-25");
  await assert.rejects(admit(version(files), opening), refusal("expired"));
  at("2026-11-27");
  await assert.rejects(admit(version(files), opening), refusal("expired"));
  assert.equal((await admit(version(files), { ...opening, allowStale: true })).trust.age, "expired");
});

test("wrong software: signed as this form, and another inside", async () => {
  const risk = await readFile(new URL("../../schemas/forms/nrm-risk/0.1.0/form.json", import.meta.url), "utf8");
  const next = { ...files, "form.json": risk };
  await kept(version(next, { envelope: signed(manifest(next, { form: "nrm-detection", version: "0.2.0" })) }), {}, "other-form");
});

test("a response goes on under its own version, if that is signed", async () => {
  at(row.today);
  const interview = await open(version(files), opening);
  interview.answer("talk", "given");
  const response = interview.response();
  const { trustedRoot } = opening;
  const again = await resume(response, { form: version(files), trustedRoot });
  assert.equal(again.state().items.find(({ id }) => id === "talk").code, "given");
  await assert.rejects(resume(response, { form: packaged, trustedRoot }), refusal("signatures-missing"));
  const next = detection("0.2.1");
  await assert.rejects(resume(response, { form: version(next), trustedRoot }), refusal("other-form"));
});
