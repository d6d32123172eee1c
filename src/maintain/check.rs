//! Everything wrong with a form or with its texts in another language.

use super::finding::{Finding, Severity, quoted};
use crate::compile::proof::verdicts;
use crate::compile::{Form, compile_and_prove, source_digest};
use crate::definition::{FormDefinition, TextsOverlay, Translations};
use crate::diagnostic::{Code, Diagnostics};
use crate::json::Pointer;
use alloc::collections::BTreeMap;

/// Most bytes of any file that is worth reading; what is longer is refused by its own limit.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// Checks the text of a form: the form, unless there are errors, and everything found, warnings too.
pub fn check_form(text: &[u8]) -> (Option<Form>, Vec<Finding>) {
    if let Err(found) = encoding(text) {
        return (None, found);
    }
    let (form, found) = match FormDefinition::read(text) {
        Ok(definition) => compile_and_prove(&definition),
        Err(found) => (None, found),
    };
    let found = findings(&found);
    let form = form.filter(|_| found.iter().all(|finding| finding.severity == Severity::Warning));
    (form, found)
}

/// Checks a form's texts in another language, against the form where there is one. `name` is the file's name without
/// its ending: the language.
pub fn check_texts(text: &[u8], name: &str, form: Option<&Form>) -> Vec<Finding> {
    let overlay = match encoding(text).and_then(|()| TextsOverlay::read(text).map_err(|found| findings(&found))) {
        Ok(overlay) => overlay,
        Err(found) => return found,
    };
    let mut found = Vec::new();
    found.extend(misnamed(&overlay.language, name));
    let Some(form) = form else {
        let message = "these texts were not compared with their form, because the form has errors".into();
        found.push(Finding::error("not-compared", "", message, "correct the form first"));
        return found;
    };
    if let Err(told) = form.clone().add_language(&overlay) {
        found.extend(findings(&told));
    }
    found.extend(stale(&form.source_texts().collect(), &overlay.texts));
    found.extend(verdict(&overlay));
    found
}

/// Texts in another language than the name of their file says.
pub(super) fn misnamed(language: &str, name: &str) -> Option<Finding> {
    let message = format!("the texts are in {}, but the file is called {}", quoted(language), quoted(name));
    let help = format!("call the file `{language}.json`, or correct the language");
    (language != name).then(|| Finding::error("file-name", "/language", message, help))
}

/// Translations of outcomes that state a verdict.
fn verdict(overlay: &TextsOverlay) -> Vec<Finding> {
    let mut found = Diagnostics::default();
    for translation in overlay.texts.0.iter().filter(|translation| translation.key.starts_with("outcomes.")) {
        for phrase in verdicts(&overlay.language, &translation.text) {
            let mut pointer = Pointer::default();
            pointer.at("texts", |pointer| {
                pointer.at(&translation.key, |pointer| found.tell(Code::Verdict, pointer, phrase));
            });
        }
    }
    findings(&found)
}

/// Translations of a text that is another by now.
pub(super) fn stale(sources: &BTreeMap<&str, &str>, texts: &Translations) -> Vec<Finding> {
    let mut found = Vec::new();
    for translation in &texts.0 {
        let source = sources.get(&*translation.key).copied();
        let Some(digest) = source.map(source_digest).filter(|digest| **digest != *translation.of) else { continue };
        let pointer = format!("/texts/{}", translation.key.replace('~', "~0").replace('/', "~1"));
        let message = format!("{} is translated from another text than stands there now", quoted(&translation.key));
        let help = format!("compare the translation with its source, then write `{digest}` before it");
        found.push(Finding::error("stale-text", &pointer, message, help).about(&translation.key).warning());
    }
    found
}

/// What an editor or a spreadsheet does to a file when it saves it in another encoding.
pub(super) fn encoding(text: &[u8]) -> Result<(), Vec<Finding>> {
    const HELP: &str = "save it as UTF-8: most editors ask for the encoding under \"Save as\"";
    let wrong = |message: &str, help: &str, code, at| {
        Err(vec![Finding { at: Some(at), ..Finding::error(code, "", message.into(), help) }])
    };
    match text {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => wrong("the file is saved as UTF-16", HELP, "not-utf-8", 0),
        [0xef, 0xbb, 0xbf, ..] => {
            let help = "save it as \"UTF-8\", not as \"UTF-8 with BOM\"";
            wrong("the file begins with a hidden byte order mark", help, "byte-order-mark", 0)
        }
        _ => match core::str::from_utf8(text) {
            // A text over the limit may have been cut within a character; its length is told instead.
            Err(error) if text.len() <= LARGEST => {
                wrong("these bytes are not UTF-8 text", HELP, "not-utf-8", error.valid_up_to())
            }
            _ => Ok(()),
        },
    }
}

pub(super) fn findings(found: &Diagnostics) -> Vec<Finding> {
    found.list().iter().map(Finding::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../tests/fixtures/example.form.json");

    fn texts(texts: &str, language: &str) -> Vec<(&'static str, String)> {
        let form = check_form(EXAMPLE.as_bytes()).0.unwrap();
        let overlay = format!(
            r#"{{"format": 1, "form": "example", "version": "{}", "language": "{language}", "review": "none", "texts": {texts}}}"#,
            form.version
        );
        let found = check_texts(overlay.as_bytes(), "fr", Some(&form));
        found.into_iter().filter(|one| one.code != "missing-text").map(|one| (one.code, one.help)).collect()
    }

    #[test]
    fn a_translation_of_an_earlier_text_is_a_warning_with_the_digest_to_write() {
        let right = source_digest("Example");
        assert_eq!(texts(&format!(r#"{{"title": ["{right}", "Exemple"]}}"#), "fr"), []);
        let found = texts(r#"{"title": ["00000000", "Exemple"]}"#, "fr");
        let help = format!("compare the translation with its source, then write `{right}` before it");
        assert_eq!(found, [("stale-text", help)]);
    }

    #[test]
    fn a_translation_that_states_a_verdict_is_an_error_in_outcomes_only() {
        let told = |key: &str| texts(&format!(r#"{{"{key}": ["00000000", "Ce n’est pas une victime."]}}"#), "fr");
        let codes = |found: Vec<(&'static str, String)>| found.into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        assert_eq!(codes(told("outcomes.possible.text")), ["stale-text", "verdict"]);
        assert_eq!(codes(told("title")), ["stale-text"]);
    }

    #[test]
    fn the_name_of_the_file_is_the_language() {
        assert_eq!(texts("{}", "ar")[0].0, "file-name");
        assert_eq!(texts("{}", "fr"), []);
    }

    #[test]
    fn other_encodings_are_named() {
        let code = |text: &[u8]| check_form(text).1[0].code;
        assert_eq!(code(b"\xff\xfe{\0}\0"), "not-utf-8");
        assert_eq!(code(b"\xef\xbb\xbf{}"), "byte-order-mark");
        let latin = check_form(b"{\"title\": \"\xe9t\xe9\"}").1;
        assert_eq!((latin[0].code, latin[0].at), ("not-utf-8", Some(11)));
        assert_eq!(code(&vec![0xff; LARGEST + 1]), "too-large");
    }
}
