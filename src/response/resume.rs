//! From a response to the interview it tells of.
//!
//! Invariant: an interview goes on under its own version of the form or not at all, and nothing in it is an answer that
//! the form would not take. A response is somebody else's data: whatever stands in it, reading it cannot fail otherwise
//! than by saying so.

use crate::diagnostic::{Code, Diagnostics};
use crate::form::Form;
use crate::json::{Json, Kind, Pointer};
use crate::session::{Before, Session, entries};
use crate::value::{Conclusion, Date, Reason};
use alloc::sync::Arc;

use super::Extent;

/// Why an interview does not go on. It never says what was answered.
#[derive(Clone, Debug, PartialEq)]
pub enum NotResumed {
    /// It holds no answers: less than everything was handed over.
    Partial,
    /// It was given to another form, version or file than this one.
    FormMissing,
    /// It is no response, or not one of this form; where.
    Invalid(Diagnostics),
    /// It is not as it was handed over; where, if that is known.
    Changed(Diagnostics),
}

impl NotResumed {
    /// The written name.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Partial => "response-partial",
            Self::FormMissing => "form-missing",
            Self::Invalid(_) => "response-invalid",
            Self::Changed(_) => "response-changed",
        }
    }
}

impl From<Diagnostics> for NotResumed {
    fn from(found: Diagnostics) -> Self {
        Self::Invalid(found)
    }
}

/// The session that a response tells of, as it was: finished, if it was.
///
/// # Errors
/// See [`NotResumed`]. Whether the response was changed is not looked at.
pub fn session_of(form: &Arc<Form>, mut json: Json) -> Result<Session, NotResumed> {
    let mut found = Diagnostics::default();
    let text = |key: &str| json.get(key).and_then(Json::text);
    match text("extent").and_then(Extent::of) {
        Some(Extent::Full) => {}
        Some(_) => return Err(NotResumed::Partial),
        None => return Err(invalid("extent")),
    }
    let name = json.get("form");
    let names = |key: &str| name.and_then(|name| name.get(key)).and_then(Json::text).unwrap_or_default();
    if [names("id"), names("version"), names("digest")] != [&*form.id, &*form.version, &*form.digest] {
        return Err(NotResumed::FormMissing);
    }
    let today = text("today").and_then(Date::parse).ok_or_else(|| invalid("today"))?;
    let finished = match json.get("finished").map(|finished| &finished.kind) {
        Some(Kind::Bool(finished)) => *finished,
        _ => return Err(invalid("finished")),
    };
    let rows_added = match json.get("rowsAdded").map(|rows| &rows.kind) {
        None => 0,
        Some(Kind::Number(text)) => text.parse().map_err(|_| invalid("rowsAdded"))?,
        Some(_) => return Err(invalid("rowsAdded")),
    };
    let mut shown = Vec::new();
    for language in list(&json, "languages") {
        shown.push(language.text().ok_or_else(|| invalid("languages"))?.into());
    }
    let mut fired: Vec<u16> = Vec::new();
    for alert in list(&json, "alerts") {
        let id = alert.get("id").and_then(Json::text).unwrap_or_default();
        let place = (0..).zip(&form.alerts).find(|(_, alert)| *alert.id == *id).map(|(place, _)| place);
        fired.push(place.filter(|place| !fired.contains(place)).ok_or_else(|| invalid("alerts"))?);
    }
    let concluded = json.get("conclusion");
    let conclusion = match concluded.map(|told| told.get("conclusion").and_then(Json::text).and_then(Conclusion::of)) {
        Some(None) => return Err(invalid("conclusion")),
        other => other.flatten(),
    };
    let reason = concluded.and_then(|told| told.get("reason")).and_then(Json::text).unwrap_or_default().into();
    let entries = match take(&mut json, "answers") {
        Some(mut answers) => {
            given(&mut answers);
            Pointer::default().at("answers", |pointer| entries(form, &answers, pointer, &mut found))
        }
        None => vec![crate::evaluation::Entry::default(); form.items.len()],
    };
    found.or(())?;
    let before = Before { today, finished, rows_added, fired, shown, conclusion, reason, entries };
    Session::again(Arc::clone(form), before).ok_or_else(|| invalid("conclusion"))
}

#[cold]
#[inline(never)]
fn invalid(key: &str) -> NotResumed {
    let mut found = Diagnostics::default();
    Pointer::default().at(key, |pointer| found.tell(Code::WrongType, pointer, key));
    NotResumed::Invalid(found)
}

fn list<'j>(json: &'j Json, key: &str) -> &'j [Json] {
    match json.get(key).map(|list| &list.kind) {
        Some(Kind::List(list)) => list,
        _ => &[],
    }
}

fn take(json: &mut Json, key: &str) -> Option<Json> {
    let Kind::Object(members) = &mut json.kind else { return None };
    let place = members.iter().position(|member| *member.key == *key)?;
    Some(members.swap_remove(place).value)
}

/// Leaves of a list of answers what was given: how an item stands follows from it, and so does a silence that closing
/// brought.
fn given(answers: &mut Json) {
    let Kind::List(list) = &mut answers.kind else { return };
    for answer in list {
        take(answer, "by");
        take(answer, "state");
        let closed = answer.get("closed").and_then(Json::text);
        let withdrawn = closed == Some("withdrawn");
        let brought = if withdrawn { Reason::Declined } else { Reason::NotAsked };
        if closed.is_some() && answer.get("missing").and_then(Json::text) == Some(brought.word()) {
            take(answer, "missing");
        }
        if withdrawn {
            take(answer, "closed");
        }
        if let Kind::Object(members) = &mut answer.kind {
            for rows in members.iter_mut().filter(|member| *member.key == *"rows") {
                let Kind::List(rows) = &mut rows.value.kind else { continue };
                for row in rows {
                    let Kind::Object(members) = &mut row.kind else { continue };
                    members.iter_mut().filter(|member| *member.key == *"answers").for_each(|own| given(&mut own.value));
                }
            }
        }
    }
}
