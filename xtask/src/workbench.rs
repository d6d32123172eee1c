//! The workbench, in `target/workbench`: a page and a wasm of its own beside those of the package.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::package::{Check, Weight, imports};
use crate::program::Program;
use crate::project::Project;
use crate::wasm;

/// What it weighs and imports.
#[derive(Deserialize)]
struct Measured {
    page: Weight,
    imports: BTreeMap<String, Vec<String>>,
}

/// Puts it together, of its wasm and of the package that are there.
pub(crate) fn assemble(project: &Project) -> Result<()> {
    let measured = Program::node(&project.root, project.script("workbench.mjs"))
        .arg(&project.root)
        .arg(wasm::folder(project))
        .arg(project.package())
        .arg(project.workbench())
        .read()?;
    fs::write(project.target.join("workbench.json"), measured)?;
    println!("The workbench is in {}", project.workbench().display());
    Ok(())
}

/// Says what was built weighs, which nothing limits, and checks what its wasm imports.
pub(crate) fn check(project: &Project, record: bool) -> Result<Vec<Check>> {
    let text = fs::read_to_string(project.target.join("workbench.json")).context("the workbench is not built")?;
    let Measured { page, imports: names } =
        serde_json::from_str(&text).context("workbench.mjs wrote something else")?;
    println!("{:<34}{:>9}{:>9}{:>9}{:>9}\n", "workbench, page and wasm", page.raw, page.gzip, page.brotli, "none");
    let mut checks = imports::check(project, &names, record)?;
    let missing = (!page.missing.is_empty()).then(|| page.missing.join(", "));
    checks.push(Check::new("files of the workbench", missing));
    Ok(checks)
}
