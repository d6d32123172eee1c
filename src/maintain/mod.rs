//! What the maintainers' tools do, without files and terminals: finding what is wrong with a form, its texts, its services
//! and its golden cases, saying where in the file that is, and running the cases.
//!
//! Pure, like the core; `nrm-forms` brings the files and the terminal.

mod carry;
pub mod cases;
mod check;
pub mod compare;
mod excerpt;
pub mod explain;
pub mod export;
mod finding;
pub mod format;
pub mod migrate;
pub mod print;
mod private;
mod sarif;
mod scan;
pub mod score;
mod services;
#[cfg(not(target_arch = "wasm32"))]
pub mod sign;
mod source;
pub mod start;
pub mod translate;
pub mod workbench;
#[cfg(not(target_arch = "wasm32"))]
pub mod xlsform;

pub use carry::{check_carry, forms_of};
pub use check::{LARGEST, check_form, check_texts};
pub use excerpt::{Excerpt, escaped, readable, shortened};
pub use finding::{Finding, FindingReport, Severity};
pub use sarif::sarif;
pub use services::{check_kinds, check_service_texts, check_services};
pub use source::{Mark, Source};
