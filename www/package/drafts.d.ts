import type { NrmInterview } from "./engine.js";
import type { NrmResponse } from "./contract.js";
import type { NrmScreening } from "./screening.js";

/** Why a draft was not kept, opened or removed. */
export type NrmDraftErrorCode =
  | "weak-passphrase"
  | "wrong-passphrase"
  | "draft-changed"
  | "draft-there"
  | "no-draft"
  | "locked"
  | "not-kept"
  | "not-removed"
  | "other-tab"
  | "unavailable";

/** A draft was not kept, opened or removed; the interview goes on. It never carries an answer, nor what caused it. */
export class NrmDraftError extends Error {
  readonly code: NrmDraftErrorCode;
}

/** What becomes of a draft by itself: `soon` says that the key is forgotten in a minute, unless somebody is there. */
export type NrmDraftNotice = "kept" | "soon" | "locked" | "refused" | "ended" | NrmDraftErrorCode;

/** Where a draft is kept. `setItem` replaces a value whole or not at all; `localStorage` does. */
export interface NrmDraftStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): void | Promise<void>;
  removeItem(key: string): void | Promise<void>;
}

/** Who may write: `navigator.locks`, or what answers as it does. */
export interface NrmDraftLocks {
  request(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal },
    held: (lock: object | null) => unknown,
  ): Promise<unknown>;
}

export interface NrmDraftOptions {
  /** This device's `localStorage`, if left out. */
  storage?: NrmDraftStorage;
  /** The browser's, if left out. */
  locks?: NrmDraftLocks;
  /** Hours for which a draft is kept after its last change: 72 if left out, at most 336. */
  hours?: number;
  /** Which draft, where there are several: part of the key in the storage, in clear. `1`, if left out. */
  slot?: string | number;
  /** Minutes without input until the key is forgotten: 5 if left out, between 2 and 60. */
  idleMinutes?: number;
  /** Hears what becomes of the draft by itself, each thing once. */
  notice?: (notice: NrmDraftNotice) => void;
}

/** A draft of an interview on this device. Its methods reject with an {@link NrmDraftError}. */
export interface NrmDrafts {
  /** Whether a draft is there, as far as was seen last. */
  readonly found: boolean;
  /** Whether an interview of this page is kept, or will be once it is unlocked. */
  readonly keeping: boolean;
  /** Looks whether a draft is there; one that is past its time is removed. */
  look(): Promise<boolean>;
  /**
   * Opens the draft: the response with which the interview goes on. From then on `keep` needs no passphrase. Where the key was
   * forgotten while an interview is kept, what changed meanwhile is written.
   */
  open(passphrase: string): Promise<NrmResponse>;
  /**
   * Keeps an interview from now on, an element's by itself. A draft that is there has to be opened or removed first. Rejects
   * with `not-kept` where it could not be written; the next change tries again.
   */
  keep(source: NrmScreening | NrmInterview, passphrase?: string): Promise<void>;
  /** Writes an interview without a screen as it stands; one that is finished is removed. */
  save(): Promise<void>;
  /** Forgets the key. The draft stays, and the passphrase is needed again. */
  lock(): Promise<void>;
  /** Removes the draft, and keeps nothing any more. */
  remove(): Promise<void>;
  /** Keeps nothing any more. The draft stays. */
  close(): Promise<void>;
}

/** Opens this device's drafts. Nothing is written before somebody gives `keep` a passphrase. */
export function openDrafts(options?: NrmDraftOptions): Promise<NrmDrafts>;

/** Whether a passphrase is taken: four different words, or twelve characters, seven of them different. */
export function isStrong(passphrase: string): boolean;
