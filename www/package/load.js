/** Loads the wasm once for the page, whatever the hosting does to it, and says what went wrong by code. */

/** A failure with a code from the list in `screening.d.ts`; never with an answer in it. */
export class LoadError extends Error {
  constructor(code, cause) {
    super(code, { cause });
    this.code = code;
  }
}

const MAGIC = [0x00, 0x61, 0x73, 0x6d];
/** A module that holds nothing. */
const EMPTY = new Uint8Array([...MAGIC, 1, 0, 0, 0]);

/** Bytes at `url`, checked to be wasm: the MIME type may be wrong, an error page may not pass. */
export async function bytesAt(url) {
  let response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new LoadError("wasm-missing", cause);
  }
  if (!response.ok) throw new LoadError("wasm-missing");
  return checked(new Uint8Array(await response.arrayBuffer()));
}

/** The bytes themselves, if they start as wasm does. */
export function checked(bytes) {
  if (MAGIC.some((byte, at) => bytes[at] !== byte)) throw new LoadError("wasm-invalid");
  return bytes;
}

/** Compiles; tells a policy that forbids wasm from bytes that are damaged. */
export async function compile(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    const allowed = await WebAssembly.compile(EMPTY).then(() => true, () => false);
    throw new LoadError(allowed ? "wasm-invalid" : "csp-wasm", cause);
  }
}

/** Gives an instance up, and its memory with it: what takes its place is so empty that it cannot start. */
export function giveUp(renew) {
  try {
    renew(new WebAssembly.Module(EMPTY));
  } catch {}
}

/** Does `act` once. A failure, say of the network, may pass: the next call tries again. */
export const once = (act) => {
  let doing;
  return () =>
    (doing ??= act().catch((error) => {
      doing = undefined;
      throw error;
    }));
};
