//! How one item stands and what it reads as (semantics 1, 2, 4, 9, 24).

use super::condition::condition;
use super::state::{Entry, ItemState, Reading, State};
use crate::compile::{Form, Item, ItemKind};
use crate::value::{Answer, Consent, Reason, Truth};

pub(super) fn item(form: &Form, item: &Item, entry: Entry, state: &State, ended: bool) -> (ItemState, Reading) {
    let talk = form.talk.filter(|_| item.behind_consent);
    let agreed = |consent: Consent| {
        talk.is_some_and(|talk| match (form.item(talk), state.item(talk)) {
            (Some(talk), ItemState::Answered(choice)) => talk.is_consent(choice, consent),
            _ => false,
        })
    };
    let withdrawn = agreed(Consent::Withdrawn);
    let held = talk.is_some() && !withdrawn && !agreed(Consent::Given) && !agreed(Consent::NotRequired);
    let question = item.is_question();
    match applies(form, item, state) {
        Truth::False => (ItemState::Irrelevant, Reading::Absent),
        Truth::Unknown => undecided(question && ended),
        Truth::True if held => undecided(question && ended),
        Truth::True if !question => (ItemState::Shown, Reading::Unknown),
        Truth::True => match entry.counts() {
            Some(Answer::Choice(choice)) => (ItemState::Answered(choice), Reading::Choice { choice, silent: false }),
            Some(Answer::Missing(reason)) => missing(item, reason),
            None if withdrawn => missing(item, Reason::Declined),
            None => (ItemState::Open, Reading::Unknown),
        },
    }
}

/// Whether the item and the group it stands in apply.
fn applies(form: &Form, item: &Item, state: &State) -> Truth {
    let group = match item.group.map(|group| state.item(group)) {
        Some(ItemState::Irrelevant) => Truth::False,
        Some(ItemState::Undecided) => Truth::Unknown,
        _ => Truth::True,
    };
    debug_assert!(item.kind != ItemKind::Group || item.group.is_none(), "groups do not nest");
    item.relevant.iter().fold(group, |both, relevant| both.and(condition(form, relevant, state).truth))
}

/// Not shown; once the interview has ended it counts as not asked, still unknown whatever `whenMissing` says.
fn undecided(ended: bool) -> (ItemState, Reading) {
    let state = if ended { ItemState::Missing(Reason::NotAsked) } else { ItemState::Undecided };
    (state, Reading::Unknown)
}

fn missing(item: &Item, reason: Reason) -> (ItemState, Reading) {
    let reading = item.when_missing.map_or(Reading::Unknown, |choice| Reading::Choice { choice, silent: true });
    (ItemState::Missing(reason), reading)
}
