//! What roots and manifests have in common: an object with exactly its keys, `format` 1, and values that are what they have
//! to be. Whatever is not makes the whole none.

use crate::json::{Json, Kind, Limits, read};
use crate::value::Date;

const LIMITS: Limits = Limits { bytes: super::LARGEST, depth: 5, keys: 500 };

/// A text as an object.
pub(super) fn object(text: &[u8]) -> Option<Json> {
    read(text, LIMITS).ok()
}

/// Whether an object has no key but these.
pub(super) fn has_only(json: &Json, keys: &[&str]) -> bool {
    match &json.kind {
        Kind::Object(entries) => entries.iter().all(|entry| keys.iter().any(|key| **key == *entry.key)),
        _ => false,
    }
}

/// A whole number of at most nine digits.
pub(super) fn number(json: &Json, key: &str) -> Option<u32> {
    let Kind::Number(text) = &json.get(key)?.kind else { return None };
    digits(text, 9)
}

/// Digits as a number.
pub(super) fn digits(text: &str, most: usize) -> Option<u32> {
    if text.is_empty() || text.len() > most {
        return None;
    }
    let mut number = 0;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u32::from(digit);
    }
    Some(number)
}

/// A day.
pub(super) fn day(json: &Json, key: &str) -> Option<Date> {
    Date::parse(json.get(key)?.text()?)
}

/// A list.
pub(super) fn list<'j>(json: &'j Json, key: &str) -> Option<&'j [Json]> {
    match &json.get(key)?.kind {
        Kind::List(list) => Some(list),
        _ => None,
    }
}

/// The three numbers of a version; none of what is no version.
pub fn numbers(text: &str) -> Option<[u32; 3]> {
    if !crate::id::is_version(text) {
        return None;
    }
    let mut parts = text.split('.');
    let mut next = || digits(parts.next()?, 6);
    Some([next()?, next()?, next()?])
}
