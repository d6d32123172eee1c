//! `nrm-forms fmt`: the files of forms as they are written.

use crate::arguments::FmtOptions;
use crate::files::{Found, Version, is_published, name, put, read, reports, unreadable, unwritten};
use crate::output::{Ran, ended};
use crate::show::{Show, counted, weighed};
use nrm_screening::maintain::{Finding, format};
use std::io;
use std::path::{Path, PathBuf};

/// Writes every file anew that is not written so; with `--check` tells which.
pub(crate) fn run(options: &FmtOptions) -> Ran {
    let mut found: Vec<Found> = Vec::new();
    let (mut files, mut written) = (0, Vec::new());
    for path in &options.paths {
        match files_of(path) {
            Ok(list) if list.is_empty() => found.push(Found::nothing(path)),
            Ok(list) => {
                for file in list {
                    files += 1;
                    match one(&file, options.check) {
                        Ok(false) => {}
                        Ok(true) => written.push(name(&file)),
                        Err(wrong) => found.push(wrong),
                    }
                }
            }
            Err(error) => found.push(Found::unread(path, unreadable(&error))),
        }
    }
    let check = options.check;
    let ended = ended(&found, false, check && !written.is_empty());
    let json = serde_json::to_value(serde_json::json!({ "written": written, "findings": reports(&found) }));
    let text = move |colours| {
        let mut text = Show::new(colours).files(&found);
        let verb = if check { "to be written anew" } else { "written" };
        text.extend(written.iter().map(|file| format!("{verb}: {file}\n")));
        let wrong = if found.is_empty() { String::new() } else { format!("; {}", weighed(&found)) };
        text + &format!("{} looked at, {} {verb}{wrong}\n", counted(files, "file"), written.len())
    };
    Ran { text: Box::new(text), json, ended }
}

/// The files of a path: itself, or form, texts and cases of every version in a folder.
fn files_of(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for version in Version::within(path)? {
        files.push(version.form());
        files.extend(version.texts()?);
        files.extend(Some(version.cases()).filter(|cases| cases.is_file()));
    }
    Ok(files)
}

/// Whether a file is, or has to be, written anew.
fn one(file: &Path, check: bool) -> Result<bool, Found> {
    let text = read(file).map_err(|why| Found::unread(file, *why))?;
    let made = match format::format(&text) {
        Ok(made) => made,
        Err(findings) => return Err(Found::new(file, text, findings)),
    };
    if made.as_bytes() == text {
        return Ok(false);
    }
    if is_published(file) {
        let message = "this version is published: no byte of it may be another".into();
        let finding = Finding::error("published", "", message, "make a new version of the form");
        return Err(Found::hidden(file, vec![finding]));
    }
    if !check {
        put(file, made.as_bytes()).map_err(|error| Found::unread(file, unwritten(&error)))?;
    }
    Ok(true)
}
