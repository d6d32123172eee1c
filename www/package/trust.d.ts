/** Bytes wherever they come from: a text, bytes, a response or a stream of it, or a promise of one. At most 512 KiB are read. */
export type NrmBytes = string | Uint8Array | Response | ReadableStream<Uint8Array> | Promise<string | Uint8Array | Response | ReadableStream<Uint8Array>>;

/** A version of a form as `nrm-forms publish` writes it. Nothing of it is read before it is verified. */
export interface NrmSignedForm {
  /** The root that is pinned. */
  root: NrmBytes;
  /** The roots that followed it, each in its envelope, in their order. */
  rotations?: readonly NrmBytes[];
  /** The version's `manifest.dsse.json`. */
  envelope: NrmBytes;
  /**
   * Its files by their names: `form.json`, the list of services it names, and of `texts/` and `services/<list>/` the languages
   * that are wanted.
   */
  files: Readonly<Record<string, NrmBytes>>;
}

/** Which keys are pinned, and what a form has to be. */
export interface NrmPins {
  /** `sha256-` and the SHA-256 of the root, 64 hexadecimal digits. With it, only what is signed is opened. */
  trustedRoot?: string;
  /** The form that has to be in it: its id, or `id@version`. */
  id?: string;
  /** The least version that will do: the guard against an older one, also where everything the device kept is wiped. */
  minFormVersion?: string;
  /** Whether it is opened after it expired and the 90 days of grace are over. */
  allowStale?: boolean;
}

/** How old a form is: it expired, its grace is over too, or the clock of the device is before its day. */
export type NrmAge = "stale" | "expired" | "clock";

/** Why something is not taken that has to be signed. */
export type NrmTrustErrorCode =
  | "root-not-pinned"
  | "root-invalid"
  | "rotation-refused"
  | "envelope-invalid"
  | "payload-type"
  | "signatures-missing"
  | "manifest-invalid"
  | "other-form"
  | "version-rolled-back"
  | "version-far-ahead"
  | "expired"
  | "file-unlisted"
  | "file-changed"
  | "file-missing"
  | "file-too-large";
