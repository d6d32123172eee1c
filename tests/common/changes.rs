//! Changes of JSON documents, most of them small, from a seed.

use fastrand::Rng;
use serde_json::{Map, Value, json};

#[allow(clippy::too_many_lines, reason = "a list of texts")]
fn texts(rng: &mut Rng) -> String {
    let pool = [
        "",
        " ",
        "\n \n",
        "\u{a0}",
        "\u{3000}",
        "a\nb",
        "\n a",
        "a\tb",
        "a\r",
        "\u{b}",
        "a\u{7f}",
        "\u{85}",
        "\u{200b}",
        "\u{200e}",
        "\u{2027}",
        "\u{2028}",
        "\u{2029}a",
        "a\u{202a}",
        "\u{202e}a",
        "\u{202f}",
        "\u{2065}",
        "\u{2066}a",
        "a\u{2069}",
        "\u{206a}",
        "\u{feff}a",
        "\u{e0000}",
        "a\u{e0041}",
        "a\u{e007f}",
        "\u{e0080}",
        "\u{1f600}",
        "\0",
        "a",
        "a_1",
        "A",
        "aB",
        "a-b",
        "1a",
        "é",
        "papers\n",
        "fr",
        "fr-BE",
        "fr-be",
        "som",
        "fran",
        "today",
        "today\n",
        "2000-02-29",
        "1900-02-29",
        "2001-02-29",
        "2024-02-29",
        "0000-01-01",
        "0004-02-29",
        "2000-04-31",
        "2000-12-31",
        "2000-13-01",
        "2000-00-10",
        "2000-1-1",
        "2001-02",
        "0.1.0",
        "01.0.0",
        "1.2",
        "1000000.0.0",
        "999999.0.10",
        "0.1.0\n",
        "strong",
        "urgent",
        "notAsked",
        "gregorian",
        "unknown",
        "zero",
        "choices",
        "value",
        "sum",
        "halfUp",
        "mean",
        "group",
        "single",
        "date",
        "matrix",
        "repeat",
        "consent",
        "calculate",
        "display",
        "integer",
        "person",
        "guardian",
        "talk",
        "ilo",
    ];
    match rng.u8(0..24) {
        0 => "x".repeat(4096),
        1 => "x".repeat(4097),
        2 => "ش".repeat(4096),
        3 => "\u{1f600}".repeat(4097),
        4 => "a".repeat(64),
        5 => "a".repeat(65),
        _ => (*rng.choice(pool.iter()).unwrap()).to_owned(),
    }
}

/// A number that JSON and the reader write alike: no exponent, no `-0`, no whole number with a point, unless it is far
/// out of every range. The test of where reader and schema differ has the others.
fn number(rng: &mut Rng) -> Value {
    let pool = [
        json!(0),
        json!(1),
        json!(2),
        json!(3),
        json!(50),
        json!(999),
        json!(1000),
        json!(-1),
        json!(0.5),
        json!(-2.75),
        json!(0.000_012),
        json!(0.000_000_1),
        json!(0.123_456_7),
        json!(123_456.654_321),
        json!(999_999_999),
        json!(1_000_000_000),
        json!(-999_999_999),
        json!(-1_000_000_000),
        json!(999_999_999.5),
        json!(999_999_999.999_999),
        json!(-999_999_999.25),
        json!(1e30),
        json!(-1e300),
        json!(u64::MAX),
        json!(i64::MIN),
    ];
    match rng.u8(0..4) {
        0 => json!(rng.i64(-2_000_000_000_000_000..2_000_000_000_000_000)),
        1 => {
            let number = rng.i64(-1_000_000_000..1_000_000_000);
            let text = format!("{number}.{:0width$}5", rng.u32(0..10), width = rng.usize(1..7));
            serde_json::from_str(&text).unwrap()
        }
        _ => rng.choice(pool.iter()).unwrap().clone(),
    }
}

fn value(rng: &mut Rng, depth: u8) -> Value {
    match rng.u8(0..if depth == 0 { 5 } else { 9 }) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => number(rng),
        3 | 4 => json!(texts(rng)),
        5 | 6 => (0..rng.usize(0..4)).map(|_| value(rng, depth - 1)).collect(),
        7 => {
            let mut deep = value(rng, 0);
            for level in 0..rng.u8(1..8) {
                deep = if level % 2 == 0 { json!([deep]) } else { json!({ "x-deep": deep }) };
            }
            deep
        }
        _ => Value::Object((0..rng.usize(0..4)).map(|_| (key(rng), value(rng, depth - 1))).collect()),
    }
}

fn key(rng: &mut Rng) -> String {
    let pool = [
        "x-note",
        "x-",
        "x",
        "X-note",
        "digest",
        "$schema",
        "__proto__",
        "",
        "id",
        "type",
        "text",
        "title",
        "when",
        "by",
        "min",
        "max",
        "unit",
        "value",
        "items",
        "rows",
        "choices",
        "whenMissing",
        "when_missing",
        "relevant",
        "required",
        "reasons",
        "constraint",
        "constraintText",
        "maxLength",
        "partial",
        "calendars",
        "earliest",
        "latest",
        "more",
        "atMost",
        "scope",
        "of",
        "recipient",
        "short",
        "guidance",
        "essential",
        "closing",
        "weight",
        "exclusive",
        "specify",
        "note",
        "actions",
        "urgency",
        "mayStop",
        "ref",
        "source",
        "missing",
        "fill",
        "factor",
        "round",
        "bands",
        "bandSets",
        "internal",
        "threshold",
        "variant",
        "variants",
        "childPath",
        "age",
        "texts",
        "review",
        "Upper",
        "a b",
        "a.b.text",
    ];
    (*rng.choice(pool.iter()).unwrap()).to_owned()
}

/// The places of all values in a document.
pub fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    found.push(place.to_owned());
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, value)| places(value, &format!("{place}/{}", escaped(key)), found));
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(nth, value)| places(value, &format!("{place}/{nth}"), found));
        }
        _ => {}
    }
}

/// Changes one value; what others of the same kind hold is taken from `others`.
pub fn change(value: &mut Value, others: &[Value], rng: &mut Rng) {
    if rng.u8(0..12) == 0 {
        *value = self::value(rng, 2);
        return;
    }
    match value {
        Value::Object(members) => {
            let keys: Vec<String> = members.keys().cloned().collect();
            let some = rng.choice(keys).unwrap_or_default();
            match rng.u8(0..8) {
                0 => drop(members.shift_remove(&some)),
                1 => {
                    let moved = members.shift_remove(&some).unwrap_or_default();
                    members.insert(if rng.bool() { format!("x-{some}") } else { key(rng) }, moved);
                }
                2 | 3 => drop(members.insert(format!("x-{}", rng.u8(..)), self::value(rng, 3))),
                4 => {
                    let (name, value) = (key(rng), self::value(rng, 1));
                    members.insert(name, value);
                }
                5 => drop(members.insert(key(rng), json!(rng.bool()))),
                6 => drop(members.insert("type".into(), json!(texts(rng)))),
                _ => *members = std::mem::take(members).into_iter().rev().collect::<Map<_, _>>(),
            }
        }
        Value::Array(list) => match (rng.u8(0..8), list.is_empty()) {
            (0, _) => list.clear(),
            (1 | 2, false) => drop(list.remove(rng.usize(..list.len()))),
            (3, false) => list.push(list[rng.usize(..list.len())].clone()),
            (4, false) if rng.bool() => {
                let most = if rng.bool() { 2000 } else { 2001 };
                let one = list[0].clone();
                list.resize(most, one);
            }
            (5, _) => list.push(self::value(rng, 1)),
            _ => list.reverse(),
        },
        Value::String(text) => match rng.u8(0..6) {
            0 => text.push(*rng.choice(['\u{200f}', '\n', ' ', '\u{202b}', 'a', 'é', '\t'].iter()).unwrap()),
            1 | 2 => {
                let mut found = Vec::new();
                let other = rng.choice(others).unwrap();
                places(other, "", &mut found);
                let texts: Vec<&str> = found.iter().filter_map(|place| other.pointer(place)?.as_str()).collect();
                (*rng.choice(texts.iter()).unwrap()).clone_into(text);
            }
            _ => *text = texts(rng),
        },
        Value::Number(_) => *value = number(rng),
        Value::Bool(flag) if rng.bool() => *flag = !*flag,
        _ => *value = self::value(rng, 1),
    }
}
