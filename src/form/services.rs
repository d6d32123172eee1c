//! The services of a place, compiled: plain data with its texts in every language it has.

#[cfg(feature = "compile")]
use super::text::source_texts;
use super::text::{FormLanguage, Shown, TextId, shown};
#[cfg(feature = "compile")]
use crate::codec::{numbered, write};
use crate::codec::{plain_structs, read};
use crate::id::Index;
use crate::value::Date;

/// A list of services.
#[derive(Clone, Debug)]
pub struct Services {
    /// Its id: what the key [`services`](super::Form::services) of a form names.
    pub id: Box<str>,
    /// Its version.
    pub version: Box<str>,
    /// SHA-256 of the exact bytes of its file, in hexadecimal digits.
    pub digest: Box<str>,
    /// What services can be for.
    pub kinds: Vec<ServiceKind>,
    /// The services, in the order of the file.
    pub services: Vec<Service>,
    /// The source language first.
    pub languages: Vec<FormLanguage>,
    /// Where each text of the list stands, by [`TextId`]; empty on the device.
    pub(crate) keys: Index,
}

/// What services can be for.
#[derive(Clone, Debug)]
pub struct ServiceKind {
    /// Its id: what actions and alerts name.
    pub id: Box<str>,
    /// What it is called.
    pub text: TextId,
}

/// A service. What is not known of it is not there.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its id.
    pub id: Box<str>,
    /// Places of its kinds in [`Services::kinds`].
    pub kinds: Vec<u16>,
    /// What it is called.
    pub name: TextId,
    /// Where it is.
    pub place: Option<TextId>,
    /// The numbers to call.
    pub phones: Vec<Box<str>>,
    /// When it is open.
    pub hours: Option<TextId>,
    /// The languages spoken there.
    pub languages: Vec<Box<str>>,
    /// Whether it is one to call in an emergency.
    pub urgent: bool,
    /// The day on which someone last compared this with its source.
    pub checked_on: Option<Date>,
    /// Where this is known from.
    pub source: Box<str>,
    /// Whether a person has asked the service itself.
    pub verified: bool,
}

impl Services {
    /// The services of a kind, in the order of the list; none of a kind that it does not have.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = &Service> {
        let place = self.kinds.iter().zip(0_u16..).find(|(known, _)| *known.id == *kind).map(|(_, place)| place);
        self.services.iter().filter(move |service| place.is_some_and(|place| service.kinds.contains(&place)))
    }

    /// The place of a language among [`languages`](Self::languages).
    pub fn language(&self, tag: &str) -> Option<usize> {
        self.languages.iter().position(|language| &*language.tag == tag)
    }

    /// A text in a language, or in the source language where that one does not have it.
    pub fn text(&self, id: TextId, language: usize) -> Shown<'_> {
        shown(&self.languages, id, language)
    }

    /// The list with all its languages as text for the device: [`from_text`](Self::from_text) reads it again.
    #[cfg(feature = "compile")]
    pub fn to_text(&self) -> String {
        numbered(&write(HEAD, self))
    }

    /// Reads a list that this version of the engine has written; none of anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        read(HEAD, text)
    }

    /// The keys of all texts, as translations name them, with the text of the source language.
    #[cfg(feature = "compile")]
    pub fn source_texts(&self) -> impl Iterator<Item = (&str, &str)> {
        source_texts(&self.keys, &self.languages)
    }
}

/// How the text of a list begins.
const HEAD: &str = concat!("nrm1 services ", env!("CARGO_PKG_VERSION"));

plain_structs! {
    Services { id, version, digest, kinds, services, languages, keys }
    ServiceKind { id, text }
    Service { id, kinds, name, place, phones, hours, languages, urgent, checked_on, source, verified }
}
