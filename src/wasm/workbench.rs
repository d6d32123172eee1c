//! The workbench: the texts of files in, plain data out; no DOM.

use super::plain::plain;
use crate::maintain::compare::Amount;
use crate::maintain::workbench::{Files, compared, look};
use crate::maintain::{self, Finding};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A version in the workbench: the texts of its files.
#[wasm_bindgen]
#[derive(Default)]
pub struct WorkbenchFiles {
    form: String,
    texts: Vec<(String, String)>,
    cases: Option<String>,
    services: Vec<String>,
}

#[wasm_bindgen]
impl WorkbenchFiles {
    /// A version of which nothing is known but the text of its form.
    #[wasm_bindgen(constructor)]
    pub fn new(form: String) -> Self {
        Self { form, ..Self::default() }
    }

    /// Adds its texts in another language, by the name of the file without its ending.
    #[wasm_bindgen(js_name = addTexts)]
    pub fn add_texts(&mut self, name: String, text: String) {
        self.texts.push((name, text));
    }

    /// Adds its golden cases.
    #[wasm_bindgen(js_name = addCases)]
    pub fn add_cases(&mut self, text: String) {
        self.cases = Some(text);
    }

    /// Adds a list of services.
    #[wasm_bindgen(js_name = addServices)]
    pub fn add_services(&mut self, text: String) {
        self.services.push(text);
    }

    /// Everything told of it while it is written.
    pub fn look(&self) -> JsValue {
        plain(&look(&self.files()))
    }

    /// It, compared with the version before it, over the cases of both and made-up interviews; throws a list of what is in
    /// the way.
    pub fn since(&self, old: &WorkbenchFiles, generated: usize) -> Result<JsValue, JsValue> {
        let amount = Amount { generated, seed: 1 };
        compared(&old.files(), &self.files(), amount).map(|told| plain(&told)).map_err(|found| plain(&found))
    }
}

impl WorkbenchFiles {
    fn files(&self) -> Files<'_> {
        Files {
            form: &self.form,
            texts: self.texts.iter().map(|(name, text)| (&**name, &**text)).collect(),
            cases: self.cases.as_deref(),
            services: self.services.iter().map(|text| &**text).collect(),
        }
    }
}

/// A file as it is to be written; throws a list of why it cannot be read.
#[wasm_bindgen]
pub fn format(text: &str) -> Result<String, JsValue> {
    let told = |found: Vec<Finding>| -> JsValue {
        plain(&found.iter().map(|finding| finding.report("", None)).collect::<Vec<_>>())
    };
    maintain::format::format(text.as_bytes()).map_err(told)
}
