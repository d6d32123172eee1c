//! What a person sees, for tests: a form opened on screen, pressed, read.
#![allow(dead_code, reason = "each test binary uses its own part")]

use nrm_screening::response::{Purpose, Response};
use nrm_screening::value::Date;
use nrm_screening::view::{Act, Attr, Effects, Element, Interview, Node, Tag, Words, html};
use nrm_screening::{FormDefinition, Session, TextsOverlay, compile};
use std::sync::Arc;

const FR: &[u8] = include_bytes!("../../schemas/interface/fr.json");
const AR: &[u8] = include_bytes!("../../schemas/interface/ar.json");
const EN: &[u8] = include_bytes!("../../schemas/interface/en.json");

/// Opens a form in a language.
pub fn open(form: &[u8], texts: &[&[u8]], language: &str) -> Interview {
    let mut form = compile(&FormDefinition::read(form).unwrap()).unwrap();
    for texts in texts {
        form.add_language(&TextsOverlay::read(texts).unwrap()).unwrap();
    }
    let words = [FR, AR, EN].iter().map(|words| Words::read(words).unwrap()).collect();
    Interview::new(Arc::new(form), words, language, Date::parse("2026-11-02").unwrap())
}

/// Does something that exists.
pub fn act(interview: &mut Interview, act: &str, item: &str, value: &str) -> Effects {
    assert!(Act::of(act).is_some(), "{act}");
    interview.act(act, item, value)
}

/// Takes choices.
pub fn answer(interview: &mut Interview, answers: &[(&str, &str)]) {
    for (item, code) in answers {
        assert!(!act(interview, "answer", item, code).events.is_empty(), "{item} {code}");
    }
}

/// Goes on.
pub fn next(interview: &mut Interview) -> Effects {
    act(interview, "next", "", "")
}

/// Goes on to the page of a question, without asking anything on the way.
pub fn go_on_to(interview: &mut Interview, item: &str) {
    for _ in 0..40 {
        if find(interview, |element| element.tag() == Tag::Input && element.attr(Attr::Item) == Some(item)).is_some() {
            return;
        }
        act(interview, "without", "", "");
    }
    panic!("no page asks {item}");
}

/// Goes on to the result.
pub fn go_on_to_result(interview: &mut Interview) {
    act(interview, "review", "", "");
    next(interview);
}

/// What is handed over of an interview as it stands, made of its text alone.
pub fn handed_over(interview: &Interview) -> Response {
    let form = Arc::clone(interview.session().form());
    Response::of(&Session::from_text(form, &interview.record()).unwrap(), Purpose::Record)
}

/// Everything on screen.
pub fn drawn(interview: &Interview) -> Vec<Node> {
    let mut nodes = interview.draw_marks();
    nodes.extend(interview.draw());
    nodes
}

/// Everything on screen, as text.
pub fn text(interview: &Interview) -> String {
    drawn(interview).iter().map(html::write).collect::<String>().replace("><", ">\n<")
}

/// Visits every element.
pub fn walk<'n>(nodes: &'n [Node], visit: &mut dyn FnMut(&'n Element)) {
    for node in nodes {
        if let Node::Element(element) = node {
            visit(element);
            walk(element.children(), visit);
        }
    }
}

/// The first element that is wanted.
pub fn find(interview: &Interview, wanted: impl Fn(&Element) -> bool) -> Option<Element> {
    let nodes = drawn(interview);
    let mut found = None;
    walk(&nodes, &mut |element| {
        if found.is_none() && wanted(element) {
            found = Some(element.clone());
        }
    });
    found
}

/// Every element that is wanted.
pub fn all(interview: &Interview, wanted: impl Fn(&Element) -> bool) -> Vec<Element> {
    let nodes = drawn(interview);
    let mut found = Vec::new();
    walk(&nodes, &mut |element| {
        if wanted(element) {
            found.push(element.clone());
        }
    });
    found
}

/// What an element says.
pub fn said(element: &Element) -> String {
    let mut said = String::new();
    for node in element.children() {
        match node {
            Node::Text(text) => said.push_str(text),
            Node::Element(element) => said.push_str(&self::said(element)),
        }
    }
    said
}

/// Whether something on screen says exactly this.
pub fn shows(interview: &Interview, text: &str) -> bool {
    find(interview, |element| said(element) == text).is_some()
}

/// Every text with the language and direction around it.
pub fn texts<'n>(nodes: &'n [Node], around: (&'n str, &'n str), hear: &mut dyn FnMut(&'n str, (&'n str, &'n str))) {
    for node in nodes {
        match node {
            Node::Text(text) => hear(text, around),
            // What somebody wrote has a direction of its own and is in no language that is known.
            Node::Element(element) if matches!(element.tag(), Tag::Bdi | Tag::Input | Tag::Textarea) => {
                assert_eq!(element.attr(Attr::Lang), None, "{element:?}");
            }
            Node::Element(element) => {
                let language = element.attr(Attr::Lang).unwrap_or(around.0);
                let direction = element.attr(Attr::Dir).unwrap_or(around.1);
                assert_eq!(element.attr(Attr::Lang).is_some(), element.attr(Attr::Dir).is_some(), "{element:?}");
                texts(element.children(), (language, direction), hear);
            }
        }
    }
}

/// The form with every kind of question.
pub const KINDS: &[u8] = include_bytes!("../fixtures/kinds/form.json");
const KINDS_AR: &[u8] = include_bytes!("../fixtures/kinds/texts/ar.json");

/// What is written into a field: its name, if it has one, and a text.
pub fn write(interview: &mut Interview, item: &str, field: &str, text: &str) {
    assert!(!act(interview, "write", item, &[field, "=", text].concat()).events.is_empty(), "{item} {field}");
}

/// The form with every kind of question, the person agreed to talk.
pub fn kinds(language: &str) -> Interview {
    let mut interview = open(KINDS, &[KINDS_AR], language);
    next(&mut interview);
    answer(&mut interview, &[("talk", "given")]);
    next(&mut interview);
    interview
}

/// Pages and states of the form with every kind of question.
pub fn kinds_states(language: &str) -> Vec<(&'static str, Interview)> {
    let mut states = Vec::new();
    let mut state = |name, make: &dyn Fn(&mut Interview)| {
        let mut interview = kinds(language);
        make(&mut interview);
        states.push((name, interview));
    };
    let said = |french: &'static str, arabic: &'static str| if language == "ar" { arabic } else { french };
    let person = |interview: &mut Interview| {
        write(interview, "age", "", "17");
        answer(interview, &[("since", "year")]);
        act(interview, "tick", "needs", "care");
        act(interview, "tick", "needs", "other");
        write(interview, "needs", "other", said("Un téléphone", "هاتف"));
    };
    let way = |interview: &mut Interview| {
        for (row, place) in [("r1", said("Dire Dawa", "ديري داوا")), ("r2", said("Obock", "أوبوك"))] {
            act(interview, "add", "steps", "");
            write(interview, &["place@", row].concat(), "", place);
        }
        write(interview, "year@r1", "year", "2023");
        answer(interview, &[("by@r1", "truck")]);
        act(interview, "silence", "by@r2", "declined");
    };
    state("fields", &|_| {});
    state("held", &|interview| {
        write(interview, "age", "", "172");
        next(interview);
    });
    state("mended", &|interview| {
        write(interview, "age", "", "172");
        next(interview);
        person(interview);
    });
    state("dates", &|interview| {
        go_on_to(interview, "arrived");
        write(interview, "arrived", "day", "3");
        write(interview, "arrived", "year", "2024");
        act(interview, "about", "arrived", "");
        write(interview, "arrived", "lastYear", "2025");
        act(interview, "write", "arrived", "calendar=ethiopic");
    });
    state("matrix", &|interview| {
        go_on_to(interview, "often_tired");
        answer(interview, &[("often_tired", "always")]);
        act(interview, "silence", "often_alone", "declined");
    });
    state("rows", &|interview| {
        go_on_to(interview, "steps");
        way(interview);
        act(interview, "toggle", "row", "steps@r1");
        act(interview, "toggle", "remove", "steps@r2");
    });
    state("check", &|interview| {
        person(interview);
        write(interview, "wage", "", "1,5");
        write(interview, "hour", "", "07:30");
        way(interview);
        answer(interview, &[("steps", "no")]);
        act(interview, "review", "", "");
    });
    states
}
