//! Limits of definitions: N is taken, N + 1 is refused with its place; what scripts stumble over, what hides in texts,
//! what is no number, what is not known (limits H1, H3 to H5, H7 to H9 of standards; H2 is in `loops`).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]
#![allow(clippy::too_many_lines, clippy::type_complexity, reason = "a table is one thing")]

mod common;

use common::questions::{also, decimal, integer, only, rows, single, yes_no};
use common::{Draft, Interview};
use nrm_screening::session::Refused;
use nrm_screening::value::Answer;
use nrm_screening::{FormDefinition, TextsOverlay};
use serde_json::{Value, json};

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

#[test]
fn bytes_depth_and_keys_of_a_definition() {
    let text = Draft::new().text();
    let sized = |bytes: usize| format!("{text}{}", " ".repeat(bytes - text.len()));
    assert_eq!(read(&sized(512 * 1024)), []);
    assert_eq!(read(&sized(512 * 1024 + 1)), told("too-large", ""));
    // The object is one level, the value of the key the rest.
    let deep = |levels: usize| {
        text.replacen('{', &format!("{{\"x-deep\":{}{},", "[".repeat(levels - 1), "]".repeat(levels - 1)), 1)
    };
    assert_eq!(read(&deep(32)), []);
    assert_eq!(read(&deep(33))[0].0, "too-deep");
    let wide = |keys: usize| {
        let list: Vec<_> = (0..keys).map(|key| format!("\"k{key}\":0")).collect();
        text.replacen('{', &format!("{{\"x-wide\":{{{}}},", list.join(",")), 1)
    };
    assert_eq!(read(&wide(4000)), []);
    assert_eq!(read(&wide(4001)), told("too-many-keys", "/x-wide/k4000"));
}

#[test]
fn items_wherever_they_stand() {
    let asked = |count: usize| (0..count).map(|place| yes_no(&format!("q{place}"))).collect::<Vec<_>>();
    let group = |items: Vec<Value>| json!({ "id": "more", "type": "group", "title": "More", "items": items });
    let matrix = |count: usize| {
        let questions: Vec<_> = (0..count).map(|place| json!({ "id": format!("q{place}"), "text": "?" })).collect();
        json!({ "id": "m", "type": "matrix", "by": "worker", "text": "?", "choices": "yes_no", "rows": questions })
    };
    // The draft has a page and two questions; what is added counts one more, and its own.
    let table: [(&str, fn(Draft, Value) -> Draft, Value, Value); 3] = [
        ("in a second group", |draft, item| draft.set("/items/-", item), group(asked(1996)), group(asked(1997))),
        ("rows of a matrix", Draft::ask, matrix(1996), matrix(1997)),
        ("in rows", Draft::ask, rows("list", &asked(1996)), rows("list", &asked(1997))),
    ];
    for (reason, add, within, beyond) in table {
        assert_eq!(add(Draft::new(), within).wrong(), [], "H1: {reason}");
        assert_eq!(add(Draft::new(), beyond).wrong(), told("too-many", "/items"), "H1: {reason}");
    }
}

#[test]
fn choices_of_every_kind_of_list() {
    let choices = |count: usize| {
        json!((0..count).map(|place| json!({ "code": format!("c{place}"), "text": "C" })).collect::<Vec<_>>())
    };
    let item = |kind: &str, count: usize| {
        let item = json!({ "id": "x", "type": kind, "by": "worker", "text": "?", "choices": choices(count) });
        if kind == "matrix" { also(item, "rows", json!([{ "id": "y", "text": "?" }])) } else { item }
    };
    for kind in ["single", "multiple", "matrix"] {
        assert_eq!(Draft::new().ask(item(kind, 500)).wrong(), [], "H1: {kind}");
        assert_eq!(
            Draft::new().ask(item(kind, 501)).wrong(),
            told("too-many", "/items/0/items/2/choices"),
            "H1: {kind}"
        );
    }
    assert_eq!(Draft::new().set("/choiceLists/long", choices(500)).wrong(), []);
    assert_eq!(Draft::new().set("/choiceLists/long", choices(501)).wrong(), told("too-many", "/choiceLists/long"));
}

#[test]
fn entries_of_a_list() {
    // H1: of lists that have no limit of their own.
    let actions = |count| Draft::new().set("/outcomes/rows/0/actions", json!(vec!["Call."; count])).wrong();
    assert_eq!((actions(2000), actions(2001)), (vec![], told("too-many", "/outcomes/rows/0/actions")), "H1");
    let sources = |count| {
        let list: Vec<_> = (0..count).map(|place| json!({ "id": format!("s{place}"), "citation": "S" })).collect();
        Draft::new().set("/sources", json!(list)).wrong()
    };
    assert_eq!((sources(2000), sources(2001)), (vec![], told("too-many", "/sources")), "H1");
}

#[test]
fn items_of_a_score_whose_silences_count() {
    // H1, H3: how far such a score can reach is looked for over all numbers of answers.
    let scored = |count: usize, missing: &str| {
        let asked = (0..count).fold(Draft::new(), |draft, place| draft.ask(yes_no(&format!("q{place}"))));
        let weights: serde_json::Map<_, _> =
            (0..count).map(|place| (format!("q{place}"), json!({ "yes": 1, "no": 0 }))).collect();
        let score = json!({ "id": "s", "method": "sum", "missing": missing, "weights": weights });
        asked.set("/scores", json!([score])).wrong()
    };
    assert_eq!((scored(200, "zero"), scored(201, "zero")), (vec![], told("too-many", "/scores/0/weights")));
    assert_eq!(scored(201, "unknown"), []);
}

#[test]
fn texts_in_every_place() {
    let full = Draft::new()
        .set("/sources", json!([{ "id": "s", "citation": "@" }]))
        .set("/alerts", json!([{ "id": "l", "when": "a", "urgency": "soon", "text": "@" }]))
        .set("/outcomes/rows/0/note", json!("@"))
        .set("/outcomes/rows/0/actions", json!(["@", { "text": "@", "urgency": "soon" }]))
        .set("/outcomes/terms", json!({ "one": "@" }))
        .set("/items/0/items/0/guidance", json!("@"))
        .set("/items/0/items/0/short", json!("@"));
    let places = [
        "/title",
        "/sources/0/citation",
        "/choiceLists/yes_no/0/text",
        "/items/0/title",
        "/items/0/items/0/text",
        "/items/0/items/0/short",
        "/items/0/items/0/guidance",
        "/alerts/0/text",
        "/outcomes/rows/0/text",
        "/outcomes/rows/0/note",
        "/outcomes/rows/0/actions/0",
        "/outcomes/rows/0/actions/1/text",
        "/outcomes/terms/one",
        "/outcomes/indeterminate/text",
        "/outcomes/couldNotBeDone/text",
    ];
    for place in places {
        let with = |text: &str| full.clone().set(place, json!(text)).wrong();
        // H1: characters, as JSON Schema counts them.
        assert_eq!(with(&"x".repeat(4096)), [], "H1: {place}");
        assert_eq!(with(&"x".repeat(4097)), told("long-text", place), "H1");
        assert_eq!(with(&"ሰ".repeat(4096)), [], "H1: {place}");
        assert_eq!(with(&"ሰ".repeat(4097)), told("long-text", place), "H1");
        assert_eq!(with(" \n "), told("empty-text", place));
        // H7: what hides or reorders.
        for hidden in [
            '\u{0}',
            '\u{7}',
            '\u{1b}',
            '\t',
            '\r',
            '\u{7f}',
            '\u{85}',
            '\u{9f}',
            '\u{202a}',
            '\u{202b}',
            '\u{202c}',
            '\u{202d}',
            '\u{202e}',
            '\u{2066}',
            '\u{2067}',
            '\u{2068}',
            '\u{2069}',
            '\u{feff}',
            '\u{2028}',
            '\u{2029}',
            '\u{e0001}',
            '\u{e0041}',
            '\u{e007f}',
        ] {
            assert_eq!(with(&format!("a{hidden}b")), told("hidden-character", place), "H7: {:x}", u32::from(hidden));
        }
        for seen in ["a\nb", "a\u{200f}b\u{200e}", "\u{61c}ا", "a\u{200c}b", "e\u{301}", "\u{1f469}\u{200d}\u{1f33e}"]
        {
            assert_eq!(with(seen), [], "H7: {seen:?}");
        }
    }
    // H7: half of a pair is no text.
    for half in ["\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800"] {
        let text = full.text().replacen("\"Draft\"", &format!("\"{half}\""), 1);
        assert_eq!(read(&text), told("json-syntax", "/title"), "H7: {half}");
    }
    // The same in the texts of another language.
    let overlay = |text: &str| {
        let text = json!({ "format": 1, "form": "draft", "version": "1.0.0", "language": "fr", "review": "none", "texts": { "title": ["00000000", text] } });
        TextsOverlay::read(text.to_string().as_bytes()).map(drop).map_err(|found| found.list()[0].code.word())
    };
    assert_eq!(overlay(&"x".repeat(4096)), Ok(()));
    assert_eq!((overlay(&"x".repeat(4097)), overlay("a\u{202e}b")), (Err("long-text"), Err("hidden-character")));
}

#[test]
fn expressions_in_every_place() {
    fn wide(nodes: usize) -> String {
        vec!["a"; nodes].join(" || ")
    }
    let numbers = |nodes: usize| vec!["n"; nodes].join(" + ");
    let sign = |when: String| json!([{ "id": "i", "dimension": "d", "strength": "weak", "when": when }]);
    let table: Vec<(&str, Box<dyn Fn(usize) -> Draft>)> = vec![
        ("/outcomes/rows/0/when", Box::new(|nodes| Draft::new().when(&wide(nodes)))),
        ("/items/0/items/2/relevant", Box::new(|nodes| Draft::new().ask(only(yes_no("x"), &wide(nodes))))),
        (
            "/items/0/items/3/value",
            Box::new(|nodes| Draft::new().ask(integer("n", 0, 1)).calculate("c", &numbers(nodes))),
        ),
        ("/outcomes/childPath", Box::new(|nodes| Draft::new().set("/outcomes/childPath", json!(wide(nodes))))),
        (
            "/alerts/0/when",
            Box::new(|nodes| {
                Draft::new().set("/alerts", json!([{ "id": "l", "when": wide(nodes), "urgency": "soon", "text": "L" }]))
            }),
        ),
        (
            "/indicators/0/when",
            Box::new(|nodes| {
                Draft::new()
                    .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
                    .set("/dimensionRule", json!([{ "weak": 1 }]))
                    .set("/indicators", sign(wide(nodes)))
            }),
        ),
    ];
    for (place, make) in table {
        assert_eq!(make(256).wrong(), [], "H1: {place}");
        assert_eq!(make(257).wrong(), told("expression-size", place), "H1");
    }
    let within = |depth: usize| Draft::new().when(&format!("{}a{}", "(".repeat(depth), ")".repeat(depth))).wrong();
    assert_eq!((within(32), within(33)), (vec![], told("expression-size", "/outcomes/rows/0/when")), "H1");
    // Every literal of a list counts.
    let listed = |count: usize| {
        Draft::new().ask(integer("n", 0, 1)).when(&format!("n in [{}]", vec!["1"; count].join(","))).wrong()
    };
    assert_eq!((listed(254), listed(255)), (vec![], told("expression-size", "/outcomes/rows/0/when")), "H1");
}

#[test]
fn rows_of_a_repeat() {
    for (at_most, most) in [(None, 50), (Some(50), 50), (Some(3), 3), (Some(1), 1)] {
        let mut list = rows("kids", &[yes_no("y")]);
        if let Some(at_most) = at_most {
            list = also(list, "atMost", at_most);
        }
        let mut interview = Interview::of(&Draft::new().ask(list).form());
        for _ in 0..most {
            interview.give("kids", "+");
        }
        assert_eq!(interview.tell("kids", "+"), Err(Refused::NoRow), "H1: {most}");
        interview.give("kids[0]", "-");
        interview.give("kids", "+");
    }
}

#[test]
fn what_is_answered_is_bounded_too() {
    let form = Draft::new()
        .ask(json!({ "id": "t", "type": "text", "by": "worker", "text": "?" }))
        .ask(decimal("n", 0, 1))
        .form();
    let mut interview = Interview::of(&form);
    for item in ["t", "n"] {
        let long = |bytes: usize| {
            if item == "t" { Answer::Text("x".repeat(bytes).into()) } else { Answer::number(&"9".repeat(bytes)) }
        };
        assert!(interview.session.answer_id(item, long(16 * 1024)).is_ok(), "H1: {item}");
        assert_eq!(interview.session.answer_id(item, long(16 * 1024 + 1)).unwrap_err(), Refused::TooLong, "H1: {item}");
    }
}

#[test]
fn evaluating_always_ends() {
    // H3: each of 600 items opens the next by falling back; finishing goes through all of them.
    let chain = (0..600).fold(Draft::new(), |draft, place| {
        let item = also(single(&format!("q{place}"), &["l", "m"]), "whenMissing", "m");
        draft.ask(if place > 0 { only(item, &format!("q{} == 'm'", place - 1)) } else { item })
    });
    let ended = Interview::of(&chain.form()).ended();
    assert_eq!(ended.now().read_as.len(), 600);
    // H3: as many atoms as expressions and rows allow: 50 rows of 250 atoms in each of 20 calculations.
    let body = vec!["k.y"; 250].join(" || ");
    let heavy = (0..20).fold(Draft::new().ask(rows("kids", &[yes_no("y")])), |draft, place| {
        draft.calculate(&format!("c{place}"), &format!("kids.count(k, {body})"))
    });
    let mut interview = Interview::of(&heavy.form());
    for row in 0..50 {
        interview.give("kids", "+");
        interview.give(&format!("kids[{row}].y"), if row % 2 == 0 { "yes" } else { "no" });
    }
    interview.give("kids", "no");
    assert_eq!(interview.number("c19"), "25");
}

#[test]
fn there_are_no_patterns() {
    for call in [
        "matches(a, '(a+)+$')",
        "a.matches('x')",
        "a =~ 'x'",
        "regex(a, 'x')",
        "contains(a, 'x')",
        "replace(a, 'x', 'y')",
    ] {
        let wrong = Draft::new().when(call).wrong();
        assert!(
            wrong.len() == 1 && wrong[0].0.starts_with("expression-") || wrong[0].0 == "unknown-name",
            "H4: {call} {wrong:?}"
        );
    }
    for key in ["pattern", "regex", "format", "inputMask"] {
        let wrong = Draft::new().set(&format!("/items/0/items/0/{key}"), json!("(a+)+$")).wrong();
        assert_eq!(wrong, told("unknown-key", &format!("/items/0/items/0/{key}")), "H4");
    }
}

#[test]
fn a_form_has_twenty_languages() {
    // H1.
    let mut form = (*Draft::new().form()).clone();
    let texts: serde_json::Map<_, _> =
        form.source_texts().map(|(key, _)| (key.to_owned(), json!(["00000000", "x"]))).collect();
    let mut add = |place: u8| {
        let tag = ["x", &*char::from(b'a' + place).to_string()].concat();
        let overlay = json!({ "format": 1, "form": "draft", "version": "1.0.0", "language": tag, "review": "none", "texts": texts });
        form.add_language(&TextsOverlay::read(overlay.to_string().as_bytes()).unwrap()).is_ok()
    };
    // With the source language, twenty.
    assert!((0..19).all(&mut add));
    assert!(!add(19));
}

#[test]
fn a_list_has_at_most_fifty_rows_and_at_least_one() {
    // 11, H1.
    for (at_most, right) in [(1, true), (50, true), (51, false), (0, false)] {
        let draft = Draft::new().ask(also(rows("kids", &[yes_no("y")]), "atMost", at_most));
        assert_eq!(draft.wrong().is_empty(), right, "{at_most}");
    }
}

#[test]
fn a_text_of_a_thousand_characters_is_taken() {
    let form = Draft::new().ask(json!({ "id": "t", "type": "text", "by": "worker", "text": "?" })).form();
    for (length, stands) in [(1000, "answered"), (1001, "invalid most")] {
        assert_eq!(Interview::of(&form).with(&[("t", &*"x".repeat(length))]).stands("t"), stands, "{length}");
    }
}
