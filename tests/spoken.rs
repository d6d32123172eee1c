//! What is read aloud can be read aloud: short sentences, one question at a time. Measured over every published form and
//! every translation of it.

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

use common::{of_folder, published};
use nrm_screening::compile::{Form, TextId};
use nrm_screening::value::{By, ItemType};
use std::sync::Arc;

/// Most words of a sentence in the languages whose words are counted.
const LONGEST: usize = 20;
/// Two negations in one sentence have to be untangled by whoever hears them.
const NEGATIONS: &[(&str, &[&str])] =
    &[("fr", &[" ne ", " n’", " sans "]), ("en", &[" not ", "n’t ", " without ", " never ", " nobody "])];

/// Every published form, with every language it has.
fn forms() -> Vec<Arc<Form>> {
    published().iter().map(|folder| of_folder(folder)).collect()
}

/// Texts said to the person, and notes for the worker: whose sentences are counted. Choices are said too.
fn said(form: &Form) -> Vec<(String, TextId, bool)> {
    let mut said = Vec::new();
    for item in &form.items {
        let aloud = matches!(item.by, By::Person) || item.kind == ItemType::Consent;
        if item.kind != ItemType::Group {
            said.push((item.id.to_string(), item.text, aloud));
        }
        said.extend(item.guidance.map(|note| (format!("{}.guidance", item.id), note, false)));
        said.extend(item.more.map(|more| (format!("{}.more", item.id), more, aloud)));
        for choice in &item.choices {
            said.extend(choice.text.map(|text| (format!("{}.{}", item.id, choice.code), text, aloud)));
        }
    }
    said
}

/// The sentences of a text.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '?', '!', '…', '\n']).map(str::trim).filter(|sentence| words(sentence) > 0)
}

/// How many words a sentence has: what holds a letter or a digit, between spaces.
fn words(sentence: &str) -> usize {
    sentence.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[test]
fn sentences_that_are_said_or_read_in_the_room_are_short() {
    let (mut counted, mut wrong) = (0, Vec::new());
    for form in forms() {
        for language in ["fr", "en"] {
            let place = form.language(language).unwrap_or_else(|| panic!("{} lacks {language}", form.version));
            for (key, text, _) in said(&form) {
                let shown = form.text(text, place);
                assert_eq!(shown.language, language, "{key} of {} is not in {language}", form.version);
                for sentence in sentences(shown.text) {
                    counted += 1;
                    if words(sentence) > LONGEST {
                        wrong.push(format!("{} {language} {key}: {} words: {sentence}", form.version, words(sentence)));
                    }
                }
            }
        }
    }
    assert!(counted > 400, "{counted} sentences");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_question_that_is_said_asks_once_and_denies_at_most_once() {
    let (mut counted, mut wrong) = (0, Vec::new());
    for form in forms() {
        for (language, negations) in NEGATIONS {
            let place = form.language(language).unwrap();
            for (key, text, _) in said(&form).into_iter().filter(|(_, _, aloud)| *aloud) {
                let shown = form.text(text, place).text;
                counted += 1;
                if shown.matches('?').count() > 1 {
                    wrong.push(format!("{} {language} {key}: two questions: {shown}", form.version));
                }
                for sentence in sentences(shown) {
                    let padded = format!(" {} ", sentence.to_lowercase());
                    let denied: usize = negations.iter().map(|word| padded.matches(word).count()).sum();
                    if denied > 1 {
                        wrong.push(format!("{} {language} {key}: denied twice: {sentence}", form.version));
                    }
                }
            }
        }
    }
    assert!(counted > 300, "{counted} texts");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_measured_would_be_found() {
    let long = "Un ".repeat(20) + "mot ? Deux mots.";
    assert_eq!(sentences(&long).map(words).collect::<Vec<_>>(), [21, 2]);
    assert_eq!(sentences("Non\u{a0}? Oui\u{a0}: « deux »").map(words).collect::<Vec<_>>(), [1, 2]);
    assert!(forms().len() >= 3, "every published form is measured");
}
