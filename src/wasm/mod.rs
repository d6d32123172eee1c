//! The only place that names `wasm_bindgen`, `js_sys` or `web_sys`: conversions, and no rule about forms.
//!
//! Input crosses as text, or as ids and codes. Plain data goes out: from the engine by `serde-wasm-bindgen`, from the
//! element as JSON text that the page reads, which takes 2.9 kB less of what is loaded before the first question.

#[cfg(feature = "compile")]
mod compile;
#[cfg(feature = "element")]
mod element;
#[cfg(not(any(feature = "element", feature = "compile")))]
mod engine;

use crate::diagnostic::Diagnostics;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// Takes memory and gives it back in constant time; the standard library's allocator is 2.3 kB larger.
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Plain objects and lists, as JSON would have them.
#[cfg(feature = "element")]
fn plain(value: &impl Serialize) -> JsValue {
    crate::json::write(value).map_or(JsValue::NULL, |text| parse(&text))
}

#[cfg(feature = "element")]
#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    /// The page's own reader of JSON.
    #[wasm_bindgen(js_namespace = JSON)]
    fn parse(text: &str) -> JsValue;
}

/// Plain objects and lists, as JSON would have them.
#[cfg(not(feature = "element"))]
fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// Diagnostics as a plain list.
fn told(found: &Diagnostics) -> JsValue {
    let mut reports = Vec::new();
    for diagnostic in found.list() {
        reports.push(diagnostic.report());
    }
    plain(&reports)
}
