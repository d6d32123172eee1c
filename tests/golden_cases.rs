//! The golden cases of every published form.

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

use common::{Interview, detection, file};
use nrm_screening::value::Reason;
use serde_json::Value;
use std::collections::BTreeSet;

const FOLDER: &str = "schemas/forms/nrm-detection/0.1.0";

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().map(|list| list.iter().map(|text| text.as_str().unwrap()).collect()).unwrap_or_default()
}

/// What a case gives, as the tests tell an interview.
fn answers(case: &Value) -> Vec<(String, String)> {
    let given = |(item, answer): (&String, &Value)| {
        let answer = match answer["missing"].as_str() {
            Some(reason) => format!("?{reason}"),
            None => answer.as_str().expect("a code").to_owned(),
        };
        (item.clone(), answer)
    };
    case["answers"].as_object().unwrap().iter().map(given).collect()
}

#[test]
fn every_case_of_the_detection_form_comes_out_as_expected() {
    let form = detection();
    let cases: Value = serde_json::from_slice(&file(&format!("{FOLDER}/cases.json"))).unwrap();
    let cases = cases["cases"].as_array().unwrap();
    assert!(cases.len() >= 12);
    let mut classes = BTreeSet::new();
    for case in cases {
        let id = case["id"].as_str().unwrap();
        let given = answers(case);
        let given: Vec<(&str, &str)> = given.iter().map(|(item, answer)| (&**item, &**answer)).collect();
        let interview = Interview::of(&form).with(&given);
        let interview = match &case["rest"] {
            Value::String(reason) => interview.silent(Reason::of(reason).expect("a reason")),
            codes => interview.rest(&texts(codes)),
        };
        let found = interview.finish();
        let expected = &case["expect"];
        assert_eq!(found.outcome.class, expected["class"].as_str().unwrap(), "{id}: {:?}", found.rows);
        if let Some(row) = expected["row"].as_str() {
            assert_eq!(found.outcome.row.as_deref(), Some(row), "{id}");
        }
        for row in texts(&expected["couldBe"]) {
            assert!(found.outcome.could_be.iter().any(|found| found == row), "{id}: couldBe has no {row}");
        }
        if let Value::Array(_) = expected["alerts"] {
            let alerts: Vec<_> = found.alerts.iter().map(|alert| &*alert.id).collect();
            assert_eq!(alerts, texts(&expected["alerts"]), "{id}");
        }
        if let Some(settled) = expected["settled"].as_bool() {
            assert_eq!(found.outcome.settled, settled, "{id}");
        }
        classes.insert(found.outcome.class);
    }
    let definition: Value = serde_json::from_slice(&file(&format!("{FOLDER}/form.json"))).unwrap();
    for row in definition["outcomes"]["rows"].as_array().unwrap() {
        assert!(classes.contains(row["class"].as_str().unwrap()), "no case reaches {}", row["class"]);
    }
    assert!(classes.contains("indeterminate") && classes.contains("couldNotBeDone"));
}
