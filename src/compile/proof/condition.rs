//! Conditions as statements: that they hold, and that they do not.

use super::logic::{Fact, Known};
use super::measure::{days, numbers};
use super::model::{Model, OfRows};
use crate::expression::{Atom, Cell, Condition, Test};
use crate::value::{ItemType, Reason};

impl Model<'_> {
    /// States a condition.
    pub(super) fn condition(&mut self, condition: &Condition) -> Known {
        match condition {
            Condition::All(list) | Condition::Any(list) => {
                let parts: Vec<Known> = list.iter().map(|inner| self.condition(inner)).collect();
                let yes: Vec<Fact> = parts.iter().map(|part| part.yes).collect();
                let no: Vec<Fact> = parts.iter().map(|part| part.no).collect();
                if matches!(condition, Condition::All(_)) {
                    Known { yes: self.logic.all(&yes), no: self.logic.any(&no) }
                } else {
                    Known { yes: self.logic.any(&yes), no: self.logic.all(&no) }
                }
            }
            Condition::If(parts) => {
                let [test, yes, no] = &**parts;
                let (test, yes, no) = (self.condition(test), self.condition(yes), self.condition(no));
                let mut either = |one: Fact, other: Fact| {
                    let (one, other) = (self.logic.all(&[test.yes, one]), self.logic.all(&[test.no, other]));
                    self.logic.any(&[one, other])
                };
                Known { yes: either(yes.yes, no.yes), no: either(yes.no, no.no) }
            }
            Condition::Atom { atom, negated } => self.atom(atom, *negated),
        }
    }

    /// An atom; on something absent it is false either way.
    pub(super) fn atom(&mut self, atom: &Atom, negated: bool) -> Known {
        let (known, absent) = match atom {
            Atom::Choice { item, choices } => {
                let Some(stated) = self.stated(*item) else { return self.unknown() };
                let absent = stated.absent;
                let (read, multiple) = (stated.read, self.form.item(*item).map(|item| item.kind));
                let mut these: Vec<Fact> =
                    choices.iter().filter_map(|choice| stated.choices.get(choice).copied()).collect();
                these.sort_by_key(Fact::idx);
                these.dedup();
                let others = stated.choices.iter().filter(|(choice, _)| !choices.contains(choice));
                let others: Vec<Fact> = others.map(|(_, fact)| *fact).chain(stated.others.iter().copied()).collect();
                let yes = self.logic.any(&these);
                let no = match multiple {
                    Some(ItemType::Multiple) => self.logic.all(&[read, !yes]),
                    _ => self.logic.any(&others),
                };
                (Known { yes, no }, absent)
            }
            Atom::State { item, test } => {
                let Some(stated) = self.stated(*item) else { return self.unknown() };
                let (absent, answered, never) = (stated.absent, stated.answered, self.logic.never());
                let of = |wanted: &Reason| stated.missing.iter().find(|(reason, _)| reason == wanted);
                let this = match test {
                    Test::Answered => answered,
                    Test::Missing(reason) => of(reason).map_or(never, |(_, fact)| *fact),
                };
                let all = stated.missing.iter().map(|(_, fact)| *fact).chain([answered]);
                let others: Vec<Fact> = all.filter(|fact| *fact != this).collect();
                (Known { yes: this, no: self.logic.any(&others) }, absent)
            }
            Atom::Cell(cell) => {
                let at = |list: &[Option<Known>], place: u16| list.get(usize::from(place)).copied().flatten();
                let known = match *cell {
                    Cell::Calculation(item) => self.calculations.get(&item).copied(),
                    Cell::Indicator(place) => at(&self.indicators, place),
                    Cell::Dimension(place) => at(&self.dimensions, place),
                    Cell::Alert(place) => at(&self.alerts, place),
                    Cell::NoIndicator => self.no_indicator,
                };
                (known.unwrap_or_else(|| self.unknown()), self.logic.never())
            }
            Atom::Band { score, set, bands } => {
                let known = self.band(*score, *set, bands);
                (known, self.logic.never())
            }
            Atom::Numbers(how, sides) => {
                let comparison = numbers(self.domains, *how, sides);
                let exact = sides.iter().all(|side| self.exact(side));
                self.comparison(&comparison, exact, |model, needed| {
                    sides.iter().for_each(|side| model.needed(side, needed));
                    let absent: Vec<Fact> = sides.iter().map(|side| model.absent(side)).collect();
                    model.logic.any(&absent)
                })
            }
            Atom::Days(how, sides) => {
                let comparison = days(self.form, *how, sides);
                self.comparison(&comparison, false, |model, needed| {
                    sides.iter().for_each(|day| model.needed_day(day, needed));
                    let absent: Vec<Fact> = sides.iter().map(|day| model.absent_day(day)).collect();
                    model.logic.any(&absent)
                })
            }
            Atom::Rows { repeat, all, .. } => {
                let key = format!("{atom:?}");
                let rows = self.rows.get(&key).copied().unwrap_or_else(|| {
                    let [holds, fails, none] = [self.logic.free(), self.logic.free(), self.logic.free()];
                    self.logic.at_most_one(&[holds, fails, none]);
                    OfRows { holds, fails, none }
                });
                self.rows.insert(key, rows);
                if let Some(applies) = self.stated(*repeat).map(|stated| stated.applies.yes) {
                    for fact in [rows.holds, rows.fails] {
                        self.logic.implies(fact, applies);
                    }
                }
                let nothing = if *all { rows.none } else { self.logic.never() };
                let absent = self.not_applying(*repeat);
                (Known { yes: rows.holds, no: rows.fails }, self.logic.any(&[absent, nothing]))
            }
        };
        let known = if negated { known.turned() } else { known };
        Known { yes: known.yes, no: self.logic.any(&[known.no, absent]) }
    }
}
