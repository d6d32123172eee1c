//! The texts of a form by language, and the text a form is written as.

use super::data::Form;
use crate::codec::{Plain, Tokens, numbered, place, read, token, write};
use crate::id::Index;

/// A text of the form, in whatever languages it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextId(pub(crate) u16);

/// A text as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown<'f> {
    /// The text.
    pub text: &'f str,
    /// The language it is in.
    pub language: &'f str,
    /// Whether the language asked for does not have it and this is the source language.
    pub fallback: bool,
    /// Whether it translates a source text that is another by now.
    pub stale: bool,
}

/// A language the form has.
#[derive(Clone, Debug)]
pub struct FormLanguage {
    /// Its tag.
    pub tag: Box<str>,
    /// `none` until a person has reviewed the texts; the source language says `source`.
    pub review: Box<str>,
    /// SHA-256 of the exact bytes of its file, in hexadecimal digits; empty for the source language.
    pub digest: Box<str>,
    /// By [`TextId`].
    pub(crate) texts: Vec<Option<Box<str>>>,
    /// Those that translate a source text that is another by now.
    pub(crate) stale: Vec<TextId>,
}

/// A text in a language, or in the first, the source language, where that one does not have it.
pub(super) fn shown(languages: &[FormLanguage], id: TextId, language: usize) -> Shown<'_> {
    let find = |place: usize| {
        let language = languages.get(place)?;
        let stale = language.stale.contains(&id);
        Some((language.texts.get(usize::from(id.0))?.as_deref()?, &*language.tag, stale))
    };
    let (shown, fallback) = match find(language) {
        Some(shown) => (Some(shown), false),
        None => (find(0), true),
    };
    let (text, language, stale) = shown.unwrap_or_default();
    Shown { text, language, fallback, stale }
}

impl Plain for TextId {
    fn write(&self, out: &mut String) {
        place(self.0, out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        Self(from.place())
    }
}

/// No text is empty: an empty one is one that this language lacks.
impl Plain for FormLanguage {
    fn write(&self, out: &mut String) {
        for text in [&self.tag, &self.review, &self.digest] {
            text.write(out);
        }
        let texts: Vec<Box<str>> = self.texts.iter().map(|text| text.clone().unwrap_or_default()).collect();
        texts.write(out);
        self.stale.write(out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        let [tag, review, digest] = Plain::read(from);
        let texts = Vec::<Box<str>>::read(from).into_iter().map(|text| (!text.is_empty()).then_some(text)).collect();
        Self { tag, review, digest, texts, stale: Plain::read(from) }
    }
}

impl Form {
    /// The place of a language among [`languages`](Self::languages).
    pub fn language(&self, tag: &str) -> Option<usize> {
        self.languages.iter().position(|language| &*language.tag == tag)
    }

    /// A text in a language, or in the source language where that one does not have it.
    pub fn text(&self, id: TextId, language: usize) -> Shown<'_> {
        shown(&self.languages, id, language)
    }

    /// The keys of all texts, as overlays name them, with the text of the source language.
    pub fn source_texts(&self) -> impl Iterator<Item = (&str, &str)> {
        source_texts(&self.keys, &self.languages)
    }

    /// The form as text for the device: [`from_text`](Self::from_text) reads it again.
    pub fn to_text(&self) -> String {
        numbered(&write(HEAD, self))
    }

    /// Reads a form that this version of the engine has written; none of anything else.
    ///
    /// ```
    /// use nrm_screening::{Form, FormDefinition, compile};
    /// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
    /// let text = compile(&form).unwrap().to_text();
    /// assert_eq!(Form::from_text(&text).unwrap().to_text(), text);
    /// assert!(Form::from_text("{}").is_none());
    /// ```
    pub fn from_text(text: &str) -> Option<Self> {
        let mut form: Self = read(HEAD, text)?;
        for item in &form.items {
            form.ids.add(&item.id).ok()?;
        }
        Some(form)
    }

    /// The texts of a language as text for the device.
    pub fn language_to_text(&self, language: usize) -> Option<String> {
        let mut out = String::new();
        token(TEXTS, &mut out);
        token(&self.id, &mut out);
        token(&self.version, &mut out);
        self.languages.get(language)?.write(&mut out);
        Some(numbered(&out))
    }

    /// Takes the texts of a language that was written for this form and version; says whether it did.
    pub fn take_language(&mut self, text: &str) -> bool {
        let Some((id, (version, language))) = read::<(Box<str>, (Box<str>, FormLanguage))>(TEXTS, text) else {
            return false;
        };
        id == self.id && version == self.version && put(&mut self.languages, language)
    }

    /// Most languages of a form, its own among them.
    pub const MOST_LANGUAGES: usize = 20;
}

/// Keys with the texts of the source language, which stands first.
pub(super) fn source_texts<'l>(
    keys: &'l Index,
    languages: &'l [FormLanguage],
) -> impl Iterator<Item = (&'l str, &'l str)> {
    let texts = languages.first().map_or(&[][..], |language| &language.texts);
    keys.names().iter().zip(texts).map(|(key, text)| (&**key, text.as_deref().unwrap_or_default()))
}

/// Adds a language, or puts it in the place of the one that was there; whether there was room.
pub(crate) fn put(languages: &mut Vec<FormLanguage>, language: FormLanguage) -> bool {
    if let Some(known) = languages.iter_mut().find(|known| known.tag == language.tag) {
        *known = language;
        return true;
    }
    let room = languages.len() < Form::MOST_LANGUAGES;
    if room {
        languages.push(language);
    }
    room
}

/// How the text of a form begins.
const HEAD: &str = concat!("nrm1 form ", env!("CARGO_PKG_VERSION"));
/// How the texts of a language begin.
const TEXTS: &str = concat!("nrm1 texts ", env!("CARGO_PKG_VERSION"));
