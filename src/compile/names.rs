//! What the names in expressions mean.

use super::items::Slot;
use crate::definition::{Band, FormDefinition, ItemType};
use crate::expression::{Cell, Named, Names, makes_number};
use crate::id::Index;
use core::cell::Cell as Count;

/// Most calculations that name each other before one of them is taken for a condition; a loop is told elsewhere.
const DEEPEST: u32 = 32;

/// The names of a definition, all in one table: `papers`, `scores.pressure`, `indicators.locked`.
pub(super) struct Known<'d> {
    definition: &'d FormDefinition,
    slots: &'d [Slot<'d>],
    index: Index,
    named: Vec<Named>,
    depth: Count<u32>,
}

/// The place of the first member that holds.
pub(super) fn place<T>(list: &[T], holds: impl Fn(&T) -> bool) -> Option<u16> {
    list.iter().position(holds).and_then(|place| u16::try_from(place).ok())
}

impl<'d> Known<'d> {
    pub(super) fn of(definition: &'d FormDefinition, slots: &'d [Slot<'d>]) -> Self {
        let mut known = Self { definition, slots, index: Index::default(), named: Vec::new(), depth: Count::new(0) };
        for (place, slot) in (0..).zip(slots) {
            known.add(
                "",
                slot.id(),
                match slot.kind() {
                    ItemType::Calculate => Named::Calculation(place, false),
                    kind => Named::Item(place, kind),
                },
            );
        }
        for (place, score) in (0..).zip(&definition.scores) {
            known.add("scores.", &score.id, Named::Score(place));
            let name = ["bands.", &*score.id].concat();
            if !score.bands.is_empty() {
                known.add("", &name, Named::Bands(place, 0));
            }
            for (set, (id, _)) in (1..).zip(score.band_sets.iter()) {
                known.add(&name, &[".", id].concat(), Named::Bands(place, set));
            }
        }
        let mut cells = |group: &str, ids: &mut dyn Iterator<Item = &str>, cell: fn(u16) -> Cell| {
            for (place, id) in (0..).zip(ids) {
                known.add(group, id, Named::Cell(cell(place)));
            }
        };
        cells("indicators.", &mut definition.indicators.iter().map(|known| &*known.id), Cell::Indicator);
        cells("dimensions.", &mut definition.dimensions.iter().map(|known| &*known.id), Cell::Dimension);
        cells("alerts.", &mut definition.alerts.iter().map(|known| &*known.id), Cell::Alert);
        known.add("", "noIndicator", Named::Cell(Cell::NoIndicator));
        known
    }

    fn add(&mut self, group: &str, id: &str, named: Named) {
        if self.index.add(&[group, id].concat()).is_ok() {
            self.named.push(named);
        }
    }

    fn slot(&self, item: u16) -> Option<&Slot<'d>> {
        self.slots.get(usize::from(item))
    }

    fn bands(&self, score: u16, set: u16) -> &[Band] {
        let Some(score) = self.definition.scores.get(usize::from(score)) else { return &[] };
        match set.checked_sub(1) {
            None => &score.bands,
            Some(set) => score.band_sets.iter().nth(usize::from(set)).map_or(&[], |(_, bands)| bands),
        }
    }
}

impl Names for Known<'_> {
    fn name(&self, name: &str) -> Option<Named> {
        let named = self.index.find(name).and_then(|place| self.named.get(usize::from(place)).copied())?;
        let Named::Calculation(place, _) = named else { return Some(named) };
        let value = self.slot(place).and_then(|slot| slot.item.value.as_ref());
        let number = value.is_some_and(|value| {
            let deep = self.depth.get();
            self.depth.set(deep + 1);
            let number = deep < DEEPEST && makes_number(value, self);
            self.depth.set(deep);
            number
        });
        Some(Named::Calculation(place, number))
    }

    fn repeat_of(&self, item: u16) -> Option<u16> {
        self.slot(item).and_then(|slot| slot.repeat)
    }

    fn choice(&self, item: u16, code: &str) -> Option<u16> {
        self.slot(item).and_then(|slot| place(&slot.codes, |known| *known == code))
    }

    fn yes(&self, item: u16) -> Option<u16> {
        let two = self.slot(item).is_some_and(|slot| slot.codes.len() == 2);
        (two && self.choice(item, "no").is_some()).then(|| self.choice(item, "yes"))?
    }

    fn band(&self, score: u16, set: u16, id: &str) -> Option<u16> {
        place(self.bands(score, set), |known| *known.id == *id)
    }

    fn each_name(&self, see: &mut dyn FnMut(&str)) {
        self.index.names().iter().for_each(|name| see(name));
    }

    fn each_code(&self, item: u16, see: &mut dyn FnMut(&str)) {
        self.slot(item).into_iter().flat_map(|slot| &slot.codes).for_each(|code| see(code));
    }

    fn each_band(&self, score: u16, set: u16, see: &mut dyn FnMut(&str)) {
        self.bands(score, set).iter().for_each(|band| see(&band.id));
    }
}
