//! A question where it is asked: once, or in a row of a repeat.

use super::interview::Interview;
use crate::evaluation::{Entry, ItemState, Mark, Violation};
use crate::form::Item;
use crate::session::Place;
use crate::value::{Answer, Calendar, DateGiven, ItemType, Reason};

/// What stands between an item and its row in the name of a control: `where@r1`.
const OF_ROW: char = '@';

/// Where a question stands, as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is not asked, or not yet known to be.
    Hidden,
    /// It waits.
    Open,
    /// It is answered.
    Given,
    /// Its answer does not hold to what is asked.
    Invalid(Violation),
    /// It was closed without an answer.
    Silent(Reason),
    /// An answer that does not count before somebody looked at it.
    Again(Mark),
}

impl Standing {
    /// Whether it waits for the worker.
    pub(super) fn waits(self) -> bool {
        matches!(self, Self::Open | Self::Invalid(_) | Self::Again(_))
    }
}

/// A question where it is asked.
pub(super) struct Asked<'i> {
    pub(super) item: &'i Item,
    pub(super) place: Place,
    /// What its controls are named after.
    pub(super) key: String,
    pub(super) standing: Standing,
    pub(super) entry: Option<&'i Entry>,
}

impl<'i> Asked<'i> {
    /// What was given, as far as it is to be seen in the question.
    pub(super) fn answer(&self) -> Option<&'i Answer> {
        let seen = matches!(self.standing, Standing::Given | Standing::Invalid(_) | Standing::Open);
        self.entry.filter(|_| seen).and_then(|entry| entry.answer.as_ref())
    }

    /// Whether a choice is taken.
    pub(super) fn holds(&self, choice: u16) -> bool {
        match self.answer() {
            Some(Answer::Choice(taken)) => {
                *taken == choice && (self.standing == Standing::Given || self.item.choices.is_empty())
            }
            Some(Answer::Choices(ticked)) => ticked.contains(&choice),
            _ => false,
        }
    }

    /// What is entered in the one field of a number, a text or a time.
    pub(super) fn entered(&self) -> &'i str {
        match self.answer() {
            Some(Answer::Number(entered, _) | Answer::Time(entered, _) | Answer::Text(entered)) => entered,
            _ => "",
        }
    }

    /// The date as it is told so far.
    pub(super) fn told(&self) -> DateGiven {
        match self.answer() {
            Some(Answer::Date(given, _)) => (**given).clone(),
            _ => DateGiven { calendar: self.calendar(), from: "".into(), to: None, words: None },
        }
    }

    /// The calendar a date is in unless another is chosen.
    pub(super) fn calendar(&self) -> Calendar {
        self.item.calendars.first().copied().unwrap_or(Calendar::Gregorian)
    }
}

/// The name of the controls of an item in a row.
pub(super) fn in_row(item: &str, row: &str) -> String {
    [item, row].join(&OF_ROW.to_string())
}

impl Interview {
    /// The place that controls are named after.
    pub(super) fn place(&self, key: &str) -> Option<Place> {
        let Some((id, row)) = key.split_once(OF_ROW) else { return self.form().find(key).map(Place::from) };
        let item = self.form().find(id)?;
        let repeat = self.form().item(item)?.repeat?;
        let rows = &self.session().entry(repeat)?.rows;
        let row = (0..).zip(rows).find(|(_, known)| *known.id == *row)?.0;
        Some(Place { item, row: Some(row) })
    }

    /// The question at a place.
    pub(super) fn asked(&self, place: impl Into<Place>) -> Option<Asked<'_>> {
        let place = place.into();
        let item = self.form().item(place.item)?;
        let entry = self.session().entry(place);
        let key = match (place.row, item.repeat) {
            (Some(row), Some(repeat)) => {
                let row = self.session().entry(repeat)?.rows.get(usize::from(row))?;
                in_row(&item.id, &row.id)
            }
            _ => (*item.id).to_owned(),
        };
        Some(Asked { item, place, key, standing: self.standing(place, entry), entry })
    }

    fn standing(&self, place: Place, entry: Option<&Entry>) -> Standing {
        match self.item_state(place) {
            ItemState::Irrelevant | ItemState::Undecided => Standing::Hidden,
            ItemState::Answered => Standing::Given,
            ItemState::Missing(reason) => Standing::Silent(reason),
            ItemState::Invalid(violation) => Standing::Invalid(violation),
            ItemState::Shown | ItemState::Open => {
                entry.and_then(|entry| entry.mark).map_or(Standing::Open, Standing::Again)
            }
        }
    }

    fn item_state(&self, place: Place) -> ItemState {
        let Some(row) = place.row else { return self.state().item(place.item) };
        let repeat = self.form().item(place.item).and_then(|item| item.repeat).unwrap_or_default();
        let row = self.state().rows_of(repeat).get(usize::from(row));
        let at = usize::from(place.item).checked_sub(usize::from(repeat) + 1);
        row.zip(at).and_then(|(row, at)| row.items.get(at)).copied().unwrap_or(ItemState::Undecided)
    }

    /// The questions of a row of a repeat that are asked.
    pub(super) fn asked_in(&self, repeat: u16, row: u16) -> Vec<Asked<'_>> {
        let length = self.form().repeat(repeat).map_or(0, |repeat| repeat.length);
        let mut asked = Vec::new();
        for item in repeat + 1..=repeat + length {
            let shown = |found: &Asked| found.item.is_question() && found.standing != Standing::Hidden;
            asked.extend(self.asked((item, row)).filter(shown));
        }
        asked
    }

    /// Whether an item is a matrix.
    pub(super) fn is_matrix(&self, item: u16) -> bool {
        self.form().item(item).is_some_and(|item| item.kind == ItemType::Matrix)
    }

    /// Whether it stands below what it has in common with others: a row of a repeat or of a matrix, a consent to one
    /// recipient.
    pub(super) fn is_row(&self, asked: &Asked) -> bool {
        asked.place.row.is_some()
            || self.is_closing(asked.place.item)
            || asked.item.parent.is_some_and(|parent| self.is_matrix(parent))
    }

    /// How many rows a repeat has.
    pub(super) fn rows(&self, repeat: u16) -> u16 {
        let rows = self.session().entry(repeat).map_or(0, |entry| entry.rows.len());
        u16::try_from(rows).unwrap_or(u16::MAX)
    }
}
