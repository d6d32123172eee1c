//! The texts a definition is made of: names that hold to a rule, shown texts, conditions, decimals, words.

use super::shape::{Shape, Take};
use crate::diagnostic::Code;
use crate::id;
use crate::json::{Json, Kind};
use crate::number::Ratio;
use crate::value::{By, Calendar, Date, Reason, Scope, Strength, Urgency};
use core::ops::Deref;

/// A day that exists, with the leap years of the Gregorian calendar, as a pattern.
#[cfg(feature = "maintain")]
macro_rules! days {
    () => {
        concat!(
            "(?!0000)(",
            "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
            "|[0-9]{4}-(0[13-9]|1[0-2])-(29|30)",
            "|[0-9]{4}-(0[13578]|1[02])-31",
            "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29",
            ")",
        )
    };
}

/// Makes a text type with its shape and, natively, its JSON Schema.
macro_rules! leaves {
    ($($(#[$doc:meta])* $name:ident, $shape:expr, { $($key:literal: $value:expr),* };)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Default, PartialEq, Eq)]
            pub struct $name(Box<str>);

            impl Deref for $name {
                type Target = str;
                fn deref(&self) -> &str {
                    &self.0
                }
            }

            impl Take for $name {
                fn shape() -> Shape {
                    $shape
                }
                fn take(json: &Json) -> Self {
                    Self(json.text().unwrap_or_default().into())
                }
            }

            #[cfg(feature = "maintain")]
            impl schemars::JsonSchema for $name {
                fn schema_name() -> alloc::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }
                fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    schemars::json_schema!({ "type": "string", $($key: $value),* })
                }
            }
        )*
    };
}

leaves! {
    /// An id of an item, choice, indicator, dimension, score, band, alert or row.
    Id, Shape::Name(id::is_id, Code::BadName), { "pattern": "^[a-z][a-z0-9_]{0,63}$" };
    /// An id of a form.
    FormId, Shape::Name(id::is_form_id, Code::BadName), { "pattern": "^[a-z][a-z0-9-]{0,63}$" };
    /// A class of outcome.
    Class, Shape::Name(id::is_class, Code::BadName), { "pattern": "^[a-z][A-Za-z0-9]{0,63}$" };
    /// The name of a choice list.
    ListName, Shape::Name(id::is_list_name, Code::BadName), { "pattern": "^[a-z][A-Za-z0-9_]{0,63}$" };
    /// A version of a form: three numbers.
    Version, Shape::Name(id::is_version, Code::BadName), { "pattern": "^(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})$" };
    /// A language tag.
    Language, Shape::Name(id::is_language, Code::BadName), { "pattern": "^[a-z]{2,3}(-[A-Z]{2})?$" };
    /// A text that is shown, in the source language.
    Text, Shape::Text, { "maxLength": super::shape::LONGEST_TEXT, "pattern": SHOWN };
    /// A condition of the expression language.
    Expression, Shape::Expression, {};
    /// A day of the Gregorian calendar, or `today`.
    Day, Shape::Name(is_day, Code::BadDay), { "pattern": DAY };
    /// A day of the Gregorian calendar.
    PastDay, Shape::Name(|day| Date::parse(day).is_some(), Code::BadDay), { "pattern": concat!("^(", days!(), ")$") };
    /// A number to call: digits and spaces, after a `+` where a country code comes first.
    Phone, Shape::Name(id::is_phone, Code::BadPhone), { "pattern": "^(?=.{1,24}$)\\+?[0-9]+( [0-9]+)*$" };
    /// Any text; only for `$schema`.
    Free, Shape::Expression, {};
}

/// What `check_text` asks for, but for the length: something besides spaces and new lines, and nothing hidden.
#[cfg(feature = "maintain")]
const SHOWN: &str = concat!(
    r"^[ \n]*",
    r"[^\u{0}-\u{20}\u{7f}-\u{9f}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{feff}\u{e0000}-\u{e007f}]",
    r"[^\u{0}-\u{9}\u{b}-\u{1f}\u{7f}-\u{9f}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{feff}\u{e0000}-\u{e007f}]*$",
);

/// What [`is_day`] asks for.
#[cfg(feature = "maintain")]
const DAY: &str = concat!("^(today|", days!(), ")$");

/// Something that is computed of a file and does not stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Computed(Box<str>);

impl Computed {
    /// SHA-256 of these bytes, in hexadecimal digits.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(id::digest(bytes).into())
    }
}

impl Deref for Computed {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Take for Computed {
    fn shape() -> Shape {
        Shape::Never
    }
    fn take(_: &Json) -> Self {
        Self::default()
    }
}

fn is_day(text: &str) -> bool {
    text == "today" || Date::parse(text).is_some()
}

/// A plain decimal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decimal(pub Ratio);

impl Default for Decimal {
    fn default() -> Self {
        Self(Ratio::ZERO)
    }
}

impl Take for Decimal {
    fn shape() -> Shape {
        Shape::Number
    }
    fn take(json: &Json) -> Self {
        match &json.kind {
            Kind::Number(text) => Ratio::parse(text).map(Self).unwrap_or_default(),
            _ => Self::default(),
        }
    }
}

#[cfg(feature = "maintain")]
impl schemars::JsonSchema for Decimal {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Decimal".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "number",
            "description": "at most 9 digits before and 6 after the point, written without an exponent",
            "exclusiveMinimum": -1_000_000_000,
            "exclusiveMaximum": 1_000_000_000,
            "multipleOf": 0.000_001,
        })
    }
}

/// Lets an enumeration of words stand in a definition; the first word is what an unchecked tree gives.
macro_rules! word_takes {
    ($($name:ident = $first:ident),*) => {
        $(
            impl Default for $name {
                fn default() -> Self {
                    Self::$first
                }
            }
            impl Take for $name {
                fn shape() -> Shape {
                    Shape::Word(Self::WORDS)
                }
                fn take(json: &Json) -> Self {
                    json.text().and_then(Self::of).unwrap_or_default()
                }
            }
        )*
    };
}
pub(crate) use word_takes;

word_takes! {
    By = Person, Urgency = Routine, Strength = Strong, Scope = Talk, Reason = NotAsked, Calendar = Gregorian
}

/// An object with free keys, in the order of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Map<T> {
    entries: Vec<(Box<str>, T)>,
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T> Map<T> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter().map(|(key, value)| (&**key, value))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<T: Take> Take for Map<T> {
    fn shape() -> Shape {
        Shape::Map(id::is_list_name, T::shape)
    }
    fn take(json: &Json) -> Self {
        let mut taken = Vec::new();
        if let Kind::Object(entries) = &json.kind {
            for entry in entries {
                taken.push((entry.key.clone(), T::take(&entry.value)));
            }
        }
        Self { entries: taken }
    }
}

#[cfg(feature = "maintain")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Map<T> {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        format!("MapOf{}", T::schema_name()).into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let value = generator.subschema_for::<T>();
        schemars::json_schema!({
            "type": "object",
            "maxProperties": crate::json::Limits::DEFINITION.keys,
            "propertyNames": { "pattern": "^[a-z][A-Za-z0-9_]{0,63}$" },
            "additionalProperties": value,
        })
    }
}
