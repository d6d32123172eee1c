//! The golden cases of a form: what an interview gives, and what has to come of it.
//!
//! A case answers some questions, gives the rest of them one of a few codes or one silence, finishes, and compares.

mod answers;
mod coverage;
mod expect;
mod read;
mod report;
mod run;
mod tested;

pub use coverage::{Coverage, Covered, coverage};
pub use expect::{Difference, EXPECTATIONS};
pub use read::{Case, Cases, Rest};
pub use report::{CaseReport, CasesReport, IndicatorTruth, Missing, Why};
pub use run::Ran;
pub use tested::tested;
