//! State to report: the outcome with its reasons, as plain data that leaves the crate.
//!
//! Decimals are texts, so that nothing on the way makes binary floating point of them.

mod assess;
#[cfg(not(target_arch = "wasm32"))]
mod recompute;
mod report;
mod trace;

pub use assess::{assess, assess_session, snapshot};
pub(crate) use assess::{form_name, holds};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use recompute::compare;
#[cfg(not(target_arch = "wasm32"))]
pub use recompute::recompute;
pub use report::{
    ActionReport, AlertReport, AnswerReport, Assessment, BandSetReport, CalculationReport, ConclusionReport, Counted,
    DimensionReport, Filled, FormName, IndicatorReport, ItemReport, OutcomeReport, RowAnswers, RowReport, ScoreReport,
    ScoreTrace, Snapshot, SourceReport, Standing, StrengthCount, TermTrace, Trace, VariantReport,
};
pub use trace::handed_over;

pub(crate) use report::reports;
