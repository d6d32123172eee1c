//! `nrm-forms explain`: why one response, or one line of answers, came to what it did.

use crate::arguments::ExplainOptions;
use crate::check::sound;
use crate::diff::of;
use crate::files::{Found, read, reports};
use crate::output::{Ran, ended};
use crate::show::{Show, weighed};
use crate::stream::{nth, too_long, why};
use nrm_screening::maintain::{Finding, explain};

/// Explains it.
pub(crate) fn run(options: &ExplainOptions) -> Ran {
    let (mut found, file) = (Vec::new(), &options.response);
    let form = sound(&of(&options.form), &mut found);
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
        found.push(Found::hidden(file, findings));
        None
    });
    let ended = ended(&found, false, false);
    let json = match &explained {
        Some(found) => serde_json::to_value(found),
        None => serde_json::to_value(reports(&found)),
    };
    let text = move |colours| {
        let text = Show::new(colours).files(&found);
        match &explained {
            Some(explained) => text + &explain::lines(explained).join("\n") + "\n",
            None => text + &format!("nothing explained: {}\n", weighed(&found)),
        }
    };
    Ran { text: Box::new(text), json, ended }
}
