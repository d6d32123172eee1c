//! What one form hands to the next: what the maintainers' tools refuse, what is proposed of a finished interview, and that
//! nothing counts before somebody has confirmed it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod common;

use common::{Interview, file, of_folder};
use nrm_screening::Form;
use nrm_screening::compile::compile_carry;
use nrm_screening::definition::CarryOver;
use nrm_screening::evaluation::{ItemState, Mark};
use nrm_screening::form::Carry;
use nrm_screening::maintain::{check_carry, forms_of};
use nrm_screening::session::Refused;
use serde_json::{Value, json};
use std::sync::Arc;

fn newest(form: &str) -> Arc<Form> {
    let version = if form == "nrm-detection" { "0.2.0" } else { "0.1.0" };
    of_folder(&format!("schemas/forms/{form}/{version}"))
}

/// What is published between two forms.
fn between(from: &str, to: &str) -> Carry {
    let text = file(&format!("schemas/carry/{from}.{to}.json"));
    let carry = CarryOver::read(&text).unwrap_or_else(|found| panic!("{from}.{to}: {found}"));
    Carry::from_text(&compile_carry(&carry)).expect("what was compiled is read")
}

/// Item and codes of every proposal.
fn proposed(interview: &Interview, carry: &Carry) -> Vec<(String, String)> {
    let made = interview.session.carried(carry).unwrap();
    made.into_iter().map(|proposal| (proposal.item, proposal.codes.join(" "))).collect()
}

fn finished(form: &str, answers: &[(&str, &str)]) -> Interview {
    let mut interview = Interview::of(&newest(form)).with(answers);
    interview.session.finish();
    interview
}

#[test]
fn everything_published_fits_its_forms_and_crosses_as_text() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/carry");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let (text, name) = (std::fs::read(&path).unwrap(), path.file_stem().unwrap().to_str().unwrap().to_owned());
        let ((from, version), (to, _)) = forms_of(&text).expect("a shape that is right");
        assert_eq!(newest(&from).version.as_ref(), version, "{name} begins at the newest version");
        assert_eq!(check_carry(&text, &name, Some(&newest(&from)), Some(&newest(&to))), [], "{name}");
        let (over, compiled) = (CarryOver::read(&text).unwrap(), compile_carry(&CarryOver::read(&text).unwrap()));
        let read = Carry::from_text(&compiled).unwrap_or_else(|| panic!("{name} is read"));
        assert_eq!(read.lines.len(), over.carried.len(), "{name}");
        for (line, carried) in read.lines.iter().zip(&over.carried) {
            assert_eq!(*line.to, *carried.to, "{name}");
            let codes = carried.codes.iter().count() + carried.classes.iter().count();
            assert_eq!(line.codes.len(), codes + usize::from(carried.code.is_some()), "{name}: {}", line.to);
        }
        assert_eq!(Carry::from_text(&compiled[1..]), None, "{name}");
        seen += 1;
    }
    assert_eq!(seen, 9);
}

/// A line, and what is told of it.
const WRONG: &[(&str, &str, &str)] = &[
    (r#"{"to": "nobody", "item": "age_group"}"#, "unknown-question", "/carried/0/to"),
    (r#"{"to": "age_group", "item": "nobody"}"#, "unknown-question", "/carried/0/item"),
    (r#"{"to": "talk", "item": "record"}"#, "not-carried", "/carried/0/to"),
    (r#"{"to": "record", "item": "talk"}"#, "not-carried", "/carried/0/item"),
    (r#"{"to": "first_wish", "item": "own_words"}"#, "not-carried", "/carried/0/to"),
    (r#"{"to": "age_group", "item": "birth", "codes": {"child": "child"}}"#, "not-carried", "/carried/0/item"),
    (r#"{"to": "age_group", "item": "step_place"}"#, "not-carried", "/carried/0/item"),
    (r#"{"to": "age_group", "item": "health"}"#, "unknown-choice", "/carried/0/item"),
    (
        r#"{"to": "age_group", "item": "health", "codes": {"later": "child"}}"#,
        "unknown-choice",
        "/carried/0/codes/later",
    ),
    (r#"{"to": "age_group", "item": "health", "codes": {"now": "old"}}"#, "unknown-choice", "/carried/0/codes/now"),
    (r#"{"to": "seen", "item": "marks", "codes": {"yes": "hurt"}}"#, "not-carried", "/carried/0/to"),
    (
        r#"{"to": "ahead", "item": "threats", "codes": {"family": "stay", "tell": "unsure"}}"#,
        "not-carried",
        "/carried/0/item",
    ),
    (r#"{"to": "ask_medical", "item": "share_care"}"#, "not-carried", "/carried/0/item"),
    (r#"{"to": "record", "item": "marks", "codes": {"yes": "given"}}"#, "not-carried", "/carried/0/item"),
    (r#"{"to": "record", "alert": "sought_now", "code": "given"}"#, "not-carried", "/carried/0/to"),
    (r#"{"to": "need_safety", "alert": "flood", "code": "now"}"#, "unknown-id", "/carried/0/alert"),
    (r#"{"to": "need_safety", "indicator": "flood", "code": "now"}"#, "unknown-id", "/carried/0/indicator"),
    (r#"{"to": "need_safety", "alert": "sought_now", "code": "maybe"}"#, "unknown-choice", "/carried/0/code"),
    (r#"{"to": "need_safety", "classes": {"lowRisk": "none"}}"#, "unknown-id", "/carried/0/classes/lowRisk"),
    (
        r#"{"to": "need_safety", "classes": {"presumedVictim": "maybe"}}"#,
        "unknown-choice",
        "/carried/0/classes/presumedVictim",
    ),
    (r#"{"to": "need_safety"}"#, "no-origin", "/carried/0"),
    (r#"{"to": "need_safety", "alert": "sought_now"}"#, "no-origin", "/carried/0"),
    (r#"{"to": "need_safety", "item": "sought", "alert": "sought_now", "code": "now"}"#, "no-origin", "/carried/0"),
    (r#"{"to": "age_group", "item": "age_group", "code": "child"}"#, "no-origin", "/carried/0"),
    (r#"{"to": "age_group", "item": 3}"#, "wrong-type", "/carried/0/item"),
    (r#"{"to": "age_group", "item": "age_group", "silent": true}"#, "unknown-key", "/carried/0/silent"),
];

fn text(carried: &str) -> Vec<u8> {
    let whole = format!(
        r#"{{"format": 1, "from": {{"form": "nrm-identification", "version": "0.1.0"}}, "to": {{"form": "nrm-needs", "version": "0.1.0"}}, "carried": [{carried}]}}"#
    );
    whole.into_bytes()
}

#[test]
fn what_cannot_be_carried_is_told_by_its_place() {
    let (from, to) = (newest("nrm-identification"), newest("nrm-needs"));
    let check = |line: &str| {
        let found = check_carry(&text(line), "nrm-identification.nrm-needs", Some(&from), Some(&to));
        found.into_iter().map(|found| (found.code, found.pointer)).collect::<Vec<_>>()
    };
    assert_eq!(check(r#"{"to": "age_group", "item": "age_group"}"#), []);
    for (line, code, pointer) in WRONG {
        let found = check(line);
        assert!(found.contains(&(*code, (*pointer).to_owned())), "{line}: {found:?}");
    }
    let twice = r#"{"to": "age_group", "item": "age_group"}, {"to": "age_group", "item": "age_group"}"#;
    assert_eq!(check(twice), [("not-carried", "/carried/1/to".to_owned())]);
    let named = check_carry(&text(""), "needs", Some(&from), Some(&to));
    assert_eq!(named[0].code, "file-name");
    let alone = check_carry(&text(""), "nrm-identification.nrm-needs", Some(&from), None);
    assert_eq!((alone[0].code, &*alone[0].pointer), ("not-compared", "/to"));
    let other = check_carry(&text(""), "nrm-identification.nrm-needs", Some(&to), Some(&to));
    assert_eq!((other[0].code, &*other[0].pointer), ("not-compared", "/from"));
}

#[test]
fn the_schema_takes_what_is_published() {
    let schema: Value = serde_json::from_slice(&file("schemas/contract/carry-over.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let right: Value = serde_json::from_slice(&file("schemas/carry/nrm-needs.nrm-referral.json")).unwrap();
    assert!(schema.is_valid(&right));
    let mut wrong = right.clone();
    wrong["carried"][0]["silent"] = json!(true);
    assert!(!schema.is_valid(&wrong));
}

/// Only what was answered is handed over: silences, what does not apply and a "no" stay behind.
#[test]
fn what_was_answered_is_proposed_and_nothing_else() {
    let carry = between("nrm-detection", "nrm-identification");
    let told = [
        ("age_group", "adult"),
        ("talk", "given"),
        ("works", "now"),
        ("hours", "yes"),
        ("pay", "?declined"),
        ("papers", "taken"),
        ("harm", "no"),
        ("changed_group", "paid,force"),
        ("threats", "both"),
        ("share_care", "refused"),
    ];
    let found = proposed(&finished("nrm-detection", &told), &carry);
    let expected = [
        ("age_group", "adult"),
        ("sold", "yes"),
        ("taken", "yes"),
        ("works", "now"),
        ("hours", "yes"),
        ("papers", "taken"),
        ("threats", "violence family"),
        ("share_care", "refused"),
    ];
    let expected = expected.map(|(item, codes)| (item.to_owned(), codes.to_owned()));
    assert_eq!(found, expected);
    let nothing = finished("nrm-detection", &[("talk", "given")]);
    assert_eq!(proposed(&nothing, &carry), [], "silence is not carried, whatever it reads as");
}

#[test]
fn findings_become_proposals() {
    let carry = between("nrm-risk", "nrm-needs");
    let severe = finished("nrm-risk", &[("age_group", "child"), ("talk", "given"), ("dark", "soon")]);
    let expected = [("age_group", "child"), ("need_safety", "now"), ("need_mind", "now")];
    assert_eq!(proposed(&severe, &carry), expected.map(|(item, codes)| (item.to_owned(), codes.to_owned())));
    let again = between("nrm-risk", "nrm-risk");
    assert!(proposed(&severe, &again).contains(&("former".to_owned(), "severe".to_owned())));
    let unknown = finished("nrm-risk", &[("talk", "given")]);
    assert_eq!(unknown.class(), "indeterminate");
    assert_eq!(proposed(&unknown, &again), [], "a level that is not known is not carried as one");
}

#[test]
fn several_agreements_tick_one_question() {
    let carry = between("nrm-needs", "nrm-referral");
    let wished = [
        ("age_group", "adult"),
        ("talk", "given"),
        ("need_medical", "now"),
        ("wish_medical", "yes"),
        ("ask_medical", "given"),
        ("need_intimate", "week"),
        ("wish_intimate", "yes"),
        ("ask_intimate", "given"),
        ("need_justice", "week"),
        ("wish_justice", "unsure"),
        ("ask_justice", "given"),
        ("need_shelter", "week"),
        ("wish_shelter", "yes"),
        ("ask_shelter", "refused"),
    ];
    let found = proposed(&finished("nrm-needs", &wished), &carry);
    assert!(found.contains(&("kinds".to_owned(), "medical rights".to_owned())), "{found:?}");
}

#[test]
fn where_keeping_was_refused_only_class_and_consents_are_carried() {
    let told =
        [("age_group", "adult"), ("talk", "given"), ("record", "refused"), ("papers", "taken"), ("refer", "given")];
    let found = proposed(&finished("nrm-detection", &told), &between("nrm-detection", "nrm-identification"));
    let expected = [("record", "refused"), ("refer", "given")];
    assert_eq!(found, expected.map(|(item, codes)| (item.to_owned(), codes.to_owned())));
}

#[test]
fn only_a_finished_interview_of_that_form_hands_over() {
    let carry = between("nrm-detection", "nrm-identification");
    let open = Interview::of(&newest("nrm-detection")).with(&[("age_group", "adult")]);
    assert_eq!(open.session.carried(&carry), Err(Refused::NotFinished));
    assert_eq!(finished("nrm-risk", &[]).session.carried(&carry), Err(Refused::OtherForm));
    let mut older = carry.clone();
    older.from.1 = "0.1.0".into();
    assert_eq!(finished("nrm-detection", &[]).session.carried(&older), Err(Refused::OtherForm));
}

/// A proposal is open, moves nothing, and is closed as not asked where nobody looks at it.
#[test]
fn a_proposal_counts_once_it_is_confirmed() {
    let mut interview = Interview::of(&newest("nrm-identification")).with(&[("age_group", "adult"), ("talk", "given")]);
    let before = interview.session.state().indicators.clone();
    let place = interview.session.form().find("papers").unwrap();
    interview.session.propose("papers", "taken").unwrap();
    interview.session.propose("threats", "violence family").unwrap();
    assert_eq!(interview.session.state().item(place), ItemState::Open);
    assert_eq!(interview.session.entry(place).unwrap().mark, Some(Mark::Unconfirmed));
    assert_eq!(interview.session.state().indicators, before, "nothing is met by a proposal");
    let mut left = interview.session.clone();
    left.finish();
    assert!(matches!(left.state().item(place), ItemState::Missing(_)), "nobody has confirmed it");
    interview.session.confirm(place).unwrap();
    assert_eq!(interview.session.state().item(place), ItemState::Answered);
    assert_ne!(interview.session.state().indicators, before);
}

#[test]
fn what_was_answered_stands_and_the_consent_to_talk_is_asked() {
    let mut interview = Interview::of(&newest("nrm-identification")).with(&[("talk", "given"), ("papers", "self")]);
    let place = interview.session.form().find("papers").unwrap();
    let change = interview.session.propose("papers", "taken").unwrap();
    assert_eq!(change, nrm_screening::session::Change::default());
    assert_eq!(interview.session.state().item(place), ItemState::Answered);
    for (item, code, refused) in [
        ("talk", "given", Refused::WrongKind),
        ("nobody", "yes", Refused::UnknownItem),
        ("papers", "lost", Refused::UnknownChoice),
        ("threats", "violence none", Refused::NotTogether),
        ("step_place", "sea", Refused::UnknownItem),
    ] {
        assert_eq!(interview.session.propose(item, code), Err(refused), "{item} = {code}");
    }
}
