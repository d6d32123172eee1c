//! Why something is not taken, by code.

use crate::value::words;

words! {
    /// Why something is not taken.
    Refused {
        /// The root is not the one that is pinned.
        RootNotPinned = "root-not-pinned",
        /// The root is not one.
        RootInvalid = "root-invalid",
        /// The next root is not signed by enough keys of the one before and by enough of its own, or is not the next.
        RotationRefused = "rotation-refused",
        /// The envelope is not one.
        EnvelopeInvalid = "envelope-invalid",
        /// Something else was signed.
        PayloadType = "payload-type",
        /// Not enough keys of the root have signed.
        SignaturesMissing = "signatures-missing",
        /// The manifest is not one.
        ManifestInvalid = "manifest-invalid",
        /// It is another form than was asked for, or another version.
        OtherForm = "other-form",
        /// It is older than what is known, or than what the host demands.
        RolledBack = "version-rolled-back",
        /// Its number is too far ahead of what is known.
        FarAhead = "version-far-ahead",
        /// It expired, and so did the time of grace.
        Expired = "expired",
        /// The file is not in the manifest.
        FileUnlisted = "file-unlisted",
        /// The file is not as it was signed.
        FileChanged = "file-changed",
    }
}
