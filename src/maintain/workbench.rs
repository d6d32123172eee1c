//! What the workbench tells of a version while it is written: everything found, with what to mark in the editor; what its
//! cases come to and reach; how its texts stand.
//!
//! Invariant: a form with errors is never shown: there is a compiled form exactly where nothing found in it is an error.

use super::cases::{self, CasesReport};
use super::compare::{self, Amount, DiffReport, Texts};
use super::finding::{Finding, FindingReport, Severity};
use super::source::Source;
use super::{check_form, check_kinds, check_services, check_texts, translate};
use crate::form::{Form, Services};
use alloc::sync::Arc;

/// The files of a version, as they stand in the editor.
pub struct Files<'f> {
    /// `form.json`.
    pub form: &'f str,
    /// The texts in other languages, each with the name of its file without the ending.
    pub texts: Vec<(&'f str, &'f str)>,
    /// `cases.json`, where there is one.
    pub cases: Option<&'f str>,
    /// The lists of services at hand.
    pub services: Vec<&'f str>,
}

impl<'f> Files<'f> {
    fn version<'v>(&'v self, form: &'v Arc<Form>, texts: &'v Texts) -> compare::Version<'v>
    where
        'f: 'v,
    {
        compare::Version { text: self.form.as_bytes(), form, cases: self.cases.map(str::as_bytes), texts }
    }
}

/// What is told of a version.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Looked {
    /// Everything found, file by file.
    pub findings: Vec<Placed>,
    /// The form, compiled; absent while it has errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Compiled>,
    /// What its cases come to; absent without cases, or while the form has errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cases: Option<CasesReport>,
}

/// A form as it is shown.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compiled {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its language.
    pub language: String,
    /// As a device reads it.
    pub definition: String,
    /// Its translations, as a device reads them.
    pub texts: Vec<String>,
    /// Every text, with its translations.
    pub table: Vec<translate::TextRow>,
    /// How its texts stand in each other language.
    pub languages: Vec<translate::TranslationReport>,
}

/// A finding and what to mark of it in an editor.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Placed {
    /// The file.
    pub file: String,
    /// What kind; stable across versions.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// JSON pointer to the place.
    pub pointer: String,
    /// The line, from 1.
    pub line: usize,
    /// UTF-16 units of that line before what is to be marked, as editors in the browser count.
    pub from: usize,
    /// UTF-16 units up to its end.
    pub to: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Placed {
    fn all(file: &str, source: &Source, found: Vec<Finding>) -> impl Iterator<Item = Self> {
        found.into_iter().map(move |finding| {
            let mark = source.mark(&finding);
            let line = source.line(mark.line);
            let units = |end: usize| {
                String::from_utf8_lossy(line.get(..end.min(line.len())).unwrap_or_default()).encode_utf16().count()
            };
            Self {
                file: file.into(),
                code: finding.code,
                severity: finding.severity,
                pointer: finding.pointer,
                line: mark.line,
                from: units(mark.from),
                to: units(mark.to),
                message: finding.message,
                help: finding.help,
            }
        })
    }
}

/// Tells everything of a version.
pub fn look(files: &Files<'_>) -> Looked {
    let source = |text: &str| Source::new(text.as_bytes().to_vec());
    let (form, mut found) = check_form(files.form.as_bytes());
    if let Some(form) = &form {
        found.extend(kinds(form, &files.services));
    }
    let form = form.filter(|_| found.iter().all(|finding| finding.severity == Severity::Warning));
    let form = form.map(Arc::new);
    let mut findings: Vec<Placed> = Placed::all("form.json", &source(files.form), found).collect();
    for (name, text) in &files.texts {
        let mut found = check_texts(text.as_bytes(), name, form.as_deref());
        // That the form has errors is told by these.
        found.retain(|finding| finding.code != "not-compared");
        findings.extend(Placed::all(&format!("texts/{name}.json"), &source(text), found));
    }
    let cases = files.cases.zip(form.as_ref()).map(|(text, form)| {
        let source = source(text);
        let (found, report) = cases::tested("cases.json", &source, form);
        findings.extend(Placed::all("cases.json", &source, found));
        report
    });
    Looked { findings, form: form.map(|form| compiled(&form, &files.texts)), cases }
}

/// Compares two versions; the findings of either, and about the number of the new one, are within.
///
/// # Errors
/// What of either keeps them from being compared.
pub fn compared(old: &Files<'_>, new: &Files<'_>, amount: Amount) -> Result<DiffReport, Vec<FindingReport>> {
    let report = |found: Vec<Finding>| -> Vec<FindingReport> {
        found.into_iter().map(|finding| finding.report("form.json", None)).collect()
    };
    let taken = |files: &Files<'_>| -> Result<(Arc<Form>, Texts), Vec<FindingReport>> {
        let (form, found) = check_form(files.form.as_bytes());
        let mut texts = Texts::default();
        for (_, text) in &files.texts {
            texts.add(text.as_bytes()).map_err(report)?;
        }
        form.map(|form| (Arc::new(form), texts)).ok_or_else(|| report(found))
    };
    let ((before, old_texts), (after, new_texts)) = (taken(old)?, taken(new)?);
    let versions = (old.version(&before, &old_texts), new.version(&after, &new_texts));
    let (told, found) = compare::diff(&versions.0, &versions.1, amount).map_err(report)?;
    Ok(DiffReport { findings: report(found), ..told })
}

/// Kinds of services that a form names. Of a list that is not at hand nothing is known, which is no error here.
fn kinds(form: &Form, lists: &[&str]) -> Vec<Finding> {
    let list = |text: &&str| -> Option<Services> {
        let name = form.services.as_deref()?;
        check_services(text.as_bytes(), name).0.filter(|list| *list.id == *name)
    };
    let list = lists.iter().find_map(list);
    let found = check_kinds(form, list.as_ref());
    if list.is_some() { found } else { found.into_iter().map(Finding::warning).collect() }
}

/// The form with those of its translations that can be read.
fn compiled(form: &Form, texts: &[(&str, &str)]) -> Compiled {
    let read = |(_, text): &(&str, &str)| translate::texts(form, text.as_bytes()).ok();
    let overlays: Vec<_> = texts.iter().filter_map(read).collect();
    let mut with = form.clone();
    let mut compiled = Vec::new();
    for overlay in &overlays {
        // What is missing or stale was told with the rest of the findings, and does not keep a language from being shown.
        let _told = with.add_language(overlay);
        compiled.extend(with.language(&overlay.language).and_then(|language| with.language_to_text(language)));
    }
    Compiled {
        id: (*form.id).into(),
        version: (*form.version).into(),
        language: form.languages.first().map(|own| (*own.tag).into()).unwrap_or_default(),
        definition: form.to_text(),
        texts: compiled,
        table: translate::table_of(form, &overlays),
        languages: overlays.iter().map(|overlay| translate::status(form, overlay)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../tests/fixtures/example.form.json");

    const OVERLAY: &str = r#"{"format": 1, "form": "example", "version": "1.0.0", "language": "fr", "review": "none",
        "texts": {"title": ["00000000", "Exemple"]}}"#;

    fn looked(form: &str, texts: Vec<(&str, &str)>, cases: Option<&str>) -> Looked {
        look(&Files { form, texts, cases, services: Vec::new() })
    }

    #[test]
    fn what_is_wrong_is_marked_in_the_line_as_editors_count() {
        let broken = EXAMPLE.replacen("\"title\": \"", "\"title\": \"𝔸é ", 1).replacen("papers ==", "paper ==", 1);
        assert_ne!(broken, EXAMPLE);
        let found = looked(&broken, vec![("fr", OVERLAY)], None);
        assert_eq!(found.findings.iter().map(|told| told.code).collect::<Vec<_>>(), ["unknown-name"]);
        assert!(found.form.is_none() && found.cases.is_none());
        let told = found.findings.iter().find(|told| told.code == "unknown-name").unwrap();
        let line = broken.lines().nth(told.line - 1).unwrap();
        let units: Vec<u16> = line.encode_utf16().collect();
        assert_eq!(String::from_utf16(&units[told.from..told.to]).unwrap(), "paper");
        assert!(told.help.starts_with("did you mean `papers`?"), "{}", told.help);
    }

    #[test]
    fn two_versions_are_compared_or_what_is_in_the_way_is_told() {
        let files = |form| Files { form, texts: Vec::new(), cases: None, services: Vec::new() };
        let amount = Amount { generated: 20, seed: 1 };
        let other = EXAMPLE.replacen("\"title\": \"", "\"title\": \"New ", 1);
        let told = compared(&files(EXAMPLE), &files(&other), amount).unwrap();
        assert_eq!((told.changes.len(), told.findings.len()), (1, 1), "{told:?}");
        assert_eq!(compared(&files(EXAMPLE), &files("{"), amount).unwrap_err()[0].code, "json-syntax");
    }

    #[test]
    fn units_are_those_of_the_browser() {
        let source = Source::new("{\"𝔸é\": wrong}".into());
        let finding = Finding { at: Some(11), ..Finding::error("x", "", String::new(), "") };
        let placed = Placed::all("a", &source, vec![finding]).next().unwrap();
        assert_eq!((placed.line, placed.from, placed.to), (1, 8, 9));
    }

    #[test]
    fn a_form_that_is_right_is_compiled_with_its_translations_and_its_cases_are_run() {
        let cases = r#"{"form": "example", "version": "1.0.0", "cases": [
            {"id": "a", "title": "A", "answers": {}, "expect": {"class": "indeterminate"}}]}"#;
        let found = looked(EXAMPLE, vec![("fr", OVERLAY)], Some(cases));
        let form = found.form.unwrap();
        assert_eq!((form.texts.len(), form.languages[0].stale.clone()), (1, vec!["title".to_owned()]));
        let row = &form.table[0];
        assert_eq!((&*row.key, &*row.texts[0].text, row.texts[0].state.word()), ("title", "Exemple", "stale"));
        assert!(found.findings.iter().any(|told| told.code == "stale-text" && told.file == "texts/fr.json"));
        let cases = found.cases.unwrap();
        assert_eq!(cases.passed + cases.failed, 1, "{:?}", found.findings);
        assert!(cases.coverage.unwrap().iter().any(|kind| !kind.missing.is_empty()));
    }
}
