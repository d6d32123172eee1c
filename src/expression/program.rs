//! A typed condition in negation normal form; names are places in the form.

use crate::number::Ratio;
use crate::value::Reason;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of them hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// The atom holds, or with `negated` its opposite.
    Atom {
        /// What is looked at.
        atom: Atom,
        /// Whether the opposite is asked. An absent operand makes the atom false either way.
        negated: bool,
    },
}

/// The smallest condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom {
    /// The item's answer is one of these choices.
    Choice {
        /// The item.
        item: u16,
        /// Places among its choices.
        choices: Vec<u16>,
    },
    /// The item's state.
    State {
        /// The item.
        item: u16,
        /// What is asked of it.
        test: Test,
    },
    /// A cell that is true, false or unknown, never absent.
    Cell(Cell),
    /// The score lies in one of these bands; never absent.
    Band {
        /// The score.
        score: u16,
        /// Places among its bands.
        bands: Vec<u16>,
    },
    /// The score compared with a number.
    Score {
        /// The score.
        score: u16,
        /// How.
        compare: Compare,
        /// The number.
        with: Ratio,
    },
}

/// What a function asks of an item's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Whether it is answered.
    Answered,
    /// Whether it is missing for that reason.
    Missing(Reason),
}

/// How a score is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `==`
    Equal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// A named truth of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// `indicators.x`
    Indicator(u16),
    /// `dimensions.x`
    Dimension(u16),
    /// `alerts.x`
    Alert(u16),
    /// `noIndicator`
    NoIndicator,
}

impl Condition {
    /// Runs `see` on every atom.
    pub fn atoms(&self, see: &mut dyn FnMut(&Atom)) {
        match self {
            Self::All(list) | Self::Any(list) => list.iter().for_each(|inner| inner.atoms(see)),
            Self::Atom { atom, .. } => see(atom),
        }
    }
}
