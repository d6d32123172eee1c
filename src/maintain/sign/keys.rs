//! Key files. The private one holds the key in the clear: it belongs on a medium that lies in a safe.

use super::written;
use crate::id::is_form_id;
use crate::json::{Json, Kind, Limits, read};
use crate::maintain::check::encoding;
use crate::maintain::finding::{Finding, quoted};
use crate::trust::{Signature, key_id};
use base64ct::{Base64, Encoding as _};
use ed25519_dalek::{Signer as _, SigningKey};
use schemars::JsonSchema;
use serde::Serialize;

/// A private key, in its file.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyDocument {
    /// The format; 1.
    pub format: u32,
    /// What people call it.
    pub name: String,
    /// The Ed25519 private key (the seed of RFC 8032), 32 bytes in base64. Whoever has it can sign.
    pub private: String,
}

/// A public key, in its file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicKeyDocument {
    /// The format; 1.
    pub format: u32,
    /// What people call it.
    pub name: String,
    /// The Ed25519 public key, 32 bytes in base64.
    pub public: String,
}

/// The two files of a new key.
pub struct KeyFiles {
    /// The private one.
    pub private: String,
    /// The public one.
    pub public: String,
    /// The id of the key.
    pub id: String,
}

/// A key to sign with. It has no `Debug`.
pub struct PrivateKey {
    key: SigningKey,
    name: String,
}

/// The files of a key made of 32 random bytes.
///
/// # Errors
/// A name that is none.
pub fn key_files(name: &str, seed: &[u8; 32]) -> Result<KeyFiles, Vec<Finding>> {
    if !is_form_id(name) {
        let help = "it begins with a small letter and holds small letters, digits and `-`, at most 64";
        return Err(vec![Finding::error("bad-name", "", format!("{} is not the name of a key", quoted(name)), help)]);
    }
    let public = SigningKey::from_bytes(seed).verifying_key().to_bytes();
    Ok(KeyFiles {
        private: written(&KeyDocument { format: 1, name: name.into(), private: Base64::encode_string(seed) })?,
        public: written(&PublicKeyDocument { format: 1, name: name.into(), public: Base64::encode_string(&public) })?,
        id: key_id(&public).into(),
    })
}

/// Reads a private key.
///
/// # Errors
/// That it is none; nothing of the file is told.
pub fn private_key(text: &[u8]) -> Result<PrivateKey, Vec<Finding>> {
    let (name, seed) = key(text, "private")?;
    Ok(PrivateKey { key: SigningKey::from_bytes(&seed), name })
}

/// Reads a public key.
///
/// # Errors
/// That it is none.
pub fn public_key(text: &[u8]) -> Result<PublicKeyDocument, Vec<Finding>> {
    let (name, public) = key(text, "public")?;
    Ok(PublicKeyDocument { format: 1, name, public: Base64::encode_string(&public) })
}

fn key(text: &[u8], part: &str) -> Result<(String, [u8; 32]), Vec<Finding>> {
    encoding(text)?;
    let limits = Limits { bytes: 4096, depth: 2, keys: 3 };
    let made = read(text, limits).ok().and_then(|json| parse(&json, part));
    made.ok_or_else(|| {
        let help = if part == "private" {
            "name the file that ends in `.key`, as `nrm-forms keygen` wrote it"
        } else {
            "name the file that ends in `.pub`, as `nrm-forms keygen` wrote it"
        };
        vec![Finding::error("key-invalid", "", format!("this is not a {part} key"), help)]
    })
}

fn parse(json: &Json, part: &str) -> Option<(String, [u8; 32])> {
    let first = matches!(&json.get("format")?.kind, Kind::Number(text) if **text == *"1");
    let name = json.get("name")?.text()?;
    let mut bytes = [0; 32];
    let whole = Base64::decode(json.get(part)?.text()?, &mut bytes).ok()?.len() == 32;
    (first && whole && is_form_id(name)).then(|| (name.to_owned(), bytes))
}

impl PrivateKey {
    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Signs bytes.
    pub(super) fn sign(&self, bytes: &[u8]) -> Signature {
        let key = key_id(&self.key.verifying_key().to_bytes());
        Signature { key, bytes: self.key.sign(bytes).to_bytes() }
    }
}
