//! A response, and the rules by which it passes to another version.

use super::check::{encoding, findings};
use super::export::not_taken;
use super::finding::Finding;
use crate::definition::MigrationDefinition;
use crate::form::Form;
use crate::migration::{Migration, migrate};
use alloc::sync::Arc;

/// A new response, and what could not be carried to it.
pub struct Migrated {
    /// The response, as JSON.
    pub text: String,
    /// Questions whose answers were left, each with why.
    pub left: Vec<(String, String)>,
}

/// The rules between two versions.
///
/// # Errors
/// Everything wrong with them.
pub fn rules(text: &[u8], from: Arc<Form>, to: Arc<Form>) -> Result<Migration, Vec<Finding>> {
    encoding(text)?;
    let definition = MigrationDefinition::read(text).map_err(|found| findings(&found))?;
    Migration::new(definition, from, to).map_err(|found| findings(&found))
}

/// That only questions that are the same in both versions pass.
///
/// # Errors
/// Two versions of different forms.
pub fn without_rules(from: Arc<Form>, to: Arc<Form>) -> Result<Migration, Vec<Finding>> {
    Migration::without_rules(from, to).map_err(|found| findings(&found))
}

/// A new response of an old one.
///
/// # Errors
/// Why the old one is not taken; never an answer.
pub fn response(rules: &Migration, text: &[u8]) -> Result<Migrated, Vec<Finding>> {
    encoding(text)?;
    let made = migrate(rules, text).map_err(|why| not_taken(rules.from(), &why))?;
    let left = made.migrated_from.iter().flat_map(|from| &from.left);
    let left = left.map(|left| (left.item.clone(), left.reason.clone())).collect();
    let text = serde_json::to_string_pretty(&made).map_err(|error| {
        vec![Finding::error("not-written", "", error.to_string(), "tell those who keep this command")]
    })?;
    Ok(Migrated { text: text + "\n", left })
}
