//! A DSSE envelope: exact bytes, what they are, and signatures over both (Dead Simple Signing Envelope, version 1).

use super::Refused;
use super::document::{list, object};
use super::root::Key;
use super::signature::holds;
use base64ct::{Base64, Encoding as _};

/// Most signatures that are looked at.
const MOST_SIGNATURES: usize = 16;

/// What was signed, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What the bytes are.
    pub kind: Box<str>,
    /// The bytes; not to be read before enough signatures hold.
    pub payload: Vec<u8>,
    /// The signatures as they stand there, none verified.
    pub signatures: Vec<Signature>,
}

/// A signature as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The id of the key: which one to try, and no proof of anything.
    pub key: Box<str>,
    /// The signature.
    pub bytes: [u8; 64],
}

impl Envelope {
    /// Reads one. Nothing may follow it, and its base64 is exact: standard letters, padded, no spaces. Keys it does not
    /// know are not read, as DSSE demands; they are not signed.
    ///
    /// # Errors
    /// [`Refused::EnvelopeInvalid`].
    pub fn read(text: &[u8]) -> Result<Self, Refused> {
        Self::parse(text).ok_or(Refused::EnvelopeInvalid)
    }

    fn parse(text: &[u8]) -> Option<Self> {
        let json = object(text)?;
        let kind = json.get("payloadType")?.text()?.into();
        let payload = Base64::decode_vec(json.get("payload")?.text()?).ok()?;
        let mut signatures = Vec::new();
        for one in list(&json, "signatures")? {
            let key = one.get("keyid")?.text()?.into();
            let mut bytes = [0; 64];
            let decoded = Base64::decode(one.get("sig")?.text()?, &mut bytes).ok()?;
            if decoded.len() != 64 || signatures.len() == MOST_SIGNATURES {
                return None;
            }
            signatures.push(Signature { key, bytes });
        }
        Some(Self { kind, payload, signatures })
    }

    /// The ids of those among the keys whose signature over the exact bytes holds, each once.
    pub fn signers(&self, keys: &[Key]) -> Vec<Box<str>> {
        let mut signers: Vec<Box<str>> = Vec::new();
        for signature in &self.signatures {
            let Some(key) = keys.iter().find(|key| key.id == signature.key) else { continue };
            let signed = || holds(&key.public, &signature.bytes, &self.kind, &self.payload);
            if !signers.contains(&key.id) && signed() {
                signers.push(key.id.clone());
            }
        }
        signers
    }
}
