//! The schema of a form's answers takes exactly what a session takes; those of the published forms are committed.
//!
//! `UPDATE=1 cargo test --test answer_schema` writes it anew.

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

use common::{EXAMPLE, detection, file, form, of_folder, published};
use fastrand::Rng;
use nrm_screening::form::Item;
use nrm_screening::session::answer_schema;
use nrm_screening::value::{Date, ItemType, Reason};
use nrm_screening::{Form, Session};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::Arc;

fn fixture(path: &str) -> Arc<Form> {
    form(&String::from_utf8(file(path)).unwrap())
}

fn every() -> Arc<Form> {
    fixture("tests/fixtures/every-item.form.json")
}

fn takes(form: &Arc<Form>, answers: &Value) -> bool {
    let text = serde_json::to_vec(answers).unwrap();
    Session::with_answers(Arc::clone(form), Date::parse("2026-11-02").unwrap(), &text).is_ok()
}

#[test]
fn the_schemas_of_the_published_forms_are_committed() {
    for folder in published() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder).join("answers.schema.json");
        let text = serde_json::to_string_pretty(&answer_schema(&of_folder(&folder))).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == text, "{folder} has drifted: run `UPDATE=1 cargo test --test answer_schema`");
    }
}

#[test]
fn the_schema_of_every_form_is_one_of_2020_12() {
    let mut forms = vec![every(), form(EXAMPLE)];
    forms.extend(published().iter().map(|folder| of_folder(folder)));
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/instruments")).unwrap() {
        let path = entry.unwrap().path().join("form.json");
        if path.exists() {
            forms.push(form(&std::fs::read_to_string(path).unwrap()));
        }
    }
    assert!(forms.len() > 15, "{} forms", forms.len());
    for form in forms {
        let schema = answer_schema(&form);
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{}: {error}", form.id));
        let validator = jsonschema::validator_for(&schema).unwrap();
        assert!(validator.is_valid(&json!({})) && validator.is_valid(&json!([])) && !validator.is_valid(&json!("")));
    }
}

fn words(rng: &mut Rng) -> String {
    match rng.u8(0..40) {
        0 => "x".repeat(16_384),
        1 => "x".repeat(16_385),
        2 => "ش".repeat(16_384),
        _ => {
            let pool = ["", "12", "1.5", "abc", "14:30", "2001", "2001-05", "2001-02-30", "yes", "other", "given", "é"];
            (*rng.choice(pool.iter()).unwrap()).to_owned()
        }
    }
}

fn anything(rng: &mut Rng) -> Value {
    match rng.u8(0..9) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => json!(rng.i32(..)),
        3 => json!(1.25),
        4 => json!([]),
        5 => json!([words(rng), words(rng)]),
        6 => json!({ "missing": words(rng) }),
        _ => json!(words(rng)),
    }
}

fn code(item: &Item, rng: &mut Rng) -> String {
    if item.kind == ItemType::Repeat {
        return (*rng.choice(["yes", "no"].iter()).unwrap()).to_owned();
    }
    rng.choice(&item.choices).unwrap().code.to_string()
}

fn plain(item: &Item, rng: &mut Rng) -> Value {
    match item.kind {
        ItemType::Single | ItemType::Consent | ItemType::Repeat => json!(code(item, rng)),
        ItemType::Multiple => (0..rng.usize(1..4)).map(|_| json!(code(item, rng))).collect(),
        ItemType::Integer | ItemType::Decimal if rng.bool() => json!(f64::from(rng.i32(-400..400)) / 4.0),
        _ => json!(words(rng)),
    }
}

/// What is given for an item; now and then something is wrong with it.
fn given(form: &Form, place: u16, item: &Item, rng: &mut Rng) -> Value {
    if rng.u8(0..24) == 0 {
        return anything(rng);
    }
    if rng.bool() {
        return plain(item, rng);
    }
    let mut object = Map::new();
    match rng.u8(0..10) {
        0 => {}
        1..=3 => {
            let reason = match rng.u8(0..8) {
                0 => rng.choice(Reason::ALL).unwrap(),
                1 if item.kind == ItemType::Consent => &Reason::Declined,
                _ => rng.choice(&item.reasons).unwrap_or(&Reason::NotAsked),
            };
            object.insert("missing".into(), json!(reason.word()));
        }
        4 | 5 if item.kind == ItemType::Date => {
            object.insert("from".into(), json!(words(rng)));
        }
        _ => {
            let key = *rng.choice(["code", "codes", "value", "more"].iter()).unwrap();
            object.insert(key.into(), plain(item, rng));
        }
    }
    let asks = item.choices.iter().any(|choice| choice.specify);
    if rng.u8(0..if asks { 3 } else { 40 }) == 0 {
        object.insert("other".into(), if rng.u8(0..8) == 0 { anything(rng) } else { json!(words(rng)) });
    }
    for (key, values, odds) in [
        ("mark", &["restored", "unconfirmed", "open"][..], 10),
        ("closed", &["open", "undecided", "restored"], 10),
        ("calendar", &["gregorian", "ethiopic", "unknown", "julian"], 6),
        ("to", &["2001", "soon"], 8),
        ("words", &["about"], 8),
        ("from", &["1993"], 60),
        ("code", &["yes"], 60),
        ("missing", &["notAsked"], 60),
        ("rows", &["yes"], 100),
        ("x-note", &["yes"], 100),
        ("item", &["other"], 20),
    ] {
        if rng.u8(0..odds) == 0 {
            let value = if rng.u8(0..10) == 0 { anything(rng) } else { json!(rng.choice(values).unwrap()) };
            object.insert(key.into(), value);
        }
    }
    if item.kind == ItemType::Repeat && rng.u8(0..3) > 0 {
        let many = if rng.u8(0..12) == 0 { item.most as usize + rng.usize(0..2) } else { rng.usize(0..3) };
        let rows: Vec<Value> = (0..many).map(|nth| row(form, place, nth, rng)).collect();
        object.insert("rows".into(), json!(rows));
    }
    Value::Object(object)
}

/// A row; the ids of rows differ, for a schema cannot say that they must.
fn row(form: &Form, repeat: u16, nth: usize, rng: &mut Rng) -> Value {
    let mut row = json!({ "id": format!("r{nth}"), "answers": answers(form, Some(repeat), rng) });
    match rng.u8(0..40) {
        0 => row["id"] = json!(format!("R{nth}")),
        1 => row["id"] = json!(nth),
        2 => drop(row.as_object_mut().unwrap().shift_remove("id")),
        3 => drop(row.as_object_mut().unwrap().shift_remove("answers")),
        4 => row["note"] = anything(rng),
        5 => row["answers"] = anything(rng),
        6 => row = anything(rng),
        _ => {}
    }
    row
}

fn answers(form: &Form, repeat: Option<u16>, rng: &mut Rng) -> Value {
    let belongs = |item: &Item| item.is_question() && item.repeat == repeat;
    let items: Vec<(u16, &Item)> =
        (0..).zip(&form.items).filter(|(_, item)| belongs(item) || rng.u8(0..150) == 0).collect();
    let mut some = Vec::new();
    for _ in 0..rng.usize(0..7) {
        let (place, item) = rng.choice(items.iter()).unwrap();
        let id = if rng.u8(0..150) == 0 { words(rng) } else { item.id.to_string() };
        some.push((id, given(form, *place, item, rng)));
    }
    if rng.u8(0..3) > 0 {
        return Value::Object(some.into_iter().collect());
    }
    let named = |(id, given): (String, Value)| match given {
        Value::Object(mut object) => {
            object.insert("item".into(), json!(id));
            Value::Object(object)
        }
        other => json!({ "item": id, "value": other }),
    };
    some.into_iter().map(named).collect()
}

#[test]
fn a_session_takes_the_answers_that_the_schema_takes() {
    let forms = [
        detection(),
        form(EXAMPLE),
        every(),
        fixture("tests/fixtures/instruments/sdq/form.json"),
        fixture("tests/fixtures/instruments/needs-list/form.json"),
    ];
    for form in forms {
        let validator = jsonschema::validator_for(&answer_schema(&form)).unwrap();
        let mut rng = Rng::with_seed(31);
        let (mut accepted, mut refused, mut differences) = (0, 0, Vec::new());
        for _ in 0..1200 {
            let answers = answers(&form, None, &mut rng);
            let taken = takes(&form, &answers);
            *if taken { &mut accepted } else { &mut refused } += 1;
            if taken != validator.is_valid(&answers) {
                let text = answers.to_string();
                differences.push(format!("session {taken}: {}", text.chars().take(600).collect::<String>()));
            }
        }
        let few = &differences[..differences.len().min(5)];
        assert!(differences.is_empty(), "{}: {} differ\n{}", form.id, differences.len(), few.join("\n"));
        assert!(accepted > 250 && refused > 250, "{}: {accepted} accepted, {refused} refused", form.id);
    }
}

/// Each kind of answer once, as it is documented, and once broken.
#[test]
fn each_rule_by_example() {
    let form = every();
    let validator = jsonschema::validator_for(&answer_schema(&form)).unwrap();
    let rows = [
        (json!({ "keep": { "missing": "declined" } }), true),
        (json!({ "work": { "missing": "declined" } }), false),
        (json!({ "work": { "code": "other", "other": "in words" } }), true),
        (json!({ "work": { "code": "field", "other": "in words" } }), false),
        (json!({ "work": { "code": "other", "missing": "notAsked" } }), false),
        (json!({ "alone": ["family", "other"] }), true),
        (json!({ "alone": ["nobody"] }), true),
        (json!({ "alone": ["nobody", "family"] }), false),
        (json!({ "alone": ["family", "family"] }), false),
        (json!({ "alone": [] }), false),
        (json!({ "number": "a dozen", "amount": 1.5, "hour": "14:30", "day": "2001-05" }), true),
        (json!({ "number": true }), false),
        (json!({ "about": { "calendar": "ethiopic", "from": "1993", "to": "1995", "words": "after the war" } }), true),
        (json!({ "about": { "calendar": "julian", "from": "1993" } }), false),
        (json!({ "words": { "from": "1993" } }), false),
        (json!({ "people": { "rows": [{ "id": "r1", "answers": { "age": 4 } }], "more": "no" } }), true),
        (json!({ "people": { "rows": [{ "id": "r1" }, { "id": "r2" }, { "id": "r3" }, { "id": "r4" }] } }), false),
        (json!({ "people": { "rows": [{ "id": "r1", "answers": { "number": 4 } }] } }), false),
        (json!({ "age": 4 }), false),
        (json!({ "large": true }), false),
        (
            json!([{ "item": "grid_one", "code": "yes", "mark": "restored" }, { "item": "grid_one", "code": "no" }]),
            true,
        ),
        (json!([{ "code": "yes" }]), false),
    ];
    for (answers, taken) in rows {
        assert_eq!(takes(&form, &answers), taken, "session: {answers}");
        assert_eq!(validator.is_valid(&answers), taken, "schema: {answers}");
    }
    // The one rule of answers that a schema cannot say.
    let twice = json!({ "people": { "rows": [{ "id": "r1" }, { "id": "r1", "answers": {} }] } });
    assert!(validator.is_valid(&twice) && !takes(&form, &twice));
}
