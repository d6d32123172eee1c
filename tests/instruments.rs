//! Screening and scoring instruments of the field, written as data: their cases, and three of them against a plain
//! scorer of their published rules.

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
mod plain;

use common::{Interview, file, form};
use nrm_screening::assessment::{Counted, Filled, assess_session};
use nrm_screening::evaluation::{ItemState, Violation};
use nrm_screening::maintain::cases::Cases;
use nrm_screening::value::{Answer, Reason, Truth};
use nrm_screening::{Assessment, Form};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

const FOLDER: &str = "tests/fixtures/instruments";

fn instrument(id: &str) -> Arc<Form> {
    form(&String::from_utf8(file(&format!("{FOLDER}/{id}/form.json"))).unwrap())
}

/// The instruments: every folder, whatever it holds.
fn instruments() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let found = std::fs::read_dir(folder).expect("the folder of the instruments");
    found.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect()
}

#[test]
fn every_case_of_every_instrument_comes_out_as_expected() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let instruments = instruments();
    for id in &instruments {
        let form = instrument(id);
        assert_eq!(*form.id, **id, "the folder is called as the form");
        let (found, ran) = Cases::test(&file(&format!("{FOLDER}/{id}/cases.json")), &form);
        wrong.extend(found.iter().map(|finding| format!("{id}: {} {}", finding.pointer, finding.message)));
        for (case, ran) in &ran {
            wrong.extend(ran.differences.iter().map(|difference| format!("{id} {}: {difference:?}", case.id)));
        }
        for band in unmet(&form, ran.iter().map(|(_, ran)| &ran.found)) {
            wrong.push(format!("{id}: no case lies in the band {band}"));
        }
        assert!(ran.len() >= 10 || !found.is_empty(), "{id} has {} cases", ran.len());
        count += ran.len();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for id in NAMED {
        assert!(instruments.contains(*id), "{id} is gone");
    }
    assert!(count >= CASES, "{count} cases");
}

/// The bands that no total lies in.
fn unmet<'a>(form: &Form, found: impl Iterator<Item = &'a Assessment>) -> Vec<String> {
    let name = |score: &str, set: &str, band: &str| format!("{score}.{set}.{band}");
    let mut bands = BTreeSet::new();
    for score in &form.scores {
        let sets = score.sets.iter().flat_map(|set| set.bands.iter().map(|band| name(&score.id, &set.name, &band.id)));
        bands.extend(sets);
    }
    for score in found.flat_map(|found| &found.scores).filter(|score| score.total.is_some()) {
        let own = [("", &score.band)].into_iter();
        for (set, band) in own.chain(score.band_sets.iter().map(|set| (&*set.id, &set.band))) {
            bands.remove(&name(&score.id, set, band.as_deref().unwrap_or_default()));
        }
    }
    bands.into_iter().collect()
}

/// The instruments there have to be.
const NAMED: &[&str] = &[
    "age-path",
    "arm",
    "audit",
    "audit-c",
    "child-work",
    "coma",
    "danger",
    "deprivation",
    "difficulty",
    "early-warning",
    "epds",
    "food",
    "functioning",
    "gad-7",
    "household",
    "hscl-htq",
    "hunger",
    "k10",
    "needs-list",
    "pc-ptsd-5",
    "pcl-5",
    "phq-9",
    "priority",
    "sdq",
    "threats",
    "welfare-index",
    "who-5",
];
/// As many cases as there have to be, together.
const CASES: usize = 590;

#[test]
fn every_instrument_names_its_sources_and_claims_no_comparison_with_them() {
    for id in instruments() {
        let form = instrument(&id);
        assert!(form.sources.iter().any(|source| *source.id != *"form"), "{id} rests on nothing published");
        assert!(form.sources.iter().all(|source| !source.verified), "{id}");
    }
}

/// What a score can still come to while the interview goes on: form, answers, score, its range or its total, its band.
type While<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, &'a [&'a str], Option<&'a str>);

const EVENT: (&str, &str) = ("exposed", "yes");

const RANGES: &[While<'_>] = &[
    ("phq-9", &[("talk", "given")], "total", &["0", "27"], None),
    ("pc-ptsd-5", &[("talk", "given")], "total", &["0", "5"], None),
    ("pc-ptsd-5", &[("talk", "given"), ("exposed", "no")], "total", &["0"], Some("negative")),
    ("pc-ptsd-5", &[("talk", "given"), ("exposed", "?declined")], "total", &["0", "5"], None),
    ("pc-ptsd-5", &[("talk", "given"), EVENT, ("p1", "yes")], "total", &["1", "5"], None),
    (
        "pc-ptsd-5",
        &[("talk", "given"), EVENT, ("p1", "no"), ("p2", "no"), ("p3", "no")],
        "total",
        &["0", "2"],
        Some("negative"),
    ),
    (
        "pc-ptsd-5",
        &[("talk", "given"), EVENT, ("p1", "yes"), ("p2", "yes"), ("p3", "yes")],
        "total",
        &["3", "5"],
        Some("positive"),
    ),
    // Items 2 to 8 are skipped by design and weigh 0; items 9 and 10 are still asked.
    ("audit", &[("talk", "given"), ("often", "never")], "total", &["0", "8"], None),
    ("audit", &[("talk", "given"), ("often", "never"), ("injury", "no")], "total", &["0", "4"], Some("low")),
    (
        "audit",
        &[("talk", "given"), ("often", "monthly"), ("amount", "one_two"), ("heavy", "never")],
        "total",
        &["1", "9"],
        None,
    ),
    ("audit", &[("talk", "given"), ("often", "monthly"), ("amount", "one_two")], "total", &["1", "33"], None),
    ("audit-c", &[("talk", "given"), ("often", "never")], "total", &["0"], None),
    ("who-5", &[("talk", "given"), ("w1", "always")], "index", &["20", "100"], None),
    // Three of five answered with 2: two more at 0 make 6, filled they make 10, one more at 0 makes 7.5.
    (
        "sdq",
        &[("talk", "given"), ("e1", "certainly"), ("e2", "certainly"), ("e3", "certainly")],
        "emotional",
        &["6", "10"],
        None,
    ),
    ("sdq", &[("talk", "given"), ("c2", "certainly")], "conduct", &["0", "8"], None),
    ("sdq", &[("talk", "given")], "total", &["0", "40"], None),
    ("threats", &[("attack_there", "yes"), ("attack_likely", "very_likely")], "attack", &["5", "25"], None),
    ("threats", &[("attack_there", "yes"), ("attack_likely", "very_likely")], "worst", &[], None),
    ("hunger", &[("talk", "given"), ("no_food", "yes")], "total", &["1", "6"], None),
    (
        "hunger",
        &[("talk", "given"), ("no_food", "yes"), ("no_food_often", "often"), ("asleep", "yes")],
        "total",
        &["3", "6"],
        None,
    ),
    ("deprivation", &[("nutrition", "yes")], "share", &["1/6", "1"], None),
    ("pcl-5", &[("talk", "given"), ("s1", "extremely")], "total", &["4", "80"], None),
    ("epds", &[("talk", "given"), ("i1", "fourth"), ("i3", "first")], "total", &["6", "30"], None),
    // Weights below 0: where they never lived together three are taken off, and what is still open can add thirty-three.
    ("danger", &[("talk", "given")], "danger", &["-3", "37"], None),
    ("danger", &[("talk", "given"), ("left", "apart")], "danger", &["-3", "30"], None),
    ("coma", &[("eyes", "spontaneous"), ("moves", "obeys")], "total", &["11", "15"], None),
    ("coma", &[("eyes", "spontaneous"), ("moves", "obeys")], "with_pupils", &["9", "15"], Some("other")),
];

#[test]
fn while_items_are_open_a_score_says_how_far_it_can_reach() {
    for (id, answers, score, reach, band) in RANGES {
        let found = Interview::of(&instrument(id)).with(answers).now();
        let found = found.scores.iter().find(|found| found.id == *score).expect("a score");
        let range = found.range.as_ref().map(|range| range.iter().map(|end| &**end).collect());
        let known: Option<Vec<&str>> = found.total.as_deref().map(|total| vec![total]).or(range);
        assert_eq!(known.unwrap_or_default(), *reach, "{id} {answers:?}");
        assert_eq!(found.band.as_deref(), *band, "{id} {answers:?}");
    }
}

/// How the items of a score counted, and what stood in for others, once an interview is finished.
fn counted(id: &str, answers: &[(&str, &str)], score: &str) -> (String, Filled, Vec<Counted>) {
    let mut interview = Interview::of(&instrument(id)).with(answers);
    interview.session.finish();
    let found = assess_session(&interview.session, 0);
    let total = found.scores.iter().find(|found| found.id == score).expect("a score").total.clone();
    let trace = found.trace.expect("a trace").scores.into_iter().find(|trace| trace.id == score).expect("its trace");
    (total.unwrap_or_default(), trace.filled, trace.terms.iter().map(|term| term.counted).collect())
}

#[test]
fn the_same_total_by_a_gate_by_answers_and_by_a_fill_differ_in_the_trace() {
    use Counted::{Absent, Answered, ByDesign, Missing};
    let exposed = [EVENT, ("p1", "no"), ("p2", "no"), ("p3", "no"), ("p4", "no"), ("p5", "no")];
    let told: Vec<_> = [("talk", "given")].into_iter().chain(exposed).collect();
    assert_eq!(counted("pc-ptsd-5", &told, "total"), ("0".into(), Filled::Nothing, vec![Answered; 5]));
    let gate = [("talk", "given"), ("exposed", "no")];
    assert_eq!(counted("pc-ptsd-5", &gate, "total"), ("0".into(), Filled::Gate, vec![Absent; 5]));

    let never = [("talk", "given"), ("often", "never")];
    assert_eq!(counted("audit-c", &never, "total"), ("0".into(), Filled::Nothing, vec![Answered, ByDesign, ByDesign]));

    let mut seven = vec![("talk", "given"), ("g1", "?declined"), ("g2", "?declined")];
    seven.extend(["g3", "g4", "g5", "g6", "g7"].map(|item| (item, "some_days")));
    let terms = vec![Missing, Missing, Answered, Answered, Answered, Answered, Answered];
    assert_eq!(counted("gad-7", &seven, "total"), ("7".into(), Filled::Mean, terms));

    let others = [("arrest_there", "no"), ("reprisal_there", "no"), ("flood_there", "no")];
    let threat = [("attack_there", "yes"), ("attack_likely", "likely"), ("attack_impact", "minor")];
    let all: Vec<_> = threat.into_iter().chain(others).collect();
    assert_eq!(counted("threats", &all, "worst"), ("8".into(), Filled::Nothing, vec![]), "no gate made this total");
    let none: Vec<_> = [("attack_there", "no")].into_iter().chain(others).collect();
    assert_eq!(counted("threats", &none, "worst"), ("0".into(), Filled::Gate, vec![]));
}

#[test]
fn an_answer_that_cannot_be_is_open_until_the_end_and_never_a_number() {
    const FOOD: [&str; 8] = ["staples", "pulses", "vegetables", "fruit", "meat", "milk", "sugar", "oil"];
    let mut interview = Interview::of(&instrument("food")).with(&[("talk", "given")]);
    for item in FOOD {
        interview.session.answer_id(item, Answer::number("0")).unwrap();
    }
    for (entered, violation) in
        [("8", Violation::Most), ("-1", Violation::Least), ("2.5", Violation::Kind), ("two", Violation::Kind)]
    {
        interview.session.answer_id("staples", Answer::number(entered)).unwrap();
        assert_eq!(interview.state_of("staples"), ItemState::Invalid(violation), "{entered}");
        let found = interview.now();
        assert_eq!(found.scores[0].range, Some(["0".into(), "14".into()]), "{entered}");
        assert_eq!(found.scores[0].band.as_deref(), Some("poor"), "{entered}");
    }
    interview.session.finish();
    assert_eq!(interview.state_of("staples"), ItemState::Missing(Reason::NotAsked));

    let mut age = Interview::of(&instrument("age-path")).with(&[("age_group", "adult")]);
    age.session.answer_id("birth", Answer::day("2027-01-01")).unwrap();
    assert_eq!(age.state_of("birth"), ItemState::Invalid(Violation::Most));
    assert_eq!(age.now().child_path, Truth::Unknown, "the date is awaited, so that the group is not known");
    assert_eq!(age.finish().child_path, Truth::False, "without a date the answer stands");
}
