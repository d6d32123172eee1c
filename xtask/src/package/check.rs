//! One thing that is checked about the package.

/// What was checked, and what is wrong if something is.
pub(crate) struct Check {
    what: String,
    problem: Option<String>,
}

impl Check {
    /// Passes if there is no problem.
    pub(crate) fn new(what: impl Into<String>, problem: Option<String>) -> Self {
        Self { what: what.into(), problem }
    }

    /// Whether nothing is wrong.
    pub(crate) fn passed(&self) -> bool {
        self.problem.is_none()
    }

    /// Says what is wrong.
    pub(crate) fn print(&self) {
        if let Some(problem) = &self.problem {
            println!("FAILED {}: {problem}", self.what);
        }
    }
}
