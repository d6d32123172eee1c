//! Indicators, dimensions, scores, alerts.

use super::Maker;
use super::form::{Alert, Band, Combination, Dimension, Indicator, Item, Score};
use super::names::{Known, place};
use super::score::{own_bounds, reach};
use crate::definition::{self as authored, FormDefinition, MissingRule};
use crate::diagnostic::Code;
use crate::expression::{Atom, Cell, Condition};
use crate::number::Ratio;

impl Maker {
    pub(super) fn indicators(&mut self, definition: &FormDefinition, known: &Known<'_>) -> Vec<Indicator> {
        self.unique("indicators", Code::DuplicateId, definition.indicators.iter().map(|indicator| &*indicator.id));
        self.each("indicators", &definition.indicators, |maker, indicator| {
            let dimension = place(&definition.dimensions, |dimension| dimension.id == indicator.dimension);
            if dimension.is_none() {
                maker.at("dimension", |maker| maker.tell(Code::UnknownName, &indicator.dimension));
            }
            let source = indicator.source.as_ref().and_then(|reference| {
                let source = place(&definition.sources, |source| source.id == reference.id);
                if source.is_none() {
                    maker.at("source", |maker| maker.tell(Code::UnknownName, &reference.id));
                }
                Some((source?, reference.r#ref.as_deref().unwrap_or_default().into()))
            });
            let text = indicator
                .text
                .as_ref()
                .map(|text| maker.text(&["indicators.", &*indicator.id, ".text"].concat(), text));
            Indicator {
                id: (*indicator.id).into(),
                strength: indicator.strength,
                when: maker.condition("when", &indicator.when, known).unwrap_or(Condition::All(Vec::new())),
                dimension: dimension.unwrap_or(u16::MAX),
                text,
                source,
                observed: false,
                reads: Vec::new(),
            }
        })
    }

    pub(super) fn dimensions(&mut self, definition: &FormDefinition) -> Vec<Dimension> {
        self.unique("dimensions", Code::DuplicateId, definition.dimensions.iter().map(|dimension| &*dimension.id));
        self.each("dimensions", &definition.dimensions, |maker, dimension| {
            if !definition.indicators.iter().any(|indicator| indicator.dimension == dimension.id) {
                maker.tell(Code::EmptyDimension, &dimension.id);
            }
            Dimension {
                id: (*dimension.id).into(),
                title: maker.text(&["dimensions.", &*dimension.id, ".title"].concat(), &dimension.title),
            }
        })
    }

    pub(super) fn rule(&mut self, definition: &FormDefinition) -> Vec<Combination> {
        if definition.dimension_rule.is_empty() && !definition.dimensions.is_empty() {
            self.tell(Code::NoRule, "");
        }
        self.each("dimensionRule", &definition.dimension_rule, |maker, rule| {
            let made = Combination {
                strong: rule.strong.unwrap_or_default(),
                medium: rule.medium.unwrap_or_default(),
                weak: rule.weak.unwrap_or_default(),
                total: rule.total.unwrap_or_default(),
            };
            if made.strong + made.medium + made.weak + made.total == 0 {
                maker.tell(Code::EmptyCombination, "");
            }
            made
        })
    }

    pub(super) fn scores(&mut self, definition: &FormDefinition, items: &[Item]) -> Vec<Score> {
        self.unique("scores", Code::DuplicateId, definition.scores.iter().map(|score| &*score.id));
        self.each("scores", &definition.scores, |maker, score| {
            let weights = maker.weights(score, items);
            if weights.is_empty() {
                maker.at("weights", |maker| maker.tell(Code::EmptyScore, ""));
            }
            let zero = score.missing == MissingRule::Zero;
            let (least, most) = bounds(&weights, items, zero);
            maker.unique("bands", Code::DuplicateId, score.bands.iter().map(|band| &*band.id));
            let mut before: Option<Ratio> = None;
            let bands = maker.each("bands", &score.bands, |maker, band| {
                match before {
                    Some(before) if band.from.0 <= before => maker.tell(Code::BandOrder, &band.id),
                    None if band.from.0 > least => maker.tell(Code::BandGap, &least.to_string()),
                    _ => {}
                }
                if band.from.0 > most {
                    maker.tell(Code::BandUnreachable, &band.id);
                }
                before = Some(band.from.0);
                Band { id: (*band.id).into(), from: band.from.0 }
            });
            Score { id: (*score.id).into(), missing_is_zero: zero, weights, bands }
        })
    }

    /// Items and the weight of each of their choices, in the order of the choices.
    fn weights(&mut self, score: &authored::Score, items: &[Item]) -> Vec<(u16, Vec<Ratio>)> {
        let mut made = Vec::new();
        self.at("weights", |maker| {
            for (id, weights) in score.weights.iter() {
                let place = place(items, |item| *item.id == *id && item.is_question());
                let item = place.and_then(|place| items.get(usize::from(place)));
                maker.at(id, |maker| {
                    let (Some(place), Some(item)) = (place, item) else { return maker.tell(Code::UnknownName, id) };
                    for (code, _) in weights.iter().filter(|(code, _)| item.choice(code).is_none()) {
                        maker.at(code, |maker| maker.tell(Code::UnknownCode, code));
                    }
                    let mut list = Vec::new();
                    for choice in &item.choices {
                        match weights.get(&choice.code) {
                            Some(weight) => list.push(weight.0),
                            None => maker.tell(Code::NoWeight, &choice.code),
                        }
                    }
                    made.push((place, list));
                });
            }
        });
        made
    }

    pub(super) fn alerts(&mut self, definition: &FormDefinition, known: &Known<'_>) -> Vec<Alert> {
        self.unique("alerts", Code::DuplicateId, definition.alerts.iter().map(|alert| &*alert.id));
        self.each("alerts", &definition.alerts, |maker, alert| {
            let text = maker.text(&["alerts.", &*alert.id, ".text"].concat(), &alert.text);
            let when = maker.condition("when", &alert.when, known).unwrap_or(Condition::All(Vec::new()));
            let mut on_no_indicator = false;
            when.atoms(&mut |atom| on_no_indicator |= *atom == Atom::Cell(Cell::NoIndicator));
            if on_no_indicator {
                maker.at("when", |maker| maker.tell(Code::AlertOnNoIndicator, ""));
            }
            Alert { id: (*alert.id).into(), when, urgency: alert.urgency, text, reads: Vec::new() }
        })
    }
}

/// Least and most total of a score. An item that may not apply, or whose silence adds nothing, may be left out of it.
fn bounds(weights: &[(u16, Vec<Ratio>)], items: &[Item], missing_is_zero: bool) -> (Ratio, Ratio) {
    let conditional = |item: u16| {
        let item = items.get(usize::from(item));
        let group = item.and_then(|item| item.group).and_then(|group| items.get(usize::from(group)));
        item.into_iter().chain(group).any(|item| item.relevant.is_some())
    };
    let (mut sure, mut free) = (Vec::new(), Vec::new());
    for (item, weights) in weights {
        let own = own_bounds(weights);
        if missing_is_zero || conditional(*item) { free.push(own) } else { sure.push(own) }
    }
    reach(&sure, &free)
}
