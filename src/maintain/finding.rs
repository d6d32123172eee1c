//! Something found in a file, whoever found it: a diagnostic of the core, or a remark of the tools.

use super::excerpt::{readable, shortened};
use super::source::Source;
use crate::diagnostic::Diagnostic;
pub use crate::diagnostic::Severity;

/// Most characters of a name that a message repeats.
const LONGEST_SUBJECT: usize = 80;

/// Something found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind; stable across versions.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// JSON pointer to the place, or a cell as `survey!D4`.
    pub pointer: String,
    /// What it speaks of: a key, an id, a code.
    pub subject: String,
    /// Byte in the text, where the text could not be read.
    pub at: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Finding {
    /// An error at a place.
    pub fn error(code: &'static str, pointer: &str, message: String, help: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            pointer: pointer.into(),
            subject: String::new(),
            at: None,
            message,
            help: help.into(),
        }
    }

    /// The same as a warning.
    #[must_use]
    pub fn warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    /// Says what it speaks of, so that it can be marked in the line.
    #[must_use]
    pub fn about(self, subject: &str) -> Self {
        Self { subject: subject.into(), ..self }
    }

    /// The same as plain data, with its place in the text.
    pub fn report(&self, file: &str, source: Option<&Source>) -> FindingReport {
        let mark = source.map(|source| source.mark(self));
        FindingReport {
            file: file.into(),
            code: self.code,
            severity: self.severity,
            pointer: self.pointer.clone(),
            line: mark.map(|mark| mark.line),
            column: mark.map(|mark| mark.column),
            message: self.message.clone(),
            help: self.help.clone(),
        }
    }
}

impl From<&Diagnostic> for Finding {
    fn from(told: &Diagnostic) -> Self {
        let subject = shortened(&readable(&told.subject), LONGEST_SUBJECT);
        let shown = Diagnostic { subject: subject.into(), ..told.clone() };
        Self {
            code: told.code.word(),
            severity: told.code.severity(),
            pointer: (*told.pointer).into(),
            subject: (*told.subject).into(),
            at: told.at,
            message: shown.message(),
            help: readable(&shown.help()),
        }
    }
}

/// A name from a file as a message repeats it: in backquotes, without hidden characters, not too long.
pub(super) fn quoted(name: &str) -> String {
    format!("`{}`", shortened(&readable(name), LONGEST_SUBJECT))
}

/// Names to choose from, as a help lists them.
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    const MOST: usize = 12;
    let names: Vec<&str> = names.into_iter().collect();
    let mut text = names.iter().take(MOST).map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        text.push_str(", …");
    }
    if text.is_empty() { "none".into() } else { text }
}

/// A finding as it leaves the command.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FindingReport {
    /// The file, as it was named or found.
    pub file: String,
    /// What kind; stable across versions.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// JSON pointer to the place, or a cell of a workbook as `survey!D4`; empty for the file as a whole.
    pub pointer: String,
    /// The line, from 1; absent where the file could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The character in that line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}
