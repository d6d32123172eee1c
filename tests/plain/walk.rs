//! Interviews of any form, answered at random and one item after the other: what is known stays known, and every
//! result can be computed again from its trace.

use super::super::{instrument, instruments};
use super::Random;
use nrm_screening::assessment::{assess_session, recompute};
use nrm_screening::evaluation::{ItemState, ScoreState, State, Total};
use nrm_screening::form::Item;
use nrm_screening::session::Place;
use nrm_screening::value::{Answer, Calendar, Date, DateGiven, ItemType, Truth};
use nrm_screening::{Form, Session};
use std::sync::Arc;

/// Interviews with each form.
const WALKS: usize = 40;

/// Something that may be given for an item: an answer, now and then one that cannot be, or a silence.
fn anything(random: &mut Random, item: &Item) -> Answer {
    if random.below(6) == 0 {
        return Answer::Missing(item.reasons[random.below(item.reasons.len())]);
    }
    let place = |number: usize| u16::try_from(number).unwrap();
    match item.kind {
        ItemType::Integer => Answer::number(&random.below(40).to_string()),
        ItemType::Decimal => Answer::number(&format!("{}.{}", random.below(60), random.below(1000))),
        ItemType::Date => {
            let year = (1985 + random.below(41)).to_string();
            let calendar = [Calendar::Gregorian, Calendar::Ethiopic, Calendar::Unknown][random.below(3)];
            Answer::date(DateGiven { calendar, from: year.into(), to: None, words: None })
        }
        ItemType::Multiple => {
            let together = |at: &usize| !item.choices[*at].exclusive && random.below(2) == 0;
            let ticked: Vec<u16> = (0..item.choices.len()).filter(together).map(place).collect();
            let none = item.choices.iter().position(|choice| choice.exclusive).expect("an exclusive choice");
            Answer::Choices(if ticked.is_empty() { [place(none)].into() } else { ticked.into() })
        }
        // There is no other row.
        ItemType::Repeat => Answer::Choice(1),
        _ => Answer::Choice(place(random.below(item.choices.len()))),
    }
}

/// Everywhere an answer is awaited, rows included.
fn open(session: &Session) -> Vec<Place> {
    let state = session.state();
    let mut places = Vec::new();
    for (at, own) in (0..).zip(&state.items) {
        if *own == ItemState::Open {
            places.push(Place::from(at));
        }
        for (row, found) in (0..).zip(state.rows_of(at)) {
            let inner = (at + 1..).zip(&found.items).filter(|(_, state)| **state == ItemState::Open);
            places.extend(inner.map(|(item, _)| Place::from((item, row))));
        }
    }
    places
}

/// Gives something for one open item, or adds a row; false where nothing is open.
fn step(random: &mut Random, form: &Form, session: &mut Session) -> bool {
    let open = open(session);
    if open.is_empty() {
        return false;
    }
    let place = open[random.below(open.len())];
    let item = form.item(place.item).unwrap();
    let rows = session.state().rows_of(place.item).len();
    if item.kind == ItemType::Repeat && rows < 4 && random.below(4) > 0 {
        session.add_row(place.item).unwrap();
    } else {
        session.answer(place, anything(random, item)).unwrap();
    }
    true
}

/// Whether a score is known at least as well as before.
fn narrows(before: &ScoreState, after: &ScoreState) -> bool {
    let ends = |score: &ScoreState| match score.value {
        Total::Known(total) => Some((total, total)),
        Total::Unknown(range) => range,
        Total::Absent => None,
    };
    match (before.value, ends(before), ends(after)) {
        (Total::Absent, ..) => after.value == Total::Absent,
        (_, Some((least, most)), Some((low, high))) => least <= low && high <= most,
        (_, Some(_), None) => false,
        _ => true,
    }
}

fn truths(state: &State) -> Vec<Truth> {
    let cells = state.indicators.iter().chain(&state.dimensions).chain(&state.alerts);
    cells.map(|cell| cell.truth).chain(state.rows.iter().copied()).collect()
}

fn recomputes(form: &Arc<Form>, session: &Session) {
    let found = serde_json::to_vec(&assess_session(session, 0)).unwrap();
    recompute(form, &found).unwrap_or_else(|wrong| panic!("{}: {wrong}", form.id));
}

#[test]
fn an_answer_never_takes_back_what_was_known_and_every_result_can_be_computed_again() {
    let mut random = Random(77);
    for id in instruments() {
        let form = instrument(&id);
        let mut steps = 0;
        for _ in 0..WALKS {
            let mut session = Session::start(Arc::clone(&form), Date::parse("2026-03-01").unwrap());
            for _ in 0..random.below(70) {
                let before = session.state().clone();
                if !step(&mut random, &form, &mut session) {
                    break;
                }
                steps += 1;
                let after = session.state();
                for ((score, before), after) in form.scores.iter().zip(&before.scores).zip(&after.scores) {
                    assert!(narrows(before, after), "{id} {}: {before:?}, then {after:?}", score.id);
                }
                for (before, after) in truths(&before).into_iter().zip(truths(after)) {
                    assert!(before == Truth::Unknown || before == after, "{id}: {:?}", session.entries());
                }
            }
            recomputes(&form, &session);
            session.finish();
            recomputes(&form, &session);
        }
        assert!(steps > WALKS, "{id}: {steps} answers");
    }
}
