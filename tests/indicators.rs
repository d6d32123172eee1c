//! The indicators of every form against the list they rest on: reference, strength, dimension, certainty.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod common;

use common::{file, of_folder, published};
use serde_json::Value;

/// The ILO/EC operational indicators, with the certainty of each.
fn list() -> Vec<Value> {
    let list: Value = serde_json::from_slice(&file("tests/fixtures/domain/ilo_indicators.json")).unwrap();
    list["indicators"].as_array().unwrap().clone()
}

#[test]
fn an_indicator_of_the_list_has_its_strength_and_its_dimension() {
    let list = list();
    let known = |place: &str| list.iter().find(|known| known["id"] == *place);
    for folder in published() {
        let form = of_folder(&folder);
        let mut checked = 0;
        for indicator in &form.indicators {
            let (source, place) = indicator.source.as_ref().expect("every indicator names its source");
            if &*form.sources[usize::from(*source)].id != "ilo" {
                continue;
            }
            let found = known(place).unwrap_or_else(|| panic!("{folder}: no {place} in the list"));
            assert_eq!(found["strength"], indicator.strength.word(), "{folder}: {}", indicator.id);
            let dimension = &form.dimensions[usize::from(indicator.dimension)];
            assert_eq!(found["dimension"], *dimension.id, "{folder}: {}", indicator.id);
            checked += 1;
        }
        let least = if form.indicators.is_empty() { 0 } else { 12 };
        assert!(checked >= least, "{folder}: only {checked} indicators rest on the list");
    }
}

/// What is met whatever the age has the strength of both lists; what is not reads the age.
#[test]
fn a_strength_that_differs_between_adults_and_children_depends_on_the_age() {
    let form = of_folder("schemas/forms/nrm-identification/0.1.0");
    let list = list();
    let age = form.age.expect("whose age decides").group;
    let (mut shared, mut apart) = (0, 0);
    for indicator in &form.indicators {
        let place = &*indicator.source.as_ref().expect("a source").1;
        let twin = match place.split_once('.') {
            Some(("AL", rest)) => format!("CL.{rest}"),
            Some(("CL", rest)) => format!("AL.{rest}"),
            _ => continue,
        };
        let twin = list.iter().find(|known| known["id"] == *twin);
        if indicator.reads.contains(&age) {
            let same = twin.is_some_and(|twin| twin["strength"] == indicator.strength.word());
            assert!(!same, "{} need not read the age", indicator.id);
            apart += 1;
        } else {
            assert_eq!(twin.expect("in both lists")["strength"], indicator.strength.word(), "{}", indicator.id);
            shared += 1;
        }
    }
    assert!(shared >= 45 && apart >= 28, "{shared} of both lists, {apart} of one");
}

#[test]
fn no_source_claims_to_be_verified_and_every_indicator_is_listed_with_its_certainty() {
    let readme = String::from_utf8(file("schemas/README.md")).unwrap();
    for folder in published() {
        let form = of_folder(&folder);
        let unverified = form.sources.iter().all(|source| !source.verified);
        assert!(unverified, "{folder}: nobody compared the form with the primary sources");
        if form.indicators.is_empty() {
            continue;
        }
        let title = format!("## Indicators of `{}` {}\n", form.id, form.version);
        let (_, listed) = readme.split_once(&*title).unwrap_or_else(|| panic!("no {title}"));
        let listed = listed.split("\n## ").next().unwrap_or(listed);
        for indicator in &form.indicators {
            let line = listed.lines().find(|line| line.contains(&format!("`{}`", indicator.id)));
            let line = line.unwrap_or_else(|| panic!("{folder}: {} is not listed", indicator.id));
            assert!(line.contains(indicator.strength.word()), "{line}");
            let (_, place) = indicator.source.as_ref().expect("a source");
            assert!(line.contains(&**place), "{line}");
        }
    }
}
