//! The cases of a file, run, as plain data.

use super::super::finding::Finding;
use super::super::source::Source;
use super::{Cases, CasesReport, coverage};
use crate::compile::Form;
use alloc::sync::Arc;

/// Runs the cases of a file: what is wrong with them, or remarks on them, and what came of each. The report does not
/// repeat the findings.
pub fn tested(file: &str, source: &Source, form: &Arc<Form>) -> (Vec<Finding>, CasesReport) {
    let (found, outcomes) = Cases::test(source.text(), form);
    let coverage = (!outcomes.is_empty()).then(|| coverage(form, &outcomes));
    let line = |pointer: &str| source.mark(&Finding::error("", pointer, String::new(), "")).line;
    let cases: Vec<_> = outcomes.into_iter().map(|(case, ran)| ran.report(&case, line(&case.pointer))).collect();
    let passed = cases.iter().filter(|case| case.passed).count();
    let report = CasesReport {
        file: file.into(),
        form: Some((*form.id).into()),
        version: Some((*form.version).into()),
        passed,
        failed: cases.len() - passed,
        findings: Vec::new(),
        cases,
        coverage,
    };
    (found, report)
}
