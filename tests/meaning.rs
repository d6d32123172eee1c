//! What answers, silences and irrelevance mean: tables over small forms.

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

use common::{Draft, EXAMPLE, Interview, form};
use nrm_screening::evaluation::{ItemState, Mark};
use nrm_screening::session::Refused;
use nrm_screening::value::{Answer, Reason, Truth, Urgency};
use serde_json::{Value, json};

/// Item and answer, as [`Interview::with`] takes them.
type Given<'a> = &'a [(&'a str, &'a str)];
/// Answers, class, row, could be, also met, urgency.
type Decided<'a> = ([&'a str; 3], &'a str, Option<&'a str>, &'a [&'a str], &'a [&'a str], Urgency);

const F: Truth = Truth::False;
const U: Truth = Truth::Unknown;
const T: Truth = Truth::True;

/// Three observed questions: `b` is asked when `a` is yes; `c` falls back on `maybe`; one indicator holds `when`.
fn gated(when: &str) -> Draft {
    Draft::new()
        .set("/items/0/items/1/relevant", json!("a == 'yes'"))
        .set(
            "/items/0/items/-",
            json!({ "id": "c", "type": "single", "by": "worker", "text": "C?", "whenMissing": "maybe",
            "choices": [{ "code": "sure", "text": "S" }, { "code": "maybe", "text": "M" }] }),
        )
        .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
        .set("/dimensionRule", json!([{ "strong": 1 }]))
        .set("/indicators", json!([{ "id": "i", "dimension": "d", "strength": "strong", "when": when }]))
}

fn truth(when: &str, answers: Given<'_>) -> Truth {
    Interview::of(&gated(when).form()).with(answers).indicator("i")
}

#[test]
fn an_atom_reads_answers_as_themselves_and_everything_else_as_unknown() {
    let rows: [(&str, Given<'_>, Truth); 9] = [
        ("a == 'yes'", &[], U),
        ("a == 'yes'", &[("a", "yes")], T),
        ("a == 'yes'", &[("a", "no")], F),
        ("a != 'yes'", &[("a", "no")], T),
        ("a == 'yes'", &[("a", "?notObservable")], U),
        ("a != 'yes'", &[("a", "?notAsked")], U),
        ("!(a == 'yes')", &[("a", "?doesNotKnow")], U),
        ("a in ['yes', 'no']", &[("a", "no")], T),
        ("a", &[("a", "yes")], T),
    ];
    for (when, answers, expected) in rows {
        assert_eq!(truth(when, answers), expected, "{when} {answers:?}");
    }
}

#[test]
fn an_atom_on_something_absent_is_false_also_when_negated() {
    let irrelevant = [("a", "no")];
    for when in [
        "b == 'yes'",
        "b != 'yes'",
        "!(b == 'yes')",
        "!b",
        "b in ['yes', 'no']",
        "answered(b)",
        "!answered(b)",
        "notObservable(b)",
        "!notObservable(b)",
        "!(b == 'yes' || b == 'no')",
    ] {
        assert_eq!(truth(when, &irrelevant), F, "{when}");
    }
    // Beside something that holds, the absent atom neither raises nor lowers.
    assert_eq!(truth("b == 'yes' || a == 'no'", &irrelevant), T);
    assert_eq!(truth("!(b == 'yes' && a == 'yes')", &irrelevant), T);
}

#[test]
fn undecided_reads_unknown_and_its_answer_is_kept_and_not_read() {
    assert_eq!(truth("b == 'yes'", &[]), U);
    assert_eq!(truth("answered(b)", &[]), U);
    let interview = Interview::of(&gated("b == 'yes'").form()).with(&[("a", "yes"), ("b", "yes"), ("a", "?notAsked")]);
    assert_eq!((interview.state_of("b"), interview.indicator("i")), (ItemState::Undecided, U));
    let b = interview.session.form().find("b").unwrap();
    assert_eq!(interview.session.entry(b).unwrap().answer, Some(Answer::Choice(0)));
}

#[test]
fn a_function_reads_the_state() {
    let rows: [(&str, Given<'_>, Truth); 8] = [
        ("answered(a)", &[], U),
        ("answered(a)", &[("a", "no")], T),
        ("answered(a)", &[("a", "?notAsked")], F),
        ("notAsked(a)", &[("a", "?notAsked")], T),
        ("notAsked(a)", &[("a", "?doesNotKnow")], F),
        ("notAsked(a)", &[("a", "yes")], F),
        ("answered(c)", &[("c", "?declined")], F),
        ("declined(c)", &[("c", "?declined")], T),
    ];
    for (when, answers, expected) in rows {
        assert_eq!(truth(when, answers), expected, "{when} {answers:?}");
    }
}

#[test]
fn a_closed_silence_reads_as_its_choice_and_an_open_one_never_does() {
    assert_eq!(truth("c == 'maybe'", &[]), U);
    for reason in ["?declined", "?doesNotKnow", "?notAsked", "?notConveyed"] {
        assert_eq!(truth("c == 'maybe'", &[("c", reason)]), T, "{reason}");
        assert_eq!(truth("c == 'sure'", &[("c", reason)]), F, "{reason}");
    }
    let found = Interview::of(&gated("c == 'maybe'").form()).finish();
    assert_eq!((found.read_as.len(), found.read_as[0].code.as_deref()), (1, Some("maybe")));
}

#[test]
fn cells_are_never_absent_so_negation_stops_at_them() {
    // The indicator is false because its item does not apply; its negation is true all the same.
    let form = gated("b == 'yes'").set("/outcomes/rows/0/when", json!("!indicators.i")).form();
    let interview = Interview::of(&form).with(&[("a", "no")]);
    assert_eq!(interview.class(), "one");
}

#[test]
fn finishing_closes_until_nothing_is_open_and_what_is_undecided_never_falls_back() {
    let form = gated("a == 'yes'")
        .set("/items/0/items/2/relevant", json!("b == 'yes'"))
        .set(
            "/items/0/items/-",
            json!({ "id": "e", "type": "single", "by": "observer", "text": "E?", "choices": "yes_no",
            "relevant": "c == 'maybe'" }),
        )
        .form();
    let mut interview = Interview::of(&form).with(&[("a", "yes")]);
    interview.session.finish();
    // b was open; c, behind it, was never decided, so it does not read as its choice, and e stays behind it.
    for item in ["b", "c", "e"] {
        assert_eq!(interview.state_of(item), ItemState::Missing(Reason::NotAsked), "{item}");
    }
    let found = interview.now();
    assert_eq!(found.read_as, []);
    let refused = interview.session.give("b", "yes");
    assert_eq!(refused, Err(Refused::Finished));
}

#[test]
fn finishing_opens_what_a_fallback_makes_relevant_and_closes_that_too() {
    let form = gated("a == 'yes'").set("/items/0/items/1/relevant", json!("c == 'maybe'")).form();
    let mut interview = Interview::of(&form);
    interview.session.finish();
    assert_eq!(interview.state_of("b"), ItemState::Missing(Reason::NotAsked));
    assert_eq!(interview.now().read_as.len(), 1);
}

#[test]
fn looking_at_the_result_changes_nothing() {
    let interview = Interview::of(&form(EXAMPLE)).with(&[("talk", "given"), ("hours", "yes"), ("pay", "yes")]);
    let form = interview.session.form();
    assert_eq!(form.class(interview.session.finished_state().outcome.decision), "presumedVictim");
    assert_eq!(interview.class(), "indeterminate");
    assert_eq!(interview.state_of("age_group"), ItemState::Open);
}

#[test]
fn an_answer_that_comes_back_is_open_until_seen_again() {
    let mut interview =
        Interview::of(&gated("b == 'yes'").form()).with(&[("a", "yes"), ("b", "yes"), ("a", "no"), ("a", "yes")]);
    let b = interview.session.form().find("b").unwrap();
    assert!(interview.session.entry(b).unwrap().mark == Some(Mark::Restored));
    assert_eq!((interview.state_of("b"), interview.indicator("i")), (ItemState::Open, U));
    let mut confirmed = interview.session.clone();
    confirmed.confirm(b).unwrap();
    assert_eq!(confirmed.state().item(b), ItemState::Answered);
    interview.session.finish();
    assert_eq!(interview.state_of("b"), ItemState::Missing(Reason::NotAsked));
    assert_eq!(interview.session.entry(b).unwrap().answer, Some(Answer::Choice(0)), "the record keeps the value");
}

#[test]
fn giving_an_answer_again_confirms_it() {
    let interview = Interview::of(&gated("b == 'yes'").form()).with(&[
        ("a", "yes"),
        ("b", "yes"),
        ("a", "no"),
        ("a", "yes"),
        ("b", "no"),
    ]);
    assert_eq!((interview.state_of("b"), interview.indicator("i")), (ItemState::Answered, F));
}

#[test]
fn clearing_undoes_answering() {
    let form = form(EXAMPLE);
    let mut interview = Interview::of(&form).with(&[("age_group", "adult")]);
    let before = interview.session.state().clone();
    interview.give("talk", "given");
    interview.session.clear(form.find("talk").unwrap()).unwrap();
    assert_eq!(*interview.session.state(), before);
}

#[test]
fn edits_that_make_no_sense_are_refused_and_change_nothing() {
    let mut interview = Interview::of(&form(EXAMPLE));
    let before = interview.session.state().clone();
    let session = &mut interview.session;
    assert_eq!(session.give("no_such_item", "yes"), Err(Refused::UnknownItem));
    assert_eq!(session.give("safety", "yes"), Err(Refused::UnknownChoice));
    assert_eq!(session.give("locked", "perhaps"), Err(Refused::UnknownChoice));
    assert_eq!(session.answer_id("locked", Answer::Choice(2)), Err(Refused::UnknownChoice));
    assert_eq!(session.answer_id("locked", Answer::Missing(Reason::NotObservable)), Err(Refused::SilenceNotAllowed));
    assert_eq!(session.answer_id("with_guardian", Answer::Missing(Reason::Declined)), Err(Refused::SilenceNotAllowed));
    assert_eq!(session.answer_id("talk", Answer::Missing(Reason::DoesNotKnow)), Err(Refused::SilenceNotAllowed));
    assert_eq!(*session.state(), before);
}

/// The example's consent: state of a person's later item, class at the end.
#[test]
fn consent_to_talk_decides_what_the_person_is_asked() {
    let rows = [
        ("", ItemState::Undecided, "indeterminate"),
        ("given", ItemState::Open, "indeterminate"),
        ("not_required", ItemState::Open, "indeterminate"),
        ("asked", ItemState::Undecided, "indeterminate"),
        ("refused", ItemState::Undecided, "couldNotBeDone"),
        ("?declined", ItemState::Undecided, "couldNotBeDone"),
        ("?notAsked", ItemState::Undecided, "indeterminate"),
        ("?notConveyed", ItemState::Undecided, "indeterminate"),
        ("withdrawn", ItemState::Missing(Reason::Declined), "indeterminate"),
    ];
    for (talk, papers, class) in rows {
        let mut interview = Interview::of(&form(EXAMPLE)).with(&[("age_group", "adult")]);
        if !talk.is_empty() {
            interview.give("talk", talk);
        }
        assert_eq!(interview.state_of("papers"), papers, "{talk}");
        assert_eq!(interview.finish().outcome.class, class, "{talk}");
    }
}

#[test]
fn a_refusal_makes_nothing_known_and_immediate_alerts_still_fire() {
    let answers =
        [("age_group", "child"), ("with_guardian", "no"), ("talk", "given"), ("papers", "self"), ("talk", "refused")];
    let interview = Interview::of(&form(EXAMPLE)).with(&answers);
    assert_eq!((interview.class().as_str(), interview.indicator("papers_taken")), ("couldNotBeDone", U));
    let found = interview.finish();
    assert_eq!(found.alerts.iter().map(|alert| &*alert.id).collect::<Vec<_>>(), ["child_alone"]);
    assert_eq!(found.outcome.class, "couldNotBeDone");
}

#[test]
fn what_was_said_before_a_withdrawal_counts() {
    let answers = [("age_group", "child"), ("talk", "given"), ("hours", "yes"), ("pay", "yes"), ("talk", "withdrawn")];
    let found = Interview::of(&form(EXAMPLE)).with(&answers).finish();
    assert_eq!(found.outcome.class, "presumedVictim");
    let reasons: Vec<_> = found.missing.iter().map(|item| (&*item.id, item.reason)).collect();
    assert!(reasons.contains(&("papers", Some(Reason::Declined))), "{reasons:?}");
}

#[test]
fn a_refusal_takes_the_highest_urgency_of_every_true_row() {
    let form = Draft::new()
        .set("/items/0/items/-", json!({ "id": "talk", "type": "consent", "scope": "talk", "text": "May I?" }))
        .set("/outcomes/rows/0/urgency", json!("urgent"))
        .form();
    let urgency = |answers: Given<'_>| Interview::of(&form).with(answers).now().outcome;
    assert_eq!(urgency(&[("talk", "refused"), ("a", "yes")]).urgency, Urgency::Urgent);
    assert_eq!(urgency(&[("talk", "refused"), ("a", "yes")]).also_met, ["first"]);
    assert_eq!(urgency(&[("talk", "refused"), ("a", "no")]).urgency, Urgency::Routine);
}

#[test]
fn a_guardians_refusal_never_ends_the_interview() {
    let form = Draft::new()
        .set("/items/0/items/-", json!({ "id": "talk", "type": "consent", "scope": "talk", "text": "May I?" }))
        .set(
            "/items/0/items/-",
            json!({ "id": "g", "type": "consent", "scope": "talk", "of": "guardian", "text": "May I?" }),
        )
        .set(
            "/items/0/items/-",
            json!({ "id": "p", "type": "single", "by": "person", "text": "P?", "choices": "yes_no" }),
        )
        .set(
            "/alerts",
            json!([{ "id": "guardian", "when": "g == 'refused'", "urgency": "urgent", "text": "Look again." }]),
        )
        .form();
    let interview = Interview::of(&form).with(&[("talk", "given"), ("g", "refused"), ("a", "yes")]);
    assert_eq!((interview.state_of("p"), interview.class().as_str()), (ItemState::Open, "one"));
    assert_eq!(interview.now().alerts[0].id, "guardian");
}

fn no_sign() -> Draft {
    Draft::new()
        .set("/items/0/items/0/relevant", json!("gate == 'yes'"))
        .set(
            "/items/0/items/-",
            json!({ "id": "gate", "type": "single", "by": "worker", "text": "G?", "choices": "yes_no" }),
        )
        .set("/dimensions", json!([{ "id": "da", "title": "A" }, { "id": "db", "title": "B" }]))
        .set("/dimensionRule", json!([{ "strong": 1 }]))
        .set(
            "/indicators",
            json!([
                { "id": "ia", "dimension": "da", "strength": "strong", "when": "a" },
                { "id": "ib", "dimension": "db", "strength": "strong", "when": "b" }
            ]),
        )
        .set("/outcomes/rows/0", json!({ "id": "none", "class": "noSignNow", "when": "noIndicator", "text": "None" }))
}

#[test]
fn no_sign_is_earned_by_answers_never_by_silence_or_by_a_gate() {
    let rows: [(Given<'_>, &str); 7] = [
        (&[], "indeterminate"),
        (&[("gate", "yes"), ("a", "no"), ("b", "no")], "noSignNow"),
        (&[("gate", "yes"), ("a", "yes"), ("b", "no")], "other"),
        (&[("gate", "yes"), ("a", "no"), ("b", "?notObservable")], "indeterminate"),
        (&[("gate", "yes"), ("a", "?notAsked"), ("b", "?notAsked")], "indeterminate"),
        // The gate is closed: a sign is not there, but nothing was asked about its dimension.
        (&[("gate", "no"), ("b", "no")], "indeterminate"),
        (&[("gate", "?declined"), ("b", "no")], "indeterminate"),
    ];
    for (answers, class) in rows {
        assert_eq!(Interview::of(&no_sign().form()).with(answers).finish().outcome.class, class, "{answers:?}");
    }
}

#[test]
fn a_silence_that_falls_back_on_a_harmless_choice_does_not_earn_no_sign() {
    let form = no_sign().set("/items/0/items/1/whenMissing", json!("no")).form();
    let answers = [("gate", "yes"), ("a", "no")];
    assert_eq!(Interview::of(&form).with(&answers).with(&[("b", "no")]).finish().outcome.class, "noSignNow");
    assert_eq!(
        Interview::of(&form).with(&answers).with(&[("b", "?notObservable")]).finish().outcome.class,
        "indeterminate"
    );
}

#[test]
fn a_score_that_silence_filled_does_not_earn_no_sign() {
    let form = no_sign()
        .set(
            "/scores",
            json!([{ "id": "s", "method": "sum", "missing": "zero",
            "weights": { "b": { "yes": 1, "no": 0 }, "gate": { "yes": 0, "no": 0 } } }]),
        )
        .set("/indicators/1/when", json!("scores.s >= 1"))
        .form();
    let answers = [("gate", "yes"), ("a", "no")];
    assert_eq!(Interview::of(&form).with(&answers).with(&[("b", "no")]).finish().outcome.class, "noSignNow");
    assert_eq!(Interview::of(&form).with(&answers).with(&[("b", "?notAsked")]).finish().outcome.class, "indeterminate");
}

#[test]
fn an_unknown_or_true_alert_holds_back_no_sign() {
    let form = no_sign()
        .set(
            "/items/0/items/-",
            json!({ "id": "danger", "type": "single", "by": "worker", "text": "D?", "choices": "yes_no" }),
        )
        .set("/alerts", json!([{ "id": "danger_now", "when": "danger", "urgency": "immediate", "text": "Leave." }]))
        .form();
    for (danger, class) in [("no", "noSignNow"), ("yes", "other"), ("?declined", "indeterminate")] {
        let answers = [("gate", "yes"), ("a", "no"), ("b", "no"), ("danger", danger)];
        assert_eq!(Interview::of(&form).with(&answers).finish().outcome.class, class, "{danger}");
    }
}

fn table(rows: &Value) -> Draft {
    Draft::new()
        .set(
            "/items/0/items/-",
            json!({ "id": "c", "type": "single", "by": "observer", "text": "C?", "choices": "yes_no" }),
        )
        .set("/outcomes/rows", rows.clone())
}

#[test]
fn the_first_true_row_after_false_ones_decides_and_an_unknown_one_before_it_does_not_let_it() {
    let rows = json!([
        { "id": "r1", "class": "one", "when": "a", "urgency": "soon", "text": "1" },
        { "id": "r2", "class": "two", "when": "b", "urgency": "immediate", "text": "2" },
        { "id": "r3", "class": "two", "when": "c", "urgency": "routine", "text": "3" },
        { "id": "r4", "class": "four", "urgency": "urgent", "text": "4" }
    ]);
    let form = table(&rows).form();
    // a, b, c: class, row, could be, also met, urgency
    #[rustfmt::skip]
    let rows: [Decided<'_>; 9] = [
        (["yes", "yes", "yes"], "one", Some("r1"), &[], &["r2", "r3"], Urgency::Soon),
        (["no", "yes", "yes"], "two", Some("r2"), &[], &["r3"], Urgency::Immediate),
        (["no", "no", "yes"], "two", Some("r3"), &[], &[], Urgency::Routine),
        (["no", "no", "no"], "four", Some("r4"), &[], &[], Urgency::Urgent),
        (["", "yes", "yes"], "indeterminate", None, &["r1", "r2"], &["r2", "r3"], Urgency::Immediate),
        (["no", "", "yes"], "two", Some("r3"), &["r2", "r3"], &[], Urgency::Immediate),
        (["no", "", "no"], "indeterminate", None, &["r2", "r4"], &[], Urgency::Immediate),
        (["", "no", ""], "indeterminate", None, &["r1", "r3", "r4"], &[], Urgency::Urgent),
        (["", "", ""], "indeterminate", None, &["r1", "r2", "r3", "r4"], &[], Urgency::Immediate),
    ];
    for (answers, class, row, could_be, also_met, urgency) in rows {
        let given: Vec<_> = ["a", "b", "c"].into_iter().zip(answers).filter(|(_, answer)| !answer.is_empty()).collect();
        let outcome = Interview::of(&form).with(&given).now().outcome;
        assert_eq!((&*outcome.class, outcome.row.as_deref()), (class, row), "{answers:?}");
        assert_eq!((outcome.could_be, outcome.also_met), (owned(could_be), owned(also_met)), "{answers:?}");
        assert_eq!((outcome.urgency, outcome.settled), (urgency, row.is_some()), "{answers:?}");
    }
}

fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn alerts_fire_when_true_stay_silent_on_unknown_and_are_remembered_when_withdrawn() {
    let form = form(EXAMPLE);
    let mut interview = Interview::of(&form).with(&[("age_group", "not_sure")]);
    assert!(interview.session.fired().is_empty());
    let change = interview.session.give("with_guardian", "no").unwrap();
    assert_eq!((change.fired, interview.session.fired()), (vec![0], [0_u16].as_slice()));
    let change = interview.session.give("age_group", "adult").unwrap();
    assert_eq!(
        (change.withdrawn, interview.now().alerts.len(), interview.session.fired()),
        (vec![0], 0, [0_u16].as_slice())
    );
    // It fires again without being remembered twice.
    interview.give("age_group", "child");
    assert_eq!(interview.session.fired(), [0], "with_guardian came back and is open, so nothing fires yet");
    interview.give("with_guardian", "no");
    assert_eq!(interview.now().alerts.len(), 1);
}

#[test]
fn required_items_never_hold_an_interview_but_are_reported() {
    let form = Draft::new().set("/items/0/items/0/required", json!(true)).form();
    assert!(!Interview::of(&form).with(&[("b", "no")]).finish().complete);
    assert!(!Interview::of(&form).with(&[("a", "?notAsked")]).finish().complete, "a silence is no answer");
    assert!(Interview::of(&form).with(&[("a", "no")]).finish().complete);
    let gated =
        Draft::new().set("/items/0/items/1/required", json!(true)).set("/items/0/items/1/relevant", json!("a")).form();
    assert!(Interview::of(&gated).with(&[("a", "no")]).finish().complete, "what does not apply is not required");
}

#[test]
fn a_groups_relevance_is_its_items() {
    let form = Draft::new()
        .set(
            "/items/-",
            json!({ "id": "more", "type": "group", "title": "More", "relevant": "a", "items": [
            { "id": "c", "type": "single", "by": "observer", "text": "C?", "choices": "yes_no", "relevant": "b" } ]}),
        )
        .form();
    let rows = [
        ("yes", "yes", ItemState::Open),
        ("yes", "no", ItemState::Irrelevant),
        ("no", "yes", ItemState::Irrelevant),
        ("no", "?notAsked", ItemState::Irrelevant),
        ("?notAsked", "no", ItemState::Irrelevant),
        ("?notAsked", "yes", ItemState::Undecided),
        ("yes", "?notAsked", ItemState::Undecided),
    ];
    for (a, b, expected) in rows {
        assert_eq!(Interview::of(&form).with(&[("a", a), ("b", b)]).state_of("c"), expected, "{a} {b}");
    }
}
