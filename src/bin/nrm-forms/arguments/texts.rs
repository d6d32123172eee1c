//! What `translate` takes.

use super::{ENDS, Writing};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

pub(super) const TRANSLATE_EXPORT: &str = "\
Examples:
  nrm-forms translate export schemas/forms/nrm-detection/0.2.0 --language ar -o ar.xlf
      XLIFF 2, for a translator's program
  nrm-forms translate export form.json --language so -o so.csv
      a table, for a spreadsheet";

const TRANSLATE_IMPORT: &str = "\
Examples:
  nrm-forms translate import ar.xlf --form schemas/forms/nrm-detection/0.2.0 -o texts/ar.json
      what came back, over what is there
  nrm-forms translate import so.csv --form form.json --language so > so.json
      a table does not say in which language it is";

const TRANSLATE_STATUS: &str = "\
Examples:
  nrm-forms translate status schemas/forms/nrm-detection/0.2.0
      what is translated, stale or missing in each language";

/// What is done with texts.
#[derive(Subcommand)]
pub(crate) enum Translate {
    /// Write every text with its translation, as XLIFF 2 or a table.
    #[command(after_help = TRANSLATE_EXPORT, after_long_help = format!("{TRANSLATE_EXPORT}\n\n{ENDS}"), mut_arg("json", |json| json.requires("output")))]
    Export(TranslateExport),
    /// Write what came back as the texts of a language, over those that stand beside the form.
    ///
    /// A text that does not come back stays as it was. A stale one is translated again only where the file says so.
    #[command(after_help = TRANSLATE_IMPORT, after_long_help = format!("{TRANSLATE_IMPORT}\n\n{ENDS}"), mut_arg("json", |json| json.requires("output")))]
    Import(TranslateImport),
    /// Tell how many texts are translated in each language, and which are stale, missing or obsolete.
    #[command(after_help = TRANSLATE_STATUS, after_long_help = format!("{TRANSLATE_STATUS}\n\n{ENDS}"))]
    Status(TranslateStatus),
}

/// What texts are written as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextFormat {
    /// XLIFF 2.0.
    Xliff,
    /// A table.
    Csv,
}

/// What `translate export` takes.
#[derive(Args)]
pub(crate) struct TranslateExport {
    /// The form: its `form.json`, or the folder of its version.
    #[arg(value_name = "FORM")]
    pub(crate) form: PathBuf,
    /// The language to translate into.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: String,
    /// What to write; by the ending of the file, or XLIFF, if left out.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<TextFormat>,
    /// Write to this file, whole or not at all, and tell how it went.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `translate import` takes.
#[derive(Args)]
pub(crate) struct TranslateImport {
    /// What came back.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The form: its `form.json`, or the folder of its version.
    #[arg(long, value_name = "FORM")]
    pub(crate) form: PathBuf,
    /// The language it is in, where the file does not say so.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Who reviewed the texts, by role, and when; `none` where a text is another now, if left out.
    #[arg(long, value_name = "TEXT")]
    pub(crate) review: Option<String>,
    /// Write to this file, whole or not at all, and tell how it went.
    #[arg(short, long, value_name = "FILE.json")]
    pub(crate) output: Option<PathBuf>,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `translate status` takes.
#[derive(Args)]
pub(crate) struct TranslateStatus {
    /// The form: its `form.json`, or the folder of its version.
    #[arg(value_name = "FORM")]
    pub(crate) form: PathBuf,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}
