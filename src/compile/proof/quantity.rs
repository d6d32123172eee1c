//! Numbers and days as statements: that they are known, absent, on the lower side of a cut.

use super::logic::{Fact, Known};
use super::measure::{Comparison, Cut, numbers};
use super::model::{Model, Quantity};
use crate::expression::{Compare, Day, Number};
use crate::form::Item;
use std::collections::BTreeMap;

impl Model<'_> {
    /// A quantity compared, where it is known, and whether it is absent. It is exact if reading what it needs makes it
    /// known.
    pub(super) fn comparison(
        &mut self,
        comparison: &Comparison,
        exact: bool,
        absent: impl FnOnce(&mut Self, &mut Vec<Fact>) -> Fact,
    ) -> (Known, Fact) {
        if !self.quantities.contains_key(&comparison.key) {
            let mut needed = Vec::new();
            let (known, absent) = (self.logic.free(), absent(self, &mut needed));
            self.logic.implies(known, !absent);
            for fact in &needed {
                self.logic.implies(known, *fact);
            }
            let known_by = exact.then_some(needed);
            let quantity = Quantity { known, absent, known_by, bounds: comparison.bounds, cuts: BTreeMap::new() };
            self.quantities.insert(comparison.key.clone(), quantity);
        }
        let (above, within) = comparison.cuts();
        let above = above.map(|cut| !self.below(&comparison.key, cut));
        let within = within.map(|cut| self.below(&comparison.key, cut));
        let holds: Vec<Fact> = above.into_iter().chain(within).collect();
        let holds = self.logic.all(&holds);
        let never = self.logic.never();
        let (known, absent) =
            self.quantities.get(&comparison.key).map_or((never, never), |quantity| (quantity.known, quantity.absent));
        (Known { yes: self.logic.all(&[known, holds]), no: self.logic.all(&[known, !holds]) }, absent)
    }

    /// That a quantity lies on the lower side of a cut.
    pub(super) fn below(&mut self, key: &str, cut: Cut) -> Fact {
        let new = self.logic.free();
        match self.quantities.get_mut(key) {
            Some(quantity) => *quantity.cuts.entry(cut).or_insert(new),
            None => new,
        }
    }

    /// That a score lies in one of these bands; where it does not apply, it lies in none.
    pub(super) fn band(&mut self, score: u16, set: u16, bands: &[u16]) -> Known {
        let form = self.form;
        let scored = form.scores.get(usize::from(score));
        let all = scored.and_then(|known| known.sets.get(usize::from(set))).map_or(&[][..], |set| &set.bands);
        let number = Number::Score(score);
        let (mut parts, mut absent, mut known) = (Vec::new(), self.logic.never(), self.logic.never());
        for place in bands {
            let mut ends = Vec::new();
            for (place, above) in [(usize::from(*place), true), (usize::from(*place) + 1, false)] {
                let Some(band) = all.get(place) else { continue };
                let how = if above { Compare::AtLeast } else { Compare::Less };
                let sides = [number.clone(), Number::Literal(band.from)];
                let comparison = numbers(self.domains, how, &sides);
                let (end, not_there) = self.comparison(&comparison, false, |model, _| model.absent(&number));
                ends.push(end.yes);
                absent = not_there;
                known = self.quantities.get(&comparison.key).map_or(known, |quantity| quantity.known);
            }
            parts.push(self.logic.all(&ends));
        }
        let yes = self.logic.any(&parts);
        let elsewhere = self.logic.all(&[known, !yes]);
        Known { yes, no: self.logic.any(&[absent, elsewhere]) }
    }

    /// What has to be read for a number to be known.
    pub(super) fn needed(&self, number: &Number, needed: &mut Vec<Fact>) {
        match number {
            Number::Item(item) if self.form.item(*item).is_some_and(Item::is_question) => {
                needed.extend(self.stated(*item).map(|stated| stated.read));
            }
            Number::Two(_, sides) => sides.iter().for_each(|side| self.needed(side, needed)),
            Number::Years(sides) => sides.iter().for_each(|day| self.needed_day(day, needed)),
            _ => {}
        }
    }

    /// Whether a number is known as soon as it is read.
    pub(super) fn exact(&self, number: &Number) -> bool {
        match number {
            Number::Literal(_) => true,
            Number::Item(item) => self.form.item(*item).is_some_and(Item::is_question) && self.stated(*item).is_some(),
            _ => false,
        }
    }

    pub(super) fn needed_day(&self, day: &Day, needed: &mut Vec<Fact>) {
        if let Day::Item(item) = day {
            needed.extend(self.stated(*item).map(|stated| stated.read));
        }
    }

    /// That a day does not apply.
    pub(super) fn absent_day(&mut self, day: &Day) -> Fact {
        match day {
            Day::Item(item) => self.not_applying(*item),
            _ => self.logic.never(),
        }
    }

    pub(super) fn not_applying(&mut self, item: u16) -> Fact {
        match self.stated(item) {
            Some(stated) => stated.absent,
            None => self.logic.free(),
        }
    }

    /// That a number does not apply.
    pub(super) fn absent(&mut self, number: &Number) -> Fact {
        let form = self.form;
        match number {
            Number::Literal(_) | Number::Count(_) => self.logic.never(),
            Number::Item(item) => match form.item(*item).and_then(|item| item.value.as_ref()) {
                // Calculations of calculations are left open: they may be many deep.
                Some(_) => self.perhaps(number),
                None => self.not_applying(*item),
            },
            Number::Score(score) => {
                let Some(known) = form.scores.get(usize::from(*score)) else { return self.logic.never() };
                if known.value.is_some() {
                    return self.perhaps(number);
                }
                if known.when_not_applicable.is_some() {
                    return self.logic.never();
                }
                let terms: Vec<Fact> = known
                    .terms
                    .iter()
                    .map(|term| match term.when_irrelevant {
                        Some(_) => self.logic.never(),
                        None => self.not_applying(term.item),
                    })
                    .collect();
                self.logic.all(&terms)
            }
            Number::Two(_, sides) => {
                let absent: Vec<Fact> = sides.iter().map(|side| self.absent(side)).collect();
                self.logic.any(&absent)
            }
            Number::Fold(_, list) => {
                let absent: Vec<Fact> = list.iter().map(|part| self.absent(part)).collect();
                self.logic.all(&absent)
            }
            Number::Size(repeat) | Number::CountRows(repeat, _) => self.not_applying(*repeat),
            Number::FoldRows(..) | Number::If(_) => self.perhaps(number),
            Number::Years(sides) => {
                let absent: Vec<Fact> = sides.iter().map(|day| self.absent_day(day)).collect();
                self.logic.any(&absent)
            }
        }
    }

    /// What is left open, unless the number is never absent.
    pub(super) fn perhaps(&mut self, number: &Number) -> Fact {
        match self.domains.number(number) {
            Ok(domain) if !domain.absent => self.logic.never(),
            _ => self.logic.free(),
        }
    }
}
