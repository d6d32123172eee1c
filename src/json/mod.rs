//! Text to tree: number text and the place of every value are kept, duplicate keys are told. Data to text.
//!
//! The lexer is `hifijson`; nothing here knows about forms. A tree is only made within [`Limits`].

mod pointer;
mod tree;
mod write;

pub use pointer::Pointer;
pub use tree::{Entry, Json, Kind, Limits, read};
pub use write::write;
