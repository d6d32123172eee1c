//! Forms in other languages: every text there, each translating the source as it is now, shown with its language.

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

use common::{Draft, file, of_folder, published, try_form};
use nrm_screening::TextsOverlay;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn overlay(texts: &Value) -> Result<TextsOverlay, nrm_screening::Diagnostics> {
    let overlay =
        json!({ "format": 1, "form": "draft", "version": "1.0.0", "language": "fr", "review": "none", "texts": texts });
    TextsOverlay::read(overlay.to_string().as_bytes())
}

/// The first eight hexadecimal digits of the SHA-256 of a text.
fn digest(text: &str) -> String {
    let digest = Sha256::digest(text);
    format!("{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3])
}

/// Every text of a form, in every language, with its key.
fn texts(folder: &str) -> Vec<(String, String)> {
    let form = of_folder(folder);
    let mut texts: Vec<_> = form.source_texts().map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
    for language in ["en", "ar"] {
        let overlay = TextsOverlay::read(&file(&format!("{folder}/texts/{language}.json"))).unwrap();
        texts.extend(overlay.texts.0.iter().map(|known| (known.key.to_string(), known.text.to_string())));
    }
    texts
}

#[test]
fn every_text_of_every_form_is_translated_from_the_source_as_it_is() {
    for folder in published() {
        let form = of_folder(&folder);
        assert_eq!(form.languages.len(), 3);
        for language in ["en", "ar"] {
            let overlay = TextsOverlay::read(&file(&format!("{folder}/texts/{language}.json"))).unwrap();
            assert_eq!(&*overlay.review, "none", "no person has reviewed it");
            let mut checked = 0;
            for (key, source) in form.source_texts() {
                let translation = overlay.texts.0.iter().find(|known| *known.key == *key).expect(key);
                assert_eq!(&*translation.of, digest(source), "{folder}, {language}: {key} translates another text");
                checked += 1;
            }
            assert_eq!((checked, overlay.texts.0.len()), (form.source_texts().count(), checked), "{folder}");
        }
    }
}

#[test]
fn arabic_is_arabic_and_digits_are_european() {
    for folder in published() {
        let overlay = TextsOverlay::read(&file(&format!("{folder}/texts/ar.json"))).unwrap();
        for translation in &overlay.texts.0 {
            let text = &*translation.text;
            assert!(text.chars().any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter)), "{}", translation.key);
            assert!(!text.chars().any(|letter| ('\u{660}'..='\u{669}').contains(&letter)), "{}", translation.key);
        }
    }
}

#[test]
fn french_has_its_spaces_and_apostrophes() {
    for folder in published() {
        for (key, text) in of_folder(&folder).source_texts() {
            let letters: Vec<char> = text.chars().collect();
            for (place, letter) in letters.iter().enumerate().filter(|(place, _)| *place > 0) {
                if matches!(letter, '?' | '!' | ';' | ':' | '»') {
                    assert!(matches!(letters[place - 1], '\u{a0}' | '\u{202f}'), "{folder}, {key}: {text}");
                }
            }
            assert!(!text.contains('\''), "{folder}, {key}: {text}");
        }
    }
}

/// What is read aloud, and what is read in a hurry, has to be understood at once.
#[test]
fn no_sentence_is_long() {
    for folder in published() {
        for (key, text) in texts(&folder) {
            for sentence in text.split(['.', '?', '!', ':', ';', '\n', '\u{61f}', '\u{61b}']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 20, "{folder}, {key}: {words} words: {sentence}");
            }
        }
    }
}

/// Hard words stand in the terms of the case file, which are shown on request, and nowhere else.
#[test]
fn no_hard_word_stands_outside_the_terms() {
    let hard = [
        "victim",
        "traffick",
        "exploit",
        "slave",
        "esclav",
        "sexe",
        "sexuel",
        "sexual",
        "la traite",
        "ضحي",
        "اتجار",
        "استغل",
        "عبود",
        "جنس",
    ];
    for folder in published() {
        for (key, text) in texts(&folder).into_iter().filter(|(key, _)| !key.contains(".terms.")) {
            let text = text.to_lowercase();
            assert!(hard.iter().all(|word| !text.contains(word)), "{folder}, {key}: {text}");
        }
    }
}

#[test]
fn no_text_of_an_outcome_states_a_verdict() {
    let phrases = ["n’est pas victime", "est victime", "is a victim", "is not a victim", "no victim", "ضحية"];
    for folder in published() {
        let form = of_folder(&folder);
        for language in 0..form.languages.len() {
            for row in &form.rows {
                let ids = [Some(row.statement.text), row.statement.note].into_iter().flatten();
                for id in ids.chain(row.statement.actions.iter().map(|action| action.text)) {
                    let text = form.text(id, language).text.to_lowercase();
                    assert!(phrases.iter().all(|phrase| !text.contains(phrase)), "{folder}: {text}");
                }
            }
        }
    }
}

#[test]
fn a_missing_translation_is_told_and_the_source_is_shown_with_its_own_language() {
    let mut form = try_form(&Draft::new().text()).unwrap();
    let told = form.add_language(&overlay(&json!({ "a.text": ["12345678", "A en français ?"] })).unwrap()).unwrap_err();
    assert!(told.to_string().contains("missing-text /texts the text `b.text` is not translated"));
    let (a, b) = (form.items[1].text, form.items[2].text);
    let fr = form.language("fr").unwrap();
    let shown = form.text(a, fr);
    assert_eq!((shown.text, shown.language, shown.fallback), ("A en français ?", "fr", false));
    let shown = form.text(b, fr);
    assert_eq!((shown.text, shown.language, shown.fallback), ("B?", "en", true));
}

#[test]
fn texts_of_another_form_are_not_taken() {
    let mut form = try_form(&Draft::new().set("/version", json!("1.0.1")).text()).unwrap();
    let told = form.add_language(&overlay(&json!({})).unwrap()).unwrap_err();
    assert_eq!(told.to_string(), "other-form /form these texts belong to `draft 1.0.0`");
    assert_eq!(form.language("fr"), None);
}

#[test]
fn texts_of_nothing_and_texts_without_a_digest_are_told() {
    let mut form = try_form(&Draft::new().text()).unwrap();
    let told = form.add_language(&overlay(&json!({ "c.text": ["12345678", "C"] })).unwrap()).unwrap_err();
    assert!(told.to_string().starts_with("unknown-text /texts/c.text the form has no text `c.text`\n"));
    let told = overlay(&json!({ "a.text": ["A"], "b.text": "B" })).unwrap_err();
    assert_eq!(told.list().len(), 1);
    assert!(overlay(&json!({ "a.text": ["A"] })).is_err());
    assert!(overlay(&json!({ "a.text": ["A", "B", "C"] })).is_err());
}
