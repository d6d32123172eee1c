//! Exact numbers: whole ratios in lowest terms. No binary floating point anywhere.

use core::cmp::Ordering;

/// An exact number `n / d` in lowest terms, `d` above zero.
///
/// The reader bounds the numbers of a form: at most [`Ratio::DIGITS`] digits before and [`Ratio::DECIMALS`] after the
/// point. What is made of them and does not fit is [lost](Ratio::is_lost), and so is all that is made of that: it is
/// never another number.
///
/// ```
/// use nrm_screening::number::Ratio;
/// let third = Ratio::parse("0.75").unwrap();
/// assert_eq!(third.plus(Ratio::whole(1)).to_string(), "1.75");
/// assert_eq!(Ratio::parse("1e3"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    over: i64,
    under: i64,
}

impl Ratio {
    /// A number that was too large, or needed too large a divisor.
    const LOST: Self = Self { over: 0, under: 0 };
    /// Nothing.
    pub const ZERO: Self = Self { over: 0, under: 1 };
    /// One.
    pub const ONE: Self = Self { over: 1, under: 1 };
    /// Most digits before the point.
    pub const DIGITS: usize = 9;
    /// Most digits after the point.
    pub const DECIMALS: usize = 6;

    /// A whole number.
    pub const fn whole(number: i32) -> Self {
        Self { over: number as i64, under: 1 }
    }

    /// Reads a decimal as JSON writes it, without an exponent: `-12`, `0.5`.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let within = |part: &str, most: usize| {
            !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !within(whole, Self::DIGITS) || !within(decimals, Self::DECIMALS) {
            return None;
        }
        let (mut over, mut under) = (0_i64, 1);
        for byte in whole.bytes().chain(decimals.bytes()) {
            over = over * 10 + i64::from(byte - b'0');
        }
        if negative && over == 0 {
            return None;
        }
        for _ in decimals.bytes() {
            under *= 10;
        }
        Some(Self::lowest(if negative { -over } else { over }, under))
    }

    fn lowest(over: i64, under: i64) -> Self {
        let divisor = divisor(over, under);
        Self { over: over / divisor, under: under / divisor }
    }

    /// A count.
    pub fn count(number: usize) -> Self {
        Self { over: i64::try_from(number).unwrap_or(i64::MAX), under: 1 }
    }

    /// What is divided and what it is divided by, in lowest terms.
    pub(crate) fn parts(self) -> (i64, i64) {
        (self.over, self.under)
    }

    /// The ratio of two numbers, the second above zero.
    pub(crate) fn of_parts(over: i64, under: i64) -> Option<Self> {
        (under > 0).then(|| Self::lowest(over, under))
    }

    /// Whether it is a whole number.
    pub fn is_whole(self) -> bool {
        self.under == 1
    }

    /// What it is divided by in lowest terms.
    pub fn under(self) -> u64 {
        self.under.unsigned_abs()
    }

    /// Whether it did not fit; it is then no number, and equals none but another one that is lost.
    pub fn is_lost(self) -> bool {
        self.under == 0
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.sum(other).unwrap_or(Self::LOST)
    }

    fn sum(self, other: Self) -> Option<Self> {
        if self.is_whole() && other.is_whole() {
            return self.over.checked_add(other.over).map(|over| Self { over, under: 1 });
        }
        if self.is_lost() || other.is_lost() {
            return None;
        }
        let shared = divisor(self.under, other.under);
        let (by, other_by) = (other.under / shared, self.under / shared);
        let over = self.over.checked_mul(by)?.checked_add(other.over.checked_mul(other_by)?)?;
        Some(Self::lowest(over, self.under.checked_mul(by)?))
    }

    /// The same below zero, or above.
    #[must_use]
    pub fn negative(self) -> Self {
        self.over.checked_neg().map_or(Self::LOST, |over| Self { over, under: self.under })
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.plus(other.negative())
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        self.product(other).unwrap_or(Self::LOST)
    }

    fn product(self, other: Self) -> Option<Self> {
        if self.is_whole() && other.is_whole() {
            return self.over.checked_mul(other.over).map(|over| Self { over, under: 1 });
        }
        if self.is_lost() || other.is_lost() {
            return None;
        }
        let (across, down) = (divisor(self.over, other.under), divisor(other.over, self.under));
        Some(Self {
            over: (self.over / across).checked_mul(other.over / down)?,
            under: (self.under / down).checked_mul(other.under / across)?,
        })
    }

    /// The quotient; none by zero.
    pub fn divided(self, by: Self) -> Option<Self> {
        if by.over == 0 && !by.is_lost() {
            return None;
        }
        let turned = by.under.checked_mul(by.over.signum()).zip(by.over.checked_abs());
        Some(turned.map_or(Self::LOST, |(over, under)| self.times(Self { over, under })))
    }

    /// The rest of a division, with the sign of the left side; none by zero.
    pub fn rest(self, by: Self) -> Option<Self> {
        let quotient = self.divided(by)?;
        let whole = quotient.over.checked_div(quotient.under);
        Some(whole.map_or(Self::LOST, |whole| self.minus(by.times(Self { over: whole, under: 1 }))))
    }

    /// The range that holds two numbers; lost where one of them is.
    #[must_use]
    pub fn hull(self, other: Self) -> (Self, Self) {
        if self.is_lost() || other.is_lost() {
            return (Self::LOST, Self::LOST);
        }
        (self.min(other), self.max(other))
    }

    /// The nearest whole number; a half goes up, towards the larger number: 2.5 to 3, -2.5 to -2.
    #[must_use]
    pub fn half_up(self) -> Self {
        let moved = self.plus(Self { over: 1, under: 2 });
        moved.over.checked_div_euclid(moved.under).map_or(Self::LOST, |over| Self { over, under: 1 })
    }
}

/// The greatest number that divides both; 1 where both are 0.
fn divisor(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i64::try_from(a.max(1)).unwrap_or(i64::MAX)
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.under == other.under {
            return self.over.cmp(&other.over);
        }
        (i128::from(self.over) * i128::from(other.under)).cmp(&(i128::from(other.over) * i128::from(self.under)))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A decimal where there is a finite one, otherwise `n/d`.
impl core::fmt::Display for Ratio {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if self.is_lost() {
            return out.write_str("too large");
        }
        let (mut under, mut decimals, mut scale) = (self.under, 0, 1_u64);
        for prime in [2, 5] {
            let mut times = 0;
            while under % prime == 0 {
                under /= prime;
                times += 1;
            }
            decimals = decimals.max(times);
        }
        if under != 1 {
            return write!(out, "{}/{}", self.over, self.under);
        }
        for _ in 0..decimals {
            scale = scale.saturating_mul(10);
        }
        let scaled = self.over.unsigned_abs().saturating_mul(scale / self.under.unsigned_abs());
        if self.over < 0 {
            out.write_str("-")?;
        }
        write!(out, "{}", scaled / scale)?;
        let mut rest = scaled % scale;
        if decimals > 0 {
            out.write_str(".")?;
        }
        for _ in 0..decimals {
            rest *= 10;
            write!(out, "{}", rest / scale)?;
            rest %= scale;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_and_written_exactly() {
        for text in ["0", "7", "-3", "0.1", "-0.125", "123456789.654321", "2.5"] {
            assert_eq!(Ratio::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Ratio::parse("1.50").unwrap().to_string(), "1.5");
    }

    #[test]
    fn what_is_not_a_plain_decimal_is_refused() {
        for text in ["", "-", "-0", "-0.00", ".5", "5.", "1e3", "+1", "1234567890", "0.1234567", "NaN", "٣"] {
            assert_eq!(Ratio::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_ratio_without_a_finite_decimal_is_written_as_one() {
        assert_eq!(Ratio::lowest(-2, 6).to_string(), "-1/3");
        assert_eq!(Ratio::lowest(6, 8).to_string(), "0.75");
    }

    #[test]
    fn the_largest_sum_of_a_form_is_exact() {
        let most = Ratio::parse("999999999.999999").unwrap();
        let sum = (0..2000).fold(Ratio::ZERO, |sum, _| sum.plus(most));
        assert_eq!(sum.to_string(), "1999999999999.998");
    }

    #[test]
    fn what_does_not_fit_is_lost_and_never_another_number() {
        let most = Ratio::parse("999999999.999999").unwrap();
        let square = most.times(most);
        assert!(square.is_lost() && square.plus(Ratio::ONE).is_lost() && Ratio::ONE.minus(square).is_lost());
        assert!(square.half_up().is_lost() && Ratio::ONE.divided(square).unwrap().is_lost());
        assert!(Ratio::ONE.rest(square).unwrap().is_lost() && square.rest(Ratio::ONE).unwrap().is_lost());
        assert_eq!(Ratio::ONE.hull(square), (square, square));
        assert_eq!(square.to_string(), "too large");
        let tiny = Ratio::parse("0.000001").unwrap();
        assert!(tiny.times(tiny).times(tiny).times(tiny).is_lost());
    }

    #[test]
    fn a_half_goes_up_and_a_rest_has_the_sign_of_the_left_side() {
        let read = |text| Ratio::parse(text).unwrap();
        for (from, to) in [("2.5", "3"), ("-2.5", "-2"), ("2.4", "2"), ("-2.6", "-3"), ("0.5", "1"), ("-0.5", "0")] {
            assert_eq!(read(from).half_up(), read(to), "{from}");
        }
        for (a, b, rest) in [("7", "3", "1"), ("-7", "3", "-1"), ("7", "-3", "1"), ("6", "3", "0")] {
            assert_eq!(read(a).rest(read(b)), Some(read(rest)), "{a} % {b}");
        }
        assert_eq!((read("1").divided(Ratio::ZERO), read("1").rest(Ratio::ZERO)), (None, None));
        assert_eq!(read("7").divided(read("-2")), Some(read("-3.5")));
        assert_eq!(read("0.6").times(read("-1.5")), read("-0.9"));
    }

    #[test]
    fn order_is_exact() {
        let read = |text| Ratio::parse(text).unwrap();
        assert!(read("0.1").plus(read("0.2")) == read("0.3"));
        assert!(read("-1") < read("-0.999999") && read("2") > read("1.999999"));
    }
}
