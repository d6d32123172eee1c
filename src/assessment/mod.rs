//! State to report: the outcome with its reasons, as plain data that leaves the crate.
//!
//! Decimals are texts, so that nothing on the way makes binary floating point of them.

mod assess;
mod report;

pub use assess::{assess, snapshot};
pub use report::{
    ActionReport, AlertReport, Assessment, BandSetReport, CalculationReport, DimensionReport, FormName,
    IndicatorReport, ItemReport, OutcomeReport, RowReport, ScoreReport, Snapshot, SourceReport, Standing,
    StrengthCount, VariantReport,
};
