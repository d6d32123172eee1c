//! Files as they are to be written, and findings for code hosts.

use super::{BROKEN, DRAFT, command, folder, root, run};
use nrm_screening::json::{Entry, Json, Kind, Limits, read};
use nrm_screening::maintain::{LARGEST, format::format};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            found.push(path);
        }
    }
}

/// A tree without its places.
fn bare(json: Json) -> Json {
    let kind = match json.kind {
        Kind::List(list) => Kind::List(list.into_iter().map(bare).collect()),
        Kind::Object(members) => {
            Kind::Object(members.into_iter().map(|member| Entry { value: bare(member.value), ..member }).collect())
        }
        other => other,
    };
    Json { at: 0, kind }
}

#[test]
fn what_is_read_of_a_file_stays_the_same_and_it_is_written_so_once() {
    let mut found = Vec::new();
    for folder in ["schemas", "tests/fixtures"] {
        files(&root().join(folder), &mut found);
    }
    let limits = Limits { bytes: LARGEST, ..Limits::DEFINITION };
    let mut written = 0;
    for file in found {
        let text = fs::read(&file).unwrap();
        let Ok(tree) = read(&text, limits) else { continue };
        let made = format(&text).unwrap();
        assert!(bare(read(made.as_bytes(), limits).unwrap()) == bare(tree), "{}", file.display());
        assert!(format(made.as_bytes()).unwrap() == made, "{}", file.display());
        written += 1;
    }
    assert!(written > 150, "{written} files");
}

#[test]
fn files_are_written_anew_whole_and_published_ones_never() {
    let folder = folder("fmt");
    let version = folder.join("forms/example/1.0.0");
    fs::create_dir_all(&version).unwrap();
    let form = version.join("form.json");
    let text = fs::read_to_string(root().join("tests/fixtures/example.form.json")).unwrap();
    fs::write(&form, &text).unwrap();
    let within = |arguments: &[&str]| {
        let ran = command(arguments).current_dir(&folder).output().unwrap();
        assert_eq!(ran.stderr, b"");
        (ran.status.code().unwrap(), String::from_utf8(ran.stdout).unwrap())
    };
    let told = |verb: &str| format!("{verb}: forms/example/1.0.0/form.json\n1 file looked at, 1 {verb}\n");
    assert_eq!(within(&["fmt", "--check", "forms"]), (1, told("to be written anew")));
    assert_eq!(fs::read_to_string(&form).unwrap(), text, "nothing was written");
    assert_eq!(within(&["fmt", "forms"]), (0, told("written")));
    let made = fs::read_to_string(&form).unwrap();
    assert!(made != text && made.lines().all(|line| line.len() < 400));
    assert_eq!(within(&["fmt", "forms"]), (0, "1 file looked at, 0 written\n".into()));
    assert_eq!(within(&["fmt", "--check", "forms"]).0, 0);
    // What cannot be read stays as it is, and does not stop the others.
    fs::write(version.join("cases.json"), "{\"a\": 1, \"a\": 2}").unwrap();
    insta::assert_snapshot!("fmt_wrong", within(&["fmt", "forms"]).1);
    assert_eq!(fs::read_to_string(version.join("cases.json")).unwrap(), "{\"a\": 1, \"a\": 2}");
    fs::remove_file(version.join("cases.json")).unwrap();
    // A published version is not touched.
    for (status, ends) in [("active", 1), ("retired", 1), ("draft", 0)] {
        fs::write(&form, &text).unwrap();
        let manifest = format!("{{\"forms\": {{\"example\": {{\"1.0.0\": {{\"status\": \"{status}\"}}}}}}}}");
        fs::write(folder.join("manifest.json"), manifest).unwrap();
        let (code, told) = within(&["fmt", "forms"]);
        assert_eq!((code, told.contains("error[published]")), (ends, ends == 1), "{told}");
        assert_eq!(fs::read_to_string(&form).unwrap() == text, ends == 1, "{status}");
    }
    assert_eq!(fs::read_dir(&version).unwrap().count(), 1);
    assert_eq!((within(&["fmt", "nowhere"]).0, run(&["fmt"]).code), (3, 2));
}

#[test]
fn findings_for_code_hosts_are_those_for_people() {
    let paths = [DRAFT, "tests/fixtures/broken/unknown-word.json", "no where"];
    let ran = run(&[&["check", "--sarif"][..], &paths].concat());
    assert_eq!((ran.code, &*ran.complaints), (3, ""));
    let sarif: Value = serde_json::from_str(&ran.out).unwrap();
    let (_, found) = super::json(&[&["check", "--json"][..], &paths].concat());
    let (results, found) = (sarif["runs"][0]["results"].as_array().unwrap(), found.as_array().unwrap());
    assert_eq!(results.len(), found.len());
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for (result, finding) in results.iter().zip(found) {
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!((&result["ruleId"], &result["level"]), (&finding["code"], &finding["severity"]));
        assert_eq!(rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()]["id"], finding["code"]);
        let region = |key: &str| place["region"].get(key).and_then(Value::as_u64);
        let told = ["line", "column"].map(|key| finding.get(key).and_then(Value::as_u64));
        assert_eq!([region("startLine"), region("startColumn")], told);
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert_eq!(uri.replace("%20", " "), finding["file"].as_str().unwrap());
        assert!(!uri.contains(' '));
    }
    let version = sarif["version"].as_str().unwrap();
    assert!(version == "2.1.0" && sarif["$schema"].as_str().unwrap().contains(version));
    let one = run(&["check", "--sarif", &format!("{BROKEN}/unknown-word.json")]).out;
    insta::assert_snapshot!("sarif", one.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    assert_eq!(run(&["check", "--sarif", "--json", DRAFT]).code, 2);
}

#[test]
fn a_new_form_is_right_and_its_cases_reach_all_of_it() {
    let folder = folder("new");
    let within = |arguments: &[&str]| {
        let ran = command(arguments).current_dir(&folder).output().unwrap();
        assert_eq!(ran.stderr, b"");
        (ran.status.code().unwrap(), String::from_utf8(ran.stdout).unwrap())
    };
    insta::assert_snapshot!("new", within(&["new", "arrival"]).1);
    assert_eq!(within(&["new", "arrivee", "--language", "fr", "--in", "."]).0, 0);
    for id in ["arrival", "arrivee"] {
        let (code, told) = within(&["check", "--deny-warnings", id]);
        assert_eq!((code, &*told), (0, "2 files checked: nothing is wrong\n"));
        let (code, told) = within(&["test", "--coverage", "--deny-warnings", id]);
        assert!(code == 0 && told.contains("9 cases run: 9 passed, 0 failed"), "{told}");
        assert_eq!(within(&["fmt", "--check", id]).0, 0);
    }
    for (id, more, ends, wrong) in [
        ("arrival", &[][..], 1, "already-there"),
        ("Arrival", &[], 1, "bad-name"),
        ("../x", &[], 1, "bad-name"),
        ("other", &["--language", "so"], 1, "other-language"),
        ("other", &["--in", "no/where"], 3, "cannot-read"),
    ] {
        let (code, found) = within(&[&["new", id, "--json"], more].concat());
        let found: Value = serde_json::from_str(&found).unwrap();
        assert_eq!((code, found[0]["code"].as_str()), (ends, Some(wrong)), "{id}");
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
}
