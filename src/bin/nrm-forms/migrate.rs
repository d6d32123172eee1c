//! `nrm-forms migrate`: a response under one version of a form to a new one under another, and what could not be carried.

use crate::arguments::MigrateOptions;
use crate::diff::{Taken, taken};
use crate::files::{Found, migration_near, name, put, read, reports, unwritten};
use crate::output::{Ended, Ran, ended};
use crate::show::{Show, weighed};
use nrm_screening::maintain::{Finding, migrate, readable};
use nrm_screening::migration::Migration;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

/// Migrates a response.
pub(crate) fn run(options: &MigrateOptions) -> Ran {
    let mut found = Vec::new();
    let made = match (taken(&options.old, &mut found), taken(&options.new, &mut found)) {
        (Some(old), Some(new)) => migrated(options, &old, &new, &mut found),
        _ => None,
    };
    let (mut told, mut out) = (String::new(), None);
    if let Some(made) = made {
        match options.output.as_ref().map(|file| (file, put(file, &made.text))) {
            None => out = Some(made.text),
            Some((file, Ok(()))) => told = format!("written: {}\n", name(file)),
            Some((file, Err(error))) => found.push(Found::unread(file, unwritten(&error))),
        }
        for (item, reason) in &made.left {
            told.extend(["left: ", item, ": ", &readable(reason), "\n"]);
        }
    }
    let ended = ended(&found, false, false);
    if ended != Ended::Well {
        let show = Show::new(false);
        told.clear();
        for file in &found {
            show.file(file, &mut told);
        }
        told.extend(["nothing migrated: ", &weighed(&found), "\n"]);
    }
    let json = serde_json::to_value(reports(&found));
    if options.output.is_some() {
        return Ran { text: Box::new(move |_| told.clone()), json, ended };
    }
    // Where the response goes, nothing else does.
    let _closed = io::stderr().write_all(told.as_bytes());
    Ran { text: Box::new(move |_| out.clone().unwrap_or_default()), json, ended }
}

fn migrated(options: &MigrateOptions, old: &Taken, new: &Taken, found: &mut Vec<Found>) -> Option<migrate::Migrated> {
    let rules = rules(options.migration.as_deref(), old, new, found)?;
    let file = &options.response;
    let text = read(file).map_err(|why| found.push(Found::unread(file, *why))).ok()?;
    // The lines of this file are answers: they are not shown.
    let hidden = |findings| found.push(Found { file: name(file), source: None, findings });
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
