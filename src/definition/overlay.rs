//! The texts of a form in another language, keyed by the place of the source text (`papers.choices.taken.text`).

use super::leaf::{Computed, FormId, Language, Text, Version};
use super::read_record;
use super::shape::{Shape, Take, record};
use crate::diagnostic::{Code, Diagnostics};
use crate::json::{Json, Kind, Limits, Pointer, read};

record! {
    /// A form's texts in one language.
    TextsOverlay {
        /// The format of the form language; 1.
        #[cfg_attr(feature = "maintain", schemars(extend("const" = 1)))]
        format: u32,
        /// The form these texts belong to.
        form: FormId,
        /// The version of that form.
        version: Version,
        /// Their language.
        language: Language,
        /// `none` until a person has reviewed them; then who, by role, and when.
        review: Text,
        /// Key of the source text to its translation.
        texts: Translations,
        /// SHA-256 of the exact bytes that were read, in hexadecimal digits; no key.
        #[cfg_attr(feature = "maintain", schemars(skip))]
        digest: Computed = default,
    }
}

/// Keys and translations, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Translations(pub Vec<Translation>);

/// One text in another language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Translation {
    /// Key of the source text.
    pub key: Box<str>,
    /// First eight hexadecimal digits of the SHA-256 of the source text it translates.
    pub of: Text,
    /// The translation.
    pub text: Text,
}

impl Translations {
    /// Tells every key without a translation: the table cannot say that its list has two members.
    pub(super) fn check(&self) -> Result<(), Diagnostics> {
        let mut found = Diagnostics::default();
        Pointer::default().at("texts", |pointer| {
            for Translation { key, text, .. } in &self.0 {
                if text.is_empty() {
                    pointer.at(key, |pointer| found.tell(Code::WrongType, pointer, "a list of digest and text"));
                }
            }
        });
        found.or(())
    }
}

impl Take for Translations {
    fn shape() -> Shape {
        Shape::Map(|_| true, || Shape::List(2, Text::shape))
    }

    fn take(json: &Json) -> Self {
        let Kind::Object(entries) = &json.kind else { return Self::default() };
        let translation = |key: &str, pair: &Json| {
            let Kind::List(pair) = &pair.kind else { return Translation::default() };
            let nth = |place: usize| pair.get(place).map(Text::take).unwrap_or_default();
            Translation { key: key.into(), of: nth(0), text: nth(1) }
        };
        Self(entries.iter().map(|entry| translation(&entry.key, &entry.value)).collect())
    }
}

#[cfg(feature = "maintain")]
impl schemars::JsonSchema for Translations {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Translations".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let text = generator.subschema_for::<Text>();
        schemars::json_schema!({
            "type": "object",
            "maxProperties": Limits::DEFINITION.keys,
            "additionalProperties": {
                "type": "array",
                "description": "digest of the source text, translation",
                "prefixItems": [text, text],
                "minItems": 2,
                "maxItems": 2
            }
        })
    }
}

impl TextsOverlay {
    /// Reads the texts of a form in another language.
    ///
    /// # Errors
    /// Everything wrong with their shape. Whether they fit a form is found when they are given to it:
    /// [`Form::add_language`](crate::compile::Form::add_language).
    pub fn read(text: &[u8]) -> Result<Self, Diagnostics> {
        let overlay: Self = read_record(&read(text, Limits::DEFINITION)?)?;
        overlay.texts.check()?;
        Ok(Self { digest: Computed::of(text), ..overlay })
    }
}
