//! Whether a version of a form is the one that the holders of pinned keys published: roots, signatures, the manifest of a
//! version, and what may not follow what. Native; of it, signatures are also in a wasm of its own, which is loaded only
//! where keys are pinned: what a device decides by them stands in `www/package/trust.js`, and `tests/fixtures/trust.json` has
//! both decide the same.
//!
//! Invariants: nothing of a text is read before enough of its signatures hold, but for the envelope they stand in; whatever
//! is not as it has to be is refused with a [`Refused`]; no clock, as the day is given.

#[cfg(not(target_arch = "wasm32"))]
mod admit;
#[cfg(not(target_arch = "wasm32"))]
mod document;
#[cfg(not(target_arch = "wasm32"))]
mod envelope;
#[cfg(not(target_arch = "wasm32"))]
mod manifest;
#[cfg(not(target_arch = "wasm32"))]
mod refused;
#[cfg(not(target_arch = "wasm32"))]
mod root;
mod signature;

#[cfg(not(target_arch = "wasm32"))]
pub use admit::{Admitted, Age, GRACE, MOST_AHEAD, Trust, Wish, far_ahead};
#[cfg(not(target_arch = "wasm32"))]
pub use document::numbers;
#[cfg(not(target_arch = "wasm32"))]
pub use envelope::{Envelope, Signature};
#[cfg(not(target_arch = "wasm32"))]
pub use manifest::{Entry, Manifest, is_file_name};
#[cfg(not(target_arch = "wasm32"))]
pub use refused::Refused;
#[cfg(not(target_arch = "wasm32"))]
pub use root::{Key, MOST_KEYS, Root, key_id, pin_of};
pub use signature::{holds, signed_bytes};

/// Most bytes of a root, an envelope, or a file that a device reads.
pub const LARGEST: usize = 512 * 1024;
/// What a signed manifest is, for those who sign it.
pub const MANIFEST: &str = "application/vnd.nrm-forms.manifest+json";
/// What a signed root is.
pub const ROOT: &str = "application/vnd.nrm-forms.root+json";
