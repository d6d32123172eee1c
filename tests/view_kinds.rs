//! Questions that are answered by ticking, writing and adding rows, as a person sees them.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/screen.rs"]
mod screen;

use nrm_screening::view::{Attr, Interview, Node, Tag, html};
use screen::{
    act, all, answer, find, go_on_to, go_on_to_result, handed_over, kinds, kinds_states, next, open, text, write,
};
use serde_json::{Value, json};

#[test]
fn pages_in_french() {
    for (name, interview) in kinds_states("fr") {
        insta::assert_snapshot!(format!("kinds_fr_{name}"), text(&interview));
    }
}

#[test]
fn pages_in_arabic() {
    for (name, interview) in kinds_states("ar") {
        insta::assert_snapshot!(format!("kinds_ar_{name}"), text(&interview));
    }
}

/// What is handed over of an item at the end.
#[track_caller]
fn handed(interview: &mut Interview, item: &str) -> Value {
    act(interview, "review", "", "");
    next(interview);
    assert!(act(interview, "finish", "", "").hand_over);
    let told = serde_json::to_value(handed_over(interview)).unwrap();
    assert!(act(interview, "end", "", "").done);
    let found = told["answers"].as_array().unwrap().iter().find(|answer| answer["item"] == item);
    let mut found = found.unwrap_or_else(|| panic!("nothing of {item} in {told}")).clone();
    without_who(&mut found);
    found
}

/// Leaves out of an answer, and of those in its rows, who gave it.
fn without_who(answer: &mut Value) {
    answer.as_object_mut().unwrap().remove("by");
    let rows = answer.get_mut("rows").and_then(Value::as_array_mut);
    let inside = rows.into_iter().flatten().filter_map(|row| row["answers"].as_array_mut());
    inside.flatten().for_each(without_who);
}

/// The choices of an item that are ticked, on the page where it is.
fn ticked(interview: &Interview, item: &str) -> Vec<String> {
    let on = all(interview, |element| {
        element.attr(Attr::Item) == Some(item)
            && element.attr(Attr::Type) == Some("checkbox")
            && element.attr(Attr::Checked).is_some()
    });
    on.iter().filter_map(|element| element.attr(Attr::Value)).map(str::to_owned).collect()
}

/// What stands in a field.
fn entered(interview: &Interview, item: &str, field: &str) -> Option<String> {
    let found = find(interview, |element| {
        element.attr(Attr::Act) == Some("write")
            && element.attr(Attr::Item) == Some(item)
            && element.attr(Attr::Value).unwrap_or_default() == field
    });
    found.unwrap_or_else(|| panic!("no field `{field}` of {item}")).attr(Attr::Entered).map(str::to_owned)
}

/// What holds the page, in words.
fn held(interview: &Interview) -> Vec<String> {
    let lines = all(interview, |element| element.attr(Attr::Class) == Some("flaw"));
    lines.iter().filter_map(|line| line.attr(Attr::Id)).map(str::to_owned).collect()
}

#[test]
fn what_is_made_of_answers_is_on_no_page() {
    let risk = include_bytes!("../schemas/forms/nrm-risk/0.1.0/form.json");
    let form: Value = serde_json::from_slice(risk).unwrap();
    let plan = form["items"].as_array().unwrap().iter().find(|group| group["id"] == "plan").unwrap();
    let made = plan["items"].as_array().unwrap().iter().filter(|item| item["type"] == "calculate");
    let made: Vec<&str> = made.map(|item| item["short"].as_str().unwrap()).collect();
    assert_eq!(made.len(), 21);
    let mut interview = open(risk, &[], "fr");
    next(&mut interview);
    answer(&mut interview, &[("talk", "given")]);
    go_on_to(&mut interview, "plan_sign");
    let shown = text(&interview);
    assert!(shown.contains("Avons-nous un mot ou un signe convenu"), "{shown}");
    assert!(made.iter().all(|made| !shown.contains(made)), "{shown}");
    go_on_to_result(&mut interview);
    let key = find(&interview, |element| element.attr(Attr::Class) == Some("key quiet"));
    assert!(key.is_none(), "without dimensions there is no chart to explain");
}

/// A form without dimensions gives its reasons too: the conditions that hold, and what was not answered.
#[test]
fn a_result_without_dimensions_says_which_conditions_hold() {
    let mut interview = open(include_bytes!("../schemas/forms/nrm-risk/0.1.0/form.json"), &[], "fr");
    next(&mut interview);
    answer(&mut interview, &[("talk", "given")]);
    for (item, code) in [("people_there", "yes"), ("people_likely", "near"), ("people_harm", "grave")] {
        go_on_to(&mut interview, item);
        answer(&mut interview, &[(item, code)]);
    }
    go_on_to_result(&mut interview);
    let reasons = |interview: &Interview| {
        let why = find(interview, |element| element.key() == "why");
        why.map(|why| html::write(&Node::Element(why))).unwrap_or_default()
    };
    let shown = reasons(&interview);
    assert!(shown.contains("Un risque très élevé"), "{shown}");
    assert!(shown.contains("Les personnes d’avant\u{a0}: très élevé"), "{shown}");
    assert!(!shown.contains("Un risque moyen"), "{shown}");
    let mut unknown = open(include_bytes!("../schemas/forms/nrm-risk/0.1.0/form.json"), &[], "fr");
    next(&mut unknown);
    answer(&mut unknown, &[("talk", "given")]);
    go_on_to_result(&mut unknown);
    assert_eq!(reasons(&unknown), "", "nothing is known to hold");
    assert!(text(&unknown).contains("Ce qui manque"), "{}", text(&unknown));
}

#[test]
fn what_stands_alone_takes_the_others_away() {
    let mut interview = kinds("fr");
    for (tick, expected) in [
        ("home", vec!["home"]),
        ("care", vec!["care", "home"]),
        ("none", vec!["none"]),
        ("other", vec!["other"]),
        ("care", vec!["care", "other"]),
        ("other", vec!["care"]),
        ("care", vec![]),
    ] {
        act(&mut interview, "tick", "needs", tick);
        assert_eq!(ticked(&interview, "needs"), expected, "after {tick}");
    }
    assert_eq!(handed(&mut interview, "needs")["missing"], "notAsked");
}

#[test]
fn the_last_tick_taken_away_opens_the_question_and_is_no_answer() {
    let mut interview = kinds("fr");
    act(&mut interview, "tick", "needs", "none");
    act(&mut interview, "tick", "needs", "none");
    act(&mut interview, "silence", "needs", "declined");
    assert_eq!(ticked(&interview, "needs"), Vec::<String>::new());
    assert_eq!(handed(&mut interview, "needs"), json!({"item": "needs", "missing": "declined"}));
}

#[test]
fn other_is_told_in_words_and_goes_with_its_tick() {
    let mut interview = kinds("fr");
    assert!(
        find(&interview, |element| element.attr(Attr::Value) == Some("other")
            && element.tag() == Tag::Input
            && element.attr(Attr::Act) == Some("write"))
        .is_none()
    );
    act(&mut interview, "tick", "needs", "other");
    write(&mut interview, "needs", "other", "Un téléphone");
    assert_eq!(entered(&interview, "needs", "other").as_deref(), Some("Un téléphone"));
    assert_eq!(handed(&mut interview, "needs"), json!({"item": "needs", "codes": ["other"], "other": "Un téléphone"}));
}

#[test]
fn numbers_are_written_with_the_digits_and_the_mark_of_any_language() {
    for (written, value, shown) in [
        ("17", "17", "17"),
        (" 17 ", "17", "17"),
        ("١٧", "17", "17"),
        ("۱۷", "17", "17"),
        ("1,5", "1.5", "1,5"),
        ("1.5", "1.5", "1,5"),
        ("٢٫٥", "2.5", "2,5"),
    ] {
        let mut interview = kinds("fr");
        go_on_to(&mut interview, "wage");
        write(&mut interview, "wage", "", written);
        assert_eq!(entered(&interview, "wage", "").as_deref(), Some(shown), "{written}");
        assert_eq!(handed(&mut interview, "wage"), json!({"item": "wage", "value": value}), "{written}");
    }
}

#[test]
fn an_emptied_field_is_no_answer() {
    let mut interview = kinds("fr");
    write(&mut interview, "age", "", "17");
    write(&mut interview, "age", "", " ");
    assert_eq!(entered(&interview, "age", ""), None);
    assert_eq!(handed(&mut interview, "age"), json!({"item": "age", "missing": "notAsked", "closed": "open"}));
}

#[test]
fn what_does_not_hold_holds_the_page_once_and_keeps_its_place_when_mended() {
    let mut interview = kinds("fr");
    answer(&mut interview, &[("since", "year")]);
    for (written, said) in [
        ("172", "donnez un nombre entre 0 et 120"),
        ("-1", "donnez un nombre entre 0 et 120"),
        ("vingt", "donnez un nombre entier"),
        ("1.5", "donnez un nombre entier"),
    ] {
        write(&mut interview, "age", "", written);
        next(&mut interview);
        assert_eq!(held(&interview), ["flaw.age."], "{written}");
        assert_eq!(text(&interview).matches(said).count(), 2, "{written}: in the summary and beside the field");
        assert_eq!(entered(&interview, "age", "").as_deref(), Some(written.replace('.', ",").as_str()));
        act(&mut interview, "back", "", "");
        next(&mut interview);
    }
    write(&mut interview, "age", "", "172");
    next(&mut interview);
    write(&mut interview, "age", "", "17");
    assert_eq!(held(&interview), Vec::<String>::new());
    assert_eq!(text(&interview).matches("donnez un nombre entre 0 et 120").count(), 2, "unseen, in its place");
}

#[test]
fn an_answer_that_does_not_hold_can_be_passed_and_counts_as_not_asked() {
    let mut interview = kinds("fr");
    write(&mut interview, "age", "", "172");
    answer(&mut interview, &[("since", "year")]);
    next(&mut interview);
    act(&mut interview, "without", "", "");
    // What was entered is kept, and counts for nothing.
    let kept = json!({"item": "age", "value": "172", "missing": "notAsked", "closed": "open"});
    assert_eq!(handed(&mut interview, "age"), kept);
}

#[test]
fn a_date_is_told_in_parts_in_any_order() {
    for (fields, expected) in [
        (vec![("year", "2024")], json!({"item": "arrived", "from": "2024"})),
        (vec![("month", "9"), ("year", "2024")], json!({"item": "arrived", "from": "2024-09"})),
        (vec![("day", "3"), ("month", "9"), ("year", "٢٠٢٤")], json!({"item": "arrived", "from": "2024-09-03"})),
        (vec![("year", "2024"), ("lastYear", "2025")], json!({"item": "arrived", "from": "2024", "to": "2025"})),
        (
            vec![("calendar", "ethiopic"), ("year", "2016"), ("inWords", "l’an de la pluie")],
            json!({"item": "arrived", "calendar": "ethiopic", "from": "2016", "words": "l’an de la pluie"}),
        ),
        (
            vec![("day", "3"), ("month", "9")],
            json!({"item": "arrived", "from": "-09-03", "missing": "notAsked", "closed": "open"}),
        ),
        (vec![("year", "2024"), ("year", "")], json!({"item": "arrived", "missing": "notAsked", "closed": "open"})),
    ] {
        let mut interview = kinds("fr");
        for (field, text) in &fields {
            write(&mut interview, "arrived", field, text);
        }
        assert_eq!(handed(&mut interview, "arrived"), expected, "{fields:?}");
    }
}

#[test]
fn a_date_that_is_not_about_any_more_loses_its_latest_day() {
    let mut interview = kinds("fr");
    go_on_to(&mut interview, "arrived");
    act(&mut interview, "about", "arrived", "");
    write(&mut interview, "arrived", "year", "2023");
    write(&mut interview, "arrived", "lastYear", "2024");
    act(&mut interview, "about", "arrived", "");
    assert!(!text(&interview).contains("Au plus tard"));
    assert_eq!(handed(&mut interview, "arrived"), json!({"item": "arrived", "from": "2023"}));
}

#[test]
fn a_row_is_added_opened_and_taken_away_after_a_question() {
    let mut interview = kinds("fr");
    go_on_to(&mut interview, "steps");
    let added = act(&mut interview, "add", "steps", "");
    assert_eq!(added.focus.as_deref(), Some("heading.place@r1."));
    write(&mut interview, "place@r1", "", "Dire Dawa");
    act(&mut interview, "add", "steps", "");
    write(&mut interview, "place@r2", "", "Obock");
    act(&mut interview, "toggle", "remove", "steps@r1");
    assert!(text(&interview).contains("Ce qui y est noté sera effacé"));
    let removed = act(&mut interview, "remove", "steps", "r1");
    assert_eq!(removed.focus.as_deref(), Some("row.steps@r2."), "the row that took its place");
    let removed = act(&mut interview, "remove", "steps", "r2");
    assert_eq!(removed.focus.as_deref(), Some("add.steps."));
    act(&mut interview, "add", "steps", "");
    write(&mut interview, "place@r3", "", "Tadjourah");
    answer(&mut interview, &[("by@r3", "boat"), ("steps", "no")]);
    assert_eq!(
        handed(&mut interview, "steps"),
        json!({"item": "steps", "code": "no", "rows": [{"id": "r3", "answers": [
            {"item": "place", "value": "Tadjourah"},
            {"item": "year", "missing": "notAsked", "closed": "open"},
            {"item": "by", "code": "boat"},
        ]}]})
    );
}

#[test]
fn a_list_ends_at_its_most() {
    let mut interview = kinds("fr");
    go_on_to(&mut interview, "steps");
    let adds = |interview: &Interview| all(interview, |element| element.attr(Attr::Act) == Some("add")).len();
    for _ in 0..4 {
        assert_eq!(adds(&interview), 1);
        assert!(!act(&mut interview, "add", "steps", "").events.is_empty());
    }
    assert_eq!(adds(&interview), 0);
    assert!(text(&interview).contains("Cette liste est pleine."));
    assert!(act(&mut interview, "add", "steps", "").events.is_empty());
}

#[test]
fn what_a_row_needs_holds_the_page_and_is_unfolded_on_the_way_to_it() {
    let mut interview = kinds("fr");
    go_on_to(&mut interview, "steps");
    act(&mut interview, "add", "steps", "");
    act(&mut interview, "toggle", "row", "steps@r1");
    next(&mut interview);
    assert!(text(&interview).contains("Un point à revoir"), "{}", text(&interview));
    let visited = act(&mut interview, "visit", "place@r1", "");
    assert_eq!(visited.focus.as_deref(), Some("write.place@r1."));
    assert_eq!(held(&interview), ["flaw.place@r1."]);
}

#[test]
fn no_page_asks_for_more_than_three_questions_beside_a_matrix_and_a_repeat() {
    let mut interview = kinds("fr");
    for page in 0..6 {
        let questions = all(&interview, |element| {
            element.tag() == Tag::Fieldset && !element.attr(Attr::Class).unwrap_or_default().is_empty()
        });
        assert!(questions.len() <= 3, "page {page}");
        act(&mut interview, "without", "", "");
    }
}

#[test]
fn fields_are_never_completed_corrected_or_remembered_by_the_browser() {
    for (name, interview) in kinds_states("fr") {
        let fields = all(&interview, |element| matches!(element.tag(), Tag::Input | Tag::Textarea));
        for field in fields {
            assert_eq!(field.attr(Attr::Autocomplete), Some("off"), "{name}");
            if matches!(field.attr(Attr::Type), Some("radio" | "checkbox")) {
                continue;
            }
            for (helper, kept) in [
                (Attr::Autocapitalize, "off"),
                (Attr::Autocorrect, "off"),
                (Attr::Grammar, "false"),
                (Attr::Spellcheck, "false"),
                (Attr::Suggestions, "false"),
            ] {
                assert_eq!(field.attr(helper), Some(kept), "{name}: {}", helper.name());
            }
        }
    }
}

#[test]
fn every_field_has_a_name() {
    for (name, interview) in kinds_states("ar") {
        let labelled: Vec<_> = all(&interview, |element| element.tag() == Tag::Label)
            .iter()
            .flat_map(|label| {
                label
                    .children()
                    .iter()
                    .filter_map(|child| match child {
                        nrm_screening::view::Node::Element(inner) => inner.attr(Attr::Id).map(str::to_owned),
                        nrm_screening::view::Node::Text(_) => None,
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        for field in all(&interview, |element| matches!(element.tag(), Tag::Input | Tag::Textarea)) {
            let named = field.attr(Attr::AriaLabelledBy).is_some()
                || field.attr(Attr::Id).is_some_and(|id| labelled.iter().any(|known| known == id));
            assert!(named, "{name}: {field:?}");
        }
    }
}
