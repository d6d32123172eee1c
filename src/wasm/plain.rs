//! Plain data on its way out: objects and lists, as JSON would have them.

use crate::diagnostic::Diagnostics;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// Plain objects and lists.
pub(super) fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// Diagnostics as a plain list.
pub(super) fn told(found: &Diagnostics) -> JsValue {
    let mut reports = Vec::new();
    for diagnostic in found.list() {
        reports.push(diagnostic.report());
    }
    plain(&reports)
}
