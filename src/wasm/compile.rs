//! Definitions, texts and words to what the device reads: text in, text out; no DOM.

use super::plain::told;
use crate::definition::{CarryOver, ServiceList, ServiceTexts};
use crate::diagnostic::Diagnostics;
use crate::view::Words;
use crate::{Form, FormDefinition, TextsOverlay, compile};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The form of a definition.
fn form(definition: &str) -> Result<Form, Diagnostics> {
    compile(&FormDefinition::read(definition.as_bytes())?)
}

/// Compiles a definition, JSON text; throws the list of everything wrong with it.
#[wasm_bindgen(js_name = compileForm)]
pub fn compile_form(definition: &str) -> Result<String, JsValue> {
    form(definition).map(|form| form.to_text()).map_err(|found| told(&found))
}

/// Compiles the texts of a form in one language; takes the definition and the texts, both as JSON text. A text that is
/// missing will be shown in the source language. Throws the list of everything else that is wrong.
#[wasm_bindgen(js_name = compileTexts)]
pub fn compile_texts(definition: &str, texts: &str) -> Result<String, JsValue> {
    let mut form = form(definition).map_err(|found| told(&found))?;
    let overlay = TextsOverlay::read(texts.as_bytes()).map_err(|found| told(&found))?;
    let found = form.add_language(&overlay);
    let text = form.language(&overlay.language).and_then(|language| form.language_to_text(language));
    match (text, found) {
        (Some(text), _) => Ok(text),
        (None, Err(found)) => Err(told(&found)),
        (None, Ok(())) => Err(JsValue::UNDEFINED),
    }
}

/// What is wrong with the texts of a form in one language: a list, empty where nothing is.
#[wasm_bindgen(js_name = checkTexts)]
pub fn check_texts(definition: &str, texts: &str) -> Result<JsValue, JsValue> {
    let mut form = form(definition).map_err(|found| told(&found))?;
    let overlay = TextsOverlay::read(texts.as_bytes()).map_err(|found| told(&found))?;
    Ok(told(&form.add_language(&overlay).err().unwrap_or_default()))
}

/// Compiles a list of services with its translations: JSON texts with U+001F between them, which stands in no JSON. A
/// text that is missing will be shown in the source language. Throws the list of everything else that is wrong.
#[wasm_bindgen(js_name = compileServices)]
pub fn compile_services(list: &str, texts: &str) -> Result<String, JsValue> {
    let list = ServiceList::read(list.as_bytes()).and_then(|list| compile::compile_services(&list));
    let mut services = list.map_err(|found| told(&found))?;
    for texts in texts.split('\u{1f}').filter(|texts| !texts.is_empty()) {
        let overlay = ServiceTexts::read(texts.as_bytes()).map_err(|found| told(&found))?;
        let found = services.add_language(&overlay).err();
        if services.language(&overlay.language).is_none() {
            return Err(told(&found.unwrap_or_default()));
        }
    }
    Ok(services.to_text())
}

/// Compiles what one form hands to the next, JSON text; throws the list of everything wrong with its shape.
#[wasm_bindgen(js_name = compileCarry)]
pub fn compile_carry(carry: &str) -> Result<String, JsValue> {
    let carry = CarryOver::read(carry.as_bytes()).map_err(|found| told(&found))?;
    Ok(compile::compile_carry(&carry))
}

/// Compiles the words of the interface in one language; throws the list of everything wrong with them.
#[wasm_bindgen(js_name = compileWords)]
pub fn compile_words(words: &str) -> Result<String, JsValue> {
    Words::read(words.as_bytes()).map(|words| words.to_text()).map_err(|found| told(&found))
}
