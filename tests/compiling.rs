//! Compiling a definition: every check has a broken definition that trips it, and only it.

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

use common::{Draft, EXAMPLE, form};
use nrm_screening::diagnostic::Code;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn question(id: &str, by: &str) -> Value {
    json!({ "id": id, "type": "single", "by": by, "text": "Q?", "choices": "yes_no" })
}

fn consent(id: &str) -> Value {
    json!({ "id": id, "type": "consent", "scope": "talk", "text": "May I?" })
}

fn share(scope: &str) -> Value {
    json!({ "id": scope, "type": "consent", "scope": scope, "text": "May I?" })
}

/// A group beside the result.
fn closing(item: &Value) -> Value {
    json!({ "id": "end", "type": "group", "closing": true, "title": "End", "items": [item] })
}

/// A form with one dimension of two indicators and the rule of the example.
fn with_indicators() -> Draft {
    Draft::new()
        .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
        .set("/dimensionRule", json!([{ "strong": 2 }]))
        .set(
            "/indicators",
            json!([
                { "id": "ia", "dimension": "d", "strength": "strong", "when": "a" },
                { "id": "ib", "dimension": "d", "strength": "strong", "when": "b" }
            ]),
        )
}

fn with_score() -> Draft {
    Draft::new().set(
        "/scores",
        json!([{ "id": "s", "method": "sum", "missing": "unknown",
        "weights": { "a": { "yes": 2, "no": 0 }, "b": { "yes": 3, "no": 1 } },
        "bands": [{ "id": "low", "from": 0 }, { "id": "high", "from": 3 }] }]),
    )
}

fn several(id: &str, exclusive: bool) -> Value {
    json!({ "id": id, "type": "multiple", "by": "observer", "text": "Q?", "choices": [
        { "code": "x", "text": "X" }, { "code": "none", "text": "None of these", "exclusive": exclusive }
    ] })
}

fn number(id: &str, min: i32, max: i32) -> Value {
    json!({ "id": id, "type": "integer", "by": "worker", "text": "N?", "min": min, "max": max })
}

/// A form with a repeat, `kids`, of one question, `inner`.
fn with_rows() -> Draft {
    Draft::new().set(
        "/items/0/items/-",
        json!({ "id": "kids", "type": "repeat", "by": "worker", "text": "Children", "more": "Another?",
            "items": [question("inner", "worker")] }),
    )
}

/// One score over `a`, with these keys instead.
fn scores(keys: &Value) -> Value {
    let mut score =
        json!({ "id": "s", "method": "sum", "missing": "unknown", "weights": { "a": { "yes": 1, "no": 0 } } });
    score.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
    json!([score])
}

/// Two recommendations, the second with a kind of services.
fn actions() -> Value {
    json!(["Wait", { "text": "Find a place", "urgency": "soon", "services": ["home"] }])
}

const WHEN: &str = "/outcomes/rows/0/when";

/// Code, pointer, broken definition.
#[allow(clippy::too_many_lines, reason = "a table")]
fn broken() -> Vec<(&'static str, &'static str, Draft)> {
    let items = "/items/0/items";
    let when = |text: &str| Draft::new().set(WHEN, json!(text));
    let at = |pointer: &str, value: Value| Draft::new().set(pointer, value);
    let last = |key: &str| format!("{items}/{key}");
    vec![
        ("bad-day", WHEN, when("today > date('2026-02-30')")),
        ("outside-row", WHEN, with_rows().set(WHEN, json!("inner"))),
        ("outside-row", WHEN, with_rows().set(WHEN, json!("kids.exists(k, inner)"))),
        ("outside-row", WHEN, with_rows().set(WHEN, json!("kids.exists(k, k.a)"))),
        ("nested-rows", WHEN, with_rows().set(WHEN, json!("kids.exists(k, kids.exists(j, j.inner))"))),
        (
            "not-in-rows",
            "/items/0/items/2/items/1",
            with_rows()
                .set("/items/0/items/2/items/-", json!({ "id": "d", "type": "display", "by": "worker", "text": "D" })),
        ),
        (
            "exclusive-alone",
            "/items/0/items/2/choices",
            at(&last("-"), several("c", true)).set("/items/0/items/2/type", json!("single")),
        ),
        ("no-exclusive", "/items", at(&last("-"), several("c", false)).set(WHEN, json!("'x' in c"))),
        (
            "no-exclusive",
            "/items",
            at(&last("-"), several("c", true))
                .set(&last("2/choices/1/relevant"), json!("a"))
                .set(WHEN, json!("'x' in c")),
        ),
        (
            "no-exclusive",
            "/scores/0/weights/c",
            at(&last("-"), several("c", true))
                .set(&last("2/choices/1/relevant"), json!("a"))
                .set("/scores", scores(&json!({ "weights": { "c": { "x": 1, "none": 0 } } }))),
        ),
        ("empty-list", "/items/0/items/2/items", with_rows().set(&last("2/items"), json!([]))),
        (
            "consent-reason",
            "/items/0/items/2/reasons",
            at(&last("-"), consent("talk")).set("/items/0/items/2/reasons", json!(["declined"])),
        ),
        ("empty-range", "/items/0/items/2/max", at(&last("-"), number("n", 3, 2))),
        (
            "constraint-text",
            "/items/0/items/2",
            at(&last("-"), number("n", 1, 2)).set("/items/0/items/2/constraint", json!("n > 1")),
        ),
        (
            "constraint-reads",
            "/items/0/items/2/constraint",
            at(&last("-"), number("n", 1, 2))
                .set("/items/0/items/2/constraint", json!("n > 1 || a"))
                .set("/items/0/items/2/constraintText", json!("More")),
        ),
        (
            "age-without-fallback",
            "/age/group",
            at(&last("-"), json!({ "id": "birth", "type": "date", "by": "worker", "text": "Born?" }))
                .set("/age", json!({ "group": "a", "birth": "birth", "child": "yes", "adult": "no" })),
        ),
        (
            "scored-row",
            "/scores/0/weights/inner",
            with_rows().set("/scores", scores(&json!({ "weights": { "inner": { "yes": 1, "no": 0 } } }))),
        ),
        (
            "unbounded",
            "/scores/0/weights/n",
            at(&last("-"), json!({ "id": "n", "type": "integer", "by": "worker", "text": "N?", "min": 0 }))
                .set("/scores", scores(&json!({ "weights": { "n": "value" } }))),
        ),
        ("weights-kind", "/scores/0/weights/a", at("/scores", scores(&json!({ "weights": { "a": "value" } })))),
        (
            "weights-kind",
            "/scores/0/weights/twice",
            at(&last("-"), json!({ "id": "twice", "type": "calculate", "value": "a == 'yes' ? 2 : 0" }))
                .set("/scores", scores(&json!({ "weights": { "twice": "value" } }))),
        ),
        ("unknown-name", "/scores/0/weights/z", at("/scores", scores(&json!({ "weights": { "z": "value" } })))),
        ("missing-rule", "/scores/0/missing", at("/scores", scores(&json!({ "missing": { "fill": "mean" } })))),
        ("missing-rule", "/scores/0/missing", at("/scores", scores(&json!({ "method": "max", "missing": "zero" })))),
        ("not-of-method", "/scores/0/threshold", at("/scores", scores(&json!({ "threshold": 1 })))),
        ("not-scored", "/scores/0/reverse", at("/scores", scores(&json!({ "reverse": ["b"] })))),
        ("weight-outside", "/scores/0/whenIrrelevant", at("/scores", scores(&json!({ "whenIrrelevant": { "a": 2 } })))),
        ("no-threshold", "/scores/0", at("/scores", scores(&json!({ "method": "count" })))),
        ("variant-name", "/outcomes", at("/outcomes/variants", json!({ "strict": [{ "id": "s", "class": "one" }] }))),
        ("duplicate-id", "/items/0/items/2", at(&last("-"), question("a", "observer"))),
        ("duplicate-id", "/outcomes/rows/1", at("/outcomes/rows/1/id", json!("first"))),
        ("duplicate-code", "/choiceLists/yes_no/2", at("/choiceLists/yes_no/-", json!({ "code": "yes", "text": "Y" }))),
        ("reserved-name", "/items/0/items/2", at(&last("-"), question("scores", "observer"))),
        (
            "closing-last",
            "/items/1",
            at("/items/0/items/-", consent("talk"))
                .set("/items/-", closing(&share("refer")))
                .set("/items/-", json!({ "id": "after", "type": "group", "title": "After", "items": [] })),
        ),
        (
            "closing-last",
            "/items/1",
            at("/items/0/items/-", consent("talk"))
                .set("/items/-", closing(&share("refer")))
                .set("/items/-", closing(&share("record")))
                .set("/items/2/id", json!("end_again")),
        ),
        ("closing-item", "/items/1/items/0", at("/items/-", closing(&question("c", "observer")))),
        ("closing-item", "/items/1/items/0", at("/items/-", closing(&consent("talk")))),
        ("loose-item", "/items/1", at("/items/-", question("c", "observer"))),
        (
            "nested-group",
            "/items/0/items/2",
            at(&last("-"), json!({ "id": "g", "type": "group", "title": "G", "items": [] })),
        ),
        (
            "too-few-choices",
            "/items/0/items/2/choices",
            at(
                &last("-"),
                json!({ "id": "c", "type": "single", "by": "worker", "text": "C?", "choices": [{ "code": "x", "text": "X" }] }),
            ),
        ),
        (
            "unknown-name",
            "/items/0/items/0/choices",
            at("/items/0/items/0/choices", json!("no_list")).set(WHEN, json!("b")),
        ),
        ("bad-fallback", "/items/0/items/0/whenMissing", at("/items/0/items/0/whenMissing", json!("maybe"))),
        (
            "before-consent",
            "/items/0/items/2",
            at(&last("-"), question("c", "person")).set(&last("-"), consent("talk")),
        ),
        ("no-consent", "/items/0/items/2", at(&last("-"), question("c", "person"))),
        ("two-consents", "/items/0/items/3", at(&last("-"), consent("talk")).set(&last("-"), consent("again"))),
        (
            "conditional-consent",
            "/items/0/items/2",
            at(&last("-"), json!({ "id": "t", "type": "consent", "scope": "talk", "text": "May I?", "relevant": "a" })),
        ),
        (
            "guardian-without-alert",
            "/alerts",
            at(
                &last("-"),
                json!({ "id": "g", "type": "consent", "scope": "talk", "of": "guardian", "text": "May I?" }),
            ),
        ),
        (
            "recipient",
            "/items/0/items/3",
            at(&last("-"), consent("talk")).set(
                &last("-"),
                json!({ "id": "s", "type": "consent", "scope": "refer", "recipient": "A service", "text": "May I?" }),
            ),
        ),
        (
            "recipient",
            "/items/0/items/3",
            at(&last("-"), consent("talk"))
                .set(&last("-"), json!({ "id": "s", "type": "consent", "scope": "share", "text": "May I?" })),
        ),
        ("unknown-name", WHEN, when("c == 'yes'")),
        ("unknown-name", WHEN, when("indicators.c")),
        ("unknown-name", WHEN, when("scores.c > 1")),
        ("expression-type", WHEN, when("answered(page)")),
        ("unknown-code", WHEN, when("a == 'perhaps'")),
        ("unknown-code", WHEN, when("a in ['yes', 'perhaps']")),
        ("expression-syntax", WHEN, when("a == ")),
        ("number-needed", WHEN, when("a + b > 1")),
        ("number-needed", WHEN, when("(a && b) == 'yes'")),
        ("expression-unsupported", WHEN, when("today()")),
        ("expression-type", WHEN, when("'yes'")),
        ("expression-type", WHEN, when("a == b")),
        ("expression-type", WHEN, when("a > 2")),
        ("expression-type", WHEN, with_score().set(WHEN, json!("scores.s"))),
        ("expression-type", WHEN, with_score().set(WHEN, json!("scores.s == 'low'"))),
        ("bad-number", WHEN, with_score().set(WHEN, json!("scores.s > 1.2.3"))),
        ("expression-size", WHEN, when(&vec!["a"; 257].join(" || "))),
        ("constant", WHEN, when("true")),
        ("constant", WHEN, when("a in []")),
        (
            "cycle",
            "",
            at("/items/0/items/0/relevant", json!("b == 'yes'")).set("/items/0/items/1/relevant", json!("a == 'yes'")),
        ),
        ("cycle", "", at("/items/0/items/0/relevant", json!("a == 'yes'"))),
        ("unknown-name", "/indicators/0/dimension", with_indicators().set("/indicators/0/dimension", json!("e"))),
        (
            "unknown-name",
            "/indicators/0/source",
            with_indicators().set("/indicators/0/source", json!({ "id": "book" })),
        ),
        (
            "empty-dimension",
            "/dimensions/1",
            with_indicators().set("/dimensions/-", json!({ "id": "e", "title": "E" })),
        ),
        ("empty-combination", "/dimensionRule/0", with_indicators().set("/dimensionRule/0", json!({}))),
        ("no-rule", "", with_indicators().set("/dimensionRule", json!([]))),
        ("no-weight", "/scores/0/weights/a", with_score().set("/scores/0/weights/a", json!({ "yes": 2 }))),
        ("unknown-code", "/scores/0/weights/a/maybe", with_score().set("/scores/0/weights/a/maybe", json!(1))),
        (
            "empty-score",
            "/scores/0",
            with_score().set("/scores/0/weights", json!({})).set("/scores/0/bands", json!([])),
        ),
        ("band-order", "/scores/0/bands/1", with_score().set("/scores/0/bands/1/from", json!(0))),
        ("band-gap", "/scores/0/bands/0", with_score().set("/scores/0/bands/0/from", json!(1.5))),
        ("band-unreachable", "/scores/0/bands/1", with_score().set("/scores/0/bands/1/from", json!(6))),
        ("last-row", "/outcomes/rows/1", at("/outcomes/rows/1/when", json!("b"))),
        ("last-row", "/outcomes/rows", at("/outcomes/rows", json!([]))),
        (
            "row-unreachable",
            "/outcomes/rows/1",
            at("/outcomes/rows/-", json!({ "id": "more", "class": "one", "text": "More" })),
        ),
        ("no-sign-last", "/outcomes/rows/1", with_indicators().set("/outcomes/rows/1/class", json!("noSignNow"))),
        ("no-sign-unearned", "/outcomes/rows/0", with_indicators().set("/outcomes/rows/0/class", json!("noSignNow"))),
        (
            "no-sign-unearned",
            "/outcomes/rows/0",
            with_indicators().set("/outcomes/rows/0/class", json!("noSignNow")).set(WHEN, json!("noIndicator || a")),
        ),
        (
            "no-sign-unearned",
            "/outcomes/rows/0",
            with_indicators().set("/outcomes/rows/0/class", json!("noSignNow")).set(WHEN, json!("!noIndicator")),
        ),
        (
            "no-sign-without-indicators",
            "/outcomes/rows/0",
            at("/outcomes/rows/0/class", json!("noSignNow")).set(WHEN, json!("noIndicator")),
        ),
        (
            "may-stop",
            "/outcomes/rows/0/mayStop",
            with_indicators()
                .set("/outcomes/rows/0/class", json!("noSignNow"))
                .set(WHEN, json!("noIndicator && !a"))
                .set("/outcomes/rows/0/mayStop", json!(true)),
        ),
        (
            "no-service-list",
            "/alerts/0/services/1",
            at(
                "/alerts",
                json!([{ "id": "x", "when": "a == 'yes'", "urgency": "soon", "text": "X", "services": ["home", "care"] }]),
            ),
        ),
        ("no-service-list", "/outcomes/rows/0/actions/1/services/0", at("/outcomes/rows/0/actions", actions())),
        (
            "no-service-list",
            "/outcomes/indeterminate/actions/1/services/0",
            at("/outcomes/indeterminate/actions", actions()),
        ),
        (
            "no-service-list",
            "/outcomes/couldNotBeDone/actions/1/services/0",
            at("/outcomes/couldNotBeDone/actions", actions()),
        ),
        ("reserved-class", "/outcomes/rows/0/class", at("/outcomes/rows/0/class", json!("indeterminate"))),
        (
            "alert-on-no-indicator",
            "/alerts/0/when",
            with_indicators()
                .set("/alerts", json!([{ "id": "x", "when": "noIndicator || a", "urgency": "soon", "text": "X" }])),
        ),
    ]
}

#[test]
fn each_broken_definition_is_refused_for_its_own_reason() {
    for (code, pointer, draft) in broken() {
        let wrong = draft.wrong();
        let expected = (code.to_owned(), pointer.to_owned());
        assert!(wrong.contains(&expected), "{code} at {pointer}: {wrong:?}");
        // An alert that looks at `noIndicator` is a cycle too: the alert is part of it.
        let allowed = [code, "cycle"];
        assert!(wrong.iter().all(|(found, _)| allowed.contains(&&**found)), "{code} at {pointer}: {wrong:?}");
    }
}

#[test]
fn the_drafts_themselves_are_right() {
    assert_eq!(Draft::new().wrong(), []);
    assert_eq!(with_indicators().wrong(), []);
    assert_eq!(with_score().wrong(), []);
}

#[test]
fn a_cycle_is_named_whole() {
    let draft = Draft::new()
        .set("/dimensions", json!([{ "id": "d", "title": "D" }]))
        .set("/dimensionRule", json!([{ "strong": 1 }]))
        .set("/indicators", json!([{ "id": "i", "dimension": "d", "strength": "strong", "when": "a" }]))
        .set("/items/0/items/0/relevant", json!("dimensions.d || b"));
    let found = common::try_form(&draft.text()).unwrap_err();
    assert_eq!(
        found.list()[0].message(),
        "these need each other and none can be known first: a -> dimensions.d -> indicators.i -> a"
    );
}

#[test]
fn mistakes_in_several_places_are_told_together() {
    let draft = with_indicators()
        .set("/indicators/0/when", json!("c"))
        .set("/indicators/1/dimension", json!("e"))
        .set(WHEN, json!("dimensions.e || indicators.ia"))
        .set("/items/0/items/1/relevant", json!("a ="));
    assert_eq!(draft.wrong().len(), 4, "{:?}", draft.wrong());
}

#[test]
fn items_and_choices_have_limits() {
    let many = |count: usize| {
        let items: Vec<_> = (0..count - 1).map(|place| question(&format!("q{place}"), "worker")).collect();
        Draft::new().set("/items/0/items", json!(items)).set(WHEN, json!("q0"))
    };
    assert_eq!(many(2000).wrong(), []);
    assert_eq!(many(2001).wrong(), [("too-many".into(), "/items".into())]);
    let wide = |count: usize| {
        let choices: Vec<_> = (0..count).map(|place| json!({ "code": format!("c{place}"), "text": "C" })).collect();
        Draft::new().set("/items/0/items/1/choices", json!(choices))
    };
    assert_eq!(wide(500).wrong(), []);
    assert_eq!(wide(501).wrong(), [("too-many".into(), "/items/0/items/1/choices".into())]);
}

/// Codes that only reading a text, or giving a form its translations, can tell; see `reading` and `translations`.
const TOLD_ELSEWHERE: &[&str] = &[
    "empty",
    "too-large",
    "too-deep",
    "too-many-keys",
    "json-syntax",
    "duplicate-key",
    "unknown-key",
    "missing-key",
    "wrong-type",
    "unknown-word",
    "bad-name",
    "empty-text",
    "long-text",
    "hidden-character",
    "too-many",
    "newer-format",
    "not-compiled",
    "answer-refused",
    "not-as-computed",
    "bad-phone",
    "other-form",
    "missing-text",
    "unknown-text",
];

#[test]
fn every_code_has_a_broken_definition() {
    let here: BTreeSet<_> = broken().iter().map(|(code, ..)| *code).collect();
    // What is proved of the whole form has its table in `proofs`.
    let proved = Code::ALL.iter().position(|code| code.word() == "zero-divisor").unwrap();
    for code in &Code::ALL[..proved] {
        assert!(here.contains(code.word()) || TOLD_ELSEWHERE.contains(&code.word()), "{}", code.word());
    }
}

#[test]
fn the_example_compiles_to_what_it_says() {
    let form = form(EXAMPLE);
    assert_eq!((form.items.len(), form.parts.len(), form.indicators.len()), (10, 2, 4));
    assert_eq!(form.talk, form.find("talk"));
    let behind: Vec<_> = form.items.iter().filter(|item| item.behind_consent).map(|item| &*item.id).collect();
    assert_eq!(behind, ["papers", "asked_back", "locked", "hours", "pay"]);
    assert_eq!(form.text(form.title, 0).text, "Example");
}

#[test]
fn a_closing_group_is_no_part() {
    let draft = Draft::new().set("/items/0/items/-", consent("talk")).set("/items/-", closing(&share("refer")));
    let form = draft.form();
    let closing = form.closing.as_ref().unwrap();
    assert_eq!((form.parts.len(), &*closing.items), (1, &[form.find("refer").unwrap()][..]));
    assert!(form.items[usize::from(closing.items[0])].behind_consent);
}
