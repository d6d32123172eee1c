//! A form and answers to a [`State`]: every cell, total and from scratch.
//!
//! What an answer, a silence and an irrelevance mean is decided here and nowhere else. Each cell is computed twice
//! over: as it reads, and as it reads by answers alone (`earned`), where absence, silence and gates count as unknown;
//! "no sign" needs the second.

mod condition;
mod dimension;
mod item;
mod number;
mod outcome;
mod score;
mod state;

pub use crate::form::Total;
pub use dimension::dimension;
pub use item::MORE;
pub use number::Figure;
pub use outcome::{Decision, Outcome, TableRow};
pub use score::{Contribution, ScoreState, contribution};
pub use state::{Calculated, Closed, Entry, ItemState, Mark, Read, RowEntry, RowState, Stands, State, Told, Violation};

use crate::expression::Condition;
use crate::form::{Form, Step};
use crate::value::{Date, Truth};
use condition::Reader;

/// Computes every cell of a form.
///
/// There is one entry for each item of the form, in its order; what is missing counts as not given.
///
/// ```
/// use nrm_screening::{FormDefinition, compile, evaluation::{Decision, Entry, evaluate}, value::Date};
/// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
/// let form = compile(&form).unwrap();
/// let nothing = vec![Entry::default(); form.items.len()];
/// let today = Date::parse("2026-11-02").unwrap();
/// assert_eq!(evaluate(&form, &nothing, today).outcome.decision, Decision::Indeterminate);
/// ```
pub fn evaluate(form: &Form, entries: &[Entry], today: Date) -> State {
    let mut state = State::blank(form);
    let blank = Entry::default();
    for step in &form.order {
        let told = |when: &Condition| Reader::new(form, &state, today).told(when);
        match *step {
            Step::Item(place) => {
                let entry = entries.get(usize::from(place)).unwrap_or(&blank);
                item::step(&mut state, form, place, entry, today);
            }
            Step::Score(place) => {
                if let Some(score) = form.scores.get(usize::from(place)) {
                    let found = score::score(form, score, &state, today);
                    set(&mut state.scores, place, found);
                }
            }
            Step::Indicator(place) => {
                if let Some(indicator) = form.indicators.get(usize::from(place)) {
                    let told = told(&indicator.when);
                    set(&mut state.indicators, place, told);
                }
            }
            Step::Dimension(place) => {
                let told = Told {
                    truth: dimension::of(form, place, |indicator| state.indicator(indicator).truth),
                    earned: dimension::of(form, place, |indicator| state.indicator(indicator).earned),
                };
                set(&mut state.dimensions, place, told);
            }
            Step::Alert(place) => {
                if let Some(alert) = form.alerts.get(usize::from(place)) {
                    let told = told(&alert.when);
                    set(&mut state.alerts, place, told);
                }
            }
            Step::NoIndicator => state.no_indicator = no_indicator(form, &state),
        }
    }
    outcome::tables(form, &mut state, today);
    state
}

/// Whether a choice of an item, in that row if it is one of a repeat, is offered: its own condition, if it has one, holds.
pub fn is_offered(form: &Form, state: &State, today: Date, (item, row): (u16, Option<u16>), choice: u16) -> bool {
    let Some(item) = form.item(item) else { return false };
    let of_row = item.repeat.zip(row).and_then(|(repeat, row)| {
        let row = state.rows_of(repeat).get(usize::from(row))?;
        Some((repeat, row))
    });
    let reader = Reader { row: of_row, ..Reader::new(form, state, today) };
    item.choices.get(usize::from(choice)).is_some_and(|choice| reader.offers(choice))
}

fn set<T>(list: &mut [T], place: u16, value: T) {
    if let Some(slot) = list.get_mut(usize::from(place)) {
        *slot = value;
    }
}

/// No indicator and no alert is true, and in every dimension at least one indicator is known to be false by an answer.
fn no_indicator(form: &Form, state: &State) -> Truth {
    let none = |cells: &[Told]| Truth::all(cells.iter().map(|cell| !cell.truth));
    let earned = (0..).zip(&form.dimensions).all(|(dimension, _)| {
        let mut members = (0..).zip(&form.indicators).filter(|(_, indicator)| indicator.dimension == dimension);
        members.any(|(indicator, _)| state.indicator(indicator).earned == Truth::False)
    });
    let all = none(&state.indicators).and(none(&state.alerts));
    if earned { all } else { all.and(Truth::Unknown) }
}
