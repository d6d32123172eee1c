//! What cargo itself checks: format, lints, documentation, tests.

use anyhow::Result;

use super::count::Count;
use crate::arguments::TestOptions;
use crate::program::Program;
use crate::project::Project;
use crate::tools::{self, WASM};

/// The packages: the crate, the commands, and the tools.
const MANIFESTS: [&str; 3] = ["Cargo.toml", "xtask/Cargo.toml", "xtask/tools/Cargo.toml"];

/// Random cases per property in a long run.
const LONG_CASES: &str = "10000";

/// `cargo fmt --check`.
pub(crate) fn format(project: &Project, _: &TestOptions) -> Result<Count> {
    let mut count = Count::default();
    for manifest in MANIFESTS {
        let program = Program::cargo(&project.root).args(["fmt", "--check", "--manifest-path", manifest]);
        count += Count::one(program.succeeds()?);
    }
    Ok(count)
}

/// Lints as errors: the crate natively and as its three wasm builds, and the commands.
pub(crate) fn clippy(project: &Project, _: &TestOptions) -> Result<Count> {
    tools::add_target(project)?;
    let mut count = Count::default();
    for options in [
        &["--all-targets"][..],
        &["--lib", "--target", WASM, "--no-default-features", "--features", "compile"],
        &["--lib", "--target", WASM, "--no-default-features"],
        &["--lib", "--target", WASM, "--no-default-features", "--features", "element"],
        &["--all-targets", "--manifest-path", "xtask/Cargo.toml"],
    ] {
        let program = Program::cargo(&project.root).arg("clippy").args(options).args(["--", "-D", "warnings"]);
        count += Count::one(program.succeeds()?);
    }
    Ok(count)
}

/// The documentation, without a warning.
pub(crate) fn doc(project: &Project, _: &TestOptions) -> Result<Count> {
    let program = Program::cargo(&project.root).args(["doc", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings");
    Ok(Count::one(program.succeeds()?))
}

/// The tests of the crate with its examples, and those of the commands.
pub(crate) fn test(project: &Project, options: &TestOptions) -> Result<Count> {
    let mut runs = vec![vec!["--manifest-path", "Cargo.toml"], vec!["--manifest-path", "xtask/Cargo.toml"]];
    if options.long {
        runs.push(vec!["--tests", "--", "--ignored"]);
    }
    let mut count = Count::default();
    for run in runs {
        let mut program =
            Program::cargo(&project.root).args(["test", "--no-fail-fast"]).args(run).env("INSTA_UPDATE", "no");
        if options.long {
            program = program.env("PROPTEST_CASES", LONG_CASES).env("NRM_LONG", "1");
        }
        let mut ran = Count::default();
        let passed = program.read_lines(|line| ran += Count::of_cargo(line).unwrap_or_default())?;
        // What does not even compile writes no counts.
        if !passed && ran.failed == 0 {
            ran.failed = 1;
        }
        count += ran;
    }
    Ok(count)
}
