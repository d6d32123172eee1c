//! The live edit of answers: what was given, what came back, what fired, what changed.
//!
//! After every edit the whole form is evaluated again, from scratch; two states are compared to say what changed.

mod answers;
mod carry;
mod check;
mod conclusion;
mod finish;
mod rows;
#[cfg(feature = "maintain")]
mod schema;
mod text;

pub(crate) use answers::entries;
#[cfg(feature = "maintain")]
pub use schema::answer_schema;

pub use carry::Proposal;
pub(crate) use check::LONGEST;
pub use conclusion::Concluded;
pub(crate) use text::Before;
#[cfg(feature = "maintain")]
pub(crate) use text::takes;

use crate::evaluation::{Entry, ItemState, Mark, State, evaluate};
use crate::form::{Form, Item};
use crate::value::{Answer, Date, ItemType, Truth};
use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use rows::Counted;

/// Why an edit was not taken. It never says what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No item of that id can be answered.
    UnknownItem,
    /// The item has no such choice.
    UnknownChoice,
    /// The item does not allow this silence.
    SilenceNotAllowed,
    /// The answer is of another kind than the item asks for.
    WrongKind,
    /// A choice that stands alone was given together with others.
    NotTogether,
    /// The text is longer than any answer may be.
    TooLong,
    /// The repeat has no such row, or no room for another.
    NoRow,
    /// The interview is finished.
    Finished,
    /// The interview is not finished.
    NotFinished,
    /// What is carried over begins at another form, or another version of it.
    OtherForm,
}

impl Refused {
    /// The written name.
    pub fn word(self) -> &'static str {
        match self {
            Self::UnknownItem => "unknown-item",
            Self::UnknownChoice => "unknown-choice",
            Self::SilenceNotAllowed => "silence-not-allowed",
            Self::WrongKind => "wrong-kind",
            Self::NotTogether => "not-together",
            Self::TooLong => "too-long",
            Self::NoRow => "no-row",
            Self::Finished => "finished",
            Self::NotFinished => "not-finished",
            Self::OtherForm => "other-form",
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
    /// Items that stand otherwise than before; a repeat, where something in its rows does.
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
    rows_added: u32,
    finished: bool,
    /// The languages it was shown in, the present one last.
    shown: Vec<Box<str>>,
    concluded: Concluded,
}

/// Where an edit is made: an item, in a row if it is one of a repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The item.
    pub item: u16,
    /// The place of the row.
    pub row: Option<u16>,
}

impl From<u16> for Place {
    fn from(item: u16) -> Self {
        Self { item, row: None }
    }
}

impl From<(u16, u16)> for Place {
    fn from((item, row): (u16, u16)) -> Self {
        Self { item, row: Some(row) }
    }
}

impl Session {
    /// Starts with nothing answered. `today` is the local day, used ever after.
    pub fn start(form: Arc<Form>, today: Date) -> Self {
        let entries = vec![Entry::default(); form.items.len()];
        Self::of(form, today, entries)
    }

    /// Goes on with what was given before, marks included.
    pub(crate) fn of(form: Arc<Form>, today: Date, entries: Vec<Entry>) -> Self {
        let state = evaluate(&form, &entries, today);
        let mut session = Self {
            form,
            today,
            entries,
            state,
            fired: Vec::new(),
            rows_added: 0,
            finished: false,
            shown: Vec::new(),
            concluded: Concluded::default(),
        };
        session.fire(&mut Change::default());
        session
    }

    /// What a trace tells of: nothing is marked, and what finishing closed says so.
    #[cfg(feature = "maintain")]
    pub(crate) fn replayed(form: Arc<Form>, today: Date, entries: Vec<Entry>, finished: bool) -> Self {
        Self { finished, ..Self::of(form, today, entries) }
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
    pub fn entry(&self, place: impl Into<Place>) -> Option<&Entry> {
        self.find(place.into())
    }

    /// The choice that an item with one answer has, whether it counts or not.
    pub fn choice(&self, item: u16) -> Option<u16> {
        match self.entry(item)?.answer {
            Some(Answer::Choice(choice)) => Some(choice),
            _ => None,
        }
    }

    /// The codes that an item outside of rows is answered with; none where the answer does not count, or has no codes.
    pub fn codes(&self, item: u16) -> Vec<&str> {
        let answer = self.entry(item).and_then(|entry| entry.answer.as_ref());
        match (self.form.item(item), answer.filter(|_| self.state.item(item) == ItemState::Answered)) {
            (Some(item), Some(Answer::Choice(choice))) => [item.code(*choice)].into(),
            (Some(item), Some(Answer::Choices(ticked))) => ticked.iter().map(|choice| item.code(*choice)).collect(),
            _ => Vec::new(),
        }
    }

    /// Alerts that have fired, in order of firing; those that were withdrawn stay.
    pub fn fired(&self) -> &[u16] {
        &self.fired
    }

    /// How many rows were ever added.
    pub fn rows_added(&self) -> u32 {
        self.rows_added
    }

    /// Goes on in a language, by its tag.
    pub fn show(&mut self, language: &str) {
        self.shown.retain(|known| **known != *language);
        self.shown.push(language.into());
    }

    /// The languages it was shown in, the present one last.
    pub fn shown(&self) -> &[Box<str>] {
        &self.shown
    }

    /// The place of the language it was shown in last among those of the form, or of its own.
    pub fn language(&self) -> usize {
        self.shown.last().and_then(|tag| self.form.language(tag)).unwrap_or(0)
    }

    /// Whether the interview is finished.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Answers an item, or says why it has no answer. A declined consent is recorded as refused.
    ///
    /// # Errors
    /// See [`Refused`]; nothing has changed then.
    pub fn answer(&mut self, place: impl Into<Place>, answer: Answer) -> Result<Change, Refused> {
        let place = place.into();
        let answer = check::answer(self.question(place)?, answer)?;
        self.edit(place, |entry| {
            let other = entry.other.take().filter(|_| entry.answer.as_ref() == Some(&answer));
            let rows = core::mem::take(&mut entry.rows);
            *entry = Entry { answer: Some(answer), other, rows, ..Entry::default() };
        })
    }

    /// Takes over an answer the host has; it counts as open until it is confirmed.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn prefill(&mut self, place: impl Into<Place>, answer: Answer) -> Result<Change, Refused> {
        let place = place.into();
        let answer = check::answer(self.question(place)?, answer)?;
        self.edit(place, |entry| {
            let rows = core::mem::take(&mut entry.rows);
            *entry = Entry { answer: Some(answer), mark: Some(Mark::Unconfirmed), rows, ..Entry::default() };
        })
    }

    /// Says in words what an answer "other" is; kept apart, read by nothing. Nothing to say takes the words away.
    ///
    /// # Errors
    /// See [`Refused`]: the answer of the item has to hold a choice that asks for words.
    pub fn specify(&mut self, place: impl Into<Place>, words: &str) -> Result<Change, Refused> {
        let place = place.into();
        let item = self.question(place)?;
        let answer = self.find(place).and_then(|entry| entry.answer.as_ref());
        check::words(item, answer, words)?;
        self.edit(place, |entry| entry.other = (!words.is_empty()).then(|| words.into()))
    }

    /// Answers an item by its id.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn answer_id(&mut self, id: &str, answer: Answer) -> Result<Change, Refused> {
        self.answer(self.form.find(id).ok_or(Refused::UnknownItem)?, answer)
    }

    /// Answers an item by its id and the code of a choice; where there may be several, their codes with a space between.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn give(&mut self, id: &str, code: &str) -> Result<Change, Refused> {
        let (place, answer) = self.coded(id, code)?;
        self.answer(place, answer)
    }

    /// The place of an item, and the answer that a code is to it, or several with a space between.
    fn coded(&self, id: &str, code: &str) -> Result<(u16, Answer), Refused> {
        let place = self.form.find(id).ok_or(Refused::UnknownItem)?;
        let item = self.form.item(place).ok_or(Refused::UnknownItem)?;
        let choice = |code: &str| check::choice(item, code).ok_or(Refused::UnknownChoice);
        let answer = if item.kind == ItemType::Multiple {
            let ticked: Result<BTreeSet<u16>, Refused> = code.split(' ').map(choice).collect();
            Answer::Choices(ticked?.into_iter().collect())
        } else {
            Answer::Choice(choice(code)?)
        };
        Ok((place, answer))
    }

    /// Opens an item again. The rows of a repeat stay.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn clear(&mut self, place: impl Into<Place>) -> Result<Change, Refused> {
        let place = place.into();
        self.question(place)?;
        self.edit(place, |entry| *entry = Entry { rows: core::mem::take(&mut entry.rows), ..Entry::default() })
    }

    /// Says that an answer that came back with its question, or that the host gave, holds.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn confirm(&mut self, place: impl Into<Place>) -> Result<Change, Refused> {
        let place = place.into();
        self.question(place)?;
        self.edit(place, |entry| entry.mark = None)
    }

    /// The question at a place.
    fn question(&self, place: Place) -> Result<&Item, Refused> {
        let item = self.form.item(place.item).filter(|item| item.is_question()).ok_or(Refused::UnknownItem)?;
        match (item.repeat, place.row) {
            (None, None) => Ok(item),
            (Some(_), Some(_)) if self.find(place).is_some() => Ok(item),
            (Some(_), Some(_)) => Err(Refused::NoRow),
            _ => Err(Refused::UnknownItem),
        }
    }

    fn find(&self, place: Place) -> Option<&Entry> {
        let Some(row) = place.row else { return self.entries.get(usize::from(place.item)) };
        let repeat = self.form.item(place.item)?.repeat?;
        let row = self.entries.get(usize::from(repeat))?.rows.get(usize::from(row))?;
        row.entries.get(usize::from(place.item - repeat - 1))
    }

    fn find_mut(&mut self, place: Place) -> Option<&mut Entry> {
        let repeat = self.form.item(place.item).and_then(|item| item.repeat);
        let (Some(row), Some(repeat)) = (place.row, repeat) else {
            return self.entries.get_mut(usize::from(place.item));
        };
        let row = self.entries.get_mut(usize::from(repeat))?.rows.get_mut(usize::from(row))?;
        row.entries.get_mut(usize::from(place.item - repeat - 1))
    }

    /// Makes an edit and says what it changed.
    fn edit(&mut self, place: Place, make: impl FnOnce(&mut Entry)) -> Result<Change, Refused> {
        if self.finished {
            return Err(Refused::Finished);
        }
        let counted = self.counted();
        if let Some(entry) = self.find_mut(place) {
            make(entry);
        }
        Ok(self.settle(&counted, place))
    }

    /// Evaluates after an edit, marks what came back by it, and says what changed.
    fn settle(&mut self, counted: &Counted, edited: Place) -> Change {
        let state = evaluate(&self.form, &self.entries, self.today);
        let before = core::mem::replace(&mut self.state, state);
        self.restore(counted, Some(edited));
        let mut change = Change::default();
        for (place, (old, new)) in (0..).zip(before.items.iter().zip(&self.state.items)) {
            if old != new || before.rows_of(place) != self.state.rows_of(place) {
                change.items.push(place);
            }
        }
        for (place, (old, new)) in (0..).zip(before.alerts.iter().zip(&self.state.alerts)) {
            if old.truth == Truth::True && new.truth != Truth::True {
                change.withdrawn.push(place);
            }
        }
        self.fire(&mut change);
        self.reconsider();
        change
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
