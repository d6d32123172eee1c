//! What an assessment, a snapshot and a hand-over tell, whole: each is compared with one that was read and found right.
//! With `NRM_WRITE=1` they are written anew, to be read again.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod common;

use common::{file, form};
use nrm_screening::Session;
use nrm_screening::assessment::{assess_session, handed_over, snapshot};
use nrm_screening::value::{Answer, Date, Reason};
use serde_json::{Value, json};
use std::fs;

const TODAY: &str = "2026-11-02";

fn begun(definition: &str, answers: &Value) -> Session {
    let form = form(definition);
    let answers = answers.to_string();
    let session = Session::with_answers(form, Date::parse(TODAY).unwrap(), answers.as_bytes());
    session.unwrap_or_else(|found| panic!("{found}"))
}

/// An answer by its code.
fn give(session: &mut Session, item: &str, code: &str) {
    session.give(item, code).unwrap_or_else(|refused| panic!("{item} {code}: {refused:?}"));
}

/// Every kind of item, most of them answered.
fn every_item() -> Session {
    let definition = String::from_utf8(file("tests/fixtures/every-item.form.json")).unwrap();
    let answers = json!({
        "age_group": "child", "with_guardian": "no", "talk": "given",
        "papers": "taken", "asked_back": "refused", "locked": { "missing": "declined" }, "hours": "yes", "pay": "yes",
        "keep": "given", "work": { "code": "other", "other": "made up" }, "alone": ["family", "friends"],
        "grid_one": "yes", "grid_two": { "missing": "notAsked" }, "number": "7", "amount": "-1.25", "words": "made up too",
        "day": "2000-02-29", "about": { "calendar": "ethiopic", "from": "1993", "to": "1995", "words": "about then" },
        "hour": "07:05",
        "people": { "rows": [
            { "id": "r1", "answers": { "age": 17, "ties": ["kin", "work"] } },
            { "id": "r2", "answers": { "age": { "missing": "doesNotKnow" } } } ], "more": "no" }
    });
    begun(&definition, &answers)
}

/// The same, when something was changed, came back, was proposed, or does not hold.
fn changed() -> Session {
    let mut session = every_item();
    session.show("en");
    give(&mut session, "with_guardian", "yes");
    give(&mut session, "papers", "self");
    give(&mut session, "papers", "taken");
    session.answer_id("number", Answer::number("13")).unwrap();
    session.clear(session.form().find("hours").unwrap()).unwrap();
    session.clear(session.form().find("pay").unwrap()).unwrap();
    session.propose("pay", "yes").unwrap();
    session.answer_id("hour", Answer::Missing(Reason::NotObservable)).unwrap();
    session
}

/// Nothing may be asked any more.
fn withdrawn() -> Session {
    let mut session = every_item();
    give(&mut session, "talk", "withdrawn");
    session
}

/// What is calculated, scored with two sets of bands, and decided by two tables.
fn counted(answers: &Value) -> Session {
    let definition = json!({
        "format": 1, "id": "counted", "version": "1.0.0", "sourceLanguage": "en", "title": "Counted",
        "choiceLists": { "yes_no": [{ "code": "yes", "text": "Yes" }, { "code": "no", "text": "No" }] },
        "items": [{ "id": "page", "type": "group", "title": "Page", "items": [
            { "id": "a", "type": "single", "by": "worker", "text": "A?", "choices": "yes_no" },
            { "id": "n", "type": "integer", "by": "worker", "text": "How many?", "min": 0, "max": 9, "relevant": "a == 'yes'" },
            { "id": "twice", "type": "calculate", "value": "n * 2" },
            { "id": "many", "type": "calculate", "value": "n > 4" }
        ]}],
        "scores": [{ "id": "s", "method": "sum", "missing": "unknown", "weights": { "a": { "yes": 2, "no": 0 }, "n": "value" },
            "bands": [{ "id": "low", "from": 0 }, { "id": "high", "from": 3 }],
            "bandSets": { "other": [{ "id": "few", "from": 0 }, { "id": "lots", "from": 11 }] } }],
        "outcomes": {
            "rows": [
                { "id": "first", "class": "one", "when": "many", "text": "One" },
                { "id": "second", "class": "one", "when": "twice > 0", "text": "One" },
                { "id": "last", "class": "two", "text": "Two" } ],
            "variant": "wide",
            "terms": { "one": "Term one", "two": "Term two" },
            "variants": { "strict": [{ "id": "all", "class": "two", "when": "twice > 16" }, { "id": "rest", "class": "three" }] },
            "indeterminate": { "text": "Not known" }, "couldNotBeDone": { "text": "Not held" }
        }
    });
    begun(&definition.to_string(), answers)
}

/// A silence that the host knew of, when the talk ends before anybody looked at it.
fn silent_before() -> Session {
    let mut session = every_item();
    let hours = session.form().find("hours").unwrap();
    session.clear(hours).unwrap();
    session.prefill(hours, Answer::Missing(Reason::DoesNotKnow)).unwrap();
    give(&mut session, "talk", "withdrawn");
    session
}

/// What is told of a session.
fn told(session: &Session) -> Value {
    json!({
        "assessment": assess_session(session, 0),
        "snapshot": snapshot(session, 0),
        "handedOver": handed_over(session),
    })
}

/// Tells every place in which two trees differ.
fn differences(pointer: &str, one: &Value, other: &Value, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) if one.keys().eq(other.keys()) => {
            for (key, value) in one {
                differences(&format!("{pointer}/{key}"), value, &other[key], found);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (place, value) in one.iter().enumerate() {
                differences(&format!("{pointer}/{place}"), value, &other[place], found);
            }
        }
        (one, other) if one == other => {}
        (one, other) => found.push(format!("{pointer}: {one} and not {other}")),
    }
}

#[test]
fn what_is_told_of_an_interview_is_what_was_read() {
    let finished = |mut session: Session| {
        session.finish();
        session
    };
    let scenes = [
        ("every-item", every_item()),
        ("changed", changed()),
        ("changed-finished", finished(changed())),
        ("withdrawn", withdrawn()),
        ("silent-before", silent_before()),
        ("counted", counted(&json!({ "a": "yes", "n": 5 }))),
        ("counted-open", counted(&json!({ "a": "yes" }))),
        ("counted-absent", counted(&json!({ "a": "no" }))),
        ("counted-finished", finished(counted(&json!({})))),
    ];
    for (name, session) in scenes {
        let path = format!("{}/tests/fixtures/assessments/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let mut told = told(&session);
        // The version of the software changes with every release.
        told["assessment"]["engine"] = json!("");
        told["assessment"]["trace"]["seal"] = json!("");
        if std::env::var_os("NRM_WRITE").is_some() {
            fs::write(&path, serde_json::to_string_pretty(&told).unwrap() + "\n").unwrap();
        }
        let read: Value =
            serde_json::from_slice(&fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))).unwrap();
        let mut found = Vec::new();
        differences("", &told, &read, &mut found);
        assert_eq!(found, Vec::<String>::new(), "{name}");
    }
}
