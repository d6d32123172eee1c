//! `cargo xtask package`: the npm package in `target/package`, its sizes and its imports.

mod check;
pub(crate) mod imports;
mod measure;
mod sbom;
mod sizes;

use std::fs::{self, File};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::program::Program;
use crate::project::Project;
use crate::{node, tools, wasm, workbench};
pub(crate) use check::Check;
use measure::Measured;
pub(crate) use measure::Weight;

/// Builds the package and checks it.
pub(crate) fn run(project: &Project, record: bool) -> Result<()> {
    build(project)?;
    let failed = check(project, record)?.iter().filter(|check| !check.passed()).count();
    if failed > 0 {
        bail!("{failed} checks of the package failed (the package itself is built)");
    }
    Ok(())
}

/// Builds the package, and the workbench of it. Two builds at once wait for each other.
pub(crate) fn build(project: &Project) -> Result<()> {
    fs::create_dir_all(&project.target)?;
    let place = project.target.join("package.lock");
    let lock = File::create(&place).with_context(|| format!("cannot write {}", place.display()))?;
    lock.lock()?;
    node::ready(project)?;
    let tools = tools::ready(project)?;
    let built = wasm::build(project, &tools)?;
    sbom::write(project, &built)?;
    assemble(project, &built.folder)?;
    workbench::assemble(project)
}

/// Builds the sample portals of the package that is there, as npm would publish it.
pub(crate) fn build_samples(project: &Project) -> Result<()> {
    let samples = project.root.join("www/examples");
    node::install(&samples)?;
    Program::node(&project.root, project.script("examples.mjs"))
        .arg(&samples)
        .arg(project.package())
        .arg(project.samples())
        .run()
}

/// Puts the package together beside the one that is there, and only then in its place.
fn assemble(project: &Project, wasm: &PathBuf) -> Result<()> {
    let (new, old, place) = (project.target.join("package.new"), project.target.join("package.old"), project.package());
    Program::node(&project.root, project.script("package.mjs"))
        .arg(&project.root)
        .arg(wasm)
        .arg(&new)
        .arg(&project.version)
        .run()?;
    remove(&old)?;
    if place.exists() {
        fs::rename(&place, &old)?;
    }
    fs::rename(&new, &place)?;
    remove(&old)?;
    println!("The package is in {}", place.display());
    Ok(())
}

fn remove(folder: &PathBuf) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

/// Compares a built package with the limits and with what was recorded; prints each failure.
pub(crate) fn check(project: &Project, record: bool) -> Result<Vec<Check>> {
    let measured = Measured::read(project)?;
    let mut checks = sizes::check(project, &measured, record)?;
    checks.extend(imports::check(project, &measured.imports, record)?);
    checks.extend(sbom::check(project)?);
    checks.extend(workbench::check(project, record)?);
    for check in &checks {
        check.print();
    }
    Ok(checks)
}
