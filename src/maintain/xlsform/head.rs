//! What the columns of a workbook are, and the languages that their heads name.

use super::super::finding::quoted;
use super::book::Sheet;
use super::own::COLUMN;
use super::told::Told;
use crate::id::is_language;

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Head {
    /// One of XLSForm, by its name.
    Plain(&'static str),
    /// A text of XLSForm in a language; in the form's own, where none is named.
    Text(&'static str, Option<String>),
    /// One of ours, by the key of the form language it is.
    Own(String),
    /// One that has no place here and changes neither what is asked nor what comes of it.
    Looks,
    /// Any other.
    Other,
}

/// Texts that may be in several languages, and the keys they are.
const TEXTS: [&str; 3] = ["label", "hint", "constraint_message"];
/// Columns that are read.
const PLAIN: [&str; 10] =
    ["type", "name", "list_name", "required", "relevant", "constraint", "calculation", "choice_filter", "key", "text"];
/// Columns that change only how something looks, or is handled elsewhere.
const LOOKS: [&str; 16] = [
    "appearance",
    "parameters",
    "image",
    "big-image",
    "audio",
    "video",
    "autoplay",
    "media",
    "guidance_hint",
    "required_message",
    "default",
    "body",
    "intent",
    "$compact_tag",
    "sms_field",
    "instance",
];

impl Head {
    /// What a head says.
    pub(super) fn of(head: &str) -> Self {
        let head = head.trim();
        if let Some(key) = head.strip_prefix(COLUMN) {
            return Self::Own(key.trim().into());
        }
        let (name, language) = match head.split_once("::") {
            Some((name, language)) => (name.trim(), Some(language.trim().to_owned())),
            None => (head, None),
        };
        let name = name.to_ascii_lowercase();
        let name = match &*name {
            "list name" => "list_name",
            "relevance" => "relevant",
            "value" => "name",
            other => other,
        };
        let known = |names: &'static [&'static str]| names.iter().find(|known| **known == name).copied();
        match (known(&TEXTS), known(&PLAIN), language) {
            (Some(name), _, language) => Self::Text(name, language),
            (_, Some("text"), language @ Some(_)) => Self::Text("text", language),
            (_, Some(name), None) => Self::Plain(name),
            _ if known(&LOOKS).is_some() => Self::Looks,
            _ => Self::Other,
        }
    }
}

/// The columns of a sheet.
pub(super) fn heads(sheet: &Sheet) -> Vec<Head> {
    (0..sheet.columns()).map(|column| Head::of(sheet.head(column))).collect()
}

/// The language that a head or the settings name: `ar`, `Arabic (ar)`.
pub(super) fn language(name: &str) -> Option<String> {
    let inner = name.rsplit_once('(').map_or(name, |(_, rest)| rest.trim_end().trim_end_matches(')'));
    is_language(inner.trim()).then(|| inner.trim().into())
}

/// What a head of that language is called.
pub(super) fn language_name(tag: &str) -> String {
    match tag {
        "fr" => "Français (fr)".into(),
        "en" => "English (en)".into(),
        "ar" => "العربية (ar)".into(),
        other => other.into(),
    }
}

/// The languages that the heads of these sheets name, each once; told where one is none.
pub(super) fn languages(sheets: &[&Sheet], told: &mut Told) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for sheet in sheets {
        for (column, head) in heads(sheet).into_iter().enumerate() {
            let Head::Text(_, Some(name)) = head else { continue };
            match language(&name) {
                Some(tag) if found.contains(&tag) => {}
                Some(tag) => found.push(tag),
                None => {
                    let at = told.at(sheet, 0, column);
                    let message = format!("{} names no language", quoted(&name));
                    told.wrong(
                        "unknown-language",
                        at,
                        &message,
                        "write its tag behind its name, as in `label::Français (fr)`",
                    );
                }
            }
        }
    }
    found
}
