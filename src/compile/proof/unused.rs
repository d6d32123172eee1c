//! What has to be looked at and refuses nothing: what nobody uses, and what is easily misread.

use super::Prover;
use super::alone::Alone;
use super::places::{Expression, Places};
use crate::compile::graph::reads;
use crate::definition::{Choices, FormDefinition, Item as Authored};
use crate::diagnostic::Code;
use crate::expression::{Atom, Cell, Condition, Number, Read, Test};
use crate::form::{Form, Item, Missing, Step};
use crate::value::{By, ItemType, Method};
use std::collections::BTreeSet;

/// What expressions, scores and the age read.
#[derive(Default)]
struct Used {
    items: BTreeSet<u16>,
    scores: BTreeSet<u16>,
    indicators: BTreeSet<u16>,
    dimensions: BTreeSet<u16>,
    no_indicator: bool,
}

impl Used {
    fn see(&mut self, read: Read<'_>) {
        match read {
            Read::Item(item) => drop(self.items.insert(item)),
            Read::Score(score) => drop(self.scores.insert(score)),
            Read::Atom(Atom::Cell(Cell::Indicator(place))) => drop(self.indicators.insert(*place)),
            Read::Atom(Atom::Cell(Cell::Dimension(place))) => drop(self.dimensions.insert(*place)),
            Read::Atom(Atom::Cell(Cell::NoIndicator)) => self.no_indicator = true,
            Read::Atom(_) | Read::Divisor(_) => {}
        }
    }
}

/// Tells what has to be looked at.
pub(super) fn warnings(prover: &mut Prover, definition: &FormDefinition, form: &Form, places: &Places<'_>) {
    let mut used = Used::default();
    for place in &places.expressions {
        match place.expression {
            Expression::Condition(condition) => condition.reads(&mut |read| used.see(read)),
            Expression::Number(number) => number.reads(&mut |read| used.see(read)),
            // What an answer has to hold to does not use it.
            Expression::Constraint(..) => {}
        }
    }
    used.items.extend(form.scores.iter().flat_map(|score| &score.terms).map(|term| term.item));
    used.items.extend(form.age.iter().flat_map(|age| [age.group, age.birth]));
    items(prover, form, places, &used);
    rules(prover, form, &used);
    lists(prover, definition);
    for place in &places.expressions {
        if let Expression::Condition(condition) = place.expression {
            silences(prover, form, &place.pointer, condition);
        }
    }
}

/// An answer that nobody reads costs the person who gives it. What is asked for the record alone is `required`, stands
/// in an `essential` group, is a text, or is known by the worker and from documents anyway.
fn items(prover: &mut Prover, form: &Form, places: &Places<'_>, used: &Used) {
    let essential = |item: &Item| {
        let mut at = Some(item);
        while let Some(item) = at {
            if item.essential {
                return true;
            }
            at = item.parent.and_then(|parent| form.item(parent));
        }
        false
    };
    for ((item, place), pointer) in form.items.iter().zip(0_u16..).zip(&places.items) {
        let read_by_logic = matches!(
            item.kind,
            ItemType::Single | ItemType::Multiple | ItemType::Integer | ItemType::Decimal | ItemType::Date
        );
        let asked = matches!(item.by, By::Person | By::Observer);
        let recorded = item.required || item.repeat.is_some() || item.choices.iter().any(|choice| choice.specify);
        if read_by_logic && asked && !recorded && !used.items.contains(&place) && !essential(item) {
            prover.tell(Code::UnusedItem, pointer, &item.id);
        }
        // What has a label is shown where it holds.
        if item.kind == ItemType::Calculate && item.short.is_none() && !used.items.contains(&place) {
            prover.tell(Code::UnusedCalculation, pointer, &item.id);
        }
    }
}

/// A question whose choices are all conditional may have none to give; whether that can be is proved.
pub(super) fn choices(prover: &mut Prover, form: &Form, places: &Places<'_>, alone: &mut Alone<'_>) {
    for ((item, place), pointer) in form.items.iter().zip(0_u16..).zip(&places.items) {
        let conditions: Vec<&Condition> = item.choices.iter().filter_map(|choice| choice.relevant.as_ref()).collect();
        if conditions.is_empty() || conditions.len() < item.choices.len() {
            continue;
        }
        let [always] = alone.impossible([Step::Item(place)], |model| {
            let applies = model.stated(place).map(|stated| stated.applies.yes);
            let none = conditions.iter().map(|condition| !model.condition(condition).yes);
            [none.chain(applies).collect()]
        });
        if !always {
            prover.tell(Code::NoChoiceLeft, pointer, &item.id);
        }
    }
}

fn rules(prover: &mut Prover, form: &Form, used: &Used) {
    for (indicator, place) in form.indicators.iter().zip(0_u16..) {
        let pointer = format!("/indicators/{place}");
        let read = used.no_indicator || used.dimensions.contains(&indicator.dimension);
        if !read && !used.indicators.contains(&place) {
            prover.tell(Code::UnusedIndicator, &pointer, &indicator.id);
        }
        let reads = reads(form, Step::Indicator(place));
        let by = |by: By| reads.iter().any(|item| form.item(*item).is_some_and(|item| item.by == by));
        if by(By::Observer) && by(By::Person) {
            prover.tell(Code::MixedIndicator, &format!("{pointer}/when"), &indicator.id);
        }
    }
    for (score, place) in form.scores.iter().zip(0_u16..) {
        let pointer = format!("/scores/{place}");
        if score.internal && !used.scores.contains(&place) {
            prover.tell(Code::UnusedScore, &pointer, &score.id);
        }
        let fills = matches!(score.missing, Missing::AtMost(_) | Missing::AtLeast(_));
        if fills && !score.round && matches!(score.method, Method::Sum | Method::Count) {
            prover.tell(Code::UnroundedFill, &format!("{pointer}/missing"), &score.id);
        }
    }
}

fn lists(prover: &mut Prover, definition: &FormDefinition) {
    fn named<'d>(items: &'d [Authored], names: &mut BTreeSet<&'d str>) {
        for item in items {
            if let Choices::Named(name) = &item.choices {
                names.insert(name);
            }
            named(&item.items, names);
        }
    }
    let mut names = BTreeSet::new();
    named(&definition.items, &mut names);
    for (name, _) in definition.choice_lists.iter().filter(|(name, _)| !names.contains(name)) {
        prover.tell(Code::UnusedChoiceList, &format!("/choiceLists/{name}"), name);
    }
    // A form may rest on a source as a whole; where its indicators say what each rests on, they say it of all.
    let referred: BTreeSet<&str> =
        definition.indicators.iter().filter_map(|known| known.source.as_ref()).map(|source| &*source.id).collect();
    for (place, source) in definition.sources.iter().enumerate() {
        if !referred.is_empty() && !referred.contains(&*source.id) {
            prover.tell(Code::UnusedSource, &format!("/sources/{place}"), &source.id);
        }
    }
}

/// `!answered(x)` is false, not true, where `x` does not apply.
fn silences(prover: &mut Prover, form: &Form, pointer: &str, condition: &Condition) {
    match condition {
        Condition::All(list) | Condition::Any(list) => {
            for inner in list {
                silences(prover, form, pointer, inner);
            }
        }
        Condition::If(parts) => parts.iter().for_each(|inner| silences(prover, form, pointer, inner)),
        Condition::Atom { atom: Atom::State { item, test: Test::Answered }, negated: true } => {
            let mut at = form.item(*item);
            let id = at.map_or("", |item| &*item.id);
            while let Some(item) = at {
                if item.relevant.is_some() {
                    prover.tell(Code::NotAnsweredAbsent, pointer, id);
                    return;
                }
                at = item.parent.and_then(|parent| form.item(parent));
            }
        }
        Condition::Atom { atom: Atom::Rows { body, .. }, .. } => silences(prover, form, pointer, body),
        Condition::Atom { atom: Atom::Numbers(_, sides), .. } => {
            for side in &**sides {
                if let Number::Count(list) = side {
                    for inner in list {
                        silences(prover, form, pointer, inner);
                    }
                }
            }
        }
        Condition::Atom { .. } => {}
    }
}
