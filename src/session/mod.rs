//! The live edit of answers: what was given, what came back, what fired, what changed.
//!
//! After every edit the whole form is evaluated again, from scratch; two states are compared to say what changed.

use crate::compile::{Form, ItemKind};
use crate::evaluation::{Entry, ItemState, State, evaluate};
use crate::value::{Answer, Consent, Date, Reason, Truth};
use alloc::sync::Arc;

/// Why an edit was not taken. It never says what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No item of that id can be answered.
    UnknownItem,
    /// The item has no such choice.
    UnknownChoice,
    /// The item does not allow this silence.
    SilenceNotAllowed,
    /// The interview is finished.
    Finished,
}

impl Refused {
    /// The written name.
    pub fn word(self) -> &'static str {
        match self {
            Self::UnknownItem => "unknown-item",
            Self::UnknownChoice => "unknown-choice",
            Self::SilenceNotAllowed => "silence-not-allowed",
            Self::Finished => "finished",
        }
    }
}

impl core::fmt::Display for Refused {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str(self.word())
    }
}

impl core::error::Error for Refused {}

/// What an edit changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Items that stand otherwise than before.
    pub items: Vec<u16>,
    /// Alerts that fired by it.
    pub fired: Vec<u16>,
    /// Alerts that no longer hold.
    pub withdrawn: Vec<u16>,
}

/// An interview on its way.
///
/// ```
/// use std::sync::Arc;
/// use nrm_screening::{FormDefinition, Session, compile};
/// use nrm_screening::value::{Answer, Date, Reason};
/// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
/// let mut session = Session::start(Arc::new(compile(&form).unwrap()), Date::parse("2026-11-02").unwrap());
/// session.give("age_group", "adult").unwrap();
/// session.answer_id("talk", Answer::Missing(Reason::Declined)).unwrap();
/// assert_eq!(session.form().class(session.state().outcome.decision), "couldNotBeDone");
/// ```
#[derive(Clone, Debug)]
pub struct Session {
    form: Arc<Form>,
    today: Date,
    entries: Vec<Entry>,
    state: State,
    fired: Vec<u16>,
    finished: bool,
}

impl Session {
    /// Starts with nothing answered. `today` is the local day, used ever after.
    pub fn start(form: Arc<Form>, today: Date) -> Self {
        let entries = vec![Entry::default(); form.items.len()];
        let state = evaluate(&form, &entries, false);
        let mut session = Self { form, today, entries, state, fired: Vec::new(), finished: false };
        session.fire(&mut Change::default());
        session
    }

    /// The form.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// The day the interview began.
    pub fn today(&self) -> Date {
        self.today
    }

    /// How everything stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What was given, by item.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What was given for an item.
    pub fn entry(&self, item: u16) -> Entry {
        self.entries.get(usize::from(item)).copied().unwrap_or_default()
    }

    /// Alerts that have fired, in order of firing; those that were withdrawn stay.
    pub fn fired(&self) -> &[u16] {
        &self.fired
    }

    /// Whether the interview is finished.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Answers an item, or says why it has no answer. A declined consent is recorded as refused.
    ///
    /// # Errors
    /// See [`Refused`]; nothing has changed then.
    pub fn answer(&mut self, item: u16, answer: Answer) -> Result<Change, Refused> {
        let known = self.form.item(item).filter(|item| item.is_question()).ok_or(Refused::UnknownItem)?;
        let answer = match (answer, known.kind) {
            (Answer::Missing(Reason::Declined), ItemKind::Consent(_)) => {
                Answer::Choice(known.choice(Consent::Refused.word()).ok_or(Refused::UnknownChoice)?)
            }
            (other, _) => other,
        };
        match answer {
            Answer::Choice(choice) if usize::from(choice) >= known.choices.len() => Err(Refused::UnknownChoice),
            Answer::Missing(reason) if !known.reasons.contains(&reason) => Err(Refused::SilenceNotAllowed),
            answer => self.edit(item, Entry { answer: Some(answer), ..Entry::default() }),
        }
    }

    /// Answers an item by its id.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn answer_id(&mut self, id: &str, answer: Answer) -> Result<Change, Refused> {
        self.answer(self.form.find(id).ok_or(Refused::UnknownItem)?, answer)
    }

    /// Answers an item by its id and the code of a choice.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn give(&mut self, id: &str, code: &str) -> Result<Change, Refused> {
        let item = self.form.find(id).ok_or(Refused::UnknownItem)?;
        let choice = self.form.item(item).and_then(|item| item.choice(code)).ok_or(Refused::UnknownChoice)?;
        self.answer(item, Answer::Choice(choice))
    }

    /// Opens an item again.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn clear(&mut self, item: u16) -> Result<Change, Refused> {
        self.form.item(item).filter(|item| item.is_question()).ok_or(Refused::UnknownItem)?;
        self.edit(item, Entry::default())
    }

    /// Says that an answer that came back with its question still holds.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn confirm(&mut self, item: u16) -> Result<Change, Refused> {
        self.form.item(item).filter(|item| item.is_question()).ok_or(Refused::UnknownItem)?;
        let entry = Entry { restored: false, ..self.entry(item) };
        self.edit(item, entry)
    }

    /// How everything would stand, were the interview finished now: what is open closes as not asked, what applies is
    /// derived again until nothing is open, and what is then still undecided counts as not asked.
    pub fn finished_state(&self) -> State {
        self.closed().1
    }

    /// Finishes the interview; no edit is taken after it.
    pub fn finish(&mut self) {
        let (entries, state) = self.closed();
        self.entries = entries;
        self.state = state;
        self.finished = true;
        self.fire(&mut Change::default());
    }

    fn closed(&self) -> (Vec<Entry>, State) {
        let mut entries = self.entries.clone();
        loop {
            let state = evaluate(&self.form, &entries, true);
            let mut nothing_open = true;
            for (entry, state) in entries.iter_mut().zip(&state.items) {
                if *state == ItemState::Open {
                    entry.closed = true;
                    nothing_open = false;
                }
            }
            if nothing_open {
                return (entries, state);
            }
        }
    }

    fn edit(&mut self, item: u16, entry: Entry) -> Result<Change, Refused> {
        if self.finished {
            return Err(Refused::Finished);
        }
        let before = self.state.clone();
        if let Some(slot) = self.entries.get_mut(usize::from(item)) {
            *slot = entry;
        }
        self.state = evaluate(&self.form, &self.entries, false);
        self.restore(&before, item);
        let mut change = Change::default();
        for (place, (old, new)) in (0..).zip(before.items.iter().zip(&self.state.items)) {
            if old != new {
                change.items.push(place);
            }
        }
        for (place, (old, new)) in (0..).zip(before.alerts.iter().zip(&self.state.alerts)) {
            if old.truth == Truth::True && new.truth != Truth::True {
                change.withdrawn.push(place);
            }
        }
        self.fire(&mut change);
        Ok(change)
    }

    /// Marks the answers that came back with their questions; each mark opens its item, which may hide others again.
    fn restore(&mut self, before: &State, edited: u16) {
        loop {
            let mut none = true;
            for (place, entry) in (0_u16..).zip(&mut self.entries) {
                let hidden = matches!(before.item(place), ItemState::Irrelevant | ItemState::Undecided);
                let shown = !matches!(self.state.item(place), ItemState::Irrelevant | ItemState::Undecided);
                if place != edited && hidden && shown && entry.answer.is_some() && !entry.restored {
                    entry.restored = true;
                    none = false;
                }
            }
            if none {
                return;
            }
            self.state = evaluate(&self.form, &self.entries, false);
        }
    }

    fn fire(&mut self, change: &mut Change) {
        for (place, told) in (0..).zip(&self.state.alerts) {
            if told.truth == Truth::True && !self.fired.contains(&place) {
                self.fired.push(place);
                change.fired.push(place);
            }
        }
    }
}
