//! The tables of the page, compared with the engine.

use super::common::form;
use super::page::{Page, Table};
use super::{calculate, put};
use nrm_screening::Session;
use nrm_screening::evaluation::{Calculated, Figure};
use nrm_screening::form::Total;
use nrm_screening::value::{Date, Truth};
use serde_json::{Value, json};

/// Operands in every state, and the answers that bring them there.
fn operands(form: &mut Value) -> Value {
    let when = "true_one == 'no'";
    for (id, kind, rest) in [
        ("true_one", "single", json!({ "choices": "yes_no" })),
        ("false_one", "single", json!({ "choices": "yes_no" })),
        ("open_one", "single", json!({ "choices": "yes_no" })),
        ("gone_one", "single", json!({ "choices": "yes_no", "relevant": when })),
        ("open_number", "integer", json!({ "min": 1, "max": 9 })),
        ("gone_number", "integer", json!({ "min": 1, "max": 9, "relevant": when })),
        ("day", "date", json!({})),
        ("year", "date", json!({ "partial": true })),
        ("open_day", "date", json!({})),
        ("gone_day", "date", json!({ "relevant": when })),
        ("from_2", "calculate", json!({ "value": "2 + count(open_one, open_one)" })),
        ("from_4", "calculate", json!({ "value": "4 + count(open_one, open_one)" })),
        ("from_5", "calculate", json!({ "value": "5 + count(open_one, open_one)" })),
    ] {
        let mut item = json!({ "id": id, "type": kind });
        if kind != "calculate" {
            item["by"] = "worker".into();
            item["text"] = "?".into();
        }
        item.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        put(form, "/items/1/items/-", item);
    }
    json!({ "talk": "given", "locked": "yes", "true_one": "yes", "false_one": "no", "day": "2001-06-15", "year": "2001" })
}

/// What a word in a table stands for.
fn operand(kind: &str, word: &str) -> String {
    let known = match (kind, word) {
        ("conditions", "true") => "true_one",
        ("conditions", "false") => "false_one",
        ("conditions", "unknown") => "open_one",
        ("conditions", "absent") => "gone_one",
        ("numbers", "unknown") => "open_number",
        ("numbers", "absent") => "gone_number",
        ("numbers", "2 to 4") => "from_2",
        ("numbers", "4 to 6") => "from_4",
        ("numbers", "5 to 7") => "from_5",
        ("numbers", number) if number.parse::<u32>().is_ok() => number,
        ("days", "2001-06-15") => "day",
        ("days", "2001") => "year",
        ("days", "unknown") => "open_day",
        ("days", "absent") => "gone_day",
        _ => panic!("what is {word} among {kind}?"),
    };
    known.to_owned()
}

/// An expression with `a` and `b` replaced, as words of their own.
fn filled(template: &str, a: &str, b: &str) -> String {
    let mut text = String::new();
    let mut word = String::new();
    let end = |word: &mut String, text: &mut String| {
        text.push_str(match &**word {
            "a" => a,
            "b" => b,
            other => other,
        });
        word.clear();
    };
    for letter in template.chars() {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            word.push(letter);
        } else {
            end(&mut word, &mut text);
            text.push(letter);
        }
    }
    end(&mut word, &mut text);
    text
}

fn shown(found: Calculated) -> String {
    match found {
        Calculated::Condition(Truth::True) => "true".into(),
        Calculated::Condition(Truth::False) => "false".into(),
        Calculated::Condition(Truth::Unknown) | Calculated::Number(Figure::Unknown) => "unknown".into(),
        Calculated::Number(Figure::Absent) => "absent".into(),
        Calculated::Number(Figure::Between(least, most)) if least == most => least.to_string(),
        Calculated::Number(Figure::Between(least, most)) => format!("{least} to {most}"),
    }
}

fn session(form: &std::sync::Arc<nrm_screening::Form>, answers: &Value) -> Session {
    let today = Date::parse("2026-11-02").unwrap();
    Session::with_answers(form.clone(), today, answers.to_string().as_bytes()).unwrap_or_else(|found| panic!("{found}"))
}

/// Compares expressions with what they have to be; says how many.
fn compare(mut base: Value, answers: &Value, table: &Table, rows: &[(String, String)]) -> usize {
    for (place, (text, _)) in rows.iter().enumerate() {
        calculate(&mut base, &format!("e{place}"), text);
    }
    let form = form(&base.to_string());
    let session = session(&form, answers);
    let mut wrong = Vec::new();
    for (place, (text, expected)) in rows.iter().enumerate() {
        let found = shown(session.state().calculated(&form, form.find(&format!("e{place}")).unwrap()).unwrap());
        if found != *expected {
            wrong.push(format!("{text}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "line {}: {}", table.line, wrong.join("\n"));
    rows.len()
}

/// `a` at the left, `b` above, the expression in the corner.
pub fn truth(page: &Page, table: &Table, kind: &str) -> usize {
    let mut base = page.form();
    let answers = operands(&mut base);
    let mut rows = Vec::new();
    let head = &table.rows[0];
    for row in &table.rows[1..] {
        assert_eq!(row.len(), head.len(), "line {}", table.line);
        for (b, expected) in head.iter().zip(row).skip(1) {
            rows.push((filled(&head[0], &operand(kind, &row[0]), &operand(kind, b)), expected.clone()));
        }
    }
    compare(base, &answers, table, &rows)
}

/// `a` at the left, an expression above each column.
pub fn columns(page: &Page, table: &Table, kind: &str) -> usize {
    let mut base = page.form();
    let answers = operands(&mut base);
    let mut rows = Vec::new();
    let head = &table.rows[0];
    for row in &table.rows[1..] {
        assert_eq!(row.len(), head.len(), "line {}", table.line);
        for (template, expected) in head.iter().zip(row).skip(1) {
            rows.push((filled(template, &operand(kind, &row[0]), ""), expected.clone()));
        }
    }
    compare(base, &answers, table, &rows)
}

/// Expressions with the answers of the page.
pub fn values(page: &Page, table: &Table) -> usize {
    let rows: Vec<_> = table.rows[1..].iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    compare(page.form(), &page.answers(), table, &rows)
}

/// The answer that a cell of a score's table is.
fn given(base: &Value, item: &str, cell: &str) -> Value {
    let items = base["items"].as_array().unwrap().iter().flat_map(|group| group["items"].as_array().unwrap());
    let kind =
        items.into_iter().find(|known| known["id"] == item).map_or("single", |known| known["type"].as_str().unwrap());
    match (cell, kind) {
        ("declined", _) => json!({ "missing": "declined" }),
        (codes, "multiple") => codes.split(' ').collect(),
        (text, _) => text.into(),
    }
}

/// Items with their answers, then `total`, and perhaps `range` and `band`.
pub fn scores(page: &Page, table: &Table) -> usize {
    let mut base = page.form();
    put(&mut base, "/scores/-", page.score_before(table));
    let head = &table.rows[0];
    let total = head.iter().position(|cell| cell == "total").unwrap();
    let form = form(&base.to_string());
    let score = form.scores.len() - 1;
    for row in &table.rows[1..] {
        assert_eq!(row.len(), head.len(), "line {}: {row:?}", table.line);
        let mut answers = json!({ "talk": "given" });
        for (item, cell) in head[..total].iter().zip(row).filter(|(_, cell)| !cell.is_empty() && *cell != "–") {
            answers[item] = given(&base, item, cell);
        }
        let session = session(&form, &answers);
        let found = session.state().scores[score];
        let (number, range) = match found.value {
            Total::Absent => ("absent".to_owned(), String::new()),
            Total::Known(number) => (number.to_string(), String::new()),
            Total::Unknown(None) => ("unknown".to_owned(), String::new()),
            Total::Unknown(Some((least, most))) => ("unknown".to_owned(), format!("{least} to {most}")),
        };
        let band = found.band(&form.scores[score], 0);
        let band = band.map_or("", |band| &*form.scores[score].sets[0].bands[usize::from(band)].id);
        for (name, expected) in head.iter().zip(row).skip(total) {
            let found = match &**name {
                "total" => &*number,
                "range" => &range,
                "band" => band,
                other => panic!("line {}: what is {other}?", table.line),
            };
            assert_eq!(found, expected, "line {}: {name} of {row:?}", table.line);
        }
    }
    table.rows.len() - 1
}
