//! Random answers to a form: good ones, silences, invalid ones, dates of every kind, rows, marks.

use super::super::days::plain;
use super::super::form::{Form, Question, text};
use super::super::sheet::Given;
use fastrand::Rng;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The day on which everything takes place.
pub const TODAY: &str = "2026-11-02";

/// Answers to a form, by a seed.
pub fn answers(form: &Form, seed: u64) -> Given {
    let mut random = Rng::with_seed(seed ^ 0x5eed);
    let mut answers = Map::new();
    let mut marked = BTreeSet::new();
    let mut count = 0;
    // Some interviews are just begun, some are complete, and some of those have hardly a silence in them.
    let (given, silent) = [(30_u8, 20), (80, 20), (97, 22), (100, 3), (100, 2)][random.usize(0..5)];
    for question in form.questions.iter().filter(|question| question.repeat.is_none()) {
        if random.u8(0..100) >= given {
            continue;
        }
        let answer = match question.kind.as_str() {
            "repeat" => rows(&mut random, form, question, &mut count, (given, silent)),
            "consent" if form.talk.as_ref() == Some(&question.id) && random.u8(0..100) < 70 => json!("given"),
            _ => one(&mut random, question, silent),
        };
        answers.insert(question.id.clone(), answer);
        if random.u8(0..100) < 3 {
            marked.insert(question.id.clone());
        }
    }
    let finished = random.u8(0..100) < 40;
    Given { answers: Value::Object(answers), marked, today: plain(TODAY).expect("a day"), finished }
}

fn rows(random: &mut Rng, form: &Form, repeat: &Question, count: &mut usize, (given, silent): (u8, u8)) -> Value {
    let mut rows = Vec::new();
    for _ in 0..random.usize(0..=3) {
        let mut answers = Map::new();
        for question in form.questions.iter().filter(|question| question.repeat.as_ref() == Some(&repeat.id)) {
            if random.u8(0..100) < given {
                answers.insert(question.id.clone(), one(random, question, silent));
            }
        }
        *count += 1;
        rows.push(json!({ "id": format!("r{count}"), "answers": answers }));
    }
    let mut answer = json!({ "rows": rows });
    match random.u8(0..20) {
        0..=15 => answer["more"] = json!("no"),
        16 => answer["more"] = json!("yes"),
        17 => answer["more"] = json!({ "missing": silence(random, repeat) }),
        _ => {}
    }
    answer
}

/// The silences an item allows.
pub fn reasons(question: &Question) -> Vec<String> {
    if let Some(own) = question.json.get("reasons").and_then(Value::as_array) {
        return own.iter().map(|reason| reason.as_str().expect("a reason").to_owned()).collect();
    }
    let all: &[&str] = match (question.kind.as_str(), question.text("by")) {
        ("consent", _) => &["notAsked", "notConveyed"],
        (_, Some("observer")) => &["notObservable", "doesNotKnow", "notAsked"],
        _ => &["declined", "doesNotKnow", "notAsked", "notConveyed"],
    };
    all.iter().map(|reason| (*reason).to_owned()).collect()
}

fn silence(random: &mut Rng, question: &Question) -> String {
    let reasons = reasons(question);
    reasons[random.usize(0..reasons.len())].clone()
}

/// An answer to one item: mostly good, now and then a silence or something invalid.
pub fn one(random: &mut Rng, question: &Question, silent: u8) -> Value {
    match random.u8(0..100) {
        draw if draw < silent => json!({ "missing": silence(random, question) }),
        92.. => invalid(random, question).unwrap_or_else(|| good(random, question)),
        _ => good(random, question),
    }
}

fn invalid(random: &mut Rng, question: &Question) -> Option<Value> {
    let from: &[Value] = &match question.kind.as_str() {
        "integer" => [json!("many"), json!(1000), json!("2.5"), json!("-77")],
        "decimal" => [json!("a lot"), json!("999.5"), json!(-1000), json!("1,5")],
        "date" => [
            json!("2001-02-30"),
            json!("the spring"),
            json!({ "calendar": "gregorian", "from": "2001-13-01" }),
            json!("1850-01-01"),
        ],
        "time" => [json!("25:00"), json!("noon"), json!("10:61"), json!("9")],
        "text" => [json!("x".repeat(1001)), json!("y".repeat(2000)), json!("z".repeat(1500)), json!("w".repeat(1200))],
        _ => return None,
    };
    Some(from[random.usize(0..from.len())].clone())
}

fn good(random: &mut Rng, question: &Question) -> Value {
    let bounded = ["min", "max"].iter().all(|bound| question.json.contains_key(*bound));
    if ["integer", "decimal"].contains(&question.kind.as_str()) && !bounded && random.u8(0..100) < 30 {
        return [json!(50_000), json!("-50000"), json!(999_999_999)][random.usize(0..3)].clone();
    }
    let mut one_of = |from: &[Value]| from[random.usize(0..from.len())].clone();
    match question.kind.as_str() {
        "single" | "consent" => {
            let code = one_of(&question.choices)["code"].clone();
            let choice = question.choice(code.as_str().expect("a code")).expect("a choice");
            if choice.get("specify").is_some() { json!({ "code": code, "other": "in their words" }) } else { code }
        }
        "multiple" => ticked(random, question),
        "integer" => one_of(&(-3..=10).map(|number| json!(number)).chain([json!("4"), json!("1")]).collect::<Vec<_>>()),
        "decimal" => one_of(
            &["0", "0.5", "1.25", "2", "3", "4.5", "5.05", "-1.5"]
                .map(|number| serde_json::from_str(number).expect("a number")),
        ),
        "date" => date(random, question),
        "text" => one_of(&[json!("some words"), json!("more than twenty characters long")]),
        "time" => one_of(&[json!("14:30"), json!("00:00")]),
        other => panic!("no such kind: {other}"),
    }
}

fn ticked(random: &mut Rng, question: &Question) -> Value {
    let code = |choice: &Value| text(choice, "code").expect("a code").to_owned();
    let (alone, others): (Vec<&Value>, Vec<&Value>) =
        question.choices.iter().partition(|choice| choice.get("exclusive").is_some());
    if random.u8(0..100) < 25 && !alone.is_empty() {
        return json!([code(alone[0])]);
    }
    if random.u8(0..100) < 6 {
        return json!([]);
    }
    let mut codes: Vec<String> = others.iter().filter(|_| random.bool()).map(|choice| code(choice)).collect();
    if codes.is_empty() {
        codes.push(code(others[0]));
    }
    let specify = codes.iter().any(|code| question.choice(code).is_some_and(|choice| choice.get("specify").is_some()));
    if specify { json!({ "codes": codes, "other": "in their words" }) } else { json!(codes) }
}

fn date(random: &mut Rng, question: &Question) -> Value {
    let both = question.json.get("calendars").is_some();
    let partial = question.json.get("partial").is_some();
    let exact = ["2001-05-14", "2008-11-02", "2008-11-03", "2000-02-29", "1990-01-01", "2001-01-01", "2012-08-30"];
    let day = exact[random.usize(0..exact.len())];
    let about = ["2001", "2008", "2008-11", "2000-02", "1999", "2009-10"][random.usize(0..6)];
    let spans = [("2001", "2003"), ("2008-01", "2009-02"), ("1999-05-01", "2000-04-30"), ("2006", "2009")];
    let (from, to) = spans[random.usize(0..spans.len())];
    match random.u8(0..10) {
        0..=2 if partial => json!(about),
        3 if partial && both => json!({ "calendar": "ethiopic", "from": about }),
        4 if partial => json!({ "calendar": "gregorian", "from": from, "to": to, "words": "about then" }),
        5 if partial && both => json!({ "calendar": "unknown", "from": about }),
        6 if partial && both => json!({ "calendar": "unknown", "from": from, "to": to }),
        7 if partial && both => {
            let days = ["2001-13-03", "2000-01-31", "2000-13-01", "2001-02-29"];
            json!({ "calendar": "unknown", "from": (days[random.usize(0..4)]) })
        }
        8 if both => {
            let days = ["1993-09-06", "2000-13-05", "1999-13-06"];
            json!({ "calendar": "ethiopic", "from": (days[random.usize(0..3)]) })
        }
        _ => json!(day),
    }
}

/// The answers with one more, at `item` or `list.row.item`.
pub fn with(given: &Given, key: &str, answer: Value) -> Given {
    let mut given = given.clone();
    let parts: Vec<&str> = key.split('.').collect();
    match parts[..] {
        [repeat, row, item] => {
            let rows = given.answers[repeat]["rows"].as_array_mut().expect("rows");
            let row = rows.iter_mut().find(|known| text(known, "id") == Some(row)).expect("a row");
            row["answers"][item] = answer;
        }
        _ => given.answers[key] = answer,
    }
    given.marked.remove(key);
    given
}

/// What may be given for an item that is open: an answer, a silence, or that there is no more.
pub fn anything(random: &mut Rng, given: &Given, key: &str, question: &Question) -> Value {
    if question.kind == "repeat" {
        let rows = given.answers[key].get("rows").cloned().unwrap_or_else(|| json!([]));
        return json!({ "rows": rows, "more": "no" });
    }
    one(random, question, 25)
}
