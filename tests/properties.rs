//! What holds for every interview, over random answers to the forms of the repository.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod common;

use common::{EXAMPLE, Interview, detection, form};
use nrm_screening::Form;
use nrm_screening::compile::Item;
use nrm_screening::evaluation::{Decision, Entry, ItemState, State};
use nrm_screening::value::{Answer, ItemType, Truth};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static FORMS: LazyLock<[Arc<Form>; 2]> = LazyLock::new(|| [detection(), form(EXAMPLE)]);

/// Anything that can be given for an item, by a number.
fn anything(form: &Form, item: u16, number: u16) -> Answer {
    let item = &form.items[usize::from(item)];
    let (choices, reasons) = (item.choices.len(), item.reasons.len());
    let place = usize::from(number) % (choices + reasons);
    match place.checked_sub(choices) {
        Some(reason) => Answer::Missing(item.reasons[reason]),
        None if item.kind == ItemType::Multiple => several(item, place, number),
        None => Answer::Choice(u16::try_from(place).unwrap()),
    }
}

/// One of several choices, and some of those behind it that can be ticked with it.
fn several(item: &Item, place: usize, number: u16) -> Answer {
    let first = &item.choices[place];
    let with = |at: usize| !first.exclusive && !item.choices[at].exclusive && number & 1 << (at % 16) != 0;
    let ticked = (place..item.choices.len()).filter(|at| *at == place || with(*at));
    Answer::Choices(ticked.map(|at| u16::try_from(at).unwrap()).collect())
}

/// Answers open items one after the other: which one, and what, by numbers.
fn walk(form: &Arc<Form>, steps: &[(u16, u16)], mut see: impl FnMut(&Interview)) -> Interview {
    let mut interview = Interview::of(form);
    see(&interview);
    for (which, what) in steps {
        let state = interview.session.state();
        let open: Vec<u16> =
            (0..).zip(&state.items).filter(|(_, state)| **state == ItemState::Open).map(|(item, _)| item).collect();
        let Some(item) = open.get(usize::from(*which) % open.len().max(1)).copied() else { break };
        interview.session.answer(item, anything(form, item, *what)).unwrap();
        see(&interview);
    }
    interview
}

fn steps() -> impl Strategy<Value = (usize, Vec<(u16, u16)>)> {
    (0..2_usize, prop::collection::vec((any::<u16>(), any::<u16>()), 0..40))
}

fn changes() -> impl Strategy<Value = Vec<(u16, u16)>> {
    prop::collection::vec((any::<u16>(), any::<u16>()), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answering_what_is_open_never_changes_a_definite_outcome_dimension_or_indicator((form, steps) in steps()) {
        let form = &FORMS[form];
        let mut before: Option<State> = None;
        let interview = walk(form, &steps, |interview| {
            let now = interview.session.state();
            if let Some(before) = &before {
                if before.outcome.is_settled() {
                    assert_eq!(form.class(now.outcome.decision), form.class(before.outcome.decision));
                }
                let cells = |state: &State| {
                    state.indicators.iter().chain(&state.dimensions).map(|told| told.truth).collect::<Vec<_>>()
                };
                for (old, new) in cells(before).into_iter().zip(cells(now)) {
                    assert!(old == Truth::Unknown || old == new);
                }
            }
            before = Some(now.clone());
        });
        // Finishing is a completion too.
        let (state, finished) = (interview.session.state(), interview.session.finished_state());
        if state.outcome.is_settled() {
            prop_assert_eq!(form.class(finished.outcome.decision), form.class(state.outcome.decision));
        }
    }

    #[test]
    fn no_sign_is_never_said_beside_a_sign_an_alert_or_something_unknown((form, steps) in steps()) {
        let interview = walk(&FORMS[form], &steps, |_| {});
        let state = interview.session.finished_state();
        if interview.session.form().class(state.outcome.decision) == "noSignNow" {
            let cells = state.indicators.iter().chain(&state.alerts);
            prop_assert!(cells.into_iter().all(|told| told.truth == Truth::False));
        }
    }

    #[test]
    fn an_indeterminate_outcome_says_what_it_could_be((form, steps) in steps()) {
        let state = walk(&FORMS[form], &steps, |_| {}).session.finished_state();
        prop_assert_eq!(state.outcome.decision == Decision::Indeterminate, state.outcome.could_be.len() > 1
            && !state.outcome.could_be.iter().all(|row| {
                let form = &FORMS[form];
                form.class(Decision::Row(*row)) == form.class(Decision::Row(state.outcome.could_be[0]))
            }));
    }

    #[test]
    fn the_order_of_answering_does_not_matter((form, steps) in steps(), seed in any::<u64>()) {
        let form = &FORMS[form];
        let first = walk(form, &steps, |_| {});
        // The same answers again, each as soon as its question is open, in another order.
        let mut left: Vec<(u16, Answer)> =
            (0..).zip(first.session.entries()).filter_map(|(item, entry)| Some((item, entry.answer.clone()?))).collect();
        let mut second = Interview::of(form);
        let mut random = seed;
        while !left.is_empty() {
            let state = second.session.state();
            let open: Vec<usize> =
                (0..left.len()).filter(|place| state.item(left[*place].0) == ItemState::Open).collect();
            prop_assert!(!open.is_empty(), "an answered question never opens again");
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let (item, answer) = left.remove(open[usize::try_from(random >> 33).unwrap() % open.len()]);
            second.session.answer(item, answer).unwrap();
        }
        prop_assert_eq!(first.session.state(), second.session.state());
    }

    #[test]
    fn answers_to_what_does_not_apply_never_change_an_outcome((form, steps) in steps(), what in any::<u16>()) {
        let form = &FORMS[form];
        let interview = walk(form, &steps, |_| {});
        let state = interview.session.state();
        for (item, _) in (0..).zip(&state.items).filter(|(_, state)| **state == ItemState::Irrelevant) {
            if form.items[usize::from(item)].is_question() {
                let mut session = interview.session.clone();
                session.answer(item, anything(form, item, what)).unwrap();
                prop_assert_eq!(session.state(), state);
            }
        }
    }

    #[test]
    fn clearing_undoes_answering((form, steps) in steps(), which in any::<u16>(), what in any::<u16>()) {
        let form = &FORMS[form];
        let interview = walk(form, &steps, |_| {});
        let state = interview.session.state();
        let open: Vec<u16> =
            (0..).zip(&state.items).filter(|(_, state)| **state == ItemState::Open).map(|(item, _)| item).collect();
        if let Some(item) = open.get(usize::from(which) % open.len().max(1)) {
            let mut session = interview.session.clone();
            session.answer(*item, anything(form, *item, what)).unwrap();
            session.clear(*item).unwrap();
            prop_assert_eq!(session.state(), state);
        }
    }

    #[test]
    fn what_is_changed_and_changed_back_leaves_nothing((form, steps) in steps(), changes in changes()) {
        let form = &FORMS[form];
        let mut session = walk(form, &steps, |_| {}).session;
        let before = session.state().clone();
        let mut former: Vec<(u16, Answer)> = Vec::new();
        for (which, what) in changes {
            let given: Vec<u16> =
                (0..).zip(session.entries()).filter(|(_, entry)| entry.answer.is_some()).map(|(item, _)| item).collect();
            let Some(item) = given.get(usize::from(which) % given.len().max(1)).copied() else { break };
            former.push((item, session.entry(item).and_then(|entry| entry.answer.clone()).unwrap()));
            session.answer(item, anything(form, item, what)).unwrap();
        }
        for (item, answer) in former.into_iter().rev() {
            session.answer(item, answer).unwrap();
        }
        // What came back with its question is seen again.
        for _ in 0..form.items.len() {
            let waits = |(item, entry): (u16, &Entry)| entry.mark.map(|_| item);
            let Some(item) = (0..).zip(session.entries()).find_map(waits) else { break };
            session.confirm(item).unwrap();
        }
        prop_assert_eq!(session.state(), &before);
    }
}
