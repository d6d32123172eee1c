//! What the command takes.

mod answers;
mod others;
mod texts;
mod trust;

pub(crate) use answers::{DiffOptions, ExplainOptions, ImpactOptions, MigrateOptions, SchemaOptions, ScoreOptions};
pub(crate) use others::{Export, ExportResponse, ExportXlsform, Import, ImportXlsform};
pub(crate) use texts::{TextFormat, Translate, TranslateExport, TranslateImport, TranslateStatus};
pub(crate) use trust::{KeygenOptions, PublishOptions, RootOptions, SignOptions, Trusting, VerifyOptions};

use clap::{Args, Parser, Subcommand, ValueEnum};
use nrm_screening::value::Date;
use nrm_screening::view::paper::is_reference;
use others::{EXPORT, IMPORT_XLSFORM};
use std::path::PathBuf;
use texts::TRANSLATE_EXPORT;
use trust::{KEYGEN, PUBLISH, ROOT, SIGN, VERIFY};

const ENDS: &str = "\
Ends with:
  0  nothing is wrong
  1  something is wrong, a case failed, or with --coverage something is not reached
  2  the command was not understood
  3  a file could not be read, or the result not written";

const CHECK: &str = "\
Examples:
  nrm-forms check schemas/forms/nrm-detection
      the form, its texts in every language and its cases, in every version
  nrm-forms check form.json texts/ar.json
      only these files; the form of `texts/ar.json` is the `form.json` beside `texts`
  nrm-forms check --json form.json > findings.json
      the same for another program, which `schemas/maintain/check.schema.json` describes
  nrm-forms check --sarif . > findings.sarif
      the same for a code host or an editor";

const NEW: &str = "\
Examples:
  nrm-forms new arrival
      arrival/0.1.0/form.json and cases.json, small and right
  nrm-forms new arrivee --language fr --in schemas/forms
      the same in French, in that folder";

const FMT: &str = "\
Examples:
  nrm-forms fmt drafts/arrival
      form, texts and cases of every version, written as they are to be written
  nrm-forms fmt --check form.json
      only tell whether it is";

const TEST: &str = "\
Examples:
  nrm-forms test schemas/forms/nrm-detection
      the cases of every version
  nrm-forms test schemas/forms/nrm-detection/0.1.0/cases.json
      the cases of one
  nrm-forms test --coverage schemas/forms/nrm-detection/0.2.0
      the cases of one, and what of the form none of them reaches
  nrm-forms test --json . > results.json
      the same for another program, which `schemas/maintain/test.schema.json` describes";

const PRINT: &str = "\
Examples:
  nrm-forms print schemas/forms/nrm-detection/0.1.0/form.json --language ar -o blank.html
      the blank form in Arabic
  nrm-forms print form.json --answers answers.json --today 2026-11-02 -o result.html
      what these answers lead to, on one page";

const DIFF: &str = "\
Examples:
  nrm-forms diff schemas/forms/nrm-detection/0.1.0 schemas/forms/nrm-detection/0.2.0
      what 0.2.0 changes, and what comes of it
  nrm-forms diff old/form.json new/form.json --runs 10000 --seed 3
      more made-up interviews, and other ones
  nrm-forms diff --json old new > changes.json
      the same for another program, which `schemas/maintain/diff.schema.json` describes";

const IMPACT: &str = "\
Examples:
  nrm-forms impact schemas/forms/nrm-detection/0.1.0 schemas/forms/nrm-detection/0.2.0 --responses kept.ndjson
      how many responses come to which class under 0.2.0, and by which rules
  nrm-forms impact --json old new --responses - < kept.ndjson > impact.json
      the same for another program, which `schemas/maintain/impact.schema.json` describes";

const MIGRATE: &str = "\
Examples:
  nrm-forms migrate schemas/forms/nrm-detection/0.1.0 schemas/forms/nrm-detection/0.2.0 --response kept.json -o new.json
      a new response under 0.2.0; what could not be carried is told
  nrm-forms migrate old new --response kept.json --migration rules.json > new.json
      by rules that do not stand in `migrations` near the form";

const SCORE: &str = "\
Examples:
  nrm-forms score answers.ndjson --form schemas/forms/nrm-detection/0.2.0 -o results.ndjson
      a result for each line, in the order of the lines
  nrm-forms score - --form form.json --full < kept.ndjson > results.ndjson
      whole assessments, with their reasons and their trace";

const EXPLAIN: &str = "\
Examples:
  nrm-forms explain kept.json --form schemas/forms/nrm-detection/0.2.0
      rows, indicators, scores and silences that led to its class
  nrm-forms explain answers.ndjson --line 7 --form form.json --json > why.json
      the seventh line of many, as a whole assessment";

const SCHEMA: &str = "\
Examples:
  nrm-forms schema schemas/forms/nrm-detection/0.2.0 -o answers.schema.json
      the JSON Schema of its answers";

const SERVE: &str = "\
Examples:
  nrm-forms serve
      the workbench with the forms that came with it, at an address that is told
  nrm-forms serve schemas/forms --port 8020
      with the forms of that folder, at http://127.0.0.1:8020/";

/// Checks, tests, prints and exports screening forms and what they give.
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
    /// Tell everything that is wrong with forms, their texts, their services and their cases.
    ///
    /// A path is a form (`form.json`), its texts in another language (`texts/ar.json`), its cases (`cases.json`), a list
    /// of services (`services/town.json`) or its texts (`services/town/ar.json`), or a folder: of one version, of a form
    /// with its versions, of several forms, or of services.
    #[command(after_help = CHECK, after_long_help = format!("{CHECK}\n\n{ENDS}"))]
    Check(CheckOptions),
    /// Begin a form: a small one that is right, with golden cases that reach all of it.
    ///
    /// It makes a folder of its own, and nothing where there is one of that name.
    #[command(after_help = NEW, after_long_help = format!("{NEW}\n\n{ENDS}"))]
    New(NewOptions),
    /// Write the files of forms as they are to be written: what is read of them stays the same.
    ///
    /// No file of a version that the manifest near it calls active or retired is written.
    #[command(after_help = FMT, after_long_help = format!("{FMT}\n\n{ENDS}"))]
    Fmt(FmtOptions),
    /// Run the golden cases of forms, and tell what came out otherwise and why.
    ///
    /// A path is a `cases.json`, or the folder of one version, of a form with its versions, or of several forms.
    #[command(after_help = TEST, after_long_help = format!("{TEST}\n\n{ENDS}"))]
    Test(TestOptions),
    /// Make a form of a file that other programs write.
    #[command(subcommand, after_help = IMPORT_XLSFORM, after_long_help = format!("{IMPORT_XLSFORM}\n\n{ENDS}"))]
    Import(Import),
    /// Compare two versions of a form: what is written otherwise, what that does, and which version number it demands.
    ///
    /// Both versions are run over the golden cases of both and over made-up interviews, the same ones for the same seed.
    /// Ends with 1 where the number of the new version is too low.
    #[command(after_help = DIFF, after_long_help = format!("{DIFF}\n\n{ENDS}"))]
    Diff(DiffOptions),
    /// Write a response as a table, or in the fields of a standard; or a form as a workbook. Tell what is lost.
    #[command(subcommand, after_help = EXPORT, after_long_help = format!("{EXPORT}\n\n{ENDS}"))]
    Export(Export),
    /// Count what a new version does to the classes of stored responses: who passes to which, and by which rules.
    ///
    /// A line of the file is a response as it was handed over. Only counts and rules are told, no count below 5 and none
    /// from which one follows. A line that is wrong is told by its number and does not stop the rest.
    #[command(after_help = IMPACT, after_long_help = format!("{IMPACT}\n\n{ENDS}"))]
    Impact(ImpactOptions),
    /// Make a new response, under another version of the form, of a stored one; tell what could not be carried.
    ///
    /// Without rules only questions that are the same in both versions pass. The old response stays as it is.
    #[command(after_help = MIGRATE, after_long_help = format!("{MIGRATE}\n\n{ENDS}"), mut_arg("json", |json| json.requires("output")))]
    Migrate(MigrateOptions),
    /// Write the results of any number of answers, a line for each, in their order.
    ///
    /// A line is a response as it was handed over, or `{"today": "2026-11-02", "answers": {…}}`, finished unless it says
    /// `"finished": false`. A line that is wrong is told by its number on the error output, has `{"error": …}` in its
    /// place, and does not stop the rest. With --json what is told is JSON too, a line each.
    #[command(after_help = SCORE, after_long_help = format!("{SCORE}\n\n{ENDS}"))]
    Score(ScoreOptions),
    /// Tell why one response, or one line of answers, came to what it did.
    ///
    /// It is read as `score` reads a line. What is told holds answers, but for free texts.
    #[command(after_help = EXPLAIN, after_long_help = format!("{EXPLAIN}\n\n{ENDS}"))]
    Explain(ExplainOptions),
    /// Write the JSON Schema of the answers of a form.
    #[command(after_help = SCHEMA, after_long_help = format!("{SCHEMA}\n\n{ENDS}"), mut_arg("json", |json| json.requires("output")))]
    Schema(SchemaOptions),
    /// Show the workbench on this machine, in a browser: forms are written, tried and compared there.
    ///
    /// It answers this machine alone, takes nothing and writes nothing: what is saved there the browser writes, where the
    /// person says. It runs until it is stopped.
    #[command(after_help = SERVE, after_long_help = format!("{SERVE}\n\n{ENDS}"))]
    Serve(ServeOptions),
    /// Give the texts of a form to a translator, take them back, and tell how they stand.
    #[command(subcommand, after_help = TRANSLATE_EXPORT, after_long_help = format!("{TRANSLATE_EXPORT}\n\n{ENDS}"))]
    Translate(Translate),
    /// Make a key to sign versions with.
    ///
    /// It makes two files: the private key, which whoever has it can sign with, and the public one. Neither takes the place
    /// of a file.
    #[command(after_help = KEYGEN, after_long_help = format!("{KEYGEN}\n\n{ENDS}"))]
    Keygen(KeygenOptions),
    /// Make a root: whose keys count, and how many of them have to sign.
    ///
    /// Those who verify pin its SHA-256. One that takes the place of another is signed by enough keys of both.
    #[command(after_help = ROOT, after_long_help = format!("{ROOT}\n\n{ENDS}"))]
    Root(RootOptions),
    /// Sign a version, or a root that takes the place of another; several people do so one after the other.
    ///
    /// What is signed is shown: the SHA-256 of every file. The signature goes into an envelope beside it.
    #[command(after_help = SIGN, after_long_help = format!("{SIGN}\n\n{ENDS}"))]
    Sign(SignOptions),
    /// Tell whether a version is as enough of those whose keys count have signed it. Needs no network.
    #[command(after_help = VERIFY, after_long_help = format!("{VERIFY}\n\n{ENDS}"))]
    Verify(VerifyOptions),
    /// Put a signed version into the folder of published ones, if everything about it is in order.
    ///
    /// Nothing is told of form, texts and cases; all cases hold; enough have signed; and the number is the one that `diff`
    /// demands after the last published version. The whole folder is written, or nothing.
    #[command(after_help = PUBLISH, after_long_help = format!("{PUBLISH}\n\n{ENDS}"))]
    Publish(PublishOptions),
    /// Write a form for a printer: blank, or the result of an interview on one page.
    ///
    /// The file needs nothing else and loads nothing. Texts in another language are those beside the form.
    #[command(after_help = PRINT, after_long_help = format!("{PRINT}\n\n{ENDS}"), mut_arg("json", |json| json.requires("output")))]
    Print(PrintOptions),
}

/// What `print` takes.
#[derive(Args)]
pub(crate) struct PrintOptions {
    /// The form.
    #[arg(value_name = "FORM.json")]
    pub(crate) form: PathBuf,
    /// Language of the page; the form's own, if left out.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Texts of the form in that language, if they do not stand beside it.
    #[arg(long, value_name = "TEXTS.json")]
    pub(crate) texts: Option<PathBuf>,
    /// Words of the interface, for a language that this command does not have.
    #[arg(long, value_name = "WORDS.json", conflicts_with = "language")]
    pub(crate) words: Option<PathBuf>,
    /// Answers: prints the result they lead to instead of the blank form.
    #[arg(long, value_name = "ANSWERS.json", requires = "today")]
    pub(crate) answers: Option<PathBuf>,
    /// The day of the interview, YYYY-MM-DD.
    #[arg(long, value_name = "DAY", value_parser = day, requires = "answers")]
    pub(crate) today: Option<Date>,
    /// A reference to print at its head: letters, digits, `-`, `.`, `/`, `_`, one of them a digit; never a name.
    #[arg(long, value_name = "CODE", value_parser = reference, requires = "answers")]
    pub(crate) reference: Option<String>,
    /// Write to this file, whole or not at all, and tell how it went.
    #[arg(short, long, value_name = "FILE.html")]
    pub(crate) output: Option<PathBuf>,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

fn day(text: &str) -> Result<Date, &'static str> {
    Date::parse(text).ok_or("this is not a day: it is written like 2026-11-02")
}

fn reference(text: &str) -> Result<String, &'static str> {
    let wrong = "a reference has letters, digits, `-`, `.`, `/` and `_`, at least one digit, and no space";
    is_reference(text).then(|| text.to_owned()).ok_or(wrong)
}

/// What `serve` takes.
#[derive(Args)]
pub(crate) struct ServeOptions {
    /// The forms that are shown: the folder of a version, of a form with its versions, or of several forms; those that came
    /// with the workbench, if left out.
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
    /// The port it listens on; any that is free, if left out.
    #[arg(long, value_name = "NUMBER", default_value_t = 0, hide_default_value = true)]
    pub(crate) port: u16,
    /// The built workbench; `workbench` beside the command or beside its folder, if left out.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) workbench: Option<PathBuf>,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `check` takes.
#[derive(Args)]
pub(crate) struct CheckOptions {
    /// What every command takes.
    #[command(flatten)]
    pub(crate) options: Options,
    /// Write SARIF 2.1.0 instead of text.
    #[arg(long, conflicts_with = "json")]
    pub(crate) sarif: bool,
}

/// What `new` takes.
#[derive(Args)]
pub(crate) struct NewOptions {
    /// Id of the form: small letters, digits and `-`.
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Language of its texts: `en` or `fr`.
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(crate) language: String,
    /// The folder it is made in.
    #[arg(long = "in", value_name = "FOLDER", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `fmt` takes.
#[derive(Args)]
pub(crate) struct FmtOptions {
    /// Files and folders.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Write nothing; tell which files are not written so, and end with 1 if there are any.
    #[arg(long)]
    pub(crate) check: bool,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `test` takes.
#[derive(Args)]
pub(crate) struct TestOptions {
    /// What every command takes.
    #[command(flatten)]
    pub(crate) options: Options,
    /// Tell which classes, rows, alerts, indicators, dimensions, combinations of the strength rule, bands and choices no
    /// case reaches; end with 1 if there are any.
    #[arg(long)]
    pub(crate) coverage: bool,
}

/// What every command takes.
#[derive(Args)]
pub(crate) struct Options {
    /// Files and folders.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// End with 1 for warnings too.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// How a command writes what it found.
#[derive(Args)]
pub(crate) struct Writing {
    /// Write JSON instead of text.
    #[arg(long)]
    pub(crate) json: bool,
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
