//! From an interview to the fields of a standard, and to a table: what other systems take in.
//!
//! Invariant: only what counts is written, nothing is concluded for the standard, and what has no place in it is listed.
//! Where no sign was found, nothing is written about a person's status.

mod check;
mod standard;
mod table;

pub use standard::{Exported, Lost, LostReason};
pub(crate) use table::lines;
pub use table::table;

use crate::definition::ExportDefinition;
use crate::diagnostic::Diagnostics;
use crate::form::Form;
use alloc::sync::Arc;

/// What of a response goes into the fields of a standard, checked against its form.
#[derive(Clone, Debug)]
pub struct Export {
    definition: ExportDefinition,
    form: Arc<Form>,
}

impl Export {
    /// Checks it against the form.
    ///
    /// # Errors
    /// Everything wrong with it, together: what it names and the form does not have, fields that say nothing, and
    /// anything that is written where no sign was found.
    pub fn new(definition: ExportDefinition, form: Arc<Form>) -> Result<Self, Diagnostics> {
        check::check(&definition, &form)?;
        Ok(Self { definition, form })
    }

    /// The form.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// As it is authored.
    pub fn definition(&self) -> &ExportDefinition {
        &self.definition
    }
}
