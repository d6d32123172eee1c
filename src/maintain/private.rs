//! What is told of a file that holds answers: the code, the place and what to do, and nothing that stands in the file.
//!
//! A key may be an answer too, where somebody turned the two round. So only names that the form has, and the keys of a
//! response, are repeated.

use super::finding::Finding;
use crate::form::Form;

/// Keys of responses and answers.
const KEYS: [&str; 44] = [
    "alerts",
    "alsoMet",
    "answers",
    "assessment",
    "by",
    "calculations",
    "calendar",
    "case",
    "class",
    "closed",
    "code",
    "codes",
    "conclusion",
    "consents",
    "couldBe",
    "digest",
    "dimensions",
    "engine",
    "extent",
    "finished",
    "form",
    "from",
    "id",
    "indicators",
    "item",
    "language",
    "languages",
    "mark",
    "migratedFrom",
    "missing",
    "more",
    "needsSecondReview",
    "other",
    "outcome",
    "review",
    "rows",
    "rowsAdded",
    "scores",
    "seal",
    "state",
    "today",
    "trace",
    "value",
    "words",
];
/// Codes that speak of something that stands in the file.
const REPEATING: [&str; 8] = [
    "unknown-name",
    "unknown-key",
    "duplicate-key",
    "unknown-word",
    "unknown-code",
    "bad-name",
    "bad-number",
    "newer-format",
];
/// What stands for what is not told.
const HIDDEN: &str = "…";

/// Findings of a file that holds answers, as they may be told.
pub(super) fn private(form: &Form, findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().map(|finding| hidden(form, finding)).collect()
}

fn hidden(form: &Form, finding: Finding) -> Finding {
    let known = |name: &str| {
        KEYS.contains(&name)
            || form.find(name).is_some()
            || (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let segment = |part: &str| if part.is_empty() || known(part) { part.to_owned() } else { HIDDEN.to_owned() };
    let pointer = finding.pointer.split('/').map(segment).collect::<Vec<_>>().join("/");
    if !REPEATING.contains(&finding.code) || known(&finding.subject) {
        return Finding { pointer, ..finding };
    }
    let message = "something here is not one of the names or words that this form and a response have".into();
    Finding { pointer, subject: String::new(), message, help: "look at the line itself".into(), ..finding }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maintain::score::line;
    use alloc::sync::Arc;

    #[test]
    fn nothing_that_stands_in_a_line_is_told() {
        let form = crate::maintain::check_form(include_bytes!("../../tests/fixtures/example.form.json")).0.unwrap();
        let form = Arc::new(form);
        for (text, code) in [
            (r#"{"today": "2026-11-02", "answers": {"canary": "yes"}}"#, "unknown-name"),
            (r#"{"today": "2026-11-02", "answers": {"papers": "canary"}}"#, "answer-refused"),
            (r#"{"today": "2026-11-02", "answers": {"papers": {"canary": "canary"}}}"#, "unknown-key"),
            (r#"{"today": "2026-11-02", "answers": {"papers": {"missing": "canary"}}}"#, "unknown-word"),
            (r#"{"today": "2026-11-02", "answers": {"canary": 1, "canary": 2}}"#, "duplicate-key"),
            (r#"{"today": "canary", "answers": {}}"#, "wrong-type"),
            (r#"{"canary": "canary"}"#, "unknown-key"),
            (r#"{"extent": "full", "form": {"id": "canary"}, "canary": 1}"#, "form-missing"),
            (r#"{"extent": "canary"}"#, "response-invalid"),
            ("canary", "json-syntax"),
        ] {
            let found = line(&form, text.as_bytes(), false).unwrap_err();
            assert_eq!(found[0].code, code, "{text}");
            for finding in found {
                let Finding { pointer, subject, message, help, .. } = &finding;
                assert!([pointer, subject, message, help].iter().all(|told| !told.contains("canary")), "{finding:?}");
            }
        }
    }
}
