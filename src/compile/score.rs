//! Scores: what each item weighs, what is made of silences, the bands.

use super::Maker;
use super::names::{Known, place};
use crate::definition::{self as authored, FormDefinition, Map, MissingRule, MissingWord, Round, Weights, WeightsWord};
use crate::diagnostic::Code;
use crate::expression::{Scope, Value, value};
use crate::form::{Band, BandSet, Choice, Item, Missing, Score, Term};
use crate::number::Ratio;
use crate::value::{ItemType, Method};

/// Most items of a score that makes something else of silences than unknown.
const MOST_TERMS: usize = 200;

impl Maker {
    pub(super) fn scores(&mut self, definition: &FormDefinition, known: &Known<'_>, items: &[Item]) -> Vec<Score> {
        self.unique("scores", Code::DuplicateId, definition.scores.iter().map(|score| &*score.id));
        self.each("scores", &definition.scores, |maker, score| maker.score(score, known, items))
    }

    fn score(&mut self, score: &authored::Score, known: &Known<'_>, items: &[Item]) -> Score {
        let missing = self.missing(score);
        let terms = self.weighed(score, items);
        if missing != Missing::Unknown && terms.len() > MOST_TERMS {
            self.at("weights", |maker| maker.tell(Code::TooMany, &MOST_TERMS.to_string()));
        }
        self.only_where_used(score);
        let value = self.total_value(score, known);
        let mut made = Score {
            id: (*score.id).into(),
            method: score.method,
            missing,
            terms,
            factor: score.factor.map_or(Ratio::ONE, |factor| factor.0),
            round: score.round == Round::HalfUp,
            when_not_applicable: score.when_not_applicable.map(|total| total.0),
            internal: score.internal,
            value,
            sets: Vec::new(),
        };
        let conditional = |item: u16| {
            let mut at = items.get(usize::from(item));
            while let Some(item) = at {
                if item.relevant.is_some() {
                    return true;
                }
                at = item.parent.and_then(|parent| items.get(usize::from(parent)));
            }
            false
        };
        let bounds = (score.method != Method::Calculate).then(|| made.bounds(conditional));
        let mut sets = Vec::new();
        if !score.bands.is_empty() {
            sets.push(self.bands("bands", "", &score.bands, bounds));
        } else if !score.band_sets.is_empty() {
            sets.push(BandSet { name: Box::default(), bands: Vec::new() });
        }
        self.at("bandSets", |maker| {
            for (name, bands) in score.band_sets.iter() {
                sets.push(maker.bands(name, name, bands, bounds));
            }
        });
        made.sets = sets;
        made
    }

    /// The expression of a `calculate`, which reads scores.
    fn total_value(&mut self, score: &authored::Score, known: &Known<'_>) -> Option<crate::expression::Number> {
        let text = score.value.as_ref()?;
        self.at("value", |maker| {
            let place = Scope { names: known, row: None, pointer: &maker.pointer, found: &mut maker.found };
            match value(text, place)? {
                Value::Number(number) => Some(number),
                Value::Condition(_) => {
                    maker.tell(Code::NumberNeeded, text);
                    None
                }
            }
        })
    }

    fn missing(&mut self, score: &authored::Score) -> Missing {
        let sums = matches!(score.method, Method::Sum | Method::Mean | Method::Count);
        let made = match &score.missing {
            None if score.method == Method::Calculate => return Missing::Unknown,
            Some(MissingRule::Word(MissingWord::Unknown)) if score.method != Method::Calculate => {
                return Missing::Unknown;
            }
            Some(MissingRule::Word(MissingWord::Zero)) if sums => return Missing::Zero,
            Some(MissingRule::Fill(fill)) if sums => match (fill.at_most, fill.at_least) {
                (Some(count), None) => Some(Missing::AtMost(count)),
                (None, Some(count)) => Some(Missing::AtLeast(count)),
                _ => None,
            },
            _ => None,
        };
        made.unwrap_or_else(|| {
            self.at("missing", |maker| maker.tell(Code::MissingRuleNeeded, &score.id));
            Missing::Unknown
        })
    }

    /// Tells every key that the method does not use, and the lack of those it needs.
    fn only_where_used(&mut self, score: &authored::Score) {
        let calculates = score.method == Method::Calculate;
        let counts = score.method == Method::Count;
        let keys = [
            ("weights", !score.weights.is_empty(), !calculates),
            ("reverse", !score.reverse.is_empty(), !calculates),
            ("factors", !score.factors.is_empty(), !calculates && !counts),
            ("whenIrrelevant", !score.when_irrelevant.is_empty(), !calculates),
            ("threshold", score.threshold.is_some(), counts),
            ("thresholds", !score.thresholds.is_empty(), counts),
            ("value", score.value.is_some(), calculates),
        ];
        for (key, there, used) in keys {
            if there && !used {
                self.at(key, |maker| maker.tell(Code::NotOfMethod, key));
            }
        }
        if calculates && score.value.is_none() || !calculates && score.weights.is_empty() {
            self.tell(Code::EmptyScore, "");
        }
    }

    fn weighed(&mut self, score: &authored::Score, items: &[Item]) -> Vec<Term> {
        let mut made: Vec<Term> = Vec::new();
        let find = |id: &str| place(items, |item| *item.id == *id);
        self.at("weights", |maker| {
            for (id, weights) in score.weights.iter() {
                let found = find(id).and_then(|place| Some((place, items.get(usize::from(place))?)));
                maker.at(id, |maker| match found {
                    None => maker.tell(Code::UnknownName, id),
                    Some((_, item)) if item.repeat.is_some() => maker.tell(Code::ScoredRow, id),
                    Some((place, item)) => made.extend(maker.term(place, item, weights)),
                });
            }
        });
        let named = |maker: &mut Self, key: &str, ids: &mut dyn Iterator<Item = &str>| {
            for id in ids {
                if score.weights.get(id).is_none() {
                    maker.at(key, |maker| maker.tell(Code::NotScored, id));
                }
            }
        };
        named(self, "reverse", &mut score.reverse.iter().map(|id| &**id));
        for (key, map) in
            [("thresholds", &score.thresholds), ("factors", &score.factors), ("whenIrrelevant", &score.when_irrelevant)]
        {
            named(self, key, &mut map.iter().map(|(id, _)| id));
        }
        for term in &mut made {
            let id = items.get(usize::from(term.item)).map_or("", |item| &item.id);
            let own = |map: &Map<authored::Decimal>| map.get(id).map(|number| number.0);
            term.reversed = score.reverse.iter().any(|reversed| **reversed == *id);
            term.factor = own(&score.factors).unwrap_or(Ratio::ONE);
            term.when_irrelevant = own(&score.when_irrelevant);
            let (least, most) = term.bounds;
            if term.when_irrelevant.is_some_and(|weight| weight < least || weight > most) {
                self.at("whenIrrelevant", |maker| maker.tell(Code::WeightOutside, id));
            }
            if score.method == Method::Count {
                term.threshold = own(&score.thresholds).or(score.threshold.map(|threshold| threshold.0));
                if term.threshold.is_none() {
                    self.tell(Code::NoThreshold, id);
                }
            }
        }
        made
    }

    /// An item and what it weighs as written.
    fn term(&mut self, place: u16, item: &Item, weights: &Weights) -> Option<Term> {
        let of_choices = matches!(item.kind, ItemType::Single | ItemType::Multiple | ItemType::Consent);
        let of_value = matches!(item.kind, ItemType::Integer | ItemType::Decimal);
        let mut list = Vec::new();
        let bounds = match weights {
            Weights::Word(WeightsWord::Value) if of_value => {
                let Some(bounds) = item.min.zip(item.max) else {
                    self.tell(Code::Unbounded, &item.id);
                    return None;
                };
                bounds
            }
            Weights::Word(WeightsWord::Choices) if of_choices => {
                self.weights(item, &mut list, |choice| choice.weight);
                bounds(item, &list)
            }
            Weights::Codes(codes) if of_choices => {
                for (code, _) in codes.iter().filter(|(code, _)| item.choice(code).is_none()) {
                    self.at(code, |maker| maker.tell(Code::UnknownCode, code));
                }
                self.weights(item, &mut list, |choice| codes.get(&choice.code).map(|weight| weight.0));
                bounds(item, &list)
            }
            _ => {
                self.tell(Code::WeightsKind, &item.id);
                return None;
            }
        };
        if item.kind == ItemType::Multiple && !item.can_be_none() {
            self.tell(Code::NoExclusive, &item.id);
        }
        Some(Term {
            item: place,
            weights: list,
            bounds,
            reversed: false,
            threshold: None,
            factor: Ratio::ONE,
            when_irrelevant: None,
        })
    }

    fn weights(&mut self, item: &Item, list: &mut Vec<Ratio>, of: impl Fn(&Choice) -> Option<Ratio>) {
        for choice in &item.choices {
            match of(choice) {
                Some(weight) => list.push(weight),
                None => self.tell(Code::NoWeight, &choice.code),
            }
        }
    }

    fn bands(&mut self, key: &str, name: &str, bands: &[authored::Band], bounds: Option<(Ratio, Ratio)>) -> BandSet {
        self.unique(key, Code::DuplicateId, bands.iter().map(|band| &*band.id));
        let mut before: Option<Ratio> = None;
        let bands = self.each(key, bands, |maker, band| {
            let from = band.from.0;
            match (before, bounds) {
                (Some(before), _) if from <= before => maker.tell(Code::BandOrder, &band.id),
                (None, Some((least, _))) if from > least => maker.tell(Code::BandGap, &least.to_string()),
                _ => {}
            }
            if bounds.is_some_and(|(_, most)| from > most) {
                maker.tell(Code::BandUnreachable, &band.id);
            }
            before = Some(from);
            Band { id: (*band.id).into(), from }
        });
        BandSet { name: name.into(), bands }
    }
}

/// Least and most that the choices of an item can weigh: one of them, or of several any that may stand together.
fn bounds(item: &Item, weights: &[Ratio]) -> (Ratio, Ratio) {
    let mut least = weights.iter().copied().min().unwrap_or(Ratio::ZERO);
    let mut most = weights.iter().copied().max().unwrap_or(Ratio::ZERO);
    if item.kind == ItemType::Multiple {
        let (mut lowest, mut highest) = (Ratio::ZERO, Ratio::ZERO);
        for (_, weight) in item.choices.iter().zip(weights).filter(|(choice, _)| !choice.exclusive) {
            lowest = lowest.plus((*weight).min(Ratio::ZERO));
            highest = highest.plus((*weight).max(Ratio::ZERO));
        }
        // Ticking nothing is no answer, so that a sum of nothing is neither the least nor the most.
        if lowest < Ratio::ZERO {
            least = least.min(lowest);
        }
        if highest > Ratio::ZERO {
            most = most.max(highest);
        }
    }
    (least, most)
}
