//! Where things are, and what Cargo.toml says.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::program::Program;

/// The checked-out project.
pub(crate) struct Project {
    /// The folder of the crate.
    pub(crate) root: PathBuf,
    /// Cargo's output folder.
    pub(crate) target: PathBuf,
    /// The crate's version, which is also the package's.
    pub(crate) version: String,
    /// The options of `wasm-opt`, from `[package.metadata.wasm-pack.profile.release]`.
    pub(crate) wasm_opt: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    target_directory: PathBuf,
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    metadata: serde_json::Value,
}

impl Project {
    /// The project this program was built in.
    pub(crate) fn find() -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.parent().context("xtask is not inside the project")?.to_owned();
        let text = Program::cargo(&root).args(["metadata", "--no-deps", "--format-version", "1"]).quiet().read()?;
        let metadata: Metadata = serde_json::from_str(&text).context("`cargo metadata` wrote something unexpected")?;
        let package = metadata
            .packages
            .into_iter()
            .find(|package| package.name == "nrm-screening")
            .context("Cargo.toml does not describe the package nrm-screening")?;
        let options = package
            .metadata
            .pointer("/wasm-pack/profile/release/wasm-opt")
            .context("Cargo.toml lacks `wasm-opt` under [package.metadata.wasm-pack.profile.release]")?;
        let wasm_opt =
            serde_json::from_value(options.clone()).context("`wasm-opt` in Cargo.toml is a list of options")?;
        Ok(Self { root, target: metadata.target_directory, version: package.version, wasm_opt })
    }

    /// The built npm package.
    pub(crate) fn package(&self) -> PathBuf {
        self.target.join("package")
    }

    /// The built workbench.
    pub(crate) fn workbench(&self) -> PathBuf {
        self.target.join("workbench")
    }

    /// The sample portals, as they were built.
    pub(crate) fn samples(&self) -> PathBuf {
        self.target.join("examples")
    }

    /// One of the scripts that xtask leaves to Node.
    pub(crate) fn script(&self, name: &str) -> PathBuf {
        self.root.join("xtask/scripts").join(name)
    }

    /// A file of an npm package the project develops with.
    pub(crate) fn node_module(&self, path: &str) -> PathBuf {
        self.root.join("node_modules").join(path)
    }
}
