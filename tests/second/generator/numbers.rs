//! Random numbers, with the bounds they have, and comparisons that can come out either way.

use super::expressions::ROW;
use super::{Known, Maker, Thing, literal};
use std::collections::BTreeSet;

/// A number as an expression.
#[derive(Clone, Debug)]
pub struct Amount {
    pub text: String,
    pub low: f64,
    pub high: f64,
    pub whole: bool,
}

impl Maker {
    /// A comparison of a number that names this.
    pub fn number_atom(&mut self, known: &Known, used: &mut BTreeSet<String>) -> Option<String> {
        let mut amount = self.amount_of(known, used)?;
        used.insert(known.name.clone());
        if self.chance(45) {
            amount = self.worked(amount, used);
        }
        self.compared(&amount)
    }

    /// A comparison with a literal strictly between the bounds.
    pub fn compared(&mut self, amount: &Amount) -> Option<String> {
        let Amount { text, low, high, whole } = amount;
        let halves: Vec<f64> = (1..40)
            .map(|step| (low * 2.0).floor() / 2.0 + f64::from(step) * ((high - low) / 20.0).max(0.5).ceil() / 2.0)
            .filter(|between| between > low && between < high)
            .collect();
        let units: Vec<f64> = halves.iter().copied().filter(|between| between.fract() == 0.0).collect();
        if self.chance(30) && !units.is_empty() {
            let one = self.pick(&units);
            let one_text = literal(one);
            return Some(match self.random.u8(0..3) {
                0 => format!("{text} == {one_text}"),
                1 => format!("{text} != {one_text}"),
                _ if units.len() > 1 && *whole => {
                    let other = self.pick(&units);
                    let other = literal(other);
                    if other == one_text {
                        format!("{text} in [{one_text}]")
                    } else {
                        format!("{text} in [{one_text}, {other}]")
                    }
                }
                _ => format!("{text} == {one_text}"),
            });
        }
        let bound = if halves.is_empty() { return None } else { literal(self.pick(&halves)) };
        let operator = self.pick(&["<", "<=", ">", ">="]);
        Some(if self.chance(15) { format!("{bound} {operator} {text}") } else { format!("{text} {operator} {bound}") })
    }

    /// The number something is read as by itself.
    fn amount_of(&mut self, known: &Known, used: &mut BTreeSet<String>) -> Option<Amount> {
        let name = known.name.clone();
        if let Thing::Repeat { rows } = &known.thing {
            return self.over_rows(&name, &rows.clone(), used);
        }
        let (low, high, whole) = known.thing.number()?;
        Some(Amount { text: name, low, high, whole })
    }

    fn over_rows(&mut self, name: &str, rows: &[Known], used: &mut BTreeSet<String>) -> Option<Amount> {
        let what = self.pick(&["size", "count", "sum", "sum", "min", "max", "mean"]);
        if what == "size" {
            return Some(Amount { text: format!("size({name})"), low: 0.0, high: 5.0, whole: true });
        }
        if what == "count" {
            let body = self.body_condition(name, rows, used)?;
            return Some(Amount { text: format!("{name}.count({ROW}, {body})"), low: 0.0, high: 5.0, whole: true });
        }
        let dates: Vec<&Known> = rows.iter().filter(|row| matches!(row.thing, Thing::Date)).collect();
        if let Some(date) = dates.first()
            && self.chance(50)
        {
            self.read.insert(date.name.clone());
            let until = match dates.get(1).filter(|_| self.chance(50)) {
                Some(other) => format!("{ROW}.{}", other.name),
                None => "today".to_owned(),
            };
            let text = format!("{name}.{what}({ROW}, yearsBetween({ROW}.{}, {until}))", date.name);
            return Some(Amount { text, low: 0.0, high: 30.0, whole: what != "mean" });
        }
        let numbers: Vec<Known> = rows.iter().filter(|row| row.thing.number().is_some()).cloned().collect();
        let Known { name: row, thing, .. } = self.pick(&numbers);
        let (low, high, whole) = thing.number()?;
        self.read.insert(row.clone());
        let body = if self.chance(30) { format!("{ROW}.{row} + 1") } else { format!("{ROW}.{row}") };
        let more = f64::from(u8::from(body.contains('+')));
        let (low, high) = (low + more, high + more);
        let text = format!("{name}.{what}({ROW}, {body})");
        // Of a sum only what one row can add is sure to be within reach.
        Some(Amount { text, low: if what == "sum" { low.min(0.0) } else { low }, high, whole: whole && what != "mean" })
    }

    /// Works with a number: operators, functions, the choice between two.
    pub fn worked(&mut self, amount: Amount, used: &mut BTreeSet<String>) -> Amount {
        let Amount { text, low, high, whole } = amount;
        let step = self.random.u8(0..9);
        match step {
            0 => {
                let by = self.pick(&[2.0, 3.0]);
                Amount { text: format!("{text} * {by}"), low: low * by, high: high * by, whole }
            }
            1 => Amount { text: format!("{text} / 4"), low: low / 4.0, high: high / 4.0, whole: false },
            2 => Amount { text: format!("-{text}"), low: -high, high: -low, whole },
            3 if whole => {
                let by = self.pick(&[2.0, 3.0]);
                let (least, most) = (if low < 0.0 { 1.0 - by } else { 0.0 }, if high > 0.0 { by - 1.0 } else { 0.0 });
                Amount { text: format!("{text} % {by}"), low: least, high: most, whole: true }
            }
            4 => {
                let Some(test) = self.atom(used) else { return Amount { text, low, high, whole } };
                let chosen = format!("(({test}) ? {text} : {})", literal(low.floor()));
                Amount { text: chosen, low: low.floor(), high, whole }
            }
            5 => {
                let Some(first) = self.atom(used) else { return Amount { text, low, high, whole } };
                let Some(second) = self.atom(used) else { return Amount { text, low, high, whole } };
                let text = format!("{text} + count({first}, {second})");
                Amount { text, low, high: high + 2.0, whole }
            }
            _ => self.joined(Amount { text, low, high, whole }, used),
        }
    }

    /// Two numbers together.
    fn joined(&mut self, one: Amount, used: &mut BTreeSet<String>) -> Amount {
        let numeric = |known: &Known| known.thing.number().is_some() || matches!(known.thing, Thing::Repeat { .. });
        let others: Vec<Known> =
            self.known.iter().filter(|known| numeric(known) && !used.contains(&known.name)).cloned().collect();
        if others.is_empty() {
            return one;
        }
        // Two that may both not apply show what is left when nothing is.
        let gated: Vec<Known> = others.iter().filter(|known| known.gated).cloned().collect();
        let known = if !gated.is_empty() && self.chance(60) { self.pick(&gated) } else { self.pick(&others) };
        let Some(other) = self.amount_of(&known, used) else { return one };
        used.insert(known.name.clone());
        self.read.insert(known.name);
        let whole = one.whole && other.whole;
        let (a, b) = (one.text, other.text);
        let pair = |text: String, low: f64, high: f64, whole| Amount { text, low, high, whole };
        match self.random.u8(0..8) {
            0 => pair(format!("({a} - {b})"), one.low - other.high, one.high - other.low, whole),
            1 => {
                let ends = [one.low * other.low, one.low * other.high, one.high * other.low, one.high * other.high];
                let (low, high) =
                    (ends.iter().copied().fold(f64::MAX, f64::min), ends.iter().copied().fold(f64::MIN, f64::max));
                pair(format!("{a} * {b}"), low, high, whole)
            }
            2 => pair(format!("sum({a}, {b})"), one.low + other.low, one.high + other.high, whole),
            3 => pair(format!("min({a}, {b})"), one.low.min(other.low), one.high.min(other.high), whole),
            4 => pair(format!("max({a}, {b})"), one.low.max(other.low), one.high.max(other.high), whole),
            5 => pair(
                format!("mean({a}, {b})"),
                f64::midpoint(one.low, other.low),
                f64::midpoint(one.high, other.high),
                false,
            ),
            6 if other.low >= 0.0 && !b.contains("scores") && !b.contains("calc") => {
                let ends = [one.low, one.high, one.low / (other.high + 1.0), one.high / (other.high + 1.0)];
                let (low, high) =
                    (ends.iter().copied().fold(f64::MAX, f64::min), ends.iter().copied().fold(f64::MIN, f64::max));
                pair(format!("{a} / ({b} + 1)"), low, high, false)
            }
            _ => pair(format!("({a} + {b})"), one.low + other.low, one.high + other.high, whole),
        }
    }

    /// A calculate of either kind.
    pub fn calculate(&mut self, id: &str) -> Option<(serde_json::Value, Known)> {
        let mut used = BTreeSet::new();
        let (value, thing) = if self.chance(50) {
            (self.compound(1, &mut used)?, Thing::Condition)
        } else {
            let numbers: Vec<Known> =
                self.known.iter().filter(|known| known.thing.number().is_some()).cloned().collect();
            if numbers.is_empty() {
                return None;
            }
            let known = self.pick(&numbers);
            let amount = self.amount_of(&known, &mut used)?;
            used.insert(known.name.clone());
            self.read.insert(known.name);
            let Amount { text, low, high, whole } = self.worked(amount, &mut used);
            (text, Thing::Number { low, high, whole })
        };
        let item = serde_json::json!({ "id": id, "type": "calculate", "value": value });
        let known = Known { name: id.to_owned(), thing, reasons: Vec::new(), gated: false, weights: None };
        Some((item, known))
    }
}
