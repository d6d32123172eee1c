//! From a response under one version of a form to a new one under another.
//!
//! Invariant: it never invents an answer. What is carried is what was given, under the name and the code it has now; what
//! cannot be is open again and listed with the reason. The old response stays as it is: the new one names it.

mod carry;
mod check;

pub(crate) use carry::carried_over;
pub use carry::migrate;

use crate::definition::MigrationDefinition;
use crate::diagnostic::Diagnostics;
use crate::form::{Form, Item};
use alloc::sync::Arc;
use serde_json::{Map, Value, json};

/// What is told of a question that is not the same, where no rules say what becomes of it.
const NOT_SAME: &str = "the new version does not have this question as it was";
/// What is told of an answer by a code that is gone.
const NO_CODE: &str = "the new version does not have this choice";

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

    /// What passes without any rules: the answers to every question that both versions have, by the codes that both have.
    ///
    /// # Errors
    /// Two versions of different forms.
    pub fn without_rules(from: Arc<Form>, to: Arc<Form>) -> Result<Self, Diagnostics> {
        let other = from.items.iter().filter(|item| item.is_question() && !check::is_same(&from, &to, item));
        let step = |item: &Item| {
            let lost = match check::counterpart(&from, &to, item) {
                Some(new) => item.choices.iter().filter(|choice| new.choice(&choice.code).is_none()),
                None => return json!({ "drop": NOT_SAME }),
            };
            let left: Map<String, Value> = lost.map(|choice| ((*choice.code).to_owned(), NO_CODE.into())).collect();
            json!({ "left": left })
        };
        let steps: Map<String, Value> = other.map(|item| ((*item.id).to_owned(), step(item))).collect();
        let rules = json!({ "format": 1, "form": *from.id, "from": *from.version, "to": *to.version, "steps": steps });
        Self::new(MigrationDefinition::read(rules.to_string().as_bytes())?, from, to)
    }

    /// The old version.
    pub fn from(&self) -> &Arc<Form> {
        &self.from
    }

    /// The new one.
    pub fn to(&self) -> &Arc<Form> {
        &self.to
    }
}
