//! A file of the form language as it is written: two spaces further in for each level, a line for what fits in one.
//!
//! Invariant: what is read of it stays the same, keys in their order and numbers as they were written; and what was written
//! so is written so again.

use super::check::{encoding, findings};
use super::excerpt::escaped;
use super::finding::Finding;
use crate::json::{Json, Kind, Limits, read};
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

/// The most columns of a line, where it can be broken.
const WIDTH: usize = 120;
/// Cases are longer than forms.
const LIMITS: Limits = Limits { bytes: super::LARGEST, ..Limits::DEFINITION };

/// The text as it is written.
///
/// # Errors
/// Why it cannot be read.
pub fn format(text: &[u8]) -> Result<String, Vec<Finding>> {
    encoding(text)?;
    let json = read(text, LIMITS).map_err(|found| findings(&found))?;
    Ok(written(&json))
}

/// A tree as it is written.
pub(super) fn written(json: &Json) -> String {
    let mut out = String::new();
    write(json, 0, 0, &mut out);
    out.push('\n');
    out
}

/// Writes a value that begins `used` columns after its level's.
fn write(json: &Json, level: usize, used: usize, out: &mut String) {
    let line = in_line(json);
    if !has_parts(json) || 2 * level + used + line.width() < WIDTH {
        out.push_str(&line);
        return;
    }
    let inner = "  ".repeat(level + 1);
    let mut between = "\n";
    let (open, close) = if matches!(json.kind, Kind::List(_)) { ('[', ']') } else { ('{', '}') };
    out.push(open);
    match &json.kind {
        Kind::List(list) => {
            for member in list {
                out.extend([between, &inner]);
                write(member, level + 1, 0, out);
                between = ",\n";
            }
        }
        Kind::Object(members) => {
            for member in members {
                let key = [quoted(&member.key), ": ".into()].concat();
                out.extend([between, &inner, &key]);
                write(&member.value, level + 1, key.width(), out);
                between = ",\n";
            }
        }
        _ => {}
    }
    out.extend(["\n", &"  ".repeat(level)]);
    out.push(close);
}

/// Whether a value is broken into lines where it is too long: a list of plain values is not.
fn has_parts(json: &Json) -> bool {
    match &json.kind {
        Kind::Object(members) => !members.is_empty(),
        Kind::List(list) => list.iter().any(|member| matches!(member.kind, Kind::Object(_) | Kind::List(_))),
        _ => false,
    }
}

pub(super) fn in_line(json: &Json) -> String {
    match &json.kind {
        Kind::Null => "null".into(),
        Kind::Bool(flag) => flag.to_string(),
        Kind::Number(text) => (**text).into(),
        Kind::Text(text) => quoted(text),
        Kind::List(list) => {
            let list: Vec<String> = list.iter().map(in_line).collect();
            ["[", &*list.join(", "), "]"].concat()
        }
        Kind::Object(members) if members.is_empty() => "{}".into(),
        Kind::Object(members) => {
            let member = |member: &crate::json::Entry| [&*quoted(&member.key), ": ", &in_line(&member.value)].concat();
            ["{ ", &*members.iter().map(member).collect::<Vec<_>>().join(", "), " }"].concat()
        }
    }
}

/// A text with what is not seen as escapes.
fn quoted(text: &str) -> String {
    escaped(&Value::from(text).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(text: &str) -> String {
        format(text.as_bytes()).unwrap()
    }

    #[test]
    fn what_fits_in_a_line_stands_in_one_and_the_rest_is_broken() {
        assert_eq!(
            formatted("{\"a\":[1,2.50,-0.0e1],\n\"b\" : {}, \"c\": []}"),
            "{ \"a\": [1, 2.50, -0.0e1], \"b\": {}, \"c\": [] }\n"
        );
        let long = "x".repeat(130);
        assert_eq!(formatted(&format!("[\"{long}\", 1]")), format!("[\"{long}\", 1]\n"), "plain values stay together");
        let told = formatted(&format!("{{\"b\": \"{long}\", \"a\": {{\"t\": [{{}}]}}}}"));
        assert_eq!(told, format!("{{\n  \"b\": \"{long}\",\n  \"a\": {{ \"t\": [{{}}] }}\n}}\n"));
        assert_eq!(formatted("\"\\u202e\\u00e9\\/\""), "\"\\u202eé/\"\n", "what is not seen is an escape");
    }

    #[test]
    fn a_key_twice_is_told_and_not_lost() {
        assert_eq!(format(b"{\"a\": 1, \"a\": 2}").unwrap_err()[0].code, "duplicate-key");
    }
}
