//! `nrm-forms export`: a response as a table, or in the fields of a standard, with what is lost.

use crate::arguments::{Export, ExportResponse, Writing};
use crate::check::form;
use crate::deliver::{Made, deliver};
use crate::files::{Found, read};
use crate::output::Ran;
use crate::xlsform;
use nrm_screening::Form;
use nrm_screening::export::Export as Mapping;
use nrm_screening::maintain::{Finding, export};
use std::sync::Arc;

/// The mappings to HTCDS that the command has with it, by form and version.
const HTCDS: [(&str, &str, &[u8]); 2] = [
    ("nrm-detection", "0.2.0", include_bytes!("../../../schemas/exports/htcds/nrm-detection-0.2.0.json")),
    ("nrm-identification", "0.1.0", include_bytes!("../../../schemas/exports/htcds/nrm-identification-0.1.0.json")),
];

/// What a response is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Htcds,
    HtcdsCsv,
}

/// What is asked for, and how it is written.
pub(crate) fn run(command: &Export) -> (&Writing, Ran) {
    match command {
        Export::Csv(options) => (&options.writing, response(options, Format::Csv)),
        Export::Htcds(options) => (&options.writing, response(options, Format::Htcds)),
        Export::HtcdsCsv(options) => (&options.writing, response(options, Format::HtcdsCsv)),
        Export::Xlsform(options) => (&options.writing, xlsform::export(options)),
    }
}

/// Exports a response.
fn response(options: &ExportResponse, format: Format) -> Ran {
    let mut found = Vec::new();
    let made = export(options, format, &mut found);
    let made =
        made.map(|(text, lost)| Made { text, told: lost.into_iter().map(|line| format!("lost: {line}")).collect() });
    deliver(options.output.as_deref(), made, found, "nothing exported")
}

/// The export, and what is lost of the response; none where something is in the way, which is found then.
fn export(options: &ExportResponse, format: Format, found: &mut Vec<Found>) -> Option<(String, Vec<String>)> {
    let (checked, checked_form) = form(&options.form);
    found.push(checked);
    let form = checked_form?;
    let text = read(&options.response).map_err(|why| found.push(Found::unread(&options.response, *why))).ok()?;
    // The lines of this file are answers: they are not shown.
    let mut hidden = |findings| {
        found.push(Found::hidden(&options.response, findings));
    };
    let (session, case) = export::response(&form, &text).map_err(&mut hidden).ok()?;
    if format == Format::Csv {
        return export::answers(&session, &case).map_err(&mut hidden).ok().map(|text| (text, Vec::new()));
    }
    let mapping = mapping(options, &form, found)?;
    let made = export::fields(&mapping, &session, format == Format::HtcdsCsv);
    made.map_err(|findings| found.push(Found::hidden(&options.response, findings))).ok()
}

fn mapping(options: &ExportResponse, form: &Arc<Form>, found: &mut Vec<Found>) -> Option<Mapping> {
    let (file, text) = if let Some(file) = &options.mapping {
        (file, read(file).map_err(|why| found.push(Found::unread(file, *why))).ok()?)
    } else {
        let known = HTCDS.iter().find(|(id, version, _)| [*id, *version] == [&*form.id, &*form.version]);
        let Some((.., text)) = known else {
            let message = "there is no mapping of this version of the form with this command";
            let finding = Finding::error("no-mapping", "", message.into(), "name one with --mapping");
            found.push(Found::hidden(&options.form, vec![finding]));
            return None;
        };
        (&options.form, text.to_vec())
    };
    match export::mapping(form, &text) {
        Ok(export) => Some(export),
        Err(findings) => {
            found.push(Found::new(file, text, findings));
            None
        }
    }
}
