//! Debian packages, installed where that can be done.

use std::path::Path;

use anyhow::Result;

use crate::program::Program;
use crate::project::Project;

/// On Debian as root, installs those of the packages that are missing; elsewhere does nothing.
pub(crate) fn install(project: &Project, packages: &[&str]) -> Result<()> {
    if !is_root_on_debian(project) {
        return Ok(());
    }
    let installed = Program::new("dpkg-query", &project.root)
        .args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"])
        .quiet()
        .read()?;
    let missing: Vec<&&str> = packages
        .iter()
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

fn is_root_on_debian(project: &Project) -> bool {
    let user = Program::new("id", &project.root).arg("-u").quiet().read();
    Path::new("/etc/debian_version").exists() && user.is_ok_and(|id| id.trim() == "0")
}
