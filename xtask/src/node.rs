//! Node, and the npm packages the project develops with.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::program::Program;
use crate::project::Project;

/// The oldest Node the scripts are run with.
const OLDEST: u32 = 20;

#[cfg(windows)]
const NPM: &str = "npm.cmd";
#[cfg(not(windows))]
const NPM: &str = "npm";

/// Makes sure of Node and of the packages in `node_modules`.
pub(crate) fn ready(project: &Project) -> Result<()> {
    let version = Program::new("node", &project.root)
        .arg("--version")
        .quiet()
        .read()
        .with_context(|| format!("install Node {OLDEST} or newer"))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|number| number.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST) {
        bail!("Node {} is too old: install Node {OLDEST} or newer", version.trim());
    }
    install(project)
}

/// Installs the packages if those there are not the ones of `package-lock.json`.
fn install(project: &Project) -> Result<()> {
    let wanted = fs::read(project.root.join("package-lock.json")).context("package-lock.json is missing")?;
    let note = project.node_module(".installed-package-lock.json");
    if fs::read(&note).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    Program::new(NPM, &project.root)
        .args(["ci", "--prefer-offline"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .run()?;
    fs::write(&note, wanted).with_context(|| format!("cannot write {}", note.display()))
}
