//! What an answer says by itself.

use super::days::read as read_date;
use super::form::{Question, text};
use super::sheet::Reading;
use super::values::{Number, decimal};
use serde_json::Value;

/// The codes of an answer to a single or multiple choice.
pub fn codes(stored: &Value) -> Vec<String> {
    let one = |code: &Value| code.as_str().expect("a code").to_owned();
    match stored {
        Value::Object(parts) => match (parts.get("code"), parts.get("codes")) {
            (Some(code), _) => vec![one(code)],
            (_, Some(many)) => codes(many),
            _ => Vec::new(),
        },
        Value::Array(many) => many.iter().map(one).collect(),
        Value::String(_) => vec![one(stored)],
        _ => Vec::new(),
    }
}

/// A number of JSON or a text, as it is written.
pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What an answer says, if it is one of its kind.
pub fn value(question: &Question, stored: &Value) -> Option<Reading> {
    if question.kind == "consent" && text(stored, "missing") == Some("declined") {
        return Some(Reading::Code("refused".to_owned()));
    }
    match question.kind.as_str() {
        "single" | "consent" => codes(stored).first().cloned().map(Reading::Code),
        "multiple" => Some(Reading::Codes(codes(stored))),
        "integer" => decimal(&plain(stored)).filter(Number::is_integer).map(Reading::Number),
        "decimal" => decimal(&plain(stored)).map(Reading::Number),
        "date" => {
            let calendars: Vec<String> = match question.json.get("calendars").and_then(Value::as_array) {
                Some(named) => named.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                None => vec!["gregorian".to_owned()],
            };
            let partial = question.json.get("partial").is_some_and(|partial| *partial == Value::Bool(true));
            read_date(stored, &calendars, partial).map(Reading::Days)
        }
        "text" => {
            let most = question.json.get("maxLength").and_then(Value::as_u64).unwrap_or(1000);
            let length = stored.as_str()?.chars().count();
            (u64::try_from(length).unwrap() <= most).then_some(Reading::Words)
        }
        "time" => {
            let (hours, minutes) = stored.as_str()?.split_once(':')?;
            let part = |part: &str, most: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|part| part <= most);
            (part(hours, 23) && part(minutes, 59)).then_some(Reading::Words)
        }
        "repeat" => Some(Reading::Words),
        other => panic!("no such kind: {other}"),
    }
}
