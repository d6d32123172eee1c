//! Whether what is measured does what it should: the same work is done both ways, or the figures mean nothing.
//!
//! Part of the program and not tests beside it: compiled for tests, the crate would be built once more from nothing.

use super::{Work, day, load, session};
use crate::flat::Scored;
use crate::plan::{Edit, Plan, SIZES};
use nrm_screening::evaluation::{Decision, ItemState, State, TableRow, Told, evaluate};
use nrm_screening::form::Total;
use nrm_screening::json::Limits;
use nrm_screening::number::Ratio;
use nrm_screening::value::{Answer, Truth};
use std::collections::BTreeSet;

/// Each, with its name; one that does not hold panics and says what differs.
pub const AGREEMENTS: [(fn(), &str); 3] = [
    (a_generated_form_is_the_same_every_time, "a generated form is the same every time"),
    (the_reference_gives_what_the_engine_gives, "the reference gives what the engine gives"),
    (after_its_edits_an_interview_stands_as_before, "after its edits an interview stands as before"),
];

/// What the engine found, in the words of the reference.
fn found(work: &Work, state: &State) -> Scored {
    let given = |place: u16| match &work.entries[usize::from(place)].answer {
        Some(Answer::Choice(choice)) => u8::try_from(*choice).expect("few choices"),
        other => panic!("{other:?}"),
    };
    let items = work.places.iter().map(|place| match state.item(*place) {
        ItemState::Answered => given(*place),
        ItemState::Irrelevant => u8::MAX,
        other => panic!("{other:?}"),
    });
    let truths = |cells: &[Told]| -> Vec<bool> {
        assert!(cells.iter().all(|told| told.truth != Truth::Unknown));
        cells.iter().map(|told| told.truth == Truth::True).collect()
    };
    let total = |value: Total| match value {
        Total::Known(total) => {
            (0..1000).find(|whole| Ratio::whole(*whole) == total).expect("a whole number below 1000")
        }
        other => panic!("{other:?}"),
    };
    let Decision::Row(TableRow::Authored(row)) = state.outcome.decision else { panic!("{:?}", state.outcome) };
    Scored {
        answers: items.collect(),
        totals: state.scores.iter().map(|score| total(score.value)).collect(),
        bands: state
            .scores
            .iter()
            .zip(&work.form.scores)
            .map(|(state, score)| u8::try_from(state.band(score, 0).expect("a band")).expect("few bands"))
            .collect(),
        signs: truths(&state.indicators),
        dimensions: truths(&state.dimensions).try_into().expect("as many dimensions"),
        alerts: truths(&state.alerts),
        row: row.into(),
    }
}

/// The reference gives what the engine gives, over eleven kinds of interview in each size.
fn the_reference_gives_what_the_engine_gives() {
    for size in SIZES {
        let mut rows = BTreeSet::new();
        for signs in [0, 1, 2, 5, 12, 20, 30, 40, 60, 80, 100] {
            let work = Work::answered(size, signs);
            let state = evaluate(&work.form, &work.entries, day());
            let mut scored = Scored::default();
            work.flat.score(&work.flat.read(&work.answers_text).expect("answers"), &mut scored);
            assert_eq!(scored, found(&work, &state), "{size} questions, {signs} of 100 signs");
            assert_eq!(&state, session(&work.form, &work.entries).state());
            rows.insert(scored.row);
        }
        assert!(rows.len() >= 2, "{size}: only rows {rows:?} decide");
    }
}

/// After a round of its edits an interview stands as before, and they changed something.
fn after_its_edits_an_interview_stands_as_before() {
    for size in SIZES {
        let work = Work::new(size);
        let mut session = session(&work.form, &work.entries);
        let before = session.state().clone();
        let (mut differ, mut back) = (0, 0);
        for edit in &work.edits {
            let changes = match *edit {
                Edit::Answer(place, choice) => session.answer(work.places[place], Answer::Choice(choice.into())),
                Edit::Confirm(place) => {
                    back += usize::from(session.entry(work.places[place]).is_some_and(|entry| entry.mark.is_some()));
                    session.confirm(work.places[place])
                }
            };
            differ += changes.expect("an edit that is taken").items.len();
        }
        assert!(differ >= 8 && back >= 3, "{size}: {differ} changes, {back} came back");
        assert_eq!(&before, session.state());
    }
}

/// A form of a size is the same every time, and may be read.
fn a_generated_form_is_the_same_every_time() {
    assert_eq!(Plan::of(60).text(), Plan::of(60).text());
    assert!(Plan::of(SIZES[2]).text().len() < Limits::DEFINITION.bytes);
    assert_eq!(load(&Plan::of(SIZES[2]).text()).items.len(), 2000);
}
