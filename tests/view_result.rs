//! The result as a person sees it: the worker's conclusion, consents per recipient, what leaves, the end; and the way
//! there: parts, urgent help.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/screen.rs"]
mod screen;

use nrm_screening::response::Response;
use nrm_screening::view::{Attr, Interview, Tag};
use screen::{
    KINDS, act, all, answer, find, go_on_to_result, handed_over, kinds, next, open, said, shows, text, write,
};
use serde_json::{Value, json};

/// Pages and states of the result.
fn states(language: &str) -> Vec<(&'static str, Interview)> {
    let mut states = Vec::new();
    let mut state = |name, make: &dyn Fn(&mut Interview)| {
        let mut interview = kinds(language);
        write(&mut interview, "age", "", "30");
        make(&mut interview);
        states.push((name, interview));
    };
    state("parts", &|interview| {
        act(interview, "toggle", "parts", "");
        act(interview, "toggle", "urgent", "");
    });
    state("closing", &|interview| {
        go_on_to_result(interview);
    });
    state("differs", &|interview| {
        go_on_to_result(interview);
        act(interview, "conclude", "", "fewerSigns");
        answer(interview, &[("centre", "given"), ("unit", "asked")]);
        act(interview, "toggle", "finish", "");
    });
    state("kept-not", &|interview| {
        go_on_to_result(interview);
        answer(interview, &[("keep", "refused")]);
    });
    states
}

#[test]
fn pages_in_french() {
    for (name, interview) in states("fr") {
        insta::assert_snapshot!(format!("result_fr_{name}"), text(&interview));
    }
}

#[test]
fn pages_in_arabic() {
    for (name, interview) in states("ar") {
        insta::assert_snapshot!(format!("result_ar_{name}"), text(&interview));
    }
}

/// Whether something that can be pressed does this.
fn offers(interview: &Interview, name: &str, item: &str) -> bool {
    find(interview, |element| {
        element.attr(Attr::Act) == Some(name) && element.attr(Attr::Item).unwrap_or_default() == item
    })
    .is_some()
}

/// The lines of what leaves.
fn leaving(interview: &Interview) -> Vec<String> {
    let block = find(interview, |element| element.key() == "leaving").unwrap();
    let mut lines = Vec::new();
    screen::walk(block.children(), &mut |element| {
        if element.tag() == Tag::Item {
            lines.push(said(element));
        }
    });
    lines
}

fn end(interview: &mut Interview) -> Response {
    assert!(act(interview, "finish", "", "").hand_over);
    let completion = handed_over(interview);
    assert!(act(interview, "end", "", "").done);
    completion
}

/// An adult who agreed to talk, at the result.
fn adult() -> Interview {
    let mut interview = kinds("fr");
    write(&mut interview, "age", "", "30");
    go_on_to_result(&mut interview);
    interview
}

#[test]
fn nothing_is_preset_on_the_result() {
    let interview = adult();
    let checked = all(&interview, |element| element.attr(Attr::Checked).is_some());
    assert!(checked.is_empty(), "{checked:?}");
    assert!(!offers(&interview, "write", ""), "no reason before a conclusion");
    let radios = all(&interview, |element| element.attr(Attr::Act) == Some("conclude"));
    let values: Vec<_> = radios.iter().filter_map(|radio| radio.attr(Attr::Value)).collect();
    assert_eq!(values, ["agrees", "moreSigns", "fewerSigns"]);
}

#[test]
fn agreeing_wants_no_reason_and_differing_wants_one_once() {
    for (conclusion, wants) in [("agrees", false), ("moreSigns", true), ("fewerSigns", true)] {
        let mut interview = adult();
        act(&mut interview, "conclude", "", conclusion);
        assert_eq!(offers(&interview, "write", ""), wants, "{conclusion}");
        let asked = act(&mut interview, "toggle", "finish", "");
        let expected = if wants { "summary" } else { "toggle.finish." };
        assert_eq!(asked.focus.as_deref(), Some(expected), "{conclusion}");
        assert_eq!(offers(&interview, "finish", ""), !wants, "{conclusion}");
        if wants {
            let line = find(&interview, |element| element.attr(Attr::Act) == Some("visit")).unwrap();
            assert_eq!(line.attr(Attr::Item), None);
            let focus = act(&mut interview, "visit", "", "").focus.unwrap();
            assert!(find(&interview, |element| element.attr(Attr::Id) == Some(&focus)).is_some());
            // It can be passed, and pressing again passes it too.
            let again = if conclusion == "moreSigns" { ("toggle", "finish") } else { ("without", "") };
            act(&mut interview, again.0, again.1, "");
            assert!(offers(&interview, "finish", ""));
        }
    }
}

#[test]
fn a_reason_that_is_given_holds_nothing() {
    let mut interview = adult();
    act(&mut interview, "conclude", "", "fewerSigns");
    act(&mut interview, "write", "", "=  She came back by herself.  ");
    act(&mut interview, "toggle", "finish", "");
    assert!(offers(&interview, "finish", ""));
    let completion = end(&mut interview);
    let told = serde_json::to_value(&completion).unwrap();
    let expected = json!({ "conclusion": "fewerSigns", "reason": "She came back by herself." });
    assert_eq!((&told["conclusion"], &told["needsSecondReview"]), (&expected, &json!(true)));
}

#[test]
fn a_second_person_looks_at_fewer_signs_and_at_every_child() {
    let table = [
        ("30", "agrees", false),
        ("30", "moreSigns", false),
        ("30", "fewerSigns", true),
        ("30", "", false),
        ("17", "agrees", true),
        ("17", "moreSigns", true),
        ("17", "", true),
        ("", "agrees", true),
    ];
    for (age, conclusion, review) in table {
        let mut interview = kinds("fr");
        if !age.is_empty() {
            write(&mut interview, "age", "", age);
        }
        go_on_to_result(&mut interview);
        if !conclusion.is_empty() {
            act(&mut interview, "conclude", "", conclusion);
        }
        assert_eq!(shows(&interview, "Une seconde personne relira ce dossier."), review, "{age} {conclusion}");
        let completion = end(&mut interview);
        assert_eq!(completion.needs_second_review, Some(review), "{age} {conclusion}");
        assert_eq!(completion.conclusion.is_some(), !conclusion.is_empty());
    }
}

#[test]
fn a_conclusion_about_another_result_is_asked_again() {
    let mut interview = adult();
    act(&mut interview, "conclude", "", "agrees");
    act(&mut interview, "back", "", "");
    answer(&mut interview, &[("talk", "refused")]);
    go_on_to_result(&mut interview);
    assert!(all(&interview, |element| element.attr(Attr::Checked).is_some()).is_empty());
}

#[test]
fn what_leaves_is_listed_as_it_is() {
    let mut interview = adult();
    let kept = ["Les réponses, et les questions restées sans réponse", "Ce résultat et ses raisons"];
    assert_eq!(leaving(&interview), [kept[0], kept[1], "Accord, Accord : Oui"]);
    act(&mut interview, "conclude", "", "agrees");
    answer(&mut interview, &[("centre", "given"), ("unit", "asked")]);
    let lines = leaving(&interview);
    let agreed = [
        "Accord, Accord : Oui",
        "Accord, Centre d’accueil (exemple) : Oui",
        "Accord, Unité d’orientation (exemple) : Pas encore, il lui faut du temps",
    ];
    assert_eq!(lines, [kept[0], kept[1], "Votre conclusion et sa raison", agreed[0], agreed[1], agreed[2]]);
    answer(&mut interview, &[("keep", "refused")]);
    let lines = leaving(&interview);
    let class = "La classe du résultat, sans les réponses ni les raisons";
    assert_eq!(lines, [class, agreed[0], agreed[1], agreed[2], "Accord, Garder le dossier : Non"]);
    // What is handed over is exactly that.
    let told = serde_json::to_value(end(&mut interview)).unwrap();
    let keys: Vec<_> = told.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["extent", "form", "class", "consents", "digest"]);
    let items: Vec<_> = told["consents"].as_array().unwrap().iter().map(|given| given["item"].clone()).collect();
    assert_eq!(items, ["talk", "centre", "unit", "keep"]);
}

#[test]
fn what_leaves_is_what_the_purpose_needs() {
    let mut interview = adult();
    let class = "La classe du résultat, sans les réponses ni les raisons";
    let alerts = "Les alertes apparues, sans les réponses";
    let answers = "Les réponses, et les questions restées sans réponse";
    for (purpose, first) in [
        ("", vec![answers]),
        ("alert", vec![class, alerts]),
        ("statistics", vec![class]),
        ("nothing", vec![class]),
        ("record", vec![answers]),
    ] {
        act(&mut interview, "purpose", "", purpose);
        assert_eq!(leaving(&interview)[..first.len()], first[..], "{purpose}");
    }
}

#[test]
fn a_required_consent_holds_the_end_once() {
    let mut form: Value = serde_json::from_slice(KINDS).unwrap();
    let last = form["items"].as_array_mut().unwrap().last_mut().unwrap();
    last["items"][0]["required"] = true.into();
    let mut interview = open(&serde_json::to_vec(&form).unwrap(), &[], "fr");
    next(&mut interview);
    answer(&mut interview, &[("talk", "given")]);
    go_on_to_result(&mut interview);
    let held = act(&mut interview, "toggle", "finish", "");
    assert_eq!(held.focus.as_deref(), Some("summary"));
    let focus = act(&mut interview, "visit", "centre", "").focus.unwrap();
    assert_eq!(focus, "answer.centre.given");
    answer(&mut interview, &[("centre", "refused")]);
    act(&mut interview, "toggle", "finish", "");
    assert!(offers(&interview, "finish", ""));
    // A page that was left holds again.
    act(&mut interview, "back", "", "");
    next(&mut interview);
    act(&mut interview, "silence", "centre", "notConveyed");
    act(&mut interview, "toggle", "finish", "");
    assert!(offers(&interview, "finish", ""), "a silence is an answer");
}

#[test]
fn consents_of_the_end_stand_nowhere_else() {
    let mut interview = kinds("fr");
    for _ in 0..30 {
        assert!(!offers(&interview, "answer", "centre") && !offers(&interview, "edit", "centre"));
        act(&mut interview, "without", "", "");
        if find(&interview, |element| element.key() == "leaving").is_some() {
            break;
        }
    }
    assert!(offers(&interview, "answer", "centre"));
}

#[test]
fn a_refusal_to_talk_asks_for_no_more_consents() {
    let mut interview = kinds("fr");
    answer(&mut interview, &[("talk", "refused")]);
    go_on_to_result(&mut interview);
    assert!(!offers(&interview, "answer", "centre"));
    assert!(offers(&interview, "conclude", "") && offers(&interview, "toggle", "finish"));
}

#[test]
fn a_conclusion_is_made_beside_the_result_only() {
    let mut interview = kinds("fr");
    act(&mut interview, "conclude", "", "agrees");
    act(&mut interview, "toggle", "finish", "");
    go_on_to_result(&mut interview);
    act(&mut interview, "conclude", "", "nothing");
    assert_eq!(end(&mut interview).conclusion, None);
}

#[test]
fn the_list_of_parts_folds_out_and_leads_to_what_was_seen() {
    let mut interview = kinds("fr");
    let closed = find(&interview, |element| element.attr(Attr::Id) == Some("toggle.parts.")).unwrap();
    assert_eq!(closed.attr(Attr::AriaExpanded), Some("false"));
    let nav = |interview: &Interview| find(interview, |element| element.tag() == Tag::Nav).unwrap();
    assert_eq!(nav(&interview).attr(Attr::Class), Some("parts"));
    act(&mut interview, "toggle", "parts", "");
    assert_eq!(nav(&interview).attr(Attr::Class), Some("parts open"));
    assert!(offers(&interview, "go", "start") && !offers(&interview, "go", "person"));
    let turned = act(&mut interview, "go", "start", "");
    assert_eq!((turned.focus.as_deref(), turned.top), (Some("heading.talk."), true));
    assert_eq!(nav(&interview).attr(Attr::Class), Some("parts"), "a page begins with it folded");
    assert!(offers(&interview, "go", "person"), "what was seen can be gone to again");
    act(&mut interview, "toggle", "parts", "");
    assert_eq!(act(&mut interview, "escape", "", "").focus.as_deref(), Some("toggle.parts."));
}

#[test]
fn a_part_that_asks_nothing_now_says_so() {
    let nothing = "Rien à demander ici pour l’instant";
    let said_by = |interview: &Interview, count: usize| {
        let lines = all(interview, |element| element.tag() == Tag::Span && said(element) == nothing);
        assert_eq!(lines.len(), count);
    };
    let mut form: Value = serde_json::from_slice(KINDS).unwrap();
    form["items"][2]["relevant"] = "age > 20".into();
    let mut interview = open(&serde_json::to_vec(&form).unwrap(), &[], "fr");
    next(&mut interview);
    // Before anything is known, every part may ask.
    said_by(&interview, 0);
    answer(&mut interview, &[("talk", "given")]);
    next(&mut interview);
    said_by(&interview, 0);
    write(&mut interview, "age", "", "19");
    said_by(&interview, 1);
    write(&mut interview, "age", "", "21");
    said_by(&interview, 0);
    // Refused, nothing more is asked of the person, nor whatever rests on that.
    answer(&mut interview, &[("talk", "refused")]);
    said_by(&interview, 3);
}

#[test]
fn urgent_help_is_on_every_page_before_the_result() {
    let mut interview = open(KINDS, &[], "fr");
    for _ in 0..30 {
        let result = find(&interview, |element| element.key() == "leaving").is_some();
        assert_eq!(offers(&interview, "toggle", "urgent"), !result);
        if result {
            return;
        }
        act(&mut interview, "toggle", "urgent", "");
        assert!(shows(&interview, "Aucun service n’est inscrit ici. Utilisez les numéros de votre service."));
        act(&mut interview, "escape", "", "");
        assert!(find(&interview, |element| element.attr(Attr::Id) == Some("urgent..panel")).is_none());
        act(&mut interview, "without", "", "");
    }
    panic!("no result");
}

#[test]
fn dates_have_the_names_of_their_months() {
    let table = [
        ("fr", "gregorian", "3 octobre 2024"),
        ("en", "gregorian", "3 October 2024"),
        ("ar", "gregorian", "3 أكتوبر 2024"),
        ("fr", "ethiopic", "3 miazia 2024\u{a0}· Éthiopien"),
        ("fr", "unknown", "03/10/2024\u{a0}· On ne sait pas"),
    ];
    for (language, calendar, expected) in table {
        let mut interview = kinds(language);
        let month = if calendar == "ethiopic" { "8" } else { "10" };
        for (field, entered) in [("day", "3"), ("month", month), ("year", "2024"), ("calendar", calendar)] {
            act(&mut interview, "write", "arrived", &[field, "=", entered].concat());
        }
        act(&mut interview, "review", "", "");
        assert!(shows(&interview, expected), "{language} {calendar}: {}", text(&interview));
    }
    for (entered, expected) in [("day=1", "1er octobre 2024"), ("day=", "octobre 2024"), ("month=", "2024")] {
        let mut interview = kinds("fr");
        for field in ["day=3", "month=10", "year=2024", entered] {
            act(&mut interview, "write", "arrived", field);
        }
        act(&mut interview, "write", "arrived", if entered == "month=" { "day=" } else { "" });
        act(&mut interview, "review", "", "");
        assert!(shows(&interview, expected), "{entered}");
    }
}

#[test]
fn the_result_is_printed_on_purpose_and_nothing_else_is() {
    let mut interview = kinds("fr");
    // On no other page, whatever is open.
    act(&mut interview, "toggle", "print", "");
    assert!(!act(&mut interview, "print", "", "").print);
    go_on_to_result(&mut interview);
    assert!(!act(&mut interview, "print", "", "").print, "not before the warning");
    let warning = "Quelqu’un peut trouver cette page";
    assert!(!text(&interview).contains(warning));
    act(&mut interview, "toggle", "print", "");
    assert!(text(&interview).contains(warning));
    act(&mut interview, "escape", "", "");
    assert!(!text(&interview).contains(warning));
    act(&mut interview, "toggle", "print", "");
    let before = interview.session().to_text();
    let effects = act(&mut interview, "print", "", "");
    assert!(effects.print && effects.events.is_empty() && !effects.hand_over && !effects.done);
    assert_eq!(effects.focus.as_deref(), Some("toggle.print."));
    assert!(effects.to_text().ends_with("0\u{1f}0\u{1f}0\u{1f}1\u{1f}"));
    assert!(!text(&interview).contains(warning));
    assert_eq!(interview.session().to_text(), before);
    // Going on with something else folds it.
    act(&mut interview, "toggle", "print", "");
    act(&mut interview, "back", "", "");
    go_on_to_result(&mut interview);
    assert!(!act(&mut interview, "print", "", "").print);
}
