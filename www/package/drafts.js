/**
 * Drafts: an interview in progress kept on this device, for a portal that turns them on and a worker who gives a passphrase.
 *
 * Nothing is written before that. What is written is one value of the storage, replaced whole: a draft is always the old one
 * or the new one. It holds no key, no answer and no name of a form in clear, and no error or notice does.
 */

import { watchAbsence } from "./guard.js";

/** Of the whole: how keys are derived, what is bound to what, how it is padded. */
const FORMAT = 1;
const ITERATIONS = 600_000;
const [MINUTE, HOUR] = [60_000, 3_600_000];
/** So far behind what it showed before, a clock was set back; less is a correction. */
const SLACK = 5 * MINUTE;
/** A change is written once nothing else has changed for so long. */
const QUIET = 500;
/** How long another page may take to let go of a draft that it only looks at. */
const TURN = 1000;
/** Plaintexts are padded to these lengths or twice, four, eight times as much: what is kept says no more of its length. */
const [HEAD, BODY] = [256, 65_536];
const LETTERS = 12;
const WORDS = 4;

/** A draft was not kept, opened or removed. `code` says why; it never carries more. */
export class NrmDraftError extends Error {
  constructor(code) {
    super(code);
    this.name = "NrmDraftError";
    this.code = code;
  }
}

/** Keyboards compose letters and put spaces each in their own way. */
const plain = (passphrase) => String(passphrase).normalize("NFKC").trim().replace(/\s+/g, " ");

/** Whether a passphrase is long enough to be called one: four words, or twelve characters that are not the same few. */
export function isStrong(passphrase) {
  const text = plain(passphrase).toLowerCase();
  const words = text.split(" ").filter((word) => word.length > 1);
  const letters = [...text];
  return new Set(words).size >= WORDS || (letters.length >= LETTERS && new Set(letters).size > LETTERS / 2);
}

const utf8 = (text) => new TextEncoder().encode(text);
const encoded = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const decoded = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt());
const random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Of a passphrase: the key, and what tells whether another is the same. */
async function derive(passphrase, salt) {
  const { subtle } = crypto;
  const given = await subtle.importKey("raw", utf8(plain(passphrase)), "PBKDF2", false, ["deriveBits"]);
  const bits = await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ITERATIONS }, given, 256);
  const base = await subtle.importKey("raw", bits, "HKDF", false, ["deriveBits", "deriveKey"]);
  new Uint8Array(bits).fill(0);
  const part = (info) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8(info) });
  return {
    salt: encoded(salt),
    check: encoded(new Uint8Array(await subtle.deriveBits(part("check"), base, 128))),
    key: await subtle.deriveKey(part("key"), base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]),
  };
}

const cipher = (iv, bound) => ({ name: "AES-GCM", iv, additionalData: utf8(JSON.stringify([FORMAT, ...bound])) });

/** Encrypts a value, as JSON with spaces at its end, bound to others. */
async function seal(key, value, size, bound) {
  const text = utf8(JSON.stringify(value));
  while (size < text.length) size *= 2;
  const bytes = new Uint8Array(size).fill(32);
  bytes.set(text);
  const iv = random(12);
  return encoded([...iv, ...new Uint8Array(await crypto.subtle.encrypt(cipher(iv, bound), key, bytes))]);
}

async function unseal(key, sealed, bound) {
  const bytes = decoded(sealed);
  const text = await crypto.subtle.decrypt(cipher(bytes.subarray(0, 12), bound), key, bytes.subarray(12));
  return JSON.parse(new TextDecoder().decode(text));
}

/** The default, or what was given within bounds. */
const within = (given, usual, least, most) => Math.min(Math.max(given > 0 ? given : usual, least), most);

class Drafts {
  /** Whether a draft is there, as far as was seen last. */
  found = false;

  #storage;
  #locks;
  #name;
  #life;
  #idle;
  #notice;
  #told;
  /** One thing after the other. */
  #doing = Promise.resolve();
  /** What is under way when this changes is not written any more. */
  #run = 0;
  /** Lets go of the draft, of which this page alone may write while it holds it. */
  #free;
  /** Salt, check and key, while unlocked. */
  #secret;
  /** Whether the draft that is there is of the interview on this page, or was opened here. */
  #own = false;
  /** What is kept: an element, or an interview without a screen. */
  #source;
  /** Whether its interview has begun for sure: the next one to be ready is another. */
  #settled;
  /** Ways to stop listening: to the page, to the element. */
  #unwatch;
  #unfollow;
  /** Until a change is written; until the draft is past its time. */
  #due;
  #expiry;

  constructor({ storage, locks, hours, slot, idleMinutes, notice }) {
    this.#storage = storage;
    this.#locks = locks;
    this.#life = within(hours, 72, 1, 336) * HOUR;
    this.#name = `kept-${slot}`;
    this.#idle = within(idleMinutes, 5, 2, 60);
    this.#notice = notice;
  }

  /** Whether an interview of this page is kept, or will be once it is unlocked. */
  get keeping() {
    return Boolean(this.#source);
  }

  /** Looks whether a draft is there. One that another page has in hand is. */
  look() {
    const looked = this.#do("unavailable", () => this.#look(), { ifAvailable: true });
    return looked.then(() => this.found, ({ code }) => (this.found = code === "other-tab"));
  }

  /** Opens the draft: its response, with which the interview goes on. What is kept from now on takes its place. */
  open(passphrase) {
    return this.#do("draft-changed", async () => {
      const kept = await this.#look();
      if (!kept) throw new NrmDraftError("no-draft");
      if (kept.format !== FORMAT) throw new NrmDraftError("draft-changed");
      const secret = await derive(passphrase, decoded(kept.salt));
      if (secret.check !== kept.check) throw new NrmDraftError("wrong-passphrase");
      const form = await unseal(secret.key, kept.head, [kept.until]);
      const response = await unseal(secret.key, kept.body, [kept.until, ...form]);
      this.#unlock(secret);
      // What changed here while the key was forgotten.
      if (this.#source) this.#soon();
      return response;
    });
  }

  /** Keeps an interview from now on, under a passphrase; without one, under that by which the draft was opened. */
  keep(source, passphrase) {
    return this.#do("not-kept", async () => {
      if (passphrase !== undefined) {
        if (!isStrong(passphrase)) throw new NrmDraftError("weak-passphrase");
        if ((await this.#look()) && !this.#own) throw new NrmDraftError("draft-there");
        this.#unlock(await derive(passphrase, random(16)));
      }
      if (!this.#secret) throw new NrmDraftError("locked");
      this.#follow(source);
      // The caller is told if this fails; what follows by itself does not say it again.
      this.#told = "not-kept";
      await this.#write();
    });
  }

  /** Writes the interview as it stands. Of an element this happens by itself. */
  save() {
    return this.#do("not-kept", () => this.#write());
  }

  /** Forgets the key; the draft stays. */
  lock() {
    return this.#do("not-kept", () => this.#lock(), null);
  }

  /** Removes the draft, and keeps nothing any more. */
  remove() {
    this.#run += 1;
    return this.#do("not-removed", () => this.#remove());
  }

  /** Keeps nothing any more; the draft stays. */
  close() {
    this.#run += 1;
    return this.#do("unavailable", () => this.#stop(), null);
  }

  /** Does one thing once what was begun is done, alone in the storage. What is thrown says no more than a code. */
  #do(otherwise, act, turn = { signal: AbortSignal.timeout(TURN) }) {
    const done = this.#doing.then(async () => {
      if (turn && !(await this.#hold(turn))) throw new NrmDraftError("other-tab");
      return act();
    });
    const told = done
      .catch((cause) => {
        throw cause instanceof NrmDraftError ? cause : new NrmDraftError(otherwise);
      })
      .finally(() => this.#secret || this.#source || this.#release());
    this.#doing = told.catch(() => {});
    return told;
  }

  /** Takes the draft for this page alone; true if it has it. */
  #hold(turn) {
    if (this.#free) return true;
    if (!this.#storage || !this.#locks || !globalThis.crypto?.subtle) throw new NrmDraftError("unavailable");
    return new Promise((resolve) => {
      const held = (lock) => {
        resolve(lock !== null);
        return lock && new Promise((free) => (this.#free = free));
      };
      this.#locks.request(this.#name, turn, held).catch(() => resolve(false));
    });
  }

  #release() {
    this.#free?.();
    this.#free = undefined;
  }

  /** The status, whenever it is another. What the host does with it is not this module's to catch. */
  #tell(code) {
    if (code === this.#told) return;
    this.#told = code;
    queueMicrotask(() => this.#notice(code));
  }

  /**
   * The draft, if it is not past its time. By a clock that was set back, how long it lay cannot be known, and counts as too
   * long.
   */
  async #look() {
    const text = await this.#storage.getItem(this.#name);
    this.found = text !== null;
    if (!this.found) return null;
    const now = Date.now();
    let kept;
    try {
      kept = JSON.parse(text);
    } catch {}
    if (!(kept?.seen - SLACK <= now && Math.max(kept.seen, now) < kept.until)) return void (await this.#erase());
    this.#expire(kept.until);
    if (now > kept.seen) {
      // Where there is no room for it, the draft stays as it was.
      try {
        await this.#storage.setItem(this.#name, JSON.stringify({ ...kept, seen: now }));
      } catch {}
    }
    return kept;
  }

  /** Removes the draft at the end of its time, if this page is still there then. */
  #expire(until) {
    clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => this.look(), until - Date.now());
    this.#expiry.unref?.();
  }

  async #write() {
    clearTimeout(this.#due);
    this.#due = undefined;
    if (!this.#source) return;
    if (!this.#secret) throw new NrmDraftError("locked");
    const run = this.#run;
    const { key, salt, check } = this.#secret;
    const source = this.#source;
    // An element always says how it would be finished, and nothing where it has not opened yet or was taken out of the page.
    const made = source.draft ? await source.draft() : source.response({ purpose: "record" });
    if (run !== this.#run) return;
    if (!made) return this.found && this.#tell("kept");
    if (made.finished && !source.draft) return this.#remove();
    this.#settled = true;
    if (made.extent !== "full") {
      // Somebody does not want a record to be kept.
      await this.#erase();
      return this.#tell("refused");
    }
    const seen = Date.now();
    const until = seen + this.#life;
    const form = [made.form.id, made.form.version];
    const head = await seal(key, form, HEAD, [until]);
    const body = await seal(key, made, BODY, [until, ...form]);
    if (run !== this.#run) return;
    await this.#storage.setItem(this.#name, JSON.stringify({ format: FORMAT, salt, check, seen, until, head, body }));
    this.found = true;
    this.#expire(until);
    this.#tell("kept");
  }

  /** What happens by itself is told, not thrown. */
  #save() {
    this.save().catch(({ code }) => this.#tell(code));
  }

  #soon() {
    this.#due ??= setTimeout(() => this.#save(), QUIET);
  }

  async #erase() {
    await this.#storage.removeItem(this.#name);
    this.found = false;
  }

  #remove() {
    this.#stop();
    return this.#erase();
  }

  #stop() {
    this.#run += 1;
    clearTimeout(this.#due);
    clearTimeout(this.#expiry);
    this.#unfollow?.();
    this.#unwatch?.();
    this.#due = this.#unfollow = this.#unwatch = this.#source = this.#secret = this.#told = undefined;
    this.#own = false;
  }

  /** Has the key until nobody is there. */
  #unlock(secret) {
    this.#secret = secret;
    this.#own = true;
    if (!globalThis.document || this.#unwatch) return;
    let hidden;
    const forget = () => this.lock().catch(() => {});
    const stop = watchAbsence(this.#idle, {
      away: () => {
        if (this.#due) this.#save();
        hidden = setTimeout(forget, MINUTE);
      },
      back: (soon) => {
        clearTimeout(hidden);
        if (!soon) forget();
      },
      gone: forget,
      warn: (soon) => this.#secret && this.#told && this.#notice(soon ? "soon" : this.#told),
    });
    this.#unwatch = () => {
      clearTimeout(hidden);
      stop();
    };
  }

  async #lock() {
    if (!this.#secret) return;
    try {
      if (this.#due) await this.#write();
    } finally {
      this.#secret = undefined;
      if (this.#source) this.#tell("locked");
    }
  }

  /** Keeps what an element says has changed, until its interview ends, is left, or is another. */
  #follow(source) {
    if (source === this.#source) return;
    this.#unfollow?.();
    this.#source = source;
    this.#settled = false;
    if (!source.draft) return;
    const listening = new AbortController();
    const listen = (type, listener) => source.addEventListener(type, listener, listening);
    listen("nrm-change", () => this.#soon());
    listen("nrm-complete", () => this.remove().catch(({ code }) => this.#tell(code)));
    listen("nrm-ready", () => {
      if (this.#settled) this.close().then(() => this.#tell("ended"));
      this.#settled = true;
    });
    // The element calls this by its name, whatever was pressed. It covers the page first.
    source.leave = () => {
      delete source.leave;
      source.leave();
      this.#run += 1;
      this.#erase().catch(() => {});
      this.remove().catch(() => {});
    };
    this.#unfollow = () => {
      listening.abort();
      delete source.leave;
    };
  }
}

const ofThePage = (of) => {
  try {
    return of();
  } catch {}
};

/** Drafts of this device. It looks whether one is there, and writes nothing where none is. */
export async function openDrafts({
  storage = ofThePage(() => globalThis.localStorage),
  locks = globalThis.navigator?.locks,
  hours,
  slot = 1,
  idleMinutes,
  notice = () => {},
} = {}) {
  const drafts = new Drafts({ storage, locks, hours, slot, idleMinutes, notice });
  await drafts.look();
  return drafts;
}
