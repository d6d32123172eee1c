//! Every result can be computed again from its trace, and a changed byte is caught (semantics 34).

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

use common::questions::{also, rows, yes_no};
use common::{Draft, EXAMPLE, Interview, detection, file, form, of_folder};
use nrm_screening::assessment::{assess_session, recompute};
use nrm_screening::value::{Answer, Date, Reason, Truth};
use nrm_screening::{Form, Session};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// A form with something of everything a trace has to tell.
fn varied() -> Arc<Form> {
    form(&json!({
        "format": 1, "id": "varied", "version": "1.0.0", "sourceLanguage": "en", "title": "Varied",
        "choiceLists": { "yes_no": [{ "code": "yes", "text": "Yes" }, { "code": "no", "text": "No" }] },
        "items": [{ "id": "page", "type": "group", "title": "Page", "items": [
            { "id": "a", "type": "single", "by": "worker", "text": "A?", "choices": "yes_no", "whenMissing": "yes" },
            { "id": "b", "type": "single", "by": "worker", "text": "B?", "choices": "yes_no", "relevant": "a" },
            { "id": "several", "type": "multiple", "by": "worker", "text": "Which?", "choices": [
                { "code": "x", "text": "X" }, { "code": "y", "text": "Y" }, { "code": "none", "text": "None", "exclusive": true } ] },
            { "id": "n", "type": "integer", "by": "worker", "text": "How many?", "min": 0, "max": 9 },
            { "id": "born", "type": "date", "by": "worker", "text": "When?", "partial": true, "calendars": ["gregorian", "ethiopic"] },
            { "id": "at", "type": "time", "by": "worker", "text": "What time?" },
            { "id": "said", "type": "text", "by": "worker", "text": "What?" },
            { "id": "kids", "type": "repeat", "by": "worker", "text": "Children", "more": "Another?", "items": [
                { "id": "age", "type": "integer", "by": "worker", "text": "Age?", "min": 0, "max": 99 } ] },
            { "id": "minors", "type": "calculate", "value": "kids.count(k, k.age < 18)" }
        ]}],
        "scores": [
            { "id": "s", "method": "sum", "missing": { "atMost": 1, "fill": "mean" }, "round": "halfUp", "reverse": ["a"],
              "weights": { "a": { "yes": 2, "no": 0 }, "b": { "yes": 1.5, "no": 0 }, "n": "value",
                           "several": { "x": 1, "y": 2, "none": 0 } } },
            { "id": "gated", "method": "sum", "missing": "zero", "whenNotApplicable": 0, "weights": { "b": { "yes": 1, "no": 0 } } }
        ],
        "outcomes": {
            "rows": [
                { "id": "first", "class": "one", "when": "minors > 0 || scores.s > 4", "text": "One" },
                { "id": "last", "class": "other", "text": "Other" }
            ],
            "variant": "wide", "variants": { "strict": [{ "id": "only", "class": "other" }] },
            "indeterminate": { "text": "Not known" }, "couldNotBeDone": { "text": "Not held" }
        }
    }).to_string())
}

const ANSWERS: &str = r#"{
    "a": { "missing": "declined" }, "b": "no", "several": ["x", "y"], "n": "7",
    "born": { "calendar": "ethiopic", "from": "1993", "to": "1995", "words": "about then" },
    "at": "14:30", "said": "something that must not be in a trace",
    "kids": { "rows": [{ "id": "r1", "answers": { "age": 12 } }, { "id": "r2", "answers": { "age": { "missing": "doesNotKnow" } } }], "more": "no" }
}"#;

fn today() -> Date {
    Date::parse("2026-11-02").unwrap()
}

fn session() -> Session {
    Session::with_answers(varied(), today(), ANSWERS.as_bytes()).unwrap_or_else(|found| panic!("{found}"))
}

fn text(session: &Session) -> String {
    serde_json::to_string(&assess_session(session, 0)).unwrap()
}

#[test]
fn the_counts_of_a_dimension_are_those_of_its_indicators() {
    let form = of_folder("schemas/forms/nrm-identification/0.1.0");
    let cases: Value =
        serde_json::from_slice(&file("schemas/forms/nrm-identification/0.1.0/cases.json")).expect("cases");
    let mut most = [0; 3];
    for case in cases["cases"].as_array().expect("a list") {
        let answers = case["answers"].to_string();
        let session = Session::with_answers(Arc::clone(&form), today(), answers.as_bytes())
            .unwrap_or_else(|found| panic!("{}: {found}", case["id"]));
        let assessed = assess_session(&session, 0);
        for (place, dimension) in (0..).zip(&assessed.dimensions) {
            for count in &dimension.counts {
                let of = |truth: Truth| {
                    let each = form.indicators.iter().zip(&assessed.indicators);
                    let own = each.filter(|(known, found)| {
                        known.dimension == place && known.strength == count.strength && found.truth == truth
                    });
                    u32::try_from(own.count()).expect("few indicators")
                };
                let counted = [count.met, count.unknown, count.unmet];
                assert_eq!(counted, [of(Truth::True), of(Truth::Unknown), of(Truth::False)], "{}", dimension.id);
                most = [0, 1, 2].map(|place| most[place].max(counted[place]));
            }
        }
    }
    assert!(most.iter().all(|most| *most >= 2), "no more than {most:?} were counted");
}

#[test]
fn a_trace_computes_the_same_result_again_at_every_moment() {
    let mut moments = vec![session()];
    let mut finished = session();
    finished.finish();
    moments.push(finished);
    let mut open = session();
    open.clear(open.form().find("kids").unwrap()).unwrap();
    open.clear(open.form().find("a").unwrap()).unwrap();
    moments.push(open.clone());
    open.finish();
    moments.push(open);
    for session in &moments {
        if let Err(found) = recompute(session.form(), text(session).as_bytes()) {
            panic!("{found}");
        }
    }
    let interviews = [
        Interview::of(&form(EXAMPLE)).with(&[("age_group", "child"), ("talk", "given"), ("papers", "taken")]),
        Interview::of(&detection()).with(&[("age_group", "adult"), ("talk", "given")]).rest(&["no"]),
        Interview::of(&detection()).silent(Reason::NotAsked),
    ];
    for mut interview in interviews {
        for finish in [false, true] {
            if finish {
                interview.session.finish();
            }
            assert_eq!(recompute(interview.session.form(), text(&interview.session).as_bytes()), Ok(()));
        }
    }
}

#[test]
fn a_changed_byte_is_caught() {
    let mut session = session();
    session.finish();
    let whole = text(&session);
    let trace = whole.find("\"trace\":").unwrap();
    let mut changed = 0;
    for at in (0..whole.len()).filter(|at| *at >= trace || at % 5 == 0) {
        let mut bytes = whole.clone().into_bytes();
        for other in [b'0', b'z'] {
            let before = bytes[at];
            if before != other {
                bytes[at] = other;
                assert!(recompute(session.form(), &bytes).is_err(), "byte {at}: {}", &whole[at.saturating_sub(20)..at]);
                changed += 1;
            }
            bytes[at] = before;
        }
    }
    assert!(changed > 2000, "{changed}");
}

/// Every place of a list in a tree.
fn lists(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            found.push(place.to_owned());
            list.iter().enumerate().for_each(|(at, inner)| lists(inner, &format!("{place}/{at}"), found));
        }
        Value::Object(members) => {
            members.iter().for_each(|(key, inner)| lists(inner, &format!("{place}/{key}"), found));
        }
        _ => {}
    }
}

#[test]
fn a_list_that_is_shorter_or_longer_is_caught() {
    let mut session = session();
    session.finish();
    let whole: Value = serde_json::from_str(&text(&session)).unwrap();
    let mut places = Vec::new();
    lists(&whole, "", &mut places);
    let mut changed = 0;
    // What was on the screen is told, not computed.
    for place in places.iter().filter(|place| *place != "/languages") {
        for longer in [true, false] {
            let mut other = whole.clone();
            let list = other.pointer_mut(place).unwrap().as_array_mut().unwrap();
            if longer {
                list.push(list.last().cloned().unwrap_or(json!("more")));
            } else if list.pop().is_none() {
                continue;
            }
            assert!(recompute(session.form(), other.to_string().as_bytes()).is_err(), "{place} {longer}");
            changed += 1;
        }
    }
    assert!(changed > 20, "{changed}");
}

#[test]
fn an_answer_that_the_form_cannot_have_is_told_where_it_stands_and_nothing_else_is() {
    let session = session();
    let mut whole: Value = serde_json::from_str(&text(&session)).unwrap();
    let answers = whole["trace"]["answers"].as_array_mut().unwrap();
    let place = answers.iter().position(|answer| answer["item"] == "b").unwrap();
    answers[place]["code"] = json!("perhaps");
    let found = recompute(session.form(), whole.to_string().as_bytes()).unwrap_err();
    let pointers: Vec<_> = found.list().iter().map(|told| &*told.pointer).collect();
    assert_eq!(pointers.len(), 1, "{pointers:?}");
    assert!(pointers[0].starts_with(&format!("/trace/answers/{place}")), "{pointers:?}");
}

#[test]
fn words_that_are_too_long_are_as_long_in_the_trace() {
    let question =
        json!({ "id": "said", "type": "text", "by": "worker", "text": "What?", "maxLength": 3, "required": true });
    let long = Draft::new().ask(question).form();
    for (words, length) in [("abcd", 4), ("abc", 1)] {
        let mut session = Session::start(Arc::clone(&long), today());
        session.answer_id("said", Answer::Text(words.into())).unwrap();
        let told: Value = serde_json::from_str(&text(&session)).unwrap();
        assert_eq!(told["trace"]["answers"][0]["value"].as_str().unwrap().chars().count(), length, "{words}");
        assert_eq!(recompute(&long, told.to_string().as_bytes()), Ok(()), "{words}");
    }
}

#[test]
fn an_assessment_is_computed_again_up_to_sixteen_mebibytes() {
    let session = session();
    let whole = text(&session);
    let most = 16 * 1024 * 1024;
    let filled = |length: usize| format!("{whole}{}", " ".repeat(length - whole.len()));
    assert_eq!(recompute(session.form(), filled(most).as_bytes()), Ok(()));
    assert!(recompute(session.form(), filled(most + 1).as_bytes()).is_err());
}

#[test]
fn an_assessment_larger_than_any_form_is_computed_again() {
    let page = |page: usize| {
        let question = |at: usize| {
            let id = format!("question_{page}_{at}_{}", "x".repeat(44));
            json!({ "id": id, "type": "integer", "by": "worker", "text": "How many? ".repeat(11), "required": true })
        };
        json!({ "id": format!("page_{page}"), "type": "group", "title": "Page", "items": (0..20).map(question).collect::<Vec<_>>() })
    };
    let large = (0..90).map(page).fold(Draft::new(), |draft, page| draft.set("/items/-", page)).form();
    let mut session = Session::start(Arc::clone(&large), today());
    session.finish();
    let whole = text(&session);
    assert!(whole.len() > nrm_screening::json::Limits::DEFINITION.bytes, "{}", whole.len());
    assert_eq!(recompute(&large, whole.as_bytes()), Ok(()));
}

#[test]
fn another_form_or_version_or_day_is_caught() {
    let session = session();
    let whole = text(&session);
    assert!(recompute(&form(EXAMPLE), whole.as_bytes()).is_err());
    let pointers = |text: &str| -> Vec<String> {
        let found = recompute(session.form(), text.as_bytes()).unwrap_err();
        found.list().iter().map(|told| told.pointer.to_string()).collect()
    };
    assert_eq!(pointers(&whole.replace("2026-11-02", "2026-11-03")), ["/trace/seal"]);
    assert_eq!(pointers(&whole.replace("\"version\":\"1.0.0\"", "\"version\":\"1.0.1\"")), ["/form/version"]);
    assert_eq!(pointers("{}"), [""]);
}

#[test]
fn a_trace_tells_each_contribution_and_what_stood_in_for_silence() {
    let session = session();
    let trace = serde_json::to_value(assess_session(&session, 0)).unwrap()["trace"].take();
    let scores = &trace["scores"];
    let terms = |score: usize| -> Vec<Value> { scores[score]["terms"].as_array().unwrap().clone() };
    assert_eq!(
        terms(0),
        [
            json!({ "item": "a", "counted": "silent", "weight": "2", "comesTo": "0", "reversed": true }),
            json!({ "item": "b", "counted": "answered", "weight": "0", "comesTo": "0" }),
            json!({ "item": "n", "counted": "answered", "weight": "7", "comesTo": "7" }),
            json!({ "item": "several", "counted": "answered", "weight": "3", "comesTo": "3" }),
        ]
    );
    let mut without = session.clone();
    without.answer_id("n", Answer::Missing(Reason::Declined)).unwrap();
    let score = |session: &Session, at: usize| {
        serde_json::to_value(assess_session(session, 0)).unwrap()["trace"]["scores"][at].clone()
    };
    assert_eq!(
        (score(&without, 0)["filled"].as_str(), score(&without, 0)["answered"].as_u64()),
        (Some("mean"), Some(3))
    );
    let mut gated = session.clone();
    gated.give("a", "no").unwrap();
    assert_eq!((score(&gated, 1)["filled"].as_str(), score(&gated, 1)["applicable"].as_u64()), (Some("gate"), Some(0)));
    assert_eq!(
        (score(&session, 1)["filled"].as_str(), score(&session, 1)["applicable"].as_u64()),
        (Some("nothing"), Some(1))
    );
}

#[test]
fn what_a_silence_in_a_row_reads_as_is_computed_again() {
    let draft = Draft::new()
        .ask(rows("kids", &[also(yes_no("child"), "whenMissing", "yes")]))
        .when("kids.exists(k, k.child)")
        .form();
    let answers = r#"{ "kids": { "rows": [{ "id": "eldest", "answers": { "child": { "missing": "declined" } } }], "more": "no" } }"#;
    let session = Session::with_answers(Arc::clone(&draft), today(), answers.as_bytes()).unwrap();
    let told = text(&session);
    recompute(&draft, told.as_bytes()).unwrap_or_else(|found| panic!("{found}"));
    let listed =
        r#""readAs":[{"id":"child","row":"eldest","label":"?","state":"missing","code":"yes","reason":"declined"}]"#;
    assert!(told.contains(listed), "{told}");
    for (what, instead, place) in [
        (listed, r#""readAs":[]"#, "/readAs"),
        (
            "\"code\":\"yes\",\"reason\":\"declined\"}],\"complete",
            "\"code\":\"no\",\"reason\":\"declined\"}],\"complete",
            "/readAs/0/code",
        ),
        ("[{\"id\":\"child\",\"row\":\"eldest\"", "[{\"id\":\"child\",\"row\":\"second\"", "/readAs/0/row"),
    ] {
        assert_eq!(told.matches(what).count(), 1, "{what} in {told}");
        let found = recompute(&draft, told.replace(what, instead).as_bytes()).unwrap_err();
        assert_eq!(found.list().iter().map(|told| &*told.pointer).collect::<Vec<_>>(), [place], "{found}");
    }
}

#[test]
fn a_trace_holds_no_free_text() {
    let whole = text(&session());
    assert!(!whole.contains("something that") && !whole.contains("about then"));
    assert!(whole.contains("\"from\":\"1993\""));
}

fn digits(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

#[test]
fn the_digest_is_of_the_exact_bytes() {
    let form = form(EXAMPLE);
    assert_eq!(*form.digest, *digits(EXAMPLE.as_bytes()));
    let other = common::form(&format!("{EXAMPLE}\n"));
    assert_ne!(other.digest, form.digest);
    let detection = detection();
    let arabic = detection.language("ar").unwrap();
    let file = common::file("schemas/forms/nrm-detection/0.2.0/texts/ar.json");
    assert_eq!(*detection.languages[arabic].digest, *digits(&file));
    assert!(common::try_form(&EXAMPLE.replacen("\"format\": 1", "\"digest\": \"0\", \"format\": 1", 1)).is_err());
}
