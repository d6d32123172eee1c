//! A form and answers to a [`State`]: every cell, total and from scratch.
//!
//! What an answer, a silence and an irrelevance mean is decided here and nowhere else. Each cell is computed twice
//! over: as it reads, and as it reads by answers alone (`earned`), where absence, silence and gates count as unknown;
//! "no sign" needs the second.

mod condition;
mod dimension;
mod item;
mod outcome;
mod score;
mod state;

pub use dimension::dimension;
pub use outcome::{Decision, Outcome, TableRow};
pub use score::{ScoreState, Total};
pub use state::{Entry, ItemState, State, Told};

use crate::compile::{Form, Step};
use crate::value::Truth;

/// Computes every cell of a form. `ended` closes what is still undecided as not asked, as finishing does.
///
/// There is one entry for each item of the form, in its order; what is missing counts as not given.
///
/// ```
/// use nrm_screening::{FormDefinition, compile, evaluation::{Decision, Entry, evaluate}};
/// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
/// let form = compile(&form).unwrap();
/// let nothing = vec![Entry::default(); form.items.len()];
/// assert_eq!(evaluate(&form, &nothing, false).outcome.decision, Decision::Indeterminate);
/// ```
pub fn evaluate(form: &Form, entries: &[Entry], ended: bool) -> State {
    let mut state = State::blank(form);
    for step in &form.order {
        match *step {
            Step::Item(place) => {
                if let Some(item) = form.item(place) {
                    let entry = entries.get(usize::from(place)).copied().unwrap_or_default();
                    let (found, reading) = item::item(form, item, entry, &state, ended);
                    set(&mut state.items, place, found);
                    set(&mut state.readings, place, reading);
                }
            }
            Step::Score(place) => {
                if let Some(score) = form.scores.get(usize::from(place)) {
                    let found = score::score(score, &state);
                    set(&mut state.scores, place, found);
                }
            }
            Step::Indicator(place) => {
                if let Some(indicator) = form.indicators.get(usize::from(place)) {
                    let told = condition::condition(form, &indicator.when, &state);
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
                    let told = condition::condition(form, &alert.when, &state);
                    set(&mut state.alerts, place, told);
                }
            }
            Step::NoIndicator => state.no_indicator = no_indicator(form, &state),
        }
    }
    state.rows = form
        .rows
        .iter()
        .map(|row| row.when.as_ref().map_or(Truth::True, |when| condition::condition(form, when, &state).truth))
        .collect();
    state.outcome = outcome::outcome(form, &state);
    state
}

fn set<T>(list: &mut [T], place: u16, value: T) {
    if let Some(slot) = list.get_mut(usize::from(place)) {
        *slot = value;
    }
}

/// No indicator and no alert is true, and in every dimension at least one indicator is known to be false by an answer.
fn no_indicator(form: &Form, state: &State) -> Truth {
    let none = |cells: &[Told]| cells.iter().fold(Truth::True, |none, cell| none.and(!cell.truth));
    let earned = (0..).zip(&form.dimensions).all(|(dimension, _)| {
        let mut members = (0..).zip(&form.indicators).filter(|(_, indicator)| indicator.dimension == dimension);
        members.any(|(indicator, _)| state.indicator(indicator).earned == Truth::False)
    });
    let all = none(&state.indicators).and(none(&state.alerts));
    if earned { all } else { all.and(Truth::Unknown) }
}
