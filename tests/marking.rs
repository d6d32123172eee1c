//! Whatever a file holds, every finding in it has a place, and what is shown of that place is whole and plain.

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

use common::EXAMPLE;
use nrm_screening::maintain::cases::Cases;
use nrm_screening::maintain::{Excerpt, Finding, Source, check_form, check_texts};
use proptest::prelude::*;
use std::sync::Arc;

/// Every finding has a place in the text, and its line can be shown at any width.
fn is_shown(text: &[u8], findings: &[Finding]) -> Result<(), TestCaseError> {
    let source = Source::new(text.to_vec());
    let lines = text.split(|byte| *byte == b'\n').count();
    for finding in findings {
        let mark = source.mark(finding);
        let line = source.line(mark.line);
        prop_assert!((1..=lines).contains(&mark.line), "{mark:?}");
        prop_assert!(mark.from <= mark.to && mark.to <= line.len(), "{mark:?}");
        prop_assert!((1..=mark.from + 1).contains(&mark.column), "{mark:?}");
        for width in [40, 90] {
            let excerpt = Excerpt::of(&source, mark, width);
            prop_assert!(excerpt.text.get(excerpt.from..excerpt.to).is_some(), "{excerpt:?}");
            prop_assert!(!excerpt.text.contains(|letter: char| letter.is_control()), "{excerpt:?}");
        }
    }
    Ok(())
}

/// A text with some of its bytes cut out, repeated or replaced.
fn damaged(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let damage = (any::<prop::sample::Index>(), 0..40_usize, prop::collection::vec(any::<u8>(), 0..6));
    prop::collection::vec(damage, 1..4).prop_map(move |damages| {
        let mut text = text.as_bytes().to_vec();
        for (place, length, instead) in damages {
            let from = place.index(text.len() + 1);
            let to = (from + length).min(text.len());
            text.splice(from..to, instead);
        }
        text
    })
}

const CASES: &str = include_str!("fixtures/maintain/draft/1.0.0/cases.json");
const TEXTS: &str = include_str!("fixtures/maintain/draft/1.1.0/texts/fr.json");

proptest! {
    #[test]
    fn damaged_forms(text in damaged(EXAMPLE)) {
        let (form, found) = check_form(&text);
        prop_assert!(form.is_some() || !found.is_empty());
        is_shown(&text, &found)?;
    }

    #[test]
    fn damaged_texts(text in damaged(TEXTS)) {
        let form = check_form(include_bytes!("fixtures/maintain/draft/1.1.0/form.json")).0.unwrap();
        let found = check_texts(&text, "fr", Some(&form));
        prop_assert!(!found.is_empty());
        is_shown(&text, &found)?;
    }

    #[test]
    fn damaged_cases(text in damaged(CASES)) {
        let form = Arc::new(check_form(include_bytes!("fixtures/maintain/draft/1.0.0/form.json")).0.unwrap());
        let (found, ran) = Cases::test(&text, &form);
        prop_assert!(!found.is_empty() || !ran.is_empty(), "nothing was tested and nothing was told");
        is_shown(&text, &found)?;
        // Marks are asked for places that a text does not have, too.
        let finding = |case: &nrm_screening::maintain::cases::Case| {
            Finding::error("", &format!("{}/expect/nothing", case.pointer), String::new(), "")
        };
        is_shown(&text, &ran.iter().map(|(case, _)| finding(case)).collect::<Vec<_>>())?;
    }

    #[test]
    fn any_bytes(text in prop::collection::vec(any::<u8>(), 0..200)) {
        is_shown(&text, &check_form(&text).1)?;
    }
}
