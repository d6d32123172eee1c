//! The work that is measured: generated forms of a given size, what is done with them, and the same done by flat
//! tables written by hand.
//!
//! Everything is made of the size alone, so that every run, native or wasm, measures the same.

#[cfg(target_arch = "wasm32")]
mod exports;
mod flat;
mod plan;
mod work;
mod writer;

pub use flat::{Flat, Scored};
pub use plan::{Among, Edit, Plan, SIZES};
#[cfg(not(target_arch = "wasm32"))]
pub use work::AGREEMENTS;
pub use work::{Operation, SIGNS, Work, assessed, entries, load, session};
