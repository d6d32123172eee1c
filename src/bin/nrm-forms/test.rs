//! `nrm-forms test`: the golden cases of forms, what came out otherwise, and why.

use crate::arguments::TestOptions;
use crate::check;
use crate::files::{Found, Version, name, read, reports, unreadable};
use crate::output::{Ran, ended};
use crate::show::{Show, counted, weighed};
use nrm_screening::maintain::cases::{CaseReport, CasesReport, Coverage, Why, tested};
use nrm_screening::maintain::{Finding, Severity, Source, readable};
use serde_json::Value;
use std::path::Path;

/// The cases of a form, and what was found on the way.
struct Tested {
    /// The form, where there is something wrong with it, and the cases.
    found: Vec<Found>,
    report: CasesReport,
}

/// Tests every path.
pub(crate) fn run(TestOptions { options, coverage }: &TestOptions) -> Ran {
    let mut tested: Vec<Tested> = options.paths.iter().flat_map(|path| test(path)).collect();
    for tested in tested.iter_mut().filter(|_| !coverage) {
        tested.report.coverage = None;
    }
    let failed = tested.iter().any(|tested| tested.report.failed > 0 || !tested.is_covered());
    let ended = ended(tested.iter().flat_map(|tested| &tested.found), options.deny_warnings, failed);
    let json = serde_json::to_value(tested.iter().map(|tested| &tested.report).collect::<Vec<_>>());
    let text = move |colours| {
        let (show, mut text) = (Show::new(colours), String::new());
        for tested in &tested {
            tested.show(&show, &mut text);
        }
        text + &summary(&tested)
    };
    Ran { text: Box::new(text), json, ended }
}

fn test(path: &Path) -> Vec<Tested> {
    if !path.is_dir() {
        let cases = match path.file_name() {
            Some(file) if file == "form.json" => path.with_file_name("cases.json"),
            _ => path.to_owned(),
        };
        return vec![Tested::of(&Version::of(path).form(), &cases)];
    }
    match Version::within(path) {
        Ok(versions) if versions.is_empty() => vec![Tested::unread(path, Found::nothing(path))],
        Ok(versions) => versions.iter().map(|version| Tested::of(&version.form(), &version.cases())).collect(),
        Err(error) => vec![Tested::unread(path, Found::unread(path, unreadable(&error)))],
    }
}

fn summary(tested: &[Tested]) -> String {
    let (passed, failed) = tested
        .iter()
        .fold((0, 0), |(passed, failed), tested| (passed + tested.report.passed, failed + tested.report.failed));
    let mut text = format!("{} run: {passed} passed, {failed} failed", counted(passed + failed, "case"));
    let found = || tested.iter().flat_map(|tested| &tested.found);
    if found().any(|file| !file.findings.is_empty()) {
        text.push_str("; ");
        text.push_str(&weighed(found()));
    }
    text + "\n"
}

impl Tested {
    fn unread(path: &Path, found: Found) -> Self {
        let report = CasesReport {
            file: name(path),
            form: None,
            version: None,
            passed: 0,
            failed: 0,
            findings: Vec::new(),
            cases: Vec::new(),
            coverage: None,
        };
        Self { found: vec![found], report }.with_findings()
    }

    fn of(form: &Path, cases: &Path) -> Self {
        let (checked, form) = check::form(form);
        let text = match read(cases) {
            Ok(text) => text,
            Err(why) => {
                let mut tested = Self::unread(cases, Found::unread(cases, *why));
                if !checked.findings.is_empty() {
                    tested.found.insert(0, checked);
                }
                return tested.with_findings();
            }
        };
        let Some(form) = form else { return Self::unread(cases, checked) };
        let source = Source::new(text);
        let (findings, report) = tested(&name(cases), &source, &form);
        Self { found: vec![Found { file: name(cases), source: Some(source), findings }], report }.with_findings()
    }

    /// Whether nothing is left out, as far as that was asked.
    fn is_covered(&self) -> bool {
        self.report.coverage.iter().flatten().all(|kind| kind.missing.is_empty())
    }

    fn with_findings(mut self) -> Self {
        self.report.findings = reports(&self.found);
        self
    }

    fn show(&self, show: &Show, out: &mut String) {
        for file in &self.found {
            show.file(file, out);
        }
        let source = self.found.last().and_then(|file| file.source.as_ref());
        for (place, case) in self.report.cases.iter().enumerate().filter(|(_, case)| !case.passed) {
            let first = case.differences.first().map(|difference| difference.what.replacen('.', "/", 1));
            let pointer = format!("/cases/{place}/expect/{}", first.unwrap_or_default());
            let finding = Finding::error("", &pointer, String::new(), "");
            if let Some(source) = source {
                show.case((&case.id, &case.title), (&self.report.file, source, &finding), &notes(case), out);
            }
        }
        if let (Some(form), Some(version)) = (&self.report.form, &self.report.version) {
            let wrong = self.found.iter().any(|file| file.count(Severity::Error) > 0);
            let (passed, failed) = (self.report.passed, self.report.failed);
            let result = if wrong { "not run".to_owned() } else { format!("{passed} passed, {failed} failed") };
            let file = &self.report.file;
            out.extend([&**form, " ", version, ": ", &*result, " (", file, ")\n"]);
            self.report.coverage.iter().flatten().for_each(|kind| out.push_str(&covered(kind)));
        }
    }
}

/// A line for a kind of thing, and below it what is not reached.
fn covered(kind: &Coverage) -> String {
    let reached = kind.all - kind.missing.len();
    let line = format!("  {:<13}{reached:>4} of {}\n", kind.what.word(), kind.all);
    if kind.missing.is_empty() {
        return line;
    }
    format!("{line}    no case reaches\n      {}\n", lines_of(&kind.missing).replace('\n', "\n      "))
}

/// What differs, and why.
fn notes(case: &CaseReport) -> Vec<(String, String)> {
    let differs = case.differences.iter().map(|difference| {
        let text = format!("expected {}, found {}", shown(&difference.expected), shown(&difference.found));
        (readable(&difference.what), text)
    });
    let mut notes: Vec<(String, String)> = differs.collect();
    notes.extend(case.reason.as_deref().map(|reason| ("why it has to".to_owned(), readable(reason))));
    if let Some(why) = &case.why {
        notes.extend(reasons(why));
    }
    notes
}

fn reasons(why: &Why) -> Vec<(String, String)> {
    let row = |row: &nrm_screening::assessment::RowReport| {
        let decides = if why.row.as_ref() == Some(&row.id) { ", decides" } else { "" };
        format!("{} ({}{decides})", row.id, row.truth.word())
    };
    let missing = |item: &nrm_screening::maintain::cases::Missing| {
        let because = item.reason.map_or("not known whether it applies", |reason| reason.word());
        let reads = item.reads_as.as_ref().map(|code| format!(", reads as {code}")).unwrap_or_default();
        format!("{} ({because}{reads})", item.id)
    };
    let signs = |truth: &str| {
        let signs = why.indicators.iter().filter(|sign| sign.truth.word() == truth);
        signs.map(|sign| sign.id.clone()).collect()
    };
    let lines: [(&str, Vec<String>); 5] = [
        ("rows in order", why.rows.iter().map(row).collect()),
        ("indicators met", signs("true")),
        ("indicators unknown", signs("unknown")),
        ("alerts that hold", why.alerts.clone()),
        ("without an answer", why.missing.iter().map(missing).collect()),
    ];
    let line = |(name, members): (&str, Vec<String>)| {
        (name.to_owned(), if members.is_empty() { "none".into() } else { lines_of(&members) })
    };
    lines.into_iter().map(line).collect()
}

/// Members with commas between them, in lines that are not too long.
fn lines_of(members: &[String]) -> String {
    const LONGEST: usize = 76;
    let (mut text, mut length) = (String::new(), 0);
    for (place, member) in members.iter().enumerate() {
        if place > 0 {
            text.push(',');
            text.push(if length + member.len() > LONGEST { '\n' } else { ' ' });
        }
        length = if text.ends_with('\n') { 0 } else { length + 2 } + member.len();
        text.push_str(member);
    }
    text
}

/// A value as it reads in a sentence.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".into(),
        Value::String(text) => readable(text),
        Value::Array(list) if list.is_empty() => "none".into(),
        Value::Array(list) => list.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => readable(&other.to_string()),
    }
}
