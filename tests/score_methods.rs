//! Scores: every method with every rule for silences, worked out by hand (semantics 16 to 18).

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

use common::questions::{also, only, single, yes_no};
use common::{Draft, Interview};
use nrm_screening::form::{Missing, Score, Terms, Total};
use nrm_screening::number::Ratio;
use serde_json::{Value, json};

/// Questions `q1`, `q2` …, each weighing 1 to 4 and each asked where its own gate is yes; one score `s` over them.
fn scored(count: usize, score: &[(&str, Value)]) -> Draft {
    let mut weights = json!({});
    let mut draft = Draft::new();
    for place in 1..=count {
        let (item, gate) = (format!("q{place}"), format!("g{place}"));
        weights[&item] = json!({ "w1": 1, "w2": 2, "w3": 3, "w4": 4 });
        draft = draft.ask(yes_no(&gate)).ask(only(single(&item, &["w1", "w2", "w3", "w4"]), &gate));
    }
    let mut made = json!({ "id": "s", "method": "sum", "missing": "unknown", "weights": weights });
    for (key, value) in score {
        made = also(made, key, value.clone());
    }
    draft.set("/scores", json!([made]))
}

/// An interview by how each question stands: its weight, `.` open, `?` declined, `x` not asked by design, `u` undecided.
fn held(draft: &Draft, told: &str) -> Interview {
    let mut interview = Interview::of(&draft.form());
    for (place, stands) in told.split_whitespace().enumerate() {
        let (item, gate) = (format!("q{}", place + 1), format!("g{}", place + 1));
        match stands {
            "x" => interview.give(&gate, "no"),
            "u" => {}
            other => {
                interview.give(&gate, "yes");
                match other {
                    "." => {}
                    "?" => interview.give(&item, "?declined"),
                    weight => interview.give(&item, &format!("w{weight}")),
                }
            }
        }
    }
    interview
}

fn at_most(count: u32) -> Value {
    json!({ "atMost": count, "fill": "mean" })
}

fn at_least(count: u32) -> Value {
    json!({ "atLeast": count, "fill": "mean" })
}

#[test]
fn every_method_with_every_rule_for_silences() {
    // The method, its rule, and how three questions stand with the total or the range they come to.
    let table: Vec<(&str, Value, Vec<(&str, &str)>)> = vec![
        (
            "sum",
            json!("unknown"),
            vec![
                ("1 2 3", "6"),
                ("1 2 .", "4..7"), // 17: any weight, or declined: its own bounds
                ("1 2 ?", "4..7"), // 17: unknown, its own bounds
                ("1 2 x", "3"),    // 17: n counts what applies
                ("1 2 u", "3..7"), // 17: also absent
                ("u u 2", "2..10"),
                ("u u ?", "1..12"),
                ("? ? ?", "3..12"),
                (". . .", "3..12"),
                ("x x x", "absent"),  // 17: n = 0
                ("x x u", "unknown"), // 17: some completion has n = 0: no range
            ],
        ),
        (
            "sum",
            json!("zero"),
            vec![
                ("1 2 3", "6"),
                ("1 2 ?", "3"), // 16: a silence weighs nothing
                ("4 ? ?", "4"),
                ("? ? ?", "3..12"), // 17: k = 0 is unknown under every rule
                ("x ? ?", "2..8"),
                ("x x ?", "1..4"),
                ("1 2 .", "3..7"),  // answered 4 to 7, declined 3
                ("? ? .", "1..12"), // answered 1 to 4; declined, nothing is answered
                ("1 2 u", "3..7"),
                ("? ? u", "1..12"),
                ("x x x", "absent"),
                ("x x u", "unknown"),
            ],
        ),
        (
            "sum",
            at_most(1),
            vec![
                ("1 2 3", "6"),
                ("1 2 ?", "4.5"), // 16: 3 x 3 / 2
                ("x 2 ?", "4"),   // 16: 2 x 2 / 1, among applicable items
                ("2 ? ?", "4..10"),
                ("x x ?", "1..4"),
                ("1 2 .", "4..7"), // declined 4.5 lies within
                ("1 ? .", "3..9"), // answered (1 + w) x 3 / 2; declined, two are missing
                ("1 2 u", "3..7"),
                ("1 ? u", "2..9"), // absent 1 x 2 / 1
                ("x x x", "absent"),
            ],
        ),
        (
            "sum",
            at_least(2),
            vec![
                ("1 2 3", "6"),
                ("1 2 ?", "4.5"),
                ("2 ? ?", "4..10"),
                ("x 2 ?", "3..6"), // 16: one answered is too few
                ("x x 2", "2"),    // 16: with none missing the total always stands
                ("1 2 .", "4..7"),
                ("1 ? .", "3..9"),
                ("? ? ?", "3..12"),
            ],
        ),
        (
            "mean",
            json!("unknown"),
            vec![
                ("1 2 3", "2"),
                ("1 2 x", "1.5"),
                ("1 2 ?", "4/3..7/3"),
                ("1 2 .", "4/3..7/3"),
                ("1 2 u", "4/3..7/3"), // absent 1.5 lies within
                ("4 4 u", "3..4"),
                ("x x 3", "3"),
                ("x x x", "absent"),
                ("x x u", "unknown"),
            ],
        ),
        (
            "mean",
            json!("zero"),
            vec![("1 2 ?", "1"), ("4 ? ?", "4/3"), ("1 2 .", "1..7/3"), ("? ? ?", "1..4"), ("x 4 ?", "2")], // 16: divides by n
        ),
        (
            "mean",
            at_most(1),
            vec![("1 2 ?", "1.5"), ("1 ? ?", "1..3"), ("1 2 .", "4/3..7/3"), ("x 3 ?", "3"), ("x x ?", "1..4")],
        ),
        ("mean", at_least(2), vec![("1 2 ?", "1.5"), ("1 ? ?", "1..3"), ("x x 3", "3"), ("x 3 ?", "2..3.5")]),
        (
            "count",
            json!("unknown"),
            vec![
                ("3 4 1", "2"),
                ("2 2 2", "0"),
                ("3 4 ?", "2..3"),
                ("3 4 .", "2..3"),
                ("1 2 x", "0"),
                ("3 u 1", "1..2"),
                ("x x x", "absent"),
            ],
        ),
        (
            "count",
            json!("zero"),
            vec![("3 4 ?", "2"), ("3 ? ?", "1"), ("? ? ?", "0..3"), ("3 4 .", "2..3"), ("? ? .", "0..3")],
        ),
        ("count", at_most(1), vec![("3 4 ?", "3"), ("3 1 ?", "1.5"), ("3 ? ?", "1..3"), ("3 4 .", "2..3")]),
        ("count", at_least(2), vec![("3 1 ?", "1.5"), ("3 ? ?", "1..3"), ("x x 3", "1")]),
        (
            "product",
            json!("unknown"),
            vec![
                ("1 2 3", "6"),
                ("2 3 x", "6"),
                ("1 2 ?", "2..8"),
                ("1 2 .", "2..8"),
                ("2 3 u", "6..24"),
                ("? ? ?", "1..64"),
                ("x x x", "absent"),
                ("x x u", "unknown"),
            ],
        ),
        (
            "min",
            json!("unknown"),
            vec![
                ("2 4 3", "2"),
                ("2 x 3", "2"),
                ("2 4 ?", "1..2"),
                ("1 4 ?", "1..1"), // 16: still unknown, though it can be nothing else
                ("3 u 4", "1..3"),
                ("? ? ?", "1..4"),
                ("x x x", "absent"),
                ("x x u", "unknown"),
            ],
        ),
        (
            "max",
            json!("unknown"),
            vec![
                ("2 4 3", "4"),
                ("2 4 ?", "4..4"),
                ("2 3 .", "3..4"),
                ("1 1 u", "1..4"),
                ("x 2 x", "2"),
                ("x x x", "absent"),
                ("x x u", "unknown"),
            ],
        ),
    ];
    for (method, missing, rows) in table {
        let mut keys = vec![("method", json!(method)), ("missing", missing.clone())];
        if method == "count" {
            keys.push(("threshold", json!(3)));
        }
        let draft = scored(3, &keys);
        for (told, expected) in rows {
            assert_eq!(held(&draft, told).number("scores.s"), expected, "16, 17: {method} {missing}: {told}");
        }
    }
}

#[test]
fn silences_only_where_a_method_bears_them() {
    let rules = [("unknown", json!("unknown")), ("zero", json!("zero")), ("fill", at_most(1)), ("fill", at_least(1))];
    for method in ["sum", "mean", "count", "product", "min", "max"] {
        for (name, rule) in &rules {
            let mut keys = vec![("method", json!(method)), ("missing", rule.clone())];
            if method == "count" {
                keys.push(("threshold", json!(1)));
            }
            let right = *name == "unknown" || matches!(method, "sum" | "mean" | "count");
            assert_eq!(scored(2, &keys).wrong().is_empty(), right, "16: {method} {rule}");
        }
    }
    let without = scored(2, &[])
        .set("/scores/0", json!({ "id": "s", "method": "sum", "weights": { "a": { "yes": 1, "no": 0 } } }));
    assert_eq!(
        without.wrong(),
        [("missing-rule".to_owned(), "/scores/0/missing".to_owned())],
        "16: missing is mandatory"
    );
    let both = scored(2, &[("missing", json!({ "atMost": 1, "atLeast": 1, "fill": "mean" }))]);
    assert_eq!(both.wrong().len(), 1, "16");
}

#[test]
fn ten_over_seven_of_nine_is_thirteen() {
    let answered = "1 1 1 1 2 2 2 ? ?";
    let total = |keys: &[(&str, Value)]| held(&scored(9, keys), answered).number("scores.s");
    let half_up = ("round", json!("halfUp"));
    assert_eq!(total(&[("missing", at_most(2)), half_up.clone()]), "13", "16: rounded once");
    assert_eq!(total(&[("missing", at_least(7)), half_up.clone()]), "13", "16");
    assert_eq!(total(&[("missing", at_most(2))]), "90/7", "16: not rounded unless said");
    assert_eq!(total(&[("missing", at_most(1)), half_up.clone()]), "12..18", "16: one silence too many");
    assert_eq!(total(&[("missing", at_least(8)), half_up.clone()]), "12..18", "16: one answer too few");
    assert_eq!(total(&[("missing", json!("zero")), half_up]), "10");
}

#[test]
fn weights_are_turned_round_multiplied_put_together_and_rounded_in_this_order() {
    let keys = |factor: Value| {
        vec![
            ("reverse", json!(["q1"])),
            ("factors", json!({ "q2": 2 })),
            ("factor", factor),
            ("round", json!("halfUp")),
            ("missing", at_most(1)),
        ]
    };
    let table = [
        ("16: 4 + 4 + 3 = 11, half of it, up", json!(0.5), "1 2 3", "6"),
        ("16: 3 + 4 + 2 = 9, half of it, up", json!(0.5), "2 2 2", "5"),
        ("16: towards the larger number also below zero", json!(-0.5), "1 2 3", "-5"),
        ("16: filled, then halved: 8 x 3 / 2 / 2", json!(0.5), "1 2 ?", "6"),
        ("16: turned round before it is filled: (2 + 1) x 3 / 2 / 2 = 2.25", json!(0.5), "3 ? 1", "2"),
        ("17: rounded at both ends: 9 / 2 to 12 / 2", json!(0.5), "1 2 .", "5..6"),
        ("17: rounded at both ends, below zero", json!(-0.5), "1 2 .", "-6..-4"),
    ];
    for (reason, factor, told, expected) in table {
        assert_eq!(held(&scored(3, &keys(factor)), told).number("scores.s"), expected, "{reason}: {told}");
    }
    // 16: a count looks at the weight after it was turned round: 1 is 4, 4 is 1.
    let count = scored(2, &[("method", json!("count")), ("threshold", json!(3)), ("reverse", json!(["q1"]))]);
    assert_eq!(held(&count, "1 4").number("scores.s"), "2");
    assert_eq!(held(&count, "4 4").number("scores.s"), "1");
    // 16: items may have thresholds of their own.
    let own = scored(2, &[("method", json!("count")), ("threshold", json!(3)), ("thresholds", json!({ "q1": 2 }))]);
    assert_eq!(held(&own, "2 2").number("scores.s"), "1");
}

/// `compile` refuses a form that could get there; a total that does not fit is unknown all the same, never another number.
#[test]
fn a_total_that_does_not_fit_is_unknown() {
    let form = scored(2, &[]).form();
    let score = Score { missing: Missing::Zero, ..form.scores[0].clone() };
    let large = (0..6).fold(Ratio::whole(i32::MAX), |large, _| large.times(large));
    assert!(large.is_lost(), "the numbers of this test are too small");
    for (known, open, total) in [
        (vec![Ratio::ONE], vec![], Total::Known(Ratio::ONE)),
        (vec![large], vec![], Total::Unknown(None)),
        (vec![Ratio::ONE], vec![(Ratio::ZERO, large)], Total::Unknown(None)),
        (vec![Ratio::ONE], vec![(large, Ratio::ONE)], Total::Unknown(None)),
    ] {
        let terms = Terms { known, open, ..Terms::default() };
        assert_eq!(score.total(&terms), total, "{:?}, {:?}", terms.known, terms.open);
    }
}
