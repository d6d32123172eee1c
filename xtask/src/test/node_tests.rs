//! The package in Node.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::count::Count;
use crate::arguments::TestOptions;
use crate::package;
use crate::program::Program;
use crate::project::Project;

/// How the name of a file with tests ends.
const TESTS: &str = ".test.mjs";

/// Runs every test below `tests/node`.
pub(crate) fn run(project: &Project, options: &TestOptions) -> Result<Count> {
    package::build(project)?;
    run_below(project, options, "tests/node", "node", &[])
}

/// Runs every test below a folder, with what it is given; Node's results have a name.
pub(super) fn run_below(
    project: &Project,
    options: &TestOptions,
    folder: &str,
    name: &str,
    given: &[(&str, &OsStr)],
) -> Result<Count> {
    let mut files = Vec::new();
    find(&project.root.join(folder), &mut files)?;
    if files.is_empty() {
        bail!("{folder} holds no file that ends with {TESTS}");
    }
    files.sort();
    let results = project.target.join(name).with_extension("tap");
    let program = Program::new("node", &project.root)
        .args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=tap"])
        .arg(format!("--test-reporter-destination={}", results.display()))
        .args(files)
        .env("NRM_LONG", if options.long { "1" } else { "" });
    let ran = given.iter().fold(program, |program, (variable, value)| program.env(variable, value)).run();
    let text = fs::read_to_string(&results).context("Node wrote no results")?;
    let count = Count::of_tap(&text).context("Node's results hold no counts")?;
    if count.failed == 0 {
        ran?;
    }
    Ok(count)
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else if path.to_string_lossy().ends_with(TESTS) {
            files.push(path);
        }
    }
    Ok(())
}
