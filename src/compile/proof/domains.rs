//! What every number of a form can be.

use super::domain::{
    Bounded, Domain, MOST, Unbounded, distance, down, exact, over as over_of, shared_multiple, under as under_of,
    units, up, within,
};
use crate::expression::{Day, Number, Operation, Value};
use crate::form::{Form, Item, Missing, Score, Step};
use crate::number::Ratio;
use crate::value::{ItemType, Method};

/// Years that two days can lie apart.
const YEARS: i32 = 9999;

/// What every number of a form can be.
#[derive(Debug)]
pub(super) struct Domains<'f> {
    form: &'f Form,
    /// By item: of numbers and of calculations that are numbers.
    items: Vec<Option<Bounded>>,
    scores: Vec<Bounded>,
}

impl<'f> Domains<'f> {
    /// Finds what each can be, in the order of evaluation.
    pub(super) fn of(form: &'f Form) -> Self {
        let mut domains =
            Self { form, items: vec![None; form.items.len()], scores: vec![Err(Unbounded::Within); form.scores.len()] };
        for step in &form.order {
            match *step {
                Step::Item(place) => {
                    let rows = form.repeat(place).into_iter().flat_map(|repeat| &repeat.order);
                    rows.chain([&place]).for_each(|item| domains.item(*item));
                }
                Step::Score(place) => domains.score(place),
                _ => {}
            }
        }
        domains
    }

    /// Whether an item may not apply.
    pub(super) fn may_not_apply(&self, item: u16) -> bool {
        let mut at = self.form.item(item);
        while let Some(item) = at {
            if item.relevant.is_some() {
                return true;
            }
            at = item.parent.and_then(|parent| self.form.item(parent));
        }
        false
    }

    /// Finds what an item can be.
    fn item(&mut self, place: u16) {
        let Some(item) = self.form.item(place) else { return };
        let domain = match (&item.value, item.kind) {
            (Some(Value::Number(number)), _) => Some(self.number(number)),
            (_, ItemType::Integer | ItemType::Decimal) => {
                Some(Ok(Domain { absent: self.may_not_apply(place), ..answers(item) }))
            }
            _ => None,
        };
        if let Some(slot) = self.items.get_mut(usize::from(place)) {
            *slot = domain;
        }
    }

    /// Finds what a score can be.
    fn score(&mut self, place: u16) {
        let Some(score) = self.form.scores.get(usize::from(place)) else { return };
        let domain = self.total(score);
        if let Some(slot) = self.scores.get_mut(usize::from(place)) {
            *slot = domain;
        }
    }

    /// What the score at a place can be.
    pub(super) fn of_score(&self, place: u16) -> Bounded {
        self.scores.get(usize::from(place)).copied().unwrap_or(Err(Unbounded::Within))
    }

    fn total(&self, score: &Score) -> Bounded {
        let made = match &score.value {
            Some(value) => {
                let scaled = self.number(value).map_err(|_| Unbounded::Within)?.times(Domain::known(score.factor))?;
                if score.round { scaled.rounded()? } else { scaled }
            }
            None => self.weighed(score)?,
        };
        Ok(match score.when_not_applicable {
            Some(total) => Domain { absent: false, ..made.or(Domain::known(score.last(total))) },
            None => made,
        })
    }

    fn weighed(&self, score: &Score) -> Bounded {
        let (least, most) = exact(score.bounds(|item| self.may_not_apply(item)))?;
        let absent = score.terms.iter().all(|term| self.may_not_apply(term.item) && term.when_irrelevant.is_none());
        let (mut over, mut under) = (0_i128, 1_i128);
        let (mut product_over, mut product_under) = (1_i128, 1_i128);
        let mut whole = true;
        for term in &score.terms {
            let (low, high) = term.range();
            let value = term.weights.is_empty();
            let decimal = value && self.form.item(term.item).is_some_and(|item| item.kind == ItemType::Decimal);
            let own = if decimal && term.threshold.is_none() {
                1_000_000_i128.saturating_mul(under_of(term.factor))
            } else {
                let of = |weight: Ratio| under_of(weight).saturating_mul(under_of(term.factor));
                let ends = of(term.bounds.0).max(of(term.bounds.1));
                term.weights.iter().map(|weight| of(*weight)).fold(ends, shared_multiple)
            };
            whole &= own == 1;
            under = shared_multiple(under, own);
            let far = distance(low).max(distance(high));
            product_over = product_over.saturating_mul(units(far, own));
            product_under = product_under.saturating_mul(own);
            over = over.saturating_add(units(far, 1));
        }
        let count = i128::try_from(score.terms.len()).unwrap_or(MOST);
        let fills = matches!(score.missing, Missing::AtMost(_) | Missing::AtLeast(_));
        let (over, under, shared) = match score.method {
            Method::Product => (product_over, product_under, true),
            Method::Min | Method::Max => (over.saturating_mul(under), under, true),
            Method::Mean => (over.saturating_mul(under), under.saturating_mul(count), false),
            _ if fills => (over.saturating_mul(under).saturating_mul(count), under.saturating_mul(count), false),
            _ => (over.saturating_mul(under), under, true),
        };
        let over = over.saturating_mul(over_of(score.factor).max(1));
        let (over, under) = within(over, under.saturating_mul(under_of(score.factor)))?;
        let whole = whole && shared && score.factor.is_whole();
        let made = Domain { least, most, whole, absent, under, over, shared };
        if score.round {
            // The bounds are rounded already.
            let rounded = made.rounded()?;
            return Ok(Domain { least, most, ..rounded });
        }
        Ok(made)
    }

    /// What a number can be.
    pub(super) fn number(&self, number: &Number) -> Bounded {
        self.number_seeing(number, &mut |_| {})
    }

    /// The same, and shows what is wrong with a part of it.
    pub(super) fn number_seeing(&self, number: &Number, see: &mut dyn FnMut(Unbounded)) -> Bounded {
        match number {
            Number::Literal(number) => Ok(Domain::known(*number)),
            Number::Item(item) => {
                self.items.get(usize::from(*item)).copied().flatten().unwrap_or(Err(Unbounded::Within)).map_err(inner)
            }
            Number::Score(score) => self.of_score(*score).map_err(inner),
            Number::Two(operation, sides) => {
                let [left, right] = &**sides;
                let (left, right) = (self.number_seeing(left, see), self.number_seeing(right, see));
                let (left, right) = (left?, right?);
                let made = match operation {
                    Operation::Plus => left.sum(right, left.least.plus(right.least), left.most.plus(right.most)),
                    Operation::Minus => left.sum(right, left.least.minus(right.most), left.most.minus(right.least)),
                    Operation::Times => left.times(right),
                    Operation::Divided => left.divided(right),
                    Operation::Rest => left.rest(right),
                };
                made.map_err(|why| told(why, see))
            }
            Number::Fold(fold, list) => {
                let made: Vec<Bounded> = list.iter().map(|inner| self.number_seeing(inner, see)).collect();
                let list = made.into_iter().collect::<Result<Vec<_>, _>>()?;
                Domain::fold(*fold, &list).map_err(|why| told(why, see))
            }
            Number::Count(list) => Ok(Domain::counted(0, list.len())),
            Number::Size(repeat) | Number::CountRows(repeat, _) => {
                Ok(Domain { absent: self.may_not_apply(*repeat), ..Domain::counted(0, self.rows(*repeat)) })
            }
            Number::FoldRows(fold, repeat, body) => {
                let body = self.number_seeing(body, see)?;
                let made = body.rows(*fold, u32::try_from(self.rows(*repeat)).unwrap_or(u32::MAX));
                let absent = body.absent || self.may_not_apply(*repeat);
                made.map(|made| Domain { absent, ..made }).map_err(|why| told(why, see))
            }
            Number::Years(sides) => {
                let absent = sides.iter().any(|day| match day {
                    Day::Item(item) => self.may_not_apply(*item),
                    _ => false,
                });
                Ok(Domain { absent, ..Domain::between(Ratio::whole(-YEARS), Ratio::whole(YEARS), 1) })
            }
            Number::If(parts) => {
                let (_, [yes, no]) = &**parts;
                let (yes, no) = (self.number_seeing(yes, see), self.number_seeing(no, see));
                Ok(yes?.or(no?))
            }
        }
    }

    fn rows(&self, repeat: u16) -> usize {
        self.form.item(repeat).and_then(|item| usize::try_from(item.most).ok()).unwrap_or_default()
    }
}

fn told(why: Unbounded, see: &mut dyn FnMut(Unbounded)) -> Unbounded {
    see(why);
    Unbounded::Within
}

/// What is wrong with a part that has a name is told where that stands.
fn inner(_: Unbounded) -> Unbounded {
    Unbounded::Within
}

/// What a question for a number takes.
fn answers(item: &Item) -> Domain {
    let whole = item.kind == ItemType::Integer;
    let (digits, under) = if whole { ("999999999", 1) } else { ("999999999.999999", 1_000_000) };
    let far = Ratio::parse(digits).unwrap_or(Ratio::ZERO);
    let (least, most) = (item.min.unwrap_or(far.negative()), item.max.unwrap_or(far));
    if whole {
        return Domain::between(up(least), down(most), 1);
    }
    Domain::between(least, most, under)
}
