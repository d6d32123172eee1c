//! How many tests of each part have to run at least, so that tests which got lost are noticed.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};

use crate::project::Project;

const PLACE: &str = "xtask/floors.json";

/// The floor of each part.
pub(crate) struct Floors(BTreeMap<String, usize>);

impl Floors {
    /// Reads the committed floors.
    pub(crate) fn read(project: &Project) -> Result<Self> {
        let text = fs::read_to_string(project.root.join(PLACE)).with_context(|| format!("{PLACE} is missing"))?;
        Ok(Self(serde_json::from_str(&text).with_context(|| format!("{PLACE} is not as expected"))?))
    }

    /// The floor of a part.
    pub(crate) fn of(&self, part: &str) -> usize {
        self.0.get(part).copied().unwrap_or_default()
    }

    /// Raises the floor of a part to what passed; never lowers it.
    pub(crate) fn raise(&mut self, part: &str, passed: usize) {
        let floor = self.0.entry(part.to_owned()).or_default();
        *floor = (*floor).max(passed);
    }

    /// Writes the floors back.
    pub(crate) fn write(&self, project: &Project) -> Result<()> {
        let text = serde_json::to_string_pretty(&self.0)?;
        fs::write(project.root.join(PLACE), text + "\n").with_context(|| format!("cannot write {PLACE}"))
    }
}
