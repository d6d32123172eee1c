//! Scores (semantics 16 to 18): exact totals, with a range while they are unknown.

use super::condition::Reader;
use super::number::{Figure, between};
use super::state::{ItemState, Reading, State};
use crate::form::{Form, Score, Term, Terms, Total};
use crate::number::Ratio;
use crate::value::Method;
use crate::value::{Date, Truth};

/// A score and how it came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreState {
    /// What it comes to.
    pub value: Total,
    /// Whether every item of it was answered.
    pub answered: bool,
    /// Whether nothing of it applies and it has the total for that.
    pub gated: bool,
}

impl ScoreState {
    /// Whether the score lies in one of these bands of a set; false where it does not apply.
    pub(super) fn lies_in(&self, score: &Score, set: u16, bands: &[u16]) -> Truth {
        let (least, most) = match self.value {
            Total::Absent => return Truth::False,
            Total::Known(total) => (total, total),
            Total::Unknown(Some(range)) => range,
            Total::Unknown(None) => return Truth::Unknown,
        };
        let Some(set) = score.sets.get(usize::from(set)) else { return Truth::Unknown };
        let (mut all, mut none) = (true, true);
        for (place, band) in (0_u16..).zip(&set.bands) {
            let next = set.bands.get(usize::from(place) + 1);
            // Nothing lies below the first band: what does by mistake belongs to it.
            let reached = (place == 0 || band.from <= most) && next.is_none_or(|next| least < next.from);
            if reached && bands.contains(&place) {
                none = false;
            } else if reached {
                all = false;
            }
        }
        between(all && !none, none)
    }

    /// The band of a set that the score certainly lies in.
    pub fn band(&self, score: &Score, set: u16) -> Option<u16> {
        let bands = score.sets.get(usize::from(set))?.bands.iter();
        (0..).zip(bands).map(|(place, _)| place).find(|place| self.lies_in(score, set, &[*place]) == Truth::True)
    }
}

/// How one item counts in a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contribution {
    /// It does not apply and counts for nothing.
    Absent,
    /// It does not apply, by design, and weighs this as written.
    ByDesign(Ratio),
    /// It weighs this as written; `silent` where a silence reads as its answer.
    Weight(Ratio, bool),
    /// It is closed without an answer.
    Missing,
    /// It is to be answered.
    Open,
    /// It is perhaps to be asked, or it was not asked and it is not known whether it was to be.
    Undecided,
}

/// What an item of a score counts.
pub fn contribution(form: &Form, term: &Term, state: &State) -> Contribution {
    let weight = |choice: u16| term.weights.get(usize::from(choice)).copied().unwrap_or(Ratio::ZERO);
    match (state.reading(term.item), state.item(term.item)) {
        (Reading::Absent, _) => term.when_irrelevant.map_or(Contribution::Absent, Contribution::ByDesign),
        (Reading::Undecided, _) => Contribution::Undecided,
        (Reading::Choice { choice, silent }, _) => Contribution::Weight(weight(*choice), *silent),
        (Reading::Choices(ticked), _) => {
            let sum = ticked.iter().fold(Ratio::ZERO, |sum, choice| sum.plus(weight(*choice)));
            Contribution::Weight(sum, false)
        }
        (Reading::Figure(figures), _) => match figures.0 {
            Figure::Between(value, _) => Contribution::Weight(value, false),
            _ => Contribution::Open,
        },
        // An age group is not known before its date of birth is.
        (_, ItemState::Missing(_) | ItemState::Answered) if awaits_birth(form, term.item, state) => Contribution::Open,
        (_, ItemState::Missing(_)) => Contribution::Missing,
        (_, ItemState::Open | ItemState::Invalid(_)) => Contribution::Open,
        _ => Contribution::Undecided,
    }
}

/// Whether this is the age group and its date of birth is not closed yet.
fn awaits_birth(form: &Form, item: u16, state: &State) -> bool {
    form.age.is_some_and(|age| {
        let birth = state.item(age.birth);
        age.group == item && (birth.is_open() || birth == ItemState::Undecided)
    })
}

/// Whether a silence of an item reads as one of its choices, so that it counts as answered.
fn falls_back(form: &Form, item: u16) -> bool {
    form.item(item).is_some_and(|item| item.when_missing.is_some())
}

pub(super) fn score(form: &Form, score: &Score, state: &State, today: Date) -> ScoreState {
    if score.method == Method::Calculate {
        return calculated(form, score, state, today);
    }
    let mut terms = Terms::default();
    terms.known.reserve(score.terms.len());
    let (mut answered, reader) = (true, Reader::new(form, state, today));
    for term in &score.terms {
        let counted = contribution(form, term, state);
        answered &= matches!(counted, Contribution::Weight(_, false)) && !reader.leaves_out(term.item, |_| true);
        let list = match counted {
            Contribution::Absent => continue,
            Contribution::ByDesign(weight) | Contribution::Weight(weight, _) => {
                terms.known.push(term.weigh(weight));
                continue;
            }
            Contribution::Missing => &mut terms.missing,
            Contribution::Open if falls_back(form, term.item) => &mut terms.answerable,
            Contribution::Open => &mut terms.open,
            // What is skipped by design counts as answered, so that it is there whether it is asked or not.
            Contribution::Undecided if term.when_irrelevant.is_some() => &mut terms.open,
            // Finishing makes a silence of it, and nothing known of whether there is one.
            Contribution::Undecided if state.item(term.item) != ItemState::Undecided => &mut terms.unasked,
            Contribution::Undecided => &mut terms.undecided,
        };
        list.push(term.range());
    }
    let value = score.total(&terms);
    let known = matches!(value, Total::Known(_));
    let nothing = terms.known.is_empty() && terms.missing.is_empty();
    ScoreState { value, answered: answered && known, gated: nothing && known }
}

fn calculated(form: &Form, score: &Score, state: &State, today: Date) -> ScoreState {
    let reader = Reader::new(form, state, today);
    let blank = ScoreState { value: Total::Unknown(None), answered: false, gated: false };
    let Some(number) = &score.value else { return blank };
    let end = |number: Ratio| score.last(number.times(score.factor));
    let figure = reader.figure(number);
    let value = match figure {
        Figure::Absent => score.when_not_applicable.map_or(Total::Absent, |total| Total::Known(score.last(total))),
        Figure::Unknown => Total::Unknown(None),
        Figure::Between(least, most) => match end(least).hull(end(most)) {
            (end, _) if end.is_lost() => Total::Unknown(None),
            (end, _) if least == most => Total::Known(end),
            ends => Total::Unknown(Some(ends)),
        },
    };
    let earned = Reader { earned: true, ..reader }.figure(number);
    let known = matches!(value, Total::Known(_));
    ScoreState { value, answered: earned.value().is_some() && known, gated: figure == Figure::Absent && known }
}
