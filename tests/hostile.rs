//! Hostile texts and calls: markup in every text of a form, anything at all given to a session, answers to what is not
//! asked (limits H6, A1 and A2 of standards).

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

use common::chance::{Chance, every_kind};
use common::questions::also;
use common::{Interview, file};
use nrm_screening::evaluation::{ItemState, evaluate};
use nrm_screening::value::{Answer, Date, Reason};
use nrm_screening::view::{self, Attr, Node, Words, html};
use nrm_screening::{Session, assess, snapshot};
use serde_json::{Value, json};
use std::sync::Arc;

/// A form with a text in every place that can hold one.
fn every_text() -> Value {
    let choices = json!([{ "code": "yes", "text": "@" }, { "code": "no", "text": "@", "specify": true }]);
    let own = |id: &str, by: &str| json!({ "id": id, "type": "single", "by": by, "text": "@", "short": "@", "guidance": "@", "choices": choices });
    json!({
        "format": 1, "id": "markup", "version": "1.0.0", "sourceLanguage": "en", "title": "@",
        "sources": [{ "id": "s", "citation": "@" }],
        "choiceLists": { "list": choices },
        "items": [
            { "id": "page", "type": "group", "title": "@", "items": [
                { "id": "note", "type": "display", "by": "worker", "text": "@" },
                { "id": "aloud", "type": "display", "by": "person", "text": "@" },
                { "id": "talk", "type": "consent", "scope": "talk", "text": "@", "short": "@", "guidance": "@" },
                also(own("a", "observer"), "required", true),
                own("b", "person"),
                { "id": "listed", "type": "single", "by": "worker", "text": "@", "choices": "list" },
                { "id": "n", "type": "integer", "by": "worker", "text": "@", "unit": "@", "min": 0, "constraint": "n != 3", "constraintText": "@" },
                { "id": "words", "type": "text", "by": "worker", "text": "@" },
                { "id": "ticks", "type": "multiple", "by": "worker", "text": "@", "choices": choices },
                { "id": "grid", "type": "matrix", "by": "worker", "text": "@", "guidance": "@", "choices": "list",
                  "rows": [{ "id": "row", "text": "@", "short": "@", "guidance": "@" }] },
                { "id": "kids", "type": "repeat", "by": "worker", "text": "@", "more": "@", "items": [own("kid", "worker")] },
                { "id": "made", "type": "calculate", "value": "n + 1", "short": "@" },
                { "id": "share", "type": "consent", "scope": "share", "recipient": "@", "text": "@" }
            ] },
            { "id": "second", "type": "group", "title": "@", "items": [own("c", "worker")] }
        ],
        "dimensions": [{ "id": "d", "title": "@" }],
        "dimensionRule": [{ "strong": 1 }],
        "indicators": [{ "id": "i", "dimension": "d", "strength": "strong", "when": "a", "text": "@", "source": { "id": "s", "ref": "@" } }],
        "alerts": [{ "id": "l", "when": "a", "urgency": "immediate", "text": "@" }],
        "outcomes": {
            "terms": { "one": "@" },
            "rows": [
                { "id": "first", "class": "one", "when": "a", "text": "@", "note": "@", "actions": ["@", { "text": "@", "urgency": "urgent" }] },
                { "id": "last", "class": "other", "text": "@" }
            ],
            "indeterminate": { "text": "@", "note": "@", "actions": ["@"] },
            "couldNotBeDone": { "text": "@", "note": "@", "actions": ["@"] }
        }
    })
}

/// Elements, void elements and attributes with a value under a node; nothing may load, link or style.
fn count(node: &Node, counts: &mut [usize; 3]) {
    let Node::Element(element) = node else { return };
    counts[0] += 1;
    counts[1] += usize::from(element.tag().is_void());
    counts[2] += element.attrs().iter().filter(|(name, _)| *name != Attr::Checked).count();
    for (name, _) in element.attrs() {
        assert!(
            !matches!(name.name(), "src" | "href" | "style" | "title" | "action") && !name.name().starts_with("on")
        );
    }
    element.children().iter().for_each(|child| count(child, counts));
}

/// Whether what is drawn has exactly the markup of its tree; and how often the text stands in it.
fn drawn(interview: &view::Interview, payload: &str) -> usize {
    let mut told = 0;
    for node in interview.draw_marks().iter().chain(&interview.draw()) {
        let mut counts = [0; 3];
        count(node, &mut counts);
        let text = html::write(node);
        let [elements, void, attributes] = counts;
        assert_eq!(text.matches('<').count(), 2 * elements - void, "H6: {payload}");
        assert_eq!(text.matches('>').count(), 2 * elements - void, "H6: {payload}");
        assert_eq!(text.matches('"').count(), 2 * attributes, "H6: {payload}");
        let escaped = payload.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        told += text.matches(escaped.as_str()).count();
    }
    told
}

#[test]
fn markup_in_any_text_stays_text() {
    let payloads = String::from_utf8(file("tests/fixtures/markup.txt")).unwrap();
    let payloads: Vec<_> = payloads.lines().collect();
    assert_eq!(payloads.len(), 200);
    let words = || vec![Words::read(&file("schemas/interface/en.json")).unwrap()];
    for payload in payloads {
        let text = serde_json::to_string(payload).unwrap();
        let form = common::form(&every_text().to_string().replace("\"@\"", &text));
        // The three ends: a row of the table, too much unknown, a refusal.
        for (talk, sign, least) in [("given", "yes", 40), ("given", "", 30), ("refused", "yes", 30)] {
            let today = Date::parse("2026-11-02").unwrap();
            let mut interview = view::Interview::new(Arc::clone(&form), words(), "en", today);
            let mut told = drawn(&interview, payload);
            let acts = [
                ("next", "", ""),
                ("answer", "talk", talk),
                ("next", "", ""),
                ("answer", "a", sign),
                ("answer", payload, payload),
                ("toggle", "alerts", ""),
                ("toggle", "basis", "l"),
                ("silence", "b", "declined"),
                ("toggle", "silence", "c"),
                ("next", "", ""),
                ("without", "", ""),
                ("review", "", ""),
                ("next", "", ""),
                ("toggle", "dimension", "d"),
                ("toggle", "term", ""),
                ("toggle", "finish", ""),
                ("finish", "", ""),
                ("end", "", ""),
            ];
            for (act, item, value) in acts {
                interview.act(act, item, value);
                told += drawn(&interview, payload);
            }
            assert!(told > least, "{payload}: drawn {told} times only");
        }
    }
}

#[test]
fn anything_may_be_given_to_a_session_and_nothing_fails() {
    let form = every_kind();
    let mut chance = Chance(1);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..40 {
        let mut session = Session::start(Arc::clone(&form), Date::parse("2026-11-02").unwrap());
        for _ in 0..500 {
            let (place, items) = (chance.place(form.items.len()), form.items.len());
            let before = session.state().clone();
            let done = match chance.below(14) {
                0 => session.add_row(place.item),
                1 => session.remove_row(place.item, place.row.unwrap_or(9)),
                2 => session.clear(place),
                3 => session.confirm(place),
                4 => session.specify(place, &chance.text()),
                5 => session.give(&chance.text(), &chance.text()),
                6 => session.answer_id(["gate", "talk", "kids", "n", ""][chance.below(5)], Answer::Choice(0)),
                7 => session.prefill(place, chance.answer()),
                _ => session.answer(chance.place(items), chance.answer()),
            };
            if done.is_ok() {
                taken += 1;
            } else {
                refused += 1;
                assert_eq!(*session.state(), before, "A1: a refused edit changes nothing");
            }
        }
        // What stands is what an evaluation from scratch gives, and everything can be told.
        assert_eq!(evaluate(&form, session.entries(), session.today()), *session.state(), "26");
        snapshot(&session, 0);
        session.finish();
        assess(&form, session.state(), 7);
        assert!(
            session.add_row(0).is_err()
                && session.clear(1_u16).is_err()
                && session.answer(2_u16, chance.answer()).is_err()
        );
    }
    assert!(taken > 2000 && refused > 2000, "{taken} {refused}");
}

#[test]
fn answers_to_what_is_not_asked_never_count() {
    let form = every_kind();
    let mut chance = Chance(2);
    let (mut irrelevant, mut undecided) = (0, 0);
    for round in 0..300 {
        let mut interview = Interview::of(&form).with(&[("a", "yes"), ("talk", "given")]);
        match round % 3 {
            0 => interview.give("gate", "no"),
            1 => interview.give("gate", "?declined"),
            _ => {}
        }
        let before = interview.session.state().clone();
        let finished = interview.session.finished_state();
        for _ in 0..30 {
            let place = chance.place(form.items.len());
            match before.item(place.item) {
                ItemState::Irrelevant => irrelevant += 1,
                ItemState::Undecided => undecided += 1,
                _ => continue,
            }
            let answer = chance.answer();
            let _ = if place.row.is_some() {
                interview.session.add_row(place.item)
            } else {
                interview.session.answer(place, answer)
            };
        }
        assert_eq!(*interview.session.state(), before, "A2");
        if round % 3 == 0 {
            assert_eq!(interview.session.finished_state(), finished, "A2");
        }
    }
    assert!(irrelevant > 500 && undecided > 500, "{irrelevant} {undecided}");
}

#[test]
fn a_report_says_what_was_asked_skipped_hidden_and_refused() {
    let form = every_kind();
    let interview =
        Interview::of(&form).with(&[("talk", "given"), ("gate", "yes"), ("n", "4"), ("t", "?declined"), ("s", "w1")]);
    let told = |interview: &Interview| -> Vec<(String, String)> {
        let items = snapshot(&interview.session, 0).items.into_iter();
        items
            .map(|item| {
                (item.id, [item.state.word(), item.reason.map_or("", Reason::word)].join(" ").trim().to_owned())
            })
            .collect()
    };
    let stands = |told: &[(String, String)], id: &str| told.iter().find(|(known, _)| known == id).unwrap().1.clone();
    let open = told(&interview);
    for (id, expected) in [("n", "answered"), ("t", "missing declined"), ("m", "open"), ("gate", "answered")] {
        assert_eq!(stands(&open, id), expected, "A2: {id}");
    }
    let shut = told(&interview.with(&[("gate", "no")]));
    assert!(["n", "t", "m", "kids"].iter().all(|id| stands(&shut, id) == "irrelevant"), "A2");
    let ended = told(&Interview::of(&form).ended());
    assert_eq!(stands(&ended, "m"), "missing notAsked", "A2");
}
