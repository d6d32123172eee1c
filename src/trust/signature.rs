//! A signature over exact bytes and over what they are. This alone of the module is in the wasm that verifies.

use ed25519_dalek::{Signature, VerifyingKey};

/// What a key signs: the pre-authentication encoding of DSSE.
///
/// ```
/// use nrm_screening::trust::signed_bytes;
/// let signed = signed_bytes("http://example.com/HelloWorld", b"hello world");
/// assert_eq!(signed, b"DSSEv1 29 http://example.com/HelloWorld 11 hello world");
/// ```
pub fn signed_bytes(kind: &str, payload: &[u8]) -> Vec<u8> {
    let mut out = b"DSSEv1".to_vec();
    for part in [kind.as_bytes(), payload] {
        out.push(b' ');
        length(part.len(), &mut out);
        out.push(b' ');
        out.extend_from_slice(part);
    }
    out
}

/// A length in digits.
fn length(number: usize, out: &mut Vec<u8>) {
    if number > 9 {
        length(number / 10, out);
    }
    out.push(b'0' + u8::try_from(number % 10).unwrap_or_default());
}

/// Whether a key signed these bytes as being of that kind. Strictly: no weak key, no other encoding of the same signature.
pub fn holds(public: &[u8; 32], signature: &[u8; 64], kind: &str, payload: &[u8]) -> bool {
    let signed = signed_bytes(kind, payload);
    let verifying = VerifyingKey::from_bytes(public);
    verifying.is_ok_and(|verifying| verifying.verify_strict(&signed, &Signature::from_bytes(signature)).is_ok())
}
