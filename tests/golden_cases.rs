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

use common::{file, of_folder, published};
use nrm_screening::maintain::cases::Cases;
use nrm_screening::value::Truth;
use std::collections::BTreeSet;

/// How many cases a form has at least; any other has fifteen.
fn least(id: &str) -> usize {
    match id {
        "nrm-detection" => 37,
        "nrm-identification" => 130,
        "nrm-risk" => 30,
        _ => 15,
    }
}

#[test]
fn every_case_of_every_form_comes_out_as_expected_and_reaches_everything() {
    for folder in published() {
        let form = of_folder(&folder);
        let (found, ran) = Cases::test(&file(&format!("{folder}/cases.json")), &form);
        assert_eq!(found, [], "{folder}: nothing is wrong, and every row has a case");
        assert!(ran.len() >= least(&form.id), "{folder}: {} cases", ran.len());
        for (case, ran) in &ran {
            assert!(ran.differences.is_empty(), "{folder}, {}: {:?}", case.id, ran.differences);
        }
        let classes: BTreeSet<&str> = ran.iter().map(|(_, ran)| &*ran.found.outcome.class).collect();
        for row in &form.rows {
            assert!(classes.contains(&*row.class), "{folder}: no case reaches {}", row.class);
        }
        assert!(classes.contains("indeterminate") && classes.contains("couldNotBeDone"), "{folder}");
        // The first version of all was published with cases that leave two alerts out, and stays as it is.
        if folder == "schemas/forms/nrm-detection/0.1.0" {
            continue;
        }
        let alerts = ran.iter().flat_map(|(_, ran)| &ran.found.alerts).map(|alert| &*alert.id);
        let alerts: BTreeSet<&str> = alerts.collect();
        let lacking: Vec<&str> = form.alerts.iter().map(|alert| &*alert.id).filter(|id| !alerts.contains(id)).collect();
        assert_eq!(lacking, [""; 0], "{folder}: no case raises these alerts");
        let signs = ran.iter().flat_map(|(_, ran)| &ran.found.indicators).filter(|sign| sign.truth == Truth::True);
        let signs: BTreeSet<&str> = signs.map(|sign| &*sign.id).collect();
        let lacking: Vec<&str> =
            form.indicators.iter().map(|sign| &*sign.id).filter(|id| !signs.contains(id)).collect();
        assert_eq!(lacking, [""; 0], "{folder}: no case meets these indicators");
    }
}
