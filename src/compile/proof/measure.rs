//! Comparisons as one quantity against one cut, so that several of the same quantity can be seen together.

use super::domain::{down, up};
use super::domains::Domains;
use crate::expression::{Compare, Day, Number, Operation};
use crate::form::Form;
use crate::number::Ratio;

/// What a quantity lies between, as far as that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    /// It is not below this.
    pub(super) least: Option<Ratio>,
    /// It is not above this.
    pub(super) most: Option<Ratio>,
    /// Whether it is always whole.
    pub(super) whole: bool,
}

/// Where a quantity is cut in two: below a number, or with `reaches` up to and with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    /// The number.
    pub(super) at: Ratio,
    /// Whether the number itself lies on the lower side.
    pub(super) reaches: bool,
}

impl Bounds {
    /// The same cut, as it falls between two numbers that the quantity can be.
    pub(super) fn cut(self, at: Ratio, reaches: bool) -> Cut {
        match (self.whole, reaches) {
            (false, _) => Cut { at, reaches },
            (true, true) => Cut { at: down(at), reaches: true },
            (true, false) => Cut { at: up(at).minus(Ratio::ONE), reaches: true },
        }
    }

    /// Whether the quantity is always on the lower side, or never; none where it can be on both.
    pub(super) fn decides(self, Cut { at, reaches }: Cut) -> Option<bool> {
        let always = self.most.is_some_and(|most| most < at || reaches && most == at);
        let never = self.least.is_some_and(|least| least > at || !reaches && least == at);
        if always {
            Some(true)
        } else if never {
            Some(false)
        } else {
            None
        }
    }
}

/// A quantity compared with a number.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    /// What it is, in words that are the same for the same quantity.
    pub(super) key: String,
    /// What it lies between.
    pub(super) bounds: Bounds,
    /// How it is compared.
    pub(super) compare: Compare,
    /// With what.
    pub(super) with: Ratio,
}

impl Comparison {
    /// The cuts that decide it: whether the comparison holds where the quantity lies above the first and not above the
    /// second; none where that side has no end.
    pub(super) fn cuts(&self) -> (Option<Cut>, Option<Cut>) {
        let (under, upto) = (self.bounds.cut(self.with, false), self.bounds.cut(self.with, true));
        match self.compare {
            Compare::Equal => (Some(under), Some(upto)),
            Compare::Less => (None, Some(under)),
            Compare::AtMost => (None, Some(upto)),
            Compare::More => (Some(upto), None),
            Compare::AtLeast => (Some(under), None),
        }
    }

    /// Whether it is the same whatever the quantity is.
    pub(super) fn is_decided(&self) -> bool {
        let (above, within) = self.cuts();
        let above = above.map_or(Some(true), |cut| self.bounds.decides(cut).map(|below| !below));
        let within = within.map_or(Some(true), |cut| self.bounds.decides(cut));
        let nothing_between = self.compare == Compare::Equal && self.bounds.whole && !self.with.is_whole();
        nothing_between || above == Some(false) || within == Some(false) || above.and(within) == Some(true)
    }
}

/// The same comparison with its sides exchanged.
fn turned(compare: Compare) -> Compare {
    match compare {
        Compare::Equal => Compare::Equal,
        Compare::Less => Compare::More,
        Compare::AtMost => Compare::AtLeast,
        Compare::More => Compare::Less,
        Compare::AtLeast => Compare::AtMost,
    }
}

/// Two numbers compared.
pub(super) fn numbers(domains: &Domains<'_>, compare: Compare, [left, right]: &[Number; 2]) -> Comparison {
    let (compare, key, with, quantity) = match (left, right) {
        (quantity, Number::Literal(with)) => (compare, format!("{quantity:?}"), *with, domains.number(quantity)),
        (Number::Literal(with), quantity) => {
            (turned(compare), format!("{quantity:?}"), *with, domains.number(quantity))
        }
        _ => {
            let (one, other) = (format!("{left:?}"), format!("{right:?}"));
            let (compare, first, last) =
                if one <= other { (compare, left, right) } else { (turned(compare), right, left) };
            let less = Number::Two(Operation::Minus, Box::new([first.clone(), last.clone()]));
            (compare, format!("{less:?}"), Ratio::ZERO, domains.number(&less))
        }
    };
    let bounds = quantity.map_or_else(
        |_| Bounds::default(),
        |domain| Bounds { least: Some(domain.least), most: Some(domain.most), whole: domain.whole },
    );
    Comparison { key, bounds, compare, with }
}

/// Two days compared. A date that is only partly known holds to its bounds with some day of it, and a comparison that
/// is decided is decided for that day too.
pub(super) fn days(form: &Form, compare: Compare, [left, right]: &[Day; 2]) -> Comparison {
    let number = |day: &Day| match day {
        Day::Literal(date) => Some(Ratio::whole(date.number())),
        _ => None,
    };
    let item = |day: &Day| match day {
        Day::Item(item) => form.item(*item),
        _ => None,
    };
    let turn = matches!((left, right), (Day::Literal(_), _) | (Day::Today, Day::Item(_)))
        || matches!((left, right), (Day::Item(one), Day::Item(other)) if one > other);
    let (compare, first, last) = if turn { (turned(compare), right, left) } else { (compare, left, right) };
    let (earliest, latest) = item(first).map_or((None, None), |item| (item.earliest.as_ref(), item.latest.as_ref()));
    let mut bounds = Bounds { least: None, most: None, whole: true };
    if first == last {
        bounds = Bounds { least: Some(Ratio::ZERO), most: Some(Ratio::ZERO), whole: true };
    } else if let Some(with) = number(last) {
        let own = number(first);
        bounds.least = own.or_else(|| earliest.and_then(number));
        bounds.most = own.or_else(|| latest.and_then(number));
        return Comparison { key: format!("{first:?}"), bounds, compare, with };
    } else if *last == Day::Today {
        bounds.least = (earliest == Some(&Day::Today)).then_some(Ratio::ZERO);
        bounds.most = (latest == Some(&Day::Today)).then_some(Ratio::ZERO);
    }
    Comparison { key: format!("{first:?} - {last:?}"), bounds, compare, with: Ratio::ZERO }
}
