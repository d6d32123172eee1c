//! The JSON Schema of the answers of a form: what [`Session::with_answers`](super::Session::with_answers) takes, said to
//! those who keep or write answers. Native only.

use super::check::{LONGEST, choices_of};
use crate::form::{Choice, Form, Item};
use crate::value::{Calendar, Consent, ItemType, Reason};
use serde_json::{Map, Value, json};

/// The keys of an answer's object that say what it is; it has at most one of them.
const SAY: [&str; 6] = ["code", "codes", "value", "more", "missing", "from"];
/// Those that hold a plain value.
const PLAIN: [&str; 4] = ["code", "codes", "value", "more"];

/// The JSON Schema, 2020-12, of the answers of a form: an object by item, or a list of objects that name their item.
///
/// It says what is taken, not what is valid: a number out of bounds is taken as it was entered. It cannot say that the
/// ids of the rows of a repeat differ, nor the limits of whole files; the reader refuses these.
///
/// ```
/// use nrm_screening::{FormDefinition, compile, session::answer_schema};
/// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
/// let schema = answer_schema(&compile(&form).unwrap());
/// assert_eq!(schema["$defs"]["locked"]["anyOf"][0]["enum"][0], "yes");
/// ```
pub fn answer_schema(form: &Form) -> Value {
    let mut definitions = Map::new();
    definitions.insert("atMostOneAnswer".into(), at_most_one());
    for (item, place) in form.items.iter().zip(0..).filter(|(item, _)| item.is_question()) {
        definitions.insert(item.id.to_string(), given(form, place, item));
    }
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Answers to {} {}", form.id, form.version),
    });
    if let (Value::Object(schema), Value::Object(answers)) = (&mut schema, answers(form, None)) {
        schema.extend(answers);
        schema.insert("$defs".into(), Value::Object(definitions));
    }
    schema
}

/// The answers that stand together: those of the form, or those of a row of a repeat.
fn answers(form: &Form, repeat: Option<u16>) -> Value {
    let ids: Vec<&str> =
        form.items.iter().filter(|item| item.is_question() && item.repeat == repeat).map(|item| &*item.id).collect();
    let by_item: Map<String, Value> = ids.iter().map(|id| ((*id).to_owned(), reference(id))).collect();
    let listed = |id: &&str| json!({ "$ref": format!("#/$defs/{id}"), "properties": { "item": { "const": id } } });
    let mut members = json!({ "type": "object", "required": ["item"] });
    if ids.is_empty() {
        members = json!(false);
    } else if let Value::Object(members) = &mut members {
        members.insert("anyOf".into(), ids.iter().map(listed).collect());
    }
    json!({ "anyOf": [
        { "title": "by item", "type": "object", "properties": by_item, "additionalProperties": false },
        { "title": "as a list", "type": "array", "items": members },
    ] })
}

fn reference(id: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{id}") })
}

/// No two of the keys that say what an answer is.
fn at_most_one() -> Value {
    let has = |key: &&str| json!({ "required": [key] });
    let none = json!({ "title": "none", "not": { "anyOf": SAY.iter().map(has).collect::<Vec<_>>() } });
    json!({ "oneOf": SAY.iter().map(has).chain([none]).collect::<Vec<_>>() })
}

/// What may be given for an item: a plain value or an object.
fn given(form: &Form, place: u16, item: &Item) -> Value {
    let plain = plain(item);
    let mut keys = Map::new();
    for key in PLAIN {
        keys.insert(key.into(), plain.clone());
    }
    let declined = |reason: Reason| reason == Reason::Declined && item.kind == ItemType::Consent && refusable(item);
    let silences: Vec<&str> = Reason::ALL
        .iter()
        .filter(|reason| item.reasons.contains(reason) || declined(**reason))
        .map(|reason| reason.word())
        .collect();
    keys.insert("missing".into(), if silences.is_empty() { json!(false) } else { json!({ "enum": silences }) });
    keys.insert("mark".into(), json!({ "enum": ["restored", "unconfirmed"] }));
    keys.insert("closed".into(), json!({ "enum": ["open", "undecided"] }));
    for key in ["item", "calendar", "to", "words"] {
        keys.insert(key.into(), json!(true));
    }
    let entered = json!({ "type": "string", "maxLength": LONGEST });
    let date = item.kind == ItemType::Date;
    keys.insert("from".into(), if date { entered.clone() } else { json!(false) });
    keys.insert("other".into(), words(item));
    if item.kind == ItemType::Repeat {
        keys.insert("rows".into(), rows(form, place, item));
    }
    let mut dependent = Map::new();
    if date {
        let told = json!({ "calendar": { "enum": Calendar::WORDS }, "to": entered, "words": entered });
        dependent.insert("from".into(), json!({ "properties": told }));
    }
    if let Some(said) = says_other(item) {
        let text = json!({ "properties": { "other": { "type": "string" } } });
        dependent.insert("other".into(), json!({ "if": text, "then": said }));
    }
    let mut object = json!({
        "type": "object",
        "$ref": "#/$defs/atMostOneAnswer",
        "properties": keys,
        "additionalProperties": false,
    });
    if let Value::Object(object) = &mut object
        && !dependent.is_empty()
    {
        object.insert("dependentSchemas".into(), Value::Object(dependent));
    }
    json!({ "title": item.kind.word(), "anyOf": [plain, object] })
}

/// Whether declining a consent is refusing it.
fn refusable(item: &Item) -> bool {
    item.choice(Consent::Refused.word()).is_some()
}

/// The codes of the choices that hold to a rule.
fn codes(item: &Item, rule: fn(&Choice) -> bool) -> Vec<&str> {
    item.choices.iter().filter(|choice| rule(choice)).map(|choice| &*choice.code).collect()
}

/// A plain value.
fn plain(item: &Item) -> Value {
    match item.kind {
        ItemType::Single | ItemType::Consent | ItemType::Repeat => json!({ "enum": choices_of(item) }),
        ItemType::Multiple => {
            let mut list = json!({
                "type": "array",
                "items": { "enum": choices_of(item) },
                "uniqueItems": true,
                "minItems": 1,
            });
            let together = codes(item, |choice| !choice.exclusive);
            if let Value::Object(list) = &mut list
                && together.len() < item.choices.len()
            {
                let together = if together.is_empty() { json!(false) } else { json!({ "enum": together }) };
                list.insert("anyOf".into(), json!([{ "maxItems": 1 }, { "items": together }]));
            }
            list
        }
        ItemType::Integer | ItemType::Decimal => json!({ "type": ["number", "string"], "maxLength": LONGEST }),
        _ => json!({ "type": "string", "maxLength": LONGEST }),
    }
}

/// The words of an "other": a text only where a choice asks for one. What is no text is not read.
fn words(item: &Item) -> Value {
    match codes(item, |choice| choice.specify)[..] {
        [] => json!({ "not": { "type": "string" } }),
        _ => json!({ "maxLength": LONGEST }),
    }
}

/// That the answer is one whose words are asked for.
fn says_other(item: &Item) -> Option<Value> {
    let asked = json!({ "enum": codes(item, |choice| choice.specify) });
    let asked = match item.kind {
        _ if codes(item, |choice| choice.specify).is_empty() => return None,
        ItemType::Multiple => json!({ "contains": asked }),
        _ => asked,
    };
    let said = |key: &&str| json!({ "required": [key], "properties": { *key: asked } });
    Some(json!({ "anyOf": PLAIN.iter().map(said).collect::<Vec<_>>() }))
}

/// The rows of a repeat.
fn rows(form: &Form, place: u16, item: &Item) -> Value {
    json!({
        "type": "array",
        "maxItems": item.most,
        "items": {
            "type": "object",
            "properties": {
                "id": { "type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$" },
                "answers": answers(form, Some(place)),
            },
            "required": ["id"],
        },
    })
}
