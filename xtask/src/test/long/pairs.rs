//! Random forms and answers, evaluated a second time by an evaluator of its own.

use anyhow::Result;

use crate::arguments::TestOptions;
use crate::program::Program;
use crate::project::Project;
use crate::test::count::Count;

/// How many pairs of a form and answers are compared.
const PAIRS: usize = 200_000;

/// Runs the comparison, and checks that as many pairs were compared as were asked for.
pub(in crate::test) fn run(project: &Project, _: &TestOptions) -> Result<Count> {
    let (mut count, mut pairs) = (Count::default(), 0);
    let passed = Program::cargo(&project.root)
        .args(["test", "--profile", "long", "--test", "second_evaluator", "--", "--nocapture"])
        .env("NRM_PAIRS", PAIRS.to_string())
        .read_lines(|line| {
            count += Count::of_cargo(line).unwrap_or_default();
            pairs = pairs_of(line).unwrap_or(pairs);
        })?;
    println!("pairs compared: {pairs} of {PAIRS}");
    if !passed && count.failed == 0 {
        count.failed = 1;
    }
    Ok(count.and(Count::one(pairs >= PAIRS)))
}

/// Of the line `pairs: N`, wherever it stands in what the test program writes.
fn pairs_of(line: &str) -> Option<usize> {
    let (_, number) = line.split_once("pairs: ")?;
    number.split(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::pairs_of;

    #[test]
    fn pairs_are_read_from_their_line() {
        assert_eq!(pairs_of("pairs: 200000"), Some(200_000));
        assert_eq!(pairs_of("test a ... pairs: 7"), Some(7));
        assert_eq!(pairs_of("pairs: 2000, compared: 1970, refused: 30"), Some(2_000));
        assert_eq!(pairs_of("test pairs ... ok"), None);
    }
}
