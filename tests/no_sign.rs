//! "No sign" is earned by answers: never reached by silence, by a gate, by a fallback, by nothing at all or by falling
//! through (semantics 21).

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

use common::questions::{also, date, integer, multiple, only, rows, single, talk, yes_no};
use common::{Draft, Interview};
use nrm_screening::value::Truth;
use serde_json::{Value, json};

/// Item and answer, as [`Interview::tell`] takes them.
type Given<'a> = &'a [(&'a str, &'a str)];

/// Two dimensions: a sign on `b`, and one that holds where `when` does. Nothing is there where there is no sign.
fn form(when: &str) -> Draft {
    let sign = |id: &str, dimension: &str, when: &str| json!({ "id": id, "dimension": dimension, "strength": "strong", "when": when });
    Draft::new()
        .set("/dimensions", json!([{ "id": "first", "title": "1" }, { "id": "second", "title": "2" }]))
        .set("/dimensionRule", json!([{ "strong": 1 }]))
        .set("/indicators", json!([sign("own", "first", when), sign("other", "second", "b")]))
        .set("/outcomes/rows/0", json!({ "id": "none", "class": "noSignNow", "when": "noIndicator", "text": "None" }))
}

/// What comes of an interview in which the other dimension has nothing; and whether the sign is there.
fn outcome(draft: &Draft, answers: Given<'_>) -> (String, Truth) {
    let found = Interview::of(&draft.form()).with(&[("b", "no")]).with(answers).finish();
    (found.outcome.class, found.indicators[0].truth)
}

const EARNED: &str = "noSignNow";
const HELD: &str = "indeterminate";

#[test]
fn no_sign_is_earned_by_an_answer_in_every_dimension() {
    use Truth::{False as F, True as T, Unknown as U};
    let gate = || yes_no("gate");
    let x = || only(yes_no("x"), "gate");
    let falls = || also(yes_no("x"), "whenMissing", "no");
    let list = || rows("kids", &[yes_no("y"), integer("n", 0, 9)]);
    let of = json!({ "x": { "yes": 3, "no": 0 } });
    let score = |more: Value| {
        let mut score = json!({ "id": "s", "method": "sum", "missing": "zero", "weights": of, "bands": [{ "id": "low", "from": 0 }, { "id": "high", "from": 2 }] });
        for (key, value) in more.as_object().unwrap() {
            score = also(score, key, value.clone());
        }
        json!([score])
    };
    let scored = |when: &str, more: Value| form(when).ask(gate()).ask(x()).set("/scores", score(more));
    let of_score = |more: Value| {
        scored("scores.t >= 2", more).set("/scores/-", json!({ "id": "t", "method": "calculate", "value": "scores.s" }))
    };
    let filled = || {
        form("scores.s >= 2").ask(gate()).ask(x()).ask(yes_no("z")).set(
            "/scores",
            json!([{ "id": "s", "method": "sum", "missing": { "atLeast": 1, "fill": "mean" },
                "weights": { "x": { "yes": 3, "no": 0 }, "z": { "yes": 3, "no": 0 } } }]),
        )
    };
    let aged = || {
        form("age == 'child'")
            .ask(also(single("age", &["child", "adult", "unsure"]), "whenMissing", "unsure"))
            .ask(date("birth"))
            .set("/age", json!({ "group": "age", "birth": "birth", "child": "child", "adult": "adult" }))
    };
    let consented = || form("said").ask(talk()).ask(also(yes_no("said"), "by", "person"));
    // `p` is offered only where the gate is open.
    let choices = json!([{ "code": "p", "text": "P", "relevant": "gate" }, { "code": "q", "text": "Q" }, { "code": "r", "text": "R" }]);
    let one = |when: &str| form(when).ask(gate()).ask(also(single("x", &[]), "choices", choices.clone()));
    let some = || {
        let mut list = choices.as_array().unwrap().clone();
        list.push(json!({ "code": "none", "text": "None", "exclusive": true }));
        form("'p' in m").ask(gate()).ask(also(multiple("m", &[]), "choices", list))
    };
    let weighed = |when: &str| {
        one(when).set(
            "/scores",
            json!([{ "id": "s", "method": "sum", "missing": "zero", "weights": { "x": { "p": 3, "q": 0, "r": 1 } } }]),
        )
    };
    let (shut, asked) = (("gate", "no"), ("gate", "yes"));
    let table: Vec<(&str, Draft, Vec<(&str, &str)>, &str, Truth)> = vec![
        ("an answer", form("x").ask(gate()).ask(x()), vec![asked, ("x", "no")], EARNED, F),
        ("a sign", form("x").ask(gate()).ask(x()), vec![asked, ("x", "yes")], "other", T),
        // Silence.
        ("never asked", form("x").ask(gate()).ask(x()), vec![asked], HELD, U),
        ("declined", form("x").ask(gate()).ask(x()), vec![asked, ("x", "?declined")], HELD, U),
        ("does not know", form("x").ask(gate()).ask(x()), vec![asked, ("x", "?doesNotKnow")], HELD, U),
        ("not asked", form("x").ask(gate()).ask(x()), vec![asked, ("x", "?notAsked")], HELD, U),
        ("not conveyed", form("x").ask(gate()).ask(x()), vec![asked, ("x", "?notConveyed")], HELD, U),
        ("cleared", form("x").ask(gate()).ask(x()), vec![asked, ("x", "no"), ("x", "-")], HELD, U),
        // A gate.
        ("a gate", form("x").ask(gate()).ask(x()), vec![shut], HELD, F),
        ("a gate over an answer", form("x").ask(gate()).ask(x()), vec![asked, ("x", "no"), shut], HELD, F),
        ("a gate that is a silence", form("x").ask(gate()).ask(x()), vec![("gate", "?declined")], HELD, U),
        ("a gate that is part of the sign", form("gate && x").ask(gate()).ask(x()), vec![shut], EARNED, F),
        ("a gate in a negation", form("!x").ask(gate()).ask(x()), vec![shut], HELD, F),
        // A default, an answer that was not seen.
        ("by the host", form("x").ask(gate()).ask(x()), vec![asked, ("x", "~no")], HELD, U),
        ("by the host, confirmed", form("x").ask(gate()).ask(x()), vec![asked, ("x", "~no"), ("x", "!")], EARNED, F),
        ("restored", form("x").ask(gate()).ask(x()), vec![asked, ("x", "no"), shut, asked], HELD, U),
        // A fallback.
        ("a fallback on no", form("x").ask(falls()), vec![("x", "?declined")], HELD, F),
        ("the same answer given", form("x").ask(falls()), vec![("x", "no")], EARNED, F),
        ("a fallback by finishing", form("x").ask(falls()), vec![], HELD, F),
        ("a fallback in a list", form("x in ['yes']").ask(falls()), vec![("x", "?notAsked")], HELD, F),
        ("an age that its birth contradicts", aged(), vec![("age", "adult"), ("birth", "2015")], HELD, F),
        ("an age that agrees", aged(), vec![("age", "adult"), ("birth", "1990")], EARNED, F),
        // What is asked of states.
        ("that nothing was said", form("answered(x)").ask(yes_no("x")), vec![("x", "?declined")], HELD, F),
        ("that something was said", form("!answered(x)").ask(yes_no("x")), vec![("x", "no")], EARNED, F),
        ("another silence", form("declined(x)").ask(yes_no("x")), vec![("x", "?notAsked")], HELD, F),
        ("no silence", form("declined(x)").ask(yes_no("x")), vec![("x", "yes")], EARNED, F),
        // Numbers.
        ("a number", form("n > 3").ask(integer("n", 0, 9)), vec![("n", "3")], EARNED, F),
        ("a number that is invalid", form("n > 3").ask(integer("n", 0, 9)), vec![("n", "10")], HELD, U),
        (
            "a sum that leaves something out",
            form("sum(n, m) > 3").ask(gate()).ask(integer("n", 0, 9)).ask(only(integer("m", 0, 9), "gate")),
            vec![shut, ("n", "3")],
            HELD,
            F,
        ),
        (
            "the same, all asked",
            form("sum(n, m) > 3").ask(gate()).ask(integer("n", 0, 9)).ask(only(integer("m", 0, 9), "gate")),
            vec![asked, ("n", "3"), ("m", "0")],
            EARNED,
            F,
        ),
        ("a count of what does not apply", form("count(x, gate) > 0").ask(gate()).ask(x()), vec![shut], HELD, F),
        ("a date", form("d > date('2020-01-01')").ask(date("d")), vec![("d", "2019")], EARNED, F),
        (
            "a calculation",
            form("c > 3").ask(gate()).ask(only(integer("n", 0, 9), "gate")).calculate("c", "n + 1"),
            vec![asked, ("n", "2")],
            EARNED,
            F,
        ),
        (
            "a calculation of nothing",
            form("c > 3").ask(gate()).ask(only(integer("n", 0, 9), "gate")).calculate("c", "n + 1"),
            vec![shut],
            HELD,
            F,
        ),
        (
            "a count of what does not apply",
            form("c > 0").ask(gate()).ask(x()).calculate("c", "count(x)"),
            vec![shut],
            HELD,
            F,
        ),
        ("a condition of nothing", form("c").ask(gate()).ask(x()).calculate("c", "x && gate"), vec![shut], EARNED, F),
        (
            "a condition of nothing else",
            form("c").ask(gate()).ask(x()).calculate("c", "x || gate"),
            vec![shut],
            HELD,
            F,
        ),
        ("its opposite", form("!c").ask(gate()).ask(x()).calculate("c", "!x"), vec![asked, ("x", "no")], EARNED, F),
        // Several answers.
        ("none of these", form("'p' in m").ask(multiple("m", &["p", "q"])), vec![("m", "none")], EARNED, F),
        ("another of these", form("'p' in m").ask(multiple("m", &["p", "q"])), vec![("m", "q")], EARNED, F),
        (
            "none of these was asked",
            form("'p' in m").ask(multiple("m", &["p", "q"])),
            vec![("m", "?notAsked")],
            HELD,
            U,
        ),
        // A choice that was not offered was not left out by the person.
        ("a choice that is offered", one("x == 'p'"), vec![asked, ("x", "q")], EARNED, F),
        ("a choice behind a gate", one("x == 'p'"), vec![shut, ("x", "q")], HELD, F),
        ("a choice behind a silence", one("x == 'p'"), vec![("gate", "?declined"), ("x", "q")], HELD, F),
        ("a choice behind what was never asked", one("x == 'p'"), vec![("x", "q")], HELD, F),
        (
            "a choice that a silence offers",
            one("x == 'p'").set("/items/0/items/2/whenMissing", json!("yes")),
            vec![("gate", "?declined"), ("x", "q")],
            EARNED,
            F,
        ),
        ("one of two that is not offered", one("x in ['p', 'r']"), vec![shut, ("x", "q")], HELD, F),
        ("a choice that is always offered", one("x == 'r'"), vec![shut, ("x", "q")], EARNED, F),
        ("what every other choice means", one("x != 'q'"), vec![shut, ("x", "q")], HELD, F),
        ("the same, all offered", one("x != 'q'"), vec![asked, ("x", "q")], EARNED, F),
        ("in a calculation", one("c").calculate("c", "x == 'p'"), vec![shut, ("x", "q")], HELD, F),
        ("one of several behind a gate", some(), vec![shut, ("m", "none")], HELD, F),
        ("one of several behind a silence", some(), vec![("gate", "?declined"), ("m", "q")], HELD, F),
        ("one of several that is offered", some(), vec![asked, ("m", "none")], EARNED, F),
        ("a score with a choice behind a gate", weighed("scores.s >= 2"), vec![shut, ("x", "q")], HELD, F),
        ("a score with a choice that is offered", weighed("scores.s >= 2"), vec![asked, ("x", "q")], EARNED, F),
        // Scores.
        ("a score", scored("scores.s >= 2", json!({})), vec![asked, ("x", "no")], EARNED, F),
        ("a score that is gated", scored("scores.s >= 2", json!({ "whenNotApplicable": 0 })), vec![shut], HELD, F),
        ("a score by design", scored("scores.s >= 2", json!({ "whenIrrelevant": { "x": 0 } })), vec![shut], HELD, F),
        ("a score that does not apply", scored("scores.s >= 2", json!({})), vec![shut], HELD, F),
        ("a score of silences", scored("scores.s >= 2", json!({})), vec![asked, ("x", "?declined")], HELD, U),
        ("a band", scored("bands.s == 'high'", json!({})), vec![asked, ("x", "no")], EARNED, F),
        ("a band that is gated", scored("bands.s == 'high'", json!({ "whenNotApplicable": 0 })), vec![shut], HELD, F),
        ("a band of nothing", scored("bands.s == 'high'", json!({})), vec![shut], HELD, F),
        ("a score that is filled", filled(), vec![asked, ("x", "no"), ("z", "?declined")], HELD, F),
        ("a score of which a part does not apply", filled(), vec![shut, ("z", "no")], HELD, F),
        ("a score of a gated score", of_score(json!({ "whenNotApplicable": 0 })), vec![shut], HELD, F),
        ("a score of a score", of_score(json!({})), vec![asked, ("x", "no")], EARNED, F),
        ("a score that is answered", filled(), vec![asked, ("x", "no"), ("z", "no")], EARNED, F),
        // Rows.
        ("a list closed without rows", form("kids.exists(k, k.y)").ask(list()), vec![("kids", "no")], EARNED, F),
        ("a list that may go on", form("kids.exists(k, k.y)").ask(list()), vec![], HELD, U),
        (
            "a list whose end is a silence",
            form("kids.exists(k, k.y)").ask(list()),
            vec![("kids", "?declined")],
            HELD,
            U,
        ),
        (
            "a row",
            form("kids.exists(k, k.y)").ask(list()),
            vec![("kids", "+"), ("kids[0].y", "no"), ("kids", "no")],
            EARNED,
            F,
        ),
        (
            "a silence in a row",
            form("kids.exists(k, k.y)").ask(list()),
            vec![("kids", "+"), ("kids[0].y", "?declined"), ("kids", "no")],
            HELD,
            U,
        ),
        ("all of nothing", form("!kids.all(k, k.y)").ask(list()), vec![("kids", "no")], HELD, F),
        (
            "a list that does not apply",
            form("kids.exists(k, k.y)").ask(gate()).ask(only(list(), "gate")),
            vec![shut],
            HELD,
            F,
        ),
        // Consent.
        ("consent given", consented(), vec![("talk", "given"), ("said", "no")], EARNED, F),
        ("consent withdrawn before", consented(), vec![("talk", "given"), ("talk", "withdrawn")], HELD, U),
        (
            "consent withdrawn after",
            consented(),
            vec![("talk", "given"), ("said", "no"), ("talk", "withdrawn")],
            EARNED,
            F,
        ),
        (
            "consent refused",
            consented(),
            vec![("talk", "given"), ("said", "no"), ("talk", "refused")],
            "couldNotBeDone",
            U,
        ),
        ("consent never asked", consented(), vec![], HELD, U),
    ];
    for (reason, draft, answers, class, truth) in table {
        assert_eq!(outcome(&draft, &answers), (class.to_owned(), truth), "21: {reason}: {answers:?}");
    }
}

#[test]
fn one_earned_no_in_a_dimension_is_enough_and_one_unknown_sign_is_too_much() {
    let sign = |id: &str, dimension: &str, strength: &str, when: &str| json!({ "id": id, "dimension": dimension, "strength": strength, "when": when });
    let draft = form("x").ask(yes_no("gate")).ask(only(yes_no("x"), "gate")).ask(yes_no("z")).set(
        "/indicators",
        json!([
            sign("one", "first", "weak", "x"),
            sign("two", "first", "weak", "z"),
            sign("other", "second", "strong", "b")
        ]),
    );
    let table: [(&str, Given<'_>, &str); 6] = [
        ("one by an answer, one by a gate", &[("gate", "no"), ("z", "no")], EARNED),
        ("both by answers", &[("gate", "yes"), ("x", "no"), ("z", "no")], EARNED),
        ("one is not known", &[("gate", "yes"), ("x", "no"), ("z", "?declined")], HELD),
        ("none by an answer", &[("gate", "no"), ("z", "?declined")], HELD),
        ("the other dimension by nothing", &[("gate", "no"), ("z", "no"), ("b", "?notObservable")], HELD),
        // A weak sign does not make its dimension positive, and there is a sign.
        ("a sign that makes nothing positive", &[("gate", "yes"), ("x", "yes"), ("z", "no")], "other"),
    ];
    let draft = draft.set("/dimensionRule", json!([{ "strong": 1 }, { "weak": 2 }]));
    for (reason, answers, class) in table {
        assert_eq!(outcome(&draft, answers).0, class, "21: {reason}: {answers:?}");
    }
}

#[test]
fn each_dimension_earns_its_own() {
    // Three dimensions: what the other two earned is not enough for the one whose question does not apply.
    let sign = |id: &str, dimension: &str, when: &str| json!({ "id": id, "dimension": dimension, "strength": "strong", "when": when });
    let draft = form("a")
        .ask(yes_no("gate"))
        .ask(only(yes_no("x"), "gate"))
        .set("/dimensions/-", json!({ "id": "third", "title": "3" }))
        .set(
            "/indicators",
            json!([sign("one", "first", "a"), sign("two", "second", "b"), sign("three", "third", "x")]),
        );
    for (gate, class) in [("no", HELD), ("yes", EARNED)] {
        let found = Interview::of(&draft.form()).with(&[("a", "no"), ("b", "no"), ("gate", gate)]);
        let found = if gate == "yes" { found.with(&[("x", "no")]) } else { found };
        assert_eq!(found.finish().outcome.class, class, "21: {gate}");
    }
}

#[test]
fn an_alert_that_is_true_or_unknown_holds_it_back() {
    let alert = |when: &str| json!([{ "id": "l", "when": when, "urgency": "soon", "text": "L" }]);
    let draft = |when: &str| {
        form("a")
            .ask(yes_no("gate"))
            .ask(only(also(yes_no("x"), "whenMissing", "no"), "gate"))
            .set("/alerts", alert(when))
    };
    let table: [(&str, &str, Given<'_>, &str); 6] = [
        ("false", "x", &[("gate", "yes"), ("x", "no")], EARNED),
        ("true", "x", &[("gate", "yes"), ("x", "yes")], "other"),
        ("unknown", "gate", &[], HELD),
        ("unknown by a silence", "gate", &[("gate", "?declined")], HELD),
        // Only a dimension has to be earned; an alert has to be false.
        ("false by a fallback", "x", &[("gate", "yes"), ("x", "?declined")], EARNED),
        ("false because it does not apply", "x", &[("gate", "no")], EARNED),
    ];
    for (reason, when, answers, class) in table {
        let told = [&[("a", "no")] as Given<'_>, answers].concat();
        assert_eq!(outcome(&draft(when), &told).0, class, "21: {reason}: {answers:?}");
    }
}

#[test]
fn no_row_reaches_it_by_falling_through_or_by_another_way() {
    let row = |when: Option<&str>| {
        let mut row = json!({ "id": "none", "class": "noSignNow", "text": "None" });
        if let Some(when) = when {
            row = also(row, "when", when);
        }
        row
    };
    let first = |when: &str| form("a").set("/outcomes/rows/0", row(Some(when)));
    let variant = |rows: Value| {
        form("a").set("/outcomes/variant", json!("main")).set("/outcomes/variants", json!({ "wide": rows }))
    };
    let end = json!({ "id": "rest", "class": "other" });
    let named = |when: &str| json!({ "id": "none", "class": "noSignNow", "when": when });
    let table: Vec<(&str, Draft, Option<&str>)> = vec![
        ("noIndicator", first("noIndicator"), None),
        ("and more", first("noIndicator && a == 'no'"), None),
        ("in both branches", first("a ? noIndicator : noIndicator && b == 'no'"), None),
        ("or something else", first("noIndicator || a == 'no'"), Some("no-sign-unearned")),
        ("its opposite", first("!noIndicator"), Some("no-sign-unearned")),
        ("twice its opposite", first("!!noIndicator"), None),
        ("in one branch", first("a ? noIndicator : b == 'no'"), Some("no-sign-unearned")),
        ("something else", first("a == 'no'"), Some("no-sign-unearned")),
        ("by a calculation", first("c").calculate("c", "noIndicator || a == 'no'"), Some("no-sign-unearned")),
        ("the last row", form("a").set("/outcomes/rows/1", also(row(None), "id", "end")), Some("no-sign-last")),
        ("may stop", form("a").set("/outcomes/rows/0/mayStop", json!(true)), Some("may-stop")),
        ("a variant", variant(json!([named("noIndicator"), end])), None),
        ("a variant, something else", variant(json!([named("a == 'no'"), end])), Some("no-sign-unearned")),
        ("a variant, its last row", variant(json!([row_without_text()])), Some("no-sign-last")),
        (
            "no signs at all",
            Draft::new().set("/outcomes/rows/0", row(Some("noIndicator"))),
            Some("no-sign-without-indicators"),
        ),
    ];
    for (reason, draft, code) in table {
        let wrong: Vec<_> = draft.wrong().into_iter().map(|(code, _)| code).collect();
        assert_eq!(wrong, Vec::from_iter(code.map(str::to_owned)), "21: {reason}");
    }
}

fn row_without_text() -> Value {
    json!({ "id": "none", "class": "noSignNow" })
}
