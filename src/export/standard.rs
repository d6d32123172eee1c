//! One interview in the fields of a standard.

use super::Export;
use super::table::{lines, safe};
use crate::definition::{Basis, ExportField, ExportValue};
use crate::evaluation::{ItemState, Read};
use crate::form::Item;
use crate::session::Session;
use crate::value::words;
use serde_json::{Map, Value};

words! {
    /// Why something that was answered is not in the fields of a standard.
    LostReason {
        /// The standard has no field for it.
        NoField = "noField",
        /// The field has no value for this answer.
        NoValue = "noValue",
        /// The field takes a day, and it is only partly known.
        PartlyKnown = "partlyKnown",
        /// The standard does not tell one silence from another.
        Silence = "silence",
        /// The words of an "other".
        Words = "words",
    }
}

/// Something that was answered and is not in the fields of a standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The item.
    pub item: String,
    /// Why.
    pub reason: LostReason,
}

/// One interview in the fields of a standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Each field that has something: its name, whether it may have several values, and those.
    pub fields: Vec<(String, bool, Vec<String>)>,
    /// What was answered and is not in them.
    pub lost: Vec<Lost>,
}

/// A field by its name, and what is written into it.
type Written<'e> = (&'e str, &'e ExportField, Vec<String>);

impl Export {
    /// Writes an interview, as it stands, into the fields of the standard. It has to be one of this form, and one that may
    /// be kept.
    pub fn of(&self, session: &Session) -> Exported {
        let mut written: Vec<Written> = Vec::new();
        for (name, field) in self.definition.fields.iter() {
            written.push((name, field, self.written(session, field)));
        }
        let mut lost = Vec::new();
        for (place, item) in (0..).zip(&self.form.items).filter(|(_, item)| item.stands_alone()) {
            lost.extend(
                lost_of(session, place, item, &written).map(|reason| Lost { item: (*item.id).to_owned(), reason }),
            );
            let words = session.entry(place).is_some_and(|entry| entry.other.is_some());
            if words && session.state().item(place) == ItemState::Answered {
                lost.push(Lost { item: (*item.id).to_owned(), reason: LostReason::Words });
            }
        }
        let some = written.into_iter().filter(|(.., values)| !values.is_empty());
        let fields = some.map(|(name, field, values)| (name.to_owned(), field.several, values)).collect();
        Exported { fields, lost }
    }

    fn written(&self, session: &Session, field: &ExportField) -> Vec<String> {
        if let Some(id) = &field.day {
            let place = self.form.find(id);
            return match place.map(|place| session.state().read(place)) {
                Some(Read::Days((from, to))) if from == to => vec![from.to_string()],
                _ => Vec::new(),
            };
        }
        let met = |value: &&ExportValue| {
            let holds = |list: &[Basis]| list.iter().any(|basis| self.holds(session, basis));
            holds(&value.any) && (value.and.is_empty() || holds(&value.and))
        };
        let all = field.values.iter().filter(met).map(|value| (*value.value).to_owned());
        if field.several { all.collect() } else { all.take(1).collect() }
    }

    fn holds(&self, session: &Session, basis: &Basis) -> bool {
        let class = self.form.class(session.state().outcome.decision);
        match &basis.item {
            Some(id) => {
                let codes = self.form.find(id).map(|place| session.codes(place)).unwrap_or_default();
                codes.into_iter().any(|code| basis.codes.iter().any(|one| **one == *code))
            }
            None => basis.classes.iter().any(|one| **one == *class),
        }
    }
}

/// Why an answer is not in the fields; none where it is, or where there is none.
fn lost_of(session: &Session, place: u16, item: &Item, written: &[Written]) -> Option<LostReason> {
    let of_item = |basis: &Basis| basis.item.as_deref() == Some(&*item.id);
    let is_day = written.iter().any(|(_, field, _)| field.day.as_deref() == Some(&*item.id));
    let values = || written.iter().flat_map(|(_, field, _)| &field.values);
    match session.state().item(place) {
        ItemState::Missing(_) => Some(LostReason::Silence),
        ItemState::Answered if is_day => {
            let whole = matches!(session.state().read(place), Read::Days((from, to)) if from == to);
            (!whole).then_some(LostReason::PartlyKnown)
        }
        ItemState::Answered if !values().flat_map(ExportValue::bases).any(of_item) => Some(LostReason::NoField),
        ItemState::Answered => {
            // Every code of it has to stand behind a value that was written.
            let carried = |code: &str| {
                written.iter().any(|(_, field, made)| {
                    let made = field.values.iter().filter(|value| made.iter().any(|one| **one == *value.value));
                    let mut bases = made.flat_map(ExportValue::bases);
                    bases.any(|basis| of_item(basis) && basis.codes.iter().any(|one| **one == *code))
                })
            };
            (!session.codes(place).into_iter().all(carried)).then_some(LostReason::NoValue)
        }
        _ => None,
    }
}

impl Exported {
    /// As JSON: the fields that have something, by their names; a list where there may be several.
    pub fn to_json(&self) -> Value {
        let value = |several: bool, values: &[String]| match values {
            [one] if !several => Value::from(&**one),
            values => values.iter().map(|value| Value::from(&**value)).collect(),
        };
        let mut fields = Map::new();
        for (name, several, values) in &self.fields {
            fields.insert(name.clone(), value(*several, values));
        }
        Value::Object(fields)
    }

    /// As a table of one line below the names of all fields of the standard, several values with a space between.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn to_csv(&self, export: &Export) -> csv::Result<Vec<u8>> {
        let names: Vec<&str> = export.definition().fields.iter().map(|(name, _)| name).collect();
        let cell = |name: &str| {
            let found = self.fields.iter().find(|(known, ..)| *known == *name);
            safe(&found.map(|(_, _, values)| values.join(" ")).unwrap_or_default())
        };
        lines(|out| {
            out.write_record(&names)?;
            out.write_record(names.iter().map(|name| cell(name)))
        })
    }
}
