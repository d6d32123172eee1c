//! The form as authored: its types, and the reader that collects every diagnostic with its JSON pointer.
//!
//! Reading is the first half of finding what is wrong (shape, words, numbers, names); `compile` is the second
//! (references, types, cycles, meaning).

mod carry;
#[cfg(feature = "maintain")]
mod export;
mod item;
mod leaf;
#[cfg(feature = "maintain")]
mod migration;
mod overlay;
mod rules;
mod services;
pub mod shape;

pub use crate::value::{ItemType, Method};
pub use carry::{Carried, CarryOver, FormVersion};
#[cfg(feature = "maintain")]
pub use export::{Basis, ExportDefinition, ExportField, ExportValue};
pub use item::{Choice, Choices, Item, MatrixRow, Whose};
pub use leaf::{
    Class, Computed, Day, Decimal, Expression, FormId, Free, Id, Language, ListName, Map, PastDay, Phone, Text, Version,
};
#[cfg(feature = "maintain")]
pub use migration::{Merge, MergeCase, MigrationDefinition, Step};
pub use overlay::{TextsOverlay, Translation, Translations};
pub use rules::{
    Action, Age, Alert, Band, Combination, Dimension, Fill, Indicator, MissingFill, MissingRule, MissingWord, Outcomes,
    Reference, Round, Row, Score, Source, Statement, TimedAction, VariantRow, Weights, WeightsWord,
};
pub use services::{Service, ServiceKind, ServiceList, ServiceTexts};

use crate::diagnostic::{Code, Diagnostics};
use crate::json::{Json, Kind, Limits, Pointer, read};
use shape::{Take, check, record};

/// The format of definitions this engine reads.
pub const FORMAT: &str = "1";

record! {
    /// A form as its maintainers write it.
    FormDefinition {
        /// The JSON Schema this file follows, for editors; never read.
        #[cfg_attr(feature = "maintain", schemars(rename = "$schema"))]
        schema: Option<Free> = default,
        /// The format of the form language; 1.
        #[cfg_attr(feature = "maintain", schemars(extend("const" = 1)))]
        format: u32,
        /// Id of the form, the same in every version.
        id: FormId,
        /// Version of the form.
        version: Version,
        /// Language of the texts in this file.
        source_language: Language,
        /// Neutral title: it may be read over a shoulder.
        title: Text,
        /// The list of services that actions and alerts name kinds of.
        services: Option<FormId> = default,
        /// What the form rests on.
        sources: Vec<Source> = default,
        /// Lists of choices that several questions share.
        choice_lists: Map<Vec<Choice>> = default,
        /// Parts, questions, consents, texts.
        items: Vec<Item>,
        /// Whose age decides which path is taken.
        age: Option<Age> = default,
        /// Signs, each a condition over answers.
        indicators: Vec<Indicator> = default,
        /// Which combinations of indicators make a dimension positive; one is enough.
        dimension_rule: Vec<Combination> = default,
        /// What indicators belong to.
        dimensions: Vec<Dimension> = default,
        /// Sums over answers.
        scores: Vec<Score> = default,
        /// What has to be done the moment it is met.
        alerts: Vec<Alert> = default,
        /// The decision table and its texts.
        outcomes: Outcomes,
        /// SHA-256 of the exact bytes that were read, in hexadecimal digits; no key.
        #[cfg_attr(feature = "maintain", schemars(skip))]
        digest: Computed = default,
    }
}

impl FormDefinition {
    /// Reads a definition from the bytes of its file.
    ///
    /// # Errors
    /// Everything wrong with its shape, together; see [`Code`]. A definition of another format is told so first and
    /// alone.
    ///
    /// ```
    /// use nrm_screening::FormDefinition;
    /// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
    /// assert_eq!(&*form.id, "example");
    ///
    /// let told = FormDefinition::read(br#"{"format": 2, "anything": "else"}"#).unwrap_err();
    /// assert_eq!(told.list()[0].code.word(), "newer-format");
    /// ```
    pub fn read(text: &[u8]) -> Result<Self, Diagnostics> {
        let json = read(text, Limits::DEFINITION)?;
        let definition: Self = read_record(&json)?;
        Ok(Self { digest: Computed::of(text), ..definition })
    }
}

/// Checks the format first, then everything else, then takes the record.
fn read_record<T: Take>(json: &Json) -> Result<T, Diagnostics> {
    let mut found = Diagnostics::default();
    let mut pointer = Pointer::default();
    if let Some(Json { kind: Kind::Number(format), .. }) = json.get("format")
        && **format != *FORMAT
    {
        pointer.at("format", |pointer| found.tell(Code::NewerFormat, pointer, format));
        return Err(found);
    }
    check(json, &T::shape(), &mut pointer, &mut found);
    found.or(()).map(|()| T::take(json))
}
