//! What is signed: an envelope, a root, a manifest, whatever the bytes are; and no bytes pass for what was signed but those that were.

use nrm_screening::trust::{Envelope, Manifest, Root, Trust, Wish, is_file_name, pin_of};
use nrm_screening::value::Date;

/// A root of test keys, two of three, and the manifest that two of them have signed.
const ROOT: &[u8] = include_bytes!("../forms/signed.root.json");
const MANIFEST: &[u8] = include_bytes!("../forms/signed.manifest.json");

/// Whether it was admitted.
pub fn signed(data: &[u8]) -> bool {
    if let Ok(root) = Root::read(data) {
        assert!(root.threshold > 0 && root.threshold <= root.keys.len(), "a root that nobody has to sign");
    }
    if let Ok(manifest) = Manifest::read(data) {
        assert!(manifest.files.iter().all(|file| is_file_name(&file.name)), "a file elsewhere");
    }
    let trust = Trust::pinned(ROOT, &pin_of(ROOT)).expect("a root");
    assert!(trust.clone().rotate(data).is_err(), "nobody has signed another root");
    let today = Date::parse("2026-11-27").expect("a day");
    let admitted = trust.admit(data, &Wish { form: "nrm-detection", least: "", today });
    let enough = trust.root().threshold;
    if let Ok(admitted) = &admitted {
        let envelope = Envelope::read(data).expect("it was read before");
        assert!(envelope.payload == MANIFEST && admitted.signers.len() >= enough, "what nobody has signed");
    }
    admitted.is_ok()
}
