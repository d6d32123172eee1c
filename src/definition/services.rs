//! The services of a place: who can help with what, where, and how it is known. Facts of a country or a town, apart
//! from any form; what is not known is left out.

use super::leaf::{Computed, FormId, Free, Id, Language, PastDay, Phone, Text, Version};
use super::overlay::Translations;
use super::read_record;
use super::shape::record;
use crate::diagnostic::Diagnostics;
use crate::json::{Limits, read};

record! {
    /// A list of services as its maintainers write it.
    ServiceList {
        /// The JSON Schema this file follows, for editors; never read.
        #[cfg_attr(feature = "maintain", schemars(rename = "$schema"))]
        schema: Option<Free> = default,
        /// The format of the form language; 1.
        #[cfg_attr(feature = "maintain", schemars(extend("const" = 1)))]
        format: u32,
        /// Id of the list: what the key `services` of a form names.
        id: FormId,
        /// Version of the list.
        version: Version,
        /// Language of the texts in this file.
        source_language: Language,
        /// What services can be for; actions and alerts name these.
        kinds: Vec<ServiceKind>,
        /// The services.
        services: Vec<Service>,
        /// SHA-256 of the exact bytes that were read, in hexadecimal digits; no key.
        #[cfg_attr(feature = "maintain", schemars(skip))]
        digest: Computed = default,
    }
}

record! {
    /// What services can be for.
    ServiceKind {
        /// Its id.
        id: Id,
        /// What it is called.
        text: Text,
    }
}

record! {
    /// A service. What is not known of it is left out, never guessed.
    Service {
        /// Its id.
        id: Id,
        /// What it is for.
        kinds: Vec<Id>,
        /// What it is called.
        name: Text,
        /// Where it is.
        place: Option<Text> = default,
        /// The numbers to call.
        phones: Vec<Phone> = default,
        /// When it is open.
        hours: Option<Text> = default,
        /// The languages spoken there.
        languages: Vec<Language> = default,
        /// Whether it is one to call in an emergency.
        urgent: bool = default,
        /// The day on which someone last compared this with its source.
        checked_on: Option<PastDay> = default,
        /// Where this is known from.
        source: Text,
        /// Whether a person has asked the service itself.
        verified: bool = default,
    }
}

record! {
    /// The texts of a list of services in one language.
    ServiceTexts {
        /// The format of the form language; 1.
        #[cfg_attr(feature = "maintain", schemars(extend("const" = 1)))]
        format: u32,
        /// The list these texts belong to.
        services: FormId,
        /// The version of that list.
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

impl ServiceList {
    /// Reads a list of services.
    ///
    /// # Errors
    /// Everything wrong with its shape, together.
    pub fn read(text: &[u8]) -> Result<Self, Diagnostics> {
        let list: Self = read_record(&read(text, Limits::DEFINITION)?)?;
        Ok(Self { digest: Computed::of(text), ..list })
    }
}

impl ServiceTexts {
    /// Reads the texts of a list of services in another language.
    ///
    /// # Errors
    /// Everything wrong with their shape. Whether they fit a list is found when they are given to it:
    /// [`Services::add_language`](crate::compile::Services::add_language).
    pub fn read(text: &[u8]) -> Result<Self, Diagnostics> {
        let overlay: Self = read_record(&read(text, Limits::DEFINITION)?)?;
        overlay.texts.check()?;
        Ok(Self { digest: Computed::of(text), ..overlay })
    }
}
