//! No file whatever brings the command down: files that nobody would write, files too long for anything, and thousands of
//! changes of right ones.

use super::{folder, root, run};
use fastrand::Rng;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr;

/// Files that nobody would write, and some that editors do.
pub(super) fn corpus(folder: &Path) -> Vec<PathBuf> {
    let example = fs::read(root().join("tests/fixtures/example.form.json")).unwrap();
    let text = String::from_utf8(example.clone()).unwrap();
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let noise: Vec<u8> = (0..60_000_u32).map(|place| place.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("spaces", b" \r\n\t".to_vec()),
        ("half", example[..example.len() / 2].to_vec()),
        ("within-a-text", example[..text.find("under 18").unwrap()].to_vec()),
        ("bom", [b"\xef\xbb\xbf", &example[..]].concat()),
        ("utf-16", [b"\xff\xfe", &utf_16[..]].concat()),
        ("latin-1", b"{\n  \"title\": \"\xe9t\xe9\"\n}".to_vec()),
        ("nested-lists", vec![b'['; 200_000]),
        ("nested-and-closed", [vec![b'['; 200_000], vec![b']'; 200_000]].concat()),
        ("nested-objects", b"{\"a\":".repeat(80_000)),
        ("closed-only", b"]}".repeat(10_000)),
        ("quotes-only", vec![b'"'; 10_001]),
        ("backslashes", [b"{\"a".to_vec(), vec![b'\\'; 9_999]].concat()),
        ("duplicate-keys", format!("{{{}\"a\": 1}}", "\"a\": 1, ".repeat(600)).into_bytes()),
        (
            "unknown-keys",
            format!(
                "{{{}\"format\": 1}}",
                (0..600).map(|key| format!("\"k{key}\": {{}}, ")).collect::<Vec<_>>().concat()
            )
            .into_bytes(),
        ),
        ("long-key", format!("{{\"{}\": 1}}", "k".repeat(400_000)).into_bytes()),
        ("long-text", format!("{{\"title\": \"{}\"}}", "x".repeat(400_000)).into_bytes()),
        ("megabyte", format!("{{\"title\": \"{}\"}}", "x".repeat(1 << 20)).into_bytes()),
        ("four-megabytes", vec![b' '; 4_300_000]),
        ("not-utf-8-and-long", vec![0xc3; 4_300_000]),
        (
            "bidi",
            text.replace("\"Example\"", "\"a\u{202e}b\u{2066}c\"")
                .replace("\"format\"", "\"\u{202e}tamrof\"")
                .into_bytes(),
        ),
        (
            "bidi-escaped",
            text.replace("\"Example\"", "\"a\\u202eb\"").replace("\"format\"", "\"\\u202etamrof\"").into_bytes(),
        ),
        ("terminal", text.replace("\"format\"", "\"\\u001b[2Jformat\\u0007\\r\"").into_bytes()),
        ("nul", b"{\0\"a\": \0}".to_vec()),
        ("nul-only", vec![0; 4_096]),
        ("binary", noise),
        ("lone-surrogate", b"{\"a\": \"\\ud800\", \"\\udc00\": 1}".to_vec()),
        ("old-lines", text.replace('\n', "\r").replace("\"observer\"", "\"nobody\"").into_bytes()),
        ("dos-lines", text.replace('\n', "\r\n").replace("\"observer\"", "\"nobody\"").into_bytes()),
        ("null", b"null".to_vec()),
        ("number", b"-0.0e99999".to_vec()),
        ("wide", text.replace("\"Example\"", &format!("\"{}\", \"x\": 1", "漢\u{301}م".repeat(1_500))).into_bytes()),
        ("not-json", b"<!doctype html>\n<title>Form</title>".to_vec()),
    ];
    let write = |(name, bytes): (&str, Vec<u8>)| {
        // As a form, as the texts of one and as its cases.
        let version = folder.join(name);
        fs::create_dir_all(version.join("texts")).unwrap();
        for place in ["form.json", "texts/fr.json", "cases.json"] {
            fs::write(version.join(place), &bytes).unwrap();
        }
        version
    };
    files.into_iter().map(write).collect()
}

/// Whether nothing in a text could make it look like another.
pub(super) fn is_plain(text: &str) -> bool {
    let hides = |letter: char| {
        (letter.is_control() && letter != '\n')
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    !text.contains(hides)
}

#[test]
fn no_file_brings_it_down() {
    let folder = folder("corpus");
    for version in corpus(&folder) {
        let right = folder.join("right");
        fs::create_dir_all(right.join("texts")).unwrap();
        fs::copy(root().join("tests/fixtures/example.form.json"), right.join("form.json")).unwrap();
        fs::copy(version.join("form.json"), right.join("texts/fr.json")).unwrap();
        fs::copy(version.join("form.json"), right.join("cases.json")).unwrap();
        for folder in [&version, &right] {
            for arguments in [&["check"][..], &["test"], &["check", "--json"], &["test", "--json"]] {
                let arguments = [arguments, &[folder.to_str().unwrap()]].concat();
                let ran = run(&arguments);
                assert_eq!((ran.code, &*ran.complaints), (1, ""), "{} {arguments:?}", version.display());
                assert!(is_plain(&ran.out), "{} {arguments:?}", version.display());
                let longest = ran.out.lines().map(UnicodeWidthStr::width).max().unwrap();
                assert!(
                    arguments.contains(&"--json") || longest < 400,
                    "{} {arguments:?}: {longest}",
                    version.display()
                );
                if arguments.contains(&"--json") {
                    serde_json::from_str::<Value>(&ran.out).unwrap();
                } else {
                    assert!(ran.out.contains("error["), "{}", ran.out);
                }
            }
        }
    }
}

#[test]
fn a_very_long_text_and_very_deep_brackets_end_soon() {
    let folder = folder("endless");
    let long =
        |letter: &str| format!("{{ \"format\": 1, \"title\": \"{}\" }}", letter.repeat(50_000_000 / letter.len()));
    for (name, bytes) in [
        ("letters", long("x").into_bytes()),
        ("signs", long("漢").into_bytes()),
        ("escapes", long("\\u202e").into_bytes()),
        ("not-utf-8", vec![0xff; 50_000_000]),
        ("lines", vec![b'\n'; 50_000_000]),
        ("lists", [vec![b'['; 200_000], vec![b']'; 200_000]].concat()),
        ("objects", [b"{\"a\":".repeat(200_000), vec![b'}'; 200_000]].concat()),
        ("parentheses", format!("{{ \"when\": \"{}\" }}", "(".repeat(200_000)).into_bytes()),
    ] {
        let version = folder.join(name);
        fs::create_dir_all(&version).unwrap();
        for file in ["form.json", "cases.json"] {
            fs::write(version.join(file), &bytes).unwrap();
        }
        for command in ["check", "test"] {
            let ran = run(&[command, version.to_str().unwrap()]);
            assert_eq!((ran.code, &*ran.complaints), (1, ""), "{command} {name}");
            assert!(ran.out.len() < 20_000 && ran.out.contains("error["), "{command} {name}: {} bytes", ran.out.len());
        }
        if name == "letters" || name == "lists" {
            let (form, file) = ("tests/fixtures/example.form.json", version.join("form.json"));
            let file = file.to_str().unwrap();
            for arguments in [
                &["diff", form, file][..],
                &["score", file, "--form", form],
                &["migrate", form, form, "--response", file],
            ] {
                let ran = run(arguments);
                let told = ran.out.len() + ran.complaints.len();
                assert_eq!(ran.code, 1, "{arguments:?}");
                assert!(told < 2_000, "{arguments:?}: {told} bytes");
            }
        }
    }
    fs::remove_dir_all(folder).unwrap();
}

/// A text changed in a few places: bytes of any kind, pieces lost, doubled and moved, words of the language put in.
fn changed(random: &mut Rng, right: &[u8]) -> Vec<u8> {
    const WORDS: [&str; 24] = [
        "null",
        "true",
        "-1",
        "1e9",
        "\"\"",
        "[]",
        "{}",
        "\"yes\"",
        "!(",
        ")",
        " && ",
        " ? 1 : 0",
        "'",
        "\\",
        "\\u0000",
        "/ 0",
        "children.exists(k, ",
        "999999999.999999",
        "scores.",
        "bands.",
        "\u{202e}",
        "\"type\": \"repeat\",",
        "\"relevant\": \"a\",",
        "noIndicator",
    ];
    let mut bytes = right.to_vec();
    for _ in 0..random.usize(1..=4) {
        let at = random.usize(0..=bytes.len());
        let length = random.usize(0..=(bytes.len() - at).min(60));
        match random.u8(0..6) {
            0 => drop(bytes.drain(at..at + length)),
            1 => bytes.insert(at, random.u8(..)),
            2 if at < bytes.len() => bytes[at] ^= 1 << random.u8(0..8),
            3 => {
                let piece = bytes[at..at + length].to_vec();
                let place = random.usize(0..=bytes.len());
                drop(bytes.splice(place..place, piece));
            }
            4 => bytes.truncate(at.max(bytes.len() / 2)),
            _ => drop(bytes.splice(at..at, WORDS[random.usize(0..WORDS.len())].bytes())),
        }
    }
    bytes
}

#[test]
fn no_change_of_a_right_file_brings_it_down() {
    let right: Vec<(&str, Vec<u8>)> = [
        ("form.json", "tests/fixtures/example.form.json"),
        ("form.json", "tests/fixtures/every-item.form.json"),
        ("form.json", "tests/fixtures/kinds/form.json"),
        ("form.json", "tests/fixtures/instruments/phq-9/form.json"),
        ("form.json", "tests/fixtures/instruments/child-work/form.json"),
        ("texts/ar.json", "tests/fixtures/kinds/texts/ar.json"),
        ("cases.json", "tests/fixtures/instruments/child-work/cases.json"),
    ]
    .map(|(place, file)| (place, fs::read(root().join(file)).unwrap()))
    .into();
    let folder = folder("changed");
    let count = 210;
    let mut random = Rng::with_seed(7);
    let (mut wrong, mut passed) = (0, 0);
    for batch in 0..count / 42 {
        let mut versions = Vec::new();
        for number in 0..42 {
            let version = folder.join(format!("{batch}-{number}"));
            fs::create_dir_all(version.join("texts")).unwrap();
            let (place, text) = &right[number % right.len()];
            // What is not changed here is right: the changed texts and cases are compared with their form.
            let form = &right[if *place == "texts/ar.json" { 2 } else { 4 }].1;
            fs::write(version.join("form.json"), form).unwrap();
            fs::write(version.join(place), changed(&mut random, text)).unwrap();
            versions.push(version);
        }
        for command in [&["check", "--json"][..], &["check"], &["test", "--json"], &["test"]] {
            let arguments: Vec<&str> =
                command.iter().copied().chain(versions.iter().map(|version| version.to_str().unwrap())).collect();
            let ran = run(&arguments);
            // Most have no cases to run: those cannot be read.
            let ends: &[i32] = if command[0] == "test" { &[1, 3] } else { &[0, 1] };
            assert!(ran.complaints.is_empty() && ends.contains(&ran.code), "{batch} {command:?}: {}", ran.complaints);
            assert!(is_plain(&ran.out) || command.contains(&"--json"), "{batch}");
            if command == ["check", "--json"] {
                let found: Value = serde_json::from_str(&ran.out).unwrap();
                let files: std::collections::BTreeSet<&str> = found
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|one| one["severity"] == "error")
                    .map(|one| one["file"].as_str().unwrap())
                    .collect();
                let told = |version: &PathBuf| files.iter().any(|file| Path::new(file).starts_with(version));
                wrong += versions.iter().filter(|version| told(version)).count();
                passed += versions.iter().filter(|version| !told(version)).count();
            }
        }
    }
    assert!(wrong > count / 2 && passed > 0, "{wrong} are wrong, {passed} are as right as before");
    fs::remove_dir_all(folder).unwrap();
}
