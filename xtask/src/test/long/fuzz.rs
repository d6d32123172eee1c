//! Fuzzing: `libFuzzer` on the targets of `fuzz/`, built by the nightly compiler with the address sanitizer.

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::arguments::TestOptions;
use crate::program::Program;
use crate::project::Project;
use crate::test::count::Count;
use crate::tools::rustc;

/// Seconds each target runs, where `NRM_FUZZ_SECONDS` says nothing else.
const SECONDS: u64 = 600;

/// The options with which a program tells `libFuzzer` where it has been.
const FLAGS: [&str; 8] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Zsanitizer=address",
    "-Cdebug-assertions",
    "--cfg=fuzzing",
];

/// Runs every target for its time.
pub(in crate::test) fn run(project: &Project, _: &TestOptions) -> Result<Count> {
    let seconds = match env::var("NRM_FUZZ_SECONDS") {
        Ok(text) => text.parse().with_context(|| format!("NRM_FUZZ_SECONDS is `{text}`, not a number"))?,
        Err(_) => SECONDS,
    };
    let folder = project.root.join("fuzz");
    let mut targets = Vec::new();
    for entry in fs::read_dir(folder.join("fuzz_targets"))? {
        targets.extend(entry?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    if targets.is_empty() {
        bail!("fuzz/fuzz_targets is empty");
    }
    if let Ok(only) = env::var("NRM_FUZZ_TARGET") {
        targets.retain(|target| *target == only);
        if targets.is_empty() {
            bail!("NRM_FUZZ_TARGET is `{only}`, which is no target");
        }
    }
    targets.sort();
    let host = rustc(project, "host")?;
    build(project, &folder, &host)?;
    let programs = project.target.join("fuzz").join(host).join("release");
    let mut count = Count::default();
    for target in targets {
        count += counted(fuzz(project, &folder, &programs.join(&target), &target, seconds)?, seconds);
    }
    if seconds < SECONDS {
        println!("NOT RUN in full: {seconds} s a target instead of {SECONDS} (NRM_FUZZ_SECONDS), which holds nothing");
    }
    Ok(count)
}

/// What a target counts that ran for so long: in less than its whole time it can fail, and not pass.
fn counted(passed: bool, seconds: u64) -> Count {
    if passed && seconds < SECONDS { Count::not_run(1) } else { Count::one(passed) }
}

/// Builds with the nightly compiler, which is installed if it is missing: the stable one has no sanitizers.
fn build(project: &Project, folder: &Path, host: &str) -> Result<()> {
    let nightly = |arguments: &[&str]| Program::cargo(&project.root).arg("+nightly").args(arguments);
    if nightly(&["--version"]).quiet().read().is_err() {
        Program::new("rustup", &project.root)
            .args(["toolchain", "install", "nightly", "--profile", "minimal"])
            .run()
            .context("fuzzing needs a nightly compiler: with rustup, run `rustup toolchain install nightly`")?;
    }
    nightly(&["build", "--release", "--bins", "--target", host, "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(project.target.join("fuzz"))
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"))
        .run()
}

/// Runs one target; what it found stays below `target/fuzz`.
fn fuzz(project: &Project, folder: &Path, program: &Path, target: &str, seconds: u64) -> Result<bool> {
    let place = |kind: &str| project.target.join("fuzz").join(kind).join(target);
    let (found, artifacts) = (place("corpus"), place("artifacts"));
    for folder in [&found, &artifacts] {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let log = project.target.join(format!("fuzz/{target}.log"));
    let mut run = Program::new(program, &project.root)
        .arg(format!("-max_total_time={seconds}"))
        .args(["-print_final_stats=1", "-timeout=20", "-rss_limit_mb=2048"])
        .arg(format!("-artifact_prefix={}/", artifacts.display()));
    let dictionary = folder.join(format!("dictionaries/{target}.dict"));
    if dictionary.exists() {
        run = run.arg(format!("-dict={}", dictionary.display()));
    }
    let passed = run.arg(&found).arg(folder.join("corpus").join(target)).logs(&log)?;
    let text = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    let executions = executions(&text);
    println!("{target}: {} executions in at most {seconds} s", executions.unwrap_or_default());
    if !passed {
        let lines: Vec<&str> = text.lines().collect();
        println!("{}", lines.get(lines.len().saturating_sub(40)..).unwrap_or_default().join("\n"));
        println!(
            "FAILED {target}: what did it is in {}; add it to fuzz/corpus/{target}, so that `cargo test` replays it",
            artifacts.display()
        );
    }
    Ok(passed && executions.is_some_and(|number| number > 0))
}

/// Of the statistics at the end of a run.
fn executions(text: &str) -> Option<u64> {
    text.lines().rev().find_map(|line| line.strip_prefix("stat::number_of_executed_units:")?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{SECONDS, counted, executions};
    use crate::test::count::Count;

    #[test]
    fn a_shortened_run_holds_nothing() {
        assert_eq!(counted(true, SECONDS), Count::one(true));
        assert_eq!(counted(true, SECONDS + 1), Count::one(true));
        assert_eq!(counted(true, SECONDS - 1), Count::not_run(1));
        assert_eq!(counted(false, 1), Count::one(false));
    }

    #[test]
    fn executions_are_read_from_the_statistics() {
        let text =
            "Done 22 runs in 1 second(s)\nstat::number_of_executed_units: 22\nstat::average_exec_per_sec:     22\n";
        assert_eq!(executions(text), Some(22));
        assert_eq!(executions("==1==ERROR"), None);
    }
}
