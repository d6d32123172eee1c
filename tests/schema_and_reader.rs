//! The JSON Schemas of what maintainers write, and its reader: each takes exactly what the other takes.
//!
//! Documents are made by changing those of this repository; the same seed makes the same documents.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod common;

use common::{EXAMPLE, file};
use fastrand::Rng;
use jsonschema::Validator;
use nrm_screening::json::Limits;
use nrm_screening::{Diagnostics, FormDefinition, TextsOverlay};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// Documents made of each kind in one run.
const DOCUMENTS: usize = 3_000;

fn validator(name: &str) -> Validator {
    let schema: Value = serde_json::from_slice(&file(&format!("schemas/contract/{name}.schema.json"))).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// What is committed in a folder, and below it: the files of that ending that are JSON.
fn documents(folder: &str, ending: &str, found: &mut Vec<Value>) {
    let mut paths: Vec<_> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    paths.sort();
    for name in paths {
        let path = format!("{folder}/{name}");
        if Path::new(env!("CARGO_MANIFEST_DIR")).join(&path).is_dir() {
            documents(&path, ending, found);
        } else if path.ends_with(ending) {
            found.extend(serde_json::from_slice(&file(&path)).ok().filter(|document| within_limits(document)));
        }
    }
}

fn texts(rng: &mut Rng) -> String {
    let pool = [
        "",
        " ",
        "\n \n",
        "\u{a0}",
        "\u{3000}",
        "a\nb",
        "\n a",
        "a\tb",
        "a\r",
        "\u{b}",
        "a\u{7f}",
        "\u{85}",
        "\u{200b}",
        "\u{200e}",
        "\u{2027}",
        "\u{2028}",
        "\u{2029}a",
        "a\u{202a}",
        "\u{202e}a",
        "\u{202f}",
        "\u{2065}",
        "\u{2066}a",
        "a\u{2069}",
        "\u{206a}",
        "\u{feff}a",
        "\u{e0000}",
        "a\u{e0041}",
        "a\u{e007f}",
        "\u{e0080}",
        "\u{1f600}",
        "\0",
        "a",
        "a_1",
        "A",
        "aB",
        "a-b",
        "1a",
        "é",
        "papers\n",
        "yes",
        "fr",
        "fr-BE",
        "fr-be",
        "som",
        "fran",
        "today",
        "today\n",
        "2000-02-29",
        "1900-02-29",
        "2001-02-29",
        "2024-02-29",
        "0000-01-01",
        "0004-02-29",
        "2000-04-31",
        "2000-12-31",
        "2000-13-01",
        "2000-00-10",
        "2000-1-1",
        "2001-02",
        "0.1.0",
        "01.0.0",
        "1.2",
        "1000000.0.0",
        "999999.0.10",
        "0.1.0\n",
        "strong",
        "urgent",
        "notAsked",
        "gregorian",
        "unknown",
        "zero",
        "choices",
        "value",
        "sum",
        "halfUp",
        "mean",
        "group",
        "single",
        "date",
        "matrix",
        "repeat",
        "consent",
        "calculate",
        "display",
        "integer",
        "person",
        "guardian",
        "talk",
        "scores.x > 3",
        "ilo",
        "constructor",
    ];
    match rng.u8(0..24) {
        0 => "x".repeat(4096),
        1 => "x".repeat(4097),
        2 => "ش".repeat(4096),
        3 => "\u{1f600}".repeat(4097),
        4 => "a".repeat(64),
        5 => "a".repeat(65),
        _ => (*rng.choice(pool.iter()).unwrap()).to_owned(),
    }
}

/// A number that JSON and the reader write alike: no exponent, no `-0`, no whole number with a point, unless it is far
/// out of every range. `where_they_differ` has the others.
fn number(rng: &mut Rng) -> Value {
    let pool = [
        json!(0),
        json!(1),
        json!(2),
        json!(3),
        json!(50),
        json!(999),
        json!(1000),
        json!(-1),
        json!(0.5),
        json!(-2.75),
        json!(0.000_001),
        json!(0.000_000_1),
        json!(0.123_456_7),
        json!(123_456.654_321),
        json!(999_999_999),
        json!(1_000_000_000),
        json!(-999_999_999),
        json!(-1_000_000_000),
        json!(999_999_999.5),
        json!(999_999_999.999_999),
        json!(-999_999_999.25),
        json!(1e30),
        json!(-1e300),
        json!(u64::MAX),
        json!(i64::MIN),
    ];
    match rng.u8(0..4) {
        0 => json!(rng.i64(-2_000_000_000_000_000..2_000_000_000_000_000)),
        1 => {
            let number = rng.i64(-1_000_000_000..1_000_000_000);
            let text = format!("{number}.{:0width$}5", rng.u32(0..10), width = rng.usize(1..7));
            serde_json::from_str(&text).unwrap()
        }
        _ => rng.choice(pool.iter()).unwrap().clone(),
    }
}

fn value(rng: &mut Rng, depth: u8) -> Value {
    match rng.u8(0..if depth == 0 { 5 } else { 9 }) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => number(rng),
        3 | 4 => json!(texts(rng)),
        5 | 6 => (0..rng.usize(0..4)).map(|_| value(rng, depth - 1)).collect(),
        7 => {
            let mut deep = value(rng, 0);
            for level in 0..rng.u8(1..8) {
                deep = if level % 2 == 0 { json!([deep]) } else { json!({ "x-deep": deep }) };
            }
            deep
        }
        _ => Value::Object((0..rng.usize(0..4)).map(|_| (key(rng), value(rng, depth - 1))).collect()),
    }
}

fn key(rng: &mut Rng) -> String {
    let pool = [
        "x-note",
        "x-",
        "x",
        "X-note",
        "digest",
        "$schema",
        "__proto__",
        "",
        "id",
        "type",
        "text",
        "title",
        "when",
        "by",
        "min",
        "max",
        "unit",
        "value",
        "items",
        "rows",
        "choices",
        "whenMissing",
        "when_missing",
        "relevant",
        "required",
        "reasons",
        "constraint",
        "constraintText",
        "maxLength",
        "partial",
        "calendars",
        "earliest",
        "latest",
        "more",
        "atMost",
        "scope",
        "of",
        "recipient",
        "short",
        "guidance",
        "essential",
        "weight",
        "exclusive",
        "specify",
        "note",
        "actions",
        "urgency",
        "mayStop",
        "ref",
        "source",
        "missing",
        "fill",
        "factor",
        "round",
        "bands",
        "bandSets",
        "internal",
        "threshold",
        "variant",
        "variants",
        "childPath",
        "age",
        "texts",
        "review",
        "Upper",
        "a b",
        "a.b.text",
    ];
    (*rng.choice(pool.iter()).unwrap()).to_owned()
}

/// The places of all values in a document.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    found.push(place.to_owned());
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, value)| places(value, &format!("{place}/{}", escaped(key)), found));
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(nth, value)| places(value, &format!("{place}/{nth}"), found));
        }
        _ => {}
    }
}

/// Changes one value; what others of the same kind hold is taken from `others`.
fn change(value: &mut Value, others: &[Value], rng: &mut Rng) {
    if rng.u8(0..12) == 0 {
        *value = self::value(rng, 2);
        return;
    }
    match value {
        Value::Object(members) => {
            let keys: Vec<String> = members.keys().cloned().collect();
            let some = rng.choice(keys).unwrap_or_default();
            match rng.u8(0..8) {
                0 => drop(members.shift_remove(&some)),
                1 => {
                    let moved = members.shift_remove(&some).unwrap_or_default();
                    members.insert(if rng.bool() { format!("x-{some}") } else { key(rng) }, moved);
                }
                2 | 3 => drop(members.insert(format!("x-{}", rng.u8(..)), self::value(rng, 3))),
                4 => {
                    let (name, value) = (key(rng), self::value(rng, 1));
                    members.insert(name, value);
                }
                5 => drop(members.insert(key(rng), json!(rng.bool()))),
                6 => drop(members.insert("type".into(), json!(texts(rng)))),
                _ => *members = std::mem::take(members).into_iter().rev().collect::<Map<_, _>>(),
            }
        }
        Value::Array(list) => match (rng.u8(0..8), list.is_empty()) {
            (0, _) => list.clear(),
            (1 | 2, false) => drop(list.remove(rng.usize(..list.len()))),
            (3, false) => list.push(list[rng.usize(..list.len())].clone()),
            (4, false) if rng.bool() => {
                let most = if rng.bool() { 2000 } else { 2001 };
                let one = list[0].clone();
                list.resize(most, one);
            }
            (5, _) => list.push(self::value(rng, 1)),
            _ => list.reverse(),
        },
        Value::String(text) => match rng.u8(0..6) {
            0 => text.push(*rng.choice(['\u{200f}', '\n', ' ', '\u{202b}', 'a', 'é', '\t'].iter()).unwrap()),
            1 | 2 => {
                let mut found = Vec::new();
                let other = rng.choice(others).unwrap();
                places(other, "", &mut found);
                let texts: Vec<&str> = found.iter().filter_map(|place| other.pointer(place)?.as_str()).collect();
                *text = (*rng.choice(texts.iter()).unwrap()).to_owned();
            }
            _ => *text = texts(rng),
        },
        Value::Number(_) => *value = number(rng),
        Value::Bool(flag) if rng.bool() => *flag = !*flag,
        _ => *value = self::value(rng, 1),
    }
}

fn depth(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(depth).max().unwrap_or(0),
        Value::Array(list) => list.iter().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// Whether a document is within the limits of whole files; `where_they_differ` has these.
fn within_limits(document: &Value) -> bool {
    let bytes = serde_json::to_vec(document).unwrap().len();
    bytes <= Limits::DEFINITION.bytes && depth(document) <= Limits::DEFINITION.depth
}

/// Compares reader and schema over documents made of these, and counts what the reader told.
#[track_caller]
fn compare(
    originals: &[Value],
    schema: &Validator,
    read: fn(&[u8]) -> Result<(), Diagnostics>,
) -> BTreeMap<&'static str, usize> {
    let mut told = BTreeMap::new();
    let mut accepted = 0;
    let mut differences = Vec::new();
    let mut rng = Rng::with_seed(2020_12);
    let mut seen = 0;
    while seen < originals.len() + DOCUMENTS {
        let mut document = originals.get(seen).unwrap_or_else(|| rng.choice(originals).unwrap()).clone();
        let mut changed = Vec::new();
        if seen >= originals.len() {
            for _ in 0..rng.usize(1..4) {
                let mut found = Vec::new();
                places(&document, "", &mut found);
                let place = rng.choice(found).unwrap();
                change(document.pointer_mut(&place).unwrap(), originals, &mut rng);
                changed.push(place);
            }
        }
        let text = serde_json::to_string(&document).unwrap();
        if !within_limits(&document) {
            assert!(seen >= originals.len(), "what is committed is within the limits");
            continue;
        }
        seen += 1;
        let result = read(text.as_bytes());
        if let Err(found) = &result {
            found.list().iter().for_each(|problem| *told.entry(problem.code.word()).or_default() += 1);
        }
        accepted += usize::from(result.is_ok());
        if result.is_ok() != schema.is_valid(&document) {
            let errors: Vec<_> = schema
                .iter_errors(&document)
                .map(|error| format!("{} {}", error.instance_path(), error.schema_path()))
                .collect();
            let problems = result.err().map(|found| found.to_string());
            differences.push(format!("changed {changed:?}\nreader: {problems:?}\nschema: {errors:?}"));
        }
    }
    assert!(
        differences.is_empty(),
        "{} differ, as\n{}",
        differences.len(),
        differences[..differences.len().min(6)].join("\n\n")
    );
    let share = accepted * 100 / seen;
    assert!((15..=70).contains(&share), "{accepted} of {seen} were accepted: {told:?}");
    told
}

#[test]
fn the_reader_takes_the_definitions_that_the_schema_takes() {
    let every: Value = serde_json::from_slice(&file("tests/fixtures/every-item.form.json")).unwrap();
    let mut originals = vec![serde_json::from_str(EXAMPLE).unwrap()];
    // It is changed as often as all instruments together.
    originals.resize(20, every);
    documents("tests/fixtures/instruments", "form.json", &mut originals);
    let valid = originals.len();
    assert!(valid >= 38, "{valid} forms");
    documents("tests/fixtures/broken", ".json", &mut originals);
    assert!(originals.len() >= valid + 60, "{} documents", originals.len());
    // The detection form is large: it stands once beside the small ones.
    documents("schemas/forms", "form.json", &mut originals);
    let read = |text: &[u8]| FormDefinition::read(text).map(drop);
    let told = compare(&originals, &validator("form-definition"), read);
    for code in [
        "bad-day",
        "bad-name",
        "bad-number",
        "empty-text",
        "hidden-character",
        "long-text",
        "missing-key",
        "newer-format",
        "too-many",
        "unknown-key",
        "unknown-word",
        "wrong-type",
    ] {
        assert!(told.contains_key(code), "no document is refused as {code}: {told:?}");
    }
}

#[test]
fn the_reader_takes_the_texts_that_the_schema_takes() {
    let mut originals = vec![json!({
        "format": 1, "form": "example", "version": "0.1.0", "language": "en", "review": "none",
        "texts": { "title": ["0123abcd", "Title"], "papers.text": ["89abcdef", "Papers"], "any key": ["x", "y"] },
    })];
    documents("tests/fixtures/instruments", "texts.json", &mut originals);
    let mut large = Vec::new();
    documents("schemas/forms/nrm-detection/0.1.0/texts", ".json", &mut large);
    assert_eq!(large.len(), 2);
    for overlay in &large {
        let mut small = overlay.clone();
        let texts = small["texts"].as_object_mut().unwrap();
        *texts = std::mem::take(texts).into_iter().take(12).collect();
        originals.push(small);
    }
    originals.append(&mut large);
    let told = compare(&originals, &validator("texts-overlay"), |text| TextsOverlay::read(text).map(drop));
    for code in [
        "bad-name",
        "empty-text",
        "hidden-character",
        "long-text",
        "missing-key",
        "newer-format",
        "too-many",
        "wrong-type",
    ] {
        assert!(told.contains_key(code), "no document is refused as {code}: {told:?}");
    }
}

/// JSON Schema speaks of values, not of how they are written, nor of whole files. In all of these rows, and in nothing
/// else, the reader is stricter.
#[test]
fn where_they_differ() {
    let schema = validator("form-definition");
    let band = r#""bands": [{"id": "low", "from": 0}]"#;
    let score = format!(r#""scores": [{{"id": "s", "method": "sum", {band}}}]"#);
    let example = EXAMPLE.replacen("\"scores\":", &format!("{score},\n  \"x-scores\":"), 1);
    let with = |from: &str, to: &str| {
        assert!(example.contains(from), "{from}");
        example.replacen(from, to, 1)
    };
    let nested = |depth: usize| format!("\"x-deep\": {}1{},", "[".repeat(depth), "]".repeat(depth));
    let many = |keys: usize| {
        format!("\"x-many\": {{{}}},", (0..keys).map(|n| format!("\"k{n}\":1")).collect::<Vec<_>>().join(","))
    };
    let first = "\"format\": 1,";
    let rows = [
        ("a whole number with a point where a count stands", with(first, "\"format\": 1.0,")),
        ("an exponent", with("\"from\": 0}", "\"from\": 1e2}")),
        ("minus zero", with("\"from\": 0}", "\"from\": -0}")),
        ("more decimals than six, all zero behind", with("\"from\": 0}", "\"from\": 0.5000000}")),
        ("a key twice", with(first, "\"format\": 1, \"format\": 1,")),
        ("33 values within values in a key for others", with(first, &format!("{first}{}", nested(31)))),
        ("4001 keys in an object for others", with(first, &format!("{first}{}", many(4001)))),
        ("more bytes than 512 KiB", format!("{example}{}", " ".repeat(512 * 1024))),
    ];
    assert!(FormDefinition::read(example.as_bytes()).is_ok());
    for text in [with(first, &format!("{first}{}", nested(30))), with(first, &format!("{first}{}", many(4000)))] {
        assert!(FormDefinition::read(text.as_bytes()).is_ok(), "one less is accepted");
    }
    for (name, text) in rows {
        let document: Value = serde_json::from_str(&text).unwrap();
        assert!(schema.is_valid(&document), "{name}: the schema cannot tell");
        assert!(FormDefinition::read(text.as_bytes()).is_err(), "{name}: the reader refuses");
    }
}

#[test]
fn every_committed_schema_is_one_of_2020_12() {
    let mut schemas = Vec::new();
    documents("schemas", ".schema.json", &mut schemas);
    assert!(schemas.len() >= 8, "{} schemas", schemas.len());
    for schema in schemas {
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{}: {error}", schema["title"]));
    }
}
