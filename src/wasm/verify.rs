//! Signatures and digests: bytes in, yes or no out. What follows from them `trust.js` decides.

use crate::trust::holds;
use sha2::{Digest as _, Sha256};
use wasm_bindgen::prelude::wasm_bindgen;

/// Whether a key, 32 bytes, signed these bytes as being of that kind, with these 64 bytes.
#[wasm_bindgen]
pub fn signed(public: &[u8], signature: &[u8], kind: &str, payload: &[u8]) -> bool {
    match (public.try_into(), signature.try_into()) {
        (Ok(public), Ok(signature)) => holds(public, signature, kind, payload),
        _ => false,
    }
}

/// Whether bytes have this SHA-256, 32 bytes.
#[wasm_bindgen]
pub fn digested(bytes: &[u8], sha256: &[u8]) -> bool {
    Sha256::digest(bytes).as_slice() == sha256
}
