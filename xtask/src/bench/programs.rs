//! Builds what measures: `xtask/bench`, natively and to wasm.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

use anyhow::Result;

use crate::program::Program;
use crate::project::Project;
use crate::tools::WASM;

/// The native programs.
pub(crate) struct Programs {
    /// Times, and does one thing for callgrind.
    pub(crate) timing: PathBuf,
    /// Counts bytes.
    pub(crate) memory: PathBuf,
}

/// Builds the native programs.
pub(crate) fn native(project: &Project) -> Result<Programs> {
    native_build(project).run()?;
    let program = |name: &str| folder(project).join("release").join(format!("{name}{EXE_SUFFIX}"));
    Ok(Programs { timing: program("nrm-bench"), memory: program("nrm-bench-memory") })
}

/// What builds the native programs.
pub(crate) fn native_build(project: &Project) -> Program {
    cargo(project).args(["--release", "--bins"])
}

/// Builds the same work to wasm, compiled and optimised as the package's is.
pub(crate) fn wasm(project: &Project) -> Result<PathBuf> {
    cargo(project).args(["--profile", "wasm", "--lib", "--target", WASM]).run()?;
    let compiled = folder(project).join(WASM).join("wasm/nrm_bench.wasm");
    let optimised = folder(project).join("nrm_bench.wasm");
    Program::node(&project.root, project.node_module("binaryen/bin/wasm-opt"))
        .args(&project.wasm_opt)
        .arg(&compiled)
        .arg("-o")
        .arg(&optimised)
        .run()?;
    Ok(optimised)
}

fn folder(project: &Project) -> PathBuf {
    project.target.join("bench")
}

fn cargo(project: &Project) -> Program {
    let manifest = project.root.join("xtask/bench/Cargo.toml");
    Program::cargo(&project.root)
        .args(["build", "--manifest-path"])
        .arg(manifest)
        .arg("--target-dir")
        .arg(folder(project))
}
