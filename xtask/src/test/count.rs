//! How many tests ran, read from what the test programs write.

use std::ops::AddAssign;

/// Tests that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Those that passed.
    pub(crate) passed: usize,
    /// Those that failed.
    pub(crate) failed: usize,
    /// Those that cannot run on this machine, or ran for less than they take; each was said.
    pub(crate) not_run: usize,
}

impl Count {
    /// One check that passed or failed.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: passed.into(), failed: (!passed).into(), not_run: 0 }
    }

    /// Checks that cannot run on this machine, or ran for less than they take.
    pub(crate) fn not_run(checks: usize) -> Self {
        Self { not_run: checks, ..Self::default() }
    }

    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            not_run: self.not_run + other.not_run,
        }
    }

    /// What is wrong with it, given how many tests have to pass at least; those that cannot run here are made up for.
    pub(crate) fn problem(self, floor: usize) -> Option<String> {
        if self.failed > 0 {
            Some(format!("{} failed", self.failed))
        } else if self.passed + self.not_run == 0 {
            Some("nothing ran".to_owned())
        } else if self.passed + self.not_run < floor {
            Some(format!("{} ran, {floor} have to (xtask/floors.json)", self.passed))
        } else {
            None
        }
    }

    /// Of the line with which a Rust test program ends: `test result: ok. 3 passed; 1 failed; …`.
    pub(crate) fn of_cargo(line: &str) -> Option<Self> {
        let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
        let number = |word: &str| counts.split("; ").find_map(|count| count.strip_suffix(word)?.trim().parse().ok());
        Some(Self { passed: number("passed")?, failed: number("failed")?, not_run: 0 })
    }

    /// Of what Node's test runner writes as TAP. What was cancelled, skipped or left to do did not pass.
    pub(crate) fn of_tap(text: &str) -> Option<Self> {
        let number =
            |word: &str| text.lines().rev().find_map(|line| line.strip_prefix(word)?.trim().parse::<usize>().ok());
        Some(Self { passed: number("# pass ")?, failed: number("# fail ")? + number("# cancelled ")?, not_run: 0 })
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        *self = self.and(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_cargo() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(Count::of_cargo(line), Some(Count { passed: 12, failed: 3, not_run: 0 }));
        assert_eq!(Count::of_cargo("test a ... ok"), None);
    }

    #[test]
    fn counts_of_node() {
        let text = "ok 1 - a\n1..3\n# tests 4\n# suites 0\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 0\n# todo 0\n";
        assert_eq!(Count::of_tap(text), Some(Count { passed: 2, failed: 2, not_run: 0 }));
        assert_eq!(Count::of_tap("ok 1 - a\n"), None);
    }

    #[test]
    fn too_few_is_a_problem() {
        assert_eq!(Count { passed: 3, ..Count::default() }.problem(3), None);
        assert_eq!(Count::not_run(3).problem(3), None);
        assert!(Count::not_run(2).problem(3).is_some());
        assert!(Count { passed: 2, ..Count::default() }.problem(3).is_some());
        assert!(Count { passed: 3, failed: 1, not_run: 0 }.problem(3).is_some());
        assert!(Count::default().problem(0).is_some());
    }
}
