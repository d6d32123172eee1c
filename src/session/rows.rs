//! Rows of repeats, and answers that come back with their questions.

use super::{Change, Place, Refused, Session};
use crate::evaluation::{Entry, ItemState, Mark, RowEntry, evaluate};
use crate::value::ItemType;
use alloc::sync::Arc;

/// What was given and counted before an edit.
pub(super) struct Counted {
    /// By item.
    items: Vec<bool>,
    /// Items of rows, and the ids of these.
    rows: Vec<(u16, Box<str>)>,
}

/// Whether what was given counts: it is answered, closed or told to be wrong.
fn counts(state: ItemState) -> bool {
    matches!(state, ItemState::Answered | ItemState::Missing(_) | ItemState::Invalid(_))
}

impl Session {
    /// Adds a row to a repeat and opens the question whether there is another. Its id stays the same ever after.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn add_row(&mut self, repeat: u16) -> Result<Change, Refused> {
        let known = self.form.item(repeat).filter(|item| item.kind == ItemType::Repeat).ok_or(Refused::UnknownItem)?;
        let length = self.form.repeat(repeat).map_or(0, |repeat| usize::from(repeat.length));
        let rows = self.entries.get(usize::from(repeat)).map_or(0, |entry| entry.rows.len());
        if u32::try_from(rows).is_ok_and(|rows| rows >= known.most) {
            return Err(Refused::NoRow);
        }
        let id = self.fresh_row(repeat);
        self.edit(repeat.into(), |entry| {
            (entry.answer, entry.mark) = (None, None);
            entry.rows.push(RowEntry { id, entries: vec![Entry::default(); length] });
        })
    }

    /// Takes a row away, with all that was given in it.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn remove_row(&mut self, repeat: u16, row: u16) -> Result<Change, Refused> {
        let rows = self.entries.get(usize::from(repeat)).map_or(0, |entry| entry.rows.len());
        if usize::from(row) >= rows {
            return Err(Refused::NoRow);
        }
        self.edit(repeat.into(), |entry| drop(entry.rows.remove(usize::from(row))))
    }

    /// An id that no row of the repeat has, or had in this session.
    fn fresh_row(&mut self, repeat: u16) -> Box<str> {
        loop {
            self.rows_added += 1;
            let id = ["r", &*self.rows_added.to_string()].concat();
            let rows = self.entries.get(usize::from(repeat)).map_or(&[][..], |entry| &entry.rows);
            if rows.iter().all(|row| *row.id != *id) {
                return id.into();
            }
        }
    }

    /// Everything that was given and counts.
    pub(super) fn counted(&self) -> Counted {
        let mut counted = Counted { items: Vec::with_capacity(self.entries.len()), rows: Vec::new() };
        for (place, (entry, state)) in (0..).zip(self.entries.iter().zip(&self.state.items)) {
            counted.items.push(entry.answer.is_some() && counts(*state));
            for (row, row_state) in entry.rows.iter().zip(self.state.rows_of(place)) {
                for (item, (entry, state)) in (place + 1..).zip(row.entries.iter().zip(&row_state.items)) {
                    if entry.answer.is_some() && counts(*state) {
                        counted.rows.push((item, row.id.clone()));
                    }
                }
            }
        }
        counted
    }

    /// Marks the answers that came back with their questions: they count now and did not before, without having been
    /// edited. Each mark opens its item, which may hide others again.
    pub(super) fn restore(&mut self, counted: &Counted, edited: Option<Place>) {
        let form = Arc::clone(&self.form);
        loop {
            let mut none = true;
            let mut see = |entry: &mut Entry, state: ItemState, item: u16, row: Option<(u16, &str)>| {
                let place = Place { item, row: row.map(|(place, _)| place) };
                let before = || match row {
                    None => counted.items.get(usize::from(item)) == Some(&true),
                    Some((_, row)) => counted.rows.iter().any(|(known, id)| *known == item && **id == *row),
                };
                // Rows that were given with their repeat were edited with it.
                let whole = |edited: &Place| {
                    row.is_some()
                        && edited.row.is_none()
                        && form.item(item).is_some_and(|item| item.repeat == Some(edited.item))
                };
                let edited = edited.is_some_and(|edited| edited == place || whole(&edited));
                if entry.answer.is_some()
                    && entry.mark.is_none()
                    && entry.closed.is_none()
                    && counts(state)
                    && !edited
                    && !before()
                {
                    entry.mark = Some(Mark::Restored);
                    none = false;
                }
            };
            for (place, (entry, own)) in (0..).zip(self.entries.iter_mut().zip(&self.state.items)) {
                see(entry, *own, place, None);
                let states = self.state.rows_of(place);
                for (at, (row, row_state)) in (0..).zip(entry.rows.iter_mut().zip(states)) {
                    for (item, (entry, state)) in (place + 1..).zip(row.entries.iter_mut().zip(&row_state.items)) {
                        see(entry, *state, item, Some((at, &row.id)));
                    }
                }
            }
            if none {
                return;
            }
            self.state = evaluate(&self.form, &self.entries, self.today);
        }
    }
}
