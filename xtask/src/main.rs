//! The project's own commands. `cargo xtask` alone lists them.

mod arguments;
mod bench;
mod browser;
mod debian;
mod demo;
mod node;
mod package;
mod program;
mod project;
mod screenshots;
mod server;
mod test;
mod tools;
mod wasm;
mod workbench;

use std::process::ExitCode;

use arguments::Command;
use project::Project;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    let command = arguments::read()?;
    let project = Project::find()?;
    match command {
        Command::Demo { port } => demo::run(&project, port),
        Command::Serve { port } => server::run(&project, port),
        Command::Package { record } => package::run(&project, record),
        Command::Bench { lines: Some(count), .. } => bench::lines::run(&project, count),
        Command::Bench { json, lines: None } => bench::run(&project, json.as_deref()),
        Command::Test(options) => test::run(&project, &options),
        Command::Screenshots => screenshots::run(&project),
    }
}
