//! Conditions mean the same: the tables of the manual, and generated conditions over generated answers, compared with a small
//! evaluator of XPath of its own.

use super::{BY, book, came_in, json};
use fastrand::Rng;
use nrm_screening::Session;
use nrm_screening::evaluation::ItemState;
use nrm_screening::maintain::xlsform::{Book, import};
use nrm_screening::value::Date;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

const CHOICES: &str = "list_name | name | label | nrm::exclusive
    where | self | With me
    where | kept | Kept
    where | taken | Taken
    yes_no | yes | Yes
    yes_no | no | No
    done | hit | Hit
    done | threatened | Threatened
    done | nothing | Nothing | true
    age | child | Child
    age | adult | Adult
    age | not_sure | Not sure";

/// The questions of the manual, and one text for each condition.
fn asked(conditions: &[String]) -> Book {
    let mut survey = String::from(
        "type | name | label | relevant | constraint | calculation | nrm::whenMissing
         select_one where | papers | Papers?
         select_one yes_no | locked | Locked?
         select_multiple done | harm | Harm?
         integer | hours | Hours? | | . >= 0 and . <= 24
         date | born | Born?
         text | words | Words?
         calculate | long_day | | | | ${hours} > 12
         select_one age | age_group | Age? | | | | not_sure
         select_one yes_no | inside | Inside? | ${locked} = 'yes'",
    );
    for (place, condition) in conditions.iter().enumerate() {
        survey.extend(["\ntext | asked_", &place.to_string(), " | Then? | ", condition]);
    }
    book(&survey, CHOICES)
}

/// The tables of the manual that say so.
fn rows(what: &str) -> Vec<(String, String)> {
    let page = std::fs::read_to_string(super::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/xlsform.md")).unwrap();
    let (_, rest) = page.split_once(&format!("<!-- test: {what} -->\n")).unwrap();
    let rows = rest.lines().skip(2).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| {
        let line = line.replace("\\|", "\u{1}");
        let mut cells = line.trim_matches('|').split(" | ").map(|cell| cell.trim().replace('\u{1}', "|"));
        (cells.next().unwrap(), cells.next().unwrap())
    };
    rows.map(cells).collect()
}

fn code(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(String::from).collect()
}

#[test]
fn the_manual_says_what_becomes_of_conditions() {
    let rows = rows("translated");
    assert!(rows.len() > 12);
    for (of, here) in rows {
        let (made, _) = came_in(&asked(&code(&of)));
        let form = json(&made.form);
        let items = form["items"][0]["items"].as_array().unwrap();
        let told = items.last().unwrap()["relevant"].as_str().unwrap();
        assert_eq!(told, code(&here)[0], "{of}");
    }
}

#[test]
fn the_manual_says_what_is_refused() {
    let rows = rows("refused");
    assert!(rows.len() > 10);
    for condition in rows.iter().flat_map(|(of, _)| code(of)) {
        let told = import(&asked(std::slice::from_ref(&condition)), BY).expect_err(&condition);
        let told: Vec<_> = told.iter().filter(|found| found.code != "no-outcomes").collect();
        assert!(
            matches!(&*told, [one] if one.code == "condition" && one.pointer == "survey!D11"),
            "{condition}: {told:#?}"
        );
    }
}

/// What a question holds, as XPath reads it; `None` in a silence.
type Answers = BTreeMap<&'static str, Option<String>>;
/// A condition as text, and what XPath makes of it.
type Made = (String, Box<dyn Fn(&Answers) -> bool>);

fn read(answers: &Answers, name: &str) -> String {
    answers[name].clone().unwrap_or_default()
}

/// Questions with one answer, and their choices.
const SINGLES: [(&str, &[&str]); 4] = [
    ("papers", &["self", "kept", "taken"]),
    ("locked", &["yes", "no"]),
    ("inside", &["yes", "no"]),
    ("age_group", &["child", "adult", "not_sure"]),
];

fn made(rng: &mut Rng, depth: usize) -> Made {
    if depth > 0 && rng.u8(0..10) < 6 {
        let ((one, holds), (other, too)) = (made(rng, depth - 1), made(rng, depth - 1));
        return match rng.u8(0..5) {
            0 | 1 => (format!("({one}) and ({other})"), Box::new(move |answers| holds(answers) && too(answers))),
            2 | 3 => (format!("({one}) or ({other})"), Box::new(move |answers| holds(answers) || too(answers))),
            _ => (format!("not({one})"), Box::new(move |answers| !holds(answers))),
        };
    }
    let (name, codes) = SINGLES[rng.usize(0..SINGLES.len())];
    let choice = codes[rng.usize(0..codes.len())];
    match rng.u8(0..9) {
        0 | 1 => (format!("${{{name}}} = '{choice}'"), Box::new(move |answers| read(answers, name) == choice)),
        2 => (format!("${{{name}}} != '{choice}'"), Box::new(move |answers| read(answers, name) != choice)),
        3 => (
            format!("${{{name}}} != '' and ${{{name}}} != '{choice}'"),
            Box::new(move |answers| !read(answers, name).is_empty() && read(answers, name) != choice),
        ),
        4 => {
            let choice = ["hit", "threatened", "nothing"][rng.usize(0..3)];
            (
                format!("selected(${{harm}}, '{choice}')"),
                Box::new(move |answers| read(answers, "harm").split(' ').any(|one| one == choice)),
            )
        }
        5 => (format!("selected(${{{name}}}, '{choice}')"), Box::new(move |answers| read(answers, name) == choice)),
        6 => {
            let empty = rng.bool();
            let sign = if empty { "=" } else { "!=" };
            (format!("${{{name}}} {sign} ''"), Box::new(move |answers| read(answers, name).is_empty() == empty))
        }
        _ => {
            let (bound, sign) = (rng.i32(0..24), rng.usize(0..6));
            let signs = ["=", "!=", "<", "<=", ">", ">="];
            // A number that is none equals nothing, and is less and more than nothing.
            let holds = move |answers: &Answers| match read(answers, "hours").parse::<i32>() {
                Err(_) => sign == 1,
                Ok(hours) => {
                    [hours == bound, hours != bound, hours < bound, hours <= bound, hours > bound, hours >= bound][sign]
                }
            };
            (format!("${{hours}} {} {bound}", signs[sign]), Box::new(holds))
        }
    }
}

/// Answers to all questions, or a silence; and the same as a session takes them.
fn answered(rng: &mut Rng, silences: bool) -> (Answers, Value) {
    let mut answers = Answers::new();
    let mut given = serde_json::Map::new();
    let silent = serde_json::json!({ "missing": "declined" });
    let mut add = |name: &'static str, text: String, value: Value, silent_now: bool| {
        answers.insert(name, (!silent_now).then_some(text));
        given.insert(name.into(), if silent_now { silent.clone() } else { value });
    };
    let mut locked = String::new();
    for (name, codes) in [
        ("papers", &["self", "kept", "taken"][..]),
        ("locked", &["yes", "no"]),
        ("inside", &["yes", "no"]),
        ("age_group", &["child", "adult", "not_sure"]),
    ] {
        let code = codes[rng.usize(0..codes.len())];
        let silent = silences && rng.u8(0..3) == 0;
        if name == "locked" && !silent {
            locked = code.into();
        }
        // It is not asked: XPath reads nothing, and so does the form, whatever was said before.
        add(name, code.into(), code.into(), silent);
    }
    let harm = [vec!["hit"], vec!["threatened"], vec!["hit", "threatened"], vec!["nothing"]][rng.usize(0..4)].clone();
    add("harm", harm.join(" "), harm.into(), silences && rng.u8(0..3) == 0);
    let hours = rng.i32(0..=24);
    add("hours", hours.to_string(), hours.into(), silences && rng.u8(0..3) == 0);
    if locked != "yes" {
        answers.insert("inside", None);
    }
    (answers, given.into())
}

#[test]
fn a_translation_is_true_wherever_the_original_is() {
    let mut rng = Rng::with_seed(26);
    let (mut conditions, mut refused) = (Vec::new(), 0);
    while conditions.len() < 300 {
        let one = made(&mut rng, 3);
        match import(&asked(std::slice::from_ref(&one.0)), BY) {
            Ok(_) => conditions.push(one),
            Err(_) => refused += 1,
        }
    }
    let texts: Vec<String> = conditions.iter().map(|(text, _)| text.clone()).collect();
    let (imported, _) = came_in(&asked(&texts));
    let form = super::form(&imported.form);
    let day = Date::parse("2026-11-02").unwrap();
    let (mut held, mut failed, mut unknown) = (0, 0, 0);
    for run in 0..200 {
        let (answers, given) = answered(&mut rng, run % 2 == 1);
        let session = Session::with_answers(Arc::clone(&form), day, given.to_string().as_bytes()).unwrap();
        for (place, (text, holds)) in conditions.iter().enumerate() {
            let item = form.items.iter().position(|item| *item.id == *format!("asked_{place}")).unwrap();
            let state = &session.state().items[item];
            let of_silence = text.contains("age_group");
            match (holds(&answers), state) {
                (true, ItemState::Open) => held += 1,
                (false, ItemState::Irrelevant) => failed += 1,
                // A silence is not no: nothing is concluded of it.
                (false, ItemState::Undecided) if answers.values().any(Option::is_none) => unknown += 1,
                // A silence reads as this choice, as the form says.
                (false, ItemState::Open) if of_silence && answers["age_group"].is_none() => unknown += 1,
                (original, state) => panic!("{text}\n{answers:?}\nXPath: {original}, here: {state:?}"),
            }
        }
    }
    assert!(
        held > 10_000 && failed > 10_000 && unknown > 1_000 && refused > 20,
        "{held} hold, {failed} do not, {unknown} are unknown; {refused} refused"
    );
}
