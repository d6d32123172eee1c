//! Items: how each kind stands and what it reads as, in every state (semantics 1 to 7).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]
#![allow(clippy::too_many_lines, clippy::type_complexity, reason = "a table is one thing")]

mod common;

use common::questions::{also, date, decimal, integer, multiple, only, plain, rows, single, talk, yes_no};
use common::{Draft, Interview};
use nrm_screening::evaluation::is_offered;
use nrm_screening::session::Refused;
use nrm_screening::snapshot;
use nrm_screening::value::{Answer, Reason, Truth};
use serde_json::{Value, json};

/// Item and answer, as [`Interview::tell`] takes them.
type Given<'a> = &'a [(&'a str, &'a str)];

const F: Truth = Truth::False;
const U: Truth = Truth::Unknown;
const T: Truth = Truth::True;

/// A kind of item `x`: how it is asked, an atom on it, an answer that makes it true, one that makes it false, one that
/// is invalid where there is such a thing.
fn kinds() -> Vec<(Value, &'static str, &'static str, &'static str, Option<&'static str>)> {
    vec![
        (yes_no("x"), "x", "yes", "no", None),
        (single("x", &["p", "q", "r"]), "x == 'p'", "p", "q", None),
        (single("x", &["p", "q", "r"]), "x in ['p', 'q']", "q", "r", None),
        (multiple("x", &["p", "q"]), "'p' in x", "p,q", "none", None),
        (integer("x", 0, 9), "x > 3", "4", "3", Some("10")),
        (integer("x", 0, 9), "x in [1, 2]", "2", "3", Some("two")),
        (decimal("x", 0, 9), "x * 2 == 5", "2.5", "2.4", Some("-0.1")),
        (date("x"), "x < date('2001-01-01')", "2000", "2001-01-01", Some("2000-13")),
        (date("x"), "yearsBetween(x, today) >= 18", "2008-11-02", "2008-11-03", Some("soon")),
        (rows("x", &[yes_no("y")]), "size(x) == 0", "no", "", None),
        (rows("x", &[yes_no("y")]), "!x.exists(k, k.y)", "no", "", None),
    ]
}

/// The item is asked where the gate is yes; the first row holds where the atom does, or where it does not.
fn gated(item: &Value, atom: &str) -> [Draft; 2] {
    let draft = Draft::new().ask(yes_no("gate")).ask(only(item.clone(), "gate"));
    [draft.clone().when(atom), draft.when(&format!("!({atom})"))]
}

#[test]
fn every_kind_reads_its_answer_and_nothing_in_any_other_state() {
    for (item, atom, yes, no, wrong) in kinds() {
        let given =
            |answers: Given<'_>| gated(&item, atom).map(|draft| Interview::of(&draft.form()).with(answers).holds());
        let finished = |answers: Given<'_>| {
            gated(&item, atom).map(|draft| Interview::of(&draft.form()).with(answers).ended().holds())
        };
        let asked = ("gate", "yes");
        let by_host = ["~", yes].concat();
        let mut table: Vec<(&str, Vec<(&str, &str)>, [Truth; 2], [Truth; 2])> = vec![
            // Answers, then the atom and its opposite: as it stands, and finished.
            ("2: undecided reads unknown", vec![], [U, U], [U, U]),
            ("2: undecided by a silence", vec![("gate", "?declined")], [U, U], [U, U]),
            ("3: an atom on something absent is false, also negated", vec![("gate", "no")], [F, F], [F, F]),
            ("2: open reads unknown", vec![asked], [U, U], [U, U]),
            ("2: missing reads unknown", vec![asked, ("x", "?declined")], [U, U], [U, U]),
            ("2: missing, not conveyed", vec![asked, ("x", "?notConveyed")], [U, U], [U, U]),
            ("2: answered reads its value", vec![asked, ("x", yes)], [T, F], [T, F]),
            ("2: answers of irrelevant items are not read", vec![asked, ("x", yes), ("gate", "no")], [F, F], [F, F]),
            ("2: nor of undecided ones", vec![asked, ("x", yes), ("gate", "-")], [U, U], [U, U]),
            ("9: restored is open", vec![asked, ("x", yes), ("gate", "no"), asked], [U, U], [U, U]),
            ("9: until seen again", vec![asked, ("x", yes), ("gate", "no"), asked, ("x", "!")], [T, F], [T, F]),
            ("8: what the host gives is open", vec![asked, ("x", &by_host)], [U, U], [U, U]),
            ("1: cleared is open", vec![asked, ("x", yes), ("x", "-")], [U, U], [U, U]),
        ];
        if !no.is_empty() {
            table.push(("2: answered otherwise", vec![asked, ("x", no)], [F, T], [F, T]));
        }
        if let Some(wrong) = wrong {
            table.push(("5: invalid reads unknown", vec![asked, ("x", wrong)], [U, U], [U, U]));
            table.push(("5: valid again", vec![asked, ("x", wrong), ("x", yes)], [T, F], [T, F]));
        }
        for (reason, answers, now, end) in table {
            assert_eq!(given(&answers), now, "{reason}: {atom} {answers:?}");
            assert_eq!(finished(&answers), end, "finished, {reason}: {atom} {answers:?}");
        }
    }
}

#[test]
fn a_function_reads_the_state_of_every_kind() {
    let mut asked_for = kinds();
    asked_for.push((plain("x", "text"), "", "by the river", "", Some(" \u{a0}")));
    asked_for.push((plain("x", "time"), "", "14:30", "", Some("25:00")));
    for (item, _, yes, _, wrong) in asked_for {
        let holds = |atom: &str, answers: Given<'_>| {
            gated(&item, atom).map(|draft| Interview::of(&draft.form()).with(answers).holds())
        };
        let asked = ("gate", "yes");
        let table: [(&str, Given<'_>, [Truth; 2], [Truth; 2]); 7] = [
            // Answers, then answered(x) and declined(x), each with its opposite.
            ("3: undecided is unknown", &[], [U, U], [U, U]),
            ("3: irrelevant is absent", &[("gate", "no")], [F, F], [F, F]),
            ("3: open is unknown", &[asked], [U, U], [U, U]),
            ("3: answered", &[asked, ("x", yes)], [T, F], [F, T]),
            ("3: missing for this reason", &[asked, ("x", "?declined")], [F, T], [T, F]),
            ("3: missing for another", &[asked, ("x", "?doesNotKnow")], [F, T], [F, T]),
            ("9: restored is open", &[asked, ("x", yes), ("gate", "no"), asked], [U, U], [U, U]),
        ];
        for (reason, answers, answered, declined) in table {
            assert_eq!(holds("answered(x)", answers), answered, "{reason} {item}");
            assert_eq!(holds("declined(x)", answers), declined, "{reason} {item}");
        }
        if let Some(wrong) = wrong {
            assert_eq!(
                holds("answered(x)", &[asked, ("x", wrong)]),
                [U, U],
                "3: unknown otherwise (invalid, or nothing but spaces) {item}"
            );
        }
    }
}

#[test]
fn silences_are_those_usual_for_who_answers() {
    let said = ["declined", "doesNotKnow", "notAsked", "notConveyed"];
    let seen = ["notObservable", "doesNotKnow", "notAsked"];
    let table: [(&str, Value, &[&str]); 7] = [
        ("person", also(yes_no("x"), "by", "person"), &said),
        ("worker", yes_no("x"), &said),
        ("document", also(yes_no("x"), "by", "document"), &said),
        ("observer", also(yes_no("x"), "by", "observer"), &seen),
        ("authored", also(yes_no("x"), "reasons", json!(["notAsked"])), &["notAsked"]),
        ("number", integer("x", 0, 1), &said),
        (
            "consent",
            json!({ "id": "x", "type": "consent", "scope": "record", "text": "?" }),
            &["notAsked", "notConveyed"],
        ),
    ];
    for (by, item, allowed) in table {
        let form = Draft::new().ask(talk()).ask(item).form();
        for reason in Reason::ALL {
            let mut interview = Interview::of(&form).with(&[("talk", "given")]);
            let given = interview.session.answer_id("x", Answer::Missing(*reason));
            // 24: a consent that is declined is recorded as refused.
            let refuses = by == "consent" && *reason == Reason::Declined;
            assert_eq!(given.is_ok(), allowed.contains(&reason.word()) || refuses, "{by} {}", reason.word());
            let expected = match given {
                Ok(_) if refuses => "answered".to_owned(),
                Ok(_) => format!("missing {}", reason.word()),
                Err(why) => {
                    assert_eq!(why, Refused::SilenceNotAllowed);
                    "open".to_owned()
                }
            };
            assert_eq!(interview.stands("x"), expected, "{by}");
        }
    }
}

/// A chain: each of `q0` to `q5` falls back on `m` and asks for the next.
fn chain(fallback: bool) -> Draft {
    (0..6).fold(Draft::new(), |draft, place| {
        let mut item = single(&format!("q{place}"), &["l", "m"]);
        if fallback {
            item = also(item, "whenMissing", "m");
        }
        if place > 0 {
            item = only(item, &format!("q{} == 'm'", place - 1));
        }
        draft.ask(item)
    })
}

#[test]
fn finishing_repeats_until_nothing_is_open() {
    let ended = |fallback: bool, answers: Given<'_>| Interview::of(&chain(fallback).form()).with(answers).ended();
    // 1: each closed silence reads as m and opens the next, which closes too; all are listed (4).
    let all = ended(true, &[]);
    assert!((0..6).all(|place| all.stands(&format!("q{place}")) == "missing notAsked"));
    assert_eq!(all.now().read_as.len(), 6);
    // 1: without a fallback the first closes and the rest stay undecided, then count as not asked.
    let one = ended(false, &[]);
    assert!((0..6).all(|place| one.stands(&format!("q{place}")) == "missing notAsked"));
    assert_eq!(one.now().read_as, []);
    // 1: what an answer made irrelevant stays so.
    let cut = ended(true, &[("q0", "m"), ("q1", "l")]);
    let stands: Vec<_> = (0..6).map(|place| cut.stands(&format!("q{place}"))).collect();
    assert_eq!(stands, ["answered", "answered", "irrelevant", "irrelevant", "irrelevant", "irrelevant"]);
    // 1, 4: what is undecided at the end does not read as its choice.
    let form = Draft::new().ask(also(only(single("x", &["l", "m"]), "a"), "whenMissing", "m")).when("x == 'm'").form();
    let undecided = Interview::of(&form).with(&[("a", "?notAsked")]).ended();
    assert_eq!((undecided.stands("x"), undecided.holds()), ("missing notAsked".into(), U));
}

#[test]
fn a_condition_says_nothing_about_what_does_not_apply() {
    let form = |when: &str| {
        Draft::new()
            .ask(yes_no("gate"))
            .ask(only(integer("n", 0, 9), "gate"))
            .ask(only(date("d"), "gate"))
            .ask(integer("m", 0, 9))
            .when(when)
            .form()
    };
    let table = [
        ("3: arithmetic with an absent operand is absent", "n + m > 0", F),
        ("3: also negated", "!(n + m > 0)", F),
        ("3: and under !=", "n - 1 != 5", F),
        ("3", "m * n < 80", F),
        ("3", "n / 2 >= 1", F),
        ("3", "n % 2 == 0 || n % 2 != 0", F),
        ("3", "-n < -5", F),
        ("3", "!(n in [1, 2])", F),
        ("3", "yearsBetween(d, today) > 0 || !(yearsBetween(d, today) > 0)", F),
        ("3", "d != today", F),
        ("12: absent arguments are left out", "sum(n, m) == 4", T),
        ("12", "mean(n, m) == 4 && min(n, m) == 4 && max(n, m) == 4", T),
        ("12: all absent is absent", "sum(n) == 0 || sum(n) != 0", F),
        ("12: count functions count true conditions", "count(n > 0, m > 0) == 1", T),
        ("3: beside something that holds", "n > 0 || m == 4", T),
        ("3", "!(n > 0 && m == 4)", F),
        ("3", "!(n > 0 && m == 5)", T),
    ];
    for (reason, when, expected) in table {
        assert_eq!(
            Interview::of(&form(when)).with(&[("gate", "no"), ("m", "4")]).holds(),
            expected,
            "{reason}: {when}"
        );
    }
}

#[test]
fn a_choice_between_two_conditions_or_numbers() {
    let form = |when: &str| {
        Draft::new().ask(only(yes_no("x"), "a")).ask(integer("n", 0, 9)).calculate("c", "x ? n : 7").when(when).form()
    };
    let table: [(&str, &str, Given<'_>, Truth); 9] = [
        ("3: true takes the first", "a ? b : !b", &[("a", "yes"), ("b", "yes")], T),
        ("3: false takes the second", "a ? b : !b", &[("a", "no"), ("b", "yes")], F),
        ("3: unknown makes it unknown", "a ? b : b", &[("b", "yes")], U),
        ("3: an absent test is false", "x ? a : b", &[("a", "no"), ("b", "yes")], T),
        ("3: negation goes into the branches", "!(x ? a : b)", &[("a", "no"), ("b", "yes")], F),
        ("3: not into the test", "!(x ? b : a)", &[("a", "no"), ("b", "yes")], T),
        ("3: an absent branch is false", "a ? b : x", &[("a", "no")], F),
        ("3: also negated", "!(a ? b : x)", &[("a", "no")], F),
        ("3: the test itself may be negated", "!x ? a : b", &[("a", "no"), ("b", "yes")], T),
    ];
    for (reason, when, answers, expected) in table {
        assert_eq!(Interview::of(&form(when)).with(answers).holds(), expected, "{reason}: {when} {answers:?}");
    }
    let numbers: [(Given<'_>, &str); 5] = [
        (&[("a", "yes"), ("x", "yes"), ("n", "3")], "3"),
        (&[("a", "yes"), ("x", "no")], "7"),
        (&[("a", "no")], "7"),
        (&[("a", "yes"), ("x", "?declined"), ("n", "7")], "unknown"),
        (&[("a", "yes"), ("x", "yes")], "unknown"),
    ];
    for (answers, expected) in numbers {
        assert_eq!(Interview::of(&form("a")).with(answers).number("c"), expected, "3: {answers:?}");
    }
}

#[test]
fn what_is_undecided_when_nothing_is_open_any_more_does_not_open_anything() {
    // 1: x is undecided until nothing is open; only then is it missing, so that y is never asked and never falls back.
    let form = Draft::new()
        .ask(only(yes_no("x"), "a"))
        .ask(also(only(single("y", &["l", "m"]), "notAsked(x)"), "whenMissing", "m"))
        .when("y == 'm'")
        .form();
    assert_eq!(Interview::of(&form).ended().holds(), Truth::Unknown);
    assert_eq!(Interview::of(&form).ended().now().read_as, []);
}

#[test]
fn an_answer_that_comes_back_by_finishing_was_not_seen_again() {
    // 9: b leaves undecided when finishing closes c; nobody saw its answer again.
    let form = Draft::new()
        .ask(also(single("c", &["sure", "maybe"]), "whenMissing", "maybe"))
        .ask(only(yes_no("x"), "c == 'maybe'"))
        .when("x")
        .form();
    let interview = Interview::of(&form).with(&[("c", "maybe"), ("x", "yes"), ("c", "-")]);
    let ended = interview.ended();
    assert_eq!((ended.stands("x").as_str(), ended.holds()), ("missing notAsked", Truth::Unknown));
    assert!(ended.entry("x").answer.is_some(), "9: the record keeps the value");
}

#[test]
fn a_report_says_what_each_item_reads_as() {
    let form = Draft::new()
        .ask(integer("n", 0, 9))
        .ask(date("year"))
        .ask(date("day"))
        .ask(multiple("m", &["p", "q"]))
        .ask(also(yes_no("x"), "whenMissing", "no"))
        .calculate("c", "n + 1")
        .form();
    let answers = [("a", "yes"), ("n", "4"), ("year", "1993"), ("day", "1993-05-03"), ("m", "p,q"), ("x", "?declined")];
    let items = snapshot(&Interview::of(&form).with(&answers).session, 0).items;
    let told: Vec<_> = items
        .iter()
        .map(|item| {
            let codes: Vec<&str> = item.code.iter().chain(&item.codes).map(String::as_str).collect();
            (&*item.id, codes, item.value.as_deref(), item.reason)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("a", vec!["yes"], None, None),
            ("b", vec![], None, None),
            ("n", vec![], Some("4"), None),
            ("year", vec![], Some("1993-01-01/1993-12-31"), None),
            ("day", vec![], Some("1993-05-03"), None),
            ("m", vec!["p", "q"], None, None),
            ("x", vec!["no"], None, Some(Reason::Declined)),
        ]
    );
    let calculations = Interview::of(&form).with(&answers).now().calculations;
    let told: Vec<_> = calculations.iter().map(|made| (&*made.id, made.range.clone())).collect();
    assert_eq!(told, [("c", Some(["5".to_owned(), "5".to_owned()]))]);
}

#[test]
fn a_date_is_told_in_the_calendars_of_its_question_and_in_part_only_where_it_may_be() {
    let day = |calendars: &[&str], partial: bool| also(also(date("d"), "calendars", calendars), "partial", partial);
    let both: &[&str] = &["gregorian", "ethiopic"];
    let table: [(&[&str], bool, &str, &str); 12] = [
        (both, true, "unknown:2000", "answered"),
        (both, true, "ethiopic:2000-05", "answered"),
        (both, true, "1999..2001", "answered"),
        (both, false, "unknown:2000-05-03", "answered"),
        (both, false, "2000", "invalid kind"),
        (both, false, "2000-05", "invalid kind"),
        (both, false, "2000-05-03..2000-05-04", "invalid kind"),
        (&["gregorian"], true, "2000", "answered"),
        (&["gregorian"], true, "unknown:2000", "invalid kind"),
        (&["gregorian"], true, "ethiopic:2000", "invalid kind"),
        (&["ethiopic"], true, "unknown:2000", "invalid kind"),
        (&["ethiopic"], true, "gregorian:2000", "invalid kind"),
    ];
    for (calendars, partial, told, stands) in table {
        let form = Draft::new().ask(day(calendars, partial)).form();
        assert_eq!(
            Interview::of(&form).with(&[("d", told)]).stands("d"),
            stands,
            "13, 14: {calendars:?} {partial} {told}"
        );
    }
}

#[test]
fn a_choice_is_offered_where_its_condition_holds() {
    let mut item = single("x", &["l", "m"]);
    item["choices"][1]["relevant"] = json!("a");
    let form = Draft::new().ask(item).form();
    let x = form.find("x").unwrap();
    for (answer, second) in [("yes", true), ("no", false), ("?notObservable", false), ("-", false)] {
        let interview = Interview::of(&form).with(&[("a", "yes"), ("a", answer)]);
        let session = &interview.session;
        let offered = [0, 1, 2].map(|choice| is_offered(&form, session.state(), session.today(), (x, None), choice));
        assert_eq!(offered, [true, second, false], "{answer}");
    }
}

#[test]
fn in_a_row_a_choice_waits_for_what_was_said_in_that_row() {
    let mut item = single("x", &["l", "m"]);
    item["choices"][1]["relevant"] = json!("y");
    let form = Draft::new().ask(rows("kids", &[yes_no("y"), item])).form();
    let x = form.find("x").unwrap();
    let told = [("kids", "+"), ("kids[0].y", "yes"), ("kids", "+"), ("kids[1].y", "no")];
    let mut interview = Interview::of(&form).with(&told);
    let session = &interview.session;
    let offered = |row| [0, 1].map(|choice| is_offered(&form, session.state(), session.today(), (x, row), choice));
    assert_eq!(
        [offered(Some(0)), offered(Some(1)), offered(Some(2)), offered(None)],
        [[true, true], [true, false], [true, false], [true, false]]
    );
    interview.give("kids[0].x", "m");
    assert_eq!(interview.stands("kids[0].x"), "answered");
    interview.give("kids[1].x", "m");
    assert_eq!(interview.stands("kids[1].x"), "open", "it is not offered there");
}
