//! What `import` and `export` take: what other programs read and write.

use super::{ENDS, Writing};
use clap::{Args, Subcommand};
use std::path::PathBuf;

pub(super) const EXPORT: &str = "\
Examples:
  nrm-forms export csv response.json --form schemas/forms/nrm-detection/0.2.0/form.json -o answers.csv
      a table with a line for each answer
  nrm-forms export htcds response.json --form form.json > case.json
      the fields of the Human Trafficking Case Data Standard; what is lost is told beside it
  nrm-forms export xlsform schemas/forms/nrm-detection/0.2.0 -o detection.xlsx
      the form with its texts in every language, for spreadsheets and survey programs";

pub(super) const IMPORT_XLSFORM: &str = "\
Examples:
  nrm-forms import xlsform survey.xlsx --by person --in schemas/forms
      schemas/forms/ID/VERSION/form.json and its texts
  nrm-forms import xlsform survey.xlsx --id arrival --title Arrival --language en --by worker --leave-out
      where the workbook does not say so, and without what has no place in a form";

/// What is written for other programs.
#[derive(Subcommand)]
pub(crate) enum Export {
    /// Write a response as a table with a line for each answer.
    ///
    /// The response is what the element handed over, as JSON, and as it was handed over.
    #[command(after_help = EXPORT, after_long_help = format!("{EXPORT}\n\n{ENDS}"), mut_arg("json", |json| json.requires("output")))]
    Csv(ExportResponse),
    /// Write the fields of HTCDS 2.0 of a response, as JSON.
    ///
    /// The response is what the element handed over, as JSON, and as it was handed over.
    #[command(after_help = EXPORT, after_long_help = format!("{EXPORT}\n\n{ENDS}"), mut_arg("json", |json| json.requires("output")))]
    Htcds(ExportResponse),
    /// Write the fields of HTCDS 2.0 of a response, as a table of one line.
    ///
    /// The response is what the element handed over, as JSON, and as it was handed over.
    #[command(after_help = EXPORT, after_long_help = format!("{EXPORT}\n\n{ENDS}"), mut_arg("json", |json| json.requires("output")))]
    HtcdsCsv(ExportResponse),
    /// Write a form as an XLSForm workbook, and tell what other programs do not read.
    ///
    /// What is written comes back as the same form with `import xlsform`.
    #[command(after_help = EXPORT, after_long_help = format!("{EXPORT}\n\n{ENDS}"))]
    Xlsform(ExportXlsform),
}

/// What `export` takes for a response.
#[derive(Args)]
pub(crate) struct ExportResponse {
    /// The response.
    #[arg(value_name = "RESPONSE.json")]
    pub(crate) response: PathBuf,
    /// The form it was given to, in that version.
    #[arg(long, value_name = "FORM.json")]
    pub(crate) form: PathBuf,
    /// What goes into which field, for a form or a version that this command does not have.
    #[arg(long, value_name = "MAPPING.json")]
    pub(crate) mapping: Option<PathBuf>,
    /// Write to this file, whole or not at all, and tell how it went.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `export xlsform` takes.
#[derive(Args)]
pub(crate) struct ExportXlsform {
    /// The form: its `form.json`, or the folder of its version, with its texts.
    #[arg(value_name = "FORM")]
    pub(crate) form: PathBuf,
    /// Write to this file, whole or not at all.
    #[arg(short, long, value_name = "FILE.xlsx")]
    pub(crate) output: PathBuf,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What a form is made of.
#[derive(Subcommand)]
pub(crate) enum Import {
    /// Make a form of an XLSForm workbook, and tell every cell that has no place in one.
    ///
    /// It makes a folder for the version, and nothing where there is one. Nothing is made while a cell is wrong.
    #[command(after_help = IMPORT_XLSFORM, after_long_help = format!("{IMPORT_XLSFORM}\n\n{ENDS}"))]
    Xlsform(ImportXlsform),
}

/// What `import xlsform` takes.
#[derive(Args)]
pub(crate) struct ImportXlsform {
    /// The workbook.
    #[arg(value_name = "FILE.xlsx")]
    pub(crate) file: PathBuf,
    /// Id of the form: small letters, digits and `-`; that of the settings, if left out.
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// Its title, neutral; that of the settings, if left out.
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// The language of texts for which none is named.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Who answers where the workbook does not say so: `person`, `observer`, `worker` or `document`.
    #[arg(long, value_name = "WHO", value_parser = ["person", "observer", "worker", "document"])]
    pub(crate) by: Option<String>,
    /// Leave out what has no place in a form and changes nothing that is asked of or concluded from the rest; tell it.
    #[arg(long)]
    pub(crate) leave_out: bool,
    /// The folder it is made in.
    #[arg(long = "in", value_name = "FOLDER", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}
