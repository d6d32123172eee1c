//! Any number of answers, a line for each: `score`.

use super::{command, folder};
use nrm_screening::maintain::score::{NotScored, Scored};
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};

const FORM: &str = "tests/fixtures/example.form.json";

fn line(number: usize) -> String {
    let papers = ["none", "self", "taken"][number % 3];
    let locked = ["yes", "no"][number % 2];
    format!(
        r#"{{"case": "c{number}", "today": "2026-11-02", "answers": {{"age_group": "adult", "talk": "given", "papers": "{papers}", "locked": "{locked}", "hours": "no", "pay": {{"missing": "declined"}}}}}}"#
    )
}

/// Scores what comes by the standard input.
fn scored(text: &[u8], more: &[&str]) -> Output {
    let mut child = command(&[&["score", "-", "--form", FORM], more].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let text = text.to_vec();
    let writing = std::thread::spawn(move || input.write_all(&text));
    let ran = child.wait_with_output().unwrap();
    let _closed = writing.join().unwrap();
    assert!(!String::from_utf8_lossy(&ran.stderr).contains("panicked"));
    ran
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_thousand_wrong_lines_are_told_and_the_rest_are_counted() {
    for (wrong, more) in [(1_000, 1), (1_200, 1), (999, 0)] {
        let ran = scored("\n".repeat(wrong).as_bytes(), &[]);
        let told = text(&ran.stderr);
        assert_eq!(told.matches("error[empty]").count(), wrong.min(1_000));
        assert_eq!(told.matches("-:1000: error[more-wrong-lines]").count(), more);
        assert!(told.ends_with(&format!("0 scored, {wrong} not scored\n")));
        // Each keeps its place.
        assert_eq!(text(&ran.stdout), "{\"error\":\"empty\"}\n".repeat(wrong));
    }
}

#[test]
fn many_lines_come_out_in_order_each_as_it_does_alone() {
    // Some are wrong, and one is so long that it is not kept.
    let lines: Vec<String> = (0..700)
        .map(|number| match number {
            13 => "{\"today\"".into(),
            300 => String::new(),
            555 => format!("{{\"today\": \"{}\"}}", "x".repeat(5 << 20)),
            _ => line(number),
        })
        .collect();
    let whole = scored((lines.join("\n") + "\n").as_bytes(), &[]);
    assert_eq!(whole.status.code(), Some(1));
    let results: Vec<&str> = text(&whole.stdout).lines().collect();
    assert_eq!(results.len(), lines.len());
    for (number, wrong) in [(13, "json-syntax"), (300, "empty"), (555, "too-large")] {
        assert_eq!(results[number], format!("{{\"error\":\"{wrong}\"}}"));
        assert!(text(&whole.stderr).contains(&format!("-:{}: error[{wrong}]", number + 1)), "{number}");
    }
    assert!(text(&whole.stderr).ends_with("697 scored, 3 not scored\n"), "{}", text(&whole.stderr));
    for (number, result) in results.iter().enumerate().filter(|(number, _)| ![13, 300, 555].contains(number)) {
        assert!(result.starts_with(&format!("{{\"case\":\"c{number}\",")), "{result}");
    }
    // One by one they are the same, byte for byte.
    for number in [0, 1, 2, 13, 127, 128, 129, 555, 699] {
        for more in [&[][..], &["--full"]] {
            let alone = scored(lines[number].as_bytes(), more);
            let all = if more.is_empty() {
                whole.stdout.clone()
            } else {
                scored(lines[..=number].join("\n").as_bytes(), more).stdout
            };
            let in_line = text(&all).lines().nth(number).unwrap();
            assert_eq!(text(&alone.stdout), format!("{in_line}\n"), "{number}");
        }
    }
}

#[test]
fn results_go_to_a_file_whole_or_not_at_all() {
    let folder = folder("score");
    let (input, output) = (folder.join("answers.ndjson"), folder.join("results.ndjson"));
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    fs::write(&input, format!("{}\n{}\n", line(1), r#"{"today": "2026-11-02", "answers": {"papers": "canary"}}"#))
        .unwrap();
    let run = |more: &[&str]| {
        let file = path(&input);
        command(&[&["score", &file, "--form", FORM], more].concat()).output().unwrap()
    };
    let there = path(&output);
    let ran = run(&["-o", &there]);
    assert_eq!((ran.status.code(), &*ran.stdout), (Some(1), &b""[..]));
    let told = text(&ran.stderr).replace(&path(&input), "answers.ndjson");
    insta::assert_snapshot!("score", format!("{}\n{told}", fs::read_to_string(&output).unwrap()));
    assert_eq!(run(&[]).stdout, fs::read(&output).unwrap(), "the same without a file");
    // For another program: what is wrong, a line each.
    let ran = run(&["-o", &there, "--json"]);
    let told: Vec<Value> = text(&ran.stderr).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((told[0]["line"].as_u64(), told[0]["code"].as_str()), (Some(2), Some("answer-refused")));
    assert!(!text(&ran.stderr).contains("canary"));
    let before = fs::read(&output).unwrap();
    fs::remove_file(&input).unwrap();
    assert_eq!(run(&["-o", &there]).status.code(), Some(3));
    assert_eq!((fs::read(&output).unwrap(), fs::read_dir(&folder).unwrap().count()), (before, 1));
    let ran = command(&["score", &path(&folder), "--form", FORM]).output().unwrap();
    assert_eq!(ran.status.code(), Some(3), "a folder");
    let ran = command(&["score", "-", "--form", "tests/fixtures/broken/unknown-word.json"]).output().unwrap();
    assert_eq!((ran.status.code(), &*ran.stdout), (Some(1), &b""[..]));
}

/// What the system says of a process while it runs: the most memory it had, in kB, and which threads did something.
#[cfg(target_os = "linux")]
fn watched(lines: usize) -> (u64, usize) {
    let folder = folder(&format!("watched-{lines}"));
    let (input, output) = (folder.join("answers.ndjson"), folder.join("results.ndjson"));
    fs::write(&input, (0..lines).map(line).collect::<Vec<_>>().join("\n")).unwrap();
    let arguments = ["score", input.to_str().unwrap(), "--form", FORM, "-o", output.to_str().unwrap()];
    let mut child = command(&arguments).stderr(Stdio::null()).spawn().unwrap();
    let process = Path::new("/proc").join(child.id().to_string());
    let (mut most, mut busy) = (0, std::collections::BTreeSet::new());
    let ended = loop {
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        let status = fs::read_to_string(process.join("status")).unwrap_or_default();
        let peak =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        most = most.max(peak.unwrap_or(0));
        for task in fs::read_dir(process.join("task")).into_iter().flatten().flatten() {
            let stat = fs::read_to_string(task.path().join("stat")).unwrap_or_default();
            // Behind the name, which may have any sign in it, the twelfth is the time spent, in hundredths of a second.
            let spent =
                stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(11)?.parse::<u64>().ok());
            if spent.is_some_and(|spent| spent >= 5) {
                busy.insert(task.file_name());
            }
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    };
    assert!(ended.success());
    assert_eq!(fs::read_to_string(&output).unwrap().lines().count(), lines);
    (most, busy.len())
}

#[test]
#[cfg(target_os = "linux")]
fn many_lines_take_the_memory_of_few_and_all_cores() {
    let ((few, _), (many, busy)) = (watched(1_500), watched(9_000));
    assert!(few > 1_000 && many < few + 3_000, "{few} kB for 1,500 lines, {many} kB for 9,000");
    let cores = std::thread::available_parallelism().unwrap().get();
    assert!(busy >= cores.min(4), "{busy} threads did something on {cores} cores");
}

/// A pseudo-terminal comes with `script`; where there is none, only what is no terminal is tried.
#[test]
fn progress_is_drawn_on_a_terminal_and_nowhere_else() {
    let folder = folder("progress");
    let (input, output) = (folder.join("answers.ndjson"), folder.join("results.ndjson"));
    fs::write(&input, (0..300).map(line).collect::<Vec<_>>().join("\n")).unwrap();
    let (input, output) = (input.to_str().unwrap(), output.to_str().unwrap());
    let ran = command(&["score", input, "--form", FORM, "-o", output]).output().unwrap();
    assert_eq!((text(&ran.stdout), text(&ran.stderr)), ("", "300 scored, 0 not scored\n"));
    let within = format!("{} score {input} --form {FORM} -o {output}", env!("CARGO_BIN_EXE_nrm-forms"));
    let mut script = std::process::Command::new("script");
    script.args(["-qefc", &within, "/dev/null"]).current_dir(super::root()).env("TERM", "xterm").stdin(Stdio::null());
    let Ok(ran) = script.output() else { return };
    let told = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success() && told.contains("% of") && told.contains("300 scored, 0 not scored"), "{told:?}");
}

#[test]
fn results_follow_their_committed_schema() {
    let ran = scored(format!("{}\n[]\n{}", line(0), line(3)).as_bytes(), &[]);
    let results: Vec<Value> = text(&ran.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [result, not_scored] = [super::schema::<Scored>(), super::schema::<NotScored>()];
    let mut schema = serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What came of a line",
        "$defs": {},
        "anyOf": [],
    });
    for mut one in [result, not_scored] {
        let one = one.as_object_mut().unwrap();
        one.remove("$schema");
        if let Some(Value::Object(own)) = one.remove("$defs") {
            schema["$defs"].as_object_mut().unwrap().extend(own);
        }
        schema["anyOf"].as_array_mut().unwrap().push(Value::Object(one.clone()));
    }
    for result in &results {
        super::follows("score", &schema, result);
    }
    assert!(results[1]["error"].is_string() && results[2]["class"].is_string());
}

#[test]
fn one_is_explained() {
    let file = "tests/fixtures/maintain/rule/answers.ndjson";
    insta::assert_snapshot!("explain", super::told(&["explain", file, "--line", "1", "--form", FORM]));
    insta::assert_snapshot!("explain_wrong", super::told(&["explain", file, "--line", "2", "--form", FORM]));
    for (line, code) in [("3", "no-line"), ("0", "no-line")] {
        let (ended, found) = super::json(&["explain", file, "--line", line, "--form", FORM, "--json"]);
        assert_eq!((ended, found[0]["code"].as_str()), (1, Some(code)), "{found}");
    }
    // The whole assessment, and it is one: it comes out of its trace again.
    let ran = super::run(&["explain", file, "--line", "1", "--form", FORM, "--json"]);
    let form = nrm_screening::maintain::check_form(&fs::read(super::root().join(FORM)).unwrap()).0.unwrap();
    assert!(nrm_screening::assessment::recompute(&std::sync::Arc::new(form), ran.out.as_bytes()).is_ok());
    // A whole file holds one.
    let folder = folder("explain");
    fs::write(folder.join("one.json"), line(4)).unwrap();
    let one = folder.join("one.json");
    let whole = super::run(&["explain", one.to_str().unwrap(), "--form", FORM]);
    assert!(
        whole.code == 0 && whole.out.contains("confined (strong, coercion_at_destination): locked is yes"),
        "{}",
        whole.out
    );
}

#[test]
fn the_schema_of_answers_is_the_committed_one() {
    let form = "schemas/forms/nrm-detection/0.2.0";
    let committed: Value =
        serde_json::from_slice(&fs::read(super::root().join(form).join("answers.schema.json")).unwrap()).unwrap();
    let (code, schema) = super::json(&["schema", form]);
    assert_eq!((code, &schema), (0, &committed));
    let ran = super::run(&["schema", "tests/fixtures/broken/unknown-word.json"]);
    assert_eq!((ran.code, &*ran.out), (1, ""));
    assert!(
        ran.complaints.contains("error[unknown-word]") && ran.complaints.ends_with("no schema made: 1 error\n"),
        "{}",
        ran.complaints
    );
    assert_eq!(super::run(&["schema", "nowhere"]).code, 3);
}
