//! `nrm-forms`: the command of those who write and keep forms. Everything it knows about forms is in
//! `nrm_screening::maintain`; here are only files, arguments and the terminal.

#![cfg_attr(target_arch = "wasm32", no_main)]
#![cfg(not(target_arch = "wasm32"))]

mod arguments;
mod bundle;
mod check;
mod deliver;
mod diff;
mod explain;
mod export;
mod files;
mod fmt;
mod impact;
mod keygen;
mod migrate;
mod new;
mod output;
mod print;
mod publish;
mod schema;
mod score;
mod serve;
mod show;
mod sign;
mod stream;
mod test;
mod translate;
mod verify;
mod xlsform;

use arguments::{Arguments, Command};
use clap::Parser as _;
use output::{Ended, Output};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => {
            // Nobody may be listening; that is no reason to complain.
            let _closed = usage.print();
            return if usage.use_stderr() { Ended::Usage.into() } else { Ended::Well.into() };
        }
    };
    let (writing, ran) = match &arguments.command {
        Command::Check(options) => (&options.options.writing, check::run(options)),
        Command::Test(options) => (&options.options.writing, test::run(options)),
        Command::Diff(options) => (&options.writing, diff::run(options)),
        Command::Explain(options) => (&options.writing, explain::run(options)),
        Command::Export(command) => export::run(command),
        Command::Import(command) => xlsform::import(command),
        Command::Fmt(options) => (&options.writing, fmt::run(options)),
        Command::Impact(options) => (&options.writing, impact::run(options)),
        Command::Migrate(options) => (&options.writing, migrate::run(options)),
        Command::Score(options) => return score::run(options).into(),
        Command::Serve(options) => return serve::run(options).into(),
        Command::New(options) => (&options.writing, new::run(options)),
        Command::Schema(options) => (&options.writing, schema::run(options)),
        Command::Translate(command) => translate::run(command),
        Command::Keygen(options) => (&options.writing, keygen::keygen(options)),
        Command::Root(options) => (&options.writing, keygen::make_root(options)),
        Command::Sign(options) => (&options.writing, sign::run(options)),
        Command::Verify(options) => (&options.writing, verify::run(options)),
        Command::Publish(options) => (&options.writing, publish::run(options)),
        Command::Print(options) => (&options.writing, print::run(options)),
    };
    Output::of(writing, ran).write().into()
}
