//! What cargo itself checks: format, lints, documentation, tests.

use anyhow::Result;

use super::count::Count;
use crate::arguments::TestOptions;
use crate::program::Program;
use crate::project::Project;
use crate::tools::{self, WASM};

/// The packages: the crate, the server, the commands, the tools, what measures, and what is fuzzed.
const MANIFESTS: [&str; 6] = [
    "Cargo.toml",
    "server/Cargo.toml",
    "xtask/Cargo.toml",
    "xtask/tools/Cargo.toml",
    "xtask/bench/Cargo.toml",
    "fuzz/Cargo.toml",
];

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

/// Lints as errors: the crate natively and as its wasm builds, and the commands.
pub(crate) fn clippy(project: &Project, _: &TestOptions) -> Result<Count> {
    tools::add_target(project)?;
    let mut count = Count::default();
    for options in [
        &["--workspace", "--all-targets"][..],
        &["--lib", "--target", WASM, "--no-default-features", "--features", "compile"],
        &["--lib", "--target", WASM, "--no-default-features"],
        &["--lib", "--target", WASM, "--no-default-features", "--features", "element"],
        &["--lib", "--target", WASM, "--no-default-features", "--features", "maintain"],
        &["--lib", "--target", WASM, "--no-default-features", "--features", "paper"],
        &["--all-targets", "--manifest-path", "xtask/Cargo.toml"],
        &["--all-targets", "--manifest-path", "xtask/bench/Cargo.toml"],
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

/// The tests of the crate with its examples, and those of the commands. What measures makes sure of itself where it does.
pub(crate) fn test(project: &Project, options: &TestOptions) -> Result<Count> {
    let mut runs: Vec<Vec<&str>> = ["Cargo.toml", "server/Cargo.toml", "xtask/Cargo.toml"]
        .map(|manifest| vec!["--manifest-path", manifest])
        .into();
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
