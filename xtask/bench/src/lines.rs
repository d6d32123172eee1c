//! Many lines: what `nrm-forms score` takes, beside a scorer written by hand for the same form and beside parsing alone.
//! All three read the same file; the last two on one core.

use nrm_bench::{Among, Flat, Plan, Scored};
use serde_json::{Value, json};
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many questions the form has.
const SIZE: usize = 60;
/// How many different interviews there are: answers of which so many out of a hundred speak of a sign.
const SIGNS: [usize; 5] = [0, 5, 15, 40, 100];

/// Writes the form and so many lines into a folder, runs all three over them, and prints a line of JSON for each.
///
/// # Errors
/// What could not be read or written, or a line that comes to something else by hand.
pub fn run(folder: &Path, lines: usize, program: &Path) -> Result<(), Box<dyn Error>> {
    let (form, input) = (folder.join("form.json"), folder.join("lines.ndjson"));
    let (results, by_hand) = (folder.join("results.ndjson"), folder.join("by-hand.ndjson"));
    let plan = sound(Plan::of(SIZE));
    fs::write(&form, plan.text())?;
    let interviews = SIGNS.map(|signs| plan.answers_text(&plan.answers(signs)));
    let mut out = BufWriter::new(File::create(&input)?);
    for line in 0..lines {
        let answers = &interviews[line * 7 % SIGNS.len()];
        writeln!(out, "{{\"case\":\"c{line}\",\"today\":\"2026-11-02\",\"answers\":{answers}}}")?;
    }
    out.flush()?;
    drop(out);

    let (parsing, ()) = timed(|| {
        for line in BufReader::new(File::open(&input)?).lines() {
            std::hint::black_box(serde_json::from_str::<Value>(&line?)?);
        }
        Ok(())
    })?;
    row("parsing alone", lines, parsing, None);
    let (hand, ()) = timed(|| scored_by_hand(&plan, &input, &by_hand))?;
    row("by hand", lines, hand, None);
    let (score, most) = timed(|| scored(program, &form, &input, &results))?;
    row("nrm-forms score", lines, score, most);
    same(&results, &by_hand)
}

/// A form without signs that could never be met, which the command refuses: both answers of a sign can be given.
fn sound(mut plan: Plan) -> Plan {
    for [first, second] in plan.indicators.iter().map(|indicator| indicator.both) {
        if let Some(question) = plan.questions.get_mut(second.question) {
            let excludes = |wanted: Among| wanted.question == first.question && wanted.choices & first.choices == 0;
            question.relevant = question.relevant.filter(|wanted| !excludes(*wanted));
        }
    }
    plan
}

fn timed<T>(work: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<(Duration, T), Box<dyn Error>> {
    let start = Instant::now();
    let made = work()?;
    Ok((start.elapsed(), made))
}

fn row(name: &str, lines: usize, taken: Duration, most: Option<u64>) {
    println!("{}", json!({ "name": name, "lines": lines, "seconds": taken.as_secs_f64(), "most": most }));
}

/// Flat tables: the case and the row that decides, of each line.
fn scored_by_hand(plan: &Plan, input: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    let (flat, mut found) = (Flat::of(plan), Scored::default());
    let mut out = BufWriter::new(File::create(output)?);
    let mut source = BufReader::new(File::open(input)?);
    let mut line = String::new();
    while source.read_line(&mut line)? > 0 {
        let (_, answers) = line.trim_end().split_once("\"answers\":").ok_or("a line without answers")?;
        let answers = flat.read(answers.strip_suffix('}').ok_or("a line without an end")?)?;
        flat.score(&answers, &mut found);
        writeln!(out, "r{}", found.row)?;
        line.clear();
    }
    Ok(out.flush()?)
}

/// Runs the command; the most memory it had, in kB, where the system tells.
fn scored(program: &Path, form: &Path, input: &Path, output: &Path) -> Result<Option<u64>, Box<dyn Error>> {
    let mut command = Command::new(program);
    command.arg("score").arg(input).arg("--form").arg(form).arg("-o").arg(output).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    loop {
        if let Some(ended) = child.try_wait()? {
            return if ended.success() { Ok(most) } else { Err("the lines were not scored".into()) };
        }
        let told = fs::read_to_string(&status).unwrap_or_default();
        let peak = told.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        most = most.max(peak);
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Tells whether each line comes to the same row by hand.
fn same(results: &Path, by_hand: &Path) -> Result<(), Box<dyn Error>> {
    let by_hand = BufReader::new(File::open(by_hand)?).lines();
    for (result, row) in BufReader::new(File::open(results)?).lines().zip(by_hand) {
        let (result, row) = (result?, row?);
        if serde_json::from_str::<Value>(&result)?["row"].as_str() != Some(&row) {
            return Err(format!("by hand it is {row}: {result}").into());
        }
    }
    Ok(())
}
