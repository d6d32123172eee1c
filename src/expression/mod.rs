//! Conditions: text to syntax tree to typed program.
//!
//! The text is CEL (Common Expression Language) syntax: `&& || !`, `== != < <= > >= in`, lists of literals,
//! `answered(x)`, `declined(x)` and the other reasons, `scores.x`, `bands.x`, `dimensions.x`, `indicators.x`,
//! `alerts.x`, `noIndicator`. What it does not have is a diagnostic, never a silently different value. A program is in
//! negation normal form: negation stands at atoms only.

mod parse;
mod program;
mod syntax;
mod token;
mod typing;

pub use program::{Atom, Cell, Compare, Condition, Test};
pub use typing::{Names, condition};
