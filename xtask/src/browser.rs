//! Finds the browsers of the tests, or installs them where that can be done.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::debian;
use crate::project::Project;

/// A browser, and where it is looked for.
pub(crate) struct Browser {
    name: &'static str,
    /// The variable that points to its program.
    pub(crate) variable: &'static str,
    /// Where it and its relatives usually are.
    places: &'static [&'static str],
    /// What brings it on Debian, with what its tests need beside it.
    packages: &'static [&'static str],
}

/// Chromium; fonts with the scripts of our languages, so that pictures look the same everywhere; what makes networks.
pub(crate) const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "CHROMIUM",
    places: &[
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    packages: &["chromium", "fonts-roboto", "fonts-noto-core", "iproute2"],
};

/// Firefox, the release that portals keep longest first.
pub(crate) const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    places: &[
        "/usr/bin/firefox-esr",
        "/usr/bin/firefox",
        "/snap/bin/firefox",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
    ],
    packages: &["firefox-esr"],
};

/// The browser: the one its variable points to, one that is installed, or on Debian as root one that is installed now.
pub(crate) fn ready(project: &Project, browser: &Browser) -> Result<PathBuf> {
    let Browser { name, variable, places, packages } = browser;
    if let Some(named) = env::var_os(variable).map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        bail!("{variable} points to {}, which is not there", named.display());
    }
    debian::install(project, packages)?;
    let found = places.iter().map(Path::new).find(|place| place.is_file());
    found.map(Path::to_owned).with_context(|| {
        format!(
            "these tests need {name}; none is at {}. Install it (on Debian: `apt-get install {}`), or set {variable} to its program",
            places.join(", "),
            packages.join(" ")
        )
    })
}
