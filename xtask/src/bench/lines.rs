//! `cargo xtask bench --lines COUNT`: `nrm-forms score` over so many lines, beside a scorer written by hand and parsing alone.

use std::env::consts::EXE_SUFFIX;
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::programs;
use crate::program::Program;
use crate::project::Project;

/// What one of the three took.
#[derive(Deserialize)]
struct Row {
    name: String,
    lines: u32,
    seconds: f64,
    /// The most memory, in kB, where the system tells.
    most: Option<u64>,
}

/// Runs all three over the same lines, and over a tenth of them, and prints what they took.
pub(crate) fn run(project: &Project, count: u32) -> Result<()> {
    let timing = programs::native(project)?.timing;
    Program::cargo(&project.root).args(["build", "--release", "--bin", "nrm-forms"]).run()?;
    let command = project.target.join("release").join(format!("nrm-forms{EXE_SUFFIX}"));
    let folder = project.target.join("bench/lines");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    println!("{:<18}{:>10}{:>10}{:>12}{:>10}{:>10}", "60 questions", "lines", "seconds", "a line", "by hand", "memory");
    for count in [count / 10, count] {
        let program = Program::new(&timing, &project.root).arg("lines").arg(&folder).arg(count.to_string());
        let written = program.arg(&command).quiet().read()?;
        let rows: Vec<Row> = written.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let hand = rows.iter().find(|row| row.name == "by hand").map_or(0.0, |row| row.seconds);
        for Row { name, lines, seconds, most } in &rows {
            let each = format!("{:.1} µs", seconds * 1e6 / f64::from(*lines));
            let most = most.map_or_else(String::new, |most| {
                format!("{:.1} MB", f64::from(u32::try_from(most).unwrap_or(u32::MAX)) / 1024.0)
            });
            println!("{name:<18}{lines:>10}{seconds:>10.2}{each:>12}{:>10.1}{most:>10}", seconds / hand);
        }
    }
    fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    println!(
        "\nby hand: the time over that of flat tables. They and parsing alone have one core, the command has all."
    );
    Ok(())
}
