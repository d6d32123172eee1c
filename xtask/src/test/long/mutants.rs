//! Mutants: small changes of the code that holds meaning, each of which a test has to notice.

use std::collections::BTreeMap;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::arguments::TestOptions;
use crate::program::Program;
use crate::project::Project;
use crate::test::count::Count;

/// The program that makes and tries them.
const VERSION: &str = "27.1.0";

/// The code that holds meaning.
const FILES: [&str; 11] = [
    "src/expression/**/*.rs",
    "src/evaluation/**/*.rs",
    "src/assessment/**/*.rs",
    "src/compile/graph.rs",
    "src/compile/outcomes.rs",
    "src/compile/rules.rs",
    "src/compile/score.rs",
    "src/form/reach.rs",
    "src/session/**/*.rs",
    "src/number.rs",
    "src/value/**/*.rs",
];

/// Tests that have nothing to say about meaning; all others are run for every mutant.
const OTHER_TESTS: [&str; 6] = ["architecture", "contract", "fuzz_corpus", "reading", "translations", "view"];

/// Those that may survive, in percent of those that were tried, rounded up; each of them has to be listed.
const MOST_SURVIVORS: usize = 3;

/// Survivors that are known, with the reason of each.
const ALLOWED: &str = "xtask/mutants.allowed";

#[derive(Deserialize)]
struct Results {
    outcomes: Vec<Tried>,
}

/// What became of a mutant, or of the code as it is.
#[derive(Deserialize)]
struct Tried {
    scenario: Scenario,
    summary: String,
}

#[derive(Deserialize)]
enum Scenario {
    Baseline,
    Mutant { name: String },
}

/// Tries the mutants and compares the survivors with the list.
pub(in crate::test) fn run(project: &Project, options: &TestOptions) -> Result<Count> {
    let allowed = fs::read_to_string(project.root.join(ALLOWED)).with_context(|| format!("{ALLOWED} is missing"))?;
    let allowed = read_allowed(&allowed)?;
    let out = project.target.join("mutants");
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    try_all(project, options, &out)?;
    let place = out.join("mutants.out/outcomes.json");
    let text = fs::read_to_string(&place).context("the mutants left no results")?;
    let results: Results = serde_json::from_str(&text).context("the results of the mutants are not as expected")?;
    judge(&results, &allowed, options.files.is_empty())
}

/// Makes and tries them, as many as were asked for. That some survive is no failure of the program.
fn try_all(project: &Project, options: &TestOptions, out: &Path) -> Result<()> {
    let program = ready(project)?;
    let old = out.join("mutants.out");
    if old.exists() {
        fs::remove_dir_all(&old).with_context(|| format!("cannot remove {}", old.display()))?;
    }
    let compiled = out.join("cargo");
    let partial = compiled.join("debug/incremental");
    if partial.exists() {
        fs::remove_dir_all(&partial).with_context(|| format!("cannot remove {}", partial.display()))?;
    }
    let mut run = Program::new(program, &project.root)
        .args(["mutants", "--no-config", "--no-shuffle", "--colors=never", "--no-times", "--minimum-test-timeout=300"])
        .arg("--output")
        .arg(out)
        .env("CARGO_TARGET_DIR", &compiled)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        .env("INSTA_UPDATE", "no");
    if let Some(shard) = &options.shard {
        run = run.args(["--shard", shard]);
    }
    let files = if options.files.is_empty() { FILES.map(str::to_owned).to_vec() } else { options.files.clone() };
    for file in files {
        run = run.arg("--file").arg(file);
    }
    run = run.arg("--cargo-test-arg=--lib");
    for test in tests(project)? {
        run = run.arg(format!("--cargo-test-arg=--test={test}"));
    }
    run.succeeds().map(drop)
}

/// The tests that are run for every mutant.
fn tests(project: &Project) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(project.root.join("tests"))? {
        let path = entry?.path();
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.extension().is_some_and(|kind| kind == "rs") && !OTHER_TESTS.contains(&&*name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        bail!("tests holds no tests of meaning");
    }
    names.sort();
    Ok(names)
}

/// Installs the program among the other tools, unless it is there.
fn ready(project: &Project) -> Result<PathBuf> {
    let folder = project.root.join("xtask/tools/target/mutants").join(VERSION);
    let program = folder.join(format!("bin/cargo-mutants{EXE_SUFFIX}"));
    if !program.exists() {
        Program::cargo(&project.root)
            .args(["install", "cargo-mutants", "--locked", "--version", VERSION, "--root"])
            .arg(&folder)
            .run()?;
    }
    Ok(program)
}

/// Prints the counts, and fails for each survivor that is not listed, and where there are too many. A file alone may
/// have too many: they are few of all.
fn judge(results: &Results, allowed: &BTreeMap<String, usize>, all: bool) -> Result<Count> {
    let (mut caught, mut endless, mut unviable) = (0, 0, 0);
    let mut survivors = BTreeMap::<String, usize>::new();
    for tried in &results.outcomes {
        match (&tried.scenario, &*tried.summary) {
            (Scenario::Baseline, "Success") => {}
            (Scenario::Baseline, other) => bail!("the tests do not pass on the code as it is: {other}"),
            (Scenario::Mutant { .. }, "CaughtMutant") => caught += 1,
            (Scenario::Mutant { name }, "Timeout") => {
                println!("did not end: {name}");
                endless += 1;
            }
            (Scenario::Mutant { .. }, "Unviable") => unviable += 1,
            (Scenario::Mutant { name }, "MissedMutant") => *survivors.entry(without_place(name)).or_default() += 1,
            (Scenario::Mutant { name }, other) => bail!("{name}: {other}"),
        }
    }
    let survived: usize = survivors.values().sum();
    let tried = caught + endless + survived;
    let most = (tried * MOST_SURVIVORS).div_ceil(100);
    println!(
        "mutants: {tried} tried, {caught} noticed, {endless} did not end, {survived} survived (at most {most} may); \
         {unviable} did not compile"
    );
    let mut unlisted = 0;
    for (name, count) in &survivors {
        let more = count.saturating_sub(allowed.get(name).copied().unwrap_or_default());
        if more > 0 {
            println!(
                "FAILED {name}: {more} survived and are not in {ALLOWED}: write a test, or list them with a reason"
            );
        }
        unlisted += more;
    }
    let too_many = all && survived > most;
    if too_many {
        println!("FAILED: {survived} of {tried} survived, more than {MOST_SURVIVORS} %");
    }
    let failed = unlisted + usize::from(too_many);
    Ok(Count { passed: tried - unlisted, failed, not_run: 0 })
}

/// A mutant's name without line and column, which move: `src/a.rs:3:5: replace x` to `src/a.rs: replace x`.
fn without_place(name: &str) -> String {
    let mut parts = name.splitn(4, ':');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(file), Some(line), Some(column), Some(what))
            if [line, column].iter().all(|number| number.bytes().all(|byte| byte.is_ascii_digit())) =>
        {
            format!("{file}:{what}")
        }
        _ => name.to_owned(),
    }
}

/// How often each mutant may survive: one line each, `file: what  # why`.
fn read_allowed(text: &str) -> Result<BTreeMap<String, usize>> {
    let mut allowed = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once("  # ") {
            Some((name, why)) if !why.trim().is_empty() => *allowed.entry(name.trim().to_owned()).or_default() += 1,
            _ => bail!("{ALLOWED}: `{line}` has no reason (`file: what  # why`)"),
        }
    }
    Ok(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(list: &[(&str, &str)]) -> Results {
        let mutant = |(name, summary): &(&str, &str)| Tried {
            scenario: Scenario::Mutant { name: (*name).to_owned() },
            summary: (*summary).to_owned(),
        };
        Results { outcomes: list.iter().map(mutant).collect() }
    }

    #[test]
    fn a_survivor_has_to_be_listed_as_often_as_it_survives() {
        let all: Vec<_> = (0..98).map(|_| ("src/a.rs:1:1: replace", "CaughtMutant")).collect();
        let two = [
            ("src/a.rs:3:5: replace + with - in f", "MissedMutant"),
            ("src/a.rs:4:5: replace + with - in f", "MissedMutant"),
        ];
        let results = results(&[&all[..], &two].concat());
        let judged = |allowed: &str| judge(&results, &read_allowed(allowed).unwrap(), true).unwrap().failed;
        let line = "src/a.rs: replace + with - in f  # both give the same\n";
        assert_eq!(judged(""), 2);
        assert_eq!(judged(line), 1);
        assert_eq!(judged(&line.repeat(2)), 0);
    }

    #[test]
    fn too_many_fail_though_they_are_listed() {
        let results =
            results(&[("src/a.rs:3:5: replace x", "MissedMutant"), ("src/a.rs:4:5: replace x", "MissedMutant")]);
        let allowed = read_allowed(&"src/a.rs: replace x  # no matter\n".repeat(2)).unwrap();
        assert_eq!(judge(&results, &allowed, true).unwrap().failed, 1);
        assert_eq!(judge(&results, &allowed, false).unwrap().failed, 0);
    }

    #[test]
    fn a_line_of_the_list_has_a_reason() {
        assert!(read_allowed("src/a.rs: replace x").is_err());
        assert!(read_allowed("# a remark\n\n").unwrap().is_empty());
    }

    #[test]
    fn results_are_read() {
        let text = r#"{"outcomes": [{"scenario": "Baseline", "summary": "Success", "phase_results": []},
            {"scenario": {"Mutant": {"name": "src/a.rs:3:5: replace x", "genre": "FnValue"}}, "summary": "CaughtMutant"}]}"#;
        let results: Results = serde_json::from_str(text).unwrap();
        assert_eq!(judge(&results, &BTreeMap::new(), true).unwrap(), Count { passed: 1, failed: 0, not_run: 0 });
        assert_eq!(without_place("src/a.rs:3:5: replace x"), "src/a.rs: replace x");
    }
}
