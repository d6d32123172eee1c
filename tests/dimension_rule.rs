//! The strength rule of the ILO/EC operational indicators, as a truth table of 80 rows with three-valued examples.

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

use nrm_screening::compile::Combination;
use nrm_screening::evaluation::dimension;
use nrm_screening::value::Truth;
use serde_json::Value;

const RULE: [Combination; 4] = [
    Combination { strong: 2, medium: 0, weak: 0, total: 0 },
    Combination { strong: 1, medium: 0, weak: 0, total: 2 },
    Combination { strong: 0, medium: 3, weak: 0, total: 0 },
    Combination { strong: 0, medium: 2, weak: 1, total: 0 },
];

fn table() -> Value {
    serde_json::from_str(include_str!("fixtures/domain/dimension_truth_table.json")).unwrap()
}

fn counts(row: &Value, keys: [&str; 3]) -> [u32; 3] {
    keys.map(|key| u32::try_from(row[key].as_u64().unwrap()).unwrap())
}

#[test]
fn all_eighty_rows_are_equal() {
    let table = table();
    let rows = table["two_valued"].as_array().unwrap();
    assert_eq!(rows.len(), 80);
    for row in rows {
        let expected = Truth::known(row["positive"].as_bool().unwrap());
        assert_eq!(dimension(&RULE, counts(row, ["strong", "medium", "weak"]), [0; 3]), expected, "{row}");
    }
}

#[test]
fn the_three_valued_examples_are_equal() {
    let table = table();
    let rows = table["three_valued_examples"].as_array().unwrap();
    assert!(rows.len() >= 12);
    for row in rows {
        let expected = match row["result"].as_str().unwrap() {
            "positive" => Truth::True,
            "negative" => Truth::False,
            _ => Truth::Unknown,
        };
        let found = dimension(&RULE, counts(&row["yes"], ["S", "M", "W"]), counts(&row["unknown"], ["S", "M", "W"]));
        assert_eq!(found, expected, "{row}");
    }
}

#[test]
fn every_form_with_dimensions_and_the_example_use_this_rule() {
    let published = common::published().into_iter().map(|folder| format!("{folder}/form.json"));
    for path in published.chain(["tests/fixtures/example.form.json".to_owned()]) {
        let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).unwrap();
        let definition: Value = serde_json::from_str(&text).unwrap();
        let Some(rule) = definition["dimensionRule"].as_array() else { continue };
        let rule: Vec<[u64; 4]> = rule
            .iter()
            .map(|row| ["strong", "medium", "weak", "total"].map(|key| row[key].as_u64().unwrap_or(0)))
            .collect();
        let expected: Vec<[u64; 4]> =
            RULE.iter().map(|rule| [rule.strong, rule.medium, rule.weak, rule.total].map(u64::from)).collect();
        assert_eq!(rule, expected, "{path}");
    }
}
