//! How many bytes a form, a session and an assessment take, as recorded.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::count::Count;
use super::figures::{Figures, Record};
use crate::arguments::TestOptions;
use crate::bench::programs;
use crate::program::Program;
use crate::project::Project;

#[derive(Deserialize)]
struct Counted {
    size: u32,
    what: String,
    bytes: u64,
}

/// Counts bytes and compares them with `xtask/memory.json`.
pub(crate) fn run(project: &Project, options: &TestOptions) -> Result<Count> {
    let program = programs::native(project)?.memory;
    let text = Program::new(program, &project.root).read()?;
    let mut now = Figures::new();
    for line in text.lines() {
        let Counted { size, what, bytes } =
            serde_json::from_str(line).with_context(|| format!("not a figure: {line}"))?;
        now.insert(format!("{what} {size}"), bytes);
    }
    Record::read(project, "memory", format!("{} bit", usize::BITS))?.compare(&now, options.record)
}
