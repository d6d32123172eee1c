//! Computing a result again from its trace, and comparing.

use super::assess_session;
use crate::diagnostic::{Code, Diagnostics};
use crate::form::Form;
use crate::json::{Json, Kind, Limits, Pointer, read};
use crate::session::{Session, entries};
use crate::value::Date;
use alloc::sync::Arc;

/// Computes an assessment again from the answers in its trace, and compares every byte of it that means something.
///
/// # Errors
/// Text that is no assessment with a trace; otherwise the place of everything that does not come out so again: the
/// trace, or the result, was changed, or belongs to another form, version or engine.
///
/// ```
/// use std::sync::Arc;
/// use nrm_screening::assessment::{assess_session, recompute};
/// use nrm_screening::{FormDefinition, Session, compile, value::Date};
/// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
/// let form = Arc::new(compile(&form).unwrap());
/// let session = Session::start(form.clone(), Date::parse("2026-11-02").unwrap());
/// let text = serde_json::to_string(&assess_session(&session, 0)).unwrap();
/// assert!(recompute(&form, text.as_bytes()).is_ok());
/// let changed = text.replace("2026-11-02", "2026-11-03");
/// assert_eq!(&*recompute(&form, changed.as_bytes()).unwrap_err().list()[0].pointer, "/trace/seal");
/// ```
pub fn recompute(form: &Arc<Form>, assessment: &[u8]) -> Result<(), Diagnostics> {
    let claimed = read(assessment, Limits { bytes: 16 * 1024 * 1024, ..Limits::DEFINITION })?;
    let mut found = Diagnostics::default();
    let mut pointer = Pointer::default();
    let Some(session) = replay(form, &claimed, &mut pointer, &mut found) else { return Err(found) };
    let language = claimed.get("language").and_then(Json::text).and_then(|tag| form.language(tag)).unwrap_or(0);
    let mut again = assess_session(&session, language);
    // What was on the screen is told, not computed.
    if let Some(Kind::List(shown)) = claimed.get("languages").map(|shown| &shown.kind) {
        again.languages = shown.iter().filter_map(Json::text).map(str::to_owned).collect();
    }
    let again = serde_json::to_vec(&again).unwrap_or_default();
    let again = read(&again, Limits { bytes: usize::MAX, ..Limits::DEFINITION })?;
    compare(&again, &claimed, &mut pointer, &mut found);
    found.or(())
}

/// The session that a trace tells of.
fn replay(form: &Arc<Form>, claimed: &Json, pointer: &mut Pointer, found: &mut Diagnostics) -> Option<Session> {
    let trace = claimed.get("trace");
    let day = trace.and_then(|trace| trace.get("today")).and_then(Json::text).and_then(Date::parse);
    let answers = trace.and_then(|trace| trace.get("answers"));
    let (Some(trace), Some(today), Some(answers)) = (trace, day, answers) else {
        found.tell(Code::NotAsComputed, pointer, "trace");
        return None;
    };
    let told = found.list().len();
    let entries =
        pointer.at("trace", |pointer| pointer.at("answers", |pointer| entries(form, answers, pointer, found)));
    if found.list().len() > told {
        return None;
    }
    let finished = trace.get("finished").is_some_and(|finished| finished.kind == Kind::Bool(true));
    Some(Session::replayed(Arc::clone(form), today, entries, finished))
}

/// Tells every place where two trees differ.
pub(crate) fn compare(again: &Json, claimed: &Json, pointer: &mut Pointer, found: &mut Diagnostics) {
    match (&again.kind, &claimed.kind) {
        (Kind::Object(members), Kind::Object(others)) => {
            for member in members {
                pointer.at(&member.key, |pointer| match claimed.get(&member.key) {
                    Some(other) => compare(&member.value, other, pointer, found),
                    None => found.tell(Code::NotAsComputed, pointer, &member.key),
                });
            }
            for other in others.iter().filter(|other| again.get(&other.key).is_none()) {
                pointer.at(&other.key, |pointer| found.tell(Code::NotAsComputed, pointer, &other.key));
            }
        }
        (Kind::List(list), Kind::List(others)) if list.len() == others.len() => {
            for (place, (one, other)) in list.iter().zip(others).enumerate() {
                pointer.nth(place, |pointer| compare(one, other, pointer, found));
            }
        }
        (one, other) if one == other => {}
        _ => found.tell(Code::NotAsComputed, pointer, "value"),
    }
}
