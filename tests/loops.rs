//! Definitions that need each other: refused, and the whole loop named (semantics 26, limit H2 of standards).

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

use common::Draft;
use common::questions::{only, rows, single, yes_no};
use serde_json::json;

#[test]
fn loops_are_refused_and_named_whole() {
    let sign = |when: &str| json!([{ "id": "i", "dimension": "d", "strength": "strong", "when": when }]);
    let signs = |when: &str| {
        Draft::new()
            .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
            .set("/dimensionRule", json!([{ "strong": 1 }]))
            .set("/indicators", sign(when))
    };
    let alert = |when: &str| json!([{ "id": "l", "when": when, "urgency": "soon", "text": "L" }]);
    let mut by_itself = single("x", &["yes", "no"]);
    by_itself["choices"][0]["relevant"] = json!("x == 'no'");
    let table = [
        ("26: itself", Draft::new().ask(only(yes_no("x"), "x")), "x -> x"),
        ("26: two", Draft::new().ask(only(yes_no("x"), "y")).ask(only(yes_no("y"), "x")), "x -> y -> x"),
        ("26: a list filtered by itself", Draft::new().ask(by_itself), "x -> x"),
        ("26: calculations", Draft::new().calculate("c", "e + 1").calculate("e", "c + 1"), "c -> e -> c"),
        ("26: an indicator and its dimension", signs("dimensions.d"), "indicators.i -> dimensions.d -> indicators.i"),
        ("26: an item and an indicator", signs("x").ask(only(yes_no("x"), "indicators.i")), "x -> indicators.i -> x"),
        ("26: alerts", Draft::new().set("/alerts", alert("alerts.l")), "alerts.l -> alerts.l"),
        (
            "26: an item of a row and its list",
            Draft::new().ask(rows("kids", &[yes_no("y"), only(yes_no("z"), "c > 1")])).calculate("c", "size(kids)"),
            "kids -> z -> c -> kids",
        ),
        (
            "23: an alert on noIndicator by a detour",
            signs("a").calculate("c", "noIndicator").set("/alerts", alert("c")),
            "c -> noIndicator -> alerts.l -> c",
        ),
        ("26: a sign that there is no sign", signs("noIndicator"), "indicators.i -> noIndicator -> indicators.i"),
    ];
    for (reason, draft, whole) in table {
        let found = common::try_form(&draft.text()).unwrap_err();
        let told: Vec<_> = found.list().iter().map(|told| (told.code.word(), &*told.subject)).collect();
        assert_eq!(told, [("cycle", whole)], "{reason}");
    }
}
