//! `cargo xtask bench`: times what the engine does, natively and in wasm, beside flat tables written by hand.
//!
//! Times are printed and never asserted: they belong to the machine. What is asserted is in `test/instructions.rs` and
//! `test/memory.rs`.

pub(crate) mod lines;
pub(crate) mod programs;
mod table;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;

use crate::package;
use crate::program::Program;
use crate::project::Project;
use table::Row;

/// How many questions the measured forms have; the bench crate's own list.
pub(crate) const SIZES: [u32; 3] = [60, 500, 1903];

/// Times everything, prints a table, and writes the figures where that was asked for.
pub(crate) fn run(project: &Project, file: Option<&Path>) -> Result<()> {
    package::build(project)?;
    let native = programs::native(project)?;
    let wasm = programs::wasm(project)?;
    let inputs = project.target.join("bench/inputs.jsonl");
    let mut texts = String::new();
    for size in SIZES {
        texts += &Program::new(&native.timing, &project.root).arg("inputs").arg(size.to_string()).quiet().read()?;
    }
    fs::write(&inputs, texts).with_context(|| format!("cannot write {}", inputs.display()))?;
    let mut written = Program::new(&native.timing, &project.root).arg("time").read()?;
    written += &Program::node(&project.root, project.script("bench.mjs"))
        .arg(project.package())
        .arg(&wasm)
        .arg(&inputs)
        .read()?;
    let rows: Vec<Row> = written
        .lines()
        .map(|line| serde_json::from_str(line).with_context(|| format!("not a measurement: {line}")))
        .collect::<Result<_>>()?;
    table::print(&rows);
    if let Some(file) = file {
        let all = json!({ "version": project.version, "machine": std::env::consts::ARCH, "rows": rows });
        fs::write(file, format!("{all:#}\n")).with_context(|| format!("cannot write {}", file.display()))?;
        println!("The figures are in {}", file.display());
    }
    Ok(())
}
