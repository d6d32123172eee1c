//! A response, and where it can be exported to.

use super::check::{encoding, findings};
use super::finding::Finding;
use super::private::private;
use crate::definition::ExportDefinition;
use crate::export::{Export, table};
use crate::form::Form;
use crate::response::{NotResumed, unchanged};
use crate::session::Session;
use alloc::sync::Arc;

/// A response that is as it was handed over: its interview, and what the host calls the case.
///
/// # Errors
/// Why it is not taken; never an answer.
pub fn response(form: &Arc<Form>, text: &[u8]) -> Result<(Session, String), Vec<Finding>> {
    encoding(text)?;
    let session = unchanged(form, text).map_err(|why| not_taken(form, &why))?;
    let told: serde_json::Value = serde_json::from_slice(text).unwrap_or_default();
    let case = told.get("case").and_then(serde_json::Value::as_str).unwrap_or_default();
    Ok((session, case.to_owned()))
}

pub(super) fn not_taken(form: &Form, why: &NotResumed) -> Vec<Finding> {
    let (message, help) = match why {
        NotResumed::Partial => {
            ("this response holds no answers", "only one with everything in it holds enough for this")
        }
        NotResumed::FormMissing => {
            ("this response was given to another form, version or file", "name the form that its key `form` tells")
        }
        NotResumed::Changed(_) => {
            ("this response is not as it was handed over", "take it from where it was kept first")
        }
        NotResumed::Invalid(_) => ("this is no response of this form", "name what `nrm-complete` handed over, as JSON"),
    };
    let mut found = vec![Finding::error(why.word(), "", message.into(), help)];
    if let NotResumed::Changed(told) | NotResumed::Invalid(told) = why {
        found.extend(private(form, findings(told)));
    }
    found
}

/// A mapping to a standard.
///
/// # Errors
/// Everything wrong with it.
pub fn mapping(form: &Arc<Form>, text: &[u8]) -> Result<Export, Vec<Finding>> {
    encoding(text)?;
    let definition = ExportDefinition::read(text).map_err(|found| findings(&found))?;
    Export::new(definition, Arc::clone(form)).map_err(|found| findings(&found))
}

/// A table of all answers.
///
/// # Errors
/// Where it cannot be written.
pub fn answers(session: &Session, case: &str) -> Result<String, Vec<Finding>> {
    written(table(session, case))
}

/// The fields of a standard as JSON, or as a table of one line; and a line for each thing that is lost.
///
/// # Errors
/// Where it cannot be written.
pub fn fields(export: &Export, session: &Session, as_table: bool) -> Result<(String, Vec<String>), Vec<Finding>> {
    let exported = export.of(session);
    let text = if as_table {
        written(exported.to_csv(export))?
    } else {
        serde_json::to_string_pretty(&exported.to_json()).map(|text| text + "\n").unwrap_or_default()
    };
    let lost = exported.lost.iter().map(|lost| format!("{}: {}", lost.item, lost.reason.word()));
    let loses = export.definition().loses.iter().map(|lost| (**lost).to_owned());
    Ok((text, lost.chain(loses).collect()))
}

fn written(table: csv::Result<Vec<u8>>) -> Result<String, Vec<Finding>> {
    let text = table.map(|text| String::from_utf8(text).unwrap_or_default());
    text.map_err(|error| vec![Finding::error("not-written", "", error.to_string(), "tell those who keep this command")])
}
