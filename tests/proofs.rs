//! What is proved of a form: each claim has a definition that trips it, and none is made that an interview contradicts.

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

#[path = "proofs/child_not_asked.rs"]
mod child_not_asked;

use common::{Draft, form};
use nrm_screening::FormDefinition;
use nrm_screening::compile::{compile_and_prove, compile_unproved};
use nrm_screening::diagnostic::{Code, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

const WHEN: &str = "/outcomes/rows/0/when";
const ITEM: &str = "/items/0/items/-";

/// Code and pointer of all that is proved.
fn proved(draft: &Draft) -> Vec<(&'static str, String)> {
    let definition = FormDefinition::read(draft.text().as_bytes()).unwrap_or_else(|found| panic!("{found}"));
    let (form, found) = compile_and_prove(&definition);
    assert!(form.is_some(), "{found}");
    found.list().iter().map(|told| (told.code.word(), told.pointer.to_string())).collect()
}

fn number(id: &str, kind: &str, keys: &Value) -> Value {
    let mut item = json!({ "id": id, "type": kind, "by": "worker", "text": "N?" });
    item.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
    item
}

/// Two questions that are read; `n` is a whole number from 0 to 20, `d` a decimal from 0.5 to 2.5, `b2` is asked where
/// `a` is yes, `size` has three choices, `born` is a date that is not after today, `kids` has two questions, the second asked where
/// the first is yes.
fn draft(when: &str) -> Draft {
    let three = json!([{ "code": "x", "text": "X" }, { "code": "y", "text": "Y" }, { "code": "z", "text": "Z" }]);
    let inner = json!({ "id": "inner", "type": "single", "by": "worker", "text": "I?", "choices": "yes_no" });
    let then = json!({ "id": "then", "type": "single", "by": "worker", "text": "T?", "relevant": "inner", "choices": "yes_no" });
    Draft::new()
        .set("/items/0/items/1/by", json!("worker"))
        .set(ITEM, number("n", "integer", &json!({ "min": 0, "max": 20 })))
        .set(ITEM, number("d", "decimal", &json!({ "min": 0.5, "max": 2.5 })))
        .set(ITEM, json!({ "id": "b2", "type": "single", "by": "worker", "text": "B?", "relevant": "a", "choices": "yes_no" }))
        .set(ITEM, json!({ "id": "size_of", "type": "single", "by": "worker", "text": "S?", "choices": three }))
        .set(ITEM, json!({ "id": "born", "type": "date", "by": "worker", "text": "B?", "earliest": "1900-01-01", "latest": "today" }))
        .set(ITEM, json!({ "id": "kids", "type": "repeat", "by": "worker", "text": "K", "more": "M?", "atMost": 5, "items": [inner, then] }))
        .set(WHEN, json!(when))
        .set("/outcomes/rows/1", json!({ "id": "second", "class": "two", "when": "b == 'yes'", "text": "Two" }))
        .set("/outcomes/rows/-", json!({ "id": "last", "class": "other", "text": "Other" }))
}

/// What an expression of the first row trips.
const EXPRESSIONS: &[(&str, &[&str])] = &[
    // Divisors and remainders.
    ("n / d > 3", &[]),
    ("d / n > 3", &["zero-divisor"]),
    ("d / max(n, 1) > 2", &[]),
    ("d / (n + 1) > 2", &[]),
    ("d / (n - 1) > 3", &["zero-divisor"]),
    ("d / size(kids) > 3", &["zero-divisor"]),
    ("d / (1 + count(a, b)) > 3", &["comparison-outside"]),
    ("d / (1 + count(a, b)) > 1", &[]),
    ("n % 3 == 1", &[]),
    ("d % 3 == 1", &["rest-not-whole"]),
    ("n % n == 1", &["zero-divisor"]),
    ("(n / 2) % 2 == 1", &["rest-not-whole"]),
    // Digits.
    ("n / (d * d) > 8", &[]),
    ("d * d * d > 8", &["number-too-large"]),
    ("n * n * n * n * n > 8", &[]),
    ("(n + d) / d > 2", &[]),
    // Comparisons.
    ("n > 20", &["comparison-outside"]),
    ("n > 19", &[]),
    ("n >= 0", &["comparison-outside"]),
    ("n == 7.5", &["comparison-outside"]),
    ("n in [1, 30]", &["comparison-outside"]),
    ("30 < n", &["comparison-outside"]),
    ("n - n > 0", &[]),
    ("n + d > 22.5", &["comparison-outside"]),
    ("size(kids) > 5", &["comparison-outside"]),
    ("size(kids) > 4", &[]),
    ("count(a, b) == 3", &["comparison-outside"]),
    ("born > today", &["comparison-outside"]),
    ("born < date('1899-01-01')", &["comparison-outside"]),
    ("born < date('2010-01-01')", &[]),
    ("yearsBetween(born, today) < 18", &[]),
    // Choices.
    ("a == 'yes' && a == 'no'", &["never-true"]),
    ("a == 'yes' && !a", &["never-true"]),
    ("a == 'yes' || a == 'no'", &["never-false"]),
    ("size_of in ['x', 'y'] && size_of in ['y', 'z']", &[]),
    ("size_of in ['x', 'y'] && size_of == 'z'", &["never-true"]),
    ("size_of != 'x' && size_of != 'y' && size_of != 'z'", &["never-true"]),
    ("size_of != 'x' || size_of != 'y'", &["never-false"]),
    ("size_of != 'x' && size_of != 'y'", &[]),
    // What is not asked can be neither.
    ("!a && b2", &["never-true"]),
    ("a && b2", &[]),
    ("b2 == 'yes' || b2 == 'no'", &[]),
    ("!b2 && !b2 && answered(b2)", &[]),
    ("!a && answered(b2)", &["never-true"]),
    ("a ? b2 : b2", &[]),
    ("a ? a : !a", &["never-false"]),
    // Silences.
    ("declined(a)", &["never-true"]),
    ("notObservable(a)", &[]),
    ("answered(a) && notAsked(a)", &["never-true"]),
    ("answered(a) || notAsked(a) || notObservable(a) || doesNotKnow(a)", &["never-false"]),
    ("answered(a) || notAsked(a)", &[]),
    ("a && notAsked(a)", &["never-true"]),
    // Numbers and days between cuts.
    ("n > 5 && n < 6", &["never-true"]),
    ("n > 5 && n < 7", &[]),
    ("d > 1 && d < 1.000001", &[]),
    ("n < 5 || n > 3", &["never-false"]),
    ("n <= 5 && 7 <= n", &["never-true"]),
    ("n > d && d > n", &["never-true"]),
    ("n > d && d >= n", &["never-true"]),
    ("n + d > 3 && n + d < 2", &["never-true"]),
    ("!answered(n) && n > 3", &["never-true"]),
    ("born < date('2000-01-01') && born > date('1999-12-30')", &[]),
    ("born < date('2000-01-01') && born > date('1999-12-31')", &["never-true"]),
    // What is asked of each row is looked at by itself; of rows together nothing is claimed.
    ("kids.exists(k, k.inner)", &[]),
    ("kids.exists(k, k.inner && !k.inner)", &["never-true"]),
    ("kids.exists(k, k.inner || !k.inner)", &["never-false"]),
    ("kids.count(k, k.inner || !k.inner) > 2", &["never-false"]),
    ("size(kids) > 1 && kids.sum(k, k.inner && !k.inner ? 1 : 2) > 2", &[]),
    ("!kids.all(k, k.inner == 'yes' && k.inner == 'no' || a)", &[]),
    ("kids.exists(k, k.inner == 'yes' && k.inner == 'no' && a)", &["never-true"]),
    ("kids.exists(k, answered(k.inner) || notAsked(k.inner) || doesNotKnow(k.inner))", &[]),
    ("kids.exists(k, k.then || !k.then)", &[]),
    ("kids.exists(k, k.then && !k.inner)", &["never-true"]),
    ("kids.exists(k, k.then && k.inner)", &[]),
    ("kids.all(k, k.inner) && !kids.all(k, k.inner)", &[]),
    ("kids.exists(k, k.inner) && !kids.all(k, k.inner)", &[]),
];

#[test]
fn expressions_are_refused_for_what_is_proved_of_them() {
    let mut wrong = Vec::new();
    for (when, expected) in EXPRESSIONS {
        let found = proved(&draft(when));
        let here: BTreeSet<_> = found.iter().filter(|(_, pointer)| pointer == WHEN).map(|(code, _)| *code).collect();
        let elsewhere = found.iter().any(|(_, pointer)| pointer != WHEN);
        if here != expected.iter().copied().collect() || elsewhere {
            wrong.push(format!("{when}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A dimension of these strengths, each on a question of its own.
fn signs(strengths: &[&str], rule: &Value) -> Draft {
    let mut draft = Draft::new()
        .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
        .set("/dimensionRule", rule.clone())
        .set("/indicators", json!([]))
        .set(WHEN, json!("a || b || dimensions.d"));
    for (place, strength) in strengths.iter().enumerate() {
        let id = format!("s{place}");
        draft = draft
            .set(ITEM, json!({ "id": id, "type": "single", "by": "worker", "text": "S?", "choices": "yes_no" }))
            .set("/indicators/-", json!({ "id": id, "dimension": "d", "strength": strength, "when": id }));
    }
    draft
}

fn scored(keys: &Value) -> Draft {
    let mut score = json!({ "id": "s", "method": "sum", "missing": "unknown",
        "weights": { "a": { "yes": 2, "no": 0 }, "b": { "yes": 3, "no": 1 } } });
    score.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
    Draft::new().set("/scores", json!([score]))
}

fn rows(list: &[(&str, &str)]) -> Draft {
    let mut all: Vec<Value> =
        list.iter().map(|(id, when)| json!({ "id": id, "class": id, "when": when, "text": "T" })).collect();
    all.push(json!({ "id": "last", "class": "other", "text": "Other" }));
    Draft::new().set("/outcomes/rows", json!(all))
}

fn with_talk(when: &str) -> Draft {
    Draft::new()
        .set("/items/0/items/0/by", json!("worker"))
        .set(ITEM, json!({ "id": "talk", "type": "consent", "scope": "talk", "text": "May I?" }))
        .set(ITEM, json!({ "id": "p", "type": "single", "by": "person", "text": "P?", "choices": "yes_no" }))
        .set(WHEN, json!(when))
}

/// A form in which the guardian of a child is asked, where `a` is yes, with this alert.
fn guarded(alert: &str) -> Draft {
    with_talk("b || p || a && dimensions.d")
        .set(ITEM, json!({ "id": "g", "type": "consent", "scope": "talk", "of": "guardian", "text": "May I?", "relevant": "a" }))
        .set(ITEM, json!({ "id": "refuses", "type": "calculate", "value": "g == 'refused'" }))
        .set(ITEM, json!({ "id": "accepts", "type": "calculate", "value": "g == 'given'" }))
        .set(ITEM, number("n", "integer", &json!({ "min": 0, "max": 20 })))
        .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
        .set("/dimensionRule", json!([{ "strong": 1 }]))
        .set("/indicators", json!([{ "id": "i", "dimension": "d", "strength": "strong", "when": "refuses || accepts || n > 3" }]))
        .set("/alerts", json!([{ "id": "l", "when": alert, "urgency": "soon", "text": "L" }]))
}

/// What an alert has to be so that a guardian's refusal raises it.
const REFUSALS: &[(&str, bool)] = &[
    ("g == 'refused'", true),
    ("g == 'refused' || b", true),
    ("b || p || g in ['refused', 'withdrawn']", true),
    ("!(g != 'refused')", true),
    ("g != 'given'", true),
    ("refuses", true),
    ("indicators.i", true),
    ("dimensions.d", true),
    ("answered(g)", true),
    ("g == 'refused' && !accepts", true),
    // The guardian is asked where `a` is yes.
    ("g == 'refused' && a", true),
    ("g == 'refused' && b || g == 'refused' && a", true),
    ("a ? g == 'refused' : b", true),
    ("g != 'refused'", false),
    ("!(g == 'refused')", false),
    ("g == 'given'", false),
    ("g == 'refused' && b", false),
    // Whether `b` is yes may never be known.
    ("g == 'refused' && b || g == 'refused' && !b", false),
    ("b ? g == 'refused' : g == 'refused'", false),
    ("g == 'refused' && !a || b", false),
    ("b", false),
    ("refuses && b", false),
    ("!refuses", false),
    ("accepts", false),
    ("n > 3", false),
    ("!answered(g)", false),
];

#[test]
fn a_refusal_of_the_guardian_always_raises_an_alert() {
    let mut wrong = Vec::new();
    for (alert, raises) in REFUSALS {
        let draft = guarded(alert);
        let definition = FormDefinition::read(draft.text().as_bytes()).unwrap_or_else(|found| panic!("{found}"));
        let found = compile_and_prove(&definition).1;
        let told = found.list().iter().any(|told| told.code.word() == "guardian-without-alert");
        // Other errors are none of its business, but there are none that would hide it.
        let other: Vec<_> = found.list().iter().filter(|told| told.code.severity() == Severity::Error).collect();
        if told == *raises || other.len() > usize::from(told) {
            wrong.push(format!("{alert}: {other:?}"));
        }
    }
    // Without proofs, as in a browser, whatever can be proved passes, and what asks for the opposite does not.
    for (alert, raises) in REFUSALS {
        let definition = FormDefinition::read(guarded(alert).text().as_bytes()).unwrap();
        let passes = compile_unproved(&definition).is_ok();
        let opposite = ["g != 'refused'", "!(g == 'refused')", "g == 'given'", "b", "n > 3"].contains(alert);
        if *raises && !passes || opposite && passes {
            wrong.push(format!("{alert}: passes unproved: {passes}"));
        }
    }
    // One alert of several is enough.
    let more = json!({ "id": "m", "when": "g == 'refused' && a", "urgency": "soon", "text": "L" });
    assert_eq!(proved(&guarded("g == 'refused' && b").set("/alerts/-", more)), []);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A question whose choices are offered where these hold, asked where that does.
fn offered(conditions: &[&str], relevant: Option<&str>) -> Draft {
    let choice =
        |(place, relevant): (usize, &&str)| json!({ "code": format!("c{place}"), "text": "C", "relevant": relevant });
    let choices: Vec<Value> = conditions.iter().enumerate().map(choice).collect();
    let mut item = json!({ "id": "c", "type": "single", "by": "worker", "text": "C?", "choices": choices });
    if let Some(relevant) = relevant {
        item["relevant"] = json!(relevant);
    }
    Draft::new().set(ITEM, item).set(WHEN, json!("c == 'c0' && b"))
}

fn calculation(short: Option<&str>) -> Value {
    let mut item = json!({ "id": "c", "type": "calculate", "value": "a && b" });
    if let Some(short) = short {
        item["short"] = json!(short);
    }
    item
}

/// A repeat that one tells of, with two questions that others answer, read together by an indicator.
fn told_in_rows(by: &str, inner: [&str; 2]) -> Draft {
    let inner: Vec<Value> = inner
        .iter()
        .zip(["y", "z"])
        .map(|(by, id)| json!({ "id": id, "type": "single", "by": by, "text": "I?", "choices": "yes_no" }))
        .collect();
    with_talk("b || p || dimensions.d")
        .set(ITEM, json!({ "id": "k", "type": "repeat", "by": by, "text": "K", "more": "M?", "items": inner }))
        .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
        .set("/dimensionRule", json!([{ "strong": 1 }]))
        .set(
            "/indicators",
            json!([{ "id": "i", "dimension": "d", "strength": "strong", "when": "k.exists(r, r.y && r.z)" }]),
        )
}

#[test]
fn what_is_seen_in_rows_is_observed() {
    for (by, inner, observed) in [
        ("worker", ["observer", "observer"], true),
        ("worker", ["observer", "worker"], true),
        ("observer", ["worker", "worker"], true),
        ("person", ["observer", "observer"], false),
        ("worker", ["observer", "person"], false),
        ("worker", ["worker", "worker"], false),
    ] {
        let form = form(&told_in_rows(by, inner).text());
        assert_eq!(form.indicators[0].observed, observed, "{by}: {inner:?}");
        assert_eq!(form.indicators[0].reads, [form.find("k").unwrap()]);
    }
}

/// All that is proved of a definition.
#[allow(clippy::too_many_lines, reason = "a table")]
fn table() -> Vec<(Draft, Vec<(&'static str, &'static str)>)> {
    let unused_b = ("unused-item", "/items/0/items/1");
    let both = |draft: Draft| draft.set(WHEN, json!("a || b"));
    let list = |code: &str| json!([{ "code": code, "text": "X" }, { "code": "other", "text": "Y" }]);
    let bands = |from: [i32; 3]| {
        let band = |(place, from): (usize, &i32)| json!({ "id": format!("b{place}"), "from": from });
        json!(from.iter().enumerate().map(band).collect::<Vec<_>>())
    };
    let age = |child: &str, adult: &str, fallback: &str| {
        both(Draft::new())
            .set(ITEM, json!({ "id": "g", "type": "single", "by": "worker", "text": "G?", "whenMissing": fallback, "choices": [
                { "code": "child", "text": "C" }, { "code": "adult", "text": "A" }, { "code": "unsure", "text": "U" }] }))
            .set(ITEM, json!({ "id": "birth", "type": "date", "by": "worker", "text": "B?" }))
            .set("/age", json!({ "group": "g", "birth": "birth", "child": child, "adult": adult }))
    };
    let after = json!({ "id": "x", "type": "single", "by": "worker", "text": "X?", "choices": "yes_no", "relevant": "answered(p)" });
    let says = |text: &str| both(Draft::new()).set("/outcomes/rows/1/text", json!(text));
    vec![
        (both(Draft::new()), vec![]),
        // Rows that nothing reaches.
        (rows(&[("one", "a || b"), ("two", "a")]), vec![("row-never-decides", "/outcomes/rows/1")]),
        (rows(&[("one", "a"), ("two", "a && b")]), vec![("row-never-decides", "/outcomes/rows/1")]),
        (rows(&[("one", "a && b"), ("two", "a")]), vec![]),
        (rows(&[("one", "a"), ("two", "!a"), ("three", "b")]), vec![]),
        (rows(&[("one", "answered(a)"), ("two", "a"), ("three", "b")]), vec![("row-never-decides", "/outcomes/rows/1")]),
        (
            Draft::new().set("/outcomes/variant", json!("wide")).set(
                "/outcomes/variants",
                json!({ "strict": [{ "id": "s", "class": "one", "when": "a || b" }, { "id": "t", "class": "two", "when": "b" }, { "id": "u", "class": "three" }] }),
            ),
            vec![("row-never-decides", "/outcomes/variants/strict/1")],
        ),
        // The refusal to talk stands before every row.
        (with_talk("talk == 'refused' || b || p"), vec![]),
        (with_talk("talk == 'refused' && (b || p)"), vec![("row-never-decides", "/outcomes/rows/0")]),
        (with_talk("talk == 'asked' && p && b"), vec![("never-true", WHEN)]),
        (with_talk("talk == 'withdrawn' && p && b"), vec![]),
        (with_talk("declined(p) || b"), vec![]),
        // 1: what is undecided to the end closes as not asked, and stays so, though what closes with it rules it out.
        (with_talk("notAsked(p) && notAsked(x) && b").set(ITEM, after.clone()), vec![]),
        (with_talk("notAsked(p) && declined(x) && b").set(ITEM, after), vec![("never-true", WHEN)]),
        // Dimensions.
        (signs(&["strong"], &json!([{ "strong": 2 }])), vec![("dimension-never", "/dimensions/0")]),
        (signs(&["strong", "strong"], &json!([{ "strong": 2 }])), vec![]),
        (signs(&["strong", "weak"], &json!([{ "strong": 2 }, { "strong": 1, "total": 2 }])), vec![]),
        (signs(&["medium", "medium", "weak"], &json!([{ "medium": 3 }, { "strong": 1 }])), vec![("dimension-never", "/dimensions/0")]),
        (
            signs(&["strong", "strong"], &json!([{ "strong": 2 }])).set("/indicators/1/when", json!("!s0 && !s1")),
            vec![("dimension-never", "/dimensions/0")],
        ),
        // Scores and bands.
        (scored(&json!({ "bands": bands([1, 2, 5]) })), vec![]),
        (scored(&json!({ "bands": bands([-5, 1, 5]) })), vec![("band-unreachable", "/scores/0/bands/0")]),
        (
            scored(&json!({})).set(
                "/scores/-",
                json!({ "id": "t", "method": "calculate", "value": "scores.s * 2", "bands": bands([3, 5, 11]) }),
            ),
            vec![("band-gap", "/scores/1/bands/0"), ("band-unreachable", "/scores/1/bands/2")],
        ),
        (
            scored(&json!({})).set(
                "/scores/-",
                json!({ "id": "t", "method": "calculate", "value": "scores.s * 2", "bandSets": { "x": bands([1, 2, 10]) } }),
            ),
            vec![("band-unreachable", "/scores/1/bandSets/x/0")],
        ),
        (
            scored(&json!({ "method": "product", "weights": { "a": { "yes": 0.001, "no": 1 }, "b": { "yes": 0.001, "no": 1 } },
                "factor": 999_999_999.999_999_f64 })),
            vec![("number-too-large", "/scores/0")],
        ),
        (scored(&json!({ "missing": { "atMost": 1, "fill": "mean" } })), vec![("unrounded-fill", "/scores/0/missing")]),
        (scored(&json!({ "missing": { "atMost": 1, "fill": "mean" }, "round": "halfUp" })), vec![]),
        (scored(&json!({ "missing": { "atMost": 1, "fill": "mean" }, "method": "mean" })), vec![]),
        (scored(&json!({ "internal": true })), vec![("unused-score", "/scores/0")]),
        (scored(&json!({ "internal": true })).set(WHEN, json!("scores.s > 2")), vec![]),
        // Items that nothing can be.
        (
            both(Draft::new()).set(ITEM, number("n", "integer", &json!({ "min": 0.2, "max": 0.8 }))),
            vec![("empty-range", "/items/0/items/2/max")],
        ),
        (
            both(Draft::new()).set(ITEM, number("n", "date", &json!({ "earliest": "2020-01-01", "latest": "2019-01-01" }))),
            vec![("empty-range", "/items/0/items/2/latest")],
        ),
        // Constraints are asked of answers only.
        (
            both(Draft::new()).set(ITEM, number("n", "integer", &json!({ "min": 0, "max": 9, "constraint": "n > 1", "constraintText": "T" }))),
            vec![],
        ),
        (
            both(Draft::new()).set(ITEM, number("n", "integer", &json!({ "relevant": "a", "constraint": "n > 1 || n < 5", "constraintText": "T" }))),
            vec![("never-false", "/items/0/items/2/constraint")],
        ),
        // Relevance, choices.
        (both(Draft::new()).set("/items/0/items/1/relevant", json!("a && !a")), vec![("never-true", "/items/0/items/1/relevant")]),
        (
            both(Draft::new()).set(
                ITEM,
                json!({ "id": "c", "type": "single", "by": "worker", "text": "C?", "choices": [
                    { "code": "x", "text": "X", "relevant": "a || !a" }, { "code": "y", "text": "Y" }] }),
            ),
            vec![("never-false", "/items/0/items/2/choices/0/relevant")],
        ),
        (
            Draft::new()
                .set(ITEM, json!({ "id": "c", "type": "single", "by": "worker", "text": "C?", "choices": [
                    { "code": "x", "text": "X", "relevant": "a" }, { "code": "y", "text": "Y" }] }))
                .set(WHEN, json!("c == 'x' && !a && b")),
            vec![("never-true", WHEN)],
        ),
        // A question has a choice to give: `a` may never be known.
        (offered(&["a", "!a"], None), vec![("no-choice-left", "/items/0/items/2")]),
        (offered(&["answered(a)", "!a"], None), vec![("no-choice-left", "/items/0/items/2")]),
        (offered(&["a", "!a"], Some("a")), vec![]),
        (offered(&["a", "a && b", "b"], Some("a || b")), vec![]),
        // Several answers.
        (
            Draft::new()
                .set(ITEM, json!({ "id": "m", "type": "multiple", "by": "worker", "text": "M?", "choices": [
                    { "code": "x", "text": "X" }, { "code": "y", "text": "Y" }, { "code": "none", "text": "N", "exclusive": true }] }))
                .set(WHEN, json!("a && b && 'x' in m && 'y' in m"))
                .set("/alerts", json!([{ "id": "l", "when": "'x' in m && 'none' in m", "urgency": "soon", "text": "L" }])),
            vec![("never-true", "/alerts/0/when")],
        ),
        // The age.
        (age("child", "adult", "unsure"), vec![]),
        (age("child", "adult", "adult"), vec![("age-fallback-adult", "/age/adult")]),
        (age("child", "child", "unsure"), vec![("age-fallback-adult", "/age/adult")]),
        // A child who is not asked.
        (with_talk("b || p || a").set("/outcomes/childPath", json!("a")), vec![("child-not-asked", "/alerts")]),
        // Verdicts.
        (says("The person is not a victim."), vec![("verdict", "/outcomes/rows/1/text")]),
        (says("This does not mean that the person is not a victim."), vec![]),
        (
            both(Draft::new()).set("/outcomes/indeterminate/actions", json!([{ "text": "A confirmed victim", "urgency": "soon" }])),
            vec![("verdict", "/outcomes/indeterminate/actions/0/text")],
        ),
        // What nobody uses.
        (Draft::new(), vec![unused_b]),
        (Draft::new().set("/items/0/items/1/by", json!("document")), vec![]),
        (Draft::new().set("/items/0/items/1/required", json!(true)), vec![]),
        (Draft::new().set("/items/0/essential", json!(true)), vec![]),
        (both(Draft::new()).set(ITEM, calculation(None)), vec![("unused-calculation", "/items/0/items/2")]),
        (both(Draft::new()).set(ITEM, calculation(Some("C"))), vec![]),
        (Draft::new().set(ITEM, calculation(None)).set(WHEN, json!("c || a && !c")), vec![]),
        (both(Draft::new()).set("/choiceLists/more", list("x")), vec![("unused-choice-list", "/choiceLists/more")]),
        (both(Draft::new()).set("/sources", json!([{ "id": "s", "citation": "S" }])), vec![]),
        (
            signs(&["strong"], &json!([{ "strong": 1 }]))
                .set("/sources", json!([{ "id": "s", "citation": "S" }, { "id": "t", "citation": "T" }]))
                .set("/indicators/0/source", json!({ "id": "s" })),
            vec![("unused-source", "/sources/1")],
        ),
        (
            signs(&["strong"], &json!([{ "strong": 1 }])).set(WHEN, json!("a || b")),
            vec![("unused-indicator", "/indicators/0")],
        ),
        (
            with_talk("b || dimensions.d")
                .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
                .set("/dimensionRule", json!([{ "strong": 1 }]))
                .set("/indicators", json!([{ "id": "i", "dimension": "d", "strength": "strong", "when": "b && p" }])),
            vec![("mixed-indicator", "/indicators/0/when")],
        ),
        // Who answers in the rows of a repeat, and who tells of the rows.
        (told_in_rows("worker", ["person", "observer"]), vec![("mixed-indicator", "/indicators/0/when")]),
        (told_in_rows("person", ["observer", "observer"]), vec![("mixed-indicator", "/indicators/0/when")]),
        (told_in_rows("worker", ["observer", "observer"]), vec![]),
        (told_in_rows("worker", ["person", "worker"]), vec![]),
        (
            Draft::new().set("/items/0/items/1/relevant", json!("a")).set(WHEN, json!("!answered(b)")),
            vec![("not-answered-absent", WHEN)],
        ),
        (both(Draft::new()).set(WHEN, json!("!answered(b) || a")), vec![]),
    ]
}

#[test]
fn definitions_are_told_what_is_proved_of_them_and_nothing_else() {
    let mut wrong = Vec::new();
    for (draft, expected) in table() {
        let expected: Vec<_> = expected.into_iter().map(|(code, pointer)| (code, pointer.to_owned())).collect();
        let found = proved(&draft);
        if found != expected {
            wrong.push(format!("{found:?} instead of {expected:?}: {}", draft.text()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_that_is_proved_has_a_definition_here() {
    let in_table = table().into_iter().flat_map(|(_, expected)| expected).map(|(code, _)| code);
    let here: BTreeSet<_> = in_table.chain(EXPRESSIONS.iter().flat_map(|(_, codes)| codes.iter().copied())).collect();
    let from = Code::ALL.iter().position(|code| code.word() == "zero-divisor").unwrap();
    // What is not proved takes more than a row of a table.
    for code in Code::ALL[from..].iter().filter(|code| code.word() != "not-proved") {
        assert!(here.contains(code.word()), "{}", code.word());
    }
    assert!(Code::ALL[..from].iter().all(|code| code.severity() == Severity::Error));
}

#[test]
fn warnings_refuse_nothing() {
    let draft = Draft::new();
    assert_eq!(proved(&draft).len(), 1);
    assert_eq!(draft.wrong(), []);
}

/// A definition, and whether all of it is right.
fn large(make: impl Fn(usize) -> Value, when: impl Fn(usize) -> String) -> Draft {
    let items: Vec<Value> = (0..1999).map(make).collect();
    let rows: Vec<Value> = (0..100)
        .map(|place| json!({ "id": format!("r{place}"), "class": "one", "when": when(place), "text": "T" }))
        .collect();
    let mut draft = Draft::new().set("/items/0/items", json!(items)).set("/outcomes/rows", json!(rows));
    draft = draft.set("/outcomes/rows/-", json!({ "id": "last", "class": "other", "text": "Other" }));
    draft
}

/// So many of one kind, a place less, no two in one: a proof of it is long.
fn pigeons(many: usize) -> Draft {
    let question = |one: usize, choices: &Value| json!({ "id": format!("p{one}"), "type": "single", "by": "worker", "text": "P?", "choices": choices });
    let places: Vec<Value> = (1..many).map(|place| json!({ "code": format!("h{place}"), "text": "H" })).collect();
    let mut pigeons =
        Draft::new().set("/choiceLists/places", json!(places)).set("/items/0/items/1/required", json!(true));
    let mut alerts = Vec::new();
    for one in 0..many {
        pigeons = pigeons.set(ITEM, question(one, &json!("places")));
        for other in 0..one {
            let together: Vec<String> =
                (1..many).map(|place| format!("p{one} == 'h{place}' && p{other} == 'h{place}'")).collect();
            let id = format!("l{}", alerts.len());
            alerts.push(json!({ "id": id, "when": together.join(" || "), "urgency": "soon", "text": "L" }));
        }
    }
    let none: Vec<String> = (0..alerts.len()).map(|place| format!("!alerts.l{place}")).collect();
    pigeons.set("/alerts", json!(alerts)).set(WHEN, json!(format!("a && {}", none.join(" && "))))
}

#[test]
fn what_is_not_proved_is_told() {
    let found = proved(&pigeons(9));
    assert_eq!(found, [("not-proved", WHEN.to_owned())]);
    assert_eq!(proved(&pigeons(4)), [("never-true", WHEN.to_owned())]);
}

/// Dimensions whose counts take more statements than are made, and among the conditions some that cannot be.
fn too_large() -> Draft {
    let ids = 0..130;
    let items = ids.clone().map(
        |id| json!({ "id": format!("q{id}"), "type": "single", "by": "worker", "text": "Q?", "choices": "yes_no" }),
    );
    let signs = (0..3).flat_map(|dimension| {
        ids.clone().map(move |id| {
            json!({ "id": format!("i{id}_{dimension}"), "dimension": format!("d{dimension}"), "strength": "weak",
            "when": format!("q{id} && q{}", (id + dimension + 1) % 130) })
        })
    });
    Draft::new()
        .set("/items/0/items", items.collect())
        .set(
            "/dimensions",
            json!([{ "id": "d0", "title": "D" }, { "id": "d1", "title": "D" }, { "id": "d2", "title": "D" }]),
        )
        .set("/dimensionRule", json!([{ "total": 130 }]))
        .set("/indicators", signs.collect())
        .set("/indicators/5/when", json!("q3 == 'yes' && q3 == 'no'"))
        .set(WHEN, json!("dimensions.d0 && dimensions.d1 && dimensions.d2"))
        .set("/alerts", json!([{ "id": "l", "when": "q1 && !q1", "urgency": "soon", "text": "L" }]))
        .set("/alerts/-", json!({ "id": "m", "when": "alerts.l || !alerts.l && q2", "urgency": "soon", "text": "L" }))
        .set("/alerts/-", json!({ "id": "n", "when": "alerts.m && !q2", "urgency": "soon", "text": "L" }))
}

#[test]
fn of_a_form_that_is_too_large_each_condition_is_proved_by_itself() {
    let start = Instant::now();
    let found = proved(&too_large());
    let places = ["/indicators/5/when", "/alerts/0/when", "/alerts/2/when"];
    let told = places.map(|place| ("never-true", place.to_owned()));
    assert_eq!(found, [&told[..], &[("not-proved", String::new())]].concat());
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn proofs_of_large_and_of_hostile_forms_come_to_an_end() {
    let question = |place: usize| json!({ "id": format!("q{place}"), "type": "single", "by": "worker", "text": "Q?", "choices": "yes_no" });
    // Each question waits for the one before it.
    let chain = large(
        |place| match place.checked_sub(1) {
            Some(before) => question(place)
                .as_object()
                .map(|item| {
                    let mut item = item.clone();
                    item.insert("relevant".into(), json!(format!("q{before}")));
                    json!(item)
                })
                .unwrap(),
            None => question(0),
        },
        |place| format!("q{} && !q{}", place * 10 + 3, place * 10 + 4),
    );
    for (name, draft) in [("chain", chain), ("pigeons", pigeons(9))] {
        let definition = FormDefinition::read(draft.text().as_bytes()).unwrap();
        let start = Instant::now();
        let (form, found) = compile_and_prove(&definition);
        assert!(form.is_some());
        let errors: Vec<_> = found.list().iter().filter(|told| told.code.severity() == Severity::Error).collect();
        assert!(name == "pigeons" || errors.is_empty(), "{name}: {errors:?}");
        assert!(start.elapsed() < Duration::from_secs(30), "{name}: {:?}", start.elapsed());
    }
}
