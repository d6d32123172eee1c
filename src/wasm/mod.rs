//! The only place that names `wasm_bindgen`, `js_sys` or `web_sys`: conversions, and no rule about forms.
//!
//! Input crosses as text, or as ids and codes; `serde-wasm-bindgen` only serializes outwards.

#[cfg(feature = "compile")]
mod compile;
#[cfg(feature = "element")]
mod element;
#[cfg(not(any(feature = "element", feature = "compile")))]
mod engine;

use crate::diagnostic::{Diagnostic, Diagnostics};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// Plain objects and lists, as JSON would have them.
fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// Diagnostics as a plain list.
fn told(found: &Diagnostics) -> JsValue {
    let reports: Vec<_> = found.list().iter().map(Diagnostic::report).collect();
    plain(&reports)
}
