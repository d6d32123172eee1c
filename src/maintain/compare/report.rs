//! What a comparison of two versions tells, as plain data.

use super::super::finding::FindingReport;
use super::written::{Change, Event, Level};
use crate::value::words;

words! {
    /// Which number of a version has to rise.
    Step {
        /// None: nothing is written otherwise.
        None = "none",
        /// The last.
        Patch = "patch",
        /// The middle one.
        Minor = "minor",
        /// The first.
        Major = "major",
    }
}

/// Two versions of a form compared.
#[derive(Clone, Debug, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiffReport {
    /// The form.
    pub form: String,
    /// The old version.
    pub from: String,
    /// The new one.
    pub to: String,
    /// The gravest change; absent where nothing is written otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Which number has to rise.
    pub demands: Step,
    /// The least version the new one may be; absent where nothing is written otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<String>,
    /// What is written otherwise, the gravest first.
    pub changes: Vec<ChangeReport>,
    /// What running both versions showed.
    pub runs: RunsReport,
    /// What is wrong with either version, or with the number of the new one.
    pub findings: Vec<FindingReport>,
}

/// Something that is written otherwise.
#[derive(Clone, Debug, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeReport {
    /// What it does.
    pub level: Level,
    /// Its name, as expressions have it.
    pub name: String,
    /// The key that differs, where both versions have the thing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// What happened.
    pub event: Event,
    /// How it was written, where that is short.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// In how many interviews something followed from it; of changes of results only. None is no proof that it never does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<usize>,
}

impl ChangeReport {
    pub(super) fn of(change: Change, seen: Option<usize>) -> Self {
        let Change { name, key, event, level, values: (before, after) } = change;
        Self { level, name, key, event, before, after, seen }
    }
}

/// What running both versions over the same answers showed.
#[derive(Clone, Debug, Default, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunsReport {
    /// How many golden cases were run, of both versions.
    pub cases: usize,
    /// How many made-up interviews.
    pub generated: usize,
    /// What they were made from: the same seed makes the same ones.
    pub seed: u64,
    /// In how many something came to another result.
    pub differ: usize,
    /// From which class to which, and by which rules.
    pub moves: Vec<MoveReport>,
    /// The rules that came to something else.
    pub rules: Vec<RuleReport>,
    /// The answers that did not pass to the new version.
    pub left: Vec<LostReport>,
}

/// Interviews that come to another class.
#[derive(Clone, Debug, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MoveReport {
    /// The class under the old version.
    pub from: String,
    /// The class under the new one.
    pub to: String,
    /// How many.
    pub interviews: usize,
    /// The rules it follows from in any of them, the most frequent first.
    pub reasons: Vec<String>,
    /// The first of them.
    pub example: String,
}

/// A rule that comes to something else.
#[derive(Clone, Debug, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RuleReport {
    /// Its name.
    pub rule: String,
    /// Whether it is written otherwise itself; if not, something it reads is.
    pub changed: bool,
    /// In how many interviews.
    pub interviews: usize,
    /// The first of them.
    pub example: String,
    /// What it came to there under the old version.
    pub before: String,
    /// What it came to under the new one.
    pub after: String,
}

/// Answers that did not pass.
#[derive(Clone, Debug, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LostReport {
    /// The question.
    pub item: String,
    /// Why.
    pub reason: String,
    /// In how many interviews.
    pub interviews: usize,
}
