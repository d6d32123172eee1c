//! Interviews of the engine on their way, answered by a seed.

use super::super::{item, pair};
use super::engine;
use super::findings::Findings;
use super::form::Form;
use super::generator::answers;
use super::sheet::Given;
use fastrand::Rng;
use nrm_screening::Session;
use nrm_screening::evaluation::ItemState;
use nrm_screening::session::Place;
use nrm_screening::value::Answer;
use serde_json::{Value, json};
use std::sync::Arc;

/// An interview of the engine on its way, answered by a seed.
pub struct Walk {
    pub session: Session,
    pub form: Form,
    pub random: Rng,
    /// What was given, in its order.
    pub given: Vec<(Place, Answer)>,
}

/// Everything that stands in one of these ways, with its key.
fn places(session: &Session, wanted: fn(ItemState) -> bool) -> Vec<(Place, String)> {
    let (form, state) = (session.form(), session.state());
    let mut found = Vec::new();
    for (place, item) in (0..).zip(&form.items) {
        if item.repeat.is_none() && wanted(state.item(place)) {
            found.push((Place::from(place), item.id.to_string()));
        }
        let entry = session.entry(place).expect("an entry");
        for (number, (row, known)) in (0_u16..).zip(state.rows_of(place).iter().zip(&entry.rows)) {
            for (inner, own) in (place + 1..).zip(&row.items) {
                if wanted(*own) {
                    let key = format!("{}.{}.{}", item.id, known.id, form.items[usize::from(inner)].id);
                    found.push((Place::from((inner, number)), key));
                }
            }
        }
    }
    found
}

/// Everything that is open, with its key.
pub fn open_places(session: &Session) -> Vec<(Place, String)> {
    places(session, |state| state == ItemState::Open)
}

/// Everything that was answered, or has a silence for an answer, and counts; with its key.
pub fn answered_places(session: &Session) -> Vec<(Place, String)> {
    let mut found = places(session, |state| matches!(state, ItemState::Answered | ItemState::Missing(_)));
    found
        .retain(|(place, _)| session.entry(*place).is_some_and(|entry| entry.answer.is_some() && entry.mark.is_none()));
    found
}

/// Says of everything that came back that it holds, until nothing waits to be seen again. Where the consent to talk was
/// withdrawn, what came back is closed as declined (24): it is said of that too.
pub fn confirm_all(session: &mut Session) {
    for _ in 0..500 {
        let waiting = places(session, |state| matches!(state, ItemState::Open | ItemState::Missing(_)));
        let mut waiting = waiting.into_iter().map(|(place, _)| place);
        let next = waiting.find(|place| session.entry(*place).is_some_and(|entry| entry.mark.is_some()));
        let Some(next) = next else { return };
        session.confirm(next).expect("allowed");
    }
    panic!("what was confirmed waits to be seen again and again");
}

impl Walk {
    /// Starts with a row or two in each list, answered in nothing.
    pub fn start(seed: u64) -> Option<Self> {
        let (compiled, form, ..) = pair(seed)?;
        let mut random = Rng::with_seed(seed ^ 0x0a1b);
        let mut session = Session::start(Arc::clone(&compiled), engine::today());
        for repeat in &compiled.repeats {
            for _ in 0..random.usize(0..=2) {
                session.add_row(repeat.item).expect("a row");
            }
        }
        Some(Self { session, form, random, given: Vec::new() })
    }

    /// Something for an open place; nothing if it is no answer that stands.
    pub fn answer(&mut self, key: &str, place: Place) -> Option<Answer> {
        let given = Given { answers: json!({}), marked: [].into(), today: 0, finished: false };
        let value = answers::anything(&mut self.random, &given, key, self.form.question(item(key)));
        let compiled = Arc::clone(self.session.form());
        let asked = &compiled.items[usize::from(place.item)];
        engine::answer(asked, value.get("more").unwrap_or(&value))
    }

    /// Answers an open place; false if the answer does not stand, and is taken back.
    pub fn take(&mut self, place: Place, answer: &Answer) -> bool {
        self.session.answer(place, answer.clone()).expect("allowed");
        let stands = !open_places(&self.session).iter().any(|(open, _)| *open == place);
        if stands {
            self.given.push((place, answer.clone()));
        } else {
            self.session.clear(place).expect("allowed");
        }
        stands
    }

    /// Answers what is open, one after the other.
    pub fn step(&mut self) -> Option<()> {
        let open = open_places(&self.session);
        let (place, key) = open.get(self.random.usize(0..open.len().max(1)))?.clone();
        if let Some(answer) = self.answer(&key, place) {
            self.take(place, &answer);
        }
        Some(())
    }

    pub fn findings(&self) -> Findings {
        let rows = |entry: &nrm_screening::evaluation::Entry| -> Value {
            json!({ "rows": entry.rows.iter().map(|row| json!({ "id": row.id })).collect::<Vec<_>>() })
        };
        let form = self.session.form();
        let lists = form.repeats.iter().map(|repeat| {
            let entry = self.session.entry(repeat.item).expect("an entry");
            (form.items[usize::from(repeat.item)].id.to_string(), rows(entry))
        });
        let answers = Value::Object(lists.collect());
        let given = Given { answers, marked: [].into(), today: 0, finished: false };
        engine::findings(form, self.session.state(), &given)
    }

    pub fn failed(&self, seed: u64, what: &str, lines: &[String]) -> ! {
        panic!("{what}, NRM_SEED={seed}\n  {}\n{:?}\n{}", lines.join("\n  "), self.given, self.form.json)
    }
}
