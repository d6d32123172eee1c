//! A form and a result on paper: text in, and out comes the page as tokens or as one file; no DOM.
//!
//! Invariant: an instance serves one page and is given up with its memory, which may have held answers.

use super::given::read;
use crate::session::Session;
use crate::view::paper::{self, PaperWords};
use crate::view::{Element, Interview, flat};
use alloc::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A page.
#[wasm_bindgen]
pub struct Paper {
    page: Element,
    title: String,
}

#[wasm_bindgen]
impl Paper {
    /// Lays a form out blank or, with the text of an interview, its result on one page. `texts` are translations of the
    /// form, `words` those of the interface in the language of the page, `services` lists of services, all as they were
    /// compiled, with U+001E between the texts of a list; `said` are the words that only paper has, in the order of their
    /// [`keys`](Self::keys). What is no reference is left out.
    ///
    /// # Errors
    /// Throws a code that says what of this was not compiled by this version, or does not belong to the form.
    #[allow(clippy::too_many_arguments, reason = "input crosses as texts, each by itself; a record would cost bytes")]
    #[wasm_bindgen(constructor)]
    pub fn new(
        form: &str,
        texts: &str,
        words: &str,
        said: &str,
        services: &str,
        session: &str,
        reference: &str,
    ) -> Result<Self, JsValue> {
        let wrong = |what: &str| JsValue::from([what, "-invalid"].concat());
        let (form, words, services) = read(form, texts, words, services).map_err(wrong)?;
        let said = PaperWords::from_texts(said).ok_or_else(|| wrong("words"))?;
        let language = words.first().map(|words| words.language.clone()).unwrap_or_default();
        let (interview, page);
        if session.is_empty() {
            interview = Interview::unopened(form, words, &language);
            page = interview.as_ref().and_then(|interview| interview.draw_blank(&said));
        } else {
            let session = Session::from_text(Arc::new(form), session).ok_or_else(|| wrong("session"))?;
            interview = Some(Interview::of(session, words, &language).with_services(services));
            page = interview.as_ref().and_then(|interview| interview.draw_result(&said, reference));
        }
        let title = interview.map(|interview| interview.title().to_owned()).unwrap_or_default();
        page.map(|page| Self { page, title }).ok_or_else(|| wrong("words"))
    }

    /// The page as tokens, of which nodes are built.
    pub fn nodes(&self) -> String {
        flat::write(&self.page.clone().into())
    }

    /// The page as one file for a printer.
    pub fn document(&self) -> String {
        paper::document(&self.page, &self.title)
    }

    /// The keys of the words that only paper has, each ended by U+001F.
    pub fn keys() -> String {
        PaperWords::keys()
    }

    /// The style of the sheet, and that of what stands on it, with U+001E between them.
    pub fn style() -> String {
        paper::style().join("\u{1e}")
    }

    /// Never called: that it is there makes the glue able to begin a fresh instance.
    pub fn renew() {
        wasm_bindgen::handler::schedule_reinit();
    }
}
