//! What compiles the wasm: the target, and the programs of `xtask/tools`.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::program::Program;
use crate::project::Project;

/// What the crate is compiled to.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure of the target and the programs; returns the folder of the programs.
pub(crate) fn ready(project: &Project) -> Result<PathBuf> {
    add_target(project)?;
    build(project)
}

/// Makes sure of the target.
pub(crate) fn add_target(project: &Project) -> Result<()> {
    let library =
        Program::new("rustc", &project.root).args(["--print", "target-libdir", "--target", WASM]).quiet().read()?;
    if PathBuf::from(library.trim()).exists() {
        return Ok(());
    }
    Program::new("rustup", &project.root)
        .args(["target", "add", WASM])
        .run()
        .with_context(|| format!("Rust cannot compile to {WASM} here: with rustup, run `rustup target add {WASM}`; otherwise install your system's package of it"))
}

/// What the compiler tells of itself under a key of `rustc -vV`: `release`, `host`.
pub(crate) fn rustc(project: &Project, key: &str) -> Result<String> {
    let text = Program::new("rustc", &project.root).arg("-vV").quiet().read()?;
    let told = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
    told.map(str::to_owned).with_context(|| format!("`rustc -vV` names no {key}"))
}

/// What builds the programs.
pub(crate) fn program_build(project: &Project) -> Program {
    let folder = project.root.join("xtask/tools");
    Program::cargo(&folder).args(["build", "--locked", "--bins", "--target-dir"]).arg(folder.join("target"))
}

fn build(project: &Project) -> Result<PathBuf> {
    let programs = project.root.join("xtask/tools/target/debug");
    let cargo = program_build(project);
    if programs.join(format!("wasm-pack{}", std::env::consts::EXE_SUFFIX)).exists() {
        cargo.arg("--quiet").quiet().run()?;
    } else {
        println!("Building the wasm tools, once: two to five minutes");
        cargo.run()?;
    }
    Ok(programs)
}
