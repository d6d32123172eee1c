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

#[path = "common/changes.rs"]
mod changes;
mod common;

use changes::{change, places};
use common::{EXAMPLE, file};
use fastrand::Rng;
use jsonschema::Validator;
use nrm_screening::definition::{ServiceList, ServiceTexts};
use nrm_screening::json::Limits;
use nrm_screening::{Diagnostics, FormDefinition, TextsOverlay};
use serde_json::{Value, json};
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
            // `0.000001`, as it is written there, comes back from here with an exponent, which no definition has.
            let plain = |document: &Value| !document.to_string().contains(":1e-6");
            found.extend(serde_json::from_slice(&file(&path)).ok().filter(within_limits).filter(plain));
        }
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
    let mut rng = Rng::with_seed(202_012);
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
    let twice = originals[1].to_string().replacen(r#"["gregorian","ethiopic"]"#, r#"["gregorian","gregorian"]"#, 1);
    originals.push(serde_json::from_str(&twice).unwrap());
    documents("tests/fixtures/broken", ".json", &mut originals);
    assert!(originals.len() >= valid + 60, "{} documents", originals.len());
    // Published forms are large: each stands once beside the small ones.
    documents("schemas/forms", "form.json", &mut originals);
    let read = |text: &[u8]| FormDefinition::read(text).map(drop);
    let told = compare(&originals, &validator("form-definition"), read);
    for code in [
        "bad-day",
        "bad-name",
        "bad-number",
        "duplicate-code",
        "empty-list",
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
    documents("schemas/forms/nrm-detection/0.2.0/texts", ".json", &mut large);
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

#[test]
fn the_reader_takes_the_services_that_the_schema_takes() {
    let mut originals = vec![json!({
        "format": 1, "id": "town", "version": "0.1.0", "sourceLanguage": "fr", "kinds": [{ "id": "home", "text": "Dormir" }],
        "services": [{ "id": "house", "kinds": ["home"], "name": "La maison", "place": "Au port", "phones": ["+253 21 00"],
            "hours": "La nuit", "languages": ["fr"], "urgent": true, "checkedOn": "2026-02-28", "source": "x", "verified": false }],
    })];
    // It is changed as often as the whole list.
    originals.resize(6, originals[0].clone());
    originals.push(serde_json::from_slice(&file("schemas/services/djibouti.json")).unwrap());
    let told = compare(&originals, &validator("service-list"), |text| ServiceList::read(text).map(drop));
    for code in ["bad-day", "bad-name", "bad-phone", "empty-text", "missing-key", "unknown-key", "wrong-type"] {
        assert!(told.contains_key(code), "no document is refused as {code}: {told:?}");
    }
    let mut originals = vec![json!({
        "format": 1, "services": "town", "version": "0.1.0", "language": "en", "review": "none",
        "texts": { "kinds.home.text": ["0123abcd", "Sleep"], "services.house.name": ["89abcdef", "House"] },
    })];
    documents("schemas/services/djibouti", ".json", &mut originals);
    assert_eq!(originals.len(), 3);
    compare(&originals, &validator("service-texts"), |text| ServiceTexts::read(text).map(drop));
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
