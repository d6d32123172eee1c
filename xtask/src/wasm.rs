//! The wasm builds of the crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::program::{Program, path_with};
use crate::project::Project;
pub(crate) use crate::tools::WASM;

/// One build of the crate.
pub(crate) struct Build {
    /// The name of the wasm.
    pub(crate) name: &'static str,
    /// What cargo is told of features.
    pub(crate) features: &'static [&'static str],
    /// Whether it is made as small as can be.
    small: bool,
}

/// What was built.
pub(crate) struct Built {
    /// The folder, with a folder for each build in it.
    pub(crate) folder: PathBuf,
    /// The crates that were compiled for the wasm, by cargo's id, each with the names of the builds it is in.
    pub(crate) crates: BTreeMap<String, BTreeSet<&'static str>>,
}

/// Of what cargo tells of a compilation, what is needed here.
#[derive(Deserialize)]
struct Told {
    reason: String,
    #[serde(default)]
    package_id: String,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

/// Every build of the package.
pub(crate) const BUILDS: [Build; 5] = [
    Build::small("nrm_compile", &["--no-default-features", "--features", "compile"]),
    Build::small("nrm_engine", &["--no-default-features"]),
    Build::small("nrm_element", &["--no-default-features", "--features", "element"]),
    Build::small("nrm_paper", &["--no-default-features", "--features", "paper"]),
    Build::small("nrm_verify", &["--no-default-features", "--features", "verify"]),
];

/// That of the workbench, which is in no package and which no device loads.
const WORKBENCH: Build =
    Build { name: "nrm_workbench", features: &["--no-default-features", "--features", "maintain"], small: false };

/// Where they are, each in a folder of its own.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.target.join("wasm")
}

/// So many are built at once: what takes long, linking and optimising, uses one processor.
const AT_ONCE: usize = 2;

/// Builds them and that of the workbench; tells the crates of the package. Tools as of `tools::ready`.
pub(crate) fn build(project: &Project, tools: &Path) -> Result<Built> {
    let folder = folder(project);
    let left = Mutex::new([&WORKBENCH].into_iter().chain(&BUILDS));
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        iter::from_fn(next)
            .map(|build| Ok((build.name, build.run(project, tools, &folder)?)))
            .collect::<Result<Vec<_>>>()
    };
    let done = thread::scope(|scope| {
        let workers = [(); AT_ONCE].map(|()| scope.spawn(work));
        workers.map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    let mut crates: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for built in done {
        for (name, ids) in built? {
            for id in ids.into_iter().filter(|_| name != WORKBENCH.name) {
                crates.entry(id).or_default().insert(name);
            }
        }
    }
    Ok(Built { folder, crates })
}

impl Build {
    const fn small(name: &'static str, features: &'static [&'static str]) -> Self {
        Self { name, features, small: true }
    }

    /// Builds it, and returns the crates in it.
    fn run(&self, project: &Project, tools: &Path, all: &Path) -> Result<BTreeSet<String>> {
        // Each build has a folder of its own for cargo: their libraries have the same file name.
        let compiled = all.join(format!("{}-cargo", self.name));
        let crates = self.cargo(project, &compiled)?;
        let library = compiled.join(WASM).join("release/nrm_screening.wasm");
        let fingerprint = fingerprint(project, &library)?;
        let out = all.join(self.name);
        let note = out.join("fingerprint");
        if fs::read_to_string(&note).is_ok_and(|before| before == fingerprint) {
            return Ok(crates);
        }
        fs::remove_dir_all(&out).or_else(|error| if out.exists() { Err(error) } else { Ok(()) })?;
        self.bind(project, tools, &compiled, &out)?;
        if self.small {
            self.optimise(project, &out)?;
        }
        fs::write(&note, fingerprint).with_context(|| format!("cannot write {}", note.display()))?;
        Ok(crates)
    }

    /// What is compiled for the machine that builds, as procedural macros are, is not in the wasm.
    fn cargo(&self, project: &Project, compiled: &Path) -> Result<BTreeSet<String>> {
        println!("Compiling {}", self.name);
        let told = Program::cargo(&project.root)
            .args(["build", "--lib", "--release", "--target", WASM, "--message-format", "json-render-diagnostics"])
            .args(self.features)
            .env("CARGO_TARGET_DIR", compiled)
            .env("CARGO_ENCODED_RUSTFLAGS", portable_paths(project)?)
            .quiet()
            .read()?;
        let mut crates = BTreeSet::new();
        for line in told.lines() {
            let told: Told = serde_json::from_str(line).context("cargo told something unexpected")?;
            let is_library = |file: &PathBuf| file.extension().is_some_and(|kind| kind == "rlib" || kind == "wasm");
            let within = told.filenames.iter().any(|file| is_library(file) && file.starts_with(compiled.join(WASM)));
            if told.reason == "compiler-artifact" && within {
                crates.insert(told.package_id);
            }
        }
        Ok(crates)
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
