//! The JSON Schemas of everything that crosses the boundary: committed, and equal to what the types say.
//!
//! `UPDATE=1 cargo test --test contract` writes them anew.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

use nrm_screening::assessment::{Assessment, Snapshot};
use nrm_screening::definition::{CarryOver, ExportDefinition, MigrationDefinition, ServiceList, ServiceTexts};
use nrm_screening::diagnostic::DiagnosticReport;
use nrm_screening::json::Limits;
use nrm_screening::response::Response;
use nrm_screening::{FormDefinition, TextsOverlay};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};
use std::path::Path;

/// Keys for others are allowed in every object of a definition, and never read.
fn allow_foreign_keys(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.get("additionalProperties") == Some(&Value::Bool(false)) {
                object.insert("patternProperties".into(), serde_json::json!({ "^x-": true }));
            }
            object.values_mut().for_each(allow_foreign_keys);
        }
        Value::Array(list) => list.iter_mut().for_each(allow_foreign_keys),
        _ => {}
    }
}

/// Limits that the reader sets for whole types: the members of a list, the keys of an object, a count.
fn with_limits(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.get("type") == Some(&json!("array")) && !object.contains_key("maxItems") {
                object.insert("maxItems".into(), json!(2000));
            }
            if object.get("additionalProperties") == Some(&json!(false)) {
                object.insert("maxProperties".into(), json!(Limits::DEFINITION.keys));
            }
            if object.get("format") == Some(&json!("uint32")) {
                object.remove("format");
                object.insert("maximum".into(), json!(999));
            }
            object.values_mut().for_each(with_limits);
        }
        Value::Array(list) => list.iter_mut().for_each(with_limits),
        _ => {}
    }
}

/// A key that may be left out is left out, never `null`: the reader refuses it, the reports do not write it.
fn without_null(schema: &mut Value) {
    let is_null = |schema: &Value| schema["type"] == "null";
    match schema {
        Value::Object(object) => {
            if object.get("default") == Some(&Value::Null) {
                object.remove("default");
            }
            if let Some(Value::Array(types)) = object.get_mut("type") {
                types.retain(|name| name != "null");
                if let [only] = &types[..] {
                    let only = only.clone();
                    object.insert("type".into(), only);
                }
            }
            if let Some(Value::Array(list)) = object.get_mut("anyOf") {
                list.retain(|inner| !is_null(inner));
                if let [Value::Object(only)] = &list[..] {
                    let only = only.clone();
                    object.remove("anyOf");
                    object.extend(only);
                }
            }
            object.values_mut().for_each(without_null);
        }
        Value::Array(list) => list.iter_mut().for_each(without_null),
        _ => {}
    }
}

fn schema<T: JsonSchema>(authored: bool) -> Value {
    let settings = SchemaSettings::draft2020_12();
    let settings = if authored { settings } else { settings.for_serialize() };
    let schema: Schema = settings.into_generator().into_root_schema_for::<T>();
    let mut schema = schema.to_value();
    without_null(&mut schema);
    if authored {
        allow_foreign_keys(&mut schema);
        with_limits(&mut schema);
    }
    schema
}

#[test]
fn committed_schemas_are_what_the_types_say() {
    let schemas = [
        ("form-definition", schema::<FormDefinition>(true)),
        ("texts-overlay", schema::<TextsOverlay>(true)),
        ("service-list", schema::<ServiceList>(true)),
        ("service-texts", schema::<ServiceTexts>(true)),
        ("carry-over", schema::<CarryOver>(true)),
        ("export-definition", schema::<ExportDefinition>(true)),
        ("migration-definition", schema::<MigrationDefinition>(true)),
        ("diagnostic", schema::<DiagnosticReport>(false)),
        ("snapshot", schema::<Snapshot>(false)),
        ("assessment", schema::<Assessment>(false)),
        ("response", schema::<Response>(false)),
    ];
    for (name, schema) in schemas {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/contract/{name}.schema.json"));
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == text, "{name} has drifted: run `UPDATE=1 cargo test --test contract`");
    }
}

#[test]
fn published_forms_and_texts_follow_the_schemas() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let json =
        |path: &str| -> Value { serde_json::from_str(&std::fs::read_to_string(root.join(path)).unwrap()).unwrap() };
    let mut rows = vec![
        ("form-definition", "tests/fixtures/example.form.json".to_owned()),
        ("service-list", "schemas/services/djibouti.json".to_owned()),
        ("service-texts", "schemas/services/djibouti/en.json".to_owned()),
        ("service-texts", "schemas/services/djibouti/ar.json".to_owned()),
        ("carry-over", "schemas/carry/nrm-detection.nrm-identification.json".to_owned()),
    ];
    for version in ["0.1.0", "0.2.0"] {
        let folder = format!("schemas/forms/nrm-detection/{version}");
        rows.push(("form-definition", format!("{folder}/form.json")));
        rows.push(("texts-overlay", format!("{folder}/texts/en.json")));
        rows.push(("texts-overlay", format!("{folder}/texts/ar.json")));
    }
    for (schema, document) in rows {
        let validator = jsonschema::validator_for(&json(&format!("schemas/contract/{schema}.schema.json"))).unwrap();
        let document_json = json(&document);
        let errors: Vec<_> =
            validator.iter_errors(&document_json).map(|error| error.instance_path().to_string()).collect();
        assert!(errors.is_empty(), "{document}: {errors:?}");
        let mut broken = document_json.clone();
        broken["colour"] = Value::Bool(true);
        assert!(!validator.is_valid(&broken), "{document}: an unknown key is refused");
        broken.as_object_mut().unwrap().remove("colour");
        broken["x-colour"] = Value::Bool(true);
        assert!(validator.is_valid(&broken), "{document}: a key for others is allowed");
    }
}
