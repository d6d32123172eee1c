//! Node, and the npm packages the project develops with.

use std::fs;
use std::path::Path;

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
    install(&project.root)
}

/// Installs the packages of a folder if those there are not the ones of its `package-lock.json`.
pub(crate) fn install(folder: &Path) -> Result<()> {
    let wanted = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("package-lock.json is missing in {}", folder.display()))?;
    let note = folder.join("node_modules/.installed-package-lock.json");
    if fs::read(&note).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    Program::new(NPM, folder).args(["ci", "--prefer-offline"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").run()?;
    fs::write(&note, wanted).with_context(|| format!("cannot write {}", note.display()))
}
