//! The second evaluator: written from the meaning of forms alone, as plainly as possible, with nothing of the engine.

pub mod amounts;
pub mod answer;
pub mod cells;
#[cfg(test)]
mod changed;
pub mod conditions;
pub mod coverage;
pub mod days;
pub mod engine;
pub mod findings;
pub mod form;
pub mod generator;
pub mod hits;
#[cfg(test)]
mod language;
pub mod outcome;
pub mod scores;
pub mod sheet;
pub mod syntax;
pub mod values;
pub mod walk;
