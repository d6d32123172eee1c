// What drafts are kept in and by, so that anything can go wrong with it, at any operation.
import { createCipheriv, hkdfSync, pbkdf2Sync, webcrypto } from "node:crypto";

export const PASSPHRASE = "quatre chaises près du puits";

/** What a device's storage does when the page is gone: nothing. */
export class Crash extends Error {}

/**
 * A storage in memory. `at` is the operation that goes wrong, counted from 1, and `how`: `fails` refuses it once, `before` and
 * `after` end the page before it is done or once it is.
 */
export class Memory {
  operations = 0;

  constructor({ map = new Map(), at = 0, how = "fails" } = {}) {
    Object.assign(this, { map, at, how });
  }

  #do(act) {
    this.operations += 1;
    const wrong = this.operations === this.at;
    if (this.how !== "fails" && this.at && this.operations > this.at) throw new Crash();
    if (wrong && this.how === "fails") throw new DOMException("answers are never in this", "QuotaExceededError");
    if (wrong && this.how === "before") throw new Crash();
    const done = act();
    if (wrong) throw new Crash();
    return done;
  }

  getItem(key) {
    return this.#do(() => this.map.get(key) ?? null);
  }

  setItem(key, value) {
    this.#do(() => this.map.set(key, value));
  }

  removeItem(key) {
    this.#do(() => this.map.delete(key));
  }

  /** What lies there, on whatever page. */
  get text() {
    return JSON.stringify([...this.map]);
  }
}

/** What the browser's locks do, for the pages of one browser. */
export class Locks {
  #held = new Map();

  async request(name, { ifAvailable, signal }, act) {
    while (this.#held.has(name)) {
      if (ifAvailable) return act(null);
      const aborted = new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
      // AbortSignal.timeout alone does not keep Node waiting.
      const waiting = setTimeout(() => {}, 60_000);
      await Promise.race([this.#held.get(name), aborted]).finally(() => clearTimeout(waiting));
    }
    const held = Promise.resolve(act({ name }));
    this.#held.set(name, held);
    return held.finally(() => this.#held.delete(name));
  }
}

/** An interview in progress, as an element has it. `saying` is what is in it now, if it is open. */
export class Page extends EventTarget {
  left = 0;

  constructor(saying = "one", more = {}) {
    super();
    Object.assign(this, { saying, more });
  }

  async draft() {
    return this.saying === null ? undefined : responseOf(this.saying, { finished: true, ...this.more });
  }

  change(saying) {
    this.saying = saying;
    this.dispatchEvent(new Event("nrm-change"));
  }

  leave() {
    this.left += 1;
    this.saying = null;
  }
}

export const responseOf = (saying, more) => ({
  extent: "full",
  form: { id: "nrm-detection", version: "0.2.0" },
  finished: false,
  answers: [{ item: "note", text: saying }],
  ...more,
});

/** The same without a screen. */
export const interviewOf = (saying) => ({
  saying,
  finished: false,
  response({ purpose }) {
    return responseOf(this.saying, { finished: this.finished, purpose });
  },
});

/** Derives keys at once, as otherwise nothing here is about them. Gives the iterations that were asked for, and the way back. */
export function hasten() {
  const asked = [];
  const { subtle } = webcrypto;
  const { deriveBits } = subtle;
  subtle.deriveBits = function (algorithm, ...given) {
    if (algorithm.name !== "PBKDF2") return deriveBits.call(this, algorithm, ...given);
    asked.push(algorithm.iterations);
    return deriveBits.call(this, { ...algorithm, iterations: 1 }, ...given);
  };
  return { asked, restore: () => delete subtle.deriveBits };
}

/** A storage as somebody else might write one: methods, and nothing behind them. */
export function bound(storage) {
  return Object.fromEntries(["getItem", "setItem", "removeItem"].map((name) => [name, (...given) => storage[name](...given)]));
}

export const base64 = (bytes) => Buffer.from(bytes).toString("base64");

/** What of a key comes of a passphrase and a salt, made by another implementation. */
export function derived(salt, iterations = 600_000) {
  const bits = pbkdf2Sync(Buffer.from(PASSPHRASE.normalize("NFKC")), salt, iterations, 32, "sha256");
  const part = (info, length) => Buffer.from(hkdfSync("sha256", bits, Buffer.alloc(0), info, length));
  return { check: part("check", 16), key: part("key", 32) };
}

/** Encrypts as drafts do, by another implementation. */
export function sealed(key, iv, value, size, bound) {
  const bytes = Buffer.alloc(size, 32);
  bytes.write(JSON.stringify(value));
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(JSON.stringify(bound)));
  return base64(Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
}
