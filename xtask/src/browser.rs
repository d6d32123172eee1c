//! Finds Chromium, or installs it where that can be done.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::program::Program;
use crate::project::Project;

/// Where Chromium and its relatives usually are.
const PLACES: [&str; 6] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// Chromium, and fonts with the scripts of our languages, so that pictures look the same everywhere.
const DEBIAN_PACKAGES: [&str; 3] = ["chromium", "fonts-roboto", "fonts-noto-core"];

/// The browser: the one `CHROMIUM` points to, one that is installed, or on Debian as root one that is installed now.
pub(crate) fn ready(project: &Project) -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        bail!("CHROMIUM points to {}, which is not there", named.display());
    }
    if is_root_on_debian(project) {
        install(project)?;
    }
    let found = PLACES.iter().map(Path::new).find(|place| place.is_file());
    found.map(Path::to_owned).with_context(|| {
        format!(
            "the browser tests need Chromium; none is at {}. Install it (on Debian: `apt-get install {}`), or set CHROMIUM to its program",
            PLACES.join(", "),
            DEBIAN_PACKAGES.join(" ")
        )
    })
}

fn is_root_on_debian(project: &Project) -> bool {
    let user = Program::new("id", &project.root).arg("-u").quiet().read();
    Path::new("/etc/debian_version").exists() && user.is_ok_and(|id| id.trim() == "0")
}

fn install(project: &Project) -> Result<()> {
    let installed = Program::new("dpkg-query", &project.root)
        .args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"])
        .quiet()
        .read()?;
    let missing: Vec<&str> = DEBIAN_PACKAGES
        .into_iter()
        .filter(|package| !installed.lines().any(|line| line == format!("{package} installed")))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Program::new("apt-get", &project.root).args(["update", "--quiet"]).run()?;
    Program::new("apt-get", &project.root)
        .args(["install", "--quiet", "--yes", "--no-install-recommends"])
        .args(missing)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .run()
}
