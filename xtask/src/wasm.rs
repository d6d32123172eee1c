//! The wasm builds of the crate.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::program::{Program, path_with};
use crate::project::Project;
use crate::tools::WASM;

/// One build of the crate.
struct Build {
    name: &'static str,
    features: &'static [&'static str],
}

const BUILDS: [Build; 4] = [
    Build { name: "nrm_compile", features: &["--no-default-features", "--features", "compile"] },
    Build { name: "nrm_engine", features: &["--no-default-features"] },
    Build { name: "nrm_element", features: &["--no-default-features", "--features", "element"] },
    Build { name: "nrm_paper", features: &["--no-default-features", "--features", "paper"] },
];

/// Builds all of them into the returned folder, one folder each. Tools as of `tools::ready`.
pub(crate) fn build(project: &Project, tools: &Path) -> Result<PathBuf> {
    let all = project.target.join("wasm");
    for build in BUILDS {
        build.run(project, tools, &all)?;
    }
    Ok(all)
}

impl Build {
    fn run(&self, project: &Project, tools: &Path, all: &Path) -> Result<()> {
        // Each build has a folder of its own for cargo: their libraries have the same file name.
        let compiled = all.join(format!("{}-cargo", self.name));
        self.cargo(project, &compiled)?;
        let library = compiled.join(WASM).join("release/nrm_screening.wasm");
        let fingerprint = fingerprint(project, &library)?;
        let out = all.join(self.name);
        let note = out.join("fingerprint");
        if fs::read_to_string(&note).is_ok_and(|before| before == fingerprint) {
            return Ok(());
        }
        fs::remove_dir_all(&out).or_else(|error| if out.exists() { Err(error) } else { Ok(()) })?;
        self.bind(project, tools, &compiled, &out)?;
        self.optimise(project, &out)?;
        fs::write(&note, fingerprint).with_context(|| format!("cannot write {}", note.display()))
    }

    fn cargo(&self, project: &Project, compiled: &Path) -> Result<()> {
        println!("Compiling {}", self.name);
        Program::cargo(&project.root)
            .args(["build", "--lib", "--release", "--target", WASM])
            .args(self.features)
            .env("CARGO_TARGET_DIR", compiled)
            .env("CARGO_ENCODED_RUSTFLAGS", portable_paths(project)?)
            .quiet()
            .run()
    }

    fn bind(&self, project: &Project, tools: &Path, compiled: &Path, out: &Path) -> Result<()> {
        Program::new(tools.join("wasm-pack"), &project.root)
            .args(["--log-level", "warn", "build", "--release", "--target", "web", "--mode", "no-install"])
            .args(["--no-pack", "--no-opt", "--out-name", self.name, "--out-dir"])
            .arg(out)
            .arg(".")
            .args(self.features)
            .env("CARGO_TARGET_DIR", compiled)
            .env("CARGO_ENCODED_RUSTFLAGS", portable_paths(project)?)
            .env("PATH", path_with(&[tools])?)
            .run()
    }

    /// Optimises in a step of its own: wasm-pack skips it without a word where it finds no `wasm-opt`.
    fn optimise(&self, project: &Project, out: &Path) -> Result<()> {
        let wasm = out.join(format!("{}_bg.wasm", self.name));
        Program::node(&project.root, project.node_module("binaryen/bin/wasm-opt"))
            .args(&project.wasm_opt)
            .arg(&wasm)
            .arg("-o")
            .arg(&wasm)
            .run()
    }
}

/// Compiler options that keep the folders of this machine out of the wasm, so that every machine makes the same one.
fn portable_paths(project: &Project) -> Result<String> {
    let home = match std::env::var_os("CARGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => std::env::home_dir().context("there is no home folder")?.join(".cargo"),
    };
    let root = project.root.display();
    Ok(format!("--remap-path-prefix={}=cargo\u{1f}--remap-path-prefix={root}=nrm-screening", home.display()))
}

/// Everything the finished wasm depends on. Cargo decides what the compiled library depends on.
fn fingerprint(project: &Project, library: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    project.wasm_opt.hash(&mut hasher);
    for file in [library, &project.node_module("binaryen/package.json"), &project.root.join("xtask/tools/Cargo.lock")] {
        fs::read(file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}
