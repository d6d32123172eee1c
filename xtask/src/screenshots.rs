//! `cargo xtask screenshots`: a picture of every screen, and all of them on one sheet.

use std::fs;

use anyhow::{Context, Result};

use crate::program::Program;
use crate::project::Project;
use crate::server;
use crate::{browser, package};

/// Takes the pictures and makes the sheet.
pub(crate) fn run(project: &Project) -> Result<()> {
    package::build(project)?;
    let chromium = browser::ready(project, &browser::CHROMIUM)?;
    let out = project.target.join("screenshots");
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    fs::create_dir_all(&out)?;
    let server = server::start(server::tests(project), 0)?;
    let sheets = ["guide.mjs", "contact.mjs", "picture.mjs"].map(|sheet| project.script(sheet));
    for script in [project.root.join("tests/e2e/screenshots.mjs")].into_iter().chain(sheets) {
        Program::node(&project.root, script)
            .env("CHROMIUM", &chromium)
            .env("NRM_BASE", server.address())
            .env("NRM_OUT", &out)
            .run()?;
    }
    println!(
        "The pictures are in {}, all together in contact.png; interview.png is the README's, workbench.png the guide's",
        out.display()
    );
    Ok(())
}
