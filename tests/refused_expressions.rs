//! What an expression is refused for: the code, what the message speaks of, and the name that was meant.

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

use common::questions::{date, integer, multiple, rows, single, yes_no};
use common::{Draft, try_form};
use nrm_screening::diagnostic::Diagnostic;
use nrm_screening::expression::is_same;
use serde_json::json;

/// Something so many times within itself.
type Deep<'a> = &'a dyn Fn(usize) -> String;

fn draft() -> Draft {
    Draft::new()
        .ask(single("s", &["never", "often"]))
        .ask(multiple("m", &["left", "right"]))
        .ask(integer("n", 0, 9))
        .ask(date("d"))
        .ask(rows("kids", &[yes_no("y"), integer("age", 0, 17)]))
        .set(
            "/scores",
            json!([{ "id": "t", "method": "sum", "missing": "unknown", "weights": { "a": { "yes": 2, "no": 0 } },
                "bands": [{ "id": "low", "from": 0 }, { "id": "high", "from": 2 }] }]),
        )
}

/// The code of each problem of a condition, its subject, and what was meant.
fn refused(condition: &str) -> Vec<(&'static str, String, String)> {
    let Err(found) = try_form(&draft().when(condition).text()) else { return Vec::new() };
    let own = found.list().iter().filter(|told| &*told.pointer == "/outcomes/rows/0/when");
    let meant = |told: &Diagnostic| told.nearest.as_deref().unwrap_or_default().to_owned();
    own.map(|told| (told.code.word(), told.subject.to_string(), meant(told))).collect()
}

#[test]
fn each_wrong_expression_is_refused_for_its_own_reason() {
    let table = [
        // What cannot be read: what stands there, at most twelve letters of it.
        ("a & b", "expression-syntax", "& b", ""),
        ("a && ; and so on, for long", "expression-syntax", "; and so on,", ""),
        ("a = b", "expression-syntax", "= b", ""),
        ("a |& b", "expression-syntax", "|& b", ""),
        ("in", "expression-syntax", "in", ""),
        ("n in", "expression-syntax", "its end", ""),
        ("(a", "expression-syntax", "its end", ""),
        ("a b", "expression-syntax", "b", ""),
        // Names.
        ("kids.exists(r, q.y)", "unknown-name", "q.y", ""),
        ("kids.exists(r, r.agee > 1)", "unknown-name", "r.agee", "age"),
        ("s == 'oftn'", "unknown-code", "oftn", "often"),
        ("'lef' in m", "unknown-code", "lef", "left"),
        ("bands.t == 'hig'", "unknown-code", "hig", "high"),
        // Functions that give no condition, and none there is.
        ("sum(n, 1)", "expression-type", "sum", ""),
        ("min(n, 1)", "expression-type", "min", ""),
        ("count(a, b)", "expression-type", "count", ""),
        ("size(kids)", "expression-type", "size", ""),
        ("date('2020-01-01')", "expression-type", "date", ""),
        ("yearsBetween(d, today)", "expression-type", "yearsBetween", ""),
        ("startsWith(s)", "expression-unsupported", "startsWith", ""),
        // Functions that give no number.
        ("answered(a) > 1", "number-needed", "answered", ""),
        ("declined(a) > 1", "number-needed", "declined", ""),
        ("notAsked(a) + 1 > 1", "number-needed", "notAsked", ""),
        ("length(s) > 1", "expression-unsupported", "length", ""),
        ("sum() > 1", "expression-syntax", "sum", ""),
        // What cannot be compared: what stands on the left.
        ("s < 'often'", "expression-type", "s", ""),
        ("s >= 'often'", "expression-type", "s", ""),
        ("1 == d", "expression-type", "1", ""),
        ("'a' == 'b'", "expression-type", "a", ""),
        ("sum(n, 1) == 'high'", "expression-type", "sum", ""),
        ("(n + 1) == 'high'", "expression-type", "(…)", ""),
        ("['often'] == s", "expression-type", "[…]", ""),
    ];
    let mut wrong = Vec::new();
    for (condition, code, subject, meant) in table {
        let told = refused(condition);
        if told != [(code, subject.to_owned(), meant.to_owned())] {
            wrong.push(format!("{condition}: {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_date_is_something_that_is_read() {
    let circle =
        draft().calculate("grown", "yearsBetween(e, today) >= 18").ask(common::questions::only(date("e"), "grown"));
    assert!(circle.wrong().iter().any(|(code, _)| code == "cycle"), "{:?}", circle.wrong());
}

#[test]
fn every_way_of_putting_one_into_another_counts() {
    let n = |count: usize, text: &str| text.repeat(count);
    // How many levels each time around takes.
    let table: [(&str, usize, Deep<'_>); 8] = [
        ("parentheses", 1, &|deep| format!("{}a{}", n(deep, "("), n(deep, ")"))),
        ("not", 1, &|deep| format!("{}a", n(deep, "!"))),
        ("minus", 1, &|deep| format!("{}n > 0", n(deep, "-"))),
        ("the right side", 2, &|deep| format!("{}a{}", n(deep, "a && ("), n(deep, ")"))),
        ("the left side", 1, &|deep| format!("{}a{}", n(deep, "("), n(deep, ") && a"))),
        ("the second part of ?:", 1, &|deep| format!("{}a{}", n(deep, "a ? "), n(deep, " : b"))),
        ("the third part of ?:", 1, &|deep| format!("{}a", n(deep, "a ? b : "))),
        ("a function", 1, &|deep| format!("{}n{} > 0", n(deep, "max("), n(deep, ", 1)"))),
    ];
    for (what, levels, text) in table {
        let most = 32 / levels;
        let told = refused(&text(most));
        assert!(told.iter().all(|(code, ..)| *code != "expression-size"), "{what}: {told:?}");
        let told = refused(&text(most + 1));
        assert!(matches!(&*told, [("expression-size", subject, _)] if subject.contains("32")), "{what}: {told:?}");
    }
    let wide = |parts: usize| vec!["a"; parts].join(" || ");
    assert_eq!(refused(&wide(256)), []);
    let told = refused(&wide(257));
    assert!(matches!(&*told, [("expression-size", subject, _)] if subject.contains("256")), "{told:?}");
}

#[test]
fn expressions_are_the_same_whatever_spaces_they_have() {
    for (one, other, same) in [
        ("a == 'x' && b", "a=='x'&&b", true),
        ("", " ", true),
        ("a", "a && b", false),
        ("a && b", "a", false),
        ("a == 'x'", "a == 'x '", false),
        ("a == 1", "a == 2", false),
    ] {
        assert_eq!(is_same(one, other), same, "{one} beside {other}");
    }
}
