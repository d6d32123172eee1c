//! What a page gives to what draws: a form with its texts, words and services, all as they were compiled.

use crate::form::{Form, Services};
use crate::view::Words;

/// The texts of a list.
fn listed(list: &str) -> impl Iterator<Item = &str> {
    list.split('\u{1e}').filter(|text| !text.is_empty())
}

/// Whatever was not compiled by this version is told, by what it was meant to be.
pub(super) fn read(
    form: &str,
    texts: &str,
    words: &str,
    services: &str,
) -> Result<(Form, Vec<Words>, Vec<Services>), &'static str> {
    let mut form = Form::from_text(form).ok_or("form")?;
    for text in listed(texts) {
        if !form.take_language(text) {
            return Err("texts");
        }
    }
    let mut languages = Vec::new();
    for text in listed(words) {
        languages.push(Words::from_text(text).ok_or("words")?);
    }
    let mut lists = Vec::new();
    for text in listed(services) {
        lists.push(Services::from_text(text).ok_or("services")?);
    }
    Ok((form, languages, lists))
}
