//! The worked example of the form language, enumerated: every combination of answer, missing reason and open state of
//! the items its outcome reads, against a second evaluator written from the rules for this one form.

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

use common::{EXAMPLE, Interview, form};
use nrm_screening::evaluation::{Decision, Entry, evaluate};
use nrm_screening::value::{Answer, Date, Reason};
use std::collections::BTreeSet;

/// What can be given for an item: open, each code, each silence.
const AGE: &[&str] = &["", "child", "adult", "not_sure", "?declined", "?doesNotKnow", "?notAsked", "?notConveyed"];
const GUARDIAN: &[&str] = &["", "yes", "no", "?notObservable", "?doesNotKnow", "?notAsked"];
const TALK: &[&str] = &["", "given", "refused", "asked", "withdrawn", "not_required", "?notAsked", "?notConveyed"];
const PAPERS: &[&str] = &["", "self", "kept_for_me", "taken", "none", "?declined", "?notConveyed"];
const YES_NO: &[&str] = &["", "yes", "no", "?declined", "?doesNotKnow", "?notAsked", "?notConveyed"];

/// `Some(known)`, or `None` for unknown: Kleene's connectives by hand.
type Maybe = Option<bool>;

fn and(a: Maybe, b: Maybe) -> Maybe {
    if a == Some(false) || b == Some(false) { Some(false) } else { a.zip(b).map(|(a, b)| a && b) }
}

fn or(a: Maybe, b: Maybe) -> Maybe {
    and(a.map(|a| !a), b.map(|b| !b)).map(|both| !both)
}

/// The example's outcome, written from the rules of semantics with nothing of the engine.
fn expected(given: [&str; 7]) -> (&'static str, Option<&'static str>, Vec<&'static str>) {
    let [age, guardian, talk, papers, locked, hours, pay] = given;
    // A closed silence about the age reads as not sure; an open one is unknown.
    let not_adult = match age {
        "" => None,
        "adult" => Some(false),
        _ => Some(true),
    };
    // A person's question is asked once consent is given or not required; what was said before a withdrawal counts.
    let said = |answer: &'static str, given: &str| -> Maybe {
        let asked = matches!(talk, "given" | "not_required" | "withdrawn");
        if !asked || given.is_empty() || given.starts_with('?') { None } else { Some(given == answer) }
    };
    let (papers, locked) = (said("taken", papers), said("yes", locked));
    let (hours, pay) = (said("yes", hours), said("yes", pay));
    // Each dimension has two indicators and is positive with both (two strong, or a strong and a medium one).
    let coercion = and(papers, locked);
    let exploitation = and(hours, pay);
    // The guardian is looked for unless the person is an adult; whether it applies may be unknown.
    let guardian_away = match (not_adult, guardian) {
        (Some(false), _) | (Some(true), "yes") => Some(false),
        (Some(true), "no") => Some(true),
        _ => None,
    };
    let child_alone = and(not_adult, guardian_away);
    let none =
        [papers, locked, hours, pay, child_alone].iter().map(|sign| sign.map(|sign| !sign)).reduce(and).flatten();
    // At least one indicator of each dimension is known to be false by an answer.
    let earned = (papers == Some(false) || locked == Some(false)) && (hours == Some(false) || pay == Some(false));
    let no_sign = if earned { none } else { and(none, None) };
    let refused = match talk {
        "" => None,
        "refused" => Some(true),
        silent if silent.starts_with('?') => None,
        _ => Some(false),
    };
    let rows = [
        ("couldNotBeDone", "couldNotBeDone", refused),
        ("presumed", "presumedVictim", and(exploitation, or(not_adult, coercion))),
        ("no_sign", "noSignNow", no_sign),
        ("possible", "possibleVictim", Some(true)),
    ];
    let mut could_be = Vec::new();
    for (id, class, truth) in rows {
        match truth {
            Some(false) => {}
            Some(true) if could_be.is_empty() => return (class, Some(id), Vec::new()),
            Some(true) => {
                could_be.push(id);
                return ("indeterminate", None, could_be);
            }
            None => could_be.push(id),
        }
    }
    unreachable!("the last row always holds")
}

fn entry(form: &nrm_screening::Form, item: &str, given: &str) -> Entry {
    let item = &form.items[usize::from(form.find(item).unwrap())];
    let answer = match given.strip_prefix('?') {
        Some(reason) => Some(Answer::Missing(Reason::of(reason).unwrap())),
        None if given.is_empty() => None,
        None => Some(Answer::Choice(item.choice(given).unwrap())),
    };
    Entry { answer, ..Entry::default() }
}

#[test]
fn every_combination_agrees_with_the_rules() {
    let form = form(EXAMPLE);
    let items = ["age_group", "with_guardian", "talk", "papers", "locked", "hours", "pay"];
    let mut entries = vec![Entry::default(); form.items.len()];
    let (mut count, mut classes) = (0_u32, BTreeSet::new());
    let place = items.map(|item| usize::from(form.find(item).unwrap()));
    let lists = [AGE, GUARDIAN, TALK, PAPERS, YES_NO, YES_NO, YES_NO];
    let made: Vec<Vec<Entry>> = items
        .iter()
        .zip(lists)
        .map(|(item, list)| list.iter().map(|given| entry(&form, item, given)).collect())
        .collect();
    let today = Date::parse("2026-11-02").unwrap();
    let mut at = [0_usize; 7];
    loop {
        for ((place, made), at) in place.iter().zip(&made).zip(at) {
            entries[*place] = made[at].clone();
        }
        let given = core::array::from_fn(|item| lists[item][at[item]]);
        let (class, row, could_be) = expected(given);
        let state = evaluate(&form, &entries, today);
        let outcome = &state.outcome;
        let found_row = match outcome.decision {
            Decision::Row(row) => Some(form.row_id(row)),
            Decision::Indeterminate => None,
        };
        let found_could_be: Vec<_> = outcome.could_be.iter().map(|row| form.row_id(*row)).collect();
        assert_eq!((form.class(outcome.decision), found_row, found_could_be), (class, row, could_be), "{given:?}");
        classes.insert(class);
        count += 1;
        // Count up, the last item fastest.
        let Some(next) = (0..7).rev().find(|item| at[*item] + 1 < lists[*item].len()) else { break };
        at[next] += 1;
        at[next + 1..].fill(0);
    }
    assert_eq!(count, 8 * 6 * 8 * 7 * 7 * 7 * 7);
    let all = ["couldNotBeDone", "indeterminate", "noSignNow", "possibleVictim", "presumedVictim"];
    assert_eq!(classes, BTreeSet::from(all), "every class can be reached");
}

#[test]
fn nothing_is_settled_at_the_start() {
    let interview = Interview::of(&form(EXAMPLE));
    assert!(interview.is_indeterminate());
    assert!(!interview.now().outcome.settled);
}

#[test]
fn everything_declined_is_indeterminate() {
    let found = Interview::of(&form(EXAMPLE)).with(&[("talk", "given")]).silent(Reason::Declined).finish();
    assert_eq!(found.outcome.class, "indeterminate");
    assert!(found.outcome.could_be.contains(&"presumed".to_owned()));
}

#[test]
fn age_declined_with_exploitation_is_a_presumed_victim() {
    let answers = [("age_group", "?declined"), ("talk", "given"), ("hours", "yes"), ("pay", "yes")];
    let found = Interview::of(&form(EXAMPLE)).with(&answers).rest(&["no", "self"]).finish();
    assert_eq!(found.outcome.class, "presumedVictim");
    assert_eq!(found.read_as[0].id, "age_group");
    assert_eq!(found.read_as[0].code.as_deref(), Some("not_sure"));
}

#[test]
fn one_strong_sign_alone_is_a_possible_victim() {
    for (item, answer) in [("papers", "taken"), ("locked", "yes"), ("hours", "yes"), ("pay", "yes")] {
        let found = Interview::of(&form(EXAMPLE))
            .with(&[("age_group", "adult"), ("talk", "given"), (item, answer)])
            .rest(&["no", "self", "not_asked"])
            .finish();
        assert_eq!(found.outcome.class, "possibleVictim", "{item}");
    }
}

#[test]
fn everything_asked_and_everything_no_is_no_sign_now() {
    let found =
        Interview::of(&form(EXAMPLE)).with(&[("age_group", "adult"), ("talk", "given")]).rest(&["no", "self"]).finish();
    assert_eq!(found.outcome.class, "noSignNow");
    assert!(found.outcome.settled && found.missing.is_empty());
}
