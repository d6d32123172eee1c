//! Finishing: what is open closes as not asked, until nothing is (semantics 1); and going on all the same.

use super::{Change, Session};
use crate::evaluation::{Closed, Entry, ItemState, Mark, State, evaluate};
use crate::form::Item;
use alloc::sync::Arc;

impl Session {
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

    /// Goes on with an interview that was finished: what finishing closed is open again, and nothing else changes.
    pub fn reopen(&mut self) {
        for entry in &mut self.entries {
            entry.closed = None;
            for row in &mut entry.rows {
                row.entries.iter_mut().for_each(|entry| entry.closed = None);
            }
        }
        self.finished = false;
        self.state = evaluate(&self.form, &self.entries, self.today);
        self.fire(&mut Change::default());
    }

    /// What is open closes as not asked, round after round; an answer that comes back by it was not seen again and is
    /// not read. What is undecided when nothing is open any more is closed so as well.
    fn closed(&self) -> (Vec<Entry>, State) {
        let counted = self.counted();
        let mut closing = self.clone();
        loop {
            closing.restore(&counted, None);
            if !closing.close(ItemState::is_open, Closed::Open) {
                break;
            }
        }
        let before = closing.state.clone();
        closing.close(|state| state == ItemState::Undecided, Closed::Undecided);
        closing.keep_silent(&before);
        (closing.entries, closing.state)
    }

    /// What was closed by a withdrawal stays so, though an answer of it would be offered now: nothing is asked any more.
    fn keep_silent(&mut self, before: &State) {
        let mut any = false;
        let mut keep = |entry: &mut Entry, before: Option<&ItemState>, now: ItemState| {
            let silent = matches!(before, Some(ItemState::Missing(_)));
            if silent && now == ItemState::Answered && entry.closed.is_none() {
                entry.mark = Some(Mark::Restored);
                any = true;
            }
        };
        for (place, (entry, own)) in (0..).zip(self.entries.iter_mut().zip(&self.state.items)) {
            keep(entry, before.items.get(usize::from(place)), *own);
            let rows = before.rows_of(place).iter().zip(self.state.rows_of(place));
            for (row, (before, now)) in entry.rows.iter_mut().zip(rows) {
                for (at, (entry, now)) in row.entries.iter_mut().zip(&now.items).enumerate() {
                    keep(entry, before.items.get(at), *now);
                }
            }
        }
        if any {
            self.state = evaluate(&self.form, &self.entries, self.today);
        }
    }

    /// Closes every question that stands so, and evaluates again; whether there was one.
    fn close(&mut self, stands_so: fn(ItemState) -> bool, closed: Closed) -> bool {
        let mut any = false;
        let form = Arc::clone(&self.form);
        let mut close = |item: u16, entry: &mut Entry, state: ItemState| {
            if stands_so(state) && form.item(item).is_some_and(Item::is_question) {
                entry.closed = Some(closed);
                any = true;
            }
        };
        for (place, (entry, own)) in (0..).zip(self.entries.iter_mut().zip(&self.state.items)) {
            if form.item(place).is_some_and(|item| item.repeat.is_some()) {
                continue;
            }
            close(place, entry, *own);
            for (row, row_state) in entry.rows.iter_mut().zip(self.state.rows_of(place)) {
                for (item, (entry, state)) in (place + 1..).zip(row.entries.iter_mut().zip(&row_state.items)) {
                    close(item, entry, *state);
                }
            }
        }
        if any {
            self.state = evaluate(&self.form, &self.entries, self.today);
        }
        any
    }
}
