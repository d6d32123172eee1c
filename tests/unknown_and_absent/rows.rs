//! Quantifiers over lists in every state (semantics 11 and 12).

use super::common::{Draft, Interview};
use super::{cells, shown};
use nrm_screening::value::{Answer, Reason};
use serde_json::json;

/// What is given in a row: whether, how many, and how many that apply only where the first is yes.
type Row<'a> = [&'a str; 3];

/// The list in one of its states, and what each expression comes to there.
fn rows(gate: &str, given: &[Row<'_>], more: &str, expressions: &[&str]) -> Vec<String> {
    let mut list = vec![
        json!({ "id": "gate", "type": "single", "by": "worker", "text": "?", "choices": "yes_no" }),
        json!({ "id": "kids", "type": "repeat", "by": "worker", "text": "?", "more": "?", "relevant": "gate", "items": [
            { "id": "s", "type": "single", "by": "worker", "text": "?", "choices": "yes_no" },
            { "id": "n", "type": "integer", "by": "worker", "text": "?", "min": 0, "max": 9 },
            { "id": "g", "type": "integer", "by": "worker", "text": "?", "min": 0, "max": 9, "relevant": "s" }
        ]}),
    ];
    for (place, text) in expressions.iter().enumerate() {
        list.push(json!({ "id": format!("e{place}"), "type": "calculate", "value": text }));
    }
    let form = Draft::new().set("/items/0/items", json!(list)).set("/outcomes/rows/0/when", json!("gate")).form();
    let mut interview = Interview::of(&form);
    if !gate.is_empty() {
        interview.give("gate", gate);
    }
    let kids = form.find("kids").unwrap();
    for (row, [s, n, g]) in (0_u16..).zip(given) {
        interview.session.add_row(kids).unwrap();
        let mut give = |id: &str, answer: Answer| {
            interview.session.answer((form.find(id).unwrap(), row), answer).unwrap();
        };
        if !s.is_empty() {
            give("s", Answer::Choice(u16::from(*s == "no")));
        }
        for (id, entered) in [("n", n), ("g", g)].into_iter().filter(|(_, entered)| !entered.is_empty()) {
            give(id, Answer::number(entered));
        }
    }
    match more {
        "" => {}
        "declined" => drop(interview.session.answer_id("kids", Answer::Missing(Reason::Declined)).unwrap()),
        code => interview.give("kids", code),
    }
    let calculated = |place: usize| {
        let item = form.find(&format!("e{place}")).unwrap();
        shown(interview.session.state().calculated(&form, item).unwrap())
    };
    (0..expressions.len()).map(calculated).collect()
}

/// Every expression at the left comes to what stands in the column of each list.
#[track_caller]
fn over(lists: &[(&str, &[Row<'_>], &str)], table: &str) {
    let lines = cells(table);
    let texts: Vec<&str> = lines.iter().map(|line| &*line[0]).collect();
    let mut wrong = Vec::new();
    for (place, (gate, given, more)) in lists.iter().enumerate() {
        for (found, line) in rows(gate, given, more, &texts).iter().zip(&lines) {
            assert_eq!(line.len(), lists.len() + 1, "{line:?}");
            if *found != line[place + 1] {
                wrong.push(format!("{} of list {place}: {found}, not {}", line[0], line[place + 1]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const YES: Row<'_> = ["yes", "3", "7"];
const NO: Row<'_> = ["no", "1", ""];
const OPEN: Row<'_> = ["", "", ""];

#[test]
fn while_the_list_may_grow_only_what_one_row_decides_is_decided() {
    // Open without rows; open with a row; to be gone on with; closed by a silence, with rows and without; and a list of
    // which it is not known whether it applies.
    over(
        &[
            ("yes", &[], ""),
            ("yes", &[YES], ""),
            ("yes", &[NO], "yes"),
            ("yes", &[YES, NO], "declined"),
            ("yes", &[], "declined"),
            ("", &[], ""),
        ],
        "kids.exists(k, k.s)           | U       | T       | U       | T       | U       | U
         !kids.exists(k, k.s)          | U       | F       | U       | F       | U       | U
         kids.all(k, k.s)              | U       | U       | F       | F       | U       | U
         !kids.all(k, k.s)             | U       | U       | T       | T       | U       | U
         kids.exists(k, k.g > 5)       | U       | T       | U       | T       | U       | U
         kids.exists(k, !(k.g > 5))    | U       | U       | U       | U       | U       | U
         kids.all(k, k.g > 5)          | U       | U       | F       | F       | U       | U
         !kids.all(k, k.g > 5)         | U       | U       | T       | T       | U       | U
         kids.exists(k, gate)          | U       | T       | T       | T       | U       | U
         kids.exists(k, k.s) || gate   | T       | T       | T       | T       | T       | U
         kids.exists(k, k.s) ? 1 : 2   | unknown | 1       | unknown | 1       | unknown | unknown
         size(kids)                    | unknown | unknown | unknown | unknown | unknown | unknown
         size(kids) < 1                | U       | U       | U       | U       | U       | U
         kids.count(k, k.s)            | unknown | unknown | unknown | unknown | unknown | unknown
         kids.sum(k, k.n)              | unknown | unknown | unknown | unknown | unknown | unknown
         kids.min(k, k.n)              | unknown | unknown | unknown | unknown | unknown | unknown
         kids.max(k, k.n)              | unknown | unknown | unknown | unknown | unknown | unknown
         kids.mean(k, k.n)             | unknown | unknown | unknown | unknown | unknown | unknown",
    );
}

#[test]
fn a_closed_list_is_read_whole() {
    // The body is read without the negation before it: a row in which its operand is absent does not hold. Numbers that
    // are absent in a row are left out; where they are in all rows, what is made of them is absent.
    over(
        &[
            ("yes", &[YES, NO], "no"),
            ("yes", &[YES, OPEN], "no"),
            ("yes", &[NO, OPEN], "no"),
            ("yes", &[NO, NO], "no"),
            ("yes", &[YES, YES], "no"),
        ],
        "kids.exists(k, k.s)           | T       | T       | U       | F       | T
         !kids.exists(k, k.s)          | F       | F       | U       | T       | F
         kids.all(k, k.s)              | F       | U       | F       | F       | T
         !kids.all(k, k.s)             | T       | U       | T       | T       | F
         kids.exists(k, k.g > 5)       | T       | T       | U       | F       | T
         kids.exists(k, !(k.g > 5))    | F       | U       | U       | F       | F
         kids.all(k, k.g > 5)          | F       | U       | F       | F       | T
         !kids.all(k, k.g > 5)         | T       | U       | T       | T       | F
         kids.exists(k, gate)          | T       | T       | T       | T       | T
         kids.exists(k, k.s) ? 1 : 2   | 1       | 1       | unknown | 2       | 1
         size(kids)                    | 2       | 2       | 2       | 2       | 2
         size(kids) < 1                | F       | F       | F       | F       | F
         !(size(kids) < 1)             | T       | T       | T       | T       | T
         kids.count(k, k.s)            | 1       | 1..2    | 0..1    | 0       | 2
         kids.count(k, k.g > 5)        | 1       | 1..2    | 0..1    | 0       | 2
         kids.sum(k, k.n)              | 4       | unknown | unknown | 2       | 6
         kids.min(k, k.n)              | 1       | unknown | unknown | 1       | 3
         kids.max(k, k.n)              | 3       | unknown | unknown | 1       | 3
         kids.mean(k, k.n)             | 2       | unknown | unknown | 1       | 3
         kids.sum(k, k.g)              | 7       | unknown | unknown | absent  | 14
         kids.min(k, k.g)              | 7       | unknown | unknown | absent  | 7
         kids.mean(k, k.g)             | 7       | unknown | unknown | absent  | 7
         kids.max(k, k.g) + 1          | 8       | unknown | unknown | absent  | 8
         kids.sum(k, k.s ? 1 : 0)      | 1       | unknown | unknown | 0       | 2",
    );
}

#[test]
fn a_list_of_nothing_and_a_list_that_does_not_apply() {
    over(
        &[("yes", &[], "no"), ("no", &[], "")],
        "kids.exists(k, k.s)           | F       | F
         !kids.exists(k, k.s)          | T       | F
         kids.all(k, k.s)              | F       | F
         !kids.all(k, k.s)             | F       | F
         kids.exists(k, k.s) ? 1 : 2   | 2       | 2
         size(kids)                    | 0       | absent
         size(kids) < 1                | T       | F
         !(size(kids) < 1)             | F       | F
         kids.count(k, k.s)            | 0       | absent
         kids.sum(k, k.n)              | 0       | absent
         kids.min(k, k.n)              | unknown | absent
         kids.max(k, k.n)              | unknown | absent
         kids.mean(k, k.n)             | unknown | absent
         kids.max(k, k.n) + 1          | unknown | absent",
    );
}
