//! Scores: exact sums, what silences do to them, and the range while something is unknown, against every completion.

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

use common::{Draft, Interview};
use nrm_screening::evaluation::Total;
use nrm_screening::number::Ratio;
use serde_json::json;

/// Items `a` (always), `b` (always), `c` (asked when the gate is yes), with decimal and negative weights.
fn scored(missing: &str) -> Draft {
    Draft::new()
        .set("/items/0/items/-", json!({ "id": "gate", "type": "single", "by": "worker", "text": "G?", "choices": "yes_no" }))
        .set("/items/0/items/-", json!({ "id": "c", "type": "single", "by": "observer", "text": "C?", "relevant": "gate",
            "choices": [{ "code": "low", "text": "L" }, { "code": "mid", "text": "M" }, { "code": "high", "text": "H" }] }))
        .set("/scores", json!([{ "id": "s", "method": "sum", "missing": missing,
            "weights": { "a": { "yes": 2.5, "no": 0.1 }, "b": { "yes": 3, "no": 1 },
                         "c": { "low": -1, "mid": 0, "high": 4 } },
            "bands": [{ "id": "low", "from": -5 }, { "id": "middle", "from": 3 }, { "id": "high", "from": 5.6 }] }]))
}

const A: [&str; 2] = ["yes", "no"];
const C: [&str; 3] = ["low", "mid", "high"];

fn weight(item: &str, code: &str) -> i64 {
    match (item, code) {
        ("a", "yes") => 25,
        ("a", _) => 1,
        ("b", "yes") => 30,
        ("b", _) => 10,
        (_, "low") => -10,
        (_, "mid") => 0,
        _ => 40,
    }
}

/// One item in one completion: a weight, a silence with its bounds, or not there.
#[derive(Clone, Copy)]
enum Term {
    Weight(i64),
    Silent(i64, i64),
    Gone,
}

/// What a completion comes to: nothing applies, a total, or bounds.
fn total(terms: [Term; 3], zero: bool) -> Option<(i64, i64)> {
    let answered = terms.iter().any(|term| matches!(term, Term::Weight(_)));
    let there = terms.iter().any(|term| !matches!(term, Term::Gone));
    there.then(|| {
        terms.iter().fold((0, 0), |(least, most), term| match *term {
            Term::Weight(weight) => (least + weight, most + weight),
            Term::Silent(..) if zero && answered => (least, most),
            Term::Silent(low, high) => (least + low, most + high),
            Term::Gone => (least, most),
        })
    })
}

/// Every completion of an item, by how it is given.
fn completions(item: &str, given: &str, gate: &str) -> Vec<Term> {
    let codes: &[&str] = if item == "c" { &C } else { &A };
    let weights: Vec<i64> = codes.iter().map(|code| weight(item, code)).collect();
    let silent = Term::Silent(*weights.iter().min().unwrap(), *weights.iter().max().unwrap());
    let open = || weights.iter().map(|weight| Term::Weight(*weight)).chain([silent]).collect::<Vec<_>>();
    if item == "c" && gate == "no" {
        return vec![Term::Gone];
    }
    if item == "c" && gate != "yes" {
        return open().into_iter().chain([Term::Gone]).collect();
    }
    match given {
        "" => open(),
        silence if silence.starts_with('?') => vec![silent],
        code => vec![Term::Weight(weight(item, code))],
    }
}

fn tenths(number: i64) -> Ratio {
    Ratio::parse(&format!("{}{}.{}", if number < 0 { "-" } else { "" }, number.abs() / 10, number.abs() % 10)).unwrap()
}

#[test]
fn the_range_is_the_smallest_that_holds_every_completion() {
    for missing in ["unknown", "zero"] {
        let form = scored(missing).form();
        let mut checked = 0;
        for a in ["", "yes", "no", "?notAsked"] {
            for b in ["", "yes", "no", "?notAsked"] {
                for gate in ["", "yes", "no", "?notAsked"] {
                    for c in ["", "low", "mid", "high", "?notAsked"] {
                        let mut interview = Interview::of(&form);
                        for (item, answer) in [("a", a), ("b", b), ("gate", gate), ("c", c)] {
                            let shown = item != "c" || gate == "yes";
                            if !answer.is_empty() && shown {
                                interview.give(item, answer);
                            }
                        }
                        let mut bounds: Option<(i64, i64)> = None;
                        let (mut all_apply, mut exact) = (true, true);
                        let ways = [completions("a", a, gate), completions("b", b, gate), completions("c", c, gate)];
                        for first in &ways[0] {
                            for second in &ways[1] {
                                for third in &ways[2] {
                                    match total([*first, *second, *third], missing == "zero") {
                                        Some((least, most)) => {
                                            exact &= least == most;
                                            let known = bounds.get_or_insert((least, most));
                                            *known = (known.0.min(least), known.1.max(most));
                                        }
                                        None => all_apply = false,
                                    }
                                }
                            }
                        }
                        let only = ways.iter().map(Vec::len).product::<usize>() == 1;
                        let (least, most) = bounds.expect("a and b always apply");
                        assert!(all_apply);
                        let expected = if only && exact {
                            Total::Known(tenths(least))
                        } else {
                            Total::Unknown(Some((tenths(least), tenths(most))))
                        };
                        let found = interview.session.state().scores[0].value;
                        assert_eq!(found, expected, "{missing}: a={a} b={b} gate={gate} c={c}");
                        checked += 1;
                    }
                }
            }
        }
        assert_eq!(checked, 4 * 4 * 4 * 5);
    }
}

#[test]
fn a_score_none_of_whose_items_applies_is_absent_and_one_that_may_not_apply_has_no_range() {
    let form = scored("zero")
        .set("/scores/0/weights", json!({ "c": { "low": -1, "mid": 0, "high": 4 } }))
        .set("/scores/0/bands", json!([{ "id": "low", "from": -5 }]))
        .form();
    let value = |answers: &[(&str, &str)]| Interview::of(&form).with(answers).session.state().scores[0].value;
    assert_eq!(value(&[("gate", "no")]), Total::Absent);
    assert_eq!(value(&[]), Total::Unknown(None));
    assert_eq!(value(&[("gate", "yes")]), Total::Unknown(Some((tenths(-10), tenths(40)))));
    assert_eq!(value(&[("gate", "yes"), ("c", "?notAsked")]), Total::Unknown(Some((tenths(-10), tenths(40)))));
    assert_eq!(value(&[("gate", "yes"), ("c", "high")]), Total::Known(tenths(40)));
}

#[test]
fn a_band_and_its_cut_off_always_agree() {
    let cut_offs = [
        ("bands.s == 'high'", "scores.s >= 5.6"),
        ("bands.s != 'high'", "scores.s < 5.6"),
        ("bands.s == 'low'", "scores.s < 3"),
        ("bands.s in ['middle', 'high']", "scores.s >= 3"),
        ("!(bands.s in ['middle', 'high'])", "3 > scores.s"),
        ("bands.s == 'middle'", "scores.s >= 3 && scores.s < 5.6"),
    ];
    for missing in ["unknown", "zero"] {
        for (band, cut_off) in cut_offs {
            let row = |when: &str| scored(missing).set("/outcomes/rows/0/when", json!(when)).form();
            let (by_band, by_cut_off) = (row(band), row(cut_off));
            for a in ["", "yes", "no", "?notAsked"] {
                for b in ["", "yes", "no"] {
                    for gate in ["", "yes", "no"] {
                        for c in ["", "low", "high", "?notAsked"] {
                            let given: Vec<_> = [("a", a), ("b", b), ("gate", gate), ("c", c)]
                                .into_iter()
                                .filter(|(item, answer)| !answer.is_empty() && (*item != "c" || gate == "yes"))
                                .collect();
                            let row = |form| Interview::of(form).with(&given).session.state().rows[0];
                            assert_eq!(row(&by_band), row(&by_cut_off), "{missing} {band}: {given:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn an_absent_score_makes_comparisons_false_either_way_and_bands_false() {
    let form = |when: &str| {
        scored("zero")
            .set("/scores/0/weights", json!({ "c": { "low": -1, "mid": 0, "high": 4 } }))
            .set("/scores/0/bands", json!([{ "id": "low", "from": -5 }]))
            .set("/outcomes/rows/0/when", json!(when))
            .form()
    };
    let class = |when: &str| Interview::of(&form(when)).with(&[("gate", "no")]).class();
    for when in ["scores.s >= 0", "scores.s < 0", "!(scores.s >= 0)", "scores.s != 4", "bands.s == 'low'"] {
        assert_eq!(class(when), "other", "{when}");
    }
    // A band is a cell of its own: true, false or unknown, never absent, so negation stops at it.
    assert_eq!(class("bands.s != 'low'"), "one");
}

#[test]
fn the_report_says_total_range_and_band() {
    let form = scored("unknown").form();
    let score = |answers: &[(&str, &str)]| Interview::of(&form).with(answers).now().scores.remove(0);
    let known = score(&[("a", "yes"), ("b", "yes"), ("gate", "no")]);
    assert_eq!((known.total.as_deref(), known.range, known.band.as_deref()), (Some("5.5"), None, Some("middle")));
    let open = score(&[("a", "yes"), ("gate", "no")]);
    assert_eq!((open.total, open.range), (None, Some(["3.5".to_owned(), "5.5".to_owned()])));
    assert_eq!(open.band.as_deref(), Some("middle"), "wherever it lies, it lies there");
}
