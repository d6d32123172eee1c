//! Runs other programs: says which, shows what they write as they write it, and says how long they took.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// What takes longer than this is said when it is over.
const WORTH_SAYING: Duration = Duration::from_secs(2);

/// A program about to be run.
pub(crate) struct Program {
    command: Command,
    quiet: bool,
}

impl Program {
    /// A program, started in a folder.
    pub(crate) fn new(name: impl AsRef<OsStr>, folder: &Path) -> Self {
        let mut command = Command::new(name);
        command.current_dir(folder).stdin(Stdio::null());
        for (key, _) in env::vars_os() {
            if is_ours(&key) {
                command.env_remove(key);
            }
        }
        Self { command, quiet: false }
    }

    /// Cargo, started in a folder.
    pub(crate) fn cargo(folder: &Path) -> Self {
        Self::new("cargo", folder)
    }

    /// A script or a program of an npm package.
    pub(crate) fn node(folder: &Path, script: impl AsRef<OsStr>) -> Self {
        Self::new("node", folder).arg(script)
    }

    /// One more argument.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// More arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable of the program's environment.
    pub(crate) fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Does not say what is run.
    pub(crate) fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Runs it; a failure is an error.
    pub(crate) fn run(mut self) -> Result<()> {
        let start = self.announce();
        let status = self.command.status();
        self.end(start, status.with_context(|| self.cannot_start())?)
    }

    /// Runs it; says whether it succeeded. That it cannot be started is an error.
    pub(crate) fn succeeds(mut self) -> Result<bool> {
        let start = self.announce();
        let status = self.command.status();
        let status = status.with_context(|| self.cannot_start())?;
        self.say_taken(start);
        Ok(status.success())
    }

    /// Runs it and returns what it wrote; a failure is an error.
    pub(crate) fn read(mut self) -> Result<String> {
        let start = self.announce();
        let output = self.command.stderr(Stdio::inherit()).output();
        let output = output.with_context(|| self.cannot_start())?;
        self.end(start, output.status)?;
        String::from_utf8(output.stdout).with_context(|| format!("`{}` wrote no UTF-8", self.shown()))
    }

    /// Runs it, shows each line it writes and hands it over; says whether it succeeded.
    pub(crate) fn read_lines(self, mut line: impl FnMut(&str)) -> Result<bool> {
        self.hear_lines(|text| {
            println!("{text}");
            line(text);
        })
    }

    /// Runs it and hands over each line it writes; says whether it succeeded.
    pub(crate) fn hear_lines(mut self, mut line: impl FnMut(&str)) -> Result<bool> {
        let start = self.announce();
        let child = self.command.stdout(Stdio::piped()).spawn();
        let mut child = child.with_context(|| self.cannot_start())?;
        if let Some(output) = child.stdout.take() {
            for text in BufReader::new(output).lines() {
                line(&text?);
            }
        }
        let status = child.wait()?;
        self.say_taken(start);
        Ok(status.success())
    }

    /// Runs it with what it writes going into a file; says whether it succeeded.
    pub(crate) fn logs(mut self, place: &Path) -> Result<bool> {
        let file = File::create(place).with_context(|| format!("cannot write {}", place.display()))?;
        self.command.stdout(file.try_clone()?).stderr(file);
        self.succeeds()
    }

    fn announce(&self) -> Instant {
        if !self.quiet {
            println!("$ {}", self.shown());
        }
        Instant::now()
    }

    fn say_taken(&self, start: Instant) {
        let taken = start.elapsed();
        if taken > WORTH_SAYING && !self.quiet {
            println!("  {:.1} s", taken.as_secs_f32());
        }
    }

    fn end(&self, start: Instant, status: ExitStatus) -> Result<()> {
        self.say_taken(start);
        if !status.success() {
            bail!("`{}` failed ({status})", self.shown());
        }
        Ok(())
    }

    /// The command line, with paths below the folder it starts in made short.
    fn shown(&self) -> String {
        let words = std::iter::once(self.command.get_program()).chain(self.command.get_args());
        words.map(|word| self.short(word)).collect::<Vec<_>>().join(" ")
    }

    fn short(&self, word: &OsStr) -> String {
        let inside = |folder| Path::new(word).strip_prefix(folder).ok();
        match self.command.get_current_dir().and_then(inside) {
            Some(path) if path.as_os_str().is_empty() => ".".to_owned(),
            Some(path) => path.to_string_lossy().into_owned(),
            None => word.to_string_lossy().into_owned(),
        }
    }

    fn cannot_start(&self) -> String {
        let name = self.short(self.command.get_program());
        format!("cannot start `{name}`: is it installed and on PATH?")
    }
}

/// Whether cargo set the variable for this program only: passed on, it would make other builds differ from those by hand.
fn is_ours(key: &OsStr) -> bool {
    let key = key.to_string_lossy();
    key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_") || key == "CARGO"
}

/// PATH with folders put in front.
pub(crate) fn path_with(folders: &[&Path]) -> Result<OsString> {
    let before = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().map(|folder| (*folder).to_owned()).chain(env::split_paths(&before));
    env::join_paths(all).context("a folder on PATH has a colon or a semicolon in its name")
}
