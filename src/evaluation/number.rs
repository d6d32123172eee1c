//! Numbers and days as far as they are known (semantics 3, 12, 13).

use crate::expression::{Compare, Fold, Operation};
use crate::form::Range;
use crate::number::Ratio;
use crate::value::{Span, Truth};

/// A number as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// It does not apply.
    Absent,
    /// Nothing is known of it.
    Unknown,
    /// It lies between these, and is known where they are one.
    Between(Ratio, Ratio),
}

impl Figure {
    /// A number that is known.
    pub fn known(number: Ratio) -> Self {
        Self::between(number, number)
    }

    /// A number between two; not known where one of them is lost.
    fn between(least: Ratio, most: Ratio) -> Self {
        if least.is_lost() || most.is_lost() { Self::Unknown } else { Self::Between(least, most) }
    }

    /// Its value, where it is known.
    pub fn value(self) -> Option<Ratio> {
        match self {
            Self::Between(least, most) if least == most => Some(least),
            _ => None,
        }
    }

    /// Two numbers put together: absent with an absent one, else unknown with an unknown one.
    pub(super) fn two(self, operation: Operation, other: Self) -> Self {
        let (left, right) = match (self, other) {
            (Self::Absent, _) | (_, Self::Absent) => return Self::Absent,
            (Self::Between(least, most), Self::Between(low, high)) => ((least, most), (low, high)),
            _ => return Self::Unknown,
        };
        let corners = |with: fn(Ratio, Ratio) -> Option<Ratio>| {
            let mut range: Option<Range> = None;
            for one in [left.0, left.1] {
                for another in [right.0, right.1] {
                    let Some(corner) = with(one, another) else { return Self::Unknown };
                    range = Some(
                        range.map_or((corner, corner), |(least, most)| (least.hull(corner).0, most.hull(corner).1)),
                    );
                }
            }
            range.map_or(Self::Unknown, |(least, most)| Self::between(least, most))
        };
        match operation {
            Operation::Plus => Self::between(left.0.plus(right.0), left.1.plus(right.1)),
            Operation::Minus => Self::between(left.0.minus(right.1), left.1.minus(right.0)),
            Operation::Times => corners(|one, another| Some(one.times(another))),
            // What a divisor can be was proved not to hold 0; a form that was not is unknown there.
            Operation::Divided if right.0 <= Ratio::ZERO && right.1 >= Ratio::ZERO => Self::Unknown,
            Operation::Divided => corners(Ratio::divided),
            Operation::Rest => match (self.value(), other.value()) {
                (Some(one), Some(another)) => one.rest(another).map_or(Self::Unknown, Self::known),
                _ => Self::Unknown,
            },
        }
    }

    /// Several numbers put together, absent ones left out; absent where all are, of nothing at all 0 or unknown.
    pub(super) fn fold(fold: Fold, list: impl Iterator<Item = Self>) -> Self {
        let (mut nothing, mut count) = (true, 0);
        let mut whole = Self::Absent;
        for figure in list {
            nothing = false;
            let Self::Between(low, high) = figure else {
                if figure == Self::Unknown {
                    whole = Self::Unknown;
                }
                continue;
            };
            count += 1;
            whole = match whole {
                Self::Absent => figure,
                Self::Unknown => Self::Unknown,
                Self::Between(least, most) => match fold {
                    Fold::Min => Self::Between(least.min(low), most.min(high)),
                    Fold::Max => Self::Between(least.max(low), most.max(high)),
                    Fold::Sum | Fold::Mean => Self::between(least.plus(low), most.plus(high)),
                },
            };
        }
        match (whole, fold) {
            (_, Fold::Sum) if nothing => Self::known(Ratio::ZERO),
            _ if nothing => Self::Unknown,
            (Self::Between(..), Fold::Mean) => whole.two(Operation::Divided, Self::known(Ratio::count(count))),
            _ => whole,
        }
    }
}

/// A comparison of what lies between two ends holds if it does for all of it, and fails if for none.
pub(super) fn compare<T: Ord>(compare: Compare, (least, most): (T, T), (low, high): (T, T)) -> Truth {
    let (all, none) = match compare {
        Compare::Equal => (least == high && most == low, most < low || least > high),
        Compare::Less => (most < low, least >= high),
        Compare::AtMost => (most <= low, least > high),
        Compare::More => (least > high, most <= low),
        Compare::AtLeast => (least >= high, most < low),
    };
    between(all, none)
}

pub(super) fn between(all: bool, none: bool) -> Truth {
    match (all, none) {
        (true, _) => Truth::True,
        (_, true) => Truth::False,
        _ => Truth::Unknown,
    }
}

/// Whole years between two days, as far as they are known.
pub(super) fn years((from_first, from_last): Span, (to_first, to_last): Span) -> Figure {
    Figure::Between(Ratio::whole(from_last.years_until(to_first)), Ratio::whole(from_first.years_until(to_last)))
}
