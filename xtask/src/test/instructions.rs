//! How many instructions loading, answering and assessing take, as recorded, and that they grow no faster than forms.
//!
//! Counted by callgrind, so that a busy machine counts the same as an idle one.

use std::fs;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::count::Count;
use super::figures::{Figures, Record};
use crate::arguments::TestOptions;
use crate::bench::{SIZES, programs};
use crate::debian;
use crate::program::Program;
use crate::project::Project;

/// What is counted.
const OPERATIONS: [&str; 4] = ["load", "open", "answer", "parsed"];
/// How many times more instructions a question of the largest form may take than one of the smallest, in percent.
const MOST_GROWTH: u64 = 150;

/// What the measured program says of what it did.
#[derive(Deserialize)]
struct Done {
    times: u64,
}

/// Counts instructions and compares them with `xtask/instructions.json`, and the largest form with the smallest.
pub(crate) fn run(project: &Project, options: &TestOptions) -> Result<Count> {
    debian::install(project, &["valgrind"])?;
    if Program::new("valgrind", &project.root).arg("--version").quiet().read().is_err() {
        println!(
            "NOT RUN: instructions are counted by valgrind, which is not here; install it (on Debian: `apt-get install valgrind`)"
        );
        return Ok(Count::not_run(OPERATIONS.len() * SIZES.len() + OPERATIONS.len()));
    }
    let program = programs::native(project)?.timing;
    let agreements = agreements(project, &program)?;
    let mut now = Figures::new();
    for size in SIZES {
        let counted = thread::scope(|scope| {
            let program = &program;
            let count = |operation| scope.spawn(move || instructions(project, program, operation, size));
            OPERATIONS.map(count).map(thread::ScopedJoinHandle::join)
        });
        for (operation, counted) in OPERATIONS.into_iter().zip(counted) {
            let counted = counted.ok().context("a thread stopped")??;
            now.insert(format!("{operation} {size}"), counted);
        }
    }
    let machine = std::env::consts::ARCH.to_owned();
    let count = Record::read(project, "instructions", machine)?.compare(&now, options.record)?;
    Ok(count.and(growth(&now)).and(agreements))
}

/// That what is counted does what it should: one for each thing that holds, and one failure where the program stopped.
fn agreements(project: &Project, program: &Path) -> Result<Count> {
    let mut count = Count::default();
    let all = Program::new(program, &project.root).arg("agree").read_lines(|_| count += Count::one(true))?;
    Ok(if all { count } else { count.and(Count::one(false)) })
}

/// Instructions of doing something once.
fn instructions(project: &Project, program: &Path, operation: &str, size: u32) -> Result<u64> {
    let place = project.target.join(format!("bench/callgrind-{operation}-{size}.out"));
    let out = Program::new("valgrind", &project.root)
        .args(["--tool=callgrind", "--quiet", "--collect-atstart=no", "--toggle-collect=*collected_by_callgrind*"])
        .arg(format!("--callgrind-out-file={}", place.display()))
        .arg(program)
        .args(["once", operation, &size.to_string()])
        .quiet()
        .read()?;
    let Done { times } = serde_json::from_str(&out).with_context(|| format!("not what was done: {out}"))?;
    let text = fs::read_to_string(&place).with_context(|| format!("cannot read {}", place.display()))?;
    let total = text.lines().rev().find_map(|line| line.strip_prefix("totals: ")?.trim().parse::<u64>().ok());
    let total = total.filter(|total| *total > 0).context("callgrind counted nothing")?;
    println!("{operation} {size}: {total} instructions in {times} runs ({})", place.display());
    Ok(total / times.max(1))
}

/// Compares the instructions a question takes in the largest form with those in the smallest.
fn growth(now: &Figures) -> Count {
    let [smallest, .., largest] = SIZES;
    let mut count = Count::default();
    for operation in OPERATIONS {
        let of = |size: u32| now.get(&format!("{operation} {size}")).copied().unwrap_or_default();
        let percent = growth_percent((of(smallest), smallest), (of(largest), largest));
        println!(
            "{operation}: {} instructions a question at {smallest}, {} at {largest}: {}.{:02} times as many",
            of(smallest) / u64::from(smallest),
            of(largest) / u64::from(largest),
            percent / 100,
            percent % 100
        );
        if percent > MOST_GROWTH {
            println!("FAILED {operation}: it grows faster than the form; {MOST_GROWTH} % is the most");
        }
        count += Count::one(percent <= MOST_GROWTH);
    }
    count
}

fn growth_percent((few, smallest): (u64, u32), (many, largest): (u64, u32)) -> u64 {
    (many * u64::from(smallest) * 100).checked_div(few * u64::from(largest)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_by_question() {
        assert_eq!(growth_percent((600, 60), (19_030, 1903)), 100);
        assert_eq!(growth_percent((600, 60), (38_060, 1903)), 200);
        assert_eq!(growth_percent((0, 60), (1, 1903)), u64::MAX);
    }
}
