//! What a new form begins with: a small one that is right, and golden cases that reach all of it.

use super::finding::{Finding, quoted};
use crate::id::is_form_id;

/// What stands for the id.
const ID: &str = "{id}";

/// The languages that a form can begin in, each with the form and its cases.
const STARTS: [(&str, &str, &str); 2] = [
    ("en", include_str!("start/form.en.json"), include_str!("start/cases.en.json")),
    ("fr", include_str!("start/form.fr.json"), include_str!("start/cases.fr.json")),
];

/// The first version that a form has.
pub const FIRST: &str = "0.1.0";

/// A form and its cases, in a language.
///
/// # Errors
/// An id that is none, or a language in which no form can begin.
pub fn start(id: &str, language: &str) -> Result<(String, String), Box<Finding>> {
    if !is_form_id(id) {
        let help = "it begins with a small letter and holds small letters, digits and `-`, at most 64";
        return Err(Box::new(Finding::error("bad-name", "", format!("{} is not the id of a form", quoted(id)), help)));
    }
    let known = STARTS.iter().find(|(tag, ..)| *tag == language);
    let Some((_, form, cases)) = known else {
        let help = "begin in `en` or `fr`, then write its texts and `sourceLanguage` in another";
        let message = format!("there is no form to begin with in {}", quoted(language));
        return Err(Box::new(Finding::error("other-language", "", message, help)));
    };
    Ok((form.replacen(ID, id, 1), cases.replacen(ID, id, 1)))
}
