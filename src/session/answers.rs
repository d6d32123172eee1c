//! Answers as JSON, in and out: what a case, a record or a trace holds.
//!
//! An answer is a code, a list of codes, a number, a text, a date; or an object: `{"missing": "declined"}`,
//! `{"code": "other", "other": "in words"}`, `{"calendar": "ethiopic", "from": "1993"}`, `{"rows": […], "more": "no"}`.
//! Answers are an object by item, or a list of objects that name their `item`.
//!
//! A diagnostic names the place and the kind of problem, never an answer.

use super::{Refused, Session, check};
use crate::diagnostic::{Code, Diagnostics};
use crate::evaluation::{Closed, Entry, Mark, RowEntry};
use crate::form::{Form, Item};
use crate::id::is_id;
use crate::json::{Json, Kind, Limits, Pointer, read};
use crate::value::{Answer, Calendar, Date, DateGiven, ItemType, Reason};
use alloc::sync::Arc;

impl Session {
    /// Goes on with answers, JSON text.
    ///
    /// # Errors
    /// Everything that the form does not take, by its place.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use nrm_screening::{FormDefinition, Session, compile, value::Date};
    /// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
    /// let form = Arc::new(compile(&form).unwrap());
    /// let answers = br#"{"age_group": "adult", "talk": {"missing": "notAsked"}}"#;
    /// let session = Session::with_answers(form, Date::parse("2026-11-02").unwrap(), answers).unwrap();
    /// assert!(session.state().outcome.could_be.len() > 1);
    /// ```
    pub fn with_answers(form: Arc<Form>, today: Date, answers: &[u8]) -> Result<Self, Diagnostics> {
        let json = read(answers, Limits::DEFINITION)?;
        let mut found = Diagnostics::default();
        let entries = entries(&form, &json, &mut Pointer::default(), &mut found);
        found.or(()).map(|()| Self::of(form, today, entries))
    }

    /// Gives one answer as JSON. The rows of a repeat take the place of those it had.
    ///
    /// # Errors
    /// Everything that the form does not take, by its place in the answer.
    pub fn give_json(&mut self, id: &str, answer: &Json) -> Result<(), Diagnostics> {
        let mut found = Diagnostics::default();
        let mut pointer = Pointer::default();
        let place = self.form.find(id).filter(|place| self.form.item(*place).is_some_and(Item::stands_alone));
        let Some(place) = place else {
            found.tell(Code::UnknownName, &pointer, id);
            return Err(found);
        };
        let entry = entry(&self.form, place, answer, &mut pointer, &mut found);
        found.or(())?;
        let edited = self.edit(place.into(), |slot| {
            let rows = if answer.get("rows").is_none() { core::mem::take(&mut slot.rows) } else { Vec::new() };
            *slot = entry;
            if slot.rows.is_empty() {
                slot.rows = rows;
            }
        });
        edited.map(drop).map_err(|refused| {
            let mut found = Diagnostics::default();
            found.tell(Code::AnswerRefused, &pointer, refused.word());
            found
        })
    }
}

/// One entry for each item of the form.
pub(crate) fn entries(form: &Form, json: &Json, pointer: &mut Pointer, found: &mut Diagnostics) -> Vec<Entry> {
    let mut entries = vec![Entry::default(); form.items.len()];
    let top = |item: &Item| item.repeat.is_none();
    each(form, json, &top, pointer, found, &mut |place, entry| {
        if let Some(slot) = entries.get_mut(usize::from(place)) {
            *slot = entry;
        }
    });
    entries
}

/// Calls `hear` with every answer of an object by item, or of a list.
fn each(
    form: &Form,
    json: &Json,
    belongs: &dyn Fn(&Item) -> bool,
    pointer: &mut Pointer,
    found: &mut Diagnostics,
    hear: &mut dyn FnMut(u16, Entry),
) {
    let mut one = |id: &str, answer: &Json, pointer: &mut Pointer| {
        let place = form.find(id);
        match place.filter(|place| form.item(*place).is_some_and(|item| item.is_question() && belongs(item))) {
            Some(place) => {
                let entry = entry(form, place, answer, pointer, found);
                hear(place, entry);
            }
            None => found.tell(Code::UnknownName, pointer, id),
        }
    };
    match &json.kind {
        Kind::Object(members) => {
            for member in members {
                pointer.at(&member.key, |pointer| one(&member.key, &member.value, pointer));
            }
        }
        Kind::List(list) => {
            for (place, member) in list.iter().enumerate() {
                let id = member.get("item").and_then(Json::text).unwrap_or_default();
                pointer.nth(place, |pointer| one(id, member, pointer));
            }
        }
        _ => found.tell(Code::WrongType, pointer, "an object or a list"),
    }
}

/// What was given for an item.
fn entry(form: &Form, place: u16, json: &Json, pointer: &mut Pointer, found: &mut Diagnostics) -> Entry {
    let mut made = Entry::default();
    let Some(item) = form.item(place) else { return made };
    let Kind::Object(members) = &json.kind else {
        made.answer = answer(item, json, pointer, found);
        return made;
    };
    let says = |key: &str| matches!(key, "code" | "codes" | "value" | "more" | "missing" | "from");
    if members.iter().filter(|member| says(&member.key)).count() > 1 {
        found.tell(Code::AnswerRefused, pointer, Refused::WrongKind.word());
    }
    for member in members {
        pointer.at(&member.key, |pointer| match (&*member.key, &member.value) {
            ("item" | "from" | "to" | "calendar" | "words", _) => {}
            ("code" | "codes" | "value" | "more", value) => made.answer = answer(item, value, pointer, found),
            ("missing", value) => made.answer = silence(item, value, pointer, found),
            ("other", value) => made.other = value.text().map(Box::from),
            ("mark", value) => match value.text() {
                Some("restored") => made.mark = Some(Mark::Restored),
                Some("unconfirmed") => made.mark = Some(Mark::Unconfirmed),
                _ => found.tell(Code::UnknownWord, pointer, "mark"),
            },
            ("closed", value) => match value.text() {
                Some("open") => made.closed = Some(Closed::Open),
                Some("undecided") => made.closed = Some(Closed::Undecided),
                _ => found.tell(Code::UnknownWord, pointer, "closed"),
            },
            ("rows", value) if item.kind == ItemType::Repeat => {
                made.rows = rows(form, place, item, value, pointer, found);
            }
            (key, _) => found.tell(Code::UnknownKey, pointer, key),
        });
    }
    if json.get("from").is_some() {
        made.answer = date(json).and_then(|date| checked(item, date, pointer, found));
        if made.answer.is_none() {
            found.tell(Code::AnswerRefused, pointer, Refused::WrongKind.word());
        }
    }
    if let Some(words) = &made.other
        && let Err(refused) = check::words(item, made.answer.as_ref(), words)
    {
        found.tell(Code::AnswerRefused, pointer, refused.word());
    }
    made
}

/// A silence, by its reason.
fn silence(item: &Item, json: &Json, pointer: &Pointer, found: &mut Diagnostics) -> Option<Answer> {
    let Some(reason) = json.text().and_then(Reason::of) else {
        found.tell(Code::UnknownWord, pointer, "missing");
        return None;
    };
    checked(item, Answer::Missing(reason), pointer, found)
}

fn date(json: &Json) -> Option<Answer> {
    let text = |key: &str| json.get(key).map(|value| value.text().map(Box::from));
    let calendar = match json.get("calendar") {
        Some(calendar) => Calendar::of(calendar.text()?)?,
        None => Calendar::Gregorian,
    };
    let whole = |text: Option<Option<Box<str>>>| match text {
        Some(None) => None,
        other => Some(other.flatten()),
    };
    let given = DateGiven { calendar, from: text("from")??, to: whole(text("to"))?, words: whole(text("words"))? };
    Some(Answer::date(given))
}

fn rows(
    form: &Form,
    repeat: u16,
    item: &Item,
    json: &Json,
    pointer: &mut Pointer,
    found: &mut Diagnostics,
) -> Vec<RowEntry> {
    let length = form.repeat(repeat).map_or(0, |repeat| usize::from(repeat.length));
    let mut made: Vec<RowEntry> = Vec::new();
    let Kind::List(list) = &json.kind else {
        found.tell(Code::WrongType, pointer, "a list");
        return made;
    };
    if u32::try_from(list.len()).is_ok_and(|rows| rows > item.most) {
        found.tell(Code::TooMany, pointer, &item.most.to_string());
        return made;
    }
    for (place, row) in list.iter().enumerate() {
        pointer.nth(place, |pointer| {
            let id = row.get("id").and_then(Json::text).unwrap_or_default();
            if !is_id(id) || made.iter().any(|known| *known.id == *id) {
                pointer.at("id", |pointer| found.tell(Code::BadName, pointer, "id"));
            }
            let mut entries = vec![Entry::default(); length];
            let own = |item: &Item| item.repeat == Some(repeat);
            if let Some(answers) = row.get("answers") {
                pointer.at("answers", |pointer| {
                    each(form, answers, &own, pointer, found, &mut |place, entry| {
                        if let Some(slot) = entries.get_mut(usize::from(place - repeat - 1)) {
                            *slot = entry;
                        }
                    });
                });
            }
            made.push(RowEntry { id: id.into(), entries });
        });
    }
    made
}

/// The answer that a plain value is to an item.
fn answer(item: &Item, json: &Json, pointer: &mut Pointer, found: &mut Diagnostics) -> Option<Answer> {
    let choice = |json: &Json| check::choice(item, json.text()?);
    let made = match (&json.kind, item.kind) {
        (Kind::Text(_), ItemType::Single | ItemType::Consent | ItemType::Repeat) => choice(json).map(Answer::Choice),
        (Kind::List(list), ItemType::Multiple) => {
            let mut ticked = Vec::new();
            for member in list {
                let Some(choice) = choice(member) else { return refused(Refused::UnknownChoice, pointer, found) };
                match ticked.binary_search(&choice) {
                    Ok(_) => return refused(Refused::UnknownChoice, pointer, found),
                    Err(place) => ticked.insert(place, choice),
                }
            }
            Some(Answer::Choices(ticked.into()))
        }
        (Kind::Text(text) | Kind::Number(text), ItemType::Integer | ItemType::Decimal) => Some(Answer::number(text)),
        (Kind::Text(text), ItemType::Text) => Some(Answer::Text(text.clone())),
        (Kind::Text(text), ItemType::Time) => Some(Answer::time(text)),
        (Kind::Text(text), ItemType::Date) => Some(Answer::day(text)),
        _ => return refused(Refused::WrongKind, pointer, found),
    };
    match made {
        Some(answer) => checked(item, answer, pointer, found),
        None => refused(Refused::UnknownChoice, pointer, found),
    }
}

fn checked(item: &Item, answer: Answer, pointer: &Pointer, found: &mut Diagnostics) -> Option<Answer> {
    match check::answer(item, answer) {
        Ok(answer) => Some(answer),
        Err(wrong) => refused(wrong, pointer, found),
    }
}

fn refused(refused: Refused, pointer: &Pointer, found: &mut Diagnostics) -> Option<Answer> {
    found.tell(Code::AnswerRefused, pointer, refused.word());
    None
}
