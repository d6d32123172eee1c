//! Definition to [`Form`]: references, types, cycles, meaning. The only maker of a `Form`; every check lives here.
//!
//! Nothing stops at the first problem: what can be checked is checked, and everything is told together.

mod carry;
mod consent;
mod graph;
mod items;
mod language;
mod names;
mod outcomes;
#[cfg(feature = "maintain")]
pub(crate) mod proof;
mod rules;
mod score;
mod services;

pub use crate::form::{
    Action, Age, Alert, Band, BandSet, Choice, Combination, Dimension, Form, FormLanguage, Indicator, Item, Missing,
    Part, Repeat, Row, Score, Service, ServiceKind, Services, Shown, Source, Statement, Term, TextId, Variant,
    VariantRow,
};
pub use crate::value::{ItemType, Method};
pub use carry::compile_carry;
pub use services::compile_services;

use crate::definition::{FormDefinition, Id};
use crate::diagnostic::{Code, Diagnostics};
use crate::id::Index;
use crate::json::Pointer;
#[cfg(feature = "maintain")]
pub(crate) use graph::rules;
use items::Asked;
use language::Texts;
#[cfg(feature = "maintain")]
pub(crate) use language::source_digest;
use names::Known;

/// Makes a form of a definition.
///
/// # Errors
/// Everything wrong with it, together.
///
/// ```
/// use nrm_screening::{FormDefinition, compile};
/// let definition = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
/// let form = compile(&definition).unwrap();
/// assert_eq!(form.parts.len(), 2);
/// ```
///
/// Natively that includes what is proved of the whole form ([`compile_and_prove`]); the device checks what evaluating
/// rests on, and leaves the proofs to the maintainers' tools.
#[cfg(feature = "maintain")]
pub fn compile(definition: &FormDefinition) -> Result<Form, Diagnostics> {
    match compile_and_prove(definition) {
        (Some(form), found) => found.or(form),
        (None, found) => Err(found),
    }
}

/// Makes a form of a definition.
///
/// # Errors
/// Everything wrong with it that evaluating rests on, together.
#[cfg(not(feature = "maintain"))]
pub fn compile(definition: &FormDefinition) -> Result<Form, Diagnostics> {
    compile_unproved(definition)
}

/// Makes a form of a definition and proves what can be proved of it: the form, where it can be evaluated at all, and
/// everything found, warnings too. A form with errors is not one to use.
#[cfg(feature = "maintain")]
pub fn compile_and_prove(definition: &FormDefinition) -> (Option<Form>, Diagnostics) {
    match compile_unproved(definition) {
        Ok(form) => {
            let found = proof::prove(definition, &form);
            (Some(form), found)
        }
        Err(found) => (None, found),
    }
}

/// Makes a form without proving anything of it, as the compiler in the browser does.
///
/// # Errors
/// Everything wrong with it that evaluating rests on, together.
pub fn compile_unproved(definition: &FormDefinition) -> Result<Form, Diagnostics> {
    let mut maker = Maker { has_services: definition.services.is_some(), ..Maker::default() };
    let title = maker.text("title", &definition.title);
    let slots = items::slots(definition);
    let Asked { mut items, ids, parts, closing, repeats, talk } = maker.items(definition, &slots);
    let known = Known::of(definition, &slots);
    maker.expressions(definition, &known, &slots, &mut items);
    let age = maker.age(definition, &known, &items);
    let indicators = maker.indicators(definition, &known);
    let dimensions = maker.dimensions(definition);
    let rule = maker.rule(definition);
    let scores = maker.scores(definition, &known, &items);
    let alerts = maker.alerts(definition, &known);
    let rows = maker.rows(definition, &known);
    let variants = maker.variants(definition, &known);
    let child_path = maker.child_path(definition, &known);
    let terms = maker.terms(definition);
    let indeterminate = maker.engine_outcome("indeterminate", &definition.outcomes.indeterminate);
    let could_not_be_done = maker.engine_outcome("couldNotBeDone", &definition.outcomes.could_not_be_done);
    let sources = maker.sources(definition);
    let (keys, languages) = core::mem::take(&mut maker.texts).finish(&definition.source_language);
    let mut form = Form {
        id: (*definition.id).into(),
        version: (*definition.version).into(),
        digest: (*definition.digest).into(),
        title,
        services: definition.services.as_ref().map(|list| (**list).into()),
        sources,
        items,
        parts,
        closing,
        indicators,
        dimensions,
        rule,
        scores,
        alerts,
        rows,
        variant: definition.outcomes.variant.as_ref().map(|name| (**name).into()),
        variants,
        child_path,
        age,
        repeats,
        indeterminate,
        could_not_be_done,
        terms,
        talk,
        order: Vec::new(),
        keys,
        ids,
        languages,
    };
    match graph::order(&form) {
        Ok(order) => {
            graph::take(&mut form, order);
            maker.multiple(&form);
            maker.guardians(&form);
        }
        Err(cycle) => maker.found.tell(Code::Cycle, &maker.pointer, &cycle),
    }
    maker.found.or(form)
}

/// What compiling has found so far and where it stands.
#[derive(Default)]
struct Maker {
    found: Diagnostics,
    pointer: Pointer,
    texts: Texts,
    has_services: bool,
}

impl Maker {
    fn tell(&mut self, code: Code, subject: &str) {
        self.found.tell(code, &self.pointer, subject);
    }

    /// Runs `make` one key deeper.
    fn at<T>(&mut self, key: &str, make: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.enter(key);
        let result = make(self);
        self.pointer.leave(length);
        result
    }

    /// Runs `make` at another place.
    fn within<T>(&mut self, pointer: &str, make: impl FnOnce(&mut Self) -> T) -> T {
        let here = core::mem::replace(&mut self.pointer, Pointer::of(pointer));
        let result = make(self);
        self.pointer = here;
        result
    }

    /// Runs `make` on every member of a list under a key.
    fn each<T, R>(&mut self, key: &str, list: &[T], mut make: impl FnMut(&mut Self, &T) -> R) -> Vec<R> {
        self.at(key, |maker| {
            let member = |(place, member): (usize, &T)| maker.at(&place.to_string(), |maker| make(maker, member));
            list.iter().enumerate().map(member).collect()
        })
    }

    /// Tells every id that stands twice.
    fn unique<'d>(&mut self, key: &str, code: Code, ids: impl Iterator<Item = &'d str>) {
        let mut seen = Index::default();
        for (place, id) in ids.enumerate() {
            if seen.add(id).is_err() {
                self.at(key, |maker| maker.at(&place.to_string(), |maker| maker.tell(code, id)));
            }
        }
    }

    fn text(&mut self, key: &str, text: &str) -> TextId {
        self.texts.add(key, text)
    }

    /// Kinds of services; whether the list has them is for the maintainers' tools, which have the list.
    fn services(&mut self, kinds: &[Id]) -> Vec<Box<str>> {
        self.each("services", kinds, |maker, kind| {
            if !maker.has_services {
                maker.tell(Code::NoServiceList, kind);
            }
            (**kind).into()
        })
    }

    fn sources(&mut self, definition: &FormDefinition) -> Vec<Source> {
        self.unique("sources", Code::DuplicateId, definition.sources.iter().map(|source| &*source.id));
        let source = |source: &crate::definition::Source| Source {
            id: (*source.id).into(),
            citation: (*source.citation).into(),
            verified: source.verified,
        };
        definition.sources.iter().map(source).collect()
    }
}
