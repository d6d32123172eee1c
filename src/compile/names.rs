//! What the names in conditions mean.

use super::form::Item;
use crate::definition::{FormDefinition, Score};
use crate::expression::{Cell, Names};

/// The names of a definition.
pub(super) struct Known<'d> {
    definition: &'d FormDefinition,
    items: Vec<(&'d str, Vec<Box<str>>)>,
}

impl<'d> Known<'d> {
    /// The names of a definition whose items are `items`.
    pub(super) fn of(definition: &'d FormDefinition, items: &[Item]) -> Self {
        let mut ids = Vec::with_capacity(items.len());
        for item in super::items::in_order(definition) {
            ids.push(&**item.id());
        }
        let codes = items.iter().map(|item| item.choices.iter().map(|choice| choice.code.clone()).collect());
        Self { definition, items: ids.into_iter().zip(codes).collect() }
    }

    fn codes(&self, item: u16) -> &[Box<str>] {
        self.items.get(usize::from(item)).map_or(&[], |(_, codes)| codes)
    }

    fn score_at(&self, score: u16) -> Option<&Score> {
        self.definition.scores.get(usize::from(score))
    }
}

/// The place of the first member that holds.
pub(super) fn place<T>(list: &[T], holds: impl Fn(&T) -> bool) -> Option<u16> {
    list.iter().position(holds).and_then(|place| u16::try_from(place).ok())
}

impl Names for Known<'_> {
    fn item(&self, id: &str) -> Option<u16> {
        place(&self.items, |(known, codes)| *known == id && !codes.is_empty())
    }

    fn choice(&self, item: u16, code: &str) -> Option<u16> {
        place(self.codes(item), |known| **known == *code)
    }

    fn yes(&self, item: u16) -> Option<u16> {
        (self.codes(item).len() == 2 && self.choice(item, "no").is_some()).then(|| self.choice(item, "yes"))?
    }

    fn cell(&self, group: &str, id: &str) -> Option<Cell> {
        match group {
            "indicators" => place(&self.definition.indicators, |known| *known.id == *id).map(Cell::Indicator),
            "dimensions" => place(&self.definition.dimensions, |known| *known.id == *id).map(Cell::Dimension),
            _ => place(&self.definition.alerts, |known| *known.id == *id).map(Cell::Alert),
        }
    }

    fn score(&self, id: &str) -> Option<u16> {
        place(&self.definition.scores, |known| *known.id == *id)
    }

    fn band(&self, score: u16, id: &str) -> Option<u16> {
        place(&self.score_at(score)?.bands, |known| *known.id == *id)
    }
}
