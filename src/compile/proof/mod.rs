//! What is proved of a form as a whole: natively only, by the maintainers' tools and by what makes forms for devices.
//!
//! The device checks what evaluating rests on. Here stands what a maintainer has to know before a form is used: that
//! every condition can hold and fail, every row can decide, every number stays exact, no text states a verdict. What is
//! claimed is proved; where a proof would take too long, that is told, and nothing claimed.

mod alone;
mod assent;
mod condition;
mod domain;
mod domains;
mod guardian;
mod logic;
mod measure;
mod model;
mod numbers;
mod places;
mod quantity;
mod reach;
mod unused;
mod verdict;

pub(crate) use verdict::verdicts;

use crate::definition::FormDefinition;
use crate::diagnostic::{Code, Diagnostics};
use crate::form::Form;
use crate::json::Pointer;
use domains::Domains;

/// Tells what can be proved of a form: errors and warnings.
pub(super) fn prove(definition: &FormDefinition, form: &Form) -> Diagnostics {
    let mut prover = Prover { found: Diagnostics::default() };
    let places = places::places(definition, form);
    let domains = Domains::of(form);
    numbers::items(&mut prover, form, &places.items);
    for place in &places.expressions {
        numbers::expression(&mut prover, form, &domains, place);
    }
    numbers::scores(&mut prover, form, &domains);
    age(&mut prover, form);
    let mut alone = alone::Alone::of(form, &domains, model::named(form));
    guardian::refusals(&mut prover, form, &mut alone);
    assent::child_not_asked(&mut prover, form, &mut alone);
    reach::prove(&mut prover, form, &places, &mut alone);
    verdict::texts(&mut prover, definition);
    unused::warnings(&mut prover, definition, form, &places);
    unused::choices(&mut prover, form, &places, &mut alone);
    prover.found
}

/// What was proved so far.
struct Prover {
    found: Diagnostics,
}

impl Prover {
    fn tell(&mut self, code: Code, pointer: &str, subject: &str) {
        self.found.tell(code, &Pointer::of(pointer), subject);
    }

    /// Whether something was told of that place.
    fn has_told(&self, pointer: &str) -> bool {
        self.found.list().iter().any(|told| *told.pointer == *pointer)
    }

    /// Whether something was told of that place or of what stands in it.
    fn has_told_within(&self, pointer: &str) -> bool {
        self.found
            .list()
            .iter()
            .any(|told| told.pointer.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }
}

/// An age that is not known must not read as that of an adult.
fn age(prover: &mut Prover, form: &Form) {
    if let Some(age) = form.age {
        let group = form.item(age.group);
        if age.child == age.adult || group.is_some_and(|group| group.when_missing == Some(age.adult)) {
            prover.tell(Code::AgeFallbackAdult, "/age/adult", group.map_or("", |group| &group.id));
        }
    }
}
