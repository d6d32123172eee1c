//! What a definition may look like, as a table, and the one walk that checks a tree against it.
//!
//! Every record of the form language is declared once with the `record!` macro, which makes of it the type, its row of
//! the table ([`Field`]s) and `take`, which reads a tree that was checked. Checking collects everything; taking cannot
//! fail.

use crate::diagnostic::{Code, Diagnostics};
use crate::json::{Entry, Json, Kind, Pointer};
use crate::number::Ratio;

/// Most bytes of one text.
pub const LONGEST_TEXT: usize = 4096;

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
    /// An object whose key `type` says which keys it has.
    Tagged(&'static [(&'static str, &'static [Field])]),
    /// A list of at most so many.
    List(usize, fn() -> Shape),
    /// An object with any keys that hold to the rule.
    Map(fn(&str) -> bool, fn() -> Shape),
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

/// Something that can be read from a tree.
pub trait Take: Default {
    /// What the tree has to look like.
    fn shape() -> Shape;
    /// Reads it; a tree that was not checked may give the default.
    fn take(json: &Json) -> Self;
}

/// The letters of a field's key: its name in `camelCase`; `schema` is the key `$schema`.
fn letters_of_key(name: &'static str) -> impl Iterator<Item = u8> {
    let mut upper = false;
    let dollar = (name == "schema").then_some(b'$');
    let letters = name.strip_prefix("r#").unwrap_or(name).bytes().filter_map(move |byte| {
        let letter = if upper { byte.to_ascii_uppercase() } else { byte };
        upper = byte == b'_';
        (!upper).then_some(letter)
    });
    dollar.into_iter().chain(letters)
}

fn is_key(name: &'static str, key: &str) -> bool {
    letters_of_key(name).eq(key.bytes())
}

fn key_of(name: &'static str) -> String {
    letters_of_key(name).map(char::from).collect()
}

/// The member of a record for a field.
pub(crate) fn member<'j>(json: &'j Json, name: &'static str) -> Option<&'j Json> {
    match &json.kind {
        Kind::Object(entries) => entries.iter().find(|entry| is_key(name, &entry.key)).map(|entry| &entry.value),
        _ => None,
    }
}

/// Checks a tree against a shape and tells everything that differs.
pub fn check(json: &Json, shape: &Shape, pointer: &mut Pointer, found: &mut Diagnostics) {
    match (shape, &json.kind) {
        (Shape::Text, Kind::Text(text)) => check_text(text, pointer, found),
        (Shape::Name(rule, code), Kind::Text(text)) => {
            if !rule(text) {
                found.tell(*code, pointer, text);
            }
        }
        (Shape::Expression, Kind::Text(_)) | (Shape::Flag, Kind::Bool(_)) => {}
        (Shape::Count, Kind::Number(text)) => {
            if text.len() > 3 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                found.tell(Code::BadNumber, pointer, text);
            }
        }
        (Shape::Number, Kind::Number(text)) => {
            if Ratio::parse(text).is_none() {
                found.tell(Code::BadNumber, pointer, text);
            }
        }
        (Shape::Word(words), Kind::Text(text)) => {
            if !words.contains(&&**text) {
                found.tell(Code::UnknownWord, pointer, text);
            }
        }
        (Shape::Record(fields), Kind::Object(entries)) => check_record(entries, &[fields], pointer, found),
        (Shape::Tagged(kinds), Kind::Object(entries)) => check_tagged(json, entries, kinds, pointer, found),
        (Shape::List(most, inner), Kind::List(list)) => {
            if list.len() > *most {
                found.tell(Code::TooMany, pointer, &most.to_string());
            }
            let inner = inner();
            for (place, member) in list.iter().enumerate() {
                pointer.nth(place, |pointer| check(member, &inner, pointer, found));
            }
        }
        (Shape::Map(rule, inner), Kind::Object(entries)) => {
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
        (Shape::TextOr(text, _), Kind::Text(_)) => check(json, &text(), pointer, found),
        (Shape::TextOr(_, other), _) => check(json, &other(), pointer, found),
        _ => found.tell(Code::WrongType, pointer, wanted(shape)),
    }
}

fn wanted(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Name(..) | Shape::Expression | Shape::Word(_) => "a text",
        Shape::Flag => "true or false",
        Shape::Count | Shape::Number => "a number",
        Shape::Record(_) | Shape::Tagged(_) | Shape::Map(..) => "an object",
        Shape::List(..) | Shape::TextOr(..) => "a list",
    }
}

fn check_tagged(
    json: &Json,
    entries: &[Entry],
    kinds: &[(&str, &[Field])],
    pointer: &mut Pointer,
    found: &mut Diagnostics,
) {
    const TYPE: &[Field] = &[Field { name: "type", required: true, shape: || Shape::Expression }];
    let Some(kind) = json.get("type") else {
        return found.tell(Code::MissingKey, pointer, "type");
    };
    let Some(word) = kind.text() else {
        return pointer.at("type", |pointer| found.tell(Code::WrongType, pointer, "a text"));
    };
    match kinds.iter().find(|(name, _)| *name == word) {
        Some((_, fields)) => check_record(entries, &[TYPE, fields], pointer, found),
        None => pointer.at("type", |pointer| found.tell(Code::UnknownWord, pointer, word)),
    }
}

fn check_record(entries: &[Entry], fields: &[&[Field]], pointer: &mut Pointer, found: &mut Diagnostics) {
    let known = || fields.iter().copied().flatten();
    for entry in entries {
        pointer.at(&entry.key, |pointer| match known().find(|field| is_key(field.name, &entry.key)) {
            Some(field) => check(&entry.value, &(field.shape)(), pointer, found),
            None if entry.key.starts_with("x-") => {}
            None => found.tell(Code::UnknownKey, pointer, &entry.key),
        });
    }
    for field in known().filter(|field| field.required) {
        if !entries.iter().any(|entry| is_key(field.name, &entry.key)) {
            found.tell(Code::MissingKey, pointer, &key_of(field.name));
        }
    }
}

/// A text that is shown: not empty, not too long, nothing hidden in it (UTS #55).
pub(crate) fn check_text(text: &str, pointer: &Pointer, found: &mut Diagnostics) {
    if text.trim_ascii().is_empty() {
        found.tell(Code::EmptyText, pointer, "");
    }
    if text.len() > LONGEST_TEXT {
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

/// Declares a record of the form language: its type, its row of the table and how it is taken from a tree.
/// A key may be left out where its field ends in `= default`.
macro_rules! record {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$doc:meta])* $field:ident: $type:ty $(= $default:ident)?,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        #[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase", deny_unknown_fields))]
        pub struct $name {
            $($(#[$doc])*
              $(#[cfg_attr(not(target_arch = "wasm32"), schemars($default))])?
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
                $crate::definition::shape::Shape::Record(Self::FIELDS)
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
}
pub(crate) use record;

impl Take for bool {
    fn shape() -> Shape {
        Shape::Flag
    }
    fn take(json: &Json) -> Self {
        json.kind == Kind::Bool(true)
    }
}

impl Take for u32 {
    fn shape() -> Shape {
        Shape::Count
    }
    fn take(json: &Json) -> Self {
        match &json.kind {
            Kind::Number(text) => text.parse().unwrap_or_default(),
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
        Shape::List(2000, T::shape)
    }
    fn take(json: &Json) -> Self {
        match &json.kind {
            Kind::List(list) => list.iter().map(T::take).collect(),
            _ => Self::new(),
        }
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
