//! The range of a score against every completion, enumerated: all methods, all rules for silences, three questions in
//! each of their states, with what turns, multiplies, rounds and stands in (semantics 16 and 17).
//!
//! The second evaluator below is written from the rules alone, with fractions of its own.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod common;

use common::questions::{only, single, yes_no};
use common::{Draft, Interview};
use serde_json::{Value, json};

/// A fraction; the second is above zero.
type Fraction = (i64, i64);

fn plus(one: Fraction, other: Fraction) -> Fraction {
    (one.0 * other.1 + other.0 * one.1, one.1 * other.1)
}

fn times(one: Fraction, other: Fraction) -> Fraction {
    (one.0 * other.0, one.1 * other.1)
}

fn less(one: Fraction, other: Fraction) -> bool {
    one.0 * other.1 < other.0 * one.1
}

/// As the engine writes it: a decimal where there is a finite one here (halves of halves), else `n/d`.
fn shown((over, under): Fraction) -> String {
    let mut divisor = (over.abs(), under);
    while divisor.1 != 0 {
        divisor = (divisor.1, divisor.0 % divisor.1);
    }
    let (over, under) = (over / divisor.0, under / divisor.0);
    match under {
        1 => over.to_string(),
        2 | 4 | 8 | 16 => {
            let parts = over * (10_000 / under);
            let sign = if parts < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{:04}", parts.abs() / 10_000, parts.abs() % 10_000);
            text.trim_end_matches('0').to_owned()
        }
        _ => format!("{over}/{under}"),
    }
}

/// The weights of the three questions, in halves.
const WEIGHTS: [[i64; 3]; 3] = [[2, 4, 8], [-4, 1, 10], [0, 3, 3]];

/// How a question stands: one of its weights, open, a silence, not asked, or perhaps to be asked.
const STANDS: [&str; 7] = ["w0", "w1", "w2", ".", "?", "x", "u"];

#[derive(Clone, Copy, PartialEq)]
enum Missing {
    Unknown,
    Zero,
    AtMost(usize),
    AtLeast(usize),
}

#[derive(Clone, Copy)]
struct Plan {
    method: &'static str,
    missing: Missing,
    /// Multiplied after it was turned round; a count has a threshold, in halves, instead.
    factors: [i64; 3],
    reversed: [bool; 3],
    whole: Fraction,
    round: bool,
    gate: Option<i64>,
    by_design: [Option<usize>; 3],
}

/// One question in one completion.
#[derive(Clone, Copy)]
enum Term {
    Weighs(Fraction),
    Silent,
    Gone,
}

impl Plan {
    fn weigh(&self, item: usize, weight: i64) -> Fraction {
        let (least, most) = (*WEIGHTS[item].iter().min().unwrap(), *WEIGHTS[item].iter().max().unwrap());
        let weight = if self.reversed[item] { least + most - weight } else { weight };
        if self.method == "count" { (i64::from(weight >= 3), 1) } else { (weight * self.factors[item], 2) }
    }

    fn bounds(&self, item: usize) -> [Fraction; 2] {
        let all = WEIGHTS[item].map(|weight| self.weigh(item, weight));
        let pick = |want_less: bool| {
            all.into_iter().reduce(|one, other| if less(other, one) == want_less { other } else { one }).unwrap()
        };
        [pick(true), pick(false)]
    }

    /// What the items come to, every one of `n` having a weight.
    fn put_together(&self, weights: &[Fraction]) -> Fraction {
        let pick = |want_less: bool| {
            weights
                .iter()
                .copied()
                .reduce(|one, other| if less(other, one) == want_less { other } else { one })
                .unwrap()
        };
        match self.method {
            "product" => weights.iter().copied().fold((1, 1), times),
            "min" => pick(true),
            "max" => pick(false),
            "mean" => times(weights.iter().copied().fold((0, 1), plus), (1, i64::try_from(weights.len()).unwrap())),
            _ => weights.iter().copied().fold((0, 1), plus),
        }
    }

    fn last(&self, total: Fraction) -> Fraction {
        if self.round { ((2 * total.0 + total.1).div_euclid(2 * total.1), 1) } else { total }
    }

    /// The totals a completion comes to, and whether it is known; none where nothing applies and nothing stands in.
    fn total(&self, terms: [Term; 3]) -> Option<(Vec<Fraction>, bool)> {
        let (mut known, mut silent) = (Vec::new(), Vec::new());
        for (item, term) in terms.into_iter().enumerate() {
            match term {
                Term::Weighs(weight) => known.push(weight),
                Term::Silent => silent.push(item),
                Term::Gone => {}
            }
        }
        let (k, n) = (known.len(), known.len() + silent.len());
        if n == 0 {
            return self.gate.map(|total| (vec![self.last((total, 1))], true));
        }
        let stands = match self.missing {
            _ if k == 0 => false,
            _ if silent.is_empty() => true,
            Missing::Unknown => false,
            Missing::Zero => true,
            Missing::AtMost(count) => silent.len() <= count,
            Missing::AtLeast(count) => k >= count,
        };
        let finish = |total: Fraction| self.last(times(total, self.whole));
        if stands {
            let filled = match (self.missing, self.method) {
                (Missing::Zero, _) => {
                    known.resize(n, (0, 1));
                    self.put_together(&known)
                }
                (_, "mean") => self.put_together(&known),
                _ if silent.is_empty() => self.put_together(&known),
                _ => times(self.put_together(&known), (i64::try_from(n).unwrap(), i64::try_from(k).unwrap())),
            };
            return Some((vec![finish(filled)], true));
        }
        // Each silence takes either end of its own weights.
        let mut ends = Vec::new();
        for pattern in 0..1 << silent.len() {
            let mut weights = known.clone();
            weights.extend(silent.iter().enumerate().map(|(place, item)| self.bounds(*item)[pattern >> place & 1]));
            ends.push(finish(self.put_together(&weights)));
        }
        Some((ends, false))
    }

    fn completions(&self, item: usize, stands: &str) -> Vec<Term> {
        let gone = match self.by_design[item] {
            Some(weight) => Term::Weighs(self.weigh(item, WEIGHTS[item][weight])),
            None => Term::Gone,
        };
        let mut open: Vec<Term> =
            WEIGHTS[item].iter().map(|weight| Term::Weighs(self.weigh(item, *weight))).chain([Term::Silent]).collect();
        match stands {
            "." => open,
            "u" => {
                open.push(gone);
                open
            }
            "?" => vec![Term::Silent],
            "x" => vec![gone],
            weight => vec![Term::Weighs(self.weigh(item, WEIGHTS[item][usize::from(weight.as_bytes()[1] - b'0')]))],
        }
    }

    fn expected(&self, stands: [&str; 3]) -> String {
        let ways = [0, 1, 2].map(|item| self.completions(item, stands[item]));
        let (mut totals, mut all_known, mut none) = (Vec::new(), true, false);
        for first in &ways[0] {
            for second in &ways[1] {
                for third in &ways[2] {
                    match self.total([*first, *second, *third]) {
                        Some((found, known)) => {
                            totals.extend(found);
                            all_known &= known;
                        }
                        None => none = true,
                    }
                }
            }
        }
        let certain = ways.iter().all(|ways| ways.len() == 1);
        match (certain, none) {
            (true, true) => return "absent".into(),
            (false, true) => return "unknown".into(),
            _ => {}
        }
        let pick = |want_less: bool| {
            totals.iter().copied().reduce(|one, other| if less(other, one) == want_less { other } else { one }).unwrap()
        };
        let (least, most) = (pick(true), pick(false));
        if certain && all_known { shown(least) } else { [shown(least), shown(most)].join("..") }
    }

    fn draft(&self) -> Draft {
        let mut draft = Draft::new();
        let (mut weights, mut factors, mut by_design) = (json!({}), json!({}), json!({}));
        for (item, own) in WEIGHTS.into_iter().enumerate() {
            let (id, gate) = (format!("q{item}"), format!("g{item}"));
            draft = draft.ask(yes_no(&gate)).ask(only(single(&id, &["w0", "w1", "w2"]), &gate));
            let half =
                |weight: i64| json!(serde_json::Number::from_f64(f64::from(i32::try_from(weight).unwrap()) / 2.0));
            let [one, two, three] = own.map(half);
            weights[&id] = json!({ "w0": one, "w1": two, "w2": three });
            if self.method != "count" {
                factors[&id] = json!(self.factors[item]);
            }
            if let Some(weight) = self.by_design[item] {
                by_design[&id] = half(own[weight]);
            }
        }
        let missing = match self.missing {
            Missing::Unknown => json!("unknown"),
            Missing::Zero => json!("zero"),
            Missing::AtMost(count) => json!({ "atMost": count, "fill": "mean" }),
            Missing::AtLeast(count) => json!({ "atLeast": count, "fill": "mean" }),
        };
        let reverse: Vec<_> = (0..3).filter(|item| self.reversed[*item]).map(|item| format!("q{item}")).collect();
        let mut score = json!({ "id": "s", "method": self.method, "missing": missing, "weights": weights,
            "factors": factors, "reverse": reverse, "whenIrrelevant": by_design,
            "factor": serde_json::Number::from_f64(f64::from(i32::try_from(self.whole.0).unwrap()) / f64::from(i32::try_from(self.whole.1).unwrap())),
            "round": if self.round { "halfUp" } else { "none" } });
        if self.method == "count" {
            score["threshold"] = json!(1.5);
        }
        if let Some(total) = self.gate {
            score["whenNotApplicable"] = Value::from(total);
        }
        draft.set("/scores", json!([score]))
    }
}

fn plans() -> Vec<Plan> {
    let mut plans = Vec::new();
    for method in ["sum", "mean", "count", "product", "min", "max"] {
        let rules = [Missing::Unknown, Missing::Zero, Missing::AtMost(1), Missing::AtLeast(1), Missing::AtLeast(2)];
        let bears = if matches!(method, "sum" | "mean" | "count") { rules.len() } else { 1 };
        for missing in &rules[..bears] {
            let plain = Plan {
                method,
                missing: *missing,
                factors: [1; 3],
                reversed: [false; 3],
                whole: (1, 1),
                round: false,
                gate: None,
                by_design: [None; 3],
            };
            plans.push(Plan { factors: [1, -2, 3], reversed: [true, false, true], whole: (-1, 2), ..plain });
            plans.push(Plan { round: true, gate: Some(7), factors: [3, 1, 1], ..plain });
            plans.push(Plan { by_design: [None, Some(1), None], reversed: [false, true, false], ..plain });
            plans.push(plain);
        }
    }
    plans
}

#[test]
fn every_score_holds_exactly_its_completions() {
    let mut checked = 0;
    for plan in plans() {
        let (form, name) = (plan.draft().form(), plan.draft().text());
        for one in STANDS {
            for two in STANDS {
                for three in STANDS {
                    let stands = [one, two, three];
                    let mut interview = Interview::of(&form);
                    for (item, stands) in stands.into_iter().enumerate() {
                        let (id, gate) = (format!("q{item}"), format!("g{item}"));
                        match stands {
                            "u" => continue,
                            "x" => interview.give(&gate, "no"),
                            _ => interview.give(&gate, "yes"),
                        }
                        match stands {
                            "?" => interview.give(&id, "?declined"),
                            weight if weight.starts_with('w') => interview.give(&id, weight),
                            _ => {}
                        }
                    }
                    assert_eq!(interview.number("scores.s"), plan.expected(stands), "16, 17: {stands:?} of {name}");
                    checked += 1;
                }
            }
        }
    }
    assert_eq!(checked, (3 * 5 + 3) * 4 * 7 * 7 * 7);
}
