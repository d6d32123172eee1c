//! What can be proved of a form and is refused: numbers that cannot be held, nothing as a divisor, what is always the
//! same or never reached (semantics 3, 12 and 27).

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
use common::questions::{decimal, integer, only, yes_no};
use serde_json::json;

#[test]
fn numbers_that_cannot_be_held_are_refused() {
    // 12: bounds are proved in `compile`; what may leave them is told to the maintainer, not lost on the way.
    let draft = |value: &str| Draft::new().ask(integer("n", 0, 999_999_999)).calculate("c", value);
    for (value, right) in [("n + n", true), ("n * 999999999", true), ("n * n * n * n * n", false)] {
        assert_eq!(draft(value).wrong().is_empty(), right, "{value}");
    }
}

#[test]
fn a_divisor_is_never_nothing_and_a_rest_is_of_whole_numbers() {
    // 3, 12.
    let draft = |value: &str| {
        Draft::new().ask(integer("n", 0, 9)).ask(integer("m", 1, 9)).ask(decimal("f", 1, 9)).calculate("c", value)
    };
    let table = [
        ("n / m", true),
        ("m / n", false),
        ("m / (n + 1)", true),
        ("m / (n - 1)", false),
        ("m / 0", false),
        ("m % n", false),
        ("n % m", true),
        ("n % 2.5", false),
        ("f % 2", false),
        ("m / count(a, b)", false),
    ];
    for (value, right) in table {
        assert_eq!(draft(value).wrong().is_empty(), right, "{value}");
    }
}

#[test]
fn what_can_be_proved_is_refused() {
    // 27: conditions that are always true or false, rows and bands that are never reached.
    let band = |from: i32| json!([{ "id": "low", "from": 0 }, { "id": "high", "from": from }]);
    let score = |from: i32| json!([{ "id": "s", "method": "sum", "missing": "unknown", "weights": { "a": { "yes": 3, "no": 0 } }, "bands": band(from) }]);
    let table = [
        ("a condition that is never true", Draft::new().when("a == 'yes' && a == 'no'")),
        ("a number it never has", Draft::new().ask(integer("n", 0, 9)).when("n > 9")),
        ("a number it always has", Draft::new().ask(integer("n", 0, 9)).when("n >= 0")),
        (
            "a row that another hides",
            Draft::new()
                .set("/outcomes/rows/1", json!({ "id": "again", "class": "two", "when": "a == 'yes'", "text": "2" }))
                .set("/outcomes/rows/-", json!({ "id": "end", "class": "other", "text": "Other" })),
        ),
        ("a relevance that is never true", Draft::new().ask(only(yes_no("x"), "a == 'yes' && a != 'yes'"))),
        ("a band above the score", Draft::new().set("/scores", score(4))),
        ("a cut-off above the score", Draft::new().set("/scores", score(3)).when("scores.s > 3")),
    ];
    let taken: Vec<_> = table.iter().filter(|(_, draft)| draft.wrong().is_empty()).map(|(reason, _)| *reason).collect();
    assert_eq!(taken, Vec::<&str>::new());
}
