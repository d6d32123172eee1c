//! `wasm-pack`: compiles the crate to wasm and calls `wasm-bindgen`. Without the check for updates of the published program.

use clap::Parser;
use wasm_pack::{Cli, PBAR, command::run_wasm_pack};

fn main() -> anyhow::Result<()> {
    let arguments = Cli::parse();
    PBAR.set_log_level(arguments.log_level);
    PBAR.set_quiet(arguments.quiet);
    run_wasm_pack(arguments.cmd)
}
