//! The indicators of the detection form against the list they rest on: reference, strength, dimension, certainty.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod common;

use common::{detection, file};
use serde_json::Value;

/// The ILO/EC operational indicators, with the certainty of each.
fn list() -> Vec<Value> {
    let list: Value = serde_json::from_slice(&file("tests/fixtures/domain/ilo_indicators.json")).unwrap();
    list["indicators"].as_array().unwrap().clone()
}

#[test]
fn an_indicator_of_the_list_has_its_strength_and_its_dimension() {
    let form = detection();
    let list = list();
    let mut checked = 0;
    for indicator in &form.indicators {
        let (source, place) = indicator.source.as_ref().expect("every indicator names its source");
        if &*form.sources[usize::from(*source)].id != "ilo" {
            continue;
        }
        let known =
            list.iter().find(|known| known["id"] == **place).unwrap_or_else(|| panic!("no {place} in the list"));
        assert_eq!(known["strength"], indicator.strength.word(), "{}", indicator.id);
        let dimension = &form.dimensions[usize::from(indicator.dimension)];
        assert_eq!(known["dimension"], *dimension.id, "{}", indicator.id);
        checked += 1;
    }
    assert!(checked >= 12, "only {checked} indicators rest on the list");
}

#[test]
fn no_source_claims_to_be_verified_and_every_indicator_is_listed_with_its_certainty() {
    let form = detection();
    assert!(form.sources.iter().all(|source| !source.verified), "nobody compared the form with the primary sources");
    let readme = String::from_utf8(file("schemas/README.md")).unwrap();
    for indicator in &form.indicators {
        let line = readme.lines().find(|line| line.contains(&format!("`{}`", indicator.id)));
        let line = line.unwrap_or_else(|| panic!("{} is not listed", indicator.id));
        assert!(line.contains(indicator.strength.word()), "{line}");
        let (_, place) = indicator.source.as_ref().expect("a source");
        assert!(line.contains(&**place), "{line}");
    }
}
