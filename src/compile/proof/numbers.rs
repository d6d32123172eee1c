//! What is wrong with the numbers of a form: divisors that can be 0, remainders of what is not whole, more digits than
//! are exact, comparisons that are decided beforehand, bands that no total reaches.

use super::Prover;
use super::domain::Unbounded;
use super::domains::Domains;
use super::measure::{Comparison, days, numbers};
use super::places::{Expression, Place};
use crate::diagnostic::Code;
use crate::expression::{Atom, Condition, Number, Value};
use crate::form::Form;
use crate::number::Ratio;
use crate::value::ItemType;

/// Tells what is wrong with the numbers of an expression.
pub(super) fn expression(prover: &mut Prover, form: &Form, domains: &Domains<'_>, place: &Place<'_>) {
    let mut walk = Walk { form, domains, wrong: Vec::new() };
    match place.expression {
        Expression::Condition(condition) | Expression::Constraint(_, condition) => walk.condition(condition),
        Expression::Number(number) => walk.number(number),
    }
    for (code, subject) in walk.wrong {
        prover.tell(code, &place.pointer, &subject);
    }
}

struct Walk<'a> {
    form: &'a Form,
    domains: &'a Domains<'a>,
    wrong: Vec<(Code, String)>,
}

impl Walk<'_> {
    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(list) | Condition::Any(list) => list.iter().for_each(|inner| self.condition(inner)),
            Condition::If(parts) => parts.iter().for_each(|inner| self.condition(inner)),
            Condition::Atom { atom, .. } => match atom {
                Atom::Numbers(compare, sides) => {
                    sides.iter().for_each(|side| self.number(side));
                    self.comparison(&numbers(self.domains, *compare, sides));
                }
                Atom::Days(compare, sides) if days(self.form, *compare, sides).is_decided() => {
                    self.wrong.push((Code::ComparisonOutside, "lies between its first and last day".into()));
                }
                Atom::Rows { body, .. } => self.condition(body),
                _ => {}
            },
        }
    }

    fn comparison(&mut self, comparison: &Comparison) {
        if comparison.is_decided() {
            let end = |end: Option<Ratio>| end.map_or_else(|| "any number".into(), |end| end.to_string());
            let (least, most) = (end(comparison.bounds.least), end(comparison.bounds.most));
            let whole = if comparison.with.is_whole() { "" } else { ", in whole numbers" };
            let between = if least == most {
                format!("is always {least}")
            } else {
                format!("lies between {least} and {most}{whole}")
            };
            self.wrong.push((Code::ComparisonOutside, between));
        }
    }

    fn number(&mut self, number: &Number) {
        let mut found = Vec::new();
        let _told = self.domains.number_seeing(number, &mut |why| found.push(why));
        self.wrong.extend(found.into_iter().filter_map(|why| told(why, "this calculation")));
        self.inner(number);
    }

    /// The conditions within a number.
    fn inner(&mut self, number: &Number) {
        match number {
            Number::Two(_, sides) => sides.iter().for_each(|side| self.inner(side)),
            Number::Fold(_, list) => list.iter().for_each(|part| self.inner(part)),
            Number::Count(list) => list.iter().for_each(|condition| self.condition(condition)),
            Number::FoldRows(_, _, body) => self.inner(body),
            Number::CountRows(_, body) => self.condition(body),
            Number::If(parts) => {
                let (test, branches) = &**parts;
                self.condition(test);
                for branch in branches {
                    self.inner(branch);
                }
            }
            Number::Literal(_) | Number::Item(_) | Number::Score(_) | Number::Size(_) | Number::Years(_) => {}
        }
    }
}

fn told(why: Unbounded, what: &str) -> Option<(Code, String)> {
    Some(match why {
        Unbounded::Zero(least, most) => (Code::ZeroDivisor, format!("{least} to {most}")),
        Unbounded::NotWhole(side) => (Code::RestNotWhole, side.into()),
        Unbounded::Large => (Code::NumberTooLarge, what.into()),
        Unbounded::Within => return None,
    })
}

/// Tells what is wrong with the totals of scores and their bands.
pub(super) fn scores(prover: &mut Prover, form: &Form, domains: &Domains<'_>) {
    for (place, score) in (0_u16..).zip(&form.scores) {
        let pointer = format!("/scores/{place}");
        let domain = match domains.of_score(place) {
            Ok(domain) => domain,
            Err(why) => {
                if let Some((code, subject)) = told(why, "the total") {
                    prover.tell(code, &pointer, &subject);
                }
                continue;
            }
        };
        for set in &score.sets {
            let key = if set.name.is_empty() { "bands".into() } else { format!("bandSets/{}", set.name) };
            for (number, band) in set.bands.iter().enumerate() {
                let band_pointer = format!("{pointer}/{key}/{number}");
                let next = set.bands.get(number + 1);
                // Nothing is missed below where the bound is not one that the form states.
                let stated = score.value.as_ref().is_some_and(|value| is_stated(form, value, 0));
                if number == 0 && stated && band.from > domain.least {
                    prover.tell(Code::BandGap, &band_pointer, &domain.least.to_string());
                }
                // Without a calculation, the first pass has told those above.
                let above = score.value.is_some() && band.from > domain.most;
                if above || next.is_some_and(|next| next.from <= domain.least) {
                    prover.tell(Code::BandUnreachable, &band_pointer, &band.id);
                }
            }
        }
    }
}

/// Whether the bounds of a number are those a form states: of years between days, and of numbers without `min` and
/// `max`, they are only what can be written.
fn is_stated(form: &Form, number: &Number, depth: u32) -> bool {
    const DEEPEST: u32 = 16;
    let inner = |number: &Number| depth < DEEPEST && is_stated(form, number, depth + 1);
    match number {
        Number::Literal(_) | Number::Score(_) | Number::Size(_) | Number::Count(_) | Number::CountRows(..) => true,
        Number::Item(item) => form.item(*item).is_some_and(|item| match &item.value {
            Some(Value::Number(number)) => inner(number),
            _ => item.min.is_some() && item.max.is_some(),
        }),
        Number::Two(_, sides) => sides.iter().all(inner),
        Number::Fold(_, list) => list.iter().all(inner),
        Number::FoldRows(_, _, body) => inner(body),
        Number::Years(_) => false,
        Number::If(parts) => parts.1.iter().all(inner),
    }
}

/// Tells of items that no answer can be given to.
pub(super) fn items(prover: &mut Prover, form: &Form, pointers: &[String]) {
    for (item, pointer) in form.items.iter().zip(pointers) {
        let whole = item.kind == ItemType::Integer;
        let nothing_whole = whole
            && item
                .min
                .zip(item.max)
                .is_some_and(|(min, max)| min <= max && super::domain::up(min) > super::domain::down(max));
        let no_day = match (&item.earliest, &item.latest) {
            (Some(crate::expression::Day::Literal(first)), Some(crate::expression::Day::Literal(last))) => first > last,
            _ => false,
        };
        if nothing_whole {
            prover.tell(Code::EmptyRange, &format!("{pointer}/max"), &item.id);
        }
        if no_day {
            prover.tell(Code::EmptyRange, &format!("{pointer}/latest"), &item.id);
        }
    }
}
