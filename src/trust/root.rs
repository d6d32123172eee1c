//! A root: whose keys count, and how many of them have to sign.

use super::Refused;
use super::document::{day, has_only, list, number, object};
use crate::id::{digest, is_form_id};
use crate::json::Json;
use crate::value::Date;
use base64ct::{Base64, Encoding as _};

/// Most keys of a root.
pub const MOST_KEYS: usize = 16;

/// Whose keys count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// Its number: the next root has the next.
    pub version: u32,
    /// The last day on which it is fresh.
    pub expires: Date,
    /// How many different keys have to sign.
    pub threshold: usize,
    /// The keys.
    pub keys: Vec<Key>,
}

/// A key that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its id: SHA-256 of its bytes. It is computed, never read.
    pub id: Box<str>,
    /// What people call it.
    pub name: Box<str>,
    /// Its bytes.
    pub public: [u8; 32],
}

/// The id of a public key.
pub fn key_id(public: &[u8; 32]) -> Box<str> {
    digest(public).into()
}

/// What pins a root: `sha256-` and the SHA-256 of its exact bytes in hexadecimal digits, as `sha256sum` prints it.
pub fn pin_of(root: &[u8]) -> String {
    ["sha256-", &digest(root)].concat()
}

impl Root {
    /// Reads one.
    ///
    /// # Errors
    /// [`Refused::RootInvalid`].
    pub fn read(text: &[u8]) -> Result<Self, Refused> {
        object(text).and_then(|json| Self::parse(&json)).ok_or(Refused::RootInvalid)
    }

    fn parse(json: &Json) -> Option<Self> {
        if !has_only(json, &["format", "version", "expires", "threshold", "keys"]) || number(json, "format")? != 1 {
            return None;
        }
        let mut keys: Vec<Key> = Vec::new();
        for one in list(json, "keys")? {
            let name: Box<str> = one.get("name")?.text()?.into();
            if !has_only(one, &["name", "public"]) || !is_form_id(&name) {
                return None;
            }
            let mut public = [0; 32];
            if Base64::decode(one.get("public")?.text()?, &mut public).ok()?.len() != 32 {
                return None;
            }
            let key = Key { id: key_id(&public), name, public };
            if keys.iter().any(|other| other.id == key.id) || keys.len() == MOST_KEYS {
                return None;
            }
            keys.push(key);
        }
        let threshold = usize::try_from(number(json, "threshold")?).ok()?;
        let version = number(json, "version")?;
        ((1..=keys.len()).contains(&threshold) && version > 0).then_some(())?;
        Some(Self { version, expires: day(json, "expires")?, threshold, keys })
    }
}
