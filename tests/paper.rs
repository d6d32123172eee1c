//! A form and a result on paper, as text: each form in its languages, and what must hold on every page.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/screen.rs"]
mod screen;

use nrm_screening::compile::compile_services;
use nrm_screening::definition::{ServiceList, ServiceTexts};
use nrm_screening::view::paper::{PaperWord, PaperWords, document, is_reference};
use nrm_screening::view::{Attr, Element, Interview, Node, Tag, flat, html};
use screen::{act, answer, kinds, kinds_states, open, texts, walk};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const DETECTION: &[u8] = include_bytes!("../schemas/forms/nrm-detection/0.2.0/form.json");
const DETECTION_AR: &[u8] = include_bytes!("../schemas/forms/nrm-detection/0.2.0/texts/ar.json");
const SERVICES: &[u8] = include_bytes!("../schemas/services/djibouti.json");
const SERVICES_AR: &[u8] = include_bytes!("../schemas/services/djibouti/ar.json");
const EXAMPLE: &[u8] = include_bytes!("fixtures/example.form.json");
const EVERY_ITEM: &[u8] = include_bytes!("fixtures/every-item.form.json");

fn said(language: &str) -> PaperWords {
    let file = match language {
        "fr" => include_bytes!("../schemas/interface/fr.json").as_slice(),
        "ar" => include_bytes!("../schemas/interface/ar.json"),
        _ => include_bytes!("../schemas/interface/en.json"),
    };
    PaperWords::read(file).unwrap()
}

fn detection(language: &str) -> Interview {
    let mut services = compile_services(&ServiceList::read(SERVICES).unwrap()).unwrap();
    services.add_language(&ServiceTexts::read(SERVICES_AR).unwrap()).unwrap();
    open(DETECTION, &[DETECTION_AR], language).with_services(vec![services])
}

fn blank(interview: &Interview) -> Element {
    interview.draw_blank(&said(interview.language())).unwrap()
}

fn result(interview: &Interview) -> Element {
    interview.draw_result(&said(interview.language()), "K7-42-XM").unwrap()
}

fn told(page: &Element) -> String {
    html::write(&page.clone().into()).replace("><", ">\n<")
}

/// The words of a page, without its tags.
fn words(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => out.push_str(text),
        Node::Element(element) => {
            element.children().iter().for_each(|child| words(child, out));
            if !matches!(element.tag(), Tag::Bdi | Tag::Span | Tag::Bold | Tag::Mark) {
                out.push('\n');
            }
        }
    }
}

fn read(page: &Element) -> String {
    let mut out = String::new();
    words(&page.clone().into(), &mut out);
    out
}

fn each(page: &Element, visit: &mut dyn FnMut(&Element)) {
    walk(&[page.clone().into()], visit);
}

/// An interview in which several signs go together and much is not said.
fn signs(language: &str) -> Interview {
    let mut interview = detection(language);
    answer(
        &mut interview,
        &[
            ("danger", "yes"),
            ("care", "no"),
            ("age_group", "adult"),
            ("talk", "given"),
            ("promised_job", "different"),
            ("promised_terms", "worse"),
            ("works", "now"),
            ("hours", "yes"),
            ("pay", "kept"),
            ("papers", "taken"),
        ],
    );
    act(&mut interview, "silence", "threats", "declined");
    interview
}

#[test]
fn blank_forms() {
    insta::assert_snapshot!("blank_example_en", told(&blank(&open(EXAMPLE, &[], "en"))));
    for language in ["fr", "ar"] {
        insta::assert_snapshot!(format!("blank_detection_{language}"), told(&blank(&detection(language))));
        insta::assert_snapshot!(format!("blank_kinds_{language}"), told(&blank(&kinds(language))));
    }
}

#[test]
fn results() {
    for language in ["fr", "ar"] {
        insta::assert_snapshot!(format!("result_detection_{language}"), told(&result(&signs(language))));
        let mut refused = detection(language);
        answer(&mut refused, &[("talk", "refused")]);
        insta::assert_snapshot!(format!("result_refused_{language}"), told(&result(&refused)));
    }
}

/// Every page there is to see here.
fn pages() -> Vec<(&'static str, Element)> {
    let mut pages = vec![("en", blank(&open(EXAMPLE, &[], "en"))), ("en", blank(&open(EVERY_ITEM, &[], "en")))];
    for language in ["fr", "ar"] {
        pages.push((language, blank(&detection(language))));
        pages.push((language, result(&signs(language))));
        pages.push((language, result(&detection(language))));
        for (_, interview) in kinds_states(language) {
            pages.push((language, blank(&interview)));
            pages.push((language, result(&interview)));
        }
    }
    // A form without texts in the language of the interface keeps its own.
    pages.push(("ar", blank(&open(EXAMPLE, &[], "ar"))));
    pages
}

#[test]
fn nothing_on_paper_acts_and_every_text_has_its_language() {
    for (language, page) in pages() {
        assert_eq!(page.attr(Attr::Lang), Some(language));
        assert_eq!(page.attr(Attr::Dir), Some(if language == "ar" { "rtl" } else { "ltr" }));
        each(&page, &mut |element| {
            assert!(!matches!(element.tag(), Tag::Button | Tag::Input | Tag::Textarea | Tag::Svg), "{element:?}");
            let known = [Attr::Class, Attr::Lang, Attr::Dir, Attr::AriaHidden];
            assert!(element.attrs().iter().all(|(name, _)| known.contains(name)), "{element:?}");
        });
        let mut heard = 0;
        texts(&[page.into()], ("", ""), &mut |text, (around, direction)| {
            heard += 1;
            assert!(!around.is_empty() && !direction.is_empty(), "{text}");
        });
        assert!(heard > 20);
    }
}

#[test]
fn a_blank_form_is_the_same_whatever_was_answered() {
    assert_eq!(told(&blank(&signs("fr"))), told(&blank(&detection("fr"))));
}

/// Everything an authored item says.
fn authored(item: &Value, hear: &mut dyn FnMut(&str)) {
    for key in ["text", "title", "guidance", "more", "unit"] {
        item[key].as_str().map(&mut *hear);
    }
    for key in ["items", "rows", "choices"] {
        item[key].as_array().into_iter().flatten().for_each(|inner| authored(inner, hear));
    }
}

#[test]
fn everything_a_form_says_is_on_paper_in_its_order() {
    let interviews = [(DETECTION, detection("fr")), (include_bytes!("fixtures/kinds/form.json"), kinds("fr"))];
    for (form, interview) in interviews {
        let page = read(&blank(&interview));
        let form: Value = serde_json::from_slice(form).unwrap();
        let mut from = 0;
        for group in form["items"].as_array().unwrap() {
            let title = group["title"].as_str().unwrap();
            from += page.get(from..).unwrap().find(title).unwrap_or_else(|| panic!("{title}")) + title.len();
            let mut place = from;
            let shown = group["items"].as_array().unwrap().iter().filter(|item| item["type"] != "calculate");
            for item in shown {
                let text = item["text"].as_str().unwrap().split('\n').next().unwrap();
                place += page.get(place..).unwrap().find(text).unwrap_or_else(|| panic!("{text}"));
                authored(item, &mut |text| {
                    for line in text.split('\n').filter(|line| !line.is_empty()) {
                        assert!(page.get(place..).unwrap().contains(line), "{line}");
                    }
                });
            }
        }
        for word in ["score", "total", "%"] {
            assert!(!page.to_lowercase().contains(word), "{word}");
        }
    }
}

#[test]
fn a_silence_in_a_row_is_told_of_like_any_other() {
    for (language, label, reason) in
        [("fr", "Moyen", "Ne souhaite pas répondre"), ("ar", "الوسيلة", "فضّل الشخص عدم الإجابة")]
    {
        let (_, mut interview) = kinds_states(language).into_iter().find(|(name, _)| *name == "check").unwrap();
        let page = result(&interview);
        let told = |page: &Element| read(page).lines().any(|line| line.contains(reason) && line.contains(label));
        assert!(told(&page), "{}", read(&page));
        act(&mut interview, "remove", "steps", "r2");
        assert!(!told(&result(&interview)), "{}", read(&result(&interview)));
    }
}

#[test]
fn every_silence_has_a_place() {
    let page = blank(&detection("fr"));
    let (mut questions, mut silences) = (0, 0);
    each(&page, &mut |element| {
        let class = element.attr(Attr::Class).unwrap_or_default();
        questions += usize::from(class.split(' ').any(|class| class == "number"));
        silences += usize::from(class == "silence");
    });
    assert_eq!((questions, silences), (40, 40));
}

/// When a question is asked, by its condition.
fn condition(relevant: &str) -> String {
    let mut form: Value = serde_json::from_slice(EXAMPLE).unwrap();
    let choice = |code: &str| json!({ "code": code, "text": code.to_uppercase() });
    let some: Vec<Value> = ["a", "b", "c", "none"].into_iter().map(choice).collect();
    let mut several = some.clone();
    several.last_mut().unwrap()["exclusive"] = true.into();
    let many: Vec<Value> = ["a", "b", "c", "d", "e", "f", "g"].into_iter().map(choice).collect();
    let question = |id: &str, kind: &str, choices: &[Value]| json!({ "id": id, "type": kind, "by": "worker", "text": "?", "short": id, "choices": choices });
    let mut silent = question("silent", "single", &some);
    silent["whenMissing"] = "b".into();
    let items = json!([
        question("one", "single", &some),
        question("two", "single", &many),
        question("several", "multiple", &several),
        silent,
        { "id": "years", "type": "integer", "by": "worker", "text": "?", "short": "years", "min": 0, "max": 9 },
        { "id": "old", "type": "calculate", "value": "years > 5" },
        { "id": "last", "type": "text", "by": "worker", "text": "Last?", "maxLength": 9, "relevant": relevant }
    ]);
    form["items"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "more", "type": "group", "title": "More", "items": items }));
    let page = blank(&open(form.to_string().as_bytes(), &[], "en"));
    let mut lines = Vec::new();
    each(&page, &mut |element| {
        if element.attr(Attr::Class) == Some("only") {
            lines.push(read(element));
        }
    });
    // The number of a question depends on those of the example before it.
    let line = lines.iter().rfind(|line| !line.starts_with("If ") && !line.contains("Without")).unwrap().trim();
    let mut shown = String::new();
    for word in line.split(' ') {
        let (number, rest) = word.split_once('\u{a0}').unwrap_or(("", word));
        assert!(number.chars().all(|digit| digit.is_ascii_digit()), "{word}");
        shown.push_str(rest);
        shown.push(' ');
    }
    shown.trim_end().into()
}

#[test]
fn when_a_question_is_asked_is_said_in_words() {
    for (relevant, expected) in [
        ("one == 'a'", "Only if answer “one” is “A”."),
        ("one in ['a', 'c']", "Only if answer “one” is “A” or “C”."),
        // The others are few, and so are named; no answer is none of them.
        ("one != 'a'", "Only if answer “one” is “B” or “C” or “NONE”."),
        ("!(one in ['a', 'none'])", "Only if answer “one” is “B” or “C”."),
        ("two != 'a'", "Only if answer “two” is other than “A”."),
        // A silence that reads as a choice leads where that choice leads.
        ("silent == 'b'", "Only if answer “silent” is “B”, or is missing."),
        ("silent != 'a'", "Only if answer “silent” is “B” or “C” or “NONE”, or is missing."),
        ("silent != 'b'", "Only if answer “silent” is “A” or “C” or “NONE”."),
        ("'a' in several", "Only if answer “several” includes “A”."),
        ("'a' in several || 'b' in several", "Only if answer “several” includes “A” or answer “several” includes “B”."),
        ("!('a' in several)", "Only if answer “several” does not include “A”."),
        ("one == 'a' && two == 'b'", "Only if answer “one” is “A” and answer “two” is “B”."),
        ("one == 'a' || two == 'b'", "Only if answer “one” is “A” or answer “two” is “B”."),
        (
            "one == 'a' && (two == 'b' || 'c' in several)",
            "Only if answer “one” is “A”; and answer “two” is “B” or answer “several” includes “C”.",
        ),
        (
            "one == 'a' || (two == 'b' && 'c' in several)",
            "Only if answer “one” is “A”; or answer “two” is “B” and answer “several” includes “C”.",
        ),
        // What cannot be said plainly names what it depends on.
        ("years > 3", "Depends on: “years”. If in doubt, do not skip."),
        ("old", "Depends on: “years”. If in doubt, do not skip."),
        ("answered(one) && two == 'a'", "Depends on: “one”\u{a0}· “two”. If in doubt, do not skip."),
    ] {
        assert_eq!(condition(relevant), expected, "{relevant}");
    }
}

#[test]
fn a_refused_record_leaves_the_class_and_the_consents() {
    let mut interview = open(EVERY_ITEM, &[], "en");
    answer(&mut interview, &[("age_group", "adult"), ("talk", "given"), ("papers", "taken"), ("keep", "refused")]);
    let page = read(&result(&interview));
    let kept = read(&result(&{
        let mut interview = open(EVERY_ITEM, &[], "en");
        answer(&mut interview, &[("age_group", "adult"), ("talk", "given"), ("papers", "taken"), ("keep", "given")]);
        interview
    }));
    let form: Value = serde_json::from_slice(EVERY_ITEM).unwrap();
    let mut hidden = BTreeSet::new();
    for row in form["outcomes"]["rows"].as_array().unwrap().iter().chain([&form["outcomes"]["indeterminate"]]) {
        hidden.insert(row["text"].as_str().unwrap().to_owned());
        for action in row["actions"].as_array().into_iter().flatten() {
            hidden.insert(action.as_str().or(action["text"].as_str()).unwrap().to_owned());
        }
    }
    for dimension in form["dimensions"].as_array().unwrap() {
        hidden.insert(dimension["title"].as_str().unwrap().to_owned());
    }
    assert!(hidden.iter().any(|text| kept.contains(&**text)), "{kept}");
    for text in &hidden {
        assert!(!page.contains(&**text), "{text} in {page}");
    }
    for word in ["Agreements", "does not want a record", "Case file term"] {
        assert!(page.contains(word), "{word} in {page}");
    }
}

#[test]
fn services_are_few_and_every_need_has_one() {
    let services = |page: &Element| {
        let read = read(page);
        let (_, rest) = read.split_once("Services\n").unwrap();
        rest.split_once("Conclusion professionnelle\n").unwrap().0.to_owned()
    };
    let named = services(&result(&signs("fr")));
    // Immediate danger, then the orientation: protection, referral, listening.
    for name in ["Police", "OIM, centre de réponse aux migrants", "UNFD, cellule d’écoute"] {
        assert!(named.contains(name), "{named}");
    }
    assert!(named.contains("17\u{a0}· Vérifié le 23 novembre 2026"), "{named}");
    assert_eq!(named.matches("Vérifié le").count(), 6, "{named}");
    assert!(named.contains("Autres services de la liste"), "{named}");
    assert_eq!(named.matches("Pas confirmé par le service.").count(), 1, "{named}");
    // Nothing of it stands on a page that holds only the class and the consents.
    let mut refused = detection("fr");
    answer(&mut refused, &[("danger", "yes"), ("age_group", "adult"), ("talk", "given"), ("record", "refused")]);
    assert!(!read(&result(&refused)).contains("Vérifié le"));
}

#[test]
fn tokens_say_what_the_file_says() {
    for (_, page) in pages() {
        let mut out = String::new();
        let mut open = Vec::new();
        let node: Node = page.into();
        let tokens = flat::write(&node);
        let mut tokens = tokens.split('\u{1f}');
        let escaped = |text: &str| html::write(&Node::Text(text.to_owned()));
        let mut inside = false;
        while let Some(token) = tokens.next() {
            let mut letters = token.chars();
            let kind = letters.next();
            if inside && kind != Some('@') {
                out.push('>');
                inside = false;
            }
            let said = letters.as_str();
            match kind {
                Some('<') => {
                    open.push(said);
                    out.extend(["<", said]);
                    inside = true;
                }
                Some('@') => out.extend([" ", said, "=\"", &escaped(tokens.next().unwrap()), "\""]),
                Some('=') => out.push_str(&escaped(said)),
                Some('>') => out.extend(["</", open.pop().unwrap(), ">"]),
                _ => assert!(token.is_empty() && open.is_empty()),
            }
        }
        assert_eq!(out, html::write(&node));
    }
    // What ends tokens ends no text.
    let split = flat::write(&Node::Text("a\u{1f}>b".into()));
    assert_eq!(split, "=a>b\u{1f}");
}

#[test]
fn a_reference_is_no_name() {
    for (text, allowed) in [
        ("K7-42-XM", true),
        ("2026/114", true),
        ("dj_0.1", true),
        ("7", true),
        ("", false),
        ("Amina", false),
        ("Amina 2", false),
        ("أمينة2", false),
        ("<b>1</b>", false),
        (&"1".repeat(32), true),
        (&"1".repeat(33), false),
    ] {
        assert_eq!(is_reference(text), allowed, "{text}");
    }
    let interview = signs("fr");
    let named = interview.draw_result(&said("fr"), "Amina Ali").unwrap();
    assert_eq!(told(&named), told(&interview.draw_result(&said("fr"), "").unwrap()));
}

#[test]
fn a_long_result_names_some_questions_and_counts_the_others() {
    let page = result(&detection("fr"));
    assert!(read(&page).contains(" autres"), "{}", read(&page));
    assert!(read(&page).chars().count() < 2_600, "one page holds it");
}

#[test]
fn words_are_whole_in_every_language_and_survive_as_text() {
    for language in ["fr", "en", "ar"] {
        let words = said(language);
        let written: Vec<_> = PaperWord::ALL.iter().map(|word| words.get(*word)).collect();
        let again = PaperWords::from_texts(&written.join("\u{1f}")).unwrap();
        for word in PaperWord::ALL {
            assert!(!words.get(*word).trim().is_empty(), "{language} {}", word.key());
            assert_eq!(words.get(*word), again.get(*word));
            let gaps = |words: &PaperWords| {
                let text = words.get(*word);
                text.split('{')
                    .skip(1)
                    .filter_map(|rest| rest.split('}').next())
                    .map(str::to_owned)
                    .collect::<BTreeSet<_>>()
            };
            assert_eq!(gaps(&words), gaps(&said("fr")), "{language} {}", word.key());
            let text = words.get(*word);
            assert!(
                language != "fr" || ![" :", " ;", " ?", " !", "« ", " »", "'"].iter().any(|bad| text.contains(bad)),
                "{text}"
            );
        }
    }
    let keys: Vec<_> = PaperWord::ALL.iter().map(|word| word.key()).collect();
    assert_eq!(PaperWords::keys(), keys.join("\u{1f}") + "\u{1f}");
    let some = |count: usize, word: &str| PaperWords::from_texts(&vec![word; count].join("\u{1f}")).is_some();
    assert!(some(keys.len(), "a") && !some(keys.len() - 1, "a") && !some(keys.len() + 1, "a") && !some(keys.len(), ""));
    let lacking = PaperWords::read(br#"{"language": "fr", "paper": {"and": " et "}}"#).unwrap_err();
    assert_eq!(lacking.list().len(), PaperWord::ALL.len() - 1);
}

#[test]
fn a_document_runs_nothing_and_loads_nothing() {
    let page = document(&result(&signs("ar")), "<title> & more");
    assert!(page.starts_with("<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">\n<meta charset=\"utf-8\">\n"));
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    assert!(page.contains("<title>&lt;title&gt; &amp; more</title>"));
    for part in ["<script", "http:", "https:", "url(", "src=", "href=", "@import", "style=\""] {
        assert!(!page.contains(part), "{part}");
    }
}
