//! Two languages side by side: what is doubled and what is not, under which language it stands, what is offered.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/screen.rs"]
mod screen;

use nrm_screening::TextsOverlay;
use nrm_screening::view::{Attr, Element, Interview, Tag};
use screen::{
    act, all, answer, drawn, find, go_on_to, go_on_to_result, handed_over, kinds_states, next, open, text, texts,
};

const DETECTION: &[u8] = include_bytes!("../schemas/forms/nrm-detection/0.2.0/form.json");
const EN: &[u8] = include_bytes!("../schemas/forms/nrm-detection/0.2.0/texts/en.json");
const AR: &[u8] = include_bytes!("../schemas/forms/nrm-detection/0.2.0/texts/ar.json");

/// The detection form in a language beside another.
fn beside(language: &str, second: &str) -> Interview {
    let mut interview = open(DETECTION, &[EN, AR], language);
    act(&mut interview, "second", "", second);
    next(&mut interview);
    interview
}

/// The same once the person agreed to talk.
fn talking(language: &str, second: &str) -> Interview {
    let mut interview = beside(language, second);
    answer(&mut interview, &[("danger", "no"), ("care", "no"), ("age_group", "adult"), ("talk", "given")]);
    interview
}

/// Where a second text stands.
fn seconds(interview: &Interview) -> Vec<Element> {
    all(interview, |element| element.attr(Attr::Id).is_some_and(|id| id.starts_with("second.") && !id.contains("..")))
}

#[test]
fn pages_in_two_languages() {
    let mut interview = beside("fr", "ar");
    go_on_to(&mut interview, "talk");
    insta::assert_snapshot!("pair_fr_ar_consent", text(&interview));
    let mut interview = talking("ar", "fr");
    go_on_to(&mut interview, "papers");
    act(&mut interview, "toggle", "silence", "papers");
    act(&mut interview, "toggle", "languages", "");
    insta::assert_snapshot!("pair_ar_fr_questions", text(&interview));
    for (name, mut interview) in kinds_states("fr") {
        if ["fields", "matrix", "rows"].contains(&name) {
            act(&mut interview, "second", "", "ar");
            insta::assert_snapshot!(format!("pair_kinds_{name}"), text(&interview));
        }
    }
}

/// Every page of a form in turn.
fn each_page(mut interview: Interview, look: &mut dyn FnMut(&Interview)) {
    for _ in 0..40 {
        look(&interview);
        if find(&interview, |element| element.tag() == Tag::Legend).is_none() {
            return;
        }
        act(&mut interview, "without", "", "");
    }
    panic!("the interview has no end");
}

#[test]
fn every_text_stands_in_its_language() {
    for (language, second) in [("fr", "ar"), ("ar", "fr"), ("fr", "en"), ("ar", "en")] {
        each_page(talking(language, second), &mut |interview| {
            texts(&drawn(interview), ("", ""), &mut |text, (lang, dir)| {
                let arabic = text.chars().any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter));
                let says = text.chars().any(char::is_alphabetic);
                assert!(
                    !says || arabic == (lang == "ar") && (lang == "ar") == (dir == "rtl"),
                    "{text:?} in {lang} {dir}"
                );
                assert!([language, second].contains(&lang), "{text:?} in {lang}");
            });
        });
    }
}

#[test]
fn what_is_read_to_the_person_is_doubled_and_nothing_else() {
    let form: serde_json::Value = serde_json::from_slice(DETECTION).unwrap();
    let by = |id: &str| {
        let groups = form["items"].as_array().unwrap();
        let mut items = groups.iter().flat_map(|group| group["items"].as_array().unwrap());
        let item = items.find(|item| item["id"] == id).unwrap();
        item["by"].as_str().unwrap_or("person").to_owned()
    };
    let mut doubled = 0;
    let mut single = 0;
    each_page(talking("fr", "ar"), &mut |interview| {
        for question in all(interview, |element| element.tag() == Tag::Fieldset) {
            let legend = question.children().iter().find_map(|node| match node {
                nrm_screening::view::Node::Element(element) if element.tag() == Tag::Legend => Some(element.clone()),
                _ => None,
            });
            let legend = legend.unwrap();
            let twin = legend.attr(Attr::Class) == Some("twin");
            let heading = question.attr(Attr::AriaLabelledBy).or(legend.attr(Attr::Id)).unwrap();
            let id = heading.trim_start_matches("heading.").trim_end_matches('.');
            assert_eq!(twin, by(id) == "person", "{id}");
            doubled += usize::from(twin);
            single += usize::from(!twin);
        }
        for silence in all(interview, |element| element.attr(Attr::Act) == Some("silence")) {
            assert_eq!(silence.attr(Attr::AriaDescribedBy), None, "a silence is the worker's to write down");
        }
    });
    assert!(doubled > 10 && single > 1, "{doubled} {single}");
}

#[test]
fn what_a_second_language_lacks_is_named_and_nothing_else_stands_in_its_place() {
    let mut interview = open(DETECTION, &[], "fr");
    act(&mut interview, "second", "", "ar");
    go_on_to(&mut interview, "talk");
    let seconds = all(&interview, |element| element.attr(Attr::Class) == Some("lacking"));
    assert!(!seconds.is_empty());
    let mut said = String::new();
    for second in seconds {
        assert_eq!(second.attr(Attr::Lang), None, "what says so is in the language of the screen");
        texts(second.children(), ("fr", "ltr"), &mut |text, (tag, _)| {
            said.extend([text, "|", tag, "\n"]);
        });
    }
    for line in ["العربية|ar", "\u{a0}: texte absent|fr"] {
        assert!(said.contains(line), "{said}");
    }
    // A text that fell back to that very language is there already.
    let mut interview = open(DETECTION, &[], "ar");
    act(&mut interview, "second", "", "fr");
    go_on_to(&mut interview, "talk");
    assert!(
        find(&interview, |element| element.tag() == Tag::Legend && element.attr(Attr::Class) == Some("twin")).is_none()
    );
}

#[test]
fn what_could_not_be_conveyed_is_offered_beside_a_second_language_only() {
    let offered = |interview: &Interview, item: &str| {
        let is = |element: &Element| {
            element.attr(Attr::Act) == Some("silence")
                && element.attr(Attr::Item) == Some(item)
                && element.attr(Attr::Value) == Some("notConveyed")
        };
        find(interview, is).is_some()
    };
    // second language, already the answer → offered
    for (second, given, expected) in [
        ("", false, false),
        ("ar", false, true),
        ("fr", false, false),
        ("so", false, false),
        ("", true, true),
        ("ar", true, true),
    ] {
        let mut interview = beside("fr", second);
        act(&mut interview, "toggle", "silence", "danger");
        if given {
            // What the answers may be does not change with what is offered.
            assert_eq!(act(&mut interview, "silence", "danger", "notConveyed").events.len(), 1);
        }
        assert_eq!(offered(&interview, "danger"), expected, "{second} {given}");
        act(&mut interview, "toggle", "silence", "care");
        assert_eq!(offered(&interview, "care"), second == "ar");
    }
}

#[test]
fn no_question_is_left_without_a_silence() {
    let mut form: serde_json::Value = serde_json::from_slice(DETECTION).unwrap();
    let groups = form["items"].as_array_mut().unwrap();
    let danger = groups.iter_mut().flat_map(|group| group["items"].as_array_mut().unwrap());
    for item in danger.filter(|item| item["id"] == "danger") {
        item["reasons"] = serde_json::json!(["notConveyed"]);
    }
    let mut interview = open(&serde_json::to_vec(&form).unwrap(), &[], "fr");
    next(&mut interview);
    act(&mut interview, "toggle", "silence", "danger");
    let silences = all(&interview, |element| element.attr(Attr::Act) == Some("silence"));
    assert_eq!(silences.len(), 1);
}

#[test]
fn the_two_languages_change_places_and_are_never_one() {
    let mut interview = beside("fr", "ar");
    go_on_to(&mut interview, "talk");
    act(&mut interview, "language", "", "ar");
    assert_eq!(interview.language(), "ar");
    assert!(seconds(&interview).iter().all(|second| second.attr(Attr::Lang) == Some("fr")));
    act(&mut interview, "second", "", "ar");
    assert_eq!(seconds(&interview), []);
    act(&mut interview, "second", "", "en");
    act(&mut interview, "language", "", "fr");
    assert!(!seconds(&interview).is_empty());
    assert!(seconds(&interview).iter().all(|second| second.attr(Attr::Lang) == Some("en")));
    act(&mut interview, "second", "", "");
    assert_eq!(seconds(&interview), []);
}

#[test]
fn what_is_handed_over_names_the_languages_of_the_questions() {
    let complete = |interview: &mut Interview| {
        go_on_to_result(interview);
        handed_over(interview).assessment.map(|assessment| (assessment.language, assessment.languages)).unwrap()
    };
    let named = |languages: &[&str]| languages.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
    let mut interview = beside("fr", "ar");
    assert_eq!(complete(&mut interview), ("fr".into(), named(&["ar", "fr"])));
    // Other languages on the way.
    let mut interview = beside("fr", "");
    act(&mut interview, "language", "", "en");
    act(&mut interview, "review", "", "");
    act(&mut interview, "language", "", "ar");
    assert_eq!(complete(&mut interview), ("ar".into(), named(&["fr", "en", "ar"])));
}

#[test]
fn a_translation_of_an_earlier_text_says_so_in_either_place() {
    let mut overlay: serde_json::Value = serde_json::from_slice(AR).unwrap();
    overlay["texts"]["talk.text"][0] = "00000000".into();
    let overlay = serde_json::to_vec(&overlay).unwrap();
    assert!(TextsOverlay::read(&overlay).is_ok());
    for (language, second, mark) in [("ar", "", "ترجمة لنص أقدم"), ("fr", "ar", "Traduit d’un texte plus ancien")]
    {
        let mut interview = open(DETECTION, &[&overlay], language);
        act(&mut interview, "second", "", second);
        go_on_to(&mut interview, "talk");
        let marked = |interview: &Interview| text(interview).matches(mark).count();
        assert_eq!(marked(&interview), 1, "{language} {second}");
        answer(&mut interview, &[("talk", "given")]);
        next(&mut interview);
        assert_eq!(marked(&interview), 0);
    }
}

/// Phone numbers, days, hours, sums, names and signs, as they are told in either script.
const MIXED: [&str; 30] = [
    "+253 77 12 34 56",
    "(77) 12-34-56",
    "77-12-34-56 / 21 35 00 00",
    "2024-12-03",
    "03/12/2024",
    "3 ديسمبر 2024",
    "12:30-14:00",
    "1,5 – 2",
    "10 %",
    "20 000 FDJ",
    "Ali",
    "علي",
    "Ali علي",
    "علي Ali",
    "Obock (أوبوك)",
    "أوبوك (Obock)",
    "« Chez Hassan »",
    "«عند حسن»",
    "rue 12, n° 4",
    "شارع 12، رقم 4",
    "a@b.example",
    "https://example.org/a?b=1",
    "C:\\dossier",
    "A-12/b",
    "...Dire Dawa",
    "!ديري داوا",
    "ቃል 12",
    "x < y & z",
    "*#06#",
    "- non -",
];

#[test]
fn what_somebody_wrote_stands_apart_from_the_sentence_around_it() {
    for language in ["fr", "ar"] {
        for written in MIXED {
            let mut interview = screen::kinds(language);
            go_on_to(&mut interview, "steps");
            act(&mut interview, "add", "steps", "");
            screen::write(&mut interview, "place@r1", "", written);
            act(&mut interview, "review", "", "");
            let mut isolated = 0;
            for element in all(&interview, |_| true) {
                for node in element.children() {
                    if let nrm_screening::view::Node::Text(text) = node {
                        assert!(element.tag() == Tag::Bdi || !text.contains(written), "{written} in {element:?}");
                        isolated += usize::from(element.tag() == Tag::Bdi && text == written);
                    }
                }
            }
            assert_eq!(isolated, 1, "{written}");
        }
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    let mut pages = kinds_states("ar");
    for (_, interview) in &mut pages {
        act(interview, "second", "", "fr");
    }
    let mut interview = beside("fr", "ar");
    go_on_to(&mut interview, "talk");
    pages.push(("detection", interview));
    for (name, interview) in pages {
        let ids: Vec<String> =
            all(&interview, |_| true).iter().filter_map(|element| element.attr(Attr::Id)).map(str::to_owned).collect();
        for (place, id) in ids.iter().enumerate() {
            assert!(!ids[place + 1..].contains(id), "{name}: {id} twice");
        }
        for element in all(&interview, |_| true) {
            for reference in [Attr::AriaControls, Attr::AriaDescribedBy, Attr::AriaLabelledBy] {
                for target in element.attr(reference).into_iter().flat_map(|targets| targets.split(' ')) {
                    assert!(ids.iter().any(|id| id == target), "{name}: {} leads to {target}", reference.name());
                }
            }
        }
    }
}
