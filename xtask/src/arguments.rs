//! What was asked for on the command line.

use std::path::PathBuf;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};

const USAGE: &str = "\
cargo xtask <command>

  demo [--port N]          build everything and show the portal on this machine
  package [--record]       build the npm package into target/package and check its sizes and imports
                           --record: accept today's sizes and imports as the new record
  test [--long] [--only PART]... [--record]
                           run every check; --only may be given more than once
                           --long: more random cases, ignored tests too, and the parts that take long:
                           pairs, fuzz, calls, mutants (with [--shard K/N] and [--file PATH]... a part of the mutants)
                           --record: raise the floors to what ran, and accept its figures as the new record
  bench [--json FILE]      time loading, answering and assessing, natively and in wasm, beside a reference
  bench --lines COUNT      time `nrm-forms score` over so many lines, beside a scorer written by hand and parsing alone
  screenshots              pictures of every screen, in target/screenshots
  serve [--port N]         what the browser tests are served, without building";

/// Where `demo` and `serve` listen when no port is given.
const PORT: u16 = 8017;

/// One of the project's commands.
pub(crate) enum Command {
    /// Build and show the portal.
    Demo {
        /// Where to listen.
        port: u16,
    },
    /// Serve what the browser tests need.
    Serve {
        /// Where to listen.
        port: u16,
    },
    /// Build and check the npm package.
    Package {
        /// Accept today's sizes and imports.
        record: bool,
    },
    /// Run every check.
    Test(TestOptions),
    /// Time what the engine does.
    Bench {
        /// Where the figures are written too.
        json: Option<PathBuf>,
        /// Time the scoring of so many lines instead.
        lines: Option<u32>,
    },
    /// Take pictures of every screen.
    Screenshots,
}

/// How the tests are run.
#[derive(Default)]
pub(crate) struct TestOptions {
    /// More random cases, and the tests that are ignored otherwise.
    pub(crate) long: bool,
    /// The parts to run; none means all.
    pub(crate) only: Vec<String>,
    /// Raise the floors to what ran, and accept what was counted.
    pub(crate) record: bool,
    /// Which part of the mutants, as `K/N`; all, if left out.
    pub(crate) shard: Option<String>,
    /// The files whose mutants are tried; those of the list, if there are none.
    pub(crate) files: Vec<String>,
}

/// Reads the command line.
pub(crate) fn read() -> Result<Command> {
    let mut parser = Parser::from_env();
    let Some(Arg::Value(name)) = parser.next()? else {
        bail!("say what to do\n\n{USAGE}");
    };
    match name.string()?.as_str() {
        "demo" => Ok(Command::Demo { port: port(&mut parser)? }),
        "serve" => Ok(Command::Serve { port: port(&mut parser)? }),
        "package" => Ok(Command::Package { record: record(&mut parser)? }),
        "test" => Ok(Command::Test(test_options(&mut parser)?)),
        "bench" => bench(&mut parser),
        "screenshots" => nothing_more(&mut parser).map(|()| Command::Screenshots),
        other => bail!("there is no command `{other}`\n\n{USAGE}"),
    }
}

fn port(parser: &mut Parser) -> Result<u16> {
    let mut port = PORT;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("port") => port = parser.value()?.parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(port)
}

fn record(parser: &mut Parser) -> Result<bool> {
    let mut record = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("record") => record = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(record)
}

fn bench(parser: &mut Parser) -> Result<Command> {
    let (mut json, mut lines) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("json") => json = Some(parser.value()?.into()),
            Arg::Long("lines") => lines = Some(parser.value()?.parse()?),
            other => return Err(other.unexpected().into()),
        }
    }
    if json.is_some() && lines.is_some() {
        bail!("say --json or --lines");
    }
    Ok(Command::Bench { json, lines })
}

fn test_options(parser: &mut Parser) -> Result<TestOptions> {
    let mut options = TestOptions::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("long") => options.long = true,
            Arg::Long("only") => options.only.push(parser.value()?.string()?),
            Arg::Long("record") => options.record = true,
            Arg::Long("shard") => options.shard = Some(parser.value()?.string()?),
            Arg::Long("file") => options.files.push(parser.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    if options.long && options.record {
        bail!("--record sets the floors of the ordinary run: leave out --long");
    }
    Ok(options)
}

fn nothing_more(parser: &mut Parser) -> Result<()> {
    match parser.next()? {
        None => Ok(()),
        Some(argument) => Err(argument.unexpected().into()),
    }
}
