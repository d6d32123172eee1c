//! `nrm-forms print`: a blank form, or the result of an interview on one page, as one file for a printer.

use crate::arguments::PrintOptions;
use crate::check::{form, services};
use crate::deliver::{Made, deliver};
use crate::files::{Found, OfServices, Version, read};
use crate::output::Ran;
use nrm_screening::maintain::{Finding, print, readable};
use nrm_screening::view::paper::{PaperWords, document};
use nrm_screening::view::{Element, Interview, Words};
use nrm_screening::{Form, Services};
use std::path::Path;
use std::sync::Arc;

/// The words of the interface that the command has with it.
const WORDS: [(&str, &[u8]); 3] = [
    ("fr", include_bytes!("../../../schemas/interface/fr.json")),
    ("en", include_bytes!("../../../schemas/interface/en.json")),
    ("ar", include_bytes!("../../../schemas/interface/ar.json")),
];

/// Prints a form.
pub(crate) fn run(options: &PrintOptions) -> Ran {
    let mut found = Vec::new();
    let made = print(options, &mut found);
    deliver(options.output.as_deref(), made.map(Made::from), found, "nothing printed")
}

/// The page as a document; none where something is in the way, which is found then.
fn print(options: &PrintOptions, found: &mut Vec<Found>) -> Option<String> {
    let (checked, checked_form) = form(&options.form);
    found.push(checked);
    let form = Arc::into_inner(checked_form?)?;
    let (words, said) = interface(options, &form, found)?;
    let form = translated(options, form, &words, found)?;
    let page = |interview: &Interview, drawn: Option<Element>| {
        let title = interview.title();
        drawn.map(|page| document(&page, title))
    };
    let (Some(file), Some(today)) = (&options.answers, options.today) else {
        let language = words.language.clone();
        let interview = Interview::unopened(form, vec![words], &language)?;
        return page(&interview, interview.draw_blank(&said));
    };
    let answers = taken(file, found)?;
    let services = listed(options, &form, &words, found)?;
    match print::answered(form, words, &answers, today) {
        Ok(interview) => {
            let interview = interview.with_services(services);
            let reference = options.reference.as_deref().unwrap_or_default();
            page(&interview, interview.draw_result(&said, reference))
        }
        Err(findings) => {
            // The lines of this file are answers: they are not shown.
            found.push(Found::hidden(file, findings));
            None
        }
    }
}

fn taken(file: &Path, found: &mut Vec<Found>) -> Option<Vec<u8>> {
    read(file).map_err(|why| found.push(Found::unread(file, *why))).ok()
}

/// The words of the interface in the language that is asked for, or else in the form's own.
fn interface(options: &PrintOptions, form: &Form, found: &mut Vec<Found>) -> Option<(Words, PaperWords)> {
    let own = form.languages.first().map_or("", |language| &language.tag);
    let language = options.language.as_deref().unwrap_or(own);
    if let Some(file) = &options.words {
        let text = taken(file, found)?;
        return match print::words(&text) {
            Ok(words) => Some(words),
            Err(findings) => {
                found.push(Found::new(file, text, findings));
                None
            }
        };
    }
    let known = WORDS.iter().find(|(tag, _)| *tag == language);
    if known.is_none() {
        let message = format!("there are no words of the interface in `{}`", readable(language));
        let finding = Finding::error("no-words", "", message, "name a file of them with --words");
        found.push(Found::hidden(&options.form, vec![finding]));
    }
    known.and_then(|(_, text)| print::words(text).ok())
}

/// The form with its texts in the language of the words: those that are named, or those beside it.
fn translated(options: &PrintOptions, form: Form, words: &Words, found: &mut Vec<Found>) -> Option<Form> {
    if options.texts.is_none() && form.language(&words.language).is_some() {
        return Some(form);
    }
    let beside = || Version::of(&options.form).folder.join("texts").join(format!("{}.json", words.language));
    let file = options.texts.clone().unwrap_or_else(beside);
    let text = taken(&file, found)?;
    match print::with_texts(form, &text) {
        Ok(form) if form.language(&words.language).is_some() => Some(form),
        Ok(_) => {
            let message = format!("these texts are not in `{}`", words.language);
            let finding = Finding::error("other-language", "/language", message, "name the texts of that language");
            found.push(Found::new(&file, text, vec![finding]));
            None
        }
        Err(findings) => {
            found.push(Found::new(&file, text, findings));
            None
        }
    }
}

/// The services that the form names, with their texts in the language of the words: those of the folder that it stands
/// near.
fn listed(options: &PrintOptions, form: &Form, words: &Words, found: &mut Vec<Found>) -> Option<Vec<Services>> {
    let near = form.services.as_deref().and_then(|id| OfServices::list_of(&options.form, id));
    // A list that is not there was told with the form.
    let Some(list) = near else { return Some(Vec::new()) };
    let (checked, services) = services(&list);
    found.push(checked);
    let services = services?;
    let texts = list.with_extension("").join(format!("{}.json", words.language));
    if services.language(&words.language).is_some() || !texts.is_file() {
        return Some(vec![services]);
    }
    let text = taken(&texts, found)?;
    match print::with_service_texts(services, &text) {
        Ok(services) => Some(vec![services]),
        Err(findings) => {
            found.push(Found::new(&texts, text, findings));
            None
        }
    }
}
