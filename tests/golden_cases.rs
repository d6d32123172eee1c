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
