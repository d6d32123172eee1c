//! A child is asked too: what is told of alerts is what some interview, gone through to its end, shows.

use super::common::questions::{date, integer, only, single, talk};
use super::common::{Draft, Interview, file, published};
use super::{proved, too_large};
use nrm_screening::compile::compile_and_prove;
use nrm_screening::value::Truth;
use nrm_screening::{Form, FormDefinition};
use serde_json::{Value, json};
use std::sync::Arc;

/// Who is a child, as a form says it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Says {
    /// By the age group, a silence about which is not sure.
    Path,
    /// The same, asked where `a` is yes.
    Asked,
    /// By the age group, a silence about which stays one.
    Silent,
    /// By the age group alone, with a date of birth.
    Age,
    /// The same, but the path is that of those noted as children.
    Noted,
    /// By a number of years, which may stay unknown.
    Years,
    /// By that number or by its absence.
    NoYears,
    /// Nowhere.
    Nothing,
}

use Says::{Age, Asked, NoYears, Noted, Nothing, Path, Silent, Years};

/// The questions `a`, `b`, `g` and `n`, two calculations, and an alert on this.
fn form(says: Says, alert: &str) -> Draft {
    let mut group = single("g", &["child", "adult", "unsure"]);
    if says != Silent {
        group["whenMissing"] = json!("unsure");
    }
    let group = if says == Asked { only(group, "a") } else { group };
    let path = match says {
        Path | Asked | Silent => "g != 'adult'",
        Noted => "g == 'child'",
        Years => "n < 18",
        NoYears => "n < 18 || !answered(n)",
        Age | Nothing => "",
    };
    let mut draft = Draft::new()
        .when("a || b || g == 'child' || n > 3")
        .ask(group)
        .ask(integer("n", 0, 90))
        .ask(talk())
        .calculate("spared", "talk == 'not_required'")
        .calculate("young", "g in ['child', 'unsure']")
        .set("/alerts", json!([raised("grown", "g == 'adult'"), raised("l", alert)]))
        .set("/alerts/-", raised("m", "spared && young && a"));
    if !path.is_empty() {
        draft = draft.set("/outcomes/childPath", json!(path));
    }
    if matches!(says, Age | Noted) {
        draft = draft
            .ask(date("birth"))
            .set("/age", json!({ "group": "g", "birth": "birth", "child": "child", "adult": "adult" }));
    }
    draft
}

fn raised(id: &str, when: &str) -> Value {
    json!({ "id": id, "when": when, "urgency": "soon", "text": "L" })
}

/// What an alert has to be so that a child who is not asked is seen: whether it is.
const ALERTS: &[(Says, &str, bool)] = &[
    (Path, "talk == 'not_required' && g != 'adult'", true),
    (Path, "g != 'adult' && talk == 'not_required' || b", true),
    (Path, "talk in ['not_required', 'withdrawn'] && young", true),
    (Path, "!(g == 'adult' || talk != 'not_required')", true),
    (Path, "talk == 'not_required'", true),
    (Path, "talk != 'given'", true),
    (Path, "answered(talk)", true),
    (Path, "spared && young", true),
    (Path, "spared ? young : b", true),
    // Together with the alert on `a`.
    (Path, "spared && young && !(a == 'yes')", false),
    (Path, "spared && young && (a == 'no' || !answered(a))", true),
    // Not sure may be a child, and so may be who is not asked for the age.
    (Path, "talk == 'not_required' && g == 'child'", false),
    (Path, "talk == 'not_required' && answered(g) && g != 'adult'", false),
    (Path, "talk == 'not_required' && g != 'adult' && b", false),
    (Path, "talk == 'not_required' && (g == 'child' || b)", false),
    // Whether `b` is yes may never be known.
    (Path, "spared && young && b || spared && young && !b", false),
    (Path, "talk != 'not_required' && g != 'adult'", false),
    (Path, "talk == 'refused'", false),
    (Path, "talk == 'not_required' && g == 'adult'", false),
    // An alert on every child says nothing of the agreement.
    (Path, "young", false),
    (Path, "b", false),
    // A group that was undecided to the end is not known, whatever a silence reads as; where it does not apply, the
    // form says that nobody is a child.
    (Asked, "talk == 'not_required' && g != 'adult'", false),
    (Asked, "talk == 'not_required'", true),
    (Silent, "talk == 'not_required' && g != 'adult'", false),
    (Silent, "talk == 'not_required' && (g != 'adult' || !answered(g))", true),
    (Silent, "talk == 'not_required'", true),
    (Age, "talk == 'not_required' && g != 'adult'", true),
    (Age, "talk == 'not_required' && g == 'child'", false),
    (Age, "b", false),
    (Noted, "talk == 'not_required' && g == 'child'", true),
    (Noted, "talk == 'not_required' && g == 'unsure'", false),
    (Years, "talk == 'not_required' && n < 18", false),
    (Years, "talk == 'not_required' && (n < 18 || !answered(n))", true),
    (Years, "talk == 'not_required' && !(n >= 18)", false),
    (NoYears, "talk == 'not_required' && (n <= 17 || !answered(n))", true),
    (NoYears, "talk == 'not_required' && (n < 17 || !answered(n))", false),
    (Nothing, "b", true),
];

/// Whether in some interview, gone through to its end, no alert that looks at the talk is raised though the person is or
/// may be a child.
fn goes_unseen(says: Says, form: &Arc<Form>) -> bool {
    let talk = form.find("talk").unwrap();
    let dates: &[&str] = if matches!(says, Age | Noted) { &["", "gregorian:1990", "gregorian:2015"] } else { &[""] };
    let mut unseen = false;
    for a in ["yes", "no", ""] {
        for b in ["yes", "no", ""] {
            for g in ["child", "adult", "unsure", ""] {
                for n in ["17", "18", ""] {
                    for birth in dates {
                        let mut interview = Interview::of(form);
                        let given =
                            [("a", a), ("b", b), ("n", n), ("birth", birth), ("talk", "not_required"), ("g", g)];
                        for (item, answer) in given.into_iter().filter(|(_, answer)| !answer.is_empty()) {
                            // The age group may not be asked.
                            let _ = interview.tell(item, answer);
                        }
                        let state = interview.session.finished_state();
                        let grown = match says {
                            Age => state.alerts[0].truth == Truth::True,
                            Nothing => true,
                            _ => state.child_path == Truth::False,
                        };
                        let looks = |place: usize| form.alerts[place].reads.contains(&talk);
                        let seen = (0..form.alerts.len())
                            .any(|place| looks(place) && state.alerts[place].truth == Truth::True);
                        unseen |= !grown && !seen;
                    }
                }
            }
        }
    }
    unseen
}

#[test]
fn who_is_or_may_be_a_child_is_not_left_unasked_without_an_alert() {
    let mut wrong = Vec::new();
    for (says, alert, sees) in ALERTS {
        let definition = FormDefinition::read(form(*says, alert).text().as_bytes()).unwrap();
        let (made, found) = compile_and_prove(&definition);
        let told: Vec<_> = found.list().iter().filter(|told| told.code.word() == "child-not-asked").collect();
        let right = told.iter().all(|told| &*told.pointer == "/alerts" && &*told.subject == "talk");
        let unseen = goes_unseen(*says, &Arc::new(made.unwrap()));
        let open = found.list().iter().any(|told| told.code.word() == "not-proved");
        if told.is_empty() != *sees || !right || unseen == *sees || open {
            wrong.push(format!("{says:?}, {alert}: told {}, unseen {unseen}, not proved {open}", !told.is_empty()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn several_alerts_together_are_enough_and_a_form_without_alerts_or_without_the_talk_is_told_what_holds() {
    let told = |draft: &Draft| proved(draft).iter().filter(|(code, _)| *code == "child-not-asked").count();
    let half = form(Path, "spared && g == 'child'");
    assert_eq!(told(&half), 1);
    assert_eq!(told(&half.set("/alerts/-", raised("o", "spared && g == 'unsure'"))), 0);
    assert_eq!(told(&form(Path, "b").set("/alerts", json!([]))), 1);
    let without = Draft::new().ask(single("g", &["child", "adult"])).set("/outcomes/childPath", json!("g != 'adult'"));
    assert_eq!(told(&without), 0);
}

/// The published forms have the alert, and without it each of them is told.
#[test]
fn the_forms_ask_children_and_would_be_told_if_they_did_not() {
    let mut looked_at = 0;
    for folder in published() {
        let mut whole: Value = serde_json::from_slice(&file(&format!("{folder}/form.json"))).unwrap();
        let told = |form: &Value| {
            let definition = FormDefinition::read(form.to_string().as_bytes()).unwrap();
            let found = compile_and_prove(&definition).1;
            let about = found.list().iter().filter(|told| &*told.pointer == "/alerts");
            about.map(|told| told.code.word()).collect::<Vec<_>>()
        };
        assert_eq!(told(&whole), [""; 0], "{folder}");
        let alerts = whole["alerts"].as_array_mut().unwrap();
        let Some(own) = alerts.iter_mut().find(|alert| alert["id"] == "own_agreement") else { continue };
        let when = own["when"].as_str().unwrap().replace("not_required", "withdrawn");
        own["when"] = json!(when);
        assert_eq!(told(&whole), ["child-not-asked"], "{folder}");
        looked_at += 1;
    }
    assert_eq!(looked_at, 5);
}

/// In a form that is too large, what has nothing to do with it does not stand in the way; where it takes too much, that is
/// told, and nothing claimed.
#[test]
fn of_a_form_that_is_too_large_it_is_told_that_it_is_not_proved() {
    let large = |alert: &str| {
        let mut group = single("g", &["child", "adult", "unsure"]);
        group["whenMissing"] = json!("unsure");
        let draft = too_large().ask(group).ask(talk()).set("/outcomes/childPath", json!("g != 'adult'"));
        let found = proved(&draft.set("/alerts/-", raised("o", alert)));
        let about = found.into_iter().filter(|(_, pointer)| pointer == "/alerts");
        about.map(|(code, _)| code).collect::<Vec<_>>()
    };
    assert_eq!(large("talk == 'not_required' && g != 'adult'"), [""; 0]);
    assert_eq!(large("talk == 'not_required' && (g != 'adult' || indicators.i7_0)"), [""; 0]);
    assert_eq!(large("talk == 'not_required' && g == 'child'"), ["child-not-asked"]);
    let signs = "dimensions.d0 || dimensions.d1 || dimensions.d2";
    assert_eq!(large(&format!("talk == 'not_required' && (g == 'child' || {signs})")), ["not-proved"]);
}
