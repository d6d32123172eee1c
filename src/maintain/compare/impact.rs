//! What a new version does to the classes of stored responses: counts and rules.
//!
//! Invariant: no count below five is told, nor can one be had by subtraction. What is below goes into one number with
//! others, until that is five or more and stands for two places at least; a place without a number may be nobody.

use super::super::export::response;
use super::super::finding::{Finding, FindingReport};
use super::cells::Versions;
use super::run::under;
use super::written::{changes, rules};
use super::{Version, other_form};
use crate::diagnostic::Diagnostics;
use crate::json::{Limits, read};
use crate::migration::Migration;
use alloc::collections::{BTreeMap, BTreeSet};

/// The least count that is told.
const LEAST: usize = 5;

/// Compares responses under two versions.
pub struct Impact {
    versions: Versions,
    migration: Migration,
}

/// What became of one response. It holds no answer.
pub struct Passed {
    classes: (String, String),
    reasons: BTreeSet<String>,
}

impl Impact {
    /// Between two versions, by the rules of a migration.
    ///
    /// # Errors
    /// Two versions of different forms.
    pub fn new(old: &Version<'_>, new: &Version<'_>, migration: Migration) -> Result<Self, Vec<Finding>> {
        other_form(old, new)?;
        let wrong = |found: Diagnostics| super::findings(&found);
        let (before, after) =
            (read(old.text, Limits::DEFINITION).map_err(wrong)?, read(new.text, Limits::DEFINITION).map_err(wrong)?);
        let changed = rules(&changes((&before, old.form), (&after, new.form)));
        Ok(Self { versions: Versions::of(old.form, new.form, changed), migration })
    }

    /// What becomes of a response; nothing, where it holds no answers.
    ///
    /// # Errors
    /// Why it is no response of the old version; never an answer.
    pub fn pass(&self, text: &[u8]) -> Result<Option<Passed>, Vec<Finding>> {
        let mut old = match response(self.migration.from(), text) {
            Ok((old, _)) => old,
            Err(found) if found.iter().any(|finding| finding.code == "response-partial") => return Ok(None),
            Err(found) => return Err(found),
        };
        if !old.is_finished() {
            old.finish();
        }
        let finished = old.clone();
        old.reopen();
        let compared = self.versions.compare(&finished, &under(&self.migration, &old).0);
        Ok(Some(Passed { classes: compared.classes, reasons: compared.reasons }))
    }
}

/// Counts what became of responses.
#[derive(Default)]
pub struct Counts {
    classes: BTreeMap<(String, String), usize>,
    reasons: BTreeMap<(String, String), BTreeMap<Vec<String>, usize>>,
    without: usize,
    /// How many were no responses of the old version.
    pub wrong: usize,
}

/// What a new version does to stored responses.
#[derive(Clone, Debug, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImpactReport {
    /// The form.
    pub form: String,
    /// The old version.
    pub from: String,
    /// The new one.
    pub to: String,
    /// How many responses were compared; absent below five.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<usize>,
    /// How many hold no answers, so that nothing can be compared; absent below five.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_answers: Option<usize>,
    /// From which class to which, also where it stays.
    pub moves: Vec<PassedReport>,
    /// How many stand at places that are not told apart; absent if there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<usize>,
    /// What is wrong with either version, or with the migration.
    pub findings: Vec<FindingReport>,
}

/// Responses that pass from one class to another, or stay.
#[derive(Clone, Debug, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PassedReport {
    /// The class under the old version.
    pub from: String,
    /// The class under the new one.
    pub to: String,
    /// How many: five or more.
    pub responses: usize,
    /// By which rules together, where the class is another.
    pub reasons: Vec<ReasonReport>,
    /// How many by others that are not told apart; absent if there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<usize>,
}

/// Rules that together make a response pass to another class.
#[derive(Clone, Debug, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReasonReport {
    /// Their names.
    pub rules: Vec<String>,
    /// How many responses: five or more.
    pub responses: usize,
}

impl Counts {
    /// Counts one response.
    pub fn add(&mut self, passed: Option<Passed>) {
        let Some(Passed { classes, reasons }) = passed else {
            self.without += 1;
            return;
        };
        *self.classes.entry(classes.clone()).or_default() += 1;
        if classes.0 != classes.1 {
            *self.reasons.entry(classes).or_default().entry(reasons.into_iter().collect()).or_default() += 1;
        }
    }

    /// What may be told.
    pub fn report(&self, old: &Version<'_>, new: &Version<'_>) -> ImpactReport {
        let (told, others) = tellable(&self.classes);
        let moved = |(classes, responses): (&(String, String), usize)| {
            let reasons = self.reasons.get(classes).map(tellable);
            let (reasons, others) = reasons.unwrap_or_default();
            PassedReport {
                from: classes.0.clone(),
                to: classes.1.clone(),
                responses,
                reasons: reasons
                    .into_iter()
                    .map(|(rules, responses)| ReasonReport { rules: rules.clone(), responses })
                    .collect(),
                others,
            }
        };
        let enough = |count: usize| (count >= LEAST).then_some(count);
        ImpactReport {
            form: (*old.form.id).into(),
            from: (*old.form.version).into(),
            to: (*new.form.version).into(),
            compared: enough(self.classes.values().sum()),
            without_answers: enough(self.without),
            moves: told.into_iter().map(moved).collect(),
            others,
            findings: Vec::new(),
        }
    }
}

/// The counts that may be told, and what the others come to together: nothing, where there are none or all together are
/// too few.
fn tellable<K: Ord>(counts: &BTreeMap<K, usize>) -> (Vec<(&K, usize)>, Option<usize>) {
    let mut told: Vec<(&K, usize)> = counts.iter().map(|(key, count)| (key, *count)).collect();
    told.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
    let (mut others, mut places) = (0, 0);
    while let Some((_, count)) = told.last().copied()
        && (count < LEAST || (places > 0 && (others < LEAST || places < 2)))
    {
        told.pop();
        others += count;
        places += 1;
    }
    (told, (others >= LEAST).then_some(others))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(counts: &[usize]) -> (Vec<usize>, Option<usize>) {
        let counts: BTreeMap<usize, usize> = counts.iter().copied().enumerate().collect();
        let (told, others) = tellable(&counts);
        (told.into_iter().map(|(_, count)| count).collect(), others)
    }

    #[test]
    fn no_count_below_five_is_told_or_follows_from_what_is() {
        for (counts, shown, others) in [
            (&[][..], &[][..], None),
            (&[4], &[], None),
            (&[5], &[5], None),
            (&[100, 5], &[100, 5], None),
            // One small count would be what is missing from the whole: the next goes with it.
            (&[100, 3], &[], Some(103)),
            (&[100, 7, 3], &[100], Some(10)),
            (&[100, 7, 1, 1], &[100], Some(9)),
            (&[100, 4, 4], &[100], Some(8)),
            (&[2, 1], &[], None),
        ] {
            assert_eq!(told(counts), (shown.to_vec(), others), "{counts:?}");
        }
    }

    #[test]
    fn any_counts_are_told_so_that_each_hidden_one_could_be_another() {
        let mut random = fastrand::Rng::with_seed(5);
        for _ in 0..2_000 {
            let counts: Vec<usize> = (0..random.usize(1..9)).map(|_| random.usize(1..12)).collect();
            let (shown, others) = told(&counts);
            let hidden = counts.len() - shown.len();
            let rest = counts.iter().sum::<usize>() - shown.iter().sum::<usize>();
            assert!(shown.iter().all(|count| *count >= LEAST), "{counts:?}");
            assert!(hidden == 0 || shown.is_empty() || (rest >= LEAST && hidden >= 2), "{counts:?}");
            assert_eq!(others, (rest >= LEAST).then_some(rest), "{counts:?}");
        }
    }
}
