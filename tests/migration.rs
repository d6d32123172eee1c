//! From a response under one version of a form to a new one under another (semantics 33): what is carried, what is not.

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

use common::questions::{also, date, integer, multiple, only, plain, rows, single, talk, yes_no};
use common::{Draft, file, of_folder};
use nrm_screening::definition::MigrationDefinition;
use nrm_screening::migration::{Migration, migrate};
use nrm_screening::response::{Purpose, Response, resume};
use nrm_screening::value::{Date, Reason};
use nrm_screening::{Form, Session};
use serde_json::{Value, json};
use std::sync::Arc;

fn of(questions: &[Value]) -> Arc<Form> {
    questions.iter().cloned().fold(Draft::new(), Draft::ask).form()
}

fn next(questions: &[Value]) -> Arc<Form> {
    questions.iter().cloned().fold(Draft::new().set("/version", json!("2.0.0")), Draft::ask).form()
}

/// The migration of a draft.
fn between(old: &Arc<Form>, new: &Arc<Form>, steps: &Value, merges: &Value) -> Result<Migration, Vec<[String; 3]>> {
    let text =
        json!({ "format": 1, "form": "draft", "from": "1.0.0", "to": "2.0.0", "steps": steps, "merges": merges });
    let definition = MigrationDefinition::read(text.to_string().as_bytes());
    let made = definition.and_then(|definition| Migration::new(definition, Arc::clone(old), Arc::clone(new)));
    made.map_err(|found| {
        let list = found.list().iter();
        list.map(|told| [told.code.word().to_owned(), told.pointer.to_string(), told.subject.to_string()]).collect()
    })
}

fn response(form: &Arc<Form>, answers: &Value, finished: bool) -> String {
    let today = Date::parse("2026-11-02").unwrap();
    let mut session = Session::with_answers(Arc::clone(form), today, answers.to_string().as_bytes())
        .unwrap_or_else(|e| panic!("{e}"));
    session.show("en");
    if finished {
        session.finish();
    }
    let made = Response { case: Some("7".into()), ..Response::of(&session, Purpose::Record) };
    serde_json::to_string(&made.sealed()).unwrap()
}

/// What was given, by item, without how it stands; and what is listed as left.
fn after(migration: &Migration, response: &str) -> (Value, Value) {
    let made =
        serde_json::to_value(migrate(migration, response.as_bytes()).unwrap_or_else(|e| panic!("{e:?}"))).unwrap();
    let answers = made["answers"].as_array().cloned().unwrap_or_default();
    let bare = |answer: &Value| {
        let mut bare = answer.clone();
        for key in ["item", "by", "state"] {
            bare.as_object_mut().unwrap().remove(key);
        }
        (answer["item"].as_str().unwrap().to_owned(), bare)
    };
    (answers.iter().map(bare).collect(), made["migratedFrom"]["left"].clone())
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn answers_pass_as_the_steps_say_and_none_is_invented() {
    let ransom = |codes: &[&str]| single("q", codes);
    let left = |reason: &str| json!([{ "item": "q", "reason": reason }]);
    let none = || json!([]);
    let silence = "a silence is not carried to another question";
    let not_taken = "the new question does not take this";
    let (over_still, yes) = (ransom(&["no", "over", "still"]), yes_no("q"));
    let split = json!({ "q": { "split": { "held": { "over": "yes", "still": "yes" }, "now": { "still": "yes", "over": "no" } }, "left": { "no": "asked apart now" } } });
    let held = [yes_no("held"), yes_no("now")];
    // The old question, the new ones, the steps; what was given, what is given then, what is left.
    let rows: Vec<(Value, Vec<Value>, Value, Value, Value, Value)> = vec![
        (yes.clone(), vec![yes.clone()], json!({}), json!("yes"), json!({ "q": { "code": "yes" } }), none()),
        (
            yes.clone(),
            vec![yes_no("r")],
            json!({ "q": { "rename": "r" } }),
            json!("no"),
            json!({ "r": { "code": "no" } }),
            none(),
        ),
        // A silence stays the silence it is, where the question allows it.
        (
            yes.clone(),
            vec![yes.clone()],
            json!({}),
            json!({ "missing": "declined" }),
            json!({ "q": { "missing": "declined" } }),
            none(),
        ),
        (
            yes.clone(),
            vec![also(yes.clone(), "reasons", json!(["notAsked"]))],
            json!({}),
            json!({ "missing": "declined" }),
            json!({}),
            left(not_taken),
        ),
        // Codes.
        (
            over_still.clone(),
            vec![ransom(&["no", "ended", "still"])],
            json!({ "q": { "recode": { "over": "ended" } } }),
            json!("over"),
            json!({ "q": { "code": "ended" } }),
            none(),
        ),
        (
            over_still.clone(),
            vec![ransom(&["no", "ended", "still"])],
            json!({ "q": { "recode": { "over": "ended" } } }),
            json!("still"),
            json!({ "q": { "code": "still" } }),
            none(),
        ),
        (
            over_still.clone(),
            vec![yes.clone()],
            json!({ "q": { "recode": { "still": "yes" }, "left": { "over": "no longer asked" } } }),
            json!("over"),
            json!({}),
            left("no longer asked"),
        ),
        (
            over_still.clone(),
            vec![yes.clone()],
            json!({ "q": { "recode": { "still": "yes" }, "left": { "over": "no longer asked" } } }),
            json!("still"),
            json!({ "q": { "code": "yes" } }),
            none(),
        ),
        // Dropped.
        (yes.clone(), vec![], json!({ "q": { "drop": "not needed" } }), json!("yes"), json!({}), left("not needed")),
        (
            yes.clone(),
            vec![],
            json!({ "q": { "drop": "not needed" } }),
            json!({ "missing": "declined" }),
            json!({}),
            left("not needed"),
        ),
        // Split.
        (
            over_still.clone(),
            held.to_vec(),
            split.clone(),
            json!("over"),
            json!({ "held": { "code": "yes" }, "now": { "code": "no" } }),
            none(),
        ),
        (
            over_still.clone(),
            held.to_vec(),
            split.clone(),
            json!("still"),
            json!({ "held": { "code": "yes" }, "now": { "code": "yes" } }),
            none(),
        ),
        (over_still.clone(), held.to_vec(), split.clone(), json!("no"), json!({}), left("asked apart now")),
        (over_still.clone(), held.to_vec(), split.clone(), json!({ "missing": "declined" }), json!({}), left(silence)),
        // Several: all ticks or none, and a choice that was not offered was not left out by the person.
        (
            multiple("q", &["p", "r"]),
            vec![multiple("q", &["p", "s"])],
            json!({ "q": { "recode": { "r": "s" } } }),
            json!(["p", "r"]),
            json!({ "q": { "codes": ["p", "s"] } }),
            none(),
        ),
        (
            multiple("q", &["p", "r"]),
            vec![multiple("q", &["p"])],
            json!({ "q": { "left": { "r": "gone" } } }),
            json!(["p", "r"]),
            json!({}),
            left("gone"),
        ),
        (
            multiple("q", &["p", "r"]),
            vec![multiple("q", &["p"])],
            json!({ "q": { "left": { "r": "gone" } } }),
            json!(["p"]),
            json!({ "q": { "codes": ["p"] } }),
            none(),
        ),
        (
            multiple("q", &["p"]),
            vec![multiple("q", &["p", "new"])],
            json!({}),
            json!(["p"]),
            json!({}),
            left("the question has choices that were not offered"),
        ),
        (
            multiple("q", &["p"]),
            vec![multiple("q", &["p", "new"])],
            json!({}),
            json!(["none"]),
            json!({}),
            left("the question has choices that were not offered"),
        ),
        // What was entered stays as it was entered.
        (integer("q", 0, 9), vec![integer("q", 0, 5)], json!({}), json!("7"), json!({ "q": { "value": "7" } }), none()),
        (
            plain("q", "text"),
            vec![plain("r", "text")],
            json!({ "q": { "rename": "r" } }),
            json!("made up"),
            json!({ "r": { "value": "made up" } }),
            none(),
        ),
        (
            date("q"),
            vec![date("q")],
            json!({}),
            json!({ "from": "1993", "calendar": "ethiopic", "words": "after the rains" }),
            json!({ "q": { "from": "1993", "calendar": "ethiopic", "words": "after the rains" } }),
            none(),
        ),
    ];
    for (number, (old, new, steps, given, expected, left)) in rows.into_iter().enumerate() {
        let (old, new) = (of(&[old]), next(&new));
        let migration = between(&old, &new, &steps, &json!({})).unwrap_or_else(|found| panic!("{number}: {found:?}"));
        let before = response(&old, &json!({ "q": given }), false);
        assert_eq!(after(&migration, &before), (expected, left), "{number}");
    }
}

#[test]
fn several_questions_become_one_where_a_case_is_met() {
    let old = of(&[yes_no("me"), yes_no("family")]);
    let new = next(&[single("threats", &["no", "me", "family", "both"])]);
    let cases = json!([
        { "when": { "me": "yes", "family": "yes" }, "code": "both" },
        { "when": { "me": "yes", "family": "no" }, "code": "me" },
        { "when": { "me": "no", "family": "no" }, "code": "no" },
    ]);
    let merges = json!({ "threats": { "of": ["me", "family"], "cases": cases } });
    let migration = between(&old, &new, &json!({}), &merges).unwrap();
    let left = |items: &[&str]| -> Value {
        items.iter().map(|item| json!({ "item": item, "reason": "no case of the merge is met" })).collect()
    };
    let rows = [
        (json!({ "me": "yes", "family": "yes" }), json!({ "threats": { "code": "both" } }), left(&[])),
        (json!({ "me": "no", "family": "no" }), json!({ "threats": { "code": "no" } }), left(&[])),
        (json!({ "me": "no", "family": "yes" }), json!({}), left(&["me", "family"])),
        // A silence is no "no".
        (json!({ "me": "no", "family": { "missing": "declined" } }), json!({}), left(&["me", "family"])),
        (json!({ "me": "no" }), json!({}), left(&["me"])),
        (json!({ "me": "no", "family": { "code": "no", "mark": "unconfirmed" } }), json!({}), left(&["me", "family"])),
        (json!({}), json!({}), left(&[])),
    ];
    for (given, expected, left) in rows {
        assert_eq!(after(&migration, &response(&old, &given, false)), (expected, left), "{given}");
    }
}

#[test]
fn rows_are_carried_under_their_ids() {
    let old = of(&[rows("kids", &[yes_no("child"), integer("years", 0, 17), plain("name", "text")])]);
    let new = next(&[rows("kids", &[integer("age", 0, 17), yes_no("child")])]);
    let steps = json!({ "years": { "rename": "age" }, "name": { "drop": "names are not kept" } });
    let migration = between(&old, &new, &steps, &json!({})).unwrap();
    let given = json!({ "kids": { "more": "no", "rows": [
        { "id": "r2", "answers": { "child": "yes", "years": "4", "name": "made up" } },
        { "id": "r5", "answers": { "years": { "missing": "declined" } } },
    ] } });
    let made = migrate(&migration, response(&old, &given, false).as_bytes()).unwrap();
    let made = serde_json::to_value(made).unwrap();
    let expected = json!([
        { "id": "r2", "answers": [{ "item": "age", "by": "worker", "value": "4" }, { "item": "child", "by": "worker", "code": "yes" }] },
        { "id": "r5", "answers": [{ "item": "age", "by": "worker", "missing": "declined" }] },
    ]);
    assert_eq!((&made["answers"][0]["code"], &made["answers"][0]["rows"]), (&json!("no"), &expected));
    assert_eq!(made["migratedFrom"]["left"], json!([{ "item": "name", "reason": "names are not kept" }]));
}

#[test]
fn a_migrated_response_names_its_old_one_and_is_computed_anew() {
    let old = of(&[talk(), also(only(yes_no("p"), "a == 'yes'"), "by", "person")]);
    let new = next(&[talk(), also(yes_no("p"), "by", "person"), yes_no("more")]);
    let migration = between(&old, &new, &json!({}), &json!({})).unwrap();
    for finished in [false, true] {
        let before = response(&old, &json!({ "a": "yes", "talk": "given", "p": "yes" }), finished);
        let before_json: Value = serde_json::from_str(&before).unwrap();
        let made = migrate(&migration, before.as_bytes()).unwrap();
        let from = made.migrated_from.clone().unwrap();
        assert_eq!((&*from.form.version, &*made.form.version), ("1.0.0", "2.0.0"));
        assert_eq!(from.digest, before_json["digest"]);
        assert_eq!(
            (made.finished, made.case.as_deref(), made.today.as_deref()),
            (Some(finished), Some("7"), Some("2026-11-02"))
        );
        assert_eq!(made.conclusion, None);
        // It is a response like any other: it goes on.
        let text = serde_json::to_string(&made).unwrap();
        let mut again = resume(&new, text.as_bytes()).unwrap();
        again.give("more", "yes").unwrap();
        if finished {
            let more = made.answers.iter().find(|answer| answer.item == "more").unwrap();
            assert_eq!((more.missing, more.closed.as_deref()), (Some(Reason::NotAsked), Some("open")));
        }
        // Nothing is carried of one that was changed, or that has no answers.
        let changed = before.replace(r#""code":"yes""#, r#""code":"no""#);
        assert_eq!(migrate(&migration, changed.as_bytes()).unwrap_err().word(), "response-changed");
    }
    let session = Session::start(Arc::clone(&old), Date::parse("2026-11-02").unwrap());
    let counted = serde_json::to_string(&Response::of(&session, Purpose::Statistics).sealed()).unwrap();
    assert_eq!(migrate(&migration, counted.as_bytes()).unwrap_err().word(), "response-partial");
}

#[test]
fn what_is_wrong_with_a_migration_is_told_by_its_place() {
    let old = of(&[yes_no("q"), multiple("m", &["p"]), rows("kids", &[yes_no("child")])]);
    let new = next(&[yes_no("r"), single("m", &["p", "none"]), rows("kids", &[yes_no("boy")]), yes_no("child")]);
    let right = json!({ "q": { "rename": "r" }, "m": { "drop": "x" }, "child": { "drop": "x" } });
    assert!(between(&old, &new, &right, &json!({})).is_ok());
    let with = |id: &str, step: Value| {
        let mut steps = right.clone();
        steps[id] = step;
        (steps, json!({}))
    };
    let without = |id: &str| {
        let mut steps = right.clone();
        steps.as_object_mut().unwrap().remove(id);
        (steps, json!({}))
    };
    let rows = [
        (with("z", json!({ "drop": "x" })), "unknown-name", "/steps/z", "z"),
        (with("q", json!({ "rename": "z" })), "unknown-name", "/steps/q", "z"),
        (with("q", json!({ "rename": "r", "recode": { "perhaps": "yes" } })), "unknown-code", "/steps/q", "perhaps"),
        (
            with("q", json!({ "rename": "r", "recode": { "yes": "perhaps" } })),
            "unknown-code",
            "/steps/q/recode",
            "perhaps",
        ),
        (
            with("q", json!({ "rename": "r", "drop": "x" })),
            "wrong-type",
            "/steps/q",
            "one of: `rename`, `recode` or `left`; `split`; `drop`",
        ),
        (with("q", json!({})), "wrong-type", "/steps/q", "one of: `rename`, `recode` or `left`; `split`; `drop`"),
        (with("q", json!({ "drop": "" })), "empty-text", "/steps/q/drop", ""),
        (with("m", json!({ "rename": "m" })), "wrong-type", "/steps/m", "a question of the same kind"),
        (with("child", json!({ "rename": "child" })), "wrong-type", "/steps/child", "a question in the same list"),
        (with("q", json!({ "split": { "r": { "yes": "yes" } } })), "missing-key", "/steps/q/left", "no"),
        (with("q", json!({ "rename": "b" })), "duplicate-id", "", "b"),
        (with("q", json!({ "rename": "r", "colour": 1 })), "unknown-key", "/steps/q/colour", "colour"),
        (without("q"), "missing-key", "/steps", "q"),
        (without("m"), "missing-key", "/steps", "m"),
        (without("child"), "missing-key", "/steps", "child"),
        ((right.clone(), json!({ "r": { "of": ["q"], "cases": [] } })), "duplicate-id", "/steps", "q"),
        (
            (without("q").0, json!({ "r": { "of": ["q"], "cases": [{ "when": { "a": "yes" }, "code": "yes" }] } })),
            "unknown-name",
            "/merges/r/cases/0",
            "a",
        ),
        (
            (without("q").0, json!({ "r": { "of": ["q"], "cases": [{ "when": {}, "code": "maybe" }] } })),
            "unknown-code",
            "/merges/r/cases/0",
            "maybe",
        ),
    ];
    for ((steps, merges), code, pointer, subject) in rows {
        let found = between(&old, &new, &steps, &merges).map(|_| ()).unwrap_err();
        let expected = [code, pointer, subject].map(str::to_owned);
        assert!(found.contains(&expected), "{steps} {merges}\n{found:?}");
    }
    let found = between(&new, &old, &right, &json!({})).map(|_| ()).unwrap_err();
    assert!(found.iter().any(|told| told[0] == "other-form" && told[1] == "/from"), "{found:?}");
}

/// Every migration of the repository, with the versions it stands between.
fn published() -> Vec<Migration> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/migrations");
    let mut found = Vec::new();
    for form in std::fs::read_dir(folder).unwrap() {
        for entry in std::fs::read_dir(form.unwrap().path()).unwrap() {
            let text = std::fs::read(entry.unwrap().path()).unwrap();
            let definition = MigrationDefinition::read(&text).unwrap_or_else(|found| panic!("{found}"));
            let of = |version: &str| of_folder(&format!("schemas/forms/{}/{version}", &*definition.form));
            let (from, to) = (of(&definition.from), of(&definition.to));
            found.push(Migration::new(definition, from, to).unwrap_or_else(|found| panic!("{found}")));
        }
    }
    found
}

#[test]
fn the_migrations_of_the_repository_fit_their_forms_and_their_schema() {
    let migrations = published();
    assert!(!migrations.is_empty());
    let schema: Value = serde_json::from_slice(&file("schemas/contract/migration-definition.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let text: Value = serde_json::from_slice(&file("schemas/migrations/nrm-detection/0.1.0-0.2.0.json")).unwrap();
    assert!(schema.is_valid(&text));
    // Every golden case of the old version passes, and what it loses it lists.
    let old = of_folder("schemas/forms/nrm-detection/0.1.0");
    let cases: Value = serde_json::from_slice(&file("schemas/forms/nrm-detection/0.1.0/cases.json")).unwrap();
    let mut carried = 0;
    for case in cases["cases"].as_array().unwrap() {
        let before = response(&old, &case["answers"], true);
        let made = migrate(&migrations[0], before.as_bytes()).unwrap();
        let left = made.migrated_from.unwrap().left;
        let given = case["answers"].as_object().unwrap();
        for item in given.keys().filter(|item| !left.iter().any(|left| left.item == **item)) {
            assert!(made.answers.iter().any(|answer| answer.item == *item), "{}: {item}", case["id"]);
            carried += 1;
        }
    }
    assert!(carried > 150, "{carried}");
}
