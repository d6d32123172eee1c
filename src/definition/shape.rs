//! What a definition may look like, as a table, and the one walk that checks a tree against it.
//!
//! Every record of the form language is declared once with the `record!` macro, which makes of it the type, its row of
//! the table ([`Field`]s) and `take`, which reads a tree that was checked. Checking collects everything; taking cannot
//! fail.

use crate::diagnostic::{Code, Diagnostics};
use crate::json::{self, Entry, Json, Pointer};
use crate::number::Ratio;

/// Most characters of one text.
pub const LONGEST_TEXT: usize = 4096;

/// Most members of a list.
const MOST_MEMBERS: usize = 2000;

/// What a value may look like.
pub enum Shape {
    /// A text that is shown.
    Text,
    /// A text that must hold to a rule, and the code that tells it does not.
    Name(fn(&str) -> bool, Code),
    /// A condition; `compile` reads it.
    Expression,
    /// `true` or `false`.
    Flag,
    /// A whole number from 0 to 999.
    Count,
    /// A plain decimal.
    Number,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An object with these keys.
    Record(&'static [Field]),
    /// An object whose key `type` says which of these keys it has.
    Tagged(&'static [Field], &'static [Kind]),
    /// A list of at most so many.
    List(usize, fn() -> Shape),
    /// The same of at least one; with `true`, no two are the same text.
    Some(bool, fn() -> Shape),
    /// An object with any keys that hold to the rule.
    Map(fn(&str) -> bool, fn() -> Shape),
    /// Nothing: no key has it.
    Never,
    /// A text of the first shape, anything else of the second.
    TextOr(fn() -> Shape, fn() -> Shape),
}

/// A key of a record.
pub struct Field {
    /// Its name in Rust, `snake_case`; in JSON it is the same in `camelCase`.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What its value may look like.
    pub shape: fn() -> Shape,
}

/// Which keys of a tagged record one of its kinds has, by their names in Rust; all have `type` and `id`.
pub struct Kind {
    /// The word of its `type`.
    pub word: &'static str,
    /// Keys that must be there.
    pub required: &'static [&'static str],
    /// Keys that may be.
    pub optional: &'static [&'static str],
    /// Keys that may be, and that it shares with other kinds.
    pub common: &'static [&'static str],
}

impl Kind {
    fn requires(&self, name: &str) -> bool {
        matches!(name, "r#type" | "id") || self.required.contains(&name)
    }

    fn has(&self, name: &str) -> bool {
        self.requires(name) || self.optional.contains(&name) || self.common.contains(&name)
    }
}

/// Something that can be read from a tree.
pub trait Take: Default {
    /// What the tree has to look like.
    fn shape() -> Shape;
    /// Reads it; a tree that was not checked may give the default.
    fn take(json: &Json) -> Self;
}

/// The letters of a field's key: its name in `camelCase`; `schema` is the key `$schema`.
fn letters_of_key(name: &str) -> impl Iterator<Item = u8> {
    let mut upper = false;
    let dollar = (name == "schema").then_some(b'$');
    let letters = name.strip_prefix("r#").unwrap_or(name).bytes().filter_map(move |byte| {
        let letter = if upper { byte.to_ascii_uppercase() } else { byte };
        upper = byte == b'_';
        (!upper).then_some(letter)
    });
    dollar.into_iter().chain(letters)
}

fn is_key(name: &str, key: &str) -> bool {
    letters_of_key(name).eq(key.bytes())
}

pub(crate) fn key_of(name: &str) -> String {
    letters_of_key(name).map(char::from).collect()
}

/// The member of a record for a field.
pub(crate) fn member<'j>(json: &'j Json, name: &str) -> Option<&'j Json> {
    match &json.kind {
        json::Kind::Object(entries) => entries.iter().find(|entry| is_key(name, &entry.key)).map(|entry| &entry.value),
        _ => None,
    }
}

/// Checks a tree against a shape and tells everything that differs.
pub fn check(json: &Json, shape: &Shape, pointer: &mut Pointer, found: &mut Diagnostics) {
    match (shape, &json.kind) {
        (Shape::Text, json::Kind::Text(text)) => check_text(text, pointer, found),
        (Shape::Name(rule, code), json::Kind::Text(text)) => {
            if !rule(text) {
                found.tell(*code, pointer, text);
            }
        }
        (Shape::Expression, json::Kind::Text(_)) | (Shape::Flag, json::Kind::Bool(_)) => {}
        (Shape::Count, json::Kind::Number(text)) => {
            if text.len() > 3 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                found.tell(Code::BadNumber, pointer, text);
            }
        }
        (Shape::Number, json::Kind::Number(text)) => {
            if Ratio::parse(text).is_none() {
                found.tell(Code::BadNumber, pointer, text);
            }
        }
        (Shape::Word(words), json::Kind::Text(text)) => {
            if !words.contains(&&**text) {
                found.tell(Code::UnknownWord, pointer, text);
            }
        }
        (Shape::Record(fields), json::Kind::Object(entries)) => check_record(entries, fields, None, pointer, found),
        (Shape::Tagged(fields, kinds), json::Kind::Object(entries)) => {
            if let Some(kind) = kind(json, kinds, pointer, found) {
                check_record(entries, fields, Some(kind), pointer, found);
            }
        }
        (Shape::List(most, inner), json::Kind::List(list)) => {
            if list.len() > *most {
                found.tell(Code::TooMany, pointer, &most.to_string());
            }
            let inner = inner();
            for (place, member) in list.iter().enumerate() {
                pointer.nth(place, |pointer| check(member, &inner, pointer, found));
            }
        }
        (Shape::Some(different, inner), json::Kind::List(list)) => {
            if list.is_empty() {
                found.tell(Code::EmptyList, pointer, "");
            }
            for (place, text) in list.iter().map(Json::text).enumerate().filter(|_| *different) {
                if list.iter().take(place).any(|before| text.is_some() && before.text() == text) {
                    pointer.nth(place, |pointer| found.tell(Code::DuplicateCode, pointer, text.unwrap_or_default()));
                }
            }
            check(json, &Shape::List(MOST_MEMBERS, *inner), pointer, found);
        }
        (Shape::Map(rule, inner), json::Kind::Object(entries)) => {
            let inner = inner();
            for entry in entries {
                pointer.at(&entry.key, |pointer| {
                    if !rule(&entry.key) {
                        found.tell(Code::BadName, pointer, &entry.key);
                    }
                    check(&entry.value, &inner, pointer, found);
                });
            }
        }
        (Shape::TextOr(text, _), json::Kind::Text(_)) => check(json, &text(), pointer, found),
        (Shape::TextOr(_, other), _) => check(json, &other(), pointer, found),
        (Shape::Never, _) => found.tell(Code::UnknownKey, pointer, "digest"),
        _ => found.tell(Code::WrongType, pointer, wanted(shape)),
    }
}

fn wanted(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Name(..) | Shape::Expression | Shape::Word(_) => "a text",
        Shape::Flag => "true or false",
        Shape::Count | Shape::Number => "a number",
        Shape::Record(_) | Shape::Tagged(..) | Shape::Map(..) => "an object",
        Shape::List(..) | Shape::Some(..) | Shape::TextOr(..) | Shape::Never => "a list",
    }
}

/// The kind that the key `type` names; told where there is none.
fn kind<'k>(json: &Json, kinds: &'k [Kind], pointer: &mut Pointer, found: &mut Diagnostics) -> Option<&'k Kind> {
    let Some(kind) = json.get("type") else {
        found.tell(Code::MissingKey, pointer, "type");
        return None;
    };
    pointer.at("type", |pointer| {
        let Some(word) = kind.text() else {
            found.tell(Code::WrongType, pointer, "a text");
            return None;
        };
        let kind = kinds.iter().find(|kind| kind.word == word);
        if kind.is_none() {
            found.tell(Code::UnknownWord, pointer, word);
        }
        kind
    })
}

fn check_record(
    entries: &[Entry],
    fields: &[Field],
    kind: Option<&Kind>,
    pointer: &mut Pointer,
    found: &mut Diagnostics,
) {
    let known = || fields.iter().filter(|field| kind.is_none_or(|kind| kind.has(field.name)));
    for entry in entries {
        pointer.at(&entry.key, |pointer| match known().find(|field| is_key(field.name, &entry.key)) {
            Some(field) => check(&entry.value, &(field.shape)(), pointer, found),
            None if entry.key.starts_with("x-") => {}
            None => found.tell(Code::UnknownKey, pointer, &entry.key),
        });
    }
    for field in known() {
        let required = kind.map_or(field.required, |kind| kind.requires(field.name));
        if required && !entries.iter().any(|entry| is_key(field.name, &entry.key)) {
            found.tell(Code::MissingKey, pointer, &key_of(field.name));
        }
    }
}

/// A text that is shown: not empty, not too long, nothing hidden in it (UTS #55).
pub(crate) fn check_text(text: &str, pointer: &Pointer, found: &mut Diagnostics) {
    if text.trim_ascii().is_empty() {
        found.tell(Code::EmptyText, pointer, "");
    }
    if crate::value::characters(text) > LONGEST_TEXT {
        found.tell(Code::LongText, pointer, &LONGEST_TEXT.to_string());
    }
    let hidden = |letter: &char| {
        matches!(letter,
            '\0'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e007f}')
    };
    if let Some(letter) = text.chars().find(hidden) {
        let mut name = String::from("U+");
        for shift in [16, 12, 8, 4, 0] {
            let digit = char::from_digit((u32::from(letter) >> shift) & 15, 16).unwrap_or('0');
            if shift < 16 || digit != '0' {
                name.push(digit.to_ascii_uppercase());
            }
        }
        found.tell(Code::HiddenCharacter, pointer, &name);
    }
}

/// Splits the JSON Schema of a tagged record into one for each of its kinds.
#[cfg(feature = "maintain")]
pub(crate) fn split(kinds: &[Kind], schema: &mut schemars::Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    let Some(serde_json::Value::Object(properties)) = object.remove("properties") else { return };
    for key in ["type", "required", "additionalProperties"] {
        object.remove(key);
    }
    let of_kind = |kind: &Kind| {
        let names: Vec<&str> = kind.required.iter().chain(kind.optional).chain(kind.common).copied().collect();
        let mut own = serde_json::Map::new();
        own.insert("type".into(), serde_json::json!({ "const": kind.word }));
        for name in core::iter::once("id").chain(names) {
            if let Some(property) = properties.get(&key_of(name)) {
                own.insert(key_of(name), property.clone());
            }
        }
        let required: Vec<String> = ["type", "id"].iter().chain(kind.required).map(|name| key_of(name)).collect();
        serde_json::json!({
            "type": "object", "title": kind.word, "properties": own, "required": required, "additionalProperties": false,
        })
    };
    object.insert("oneOf".into(), kinds.iter().map(of_kind).collect());
}

/// Declares a record of the form language: its type, its row of the table and how it is taken from a tree.
/// A key may be left out where its field ends in `= default`.
macro_rules! record {
    ($(#[$meta:meta])* $name:ident $(= $kinds:ident, $split:ident)? {
        $($(#[$doc:meta])* $field:ident: $type:ty $(= $default:ident)?,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[cfg_attr(feature = "maintain", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "maintain", schemars(rename_all = "camelCase", deny_unknown_fields))]
        $(#[cfg_attr(feature = "maintain", schemars(transform = $split))])?
        pub struct $name {
            $($(#[$doc])*
              $(#[cfg_attr(feature = "maintain", schemars($default))])?
              pub $field: $type,)*
        }

        impl $name {
            /// The keys of this record.
            pub const FIELDS: &'static [$crate::definition::shape::Field] = &[
                $($crate::definition::shape::Field {
                    name: stringify!($field),
                    required: record!(@required $($default)?),
                    shape: <$type as $crate::definition::shape::Take>::shape,
                },)*
            ];
        }

        impl $crate::definition::shape::Take for $name {
            fn shape() -> $crate::definition::shape::Shape {
                record!(@shape $($kinds)?)
            }

            fn take(json: &$crate::json::Json) -> Self {
                use $crate::definition::shape::{Take, member};
                Self {
                    $($field: member(json, stringify!($field)).map(<$type as Take>::take).unwrap_or_default(),)*
                }
            }
        }
    };
    (@required default) => { false };
    (@required) => { true };
    (@shape $kinds:ident) => { $crate::definition::shape::Shape::Tagged(Self::FIELDS, $kinds) };
    (@shape) => { $crate::definition::shape::Shape::Record(Self::FIELDS) };
}
pub(crate) use record;

/// Declares a value that is a text of one type, or anything else of another.
macro_rules! either {
    ($(#[$meta:meta])* $name:ident {
        $(#[$text_doc:meta])* $text:ident($text_type:ty),
        $(#[$other_doc:meta])* $other:ident($other_type:ty),
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "maintain", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "maintain", schemars(untagged))]
        pub enum $name {
            $(#[$text_doc])*
            $text($text_type),
            $(#[$other_doc])*
            $other($other_type),
        }

        impl Default for $name {
            fn default() -> Self {
                Self::$text(Default::default())
            }
        }

        impl $crate::definition::shape::Take for $name {
            fn shape() -> $crate::definition::shape::Shape {
                $crate::definition::shape::Shape::TextOr(
                    <$text_type as $crate::definition::shape::Take>::shape,
                    <$other_type as $crate::definition::shape::Take>::shape,
                )
            }

            fn take(json: &$crate::json::Json) -> Self {
                use $crate::definition::shape::Take;
                match json.kind {
                    $crate::json::Kind::Text(_) => Self::$text(Take::take(json)),
                    _ => Self::$other(Take::take(json)),
                }
            }
        }
    };
}
pub(crate) use either;

impl Take for bool {
    fn shape() -> Shape {
        Shape::Flag
    }
    fn take(json: &Json) -> Self {
        json.kind == json::Kind::Bool(true)
    }
}

impl Take for u32 {
    fn shape() -> Shape {
        Shape::Count
    }
    fn take(json: &Json) -> Self {
        match &json.kind {
            json::Kind::Number(text) => text.parse().unwrap_or_default(),
            _ => 0,
        }
    }
}

impl<T: Take> Take for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }
    fn take(json: &Json) -> Self {
        Some(T::take(json))
    }
}

impl<T: Take> Take for Vec<T> {
    fn shape() -> Shape {
        Shape::List(MOST_MEMBERS, T::shape)
    }
    fn take(json: &Json) -> Self {
        match &json.kind {
            json::Kind::List(list) => list.iter().map(T::take).collect(),
            _ => Self::new(),
        }
    }
}

/// A list of at least one.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "maintain", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "maintain", schemars(inline, extend("minItems" = 1)))]
pub struct Several<T>(pub Vec<T>);

impl<T: Take> Take for Several<T> {
    fn shape() -> Shape {
        Shape::Some(false, T::shape)
    }
    fn take(json: &Json) -> Self {
        Self(Take::take(json))
    }
}

/// A list of words, at least one and no two the same.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "maintain", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "maintain", schemars(inline, extend("minItems" = 1, "uniqueItems" = true)))]
pub struct Different<T>(pub Vec<T>);

impl<T: Take> Take for Different<T> {
    fn shape() -> Shape {
        Shape::Some(true, T::shape)
    }
    fn take(json: &Json) -> Self {
        Self(Take::take(json))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_its_key_in_camel_case() {
        for (name, key) in [
            ("id", "id"),
            ("when_missing", "whenMissing"),
            ("schema", "$schema"),
            ("source_language", "sourceLanguage"),
            ("r#ref", "ref"),
        ] {
            assert!(is_key(name, key), "{key}");
            assert_eq!(key_of(name), key);
        }
        assert!(!is_key("when_missing", "when_missing") && !is_key("id", "idx") && !is_key("idx", "id"));
    }
}
