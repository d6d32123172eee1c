//! Questions of every kind, as short as they can be.

use serde_json::{Value, json};

/// The same with one key more.
#[track_caller]
pub fn also(mut item: Value, key: &str, value: impl Into<Value>) -> Value {
    item.as_object_mut().expect("an object").insert(key.into(), value.into());
    item
}

/// The same, asked only where a condition holds.
pub fn only(item: Value, relevant: &str) -> Value {
    also(item, "relevant", relevant)
}

fn choices(codes: &[&str]) -> Vec<Value> {
    codes.iter().map(|code| json!({ "code": code, "text": code.to_uppercase() })).collect()
}

/// One answer out of these codes.
pub fn single(id: &str, codes: &[&str]) -> Value {
    json!({ "id": id, "type": "single", "by": "worker", "text": "?", "choices": choices(codes) })
}

/// Yes or no.
pub fn yes_no(id: &str) -> Value {
    single(id, &["yes", "no"])
}

/// Any of these codes, or none of them, `none`.
pub fn multiple(id: &str, codes: &[&str]) -> Value {
    let mut choices = choices(codes);
    choices.push(json!({ "code": "none", "text": "None", "exclusive": true }));
    json!({ "id": id, "type": "multiple", "by": "worker", "text": "?", "choices": choices })
}

/// A whole number between two.
pub fn integer(id: &str, min: i32, max: i32) -> Value {
    json!({ "id": id, "type": "integer", "by": "worker", "text": "?", "min": min, "max": max })
}

/// A number between two.
pub fn decimal(id: &str, min: i32, max: i32) -> Value {
    also(integer(id, min, max), "type", "decimal")
}

/// A date that may be partly known, in either calendar.
pub fn date(id: &str) -> Value {
    json!({ "id": id, "type": "date", "by": "worker", "text": "?", "partial": true, "calendars": ["gregorian", "ethiopic"] })
}

/// A question of some other type with nothing to set.
pub fn plain(id: &str, kind: &str) -> Value {
    json!({ "id": id, "type": kind, "by": "worker", "text": "?" })
}

/// A list of rows.
pub fn rows(id: &str, items: &[Value]) -> Value {
    json!({ "id": id, "type": "repeat", "by": "worker", "text": "?", "more": "Another?", "items": items })
}

/// The consent of the person to talk.
pub fn talk() -> Value {
    json!({ "id": "talk", "type": "consent", "scope": "talk", "text": "May I?" })
}
