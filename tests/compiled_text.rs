//! A form as text for the device: it comes back as it was, and nothing else is taken for one.

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

use common::{EXAMPLE, detection, form};
use nrm_screening::evaluation::{Entry, evaluate};
use nrm_screening::value::Date;
use nrm_screening::view::Words;
use nrm_screening::{Form, assess};

#[test]
fn a_form_comes_back_as_it_was_written() {
    for form in [form(EXAMPLE), detection()] {
        let text = form.to_text();
        let back = Form::from_text(&text).expect("a form");
        assert_eq!(back.to_text(), text);
        for (item, place) in form.items.iter().zip(0..) {
            assert_eq!(back.find(&item.id), Some(place));
        }
        let today = Date::parse("2026-11-02").unwrap();
        let nothing = vec![Entry::default(); form.items.len()];
        let states = (evaluate(&form, &nothing, today), evaluate(&back, &nothing, today));
        assert_eq!(assess(&form, &states.0, 0), assess(&back, &states.1, 0));
    }
}

#[test]
fn languages_are_taken_by_their_own_form_only() {
    let form = detection();
    let arabic = form.language_to_text(form.language("ar").unwrap()).unwrap();
    let mut bare = Form::from_text(&form.to_text()).unwrap();
    bare.languages.truncate(1);
    assert_eq!(bare.language("ar"), None);
    assert!(bare.take_language(&arabic));
    let place = bare.language("ar").unwrap();
    assert_eq!(bare.text(bare.title, place), form.text(form.title, form.language("ar").unwrap()));
    let mut other = Form::from_text(&self::form(EXAMPLE).to_text()).unwrap();
    assert!(!other.take_language(&arabic) && other.languages.len() == 1);
}

#[test]
fn what_is_cut_short_or_longer_or_of_another_version_is_refused() {
    let text = form(EXAMPLE).to_text();
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    assert!(ends.iter().all(|end| Form::from_text(&text[..*end]).is_none()));
    assert!(Form::from_text(&format!("{text}0\u{1f}")).is_none());
    assert!(Form::from_text(&text.replacen(env!("CARGO_PKG_VERSION"), "0.0.0", 1)).is_none());
    assert!(Form::from_text(EXAMPLE).is_none());
    assert!(Words::from_text(&text).is_none());
}

#[test]
fn a_text_that_was_tampered_with_is_refused_or_evaluates_to_something() {
    let text = form(EXAMPLE).to_text();
    let tokens: Vec<&str> = text.split('\u{1f}').collect();
    let today = Date::parse("2026-11-02").unwrap();
    let mut taken = 0;
    for place in 1..tokens.len() - 1 {
        for other in ["0", "1", "7", "999999999999", "", "x", "true", "given"] {
            let mut changed = tokens.clone();
            changed[place] = other;
            if let Some(form) = Form::from_text(&changed.join("\u{1f}")) {
                let state = evaluate(&form, &vec![Entry::default(); form.items.len()], today);
                assess(&form, &state, 0);
                taken += 1;
            }
        }
    }
    assert!(taken > 1000, "{taken}");
}

#[test]
fn values_too_deep_are_refused() {
    let text = form(EXAMPLE).to_text();
    let tokens: Vec<&str> = text.split('\u{1f}').collect();
    // An indicator is its id, dimension, strength, then its condition: here `all` of one within the other.
    let when = tokens.iter().position(|token| *token == "papers_taken").unwrap() + 3;
    let within = |depth: usize| {
        let deep = ["0", "1"].repeat(depth);
        let changed = [&tokens[..when], &deep, &tokens[when..]].concat();
        Form::from_text(&changed.join("\u{1f}")).is_some()
    };
    assert!(within(0) && within(100));
    assert!(!within(200) && !within(100_000));
}
