//! Three-valued truth and what a number or a date may be known to be.

use num_rational::Ratio;
use num_traits::{Signed, Zero};

/// An exact number; one that does not fit stops the test.
pub type Number = Ratio<i128>;

/// What is known of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    False,
    Unknown,
    True,
}

use Truth::{False, True, Unknown};

impl Truth {
    pub fn known(holds: bool) -> Self {
        if holds { True } else { False }
    }

    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (False, _) | (_, False) => False,
            (True, True) => True,
            _ => Unknown,
        }
    }

    pub fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    pub fn not(self) -> Self {
        match self {
            False => True,
            Unknown => Unknown,
            True => False,
        }
    }

    /// Itself, or the opposite.
    pub fn or_opposite(self, positive: bool) -> Self {
        if positive { self } else { self.not() }
    }

    pub fn word(self) -> &'static str {
        match self {
            False => "false",
            Unknown => "unknown",
            True => "true",
        }
    }
}

/// A number: nothing applies, nothing is known, or somewhere from the first to the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    Absent,
    Unknown,
    Within(Number, Number),
}

impl Quantity {
    pub fn exactly(number: Number) -> Self {
        Self::Within(number, number)
    }

    pub fn whole(number: usize) -> Self {
        Self::exactly(integer(number))
    }

    /// The number, if it is one.
    pub fn single(&self) -> Option<&Number> {
        match self {
            Self::Within(low, high) if low == high => Some(low),
            _ => None,
        }
    }

    pub fn negative(self) -> Self {
        match self {
            Self::Within(low, high) => Self::Within(-high, -low),
            other => other,
        }
    }

    /// `+ - * / %` of two: absent if one is, else unknown if one is, else every result any two values have.
    pub fn combine(self, operator: &str, other: Self) -> Self {
        match (self, other) {
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Within(a, b), Self::Within(c, d)) if operator == "%" => {
                if a == b && c == d {
                    Self::exactly(remainder(&a, &c))
                } else {
                    Self::Unknown
                }
            }
            (Self::Within(a, b), Self::Within(c, d)) => {
                let results = [(&a, &c), (&a, &d), (&b, &c), (&b, &d)].map(|(left, right)| match operator {
                    "+" => left + right,
                    "-" => left - right,
                    "*" => left * right,
                    "/" => left / right,
                    other => panic!("no such operator: {other}"),
                });
                spread(results).expect("four of them")
            }
        }
    }

    pub fn text(&self) -> String {
        match self {
            Self::Absent => "absent".to_owned(),
            Self::Unknown => "unknown".to_owned(),
            Self::Within(low, high) if low == high => text(low),
            Self::Within(low, high) => format!("{}..{}", text(low), text(high)),
        }
    }
}

/// The smallest interval that holds all of them.
pub fn spread(numbers: impl IntoIterator<Item = Number>) -> Option<Quantity> {
    let mut numbers = numbers.into_iter();
    let first = numbers.next()?;
    let (mut low, mut high) = (first, first);
    for number in numbers {
        if number < low {
            low = number;
        } else if number > high {
            high = number;
        }
    }
    Some(Quantity::Within(low, high))
}

/// Compares anything ordered that lies somewhere in an interval: true or false only if it is so for all of both.
pub fn compare<T: Ord>(left: (&T, &T), operator: &str, right: (&T, &T)) -> Truth {
    let ((a, b), (c, d)) = (left, right);
    let decide = |always: bool, never: bool| match (always, never) {
        (true, _) => True,
        (_, true) => False,
        _ => Unknown,
    };
    match operator {
        "<" => decide(b < c, a >= d),
        "<=" => decide(b <= c, a > d),
        ">" => decide(a > d, b <= c),
        ">=" => decide(a >= d, b < c),
        "==" => decide(a == b && c == d && a == c, b < c || d < a),
        "!=" => compare(left, "==", right).not(),
        other => panic!("no such comparison: {other}"),
    }
}

pub fn integer(number: usize) -> Number {
    Number::from_integer(i128::try_from(number).expect("a count"))
}

/// The whole-number remainder, with the sign of the left side.
fn remainder(left: &Number, right: &Number) -> Number {
    assert!(left.is_integer() && right.is_integer() && !right.is_zero(), "{left} % {right}");
    let times = (left / right).trunc();
    left - right * times
}

/// To the nearest whole number; a half goes up.
pub fn half_up(number: &Number) -> Number {
    (number + Number::new(1, 2)).floor()
}

/// Reads a decimal as it is written: `-12`, `0.5`, `1e2`.
pub fn decimal(written: &str) -> Option<Number> {
    let (mantissa, exponent) = match written.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (written, 0),
    };
    let (negative, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((_, "")) => return None,
        Some((whole, fraction)) => (whole, fraction),
        None => (digits, ""),
    };
    let all = format!("{whole}{fraction}");
    if whole.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let unit = Number::from_integer(all.parse().ok()?);
    let ten = Number::from_integer(10);
    let power = exponent - i32::try_from(fraction.len()).ok()?;
    let mut number = unit;
    for _ in 0..power.abs() {
        number = if power < 0 { number / ten } else { number * ten };
    }
    Some(if negative { -number } else { number })
}

/// As a decimal if it has a finite one, else as `n/d`.
pub fn text(number: &Number) -> String {
    let mut scale = 1_i128;
    for places in 0..20_usize {
        let scaled = number * Number::from_integer(scale);
        if scaled.is_integer() {
            let digits = format!("{:0>width$}", scaled.numer().abs().to_string(), width = places + 1);
            let (whole, fraction) = digits.split_at(digits.len() - places);
            let sign = if number.is_negative() { "-" } else { "" };
            let dot = if fraction.is_empty() { "" } else { "." };
            return format!("{sign}{whole}{dot}{fraction}");
        }
        scale *= 10;
    }
    format!("{}/{}", number.numer(), number.denom())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_written_exactly() {
        for (written, again) in [("1.50", "1.5"), ("-0.05", "-0.05"), ("12", "12"), ("1e2", "100"), ("0.1", "0.1")] {
            assert_eq!(text(&decimal(written).unwrap()), again, "{written}");
        }
        for wrong in ["", "-", "1.", ".5", "1,5", "abc", "--1"] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
        assert_eq!(text(&(integer(10) / integer(3))), "10/3");
        assert_eq!(text(&half_up(&decimal("-2.5").unwrap())), "-2");
        assert_eq!(text(&remainder(&decimal("-7").unwrap(), &integer(3))), "-1");
    }

    #[test]
    fn intervals_compare_only_as_far_as_all_of_them_agree() {
        let within = |low: usize, high: usize| (integer(low), integer(high));
        let rows = [
            ((1, 2), "<", (3, 4), True),
            ((1, 3), "<", (3, 4), Unknown),
            ((1, 3), "<=", (3, 4), True),
            ((3, 4), "<", (1, 3), False),
            ((2, 2), "==", (2, 2), True),
            ((1, 2), "==", (1, 2), Unknown),
            ((1, 2), "!=", (3, 4), True),
            ((5, 6), ">=", (5, 5), True),
            ((5, 6), ">", (5, 5), Unknown),
        ];
        for ((a, b), operator, (c, d), expected) in rows {
            let ((a, b), (c, d)) = (within(a, b), within(c, d));
            assert_eq!(compare((&a, &b), operator, (&c, &d)), expected, "{a} {b} {operator} {c} {d}");
        }
    }
}
