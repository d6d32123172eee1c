//! Keys, roots and the signatures of versions: what is made, and in words why something is refused. What is right is
//! decided by [`trust`](crate::trust) alone, natively as on a device.
//!
//! Invariants: what is signed are exact bytes, which are never written anew; a private key is in no message.

mod documents;
mod keys;

pub use documents::{
    EnvelopeDocument, FileDocument, ManifestDocument, RootDocument, RootKeyDocument, SignatureDocument, VersionReport,
};
pub use keys::{KeyDocument, KeyFiles, PrivateKey, PublicKeyDocument, key_files, private_key, public_key};

use super::check::encoding;
use super::finding::{Finding, listed, quoted};
use crate::form::Form;
use crate::session::answer_schema;
use crate::trust::{Envelope, LARGEST, MOST_KEYS, Manifest, Refused, Root, signed_bytes};
use crate::value::Date;
use base64ct::{Base64, Encoding as _};
use std::collections::BTreeMap;

/// What the signed manifest of a version is called, in its folder.
pub const ENVELOPE: &str = "manifest.dsse.json";

/// What was signed, and whether by this key before.
pub struct Signed {
    /// The envelope, with the new signature.
    pub envelope: String,
    /// How many signatures it has.
    pub signatures: usize,
    /// Whether this key had signed it already: then nothing is new.
    pub before: bool,
}

/// Signs bytes; `envelope` is the one that others have signed before, if any.
///
/// # Errors
/// An envelope that is none, or that holds something else.
pub fn sign(kind: &str, payload: &[u8], envelope: Option<&[u8]>, key: &PrivateKey) -> Result<Signed, Vec<Finding>> {
    let before = envelope.map(read_envelope).transpose()?;
    if before.as_ref().is_some_and(|before| *before.kind != *kind || before.payload != payload) {
        let help = "remove the envelope if all are to sign again; what was signed stays what it is";
        return Err(vec![Finding::error("file-changed", "", "the envelope beside it holds other bytes".into(), help)]);
    }
    let mut signatures = before.map(|before| before.signatures).unwrap_or_default();
    let own = key.sign(&signed_bytes(kind, payload));
    let known = signatures.contains(&own);
    if !known {
        signatures.retain(|other| other.key != own.key);
        signatures.push(own);
    }
    let made = EnvelopeDocument {
        payload_type: kind.into(),
        payload: Base64::encode_string(payload),
        signatures: signatures.iter().map(SignatureDocument::of).collect(),
    };
    Ok(Signed { envelope: written(&made)?, signatures: signatures.len(), before: known })
}

/// The manifest of a version as it is to be signed.
///
/// # Errors
/// Files that cannot be those of a version, or a day of expiry before the day it is made.
pub fn manifest(form: &Form, files: &[(String, Vec<u8>)], date: Date, expires: Date) -> Result<Vec<u8>, Vec<Finding>> {
    if expires < date {
        let message = format!("it would expire on {expires}, before it is made");
        return Err(vec![Finding::error("no-expiry", "", message, "say a later day with `--expires`")]);
    }
    let file = |(name, bytes): &(String, Vec<u8>)| {
        let file = FileDocument { sha256: crate::id::digest(bytes), length: bytes.len() };
        (name.clone(), file)
    };
    let made = ManifestDocument {
        format: 1,
        form: (*form.id).into(),
        version: (*form.version).into(),
        date: date.to_string(),
        expires: expires.to_string(),
        files: files.iter().map(file).collect::<BTreeMap<_, _>>(),
    };
    let text = written(&made)?.into_bytes();
    Manifest::read(&text).map_err(|why| vec![refused(why)])?;
    Ok(text)
}

/// The JSON Schema of the answers of a form, as `answers.schema.json` holds it.
pub fn schema_text(form: &Form) -> String {
    format!("{:#}\n", answer_schema(form))
}

/// What has to be in order with the files of a version before anybody signs them.
pub fn check_files(form: &Form, files: &[(String, Vec<u8>)]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (name, bytes) in files {
        if name != "cases.json" && name != "answers.schema.json" && bytes.len() > LARGEST {
            let message = format!("{} is longer than what a device reads", quoted(name));
            found.push(Finding::error("too-large", "", message, format!("make it at most {LARGEST} bytes")));
        }
        if name == "answers.schema.json" && schema_text(form).as_bytes() != bytes {
            let message = "`answers.schema.json` is not the JSON Schema of the answers of this form".into();
            let help = "write it anew: `nrm-forms schema FORM -o answers.schema.json`";
            found.push(Finding::error("schema-stale", "", message, help));
        }
    }
    found
}

/// A root of public keys, with what is unwise about it.
///
/// # Errors
/// Keys and a threshold that make no root.
pub fn root(
    keys: &[PublicKeyDocument],
    threshold: usize,
    expires: Date,
    before: Option<&Root>,
) -> Result<(String, Vec<Finding>), Vec<Finding>> {
    let key = |key: &PublicKeyDocument| RootKeyDocument { name: key.name.clone(), public: key.public.clone() };
    let made = RootDocument {
        format: 1,
        version: before.map_or(1, |before| before.version + 1),
        expires: expires.to_string(),
        threshold,
        keys: keys.iter().map(key).collect(),
    };
    let text = written(&made)?;
    let names = listed(keys.iter().map(|key| &*key.name));
    if Root::read(text.as_bytes()).is_err() {
        let message = format!("a threshold of {threshold} and the keys {names} make no root");
        let help = format!("name 1 to {MOST_KEYS} different keys, and a threshold of 1 up to their number");
        return Err(vec![Finding::error("root-invalid", "", message, help)]);
    }
    let mut unwise = Vec::new();
    let mut warn = |message: &str, help: &str| {
        unwise.push(Finding::error("weak-root", "/threshold", message.into(), help).warning());
    };
    if threshold < 2 {
        warn("one key alone can publish: whoever has it can", "two of three is the least that is safe");
    } else if threshold == keys.len() {
        warn("every key has to sign: with one lost, nobody can publish", "name one key more than have to sign");
    }
    Ok((text, unwise))
}

/// Reads an envelope.
///
/// # Errors
/// Why it is none.
pub fn read_envelope(text: &[u8]) -> Result<Envelope, Vec<Finding>> {
    encoding(text)?;
    Envelope::read(text).map_err(|why| vec![refused(why)])
}

fn written(document: &impl serde::Serialize) -> Result<String, Vec<Finding>> {
    let text = serde_json::to_string_pretty(document).map_err(|error| {
        vec![Finding::error("not-written", "", error.to_string(), "tell those who keep this command")]
    })?;
    Ok(text + "\n")
}

/// A refusal in words.
pub fn refused(why: Refused) -> Finding {
    let (message, help) = match why {
        Refused::RootNotPinned => (
            "the root is not the one that is pinned",
            "ask those who publish, by another way, which root is theirs: `sha256sum` of it is the pin",
        ),
        Refused::RootInvalid => {
            ("this is not a root", "make one with `nrm-forms root`; to sign a version, name its folder")
        }
        Refused::RotationRefused => (
            "this root does not follow the one before",
            "it has the next number, and enough keys of the one before and enough of its own have signed it",
        ),
        Refused::EnvelopeInvalid => (
            "this is not an envelope of signatures",
            "it is one JSON object that `nrm-forms sign` made, with nothing behind it",
        ),
        Refused::PayloadType => ("something else was signed than what is asked for", "name the envelope of a version"),
        Refused::SignaturesMissing => {
            ("not enough keys of the root have signed this", "have others sign it with `nrm-forms sign`")
        }
        Refused::ManifestInvalid => {
            ("what was signed is not the manifest of a version", "sign the folder of the version, not a file in it")
        }
        Refused::OtherForm => ("this is another form, or another version, than was asked for", "ask for what it is"),
        Refused::RolledBack => ("this is older than what is known or demanded", "get the newer version"),
        Refused::FarAhead => {
            ("the number of this version is too far ahead", "number it so that no part rises by more than 1000")
        }
        Refused::Expired => {
            ("this expired, and so did the time of grace", "get a newer version, or have one published")
        }
        Refused::FileUnlisted => ("this file is not in the manifest", "take it away, or have all sign anew"),
        Refused::FileChanged => ("this file is not as it was signed", "get the one that was signed"),
    };
    Finding::error(why.word(), "", message.into(), help)
}
