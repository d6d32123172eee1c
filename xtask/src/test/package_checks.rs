//! The package: it builds, its sizes and its imports are as recorded.

use anyhow::Result;

use super::count::Count;
use crate::arguments::TestOptions;
use crate::package;
use crate::project::Project;

/// Builds and checks it.
pub(crate) fn run(project: &Project, options: &TestOptions) -> Result<Count> {
    package::build(project)?;
    let checks = package::check(project, options.record)?;
    Ok(checks.iter().map(|check| Count::one(check.passed())).fold(Count::default(), Count::and))
}
