//! A form as the second evaluator sees it: its JSON, laid out flat.

use super::syntax::{Expr, read};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Something that can be answered.
#[derive(Debug)]
pub struct Question {
    pub id: String,
    pub kind: String,
    /// As it stands in the form; a row of a matrix has the choices and the `by` of its matrix.
    pub json: Map<String, Value>,
    pub choices: Vec<Value>,
    /// Conditions of what it stands in, read from outside any row.
    pub around: Vec<Expr>,
    pub relevant: Option<Expr>,
    pub constraint: Option<Expr>,
    /// Whether it waits for consent to talk.
    pub waits: bool,
    /// The list it belongs to.
    pub repeat: Option<String>,
}

/// A value that is computed.
#[derive(Debug)]
pub struct Calculate {
    pub value: Expr,
    pub repeat: Option<String>,
}

/// A form, laid out.
#[derive(Debug)]
pub struct Form {
    pub json: Value,
    /// In document order; what stands in a list follows it.
    pub questions: Vec<Question>,
    pub calculates: BTreeMap<String, Calculate>,
    /// The consent of the person to talk.
    pub talk: Option<String>,
}

pub fn text<'a>(json: &'a Value, key: &str) -> Option<&'a str> {
    json.get(key).and_then(Value::as_str)
}

pub fn list<'a>(json: &'a Value, key: &str) -> &'a [Value] {
    json.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

pub fn id(json: &Value) -> String {
    text(json, "id").expect("an id").to_owned()
}

pub fn condition(json: &Value, key: &str) -> Option<Expr> {
    text(json, key).map(read)
}

const CONSENTS: [&str; 5] = ["given", "refused", "asked", "withdrawn", "not_required"];

impl Form {
    pub fn new(json: Value) -> Self {
        let mut form = Self { json: Value::Null, questions: Vec::new(), calculates: BTreeMap::new(), talk: None };
        for group in list(&json, "items") {
            let around: Vec<Expr> = condition(group, "relevant").into_iter().collect();
            for item in list(group, "items") {
                form.add(&json, item, &around, None);
            }
        }
        form.json = json;
        form
    }

    fn add(&mut self, json: &Value, item: &Value, around: &[Expr], repeat: Option<&str>) {
        let kind = text(item, "type").expect("a type");
        match kind {
            "display" => {}
            "calculate" => {
                let value = condition(item, "value").expect("a value");
                let repeat = repeat.map(str::to_owned);
                self.calculates.insert(id(item), Calculate { value, repeat });
            }
            "matrix" => {
                let mut around = around.to_vec();
                around.extend(condition(item, "relevant"));
                for row in list(item, "rows") {
                    let mut row = row.clone();
                    row["type"] = "single".into();
                    row["choices"] = item["choices"].clone();
                    row["by"] = item["by"].clone();
                    if let Some(reasons) = item.get("reasons") {
                        row["reasons"] = reasons.clone();
                    }
                    self.ask(json, &row, &around, repeat);
                }
            }
            _ => {
                self.ask(json, item, around, repeat);
                let mut around = around.to_vec();
                around.extend(condition(item, "relevant"));
                for inner in list(item, "items") {
                    self.add(json, inner, &around, text(item, "id"));
                }
            }
        }
    }

    fn ask(&mut self, json: &Value, item: &Value, around: &[Expr], repeat: Option<&str>) {
        let kind = text(item, "type").expect("a type").to_owned();
        let choices = match (&item["choices"], kind.as_str()) {
            (_, "consent") => CONSENTS.iter().map(|code| serde_json::json!({ "code": code })).collect(),
            (Value::String(name), _) => list(&json["choiceLists"], name).to_vec(),
            (Value::Array(own), _) => own.clone(),
            _ => Vec::new(),
        };
        // A consent of the person is asked of the person.
        let of_person = kind == "consent" && text(item, "of") != Some("guardian");
        let waits = self.talk.is_some() && (of_person || text(item, "by") == Some("person"));
        if kind == "consent" && text(item, "scope") == Some("talk") && text(item, "of") != Some("guardian") {
            self.talk = Some(id(item));
        }
        self.questions.push(Question {
            id: id(item),
            kind,
            json: item.as_object().expect("an item").clone(),
            choices,
            around: around.to_vec(),
            relevant: condition(item, "relevant"),
            constraint: condition(item, "constraint"),
            waits,
            repeat: repeat.map(str::to_owned),
        });
    }

    pub fn question(&self, id: &str) -> &Question {
        self.questions.iter().find(|question| question.id == id).unwrap_or_else(|| panic!("no question {id}"))
    }

    pub fn part<'a>(&'a self, list_of: &str, wanted: &str) -> &'a Value {
        let found = list(&self.json, list_of).iter().find(|part| text(part, "id") == Some(wanted));
        found.unwrap_or_else(|| panic!("no {wanted} in {list_of}"))
    }

    /// The age the form names, if it does.
    pub fn age(&self) -> Option<&Value> {
        self.json.get("age")
    }
}

impl Question {
    pub fn choice(&self, code: &str) -> Option<&Value> {
        self.choices.iter().find(|choice| text(choice, "code") == Some(code))
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        self.json.get(key).and_then(Value::as_str)
    }

    /// Whether it is a condition by itself: its codes are yes and no.
    pub fn is_yes_no(&self) -> bool {
        let mut codes: Vec<&str> = self.choices.iter().filter_map(|choice| text(choice, "code")).collect();
        codes.sort_unstable();
        self.kind == "single" && codes == ["no", "yes"]
    }
}
