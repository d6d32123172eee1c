//! What one form hands to the next: which finding or answer of it is proposed as an answer to which question of the
//! other. Proposed only: whoever holds the next interview confirms or changes it.

use super::leaf::{FormId, Free, Id, Map, Version};
use super::read_record;
use super::shape::record;
use crate::diagnostic::Diagnostics;
use crate::json::{Limits, read};

record! {
    /// What an interview with one form hands to one with another.
    CarryOver {
        /// The JSON Schema this file follows, for editors; never read.
        #[cfg_attr(feature = "maintain", schemars(rename = "$schema"))]
        schema: Option<Free> = default,
        /// The format of the form language; 1.
        #[cfg_attr(feature = "maintain", schemars(extend("const" = 1)))]
        format: u32,
        /// The form that was finished.
        from: FormVersion,
        /// The form that begins; it may be the same one, held again.
        to: FormVersion,
        /// What is handed over.
        carried: Vec<Carried>,
    }
}

record! {
    /// One version of a form.
    FormVersion {
        /// Id of the form.
        form: FormId,
        /// Version of the form.
        version: Version,
    }
}

record! {
    /// One proposal, and where it comes from: exactly one of `item`, `classes`, `indicator` and `alert`.
    Carried {
        /// The question of the form that begins.
        to: Id,
        /// A question of the form that was finished. A silence is never carried.
        item: Option<Id> = default,
        /// With `item`: its codes to those proposed; a code left out is not carried. The same codes, if left out.
        codes: Map<Id> = default,
        /// Classes of the outcome to the codes proposed; a class left out is not carried.
        classes: Map<Id> = default,
        /// An indicator that is met; with `code`.
        indicator: Option<Id> = default,
        /// An alert that holds; with `code`.
        alert: Option<Id> = default,
        /// The code proposed where the indicator is met or the alert holds.
        code: Option<Id> = default,
    }
}

impl CarryOver {
    /// Reads what is carried over.
    ///
    /// # Errors
    /// Everything wrong with its shape, together. Whether it fits its two forms is found by the maintainers' tools:
    /// `maintain::check_carry`.
    pub fn read(text: &[u8]) -> Result<Self, Diagnostics> {
        read_record(&read(text, Limits::DEFINITION)?)
    }
}
