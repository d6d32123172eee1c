//! The texts of a form by language.

use crate::definition::{TextsOverlay, Translation, Translations};
use crate::diagnostic::{Code, Diagnostics};
use crate::form::{Form, FormLanguage, TextId};
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
        let mut found = Diagnostics::default();
        let mut pointer = Pointer::default();
        if *overlay.form != *self.id || *overlay.version != *self.version {
            let other = [&*overlay.form, &*overlay.version].join(" ");
            pointer.at("form", |pointer| found.tell(Code::OtherForm, pointer, &other));
            return Err(found);
        }
        let (texts, stale) = translated(&self.keys, self.languages.first(), &overlay.texts, &mut found);
        let language = FormLanguage {
            tag: (*overlay.language).into(),
            review: (*overlay.review).into(),
            digest: (*overlay.digest).into(),
            texts,
            stale,
        };
        if !self.put_language(language) {
            no_room(&mut found);
        }
        found.or(())
    }
}

/// The translations of what has these keys, by [`TextId`], and which of them translate a text that is another by now in
/// the source language; tells those that are missing or unknown.
pub(super) fn translated(
    keys: &Index,
    source: Option<&FormLanguage>,
    texts: &Translations,
    found: &mut Diagnostics,
) -> (Vec<Option<Box<str>>>, Vec<TextId>) {
    let sources = source.map_or(&[][..], |source| &source.texts);
    let mut taken = vec![None; keys.names().len()];
    let mut stale = Vec::new();
    Pointer::default().at("texts", |pointer| {
        for Translation { key, of, text } in &texts.0 {
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

/// Tells that there are as many languages as there may be.
pub(super) fn no_room(found: &mut Diagnostics) {
    let most = Form::MOST_LANGUAGES.to_string();
    Pointer::default().at("language", |pointer| found.tell(Code::TooMany, pointer, &most));
}

/// What a translation names its source by: the first eight hexadecimal digits of the SHA-256 of the text.
pub(crate) fn source_digest(text: &str) -> String {
    id::hex(Sha256::digest(text).get(..4).unwrap_or_default())
}
