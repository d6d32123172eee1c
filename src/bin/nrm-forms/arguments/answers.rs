//! What the commands take that compare versions or read answers.

use super::Writing;
use clap::Args;
use std::path::PathBuf;

/// What `diff` takes.
#[derive(Args)]
pub(crate) struct DiffOptions {
    /// The old version: its `form.json`, or its folder.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new one.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// How many interviews are made up.
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    pub(crate) runs: usize,
    /// What they are made from: the same seed makes the same ones.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `impact` takes.
#[derive(Args)]
pub(crate) struct ImpactOptions {
    /// The version the responses were given to: its `form.json`, or its folder.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new version.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// The responses, one in each line; `-` reads the standard input.
    #[arg(long, value_name = "FILE.ndjson")]
    pub(crate) responses: PathBuf,
    /// Rules by which answers pass, if they do not stand in `migrations` near the form.
    #[arg(long, value_name = "MIGRATION.json")]
    pub(crate) migration: Option<PathBuf>,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `migrate` takes.
#[derive(Args)]
pub(crate) struct MigrateOptions {
    /// The version the response was given to: its `form.json`, or its folder.
    #[arg(value_name = "FROM")]
    pub(crate) old: PathBuf,
    /// The version it passes to.
    #[arg(value_name = "TO")]
    pub(crate) new: PathBuf,
    /// The response, as it was handed over.
    #[arg(long, value_name = "FILE.json")]
    pub(crate) response: PathBuf,
    /// Rules by which answers pass, if they do not stand in `migrations` near the form.
    #[arg(long, value_name = "MIGRATION.json")]
    pub(crate) migration: Option<PathBuf>,
    /// Write to this file, whole or not at all, and tell how it went.
    #[arg(short, long, value_name = "FILE.json")]
    pub(crate) output: Option<PathBuf>,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `score` takes.
#[derive(Args)]
pub(crate) struct ScoreOptions {
    /// The answers, one interview in each line; `-` reads the standard input.
    #[arg(value_name = "FILE.ndjson")]
    pub(crate) responses: PathBuf,
    /// The form they were given to: its `form.json`, or the folder of its version.
    #[arg(long, value_name = "FORM")]
    pub(crate) form: PathBuf,
    /// Write whole assessments, with reasons and trace: they hold answers.
    #[arg(long)]
    pub(crate) full: bool,
    /// Write to this file, whole or not at all.
    #[arg(short, long, value_name = "FILE.ndjson")]
    pub(crate) output: Option<PathBuf>,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `explain` takes.
#[derive(Args)]
pub(crate) struct ExplainOptions {
    /// The response, or answers with their day.
    #[arg(value_name = "FILE")]
    pub(crate) response: PathBuf,
    /// Explain this line of the file, from 1; the whole file, if left out.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) line: Option<usize>,
    /// The form it was given to: its `form.json`, or the folder of its version.
    #[arg(long, value_name = "FORM")]
    pub(crate) form: PathBuf,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `schema` takes.
#[derive(Args)]
pub(crate) struct SchemaOptions {
    /// The form: its `form.json`, or the folder of its version.
    #[arg(value_name = "FORM")]
    pub(crate) form: PathBuf,
    /// Write to this file, whole or not at all, and tell how it went.
    #[arg(short, long, value_name = "FILE.json")]
    pub(crate) output: Option<PathBuf>,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}
