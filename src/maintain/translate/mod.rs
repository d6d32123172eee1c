//! The texts of a form for a translator, and what comes back: XLIFF 2 or a table.
//!
//! Invariant: nothing is lost. What comes back is put over what was there; a text that does not come back stays as it was,
//! and so does what it translates: a stale text is only called translated where the file says that somebody looked at it.

mod table;
mod xliff;

use super::check::{check_texts, encoding, findings};
use super::finding::{Finding, Severity, quoted};
use crate::compile::source_digest;
use crate::definition::TextsOverlay;
use crate::form::Form;
use crate::id::is_language;
use crate::value::words;
use alloc::collections::{BTreeMap, BTreeSet};
use serde_json::Value;

words! {
    /// How the translation of a text stands.
    TextState {
        /// There is none.
        New = "new",
        /// It translates another text than the form has now.
        Stale = "stale",
        /// It translates the text as it is.
        Translated = "translated",
        /// The form does not have the text any more.
        Obsolete = "obsolete",
    }
}

/// What a file for translators is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// XLIFF 2.0.
    Xliff,
    /// A table: RFC 4180.
    Table,
}

/// A text and its translation.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unit {
    key: String,
    source: String,
    target: String,
    state: TextState,
    /// First eight hexadecimal digits of the SHA-256 of the text it was made of.
    of: String,
}

/// What a file for translators says of itself.
#[derive(Debug, Default)]
struct Given {
    form: Option<String>,
    language: Option<String>,
    units: Vec<Unit>,
}

/// How the texts of a form stand in a language.
#[derive(Clone, Debug, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TranslationReport {
    /// The language.
    pub language: String,
    /// Who reviewed it; `none` until a person has.
    pub review: String,
    /// How many texts the form has.
    pub all: usize,
    /// How many are translated as they are now.
    pub translated: usize,
    /// Keys of those whose translation is of another text.
    pub stale: Vec<String>,
    /// Keys of those without a translation.
    pub missing: Vec<String>,
    /// Keys that the form does not have.
    pub obsolete: Vec<String>,
}

/// A text of the form in all its languages.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct TextRow {
    /// Its key.
    pub key: String,
    /// As the form has it.
    pub source: String,
    /// In the other languages, in their order.
    pub texts: Vec<TextCell>,
}

/// A text in another language.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct TextCell {
    /// How it stands.
    pub state: TextState,
    /// The text; empty where there is none.
    pub text: String,
}

/// Every text of the form, in its order, beside its translations.
pub fn table_of(form: &Form, overlays: &[TextsOverlay]) -> Vec<TextRow> {
    let mut rows: Vec<TextRow> = form
        .source_texts()
        .map(|(key, source)| TextRow { key: key.into(), source: source.into(), texts: Vec::new() })
        .collect();
    for overlay in overlays {
        for (row, unit) in rows.iter_mut().zip(units(form, Some(overlay))) {
            row.texts.push(TextCell { state: unit.state, text: unit.target });
        }
    }
    rows
}

/// Texts in another language, as they were read.
///
/// # Errors
/// Everything wrong with their shape, or that they belong to another form.
pub fn texts(form: &Form, text: &[u8]) -> Result<TextsOverlay, Vec<Finding>> {
    encoding(text)?;
    let overlay = TextsOverlay::read(text).map_err(|found| findings(&found))?;
    of_form(form, &overlay.form, "/form").map(|()| overlay)
}

/// How the texts stand in a language.
pub fn status(form: &Form, overlay: &TextsOverlay) -> TranslationReport {
    let units = units(form, Some(overlay));
    let keys = |state: TextState| {
        units.iter().filter(|unit| unit.state == state).map(|unit| unit.key.clone()).collect::<Vec<_>>()
    };
    TranslationReport {
        language: (*overlay.language).into(),
        review: (*overlay.review).into(),
        all: form.source_texts().count(),
        translated: keys(TextState::Translated).len(),
        stale: keys(TextState::Stale),
        missing: keys(TextState::New),
        obsolete: keys(TextState::Obsolete),
    }
}

/// Every text of a form with its translation, as a file for a translator.
///
/// # Errors
/// A language that is none, or the form's own.
pub fn export(
    form: &Form,
    overlay: Option<&TextsOverlay>,
    language: &str,
    format: Format,
) -> Result<String, Vec<Finding>> {
    target_language(form, language)?;
    let units = units(form, overlay);
    match format {
        Format::Xliff => Ok(xliff::write(form, language, &units)),
        Format::Table => table::write(&units),
    }
}

/// What came back from a translator, put over what was there: the texts of that language as a file, and what is not right with
/// them yet.
///
/// # Errors
/// Everything wrong with the file, or with a text in it.
pub fn import(
    form: &Form,
    before: Option<&TextsOverlay>,
    text: &[u8],
    language: Option<&str>,
    review: Option<&str>,
) -> Result<(String, Vec<Finding>), Vec<Finding>> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    encoding(text)?;
    let text = core::str::from_utf8(text).unwrap_or_default();
    let given = if text.trim_start().starts_with('<') { xliff::read(text)? } else { table::read(text)? };
    if let Some(id) = &given.form {
        of_form(form, id, "")?;
    }
    let language = match (given.language.as_deref(), language, before.map(|before| &*before.language)) {
        (Some(told), Some(asked), _) | (Some(told), None, Some(asked)) if told != asked => {
            let message = format!("the file is in {}, not in {}", quoted(told), quoted(asked));
            return Err(vec![Finding::error("other-language", "", message, "name the file of that language")]);
        }
        (Some(told), ..) => told,
        (None, Some(asked), _) | (None, None, Some(asked)) => asked,
        (None, None, None) => {
            let message = "the file does not say in which language it is".into();
            return Err(vec![Finding::error("other-language", "", message, "name it with --language")]);
        }
    };
    target_language(form, language)?;
    let (merged, changed) = merged(form, before, given.units)?;
    // A review is of texts as they were.
    let kept = before.map(|before| &*before.review).filter(|_| !changed);
    let made = written(form, language, review.or(kept).unwrap_or("none"), &merged);
    let found: Vec<Finding> = check_texts(made.as_bytes(), language, Some(form)).into_iter().map(named).collect();
    // A text that is still to be translated does not hold up the others.
    let allowed = |finding: &Finding| finding.severity == Severity::Warning || OPEN.contains(&finding.code);
    if found.iter().all(allowed) { Ok((made, found.into_iter().map(Finding::warning).collect())) } else { Err(found) }
}

/// The language that a file from a translator says it is in.
pub fn language_of(text: &[u8]) -> Option<String> {
    let text = core::str::from_utf8(text).ok().filter(|text| text.contains('<'))?;
    xliff::read(text.trim_start_matches('\u{feff}')).ok()?.language.filter(|language| is_language(language))
}

/// The texts of a language as a file, made of texts by key as they stand beside the source now.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn overlay(form: &Form, language: &str, texts: &BTreeMap<String, String>) -> String {
    let of = |key: &str| form.source_texts().find(|(known, _)| *known == key).map_or("", |(_, source)| source);
    let places: BTreeMap<&str, usize> = form.source_texts().map(|(key, _)| key).zip(0..).collect();
    let mut units: Vec<Unit> = Vec::new();
    for (key, target) in texts {
        let source = of(key);
        let (key, target, of) = (key.clone(), target.clone(), source_digest(source));
        units.push(Unit { key, source: source.into(), target, state: TextState::Translated, of });
    }
    units.sort_by_key(|unit| places.get(unit.key.as_str()).copied().unwrap_or(usize::MAX));
    written(form, language, "none", &units)
}

/// The texts of a language that translate the form as it is, by key, and the keys of those that do not.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn current(form: &Form, overlay: &TextsOverlay) -> (BTreeMap<String, String>, Vec<String>) {
    let (mut fresh, mut others) = (BTreeMap::new(), Vec::new());
    for unit in units(form, Some(overlay)) {
        match unit.state {
            TextState::Translated => drop(fresh.insert(unit.key, unit.target)),
            TextState::Stale | TextState::Obsolete => others.push(unit.key),
            TextState::New => {}
        }
    }
    (fresh, others)
}

/// What is told of texts that are not there yet, or no longer.
const OPEN: [&str; 2] = ["missing-text", "unknown-text"];

/// The finding with the key it is about: there is no line of the file to show.
pub(super) fn named(finding: Finding) -> Finding {
    let key = finding.pointer.strip_prefix("/texts/").map(|key| key.split('/').next().unwrap_or(key).to_owned());
    match key.filter(|key| !finding.message.contains(key.as_str())) {
        Some(key) => Finding { message: format!("{}: {}", quoted(&key), finding.message), ..finding },
        None => finding,
    }
}

fn of_form(form: &Form, id: &str, pointer: &str) -> Result<(), Vec<Finding>> {
    let message = format!("these are the texts of {}, not of {}", quoted(id), quoted(&form.id));
    let finding = Finding::error("other-form", pointer, message, "name the form they belong to");
    if *id == *form.id { Ok(()) } else { Err(vec![finding]) }
}

fn target_language(form: &Form, language: &str) -> Result<(), Vec<Finding>> {
    let own = form.languages.first().map_or("", |own| &*own.tag);
    if is_language(language) && language != own {
        return Ok(());
    }
    let message = format!("{} is not a language to translate into", quoted(language));
    Err(vec![Finding::error("other-language", "", message, format!("name one like `ar`; the form is in `{own}`"))])
}

/// Every text in the order of the form, and then those it does not have any more.
fn units(form: &Form, overlay: Option<&TextsOverlay>) -> Vec<Unit> {
    let given: BTreeMap<&str, (&str, &str)> =
        overlay.iter().flat_map(|overlay| &overlay.texts.0).map(|one| (&*one.key, (&*one.of, &*one.text))).collect();
    let mut units = Vec::new();
    let mut known = BTreeSet::new();
    for (key, source) in form.source_texts() {
        known.insert(key);
        let (of, target) = given.get(key).copied().unwrap_or_default();
        let state = match of {
            _ if target.is_empty() => TextState::New,
            of if *of == *source_digest(source) => TextState::Translated,
            _ => TextState::Stale,
        };
        units.push(Unit { key: key.into(), source: source.into(), target: target.into(), state, of: of.into() });
    }
    for one in overlay.iter().flat_map(|overlay| &overlay.texts.0).filter(|one| !known.contains(&*one.key)) {
        let (key, target, of) = ((*one.key).into(), (*one.text).into(), (*one.of).into());
        units.push(Unit { key, source: String::new(), target, state: TextState::Obsolete, of });
    }
    units
}

/// What came back over what was there; whether any text is another.
fn merged(form: &Form, before: Option<&TextsOverlay>, given: Vec<Unit>) -> Result<(Vec<Unit>, bool), Vec<Finding>> {
    let (mut found, mut changed) = (Vec::new(), false);
    let mut all = units(form, before);
    let mut seen = BTreeSet::new();
    for unit in given {
        let Some(slot) = all.iter_mut().find(|known| known.key == unit.key) else {
            if unit.state == TextState::Obsolete && !unit.target.is_empty() {
                changed = true;
                all.push(unit);
            } else if !unit.target.is_empty() {
                let message = format!("the form has no text {}", quoted(&unit.key));
                found.push(Finding::error("unknown-text", "", message, "correct the key, or leave the text out"));
            }
            continue;
        };
        if !seen.insert(unit.key.clone()) {
            let message = format!("{} is translated twice", quoted(&unit.key));
            found.push(Finding::error("duplicate-key", "", message, "leave one of them out"));
        }
        if unit.target.is_empty() || slot.state == TextState::Obsolete {
            continue;
        }
        if let Some(placeholder) = placeholder(&unit.source, &unit.target) {
            let message = format!("{}: {} is not in both texts", quoted(&unit.key), quoted(&placeholder));
            found.push(Finding::error("placeholder", "", message, "write it as it stands in the source"));
        }
        // What somebody looked at translates the text that stood beside it; the rest, what it did before.
        let of = if unit.state == TextState::Translated { source_digest(&unit.source) } else { unit.of };
        let of = if of.is_empty() { source_digest(&unit.source) } else { of };
        changed |= slot.target != unit.target || slot.of != of;
        *slot = Unit { target: unit.target, of, ..slot.clone() };
    }
    // A file stays in its order, so that what changed in it can be seen; what is new comes last.
    let places = before.iter().flat_map(|before| &before.texts.0).enumerate();
    let places: BTreeMap<&str, usize> = places.map(|(place, one)| (&*one.key, place)).collect();
    all.sort_by_key(|unit| places.get(unit.key.as_str()).copied().unwrap_or(usize::MAX));
    if found.is_empty() { Ok((all, changed)) } else { Err(found) }
}

/// A placeholder, as `{name}`, that one of two texts has more often than the other.
fn placeholder(source: &str, target: &str) -> Option<String> {
    let of = |text: &str| {
        let mut counts: BTreeMap<String, i32> = BTreeMap::new();
        for piece in text.split('{').skip(1) {
            if let Some((name, _)) = piece.split_once('}') {
                *counts.entry(format!("{{{name}}}")).or_default() += 1;
            }
        }
        counts
    };
    let (one, other) = (of(source), of(target));
    one.keys().chain(other.keys()).find(|name| one.get(*name) != other.get(*name)).cloned()
}

/// The file of a language, a text in each line.
fn written(form: &Form, language: &str, review: &str, units: &[Unit]) -> String {
    let json = |text: &str| Value::from(text).to_string();
    let line = |unit: &Unit| format!("    {}: [{}, {}]", json(&unit.key), json(&unit.of), json(&unit.target));
    let lines: Vec<String> = units.iter().filter(|unit| !unit.target.is_empty()).map(line).collect();
    let head = [("form", &*form.id), ("version", &form.version), ("language", language), ("review", review)];
    let head: String =
        head.iter().flat_map(|(key, text)| ["  ", &*json(key), ": ", &*json(text), ",\n"].map(String::from)).collect();
    format!("{{\n  \"format\": 1,\n{head}  \"texts\": {{\n{}\n  }}\n}}\n", lines.join(",\n"))
}
