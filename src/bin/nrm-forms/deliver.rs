//! Where something goes that a command makes: to a file, whole or not at all, or to the terminal, with nothing beside it.

use crate::files::{Found, name, put, reports, unwritten};
use crate::output::{Ended, Ran, ended};
use crate::show::{Show, weighed};
use nrm_screening::maintain::readable;
use std::io::{self, Write as _};
use std::path::Path;

/// Something that was made, and lines that are told of it.
pub(crate) struct Made {
    pub(crate) text: String,
    pub(crate) told: Vec<String>,
}

impl From<String> for Made {
    fn from(text: String) -> Self {
        Self { text, told: Vec::new() }
    }
}

/// Delivers it; `nothing` says that there is nothing, where something was in the way.
pub(crate) fn deliver(output: Option<&Path>, made: Option<Made>, mut found: Vec<Found>, nothing: &'static str) -> Ran {
    let (mut told, mut out) = (String::new(), None);
    if let Some(Made { text, told: lines }) = made {
        match output.map(|file| (file, put(file, text.as_bytes()))) {
            None => out = Some(text),
            Some((file, Ok(()))) => told = format!("written: {}\n", name(file)),
            Some((file, Err(error))) => found.push(Found::unread(file, unwritten(&error))),
        }
        told.extend(lines.iter().map(|line| readable(line) + "\n"));
    }
    let ended = ended(&found, false, false);
    let json = serde_json::to_value(reports(&found));
    let text = move |colours| {
        if ended == Ended::Well {
            return told.clone();
        }
        Show::new(colours).files(&found) + &format!("{nothing}: {}\n", weighed(&found))
    };
    if output.is_some() {
        return Ran { text: Box::new(text), json, ended };
    }
    // Where what is made goes, nothing else does.
    let _closed = io::stderr().write_all(text(false).as_bytes());
    Ran { text: Box::new(move |_| out.clone().unwrap_or_default()), json, ended }
}
