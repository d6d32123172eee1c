//! Any value into any function of the engine of the built package, in Node.

use std::ffi::OsStr;

use anyhow::Result;

use crate::arguments::TestOptions;
use crate::package;
use crate::project::Project;
use crate::test::count::Count;
use crate::test::node_tests::run_below;

/// How many calls are made; the test itself holds that as many were.
const CALLS: &str = "1000000";

/// Builds the package and makes the calls.
pub(in crate::test) fn run(project: &Project, options: &TestOptions) -> Result<Count> {
    package::build(project)?;
    run_below(project, options, "tests/node/calls", "calls", &[("NRM_CALLS", OsStr::new(CALLS))])
}
