//! What is given for an item and does not count, or not yet: invalid, not together, by the host, back again; what is
//! required; who answers (semantics 5 to 10).

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

use common::questions::{also, date, decimal, integer, multiple, only, plain, rows, single, talk, yes_no};
use common::{Draft, Interview};
use nrm_screening::evaluation::Mark;
use nrm_screening::session::Refused;
use nrm_screening::value::{Answer, Truth};
use serde_json::{Value, json};

/// Item and answer, as [`Interview::tell`] takes them.
type Given<'a> = &'a [(&'a str, &'a str)];

#[test]
fn invalid_answers_are_kept_and_told_why() {
    let constrained = |item: Value, constraint: &str| {
        also(also(item, "constraint", constraint), "constraintText", "Please look again.")
    };
    let bounded = also(also(date("x"), "earliest", "1950-06-15"), "latest", "today");
    let gregorian = json!({ "id": "x", "type": "date", "by": "worker", "text": "?" });
    let (whole, tenths) = (integer("x", 0, 120), decimal("x", -2, 2));
    let five = constrained(integer("x", 0, 120), "x % 5 == 0");
    let past = constrained(date("x"), "x <= today && yearsBetween(x, today) < 100");
    let words = also(plain("x", "text"), "maxLength", 5);
    let none = constrained(multiple("x", &["p", "q"]), "!('p' in x)");
    // The item, what is entered, how it stands. The interview is on 2026-11-02.
    let table = [
        ("5: type", &whole, "twelve", "invalid kind"),
        ("5: type, no decimals", &whole, "1.5", "invalid kind"),
        ("5: type, no exponent", &whole, "1e2", "invalid kind"),
        ("5: type, a comma", &whole, "1,5", "invalid kind"),
        ("5: type, other digits", &whole, "١٢", "invalid kind"),
        ("5: type, nothing", &whole, "", "invalid kind"),
        ("5: type, spaces", &whole, " 12", "invalid kind"),
        ("5: a whole number written with decimals", &whole, "12.0", "answered"),
        ("5: min itself", &whole, "0", "answered"),
        ("5: below min", &whole, "-1", "invalid least"),
        ("5: max itself", &whole, "120", "answered"),
        ("5: above max", &whole, "121", "invalid most"),
        ("5: min of decimals", &tenths, "-2.0", "answered"),
        ("5: just below", &tenths, "-2.000001", "invalid least"),
        ("5: just above", &tenths, "2.000001", "invalid most"),
        ("12: more decimals than are exact", &tenths, "0.0000001", "invalid kind"),
        ("5: constraint holds", &five, "15", "answered"),
        ("5: constraint violated", &five, "16", "invalid constraint"),
        ("5: bounds come before the constraint", &five, "125", "invalid most"),
        ("5: first day", &bounded, "1950-06-15", "answered"),
        ("13: the whole day is before", &bounded, "1950-06-14", "invalid least"),
        ("13: only a part of the year is before", &bounded, "1950", "answered"),
        ("13: the whole year is before", &bounded, "1949", "invalid least"),
        ("13: the whole month is before", &bounded, "1950-05", "invalid least"),
        ("15: today", &bounded, "2026-11-02", "answered"),
        ("15: tomorrow", &bounded, "2026-11-03", "invalid most"),
        ("13: a part of the month is after today", &bounded, "2026-11", "answered"),
        ("13: the whole month is after today", &bounded, "2026-12", "invalid most"),
        ("13: from and to across the bound", &bounded, "1940..1951", "answered"),
        ("13: from and to before it", &bounded, "1940..1949", "invalid least"),
        ("13: the later first", &bounded, "1951..1940", "invalid kind"),
        ("14: no such day", &bounded, "1999-02-29", "invalid kind"),
        ("14: a day of the Ethiopian calendar only", &bounded, "ethiopic:1990-13-05", "answered"),
        ("14: a calendar the item does not take", &gregorian, "ethiopic:1990-01-01", "invalid kind"),
        ("13: a partial date the item does not take", &gregorian, "1990", "invalid kind"),
        ("13: nor from and to", &gregorian, "1990-01-01..1990-01-02", "invalid kind"),
        ("13", &gregorian, "1990-01-01", "answered"),
        ("5: its negation is true", &past, "2027", "invalid constraint"),
        ("5: its negation is only possible", &past, "2026", "answered"),
        ("5: a hundred years ago", &past, "1926-11-02", "invalid constraint"),
        ("5: perhaps a hundred years ago", &past, "1926", "answered"),
        ("5: characters, not bytes", &words, "ሰላም ነ", "answered"),
        ("5: one too many", &words, "123456", "invalid most"),
        ("5: a time", &plain("x", "time"), "23:59", "answered"),
        ("5: no time", &plain("x", "time"), "24:00", "invalid kind"),
    ];
    for (reason, item, entered, expected) in table {
        let form = Draft::new().ask(item.clone()).form();
        let interview = Interview::of(&form).with(&[("x", entered)]);
        assert_eq!(interview.stands("x"), expected, "{reason}: {entered}");
        // 5: finishing closes it as not asked and keeps what was entered.
        let kept = interview.entry("x").answer.clone();
        let ended = interview.ended();
        let closed = if expected == "answered" { "answered" } else { "missing notAsked" };
        assert_eq!((ended.stands("x").as_str(), &ended.entry("x").answer), (closed, &kept), "{reason}: {entered}");
    }
    // A constraint is for numbers and dates; elsewhere the key is not known.
    assert!(!Draft::new().ask(none).wrong().is_empty());
}

#[test]
fn a_constraint_names_its_own_item_literals_and_today_only() {
    let with = |constraint: &str| {
        let item = also(also(integer("x", 0, 9), "constraint", constraint), "constraintText", "Look again.");
        Draft::new().ask(integer("y", 0, 9)).ask(item).calculate("c", "y + 1").wrong()
    };
    for (constraint, right) in [
        ("x > 1 && x != 3 || x in [2, 3]", true),
        ("x < yearsBetween(date('2000-01-01'), today)", true),
        ("x > y", false),
        ("x > c", false),
        ("x > 1 || a", false),
        ("answered(b) || x > 1", false),
    ] {
        let wrong = with(constraint);
        let expected = if right {
            Vec::new()
        } else {
            vec![("constraint-reads".to_owned(), "/items/0/items/3/constraint".to_owned())]
        };
        assert_eq!(wrong, expected, "5: {constraint}");
    }
}

#[test]
fn complete_means_that_every_required_item_that_applies_is_answered() {
    let required = |item: Value| also(item, "required", true);
    let complete = |item: Value, answers: Given<'_>| {
        let form = Draft::new().ask(item).form();
        let interview = Interview::of(&form).with(answers);
        interview.session.state().is_complete(&form)
    };
    let list = || rows("x", &[required(yes_no("y"))]);
    let table: Vec<(&str, Value, Given<'_>, bool)> = vec![
        ("6: open", required(yes_no("x")), &[], false),
        ("6: answered", required(yes_no("x")), &[("x", "no")], true),
        ("6: a silence is no answer", required(yes_no("x")), &[("x", "?declined")], false),
        ("6: irrelevant", required(only(yes_no("x"), "a")), &[("a", "no")], true),
        ("6: undecided", required(only(yes_no("x"), "a")), &[], false),
        ("6: undecided by a silence", required(only(yes_no("x"), "a")), &[("a", "?notAsked")], false),
        ("6: invalid", required(integer("x", 0, 9)), &[("x", "10")], false),
        ("6: valid", required(integer("x", 0, 9)), &[("x", "9")], true),
        ("6: given by the host", required(yes_no("x")), &[("x", "~yes")], false),
        ("6: a fallback is no answer", also(required(yes_no("x")), "whenMissing", "yes"), &[("x", "?declined")], false),
        ("6: a list that may go on", required(rows("x", &[yes_no("y")])), &[("x", "yes")], false),
        ("6: a list that is closed", required(rows("x", &[yes_no("y")])), &[("x", "no")], true),
        ("6: no rows, nothing required in them", list(), &[], true),
        ("6: an item of a row", list(), &[("x", "+")], false),
        ("6: each of them", list(), &[("x", "+"), ("x", "+"), ("x[0].y", "no")], false),
        ("6", list(), &[("x", "+"), ("x", "+"), ("x[0].y", "no"), ("x[1].y", "yes")], true),
        ("6: rows of what does not apply", only(list(), "a"), &[("a", "yes"), ("x", "+"), ("a", "no")], true),
    ];
    for (reason, item, answers, expected) in table {
        assert_eq!(complete(item, answers), expected, "{reason}: {answers:?}");
    }
    // 6: none of it holds the end.
    let interview = Interview::of(&Draft::new().ask(required(yes_no("x"))).form()).ended();
    assert!(interview.session.is_finished() && !interview.now().complete);
}

#[test]
fn several_answers_stand_alone_with_none_of_these() {
    let form = Draft::new().ask(multiple("x", &["p", "q"])).when("'p' in x").form();
    let table: [(&str, Given<'_>, &str, Truth); 7] = [
        ("7: nothing ticked is open", &[], "open", Truth::Unknown),
        ("7: ticked and taken back", &[("x", "p"), ("x", "-")], "open", Truth::Unknown),
        ("7: ticked", &[("x", "p")], "answered", Truth::True),
        ("7: the rest is not chosen", &[("x", "q")], "answered", Truth::False),
        ("7: several", &[("x", "q,p")], "answered", Truth::True),
        ("7: none of these", &[("x", "none")], "answered", Truth::False),
        ("2: a silence is not none", &[("x", "?doesNotKnow")], "missing doesNotKnow", Truth::Unknown),
    ];
    for (reason, answers, stands, holds) in table {
        let interview = Interview::of(&form).with(answers);
        assert_eq!((interview.stands("x").as_str(), interview.holds()), (stands, holds), "{reason}: {answers:?}");
    }
    let mut interview = Interview::of(&form).with(&[("x", "p")]);
    assert_eq!(interview.tell("x", "p,none"), Err(Refused::NotTogether), "7: exclusive");
    let place = form.find("x").unwrap();
    for wrong in [vec![], vec![1, 0], vec![0, 0], vec![3]] {
        let given = interview.session.answer(place, Answer::Choices(wrong.clone().into()));
        assert_eq!(given, Err(Refused::UnknownChoice), "7: {wrong:?}");
    }
    assert_eq!(interview.holds(), Truth::True, "a refused edit changes nothing");
}

#[test]
fn several_answers_that_logic_reads_need_none_of_these() {
    let without = json!({ "id": "x", "type": "multiple", "by": "worker", "text": "?",
        "choices": [{ "code": "p", "text": "P", "weight": 1 }, { "code": "q", "text": "Q", "weight": 2 }] });
    let score = json!([{ "id": "s", "method": "sum", "missing": "zero", "weights": { "x": "choices" } }]);
    let alert = json!([{ "id": "l", "when": "'p' in x", "urgency": "soon", "text": "L" }]);
    let table = [
        ("7: read by nothing", Draft::new().ask(without.clone()), true),
        ("7: only its state is read", Draft::new().ask(without.clone()).when("answered(x)"), false),
        ("7: by a row", Draft::new().ask(without.clone()).when("'p' in x"), false),
        ("7: by relevance", Draft::new().ask(without.clone()).ask(only(yes_no("y"), "'p' in x")), false),
        ("7: by a calculation", Draft::new().ask(without.clone()).calculate("c", "count('p' in x)"), false),
        ("7: by an alert", Draft::new().ask(without.clone()).set("/alerts", alert), false),
        ("7: by a score", Draft::new().ask(without).set("/scores", score), false),
    ];
    for (reason, draft, right) in table {
        let wrong = draft.wrong();
        assert!(wrong.iter().all(|(code, _)| code == "no-exclusive"), "{reason} {wrong:?}");
        assert_eq!(wrong.is_empty(), right, "{reason}");
    }
}

#[test]
fn what_the_host_gives_is_open_until_confirmed() {
    let kinds = [
        (yes_no("x"), "yes", "no"),
        (multiple("x", &["p", "q"]), "p", "q"),
        (integer("x", 0, 9), "4", "5"),
        (date("x"), "1993", "1994"),
        (plain("x", "text"), "here", "there"),
        (plain("x", "time"), "12:00", "12:30"),
        (rows("x", &[yes_no("y")]), "no", "yes"),
    ];
    for (item, value, other) in kinds {
        let form = Draft::new().ask(item.clone()).form();
        let by_host = ["~", value].concat();
        let given = || Interview::of(&form).with(&[("x", &*by_host)]);
        assert_eq!(
            (given().stands("x").as_str(), given().entry("x").mark),
            ("open", Some(Mark::Unconfirmed)),
            "8: {item}"
        );
        assert_eq!(given().with(&[("x", "!")]).stands("x"), "answered", "8: confirmed {item}");
        let again = given().with(&[("x", other)]);
        assert_eq!(again.entry("x").mark, None, "8: answered otherwise {item}");
        let ended = given().ended();
        assert_eq!(ended.stands("x"), "missing notAsked", "8: never confirmed {item}");
        assert_eq!(ended.entry("x").answer, given().entry("x").answer, "8: the record keeps the value {item}");
        // An authored default is a key that no question has.
        let wrong = Draft::new().ask(also(item.clone(), "default", value)).wrong();
        assert_eq!(wrong, [("unknown-key".to_owned(), "/items/0/items/2/default".to_owned())], "8: {item}");
    }
}

#[test]
fn an_answer_that_comes_back_is_marked_however_it_went() {
    let group = json!({ "id": "more", "type": "group", "title": "More", "relevant": "a", "items": [yes_no("x")] });
    let matrix = json!({ "id": "m", "type": "matrix", "by": "worker", "text": "?", "relevant": "a",
        "choices": "yes_no", "rows": [{ "id": "x", "text": "X?" }] });
    let mut offered = single("x", &["yes", "no"]);
    offered["choices"][0]["relevant"] = json!("a");
    let mut ticked = multiple("x", &["yes", "no"]);
    ticked["choices"][0]["relevant"] = json!("a");
    let person = also(yes_no("x"), "by", "person");
    let plain = || Draft::new().ask(only(yes_no("x"), "a"));
    let hides: Given<'_> = &[("a", "yes"), ("x", "yes"), ("a", "no"), ("a", "yes")];
    let table: Vec<(&str, Draft, Given<'_>)> = vec![
        ("9: it left irrelevant", plain(), hides),
        ("9: it left undecided", plain(), &[("a", "yes"), ("x", "yes"), ("a", "-"), ("a", "yes")]),
        ("9: by a silence", plain(), &[("a", "yes"), ("x", "yes"), ("a", "?notAsked"), ("a", "yes")]),
        ("9: a silence that comes back", plain(), &[("a", "yes"), ("x", "?declined"), ("a", "no"), ("a", "yes")]),
        ("9: given while it did not apply", plain(), &[("a", "no"), ("x", "yes"), ("a", "yes")]),
        ("9: with its group", Draft::new().set("/items/-", group), hides),
        ("9: with its matrix", Draft::new().ask(matrix), hides),
        ("9: a choice that is offered again", Draft::new().ask(offered), hides),
        ("9: one of several", Draft::new().ask(ticked), &[("a", "yes"), ("x", "yes,no"), ("a", "no"), ("a", "yes")]),
        (
            "9: with the consent to talk",
            Draft::new().ask(talk()).ask(person),
            &[("talk", "given"), ("x", "yes"), ("talk", "asked"), ("talk", "given")],
        ),
        (
            "9: an invalid one",
            Draft::new().ask(only(integer("x", 0, 9), "a")),
            &[("a", "yes"), ("x", "10"), ("a", "no"), ("a", "yes")],
        ),
        (
            "9: the list of a repeat",
            Draft::new().ask(only(rows("x", &[yes_no("y")]), "a")),
            &[("a", "yes"), ("x", "no"), ("a", "no"), ("a", "yes")],
        ),
    ];
    for (reason, draft, answers) in table {
        let interview = Interview::of(&draft.form()).with(answers);
        let (answer, mark) = (interview.entry("x").answer.clone(), interview.entry("x").mark);
        assert_eq!((interview.stands("x").as_str(), mark), ("open", Some(Mark::Restored)), "{reason}");
        assert!(answer.is_some(), "{reason}");
        let seen = Interview { session: interview.session.clone() }.with(&[("x", "!")]);
        assert_eq!((seen.entry("x").mark, seen.stands("x") == "open"), (None, false), "{reason}: seen again");
        let ended = interview.ended();
        assert_eq!(ended.stands("x"), "missing notAsked", "{reason}: never seen again");
        assert_eq!(ended.entry("x").answer, answer, "{reason}: the record keeps the value");
    }
}

#[test]
fn only_what_came_back_is_marked() {
    let form = Draft::new().ask(only(yes_no("x"), "a")).ask(only(yes_no("y"), "x")).form();
    let all: Given<'_> = &[("a", "yes"), ("x", "yes"), ("y", "yes")];
    let table: [(&str, Given<'_>, [&str; 2]); 6] = [
        ("9: nothing left", &[("b", "no")], ["answered", "answered"]),
        ("9: its own edit", &[("x", "yes")], ["answered", "answered"]),
        ("9: x waits again, so that y is not seen either", &[("a", "no"), ("a", "yes")], ["open", "undecided"]),
        ("9: then y waits", &[("a", "no"), ("a", "yes"), ("x", "!")], ["answered", "open"]),
        ("9: answering again is seeing it", &[("a", "no"), ("a", "yes"), ("x", "yes")], ["answered", "open"]),
        ("9: cleared while away, nothing comes back", &[("a", "no"), ("x", "-"), ("a", "yes")], ["open", "undecided"]),
    ];
    for (reason, answers, expected) in table {
        let interview = Interview::of(&form).with(&[all, answers].concat());
        assert_eq!([interview.stands("x"), interview.stands("y")], expected, "{reason}: {answers:?}");
    }
    // 8: what the host gave stays unconfirmed when its question opens.
    let by_host = Interview::of(&form).with(&[("a", "no"), ("x", "~yes"), ("a", "yes")]);
    assert_eq!((by_host.entry("x").mark, by_host.stands("x").as_str()), (Some(Mark::Unconfirmed), "open"));
}

#[test]
fn observed_and_stated_signs_count_together_and_are_told_apart() {
    let sign = |id: &str, when: &str| json!({ "id": id, "dimension": "d", "strength": "strong", "when": when });
    let form = Draft::new()
        .ask(talk())
        .ask(also(yes_no("said"), "by", "person"))
        .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
        .set("/dimensionRule", json!([{ "strong": 2 }]))
        .set("/indicators", json!([sign("seen", "a"), sign("stated", "said")]))
        .form();
    let found = Interview::of(&form).with(&[("a", "yes"), ("talk", "given"), ("said", "yes")]).finish();
    let told: Vec<_> = found.indicators.iter().map(|sign| (&*sign.id, sign.observed, sign.truth)).collect();
    assert_eq!(told, [("seen", true, Truth::True), ("stated", false, Truth::True)], "10");
    assert_eq!(found.dimensions[0].truth, Truth::True, "10: counted together");
}

#[test]
fn only_a_persons_item_before_consent_is_refused() {
    for by in ["person", "observer", "worker", "document"] {
        let early = Draft::new().ask(also(yes_no("x"), "by", by)).ask(talk()).wrong();
        let expected =
            if by == "person" { vec![("before-consent".to_owned(), "/items/0/items/2".to_owned())] } else { vec![] };
        assert_eq!(early, expected, "10: {by}");
        assert_eq!(Draft::new().ask(talk()).ask(also(yes_no("x"), "by", by)).wrong(), [], "10: {by}");
    }
}

#[test]
fn why_a_consent_is_not_required_is_said_in_words() {
    // 24: not required (reason); of every other answer there is nothing to say.
    let form = Draft::new()
        .ask(json!({ "id": "talk", "type": "consent", "scope": "talk", "text": "?" }))
        .ask(json!({ "id": "refer", "type": "consent", "scope": "refer", "text": "?" }))
        .form();
    for consent in ["talk", "refer"] {
        for code in ["given", "refused", "asked", "withdrawn"] {
            let mut interview = Interview::of(&form).with(&[("talk", "given"), (consent, code)]);
            assert_eq!(interview.tell(consent, "=by law"), Err(Refused::UnknownChoice), "{consent} {code}");
        }
        let mut interview = Interview::of(&form).with(&[("talk", "given"), (consent, "not_required")]);
        interview.give(consent, "=by law");
        assert_eq!(interview.entry(consent).other.as_deref(), Some("by law"));
        interview.give(consent, "given");
        assert_eq!(interview.entry(consent).other, None, "the reason goes with its answer");
    }
}
