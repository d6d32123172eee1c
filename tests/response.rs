//! What is handed over of an interview: how much, by the purpose and by what was agreed to; and going on with it.

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

use common::chance::{Chance, edit, every_kind};
use common::{EXAMPLE, file, form};
use nrm_screening::evaluation::ItemState;
use nrm_screening::response::{Extent, Purpose, Response, canonical, resume};
use nrm_screening::value::{Answer, Conclusion, Date, Reason};
use nrm_screening::{Form, Session};
use serde_json::{Value, json};
use std::sync::Arc;

/// What makes the alert of the example fire.
const CHILD_ALONE: [(&str, &str); 2] = [("age_group", "child"), ("with_guardian", "no")];

fn start(form: &Arc<Form>) -> Session {
    let mut session = Session::start(Arc::clone(form), Date::parse("2026-11-02").unwrap());
    session.show("en");
    session
}

/// The example, with a consent to keep a record, one of a guardian to that, and two to share.
fn with_consents() -> Arc<Form> {
    let mut form: Value = serde_json::from_str(EXAMPLE).unwrap();
    let asked = form["items"][1]["items"].as_array_mut().unwrap();
    for consent in [
        json!({ "id": "keep", "type": "consent", "scope": "record", "text": "May I keep this?" }),
        json!({ "id": "care", "type": "consent", "scope": "share", "recipient": "The clinic", "text": "May I tell the clinic?" }),
        json!({ "id": "court", "type": "consent", "scope": "share", "recipient": "The court", "text": "May I tell the court?" }),
    ] {
        asked.push(consent);
    }
    common::form(&form.to_string())
}

fn told(session: &Session, purpose: Purpose) -> Value {
    serde_json::to_value(Response::of(session, purpose).sealed()).unwrap()
}

fn keys(response: &Value) -> Vec<&str> {
    response.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_smaller_of_purpose_and_consent_is_handed_over() {
    use Extent::{Alerts, Class, Full};
    // What became of the consent to keep a record; what is handed over to count, to act, to keep. Silence is no refusal.
    let rows: [(&str, [Extent; 3]); 8] = [
        ("given", [Class, Alerts, Full]),
        ("not_required", [Class, Alerts, Full]),
        ("asked", [Class, Alerts, Full]),
        ("refused", [Class, Class, Class]),
        ("withdrawn", [Class, Class, Class]),
        ("(declined)", [Class, Class, Class]),
        ("(notAsked)", [Class, Alerts, Full]),
        ("", [Class, Alerts, Full]),
    ];
    for (consent, extents) in rows {
        for finished in [false, true] {
            let mut session = start(&with_consents());
            session.give("talk", "given").unwrap();
            session.give("locked", "yes").unwrap();
            match consent.strip_prefix('(').and_then(|reason| reason.strip_suffix(')')) {
                Some(reason) => drop(session.answer_id("keep", Answer::Missing(Reason::of(reason).unwrap())).unwrap()),
                None if consent.is_empty() => {}
                None => drop(session.give("keep", consent).unwrap()),
            }
            if finished {
                session.finish();
            }
            for (purpose, extent) in Purpose::ALL.iter().zip(extents) {
                assert_eq!(Extent::may(&session, *purpose), extent, "{consent} {purpose:?}");
                assert_eq!(told(&session, *purpose)["extent"], extent.word(), "{consent} {purpose:?}");
            }
        }
    }
    // A form that asks for no such consent leaves it to the purpose alone.
    let session = start(&form(EXAMPLE));
    let all: Vec<_> = Purpose::ALL.iter().map(|purpose| Extent::may(&session, *purpose)).collect();
    assert_eq!(all, [Class, Alerts, Full]);
}

#[test]
fn each_extent_holds_what_it_says_and_no_more() {
    let mut session = start(&with_consents());
    for (item, code) in CHILD_ALONE.into_iter().chain([("talk", "given"), ("locked", "yes")]) {
        session.give(item, code).unwrap();
    }
    session.conclude(Conclusion::FewerSigns).unwrap();
    session.explain("made up").unwrap();
    session.finish();
    let class = ["extent", "form", "class", "consents"];
    assert_eq!(keys(&told(&session, Purpose::Statistics)), [&class[..], &["digest"]].concat());
    let alerts = told(&session, Purpose::Alert);
    assert_eq!(keys(&alerts), [&class[..], &["alerts", "digest"]].concat());
    assert_eq!(alerts["alerts"], json!([{ "id": "child_alone", "urgency": "immediate", "holds": true }]));
    let full = told(&session, Purpose::Record);
    let all = ["engine", "today", "finished", "languages", "answers", "assessment", "conclusion", "needsSecondReview"];
    assert_eq!(keys(&full), [&class[..], &["alerts"], &all, &["digest"]].concat());
    assert_eq!(full["conclusion"], json!({ "conclusion": "fewerSigns", "reason": "made up" }));
    assert_eq!(full["needsSecondReview"], true);
    for purpose in [Purpose::Statistics, Purpose::Alert] {
        let response = told(&session, purpose).to_string();
        assert!(!response.contains("locked") && !response.contains("made up"), "{response}");
    }
    // What was refused to be kept leaves the same as what is only counted, whatever was said.
    let mut refused = start(&with_consents());
    for (item, code) in CHILD_ALONE.into_iter().chain([("talk", "given"), ("locked", "yes"), ("keep", "refused")]) {
        refused.give(item, code).unwrap();
    }
    refused.finish();
    for purpose in Purpose::ALL {
        let response = told(&refused, *purpose);
        assert_eq!(keys(&response), [&class[..], &["digest"]].concat());
        assert!(!response.to_string().contains("locked") && !response.to_string().contains("child"));
    }
}

#[test]
fn what_became_of_each_consent_is_told_by_scope_and_recipient() {
    let mut session = start(&with_consents());
    session.give("talk", "given").unwrap();
    session.give("keep", "not_required").unwrap();
    session.specify(session.form().find("keep").unwrap(), "by law").unwrap();
    session.give("care", "withdrawn").unwrap();
    session.finish();
    let consents = [
        json!({ "item": "talk", "scope": "talk", "of": "person", "consent": "given" }),
        json!({ "item": "keep", "scope": "record", "of": "person", "consent": "not_required", "reason": "by law" }),
        json!({ "item": "care", "scope": "share", "of": "person", "recipient": "The clinic", "consent": "withdrawn" }),
        json!({ "item": "court", "scope": "share", "of": "person", "recipient": "The court", "missing": "notAsked" }),
    ];
    assert_eq!(told(&session, Purpose::Record)["consents"], json!(consents));
    let counted = told(&session, Purpose::Statistics)["consents"].to_string();
    assert!(!counted.contains("by law"), "to count, no words are needed");
}

#[test]
fn an_answer_says_who_gave_it_and_whether_it_counts() {
    let mut session = start(&every_kind());
    let answer = |session: &Session, item: &str| {
        let response = told(session, Purpose::Record);
        let found = response["answers"].as_array().unwrap().iter().find(|answer| answer["item"] == item).cloned();
        found.unwrap_or_default()
    };
    session.give("gate", "yes").unwrap();
    session.give("talk", "given").unwrap();
    session.give("p", "yes").unwrap();
    session.answer_id("n", Answer::number("-99")).unwrap();
    session.prefill(session.form().find("s").unwrap(), Answer::Choice(1)).unwrap();
    let kids = session.form().find("kids").unwrap();
    session.add_row(kids).unwrap();
    session.answer((kids + 1, 0), Answer::Choice(0)).unwrap();
    let rows = json!([{ "id": "r1", "answers": [{ "item": "child", "by": "worker", "code": "yes" }] }]);
    assert_eq!(answer(&session, "p"), json!({ "item": "p", "by": "person", "code": "yes" }));
    assert_eq!(answer(&session, "n"), json!({ "item": "n", "by": "worker", "state": "invalid", "value": "-99" }));
    let prefilled = json!({ "item": "s", "by": "worker", "state": "open", "code": "w1", "mark": "unconfirmed" });
    assert_eq!(answer(&session, "s"), prefilled);
    assert_eq!(answer(&session, "kids"), json!({ "item": "kids", "by": "worker", "state": "open", "rows": rows }));
    assert_eq!(answer(&session, "t"), Value::Null, "what was never given is not in it");
    // What does not apply is kept, and says so; rows too.
    session.give("gate", "no").unwrap();
    assert_eq!(answer(&session, "p"), json!({ "item": "p", "by": "person", "state": "irrelevant", "code": "yes" }));
    let rows =
        json!([{ "id": "r1", "answers": [{ "item": "child", "by": "worker", "state": "irrelevant", "code": "yes" }] }]);
    assert_eq!(
        answer(&session, "kids"),
        json!({ "item": "kids", "by": "worker", "state": "irrelevant", "rows": rows })
    );
    // Finishing closes what is open, and keeps what was entered.
    session.give("gate", "yes").unwrap();
    session.finish();
    let closed = json!({ "item": "n", "by": "worker", "value": "-99", "missing": "notAsked", "mark": "restored", "closed": "open" });
    assert_eq!(answer(&session, "n"), closed);
}

#[test]
fn a_withdrawal_says_that_it_was_one() {
    let mut session = start(&every_kind());
    for (item, code) in [("gate", "yes"), ("talk", "given"), ("talk", "withdrawn")] {
        session.give(item, code).unwrap();
    }
    let response = told(&session, Purpose::Record);
    let closed = json!({ "item": "p", "by": "person", "missing": "declined", "closed": "withdrawn" });
    assert!(response["answers"].as_array().unwrap().contains(&closed), "{response}");
    let again = resume(session.form(), response.to_string().as_bytes()).unwrap();
    assert_eq!(again.entries(), session.entries());
}

#[test]
fn any_interview_goes_on_where_it_was() {
    let forms = [every_kind(), form(&String::from_utf8(file("tests/fixtures/every-item.form.json")).unwrap())];
    let schema: Value = serde_json::from_slice(&file("schemas/contract/response.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let mut chance = Chance(17);
    let (mut resumed, mut withdrawn) = (0, 0);
    for round in 0..40 {
        let mut session = start(&forms[round % 2]);
        for step in 0..60 {
            edit(&mut session, &mut chance, |session, chance, kind| match kind {
                0 => Some(session.answer_id("n", Answer::number(["-1", "1"][chance.below(2)]))),
                1 => Some(session.give("p", "yes")),
                _ => None,
            });
            let _ = session.conclude(Conclusion::ALL[chance.below(3)]);
            if step % 20 < 19 || !session.keeps_record() {
                continue;
            }
            assert!(Purpose::ALL.iter().all(|purpose| schema.is_valid(&told(&session, *purpose))));
            let mut ended = session.clone();
            ended.finish();
            for session in [&session, &ended] {
                let response = told(session, Purpose::Record);
                assert!(schema.is_valid(&response), "{response}");
                let again = resume(session.form(), response.to_string().as_bytes());
                let mut again = again.unwrap_or_else(|found| panic!("{found:?}\n{response}"));
                if session.is_finished() {
                    again.finish();
                }
                assert_eq!(told(&again, Purpose::Record), response);
                assert_eq!((again.state(), again.fired()), (session.state(), session.fired()));
                resumed += 1;
                withdrawn += usize::from(response.to_string().contains(r#""holds":false"#));
            }
        }
    }
    assert!(resumed > 150 && withdrawn > 10, "{resumed} {withdrawn}");
}

#[test]
fn a_response_that_was_changed_does_not_go_on() {
    let mut session = start(&with_consents());
    let later = [("age_group", "adult"), ("talk", "given"), ("locked", "yes")];
    for (item, code) in CHILD_ALONE.into_iter().chain(later) {
        session.give(item, code).unwrap();
    }
    session.conclude(Conclusion::Agrees).unwrap();
    session.finish();
    let form = Arc::clone(session.form());
    let response = told(&session, Purpose::Record);
    let changed = |pointer: &str, value: Value| {
        let mut changed = response.clone();
        *changed.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        changed
    };
    let sealed = |mut response: Value| {
        // Whoever changes it can make the digest again: it is no signature.
        let mut covered = response.clone();
        covered.as_object_mut().unwrap().retain(|key, _| key != "digest" && key != "review");
        let digest = sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(canonical(&covered)));
        response["digest"] = digest.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat().into();
        response
    };
    let code = |response: &Value| match resume(&form, response.to_string().as_bytes()) {
        Ok(_) => "goes on",
        Err(why) => why.word(),
    };
    assert_eq!(code(&response), "goes on");
    assert_eq!(sealed(response.clone()), response, "the digest is that of the canonical form");
    // Each alone; and with the digest made again, if that can be noticed at all.
    let rows = [
        ("/class", json!("noSignNow"), "response-changed"),
        ("/answers/0/code", json!("child"), "response-changed"),
        ("/answers/0/by", json!("person"), "response-changed"),
        ("/consents/0/consent", json!("refused"), "response-changed"),
        ("/alerts/0/holds", json!(true), "response-changed"),
        ("/alerts", json!([]), "response-changed"),
        ("/today", json!("2026-11-03"), "response-changed"),
        ("/finished", json!(false), "response-changed"),
        ("/needsSecondReview", json!(true), "response-changed"),
        ("/conclusion/conclusion", json!("moreSigns"), "goes on"),
        ("/assessment/outcome/class", json!("noSignNow"), "response-changed"),
        ("/assessment/trace/seal", json!("0"), "response-changed"),
        ("/form/version", json!("9.9.9"), "form-missing"),
        ("/form/digest", json!("0"), "form-missing"),
        ("/extent", json!("alerts"), "response-partial"),
        ("/extent", json!("all"), "response-invalid"),
        ("/answers/0/code", json!("perhaps"), "response-invalid"),
        ("/answers/0/item", json!("nothing"), "response-invalid"),
        ("/answers", json!("none"), "response-invalid"),
        ("/today", json!("2026-02-30"), "response-invalid"),
        ("/alerts/0/id", json!("nothing"), "response-invalid"),
        ("/conclusion/conclusion", json!("perhaps"), "response-invalid"),
    ];
    for (pointer, value, with_digest) in rows {
        let changed = changed(pointer, value);
        let plain = if with_digest == "goes on" { "response-changed" } else { with_digest };
        assert_eq!(code(&changed), plain, "{pointer}");
        assert_eq!(code(&sealed(changed)), with_digest, "{pointer}, with its digest");
    }
    // What the host and a second person add is theirs.
    let mut reviewed = response.clone();
    reviewed["review"] = json!({ "by": "supervisor", "on": "2026-11-03", "conclusion": "agrees" });
    assert_eq!(code(&reviewed), "goes on");
    let mut named = response.clone();
    named["case"] = "case 7".into();
    assert_eq!(code(&named), "response-changed", "its name is covered");
    assert_eq!(code(&sealed(named)), "goes on");
    for text in ["", "{}", "[]", "null", "{\"extent\": \"full\"}", "{\"a\": 1, \"a\": 2}"] {
        let why = resume(&form, text.as_bytes()).unwrap_err().word();
        assert!(["response-invalid", "form-missing"].contains(&why), "{text}: {why}");
    }
    // Another version of the engine may word its reasons otherwise: then only the digest is held against it.
    let mut older = changed("/engine", json!("0.0.9"));
    older["assessment"]["engine"] = "0.0.9".into();
    assert_eq!(code(&sealed(older)), "goes on");
}

#[test]
fn what_is_resumed_is_asked_on() {
    let mut session = start(&form(EXAMPLE));
    session.give("age_group", "adult").unwrap();
    session.finish();
    let response = Response { case: Some("case 7".into()), ..Response::of(&session, Purpose::Record) }.sealed();
    let text = serde_json::to_string(&response).unwrap();
    let mut again = resume(session.form(), text.as_bytes()).unwrap();
    assert_eq!(again.today(), session.today(), "the day stays the first one");
    again.give("talk", "given").unwrap();
    again.give("locked", "yes").unwrap();
    again.finish();
    let standing = |session: &Session| session.state().item(session.form().find("locked").unwrap());
    assert_eq!(standing(&session), ItemState::Missing(Reason::NotAsked));
    assert_eq!(standing(&again), ItemState::Answered);
    assert_eq!(told(&again, Purpose::Record)["class"], "indeterminate", "the rest was still not asked");
}
