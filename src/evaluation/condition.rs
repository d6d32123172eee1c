//! Conditions and numbers (semantics 3, 11, 12): three values, and an atom on something absent is false either way.

use super::number::{Figure, compare, years};
use super::score::ScoreState;
use super::state::{ItemState, Reading, RowState, State, Told};
use crate::expression::{Atom, Cell, Condition, Day, Number, Test};
use crate::form::{Choice, Form, Total};
use crate::number::Ratio;
use crate::value::{Date, Span, Truth};

/// Reads cells, as they read or as answers alone make them.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) form: &'a Form,
    pub(super) state: &'a State,
    pub(super) today: Date,
    /// The row whose items are read, and its repeat.
    pub(super) row: Option<(u16, &'a RowState)>,
    /// Absence, silence and gates count as unknown.
    pub(super) earned: bool,
}

/// What an atom's operand gives before negation; none where it is absent.
type Operand = Option<Truth>;

/// A date as far as it is known.
enum Days {
    Absent,
    Unknown,
    Within(Span),
}

impl<'a> Reader<'a> {
    pub(super) fn new(form: &'a Form, state: &'a State, today: Date) -> Self {
        Self { form, state, today, row: None, earned: false }
    }

    /// A condition as it reads, and as answers alone make it.
    pub(super) fn told(&self, wanted: &Condition) -> Told {
        Told { truth: self.truth(wanted), earned: Self { earned: true, ..*self }.truth(wanted) }
    }

    pub(super) fn truth(&self, wanted: &Condition) -> Truth {
        match wanted {
            Condition::All(list) => Truth::all(list.iter().map(|inner| self.truth(inner))),
            // One holds where not all of them fail.
            Condition::Any(list) => !Truth::all(list.iter().map(|inner| !self.truth(inner))),
            Condition::If(parts) => {
                let [test, yes, no] = &**parts;
                match self.truth(test) {
                    Truth::True => self.truth(yes),
                    Truth::False => self.truth(no),
                    Truth::Unknown => Truth::Unknown,
                }
            }
            Condition::Atom { atom, negated } => match self.atom(atom) {
                None if self.earned => Truth::Unknown,
                None => Truth::False,
                Some(truth) if *negated => !truth,
                Some(truth) => truth,
            },
        }
    }

    /// What is by a silence, or by what was not offered, counts only as it reads.
    fn unless(&self, withheld: impl FnOnce() -> bool, truth: bool) -> Truth {
        if self.earned && withheld() { Truth::Unknown } else { Truth::known(truth) }
    }

    /// Whether a choice certainly is offered: its own condition, if it has one, holds.
    pub(super) fn offers(&self, choice: &Choice) -> bool {
        let relevant = choice.relevant.as_ref();
        relevant.is_none_or(|relevant| Self { earned: false, ..*self }.truth(relevant) == Truth::True)
    }

    /// Whether an item leaves out one of those choices: that it was not chosen says nothing.
    pub(super) fn leaves_out(&self, item: u16, among: impl Fn(u16) -> bool) -> bool {
        let choices = self.form.item(item).map_or(&[][..], |item| &item.choices);
        (0..).zip(choices).any(|(place, choice)| among(place) && !self.offers(choice))
    }

    fn cell(&self, told: Told) -> Truth {
        if self.earned { told.earned } else { told.truth }
    }

    fn atom(&self, atom: &Atom) -> Operand {
        match atom {
            Atom::Choice { item, choices } => match self.reading(*item) {
                Reading::Absent => None,
                Reading::Choice { choice, silent } => {
                    let holds = choices.contains(choice);
                    // With another choice it would be the other way round.
                    let other = |place| choices.contains(&place) != holds;
                    Some(self.unless(|| *silent || self.leaves_out(*item, other), holds))
                }
                Reading::Choices(ticked) => {
                    let holds = ticked.iter().any(|choice| choices.contains(choice));
                    let wanted = |place| choices.contains(&place);
                    Some(self.unless(|| !holds && self.leaves_out(*item, wanted), holds))
                }
                _ => Some(Truth::Unknown),
            },
            Atom::State { item, test } => match (self.item(*item), test) {
                (ItemState::Irrelevant, _) => None,
                (ItemState::Answered, test) => Some(Truth::known(*test == Test::Answered)),
                (ItemState::Missing(reason), test) => Some(self.unless(|| true, *test == Test::Missing(reason))),
                _ => Some(Truth::Unknown),
            },
            Atom::Cell(cell) => Some(match *cell {
                Cell::Calculation(item) => match self.reading(item) {
                    Reading::Told(told) => self.cell(*told),
                    _ => Truth::Unknown,
                },
                Cell::Indicator(place) => self.cell(self.state.indicator(place)),
                Cell::Dimension(place) => self.cell(at(&self.state.dimensions, place)),
                Cell::Alert(place) => self.cell(at(&self.state.alerts, place)),
                Cell::NoIndicator => self.state.no_indicator,
            }),
            Atom::Band { score, set, bands } => {
                let found = self.form.scores.get(usize::from(*score)).zip(self.score(*score));
                Some(match found {
                    Some((_, state)) if self.earned && !state.answered => Truth::Unknown,
                    Some((score, state)) => state.lies_in(score, *set, bands),
                    None => Truth::Unknown,
                })
            }
            Atom::Numbers(how, sides) => {
                let [left, right] = &**sides;
                match (self.figure(left), self.figure(right)) {
                    (Figure::Absent, _) | (_, Figure::Absent) => None,
                    (Figure::Between(least, most), Figure::Between(low, high)) => {
                        Some(compare(*how, (least, most), (low, high)))
                    }
                    _ => Some(Truth::Unknown),
                }
            }
            Atom::Days(how, sides) => {
                let [left, right] = &**sides;
                match (self.days(left), self.days(right)) {
                    (Days::Absent, _) | (_, Days::Absent) => None,
                    (Days::Within(left), Days::Within(right)) => Some(compare(*how, left, right)),
                    _ => Some(Truth::Unknown),
                }
            }
            Atom::Rows { repeat, all, body } => match self.reading(*repeat) {
                Reading::Absent => None,
                Reading::Rows(rows, closed) => {
                    if *all && *closed && rows.is_empty() {
                        return None;
                    }
                    // That there is one is that not all are not.
                    let turned = |truth: Truth| if *all { truth } else { !truth };
                    let each = rows.iter().map(|row| Self { row: Some((*repeat, row)), ..*self }.truth(body));
                    let of_rows = turned(Truth::all(each.map(turned)));
                    // While rows may be added, only what one row decides is decided.
                    let decided = turned(Truth::False);
                    Some(if *closed || of_rows == decided { of_rows } else { Truth::Unknown })
                }
                _ => Some(Truth::Unknown),
            },
        }
    }

    pub(super) fn figure(&self, number: &Number) -> Figure {
        match number {
            Number::Literal(number) => Figure::known(*number),
            Number::Item(item) => match self.reading(*item) {
                Reading::Absent => self.absent(),
                Reading::Figure(figures) => match if self.earned { figures.1 } else { figures.0 } {
                    Figure::Absent => self.absent(),
                    other => other,
                },
                _ => Figure::Unknown,
            },
            Number::Score(score) => match self.score(*score) {
                Some(state) if self.earned && !state.answered => Figure::Unknown,
                Some(ScoreState { value: Total::Absent, .. }) => self.absent(),
                Some(ScoreState { value: Total::Known(total), .. }) => Figure::known(*total),
                Some(ScoreState { value: Total::Unknown(Some((least, most))), .. }) => Figure::Between(*least, *most),
                _ => Figure::Unknown,
            },
            Number::Two(operation, sides) => {
                let [left, right] = &**sides;
                self.figure(left).two(*operation, self.figure(right))
            }
            Number::Fold(fold, list) => Figure::fold(*fold, list.iter().map(|number| self.figure(number))),
            Number::Count(list) => count(list.iter().map(|condition| self.truth(condition))),
            Number::Size(repeat) => self.of_rows(*repeat, |rows| Figure::known(Ratio::count(rows.len()))),
            Number::FoldRows(fold, repeat, body) => self.of_rows(*repeat, |rows| {
                Figure::fold(*fold, rows.iter().map(|row| Self { row: Some((*repeat, row)), ..*self }.figure(body)))
            }),
            Number::CountRows(repeat, body) => self.of_rows(*repeat, |rows| {
                count(rows.iter().map(|row| Self { row: Some((*repeat, row)), ..*self }.truth(body)))
            }),
            Number::Years(sides) => {
                let [from, to] = &**sides;
                match (self.days(from), self.days(to)) {
                    (Days::Absent, _) | (_, Days::Absent) => self.absent(),
                    (Days::Within(from), Days::Within(to)) => years(from, to),
                    _ => Figure::Unknown,
                }
            }
            Number::If(parts) => {
                let (test, [yes, no]) = &**parts;
                match self.truth(test) {
                    Truth::True => self.figure(yes),
                    Truth::False => self.figure(no),
                    Truth::Unknown => Figure::Unknown,
                }
            }
        }
    }

    /// What is made of the rows of a repeat whose list is closed.
    fn of_rows(&self, repeat: u16, make: impl FnOnce(&'a [RowState]) -> Figure) -> Figure {
        match self.reading(repeat) {
            Reading::Absent => self.absent(),
            Reading::Rows(rows, true) => make(rows),
            _ => Figure::Unknown,
        }
    }

    /// The days a date may be.
    fn days(&self, day: &Day) -> Days {
        match day {
            Day::Literal(date) => Days::Within((*date, *date)),
            Day::Today => Days::Within((self.today, self.today)),
            Day::Item(item) => match self.reading(*item) {
                Reading::Absent => Days::Absent,
                Reading::Days(span) => Days::Within(*span),
                _ => Days::Unknown,
            },
        }
    }

    fn absent(&self) -> Figure {
        if self.earned { Figure::Unknown } else { Figure::Absent }
    }

    fn score(&self, score: u16) -> Option<&'a ScoreState> {
        self.state.scores.get(usize::from(score))
    }

    fn in_row(&self, item: u16) -> Option<(&'a RowState, usize)> {
        self.row.and_then(|(repeat, row)| {
            let place = usize::from(item.checked_sub(repeat)?.checked_sub(1)?);
            (place < row.items.len()).then_some((row, place))
        })
    }

    fn item(&self, item: u16) -> ItemState {
        match self.in_row(item) {
            Some((row, place)) => row.items.get(place).copied().unwrap_or(ItemState::Undecided),
            None => self.state.item(item),
        }
    }

    fn reading(&self, item: u16) -> &'a Reading {
        match self.in_row(item) {
            Some((row, place)) => row.readings.get(place).unwrap_or(&Reading::Unknown),
            None => self.state.reading(item),
        }
    }
}

/// How many conditions hold: at least the true ones, at most those that are not false.
fn count(list: impl Iterator<Item = Truth>) -> Figure {
    let (mut least, mut most) = (0, 0);
    for truth in list {
        least += usize::from(truth == Truth::True);
        most += usize::from(truth != Truth::False);
    }
    Figure::Between(Ratio::count(least), Ratio::count(most))
}

fn at(cells: &[Told], place: u16) -> Told {
    cells.get(usize::from(place)).copied().unwrap_or(Told::UNKNOWN)
}
