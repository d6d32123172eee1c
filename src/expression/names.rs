//! What the names in expressions mean.

use super::program::Cell;
use crate::value::ItemType;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// An item.
    Item(u16, ItemType),
    /// A calculation, and whether it is a number.
    Calculation(u16, bool),
    /// A score.
    Score(u16),
    /// A set of bands of a score.
    Bands(u16, u16),
    /// An indicator, a dimension, an alert, `noIndicator`.
    Cell(Cell),
}

/// What names mean in a form.
pub trait Names {
    /// What a name stands for: `papers`, `scores.pressure`, `bands.pressure.refugees`, `indicators.locked`.
    fn name(&self, name: &str) -> Option<Named>;
    /// The repeat an item stands in.
    fn repeat_of(&self, item: u16) -> Option<u16>;
    /// The place of a code among an item's choices.
    fn choice(&self, item: u16, code: &str) -> Option<u16>;
    /// The place of `yes`, if the item's codes are exactly `yes` and `no`.
    fn yes(&self, item: u16) -> Option<u16>;
    /// The place of a band in a set.
    fn band(&self, score: u16, set: u16, id: &str) -> Option<u16>;
    /// Calls `see` with every name there is.
    fn each_name(&self, see: &mut dyn FnMut(&str));
    /// Calls `see` with every code of an item.
    fn each_code(&self, item: u16, see: &mut dyn FnMut(&str));
    /// Calls `see` with every band of a set.
    fn each_band(&self, score: u16, set: u16, see: &mut dyn FnMut(&str));
}
