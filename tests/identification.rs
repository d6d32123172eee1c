//! What the identification form has to do beyond its golden cases: how long it is, what is said late, what is recorded.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod common;

use common::{Interview, of_folder};
use nrm_screening::evaluation::ItemState;
use nrm_screening::{Assessment, Form};
use std::sync::Arc;

/// What somebody answers of whom nothing is asked twice.
const NOTHING: [&str; 18] = [
    "no", "adult", "given", "trusted", "suits", "untied", "apart", "all", "self", "me", "nobody", "own", "enough",
    "freely", "safe", "could", "here", "none",
];

fn identification() -> Arc<Form> {
    of_folder("schemas/forms/nrm-identification/0.1.0")
}

/// An interview in which everything is answered: by these answers, else by no. The stages of the journey are not told.
fn held(answers: &[(&str, &str)]) -> Interview {
    let begun = [("age_group", "adult"), ("talk", "given"), ("steps", "?declined")];
    Interview::of(&identification()).with(&begun).with(answers).rest(&NOTHING)
}

/// How many questions were asked.
fn asked(interview: &Interview) -> usize {
    let form = interview.session.form();
    let stands = |place| interview.session.state().item(place);
    let questions = (0..).zip(&form.items).filter(|(_, item)| item.is_question() && item.repeat.is_none());
    questions.filter(|(place, _)| !matches!(stands(*place), ItemState::Irrelevant | ItemState::Undecided)).count()
}

fn strict(found: &Assessment) -> &str {
    &found.variants.iter().find(|variant| *variant.id == *"strict").expect("recorded").class
}

#[test]
fn an_ordinary_interview_asks_fifty_to_seventy_five_questions() {
    let nothing = held(&[]);
    let worked = held(&[("works", "now"), ("work_for", "someone"), ("pay", "little")]);
    let child = held(&[("age_group", "child"), ("works", "now")]);
    for interview in [nothing, worked, child] {
        let asked = asked(&interview);
        assert!((50..=75).contains(&asked), "{asked} questions");
    }
}

#[test]
fn what_is_said_late_counts_in_full() {
    let mut interview = held(&[]);
    assert_eq!(interview.class(), "noSignNow");
    interview.give("intimate", "others");
    assert_eq!(interview.class(), "indeterminate", "whether it could be refused is open");
    interview.give("refuse", "afraid");
    assert_eq!(interview.class(), "presumedVictim");
    interview.give("refuse", "could");
    assert_eq!(interview.class(), "possibleVictim");
    interview.give("threats", "violence");
    assert_eq!(interview.class(), "presumedVictim");
}

#[test]
fn a_date_that_comes_late_moves_the_path() {
    let work = [("works", "now"), ("work_for", "someone"), ("hours", "yes"), ("pay", "unpaid")];
    let mut interview = held(&work);
    assert_eq!(interview.class(), "exploitedWorker");
    interview.give("birth_known", "yes");
    assert_eq!(interview.class(), "indeterminate", "the age waits for the date");
    interview.give("birth", "ethiopic:2002");
    assert_eq!(interview.class(), "presumedVictim");
    interview.give("birth", "gregorian:2002");
    assert_eq!(interview.class(), "exploitedWorker");
}

/// Nine cases as facts and a label; the strict table is a statistic, so it may miss some, the wide one none.
#[test]
fn the_wide_table_decides_and_the_strict_one_is_recorded() {
    let hard = ("hours", "yes");
    let cases: [(&str, &[(&str, &str)]); 9] = [
        (
            "deceived, then kept",
            &[
                ("untrue", "job,pay"),
                ("works", "now"),
                hard,
                ("pay", "unpaid"),
                ("papers", "taken"),
                ("leave", "never"),
            ],
        ),
        (
            "beaten on the way, then kept",
            &[
                ("journey_harm", "yes"),
                ("taken", "yes"),
                ("works", "now"),
                hard,
                ("pay", "unpaid"),
                ("papers", "taken"),
                ("leave", "never"),
            ],
        ),
        ("deceived only", &[("untrue", "job,pay"), ("works", "now"), hard, ("pay", "unpaid"), ("work_for", "someone")]),
        (
            "abused weakness",
            &[("used_needs", "money,home,permit"), ("works", "now"), hard, ("pay", "unpaid"), ("work_for", "someone")],
        ),
        (
            "one direct means",
            &[("papers", "taken"), ("works", "now"), hard, ("pay", "unpaid"), ("work_for", "someone")],
        ),
        ("made to beg", &[("asks_money", "yes"), ("refuse", "afraid")]),
        ("bound by debt", &[("intimate", "mine"), ("debt", "endless"), ("leave", "never")]),
        ("sold and made to work", &[("sold", "yes"), ("works", "before"), ("refuse", "could_not")]),
        ("made to serve", &[("belongs", "owned"), ("harm", "yes")]),
    ];
    let mut strictly = 0;
    for (what, answers) in cases {
        let found = held(answers).finish();
        assert_eq!(found.outcome.class, "presumedVictim", "{what}");
        strictly += usize::from(strict(&found) == "presumedVictim");
    }
    assert_eq!(strictly, 2, "the strict table sees only the first two");
    assert_eq!(strict(&held(&[]).finish()), "notMet");
    assert_eq!(
        strict(&held(&[("works", "now"), hard, ("pay", "unpaid"), ("age_group", "adult")]).finish()),
        "exploitedWorker"
    );
}

/// Reading goes from unknown to known only: no answer takes a sign of danger away from a child.
#[test]
fn whoever_may_be_a_child_needs_no_means() {
    let purposes = [
        ("asks_money", "yes"),
        ("intimate", "mine"),
        ("illegal", "yes"),
        ("couple", "planned"),
        ("belongs", "serves"),
        ("body", "asked"),
        ("armed", "asked"),
    ];
    for purpose in purposes {
        for age in ["child", "not_sure", "?declined"] {
            let found = held(&[("age_group", age), purpose]).finish();
            assert_eq!(found.outcome.class, "presumedVictim", "{age}: {purpose:?}");
            assert_eq!(found.outcome.row.as_deref(), Some("child_signs"));
        }
        let adult = held(&[purpose]).finish().outcome.class;
        assert_ne!(adult, "presumedVictim", "{purpose:?} alone, an adult");
    }
}
