//! Scores, by writing out every completion of their items.

use super::form::{Question, text};
use super::hits::hit;
use super::sheet::{Place, Reading, Sheet, State};
use super::values::{Number, Quantity, decimal, half_up, integer, spread};
use num_traits::Zero;
use serde_json::Value;
use std::collections::BTreeSet;

/// More completions than this are not written out: the range is then not compared.
pub const MOST: usize = 3000;

/// What one item of a score can be in a completion.
#[derive(Clone, Debug)]
enum Term {
    Weight(Number),
    /// Closed without an answer.
    Missing,
    NotThere,
}

/// A score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Total {
    Absent,
    Known(Number),
    Unknown(Option<(Number, Number)>),
    /// There were too many completions to write out.
    TooMany,
}

/// What a total is made of.
struct Recipe<'a> {
    json: &'a Value,
    items: Vec<Part<'a>>,
}

struct Part<'a> {
    question: &'a Question,
    /// Every weight it can have, before it is reversed: the two ends for a number.
    weights: Vec<Number>,
    reversed: bool,
    factor: Option<Number>,
    threshold: Option<Number>,
}

fn number(value: &Value) -> Number {
    decimal(&value.to_string()).unwrap_or_else(|| panic!("not a number: {value}"))
}

fn lowest(numbers: &[Number]) -> &Number {
    numbers.iter().min().expect("a weight")
}

fn highest(numbers: &[Number]) -> &Number {
    numbers.iter().max().expect("a weight")
}

impl Part<'_> {
    /// The weight after reversing, threshold or factor.
    fn worth(&self, weight: &Number) -> Number {
        let weight = if self.reversed { lowest(&self.weights) + highest(&self.weights) - weight } else { *weight };
        match (&self.threshold, &self.factor) {
            (Some(least), _) => integer(usize::from(weight >= *least)),
            (None, Some(factor)) => weight * factor,
            _ => weight,
        }
    }
}

/// The weight of one code.
fn weight_of(question: &Question, weights: &Value, code: &str) -> Number {
    match weights {
        Value::Object(named) => number(&named[code]),
        _ => number(&question.choice(code).expect("a choice")["weight"]),
    }
}

fn every_weight(question: &Question, weights: &Value) -> Vec<Number> {
    let of = |choice: &Value| weight_of(question, weights, text(choice, "code").expect("a code"));
    match question.kind.as_str() {
        "integer" | "decimal" => ["min", "max"].iter().map(|bound| number(&question.json[*bound])).collect(),
        "multiple" => {
            let is_exclusive = |choice: &&Value| choice.get("exclusive") == Some(&Value::Bool(true));
            let alone = question.choices.iter().filter(is_exclusive).map(of);
            let others: Vec<Number> = question.choices.iter().filter(|choice| !is_exclusive(choice)).map(of).collect();
            let ticked = (1_usize..1 << others.len()).map(|set| {
                others.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1).map(|(_, weight)| weight).sum()
            });
            let all: BTreeSet<Number> = alone.chain(ticked).collect();
            all.into_iter().collect()
        }
        _ => {
            let all: BTreeSet<Number> = question.choices.iter().map(of).collect();
            all.into_iter().collect()
        }
    }
}

impl Sheet<'_> {
    fn recipe(&self, score: &str) -> Recipe<'_> {
        let json = self.form.part("scores", score);
        let weights = json["weights"].as_object().expect("weights");
        let items = weights
            .iter()
            .map(|(item, weights)| {
                let question = self.form.question(item);
                let named = |key: &str| json.get(key).and_then(|named| named.get(item)).map(number);
                let counted = json["method"] == "count";
                let threshold = named("thresholds").or_else(|| json.get("threshold").map(number));
                Part {
                    question,
                    weights: every_weight(question, weights),
                    reversed: super::form::list(json, "reverse").iter().any(|reversed| reversed == item),
                    factor: named("factors"),
                    threshold: threshold.filter(|_| counted),
                }
            })
            .collect();
        Recipe { json, items }
    }

    /// What an item is now: every term some completion gives it, and whether it is settled.
    fn terms(&self, recipe: &Recipe<'_>, part: &Part<'_>) -> (Vec<Term>, bool) {
        let id = &part.question.id;
        let weights = &recipe.json["weights"][id];
        let skipped = recipe.json.get("whenIrrelevant").and_then(|named| named.get(id)).map(number);
        let not_there = skipped.map_or(Term::NotThere, Term::Weight);
        let any = || part.weights.iter().copied().map(Term::Weight);
        let silent = part.question.text("whenMissing").map(|code| weight_of(part.question, weights, code));
        let declined = silent.map_or(Term::Missing, Term::Weight);
        match self.state(id).0 {
            State::Irrelevant => (vec![not_there], true),
            // At the end it is still not known whether it applies.
            State::Missing(_) if !self.state(id).1 => {
                if recipe.json.get("whenIrrelevant").and_then(|named| named.get(id)).is_some() {
                    return (any().chain([Term::Missing]).collect(), false);
                }
                hit("score: not known whether a silence applies");
                (vec![Term::Missing, not_there], true)
            }
            // The age group while the birth is open may yet read as anything.
            State::Missing(_) | State::Answered if self.birth_is_open(id) => (any().chain([declined]).collect(), false),
            State::Undecided => (any().chain([declined, Term::Missing, not_there]).collect(), false),
            State::Open | State::Invalid => (any().chain([declined]).collect(), false),
            State::Missing(_) | State::Answered => match self.reading(id, false) {
                Reading::Code(code) => (vec![Term::Weight(weight_of(part.question, weights, &code))], true),
                Reading::Codes(codes) => {
                    let sum = codes.iter().map(|code| weight_of(part.question, weights, code)).sum();
                    (vec![Term::Weight(sum)], true)
                }
                Reading::Number(number) => (vec![Term::Weight(number)], true),
                Reading::Unknown => (vec![Term::Missing], true),
                other => panic!("{id} weighs {other:?}"),
            },
        }
    }

    pub fn score(&self, score: &str) -> Total {
        if let Some(known) = self.totals.borrow().get(score) {
            return known.clone();
        }
        let total = self.work_out_score(score);
        self.totals.borrow_mut().insert(score.to_owned(), total.clone());
        total
    }

    fn work_out_score(&self, score: &str) -> Total {
        let json = self.form.part("scores", score);
        if json["method"] == "calculate" {
            return self.calculated_score(json);
        }
        let recipe = self.recipe(score);
        let terms: Vec<(Vec<Term>, bool)> = recipe.items.iter().map(|part| self.terms(&recipe, part)).collect();
        if terms.iter().map(|(terms, _)| terms.len()).product::<usize>() > MOST {
            return Total::TooMany;
        }
        let is_closed = terms.iter().all(|(_, closed)| *closed);
        let mut completions: Vec<Vec<Term>> = vec![Vec::new()];
        for (terms, _) in &terms {
            completions = completions
                .iter()
                .flat_map(|begun| terms.iter().map(|term| begun.iter().cloned().chain([term.clone()]).collect()))
                .collect();
        }
        let totals: Vec<Total> = completions.iter().map(|completion| total(&recipe, completion)).collect();
        if is_closed && totals.iter().all(|total| *total == totals[0]) {
            return totals[0].clone();
        }
        let mut ends = Vec::new();
        for total in totals {
            match total {
                Total::Known(number) => ends.push(number),
                Total::Unknown(Some((low, high))) => ends.extend([low, high]),
                _ => return Total::Unknown(None),
            }
        }
        let Some(Quantity::Within(low, high)) = spread(ends) else { return Total::Unknown(None) };
        Total::Unknown(Some((low, high)))
    }

    fn calculated_score(&self, json: &Value) -> Total {
        let value = super::form::condition(json, "value").expect("a value");
        let round = |number: &Number| rounded(json, *number);
        match self.amount(&value, &Place::default()) {
            Quantity::Absent => gate(json),
            Quantity::Unknown => Total::Unknown(None),
            Quantity::Within(low, high) if low == high => Total::Known(round(&low)),
            Quantity::Within(low, high) => Total::Unknown(Some((round(&low), round(&high)))),
        }
    }

    /// What a condition reads from a score; earned, only what answers to all of it make.
    pub fn score_reads(&self, score: &str, earned: bool) -> Quantity {
        let key = (score.to_owned(), earned);
        if let Some(known) = self.amounts.borrow().get(&key) {
            return known.clone();
        }
        let read = match self.score(score) {
            Total::Absent => Quantity::Absent,
            Total::Known(number) => Quantity::exactly(number),
            Total::Unknown(None) => Quantity::Unknown,
            Total::Unknown(Some((low, high))) => Quantity::Within(low, high),
            Total::TooMany => {
                hit("score: too many completions");
                Quantity::Unknown
            }
        };
        let read = if earned && !self.is_earned(score) { Quantity::Unknown } else { read };
        self.amounts.borrow_mut().insert(key, read.clone());
        read
    }

    /// Whether every item of a score has an answer that it reads.
    fn is_earned(&self, score: &str) -> bool {
        let json = self.form.part("scores", score);
        if json["method"] == "calculate" {
            let value = super::form::condition(json, "value").expect("a value");
            return self.amount(&value, &Place { earned: true, ..Place::default() }).single().is_some();
        }
        let items = json["weights"].as_object().expect("weights").keys();
        items.into_iter().all(|item| {
            self.state(item).0 == State::Answered
                && self.reading(item, true) != Reading::Unknown
                && self.not_offered(item).is_empty()
        })
    }
}

/// What a completion comes to.
fn total(recipe: &Recipe<'_>, completion: &[Term]) -> Total {
    let parts = || recipe.items.iter().zip(completion);
    let weighed: Vec<Number> = parts()
        .filter_map(|(part, term)| match term {
            Term::Weight(weight) => Some(part.worth(weight)),
            _ => None,
        })
        .collect();
    let missing: Vec<&Part<'_>> =
        parts().filter(|(_, term)| matches!(term, Term::Missing)).map(|(part, _)| part).collect();
    let (answered, applicable) = (weighed.len(), weighed.len() + missing.len());
    if applicable == 0 {
        hit("score: not applicable");
        return gate(recipe.json);
    }
    if missing.is_empty() {
        return Total::Known(finish(recipe, &weighed, applicable));
    }
    let rule = &recipe.json["missing"];
    let limit = |key: &str| rule.get(key).and_then(Value::as_u64).map(|limit| usize::try_from(limit).unwrap());
    let filled = limit("atMost").is_some_and(|most| missing.len() <= most)
        || limit("atLeast").is_some_and(|least| answered >= least);
    if answered > 0 && rule == "zero" {
        hit("score: a silence weighs zero");
        let zeros = missing.iter().map(|_| Number::zero());
        return Total::Known(finish(recipe, &weighed.iter().copied().chain(zeros).collect::<Vec<_>>(), applicable));
    }
    if answered > 0 && filled {
        hit("score: filled");
        // The mean of the answered stands for each that is missing: for a sum, sum × n / k.
        let mean = weighed.iter().sum::<Number>() / integer(answered);
        let filled: Vec<Number> = weighed.iter().copied().chain(missing.iter().map(|_| mean)).collect();
        return Total::Known(finish(recipe, &filled, applicable));
    }
    hit("score: unknown for a silence");
    // Not known: each that is missing weighs from its least to its most.
    let mut ways = vec![weighed];
    for part in missing {
        let ends = [part.worth(lowest(&part.weights)), part.worth(highest(&part.weights))];
        ways = ways.iter().flat_map(|way| ends.iter().map(|end| [way.as_slice(), &[*end]].concat())).collect();
    }
    match spread(ways.iter().map(|way| finish(recipe, way, applicable))) {
        Some(Quantity::Within(low, high)) => Total::Unknown(Some((low, high))),
        _ => Total::Unknown(None),
    }
}

/// The total of so many worths, with the factor of the whole, rounded once.
fn finish(recipe: &Recipe<'_>, worths: &[Number], applicable: usize) -> Number {
    let sum = || worths.iter().sum::<Number>();
    let total = match recipe.json["method"].as_str().expect("a method") {
        "sum" | "count" => sum(),
        "mean" => sum() / integer(applicable),
        "product" => worths.iter().fold(integer(1), |product, worth| product * worth),
        "min" => *lowest(worths),
        "max" => *highest(worths),
        other => panic!("no such method: {other}"),
    };
    let total = recipe.json.get("factor").map_or(total, |factor| total * number(factor));
    rounded(recipe.json, total)
}

/// Rounding is applied to every total, the one of a gate too (16).
fn rounded(score: &Value, total: Number) -> Number {
    if score["round"] == "halfUp" { half_up(&total) } else { total }
}

/// The total where nothing of a score applies.
fn gate(score: &Value) -> Total {
    score.get("whenNotApplicable").map_or(Total::Absent, |gate| Total::Known(rounded(score, number(gate))))
}
