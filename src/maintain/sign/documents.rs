//! The documents of publishing as they are written, and what is told of a version. They are read by
//! [`trust`](crate::trust), more strictly than any JSON Schema says.

use crate::maintain::FindingReport;
use crate::trust::{Age, Signature};
use base64ct::{Base64, Encoding as _};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Whose keys count, and how many of them have to sign. Its exact bytes are pinned.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RootDocument {
    /// The format; 1.
    pub format: u32,
    /// Its number: 1 for the first, for each next root the next.
    pub version: u32,
    /// The last day on which it is fresh.
    pub expires: String,
    /// How many different keys have to sign.
    pub threshold: usize,
    /// The keys.
    pub keys: Vec<RootKeyDocument>,
}

/// A key of a root.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RootKeyDocument {
    /// What people call it.
    pub name: String,
    /// The Ed25519 public key, 32 bytes in base64.
    pub public: String,
}

/// What is signed of a version of a form.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ManifestDocument {
    /// The format; 1.
    pub format: u32,
    /// The form.
    pub form: String,
    /// Its version.
    pub version: String,
    /// The day it was made.
    pub date: String,
    /// The last day on which it is fresh.
    pub expires: String,
    /// Every file of the version by its name: `form.json`, `cases.json`, `answers.schema.json`, `texts/<language>.json`,
    /// `services/<list>.json`, `services/<list>/<language>.json`.
    pub files: BTreeMap<String, FileDocument>,
}

/// A file of a version.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileDocument {
    /// SHA-256 of its exact bytes, in hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub length: usize,
}

/// A DSSE envelope: exact bytes, what they are, and signatures over both.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnvelopeDocument {
    /// What the bytes are.
    pub payload_type: String,
    /// The bytes, in base64.
    pub payload: String,
    /// The signatures.
    pub signatures: Vec<SignatureDocument>,
}

/// A signature.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SignatureDocument {
    /// The id of the key: SHA-256 of the public key, in hexadecimal digits.
    pub keyid: String,
    /// The Ed25519 signature over `DSSEv1`, the type and the bytes, in base64.
    pub sig: String,
}

impl SignatureDocument {
    pub(super) fn of(signature: &Signature) -> Self {
        Self { keyid: (*signature.key).into(), sig: Base64::encode_string(&signature.bytes) }
    }
}

/// What `verify` and `publish` tell of a version.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VersionReport {
    /// The form; absent, as all below, where it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The day it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The last day on which it is fresh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// How old it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<Age>,
    /// The names of the keys that signed it.
    pub signers: Vec<String>,
    /// How many have to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<usize>,
    /// The pin of the root it was verified with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
    /// The folder it was written to; of `publish`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// What was found.
    pub findings: Vec<FindingReport>,
}
