//! `cargo xtask demo`: builds everything and shows the portal.

use anyhow::Result;

use crate::package;
use crate::project::Project;
use crate::server;

/// Builds, serves, and goes on serving until it is stopped.
pub(crate) fn run(project: &Project, port: u16) -> Result<()> {
    package::build(project)?;
    let server = server::start(server::demo(project), port)?;
    let address = server.address();
    println!("\nThe portal is open at {address} (stop with Ctrl-C)");
    println!("The workbench is at {address}workbench/, the guide for those who write forms at {address}guide/");
    server.wait();
    Ok(())
}
