//! `cargo xtask test`: every check, part by part.

mod browsers;
mod cargo;
mod count;
mod figures;
mod floors;
mod instructions;
mod long;
mod memory;
mod node_tests;
mod package_checks;
mod types;

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::arguments::TestOptions;
use crate::bench::programs;
use crate::project::Project;
use crate::tools;
use count::Count;
use floors::Floors;

/// One part of the checks.
struct Part {
    name: &'static str,
    /// Whether it takes so long that only `--long` runs it.
    long: bool,
    /// What must be there for the part to mean anything.
    needs: &'static [&'static str],
    run: fn(&Project, &TestOptions) -> Result<Count>,
}

const PARTS: [Part; 15] = [
    Part { name: "format", long: false, needs: &["src"], run: cargo::format },
    Part { name: "clippy", long: false, needs: &["src"], run: cargo::clippy },
    Part { name: "doc", long: false, needs: &["src"], run: cargo::doc },
    Part { name: "cargo", long: false, needs: &["src", "tests"], run: cargo::test },
    Part { name: "package", long: false, needs: &["www/package"], run: package_checks::run },
    Part { name: "types", long: false, needs: &["tests/types"], run: types::run },
    Part { name: "node", long: false, needs: &["tests/node"], run: node_tests::run },
    Part { name: "memory", long: false, needs: &["xtask/bench"], run: memory::run },
    Part { name: "instructions", long: false, needs: &["xtask/bench"], run: instructions::run },
    Part {
        name: "browser",
        long: false,
        needs: &["tests/e2e/pages", "www/examples", "www/portal"],
        run: browsers::chromium,
    },
    Part { name: "firefox", long: false, needs: &["tests/firefox", "tests/e2e/pages"], run: browsers::firefox },
    Part { name: "pairs", long: true, needs: &["tests/second_evaluator.rs"], run: long::pairs },
    Part { name: "fuzz", long: true, needs: &["fuzz"], run: long::fuzz },
    Part { name: "calls", long: true, needs: &["tests/node/calls"], run: long::calls },
    Part { name: "mutants", long: true, needs: &["xtask/mutants.allowed"], run: long::mutants },
];

/// How a part ended.
struct Outcome {
    name: &'static str,
    count: Count,
    problem: Option<String>,
    taken: Duration,
}

/// Runs the parts in order, the later ones also after a failure, and sums up.
pub(crate) fn run(project: &Project, options: &TestOptions) -> Result<()> {
    if let Some(unknown) = options.only.iter().find(|name| PARTS.iter().all(|part| part.name != **name)) {
        bail!("there is no part `{unknown}`; the parts are {}", PARTS.map(|part| part.name).join(", "));
    }
    let mut floors = Floors::read(project)?;
    let named = |part: &Part| options.only.iter().any(|name| name == part.name);
    if let Some(part) = PARTS.iter().find(|part| part.long && !options.long && named(part)) {
        bail!("the part `{}` takes long: say `--long --only {}`", part.name, part.name);
    }
    let wanted = |part: &&Part| if options.only.is_empty() { options.long || !part.long } else { named(part) };
    let outcomes: Vec<Outcome> = thread::scope(|scope| {
        if options.only.is_empty() {
            scope.spawn(|| ahead(project));
        }
        PARTS.iter().filter(wanted).map(|part| part.outcome(project, options, &floors)).collect()
    });
    print_table(&outcomes, &floors);
    if options.record {
        for outcome in outcomes.iter().filter(|outcome| outcome.problem.is_none()) {
            floors.raise(outcome.name, outcome.count.passed);
        }
        floors.write(project)?;
    }
    let passed: usize = outcomes.iter().map(|outcome| outcome.count.passed).sum();
    let failed: usize = outcomes.iter().map(Outcome::failures).sum();
    let not_run: usize = outcomes.iter().map(|outcome| outcome.count.not_run).sum();
    if not_run > 0 {
        println!("NOT RUN, or not in full: {not_run} checks; why is said above");
    }
    println!("{passed} passed, {failed} failed");
    if failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

/// Builds what later parts need, beside the first ones, which leave a processor idle for a third of their time. What goes
/// wrong is said by the part that needs it, which builds it again.
fn ahead(project: &Project) -> Result<()> {
    fs::create_dir_all(&project.target)?;
    for (build, name) in [(tools::program_build(project), "tools"), (programs::native_build(project), "bench")] {
        build.quiet().logs(&project.target.join(format!("{name}.log")))?;
    }
    Ok(())
}

impl Outcome {
    /// How many tests failed; at least one if the part did, be it by what it lacks or by too few tests.
    fn failures(&self) -> usize {
        self.count.failed.max(self.problem.is_some().into())
    }
}

impl Part {
    fn outcome(&self, project: &Project, options: &TestOptions, floors: &Floors) -> Outcome {
        println!("\n== {} ==", self.name);
        let start = Instant::now();
        let result = self.missing(project).and_then(|()| (self.run)(project, options));
        let floor = if options.record { 0 } else { floors.of(self.name) };
        let (count, problem) = match result {
            Err(error) => (Count::one(false), Some(format!("{error:#}"))),
            Ok(count) => (count, count.problem(floor)),
        };
        if let Some(problem) = &problem {
            println!("FAILED {}: {problem}", self.name);
        }
        Outcome { name: self.name, count, problem, taken: start.elapsed() }
    }

    fn missing(&self, project: &Project) -> Result<()> {
        let missing: Vec<&str> = self.needs.iter().copied().filter(|path| !project.root.join(path).exists()).collect();
        if !missing.is_empty() {
            bail!("missing: {}", missing.join(", "));
        }
        Ok(())
    }
}

fn print_table(outcomes: &[Outcome], floors: &Floors) {
    println!("\n{:<14}{:>8}{:>8}{:>8}{:>9}", "part", "passed", "failed", "floor", "minutes");
    for Outcome { name, count, problem, taken } in outcomes {
        let minutes = taken.as_secs_f32() / 60.0;
        let problem = match problem {
            Some(problem) => format!("  FAILED: {problem}"),
            None if count.not_run > 0 => format!("  {} NOT RUN, or not in full", count.not_run),
            None => String::new(),
        };
        println!("{name:<14}{:>8}{:>8}{:>8}{minutes:>9.1}{problem}", count.passed, count.failed, floors.of(name));
    }
}
