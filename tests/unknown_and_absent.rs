//! What every operator, function and quantifier makes of operands that are known, lie between two ends, are not known,
//! or do not apply (semantics 3, 11, 12, 13). The expected values are written by hand.
//!
//! `T`, `F` and `U` are true, false and unknown; a number is itself, `2..4`, `unknown` or `absent`. In a table the
//! expression stands in the corner: `l` is what stands at the left of a row, `r` what stands above.

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

#[path = "unknown_and_absent/numbers.rs"]
mod numbers;
#[path = "unknown_and_absent/rows.rs"]
mod rows;

use common::{Draft, Interview};
use nrm_screening::evaluation::{Calculated, Figure};
use nrm_screening::value::{Answer, Calendar, DateGiven, Truth};
use serde_json::{Value, json};

/// Questions in every state: `t` yes, `f` no, `u` open, `s` declined, `w` declined and read as yes, `p` undecided,
/// `x` irrelevant; the same for numbers, dates and several answers.
fn items() -> Value {
    let no = "f == 'yes'";
    let number = |id: &str| json!({ "id": id, "type": "integer", "by": "person", "text": "?", "min": 1, "max": 9 });
    let mut gone = number("nx");
    gone["relevant"] = json!(no);
    json!([
        { "id": "talk", "type": "consent", "scope": "talk", "text": "?" },
        { "id": "t", "type": "single", "by": "person", "text": "?", "choices": "yes_no" },
        { "id": "f", "type": "single", "by": "person", "text": "?", "choices": "yes_no" },
        { "id": "u", "type": "single", "by": "person", "text": "?", "choices": "yes_no" },
        { "id": "s", "type": "single", "by": "person", "text": "?", "choices": "yes_no" },
        { "id": "w", "type": "single", "by": "person", "text": "?", "choices": "yes_no", "whenMissing": "yes" },
        { "id": "p", "type": "single", "by": "person", "text": "?", "choices": "yes_no", "relevant": "u == 'yes'" },
        { "id": "x", "type": "single", "by": "person", "text": "?", "choices": "yes_no", "relevant": no },
        { "id": "m", "type": "multiple", "by": "person", "text": "?",
          "choices": [{ "code": "one", "text": "1" }, { "code": "two", "text": "2" },
                      { "code": "nothing", "text": "0", "exclusive": true }] },
        { "id": "mu", "type": "multiple", "by": "person", "text": "?",
          "choices": [{ "code": "one", "text": "1" }, { "code": "nothing", "text": "0", "exclusive": true }] },
        { "id": "mx", "type": "multiple", "by": "person", "text": "?", "relevant": no,
          "choices": [{ "code": "one", "text": "1" }, { "code": "nothing", "text": "0", "exclusive": true }] },
        number("n6"), number("nu"), number("nv"), gone,
        { "id": "d", "type": "date", "by": "person", "text": "?" },
        { "id": "dy", "type": "date", "by": "person", "text": "?", "partial": true },
        { "id": "about", "type": "date", "by": "person", "text": "?", "partial": true },
        { "id": "du", "type": "date", "by": "person", "text": "?" },
        { "id": "dx", "type": "date", "by": "person", "text": "?", "relevant": no },
        { "id": "i24", "type": "calculate", "value": "2 + count(u, u)" },
        { "id": "i13", "type": "calculate", "value": "1 + count(u, u)" },
        { "id": "i46", "type": "calculate", "value": "4 + count(u, u)" },
        { "id": "i57", "type": "calculate", "value": "5 + count(u, u)" },
        { "id": "cx", "type": "calculate", "value": "x" },
        { "id": "cn", "type": "calculate", "value": "nx + 1" }
    ])
}

fn shown(found: Calculated) -> String {
    match found {
        Calculated::Condition(Truth::True) => "T".into(),
        Calculated::Condition(Truth::False) => "F".into(),
        Calculated::Condition(Truth::Unknown) => "U".into(),
        Calculated::Number(Figure::Absent) => "absent".into(),
        Calculated::Number(Figure::Unknown) => "unknown".into(),
        Calculated::Number(Figure::Between(least, most)) if least == most => least.to_string(),
        Calculated::Number(Figure::Between(least, most)) => format!("{least}..{most}"),
    }
}

/// Compares every expression with what it has to be; all that differ are told.
#[track_caller]
fn hold(rows: &[(String, String)]) {
    let mut list = items();
    for (place, (text, _)) in rows.iter().enumerate() {
        list.as_array_mut().unwrap().push(json!({ "id": format!("e{place}"), "type": "calculate", "value": text }));
    }
    let score = |id: &str, weights: Value| {
        json!({ "id": id, "method": "sum", "missing": "unknown", "weights": weights,
            "bands": [{ "id": "low", "from": 0 }, { "id": "high", "from": 2 }] })
    };
    let weights = json!({ "yes": 2, "no": 0 });
    let form = Draft::new()
        .set("/items/0/items", list)
        .set("/outcomes/rows/0/when", json!("t"))
        .set("/dimensions", json!([{ "id": "di", "title": "?" }]))
        .set("/dimensionRule", json!([{ "strong": 1 }]))
        .set("/indicators", json!([{ "id": "gone", "dimension": "di", "strength": "strong", "when": "x" }]))
        .set("/indicators/-", json!({ "id": "open", "dimension": "di", "strength": "strong", "when": "u" }))
        .set("/scores", json!([score("gone", json!({ "x": weights }))]))
        .set("/scores/-", score("open", json!({ "t": weights, "u": weights })))
        .set("/scores/-", score("never", json!({ "s": weights })))
        .form();
    let given = [("talk", "given"), ("t", "yes"), ("f", "no"), ("s", "?declined"), ("w", "?declined")];
    let mut interview = Interview::of(&form).with(&given);
    let (calendar, words) = (Calendar::Gregorian, Some("about".into()));
    let about = DateGiven { calendar, from: "2000".into(), to: Some("2002".into()), words };
    for (id, answer) in [
        ("m", Answer::Choices([0].into())),
        ("n6", Answer::number("6")),
        ("nv", Answer::number("99")),
        ("d", Answer::day("2001-06-15")),
        ("dy", Answer::day("2001")),
        ("about", Answer::date(about)),
    ] {
        interview.session.answer_id(id, answer).unwrap();
    }
    let state = interview.session.state();
    let mut wrong = Vec::new();
    for (place, (text, expected)) in rows.iter().enumerate() {
        let found = shown(state.calculated(&form, form.find(&format!("e{place}")).unwrap()).unwrap());
        if found != *expected {
            wrong.push(format!("{text}: {found}, not {expected}"));
        }
    }
    assert!(!rows.is_empty() && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The lines of a table, each split at its bars.
fn cells(text: &str) -> Vec<Vec<String>> {
    let cell = |cell: &str| cell.trim().replace('∨', "||");
    text.lines().map(|line| line.replace("||", "∨").split('|').map(cell).collect()).collect()
}

/// Every expression of a table holds.
#[track_caller]
fn table(text: &str) {
    let lines = cells(text);
    let (corner, above) = lines[0].split_first().unwrap();
    let mut rows = Vec::new();
    for line in &lines[1..] {
        assert_eq!(line.len(), above.len() + 1, "{line:?}");
        for (right, expected) in above.iter().zip(&line[1..]) {
            let operand = |letter: char| match letter {
                'l' => line[0].clone(),
                'r' => right.clone(),
                other => other.to_string(),
            };
            rows.push((corner.chars().map(operand).collect(), expected.clone()));
        }
    }
    hold(&rows);
}

/// Every expression at the left comes to what stands at the right.
#[track_caller]
fn each(text: &str) {
    let row = |line: &str| {
        let (expression, expected) = line.rsplit_once(" is ").expect(line);
        (expression.trim().to_owned(), expected.trim().to_owned())
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    hold(&lines.map(row).collect::<Vec<_>>());
}

#[test]
fn connectives() {
    table(
        "l && r | t | f | u | x
         t      | T | F | U | F
         f      | F | F | F | F
         u      | U | F | U | F
         x      | F | F | F | F",
    );
    table(
        "l || r | t | f | u | x
         t      | T | T | T | T
         f      | T | F | U | F
         u      | T | U | U | U
         x      | T | F | U | F",
    );
    // An absent atom is false under the negation too.
    table(
        "!(l && r) | t | f | u | x
         t         | F | T | U | F
         f         | T | T | T | T
         u         | U | T | U | U
         x         | F | T | U | F",
    );
    table(
        "!(l || r) | t | f | u | x
         t         | F | F | F | F
         f         | F | T | U | F
         u         | F | U | U | F
         x         | F | F | F | F",
    );
    table(
        "rl | ! | !! | !!!
         t  | F | T  | F
         f  | T | F  | T
         u  | U | U  | U
         x  | F | F  | F",
    );
}

#[test]
fn choices_between_conditions() {
    table(
        "l ? r | t : f | f : t | u : t | t : u | x : t | t : x | t : t
         t     | T     | F     | U     | T     | F     | T     | T
         f     | F     | T     | T     | U     | T     | F     | T
         u     | U     | U     | U     | U     | U     | U     | U
         x     | F     | T     | T     | U     | T     | F     | T",
    );
    // The negation goes into the branches and never into the test.
    table(
        "!(l ? r) | t : f | f : t | u : t | t : u | x : t | t : x | t : t
         t        | F     | T     | U     | F     | F     | F     | F
         f        | T     | F     | F     | U     | F     | F     | F
         u        | U     | U     | U     | U     | U     | U     | U
         x        | T     | F     | F     | U     | F     | F     | F",
    );
}

#[test]
fn answers_compared_with_codes() {
    table(
        "l r | == 'yes' | != 'yes' | in ['yes'] | in ['yes', 'no']
         t   | T        | F        | T          | T
         f   | F        | T        | F          | T
         u   | U        | U        | U          | U
         s   | U        | U        | U          | U
         w   | T        | F        | T          | T
         p   | U        | U        | U          | U
         x   | F        | F        | F          | F",
    );
    table(
        "!(l r) | == 'yes' | != 'yes' | in ['yes'] | in ['yes', 'no']
         t      | F        | T        | F          | F
         f      | T        | F        | T          | F
         u      | U        | U        | U          | U
         s      | U        | U        | U          | U
         w      | F        | T        | F          | F
         p      | U        | U        | U          | U
         x      | F        | F        | F          | F",
    );
    table(
        "r('one' in l) | | !
         m             | T | F
         mu            | U | U
         mx            | F | F",
    );
    each(
        "'two' in m is F
         !('two' in m) is T
         'nothing' in m is F
         talk == 'given' is T
         talk != 'given' is F",
    );
}

#[test]
fn functions_of_a_state() {
    table(
        "l(r)     | t | u | s | w | p | x | nv | m | du | dx
         answered | T | U | F | F | U | F | U  | T | U  | F
         declined | F | U | T | T | U | F | U  | F | U  | F
         notAsked | F | U | F | F | U | F | U  | F | U  | F",
    );
    table(
        "!l(r)         | t | u | s | w | p | x | nv | m | du | dx
         answered      | F | U | T | T | U | F | U  | F | U  | F
         declined      | T | U | F | F | U | F | U  | T | U  | F
         doesNotKnow   | T | U | T | T | U | F | U  | T | U  | F
         notAsked      | T | U | T | T | U | F | U  | T | U  | F
         notConveyed   | T | U | T | T | U | F | U  | T | U  | F
         notObservable | T | U | T | T | U | F | U  | T | U  | F",
    );
}

#[test]
fn cells_are_never_absent() {
    // Negation stops at a cell: the absent answer made it false, so that its opposite is true.
    table(
        "rl               | | !
         cx               | F | T
         indicators.gone  | F | T
         indicators.open  | U | U
         dimensions.di    | U | U
         noIndicator      | U | U
         (bands.gone == 'low') | F | T
         (bands.gone in ['low', 'high']) | F | T
         (scores.gone >= 0) | F | F
         (scores.gone != 9) | F | F",
    );
    // `open` is 2 or 4, wherever in the band; `never` lies between the least and the most of what was not said.
    each(
        "scores.gone + 1 is absent
         sum(scores.gone, 1) is 1
         scores.open + 0 is 2..4
         bands.open == 'high' is T
         bands.open != 'low' is T
         scores.open >= 2 is T
         scores.open >= 4 is U
         scores.open > 4 is F
         scores.never + 0 is 0..2
         bands.never == 'low' is U
         bands.never in ['low', 'high'] is T",
    );
}
