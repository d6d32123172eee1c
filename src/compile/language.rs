//! The texts of a form by language.

use crate::definition::{TextsOverlay, Translation, Translations};
use crate::diagnostic::{Code, Diagnostics};
use crate::form::{Form, FormLanguage, TextId, put};
use crate::id::{self, Index};
use crate::json::Pointer;
use sha2::{Digest, Sha256};

/// Texts of the source language, while a form is made.
#[derive(Default)]
pub(super) struct Texts {
    keys: Index,
    texts: Vec<Option<Box<str>>>,
}

impl Texts {
    /// Adds a text; a key names one text, so the choices of a shared list are added once.
    pub(super) fn add(&mut self, key: &str, text: &str) -> TextId {
        TextId(match self.keys.add(key) {
            Ok(place) => {
                self.texts.push(Some(text.into()));
                place
            }
            Err(place) => place,
        })
    }

    pub(super) fn finish(self, tag: &str) -> (Index, Vec<FormLanguage>) {
        (
            self.keys,
            vec![FormLanguage {
                tag: tag.into(),
                review: "source".into(),
                digest: Box::default(),
                texts: self.texts,
                stale: Vec::new(),
            }],
        )
    }
}

impl Form {
    /// Gives the form its texts in another language. A text that is missing is told and, where the others are used
    /// all the same, shown in the source language with a mark; so the texts are taken even then.
    ///
    /// # Errors
    /// Texts of another form or version, or with texts missing or unknown. Those of another form are not taken.
    pub fn add_language(&mut self, overlay: &TextsOverlay) -> Result<(), Diagnostics> {
        let given = Given {
            of: ("form", &overlay.form, &overlay.version),
            language: &overlay.language,
            review: &overlay.review,
            digest: &overlay.digest,
            texts: &overlay.texts,
        };
        given.take((&self.id, &self.version), &self.keys, &mut self.languages)
    }
}

/// A translation as it was given.
pub(super) struct Given<'g> {
    /// What it says it is of: the member that says so, id and version.
    pub(super) of: (&'static str, &'g str, &'g str),
    pub(super) language: &'g str,
    pub(super) review: &'g str,
    pub(super) digest: &'g str,
    pub(super) texts: &'g Translations,
}

impl Given<'_> {
    /// Adds it to the languages of what has this id and version and these keys.
    pub(super) fn take(
        &self,
        own: (&str, &str),
        keys: &Index,
        languages: &mut Vec<FormLanguage>,
    ) -> Result<(), Diagnostics> {
        let mut found = Diagnostics::default();
        let (member, id, version) = self.of;
        if (id, version) != own {
            let other = [id, version].join(" ");
            Pointer::default().at(member, |pointer| found.tell(Code::OtherForm, pointer, &other));
            return Err(found);
        }
        let (texts, stale) = self.translated(keys, languages.first(), &mut found);
        let language = FormLanguage {
            tag: self.language.into(),
            review: self.review.into(),
            digest: self.digest.into(),
            texts,
            stale,
        };
        if !put(languages, language) {
            let most = Form::MOST_LANGUAGES.to_string();
            Pointer::default().at("language", |pointer| found.tell(Code::TooMany, pointer, &most));
        }
        found.or(())
    }

    /// Its texts, by [`TextId`], and which of them translate a text that is another by now in the source language; tells
    /// those that are missing or unknown.
    fn translated(
        &self,
        keys: &Index,
        source: Option<&FormLanguage>,
        found: &mut Diagnostics,
    ) -> (Vec<Option<Box<str>>>, Vec<TextId>) {
        let sources = source.map_or(&[][..], |source| &source.texts);
        let mut taken = vec![None; keys.names().len()];
        let mut stale = Vec::new();
        Pointer::default().at("texts", |pointer| {
            for Translation { key, of, text } in &self.texts.0 {
                let place = keys.find(key);
                let Some((place, slot)) = place.zip(place.and_then(|place| taken.get_mut(usize::from(place)))) else {
                    pointer.at(key, |pointer| found.tell(Code::UnknownText, pointer, key));
                    continue;
                };
                *slot = Some(Box::from(&**text));
                let source = sources.get(usize::from(place)).and_then(Option::as_deref).unwrap_or_default();
                if source_digest(source) != **of {
                    stale.push(TextId(place));
                }
            }
            for (key, _) in keys.names().iter().zip(&taken).filter(|(_, text)| text.is_none()) {
                found.tell(Code::MissingText, pointer, key);
            }
        });
        (taken, stale)
    }
}

/// What a translation names its source by: the first eight hexadecimal digits of the SHA-256 of the text.
pub(crate) fn source_digest(text: &str) -> String {
    id::hex(Sha256::digest(text).get(..4).unwrap_or_default())
}
