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

use common::{detection, file};
use nrm_screening::maintain::cases::Cases;
use std::collections::BTreeSet;

const FOLDER: &str = "schemas/forms/nrm-detection/0.1.0";

#[test]
fn every_case_of_the_detection_form_comes_out_as_expected() {
    let form = detection();
    let (found, ran) = Cases::test(&file(&format!("{FOLDER}/cases.json")), &form);
    assert_eq!(found, [], "nothing is wrong, and every row has a case");
    assert!(ran.len() >= 37, "{} cases", ran.len());
    for (case, ran) in &ran {
        assert!(ran.differences.is_empty(), "{}: {:?}", case.id, ran.differences);
    }
    let classes: BTreeSet<&str> = ran.iter().map(|(_, ran)| &*ran.found.outcome.class).collect();
    for row in &form.rows {
        assert!(classes.contains(&*row.class), "no case reaches {}", row.class);
    }
    assert!(classes.contains("indeterminate") && classes.contains("couldNotBeDone"));
}
