//! From a response under one version of a form to a new one under another.
//!
//! Invariant: it never invents an answer. What is carried is what was given, under the name and the code it has now; what
//! cannot be is open again and listed with the reason. The old response stays as it is: the new one names it.

mod carry;
mod check;

pub use carry::migrate;

use crate::definition::MigrationDefinition;
use crate::diagnostic::Diagnostics;
use crate::form::Form;
use alloc::sync::Arc;

/// How answers pass from one version of a form to another, checked against both.
#[derive(Clone, Debug)]
pub struct Migration {
    definition: MigrationDefinition,
    from: Arc<Form>,
    to: Arc<Form>,
}

impl Migration {
    /// Checks it against the two versions.
    ///
    /// # Errors
    /// Everything wrong with it, together: what it names and neither version has, and questions of the old version whose
    /// answers it says nothing of, though they are not the same in the new one.
    pub fn new(definition: MigrationDefinition, from: Arc<Form>, to: Arc<Form>) -> Result<Self, Diagnostics> {
        check::check(&definition, &from, &to)?;
        Ok(Self { definition, from, to })
    }
}
