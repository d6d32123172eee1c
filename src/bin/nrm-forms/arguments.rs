//! What the command takes.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const ENDS: &str = "\
Ends with:
  0  nothing is wrong
  1  something is wrong, or a case failed
  2  the command was not understood
  3  a file could not be read, or the result not written";

const CHECK: &str = "\
Examples:
  nrm-forms check schemas/forms/nrm-detection
      the form, its texts in every language and its cases, in every version
  nrm-forms check form.json texts/ar.json
      only these files; the form of `texts/ar.json` is the `form.json` beside `texts`
  nrm-forms check --json form.json > findings.json
      the same for another program, which `schemas/maintain/check.schema.json` describes";

const TEST: &str = "\
Examples:
  nrm-forms test schemas/forms/nrm-detection
      the cases of every version
  nrm-forms test schemas/forms/nrm-detection/0.1.0/cases.json
      the cases of one
  nrm-forms test --json . > results.json
      the same for another program, which `schemas/maintain/test.schema.json` describes";

/// Checks and tests screening forms.
#[derive(Parser)]
#[command(name = "nrm-forms", version, after_help = ENDS)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Tell everything that is wrong with forms, their texts and their cases.
    ///
    /// A path is a form (`form.json`), its texts in another language (`texts/ar.json`), its cases (`cases.json`), or a
    /// folder: of one version, of a form with its versions, or of several forms.
    #[command(after_help = CHECK, after_long_help = format!("{CHECK}\n\n{ENDS}"))]
    Check(Options),
    /// Run the golden cases of forms, and tell what came out otherwise and why.
    ///
    /// A path is a `cases.json`, or the folder of one version, of a form with its versions, or of several forms.
    #[command(after_help = TEST, after_long_help = format!("{TEST}\n\n{ENDS}"))]
    Test(Options),
}

/// What every command takes.
#[derive(Args)]
pub(crate) struct Options {
    /// Files and folders.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Write JSON instead of text.
    #[arg(long)]
    pub(crate) json: bool,
    /// End with 1 for warnings too.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Whether to write in colours.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Colours,
}

/// Whether to write in colours.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colours {
    /// On a terminal, unless the variable `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
