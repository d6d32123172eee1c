//! What a form concludes: the decision table in every combination of truths, variants, alerts, consents, the worker's
//! conclusion (semantics 20 and 22 to 25).

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

use common::questions::{also, integer, multiple, only, rows, single, talk, yes_no};
use common::{Draft, Interview};
use nrm_screening::session::Refused;
use nrm_screening::value::Conclusion;
use nrm_screening::value::{Truth, Urgency};
use serde_json::{Value, json};

/// Item and answer, as [`Interview::tell`] takes them.
type Given<'a> = &'a [(&'a str, &'a str)];

/// Consent, `a`, `b`; the class, could be, urgency; the variant's class and could be.
type Refusal<'a> = (&'a str, &'a str, &'a str, &'a str, Vec<&'a str>, Urgency, &'a str, Vec<&'a str>);

const F: Truth = Truth::False;
const U: Truth = Truth::Unknown;
const T: Truth = Truth::True;

/// Five rows, the first four on a question each; a class and an urgency for each.
fn table(classes: [&str; 5], urgencies: [Urgency; 5]) -> Draft {
    let mut draft = Draft::new();
    let mut rows = Vec::new();
    for (place, (class, urgency)) in classes.into_iter().zip(urgencies).enumerate() {
        let mut row = json!({ "id": format!("r{place}"), "class": class, "urgency": urgency.word(), "text": format!("T{place}") });
        if place < 4 {
            draft = draft.ask(yes_no(&format!("q{place}")));
            row = also(row, "when", format!("q{place}"));
        }
        rows.push(row);
    }
    draft.set("/outcomes/rows", json!(rows))
}

/// Rule 20, read from its words: class, text, could be, also met, urgency.
fn decided(
    classes: [&str; 5],
    urgencies: [Urgency; 5],
    truths: [Truth; 4],
) -> (String, String, Vec<usize>, Vec<usize>, Urgency) {
    let truth = |row: usize| if row < 4 { truths[row] } else { T };
    // The first row that is not false: where it is true, it decides.
    let first = (0..5).find(|row| truth(*row) != F).unwrap();
    let (mut could_be, mut decides) = (Vec::new(), Some(first));
    if truth(first) == U {
        let last = (first..5).find(|row| truth(*row) == T).unwrap();
        could_be = (first..=last).filter(|row| truth(*row) != F).collect();
        decides = could_be.iter().all(|row| classes[*row] == classes[first]).then_some(last);
    }
    let urgency = could_be.iter().map(|row| urgencies[*row]).max().unwrap_or(urgencies[first]);
    let also_met = (0..4).filter(|row| truth(*row) == T && decides != Some(*row)).collect();
    let (class, text) = match decides {
        Some(row) => (classes[row].to_owned(), format!("T{row}")),
        None => ("indeterminate".to_owned(), "Not known".to_owned()),
    };
    (class, text, could_be, also_met, urgency)
}

#[test]
fn the_decision_table_in_every_combination() {
    use Urgency::{Immediate, Routine, Soon, Urgent};
    let shapes = [
        (["one", "two", "three", "four", "five"], [Routine, Soon, Urgent, Immediate, Routine]),
        (["one", "one", "two", "two", "two"], [Urgent, Routine, Immediate, Soon, Routine]),
        (["one", "two", "one", "two", "one"], [Soon, Immediate, Routine, Routine, Urgent]),
        (["one", "one", "one", "one", "one"], [Routine, Urgent, Soon, Immediate, Routine]),
    ];
    let answers = [("no", F), ("?declined", U), ("yes", T)];
    let mut seen = 0;
    for (classes, urgencies) in shapes {
        let form = table(classes, urgencies).form();
        for code in 0..81 {
            let told = [code % 3, code / 3 % 3, code / 9 % 3, code / 27].map(|place| answers[place]);
            let mut interview = Interview::of(&form);
            for (place, (answer, _)) in told.iter().enumerate() {
                interview.give(&format!("q{place}"), answer);
            }
            let (class, text, could_be, also_met, urgency) = decided(classes, urgencies, told.map(|(_, truth)| truth));
            let ids = |rows: Vec<usize>| rows.into_iter().map(|row| format!("r{row}")).collect::<Vec<_>>();
            let found = interview.now().outcome;
            assert_eq!((found.class.as_str(), found.text), (class.as_str(), text), "20: {told:?}");
            assert_eq!((found.could_be, found.also_met), (ids(could_be), ids(also_met)), "20: {told:?}");
            assert_eq!((found.urgency, found.settled), (urgency, class != "indeterminate"), "20: {told:?}");
            seen += 1;
        }
    }
    assert_eq!(seen, 4 * 81);
}

#[test]
fn a_refusal_to_talk_comes_first_in_every_table() {
    let form = Draft::new()
        .ask(talk())
        .set("/outcomes/rows/0/urgency", json!("urgent"))
        .set("/outcomes/rows/1/urgency", json!("soon"))
        .set("/outcomes/variant", json!("main"))
        .set(
            "/outcomes/variants",
            json!({ "wide": [{ "id": "w", "class": "wider", "when": "a || b" }, { "id": "x", "class": "rest" }] }),
        )
        .form();
    let refused = "couldNotBeDone";
    let table: Vec<Refusal<'_>> = vec![
        ("given", "yes", "no", "one", vec![], Urgency::Urgent, "wider", vec![]),
        ("given", "no", "yes", "other", vec![], Urgency::Soon, "wider", vec![]),
        ("given", "no", "no", "other", vec![], Urgency::Soon, "rest", vec![]),
        ("given", "", "yes", "indeterminate", vec!["first", "last"], Urgency::Urgent, "wider", vec![]),
        ("refused", "yes", "no", refused, vec![], Urgency::Urgent, refused, vec![]),
        ("refused", "no", "no", refused, vec![], Urgency::Soon, refused, vec![]),
        ("refused", "", "", refused, vec![], Urgency::Soon, refused, vec![]),
        (
            "",
            "yes",
            "no",
            "indeterminate",
            vec![refused, "first"],
            Urgency::Urgent,
            "indeterminate",
            vec![refused, "w"],
        ),
        (
            "?notConveyed",
            "no",
            "no",
            "indeterminate",
            vec![refused, "last"],
            Urgency::Soon,
            "indeterminate",
            vec![refused, "x"],
        ),
    ];
    for (talk, a, b, class, could_be, urgency, variant, variant_could_be) in table {
        let told: Vec<_> =
            [("talk", talk), ("a", a), ("b", b)].into_iter().filter(|(_, told)| !told.is_empty()).collect();
        let found = Interview::of(&form).with(&told).now();
        assert_eq!((found.outcome.class.as_str(), found.outcome.urgency), (class, urgency), "20, 24: {told:?}");
        assert_eq!(found.outcome.could_be, could_be, "20, 24: {told:?}");
        let other = &found.variants[0];
        assert_eq!((other.id.as_str(), other.class.as_str()), ("wide", variant), "22: {told:?}");
        assert_eq!(other.could_be, variant_could_be, "22: {told:?}");
    }
}

#[test]
fn alerts_fire_on_what_is_true_and_never_on_what_is_unknown() {
    let alert = |when: &str| json!([{ "id": "l", "when": when, "urgency": "immediate", "text": "Now." }]);
    let form = |when: &str| {
        Draft::new()
            .ask(also(single("age", &["child", "adult", "unsure"]), "whenMissing", "unsure"))
            .ask(only(yes_no("x"), "a"))
            .set("/alerts", alert(when))
            .form()
    };
    let table: [(&str, &str, Given<'_>, bool); 8] = [
        ("23: true", "a", &[("a", "yes")], true),
        ("23: false", "a", &[("a", "no")], false),
        ("23: not on unknown", "a", &[], false),
        ("23: not on a silence", "a", &[("a", "?doesNotKnow")], false),
        ("23: precaution comes from whenMissing", "age != 'adult'", &[("age", "?declined")], true),
        ("4: and never while open", "age != 'adult'", &[], false),
        ("3: not on what does not apply", "!x", &[("a", "no")], false),
        ("23: one part is enough", "a || x", &[("a", "yes")], true),
    ];
    for (reason, when, answers, fires) in table {
        let interview = Interview::of(&form(when)).with(answers);
        assert_eq!(
            (interview.now().alerts.len(), interview.session.fired().len()),
            (usize::from(fires), usize::from(fires)),
            "{reason}: {when}"
        );
    }
    // 23: derived again; what fired and was withdrawn stays, once, and finishing may fire too.
    let mut interview = Interview::of(&form("age != 'adult'")).with(&[("age", "child")]);
    assert_eq!(interview.session.give("age", "adult").unwrap().withdrawn, [0]);
    assert_eq!((interview.now().alerts.len(), interview.session.fired()), (0, [0_u16].as_slice()));
    interview.give("age", "child");
    assert_eq!((interview.now().alerts.len(), interview.session.fired()), (1, [0_u16].as_slice()));
    let ended = Interview::of(&form("age != 'adult'")).ended();
    assert_eq!((ended.now().alerts.len(), ended.session.fired()), (1, [0_u16].as_slice()), "23: by finishing");
}

#[test]
fn after_a_withdrawal_nothing_is_asked_and_what_was_said_counts() {
    let person = |item: Value| also(item, "by", "person");
    let form = Draft::new()
        .ask(talk())
        .ask(person(yes_no("said")))
        .ask(person(integer("wrong", 0, 9)))
        .ask(person(multiple("open", &["p", "q"])))
        .ask(person(also(single("falls", &["l", "m"]), "whenMissing", "m")))
        .ask(person(only(yes_no("behind"), "said")))
        .ask(person(only(yes_no("not"), "!said")))
        .ask(person(yes_no("back")))
        .ask(person(rows("kids", &[person(yes_no("child"))])))
        .ask(yes_no("workers"))
        .when("said && falls == 'm'")
        .form();
    let told: Given<'_> = &[
        ("talk", "given"),
        ("said", "yes"),
        ("wrong", "10"),
        ("back", "~yes"),
        ("kids", "+"),
        ("kids[0].child", "yes"),
        ("kids", "+"),
    ];
    let items = [
        "said",
        "wrong",
        "open",
        "falls",
        "behind",
        "not",
        "back",
        "kids",
        "kids[0].child",
        "kids[1].child",
        "workers",
    ];
    let (gone, held) = ("missing declined", "undecided");
    let table = [
        (
            "given",
            [
                "answered",
                "invalid most",
                "open",
                "open",
                "open",
                "irrelevant",
                "open",
                "open",
                "answered",
                "open",
                "open",
            ],
            U,
        ),
        // 24: an entry that is invalid is not open in the sense of 1, and stays: as declined it would be missing, and a
        // score that makes zero of that would become known.
        (
            "withdrawn",
            ["answered", "invalid most", gone, gone, gone, "irrelevant", gone, gone, "answered", gone, "open"],
            T,
        ),
        ("refused", [held, held, held, held, held, held, held, held, "not read", "not read", "open"], U),
        ("asked", [held, held, held, held, held, held, held, held, "not read", "not read", "open"], U),
    ];
    for (talk, stands, holds) in table {
        let interview = Interview::of(&form).with(told).with(&[("talk", talk)]);
        assert_eq!(items.map(|item| interview.stands(item)), stands, "24: {talk}");
        assert_eq!(interview.holds(), holds, "24: {talk}");
        assert!(interview.entry("said").answer.is_some() && interview.entry("wrong").answer.is_some(), "24: kept");
    }
    // 24: declined is recorded as refused.
    let declined = Interview::of(&form).with(&[("talk", "?declined")]);
    assert_eq!((declined.stands("talk").as_str(), declined.class().as_str()), ("answered", "couldNotBeDone"));
}

#[test]
fn what_a_withdrawal_closed_stays_closed_though_its_choice_is_offered_later() {
    // Two readings of 24, "what was said counts": an answer whose choice is not known to be offered waits for what
    // decides that; or nothing is asked any more, so that nothing can be seen again (9) either. The second: it reads as
    // unknown, which never ends in "no sign", until the worker gives it anew.
    let (one, several) = (single("one", &["p", "q"]), multiple("several", &["p", "q"]));
    for (mut item, said) in [(one, "q"), (several, "p,q")] {
        item["by"] = json!("person");
        item["choices"][1]["relevant"] = json!("seen");
        let id = item["id"].as_str().unwrap().to_owned();
        let form = Draft::new().ask(yes_no("seen")).ask(talk()).ask(item).form();
        let given: Given<'_> = &[("seen", "~yes"), ("talk", "given"), (&id, said)];
        let mut interview = Interview::of(&form).with(given);
        assert_eq!(interview.stands(&id), "open", "24: {id}, said, and its choice not known to be offered");
        for (asked, given) in [("talk", "withdrawn"), ("seen", "no"), ("seen", "yes")] {
            interview.give(asked, given);
            assert_eq!(interview.stands(&id), "missing declined", "24: {id}, {asked} {given}");
        }
        let ended = Interview { session: interview.session.clone() }.ended();
        assert_eq!(ended.stands(&id), "missing declined", "24: {id}, finished");
        assert!(ended.entry(&id).answer.is_some(), "24: {id}, kept");
        interview.give(&id, said);
        assert_eq!(interview.stands(&id), "answered", "24: {id}, given anew");
    }
}

#[test]
fn a_conclusion_never_replaces_an_outcome_and_a_lower_one_is_reviewed() {
    let form = Draft::new()
        .ask(also(single("age", &["child", "adult"]), "whenMissing", "child"))
        .set("/outcomes/childPath", json!("age != 'adult'"))
        .form();
    let yes: Given<'_> = &[("a", "yes")];
    let no: Given<'_> = &[("a", "no")];
    let table: [(&str, Option<Conclusion>, bool); 4] = [
        ("25: the same", Some(Conclusion::Agrees), false),
        ("25: higher", Some(Conclusion::MoreSigns), false),
        ("25: lower", Some(Conclusion::FewerSigns), true),
        ("25: none was made", None, false),
    ];
    for (answers, class) in [(yes, "one"), (no, "other"), (&[], "indeterminate")] {
        for (reason, conclusion, lower) in table {
            for (age, path) in [("adult", F), ("child", T), ("?declined", T), ("", U)] {
                let mut interview = Interview::of(&form).with(answers);
                if !age.is_empty() {
                    interview.give("age", age);
                }
                if let Some(conclusion) = conclusion {
                    interview.session.conclude(conclusion).unwrap();
                }
                let state = interview.session.state();
                assert_eq!((interview.class().as_str(), state.child_path), (class, path), "25: never replaced");
                assert_eq!(state.needs_second_review(conclusion), lower || path != F, "{reason}: {class} {age}");
            }
        }
    }
}

#[test]
fn a_conclusion_is_of_the_outcome_it_was_made_beside() {
    let form = Draft::new().form();
    let mut interview = Interview::of(&form).with(&[("a", "yes")]);
    interview.session.conclude(Conclusion::FewerSigns).unwrap();
    assert!(interview.session.concluded().wants_reason());
    interview.session.explain("Seen again").unwrap();
    assert!(!interview.session.concluded().wants_reason());
    // Nothing that the outcome rests on changes it.
    interview.give("b", "yes");
    assert_eq!(interview.session.concluded().conclusion, Some(Conclusion::FewerSigns));
    interview.give("a", "no");
    let concluded = interview.session.concluded();
    assert_eq!((concluded.conclusion, &*concluded.reason), (None, "Seen again"), "asked again, the words are kept");
    assert_eq!(interview.session.explain(&"x".repeat(16 * 1024 + 1)), Err(Refused::TooLong));
    interview.session.finish();
    assert_eq!(interview.session.conclude(Conclusion::Agrees), Err(Refused::Finished));
    assert_eq!(interview.session.explain("Late"), Err(Refused::Finished));
}

#[test]
fn what_a_consent_says_of_the_record_holds() {
    let keep = json!({ "id": "keep", "type": "consent", "scope": "record", "text": "May I keep this?" });
    let form = Draft::new().ask(talk()).ask(keep).form();
    let table = [("", true), ("given", true), ("asked", true), ("?notAsked", true), ("not_required", true)];
    for (answer, kept) in table.into_iter().chain([("refused", false), ("withdrawn", false)]) {
        let mut interview = Interview::of(&form).with(&[("talk", "given")]);
        if !answer.is_empty() {
            interview.give("keep", answer);
        }
        assert_eq!(interview.session.keeps_record(), kept, "24: {answer}");
    }
    let mut unasked = Interview::of(&form).with(&[("talk", "given"), ("keep", "refused")]);
    unasked.give("talk", "refused");
    assert!(!unasked.session.keeps_record(), "24: what was refused once is not kept, though it is no longer asked");
}
