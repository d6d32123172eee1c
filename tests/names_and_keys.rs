//! What a definition may be called, hold and say: names that scripts stumble over, keys that stand twice or are not
//! known, what is no number (limits H5, H8 and H9 of standards).

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

use common::questions::{decimal, rows, single, yes_no};
use common::{Draft, Interview, file};
use nrm_screening::{FormDefinition, TextsOverlay};
use serde_json::json;

/// Codes and pointers of what is wrong with a text that is read as a definition; none where it can be read.
fn read(text: &str) -> Vec<(String, String)> {
    match FormDefinition::read(text.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(found) => found.list().iter().map(|told| (told.code.word().into(), told.pointer.to_string())).collect(),
    }
}

fn told(code: &str, pointer: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), pointer.to_owned())]
}

/// A form with something of everything that has a name or keys.
fn everything() -> Draft {
    Draft::new()
        .set("/sources", json!([{ "id": "s", "citation": "C" }]))
        .ask(rows("kids", &[yes_no("y")]))
        .ask(json!({ "id": "m", "type": "matrix", "by": "worker", "text": "?", "choices": "yes_no", "rows": [{ "id": "r", "text": "?" }] }))
        .ask(decimal("n", 0, 9))
        .ask(single("g", &["child", "adult"]))
        .ask(json!({ "id": "d", "type": "date", "by": "worker", "text": "?" }))
        .set("/items/0/items/5/whenMissing", json!("child"))
        .set("/age", json!({ "group": "g", "birth": "d", "child": "child", "adult": "adult" }))
        .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
        .set("/dimensionRule", json!([{ "strong": 1 }]))
        .set("/indicators", json!([{ "id": "i", "dimension": "d", "strength": "strong", "when": "a", "source": { "id": "s", "ref": "1" } }]))
        .set("/scores", json!([{ "id": "p", "method": "count", "missing": { "atLeast": 1, "fill": "mean" }, "threshold": 1, "thresholds": { "n": 2 },
            "weights": { "n": "value", "a": { "yes": 1, "no": 0 } }, "reverse": ["n"], "factor": 1, "whenIrrelevant": { "n": 0 },
            "whenNotApplicable": 0, "bands": [{ "id": "low", "from": 0 }], "bandSets": { "other": [{ "id": "all", "from": 0 }] } }]))
        .set("/alerts", json!([{ "id": "l", "when": "a", "urgency": "soon", "text": "L" }]))
        .set("/outcomes/rows/0/actions", json!([{ "text": "A", "urgency": "soon" }]))
        .set("/outcomes/terms", json!({ "one": "T" }))
        .set("/outcomes/variant", json!("main"))
        .set("/outcomes/variants", json!({ "wide": [{ "id": "v", "class": "one" }] }))
}

#[test]
fn the_form_with_something_of_everything_is_right() {
    assert_eq!(everything().wrong(), []);
}

#[test]
fn names_that_scripts_stumble_over_are_names_of_nothing() {
    let places = [
        "/sources/0/id",
        "/items/0/id",
        "/items/0/items/0/id",
        "/items/0/items/2/items/0/id",
        "/items/0/items/3/rows/0/id",
        "/choiceLists/yes_no/0/code",
        "/items/0/items/5/choices/0/code",
        "/indicators/0/id",
        "/dimensions/0/id",
        "/scores/0/id",
        "/scores/0/bands/0/id",
        "/scores/0/bandSets/other/0/id",
        "/alerts/0/id",
        "/outcomes/rows/0/id",
        "/outcomes/variants/wide/0/id",
        "/outcomes/variant",
    ];
    let long = "a".repeat(65);
    for place in places {
        for name in [
            "__proto__",
            "__defineGetter__",
            "hasOwnProperty",
            "toString",
            "A",
            "1a",
            "_a",
            "a-b",
            "a b",
            "a.b",
            "a\u{301}",
            "а",
            "",
            &long,
        ] {
            let wrong = everything().set(place, json!(name)).wrong();
            assert!(wrong.contains(&("bad-name".to_owned(), place.to_owned())), "H5: {name} at {place}: {wrong:?}");
        }
    }
    for place in [
        "/choiceLists",
        "/scores/0/weights",
        "/scores/0/bandSets",
        "/scores/0/thresholds",
        "/outcomes/terms",
        "/outcomes/variants",
    ] {
        for name in ["__proto__", "_a", "a-b", "1a", &long] {
            let text = everything()
                .set(&format!("{place}/renamed"), json!(0))
                .text()
                .replace("\"renamed\"", &json!(name).to_string());
            let pointer = format!("{place}/{name}");
            assert!(
                read(&text).contains(&("bad-name".to_owned(), pointer)),
                "H5: {name} in {place}: {:?}",
                read(&text)
            );
        }
    }
    assert_eq!(Draft::new().set("/items/0/items/1/id", json!("b".repeat(64))).wrong(), [], "H5: 64 letters");
}

#[test]
fn names_that_objects_have_are_names_like_any_other() {
    for name in ["constructor", "prototype", "valueof"] {
        let form = Draft::new()
            .ask(single(name, &["constructor", "prototype"]))
            .set("/choiceLists/constructor", json!([{ "code": "x", "text": "X" }, { "code": "y", "text": "Y" }]))
            .when(&format!("{name} == 'constructor'"))
            .form();
        let found = Interview::of(&form).with(&[(name, "constructor")]).finish();
        assert_eq!(found.outcome.class, "one", "H5: {name}");
        let items = nrm_screening::snapshot(&Interview::of(&form).with(&[(name, "prototype")]).session, 0).items;
        let own = items.iter().find(|item| item.id == name).unwrap();
        assert_eq!(own.code.as_deref(), Some("prototype"), "H5: {name}");
    }
}

#[test]
fn keys_that_stand_twice_are_told_wherever_they_are() {
    let table = [
        ("{\"format\":1,\"format\":1}", "/format"),
        ("{\"format\":1,\"\\u0066ormat\":1}", "/format"),
        ("{\"x-a\":{\"b\":[{\"c\":1,\"c\":1}]}}", "/x-a/b/0/c"),
        ("{\"__proto__\":1,\"__proto__\":2}", "/__proto__"),
        ("{\"a\":1,\"A\":2,\"a\":3}", "/a"),
        ("{\"\":1,\"\":2}", "/"),
        ("{\"a/b\":1,\"a/b\":2}", "/a~1b"),
    ];
    for (text, pointer) in table {
        assert_eq!(read(text), told("duplicate-key", pointer), "H5: {text}");
    }
    let overlay = br#"{"format":1,"form":"draft","version":"1.0.0","language":"fr","review":"none","texts":{"title":["0","a"],"title":["0","b"]}}"#;
    assert_eq!(TextsOverlay::read(overlay).unwrap_err().list()[0].code.word(), "duplicate-key", "H5");
}

#[test]
fn only_plain_decimals_are_numbers() {
    let places = [
        "/items/0/items/4/min",
        "/items/0/items/4/max",
        "/scores/0/threshold",
        "/scores/0/thresholds/n",
        "/scores/0/factor",
        "/scores/0/weights/a/yes",
        "/scores/0/whenIrrelevant/n",
        "/scores/0/whenNotApplicable",
        "/scores/0/bands/0/from",
        "/scores/0/bandSets/other/0/from",
    ];
    let table = [
        ("NaN", "json-syntax"),
        ("Infinity", "json-syntax"),
        ("-Infinity", "json-syntax"),
        ("+1", "json-syntax"),
        ("01", "json-syntax"),
        ("1.", "json-syntax"),
        (".5", "json-syntax"),
        ("0x10", "json-syntax"),
        ("1_000", "json-syntax"),
        ("1e999", "bad-number"),
        ("-1e999", "bad-number"),
        ("1E2", "bad-number"),
        ("1e-7", "bad-number"),
        ("9007199254740993", "bad-number"),
        ("1000000000", "bad-number"),
        ("0.1234567", "bad-number"),
        ("\"1\"", "wrong-type"),
        ("null", "wrong-type"),
        ("true", "wrong-type"),
        ("[1]", "wrong-type"),
    ];
    for place in places {
        for (number, code) in table {
            let text = everything().set(place, json!("@")).text().replace("\"@\"", number);
            let found = read(&text);
            assert!(found.iter().any(|(told, _)| told == code), "H8: {number} at {place}: {found:?}");
        }
        for number in ["999999999", "-999999999", "0.123456", "-0.5", "1.50"] {
            let text = everything().set(place, json!("@")).text().replace("\"@\"", number);
            assert_eq!(read(&text), [], "H8: {number} at {place}");
        }
    }
    // Counts are whole numbers from 0 to 999.
    for (number, right) in [("0", true), ("999", true), ("1000", false), ("-1", false), ("1.5", false), ("1e1", false)]
    {
        let text = everything().set("/dimensionRule/0/strong", json!("@")).text().replace("\"@\"", number);
        assert_eq!(read(&text).is_empty(), right, "H8: {number}");
    }
    // What is answered is read as text, never through binary floating point.
    let form = Draft::new().ask(decimal("n", -9, 9)).when("n == 0.1").form();
    for (entered, stands) in [
        ("0.1", "answered"),
        ("0.10", "answered"),
        ("NaN", "invalid kind"),
        ("Infinity", "invalid kind"),
        ("1e999", "invalid kind"),
        ("1e-1", "invalid kind"),
        ("0x1", "invalid kind"),
        ("9007199254740993", "invalid kind"),
        ("0.1000000000000000055511151231257827", "invalid kind"),
        ("+1", "invalid kind"),
        ("--1", "invalid kind"),
        ("1.2.3", "invalid kind"),
    ] {
        assert_eq!(Interview::of(&form).with(&[("n", entered)]).stands("n"), stands, "H8: {entered}");
    }
}

#[test]
fn keys_that_are_not_known_are_refused_and_those_for_others_never_read() {
    let records = [
        "",
        "/sources/0",
        "/items/0",
        "/items/0/items/0",
        "/items/0/items/2",
        "/items/0/items/2/items/0",
        "/items/0/items/3/rows/0",
        "/items/0/items/4",
        "/items/0/items/5/choices/0",
        "/choiceLists/yes_no/0",
        "/age",
        "/indicators/0",
        "/indicators/0/source",
        "/dimensions/0",
        "/dimensionRule/0",
        "/scores/0",
        "/scores/0/missing",
        "/scores/0/bands/0",
        "/scores/0/bandSets/other/0",
        "/alerts/0",
        "/outcomes",
        "/outcomes/rows/0",
        "/outcomes/rows/0/actions/0",
        "/outcomes/variants/wide/0",
        "/outcomes/indeterminate",
        "/outcomes/couldNotBeDone",
    ];
    // The digest is that of the bytes, which differ.
    let bare = |draft: &Draft| {
        let form = draft.form();
        form.to_text().replace(&*form.digest, "")
    };
    for record in records {
        // H9; 32: statuses never stand in a form.
        for key in ["colour", "Format", "status", "X-note", "x_note", "__proto__", "constructor"] {
            let text =
                everything().set(&format!("{record}/@"), json!(1)).text().replace("\"@\"", &json!(key).to_string());
            let pointer = format!("{record}/{key}");
            assert_eq!(read(&text), told("unknown-key", &pointer), "H9");
        }
        let noted = everything()
            .set(&format!("{record}/x-note"), json!({ "when": "not (an) expression", "anything": [null, 1e3] }));
        assert_eq!(noted.wrong(), [], "H9: {record}");
        assert_eq!(bare(&noted), bare(&everything()), "H9: never read: {record}");
    }
}

#[test]
fn the_format_is_looked_at_first() {
    let table = [
        ("2", "newer-format"),
        ("0", "newer-format"),
        ("10", "newer-format"),
        ("1.0", "newer-format"),
        ("-1", "newer-format"),
        ("\"1\"", "wrong-type"),
        ("null", "wrong-type"),
    ];
    for (format, code) in table {
        let text = everything().set("/format", json!("@")).set("/colour", json!(1)).text().replace("\"@\"", format);
        let found = read(&text);
        assert!(found.contains(&(code.to_owned(), "/format".to_owned())), "H9: {format} {found:?}");
        // What a newer engine would know is not told as wrong.
        assert_eq!(found.len() == 1, code == "newer-format", "H9: {format} {found:?}");
    }
    let text = everything().text().replacen("\"format\":1,", "", 1);
    assert_eq!(read(&text), told("missing-key", ""), "H9");
}

#[test]
fn statuses_stand_in_the_manifest_only() {
    // 32: not in the bytes of a form, whose digest must not change with them.
    let manifest: serde_json::Value = serde_json::from_slice(&file("schemas/manifest.json")).unwrap();
    let mut seen = 0;
    for (id, form) in manifest["forms"].as_object().unwrap() {
        for (version, told) in form.as_object().unwrap() {
            assert!(["draft", "active", "retired"].contains(&told["status"].as_str().unwrap()), "32: {id} {version}");
            let text = String::from_utf8(file(&format!("schemas/forms/{id}/{version}/form.json"))).unwrap();
            assert!(!text.contains("\"status\""), "32: {id} {version}");
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn an_assessment_names_form_version_engine_and_language() {
    let found = Interview::of(&everything().form()).finish();
    assert_eq!((found.form.id.as_str(), found.form.version.as_str()), ("draft", "1.0.0"), "34");
    assert_eq!((found.engine.as_str(), found.language.as_str()), (env!("CARGO_PKG_VERSION"), "en"), "34");
    let rows: Vec<_> = found.rows.iter().map(|row| &*row.id).collect();
    assert!(rows.ends_with(&["first", "last"]), "34: each row with its truth");
}

#[test]
fn nothing_is_minus_nothing() {
    // H8.
    for number in ["-0", "-0.0"] {
        let text = Draft::new().ask(decimal("n", 0, 9)).set("/items/0/items/2/min", json!("@")).text();
        assert!(common::try_form(&text.replace("\"@\"", number)).is_err(), "{number}");
    }
}
