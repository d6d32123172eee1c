//! State to report: the outcome with its reasons, as plain data that leaves the crate.
//!
//! Decimals are texts, so that nothing on the way makes binary floating point of them.

mod assess;
#[cfg(feature = "maintain")]
mod recompute;
mod report;
mod trace;

pub use assess::{assess, assess_session, snapshot};
pub(crate) use assess::{form_name, holds};
#[cfg(feature = "maintain")]
pub(crate) use recompute::compare;
#[cfg(feature = "maintain")]
pub use recompute::recompute;
pub use report::{
    ActionReport, AlertReport, AnswerReport, Assessment, BandSetReport, CalculationReport, ConclusionReport, Counted,
    DimensionReport, Filled, FormName, IndicatorReport, ItemReport, OutcomeReport, RowAnswers, RowReport, ScoreReport,
    ScoreTrace, Snapshot, SourceReport, Standing, StrengthCount, TermTrace, Trace, VariantReport,
};
pub use trace::handed_over;

pub(crate) use report::reports;
