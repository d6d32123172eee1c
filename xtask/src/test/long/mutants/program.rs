//! The one test program with all mutants in it: builds it, leaving out what does not compile, and runs it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::find::Mutant;
use super::tree;
use super::weave::{mark, weave};
use crate::program::Program;

/// Tells the library which mutant is active.
const SWITCH: &str = "
/// Which mutant is active.
#[doc(hidden)]
pub mod mutant {
    /// Its number; 0 for none.
    pub fn active() -> u32 {
        static ACTIVE: std::sync::LazyLock<u32> =
            std::sync::LazyLock::new(|| std::env::var(\"NRM_MUTANT\").ok().and_then(|text| text.parse().ok()).unwrap_or(0));
        *ACTIVE
    }
}
";

/// Tests that take long, and those that look at other things: they are run where the others notice nothing.
const SLOW: [&str; 23] = [
    "answer_schema::",
    "carry::",
    "cel_oracle::",
    "compiled_text::",
    "compiling::items_and_choices",
    "example_outcomes::every_combination",
    "golden_cases::",
    "hostile::markup",
    "identification::whoever_may_be",
    "instruments::plain",
    "limits::",
    "names_and_keys::",
    "paper::",
    "proofs::",
    "proofs_hold::",
    "recomputing::",
    "reference::the_limits",
    "response::any_interview",
    "schema_and_reader::",
    "second_evaluator::",
    "spoken::",
    "trust::",
    "xlsform::",
];

/// Pairs of a form and answers, and cases of each property, for a mutant.
const PAIRS: &str = "2000";
const CASES: &str = "64";

/// The tests of a mutant do not end where they take so many times as long as without one, and longer than the least.
const TIMES: u32 = 8;
const LEAST: Duration = Duration::from_mins(1);

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A test noticed it.
    Noticed,
    /// The tests did not end.
    Endless,
    /// No test noticed it.
    Survived,
}

/// A line that cargo writes.
#[derive(Deserialize)]
struct Line {
    message: Option<Told>,
    executable: Option<PathBuf>,
    target: Option<Target>,
}

#[derive(Deserialize)]
struct Told {
    level: String,
    spans: Vec<Place>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Place {
    file_name: String,
    line_start: usize,
    is_primary: bool,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// The program, what its tests take, and the mutants that it does not hold because they do not compile.
pub(super) struct Tests {
    program: PathBuf,
    tree: PathBuf,
    takes: [Duration; 2],
    pub(super) unviable: BTreeSet<usize>,
}

impl Tests {
    /// Weaves the mutants into the tree, each by its number, and builds it.
    pub(super) fn build(root: &Path, tree: &Path, compiled: &Path, mutants: &[(usize, Mutant)]) -> Result<Self> {
        let mut unviable = BTreeSet::new();
        loop {
            woven(root, tree, mutants, &unviable)?;
            let (program, wrong) = compile(tree, compiled)?;
            if let Some(program) = program {
                let mut tests = Self { program, tree: tree.to_owned(), takes: [LEAST; 2], unviable };
                tests.measure()?;
                return Ok(tests);
            }
            if wrong.is_subset(&unviable) {
                bail!("the code does not compile, and no mutant is the reason");
            }
            println!("{} mutants do not compile: {wrong:?}", wrong.len());
            unviable.extend(wrong);
        }
    }

    /// Runs the tests without a mutant: they pass, and so long they take.
    fn measure(&mut self) -> Result<()> {
        for slow in [false, true] {
            let start = Instant::now();
            if self.run(0, slow, Duration::from_hours(1))? != Some(true) {
                bail!("the tests do not pass on the code as it is: run {} --help", self.program.display());
            }
            println!("the {} tests take {:.0} s", if slow { "slow" } else { "quick" }, start.elapsed().as_secs_f32());
            if let Some(takes) = self.takes.get_mut(usize::from(slow)) {
                *takes = LEAST.max(start.elapsed() * TIMES);
            }
        }
        Ok(())
    }

    /// What becomes of a mutant in the quick tests or the slow ones.
    pub(super) fn fate(&self, number: usize, slow: bool) -> Result<Fate> {
        let [quick, long] = self.takes;
        Ok(match self.run(number, slow, if slow { long } else { quick })? {
            Some(true) => Fate::Survived,
            Some(false) => Fate::Noticed,
            None => Fate::Endless,
        })
    }

    /// Whether the tests pass; nothing where they do not end.
    fn run(&self, number: usize, slow: bool, limit: Duration) -> Result<Option<bool>> {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.tree).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.args(["--quiet", "-Zunstable-options", "--fail-fast"]).env("RUSTC_BOOTSTRAP", "1");
        command.args(SLOW.iter().flat_map(|name| if slow { vec![*name] } else { vec!["--skip", *name] }));
        command.env("NRM_MUTANT", number.to_string()).env("NRM_PAIRS", PAIRS).env("PROPTEST_CASES", CASES);
        command.env("INSTA_UPDATE", "no").env("RUST_BACKTRACE", "0");
        let start = Instant::now();
        let mut child = command.spawn().with_context(|| format!("cannot start {}", self.program.display()))?;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(status.success()));
            }
            if start.elapsed() > limit {
                child.kill()?;
                child.wait()?;
                return Ok(None);
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Writes the files of the tree with their mutants.
fn woven(root: &Path, tree: &Path, mutants: &[(usize, Mutant)], without: &BTreeSet<usize>) -> Result<()> {
    let mut files = BTreeMap::<&str, Vec<(usize, &Mutant)>>::new();
    for (number, mutant) in mutants.iter().filter(|(number, _)| !without.contains(number)) {
        files.entry(&mutant.file).or_default().push((*number, mutant));
    }
    for (file, mutants) in files {
        let code = fs::read_to_string(root.join(file)).with_context(|| format!("cannot read {file}"))?;
        fs::write(tree.join(file), weave(&code, &mutants))?;
    }
    let library = fs::read_to_string(root.join("src/lib.rs"))?;
    fs::write(tree.join("src/lib.rs"), library + SWITCH)?;
    Ok(())
}

/// The program, or the mutants because of which there is none.
fn compile(tree: &Path, compiled: &Path) -> Result<(Option<PathBuf>, BTreeSet<usize>)> {
    let (mut program, mut wrong) = (None, BTreeSet::new());
    let mut others = Vec::new();
    Program::cargo(tree)
        .args(["test", "--no-run", "--message-format=json", "--test", tree::PROGRAM])
        .env("CARGO_TARGET_DIR", compiled)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        .hear_lines(|line| {
            let Ok(message) = serde_json::from_str::<Line>(line) else { return };
            if message.target.is_some_and(|target| target.name == tree::PROGRAM) {
                program = program.take().or(message.executable);
            }
            if let Some(told) = message.message.filter(|told| told.level == "error") {
                let place = told.spans.iter().find(|place| place.is_primary);
                match place.and_then(|place| number_at(tree, place)) {
                    Some(number) => drop(wrong.insert(number)),
                    None => others.extend(told.rendered),
                }
            }
        })?;
    if program.is_none() && wrong.is_empty() {
        bail!("the tree of the mutants does not compile:\n{}", others.concat());
    }
    Ok((program, wrong))
}

/// The mutant whose code stands in a line.
fn number_at(tree: &Path, place: &Place) -> Option<usize> {
    let code = fs::read_to_string(tree.join(&place.file_name)).ok()?;
    let before: Vec<&str> = code.lines().take(place.line_start).collect();
    let (head, _) = mark(0).split_once('0').map(|(head, tail)| (head.to_owned(), tail.to_owned()))?;
    let line = before.iter().rev().find(|line| line.contains(&head))?;
    let (_, number) = line.rsplit_once(&head)?;
    number.split('*').next()?.parse().ok().filter(|number| *number > 0)
}
