//! What the built package weighs and imports, as read by `measure.mjs`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::program::Program;
use crate::project::Project;

/// What was measured.
#[derive(Deserialize)]
pub(crate) struct Measured {
    /// The weight of each part, by its name in `limits.json`.
    pub(crate) sizes: BTreeMap<String, Weight>,
    /// What the other forms weigh, each with one language, by their ids.
    pub(crate) others: BTreeMap<String, Weight>,
    /// The names that each wasm imports.
    pub(crate) imports: BTreeMap<String, Vec<String>>,
}

/// What files weigh together, in bytes.
#[derive(Deserialize)]
pub(crate) struct Weight {
    /// As they are.
    pub(crate) raw: u64,
    /// Each through gzip -9.
    pub(crate) gzip: u64,
    /// Each through brotli 11.
    pub(crate) brotli: u64,
    /// Files that should be there and are not.
    pub(crate) missing: Vec<String>,
}

impl Measured {
    /// Measures the built package.
    pub(crate) fn read(project: &Project) -> Result<Self> {
        let text = Program::node(&project.root, project.script("measure.mjs")).arg(project.package()).quiet().read()?;
        serde_json::from_str(&text).context("measure.mjs wrote something unexpected")
    }
}
