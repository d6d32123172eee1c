//! What came of the cases, as plain data.

use super::super::finding::FindingReport;
use super::coverage::Coverage;
use super::expect::Difference;
use crate::assessment::{Assessment, RowReport, Standing};
use crate::value::{Reason, Truth};

/// What came of the cases of one form.
#[derive(Clone, Debug, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CasesReport {
    /// The file of the cases, as it was named or found.
    pub file: String,
    /// Id of the form; absent where it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// How many cases came out as expected.
    pub passed: usize,
    /// How many did not.
    pub failed: usize,
    /// What is wrong with the form or its cases; with an error among it nothing was run.
    pub findings: Vec<FindingReport>,
    /// The cases in the order of the file.
    pub cases: Vec<CaseReport>,
    /// What the cases reach of the form; only where it was asked for and they were run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Vec<Coverage>>,
}

/// What came of a case.
#[derive(Clone, Debug, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseReport {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Why it has to come out so, in the words of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The line where it begins, from 1.
    pub line: usize,
    /// The class it came to.
    pub class: String,
    /// Whether everything came out as expected.
    pub passed: bool,
    /// What did not.
    pub differences: Vec<Difference>,
    /// Why it came out so; only where something did not come out as expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// Why an interview came out as it did.
#[derive(Clone, Debug, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Why {
    /// The class it came to.
    pub class: String,
    /// The row that decided, where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// The rows of the decision table in order.
    pub rows: Vec<RowReport>,
    /// The indicators that are met or unknown.
    pub indicators: Vec<IndicatorTruth>,
    /// The alerts that hold.
    pub alerts: Vec<String>,
    /// The questions that have no answer.
    pub missing: Vec<Missing>,
}

/// An indicator that is met or unknown.
#[derive(Clone, Debug, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorTruth {
    /// Its id.
    pub id: String,
    /// Whether it is met.
    pub truth: Truth,
}

/// A question that has no answer.
#[derive(Clone, Debug, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Missing {
    /// Its id.
    pub id: String,
    /// How it stands.
    pub state: Standing,
    /// Why it has no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The choice that its silence reads as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads_as: Option<String>,
}

impl Why {
    pub(super) fn of(found: Assessment) -> Self {
        let telling = found.indicators.into_iter().filter(|indicator| indicator.truth != Truth::False);
        let missing = found.missing.into_iter();
        Self {
            class: found.outcome.class,
            row: found.outcome.row,
            rows: found.rows,
            indicators: telling.map(|sign| IndicatorTruth { id: sign.id, truth: sign.truth }).collect(),
            alerts: found.alerts.into_iter().map(|alert| alert.id).collect(),
            missing: missing
                .map(|item| Missing { id: item.id, state: item.state, reason: item.reason, reads_as: item.code })
                .collect(),
        }
    }
}
