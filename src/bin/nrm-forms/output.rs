//! How a command ends: everything is written at once or not at all, and a number says how it went.

use crate::arguments::{Colours, Writing};
use crate::files::Found;
use anstream::{AutoStream, ColorChoice};
use nrm_screening::maintain::{Severity, escaped};
use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Nothing is wrong.
    Well = 0,
    /// Something is wrong, or a case failed.
    Wrong = 1,
    /// The command was not understood.
    Usage = 2,
    /// A file could not be read, or the result not written.
    Unread = 3,
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        Self::from(ended as u8)
    }
}

/// What a command found out, in both forms.
pub(crate) struct Ran {
    /// For people; `true` asks for colours.
    pub(crate) text: Box<dyn Fn(bool) -> String>,
    /// For programs.
    pub(crate) json: serde_json::Result<serde_json::Value>,
    /// How it went.
    pub(crate) ended: Ended,
}

/// What is written.
pub(crate) struct Output {
    text: String,
    ended: Ended,
}

impl Output {
    /// The form that is asked for.
    pub(crate) fn of(options: &Writing, ran: Ran) -> Self {
        if !options.json {
            return Self { text: (ran.text)(in_colours(options.color)), ended: ran.ended };
        }
        match ran.json.and_then(|json| serde_json::to_string_pretty(&json)) {
            Ok(json) => Self { text: escaped(&json) + "\n", ended: ran.ended },
            Err(error) => Self { text: complaint(&error), ended: Ended::Unread },
        }
    }

    /// Writes it, in one piece. Who stopped listening is not told so.
    pub(crate) fn write(self) -> Ended {
        let mut out = io::stdout().lock();
        match out.write_all(self.text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                complaint(&error);
                Ended::Unread
            }
            _ => self.ended,
        }
    }
}

/// Tells that the result cannot be written; gives the nothing that is written instead.
fn complaint(error: &dyn core::fmt::Display) -> String {
    let _closed = writeln!(io::stderr(), "nrm-forms: the result cannot be written: {error}");
    String::new()
}

fn in_colours(colours: Colours) -> bool {
    match colours {
        Colours::Always => true,
        Colours::Never => false,
        Colours::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
    }
}

/// How it went, by what was found.
pub(crate) fn ended<'f>(found: impl IntoIterator<Item = &'f Found>, deny_warnings: bool, failed: bool) -> Ended {
    let (mut wrong, mut unread) = (failed, false);
    for file in found {
        unread |= !file.is_read();
        wrong |= file.count(Severity::Error) > 0 || (deny_warnings && file.count(Severity::Warning) > 0);
    }
    match (unread, wrong) {
        (true, _) => Ended::Unread,
        (_, true) => Ended::Wrong,
        _ => Ended::Well,
    }
}
