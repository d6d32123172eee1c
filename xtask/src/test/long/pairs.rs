//! Random forms and answers, evaluated a second time by an evaluator of its own.

use anyhow::Result;

use crate::arguments::TestOptions;
use crate::program::Program;
use crate::project::Project;
use crate::test::count::Count;

/// How many pairs of a form and answers are compared.
const PAIRS: usize = 200_000;

/// Runs the comparison, and checks that as many pairs were compared as were asked for: not how many were drawn.
pub(in crate::test) fn run(project: &Project, _: &TestOptions) -> Result<Count> {
    let (mut count, mut compared) = (Count::default(), 0);
    let passed = Program::cargo(&project.root)
        .args(["test", "--profile", "long", "--test", "second_evaluator", "--", "--nocapture"])
        .env("NRM_PAIRS", PAIRS.to_string())
        .read_lines(|line| {
            count += Count::of_cargo(line).unwrap_or_default();
            compared = compared_of(line).unwrap_or(compared);
        })?;
    println!("pairs compared: {compared} of {PAIRS}");
    if !passed && count.failed == 0 {
        count.failed = 1;
    }
    Ok(count.and(Count::one(compared >= PAIRS)))
}

/// Of the line `compared: N`, wherever it stands in what the test program writes.
fn compared_of(line: &str) -> Option<usize> {
    let (_, number) = line.split_once("compared: ")?;
    number.split(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::compared_of;

    #[test]
    fn what_was_compared_is_read_from_its_line_and_not_what_was_drawn() {
        assert_eq!(compared_of("compared: 200000"), Some(200_000));
        assert_eq!(compared_of("test a ... compared: 7, drawn: 9"), Some(7));
        assert_eq!(compared_of("drawn: 2000, compared: 1970, refused: 30"), Some(1_970));
        assert_eq!(compared_of("pairs: 2000"), None);
        assert_eq!(compared_of("test compared ... ok"), None);
    }
}
