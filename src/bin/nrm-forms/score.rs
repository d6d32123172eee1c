//! `nrm-forms score`: the results of any number of answers, a line for each.

use crate::arguments::ScoreOptions;
use crate::check::sound;
use crate::diff::of;
use crate::files::{Beside, Found, reports};
use crate::output::{Ended, ended};
use crate::show::{Show, weighed};
use crate::stream::{Stopped, Wrong, each, too_long, why};
use nrm_screening::Form;
use nrm_screening::maintain::Finding;
use nrm_screening::maintain::score::{NotScored, line};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::sync::Arc;

/// Scores a file. It writes while it reads, so it writes by itself.
pub(crate) fn run(options: &ScoreOptions) -> Ended {
    let json = options.writing.json;
    let mut found = Vec::new();
    let mut wrong = Wrong::of(&options.responses, json);
    let mut scored = 0;
    if let Some(form) = sound(&of(&options.form), &mut found) {
        match score(options, &form, &mut wrong, &mut scored) {
            Err(Stopped::Writing(error)) if error.kind() == ErrorKind::BrokenPipe => {}
            Err(stopped) => {
                let writing = matches!(stopped, Stopped::Writing(_));
                let file = options.output.as_ref().filter(|_| writing).unwrap_or(&options.responses);
                found.push(Found::unread(file, why(&stopped)));
            }
            Ok(()) => {}
        }
    }
    let ended = ended(&found, false, wrong.count > 0);
    let mut told = String::new();
    if json {
        let reports = reports(&found);
        told.extend(reports.iter().map(|report| serde_json::to_string(report).unwrap_or_default() + "\n"));
    } else {
        told.push_str(&Show::new(false).files(&found));
        if !found.is_empty() {
            told.extend(["stopped: ", &weighed(&found), "\n"]);
        }
        told.extend([format!("{scored} scored, {} not scored\n", wrong.count)]);
    }
    // Where the results go, nothing else does.
    let _closed = io::stderr().write_all(told.as_bytes());
    ended
}

fn score(options: &ScoreOptions, form: &Arc<Form>, wrong: &mut Wrong<'_>, scored: &mut usize) -> Result<(), Stopped> {
    let work = |text: Option<Vec<u8>>| -> Result<String, Vec<Finding>> {
        line(form, &text.ok_or_else(too_long)?, options.full)
    };
    let mut write_to = |out: &mut dyn Write| {
        each(&options.responses, work, |number, made: Result<String, Vec<Finding>>| {
            let line = match made {
                Ok(line) => {
                    *scored += 1;
                    line
                }
                Err(findings) => {
                    wrong.tell(number, &findings);
                    // The line keeps its place, so that the two files can be read side by side.
                    let error = findings.first().map_or("not-scored", |finding| finding.code);
                    serde_json::to_string(&NotScored { error }).unwrap_or_default()
                }
            };
            writeln!(out, "{line}")
        })
    };
    let Some(file) = &options.output else {
        let mut out = BufWriter::new(io::stdout().lock());
        write_to(&mut out)?;
        return out.flush().map_err(Stopped::Writing);
    };
    let mut out = BufWriter::new(Beside::of(file).map_err(Stopped::Writing)?);
    write_to(&mut out)?;
    let written = out.into_inner().map_err(io::IntoInnerError::into_error);
    written.and_then(Beside::put).map_err(Stopped::Writing)
}
