//! The package in real browsers.

use std::ffi::OsString;
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::count::Count;
use super::node_tests;
use crate::arguments::TestOptions;
use crate::program::Program;
use crate::project::Project;
use crate::server;
use crate::{browser, package};

#[derive(Deserialize)]
struct Results {
    stats: Stats,
}

/// What Playwright counted. A test that passed only the second time did not pass.
#[derive(Deserialize)]
struct Stats {
    expected: usize,
    unexpected: usize,
    flaky: usize,
    /// Left out, with the reason in the list: what this machine cannot do.
    skipped: usize,
}

/// Runs Playwright against the server of this program, with Chromium.
pub(crate) fn chromium(project: &Project, options: &TestOptions) -> Result<Count> {
    package::build(project)?;
    package::build_samples(project)?;
    let chromium = browser::ready(project, &browser::CHROMIUM)?;
    let server = server::start(server::tests(project), 0)?;
    let results = project.target.join("browser.json");
    if results.exists() {
        fs::remove_file(&results)?;
    }
    let ran = Program::node(&project.root, project.node_module("@playwright/test/cli.js"))
        .args(["test", "--config", "tests/e2e/playwright.config.mjs"])
        .env(browser::CHROMIUM.variable, &chromium)
        .env("NRM_BASE", server.address())
        .env("NRM_LONG", if options.long { "1" } else { "" })
        .env("NRM_TARGET", &project.target)
        .run();
    let text = fs::read_to_string(&results).context("Playwright wrote no results")?;
    let Results { stats } = serde_json::from_str(&text).context("Playwright's results are not as expected")?;
    let count = Count { passed: stats.expected, failed: stats.unexpected + stats.flaky, not_run: stats.skipped };
    if count.failed == 0 {
        ran?;
    }
    Ok(count)
}

/// Runs the tests of Firefox against the server of this program: Playwright drives no Firefox but its own.
pub(crate) fn firefox(project: &Project, options: &TestOptions) -> Result<Count> {
    package::build(project)?;
    let firefox = browser::ready(project, &browser::FIREFOX)?;
    let server = server::start(server::tests(project), 0)?;
    let address = OsString::from(server.address());
    let given = [(browser::FIREFOX.variable, firefox.as_os_str()), ("NRM_BASE", &address)];
    node_tests::run_below(project, options, "tests/firefox", "firefox", &given)
}
