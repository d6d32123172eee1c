//! `nrm-forms publish`: a version into the folder of published ones, if everything is in order: the form and all that
//! belongs to it, its cases, its signatures, and its number after the last published one. The whole folder or nothing.

use crate::arguments::PublishOptions;
use crate::bundle::envelope_of;
use crate::check;
use crate::diff::taken;
use crate::files::{Found, Version, entries, name, put_folder, unwritten};
use crate::output::Ran;
use crate::verify::{Verified, ran, verified};
use nrm_screening::maintain::Finding;
use nrm_screening::maintain::cases::Cases;
use nrm_screening::maintain::compare::{Amount, diff};
use nrm_screening::maintain::sign::{ENVELOPE, VersionReport, refused};
use nrm_screening::trust::{Age, Refused, far_ahead, numbers};
use std::fs;
use std::path::{Path, PathBuf};

/// Publishes.
pub(crate) fn run(options: &PublishOptions) -> Ran {
    let mut found = Vec::new();
    let told = published(options, &mut found);
    ran(found, true, told, "nothing published")
}

fn published(options: &PublishOptions, found: &mut Vec<Found>) -> Option<VersionReport> {
    let version = verified(&options.folder, &options.trusting, (None, ""), found)?;
    if version.admitted.age != Age::Fresh {
        return None;
    }
    // Warnings too: what is published stays.
    found.extend(check::version(&Version { folder: options.folder.clone() }).into_iter().filter(Found::is_wrong));
    found.extend(cases(&options.folder, &version));
    let versions = options.to.join(&*version.bundle.form.id);
    let folder = versions.join(&*version.bundle.form.version);
    if folder.exists() {
        let message = "this version is published: no byte of it may be another".into();
        let finding = Finding::error("published", "", message, "make a new version of the form");
        found.push(Found::hidden(&folder, vec![finding]));
    } else if let Some(last) = last(&versions) {
        follows(options, &version, &last, found);
    }
    if !found.is_empty() {
        return None;
    }
    let mut files = version.bundle.files.clone();
    files.push((ENVELOPE.into(), version.envelope.clone()));
    put(&options.to, &versions, &folder, &files)
        .map_err(|error| found.push(Found::unread(&folder, unwritten(&error))))
        .ok()?;
    Some(VersionReport { written: Some(name(&folder)), ..version.report() })
}

/// What the golden cases tell: they are signed with the form, and have to hold.
fn cases(folder: &Path, version: &Verified) -> Option<Found> {
    let text = version.bundle.files.iter().find(|(name, _)| name == "cases.json").map(|(_, text)| text)?;
    let (mut findings, outcomes) = Cases::test(text, &version.bundle.form);
    let failed = outcomes.iter().filter(|(_, ran)| !ran.differences.is_empty());
    findings.extend(failed.map(|(case, _)| {
        let message = format!("the case `{}` does not come out as it has to", case.id);
        Finding::error("case-failed", &case.pointer, message, "run `nrm-forms test`: it tells why")
    }));
    let file = folder.join("cases.json");
    (!findings.is_empty()).then(|| Found::new(&file, text.clone(), findings))
}

/// The last published version, by its number.
fn last(versions: &Path) -> Option<PathBuf> {
    let number = |path: &PathBuf| numbers(path.file_name()?.to_str()?);
    let folders = entries(versions).unwrap_or_default();
    folders.into_iter().filter(|path| path.join("form.json").is_file()).max_by_key(number)
}

/// Whether it may follow the last published version: by its number, by what is written otherwise, and by its day.
fn follows(options: &PublishOptions, version: &Verified, last: &Path, found: &mut Vec<Found>) {
    let before = found.len();
    let (Some(old), Some(new)) = (taken(last, found), taken(&options.folder, found)) else { return };
    if found.len() > before {
        return;
    }
    let own = &version.admitted.manifest;
    let mut wrong = Vec::new();
    let base = numbers(&old.form.version).unwrap_or_default();
    if own.numbers <= base {
        let message =
            format!("version {} does not come after {}, the last published one", own.version, old.form.version);
        wrong.push(Finding::error("version-step", "/version", message, "give it a higher number"));
    } else if far_ahead(own.numbers, base) {
        wrong.push(refused(Refused::FarAhead));
    } else {
        match diff(&old.version(), &new.version(), Amount { generated: options.runs, seed: 1 }) {
            Ok((_, findings)) | Err(findings) => wrong.extend(findings),
        }
    }
    let signed = fs::read(envelope_of(last)).ok().and_then(|envelope| version.trust.manifest(&envelope).ok());
    if let Some(signed) = signed.filter(|signed| signed.date > own.date) {
        let message = format!("it was made on {}, before {}, the last published one", own.date, signed.version);
        wrong.push(Finding::error("date-before", "/date", message, "let all sign anew, today"));
    }
    if !wrong.is_empty() {
        found.push(new.with(wrong));
    }
}

/// The folder, whole; and nothing at all where it fails.
fn put(to: &Path, versions: &Path, folder: &Path, files: &[(String, Vec<u8>)]) -> std::io::Result<()> {
    fs::read_dir(to)?;
    let made = fs::create_dir(versions).is_ok();
    put_folder(folder, files).inspect_err(|_| {
        if made {
            let _kept = fs::remove_dir(versions);
        }
    })
}
