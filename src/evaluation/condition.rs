//! Conditions (semantics 3): three values, and an atom on something absent is false either way.

use super::score::{ScoreState, Total};
use super::state::{ItemState, Reading, State, Told};
use crate::compile::Form;
use crate::expression::{Atom, Cell, Condition, Test};
use crate::value::Truth;

pub(super) fn condition(form: &Form, wanted: &Condition, state: &State) -> Told {
    let both = |told: Told, other: Told, join: fn(Truth, Truth) -> Truth| Told {
        truth: join(told.truth, other.truth),
        earned: join(told.earned, other.earned),
    };
    let (list, start, join) = match wanted {
        Condition::All(list) => (list, Truth::True, Truth::and as fn(Truth, Truth) -> Truth),
        Condition::Any(list) => (list, Truth::False, Truth::or as fn(Truth, Truth) -> Truth),
        Condition::Atom { atom: wanted, negated } => return atom(form, wanted, *negated, state),
    };
    let start = Told { truth: start, earned: start };
    list.iter().fold(start, |told, inner| both(told, condition(form, inner, state), join))
}

/// What an atom's operand gives before negation.
enum Operand {
    Absent,
    Told(Told),
}

fn atom(form: &Form, atom: &Atom, negated: bool, state: &State) -> Told {
    let operand = match atom {
        Atom::Choice { item, choices } => match state.reading(*item) {
            Reading::Absent => Operand::Absent,
            Reading::Unknown => Operand::Told(Told::UNKNOWN),
            Reading::Choice { choice, silent } => by_answer(Truth::known(choices.contains(&choice)), !silent),
        },
        Atom::State { item, test } => match (state.item(*item), test) {
            (ItemState::Irrelevant, _) => Operand::Absent,
            (ItemState::Answered(_), test) => by_answer(Truth::known(*test == Test::Answered), true),
            (ItemState::Missing(reason), test) => by_answer(Truth::known(*test == Test::Missing(reason)), false),
            _ => Operand::Told(Told::UNKNOWN),
        },
        Atom::Cell(cell) => Operand::Told(match *cell {
            Cell::Indicator(place) => state.indicator(place),
            Cell::Dimension(place) => at(&state.dimensions, place),
            Cell::Alert(place) => at(&state.alerts, place),
            Cell::NoIndicator => Told { truth: state.no_indicator, earned: state.no_indicator },
        }),
        Atom::Band { score, bands } => {
            let known = form.scores.get(usize::from(*score)).zip(state.scores.get(usize::from(*score)));
            known.map_or(Operand::Told(Told::UNKNOWN), |(score, state)| {
                by_answer(state.lies_in(score, bands), state.answered)
            })
        }
        Atom::Score { score, compare, with } => match state.scores.get(usize::from(*score)) {
            Some(ScoreState { value: Total::Absent, .. }) => Operand::Absent,
            Some(score) => by_answer(score.compare(*compare, *with), score.answered),
            None => Operand::Told(Told::UNKNOWN),
        },
    };
    match operand {
        Operand::Absent => Told { truth: Truth::False, earned: Truth::Unknown },
        Operand::Told(told) if negated => Told { truth: !told.truth, earned: !told.earned },
        Operand::Told(told) => told,
    }
}

fn by_answer(truth: Truth, answered: bool) -> Operand {
    Operand::Told(Told { truth, earned: if answered { truth } else { Truth::Unknown } })
}

fn at(cells: &[Told], place: u16) -> Told {
    cells.get(usize::from(place)).copied().unwrap_or(Told::UNKNOWN)
}
