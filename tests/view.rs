//! What a person sees, as text: each page in its languages, and what must hold on every page.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/screen.rs"]
mod screen;

use nrm_screening::view::{Act, Attr, Effects, Element, Event, Interview, Tag, html};
use screen::{
    act, all, answer, drawn, find, go_on_to, go_on_to_result, handed_over, kinds_states, next, open, text, texts, walk,
};

const DETECTION: &[u8] = include_bytes!("../schemas/forms/nrm-detection/0.2.0/form.json");
const DETECTION_AR: &[u8] = include_bytes!("../schemas/forms/nrm-detection/0.2.0/texts/ar.json");
const EXAMPLE: &[u8] = include_bytes!("fixtures/example.form.json");

fn detection(language: &str) -> Interview {
    open(DETECTION, &[DETECTION_AR], language)
}

/// Pages and states that between them show everything there is to see.
fn states(language: &str) -> Vec<(&'static str, Interview)> {
    let mut states = Vec::new();
    let mut state = |name, make: &dyn Fn(&mut Interview)| {
        let mut interview = detection(language);
        make(&mut interview);
        states.push((name, interview));
    };
    let agreed = |interview: &mut Interview| {
        answer(interview, &[("danger", "no"), ("care", "no"), ("age_group", "adult"), ("talk", "given")]);
    };
    let signs = |interview: &mut Interview| {
        agreed(interview);
        answer(
            interview,
            &[
                ("promised_job", "different"),
                ("promised_terms", "worse"),
                ("works", "now"),
                ("hours", "yes"),
                ("pay", "kept"),
                ("papers", "taken"),
                ("leave", "never"),
                ("spoken_for", "yes"),
            ],
        );
        act(interview, "silence", "threats", "declined");
    };
    state("start", &|_| {});
    state("held", &|interview| {
        next(interview);
        next(interview);
    });
    state("immediate", &|interview| {
        next(interview);
        answer(interview, &[("danger", "yes")]);
        act(interview, "toggle", "alerts", "");
        act(interview, "toggle", "basis", "danger_now.bar");
    });
    state("consent", &|interview| go_on_to(interview, "talk"));
    state("silence", &|interview| {
        agreed(interview);
        go_on_to(interview, "papers");
        act(interview, "toggle", "silence", "papers");
        act(interview, "silence", "papers", "doesNotKnow");
        act(interview, "toggle", "languages", "");
        act(interview, "toggle", "stop", "");
    });
    state("folded", &|interview| {
        agreed(interview);
        act(interview, "silence", "papers", "doesNotKnow");
        go_on_to(interview, "papers");
    });
    state("restored", &|interview| {
        agreed(interview);
        answer(interview, &[("works", "now"), ("hours", "yes"), ("works", "no"), ("works", "before")]);
        go_on_to(interview, "works");
    });
    state("check", &|interview| {
        signs(interview);
        act(interview, "review", "", "");
    });
    state("result", &|interview| {
        signs(interview);
        go_on_to_result(interview);
    });
    state("result-open", &|interview| {
        signs(interview);
        go_on_to_result(interview);
        act(interview, "toggle", "dimension", "exploitation");
        act(interview, "toggle", "term", "");
        act(interview, "toggle", "finish", "");
    });
    state("indeterminate", &|interview| {
        agreed(interview);
        go_on_to_result(interview);
    });
    state("refused", &|interview| {
        answer(interview, &[("talk", "refused")]);
        go_on_to_result(interview);
    });
    state("end", &|interview| {
        go_on_to_result(interview);
        act(interview, "end", "", "");
    });
    states
}

#[test]
fn pages_in_french() {
    for (name, interview) in states("fr") {
        insta::assert_snapshot!(format!("detection_fr_{name}"), text(&interview));
    }
}

#[test]
fn pages_in_arabic() {
    for (name, interview) in states("ar") {
        insta::assert_snapshot!(format!("detection_ar_{name}"), text(&interview));
    }
}

#[test]
fn pages_of_the_example() {
    let mut interview = open(EXAMPLE, &[], "en");
    next(&mut interview);
    insta::assert_snapshot!("example_en_first", text(&interview));
    go_on_to_result(&mut interview);
    insta::assert_snapshot!("example_en_result", text(&interview));
}

/// Calls back with each text and the language and direction it stands in.
fn is_arabic(text: &str) -> bool {
    text.chars().any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter))
}

#[test]
fn every_text_stands_in_its_language() {
    for language in ["fr", "ar"] {
        for (name, interview) in states(language).into_iter().chain(kinds_states(language)) {
            texts(&drawn(&interview), ("", ""), &mut |text, around| {
                let expected = if is_arabic(text) { ("ar", "rtl") } else { ("fr", "ltr") };
                let says = text.chars().any(char::is_alphabetic);
                // Names of other languages, and a key that Arabic writes in Latin letters too.
                let name_of = matches!(text, "English") || text.contains("Shift");
                assert!(!says || name_of || around == expected, "{name} {language}: {text:?} in {around:?}");
            });
        }
    }
}

#[test]
fn a_form_without_a_language_keeps_its_own_and_says_so() {
    let mut interview = open(DETECTION, &[], "ar");
    for page in 0..8 {
        texts(&drawn(&interview), ("", ""), &mut |text, around| {
            if text.chars().any(char::is_alphabetic) && !text.contains("Shift") {
                let expected = if is_arabic(text) { ("ar", "rtl") } else { ("fr", "ltr") };
                assert!(around == expected || text == "English" || text == "Français", "{text:?} in {around:?}");
            }
        });
        let legends = all(&interview, |element| element.tag() == Tag::Legend);
        for legend in legends {
            assert_eq!(legend.attr(Attr::Lang), Some("fr"));
            assert!(html::write(&legend.into()).contains("class=\"tag own\""), "page {page}");
        }
        act(&mut interview, "without", "", "");
    }
}

#[test]
fn a_text_never_becomes_markup() {
    let mut form: serde_json::Value = serde_json::from_slice(EXAMPLE).unwrap();
    form["items"][0]["items"][0]["text"] = "<img src=x onerror=alert(1)> & \"it\"".into();
    let mut interview = open(&serde_json::to_vec(&form).unwrap(), &[], "en");
    next(&mut interview);
    let page = text(&interview);
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;it&quot;"), "{page}");
    assert!(!page.contains("<img"));
}

#[test]
fn choices_of_a_question_share_a_name_and_silences_another_and_one_is_checked_at_most() {
    for (_, interview) in states("fr") {
        for question in all(&interview, |element| element.tag() == Tag::Fieldset) {
            let mut names = Vec::new();
            let mut checked = 0;
            walk(question.children(), &mut |element| {
                if element.tag() == Tag::Input {
                    assert_eq!(element.attr(Attr::Type), Some("radio"));
                    assert_eq!(element.attr(Attr::Autocomplete), Some("off"));
                    let name = [element.attr(Attr::Act).unwrap(), ".", element.attr(Attr::Item).unwrap(), "."].concat();
                    assert_eq!(element.attr(Attr::Name), Some(&*name));
                    names.push(name);
                    checked += usize::from(element.attr(Attr::Checked).is_some());
                }
            });
            names.dedup();
            assert!(names.len() <= 2, "{names:?}");
            assert!(checked <= 1, "{names:?}");
        }
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    for (name, interview) in states("fr").into_iter().chain(kinds_states("fr")) {
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

#[test]
fn the_keyboard_follows_the_document() {
    for (name, interview) in states("ar").into_iter().chain(kinds_states("ar")) {
        for element in all(&interview, |_| true) {
            assert!(matches!(element.attr(Attr::TabIndex), None | Some("-1")), "{name}");
            assert!(element.tag() != Tag::Button || element.attr(Attr::Type) == Some("button"), "{name}");
            let acts = element.attr(Attr::Act);
            assert!(acts.is_none() || matches!(element.tag(), Tag::Button | Tag::Input | Tag::Textarea), "{name}");
            assert!(acts.is_none_or(|act| Act::of(act).is_some()), "{name}");
        }
    }
}

#[test]
fn no_answer_stands_in_an_attribute() {
    let form: serde_json::Value = serde_json::from_slice(DETECTION).unwrap();
    let mut choices = Vec::new();
    collect(&form["items"], &mut choices);
    for (name, interview) in states("fr") {
        for element in all(&interview, |_| true) {
            let label = element.attr(Attr::AriaLabel).unwrap_or_default();
            assert!(!choices.iter().any(|choice| label.contains(choice.as_str())), "{name}: {label}");
        }
    }
}

fn collect(json: &serde_json::Value, texts: &mut Vec<String>) {
    for item in json.as_array().into_iter().flatten() {
        collect(&item["items"], texts);
        for choice in item["choices"].as_array().into_iter().flatten() {
            texts.push(choice["text"].as_str().unwrap().to_owned());
        }
    }
}

#[test]
fn what_is_required_holds_the_page_once() {
    let mut interview = detection("fr");
    next(&mut interview);
    let held = next(&mut interview);
    assert_eq!((held.focus.as_deref(), held.top), (Some("summary"), true));
    assert!(find(&interview, |element| element.attr(Attr::Act) == Some("without")).is_some());
    let focus = act(&mut interview, "visit", "care", "").focus.unwrap();
    assert!(find(&interview, |element| element.attr(Attr::Id) == Some(&focus)).is_some());
    next(&mut interview);
    assert!(find(&interview, |element| element.attr(Attr::Item) == Some("danger")).is_none());
}

#[test]
fn changing_an_answer_returns_to_its_button() {
    let mut interview = detection("fr");
    act(&mut interview, "review", "", "");
    act(&mut interview, "edit", "care", "");
    answer(&mut interview, &[("care", "no"), ("danger", "no")]);
    let focus = next(&mut interview).focus.unwrap();
    let button = find(&interview, |element| element.attr(Attr::Id) == Some(&focus)).unwrap();
    assert_eq!((button.attr(Attr::Act), button.attr(Attr::Item)), (Some("edit"), Some("care")));
}

#[test]
fn a_language_keeps_the_page_and_the_answers() {
    let mut interview = detection("fr");
    next(&mut interview);
    answer(&mut interview, &[("danger", "no")]);
    let before = all(&interview, |element| element.attr(Attr::Id).is_some());
    assert_eq!(act(&mut interview, "language", "", "ar").language.as_deref(), Some("ar"));
    let after = all(&interview, |element| element.attr(Attr::Id).is_some());
    let ids = |elements: &[Element]| elements.iter().map(|element| element.key().to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(&before), ids(&after));
    let chosen = find(&interview, |element| element.attr(Attr::Checked).is_some()).unwrap();
    assert_eq!(chosen.attr(Attr::Value), Some("no"));
}

#[test]
fn covering_the_screen_folds_the_word_of_the_case_file() {
    let mut interview = detection("fr");
    go_on_to_result(&mut interview);
    act(&mut interview, "toggle", "term", "");
    assert!(find(&interview, |element| element.attr(Attr::Id) == Some("term..panel")).is_some());
    act(&mut interview, "hide", "", "");
    assert!(find(&interview, |element| element.attr(Attr::Id) == Some("term..panel")).is_none());
}

#[test]
fn an_alert_that_fires_again_is_not_done_any_more() {
    let mut interview = detection("fr");
    next(&mut interview);
    let fired = act(&mut interview, "answer", "danger", "yes");
    assert!(fired.assertive.is_some() && fired.polite.is_none() && fired.focus.is_none());
    assert!(matches!(fired.events[..], [Event::Change { .. }, Event::Alert { .. }]));
    let id = find(&interview, |element| element.attr(Attr::Act) == Some("done")).unwrap();
    act(&mut interview, "done", id.attr(Attr::Item).unwrap(), "");
    assert!(find(&interview, |element| element.attr(Attr::Act) == Some("done")).is_none());
    answer(&mut interview, &[("danger", "no"), ("danger", "yes")]);
    assert!(find(&interview, |element| element.attr(Attr::Act) == Some("done")).is_some());
}

#[test]
fn acts_that_make_no_sense_do_nothing() {
    let mut interview = detection("fr");
    let before = text(&interview);
    for act in Act::ALL.iter().filter(|act| !matches!(act, Act::Next | Act::Without | Act::Review)) {
        let effects = interview.act(act.word(), "nothing", "nothing");
        assert!(effects.events.is_empty() && !effects.done, "{act:?}");
    }
    assert_eq!(interview.act("unknown", "", ""), Effects::default());
    assert_eq!(text(&interview), before);
}

#[test]
fn only_the_end_hands_answers_over() {
    let mut interview = detection("fr");
    assert!(!act(&mut interview, "finish", "", "").hand_over && !act(&mut interview, "end", "", "").done);
    answer(&mut interview, &[("danger", "no")]);
    go_on_to_result(&mut interview);
    let asked = act(&mut interview, "finish", "", "");
    assert!(asked.hand_over && !asked.done && asked.events.is_empty());
    let completion = handed_over(&interview);
    assert!(completion.assessment.is_some());
    assert!(completion.answers.iter().any(|given| given.item == "danger" && given.code.as_deref() == Some("no")));
    // Until it is handed over, nothing is closed.
    assert!(interview.session().entries().iter().all(|entry| entry.closed.is_none()));
    assert!(act(&mut interview, "end", "", "").done);
    let page = text(&interview);
    assert!(!page.contains("radio") && !page.contains("data-item"), "{page}");
    assert!(!act(&mut interview, "finish", "", "").hand_over && !act(&mut interview, "end", "", "").done);
}

#[test]
fn a_refused_record_leaves_only_the_class_and_the_consents() {
    let mut form: serde_json::Value = serde_json::from_slice(EXAMPLE).unwrap();
    let keep = serde_json::json!({ "id": "keep", "type": "consent", "scope": "record", "text": "May I keep this?" });
    form["items"][1]["items"].as_array_mut().unwrap().push(keep);
    let mut interview = open(&serde_json::to_vec(&form).unwrap(), &[], "en");
    answer(&mut interview, &[("talk", "given"), ("papers", "taken"), ("keep", "refused")]);
    go_on_to_result(&mut interview);
    let completion = handed_over(&interview);
    assert!(completion.assessment.is_none() && !completion.class.is_empty());
    let items: Vec<_> = completion.consents.iter().map(|consent| consent.item.as_str()).collect();
    assert_eq!(items, ["talk", "keep"]);
    assert!(completion.answers.is_empty());
}

#[test]
fn an_interview_is_resumed_from_its_text_at_its_first_page() {
    let mut before = detection("fr");
    answer(&mut before, &[("danger", "no"), ("age_group", "adult")]);
    let mut interview = detection("ar");
    act(&mut interview, "resume", "", &before.session().to_text());
    assert_eq!(interview.session().entries(), before.session().entries());
    assert_eq!(interview.session().shown().iter().map(|tag| &**tag).collect::<Vec<_>>(), ["fr", "ar"]);
    assert_eq!(text(&interview), text(&detection("ar")), "the first page");
    // Anything else leaves it as it is.
    act(&mut interview, "resume", "", "{}");
    assert_eq!(interview.session().entries(), before.session().entries());
}

#[test]
fn the_same_acts_draw_the_same_page() {
    let acts = [
        ("next", "", ""),
        ("answer", "danger", "yes"),
        ("toggle", "alerts", ""),
        ("done", "danger_now", "bar"),
        ("language", "", "ar"),
        ("next", "", ""),
        ("without", "", ""),
        ("toggle", "silence", "marks"),
        ("silence", "marks", "notObservable"),
        ("back", "", ""),
        ("review", "", ""),
        ("edit", "danger", ""),
    ];
    let (mut one, mut other) = (detection("fr"), detection("fr"));
    for (name, item, value) in acts {
        act(&mut one, name, item, value);
        text(&one);
    }
    for (name, item, value) in acts {
        act(&mut other, name, item, value);
    }
    assert_eq!(text(&one), text(&other));
}
