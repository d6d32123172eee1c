//! `nrm-forms translate`: the texts of a form for a translator, what comes back, and how they stand.

use crate::arguments::{TextFormat, Translate, TranslateExport, TranslateImport, TranslateStatus, Writing};
use crate::check::sound;
use crate::deliver::{Made, deliver};
use crate::diff::of;
use crate::files::{Found, Version, read, reports, unreadable};
use crate::output::{Ran, ended};
use crate::show::{Show, weighed};
use nrm_screening::maintain::translate::{self, Format, TranslationReport};
use nrm_screening::maintain::{Finding, readable};
use nrm_screening::{Form, TextsOverlay};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is asked for, and how it is written.
pub(crate) fn run(command: &Translate) -> (&Writing, Ran) {
    match command {
        Translate::Export(options) => (&options.writing, export(options)),
        Translate::Import(options) => (&options.writing, import(options)),
        Translate::Status(options) => (&options.writing, status(options)),
    }
}

/// The form; none where it has errors, which are found then.
fn taken(path: &Path, found: &mut Vec<Found>) -> Option<(PathBuf, Arc<Form>)> {
    let path = of(path);
    let form = sound(&path, found)?;
    Some((path, form))
}

/// Puts the texts of a language that stand beside a form, if there are any, into `overlay`; says whether nothing is in
/// the way.
fn beside(file: &Path, form: &Form, overlay: &mut Option<TextsOverlay>, found: &mut Vec<Found>) -> bool {
    if !file.exists() {
        return true;
    }
    match read(file).map(|text| (translate::texts(form, &text), text)) {
        Ok((Ok(texts), _)) => *overlay = Some(texts),
        Ok((Err(findings), text)) => found.push(Found::new(file, text, findings)),
        Err(why) => found.push(Found::unread(file, *why)),
    }
    overlay.is_some()
}

fn file_of(form: &Path, language: &str) -> PathBuf {
    // A language that is none is told with its name; here it may not lead elsewhere.
    let plain: String = language.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    Version::of(form).folder.join("texts").join(format!("{plain}.json"))
}

fn export(options: &TranslateExport) -> Ran {
    let mut found = Vec::new();
    let made = (|| {
        let (path, form) = taken(&options.form, &mut found)?;
        let mut overlay = None;
        beside(&file_of(&path, &options.language), &form, &mut overlay, &mut found).then_some(())?;
        let is_csv = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "csv");
        let format = match options.format {
            Some(TextFormat::Csv) => Format::Table,
            None if options.output.as_ref().is_some_and(is_csv) => Format::Table,
            Some(TextFormat::Xliff) | None => Format::Xliff,
        };
        let hidden = |findings| found.push(Found::hidden(&path, findings));
        translate::export(&form, overlay.as_ref(), &options.language, format).map_err(hidden).ok()
    })();
    deliver(options.output.as_deref(), made.map(Made::from), found, "nothing exported")
}

fn import(options: &TranslateImport) -> Ran {
    let mut found = Vec::new();
    let made = (|| {
        let (path, form) = taken(&options.form, &mut found)?;
        let file = &options.file;
        let text = read(file).map_err(|why| found.push(Found::unread(file, *why))).ok()?;
        let told = options.language.clone().or_else(|| translate::language_of(&text));
        let mut before = None;
        if let Some(language) = &told {
            beside(&file_of(&path, language), &form, &mut before, &mut found).then_some(())?;
        }
        let (told, review) = (options.language.as_deref(), options.review.as_deref());
        match translate::import(&form, before.as_ref(), &text, told, review) {
            Ok((text, open)) => {
                let line = |finding: &Finding| format!("warning[{}]: {}", finding.code, finding.message);
                Some(Made { text, told: open.iter().map(line).collect() })
            }
            Err(findings) => {
                found.push(Found::hidden(file, findings));
                None
            }
        }
    })();
    deliver(options.output.as_deref(), made, found, "nothing imported")
}

fn status(options: &TranslateStatus) -> Ran {
    let mut found = Vec::new();
    let mut told: Vec<TranslationReport> = Vec::new();
    if let Some((path, form)) = taken(&options.form, &mut found) {
        match Version::of(&path).texts() {
            Ok(files) => {
                for file in files {
                    let mut overlay = None;
                    beside(&file, &form, &mut overlay, &mut found);
                    told.extend(overlay.map(|overlay| translate::status(&form, &overlay)));
                }
            }
            Err(error) => found.push(Found::unread(&path, unreadable(&error))),
        }
    }
    let ended = ended(&found, false, false);
    let json = serde_json::to_value(serde_json::json!({ "languages": told, "findings": reports(&found) }));
    let text = move |colours| {
        let mut text = Show::new(colours).files(&found);
        text.extend(told.iter().map(shown));
        match (told.len(), found.is_empty()) {
            (0, true) => text + "there are no texts in other languages yet\n",
            (_, true) => text,
            (_, false) => text + &format!("not all was read: {}\n", weighed(&found)),
        }
    };
    Ran { text: Box::new(text), json, ended }
}

fn shown(told: &TranslationReport) -> String {
    let TranslationReport { language, review, all, translated, stale, missing, obsolete } = told;
    let mut lines = vec![format!("{language}: {translated} of {all} translated; review: {}", readable(review))];
    for (what, keys) in [("stale", stale), ("missing", missing), ("obsolete", obsolete)] {
        lines.extend(keys.iter().map(|key| format!("  {what}: {}", readable(key))));
    }
    lines.join("\n") + "\n"
}
