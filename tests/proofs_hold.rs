//! No interview contradicts what was proved of its form: random forms, random answers.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod common;

use common::{Draft, Interview};
use nrm_screening::FormDefinition;
use nrm_screening::compile::{ItemType, compile_and_prove};
use nrm_screening::evaluation::{Decision, ItemState, State, TableRow};
use nrm_screening::session::Place;
use nrm_screening::value::{Answer, Truth};
use nrm_screening::{Diagnostics, Form};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What conditions are put together of.
const ATOMS: &[&str] = &[
    "a",
    "!a",
    "a == 'no'",
    "b == 'x'",
    "b in ['x', 'y']",
    "b != 'z'",
    "b != 'x'",
    "c == 'maybe'",
    "c != 'sure'",
    "answered(a)",
    "!answered(b)",
    "notAsked(c)",
    "declined(p)",
    "doesNotKnow(b)",
    "p",
    "!p",
    "talk == 'refused'",
    "talk in ['given', 'withdrawn']",
    "n > 1",
    "n <= 1",
    "n == 2",
    "n != 0",
    "n in [0, 3]",
    "n + k > 4",
    "n > k",
    "k >= n",
    "n - k == 0",
    "twice > 2",
    "twice == 3",
    "both",
    "'x' in m",
    "!('y' in m)",
    "'none' in m",
    "scores.s >= 2",
    "scores.s < 1",
    "scores.s != 0",
    "bands.s == 'high'",
    "bands.s in ['low', 'middle']",
    "kids.exists(r, r.inner)",
    "kids.all(r, r.inner)",
    "size(kids) > 0",
    "kids.sum(r, r.age) > 2",
    "kids.count(r, r.age > 1) == 1",
    "count(a, p, n > 1) >= 2",
    "max(n, k) < 2",
    "born < date('2010-01-01')",
    "born >= date('2009-06-01')",
    "yearsBetween(born, today) >= 18",
    "born == today",
];

fn condition(atoms: Vec<&'static str>) -> impl Strategy<Value = String> + Clone {
    let atom = prop::sample::select(atoms).prop_map(str::to_owned);
    atom.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} && {other})")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} || {other})")),
            inner.clone().prop_map(|one| format!("!({one})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(test, yes, no)| format!("({test} ? {yes} : {no})")),
        ]
    })
}

/// The atoms that read none of these.
fn without(names: &[&str]) -> Vec<&'static str> {
    let reads = |atom: &str, name: &str| {
        atom.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == name)
    };
    ATOMS.iter().copied().filter(|atom| !names.iter().any(|name| reads(atom, name))).collect()
}

/// A form whose conditions are these.
fn draft(conditions: &[String]) -> Draft {
    let when = |place: usize| json!(conditions[place]);
    let number = |id: &str| json!({ "id": id, "type": "integer", "by": "worker", "text": "N?", "min": 0, "max": 3 });
    let relevant = |mut item: Value, place: usize| {
        item["relevant"] = when(place);
        item
    };
    let choices = |codes: &[&str]| {
        json!(
            codes
                .iter()
                .map(|code| json!({ "code": code, "text": "C", "exclusive": *code == "none" }))
                .collect::<Vec<_>>()
        )
    };
    let mut b =
        json!({ "id": "b", "type": "single", "by": "worker", "text": "B?", "choices": choices(&["x", "y", "z"]) });
    for choice in b["choices"].as_array_mut().unwrap() {
        choice.as_object_mut().unwrap().remove("exclusive");
    }
    b["choices"][1]["relevant"] = when(1);
    let c = json!({ "id": "c", "type": "single", "by": "worker", "text": "C?", "whenMissing": "maybe", "choices": [
        { "code": "sure", "text": "S" }, { "code": "maybe", "text": "M" }] });
    Draft::new()
        .set("/items/0/items", json!([
            { "id": "talk", "type": "consent", "scope": "talk", "text": "May I?" },
            { "id": "a", "type": "single", "by": "worker", "text": "A?", "choices": "yes_no" },
            number("n"),
            { "id": "born", "type": "date", "by": "worker", "text": "B?", "partial": true, "latest": "today" },
            relevant(c, 0),
            b,
            { "id": "p", "type": "single", "by": "person", "text": "P?", "choices": "yes_no" },
            relevant(json!({ "id": "m", "type": "multiple", "by": "worker", "text": "M?", "choices": choices(&["x", "y", "none"]) }), 2),
            relevant(number("k"), 3),
            { "id": "twice", "type": "calculate", "value": "n * 2" },
            { "id": "both", "type": "calculate", "value": conditions[4] },
            relevant(json!({ "id": "kids", "type": "repeat", "by": "worker", "text": "K", "more": "M?", "items": [
                { "id": "inner", "type": "single", "by": "worker", "text": "I?", "choices": "yes_no" },
                { "id": "age", "type": "integer", "by": "worker", "text": "A?", "min": 0, "max": 3, "relevant": "inner" }] }), 5),
        ]))
        .set("/scores", json!([{ "id": "s", "method": "sum", "missing": { "atMost": 1, "fill": "mean" },
            "weights": { "a": { "yes": 1, "no": 0 }, "c": { "sure": 0, "maybe": 2 } },
            "bands": [{ "id": "low", "from": 0 }, { "id": "middle", "from": 1 }, { "id": "high", "from": 2 }] }]))
        .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
        .set("/dimensionRule", json!([{ "strong": 1, "medium": 2 }]))
        .set("/indicators", json!([
            { "id": "i", "dimension": "d", "strength": "strong", "when": when(6) },
            { "id": "j", "dimension": "d", "strength": "medium", "when": when(7) },
            { "id": "l", "dimension": "d", "strength": "medium", "when": when(8) }]))
        .set("/alerts", json!([{ "id": "t", "when": when(9), "urgency": "soon", "text": "T" }]))
        .set("/outcomes/rows", json!([
            { "id": "r0", "class": "one", "when": when(10), "text": "T" },
            { "id": "r1", "class": "two", "when": format!("dimensions.d && {}", conditions[11]), "text": "T" },
            { "id": "r2", "class": "three", "when": format!("indicators.i || alerts.t && {}", conditions[12]), "text": "T" },
            { "id": "r3", "class": "noSignNow", "when": "noIndicator", "text": "T" },
            { "id": "r4", "class": "four", "when": when(13), "text": "T" },
            { "id": "last", "class": "other", "text": "T" }]))
}

fn drafts() -> impl Strategy<Value = Draft> {
    let early = condition(without(&["b", "c", "p", "m", "k", "kids", "both", "s", "scores", "bands"]));
    let late = condition(without(&["kids", "both", "k", "m"]));
    let last = condition(without(&["both"]));
    let all = condition(ATOMS.to_vec());
    (
        early.clone(),
        early,
        late.clone(),
        late,
        last,
        prop::collection::vec(all, 8),
        condition(without(&["kids", "both"])),
    )
        .prop_map(|(one, two, three, four, both, rest, kids)| {
            let mut conditions = vec![one, two, three, four, both, kids];
            conditions.extend(rest);
            draft(&conditions)
        })
}

/// Anything that can be given for an item.
fn anything(form: &Form, item: u16, number: u16) -> Answer {
    let item = &form.items[usize::from(item)];
    let reason = usize::from(number) % 5;
    if reason == 0 && !item.reasons.is_empty() {
        return Answer::Missing(item.reasons[usize::from(number / 5) % item.reasons.len()]);
    }
    let number = number / 5;
    match item.kind {
        ItemType::Single | ItemType::Consent => Answer::Choice(number % u16::try_from(item.choices.len()).unwrap()),
        ItemType::Multiple => {
            Answer::Choices([vec![0], vec![1], vec![0, 1], vec![2]][usize::from(number % 4)].clone().into())
        }
        ItemType::Repeat => Answer::Choice(1),
        ItemType::Date => {
            Answer::day(["1980", "2009-07", "2009-12-31", "2010-01-01", "2026-11-02", "2026"][usize::from(number % 6)])
        }
        _ => Answer::number(&(number % 5).to_string()),
    }
}

/// What was proved never to be.
struct Claims {
    rows: Vec<(usize, Truth)>,
    indicators: Vec<(usize, Truth)>,
    alert: Vec<Truth>,
    undecided: Vec<u16>,
    dimension: bool,
}

impl Claims {
    fn of(found: &Diagnostics) -> Self {
        let mut claims = Self {
            rows: Vec::new(),
            indicators: Vec::new(),
            alert: Vec::new(),
            undecided: Vec::new(),
            dimension: false,
        };
        for told in found.list() {
            let never = match told.code.word() {
                "never-true" if &*told.subject == "this condition" => Some(Truth::True),
                "never-false" if &*told.subject == "this condition" => Some(Truth::False),
                _ => None,
            };
            let parts: Vec<&str> = told.pointer.split('/').skip(1).collect();
            match (&*parts, never, told.code.word()) {
                (["outcomes", "rows", row, "when"], Some(never), _) => claims.rows.push((row.parse().unwrap(), never)),
                (["indicators", place, "when"], Some(never), _) => {
                    claims.indicators.push((place.parse().unwrap(), never));
                }
                (["alerts", ..], Some(never), _) => claims.alert.push(never),
                (["outcomes", "rows", row], _, "row-never-decides") => claims.undecided.push(row.parse().unwrap()),
                (_, _, "dimension-never") => claims.dimension = true,
                _ => {}
            }
        }
        claims
    }

    fn hold(&self, state: &State) {
        for (row, never) in &self.rows {
            assert_ne!(state.rows[*row], *never, "row {row}");
        }
        for (place, never) in &self.indicators {
            assert_ne!(state.indicators[*place].truth, *never, "indicator {place}");
        }
        for never in &self.alert {
            assert_ne!(state.alerts[0].truth, *never, "alert");
        }
        for row in &self.undecided {
            let decides = state.outcome.decision == Decision::Row(TableRow::Authored(*row));
            let alone = state.outcome.could_be.is_empty();
            assert!(!decides || !alone, "row {row} decides");
        }
        assert!(!self.dimension || state.dimensions[0].truth != Truth::True);
    }
}

fn walk(form: &Arc<Form>, steps: &[(u16, u16)], see: impl Fn(&State)) {
    let mut interview = Interview::of(form);
    let kids = form.find("kids").unwrap();
    see(interview.session.state());
    for (which, what) in steps {
        let state = interview.session.state();
        let open: Vec<u16> =
            (0..).zip(&state.items).filter(|(_, state)| **state == ItemState::Open).map(|(item, _)| item).collect();
        let Some(item) = open.get(usize::from(*which) % open.len().max(1)).copied() else { break };
        if item == kids && what % 3 > 0 {
            // Two rows at most, then nothing more.
            for row in 0..what % 3 {
                if interview.session.add_row(kids).is_ok() {
                    for inner in [kids + 1, kids + 2] {
                        let answer = anything(form, inner, what / (3 + row));
                        let _not_asked = interview.session.answer(Place { item: inner, row: Some(row) }, answer);
                    }
                }
            }
        }
        let _refused = interview.session.answer(item, anything(form, item, *what));
        see(interview.session.state());
    }
    see(&interview.session.finished_state());
}

#[test]
fn no_interview_contradicts_a_proof() {
    let told: RefCell<BTreeMap<&'static str, u32>> = RefCell::default();
    let walks = prop::collection::vec(prop::collection::vec((any::<u16>(), any::<u16>()), 24), 12);
    let config = Config { cases: 150, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let result = TestRunner::new(config).run(&(drafts(), walks), |(draft, walks)| {
        let definition = FormDefinition::read(draft.text().as_bytes()).unwrap();
        let (form, found) = compile_and_prove(&definition);
        let form = Arc::new(form.unwrap_or_else(|| panic!("{found}: {}", draft.text())));
        for one in found.list() {
            *told.borrow_mut().entry(one.code.word()).or_default() += 1;
        }
        let claims = Claims::of(&found);
        for steps in &walks {
            walk(&form, steps, |state| claims.hold(state));
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let told = told.into_inner();
    for code in ["never-true", "never-false", "row-never-decides", "dimension-never"] {
        assert!(told.get(code).is_some_and(|count| *count > 0), "{code} was never claimed: {told:?}");
    }
    println!("{told:?}");
}
