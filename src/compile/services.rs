//! A list of services, checked and compiled.

use super::Maker;
use super::language::Given;
use super::names::place;
use crate::definition::{ServiceList, ServiceTexts};
use crate::diagnostic::{Code, Diagnostics};
use crate::form::{Service, ServiceKind, Services};
use crate::value::Date;

/// Makes services of a list.
///
/// # Errors
/// Everything wrong with it, together.
///
/// ```
/// use nrm_screening::compile::compile_services;
/// use nrm_screening::definition::ServiceList;
/// let list = ServiceList::read(
///     br#"{"format": 1, "id": "town", "version": "0.1.0", "sourceLanguage": "en", "kinds": [{"id": "shelter", "text": "A place to sleep"}],
///       "services": [{"id": "house", "kinds": ["shelter"], "name": "The house", "phones": ["21 00 00 00"], "source": "made up"}]}"#,
/// );
/// let services = compile_services(&list.unwrap()).unwrap();
/// assert_eq!(services.of_kind("shelter").count(), 1);
/// ```
pub fn compile_services(list: &ServiceList) -> Result<Services, Diagnostics> {
    let mut maker = Maker::default();
    maker.unique("kinds", Code::DuplicateId, list.kinds.iter().map(|kind| &*kind.id));
    maker.unique("services", Code::DuplicateId, list.services.iter().map(|service| &*service.id));
    let mut kinds = Vec::new();
    for kind in &list.kinds {
        let text = maker.text(&["kinds.", &*kind.id, ".text"].concat(), &kind.text);
        kinds.push(ServiceKind { id: (*kind.id).into(), text });
    }
    let services = maker.each("services", &list.services, |maker, service| {
        let mut text = |key: &str, text: &str| maker.text(&["services.", &*service.id, ".", key].concat(), text);
        let name = text("name", &service.name);
        let at = service.place.as_ref().map(|at| text("place", at));
        let hours = service.hours.as_ref().map(|hours| text("hours", hours));
        let kinds = maker.each("kinds", &service.kinds, |maker, kind| {
            let place = place(&list.kinds, |known| known.id == *kind);
            if place.is_none() {
                maker.tell(Code::UnknownName, kind);
            }
            place.unwrap_or(u16::MAX)
        });
        Service {
            id: (*service.id).into(),
            kinds,
            name,
            place: at,
            phones: service.phones.iter().map(|phone| (**phone).into()).collect(),
            hours,
            languages: service.languages.iter().map(|language| (**language).into()).collect(),
            urgent: service.urgent,
            checked_on: service.checked_on.as_ref().and_then(|day| Date::parse(day)),
            source: (*service.source).into(),
            verified: service.verified,
        }
    });
    let (keys, languages) = core::mem::take(&mut maker.texts).finish(&list.source_language);
    maker.found.or(Services {
        id: (*list.id).into(),
        version: (*list.version).into(),
        digest: (*list.digest).into(),
        kinds,
        services,
        languages,
        keys,
    })
}

impl Services {
    /// Gives the list its texts in another language. A text that is missing is told and, where the others are used all
    /// the same, shown in the source language with a mark; so the texts are taken even then.
    ///
    /// # Errors
    /// Texts of another list or version, or with texts missing or unknown. Those of another list are not taken.
    pub fn add_language(&mut self, overlay: &ServiceTexts) -> Result<(), Diagnostics> {
        let given = Given {
            of: ("services", &overlay.services, &overlay.version),
            language: &overlay.language,
            review: &overlay.review,
            digest: &overlay.digest,
            texts: &overlay.texts,
        };
        given.take((&self.id, &self.version), &self.keys, &mut self.languages)
    }
}
