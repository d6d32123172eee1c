//! `nrm-forms migrate`: a response under one version of a form to a new one under another, and what could not be carried.

use crate::arguments::MigrateOptions;
use crate::deliver::{Made, deliver};
use crate::diff::{Taken, taken};
use crate::files::{Found, migration_near, read};
use crate::output::Ran;
use nrm_screening::maintain::{Finding, migrate};
use nrm_screening::migration::Migration;
use std::path::Path;
use std::sync::Arc;

/// Migrates a response.
pub(crate) fn run(options: &MigrateOptions) -> Ran {
    let mut found = Vec::new();
    let made = match (taken(&options.old, &mut found), taken(&options.new, &mut found)) {
        (Some(old), Some(new)) => migrated(options, &old, &new, &mut found),
        _ => None,
    };
    let left = |(item, reason): &(String, String)| format!("left: {item}: {reason}");
    let made = made.map(|made| Made { told: made.left.iter().map(left).collect(), text: made.text });
    deliver(options.output.as_deref(), made, found, "nothing migrated")
}

fn migrated(options: &MigrateOptions, old: &Taken, new: &Taken, found: &mut Vec<Found>) -> Option<migrate::Migrated> {
    let rules = rules(options.migration.as_deref(), old, new, found)?;
    let file = &options.response;
    let text = read(file).map_err(|why| found.push(Found::unread(file, *why))).ok()?;
    // The lines of this file are answers: they are not shown.
    let hidden = |findings| found.push(Found::hidden(file, findings));
    migrate::response(&rules, &text).map_err(hidden).ok()
}

/// The rules between two versions: those that are named, those near the old version, or that only what is the same
/// passes.
pub(crate) fn rules(named: Option<&Path>, old: &Taken, new: &Taken, found: &mut Vec<Found>) -> Option<Migration> {
    let near = || migration_near(&old.path, &old.form.id, &old.form.version, &new.form.version);
    let (from, to) = (Arc::clone(&old.form), Arc::clone(&new.form));
    let Some(file) = named.map(Path::to_owned).or_else(near) else {
        let made = migrate::without_rules(from, to);
        return made.map_err(|findings: Vec<Finding>| found.push(new.with(findings))).ok();
    };
    let text = read(&file).map_err(|why| found.push(Found::unread(&file, *why))).ok()?;
    let made = migrate::rules(&text, from, to);
    made.map_err(|findings| found.push(Found::new(&file, text, findings))).ok()
}
