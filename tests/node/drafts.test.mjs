// Drafts: only ciphertext, only after a passphrase, the old one or the new one, and no longer than they may.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { NrmDraftError, isStrong, openDrafts } from "nrm-screening/drafts";
import { open, resume } from "nrm-screening/engine";
import { form as detection } from "nrm-screening/forms/nrm-detection";
import { Locks, Memory, PASSPHRASE, Page, base64, bound, derived, hasten, interviewOf, responseOf, sealed } from "./support/drafts.mjs";

const OTHER = "cinq chaises loin du puits";
const KEY = "kept-1";
const HOUR = 3_600_000;

const refusal = (code) => (error) =>
  error instanceof NrmDraftError && error.code === code && error.message === code && error.cause === undefined;
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const drafts = (storage, more = {}) => openDrafts({ storage, locks: new Locks(), ...more });

/** What lies in a storage, as the next page opens it. */
const lying = async (map, passphrase = PASSPHRASE) => (await drafts(new Memory({ map: new Map(map) }))).open(passphrase);
const saying = (response) => response.answers[0].text;

/** A storage with a draft in it. */
async function kept(text = "one", more) {
  const storage = new Memory();
  const page = await drafts(storage, more);
  await page.keep(interviewOf(text), PASSPHRASE);
  await page.close();
  return storage;
}

const envelope = (storage) => JSON.parse(storage.map.get(KEY));
describe("keys and cipher", () => {
  test("a draft is byte for byte what another implementation makes of the same randomness", async (t) => {
    let next = 0;
    t.mock.method(crypto, "getRandomValues", (bytes) => bytes.map((_, at) => (bytes[at] = next++)));
    t.mock.method(Date, "now", () => 1_800_000_000_000);
    const storage = await kept("àé ثقة");
    const [salt, head, body] = [[0, 16], [16, 28], [28, 40]].map(([from, to]) => Buffer.from(Array.from({ length: to - from }, (_, at) => from + at)));
    const { check, key } = derived(salt);
    // The answer that is known: whatever else changes, drafts of today open tomorrow.
    assert.equal(base64(check), "WGf/LK1ekahghKd1rqA9OA==");
    const until = 1_800_000_000_000 + 72 * HOUR;
    assert.deepEqual(envelope(storage), {
      format: 1,
      salt: base64(salt),
      check: base64(check),
      seen: 1_800_000_000_000,
      until,
      head: sealed(key, head, ["nrm-detection", "0.2.0"], 256, [1, until]),
      body: sealed(key, body, responseOf("àé ثقة", { purpose: "record" }), 65_536, [1, until, "nrm-detection", "0.2.0"]),
    });
  });

  test("a real interview goes on from its draft with the same answers", async () => {
    const { cases } = JSON.parse(await readFile(new URL("../../schemas/forms/nrm-detection/0.2.0/cases.json", import.meta.url), "utf8"));
    const interview = await open(detection, { today: "2026-11-02" });
    for (const [item, answer] of Object.entries(cases[0].answers)) {
      if (answer.missing) interview.silent(item, answer.missing);
      else interview.answer(item, answer);
    }
    const storage = new Memory();
    const page = await drafts(storage);
    await page.keep(interview, PASSPHRASE);
    await page.close();
    const next = await drafts(storage);
    assert.equal(next.found, true);
    const again = await resume(await next.open(PASSPHRASE));
    assert.deepEqual(again.response(), interview.response());
    await next.keep(again);
    again.finish();
    await next.save();
    assert.equal(storage.map.size, 0, "finishing removes it");
  });

  test("the module is small", async () => {
    const bytes = await readFile(new URL("../../node_modules/nrm-screening/drafts.js", import.meta.url));
    const size = brotliCompressSync(bytes).length;
    assert.ok(size > 500 && size <= 2_600, `${size} bytes`);
  });
});

describe("with keys that are derived at once", () => {
  let hastened;
  before(() => (hastened = hasten()));
  after(() => {
    hastened.restore();
    assert.ok(hastened.asked.length > 100);
    assert.ok(hastened.asked.every((iterations) => iterations >= 600_000));
  });

  test("nothing is written before a passphrase is given, and none is taken that is weak", async () => {
    const storage = new Memory();
    storage.setItem = assert.fail;
    const page = await drafts(storage);
    assert.equal(page.found, false);
    await assert.rejects(page.keep(interviewOf("one")), refusal("locked"));
    await assert.rejects(page.keep(interviewOf("one"), "123456"), refusal("weak-passphrase"));
    await assert.rejects(page.open(PASSPHRASE), refusal("no-draft"));
    await page.save();
    await page.lock();
    await page.remove();
    await page.close();
    assert.equal(page.keeping, false);
  });

  test("a passphrase is four different words, or twelve characters that are not the same few", async () => {
    const rows = [
      ["", false], ["123456", false], ["aaaaaaaaaaaa", false], ["121212121212", false], ["123456123456", false],
      ["motdepasse1", false], ["motdepasse12", true], ["            ", false], ["a b c d", false], ["a b c d e f g h i", true],
      ["un os de fer", true], ["chat chat chat chat", false], ["Chat chat CHAT chat", false], ["un os  de   un", false],
      ["كرسي باب نافذة بئر", true], ["كرسي باب", false], ["𝔸𝔹ℂ", false], ["ab\u0301c", false],
    ];
    for (const [passphrase, taken] of rows) assert.equal(isStrong(passphrase), taken, JSON.stringify(passphrase));
    // However a keyboard composes letters and puts spaces, it is the same one.
    const storage = await kept();
    assert.equal(saying(await lying(storage.map, `  ${PASSPHRASE.normalize("NFD").replaceAll(" ", " \u00a0 ")}\n`)), "one");
  });

  test("a wrong passphrase, a flipped bit or another version is told by code, and nothing of it is opened", async () => {
    const storage = await kept();
    await assert.rejects(lying(storage.map, OTHER), refusal("wrong-passphrase"));
    const changed = (act) => {
      const one = envelope(storage);
      act(one);
      return new Map([[KEY, JSON.stringify(one)]]);
    };
    const flipped = (name, at) =>
      changed((one) => {
        const bytes = Buffer.from(one[name], "base64");
        bytes[at] ^= 1 << (at % 8);
        one[name] = base64(bytes);
      });
    let rows = 0;
    for (const [name, code] of [["salt", "wrong-passphrase"], ["check", "wrong-passphrase"], ["head", "draft-changed"], ["body", "draft-changed"]]) {
      const { length } = Buffer.from(envelope(storage)[name], "base64");
      for (const at of [0, 11, 12, 13, length >> 1, length - 17, length - 16, length - 1].filter((one) => one >= 0 && one < length)) {
        await assert.rejects(lying(flipped(name, at)), refusal(code), `${name} ${at}`);
        rows += 1;
      }
    }
    assert.ok(rows > 25);
    // A longer life, another format, parts of two drafts under one passphrase.
    const other = new Memory({ map: new Map(storage.map) });
    const page = await drafts(other);
    await page.open(PASSPHRASE);
    await page.keep({ response: () => ({ ...responseOf("two"), form: { id: "nrm-detection", version: "0.3.0" } }) });
    assert.equal(envelope(other).salt, envelope(storage).salt);
    for (const [what, act] of [
      ["a longer life", (one) => (one.until += 1)],
      ["another format", (one) => (one.format = 2)],
      ["another version", (one) => Object.assign(one, { head: envelope(other).head, until: envelope(other).until })],
      ["no salt", (one) => delete one.salt],
      ["nothing in it", (one) => (one.body = "")],
      ["no base64", (one) => (one.head = "é")],
    ]) await assert.rejects(lying(changed(act)), refusal("draft-changed"), what);
    // What is no draft at all cannot be opened by anybody, and goes.
    for (const text of ["", "{", "null", "7", "[]", "{}", '{"until":"x","seen":1}']) {
      const map = new Map([[KEY, text]]);
      assert.equal((await drafts(new Memory({ map }))).found, false);
      assert.equal(map.size, 0, text);
    }
  });

  test("what was said, the form and the key are nowhere in what is written", async () => {
    const canaries = Array.from({ length: 10 }, () => randomBytes(9).toString("base64url"));
    /** A text in every way that a storage could hold it; base64 in each of its three phases. */
    const forms = (text) => {
      const bytes = ["utf8", "utf16le"].map((encoding) => Buffer.from(text, encoding));
      const inner = bytes.flatMap((one) => [0, 1, 2].map((phase) => base64(Buffer.concat([Buffer.alloc(phase), one])).slice(phase ? 4 : 0, -4)));
      return [text, ...bytes.map((one) => one.toString("hex")), ...inner];
    };
    const found = (storage) => canaries.filter((one) => forms(one).some((form) => storage.text.includes(form)));
    const storage = new Memory();
    const written = new Memory();
    const page = await drafts({ ...bound(storage), setItem: (key, value) => (written.map.set(written.map.size, key + value), storage.setItem(key, value)) });
    for (const [at, canary] of canaries.entries()) {
      const source = { response: () => responseOf(canaries.slice(0, at + 1).join(" "), { case: canary }) };
      await (at ? page.keep(source) : page.keep(source, PASSPHRASE));
    }
    assert.ok(written.map.size >= 10);
    assert.deepEqual(found(written), []);
    assert.ok(!written.text.includes("0.2.0"));
    for (const text of [PASSPHRASE, "nrm-detection"]) assert.ok(!forms(text).some((form) => written.text.includes(form)), text);
    const { check, key } = derived(Buffer.from(envelope(storage).salt, "base64"), 1);
    assert.ok(written.text.includes(base64(check)), "keys are derived as they were here");
    for (const encoding of ["hex", "base64", "latin1"]) assert.ok(!written.text.includes(key.toString(encoding).slice(0, 20)), encoding);
    assert.deepEqual([...storage.map.keys()], [KEY]);
    // Each write has randomness of its own.
    const ivs = [...written.map.values()].map((text) => JSON.parse(text.slice(KEY.length))).flatMap(({ head, body }) => [head, body].map((one) => one.slice(0, 16)));
    assert.equal(new Set(ivs).size, ivs.length);
    // As a control: what is not encrypted is found, in each way.
    for (const way of [(text) => text, (text) => base64(text), (text) => base64(`x${text}`), (text) => base64(Buffer.from(`xy${text}`, "utf16le"))]) {
      const control = new Memory({ map: new Map(canaries.map((one, at) => [at, way(`a ${one} b`)])) });
      assert.deepEqual(found(control), canaries);
    }
  });

  test("its length says little of how much was said", async () => {
    const lengths = new Set();
    for (const letters of [0, 1, 100, 10_000, 60_000]) lengths.add((await kept("x".repeat(letters))).map.get(KEY).length);
    assert.equal(lengths.size, 1);
    const longer = await kept("x".repeat(66_000));
    assert.equal(Buffer.from(envelope(longer).body, "base64").length, 2 * 65_536 + 28);
    assert.equal(saying(await lying(longer.map)).length, 66_000);
  });

  /** An interview that is kept, changed, closed, opened on the next page, changed and removed. */
  async function course(storage, step) {
    const first = interviewOf("one");
    let page = await drafts(storage);
    await step("one", () => page.keep(first, PASSPHRASE));
    for (const text of ["two", "three"]) {
      first.saying = text;
      await step(text, () => page.save());
    }
    await step("three", () => page.close());
    page = await drafts(storage);
    await step("three", () => page.open(PASSPHRASE));
    const second = interviewOf("four");
    await step("four", () => page.keep(second));
    second.saying = "five";
    await step("five", () => page.save());
    await step(undefined, () => page.remove());
  }

  for (const how of ["fails", "before", "after"]) {
    test(`whichever operation ${how === "fails" ? how : `the page ends ${how}`}, the old draft lies there or the new one`, async (t) => {
      // Time passes, so that each look at it writes when that was.
      let now = 1_800_000_000_000;
      t.mock.method(Date, "now", () => (now += 1000));
      let at = 0;
      for (let hit = true; hit; ) {
        at += 1;
        const storage = new Memory({ at, how });
        let before;
        await course(storage, async (now, act) => {
          await act().catch((error) => assert.ok(error instanceof NrmDraftError, `${error}`));
          const lies = storage.map.has(KEY) ? saying(await lying(storage.map)) : undefined;
          assert.ok([before, now].includes(lies), `operation ${at}: ${lies}, neither ${before} nor ${now}`);
          if (storage.operations < at) assert.equal(lies, now);
          before = lies;
        });
        hit = storage.operations >= at;
      }
      assert.equal(at - 1, 12, "operations of the course");
    });
  }

  test("where nothing can be written, one notice says so, and the interview goes on until it can", async () => {
    const notices = [];
    const storage = new Memory();
    let full = false;
    const page = new Page();
    const kept = await drafts({ ...bound(storage), setItem: (...given) => (full ? new Memory({ at: 1 }).getItem() : storage.setItem(...given)) }, { notice: (one) => notices.push(one) });
    await kept.keep(page, PASSPHRASE);
    full = true;
    for (const text of ["two", "three", "four"]) {
      page.change(text);
      await wait(600);
    }
    assert.deepEqual(notices, ["kept", "not-kept"]);
    assert.equal(saying(await lying(storage.map)), "one");
    full = false;
    page.change("five");
    await wait(600);
    assert.deepEqual(notices, ["kept", "not-kept", "kept"]);
    assert.equal(saying(await lying(storage.map)), "five");
    await kept.close();
    // From the start: what was asked for is refused, and no notice repeats it.
    notices.length = 0;
    const none = await drafts({ ...bound(new Memory()), setItem: () => new Memory({ at: 1 }).getItem() }, { notice: (one) => notices.push(one) });
    await assert.rejects(none.keep(page, PASSPHRASE), refusal("not-kept"));
    page.change("six");
    await wait(600);
    assert.deepEqual(notices, []);
    await none.close();
    // Private windows: no storage at all, or one that refuses everything; no locks; no cryptography.
    for (const given of [{ storage: undefined, locks: new Locks() }, { storage: new Memory(), locks: undefined }]) {
      const blocked = await openDrafts(given);
      assert.equal(blocked.found, false);
      await assert.rejects(blocked.keep(page, PASSPHRASE), refusal("unavailable"));
    }
    const refusing = await drafts(new Memory({ at: 1, how: "before" }));
    assert.equal(refusing.found, false);
    await assert.rejects(refusing.keep(page, PASSPHRASE), refusal("not-kept"));
    await refusing.close();
    assert.equal(await page.draft().then(saying), "six");
  });

  test("what vanished from the storage is written anew, and asks for a passphrase anew once locked", async () => {
    const storage = new Memory();
    const page = await drafts(storage);
    const source = interviewOf("one");
    await page.keep(source, PASSPHRASE);
    storage.map.clear();
    source.saying = "two";
    await page.save();
    assert.equal(saying(await lying(storage.map)), "two");
    await page.lock();
    storage.map.clear();
    await assert.rejects(page.save(), refusal("locked"));
    await assert.rejects(page.open(PASSPHRASE), refusal("no-draft"));
    await page.keep(source, OTHER);
    assert.equal(saying(await lying(storage.map, OTHER)), "two");
  });

  test("of two pages one writes, and the other is told", async () => {
    const [storage, locks] = [new Memory(), new Locks()];
    const [first, second] = [await openDrafts({ storage, locks }), await openDrafts({ storage, locks })];
    await first.keep(interviewOf("one"), PASSPHRASE);
    const text = storage.map.get(KEY);
    await assert.rejects(second.keep(interviewOf("two"), OTHER), refusal("other-tab"));
    await assert.rejects(second.open(PASSPHRASE), refusal("other-tab"));
    await assert.rejects(second.remove(), refusal("other-tab"));
    assert.equal(await second.look(), true);
    await first.lock();
    await assert.rejects(second.remove(), refusal("other-tab"));
    assert.equal(storage.map.get(KEY), text);
    await first.close();
    assert.equal(saying(await second.open(PASSPHRASE)), "one");
    await assert.rejects(first.open(PASSPHRASE), refusal("other-tab"));
    // Another draft is nobody else's affair.
    const third = await openDrafts({ storage, locks, slot: 2 });
    await third.keep(interviewOf("three"), OTHER);
    assert.equal(storage.map.size, 2);
    await second.remove();
    await third.remove();
    assert.equal(storage.map.size, 0);
  });

  test("a draft that is there is not written over by the next interview", async () => {
    const storage = await kept();
    const page = await drafts(storage);
    await assert.rejects(page.keep(interviewOf("two"), OTHER), refusal("draft-there"));
    await assert.rejects(page.keep(interviewOf("two"), PASSPHRASE), refusal("draft-there"));
    assert.equal(saying(await lying(storage.map)), "one");
    await page.remove();
    await page.keep(interviewOf("two"), OTHER);
    assert.equal(saying(await lying(storage.map, OTHER)), "two");
  });

  test("no clock gives a draft a longer life", async (t) => {
    const T = 1_800_000_000_000;
    const YEAR = 365 * 24 * HOUR;
    let now = T;
    t.mock.method(Date, "now", () => now);
    const rows = [
      ["at once", {}, [0], true],
      ["just in time", {}, [72 * HOUR - 1], true],
      ["at its end", {}, [72 * HOUR], false],
      ["looking does not put it off", {}, [24 * HOUR, 48 * HOUR, 71 * HOUR, 72 * HOUR], false],
      ["a clock set forward a year", {}, [YEAR], false],
      ["forward and back again: it is gone", {}, [YEAR, 1], false],
      ["back a year", {}, [-YEAR], false],
      ["back an hour after it was seen late", {}, [48 * HOUR, 47 * HOUR], false],
      ["back a little, as clocks are corrected", {}, [48 * HOUR, 48 * HOUR - 60_000], true],
      ["a little, again and again: no later than its end", {}, [71 * HOUR, 71 * HOUR - 60_000, 72 * HOUR], false],
      ["back, then right again: it is gone", {}, [-YEAR, 1], false],
      ["an hour, as the host wishes", { hours: 1 }, [HOUR], false],
      ["no longer than fourteen days", { hours: 10_000 }, [336 * HOUR], false],
      ["fourteen days", { hours: Infinity }, [336 * HOUR - 1], true],
      ["what is no number is 72 hours", { hours: NaN }, [72 * HOUR], false],
      ["nor is less than nothing", { hours: -1 }, [72 * HOUR - 1], true],
    ];
    for (const [what, more, looks, opens] of rows) {
      now = T;
      const storage = await kept("one", more);
      for (const [at, later] of looks.entries()) {
        now = T + later;
        const page = await drafts(storage);
        if (at < looks.length - 1) continue;
        assert.equal(page.found, opens, what);
        if (opens) assert.equal(saying(await page.open(PASSPHRASE)), "one", what);
        else await assert.rejects(page.open(PASSPHRASE), refusal("no-draft"), what);
        assert.equal(storage.map.size, Number(opens), what);
      }
    }
    // Kept while the clock was a year ahead, and seen once it is right.
    now = T + YEAR;
    const ahead = await kept();
    now = T;
    assert.equal((await drafts(ahead)).found, false);
    assert.equal(ahead.map.size, 0);
  });

  test("a page that stays removes it at its end", async (t) => {
    const storage = await kept();
    t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() });
    const page = await drafts(storage);
    assert.equal(page.found, true);
    t.mock.timers.tick(73 * HOUR);
    t.mock.timers.reset();
    t.mock.method(Date, "now", () => 3_000_000_000_000);
    await wait(50);
    assert.equal(storage.map.size, 0);
  });

  test("finishing, leaving and the refusal to be recorded remove it, whatever is under way", async () => {
    for (const [what, act] of [
      ["finish", (page) => page.dispatchEvent(new Event("nrm-complete"))],
      ["leave", (page) => page.leave()],
    ]) {
      const storage = new Memory();
      const page = new Page();
      const kept = await drafts(storage);
      await kept.keep(page, PASSPHRASE);
      assert.equal(storage.map.size, 1);
      page.change("two");
      const writing = kept.save();
      act(page);
      if (what === "leave") assert.deepEqual([storage.map.size, page.left], [0, 1], "in the same breath");
      await writing;
      await wait(700);
      assert.equal(storage.map.size, 0, what);
      page.change("three");
      await wait(600);
      assert.equal(storage.map.size, 0, what);
      page.leave();
      assert.equal(page.left, what === "leave" ? 2 : 1);
      // Nothing holds the next one up.
      await kept.keep(new Page("four"), OTHER);
      assert.equal(saying(await lying(storage.map, OTHER)), "four");
    }
    const notices = [];
    const storage = new Memory();
    const page = new Page();
    const kept = await drafts(storage, { notice: (one) => notices.push(one) });
    await kept.keep(page, PASSPHRASE);
    for (const [extent, size] of [["class", 0], ["alerts", 0], ["full", 1]]) {
      page.more = { extent };
      page.change(extent);
      await wait(600);
      assert.equal(storage.map.size, size, extent);
    }
    assert.deepEqual(notices, ["kept", "refused", "kept"]);
    // It could not be removed: that is told.
    storage.removeItem = () => new Memory({ at: 1 }).getItem();
    page.dispatchEvent(new Event("nrm-complete"));
    await wait(50);
    assert.equal(notices.at(-1), "not-removed");
  });

  test("another interview in the same element is not kept in the place of the first", async () => {
    const notices = [];
    const storage = new Memory();
    const page = new Page(null);
    const kept = await drafts(storage, { notice: (one) => notices.push(one) });
    // An element that opens only now.
    await kept.keep(page, PASSPHRASE);
    assert.equal(storage.map.size, 0);
    page.dispatchEvent(new Event("nrm-ready"));
    page.change("one");
    await wait(600);
    assert.equal(saying(await lying(storage.map)), "one");
    page.dispatchEvent(new Event("nrm-ready"));
    page.change("somebody else");
    await wait(600);
    assert.equal(saying(await lying(storage.map)), "one");
    assert.deepEqual(notices, ["kept", "ended"]);
  });

  test("locked, nothing is written until the passphrase is given again; then what changed is", async () => {
    const notices = [];
    const storage = new Memory();
    const page = new Page();
    const kept = await drafts(storage, { notice: (one) => notices.push(one) });
    await kept.keep(page, PASSPHRASE);
    page.change("two");
    await kept.lock();
    assert.equal(saying(await lying(storage.map)), "two", "what was under way is written first");
    page.change("three");
    await wait(600);
    assert.equal(saying(await lying(storage.map)), "two");
    await assert.rejects(kept.open(OTHER), refusal("wrong-passphrase"));
    await kept.open(PASSPHRASE);
    await wait(600);
    assert.equal(saying(await lying(storage.map)), "three");
    assert.deepEqual(notices, ["kept", "locked", "kept"]);
    await kept.close();
  });
});
