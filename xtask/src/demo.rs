//! `cargo xtask demo`: builds everything and shows the portal.

use anyhow::Result;

use crate::package;
use crate::project::Project;
use crate::server::{Server, Site};

/// Builds, serves, and goes on serving until it is stopped.
pub(crate) fn run(project: &Project, port: u16) -> Result<()> {
    package::build(project)?;
    let server = Server::start(Site::demo(project), port)?;
    println!("\nThe portal is open at {} (stop with Ctrl-C)", server.address());
    server.wait();
    Ok(())
}
