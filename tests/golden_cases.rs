//! The golden cases of every published form, run as `nrm-forms test` runs them.

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

use common::{detection, file, of_folder, published};
use nrm_screening::maintain::cases::{Case, Cases, Covered, Ran, coverage};
use std::collections::BTreeSet;

/// How many cases a form has at least; any other has fifteen.
fn least(folder: &str) -> usize {
    match folder {
        "schemas/forms/nrm-detection/0.1.0" => 37,
        "schemas/forms/nrm-detection/0.2.0" => 75,
        "schemas/forms/nrm-identification/0.1.0" => 150,
        "schemas/forms/nrm-risk/0.1.0" => 50,
        "schemas/forms/nrm-needs/0.1.0" => 40,
        "schemas/forms/nrm-referral/0.1.0" => 60,
        _ => 15,
    }
}

/// The cases of a form, run.
fn ran(folder: &str) -> Vec<(Case, Ran)> {
    let (found, ran) = Cases::test(&file(&format!("{folder}/cases.json")), &of_folder(folder));
    assert_eq!(found, [], "{folder}: nothing is wrong, and every row has a case");
    assert!(ran.len() >= least(folder), "{folder}: {} cases", ran.len());
    for (case, ran) in &ran {
        assert!(ran.differences.is_empty(), "{folder}, {}: {:?}", case.id, ran.differences);
    }
    ran
}

#[test]
fn every_case_of_every_form_comes_out_as_expected_and_reaches_everything() {
    for folder in published() {
        let ran = ran(&folder);
        // The first version of all was published with cases that leave two alerts out, and stays as it is.
        if folder == "schemas/forms/nrm-detection/0.1.0" {
            continue;
        }
        for kind in coverage(&of_folder(&folder), &ran) {
            let wanted = !matches!(kind.what, Covered::Choices | Covered::Combinations | Covered::Bands);
            assert!(
                !wanted || kind.missing.is_empty(),
                "{folder}: no case reaches {} {:?}",
                kind.what.word(),
                kind.missing
            );
        }
    }
}

const DETECTION: &str = "schemas/forms/nrm-detection/0.2.0";

#[test]
fn the_cases_of_the_detection_form_reach_all_of_it_and_say_why() {
    let (form, ran) = (detection(), ran(DETECTION));
    let covered = coverage(&form, &ran);
    for kind in &covered {
        assert_eq!(kind.missing, [""; 0], "{} no case reaches", kind.what.word());
    }
    let all = |what| covered.iter().find(|kind| kind.what == what).map_or(0, |kind| kind.all);
    assert_eq!(all(Covered::Classes), 9);
    assert_eq!(all(Covered::Rows), form.rows.len());
    assert_eq!(all(Covered::Alerts), form.alerts.len());
    assert_eq!(all(Covered::Indicators), form.indicators.len());
    assert_eq!(all(Covered::Combinations), 4);
    assert!(all(Covered::Choices) > 100);
    assert_eq!(all(Covered::Bands), 0, "the form has no score, so the kind is left out");
    let classes: BTreeSet<&str> = ran.iter().map(|(_, ran)| &*ran.found.outcome.class).collect();
    assert_eq!(classes.len(), 9, "{classes:?}");
    for (case, _) in &ran {
        let why = case.why.as_deref().unwrap_or_else(|| panic!("{} does not say why", case.id));
        assert!(why.len() > 40, "{}: {why}", case.id);
    }
}

/// Whoever reads these cases learns from them, and no answer goes without one.
#[test]
fn the_cases_of_every_form_since_reach_every_choice_and_say_why() {
    for folder in published().iter().filter(|folder| !folder.starts_with("schemas/forms/nrm-detection/")) {
        let (form, ran) = (of_folder(folder), ran(folder));
        for kind in coverage(&form, &ran) {
            assert_eq!(kind.missing, [""; 0], "{folder}: {} no case reaches", kind.what.word());
        }
        for (case, _) in &ran {
            let why = case.why.as_deref().unwrap_or_else(|| panic!("{folder}, {} does not say why", case.id));
            assert!(why.len() > 40, "{folder}, {}: {why}", case.id);
        }
    }
}

#[test]
fn a_case_less_is_a_choice_less() {
    let mut ran = ran(DETECTION);
    ran.retain(|(case, _)| !case.id.starts_with("unwanted_marriage"));
    let missing: Vec<String> = coverage(&detection(), &ran).into_iter().flat_map(|kind| kind.missing).collect();
    assert_eq!(missing, ["unwanted_marriage", "had_to.marry"]);
}

#[test]
fn a_total_may_be_expected_in_any_way_of_writing_it() {
    let parts = |code: &str, weight: &str| format!(r#"{{ "code": "{code}", "text": "T", "weight": {weight} }}"#);
    let text = format!(
        r#"{{ "format": 1, "id": "halves", "version": "1.0.0", "sourceLanguage": "en", "title": "H",
        "items": [{{ "id": "g", "type": "group", "title": "G", "items": [
            {{ "id": "a", "type": "single", "by": "worker", "text": "A?", "choices": [{}, {}, {}, {}] }}] }}],
        "scores": [{{ "id": "s", "method": "sum", "missing": "unknown", "weights": {{ "a": "choices" }} }},
            {{ "id": "t", "method": "calculate", "value": "scores.s / 3" }},
            {{ "id": "u", "method": "calculate", "value": "scores.s / 1000000" }}],
        "outcomes": {{ "rows": [{{ "id": "some", "class": "one", "when": "scores.s > 2", "text": "One" }},
            {{ "id": "other", "class": "two", "when": "scores.t > 0 || scores.u > 0", "text": "Two" }},
            {{ "id": "last", "class": "three", "text": "Three" }}],
            "indeterminate": {{ "text": "U" }}, "couldNotBeDone": {{ "text": "N" }} }} }}"#,
        parts("x", "1.5"),
        parts("y", "4"),
        parts("z", "-0.5"),
        parts("w", "0.000001"),
    );
    let form = common::form(&text);
    let differs = |answer: &str, score: &str, total: &str| {
        let cases = format!(
            r#"{{ "form": "halves", "version": "1.0.0", "cases": [{{ "id": "c", "title": "C",
            "answers": {{ "a": "{answer}" }}, "expect": {{ "scores": {{ "{score}": {total} }} }} }}] }}"#
        );
        let (_, ran) = Cases::test(cases.as_bytes(), &form);
        ran.first().map(|(_, ran)| !ran.differences.is_empty())
    };
    for (answer, score, same, other) in [
        ("x", "s", &["1.5", "\"1.5\"", "\"1.50\"", "\"3/2\"", "\"30/20\""][..], "\"5/3\""),
        ("y", "t", &["\"4/3\"", "\"8/6\""], "\"1.333333\""),
        ("z", "s", &["-0.5", "\"-1/2\"", "\"-0.500\""], "\"1/2\""),
        ("w", "u", &["\"0.000000000001\"", "\"1/1000000000000\""], "\"0.000000000002\""),
    ] {
        for total in same {
            assert_eq!(differs(answer, score, total), Some(false), "{answer} {score} {total}");
        }
        assert_eq!(differs(answer, score, other), Some(true), "{answer} {score} {other}");
    }
    for wrong in
        ["\"\"", "\"1/\"", "\"1/0\"", "\"+1\"", "\"1.\"", "\".5\"", "\"1/-2\"", "\"--1\"", "\"99999999999999999999\""]
    {
        assert_eq!(differs("x", "s", wrong), None, "{wrong} is no total");
    }
}
