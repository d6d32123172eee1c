//! What a number can be: between what, whole or not, and how many digits it takes.
//!
//! The bounds are those of interval arithmetic: every value lies within them, though not every one of them need be
//! reached. So what they exclude is excluded.

use crate::expression::Fold;
use crate::number::Ratio;

/// Most that can be counted exactly.
pub(super) const MOST: i128 = i64::MAX as i128;

/// What a number can be, where it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Domain {
    /// It is not below this.
    pub(super) least: Ratio,
    /// It is not above this.
    pub(super) most: Ratio,
    /// Whether it is always whole.
    pub(super) whole: bool,
    /// Whether it may be absent.
    pub(super) absent: bool,
    /// What it is divided by in lowest terms is not above this.
    pub(super) under: i128,
    /// What is divided is not further from 0 than this.
    pub(super) over: i128,
    /// Whether what it is divided by always divides `under`.
    pub(super) shared: bool,
}

/// Why there is no domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unbounded {
    /// A divisor can be 0: it lies between these.
    Zero(Ratio, Ratio),
    /// The left or the right side of a `%` need not be whole.
    NotWhole(&'static str),
    /// It can need more digits than are exact.
    Large,
    /// Something it is made of has no domain; told there.
    Within,
}

/// A domain, or why there is none.
pub(super) type Bounded = Result<Domain, Unbounded>;

pub(super) fn distance(number: Ratio) -> Ratio {
    number.max(number.negative())
}

pub(super) fn shared_multiple(one: i128, other: i128) -> i128 {
    let (mut a, mut b) = (one, other);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (one / a.max(1)).saturating_mul(other)
}

pub(super) fn under(number: Ratio) -> i128 {
    i128::from(number.under())
}

pub(super) fn over(number: Ratio) -> i128 {
    i128::from(number.parts().0).abs()
}

/// How far a number with this divisor can be from 0 in units of it.
pub(super) fn units(most: Ratio, under: i128) -> i128 {
    over(most).saturating_mul(under) / self::under(most).max(1) + 1
}

/// Whether these ends are exact.
pub(super) fn exact((least, most): (Ratio, Ratio)) -> Result<(Ratio, Ratio), Unbounded> {
    if least.is_lost() || most.is_lost() { Err(Unbounded::Large) } else { Ok((least, most)) }
}

pub(super) fn within(over: i128, under: i128) -> Result<(i128, i128), Unbounded> {
    if over <= MOST && under <= MOST { Ok((over, under)) } else { Err(Unbounded::Large) }
}

impl Domain {
    /// A number that is known.
    pub(super) fn known(number: Ratio) -> Self {
        Self::between(number, number, under(number))
    }

    /// Anything between two numbers that is a multiple of a fraction.
    pub(super) fn between(least: Ratio, most: Ratio, under: i128) -> Self {
        let far = distance(least).max(distance(most));
        Self { least, most, whole: under == 1, absent: false, under, over: units(far, under), shared: true }
    }

    pub(super) fn counted(from: usize, to: usize) -> Self {
        Self::between(Ratio::count(from), Ratio::count(to), 1)
    }

    /// The farthest from 0.
    fn far(&self) -> Ratio {
        distance(self.least).max(distance(self.most))
    }

    /// Whether it can be 0, as far as is known.
    fn can_be_zero(&self) -> bool {
        self.least <= Ratio::ZERO && self.most >= Ratio::ZERO
    }

    /// Either of two.
    pub(super) fn or(self, other: Self) -> Self {
        let shared = self.shared && other.shared;
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
            whole: self.whole && other.whole,
            absent: self.absent || other.absent,
            under: if shared { shared_multiple(self.under, other.under) } else { self.under.max(other.under) },
            over: self.over.max(other.over),
            shared,
        }
    }

    /// The digits of a sum of up to `count` of these two.
    pub(super) fn sum(self, other: Self, least: Ratio, most: Ratio) -> Bounded {
        let (least, most) = exact((least, most))?;
        let shared = self.shared && other.shared;
        let (over, under) = if shared {
            let under = shared_multiple(self.under, other.under);
            let far = self.far().max(other.far()).max(distance(least)).max(distance(most));
            (units(far, under), under)
        } else {
            let cross = |one: i128, by: i128| one.saturating_mul(by);
            let over = cross(self.over, other.under).saturating_add(cross(other.over, self.under));
            (over, cross(self.under, other.under))
        };
        let (over, under) = within(over, under)?;
        let (whole, absent) = (self.whole && other.whole, self.absent || other.absent);
        Ok(Self { least, most, whole, absent, under, over, shared })
    }

    fn corners(self, other: Self, with: impl Fn(Ratio, Ratio) -> Ratio) -> (Ratio, Ratio) {
        let ends =
            [(self.least, other.least), (self.least, other.most), (self.most, other.least), (self.most, other.most)];
        let of = ends.map(|(one, another)| with(one, another));
        let [first, rest @ ..] = of;
        (rest.into_iter().fold(first, Ratio::min), rest.into_iter().fold(first, Ratio::max))
    }

    pub(super) fn times(self, other: Self) -> Bounded {
        let (over, under) = within(self.over.saturating_mul(other.over), self.under.saturating_mul(other.under))?;
        let (least, most) = exact(self.corners(other, Ratio::times))?;
        let (whole, absent) = (self.whole && other.whole, self.absent || other.absent);
        Ok(Self { least, most, whole, absent, under, over, shared: self.shared && other.shared })
    }

    pub(super) fn divided(self, by: Self) -> Bounded {
        if by.can_be_zero() {
            return Err(Unbounded::Zero(by.least, by.most));
        }
        let (over, under) = within(self.over.saturating_mul(by.under), self.under.saturating_mul(by.over))?;
        let (least, most) = exact(self.corners(by, |one, other| one.divided(other).unwrap_or(Ratio::ZERO)))?;
        let one = by.least == by.most;
        let whole = self.whole && one && distance(by.least) == Ratio::ONE;
        Ok(Self { least, most, whole, absent: self.absent || by.absent, under, over, shared: self.shared && one })
    }

    pub(super) fn rest(self, by: Self) -> Bounded {
        for (domain, side) in [(self, "the left side"), (by, "the right side")] {
            if !domain.whole {
                return Err(Unbounded::NotWhole(side));
            }
        }
        if by.can_be_zero() {
            return Err(Unbounded::Zero(by.least, by.most));
        }
        let far = self.far().min(by.far().minus(Ratio::ONE));
        let least = if self.least < Ratio::ZERO { far.negative() } else { Ratio::ZERO };
        let most = if self.most > Ratio::ZERO { far } else { Ratio::ZERO };
        Ok(Self { absent: self.absent || by.absent, ..Self::between(least, most, 1) })
    }

    /// Several put together; those that are absent are left out.
    pub(super) fn fold(fold: Fold, list: &[Self]) -> Bounded {
        let Some((first, rest)) = list.split_first() else { return Ok(Self::known(Ratio::ZERO)) };
        let some = list.iter().any(|one| one.absent);
        let all = list.iter().all(|one| one.absent);
        let ends = |pick: fn(Ratio, Ratio) -> Ratio, of: fn(&Self) -> Ratio| rest.iter().map(of).fold(of(first), pick);
        let (least, most) = (|one: &Self| one.least, |one: &Self| one.most);
        let (lowest, highest) = (ends(Ratio::min, least), ends(Ratio::max, most));
        let mut whole = rest.iter().try_fold(*first, |sum, one| {
            let (mut low, mut high) = (sum.least.plus(one.least), sum.most.plus(one.most));
            if some {
                // Whatever is left out, no sum is below the least of them or that of what is below 0.
                low = low.min(sum.least).min(one.least);
                high = high.max(sum.most).max(one.most);
            }
            sum.sum(*one, low, high)
        });
        if fold == Fold::Mean {
            let count = i128::try_from(list.len()).unwrap_or(MOST);
            whole = whole.and_then(|sum| {
                let (over, under) = within(sum.over, sum.under.saturating_mul(count))?;
                let shared = list.len() == 1;
                let whole = sum.whole && shared;
                Ok(Self { least: lowest, most: highest, over, under, shared, whole, ..sum })
            });
        }
        let either = || rest.iter().fold(*first, |one, other| one.or(*other));
        let made = match fold {
            Fold::Sum | Fold::Mean => whole?,
            Fold::Min | Fold::Max if some => either(),
            Fold::Min => Self { most: ends(Ratio::min, most), ..either() },
            Fold::Max => Self { least: ends(Ratio::max, least), ..either() },
        };
        Ok(Self { absent: all, ..made })
    }

    /// The same of every row of a list.
    pub(super) fn rows(self, fold: Fold, most: u32) -> Bounded {
        let count = i128::from(most);
        let made = match fold {
            Fold::Min | Fold::Max => self,
            Fold::Mean if self.shared => {
                let (over, under) = within(self.over.saturating_mul(count), self.under.saturating_mul(count))?;
                Self { whole: false, shared: false, over, under, ..self }
            }
            Fold::Sum if self.shared => {
                let times = Ratio::count(usize::try_from(most).unwrap_or(usize::MAX));
                let (over, under) = within(self.over.saturating_mul(count), self.under)?;
                let (least, most) = (self.least.times(times).min(Ratio::ZERO), self.most.times(times).max(Ratio::ZERO));
                Self { least, most, under, over, ..self }
            }
            // Each row may have another divisor.
            Fold::Mean | Fold::Sum => return Err(Unbounded::Large),
        };
        Ok(made)
    }

    pub(super) fn rounded(self) -> Bounded {
        within(self.over.saturating_mul(2).saturating_add(self.under), self.under.saturating_mul(2))?;
        Ok(Self { absent: self.absent, ..Self::between(self.least.half_up(), self.most.half_up(), 1) })
    }
}

/// The greatest whole number that is not above.
pub(super) fn down(number: Ratio) -> Ratio {
    let (over, under) = number.parts();
    if number.is_lost() {
        return number;
    }
    Ratio::of_parts(over.div_euclid(under), 1).unwrap_or(number)
}

/// The least whole number that is not below.
pub(super) fn up(number: Ratio) -> Ratio {
    down(number.negative()).negative()
}
