//! What stands in for items that are skipped, several answers and numbers that weigh, scores of scores, bands (semantics
//! 16 to 18).

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

use common::questions::{also, date, decimal, multiple, only, single, talk, yes_no};
use common::{Draft, Interview};
use nrm_screening::value::Truth;
use serde_json::{Value, json};

/// Item and answer, as [`Interview::tell`] takes them.
type Given<'a> = &'a [(&'a str, &'a str)];

/// `a`, `b` (asked where the gate is yes) and `c` weigh 0 to 3 by code; the keys of the score.
fn scored(score: &Value) -> Draft {
    let item = |id: &str| single(id, &["w0", "w1", "w2", "w3"]);
    let of = json!({ "w0": 0, "w1": 1, "w2": 2, "w3": 3 });
    let mut made =
        json!({ "id": "s", "method": "sum", "missing": "unknown", "weights": { "p": of, "q": of, "r": of } });
    for (key, value) in score.as_object().unwrap() {
        made = also(made, key, value.clone());
    }
    Draft::new()
        .ask(yes_no("gate"))
        .ask(item("p"))
        .ask(only(item("q"), "gate"))
        .ask(only(item("r"), "gate"))
        .set("/scores", json!([made]))
}

fn total(score: &Value, answers: Given<'_>) -> String {
    Interview::of(&scored(score).form()).with(answers).number("scores.s")
}

#[test]
fn an_item_skipped_by_design_has_the_weight_that_is_named() {
    let zero = json!({ "missing": "zero", "whenIrrelevant": { "q": 1 } });
    let fill = json!({ "missing": { "atLeast": 2, "fill": "mean" }, "whenIrrelevant": { "q": 1, "r": 0 } });
    let gated: Given<'_> = &[("gate", "no"), ("p", "w2")];
    let asked: Given<'_> = &[("gate", "yes"), ("p", "w2"), ("q", "w3"), ("r", "w3")];
    let table: [(&str, &Value, Given<'_>, &str); 8] = [
        ("16: it weighs 1, r is absent", &zero, gated, "3"),
        ("16: asked, it weighs its answer", &zero, asked, "8"),
        ("16: it counts as answered: k is not 0", &zero, &[("gate", "no"), ("p", "?declined")], "1"),
        ("17: undecided, it is there either way", &zero, &[("p", "w2")], "2..8"),
        ("16: counted by a fill: (1 + 0) x 3 / 2", &fill, &[("gate", "no"), ("p", "?declined")], "1.5"),
        ("16", &fill, gated, "3"),
        (
            "16: 2 + 3 answered, r missing: 5 x 3 / 2",
            &fill,
            &[("gate", "yes"), ("p", "w2"), ("q", "w3"), ("r", "?declined")],
            "7.5",
        ),
        ("16", &fill, asked, "8"),
    ];
    for (reason, score, answers, expected) in table {
        assert_eq!(total(score, answers), expected, "{reason}: {answers:?}");
    }
    let outside = scored(&json!({ "whenIrrelevant": { "q": 4 } })).wrong();
    assert_eq!(outside, [("weight-outside".to_owned(), "/scores/0/whenIrrelevant".to_owned())], "16");
}

#[test]
fn a_gate_gives_a_score_none_of_whose_items_applies() {
    let of = json!({ "w0": 0, "w1": 1, "w2": 2, "w3": 3 });
    let gate = json!({ "missing": "zero", "weights": { "q": of, "r": of }, "whenNotApplicable": 0 });
    let none = json!({ "missing": "zero", "weights": { "q": of, "r": of } });
    let high =
        json!({ "missing": "zero", "weights": { "q": of, "r": of }, "whenNotApplicable": 9.5, "round": "halfUp" });
    let (shut, asked): (Given<'_>, Given<'_>) = (&[("gate", "no")], &[("gate", "yes"), ("q", "w0"), ("r", "w0")]);
    let table: [(&str, &Value, Given<'_>, &str); 9] = [
        ("17: gated", &gate, shut, "0"),
        ("17: all no", &gate, asked, "0"),
        ("17: it may still be gated", &gate, &[], "0..6"),
        ("17: not gated and nothing known", &gate, &[("gate", "yes"), ("q", "?declined"), ("r", "?declined")], "0..6"),
        ("17: without a gate it does not apply", &none, shut, "absent"),
        ("17: and may not apply", &none, &[], "unknown"),
        ("17: nothing known is never 0", &none, &[("gate", "yes"), ("q", "?declined"), ("r", "?declined")], "0..6"),
        ("17: rounded as every total", &high, shut, "10"),
        ("17: outside of the rest", &high, &[], "0..10"),
    ];
    for (reason, score, answers, expected) in table {
        assert_eq!(total(score, answers), expected, "{reason}: {answers:?}");
    }
}

/// Finishing closes what was undecided without an answer. That says nothing of whether it applied (1, 17, 23, 24): what
/// is counted both ways is known only where both give the same.
#[test]
fn finishing_decides_nothing_of_what_was_not_known_to_apply() {
    let one = json!({ "l": 1, "m": 2, "h": 5 });
    let of = |keys: Value, items: &[&str]| {
        let mut score = json!({ "id": "s", "method": "sum", "missing": "unknown", "weights": {} });
        for item in items {
            score["weights"][*item] = one.clone();
        }
        for (key, value) in keys.as_object().unwrap() {
            score[key] = value.clone();
        }
        score
    };
    let behind = |id: &str| only(single(id, &["l", "m", "h"]), "gate");
    let gated = json!({ "whenNotApplicable": 0 });
    let zero = json!({ "missing": "zero" });
    let fill = json!({ "missing": { "atMost": 1, "fill": "mean" } });
    let mean = json!({ "missing": "zero", "method": "mean" });
    let product = json!({ "method": "product", "whenNotApplicable": 0 });
    let least = json!({ "method": "min", "whenNotApplicable": 9 });
    let counted = json!({ "method": "count", "threshold": 2, "missing": "zero" });
    let (silent, shut): (Given<'_>, Given<'_>) = (&[("gate", "?declined"), ("p", "h")], &[("gate", "no"), ("p", "h")]);
    let asked: Given<'_> = &[("gate", "yes"), ("p", "h")];
    let table: Vec<(&str, Value, Given<'_>, &str)> = vec![
        ("a gate declined", of(gated.clone(), &["q", "r"]), silent, "0..10"),
        ("the gate shut", of(gated.clone(), &["q", "r"]), shut, "0"),
        ("the gate open, nothing said", of(gated.clone(), &["q", "r"]), asked, "2..10"),
        ("nothing at all said", of(gated, &["q", "r"]), &[], "0..10"),
        ("without a gate's value", of(json!({}), &["q", "r"]), silent, "unknown"),
        ("one that is known beside it", of(json!({}), &["p", "q"]), silent, "5..10"),
        // Asked or not, a silence weighs nothing here.
        ("a sum with zero", of(zero.clone(), &["p", "q"]), silent, "5"),
        ("the same, nothing known", of(zero, &["q", "r"]), silent, "unknown"),
        ("a count with zero", of(counted, &["p", "q"]), silent, "1"),
        ("a mean with zero", of(mean.clone(), &["p", "q"]), silent, "2.5..5"),
        ("the same, shut", of(mean, &["p", "q"]), shut, "5"),
        ("filled", of(fill.clone(), &["p", "q"]), silent, "5..10"),
        ("the same, shut", of(fill.clone(), &["p", "q"]), shut, "5"),
        ("filled, but two may be missing", of(fill, &["p", "q", "r"]), silent, "5..15"),
        ("a product", of(product, &["q", "r"]), silent, "0..25"),
        ("the least", of(least, &["q", "r"]), silent, "1..9"),
        ("by design", of(json!({ "whenIrrelevant": { "q": 1 } }), &["p", "q"]), silent, "6..10"),
        ("by design, shut", of(json!({ "whenIrrelevant": { "q": 1 } }), &["p", "q"]), shut, "6"),
    ];
    for (reason, score, answers, expected) in table {
        let form = Draft::new()
            .ask(yes_no("gate"))
            .ask(single("p", &["l", "m", "h"]))
            .ask(behind("q"))
            .ask(behind("r"))
            .set("/scores", json!([score]))
            .form();
        let mut interview = Interview::of(&form).with(answers);
        interview.session.finish();
        assert_eq!(interview.number("scores.s"), expected, "{reason}: {answers:?}");
    }
}

#[test]
fn what_was_not_known_to_apply_fires_no_alert_and_decides_no_row() {
    let of = json!({ "l": 1, "h": 5 });
    let form = Draft::new()
        .ask(talk())
        .ask(also(yes_no("gate"), "by", "person"))
        .ask(only(also(single("q", &["l", "h"]), "by", "person"), "gate"))
        .set(
            "/scores",
            json!([{ "id": "s", "method": "sum", "missing": "unknown", "whenNotApplicable": 0, "weights": { "q": of },
                "bands": [{ "id": "none", "from": 0 }, { "id": "some", "from": 1 }] }]),
        )
        .set("/alerts", json!([{ "id": "l", "when": "bands.s == 'some'", "urgency": "immediate", "text": "L" }]))
        .when("bands.s == 'some'")
        .form();
    let table: [(Given<'_>, &str, usize); 5] = [
        (&[("talk", "refused")], "couldNotBeDone", 0),
        (&[("talk", "given"), ("gate", "?declined")], "indeterminate", 0),
        (&[], "indeterminate", 0),
        (&[("talk", "given"), ("gate", "no")], "other", 0),
        // It applies, and whatever was not said of it, the total is not nothing.
        (&[("talk", "given"), ("gate", "yes")], "one", 1),
    ];
    for (answers, class, alerts) in table {
        let found = Interview::of(&form).with(answers).finish();
        assert_eq!((found.outcome.class.as_str(), found.alerts.len()), (class, alerts), "23, 24: {answers:?}");
        assert!(class != "couldNotBeDone" || found.outcome.also_met.is_empty(), "24");
    }
}

#[test]
fn a_silence_that_reads_as_a_choice_counts_as_answered() {
    let score = json!({ "missing": { "atLeast": 2, "fill": "mean" } });
    let draft = scored(&score).set("/items/0/items/3/whenMissing", json!("w3"));
    let given = |answers: Given<'_>| Interview::of(&draft.form()).with(answers).number("scores.s");
    assert_eq!(given(&[("gate", "no"), ("p", "?declined")]), "3", "16");
    assert_eq!(
        given(&[("gate", "yes"), ("p", "?declined"), ("q", "w1"), ("r", "?declined")]),
        "6",
        "16: (3 + 1) x 3 / 2"
    );
    assert_eq!(given(&[("gate", "no")]), "0..3", "4: never while open");
}

#[test]
fn an_age_group_is_open_in_a_score_until_its_date_of_birth_is_closed() {
    let form = Draft::new()
        .ask(yes_no("gate"))
        .ask(also(single("age", &["child", "adult", "not_sure"]), "whenMissing", "not_sure"))
        .ask(only(date("birth"), "gate"))
        .ask(single("p", &["w0", "w4"]))
        .set("/age", json!({ "group": "age", "birth": "birth", "child": "child", "adult": "adult" }))
        .set(
            "/scores",
            json!([{ "id": "s", "method": "sum", "missing": "zero",
                "weights": { "age": { "child": 3, "adult": 1, "not_sure": 2 }, "p": { "w0": 0, "w4": 4 } } }]),
        )
        .form();
    let asked = ("gate", "yes");
    let table: [(&str, Given<'_>, &str); 10] = [
        ("14, 17: undecided whether the birth is asked", &[("age", "child")], "5..7"),
        ("14, 17: the birth is open", &[asked, ("age", "child")], "5..7"),
        ("14, 17: also where the group is a silence", &[asked, ("age", "?declined")], "5..7"),
        ("14, 17: the birth is invalid", &[asked, ("age", "child"), ("birth", "soon")], "5..7"),
        ("14: the birth is not asked", &[("gate", "no"), ("age", "child")], "7"),
        ("14: the birth is a silence", &[asked, ("age", "child"), ("birth", "?declined")], "7"),
        (
            "16: both are, the group reads through whenMissing",
            &[asked, ("age", "?declined"), ("birth", "?declined")],
            "6",
        ),
        ("14: they agree", &[asked, ("age", "child"), ("birth", "2015")], "7"),
        ("14: no day agrees", &[asked, ("age", "child"), ("birth", "1970")], "6"),
        ("14: no day agrees", &[asked, ("age", "adult"), ("birth", "2015")], "6"),
    ];
    for (reason, answers, expected) in table {
        let found = Interview::of(&form).with(&[("p", "w4")]).with(answers).number("scores.s");
        assert_eq!(found, expected, "{reason}: {answers:?}");
    }
    let silent = Interview::of(&form).with(&[asked, ("age", "child"), ("p", "?declined")]);
    assert_eq!(silent.number("scores.s"), "1..3", "14: it keeps nothing else open");
}

#[test]
fn an_item_skipped_by_design_weighs_something_wherever_it_is_not_decided() {
    let of = json!({ "l": 1, "m": 3 });
    let form = Draft::new()
        .ask(yes_no("gate"))
        .ask(single("p", &["l", "m"]))
        .ask(only(single("q", &["l", "m"]), "gate"))
        .set("/scores", json!([{ "id": "s", "method": "sum", "missing": "unknown", "weights": { "p": of, "q": of }, "whenIrrelevant": { "q": 1 } }]))
        .form();
    let table: [(Given<'_>, &str); 4] = [
        (&[("p", "l")], "2..4"),
        (&[("p", "l"), ("gate", "yes")], "2..4"),
        (&[("p", "l"), ("gate", "no")], "2"),
        (&[("p", "l"), ("gate", "yes"), ("q", "m")], "4"),
    ];
    for (answers, expected) in table {
        assert_eq!(Interview::of(&form).with(answers).number("scores.s"), expected, "16, 17: {answers:?}");
    }
}

#[test]
fn several_answers_and_numbers_weigh() {
    let ticks = || multiple("m", &["p", "q", "r"]);
    let weigh = |weights: &Value, more: &Value| {
        let mut score = json!({ "id": "s", "method": "sum", "missing": "unknown", "weights": weights });
        for (key, value) in more.as_object().unwrap() {
            score = also(score, key, value.clone());
        }
        Draft::new().ask(ticks()).ask(decimal("n", -3, 9)).set("/scores", json!([score]))
    };
    let mixed = json!({ "m": { "p": 1, "q": 2, "r": -1, "none": 0 } });
    let alone = json!({ "m": { "p": 1, "q": 2, "r": 1, "none": 7 } });
    let value = json!({ "n": "value" });
    let (nothing, turned) = (json!({}), json!({ "reverse": ["n"] }));
    let table: [(&str, &Value, &Value, Given<'_>, &str); 12] = [
        ("16: the sum of what is ticked", &mixed, &nothing, &[("m", "p,q")], "3"),
        ("16", &mixed, &nothing, &[("m", "p,q,r")], "2"),
        ("16", &mixed, &nothing, &[("m", "r")], "-1"),
        ("7: none of these", &mixed, &nothing, &[("m", "none")], "0"),
        ("7: nothing ticked is open", &mixed, &nothing, &[], "-1..3"),
        ("17: a silence", &mixed, &nothing, &[("m", "?declined")], "-1..3"),
        ("17: what stands alone may weigh most; ticking nothing is no answer", &alone, &nothing, &[], "1..7"),
        ("16: a number weighs its value", &value, &nothing, &[("n", "2.5")], "2.5"),
        ("16: turned round between its bounds", &value, &turned, &[("n", "2.5")], "3.5"),
        ("17: an open number", &value, &nothing, &[], "-3..9"),
        ("5: an invalid one counts as open", &value, &nothing, &[("n", "10")], "-3..9"),
        ("5: what cannot be read too", &value, &turned, &[("n", "ten")], "-3..9"),
    ];
    for (reason, weights, more, answers, expected) in table {
        let found = Interview::of(&weigh(weights, more).form()).with(answers).number("scores.s");
        assert_eq!(found, expected, "{reason}: {answers:?}");
    }
    let unbounded = Draft::new()
        .ask(json!({ "id": "n", "type": "integer", "by": "worker", "text": "?", "min": 0 }))
        .set("/scores", json!([{ "id": "s", "method": "sum", "missing": "zero", "weights": { "n": "value" } }]));
    assert_eq!(unbounded.wrong(), [("unbounded".to_owned(), "/scores/0/weights/n".to_owned())], "16");
    let bare = weigh(&json!({ "m": { "p": 1, "q": 2, "none": 0 } }), &nothing).wrong();
    assert_eq!(bare, [("no-weight".to_owned(), "/scores/0/weights/m".to_owned())], "16: every choice has a weight");
}

#[test]
fn a_total_too_large_to_be_held_is_unknown_and_so_is_what_is_divided_by_what_may_be_nothing() {
    let form = Draft::new()
        .ask(single("p", &["l", "m"]))
        .ask(date("d"))
        .calculate("c", "10 / (yearsBetween(d, today) - 24.5)")
        .calculate("e", "yearsBetween(d, today) * 368000000 * 999999999 + 30000000 * 999999999")
        .set(
            "/scores",
            json!([
                { "id": "s", "method": "sum", "missing": "unknown", "weights": { "p": { "l": 1, "m": 999_999_999 } } },
                { "id": "t", "method": "calculate", "value": "scores.s * 999999999", "factor": 1000 }
            ]),
        )
        .form();
    let told = |answers: Given<'_>| {
        let interview = Interview::of(&form).with(answers);
        [interview.number("scores.t"), interview.number("c"), interview.number("e")]
    };
    assert_eq!(told(&[("p", "l"), ("d", "2001-01-01")]), ["999999999000", "20", "unknown"], "12");
    // Between -0.5 and 0.5 lies 0; and of what comes of 24 and of 25 years only the first can be held.
    assert_eq!(told(&[("p", "m"), ("d", "2001")]), ["unknown", "unknown", "unknown"], "12");
    assert_eq!(told(&[("p", "m"), ("d", "2002-01-01")]), ["unknown", "-20", "8861999991138000000"], "12");
}

#[test]
fn scores_of_scores() {
    let part = |id: &str, item: &str| json!({ "id": id, "method": "sum", "missing": "unknown", "weights": { item: { "yes": 3, "no": 1 } } });
    let of = |value: &str, more: Value| {
        let mut whole = json!({ "id": "s", "method": "calculate", "value": value });
        for (key, value) in more.as_object().unwrap() {
            whole = also(whole, key, value.clone());
        }
        Draft::new().ask(only(yes_no("x"), "b")).set("/scores", json!([part("one", "a"), part("two", "x"), whole]))
    };
    let shut: Given<'_> = &[("a", "yes"), ("b", "no")];
    let table: [(&str, &str, Value, Given<'_>, &str); 9] = [
        ("16: both known", "scores.one + scores.two", json!({}), &[("a", "yes"), ("b", "yes"), ("x", "no")], "4"),
        ("17: one of them a range", "scores.one + scores.two", json!({}), &[("a", "yes"), ("b", "yes")], "4..6"),
        ("17: one of them perhaps absent", "scores.one + scores.two", json!({}), &[("a", "yes")], "unknown"),
        ("17: one of them absent", "scores.one + scores.two", json!({}), shut, "absent"),
        ("17: absent, with a value", "scores.one + scores.two", json!({ "whenNotApplicable": 0 }), shut, "0"),
        ("12: absent ones are left out", "sum(scores.one, scores.two)", json!({}), shut, "3"),
        ("16: rounded once", "scores.one / 2", json!({ "round": "halfUp" }), shut, "2"),
        ("17: at both ends", "scores.one / 2", json!({ "round": "halfUp" }), &[], "1..2"),
        ("16: then multiplied", "scores.one / 2", json!({ "factor": -1 }), &[], "-1.5..-0.5"),
    ];
    for (reason, value, more, answers, expected) in table {
        assert_eq!(
            Interview::of(&of(value, more).form()).with(answers).number("scores.s"),
            expected,
            "{reason}: {answers:?}"
        );
    }
}

/// One set of bands on the score, two more by name.
fn banded() -> Draft {
    let band = |id: &str, from: i32| json!({ "id": id, "from": from });
    scored(&json!({ "missing": "zero", "whenNotApplicable": 0,
        "bands": [band("low", 0), band("high", 5)],
        "bandSets": { "clinic": [band("none", -1), band("some", 3), band("much", 7)], "school": [band("calm", 0), band("not_calm", 2)] } }))
}

#[test]
fn several_sets_of_bands_over_one_score() {
    let gate = ("gate", "yes");
    // Answers; the band of each set, where it is certain.
    let table: [(&str, Given<'_>, [Option<&str>; 3]); 7] = [
        ("18: total 0", &[gate, ("p", "w0"), ("q", "w0"), ("r", "w0")], [Some("low"), Some("none"), Some("calm")]),
        ("18: total 2", &[gate, ("p", "w2"), ("q", "w0"), ("r", "w0")], [Some("low"), Some("none"), Some("not_calm")]),
        ("18: total 3", &[gate, ("p", "w3"), ("q", "w0"), ("r", "w0")], [Some("low"), Some("some"), Some("not_calm")]),
        ("18: total 5", &[gate, ("p", "w3"), ("q", "w2"), ("r", "w0")], [Some("high"), Some("some"), Some("not_calm")]),
        ("18: total 9", &[gate, ("p", "w3"), ("q", "w3"), ("r", "w3")], [Some("high"), Some("much"), Some("not_calm")]),
        ("18: 3 to 6", &[gate, ("p", "w3"), ("q", "w0")], [None, Some("some"), Some("not_calm")]),
        ("18: 0 to 9", &[], [None, None, None]),
    ];
    for (reason, answers, expected) in table {
        let score = Interview::of(&banded().form()).with(answers).now().scores.remove(0);
        let sets: Vec<_> = score.band_sets.iter().map(|set| (&*set.id, set.band.as_deref())).collect();
        assert_eq!(score.band.as_deref(), expected[0], "{reason}");
        assert_eq!(sets, [("clinic", expected[1]), ("school", expected[2])], "{reason}");
    }
}

#[test]
fn what_lies_below_the_first_band_belongs_to_it() {
    // A number without a least one: nothing proves where the score begins, so no gap below the bands is told.
    let number = json!({ "id": "n", "type": "integer", "by": "worker", "text": "?", "max": 9 });
    let bands = json!([{ "id": "low", "from": 0 }, { "id": "high", "from": 5 }]);
    let score = json!({ "id": "s", "method": "calculate", "value": "n + 1", "bands": bands });
    let table = [
        ("-50000", Some("low"), Truth::True),
        ("-2", Some("low"), Truth::True),
        ("-1", Some("low"), Truth::True),
        ("3", Some("low"), Truth::True),
        ("4", Some("high"), Truth::False),
        ("?declined", None, Truth::Unknown),
    ];
    for (answer, band, is_low) in table {
        let draft = Draft::new().ask(number.clone()).set("/scores", json!([score]));
        assert_eq!(draft.wrong(), []);
        let interview = Interview::of(&draft.when("bands.s == 'low'").form()).with(&[("n", answer)]);
        assert_eq!(interview.now().scores[0].band.as_deref(), band, "18: {answer}");
        assert_eq!(interview.holds(), is_low, "18: {answer}");
    }
}

#[test]
fn a_band_of_every_set_agrees_with_its_cut_off() {
    let pairs = [
        ("bands.s == 'high'", "scores.s >= 5"),
        ("bands.s.clinic == 'none'", "scores.s < 3"),
        ("bands.s.clinic == 'some'", "scores.s >= 3 && scores.s < 7"),
        ("bands.s.clinic != 'much'", "!(scores.s >= 7)"),
        ("bands.s.school in ['not_calm']", "scores.s >= 2"),
    ];
    let weights = ["", "w0", "w1", "w2", "w3", "?declined"];
    let mut seen = [0; 3];
    for (band, cut_off) in pairs {
        let forms = [banded().when(band).form(), banded().when(cut_off).form()];
        for p in weights {
            for q in weights {
                for gate in ["yes", "no", ""] {
                    let told: Vec<_> =
                        [("gate", gate), ("p", p), ("q", q)].into_iter().filter(|(_, told)| !told.is_empty()).collect();
                    let [one, other] = [&forms[0], &forms[1]].map(|form| Interview::of(form).with(&told).holds());
                    assert_eq!(one, other, "18: {band} {told:?}");
                    seen[Truth::ALL.iter().position(|truth| *truth == one).unwrap()] += 1;
                }
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 20), "{seen:?}");
}
