//! The digest of a response, and whether a response is as it was handed over. Native: beside the wasm, the package does
//! the same.

use super::{NotResumed, Purpose, Response, session_of};
use crate::assessment::compare;
use crate::diagnostic::{Code, Diagnostics};
use crate::form::Form;
use crate::id;
use crate::json::{Limits, Pointer, read};
use crate::session::Session;
use alloc::sync::Arc;
use serde_json::Value;

/// What the digest does not cover: itself, and what a second person writes later.
const UNCOVERED: [&str; 2] = ["digest", "review"];
/// What a host adds to a response, or another response does; no interview makes it.
const ADDED: [&str; 4] = ["case", "review", "migratedFrom", "digest"];

/// How much of a response is read.
const LIMITS: Limits = Limits { bytes: 16 * 1024 * 1024, ..Limits::DEFINITION };

/// The canonical form of JSON (RFC 8785): no space, keys in order of their UTF-16 units. Numbers are whole.
pub fn canonical(json: &Value) -> String {
    let mut out = String::new();
    write(json, &mut out);
    out
}

fn write(json: &Value, out: &mut String) {
    match json {
        Value::Array(list) => {
            out.push('[');
            for (place, member) in list.iter().enumerate() {
                out.push_str(if place > 0 { "," } else { "" });
                write(member, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut keys: Vec<&String> = members.keys().collect();
            keys.sort_by(|one, other| one.encode_utf16().cmp(other.encode_utf16()));
            out.push('{');
            for (place, key) in keys.into_iter().enumerate() {
                out.push_str(if place > 0 { "," } else { "" });
                out.push_str(&Value::from(&**key).to_string());
                out.push(':');
                members.get(key).into_iter().for_each(|member| write(member, out));
            }
            out.push('}');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

/// SHA-256 of a response without what its digest does not cover.
fn digest(response: &Value) -> String {
    let mut covered = response.clone();
    if let Value::Object(members) = &mut covered {
        members.retain(|key, _| !UNCOVERED.contains(&&**key));
    }
    id::digest(canonical(&covered).as_bytes())
}

impl Response {
    /// The response with its digest.
    #[must_use]
    pub fn sealed(self) -> Self {
        let digest = digest(&serde_json::to_value(&self).unwrap_or_default());
        Self { digest, ..self }
    }
}

/// Goes on with the interview of a response, if it is as it was handed over; what finishing had closed is open again.
///
/// The digest has to agree; and where this version of the engine made the response, and the form has its language,
/// everything in it has to come out of its answers again.
///
/// # Errors
/// See [`NotResumed`].
///
/// ```
/// use std::sync::Arc;
/// use nrm_screening::response::{Purpose, Response, resume};
/// use nrm_screening::{FormDefinition, Session, compile, value::Date};
/// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
/// let form = Arc::new(compile(&form).unwrap());
/// let mut session = Session::start(form.clone(), Date::parse("2026-11-02").unwrap());
/// session.give("age_group", "adult").unwrap();
/// session.finish();
/// let response = Response::of(&session, Purpose::Record).sealed();
/// let text = serde_json::to_string(&response).unwrap();
/// let mut again = resume(&form, text.as_bytes()).unwrap();
/// again.give("talk", "given").unwrap();
/// let changed = text.replace("adult", "child");
/// assert_eq!(resume(&form, changed.as_bytes()).unwrap_err().word(), "response-changed");
/// ```
pub fn resume(form: &Arc<Form>, response: &[u8]) -> Result<Session, NotResumed> {
    let mut session = unchanged(form, response)?;
    if session.is_finished() {
        session.reopen();
    }
    Ok(session)
}

/// The session that a response tells of, as it was, if it is as it was handed over.
///
/// # Errors
/// See [`NotResumed`].
pub fn unchanged(form: &Arc<Form>, response: &[u8]) -> Result<Session, NotResumed> {
    let tree = read(response, LIMITS)?;
    let claimed: Value = serde_json::from_slice(response).unwrap_or_default();
    let mut found = Diagnostics::default();
    let session = session_of(form, tree.clone())?;
    if claimed.get("digest").and_then(Value::as_str) != Some(&*digest(&claimed)) {
        Pointer::default().at("digest", |pointer| found.tell(Code::NotAsComputed, pointer, "digest"));
        return Err(NotResumed::Changed(found));
    }
    let mut again = serde_json::to_value(Response::of(&session, Purpose::Record)).unwrap_or_default();
    let language = |response: &Value| response.pointer("/assessment/language").cloned();
    if again.get("engine") == claimed.get("engine") && language(&again) == language(&claimed) {
        if let Value::Object(members) = &mut again {
            for key in ADDED {
                members.shift_remove(key);
                members.extend(claimed.get(key).map(|added| (key.to_owned(), added.clone())));
            }
        }
        let again = read(again.to_string().as_bytes(), LIMITS)?;
        compare(&again, &tree, &mut Pointer::default(), &mut found);
        found.or(()).map_err(NotResumed::Changed)?;
    }
    Ok(session)
}
