//! Indicators, dimensions, alerts.

use super::Maker;
use super::names::{Known, place};
use crate::definition::FormDefinition;
use crate::diagnostic::Code;
use crate::expression::{Atom, Cell, Condition, Read};
use crate::form::{Alert, Combination, Dimension, Indicator};

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

    pub(super) fn alerts(&mut self, definition: &FormDefinition, known: &Known<'_>) -> Vec<Alert> {
        self.unique("alerts", Code::DuplicateId, definition.alerts.iter().map(|alert| &*alert.id));
        self.each("alerts", &definition.alerts, |maker, alert| {
            let text = maker.text(&["alerts.", &*alert.id, ".text"].concat(), &alert.text);
            let when = maker.condition("when", &alert.when, known).unwrap_or(Condition::All(Vec::new()));
            let mut on_no_indicator = false;
            when.reads(&mut |read| on_no_indicator |= read == Read::Atom(&Atom::Cell(Cell::NoIndicator)));
            if on_no_indicator {
                maker.at("when", |maker| maker.tell(Code::AlertOnNoIndicator, ""));
            }
            let services = maker.services(&alert.services);
            Alert { id: (*alert.id).into(), when, urgency: alert.urgency, text, services, reads: Vec::new() }
        })
    }
}
