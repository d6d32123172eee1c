//! Conditions that never hold or always do, rows that nothing reaches, dimensions that are never positive.

use super::Prover;
use super::domains::Domains;
use super::logic::{Fact, Known};
use super::model::Model;
use super::places::{Expression, Places};
use crate::compile::graph::OfRows;
use crate::diagnostic::Code;
use crate::expression::{Atom, Condition, Number, Read};
use crate::form::Form;

/// How the condition at a place is named.
const WHOLE: &str = "this condition";
/// How what is asked of rows is named.
const EACH: &str = "what is asked of each row";

/// What is told where some statements cannot hold together.
struct Question {
    together: Vec<Fact>,
    code: Code,
    pointer: String,
    subject: String,
}

/// Tells what cannot be.
pub(super) fn prove(prover: &mut Prover, form: &Form, domains: &Domains<'_>, places: &Places<'_>) {
    // What rows can hold is not modelled well enough to prove anything by it: questions of rows that are never asked
    // would make everything that reads them look proved.
    let rows = OfRows::of(form);
    let mut model = Model::of(form, domains);
    let mut questions = Vec::new();
    for place in &places.expressions {
        if prover.has_told(&place.pointer) {
            continue;
        }
        match place.expression {
            Expression::Condition(condition) | Expression::Constraint(_, condition)
                if rows.condition(form, condition) => {}
            Expression::Condition(condition) => {
                ask(&mut questions, &place.pointer, WHOLE, model.condition(condition), None);
                bodies(condition, &mut |body| ask(&mut questions, &place.pointer, EACH, model.condition(body), None));
            }
            Expression::Constraint(item, condition) => {
                let answered = model.answered(item);
                ask(&mut questions, &place.pointer, WHOLE, model.condition(condition), Some(answered));
            }
            Expression::Number(_) if !form.repeats.is_empty() => {}
            Expression::Number(number) => {
                bodies_of(number, &mut |body| ask(&mut questions, &place.pointer, EACH, model.condition(body), None));
            }
        }
    }
    for (place, dimension) in form.dimensions.iter().enumerate().filter(|(place, _)| !rows.dimension(form, *place)) {
        if let Some(known) = model.dimension(place) {
            questions.push(Question {
                together: vec![known.yes],
                code: Code::DimensionNever,
                pointer: format!("/dimensions/{place}"),
                subject: (*dimension.id).into(),
            });
        }
    }
    for table in &places.tables {
        let mut before = vec![!model.refused()];
        for (id, pointer, when) in &table.rows {
            if when.is_some_and(|when| rows.condition(form, when)) {
                break;
            }
            let known = when.map(|when| model.condition(when));
            let together: Vec<Fact> = before.iter().copied().chain(known.map(|known| known.yes)).collect();
            let (pointer, subject) = (pointer.clone(), (*id).into());
            questions.push(Question { together, code: Code::RowNeverDecides, pointer, subject });
            before.extend(known.map(|known| !known.yes));
        }
    }
    model.order_cuts();
    answer(prover, &mut model, questions);
}

/// Whether a condition can hold and can fail.
fn ask(questions: &mut Vec<Question>, pointer: &str, subject: &str, known: Known, also: Option<Fact>) {
    for (fact, code) in [(known.yes, Code::NeverTrue), (known.no, Code::NeverFalse)] {
        let together: Vec<Fact> = also.into_iter().chain([fact]).collect();
        questions.push(Question { together, code, pointer: pointer.into(), subject: subject.into() });
    }
}

/// Answers them all. What is found possible answers others too: what holds late in a form needs much before it to hold,
/// and what fails early makes much after it fail, so that few searches are needed in this order.
fn answer(prover: &mut Prover, model: &mut Model<'_>, questions: Vec<Question>) {
    let all = questions.into_iter().enumerate();
    let (mut ahead, fails): (Vec<_>, Vec<_>) = all.partition(|(_, question)| question.code != Code::NeverFalse);
    let mut impossible = Vec::new();
    for mut ahead in [fails.into_iter().rev().collect(), core::mem::take(&mut ahead)] {
        while let Some((place, question)) = ahead.pop() {
            match model.logic.possible(&question.together) {
                Some(true) => ahead.retain(|(_, other)| !other.together.iter().all(|fact| model.logic.held(*fact))),
                Some(false) => impossible.push((place, question)),
                None => {}
            }
        }
    }
    impossible.sort_by_key(|(place, _)| *place);
    for (_, question) in impossible {
        // A row that never holds, and what follows from it, are told once, where the condition stands.
        if !prover.has_told_within(&question.pointer) {
            prover.tell(question.code, &question.pointer, &question.subject);
        }
    }
}

/// What is asked of the rows of repeats.
fn bodies<'f>(condition: &'f Condition, see: &mut dyn FnMut(&'f Condition)) {
    let mut found = Vec::new();
    condition.reads(&mut |read| {
        if let Read::Atom(Atom::Rows { body, .. }) = read {
            found.push(&**body);
        }
    });
    found.into_iter().for_each(&mut *see);
    numbers_of(condition, &mut |number| counted(number, see));
}

fn bodies_of<'f>(number: &'f Number, see: &mut dyn FnMut(&'f Condition)) {
    let mut found = Vec::new();
    number.reads(&mut |read| {
        if let Read::Atom(Atom::Rows { body, .. }) = read {
            found.push(&**body);
        }
    });
    found.into_iter().for_each(&mut *see);
    counted(number, see);
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
