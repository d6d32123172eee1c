//! The sheet `settings`: which form this is.

use super::super::finding::quoted;
use super::book::Book;
use super::head::language;
use super::import::Beside;
use super::names;
use super::own::{COLUMN, field, member, text};
use super::told::Told;
use crate::definition::{FormDefinition, Outcomes};
use crate::id::{is_form_id, is_language, is_version};
use crate::json::{Entry, Json, Kind};

/// Which form this is.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) id: String,
    /// The id that the workbook has, where it is another.
    pub(super) name: Option<String>,
    pub(super) version: String,
    /// The version that the workbook has, where it is none of ours.
    pub(super) version_name: Option<String>,
    pub(super) language: String,
    pub(super) title: Json,
    /// Keys of the form.
    pub(super) members: Vec<Entry>,
    /// Keys of its outcomes.
    pub(super) outcomes: Vec<Entry>,
}

/// The version of a form whose workbook has none of ours.
const FIRST: &str = "0.1.0";
/// Keys that stand here as they are.
const KEYS: [&str; 2] = ["services", "age"];
const OF_OUTCOMES: [&str; 4] = ["terms", "variant", "variants", "childPath"];

impl Settings {
    /// Reads them; none where it cannot be said which form this is.
    pub(super) fn read(book: &Book, beside: Beside<'_>, named: &[String], told: &mut Told) -> Option<Self> {
        let (mut members, mut outcomes) = (Vec::new(), Vec::new());
        let mut plain: Vec<(&'static str, String, usize)> = Vec::new();
        if let Some(sheet) = book.sheet("settings") {
            for row in 1..sheet.rows.len() {
                for column in (0..sheet.columns()).filter(|column| !sheet.cell(row, *column).trim().is_empty()) {
                    let (head, cell, at) = (sheet.head(column), sheet.cell(row, column), told.at(sheet, row, column));
                    if row > 1 {
                        told.wrong("not-supported", at, "settings have one row", "remove the others");
                        continue;
                    }
                    let lower = head.to_ascii_lowercase();
                    let known = ["form_id", "form_title", "version", "default_language"];
                    if let Some(key) = known.into_iter().find(|known| *known == lower) {
                        plain.push((key, cell.into(), at));
                        continue;
                    }
                    let key = head.strip_prefix(COLUMN).unwrap_or_default();
                    let fields = if OF_OUTCOMES.contains(&key) { Outcomes::FIELDS } else { FormDefinition::FIELDS };
                    if key == "version" {
                        plain.push(("nrm::version", cell.into(), at));
                    } else if head.starts_with(COLUMN) {
                        let taken = KEYS.contains(&key) || OF_OUTCOMES.contains(&key);
                        let value = told.value(field(fields, key).filter(|_| taken), key, cell, at);
                        let into = if KEYS.contains(&key) { &mut members } else { &mut outcomes };
                        into.extend(value.map(|value| member(key, value)));
                    } else {
                        told.left_out(at, "this has no place here", "remove it");
                    }
                }
            }
        }
        let cell = |key: &str| plain.iter().find(|(known, ..)| *known == key).map(|(_, text, at)| (text.as_str(), *at));
        let language = source(cell("default_language"), beside.language, named, told)?;
        let (id, name, of_id) = match (beside.id, cell("form_id")) {
            (Some(id), cell) => (id.to_owned(), cell.map(|(name, _)| name.trim().to_owned()), 0),
            (None, Some((name, at))) => (names::form(name).unwrap_or_default(), Some(name.trim().to_owned()), at),
            (None, None) => {
                told.wrong("missing-setting", 0, "the settings have no `form_id`", "name the form with --id");
                return None;
            }
        };
        if !is_form_id(&id) {
            let message = format!("{} cannot be the id of a form", quoted(name.as_deref().unwrap_or(&id)));
            told.wrong("bad-name", of_id, &message, "name it with --id: small letters, digits and `-`");
            return None;
        }
        let title = match (beside.title, cell("form_title")) {
            (Some(title), _) => text(0, title),
            (None, Some((title, at))) => text(at, title),
            (None, None) => {
                told.wrong("missing-setting", 0, "the settings have no `form_title`", "name it with --title");
                return None;
            }
        };
        let (version, version_name) = match (cell("nrm::version"), cell("version")) {
            (Some((ours, at)), other) => {
                members.push(member("version", text(at, ours.trim())));
                (ours.trim().to_owned(), other.map(|(name, _)| name.to_owned()))
            }
            (None, Some((version, at))) if is_version(version.trim()) => {
                members.push(member("version", text(at, version.trim())));
                (version.trim().to_owned(), None)
            }
            (None, other) => {
                if let Some((name, at)) = other {
                    let message = format!("{} is no version here: the form begins as {FIRST}", quoted(name));
                    told.warn("version-name", at, &message, "say another one in the column `nrm::version`");
                }
                members.push(member("version", text(0, FIRST)));
                (FIRST.into(), other.map(|(name, _)| name.to_owned()))
            }
        };
        members.extend([
            member("format", Json { at: 0, kind: Kind::Number(crate::definition::FORMAT.into()) }),
            member("id", text(of_id, &id)),
            member("sourceLanguage", text(0, &language)),
            member("title", title.clone()),
        ]);
        let name = name.filter(|name| *name != id && names::form(name).as_ref() == Some(&id));
        Some(Self { id, name, version, version_name, language, title, members, outcomes })
    }
}

/// The language of the form.
fn source(default: Option<(&str, usize)>, beside: Option<&str>, named: &[String], told: &mut Told) -> Option<String> {
    if let Some(tag) = beside {
        if is_language(tag) {
            return Some(tag.into());
        }
        told.wrong("unknown-language", 0, &format!("{} is no language", quoted(tag)), "name one like `fr`");
        return None;
    }
    if let Some((name, at)) = default {
        if let Some(tag) = language(name) {
            return Some(tag);
        }
        let message = format!("{} names no language", quoted(name));
        told.wrong("unknown-language", at, &message, "write its tag behind its name, as in `Français (fr)`");
        return None;
    }
    if let [tag] = named {
        return Some(tag.clone());
    }
    let help = "name it in the settings, as `default_language`, or with --language";
    told.wrong("unknown-language", 0, "it is not said in which language the form is", help);
    None
}
