//! Two versions of a form: what is written otherwise, what it does to results and to stored responses.

use super::{DETECTION, command, folder, json, root, run, told};
use nrm_screening::maintain::check_form;
use nrm_screening::maintain::compare::{Amount, DiffReport, Level, Step, Texts, Version, diff};
use nrm_screening::response::{Purpose, Response};
use nrm_screening::value::Date;
use nrm_screening::{Form, Session};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

const EXAMPLE: &str = include_str!("../fixtures/example.form.json");

fn form(text: &str) -> Arc<Form> {
    let (form, found) = check_form(text.as_bytes());
    Arc::new(form.unwrap_or_else(|| panic!("{found:?}")))
}

/// The example with pieces of it replaced.
fn changed(pieces: &[(&str, &str)]) -> String {
    pieces.iter().fold(EXAMPLE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

fn compared(old: &str, new: &str, generated: usize) -> DiffReport {
    let version = |text: &'static str, form: &'static Arc<Form>| Version {
        text: text.as_bytes(),
        form,
        cases: None,
        texts: Box::leak(Box::new(Texts::default())),
    };
    let leak = |text: &str| -> (&'static str, &'static Arc<Form>) {
        let text: &'static str = text.to_owned().leak();
        (text, Box::leak(Box::new(form(text))))
    };
    let ((old, old_form), (new, new_form)) = (leak(old), leak(new));
    diff(&version(old, old_form), &version(new, new_form), Amount { generated, seed: 1 }).unwrap().0
}

/// Pieces of the example and what stands for them; the name, the key and the level of the change.
type Row = (&'static [(&'static str, &'static str)], &'static str, &'static str, Level);

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn every_change_has_the_level_of_what_it_does() {
    let rows: &[Row] = &[
        (&[("\"title\": \"Example\"", "\"title\": \"Another\"")], "title", "", Level::Text),
        (&[("Where are your papers?", "Where are your papers now?")], "papers", "text", Level::Text),
        (&[("Taken; I cannot have them", "Taken")], "papers.taken", "text", Level::Text),
        (&[("Offer referral today.", "Offer a referral.")], "rows.presumed", "actions", Level::Text),
        (&[("\"text\": \"Some signs\"", "\"text\": \"Some\"")], "rows.possible", "text", Level::Text),
        (&[("AL.EX.low_pay", "AL.EX.pay")], "indicators.no_pay", "source", Level::Text),
        (
            &[("\"title\": \"Control\"", "\"title\": \"Held\"")],
            "dimensions.coercion_at_destination",
            "title",
            Level::Text,
        ),
        (
            &[(
                "{ \"code\": \"yes\", \"text\": \"Yes\" }, { \"code\": \"no\", \"text\": \"No\" }",
                "{ \"code\": \"no\", \"text\": \"No\" }, { \"code\": \"yes\", \"text\": \"Yes\" }",
            )],
            "choices",
            "",
            Level::Text,
        ),
        (&[("\"essential\": true, ", "")], "safety", "essential", Level::Compatible),
        (&[("\"mayStop\": true,", "")], "rows.presumed", "mayStop", Level::Compatible),
        (
            &[(
                "{ \"code\": \"none\", \"text\": \"I never",
                "{ \"code\": \"lost\", \"text\": \"Lost\" }, { \"code\": \"none\", \"text\": \"I never",
            )],
            "papers.lost",
            "",
            Level::Compatible,
        ),
        (
            &[(
                "{ \"id\": \"locked\", \"type\"",
                "{ \"id\": \"note\", \"type\": \"text\", \"by\": \"worker\", \"text\": \"What else?\" }, { \"id\": \"locked\", \"type\"",
            )],
            "note",
            "",
            Level::Compatible,
        ),
        (&[("\"strength\": \"medium\"", "\"strength\": \"strong\"")], "indicators.no_pay", "strength", Level::Scores),
        (
            &[("papers == 'taken'\", \"source\"", "papers != 'self'\", \"source\"")],
            "indicators.papers_taken",
            "when",
            Level::Scores,
        ),
        (&[("{ \"medium\": 3 }", "{ \"medium\": 1 }")], "dimensionRule", "", Level::Scores),
        (&[("\"yes\": 2, \"no\": 0", "\"yes\": 1, \"no\": 0")], "scores.pressure", "weights", Level::Scores),
        (&[("\"high\", \"from\": 2", "\"high\", \"from\": 3")], "scores.pressure", "bands", Level::Scores),
        (&[("\"missing\": \"unknown\"", "\"missing\": \"zero\"")], "scores.pressure", "missing", Level::Scores),
        (&[("\"urgency\": \"immediate\"", "\"urgency\": \"urgent\"")], "alerts.child_alone", "urgency", Level::Scores),
        (
            &[("\"class\": \"possibleVictim\"", "\"class\": \"presumedVictim\"")],
            "rows.possible",
            "class",
            Level::Scores,
        ),
        (
            &[("\"relevant\": \"papers == 'taken'\"", "\"relevant\": \"papers != 'self'\"")],
            "asked_back",
            "relevant",
            Level::Scores,
        ),
        (&[("\"by\": \"observer\"", "\"by\": \"worker\"")], "with_guardian", "reasons", Level::Breaks),
        (&[("\"code\": \"kept_for_me\"", "\"code\": \"kept\"")], "papers.kept_for_me", "", Level::Breaks),
        (
            &[("\"whenMissing\": \"not_sure\",", "\"whenMissing\": \"not_sure\", \"reasons\": [\"notAsked\"],")],
            "age_group",
            "reasons",
            Level::Breaks,
        ),
    ];
    for (pieces, name, key, level) in rows {
        let told = compared(EXAMPLE, &changed(pieces), 120);
        let known = told.changes.iter().any(|one| one.name == *name && one.key == *key && one.level == *level);
        assert!(known, "{name} {key}: {:?}", told.changes);
        assert_eq!(told.level, Some(*level), "{name} {key}: {:?}", told.changes);
        // What is said to change no result changes none in any interview. A rule that was changed may show in none.
        let shows = *level == Level::Scores && *name != "indicators.no_pay";
        assert!(*level == Level::Breaks || (told.runs.differ > 0) == shows, "{name} {key}: {:?}", told.runs);
        let seen = told.changes.iter().find(|one| one.name == *name).unwrap().seen;
        assert_eq!(seen.map(|seen| seen > 0), (*level == Level::Scores).then_some(shows), "{name}: {:?}", told.runs);
    }
}

#[test]
fn what_is_written_otherwise_and_means_the_same_is_no_change() {
    for pieces in [
        &[("papers == 'taken'\", \"source\"", " papers  =='taken' \", \"source\"")][..],
        &[("\"from\": 0 }", "\"from\": 0.0 }")],
        &[("\"id\": \"ilo\", \"citation\"", "\"x-note\": \"seen\", \"id\": \"ilo\", \"citation\"")],
        &[("\"by\": \"observer\",", "\"by\": \"observer\", \"required\": false,")],
    ] {
        let told = compared(EXAMPLE, &changed(pieces), 40);
        assert_eq!((told.level, told.demands, told.runs.differ), (None, Step::None, 0), "{:?}", told.changes);
    }
}

#[test]
fn a_change_that_no_table_knows_is_found_by_running_both() {
    // A question that only some are asked, moved out of its group with the condition: no key of it differs.
    let group = |text: &str, condition: &str| {
        text.replacen(
            "{ \"id\": \"signs\", \"type\": \"group\",",
            &format!("{{ \"id\": \"signs\", \"type\": \"group\", {condition}"),
            1,
        )
    };
    let old = group(EXAMPLE, "");
    let new = group(EXAMPLE, "\"relevant\": \"age_group == 'adult'\",");
    let told = compared(&old, &new, 200);
    let change = told.changes.iter().find(|one| one.name == "signs").unwrap();
    assert_eq!((change.key.as_str(), change.level), ("relevant", Level::Scores));
    assert!(
        told.runs.moves.iter().any(|moved| moved.reasons.iter().any(|reason| reason == "signs")),
        "{:?}",
        told.runs
    );
}

/// Two versions of the example in a folder of their own.
fn two(name: &str, pieces: &[(&str, &str)]) -> PathBuf {
    let folder = folder(name);
    for (version, text) in [("old", EXAMPLE.to_owned()), ("new", changed(pieces))] {
        fs::create_dir_all(folder.join(version)).unwrap();
        fs::write(folder.join(version).join("form.json"), text).unwrap();
    }
    folder
}

fn within(folder: &PathBuf, arguments: &[&str]) -> String {
    let ran = command(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let complaints = text(ran.stderr);
    assert!(!complaints.contains("panicked"), "{complaints}");
    let code = ran.status.code().unwrap();
    let inside = |text: String| text.replace(&format!("{}/", folder.display()), "");
    let (out, complaints) = (inside(text(ran.stdout)), inside(complaints));
    format!(
        "$ nrm-forms {}\n{out}{}ends with {code}\n",
        arguments.join(" "),
        if complaints.is_empty() { complaints } else { format!("(told) {complaints}") }
    )
}

/// One sign of medium strength is enough now.
const RULE: [(&str, &str); 2] = [
    ("{ \"strong\": 1, \"total\": 2 }", "{ \"strong\": 1, \"total\": 2 }, { \"medium\": 1 }"),
    ("\"version\": \"1.0.0\"", "\"version\": \"2.0.0\""),
];

#[test]
fn versions_are_compared() {
    insta::assert_snapshot!(
        "diff_detection",
        told(&["diff", &format!("{DETECTION}/0.1.0"), &format!("{DETECTION}/0.2.0"), "--runs", "60"])
    );
    let folder = two("diff", &RULE);
    insta::assert_snapshot!("diff_rule", within(&folder, &["diff", "old", "new", "--runs", "200"]));
    // The number is too low for what was changed.
    fs::write(folder.join("new/form.json"), changed(&RULE[..1])).unwrap();
    insta::assert_snapshot!("diff_too_low", within(&folder, &["diff", "old", "new", "--runs", "200"]));
    fs::write(folder.join("new/form.json"), changed(&[("\"id\": \"example\"", "\"id\": \"other\"")])).unwrap();
    insta::assert_snapshot!("diff_other_form", within(&folder, &["diff", "old", "new"]));
    fs::write(folder.join("new/form.json"), changed(&[("\"by\": \"observer\"", "\"by\": \"nobody\"")])).unwrap();
    insta::assert_snapshot!("diff_wrong", within(&folder, &["diff", "old", "new"]));
    insta::assert_snapshot!("diff_nowhere", within(&folder, &["diff", "old", "nowhere"]));
}

#[test]
fn the_same_seed_makes_the_same_interviews() {
    let folder = two("seed", &RULE);
    let of = |seed: &str| within(&folder, &["diff", "old", "new", "--runs", "120", "--seed", seed]);
    assert_eq!(of("1"), of("1"));
    assert_ne!(of("1").replace("--seed 1", ""), of("2").replace("--seed 2", ""));
}

/// A response under the example.
fn response(answers: &Value, language: &str) -> String {
    let today = Date::parse("2026-11-02").unwrap();
    let mut session = Session::with_answers(form(EXAMPLE), today, answers.to_string().as_bytes()).unwrap();
    session.show(language);
    session.finish();
    serde_json::to_string(&Response::of(&session, Purpose::Record).sealed()).unwrap()
}

/// One that is right.
pub(super) fn one_response() -> String {
    responses().swap_remove(0)
}

/// Who told of pay and of nothing else comes to another class; others stay.
fn responses() -> Vec<String> {
    let adult = |locked: &str, hours: &str, pay: &str| {
        response(
            &serde_json::json!({ "age_group": "adult", "talk": "given", "papers": "taken", "locked": locked, "hours": hours, "pay": pay }),
            "en",
        )
    };
    let mut lines = vec![adult("yes", "no", "yes"); 7];
    lines.extend(vec![adult("yes", "yes", "yes"); 12]);
    lines.extend(vec![adult("no", "no", "no"); 6]);
    // Few: a child, and one who refused.
    lines.extend(vec![response(&serde_json::json!({ "age_group": "child", "talk": "given", "pay": "yes" }), "en"); 2]);
    lines.push(response(&serde_json::json!({ "age_group": "adult", "talk": "refused" }), "en"));
    lines
}

#[test]
fn what_a_version_does_to_stored_responses_is_told_in_counts() {
    let folder = two("impact", &RULE);
    let mut lines = responses();
    lines.insert(3, "{\"canary\": ".into());
    lines.push(lines[0].replace("\"adult\"", "\"child\""));
    fs::write(folder.join("kept.ndjson"), lines.join("\n") + "\n").unwrap();
    let arguments = ["impact", "old", "new", "--responses", "kept.ndjson"];
    let told = within(&folder, &arguments);
    insta::assert_snapshot!("impact", told);
    // Nothing of an answer, and no count below five.
    assert!(!told.contains("canary") && !told.contains("papers"), "{told}");
    let ran = command(&[&arguments[..], &["--json"]].concat()).current_dir(&folder).output().unwrap();
    let report: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let moves = report["moves"].as_array().unwrap();
    let shown: u64 = moves.iter().map(|one| one["responses"].as_u64().unwrap()).sum();
    assert_eq!(report["compared"].as_u64(), Some(shown + report["others"].as_u64().unwrap_or_default()));
    assert!(moves.iter().all(|one| one["responses"].as_u64().unwrap() >= 5), "{report}");
    // Fewer than five in all: nothing is told of them.
    fs::write(folder.join("few.ndjson"), responses()[..4].join("\n")).unwrap();
    insta::assert_snapshot!("impact_few", within(&folder, &["impact", "old", "new", "--responses", "few.ndjson"]));
    insta::assert_snapshot!("impact_nowhere", within(&folder, &["impact", "old", "new", "--responses", "no.ndjson"]));
}

#[test]
fn reports_of_versions_follow_their_committed_schemas() {
    use nrm_screening::maintain::compare::ImpactReport;
    let folder = two("schemas", &RULE);
    fs::write(folder.join("kept.ndjson"), responses().join("\n")).unwrap();
    for (name, schema, arguments) in [
        ("diff", super::schema::<DiffReport>(), &["diff", "old", "new", "--json", "--runs", "40"][..]),
        ("impact", super::schema::<ImpactReport>(), &["impact", "old", "new", "--responses", "kept.ndjson", "--json"]),
    ] {
        let ran = command(arguments).current_dir(&folder).output().unwrap();
        let report: Value = serde_json::from_slice(&ran.stdout).unwrap();
        super::follows(name, &schema, &report);
    }
    let (code, found) = json(&["diff", "--json", "nowhere", &format!("{DETECTION}/0.1.0")]);
    assert_eq!((code, found["findings"][0]["code"].as_str()), (3, Some("cannot-read")));
}

#[test]
fn a_response_passes_to_another_version() {
    let folder = two(
        "migrate",
        &[RULE[1], ("\"id\": \"hours\",  ", "\"id\": \"long_days\",  "), ("hours == 'yes'", "long_days == 'yes'")],
    );
    let kept = responses().swap_remove(0);
    fs::write(folder.join("kept.json"), &kept).unwrap();
    let arguments = ["migrate", "old", "new", "--response", "kept.json", "-o", "made.json"];
    insta::assert_snapshot!("migrate_without_rules", within(&folder, &arguments));
    let made: Value = serde_json::from_slice(&fs::read(folder.join("made.json")).unwrap()).unwrap();
    assert_eq!(
        (made["form"]["version"].as_str(), made["migratedFrom"]["left"][0]["item"].as_str()),
        (Some("2.0.0"), Some("hours"))
    );
    // By rules nothing is left. They are found near the form too.
    let rules = r#"{"format": 1, "form": "example", "from": "1.0.0", "to": "2.0.0", "steps": {"hours": {"rename": "long_days"}}}"#;
    fs::create_dir_all(folder.join("migrations/example")).unwrap();
    fs::write(folder.join("migrations/example/1.0.0-2.0.0.json"), rules).unwrap();
    assert_eq!(
        within(&folder, &arguments),
        format!("$ nrm-forms {}\nwritten: made.json\nends with 0\n", arguments.join(" "))
    );
    let ran = command(&arguments[..5]).current_dir(&folder).output().unwrap();
    assert_eq!(ran.stdout, fs::read(folder.join("made.json")).unwrap(), "the same without a file");
    // What goes wrong leaves what was there, and nothing beside it; it never tells an answer.
    let before = fs::read(folder.join("made.json")).unwrap();
    for (name, text, file) in [
        ("changed", kept.replace("\"taken\"", "\"self\""), "kept.json"),
        ("no_response", "{\"canary\": 1}".into(), "kept.json"),
        ("rules", rules.replace("long_days", "canary"), "migrations/example/1.0.0-2.0.0.json"),
    ] {
        let right = fs::read(folder.join(file)).unwrap();
        fs::write(folder.join(file), text).unwrap();
        let told = within(&folder, &arguments);
        assert!(name == "rules" || !told.contains("canary") && !told.contains("self"), "{told}");
        insta::assert_snapshot!(format!("migrate_{name}"), told);
        fs::write(folder.join(file), right).unwrap();
    }
    assert_eq!(fs::read(folder.join("made.json")).unwrap(), before);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 5);
    assert_eq!(run(&["migrate", "old", "new"]).code, 2);
    assert!(root().is_dir());
}
