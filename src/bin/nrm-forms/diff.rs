//! `nrm-forms diff`: what a new version of a form changes, and which number of the version that makes rise.

use crate::arguments::DiffOptions;
use crate::check::sound;
use crate::files::{Found, Version, read, reports, unreadable};
use crate::output::{Ended, Ran, ended};
use crate::show::{Show, counted, weighed};
use nrm_screening::Form;
use nrm_screening::maintain::compare::{
    self, Amount, ChangeReport, DiffReport, Event, Level, LostReport, MoveReport, RuleReport, Step, Texts,
};
use nrm_screening::maintain::{Finding, readable, shortened};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most characters of a value that are shown.
const LONGEST: usize = 60;

/// Most rules that a line lists; JSON has all.
const MOST_REASONS: usize = 6;

/// One version as it was read.
pub(crate) struct Taken {
    pub(crate) path: PathBuf,
    text: Vec<u8>,
    pub(crate) form: Arc<Form>,
    cases: Option<Vec<u8>>,
    texts: Texts,
}

impl Taken {
    pub(crate) fn version(&self) -> compare::Version<'_> {
        compare::Version { text: &self.text, form: &self.form, cases: self.cases.as_deref(), texts: &self.texts }
    }

    /// It, with what was found.
    pub(crate) fn with(&self, findings: Vec<Finding>) -> Found {
        Found::new(&self.path, self.text.clone(), findings)
    }
}

/// Compares two versions.
pub(crate) fn run(options: &DiffOptions) -> Ran {
    let mut found = Vec::new();
    let amount = Amount { generated: options.runs, seed: options.seed };
    let told = match (taken(&options.old, &mut found), taken(&options.new, &mut found)) {
        (Some(old), Some(new)) => compared(&old, &new, amount, &mut found),
        _ => None,
    };
    let ended = ended(&found, false, false);
    let told = told.map(|told| DiffReport { findings: reports(&found), ..told });
    ran(found, ended, told, shown)
}

/// What is told of two versions, with what was found; where they could not be compared, that alone.
pub(crate) fn ran<T: Serialize + 'static>(
    found: Vec<Found>,
    ended: Ended,
    told: Option<T>,
    shown: fn(&T) -> String,
) -> Ran {
    let json = match &told {
        Some(told) => serde_json::to_value(told),
        None => serde_json::to_value(serde_json::json!({ "findings": reports(&found) })),
    };
    let text = move |colours| {
        let text = Show::new(colours).files(&found);
        match &told {
            Some(told) => text + &shown(told),
            None => text + &format!("nothing compared: {}\n", weighed(&found)),
        }
    };
    Ran { text: Box::new(text), json, ended }
}

/// The form of a path: a `form.json`, or the folder of a version.
pub(crate) fn of(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("form.json") } else { path.to_owned() }
}

/// A version; none where something is in the way, which is found then.
pub(crate) fn taken(path: &Path, found: &mut Vec<Found>) -> Option<Taken> {
    let path = of(path);
    let text = read(&path).map_err(|why| found.push(Found::unread(&path, *why))).ok()?;
    let form = sound(&path, found);
    let version = Version::of(&path);
    let cases = version.cases().is_file().then(|| read(&version.cases()).ok()).flatten();
    let mut texts = Texts::default();
    match version.texts() {
        Ok(files) => {
            for file in files {
                let text = read(&file).map_err(|why| found.push(Found::unread(&file, *why))).ok()?;
                if let Err(wrong) = texts.add(&text) {
                    found.push(Found::new(&file, text, wrong));
                }
            }
        }
        Err(error) => found.push(Found::unread(&path, unreadable(&error))),
    }
    Some(Taken { path, text, form: form?, cases, texts })
}

fn compared(old: &Taken, new: &Taken, amount: Amount, found: &mut Vec<Found>) -> Option<DiffReport> {
    match compare::diff(&old.version(), &new.version(), amount) {
        Ok((told, findings)) => {
            if !findings.is_empty() {
                found.push(new.with(findings));
            }
            Some(told)
        }
        Err(findings) => {
            found.push(new.with(findings));
            None
        }
    }
}

fn shown(told: &DiffReport) -> String {
    let mut out = String::new();
    let rises = match told.demands {
        Step::None => "nothing is written otherwise".to_owned(),
        step => {
            let number = match step {
                Step::Major => "first",
                Step::Minor => "middle",
                _ => "last",
            };
            let level = told.level.map_or("", Level::means);
            format!("{level}; the {number} number has to rise, to {}", told.least.as_deref().unwrap_or_default())
        }
    };
    out.extend([&*told.form, " ", &told.from, " to ", &told.to, ": ", &rises, "\n"]);
    for level in Level::ALL.iter().rev() {
        let changes: Vec<&ChangeReport> = told.changes.iter().filter(|change| change.level == *level).collect();
        if !changes.is_empty() {
            out.extend(["\n", level.means(), "\n"]);
            out.extend(changes.into_iter().map(|change| line(change, told)));
        }
    }
    out + &runs(told)
}

fn line(change: &ChangeReport, told: &DiffReport) -> String {
    let value = |text: &Option<String>| match text {
        Some(text) => format!("`{}`", excerpt(text, alike(change))),
        None => "nothing".into(),
    };
    let what = match (change.event, change.key.as_str()) {
        (Event::Added, _) => "added".into(),
        (Event::Removed, _) => "removed".into(),
        (Event::Moved, _) if change.before.is_some() => {
            format!("moved from {} to {}", value(&change.before), value(&change.after))
        }
        (Event::Moved, _) => "in another order".into(),
        (Event::Changed, "answers") => "answers do not pass, as the runs show".into(),
        (Event::Changed, "") if change.name == "results" => "differ, as the runs show".into(),
        (Event::Changed, "") if change.name.starts_with("texts.") => change.after.clone().unwrap_or_default(),
        (Event::Changed, key) => {
            let key = if key.is_empty() { String::new() } else { format!("{key}: ") };
            match (&change.before, &change.after) {
                (None, None) => format!("{key}changed"),
                (before, after) => format!("{key}{} → {}", value(before), value(after)),
            }
        }
    };
    let all = told.runs.cases + told.runs.generated;
    let seen = match change.seen {
        Some(0) => format!("; in none of {all} interviews: no proof that it never shows"),
        Some(seen) => format!("; shows in {seen} of {all} interviews"),
        None => String::new(),
    };
    format!("  {}  {what}{seen}\n", readable(&change.name))
}

/// How many letters two values begin with that are the same.
fn alike(change: &ChangeReport) -> usize {
    let (Some(before), Some(after)) = (&change.before, &change.after) else { return 0 };
    before.chars().zip(after.chars()).take_while(|(one, other)| one == other).count()
}

/// A value in a line, from a little before the place where it begins to differ.
fn excerpt(text: &str, alike: usize) -> String {
    let skipped = if alike > LONGEST / 2 { alike - LONGEST / 6 } else { 0 };
    let rest: String = text.chars().skip(skipped).map(|letter| if letter == '\n' { ' ' } else { letter }).collect();
    let before = if skipped > 0 { "…" } else { "" };
    format!("{before}{}", shortened(&readable(&rest), LONGEST))
}

fn runs(told: &DiffReport) -> String {
    let runs = &told.runs;
    let (cases, made_up) = (counted(runs.cases, "case"), counted(runs.generated, "made-up interview"));
    let mut lines = vec![format!("\nrun under both: {cases}, {made_up} (seed {})", runs.seed)];
    lines.push(match runs.differ {
        0 => "  all come to the same".to_owned(),
        1 => "  1 comes to something else".to_owned(),
        differ => format!("  {differ} come to something else"),
    });
    for MoveReport { from, to, interviews, reasons, example } in &runs.moves {
        let more = reasons.len().saturating_sub(MOST_REASONS);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let first = reasons.iter().take(MOST_REASONS).map(String::as_str).collect::<Vec<_>>().join(", ");
        lines.push(format!("  {from} → {to}: {interviews}, first {example}; by {first}{more}"));
    }
    for RuleReport { rule, changed, interviews, example, before, after } in &runs.rules {
        let own = if *changed { "" } else { ", through what it reads" };
        lines.push(format!("  {rule}{own}: {interviews}; {before} → {after} in {example}"));
    }
    for LostReport { item, reason, interviews } in &runs.left {
        lines.push(format!("  answers to {item} do not pass: {interviews}, {}", readable(reason)));
    }
    lines.join("\n") + "\n"
}
