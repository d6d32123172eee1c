//! A form and answers to an interview that can be printed.

use super::check::{encoding, findings};
use super::finding::Finding;
use crate::definition::{ServiceTexts, TextsOverlay};
use crate::form::{Form, Services};
use crate::session::Session;
use crate::value::Date;
use crate::view::paper::PaperWords;
use crate::view::{Interview, Words};
use alloc::sync::Arc;

/// The words of the interface in one language, those of paper too.
///
/// # Errors
/// Everything wrong with them.
pub fn words(text: &[u8]) -> Result<(Words, PaperWords), Vec<Finding>> {
    encoding(text)?;
    let words = Words::read(text).map_err(|found| findings(&found))?;
    Ok((words, PaperWords::read(text).map_err(|found| findings(&found))?))
}

/// The form with its texts in another language; [`check_texts`](super::check_texts) tells what is wrong with them.
///
/// # Errors
/// Everything wrong with them.
pub fn with_texts(mut form: Form, text: &[u8]) -> Result<Form, Vec<Finding>> {
    let overlay = TextsOverlay::read(text).map_err(|found| findings(&found))?;
    form.add_language(&overlay).map_err(|found| findings(&found))?;
    Ok(form)
}

/// The services with their texts in another language; [`check_service_texts`](super::check_service_texts) tells what is
/// wrong with them.
///
/// # Errors
/// Everything wrong with them.
pub fn with_service_texts(mut services: Services, text: &[u8]) -> Result<Services, Vec<Finding>> {
    let overlay = ServiceTexts::read(text).map_err(|found| findings(&found))?;
    services.add_language(&overlay).map_err(|found| findings(&found))?;
    Ok(services)
}

/// An interview of a day with answers.
///
/// # Errors
/// Every answer that the form does not take, by its place; never an answer itself.
pub fn answered(form: Form, words: Words, answers: &[u8], today: Date) -> Result<Interview, Vec<Finding>> {
    encoding(answers)?;
    let session = Session::with_answers(Arc::new(form), today, answers).map_err(|found| findings(&found))?;
    let language = words.language.clone();
    Ok(Interview::of(session, vec![words], &language))
}
