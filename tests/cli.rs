//! `nrm-forms` as a maintainer runs it: what it writes, how it ends, and that no file whatever brings it down.
//!
//! `UPDATE=1 cargo test --test cli` writes the JSON Schemas of its reports anew.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

#[path = "cli/any_file.rs"]
mod any_file;
#[path = "cli/every_command.rs"]
mod every_command;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/guide.rs"]
mod guide;
#[path = "cli/lines.rs"]
mod lines;
#[path = "cli/serve.rs"]
mod serve;
#[path = "cli/signing.rs"]
mod signing;
#[path = "cli/texts.rs"]
mod texts;
#[path = "cli/versions.rs"]
mod versions;
#[path = "cli/workbooks.rs"]
mod workbooks;

use any_file::is_plain;
use nrm_screening::diagnostic::{Code, Severity};
use nrm_screening::maintain::FindingReport;
use nrm_screening::maintain::cases::{CasesReport, EXPECTATIONS};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

const DETECTION: &str = "schemas/forms/nrm-detection";
const DRAFT: &str = "tests/fixtures/maintain/draft";
const BROKEN: &str = "tests/fixtures/broken";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nrm-forms"));
    command.current_dir(root()).args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// How a command ended and what it wrote.
struct Ran {
    code: i32,
    out: String,
    complaints: String,
}

/// Runs the command; it never panics and always writes whole UTF-8.
fn run(arguments: &[&str]) -> Ran {
    let ran = command(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let ran = Ran { code: ran.status.code().expect("an end"), out: text(ran.stdout), complaints: text(ran.stderr) };
    assert!(!ran.complaints.contains("panicked"), "{arguments:?}: {}", ran.complaints);
    ran
}

/// What a command may take of the machine, whatever it is given: of memory, in kB, and of time.
const MEMORY: u32 = 512 * 1024;
const TIME: Duration = Duration::from_secs(20);

/// Runs a command within these bounds, on systems that have them.
fn bounded(arguments: &[&str]) -> Ran {
    bounded_in(root(), arguments)
}

/// The same in a folder.
fn bounded_in(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -v {MEMORY} && exec \"$@\""), "sh", env!("CARGO_BIN_EXE_nrm-forms")]);
    // What a thread sets aside and does not use would count.
    command.current_dir(folder).args(arguments).env("MALLOC_ARENA_MAX", "2");
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (ended, wait) = std::sync::mpsc::channel();
    std::thread::spawn(move || ended.send(child.wait_with_output()));
    let ran = wait.recv_timeout(TIME).unwrap_or_else(|_| panic!("{arguments:?}: not done after {TIME:?}")).unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let (out, complaints) = (text(ran.stdout), text(ran.stderr));
    let code = ran.status.code().unwrap_or_else(|| panic!("{arguments:?}: {:?}: {complaints}", ran.status));
    assert!(
        !complaints.contains("panicked") && !complaints.contains("memory allocation"),
        "{arguments:?}: {complaints}"
    );
    Ran { code, out, complaints }
}

/// What the command writes, with its arguments and its end, for a snapshot.
fn told(arguments: &[&str]) -> String {
    let ran = run(arguments);
    assert_eq!(ran.complaints, "");
    format!("$ nrm-forms {}\n{}ends with {}\n", arguments.join(" "), ran.out.replace('\\', "/"), ran.code)
}

fn json(arguments: &[&str]) -> (i32, Value) {
    let ran = run(arguments);
    (ran.code, serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.out)))
}

#[test]
fn where_no_more_is_told_the_summary_says_so() {
    let file = folder("many").join("many.json");
    let draft = fs::read_to_string(root().join(BROKEN).join("unused-item.json")).unwrap();
    for (keys, summary) in [(499, "1 file checked: 499 errors"), (600, "1 file checked: at least 500 errors")] {
        let more: Vec<String> = (0..keys).map(|key| format!("\"k{key}\": 1, ")).collect();
        fs::write(&file, draft.replacen("\"format\"", &format!("{}\"format\"", more.concat()), 1)).unwrap();
        let ran = run(&["check", file.to_str().unwrap()]);
        assert_eq!((ran.code, ran.out.lines().last()), (1, Some(summary)));
    }
}

/// A folder for the files of one test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _absent = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The broken definitions, in order of their names.
fn broken() -> Vec<String> {
    let entries = fs::read_dir(root().join(BROKEN)).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Broken definitions that are too long to be kept: made here.
fn long_ones() -> PathBuf {
    let folder = folder("long");
    let draft = fs::read_to_string(root().join(BROKEN).join("json-syntax.json")).unwrap();
    let draft = draft.replace("\"version\": \"1.0.0\"", "\"version\": \"1.0.0\",");
    let with = |more: &str| draft.replacen("{\n", &format!("{{\n  {more}\n"), 1);
    let keys = (0..4001).map(|key| format!("\"x-{key}\": 0,")).collect::<Vec<_>>().concat();
    fs::write(folder.join("too-many-keys.json"), with(&keys)).unwrap();
    fs::write(folder.join("too-large.json"), with(&" ".repeat(512 * 1024))).unwrap();
    fs::write(folder.join("right.json"), with("")).unwrap();
    folder
}

#[test]
fn forms_that_are_right() {
    insta::assert_snapshot!("check_example", told(&["check", "tests/fixtures/example.form.json"]));
    insta::assert_snapshot!("check_detection", told(&["check", DETECTION]));
    insta::assert_snapshot!("test_detection", told(&["test", DETECTION]));
}

#[test]
fn every_instrument() {
    let folder = "tests/fixtures/instruments";
    insta::assert_snapshot!("check_instruments", told(&["check", folder]));
    insta::assert_snapshot!("test_instruments", told(&["test", folder]));
}

#[test]
fn every_broken_form() {
    let names = broken();
    let paths: Vec<String> = names.iter().map(|name| format!("{BROKEN}/{name}")).collect();
    let arguments: Vec<&str> = ["check"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let told = told(&arguments);
    let (_, told) = told.split_once('\n').unwrap();
    insta::assert_snapshot!("check_broken", told);
}

#[test]
fn the_cases_of_every_broken_form() {
    let folder = folder("broken");
    let right = fs::read_to_string(root().join("tests/fixtures/example.form.json")).unwrap();
    let names = broken();
    for name in &names {
        let version = folder.join(name.trim_end_matches(".json"));
        fs::create_dir(&version).unwrap();
        let text = fs::read(root().join(BROKEN).join(name)).unwrap();
        assert_ne!(text, right.as_bytes());
        fs::write(version.join("form.json"), text).unwrap();
        let cases = r#"{ "form": "draft", "version": "1.0.0", "cases": [
          { "id": "yes", "title": "A is met", "answers": { "a": "yes" }, "expect": { "row": "first" } },
          { "id": "nothing", "title": "Nothing is known", "answers": {}, "expect": { "class": "indeterminate" } }
        ] }"#;
        fs::write(version.join("cases.json"), cases).unwrap();
    }
    let ran = command(&["test", "."]).current_dir(&folder).output().unwrap();
    assert_eq!((ran.status.code(), &*ran.stderr), (Some(1), &b""[..]));
    let told = String::from_utf8(ran.stdout).unwrap();
    // One result for each: what has an error is not run, what has a warning is.
    for name in &names {
        assert!(told.contains(&format!("{}/", name.trim_end_matches(".json"))), "{name}");
    }
    insta::assert_snapshot!("test_every_broken", told);
}

#[test]
fn every_version_of_a_form_with_its_texts_and_cases() {
    insta::assert_snapshot!("check_draft", told(&["check", DRAFT]));
    insta::assert_snapshot!("check_texts", told(&["check", &format!("{DRAFT}/1.1.0/texts/fr.json")]));
    insta::assert_snapshot!("check_cases", told(&["check", &format!("{DRAFT}/1.0.0/cases.json")]));
}

#[test]
fn cases_that_fail_and_cases_that_cannot_be_run() {
    for (name, version) in [("failing", "1.0.0"), ("broken", "1.1.0"), ("unread", "1.2.0"), ("no_form", "1.3.0")] {
        insta::assert_snapshot!(format!("test_{name}"), told(&["test", &format!("{DRAFT}/{version}")]));
    }
    insta::assert_snapshot!("test_no_cases", told(&["test", &format!("{DRAFT}/1.4.0"), &format!("{DRAFT}/1.5.0")]));
    insta::assert_snapshot!("test_failing_json", told(&["test", "--json", &format!("{DRAFT}/1.0.0/cases.json")]));
}

#[test]
fn what_no_case_reaches() {
    let failing = format!("{DRAFT}/1.0.0");
    insta::assert_snapshot!("coverage", told(&["test", "--coverage", &failing]));
    insta::assert_snapshot!("coverage_detection", told(&["test", "--coverage", &format!("{DETECTION}/0.2.0")]));
    let (ended, reports) = json(&["test", "--coverage", "--json", &format!("{DETECTION}/0.2.0")]);
    assert_eq!((ended, reports[0]["coverage"].as_array().map(Vec::len)), (0, Some(7)));
    // Nothing was run, so nothing is said of it; and nothing is said where it was not asked for.
    let (_, reports) = json(&["test", "--coverage", "--json", &format!("{DRAFT}/1.1.0"), &failing]);
    assert_eq!((reports[0].get("coverage"), reports[1]["coverage"][0]["what"].as_str()), (None, Some("classes")));
    assert_eq!(json(&["test", "--json", &failing]).1[0].get("coverage"), None);
    // All cases pass, and something is not reached: that alone ends with 1.
    let early = format!("{DETECTION}/0.1.0");
    assert_eq!((run(&["test", &early]).code, run(&["test", "--coverage", &early]).code), (0, 1));
}

#[test]
fn services_and_the_kinds_a_form_names() {
    const SERVICES: &str = "tests/fixtures/maintain/services";
    insta::assert_snapshot!("check_services", told(&["check", SERVICES]));
    insta::assert_snapshot!("check_kinds", told(&["check", "tests/fixtures/maintain/kinds"]));
    assert_eq!(run(&["check", "schemas/services"]).out, "3 files checked: nothing is wrong\n");
    for file in ["town.json", "town/fr.json"] {
        let path = format!("{SERVICES}/{file}");
        let (ended, found) = json(&["check", "--json", &path]);
        assert_eq!(ended, 0, "{found}");
        assert!(found.as_array().unwrap().iter().all(|one| one["file"] == *path), "{found}");
    }
}

#[test]
fn every_code_of_a_form_has_a_broken_form() {
    /// Told of texts in another language, which `texts_in_another_language` has, of what the device reads, of answers.
    /// And of services.
    const OF_TEXTS: [&str; 7] = [
        "other-form",
        "missing-text",
        "unknown-text",
        "not-compiled",
        "answer-refused",
        "not-as-computed",
        "bad-phone",
    ];
    let long = long_ones();
    let mut files: BTreeMap<String, PathBuf> = BTreeMap::new();
    for path in broken().iter().map(|name| root().join(BROKEN).join(name)) {
        files.insert(path.file_stem().unwrap().to_str().unwrap().to_owned(), path);
    }
    for code in ["too-many-keys", "too-large"] {
        assert!(files.insert(code.into(), long.join(format!("{code}.json"))).is_none());
    }
    let all = Code::ALL.iter().map(|code| (code.word(), code.severity()));
    for (code, severity) in all.filter(|(code, _)| !OF_TEXTS.contains(code)) {
        let path = files.remove(code).unwrap_or_else(|| panic!("no broken form for {code}"));
        let (ended, found) = json(&["check", "--json", path.to_str().unwrap()]);
        let codes: Vec<&str> = found.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
        let expected = i32::from(severity == Severity::Error);
        assert_eq!((ended, codes.first()), (expected, Some(&code)), "{codes:?}");
        // An alert that looks at `noIndicator` is a cycle too: the alert is part of it.
        let also: &[&str] = if code == "alert-on-no-indicator" { &["cycle"] } else { &[] };
        assert_eq!(&codes[1..], also, "{code}");
    }
    assert!(files.is_empty(), "no code has the name of {:?}", files.keys());
    assert_eq!(run(&["check", long.join("right.json").to_str().unwrap()]).code, 0, "the draft itself is right");
}

#[test]
fn texts_in_another_language() {
    let (ended, found) = json(&["check", "--json", &format!("{DRAFT}/1.1.0")]);
    assert_eq!(ended, 1);
    let codes = |file: &str| -> BTreeSet<&str> {
        let of = found.as_array().unwrap().iter().filter(|one| one["file"].as_str().unwrap().ends_with(file));
        of.map(|one| one["code"].as_str().unwrap()).collect()
    };
    assert_eq!(codes("fr.json"), ["file-name", "missing-text", "stale-text", "unknown-text"].into());
    assert_eq!(codes("so.json"), ["other-form"].into());
}

/// The JSON Schema of what is written.
fn schema<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>().to_value()
}

/// Compares a schema with the committed one, and a report with it.
fn follows(name: &str, schema: &Value, report: &Value) -> jsonschema::Validator {
    let path = root().join(format!("schemas/maintain/{name}.schema.json"));
    let text = serde_json::to_string_pretty(schema).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &text).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "{name} has drifted: run `UPDATE=1 cargo test --test cli`");
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<_> = validator.iter_errors(report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
    validator
}

#[test]
fn reports_follow_their_committed_schemas() {
    for (name, schema, reported) in [
        ("check", schema::<Vec<FindingReport>>(), vec![DRAFT, "nowhere", DETECTION]),
        ("test", schema::<Vec<CasesReport>>(), vec![DRAFT, "nowhere", DETECTION]),
    ] {
        let arguments: Vec<&str> = [name, "--json"].into_iter().chain(reported).collect();
        let (ended, mut report) = json(&arguments);
        assert_eq!(ended, 3);
        let validator = follows(name, &schema, &report);
        let list = report.as_array_mut().unwrap();
        assert!(list.len() > 5, "{name}: {} members", list.len());
        list[0].as_object_mut().unwrap().remove("file");
        assert!(!validator.is_valid(&report), "{name}: a file is required");
    }
}

#[test]
fn the_two_forms_of_a_report_say_the_same() {
    let (_, found) = json(&["check", "--json", DRAFT]);
    let text = run(&["check", DRAFT]).out;
    let found = found.as_array().unwrap();
    assert_eq!(text.matches("\n  = help: ").count() + text.matches("\n   = help: ").count(), found.len() - 1);
    for one in found {
        let (code, severity) = (one["code"].as_str().unwrap(), one["severity"].as_str().unwrap());
        assert!(text.contains(&format!("{severity}[{code}]: {}", one["message"].as_str().unwrap())), "{one}");
        if let (Some(line), Some(column)) = (one["line"].as_u64(), one["column"].as_u64()) {
            assert!(text.contains(&format!("{}:{line}:{column}\n", one["file"].as_str().unwrap())), "{one}");
        }
    }
}

#[test]
fn warnings_are_listed_and_end_the_command_only_when_denied() {
    let unread = format!("{DRAFT}/1.2.0");
    for arguments in [vec!["test", &unread], vec!["check", &format!("{DRAFT}/1.5.0")]] {
        let ran = run(&arguments);
        assert!(ran.out.contains("warning["), "{}", ran.out);
        assert_eq!(ran.code, 0);
        assert_eq!(run(&[&arguments[..], &["--deny-warnings"]].concat()).code, 1);
    }
}

#[test]
fn a_file_is_known_from_wherever_it_is_named() {
    for (inside, path) in [("1.1.0/texts", "so.json"), ("1.1.0", "texts/so.json"), ("1.1.0/texts", "./so.json")] {
        let ran = command(&["check", path]).current_dir(root().join(DRAFT).join(inside)).output().unwrap();
        let told = String::from_utf8(ran.stdout).unwrap();
        assert!(told.contains("[other-form]") && told.ends_with("1 error\n"), "{inside} {path}: {told}");
    }
    for arguments in [["test", "cases.json"], ["test", "form.json"], ["test", "."], ["check", "."]] {
        let ran = command(&arguments).current_dir(root().join(DRAFT).join("1.2.0")).output().unwrap();
        assert_eq!(ran.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_read_ends_with_3() {
    let empty = folder("nothing");
    let empty = empty.to_str().unwrap();
    for command in ["check", "test"] {
        for path in ["no/such/file.json", empty, "no\u{202e}such\n.json"] {
            let ran = run(&[command, path]);
            assert_eq!((ran.code, &*ran.complaints), (3, ""), "{command} {path}");
            assert!(ran.out.contains("error[cannot-read]") && is_plain(&ran.out), "{}", ran.out);
        }
        // A file that cannot be read weighs more than one that is wrong, and hides nothing of it.
        let ran = run(&[command, "nowhere", &format!("{DRAFT}/1.1.0")]);
        assert_eq!(ran.code, 3);
        assert!(ran.out.contains("error[unknown-choice]"), "{}", ran.out);
    }
}

#[test]
fn what_is_not_understood_ends_with_2() {
    for arguments in [&[][..], &["check"], &["test"], &["chek", "form.json"], &["check", "--colour", "form.json"]] {
        let ran = run(arguments);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{arguments:?}");
        assert!(ran.complaints.contains("Usage"), "{arguments:?}: {}", ran.complaints);
    }
}

#[test]
fn help_has_examples_and_says_how_it_ends() {
    let commands = run(&["--help"]).out;
    let (_, commands) = commands.split_once("Commands:\n").unwrap();
    let lines = commands.lines().take_while(|line| line.starts_with("  "));
    // Lines that go on with what a command does stand further in.
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|name| !name.is_empty()));
    let names: Vec<&str> = names.filter(|name| *name != "help").collect();
    assert!(names.len() >= 8, "{names:?}");
    let each: Vec<Vec<&str>> = names.iter().map(|name| vec![*name, "--help"]).collect();
    for arguments in [vec!["--help"]].iter().chain(&each) {
        let ran = run(arguments);
        assert_eq!((ran.code, &*ran.complaints), (0, ""));
        assert!(ran.out.contains("  3  a file could not be read"), "{}", ran.out);
        assert!(arguments.len() == 1 || ran.out.contains("Examples:\n  nrm-forms "), "{}", ran.out);
    }
}

#[test]
fn colours_only_when_asked_for_or_on_a_terminal() {
    let file = format!("{BROKEN}/unknown-key.json");
    assert!(is_plain(&run(&["check", &file]).out));
    assert!(is_plain(&run(&["check", "--color", "never", &file]).out));
    let coloured = run(&["check", "--color", "always", &file]).out;
    assert!(coloured.contains("\u{1b}[1m\u{1b}[91merror[unknown-key]"), "{coloured}");
    let ran = command(&["check", &file]).env("NO_COLOR", "1").env("TERM", "xterm-256color").output().unwrap();
    assert!(is_plain(&String::from_utf8(ran.stdout).unwrap()));
}

#[test]
fn who_stops_listening_is_not_complained_at() {
    for arguments in [&["check", DRAFT][..], &["test", "--json", DETECTION], &["--help"]] {
        let mut child = command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ran = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(ran.stderr).unwrap(), "", "{arguments:?}");
        assert_eq!(ran.status.code(), Some(i32::from(arguments[0] == "check")), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_ends_with_3() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let ran = command(&["check", DRAFT]).stdout(full).output().unwrap();
    assert_eq!(ran.status.code(), Some(3));
    assert!(String::from_utf8(ran.stderr).unwrap().starts_with("nrm-forms: the result cannot be written"));
}

/// The marked line and the marks under it, without the frame.
fn line_and_marks(text: &str) -> (String, String) {
    let lines: Vec<&str> = text.lines().collect();
    let place = lines.iter().position(|line| line.contains("| ") && line.trim_end().ends_with('^')).expect("marks");
    let inner = |line: &str| line.split_once('|').expect("a frame").1.to_owned();
    (inner(lines[place - 1]), inner(lines[place]))
}

#[test]
fn marks_stand_under_what_they_mark_in_every_script() {
    let folder = folder("scripts");
    let path = folder.join("form.json");
    let example = fs::read_to_string(root().join("tests/fixtures/example.form.json")).unwrap();
    for before in
        ["plain", "été", "مقابلة استقبال", "漢字かな", "e\u{301}e\u{301}", "😀😀", "a\u{202e}b\u{200d}c", "\u{a0}«»"]
    {
        let text = example.replace("\"Example\"", &format!("\"{before}\", \"colour\": 1"));
        fs::write(&path, text).unwrap();
        let ran = run(&["check", path.to_str().unwrap()]);
        let told = ran.out.split("\n\n").find(|told| told.contains("[unknown-key]")).unwrap();
        let (line, marks) = line_and_marks(told);
        let marked = line.find("\"colour\"").expect("the key is shown");
        assert_eq!(marks.find('^').unwrap(), line[..marked].width(), "{line}\n{marks}");
        assert_eq!(marks.trim(), "^".repeat("\"colour\"".len()), "{line}\n{marks}");
    }
}

const FORM: &str = "schemas/forms/nrm-detection/0.1.0/form.json";

#[test]
fn a_page_is_written_whole_or_not_at_all() {
    let folder = folder("print");
    let file = folder.join("blank.html");
    let path = file.to_str().unwrap();
    let ran = run(&["print", FORM, "--language", "ar", "-o", path]);
    assert_eq!((ran.code, ran.complaints.as_str()), (0, ""), "{}", ran.out);
    let page = fs::read_to_string(&file).unwrap();
    assert!(page.starts_with("<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">") && page.ends_with("</html>\n"));
    assert_eq!(run(&["print", FORM, "--language", "ar"]).out, page, "the same without a file");
    // What goes wrong leaves what was there, and nothing beside it.
    let broken = format!("{BROKEN}/unknown-word.json");
    assert_eq!(run(&["print", &broken, "-o", path]).code, 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), page);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    let (code, found) = json(&["print", &broken, "--json", "-o", path]);
    assert_eq!((code, codes_of(&found).iter().any(|code| code == "unknown-word")), (1, true), "{found}");
    assert_eq!(run(&["print", FORM, "-o", folder.join("no/such/folder.html").to_str().unwrap()]).code, 3);
}

#[test]
fn what_cannot_be_printed_is_told_and_never_an_answer() {
    let folder = folder("answers");
    let file = folder.join("answers.json");
    fs::write(&file, r#"{"danger": "yes", "papers": "canary", "canary": 1}"#).unwrap();
    let path = file.to_str().unwrap();
    let ran = run(&["print", FORM, "--answers", path, "--today", "2026-11-02"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.complaints.contains("unknown-choice") || ran.complaints.contains("answer-refused"),
        "{}",
        ran.complaints
    );
    let lines = |text: &str| text.lines().any(|line| line.contains("\"yes\""));
    assert!(!lines(&ran.complaints), "{}", ran.complaints);
    fs::write(&file, r#"{"danger": "yes"}"#).unwrap();
    let ran = run(&["print", FORM, "--answers", path, "--today", "2026-11-02", "--reference", "K7-42"]);
    assert_eq!(ran.code, 0, "{}", ran.complaints);
    assert!(ran.out.contains("K7-42") && ran.out.contains("02/11/2026"));
    for wrong in [
        &["print", FORM, "--answers", path][..],
        &["print", FORM, "--answers", path, "--today", "2026-02-30"],
        &["print", FORM, "--answers", path, "--today", "2026-11-02", "--reference", "Amina Ali"],
        &["print", FORM, "--json"],
        &["print"],
    ] {
        assert_eq!(run(wrong).code, 2, "{wrong:?}");
    }
    let ran = run(&["print", FORM, "--language", "so"]);
    assert_eq!((ran.code, ran.complaints.contains("[no-words]")), (1, true), "{}", ran.complaints);
    assert_eq!(run(&["print", "nowhere.json"]).code, 3);
}

/// The commands of a page and what it says they write.
fn commands_of(page: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let blocks = text.split("```console\n").skip(1).map(|block| block.split("```").next().unwrap().to_owned());
    let command = |block: String| {
        let (command, output) = block.strip_prefix("$ ").expect("a command").split_once('\n').unwrap();
        (command.to_owned(), output.to_owned())
    };
    blocks.map(command).collect()
}

#[test]
fn what_the_pages_show_is_what_is_written() {
    for (page, least) in [("README.md", 1), ("docs/nrm-forms.md", 4)] {
        let commands = commands_of(page);
        assert!(commands.len() >= least, "{page}: {} commands", commands.len());
        for (command, output) in commands {
            let arguments = command.strip_prefix("cargo run -q -- ").or(command.strip_prefix("nrm-forms "));
            let (arguments, end) = arguments
                .expect("ours")
                .split_once("; echo $?")
                .map_or_else(|| (arguments.unwrap(), None), |(arguments, _)| (arguments, Some(())));
            let ran = run(&arguments.split(' ').collect::<Vec<_>>());
            let end = end.map(|()| format!("{}\n", ran.code)).unwrap_or_default();
            assert_eq!(format!("{}{end}", ran.out), output, "{page}: {command}");
        }
    }
}

#[test]
fn the_manual_names_every_expectation_and_every_code() {
    let manual = fs::read_to_string(root().join("docs/nrm-forms.md")).unwrap();
    for expectation in EXPECTATIONS {
        assert!(manual.contains(&format!("| `{expectation}` |")), "{expectation}");
    }
    let mut codes: BTreeSet<String> = BTreeSet::new();
    for arguments in [["check", "--json"], ["test", "--json"]] {
        for path in [DRAFT, "nowhere"] {
            let (_, report) = json(&[&arguments[..], &[path]].concat());
            codes.extend(codes_of(&report));
        }
    }
    let of_the_core = |code: &String| Code::ALL.iter().any(|known| known.word() == *code);
    codes.extend(["not-utf-8".to_owned(), "byte-order-mark".into()]);
    let own: Vec<_> = codes.into_iter().filter(|code| !of_the_core(code)).collect();
    assert!(own.len() >= 15, "{own:?}");
    for code in own {
        assert!(manual.contains(&format!("| `{code}` |")), "{code}");
    }
}

/// Every code that a report tells.
fn codes_of(report: &Value) -> Vec<String> {
    match report {
        Value::Array(list) => list.iter().flat_map(codes_of).collect(),
        Value::Object(object) => {
            let own = object.get("code").and_then(Value::as_str).map(ToOwned::to_owned);
            own.into_iter().chain(object.values().flat_map(codes_of)).collect()
        }
        _ => Vec::new(),
    }
}
