//! The interview inside the shadow root: mounts what `view` draws and hands on what was pressed.
//!
//! Invariant: it knows the two containers it was given and nothing else of the page: no window, no global object. What
//! crosses is text; no data is serialized, and what is handed over is made elsewhere, of the text of the interview.

mod patch;

use super::given::read;
use crate::value::Date;
use crate::view::Interview;
use alloc::sync::Arc;
use patch::Mount;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// An interview on the page.
#[wasm_bindgen]
pub struct Screening {
    interview: Interview,
    marks: Mount,
    area: Mount,
}

#[wasm_bindgen]
impl Screening {
    /// Opens a form: `marks` is its place in the bar, `area` that of the questions. `texts` are translations of the
    /// form, `words` the interface's languages, `services` lists of services, all as they were
    /// compiled, with U+001E between the texts of a list; `today` is the local day.
    ///
    /// # Errors
    /// Throws what of the four was not compiled by this version; `undefined` where the page itself is not as it must
    /// be.
    #[allow(clippy::too_many_arguments, reason = "input crosses as texts, each by itself; a record would cost bytes")]
    #[wasm_bindgen(constructor)]
    pub fn new(
        marks: web_sys::Element,
        area: web_sys::Element,
        definition: &str,
        texts: &str,
        words: &str,
        services: &str,
        language: &str,
        today: &str,
    ) -> Result<Self, JsValue> {
        let today = Date::parse(today).ok_or(JsValue::UNDEFINED)?;
        let (form, words, services) = read(definition, texts, words, services)?;
        let mount = |container| Mount::new(container).ok_or(JsValue::UNDEFINED);
        Ok(Self {
            interview: Interview::new(Arc::new(form), words, language, today).with_services(services),
            marks: mount(marks)?,
            area: mount(area)?,
        })
    }

    /// Does what was pressed, and says what has to be done besides drawing, as tokens.
    pub fn act(&mut self, act: &str, item: &str, value: &str) -> String {
        self.interview.act(act, item, value).to_text()
    }

    /// The interview as text, finished: what is handed over is made of it.
    pub fn record(&self) -> String {
        self.interview.record()
    }

    /// Brings the page up to date.
    pub fn draw(&mut self) {
        self.marks.update(self.interview.draw_marks());
        self.area.update(self.interview.draw());
    }

    /// Never called: that it is there makes the glue able to begin a fresh instance. It does so without this, as no
    /// call may go into an instance that has trapped.
    pub fn renew() {
        wasm_bindgen::handler::schedule_reinit();
    }
}
