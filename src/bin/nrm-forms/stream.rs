//! Many lines through all cores: in order, in the same memory however many there are.
//!
//! Lines are read in batches that go to the workers in turn, and what they make comes back in that turn. Every queue is
//! short, so whoever is ahead waits.

use crate::files::{name, unreadable};
use indicatif::{ProgressBar, ProgressStyle};
use nrm_screening::maintain::{Finding, readable};
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, IsTerminal as _, Read, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Most bytes of a line; more is told and skipped, without being kept.
const LONGEST_LINE: usize = 4 * 1024 * 1024;
/// Most lines of a batch,
const LINES: usize = 128;
/// and most bytes after which no other line is added.
const BYTES: usize = 256 * 1024;
/// How many batches wait for a worker, or for what comes after it.
const WAITING: usize = 2;

/// A line without its end; none where it is too long.
pub(crate) type Line = Option<Vec<u8>>;

/// Why a stream ended early.
pub(crate) enum Stopped {
    /// What is read.
    Reading(io::Error),
    /// What is made of it.
    Writing(io::Error),
}

/// Does `work` on every line of a file, `-` for the standard input, and hands what it makes to `take` in order, with the
/// number of the line.
pub(crate) fn each<T: Send>(
    file: &Path,
    work: impl Fn(Line) -> T + Sync,
    mut take: impl FnMut(usize, T) -> io::Result<()>,
) -> Result<(), Stopped> {
    let (source, bar) = open(file).map_err(Stopped::Reading)?;
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let mut given: Vec<SyncSender<Vec<Line>>> = Vec::new();
        let mut made: Vec<Receiver<Vec<T>>> = Vec::new();
        for _ in 0..workers {
            let (give, lines) = sync_channel::<Vec<Line>>(WAITING);
            let (hand_over, results) = sync_channel(WAITING);
            given.push(give);
            made.push(results);
            let work = &work;
            scope.spawn(move || {
                for batch in lines {
                    if hand_over.send(batch.into_iter().map(work).collect()).is_err() {
                        return;
                    }
                }
            });
        }
        let reading = scope.spawn(move || {
            let read = read(source, &given);
            // Nothing more comes: the workers end.
            drop(given);
            read
        });
        let mut number = 0;
        let mut written = Ok(());
        'all: for worker in made.iter().cycle() {
            let Ok(batch) = worker.recv() else { break };
            for one in batch {
                number += 1;
                if let Err(error) = take(number, one) {
                    written = Err(Stopped::Writing(error));
                    break 'all;
                }
            }
        }
        // Those who still work end, as nobody waits for them.
        drop(made);
        let read = reading.join().unwrap_or_else(|_| Err(io::Error::other("the reader ended")));
        bar.finish_and_clear();
        written.and(read.map_err(Stopped::Reading))
    })
}

/// What is read, and a bar of how much of it was, where somebody looks.
fn open(file: &Path) -> io::Result<(Box<dyn Read + Send>, ProgressBar)> {
    if file.as_os_str() == "-" {
        return Ok((Box::new(io::stdin()), ProgressBar::hidden()));
    }
    if file.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let opened = File::open(file)?;
    let length = opened.metadata()?.len();
    if !io::stderr().is_terminal() {
        return Ok((Box::new(opened), ProgressBar::hidden()));
    }
    let style = ProgressStyle::with_template("{bar:40} {percent} % of {total_bytes}, {eta} left");
    let bar = ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    Ok((Box::new(bar.wrap_read(opened)), bar))
}

/// Gives the lines to the workers in turn.
fn read(source: Box<dyn Read + Send>, given: &[SyncSender<Vec<Line>>]) -> io::Result<()> {
    let mut source = BufReader::with_capacity(BYTES, source);
    for worker in given.iter().cycle() {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < LINES && bytes < BYTES {
            match line(&mut source)? {
                None => break,
                Some(line) => {
                    bytes += line.as_ref().map_or(0, Vec::len);
                    batch.push(line);
                }
            }
        }
        if batch.is_empty() || worker.send(batch).is_err() {
            break;
        }
    }
    Ok(())
}

/// The next line; none at the end.
fn line(source: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let most = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX);
    if source.by_ref().take(most + 1).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.len() > LONGEST_LINE && line.last() != Some(&b'\n') {
        skip(source)?;
        return Ok(Some(None));
    }
    for end in [b'\n', b'\r'] {
        if line.last() == Some(&end) {
            line.pop();
        }
    }
    Ok(Some(Some(line)))
}

/// The rest of a line.
fn skip(source: &mut impl BufRead) -> io::Result<()> {
    loop {
        let ahead = source.fill_buf()?;
        let end = ahead.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(ahead.len(), |end| end + 1);
        source.consume(length);
        if end.is_some() || length == 0 {
            return Ok(());
        }
    }
}

/// One line of a file, by its number; none where there are fewer.
pub(crate) fn nth(file: &Path, number: usize) -> Result<Option<Line>, Stopped> {
    let read = || -> io::Result<Option<Line>> {
        let mut source = BufReader::with_capacity(BYTES, open(file)?.0);
        for _ in 1..number {
            if line(&mut source)?.is_none() {
                return Ok(None);
            }
        }
        if number == 0 { Ok(None) } else { line(&mut source) }
    };
    read().map_err(Stopped::Reading)
}

/// What is wrong with a line that is too long.
pub(crate) fn too_long() -> Vec<Finding> {
    let message = format!("the line is longer than {LONGEST_LINE} bytes");
    vec![Finding::error("too-large", "", message, "each line is one response, without line ends in it")]
}

/// Most wrong lines that are told one by one.
const TOLD: usize = 1_000;

/// Tells at once what is wrong with a line, by its number; never what stands in it.
pub(crate) struct Wrong<'f> {
    file: &'f Path,
    json: bool,
    /// How many lines are wrong.
    pub(crate) count: usize,
}

impl<'f> Wrong<'f> {
    pub(crate) fn of(file: &'f Path, json: bool) -> Self {
        Self { file, json, count: 0 }
    }

    pub(crate) fn tell(&mut self, line: usize, findings: &[Finding]) {
        self.count += 1;
        if self.count > TOLD {
            return;
        }
        let last = (self.count == TOLD).then(|| {
            let message = format!("{TOLD} lines are wrong: those that follow are counted, and not told");
            Finding::error("more-wrong-lines", "", message, "correct what was told first")
        });
        let file = name(self.file);
        let told = |finding: &Finding| {
            let mut report = finding.report(&file, None);
            report.line = Some(line);
            if self.json {
                return serde_json::to_string(&report).unwrap_or_default();
            }
            let at = if report.pointer.is_empty() { String::new() } else { format!(" at {}", report.pointer) };
            format!("{file}:{line}: error[{}]: {}{}", report.code, report.message, readable(&at))
        };
        let told = findings.iter().chain(&last).map(told).collect::<Vec<_>>().join("\n") + "\n";
        // Nobody may be listening; that is no reason to stop.
        let _closed = io::stderr().write_all(told.as_bytes());
    }
}

/// Says why a stream ended early.
pub(crate) fn why(stopped: &Stopped) -> Finding {
    match stopped {
        Stopped::Reading(error) => unreadable(error),
        Stopped::Writing(error) => crate::files::unwritten(error),
    }
}
