//! From a pinned root to a version that may be opened.
//!
//! What guards against an older version is, first, the least version that the host demands: it stands in the page and
//! outlasts wiped storage and a clock set back. What a page has seen before is the second, and of that `trust.js` knows.

use super::document::numbers;
use super::envelope::Envelope;
use super::manifest::Manifest;
use super::root::{Root, pin_of};
use super::{MANIFEST, ROOT, Refused};
use crate::value::{Date, words};

/// Days for which something expired may still be used: a tool that stops in the field harms.
pub const GRACE: i32 = 90;
/// How far each number of a version may be ahead of the one that is known.
pub const MOST_AHEAD: u32 = 1000;

words! {
    /// How old something is.
    Age {
        /// It did not expire.
        Fresh = "fresh",
        /// Its day is not there yet: the clock of the device is wrong, and its age is not known.
        Clock = "clock",
        /// It expired; the time of grace runs.
        Stale = "stale",
        /// The time of grace is over.
        Expired = "expired",
    }
}

/// Roots, from one that is pinned to the one that counts.
#[derive(Clone, Debug)]
pub struct Trust {
    root: Root,
}

/// What is asked for.
pub struct Wish<'w> {
    /// The form: its id, or its id, `@` and a version.
    pub form: &'w str,
    /// The least version that will do; empty where any will.
    pub least: &'w str,
    /// Today.
    pub today: Date,
}

/// A version that may be opened, once its files are those that were signed.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// What was signed.
    pub manifest: Manifest,
    /// The ids of the keys that signed it.
    pub signers: Vec<Box<str>>,
    /// How old it is, or the root.
    pub age: Age,
}

/// Whether a version is too far ahead of another.
pub fn far_ahead(version: [u32; 3], base: [u32; 3]) -> bool {
    version.iter().zip(base).any(|(number, base)| *number > base + MOST_AHEAD)
}

impl Trust {
    /// Begins with a root, if it is the one that is pinned.
    ///
    /// # Errors
    /// [`Refused::RootNotPinned`], [`Refused::RootInvalid`].
    pub fn pinned(root: &[u8], pin: &str) -> Result<Self, Refused> {
        if pin_of(root) != pin {
            return Err(Refused::RootNotPinned);
        }
        Ok(Self { root: Root::read(root)? })
    }

    /// Goes on to the next root, if enough keys of this one and enough of its own have signed it.
    ///
    /// # Errors
    /// [`Refused::RotationRefused`], or why it is not read.
    pub fn rotate(&mut self, envelope: &[u8]) -> Result<(), Refused> {
        let envelope = Envelope::read(envelope)?;
        self.authentic(&envelope, ROOT).map_err(|why| match why {
            Refused::SignaturesMissing => Refused::RotationRefused,
            other => other,
        })?;
        let next = Root::read(&envelope.payload)?;
        if next.version != self.root.version + 1 || envelope.signers(&next.keys).len() < next.threshold {
            return Err(Refused::RotationRefused);
        }
        self.root = next;
        Ok(())
    }

    /// The root that counts.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// Those of the root's keys that signed it: enough of them, and as what it has to be.
    fn authentic(&self, envelope: &Envelope, kind: &str) -> Result<Vec<Box<str>>, Refused> {
        if *envelope.kind != *kind {
            return Err(Refused::PayloadType);
        }
        let signers = envelope.signers(&self.root.keys);
        if signers.len() < self.root.threshold { Err(Refused::SignaturesMissing) } else { Ok(signers) }
    }

    /// The manifest of an envelope, if enough have signed it: whatever it says.
    ///
    /// # Errors
    /// Why it is not read.
    pub fn manifest(&self, envelope: &[u8]) -> Result<Manifest, Refused> {
        Ok(self.signed(envelope)?.0)
    }

    fn signed(&self, envelope: &[u8]) -> Result<(Manifest, Vec<Box<str>>), Refused> {
        let envelope = Envelope::read(envelope)?;
        let signers = self.authentic(&envelope, MANIFEST)?;
        Ok((Manifest::read(&envelope.payload)?, signers))
    }

    /// A version, if it is signed, is what was asked for, and follows what is known.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn admit(&self, envelope: &[u8], wish: &Wish<'_>) -> Result<Admitted, Refused> {
        let (manifest, signers) = self.signed(envelope)?;
        let (id, asked) = wish.form.split_once('@').unwrap_or((wish.form, ""));
        if *manifest.form != *id || (!asked.is_empty() && *asked != *manifest.version) {
            return Err(Refused::OtherForm);
        }
        let least = if wish.least.is_empty() { None } else { Some(numbers(wish.least).ok_or(Refused::RolledBack)?) };
        if least.is_some_and(|least| manifest.numbers < least) {
            return Err(Refused::RolledBack);
        }
        if least.is_some_and(|least| far_ahead(manifest.numbers, least)) {
            return Err(Refused::FarAhead);
        }
        let age = self.age(&manifest, wish.today);
        if age == Age::Expired {
            return Err(Refused::Expired);
        }
        Ok(Admitted { manifest, signers, age })
    }

    /// How old a version is: it expires with its root.
    pub fn age(&self, manifest: &Manifest, today: Date) -> Age {
        let over = today.number() - manifest.expires.min(self.root.expires).number();
        match over {
            1..=GRACE => Age::Stale,
            _ if over > GRACE => Age::Expired,
            _ if today < manifest.date => Age::Clock,
            _ => Age::Fresh,
        }
    }
}
