// Any value into any function of the engine: nothing traps, and only typed errors come out. `NRM_CALLS` says how many
// calls are made; a failure names the seed, which makes the same calls again.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { NrmEngineError, open, print, resume } from "nrm-screening/engine";

const CALLS = Number(process.env.NRM_CALLS || 20_000);
const SEED = Number(process.env.NRM_SEED || 1);

const example = await readFile(new URL("../../fixtures/example.form.json", import.meta.url), "utf8");

/** Numbers that look random and are the same every time (mulberry32). */
const chance = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const fails = () => {
  throw new RangeError("of the host");
};

/** What says of everything that it fails. */
const hostile = () => new Proxy(() => {}, Object.fromEntries(Reflect.ownKeys(Reflect).filter((name) => typeof name === "string").map((name) => [name, fails])));

const revoked = (of) => {
  const { proxy, revoke } = Proxy.revocable(of, {});
  revoke();
  return proxy;
};

const detached = () => {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
};

const cyclic = () => {
  const list = [];
  list.push(list);
  return list;
};

const NAMES = ["talk", "papers", "locked", "asked_back", "hours", "age_group", "given", "refused", "taken", "yes", "no", "declined", "notAsked", "record", "statistics", "en", "2026-11-02"];
const KEYS = ["purpose", "case", "language", "today", "texts", "form", "trustedRoot", "definition", "carry", "session", "envelope", "version", "answers", "services", "source", "trust", "id", "length", "toJSON"];

const values = (random) => {
  const below = (most) => Math.floor(random() * most);
  const of = (list) => list[below(list.length)];
  const huge = "é".repeat(5_000_000);
  const plain = [
    () => undefined,
    () => null,
    () => true,
    () => of([0, -0, NaN, Infinity, -1, 2 ** 53, 1e-7]),
    () => 10n,
    () => Symbol("x"),
    () => of(["", " ", "__proto__", "constructor", "\ud800", "\udc00x", "\u0000", "a\u0301", "‮", "nrm1", "nrm1\u001fform\u001f", "[", "{}", '{"format":1}']),
    () => String.fromCharCode(...Array.from({ length: below(12) }, () => below(65_536))),
    () => (below(400) === 0 ? huge : "x".repeat(below(2_000))),
    () => fails,
    hostile,
    () => revoked({}),
    () => revoked([]),
    () => ({ get [of(KEYS)]() { return fails(); } }),
    () => ({ toString: fails, valueOf: fails, toJSON: fails, [Symbol.toPrimitive]: fails, [Symbol.iterator]: fails, then: fails }),
    () => Object.create(null),
    () => new String("talk"),
    detached,
    () => detached().buffer,
    () => new Uint8Array(below(9)),
    cyclic,
    () => [Symbol("x")],
    () => [Object.create(null)],
    () => Object.defineProperty([], 0, { get: fails, enumerable: true }),
    () => Object.assign([1], { join: fails }),
    () => Object.assign(["yes"], { join: () => ({}) }),
    () => of([new Date(NaN), new Map([[1, 2]]), new WeakMap(), Promise.resolve("yes"), /x/, class {}, new Error("x")]),
  ];
  const value = (depth = 0) => {
    const kind = below(10);
    if (kind < 5) return of(NAMES);
    if (kind === 5 && depth < 3) return Array.from({ length: below(4) }, () => value(depth + 1));
    if (kind === 6 && depth < 3) return Object.fromEntries(Array.from({ length: below(4) }, () => [of(KEYS), value(depth + 1)]));
    return of(plain)();
  };
  return { value, below, of };
};

const SYNC = ["answer", "answer", "answer", "silent", "clear", "confirm", "propose"];

/** What came of a call, if it was no typed error. */
const wrong = (thrown) => (thrown instanceof NrmEngineError && typeof thrown.code === "string" ? undefined : thrown);

test(`whatever is passed in, ${CALLS} times, only typed errors come out`, async () => {
  const { value, below, of } = values(chance(SEED));
  const first = await open(example, { today: "2026-11-02" });
  let interview = first;
  let [made, taken, refused] = [0, 0, 0];
  const told = new Map();
  const fail = (what, thrown) => assert.fail(`${what}, call ${made}, NRM_SEED=${SEED}: ${thrown?.stack ?? String(thrown)}`);
  const heard = (what, thrown) => {
    if (wrong(thrown) !== undefined) fail(what, thrown);
    refused += 1;
    told.set(thrown.code, (told.get(thrown.code) ?? 0) + 1);
  };
  while (made < CALLS) {
    made += 1;
    const rare = below(100);
    if (rare > 1) {
      const act = of(SYNC);
      const before = made % 500 === 0 ? interview.state() : undefined;
      try {
        interview[act](...Array.from({ length: below(4) }, () => value()));
        taken += 1;
      } catch (thrown) {
        heard(act, thrown);
        if (before) assert.deepEqual(interview.state(), before, "a refusal changes nothing");
      }
    } else {
      const calls = {
        response: () => interview.response(value()),
        carry: () => interview.carry(value()),
        interviewPrint: () => interview.print(value()),
        open: () => open(below(3) ? value() : example, value()),
        resume: () => resume(value(), value()),
        print: () => print(value(), value()),
      };
      const act = of(Object.keys(calls));
      try {
        await calls[act]();
        taken += 1;
      } catch (thrown) {
        heard(act, thrown);
      }
    }
    if (made % 5_000 === 0) interview = await open(example, { today: "2026-11-02" });
  }
  assert.equal(taken + refused, CALLS);
  assert.ok(taken > CALLS / 200 && refused > CALLS / 2, `${taken} taken, ${refused} refused`);
  assert.ok(told.size >= 8, JSON.stringify([...told]));
  // It is well all the same.
  first.answer("talk", "given");
  first.clear("locked");
  first.answer("locked", "yes");
  assert.equal(first.state().items.find(({ id }) => id === "locked").code, "yes");
  assert.equal(typeof first.assess().outcome.class, "string");
  assert.equal((await open(example)).assess().outcome.class, "indeterminate");
});
