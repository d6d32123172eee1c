//! `nrm-forms explain`: why one response, or one line of answers, came to what it did.

use crate::arguments::ExplainOptions;
use crate::check::form;
use crate::diff::of;
use crate::files::{Found, name, read, reports};
use crate::output::{Ran, ended};
use crate::show::{Show, weighed};
use crate::stream::{nth, too_long, why};
use nrm_screening::maintain::{Finding, Severity, explain};

/// Explains it.
pub(crate) fn run(options: &ExplainOptions) -> Ran {
    let (mut found, file) = (Vec::new(), &options.response);
    let (checked, form) = form(&of(&options.form));
    if checked.count(Severity::Error) > 0 {
        found.push(checked);
    }
    let text = match options.line {
        None => read(file).map_err(|why| vec![*why]),
        Some(number) => match nth(file, number) {
            Ok(Some(Some(line))) => Ok(line),
            Ok(Some(None)) => Err(too_long()),
            Ok(None) => {
                let message = format!("the file has no line {number}");
                Err(vec![Finding::error("no-line", "", message, "lines count from 1")])
            }
            Err(stopped) => Err(vec![why(&stopped)]),
        },
    };
    let explained = text.and_then(|text| form.map(|form| explain::explain(&form, &text)).transpose());
    let explained = explained.unwrap_or_else(|findings| {
        // The lines of this file are answers: they are not shown.
        found.push(Found { file: name(file), source: None, findings });
        None
    });
    let ended = ended(&found, false, false);
    let json = match &explained {
        Some(found) => serde_json::to_value(found),
        None => serde_json::to_value(reports(&found)),
    };
    let text = move |colours| {
        let (show, mut text) = (Show::new(colours), String::new());
        for file in &found {
            show.file(file, &mut text);
        }
        match &explained {
            Some(explained) => text + &explain::lines(explained).join("\n") + "\n",
            None => text + &format!("nothing explained: {}\n", weighed(&found)),
        }
    };
    Ran { text: Box::new(text), json, ended }
}
