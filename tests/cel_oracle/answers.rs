//! The form of the oracle and full sets of answers to it.

use super::common::Draft;
use super::generator::{HARM, OFTEN, PAPERS, SEX};
use super::written::Random;
use nrm_screening::value::{Answer, Date};
use nrm_screening::{Form, Session};
use serde_json::{Value, json};
use std::sync::Arc;

/// One child of the list.
#[derive(Debug)]
pub struct Child {
    pub sex: usize,
    pub in_school: bool,
    pub years: i64,
    pub share: &'static str,
    pub arrived: &'static str,
}

/// An answer to everything.
#[derive(Debug)]
pub struct Told {
    pub papers: usize,
    pub free: bool,
    pub often: usize,
    pub harm: Vec<usize>,
    pub age: i64,
    pub hours: i64,
    pub pay: &'static str,
    pub rate: &'static str,
    pub born: &'static str,
    pub came: &'static str,
    pub kids: Vec<Child>,
}

/// The form, with expressions of the form and of a row as calculations `e0`, `e1`, … and `r0`, `r1`, …
pub fn form(of_form: &[String], of_row: &[String]) -> Arc<Form> {
    let codes = |codes: &[&str]| -> Value {
        codes.iter().map(|code| json!({ "code": code, "text": code, "exclusive": *code == "nothing" })).collect()
    };
    let ask = |id: &str, kind: &str, rest: Value| {
        let mut item = json!({ "id": id, "type": kind, "by": "worker", "text": "?" });
        item.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        item
    };
    let calculate = |prefix: &str, list: &[String]| -> Vec<Value> {
        let one = |(place, text): (usize, &String)| json!({ "id": format!("{prefix}{place}"), "type": "calculate", "value": text });
        list.iter().enumerate().map(one).collect()
    };
    let single = |list: &[&str]| -> Value { list.iter().map(|code| json!({ "code": code, "text": code })).collect() };
    let mut of_kid = vec![
        ask("sex", "single", json!({ "choices": single(&SEX) })),
        ask("in_school", "single", json!({ "choices": "yes_no" })),
        ask("years", "integer", json!({ "min": 0, "max": 17 })),
        ask("share", "decimal", json!({ "min": 0, "max": 100 })),
        ask("arrived", "date", json!({})),
        json!({ "id": "twice", "type": "calculate", "value": "years * 2" }),
    ];
    of_kid.extend(calculate("r", of_row));
    let mut items = vec![
        ask("papers", "single", json!({ "choices": single(&PAPERS) })),
        ask("free", "single", json!({ "choices": "yes_no" })),
        ask("how_often", "matrix", json!({ "choices": single(&OFTEN), "rows": [{ "id": "often", "text": "?" }] })),
        ask("harm", "multiple", json!({ "choices": codes(&HARM) })),
        ask("age", "integer", json!({ "min": 0, "max": 99 })),
        ask("hours", "integer", json!({ "min": 1, "max": 24 })),
        ask("pay", "decimal", json!({ "min": 0, "max": 1000 })),
        ask("rate", "decimal", json!({ "min": 0.25, "max": 8 })),
        ask("born", "date", json!({})),
        ask("came", "date", json!({})),
        json!({ "id": "total", "type": "calculate", "value": "age + hours" }),
        json!({ "id": "heavy", "type": "calculate", "value": "hours > 12" }),
        ask("kids", "repeat", json!({ "more": "?", "items": of_kid })),
    ];
    items.extend(calculate("e", of_form));
    Draft::new()
        .set("/items/0/items", Value::Array(items))
        .set("/outcomes/rows/0/when", json!("free"))
        .set("/dimensions", json!([{ "id": "control", "title": "?" }]))
        .set("/dimensionRule", json!([{ "strong": 2 }]))
        .set(
            "/indicators",
            json!([
                { "id": "no_papers", "dimension": "control", "strength": "strong", "when": "papers == 'taken'" },
                { "id": "locked_in", "dimension": "control", "strength": "strong", "when": "'locked' in harm" }
            ]),
        )
        .set("/alerts", json!([{ "id": "danger", "when": "'hit' in harm && age < 18", "urgency": "soon", "text": "!" }]))
        .set(
            "/scores",
            json!([
                { "id": "pressure", "method": "sum", "missing": "unknown",
                  "weights": { "papers": { "self": 0, "kept": 1, "taken": 3, "none": 2 }, "free": { "yes": 0, "no": 2 } },
                  "bands": [{ "id": "low", "from": 0 }, { "id": "high", "from": 3 }] },
                { "id": "load", "method": "sum", "missing": "unknown",
                  "weights": { "hours": "value", "often": { "never": 0, "sometimes": 1, "daily": 2 } },
                  "bandSets": { "strict": [{ "id": "fair", "from": 0 }, { "id": "poor", "from": 10 }] } }
            ]),
        )
        .form()
}

impl Told {
    /// Answers at random, with so many rows.
    pub fn random(random: &mut Random, rows: usize) -> Self {
        const DAYS: [&str; 6] = ["1988-03-01", "2004-02-29", "2008-02-28", "2008-11-02", "2020-06-15", "2026-11-02"];
        let kid = |random: &mut Random| Child {
            sex: random.below(2),
            in_school: random.one_in(2),
            years: i64::try_from(random.below(18)).unwrap(),
            share: random.of(&["0", "0.5", "12.25", "99.75"]),
            arrived: random.of(&DAYS),
        };
        Self {
            papers: random.below(4),
            free: random.one_in(2),
            often: random.below(3),
            harm: random.of(&[[0, 1].as_slice(), &[1], &[0, 2], &[0, 1, 2], &[3], &[2]]).to_vec(),
            age: i64::try_from(random.below(60)).unwrap(),
            hours: i64::try_from(1 + random.below(24)).unwrap(),
            pay: random.of(&["0", "7.5", "120.25", "999.75"]),
            rate: random.of(&["0.25", "0.5", "2", "8"]),
            born: random.of(&DAYS),
            came: random.of(&DAYS),
            kids: (0..rows).map(|_| kid(random)).collect(),
        }
    }

    /// The interview with these answers.
    pub fn session(&self, form: &Arc<Form>) -> Session {
        let mut session = Session::start(Arc::clone(form), Date::parse("2026-11-02").unwrap());
        let yes = |holds: bool| Answer::Choice(u16::from(!holds));
        let place = |place: usize| u16::try_from(place).unwrap();
        let harm: Vec<u16> = self.harm.iter().map(|code| place(*code)).collect();
        for (id, answer) in [
            ("papers", Answer::Choice(place(self.papers))),
            ("free", yes(self.free)),
            ("often", Answer::Choice(place(self.often))),
            ("harm", Answer::Choices(harm.into())),
            ("age", Answer::number(&self.age.to_string())),
            ("hours", Answer::number(&self.hours.to_string())),
            ("pay", Answer::number(self.pay)),
            ("rate", Answer::number(self.rate)),
            ("born", Answer::day(self.born)),
            ("came", Answer::day(self.came)),
        ] {
            session.answer_id(id, answer).unwrap();
        }
        let kids = form.find("kids").unwrap();
        for (row, kid) in (0..).zip(&self.kids) {
            session.add_row(kids).unwrap();
            for (id, answer) in [
                ("sex", Answer::Choice(place(kid.sex))),
                ("in_school", yes(kid.in_school)),
                ("years", Answer::number(&kid.years.to_string())),
                ("share", Answer::number(kid.share)),
                ("arrived", Answer::day(kid.arrived)),
            ] {
                session.answer((form.find(id).unwrap(), row), answer).unwrap();
            }
        }
        session.give("kids", "no").unwrap();
        session
    }
}
