//! Finds Chromium, or installs it where that can be done.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::debian;
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

/// Chromium; fonts with the scripts of our languages, so that pictures look the same everywhere; what makes networks.
const DEBIAN_PACKAGES: [&str; 4] = ["chromium", "fonts-roboto", "fonts-noto-core", "iproute2"];

/// The browser: the one `CHROMIUM` points to, one that is installed, or on Debian as root one that is installed now.
pub(crate) fn ready(project: &Project) -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        bail!("CHROMIUM points to {}, which is not there", named.display());
    }
    debian::install(project, &DEBIAN_PACKAGES)?;
    let found = PLACES.iter().map(Path::new).find(|place| place.is_file());
    found.map(Path::to_owned).with_context(|| {
        format!(
            "the browser tests need Chromium; none is at {}. Install it (on Debian: `apt-get install {}`), or set CHROMIUM to its program",
            PLACES.join(", "),
            DEBIAN_PACKAGES.join(" ")
        )
    })
}
