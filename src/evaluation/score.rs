//! Scores (semantics 16 to 18): exact sums, with a range while they are unknown.

use super::state::{ItemState, Reading, State};
use crate::compile::{Score, own_bounds, reach};
use crate::expression::Compare;
use crate::number::Ratio;
use crate::value::Truth;

/// What a score comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// None of its items applies.
    Absent,
    /// Its items are known.
    Known(Ratio),
    /// Something is not known; the smallest interval that holds every total it can still have, where there is one.
    Unknown(Option<(Ratio, Ratio)>),
}

/// A score and how it came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreState {
    /// What it comes to.
    pub value: Total,
    /// Whether every item of it was answered.
    pub answered: bool,
}

impl ScoreState {
    pub(super) const UNKNOWN: Self = Self { value: Total::Unknown(None), answered: false };

    /// Least and most it can be.
    fn range(self) -> Option<(Ratio, Ratio)> {
        match self.value {
            Total::Absent => None,
            Total::Known(total) => Some((total, total)),
            Total::Unknown(range) => range,
        }
    }

    /// A comparison holds if it holds for the whole range, fails if for none of it.
    pub(super) fn compare(self, compare: Compare, with: Ratio) -> Truth {
        let Some((least, most)) = self.range() else { return Truth::Unknown };
        let (all, none) = match compare {
            Compare::Equal => (least == with && most == with, with < least || with > most),
            Compare::Less => (most < with, least >= with),
            Compare::AtMost => (most <= with, least > with),
            Compare::More => (least > with, most <= with),
            Compare::AtLeast => (least >= with, most < with),
        };
        between(all, none)
    }

    /// Whether the score lies in one of these bands; false where it does not apply.
    pub(super) fn lies_in(self, score: &Score, bands: &[u16]) -> Truth {
        if self.value == Total::Absent {
            return Truth::False;
        }
        let Some((least, most)) = self.range() else { return Truth::Unknown };
        let (mut all, mut none) = (true, true);
        for (place, band) in (0_u16..).zip(&score.bands) {
            let next = score.bands.get(usize::from(place) + 1);
            let reached = band.from <= most && next.is_none_or(|next| least < next.from);
            if reached && bands.contains(&place) {
                none = false;
            } else if reached {
                all = false;
            }
        }
        between(all && !none, none)
    }

    /// The band the score certainly lies in.
    pub fn band(self, score: &Score) -> Option<u16> {
        (0..).zip(&score.bands).map(|(place, _)| place).find(|place| self.lies_in(score, &[*place]) == Truth::True)
    }
}

fn between(all: bool, none: bool) -> Truth {
    match (all, none) {
        (true, _) => Truth::True,
        (_, true) => Truth::False,
        _ => Truth::Unknown,
    }
}

/// The weights of a score's items, sorted by how the items stand.
#[derive(Default)]
struct Terms {
    /// Read as a choice.
    known: Vec<(Ratio, Ratio)>,
    /// Closed without one.
    missing: Vec<(Ratio, Ratio)>,
    /// Still to be answered.
    open: Vec<(Ratio, Ratio)>,
    /// Perhaps to be asked.
    undecided: Vec<(Ratio, Ratio)>,
}

pub(super) fn score(score: &Score, state: &State) -> ScoreState {
    let mut terms = Terms::default();
    let mut answered = true;
    for (item, weights) in &score.weights {
        let own = own_bounds(weights);
        match (state.reading(*item), state.item(*item)) {
            (Reading::Absent, _) => answered = false,
            (Reading::Choice { choice, silent }, _) => {
                let weight = weights.get(usize::from(choice)).copied().unwrap_or(Ratio::ZERO);
                terms.known.push((weight, weight));
                answered &= !silent;
            }
            (Reading::Unknown, ItemState::Missing(_)) => terms.missing.push(own),
            (Reading::Unknown, ItemState::Open) => terms.open.push(own),
            (Reading::Unknown, _) => terms.undecided.push(own),
        }
    }
    let value = total(score, &terms);
    ScoreState { value, answered: answered && terms.missing.is_empty() && matches!(value, Total::Known(_)) }
}

fn total(score: &Score, terms: &Terms) -> Total {
    let Terms { known, missing, open, undecided } = terms;
    let (sum, _) = reach(known, &[]);
    let pending = !open.is_empty() || !undecided.is_empty();
    let asked = [&**missing, &**open].concat();
    if known.is_empty() && asked.is_empty() && undecided.is_empty() {
        return Total::Absent;
    }
    if !pending && (missing.is_empty() || score.missing_is_zero && !known.is_empty()) {
        return Total::Known(sum);
    }
    if known.is_empty() && asked.is_empty() {
        return Total::Unknown(None);
    }
    let silent = reach(&[&**known, &asked].concat(), undecided);
    if !score.missing_is_zero {
        return Total::Unknown(Some(silent));
    }
    // A silence adds nothing as long as something is answered; where nothing is, it could have been anything.
    let free = [&**open, undecided].concat();
    let spoken = (!known.is_empty() || pending).then(|| reach(known, &free));
    let range = match spoken {
        Some(spoken) if !known.is_empty() => spoken,
        Some((least, most)) => (least.min(silent.0), most.max(silent.1)),
        None => silent,
    };
    Total::Unknown(Some(range))
}
