//! Texts of outcomes that state a verdict. Whether someone is a victim is for an authority to say; a form says what the
//! answers show and what is offered.

use super::Prover;
use crate::definition::{Action, FormDefinition, Text};
use crate::diagnostic::Code;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The phrases by language: `schemas/phrases/verdicts.json`.
static PHRASES: LazyLock<BTreeMap<String, Phrases>> = LazyLock::new(|| {
    let file: File = serde_json::from_str(include_str!("../../../schemas/phrases/verdicts.json")).unwrap_or_default();
    let plain = |list: Vec<String>| list.iter().map(|phrase| plain(phrase)).collect();
    let of =
        |(tag, own): (String, Phrases)| (tag, Phrases { verdicts: plain(own.verdicts), unless: plain(own.unless) });
    file.languages.into_iter().map(of).collect()
});

#[derive(Default, Deserialize)]
struct File {
    languages: BTreeMap<String, Phrases>,
}

/// The phrases of a language.
#[derive(Deserialize)]
struct Phrases {
    /// What states a verdict.
    verdicts: Vec<String>,
    /// What, before it in the same sentence, makes it none.
    unless: Vec<String>,
}

/// A text without what does not matter to its words: case, kinds of apostrophes and spaces, Arabic vowel signs; with a
/// space before and after every word.
fn plain(text: &str) -> String {
    let mut made = String::from(" ");
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{ad}' => {}
            '\'' | '\u{2019}' | '\u{2bc}' => made.push('\''),
            letter if letter.is_alphanumeric() => made.push(letter),
            _ if made.ends_with(' ') => {}
            _ => made.push(' '),
        }
    }
    if !made.ends_with(' ') {
        made.push(' ');
    }
    made
}

/// The verdicts that a text in a language states, as the list has them. Of a language without a list, none.
pub(crate) fn verdicts(language: &str, text: &str) -> Vec<&'static str> {
    let tag = language.split('-').next().unwrap_or(language);
    let Some(phrases) = PHRASES.get(tag) else { return Vec::new() };
    let mut found = Vec::new();
    let ends = ['.', '!', '?', ';', ':', '\n', '\u{61f}', '\u{61b}', '\u{6d4}'];
    for sentence in text.split(ends).map(plain) {
        for phrase in &phrases.verdicts {
            let Some(place) = sentence.find(phrase.as_str()) else { continue };
            let excused = |unless: &String| sentence.find(unless.as_str()).is_some_and(|before| before < place);
            if !phrases.unless.iter().any(excused) && !found.contains(&phrase.trim()) {
                found.push(phrase.trim());
            }
        }
    }
    found
}

/// Tells of the verdicts in the outcomes of a definition.
pub(super) fn texts(prover: &mut Prover, definition: &FormDefinition) {
    let outcomes = &definition.outcomes;
    for (place, row) in outcomes.rows.iter().enumerate() {
        let pointer = format!("/outcomes/rows/{place}");
        statement(prover, definition, &pointer, &row.text, row.note.as_ref(), &row.actions);
    }
    for (key, own) in [("indeterminate", &outcomes.indeterminate), ("couldNotBeDone", &outcomes.could_not_be_done)] {
        statement(prover, definition, &format!("/outcomes/{key}"), &own.text, own.note.as_ref(), &own.actions);
    }
    for (class, term) in outcomes.terms.iter() {
        tell(prover, definition, &format!("/outcomes/terms/{class}"), term);
    }
}

fn statement(
    prover: &mut Prover,
    definition: &FormDefinition,
    pointer: &str,
    text: &Text,
    note: Option<&Text>,
    actions: &[Action],
) {
    tell(prover, definition, &format!("{pointer}/text"), text);
    if let Some(note) = note {
        tell(prover, definition, &format!("{pointer}/note"), note);
    }
    for (place, action) in actions.iter().enumerate() {
        let key = if matches!(action, Action::Timed(_)) { "/text" } else { "" };
        tell(prover, definition, &format!("{pointer}/actions/{place}{key}"), action.text());
    }
}

fn tell(prover: &mut Prover, definition: &FormDefinition, pointer: &str, text: &str) {
    for verdict in verdicts(&definition.source_language, text) {
        prover.tell(Code::Verdict, pointer, verdict);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_phrases_and_each_is_found() {
        assert_eq!(PHRASES.keys().collect::<Vec<_>>(), ["ar", "en", "fr"]);
        for (language, phrases) in PHRASES.iter() {
            assert!(phrases.verdicts.len() > 20 && phrases.unless.len() > 5, "{language}");
            for phrase in &phrases.verdicts {
                assert!(verdicts(language, phrase).contains(&phrase.trim()), "{language}: {phrase}");
            }
        }
    }

    #[test]
    fn words_are_compared_not_letters() {
        assert_eq!(verdicts("fr", "La personne n\u{2019}est PAS victime."), ["pas victime"]);
        assert_eq!(verdicts("fr", "La personne n'est pas\u{a0}une  victime"), ["pas une victime"]);
        assert_eq!(verdicts("en", "This is a victimless place"), [""; 0]);
        assert_eq!(verdicts("ar", "الشخص لَيْسَ ضحيّة"), ["ليس ضحية"]);
        assert_eq!(verdicts("en-GB", "She is a victim"), ["is a victim"]);
        assert_eq!(verdicts("so", "is a victim"), [""; 0]);
    }

    #[test]
    fn what_denies_a_verdict_is_none() {
        assert_eq!(verdicts("en", "This does not mean that the person is not a victim."), [""; 0]);
        assert_eq!(verdicts("en", "This does not mean much. The person is not a victim."), ["not a victim"]);
        assert_eq!(verdicts("fr", "Cela ne veut pas dire que la personne n’est pas une victime."), [""; 0]);
    }
}
