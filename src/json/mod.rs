//! Text to tree: number text and the place of every value are kept, duplicate keys are told.
//!
//! The lexer is `hifijson`; nothing here knows about forms. A tree is only made within [`Limits`].

mod pointer;
mod tokens;
mod tree;

pub use pointer::Pointer;
pub use tree::{Entry, Json, Kind, Limits, read};
