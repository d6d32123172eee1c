//! Whether the generator makes the whole language: every key of it, as the schema of a form has it.

use super::coverage::asked_for;
use serde_json::Value;
use std::collections::BTreeSet;

/// What is not asked for, and why not.
const NOT: &[(&str, &str)] = &[
    ("short", "a label; nothing reads it"),
    ("guidance", "words for the worker; nothing reads them"),
    ("note", "words; nothing reads them"),
    ("actions", "words with an urgency of their own; nothing reads them"),
    ("terms", "words of the case file; nothing reads them"),
    ("text.services", "whose names may be taken; what is recorded is what is written"),
    ("single choice.exclusive", "only of a question that takes several can one exclude the others"),
];

/// What keys of the schema of a definition that may be left out are counted as.
fn keys(definition: &Value, of: &str) -> Vec<String> {
    let required: BTreeSet<&str> =
        definition["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let all = definition["properties"].as_object().expect("an object").keys();
    all.filter(|key| !required.contains(key.as_str())).map(|key| format!("{of}.{key}")).collect()
}

#[test]
fn the_generator_makes_every_key_of_the_language_or_it_is_said_why_not() {
    let schema = include_str!("../../schemas/contract/form-definition.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let definitions = &schema["$defs"];
    let mut wanted = Vec::new();
    for kind in definitions["Item"]["oneOf"].as_array().unwrap() {
        let word = kind["title"].as_str().unwrap();
        wanted.push(word.to_owned());
        wanted.extend(keys(kind, word));
    }
    assert!(wanted.len() > 80, "{wanted:?}");
    for (name, of) in [
        ("MatrixRow", "row"),
        ("Choice", "single choice"),
        ("Choice", "multiple choice"),
        ("Score", "score"),
        ("Row", "rows"),
        ("VariantRow", "wide"),
        ("Outcomes", "outcomes"),
        ("Combination", "combination"),
    ] {
        wanted.extend(keys(&definitions[name], of));
    }
    let asked_for = asked_for();
    let excused = |key: &str| NOT.iter().any(|(not, _)| key == *not || key.rsplit('.').next() == Some(not));
    let is_asked_for = |key: &str| asked_for.contains(format!("form: {key}").as_str());
    let lost: Vec<&String> = wanted.iter().filter(|key| !is_asked_for(key) && !excused(key)).collect();
    assert!(lost.is_empty(), "made by nothing, or not counted: {lost:#?}");
    let for_nothing: Vec<&String> = wanted.iter().filter(|key| is_asked_for(key) && excused(key)).collect();
    assert!(for_nothing.is_empty(), "excused and asked for: {for_nothing:?}");
    for (not, _) in NOT {
        let met = wanted.iter().any(|key| key == not || key.rsplit('.').next() == Some(not));
        assert!(met, "{not} is no key of the language");
    }
}
