//! Services that can help: with what is to be done, whatever was answered, and to take the name of one for an answer.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/screen.rs"]
mod screen;

use nrm_screening::Services;
use nrm_screening::compile::compile_services;
use nrm_screening::definition::{ServiceList, ServiceTexts};
use nrm_screening::view::{Attr, Effects, Interview, Node, Tag};
use screen::{KINDS, act, all, find, go_on_to, go_on_to_result, open, said, shows, write};
use serde_json::{Value, json};

const SERVICES: &str = r#"{
  "format": 1, "id": "place", "version": "1.0.0", "sourceLanguage": "fr",
  "kinds": [{ "id": "shelter", "text": "Accueil" }, { "id": "care", "text": "Soins" }, { "id": "rights", "text": "Droits" }],
  "services": [
    { "id": "centre", "kinds": ["shelter", "care"], "name": "Centre d’accueil (exemple)", "place": "Djibouti-ville",
      "phones": ["+253 21 00 00 00"], "checkedOn": "2026-10-12", "source": "Example", "verified": true },
    { "id": "line", "kinds": ["shelter"], "name": "Ligne d’écoute (exemple)", "hours": "Tous les jours, 24 h sur 24",
      "languages": ["fr", "so", "xx"], "phones": ["+253 21 00 00 01", "77"], "urgent": true, "checkedOn": "2026-03-03",
      "source": "Example", "verified": false },
    { "id": "law", "kinds": ["rights"], "name": "Permanence (exemple)", "urgent": true, "source": "Example" }
  ] }"#;

const IN_ARABIC: &str = r#"{
  "format": 1, "services": "place", "version": "1.0.0", "language": "ar", "review": "none",
  "texts": { "services.centre.name": ["e8536f93", "مركز (مثال)"] } }"#;

/// The form with every kind of question, whose results name these kinds, beside a list of services.
fn served(kinds: &Value, list: &str) -> Interview {
    let mut form: Value = serde_json::from_slice(KINDS).unwrap();
    form["services"] = list.into();
    let action = json!([{ "text": "Proposer un lieu sûr", "urgency": "soon", "services": kinds }]);
    for row in form["outcomes"]["rows"].as_array_mut().unwrap() {
        row["actions"] = action.clone();
    }
    form["outcomes"]["indeterminate"]["actions"] = action;
    // Whoever writes a remark may take the name of a service.
    let parts = form["items"].as_array_mut().unwrap().iter_mut();
    let mut items = parts.flat_map(|part| part["items"].as_array_mut().unwrap());
    let note = items.find(|item| item["id"] == "note").unwrap();
    (note["services"], note["maxLength"]) = (kinds.clone(), json!(100));
    let mut services = compile_services(&ServiceList::read(SERVICES.as_bytes()).unwrap()).unwrap();
    // What it lacks stays in the source language.
    services.add_language(&ServiceTexts::read(IN_ARABIC.as_bytes()).unwrap()).unwrap_err();
    let services = Services::from_text(&services.to_text()).unwrap();
    open(&serde_json::to_vec(&form).unwrap(), &[], "fr").with_services(vec![services])
}

/// What the cards of services say, each in one line.
fn cards(interview: &Interview) -> Vec<String> {
    all(interview, |element| element.attr(Attr::Class) == Some("service")).iter().map(said).collect()
}

#[test]
fn services_are_those_of_the_kinds_that_are_named() {
    for (kinds, expected) in
        [(json!(["shelter"]), vec!["centre", "line"]), (json!(["care"]), vec!["centre"]), (json!([]), vec![])]
    {
        let mut interview = served(&kinds, "place");
        go_on_to_result(&mut interview);
        let cards = all(&interview, |element| element.attr(Attr::Class) == Some("service"));
        let names: Vec<_> = cards.iter().map(|card| card.key().to_owned()).collect();
        assert_eq!(names, expected);
        assert_eq!(shows(&interview, "Services qui peuvent aider"), !expected.is_empty());
    }
}

#[test]
fn a_service_says_what_is_known_of_it_and_when_that_was_checked() {
    let mut interview = served(&json!(["shelter", "rights"]), "place");
    insta::assert_snapshot!("result_fr_services", {
        go_on_to_result(&mut interview);
        cards(&interview).join("\n")
    });
    let phones = all(&interview, |element| element.tag() == Tag::Bdi && said(element).starts_with('+'));
    assert!(phones.iter().all(|phone| phone.attr(Attr::Dir) == Some("ltr")) && phones.len() == 2, "{phones:?}");
}

#[test]
fn what_was_checked_long_ago_says_so_from_the_day_after_the_hundred_and_eightieth() {
    // The interview is of 2026-11-02, and 180 days before that is 2026-05-06.
    for (day, old) in [("2026-05-06", false), ("2026-05-05", true), ("2026-11-02", false), ("2027-01-01", false)] {
        let list = SERVICES.replace("2026-10-12", day);
        let list = compile_services(&ServiceList::read(list.as_bytes()).unwrap()).unwrap();
        let mut interview = served(&json!(["care"]), "place").with_services(vec![list]);
        go_on_to_result(&mut interview);
        assert_eq!(shows(&interview, "Ancien : appelez avant d’y envoyer quelqu’un."), old, "{day}");
    }
}

#[test]
fn urgent_help_shows_the_urgent_services_of_the_list_that_the_form_names() {
    let mut interview = served(&json!([]), "place");
    act(&mut interview, "toggle", "urgent", "");
    let cards = all(&interview, |element| element.attr(Attr::Class) == Some("service"));
    let names: Vec<_> = cards.iter().map(|card| card.key().to_owned()).collect();
    assert_eq!(names, ["line", "law"]);
    let mut other = served(&json!([]), "elsewhere");
    act(&mut other, "toggle", "urgent", "");
    assert!(shows(&other, "Aucun service n’est inscrit ici. Utilisez les numéros de votre service."));
}

/// The rows from which a name can be taken, as they are read, those that are taken with a star.
fn rows(interview: &Interview) -> Vec<String> {
    let of_list = |name: &str| name.starts_with("service.");
    all(interview, |element| element.tag() == Tag::Label)
        .iter()
        .filter_map(|row| {
            let Some(Node::Element(input)) = row.children().first() else { return None };
            let taken = input.attr(Attr::Checked).is_some();
            of_list(input.attr(Attr::Name)?).then(|| [if taken { "* " } else { "" }, &said(row)].concat())
        })
        .collect()
}

fn take(interview: &mut Interview, service: &str) -> Effects {
    act(interview, "write", "note", &["service=", service].concat())
}

/// What the field holds: the answer as it is.
fn entered(interview: &Interview) -> Option<String> {
    let field = find(interview, |element| element.attr(Attr::Id) == Some("write.note.")).unwrap();
    field.attr(Attr::Entered).map(str::to_owned)
}

#[test]
fn the_name_of_a_service_is_taken_from_those_of_the_kinds_named_or_written() {
    let mut interview = served(&json!(["shelter"]), "place");
    go_on_to(&mut interview, "note");
    let centre = "Centre d’accueil (exemple)Djibouti-ville\u{a0}· +253\u{a0}21\u{a0}00\u{a0}00\u{a0}00";
    let line = "Ligne d’écoute (exemple)+253\u{a0}21\u{a0}00\u{a0}00\u{a0}01\u{a0}· 77";
    assert_eq!(rows(&interview), [centre, line]);
    assert!(shows(&interview, "Pas confirmé par le service."));
    assert_eq!(take(&mut interview, "line").events.len(), 1);
    assert_eq!(rows(&interview), [centre.to_owned(), format!("* {line}")]);
    assert_eq!(entered(&interview).as_deref(), Some("Ligne d’écoute (exemple)"));
    // It stays taken in another language, and what was recorded stays as it was written.
    act(&mut interview, "language", "", "ar");
    assert_eq!(
        rows(&interview),
        ["مركز (مثال)Djibouti-ville\u{a0}· +253\u{a0}21\u{a0}00\u{a0}00\u{a0}00".to_owned(), format!("* {line}")]
    );
    take(&mut interview, "centre");
    assert_eq!(entered(&interview).as_deref(), Some("مركز (مثال)\u{a0}· Djibouti-ville"));
    // Another name is written as ever, and takes the mark away.
    write(&mut interview, "note", "", "Une amie");
    assert_eq!(entered(&interview).as_deref(), Some("Une amie"));
    assert!(rows(&interview).iter().all(|row| !row.starts_with('*')));
    // What is not in the list changes nothing.
    assert!(take(&mut interview, "nowhere").events.is_empty());
    assert_eq!(entered(&interview).as_deref(), Some("Une amie"));
}

#[test]
fn nothing_is_offered_where_nothing_is_known() {
    for (kinds, list) in [(json!(["shelter"]), "elsewhere"), (json!([]), "place")] {
        let mut interview = served(&kinds, list);
        go_on_to(&mut interview, "note");
        assert!(rows(&interview).is_empty());
        assert!(!shows(&interview, "Pas confirmé par le service."));
    }
}
