//! `wasm-bindgen`: writes the JavaScript that calls the wasm.

use std::env;

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(env::args_os())
}
