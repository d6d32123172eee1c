// Seals a record so that only the holder of the agency's private key can open it.

/** A record is as long as the answers in it: rounded up, its length tells less. */
const STEP = 8192;

/**
 * The record under a key of its own (AES-GCM, 256 bits), and that key under the agency's (RSA-OAEP with SHA-256, given as a JWK). In
 * order: the wrapped key, as long as the agency's modulus; 12 bytes of initialisation vector; the sealed record.
 */
export async function seal(record, agency) {
  const text = new TextEncoder().encode(JSON.stringify(record));
  const padded = new Uint8Array(Math.ceil(text.length / STEP) * STEP).fill(0x20);
  padded.set(text);
  const { subtle } = crypto;
  const wrapping = { name: "RSA-OAEP", hash: "SHA-256" };
  const sealing = { name: "AES-GCM", iv: crypto.getRandomValues(new Uint8Array(12)) };
  const [theirs, own] = await Promise.all([
    subtle.importKey("jwk", agency, wrapping, false, ["wrapKey"]),
    subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]),
  ]);
  const [wrapped, sealed] = await Promise.all([subtle.wrapKey("raw", own, theirs, wrapping), subtle.encrypt(sealing, own, padded)]);
  return new Blob([wrapped, sealing.iv, sealed]);
}
