//! Forms as XLSForm workbooks, which those who write surveys know, and back.
//!
//! Invariant: what goes out comes back as the same form; what comes in is in the form, or told with its cell. No condition
//! comes to mean something else in passing: `docs/xlsform.md` has the table. Pure: bytes in, bytes out.

mod book;
mod choices;
mod export;
mod from_xpath;
mod head;
mod import;
mod items;
mod kinds;
mod names;
mod outcomes;
mod own;
mod questions;
mod read;
mod rows;
mod settings;
mod survey;
mod table;
mod to_xpath;
mod told;
mod write;
mod xpath;

pub use book::{Book, Sheet};
pub use export::export;
pub use import::{Beside, Imported, import};
pub use read::{LARGEST_BOOK, read};
pub use write::write;
