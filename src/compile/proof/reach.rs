//! Conditions that never hold or always do, rows that nothing reaches, dimensions that are never positive.

use super::Prover;
use super::alone::Alone;
use super::logic::{Fact, Known};
use super::model::Model;
use super::places::{Expression, Place, Places};
use crate::compile::graph::OfRows;
use crate::diagnostic::Code;
use crate::expression::{Atom, Condition, Number, Read};
use crate::form::Form;
use std::collections::HashMap;
use std::rc::Rc;

/// How the condition at a place is named.
const WHOLE: &str = "this condition";
/// How what is asked of rows is named.
const EACH: &str = "what is asked of each row";
/// How a form is named of which nothing is proved.
const FORM: &str = "the form as a whole";
/// Most places that are told each by itself not to be proved.
const MOST_PLACES: usize = 10;

/// What is told of a place.
struct Claim {
    /// Its place among all that is told.
    order: usize,
    code: Code,
    pointer: String,
    subject: String,
}

/// What is claimed where some statements cannot hold together.
struct Question {
    together: Vec<Fact>,
    claim: Claim,
}

/// A condition that is looked at by itself.
struct Single<'f> {
    condition: &'f Condition,
    /// The item whose answers it is about.
    of: Option<u16>,
    order: usize,
    pointer: &'f str,
    subject: &'static str,
}

/// Tells what cannot be.
pub(super) fn prove(prover: &mut Prover, form: &Form, places: &Places<'_>, alone: &mut Alone<'_>) {
    // What rows can hold is not modelled well enough to prove anything by it: questions of rows that are never asked
    // would make everything that reads them look proved. What is asked of each row is looked at by itself.
    let rows = OfRows::of(form);
    let mut model = Model::of(form, alone.domains, Rc::clone(&alone.named));
    let (mut questions, mut singles, mut wholes) = (Vec::new(), Vec::new(), Vec::new());
    let mut stated: HashMap<&str, Known> = HashMap::new();
    for (order, place) in places.expressions.iter().enumerate() {
        if prover.has_told(&place.pointer) {
            continue;
        }
        let pointer = &*place.pointer;
        bodies(place, &mut |condition| singles.push(Single { condition, of: None, order, pointer, subject: EACH }));
        let (condition, of) = match place.expression {
            Expression::Condition(condition) => (condition, None),
            Expression::Constraint(item, condition) => (condition, Some(item)),
            Expression::Number(_) => continue,
        };
        if !rows.condition(form, condition) {
            let known = model.condition(condition);
            stated.insert(pointer, known);
            ask(&mut questions, (order, pointer), known, of.map(|item| model.answered(item)));
            wholes.push(Single { condition, of, order, pointer, subject: WHOLE });
        }
    }
    let mut order = places.expressions.len()..;
    for (place, dimension) in form.dimensions.iter().enumerate().filter(|(place, _)| !rows.dimension(form, *place)) {
        if let Some(known) = model.dimension(place) {
            let pointer = format!("/dimensions/{place}");
            let (order, subject) = (order.next().unwrap_or_default(), (*dimension.id).into());
            let claim = Claim { order, code: Code::DimensionNever, pointer, subject };
            questions.push(Question { together: vec![known.yes], claim });
        }
    }
    for table in &places.tables {
        // That none before it decides.
        let mut before = !model.refused();
        for (id, pointer, when) in &table.rows {
            if when.is_some_and(|when| rows.condition(form, when)) {
                break;
            }
            let already = stated.get(&*format!("{pointer}/when")).copied();
            let known = already.or_else(|| when.map(|when| model.condition(when)));
            let together: Vec<Fact> = known.map(|known| known.yes).into_iter().chain([before]).collect();
            let (order, pointer, subject) = (order.next().unwrap_or_default(), pointer.clone(), (*id).into());
            let claim = Claim { order, code: Code::RowNeverDecides, pointer, subject };
            questions.push(Question { together, claim });
            if let Some(known) = known {
                before = model.logic.all(&[before, !known.yes]);
            }
        }
    }
    model.order_cuts();
    let too_large = model.logic.is_full();
    let (mut claims, open) = if too_large { (Vec::new(), Vec::new()) } else { answer(&mut model, questions) };
    singles
        .extend(wholes.into_iter().filter(|whole| too_large || open.iter().any(|open| open.pointer == whole.pointer)));
    claims.extend(by_themselves(alone, singles));
    claims.sort_by_key(|claim| claim.order);
    for Claim { code, pointer, subject, .. } in claims {
        // A row that never holds, and what follows from it, are told once, where the condition stands.
        if !prover.has_told_within(&pointer) {
            prover.tell(code, &pointer, &subject);
        }
    }
    not_proved(prover, too_large, open);
}

/// Whether a condition can hold and can fail.
fn ask(questions: &mut Vec<Question>, (order, pointer): (usize, &str), known: Known, also: Option<Fact>) {
    for (fact, code) in [(known.yes, Code::NeverTrue), (known.no, Code::NeverFalse)] {
        let together: Vec<Fact> = also.into_iter().chain([fact]).collect();
        let claim = Claim { order, code, pointer: pointer.into(), subject: WHOLE.into() };
        questions.push(Question { together, claim });
    }
}

/// Answers them all: what is claimed, and what was not found out. What is found possible answers others too: what holds
/// late in a form needs much before it to hold, and what fails early makes much after it fail, so that few searches are
/// needed in this order.
fn answer(model: &mut Model<'_>, questions: Vec<Question>) -> (Vec<Claim>, Vec<Claim>) {
    let (mut ahead, fails): (Vec<_>, Vec<_>) =
        questions.into_iter().partition(|question| question.claim.code != Code::NeverFalse);
    let (mut claims, mut open) = (Vec::new(), Vec::new());
    for mut ahead in [fails.into_iter().rev().collect(), core::mem::take(&mut ahead)] {
        while let Some(question) = ahead.pop() {
            match model.logic.possible(&question.together) {
                Some(true) => ahead.retain(|other| !other.together.iter().all(|fact| model.logic.held(*fact))),
                Some(false) => claims.push(question.claim),
                None => open.push(question.claim),
            }
        }
    }
    (claims, open)
}

/// What is claimed of conditions by themselves, the smallest first: those are many, and it is they that are misspelled.
fn by_themselves(alone: &mut Alone<'_>, singles: Vec<Single<'_>>) -> Vec<Claim> {
    let size = |single: &Single<'_>| {
        let mut size = 0;
        single.condition.reads(&mut |_| size += 1);
        size
    };
    let mut singles: Vec<_> = singles.into_iter().map(|single| (size(&single), single)).collect();
    singles.sort_by_key(|(size, _): &(u32, _)| *size);
    let mut claims = Vec::new();
    for (_, single) in singles {
        let found = alone.condition(single.condition, single.of);
        for (code, impossible) in [Code::NeverTrue, Code::NeverFalse].into_iter().zip(found) {
            if impossible {
                let Single { order, pointer, subject, .. } = single;
                claims.push(Claim { order, code, pointer: pointer.into(), subject: subject.into() });
            }
        }
    }
    claims
}

/// Tells what was not found out: a form that is checked without a word is thought to be proved.
fn not_proved(prover: &mut Prover, too_large: bool, mut open: Vec<Claim>) {
    open.sort_by_key(|open| open.order);
    open.dedup_by_key(|open| open.order);
    if too_large || open.len() > MOST_PLACES {
        prover.tell(Code::NotProved, "", FORM);
        return;
    }
    for Claim { code, pointer, subject, .. } in open {
        let what = match code {
            Code::RowNeverDecides => format!("that the row `{subject}` can decide"),
            Code::DimensionNever => format!("that the dimension `{subject}` can be positive"),
            _ => subject,
        };
        // Of a row whose condition is not proved, that is told.
        if !prover.has_told_within(&pointer) {
            prover.tell(Code::NotProved, &pointer, &what);
        }
    }
}

/// What is asked of the rows of repeats.
fn bodies<'f>(place: &Place<'f>, see: &mut dyn FnMut(&'f Condition)) {
    let mut found = Vec::new();
    let mut atom = |read: Read<'f>| {
        if let Read::Atom(Atom::Rows { body, .. }) = read {
            found.push(&**body);
        }
    };
    match place.expression {
        Expression::Condition(condition) | Expression::Constraint(_, condition) => condition.reads(&mut atom),
        Expression::Number(number) => number.reads(&mut atom),
    }
    found.into_iter().for_each(&mut *see);
    match place.expression {
        Expression::Condition(condition) | Expression::Constraint(_, condition) => {
            numbers_of(condition, &mut |number| counted(number, see));
        }
        Expression::Number(number) => counted(number, see),
    }
}

/// The numbers that a condition compares.
fn numbers_of<'f>(condition: &'f Condition, see: &mut dyn FnMut(&'f Number)) {
    condition.reads(&mut |read| {
        if let Read::Atom(Atom::Numbers(_, sides)) = read {
            sides.iter().for_each(&mut *see);
        }
    });
}

/// What rows are counted by.
fn counted<'f>(number: &'f Number, see: &mut dyn FnMut(&'f Condition)) {
    match number {
        Number::CountRows(_, body) => see(body),
        Number::Two(_, sides) => sides.iter().for_each(|side| counted(side, see)),
        Number::Fold(_, list) => list.iter().for_each(|part| counted(part, see)),
        Number::If(parts) => parts.1.iter().for_each(|branch| counted(branch, see)),
        _ => {}
    }
}
