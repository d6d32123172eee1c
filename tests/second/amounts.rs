//! Numbers: arithmetic, functions, what is counted over rows.

use super::conditions::{Meaning, Side};
use super::days::years_between;
use super::hits::hit;
use super::sheet::{Place, Sheet};
use super::syntax::Expr;
use super::values::{Number, Quantity, Truth, integer};

impl Sheet<'_> {
    /// What an expression that is a number comes to.
    pub fn amount(&self, expr: &Expr, place: &Place) -> Quantity {
        let found = self.work_out(expr, place);
        if place.earned && found == Quantity::Absent { Quantity::Unknown } else { found }
    }

    fn work_out(&self, expr: &Expr, place: &Place) -> Quantity {
        match expr {
            Expr::Literal(number) => Quantity::exactly(*number),
            Expr::Negative(inner) => told("negative", self.amount(inner, place).negative(), place),
            Expr::Binary(operator, left, right) => {
                let found = self.amount(left, place).combine(operator, self.amount(right, place));
                told(operator, found, place)
            }
            Expr::Choice(test, first, second) => match self.condition(test, true, place) {
                Truth::True => told("?: first", self.amount(first, place), place),
                Truth::False => told("?: second", self.amount(second, place), place),
                Truth::Unknown => told("?: test unknown", Quantity::Unknown, place),
            },
            Expr::Call(name, given) => told(name, self.function(name, given, place), place),
            Expr::Rows(repeat, what, name, body) => {
                told(&format!("rows.{what}"), self.over_rows(repeat, what, name, body, place), place)
            }
            Expr::Name(path) => self.named(path, place),
            other => panic!("not a number: {other:?}"),
        }
    }

    fn named(&self, path: &[String], place: &Place) -> Quantity {
        match self.meaning(path, place) {
            Meaning::Item(_) => match self.side(&Expr::Name(path.to_vec()), place) {
                Side::Absent => Quantity::Absent,
                Side::Unknown => Quantity::Unknown,
                Side::Amount(amount) => amount,
                other => panic!("not a number: {path:?} is {other:?}"),
            },
            Meaning::Calculate(id, row) => self.calculated(&id, row.as_ref(), place.earned),
            Meaning::Part(path) if path[0] == "scores" => self.score_reads(&path[1], place.earned),
            _ => panic!("not a number: {path:?}"),
        }
    }

    /// A calculate that is a number.
    pub fn calculated(&self, id: &str, row: Option<&(String, String)>, earned: bool) -> Quantity {
        let place = Place { row: row.cloned(), earned, ..Place::default() };
        self.amount(&self.form.calculates[id].value, &place)
    }

    fn function(&self, name: &str, given: &[Expr], place: &Place) -> Quantity {
        match name {
            "yearsBetween" => match (self.side(&given[0], place), self.side(&given[1], place)) {
                (Side::Absent, _) | (_, Side::Absent) => Quantity::Absent,
                (Side::Days((a, b)), Side::Days((c, d))) => {
                    let years = |from, to| Number::from_integer(years_between(from, to).into());
                    // Born last and looked at first is youngest.
                    Quantity::Within(years(b, c), years(a, d))
                }
                _ => Quantity::Unknown,
            },
            "size" => {
                let Expr::Name(path) = &given[0] else { panic!("size of a list") };
                match self.listed(&path[0]) {
                    None => Quantity::Absent,
                    Some((_, false)) => Quantity::Unknown,
                    Some((rows, true)) => Quantity::whole(rows.len()),
                }
            }
            "count" => count(given.iter().map(|one| self.condition(one, true, place))),
            _ => aggregate(name, given.iter().map(|one| self.amount(one, place)).collect()),
        }
    }

    fn over_rows(&self, repeat: &str, what: &str, name: &str, body: &Expr, place: &Place) -> Quantity {
        let rows = match self.listed(repeat) {
            None => return Quantity::Absent,
            Some((_, false)) => return Quantity::Unknown,
            Some((rows, true)) => rows,
        };
        let places = rows.iter().map(|row| Self::within(repeat, row, name, place));
        match what {
            "count" => count(places.map(|place| self.condition(body, true, &place))),
            "sum" if rows.is_empty() => Quantity::whole(0),
            _ if rows.is_empty() => Quantity::Unknown,
            _ => aggregate(what, places.map(|place| self.amount(body, &place)).collect()),
        }
    }
}

/// How many hold: those that do for certain, up to those that may.
fn count(truths: impl Iterator<Item = Truth>) -> Quantity {
    let truths: Vec<Truth> = truths.collect();
    let certain = truths.iter().filter(|truth| **truth == Truth::True).count();
    let possible = truths.iter().filter(|truth| **truth != Truth::False).count();
    Quantity::Within(integer(certain), integer(possible))
}

/// Counts how a number came out.
fn told(what: &str, found: Quantity, place: &Place) -> Quantity {
    if !place.earned {
        let kind = match &found {
            Quantity::Absent => "absent",
            Quantity::Unknown => "unknown",
            Quantity::Within(low, high) if low == high => "known",
            Quantity::Within(..) => "interval",
        };
        hit(format!("{what} = {kind}"));
    }
    found
}

/// `sum`, `mean`, `min`, `max` of operands: the absent are left out.
fn aggregate(name: &str, operands: Vec<Quantity>) -> Quantity {
    let there: Vec<Quantity> = operands.into_iter().filter(|operand| *operand != Quantity::Absent).collect();
    let number = there.len();
    let fold = |lower: fn(&Number, &Number) -> bool| {
        there.iter().cloned().reduce(|one, other| match (one, other) {
            (Quantity::Within(a, b), Quantity::Within(c, d)) => {
                let pick = |one: Number, other: Number| if lower(&one, &other) { one } else { other };
                Quantity::Within(pick(a, c), pick(b, d))
            }
            _ => Quantity::Unknown,
        })
    };
    let sum = || there.iter().cloned().reduce(|one, other| one.combine("+", other));
    let found = match name {
        "sum" => sum(),
        "mean" => sum().map(|sum| sum.combine("/", Quantity::whole(number))),
        "min" => fold(|one, other| one <= other),
        "max" => fold(|one, other| one >= other),
        other => panic!("no such function: {other}"),
    };
    found.unwrap_or(Quantity::Absent)
}
