//! Our own columns and sheets: a key of the form language in a cell, and back.
//!
//! A text, a word, a number, a flag stand as they are. Names stand side by side, texts each in a line of its own. Everything
//! else is JSON, as it would stand in the form.

use crate::definition::shape::{Field, Shape, key_of};
use crate::json::{Entry, Json, Kind, Limits, read};

/// What our columns and sheets begin with.
pub(super) const COLUMN: &str = "nrm::";
pub(super) const SHEET: &str = "nrm_";

/// The list of choices of a consent, which is always the same one.
pub(super) const CONSENT: &str = "nrm_consent";
/// Its codes.
pub(super) const CONSENTS: [&str; 5] = ["given", "refused", "asked", "withdrawn", "not_required"];

/// The sheets that are lists of records of the form, with the keys of the form they are.
pub(super) fn sheets() -> [(&'static str, &'static str, &'static [Field]); 6] {
    use crate::definition as authored;
    [
        ("nrm_sources", "sources", authored::Source::FIELDS),
        ("nrm_indicators", "indicators", authored::Indicator::FIELDS),
        ("nrm_dimension_rule", "dimensionRule", authored::Combination::FIELDS),
        ("nrm_dimensions", "dimensions", authored::Dimension::FIELDS),
        ("nrm_scores", "scores", authored::Score::FIELDS),
        ("nrm_alerts", "alerts", authored::Alert::FIELDS),
    ]
}

/// The key of a field.
pub(super) fn key(field: &Field) -> String {
    key_of(field.name)
}

/// The field of a key.
pub(super) fn field(fields: &'static [Field], key: &str) -> Option<&'static Field> {
    fields.iter().find(|field| key_of(field.name) == key)
}

/// Puts the members of a record into the order of its fields, an item's id before its type.
pub(super) fn sorted(mut members: Vec<Entry>, fields: &[Field]) -> Vec<Entry> {
    let of_item = fields.first().is_some_and(|first| first.name == "r#type");
    let place = |key: &str| match fields.iter().position(|field| key_of(field.name) == key) {
        Some(_) if of_item && key == "id" => 0,
        place => place.map_or(usize::MAX, |place| place + 1),
    };
    members.sort_by_key(|member| place(&member.key));
    members
}

/// A member of an object.
pub(super) fn member(key: &str, value: Json) -> Entry {
    Entry { key: key.into(), value }
}

/// A text of a cell.
pub(super) fn text(at: usize, text: &str) -> Json {
    Json { at, kind: Kind::Text(text.into()) }
}

/// Whether a cell says yes or no; none of anything else.
pub(super) fn flag(cell: &str) -> Option<bool> {
    match cell.trim().to_ascii_lowercase().trim_end_matches("()") {
        "yes" | "true" | "1" => Some(true),
        "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// What a cell says, for a key of that shape.
///
/// # Errors
/// What it would have to be.
pub(super) fn decoded(shape: &Shape, cell: &str, at: usize) -> Result<Json, &'static str> {
    let plain = |kind| Ok(Json { at, kind });
    let bare = cell.trim();
    match shape {
        Shape::Flag => flag(bare).map(|flag| Json { at, kind: Kind::Bool(flag) }).ok_or("`true` or `false`"),
        Shape::Count | Shape::Number => match read(bare.as_bytes(), Limits::DEFINITION).map(|json| json.kind) {
            Ok(Kind::Number(number)) => plain(Kind::Number(number)),
            _ => Err("a number"),
        },
        Shape::Name(..) | Shape::Word(_) | Shape::Expression => plain(Kind::Text(bare.into())),
        Shape::Text => plain(Kind::Text(cell.replace("\r\n", "\n").into())),
        Shape::List(_, inner) if !bare.starts_with('[') => {
            let kind = |text: &str| text_at(at, text);
            match inner() {
                Shape::Name(..) | Shape::Word(_) => plain(Kind::List(bare.split_whitespace().map(kind).collect())),
                Shape::Text | Shape::TextOr(..) => plain(Kind::List(cell.lines().map(kind).collect())),
                _ => Err("JSON, as in the form"),
            }
        }
        Shape::TextOr(..) if !bare.starts_with(['[', '{']) => plain(Kind::Text(bare.into())),
        _ => {
            let mut json = read(bare.as_bytes(), Limits::DEFINITION).map_err(|_| "JSON, as in the form")?;
            place(&mut json, at);
            Ok(json)
        }
    }
}

fn text_at(at: usize, letters: &str) -> Json {
    text(at, letters)
}

/// Says of a whole tree that it stands in one cell.
fn place(json: &mut Json, at: usize) {
    json.at = at;
    match &mut json.kind {
        Kind::List(list) => list.iter_mut().for_each(|member| place(member, at)),
        Kind::Object(members) => members.iter_mut().for_each(|member| place(&mut member.value, at)),
        _ => {}
    }
}

/// The cell of a value; [`decoded`] gives the value back.
pub(super) fn encoded(shape: &Shape, json: &Json) -> String {
    let simple = |list: &[Json], holds: fn(&str) -> bool, between: &str| {
        let texts: Vec<&str> = list.iter().map(Json::text).collect::<Option<_>>()?;
        let fits = !texts.is_empty() && texts.iter().all(|text| holds(text)) && !texts.first()?.starts_with('[');
        fits.then(|| texts.join(between))
    };
    let list = match (&json.kind, shape) {
        (Kind::Text(text), _) => return (**text).into(),
        (Kind::List(list), Shape::List(_, inner)) => match inner() {
            Shape::Name(..) | Shape::Word(_) => simple(list, |text| !text.contains(char::is_whitespace), " "),
            Shape::Text | Shape::TextOr(..) => {
                simple(list, |text| text.trim() == text && !text.is_empty() && !text.contains('\n'), "\n")
            }
            _ => None,
        },
        _ => None,
    };
    list.unwrap_or_else(|| super::super::format::in_line(json))
}
