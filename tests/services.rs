//! Lists of services: what is refused, what is shown in which language, and what reaches the device.

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

use common::{EXAMPLE, form};
use nrm_screening::Form;
use nrm_screening::compile::{Services, compile_services};
use nrm_screening::definition::{ServiceList, ServiceTexts};
use nrm_screening::value::Date;
use nrm_screening::view::Words;
use serde_json::{Value, json};
use std::path::Path;

fn list() -> Value {
    json!({
        "format": 1, "id": "town", "version": "0.1.0", "sourceLanguage": "fr",
        "kinds": [{ "id": "shelter", "text": "Dormir" }, { "id": "doctor", "text": "Soins" }],
        "services": [
            { "id": "house", "kinds": ["shelter", "doctor"], "name": "La maison", "place": "Au port", "hours": "Jour et nuit",
              "phones": ["21 00 00 01", "+253 21 00 00 02"], "languages": ["fr", "so"], "urgent": true, "checkedOn": "2026-11-23",
              "source": "Made up", "verified": true },
            { "id": "ward", "kinds": ["doctor"], "name": "Le dispensaire", "source": "Made up" },
        ],
    })
}

/// What is told of a list, by code and pointer.
fn told(list: &Value) -> Vec<(&'static str, String)> {
    let made = ServiceList::read(list.to_string().as_bytes()).and_then(|list| compile_services(&list));
    let found = made.err().unwrap_or_default();
    found.list().iter().map(|one| (one.code.word(), one.pointer.to_string())).collect()
}

fn made() -> Services {
    compile_services(&ServiceList::read(list().to_string().as_bytes()).unwrap()).unwrap()
}

fn overlay(version: &str, texts: &Value) -> ServiceTexts {
    let text = json!({ "format": 1, "services": "town", "version": version, "language": "en", "review": "none", "texts": texts });
    ServiceTexts::read(text.to_string().as_bytes()).unwrap()
}

#[test]
fn a_list_is_read_whole() {
    let services = made();
    let of = |kind| services.of_kind(kind).map(|one| &*one.id).collect::<Vec<_>>();
    assert_eq!((of("shelter"), of("doctor"), of("lawyer")), (vec!["house"], vec!["house", "ward"], vec![]));
    let (house, ward) = (&services.services[0], &services.services[1]);
    assert_eq!(house.phones, ["21 00 00 01".into(), "+253 21 00 00 02".into()]);
    assert_eq!((house.checked_on, house.urgent, house.verified), (Date::parse("2026-11-23"), true, true));
    assert_eq!(services.text(house.place.unwrap(), 0).text, "Au port");
    // What is not known stays unknown.
    assert_eq!((ward.place, ward.hours, ward.checked_on, ward.urgent, ward.verified), (None, None, None, false, false));
    assert!(ward.phones.is_empty() && ward.languages.is_empty());
    assert_eq!(services.digest.len(), 64);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let with = |pointer: &str, value: Value| {
        let mut list = list();
        *list.pointer_mut(pointer).unwrap() = value;
        told(&list)
    };
    assert_eq!(told(&list()), []);
    for phone in ["", "dix-sept", "21  35", "21-35", "+", " 17", "+253 21 35 04 21 00 00 00 00"] {
        assert_eq!(
            with("/services/0/phones/1", json!(phone)),
            [("bad-phone", "/services/0/phones/1".into())],
            "{phone:?}"
        );
    }
    for day in ["2026-02-30", "today", "hier"] {
        assert_eq!(with("/services/0/checkedOn", json!(day)), [("bad-day", "/services/0/checkedOn".into())], "{day}");
    }
    assert_eq!(with("/services/1/kinds/0", json!("lawyer")), [("unknown-name", "/services/1/kinds/0".into())]);
    assert_eq!(with("/services/1/id", json!("house")), [("duplicate-id", "/services/1".into())]);
    assert_eq!(with("/kinds/1/id", json!("shelter"))[0], ("duplicate-id", "/kinds/1".into()));
    assert_eq!(with("/services/0/hours", Value::Null), [("wrong-type", "/services/0/hours".into())]);
    assert_eq!(with("/services/0/urgent", json!("no")), [("wrong-type", "/services/0/urgent".into())]);
    assert_eq!(with("/format", json!(2)), [("newer-format", "/format".into())]);
}

#[test]
fn a_language_is_taken_by_its_own_list_and_falls_back_with_a_mark() {
    let mut services = made();
    let found = services.add_language(&overlay("0.2.0", &json!({}))).unwrap_err();
    assert_eq!(found.to_string(), "other-form /services these texts belong to `town 0.2.0`");
    assert_eq!(services.languages.len(), 1);
    let found = services.add_language(&overlay(
        "0.1.0",
        &json!({
            "kinds.shelter.text": ["00000000", "Sleep"], "services.house.name": ["00000000", "The house"],
            "services.house.phone": ["00000000", "x"],
        }),
    ));
    let found = found.unwrap_err();
    let codes: Vec<_> = found.list().iter().map(|one| one.code.word()).collect();
    assert_eq!(codes, ["unknown-text", "missing-text", "missing-text", "missing-text", "missing-text"]);
    let english = services.language("en").unwrap();
    let (house, ward) = (services.services[0].name, services.services[1].name);
    let shown = |id| {
        (services.text(id, english).text, services.text(id, english).language, services.text(id, english).fallback)
    };
    assert_eq!(shown(house), ("The house", "en", false));
    assert_eq!(shown(ward), ("Le dispensaire", "fr", true));
}

#[test]
fn a_list_comes_back_from_its_text_and_nothing_else_does() {
    let mut services = made();
    services.add_language(&overlay("0.1.0", &json!({ "kinds.shelter.text": ["00000000", "Sleep"] }))).unwrap_err();
    let text = services.to_text();
    let back = Services::from_text(&text).unwrap();
    assert_eq!(back.to_text(), text);
    assert_eq!(back.text(back.kinds[0].text, 1).text, "Sleep");
    assert_eq!(back.services[0].checked_on, Date::parse("2026-11-23"));
    assert!(text.char_indices().all(|(end, _)| Services::from_text(&text[..end]).is_none()));
    assert!(Services::from_text(&form(EXAMPLE).to_text()).is_none());
    assert!(Form::from_text(&text).is_none() && Words::from_text(&text).is_none());
}

#[test]
fn the_list_of_djibouti_is_whole_in_each_language_and_claims_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/services");
    let read = |path: &str| std::fs::read(root.join(path)).unwrap();
    let mut services = compile_services(&ServiceList::read(&read("djibouti.json")).unwrap()).unwrap();
    for language in ["en", "ar"] {
        let texts = ServiceTexts::read(&read(&format!("djibouti/{language}.json"))).unwrap();
        services.add_language(&texts).unwrap();
        assert_eq!(services.languages.last().map(|one| (&*one.tag, &*one.review)), Some((language, "none")));
    }
    assert!(services.services.len() >= 15);
    for service in &services.services {
        assert!(!service.verified && !service.kinds.is_empty() && service.checked_on.is_some(), "{}", service.id);
        assert!(!service.urgent || !service.phones.is_empty(), "{}: nobody can be called", service.id);
    }
    for kind in &services.kinds {
        assert!(services.of_kind(&kind.id).next().is_some(), "{}", kind.id);
    }
}
