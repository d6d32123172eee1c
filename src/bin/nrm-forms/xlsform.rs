//! `nrm-forms import xlsform` and `export xlsform`: forms as workbooks.

use crate::arguments::{ExportXlsform, Import, ImportXlsform, Writing};
use crate::check::sound;
use crate::diff::of;
use crate::files::{Found, Version, name, put, put_folder, read, read_up_to, reports, unreadable, unwritten};
use crate::output::{Ran, ended};
use crate::show::{Show, weighed};
use nrm_screening::maintain::xlsform::{self, Beside, Imported, LARGEST_BOOK};
use nrm_screening::maintain::{Finding, translate};
use std::path::{Path, PathBuf};

/// What is asked for, and how it is written.
pub(crate) fn import(command: &Import) -> (&Writing, Ran) {
    let Import::Xlsform(options) = command;
    let mut found = Vec::new();
    let made = taken(options, &mut found);
    (&options.writing, told(made, found, "nothing imported"))
}

/// The files that were made; none where something is in the way, which is found then.
fn taken(options: &ImportXlsform, found: &mut Vec<Found>) -> Option<Vec<PathBuf>> {
    let file = &options.file;
    let bytes = read_up_to(file, LARGEST_BOOK).map_err(|why| found.push(Found::unread(file, *why))).ok()?;
    let beside = Beside {
        id: options.id.as_deref(),
        title: options.title.as_deref(),
        language: options.language.as_deref(),
        by: options.by.as_deref(),
        leave_out: options.leave_out,
    };
    let made = xlsform::read(&bytes).and_then(|book| xlsform::import(&book, beside));
    let (made, open) = made.map_err(|findings| found.push(Found::hidden(file, findings))).ok()?;
    if !open.is_empty() {
        found.push(Found::hidden(file, open));
    }
    put_version(&options.folder, made, found)
}

/// Puts a version into its place: the folder of its form, or a new one.
fn put_version(within: &Path, made: Imported, found: &mut Vec<Found>) -> Option<Vec<PathBuf>> {
    let of_form = within.join(&made.id);
    let version = of_form.join(&made.version);
    if version.exists() {
        let help = "give the workbook another version, or name another folder with --in";
        let finding = Finding::error("already-there", "", "there is something of that name".into(), help);
        found.push(Found::unplaced(&name(&version), finding));
        return None;
    }
    let texts = made.texts.into_iter().map(|(tag, text)| (format!("texts/{tag}.json"), text.into_bytes()));
    let form = ("form.json".to_owned(), made.form.into_bytes());
    let files: Vec<(String, Vec<u8>)> = core::iter::once(form).chain(texts).collect();
    let paths = files.iter().map(|(path, _)| version.join(path)).collect();
    let put = if of_form.exists() {
        put_folder(&version, &files)
    } else {
        let files: Vec<_> = files.into_iter().map(|(path, text)| (format!("{}/{path}", made.version), text)).collect();
        put_folder(&of_form, &files)
    };
    put.map_err(|error| found.push(Found::unread(&version, unwritten(&error)))).ok()?;
    Some(paths)
}

/// Writes a form as a workbook.
pub(crate) fn export(options: &ExportXlsform) -> Ran {
    let mut found = Vec::new();
    let made = workbook(options, &mut found).and_then(|bytes| {
        let file = &options.output;
        put(file, &bytes).map_err(|error| found.push(Found::unread(file, unwritten(&error)))).ok()?;
        Some(vec![file.clone()])
    });
    told(made, found, "nothing exported")
}

fn workbook(options: &ExportXlsform, found: &mut Vec<Found>) -> Option<Vec<u8>> {
    let path = of(&options.form);
    let form = sound(&path, found).filter(|_| found.is_empty())?;
    let text = read(&path).map_err(|why| found.push(Found::unread(&path, *why))).ok()?;
    let files =
        Version::of(&path).texts().map_err(|error| found.push(Found::unread(&path, unreadable(&error)))).ok()?;
    let mut overlays = Vec::new();
    for file in files {
        let text = read(&file).map_err(|why| found.push(Found::unread(&file, *why))).ok()?;
        match translate::texts(&form, &text) {
            Ok(overlay) => overlays.push(overlay),
            Err(findings) => {
                found.push(Found::new(&file, text, findings));
                return None;
            }
        }
    }
    let (book, lost) = xlsform::export(&text, &form, &overlays);
    if !lost.is_empty() {
        found.push(Found::new(&path, text, lost));
    }
    let wrong = |why: String| Finding::error("not-written", "", why, "shorten the text that is too long");
    xlsform::write(&book).map_err(|why| found.push(Found::hidden(&options.output, vec![wrong(why)]))).ok()
}

/// What is told of it.
fn told(made: Option<Vec<PathBuf>>, found: Vec<Found>, nothing: &'static str) -> Ran {
    let ended = ended(&found, false, false);
    let written: Vec<String> = made.into_iter().flatten().map(|path| name(&path)).collect();
    let json = serde_json::to_value(serde_json::json!({ "written": written, "findings": reports(&found) }));
    let text = move |colours| {
        let mut text = Show::new(colours).files(&found);
        text.extend(written.iter().map(|file| format!("written: {file}\n")));
        match written.is_empty() {
            true => text + &format!("{nothing}: {}\n", weighed(&found)),
            false if found.is_empty() => text,
            false => text + &format!("{}\n", weighed(&found)),
        }
    };
    Ran { text: Box::new(text), json, ended }
}
