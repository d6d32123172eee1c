//! Reading a definition: every problem of its shape is told, all at once, each with code, pointer, message and help.

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

use common::{Draft, EXAMPLE, try_form};
use nrm_screening::json::{Limits, read};
use nrm_screening::{Diagnostics, FormDefinition};
use serde_json::json;

fn refused(text: &[u8]) -> Diagnostics {
    FormDefinition::read(text).map(|_| ()).expect_err("refused")
}

fn only(text: &[u8]) -> (String, String) {
    let found = refused(text);
    assert_eq!(found.list().len(), 1, "{found}");
    (found.list()[0].code.word().to_owned(), found.list()[0].pointer.to_string())
}

#[test]
fn what_is_not_json_is_told_with_its_place() {
    let rows: [(&[u8], &str, &str, Option<usize>); 12] = [
        (b"", "empty", "", None),
        (b" \n\t", "empty", "", None),
        (b"{", "json-syntax", "", Some(1)),
        (b"[1,]", "json-syntax", "/1", Some(3)),
        (b"{\"a\" 1}", "json-syntax", "", Some(5)),
        (b"{\"a\": tru}", "json-syntax", "/a", Some(7)),
        (b"{\"a\": \"b}", "json-syntax", "/a", Some(9)),
        (b"{\"a\": 01}", "json-syntax", "", Some(7)),
        (b"{\"a\": 1.}", "json-syntax", "/a", Some(8)),
        (b"{} {}", "json-syntax", "", Some(3)),
        (b"<!doctype html>", "json-syntax", "", Some(0)),
        (b"\xff\xfe{}", "json-syntax", "", Some(0)),
    ];
    for (text, code, pointer, at) in rows {
        let found = read(text, Limits::DEFINITION).expect_err("refused");
        let told = &found.list()[0];
        let name = String::from_utf8_lossy(text);
        assert_eq!((told.code.word(), &*told.pointer, told.at.is_some()), (code, pointer, at.is_some()), "{name}");
        assert!(told.at.zip(at).is_none_or(|(found, wanted)| found.abs_diff(wanted) <= 1), "{name}: {told:?}");
    }
}

#[test]
fn no_proper_prefix_of_a_form_is_a_form() {
    let text = EXAMPLE.trim_end().as_bytes();
    assert!(FormDefinition::read(text).is_ok());
    for length in 0..text.len() {
        assert!(FormDefinition::read(&text[..length]).is_err(), "{length}");
    }
}

#[test]
fn limits_take_in_n_and_refuse_one_more() {
    let limits = Limits { bytes: 12, depth: 3, keys: 2 };
    let code = |text: &str| match read(text.as_bytes(), limits) {
        Ok(_) => "ok",
        Err(found) => found.list()[0].code.word(),
    };
    assert_eq!((code("[1234567890]"), code("[12345678901]")), ("ok", "too-large"));
    assert_eq!((code("[[1]]"), code("[[[1]]]")), ("ok", "too-deep"));
    assert_eq!((code("{\"a\":1,\"b\":2}".get(..12).unwrap()), code("{\"a\":1}")), ("json-syntax", "ok"));
    let keys = Limits { bytes: 99, ..limits };
    assert!(read(br#"{"a":1,"b":2}"#, keys).is_ok());
    assert_eq!(read(br#"{"a":1,"b":2,"c":3}"#, keys).unwrap_err().list()[0].code.word(), "too-many-keys");
}

#[test]
fn ten_megabytes_are_refused_before_they_are_read() {
    assert_eq!(only(&vec![b'['; 10_000_000]), ("too-large".into(), String::new()));
    assert_eq!(only(&[vec![b'['; 400_000], vec![b']'; 400_000]].concat()[..500_000]).0, "too-deep");
}

#[test]
fn every_duplicate_key_is_told() {
    let found =
        refused(br#"{"format": 1, "format": 1, "items": [{"id": "a", "id": "b"}], "title": "a", "title": "b"}"#);
    let pointers: Vec<_> = found.list().iter().map(|told| &*told.pointer).collect();
    assert_eq!(pointers, ["/format", "/items/0/id", "/title"]);
    assert!(found.list().iter().all(|told| told.code.word() == "duplicate-key"));
}

#[test]
fn a_newer_format_is_told_first_and_alone() {
    let newer = Draft::new().set("/format", json!(2)).set("/colour", json!("red"));
    assert_eq!(newer.wrong(), [("newer-format".into(), "/format".into())]);
    let message = try_form(&newer.text()).unwrap_err().list()[0].message();
    assert_eq!(message, "this form is written in format 2, and this engine reads format 1");
    assert_eq!(Draft::new().set("/format", json!("1")).wrong(), [("wrong-type".into(), "/format".into())]);
}

#[test]
fn everything_wrong_is_told_at_once() {
    let broken = Draft::new()
        .set("/colour", json!("red"))
        .set("/id", json!("Draft One"))
        .set("/title", json!(7))
        .set("/items/0/items/0/by", json!("nobody"))
        .set("/items/0/items/1/text", json!("  "))
        .set("/items/0/items/-", json!({ "id": "c", "type": "wish" }))
        .set("/items/0/items/-", json!({ "id": "d" }))
        .set("/outcomes/rows/0/urgency", json!("now"))
        .set("/outcomes/rows/1/text", json!("a\u{202e}b"))
        .set("/dimensionRule", json!([{ "strong": -1 }]));
    let mut wrong = broken.wrong();
    wrong.sort();
    let expected = [
        ("bad-name", "/id"),
        ("bad-number", "/dimensionRule/0/strong"),
        ("empty-text", "/items/0/items/1/text"),
        ("hidden-character", "/outcomes/rows/1/text"),
        ("missing-key", "/items/0/items/3"),
        ("unknown-key", "/colour"),
        ("unknown-word", "/items/0/items/0/by"),
        ("unknown-word", "/items/0/items/2/type"),
        ("unknown-word", "/outcomes/rows/0/urgency"),
        ("wrong-type", "/title"),
    ];
    assert_eq!(wrong, expected.map(|(code, pointer)| (code.to_owned(), pointer.to_owned())));
}

#[test]
fn every_question_can_be_answered() {
    let with = |item: serde_json::Value| Draft::new().set("/items/0/items/-", item).wrong();
    let date = |calendars: serde_json::Value| {
        with(json!({ "id": "d", "type": "date", "by": "worker", "text": "D?", "calendars": calendars }))
    };
    let told = |code: &str, pointer: &str| vec![(code.to_owned(), format!("/items/0/items/2/{pointer}"))];
    assert_eq!(date(json!(["gregorian"])), []);
    assert_eq!(date(json!(["ethiopic", "gregorian"])), []);
    assert_eq!(date(json!([])), told("empty-list", "calendars"));
    assert_eq!(date(json!(["gregorian", "gregorian"])), told("duplicate-code", "calendars/1"));
    assert_eq!(date(json!(["gregorian", 1, 1])).len(), 2);
    let matrix = |rows: serde_json::Value| {
        with(json!({ "id": "m", "type": "matrix", "by": "worker", "text": "M?", "choices": "yes_no", "rows": rows }))
    };
    assert_eq!(matrix(json!([{ "id": "c", "text": "C?" }])), []);
    assert_eq!(matrix(json!([])), told("empty-list", "rows"));
}

#[test]
fn keys_for_others_are_taken_in_and_never_read() {
    assert!(Draft::new().set("/x-editor", json!({ "anything": [1, null] })).wrong().is_empty());
    assert_eq!(Draft::new().set("/y-editor", json!(1)).wrong(), [("unknown-key".into(), "/y-editor".into())]);
}

#[test]
fn ids_that_scripts_stumble_over_are_refused() {
    for id in ["__proto__", "constructor ", "Prototype", "a-b", "1a", "", "a".repeat(65).as_str()] {
        let wrong = Draft::new().set("/items/0/items/0/id", json!(id)).wrong();
        assert_eq!(wrong[0], ("bad-name".into(), "/items/0/items/0/id".into()), "{id}");
    }
}

#[test]
fn texts_have_a_longest_length() {
    let with = |length: usize| Draft::new().set("/items/0/items/0/text", json!("x".repeat(length))).wrong();
    assert!(with(4096).is_empty());
    assert_eq!(with(4097), [("long-text".into(), "/items/0/items/0/text".into())]);
}

#[test]
fn a_hostile_text_gets_a_bounded_list() {
    let keys = (0..2000).map(|key| format!("\"k{key}\": 1,")).collect::<Vec<_>>().concat();
    let found = refused(format!("{{{keys} \"format\": 1}}").as_bytes());
    assert_eq!(found.list().len(), Diagnostics::MOST);
}
