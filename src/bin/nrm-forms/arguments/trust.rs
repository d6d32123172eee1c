//! What the commands take that publish versions.

use super::{Writing, day};
use clap::Args;
use nrm_screening::value::Date;
use std::path::PathBuf;

/// Examples of `keygen`.
pub(crate) const KEYGEN: &str = "\
Examples:
  nrm-forms keygen alice --in /media/alice
      alice.key, which nobody else may have, and alice.pub";

/// Examples of `root`.
pub(crate) const ROOT: &str = "\
Examples:
  nrm-forms root alice.pub bob.pub carol.pub --threshold 2 --expires 2028-11-01 -o root.json
      two of three have to sign
  nrm-forms root alice.pub bob.pub dina.pub --expires 2030-11-01 --after root.json -o root2.json
      another takes the place of carol; two of the old keys and two of the new ones sign it";

/// Examples of `sign`.
pub(crate) const SIGN: &str = "\
Examples:
  nrm-forms sign drafts/arrival/1.0.0 --key alice.key --expires 2027-11-01
      the first signature; it says until when the version is fresh
  nrm-forms sign drafts/arrival/1.0.0 --key bob.key
      the second, beside the first
  nrm-forms sign root2.json --key alice.key
      a root that takes the place of another: `root2.dsse.json`";

/// Examples of `verify`.
pub(crate) const VERIFY: &str = "\
Examples:
  nrm-forms verify arrival/1.0.0 --root root.json
      by the keys of this root
  nrm-forms verify arrival/1.0.0 --root root.json --pin sha256-… --rotation root2.dsse.json
      by those of the root that followed, if the first is the one that is pinned";

/// Examples of `publish`.
pub(crate) const PUBLISH: &str = "\
Examples:
  nrm-forms publish drafts/arrival/1.0.0 --root root.json --to schemas/forms
      schemas/forms/arrival/1.0.0, with its signatures";

/// What `keygen` takes.
#[derive(Args)]
pub(crate) struct KeygenOptions {
    /// What to call the key: small letters, digits and `-`.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The folder to make its files in: NAME.key, which nobody else may have, and NAME.pub.
    #[arg(long = "in", value_name = "FOLDER", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `root` takes.
#[derive(Args)]
pub(crate) struct RootOptions {
    /// The public keys.
    #[arg(value_name = "NAME.pub", required = true)]
    pub(crate) keys: Vec<PathBuf>,
    /// How many of them have to sign.
    #[arg(long, value_name = "NUMBER", default_value_t = 2)]
    pub(crate) threshold: usize,
    /// The last day on which it is fresh, YYYY-MM-DD.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) expires: Date,
    /// The root that it is to take the place of.
    #[arg(long, value_name = "ROOT.json")]
    pub(crate) after: Option<PathBuf>,
    /// Write to this file, which must not be there.
    #[arg(short, long, value_name = "FILE.json")]
    pub(crate) output: PathBuf,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `sign` takes.
#[derive(Args)]
pub(crate) struct SignOptions {
    /// The folder of a version, or a root.
    #[arg(value_name = "VERSION or ROOT.json")]
    pub(crate) path: PathBuf,
    /// The private key.
    #[arg(long, value_name = "NAME.key")]
    pub(crate) key: PathBuf,
    /// The last day on which the version is fresh, YYYY-MM-DD; the first who signs says it.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) expires: Option<Date>,
    /// The day to write into what the first signs; today, by UTC, if left out.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) today: Option<Date>,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// Which root counts, and on which day.
#[derive(Args)]
pub(crate) struct Trusting {
    /// The root.
    #[arg(long, value_name = "ROOT.json")]
    pub(crate) root: PathBuf,
    /// What the root has to be: `sha256-` and its SHA-256.
    #[arg(long, value_name = "PIN")]
    pub(crate) pin: Option<String>,
    /// A later root, signed by the one before and by itself; once for each, in their order.
    #[arg(long, value_name = "ROOT.dsse.json")]
    pub(crate) rotation: Vec<PathBuf>,
    /// The day to compare with days of expiry; today, by UTC, if left out.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) today: Option<Date>,
}

/// What `verify` takes.
#[derive(Args)]
pub(crate) struct VerifyOptions {
    /// The folder of a version, with its `manifest.dsse.json`.
    #[arg(value_name = "VERSION")]
    pub(crate) folder: PathBuf,
    /// Which root counts.
    #[command(flatten)]
    pub(crate) trusting: Trusting,
    /// The form it has to be: an id, or `id@version`.
    #[arg(long, value_name = "FORM")]
    pub(crate) form: Option<String>,
    /// The least version that will do.
    #[arg(long, value_name = "VERSION")]
    pub(crate) least: Option<String>,
    /// End with 1 for warnings too.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}

/// What `publish` takes.
#[derive(Args)]
pub(crate) struct PublishOptions {
    /// The folder of the version, signed.
    #[arg(value_name = "VERSION")]
    pub(crate) folder: PathBuf,
    /// Which root counts.
    #[command(flatten)]
    pub(crate) trusting: Trusting,
    /// The folder of published forms: it is written to FOLDER/FORM/VERSION.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: PathBuf,
    /// How many interviews are made up to compare it with the last published version.
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    pub(crate) runs: usize,
    /// How to write.
    #[command(flatten)]
    pub(crate) writing: Writing,
}
