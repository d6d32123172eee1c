//! Rows of repeats: what is read of them while the list may go on, and once it is closed (semantics 11).

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

use common::questions::{also, integer, only, rows, talk, yes_no};
use common::{Draft, Interview};
use nrm_screening::assessment::{ItemReport, assess_session};
use nrm_screening::evaluation::{Calculated, Mark};
use nrm_screening::number::Ratio;
use nrm_screening::session::Refused;
use nrm_screening::value::Truth;
use serde_json::json;

/// Item and answer, as [`Interview::tell`] takes them.
type Given<'a> = &'a [(&'a str, &'a str)];

const F: Truth = Truth::False;
const U: Truth = Truth::Unknown;
const T: Truth = Truth::True;

/// Children: of each whether it is a child, and, if it is, its age.
fn kids() -> Draft {
    Draft::new()
        .ask(yes_no("gate"))
        .ask(only(rows("kids", &[yes_no("child"), only(integer("age", 0, 17), "child")]), "gate"))
}

/// Rows by what is said of each: `y` and `n` whether it is a child, a number its age, `.` nothing; then the answer
/// whether there is another row.
fn list(rows: &str, more: &str) -> Vec<(String, String)> {
    let mut told = vec![("gate".to_owned(), "yes".to_owned())];
    for (place, row) in rows.split_whitespace().enumerate() {
        told.push(("kids".into(), "+".into()));
        let mut tell = |item: &str, answer: &str| told.push((format!("kids[{place}].{item}"), answer.to_owned()));
        match row {
            "y" => tell("child", "yes"),
            "n" => tell("child", "no"),
            "?" => tell("child", "?declined"),
            "." => {}
            age => {
                tell("child", "yes");
                tell("age", age);
            }
        }
    }
    if !more.is_empty() {
        told.push(("kids".into(), more.into()));
    }
    told
}

fn borrowed(told: &[(String, String)]) -> Vec<(&str, &str)> {
    told.iter().map(|(item, answer)| (&**item, &**answer)).collect()
}

#[test]
fn quantifiers_over_lists_that_may_go_on_and_lists_that_are_closed() {
    let whens =
        ["kids.exists(k, k.child)", "!kids.exists(k, k.child)", "kids.all(k, k.child)", "!kids.all(k, k.child)"];
    let table: [(&str, &str, &str, [Truth; 4]); 17] = [
        ("11: open, no rows", "", "", [U, U, U, U]),
        ("11: open, no row is true", "n", "", [U, U, F, T]),
        ("11: open, a row is true", "n y", "", [T, F, F, T]),
        ("11: open, no row is false", "y y", "", [T, F, U, U]),
        ("11: another row was announced", "y", "yes", [T, F, U, U]),
        ("11: whether there is another is a silence", "y", "?declined", [T, F, U, U]),
        ("11: only an answered no more closes", "n", "?declined", [U, U, F, T]),
        ("11: exists over zero closed rows is false, all is absent", "", "no", [F, T, F, F]),
        ("11: closed", "n", "no", [F, T, F, T]),
        ("11: closed", "y", "no", [T, F, T, F]),
        ("11: closed", "n y", "no", [T, F, F, T]),
        ("11: closed, a row is not known", "n .", "no", [U, U, F, T]),
        ("11: closed, a row is not known", "y .", "no", [T, F, U, U]),
        ("11: closed, a silence in a row", "y ?", "no", [T, F, U, U]),
        ("11: closed, nothing known", ". .", "no", [U, U, U, U]),
        ("11: answered, then another row", "y n", "no", [T, F, F, T]),
        ("11: finish does not close the list", "", "", [U, U, U, U]),
    ];
    for (reason, given, more, expected) in table {
        for (when, expected) in whens.into_iter().zip(expected) {
            let told = list(given, more);
            let interview = Interview::of(&kids().when(when).form()).with(&borrowed(&told));
            assert_eq!(interview.holds(), expected, "{reason}: {when} over {given:?} {more:?}");
            assert_eq!(interview.ended().holds(), expected, "finished, {reason}: {when} over {given:?} {more:?}");
        }
    }
    // 11: an irrelevant list; its atoms are false, also negated. An undecided one is unknown.
    for when in whens {
        let holds = |gate| Interview::of(&kids().when(when).form()).with(&[("gate", gate)]).holds();
        assert_eq!((holds("no"), holds("?declined")), (F, U), "{when}");
        let told = list("y n", "no");
        let kept = Interview::of(&kids().when(when).form()).with(&borrowed(&told)).with(&[("gate", "no")]).holds();
        assert_eq!(kept, F, "11: rows of an irrelevant list are kept and not read: {when}");
    }
}

#[test]
fn a_body_is_evaluated_as_it_is_written_and_what_does_not_apply_in_a_row_is_left_out() {
    let table: [(&str, &str, &str, Truth); 8] = [
        // The age of the second row is irrelevant: an atom on it is false in the body, whichever way it is written.
        ("3, 11: absent in the body", "kids.exists(k, k.age < 5)", "9 n", F),
        ("11: the body is not negated", "!kids.exists(k, k.age < 5)", "9 n", T),
        ("3, 11: a negation in the body stands at the atom", "kids.exists(k, !(k.age < 5))", "9 n", T),
        ("3, 11", "kids.exists(k, !(k.age < 5))", "n n", F),
        ("3, 11", "kids.all(k, !(k.age < 5))", "9 n", F),
        ("11", "kids.all(k, !k.child || k.age >= 5)", "9 n", T),
        ("11: other names read the form", "kids.exists(k, k.child && gate)", "n 3", T),
        ("11", "kids.all(k, k.child && a)", "3 4", U),
    ];
    for (reason, when, given, expected) in table {
        let told = list(given, "no");
        let holds = Interview::of(&kids().when(when).form()).with(&borrowed(&told)).holds();
        assert_eq!(holds, expected, "{reason}: {when} over {given}");
    }
}

#[test]
fn numbers_of_rows() {
    let values = [
        "size(kids)",
        "kids.count(k, k.child)",
        "kids.sum(k, k.age)",
        "kids.min(k, k.age)",
        "kids.max(k, k.age)",
        "kids.mean(k, k.age)",
    ];
    let un = "unknown";
    let table: [(&str, &str, &str, [&str; 6]); 11] = [
        ("11: while open everything is unknown", "3 4", "", [un; 6]),
        ("11: also where another was announced", "3 4", "yes", [un; 6]),
        ("11: or is a silence", "3 4", "?doesNotKnow", [un; 6]),
        ("11, 12: nothing at all: sums are 0, the rest unknown", "", "no", ["0", "0", "0", un, un, un]),
        ("11", "3 4", "no", ["2", "2", "7", "3", "4", "3.5"]),
        ("12: exact", "1 1 2", "no", ["3", "3", "4", "1", "2", "4/3"]),
        ("12: what is absent in a row is left out", "3 n 5", "no", ["3", "2", "8", "3", "5", "4"]),
        ("12: absent in every row", "n n", "no", ["2", "0", "absent", "absent", "absent", "absent"]),
        ("2: a silence in a row", "3 ? 5", "no", ["3", "2..3", un, un, un, un]),
        ("2: open in a row", "3 y", "no", ["2", "2", un, un, un, un]),
        ("2: everything open in a row", ".", "no", ["1", "0..1", un, un, un, un]),
    ];
    for (reason, given, more, expected) in table {
        let told = list(given, more);
        for (value, expected) in values.into_iter().zip(expected) {
            let interview = Interview::of(&kids().calculate("c", value).form()).with(&borrowed(&told));
            assert_eq!(interview.number("c"), expected, "{reason}: {value} over {given:?} {more:?}");
        }
    }
    // 11: any aggregate over an irrelevant list is absent; over an undecided one unknown.
    for value in values {
        let number = |gate| Interview::of(&kids().calculate("c", value).form()).with(&[("gate", gate)]).number("c");
        assert_eq!((&*number("no"), &*number("?declined")), ("absent", "unknown"), "{value}");
    }
}

#[test]
fn a_calculation_in_a_row_is_made_for_each() {
    let older = json!({ "id": "older", "type": "calculate", "value": "age + 1" });
    let draft = Draft::new().ask(rows("kids", &[integer("age", 0, 17), older])).calculate("c", "kids.sum(k, k.older)");
    let told: Given<'_> = &[("kids", "+"), ("kids[0].age", "3"), ("kids", "+"), ("kids[1].age", "5"), ("kids", "no")];
    assert_eq!(Interview::of(&draft.form()).with(told).number("c"), "10");
}

#[test]
fn rows_have_ids_that_stay_and_can_be_taken_away() {
    let form = kids().form();
    let place = form.find("kids").unwrap();
    let ids = |interview: &Interview| -> Vec<String> {
        interview.session.entry(place).unwrap().rows.iter().map(|row| row.id.to_string()).collect()
    };
    let told = list("3 n 5", "no");
    let mut interview = Interview::of(&form).with(&borrowed(&told));
    let before = ids(&interview);
    assert_eq!(before.len(), 3);
    interview.give("kids[1]", "-");
    assert_eq!(ids(&interview), [&*before[0], &*before[2]], "11: the others keep their ids");
    assert_eq!((interview.stands("kids[1].age"), interview.stands("kids").as_str()), ("answered".into(), "answered"));
    interview.give("kids", "+");
    let after = ids(&interview);
    assert!(!before.contains(&after[2]), "11: no id is given twice");
    assert_eq!(interview.stands("kids"), "open", "11: a new row opens the list");
    for wrong in ["kids[3].age", "kids[3]"] {
        let told = if wrong.ends_with(']') { "-" } else { "1" };
        assert_eq!(interview.tell(wrong, told), Err(Refused::NoRow), "{wrong}");
    }
    assert_eq!(interview.tell("age", "1"), Err(Refused::UnknownItem), "11: a row's item has no answer outside of rows");
    assert_eq!(ids(&interview), after);
}

#[test]
fn rows_come_back_with_their_repeat_and_their_items_with_what_they_need() {
    let told = list("3 n", "no");
    let with = |answers: Given<'_>| Interview::of(&kids().form()).with(&borrowed(&told)).with(answers);
    let back = with(&[("gate", "no"), ("gate", "yes")]);
    for path in ["kids", "kids[0].child", "kids[1].child"] {
        assert_eq!((back.stands(path).as_str(), back.entry(path).mark), ("open", Some(Mark::Restored)), "9: {path}");
    }
    assert_eq!(back.stands("kids[0].age"), "undecided", "9: what it needs waits");
    let seen = Interview { session: back.session.clone() }.with(&[("kids[0].child", "!")]);
    assert_eq!((seen.stands("kids[0].age").as_str(), seen.entry("kids[0].age").mark), ("open", Some(Mark::Restored)));
    assert_eq!(seen.stands("kids[1].child"), "open", "9: each row for itself");
    let ended = back.ended();
    assert_eq!(ended.stands("kids[0].child"), "missing notAsked", "9: never seen again");
    assert!(ended.entry("kids[0].age").answer.is_some(), "9: the record keeps the value");
    // Within one row.
    let within = with(&[("kids[0].child", "no"), ("kids[0].child", "yes")]);
    assert_eq!(
        (within.stands("kids[0].age").as_str(), within.entry("kids[0].age").mark),
        ("open", Some(Mark::Restored))
    );
    assert_eq!(within.stands("kids[1].child"), "answered");
}

#[test]
fn finishing_closes_the_items_of_rows_and_never_the_list() {
    let told = list("y n .", "");
    let ended = Interview::of(&kids().when("kids.exists(k, k.age > 3)").form()).with(&borrowed(&told)).ended();
    let table = [
        ("kids", "missing notAsked"),
        ("kids[0].child", "answered"),
        ("kids[0].age", "missing notAsked"),
        ("kids[1].age", "irrelevant"),
        ("kids[2].child", "missing notAsked"),
        ("kids[2].age", "missing notAsked"),
    ];
    for (path, stands) in table {
        assert_eq!(ended.stands(path), stands, "1, 11: {path}");
    }
    assert_eq!(ended.holds(), U, "11: finish does not close the list");
}

#[test]
fn rows_of_a_person_wait_for_consent() {
    let list = also(rows("kids", &[also(yes_no("child"), "by", "person")]), "by", "person");
    let form = Draft::new().ask(talk()).ask(list).when("kids.exists(k, k.child)").form();
    let told: Given<'_> = &[("talk", "given"), ("kids", "+"), ("kids[0].child", "yes"), ("kids", "+")];
    let table: [(&str, &str, &str, Truth); 3] = [
        ("24: given", "given", "open", T),
        ("24: refused reads unknown, not absent", "refused", "undecided", U),
        ("24: withdrawn: what was said counts", "withdrawn", "missing declined", T),
    ];
    for (reason, talk, stands, holds) in table {
        let interview = Interview::of(&form).with(told).with(&[("talk", talk)]);
        assert_eq!((interview.stands("kids").as_str(), interview.holds()), (stands, holds), "{reason}");
    }
}

#[test]
fn rows_do_not_nest_and_are_read_from_outside_only_by_quantifiers() {
    let list = rows("kids", &[yes_no("child")]);
    let score =
        json!([{ "id": "s", "method": "sum", "missing": "zero", "weights": { "child": { "yes": 1, "no": 0 } } }]);
    let table = [
        ("11: a row's item by its bare name", Draft::new().ask(list.clone()).when("child"), "outside-row"),
        ("11: rows within rows", Draft::new().ask(rows("outer", std::slice::from_ref(&list))), "not-in-rows"),
        (
            "11: a quantifier within one",
            Draft::new().ask(list.clone()).when("kids.all(k, kids.exists(j, j.child))"),
            "nested-rows",
        ),
        ("11: what a row does not have", Draft::new().ask(list.clone()).when("kids.exists(k, k.a)"), "outside-row"),
        ("11: a scored item in rows", Draft::new().ask(list).set("/scores", score), "scored-row"),
    ];
    for (reason, draft, code) in table {
        assert!(draft.wrong().iter().any(|(told, _)| told == code), "{reason}: {:?}", draft.wrong());
    }
}

#[test]
fn rows_of_an_undecided_list_are_read_by_nothing_also_at_the_end() {
    // 1, 2, 11: undecided becomes missing; its stored rows stay in the record and are read by nothing.
    let form = Draft::new().ask(only(rows("kids", &[yes_no("y")]), "a")).when("kids.exists(k, k.y)").form();
    let told = [("a", "yes"), ("kids", "+"), ("kids[0].y", "yes"), ("a", "?notAsked")];
    let interview = Interview::of(&form).with(&told);
    assert_eq!(interview.holds(), Truth::Unknown);
    assert_eq!(interview.ended().holds(), Truth::Unknown);
}

#[test]
fn a_constraint_within_a_row_reads_the_answer_of_its_row() {
    let within = also(also(integer("n", 0, 9), "constraint", "n != 3"), "constraintText", "Not three.");
    let form = Draft::new().ask(rows("kids", &[within])).when("kids.exists(k, k.n > 2)").form();
    for (first, second, stands, holds) in [
        ("3", "4", ["invalid constraint", "answered"], Truth::True),
        ("1", "3", ["answered", "invalid constraint"], Truth::Unknown),
        ("1", "2", ["answered"; 2], Truth::False),
    ] {
        let told = [("kids", "+"), ("kids[0].n", first), ("kids", "+"), ("kids[1].n", second), ("kids", "no")];
        let interview = Interview::of(&form).with(&told);
        assert_eq!([interview.stands("kids[0].n"), interview.stands("kids[1].n")], stands, "5: {first} {second}");
        assert_eq!(interview.holds(), holds, "5: {first} {second}");
    }
}

#[test]
fn a_row_reads_what_stands_right_after_its_list() {
    let list = rows("kids", &[integer("n", 0, 9), json!({ "id": "more_than", "type": "calculate", "value": "n + 1" })]);
    let form = Draft::new().ask(list).ask(yes_no("z")).when("kids.exists(k, k.more_than > 4 && z)").form();
    for (z, holds) in [("yes", Truth::True), ("no", Truth::False), ("?declined", Truth::Unknown)] {
        let told = [("kids", "+"), ("kids[0].n", "4"), ("kids", "no"), ("z", z)];
        let interview = Interview::of(&form).with(&told);
        assert_eq!(interview.holds(), holds, "11: {z}");
        let row = &interview.session.state().rows_of(form.find("kids").unwrap())[0];
        assert!(
            matches!(row.calculated(1), Some(Calculated::Number(number)) if number.value() == Some(Ratio::whole(5)))
        );
    }
}

/// Of each row whether it is a child; a silence reads as yes (4).
fn silences() -> Draft {
    Draft::new().ask(rows("kids", &[also(yes_no("child"), "whenMissing", "yes")])).when("kids.exists(k, k.child)")
}

#[test]
fn a_silence_in_a_row_that_reads_as_a_choice_is_listed_with_its_row() {
    let listed = |rows: &str, more: &str| {
        let told = list(rows, more);
        let told: Vec<(&str, &str)> = told.iter().map(|(item, answer)| (item.as_str(), answer.as_str())).collect();
        let interview = Interview::of(&silences().form()).with(&told[1..]);
        let found = assess_session(&interview.session, 0);
        let told = |list: &[ItemReport]| {
            let one = |item: &ItemReport| format!("{} {}", item.row.as_deref().unwrap_or("-"), item.id);
            list.iter().map(one).collect::<Vec<_>>().join(", ")
        };
        assert!(found.read_as.iter().all(|item| item.code.as_deref() == Some("yes") && item.reason.is_some()));
        (told(&found.read_as), told(&found.missing), interview.holds())
    };
    for (rows, more, read_as, missing, decides) in [
        // Open, it never reads as anything.
        (". n", "no", "", "- a, - b, r1 child", U),
        ("n ?", "no", "r2 child", "- a, - b, r2 child", T),
        ("? n ?", "no", "r1 child, r3 child", "- a, - b, r1 child, r3 child", T),
        ("?", "", "r1 child", "- a, - b, - kids, r1 child", T),
        ("y n", "no", "", "- a, - b", T),
        ("n", "no", "", "- a, - b", F),
        ("", "no", "", "- a, - b", F),
    ] {
        let found = listed(rows, more);
        assert_eq!((found.0.as_str(), found.1.as_str(), found.2), (read_as, missing, decides), "{rows:?} {more:?}");
    }
}

#[test]
fn rows_keep_their_ids_where_silences_of_them_are_listed() {
    let mut interview = Interview::of(&silences().form());
    for (item, answer) in [("kids", "+"), ("kids", "+"), ("kids[1].child", "?declined"), ("kids[0]", "-")] {
        interview.give(item, answer);
    }
    // The state alone knows no ids.
    assert_eq!(interview.now().read_as[0].row, None);
    let found = assess_session(&interview.session, 0);
    assert_eq!(found.read_as[0].row.as_deref(), Some("r2"));
    // Finishing closes what is open in rows, and undecided to the end reads as nothing.
    interview.session.finish();
    assert_eq!(assess_session(&interview.session, 0).read_as.len(), 1);
    let gated = silences().set("/items/0/items/2/relevant", json!("a == 'yes' && b == 'yes'")).form();
    let mut behind =
        Interview::of(&gated).with(&[("a", "yes"), ("b", "yes"), ("kids", "+"), ("kids[0].child", "?declined")]);
    assert_eq!(assess_session(&behind.session, 0).read_as.len(), 1);
    behind.give("a", "?notAsked");
    assert_eq!(assess_session(&behind.session, 0).read_as, []);
    behind.session.finish();
    assert_eq!(assess_session(&behind.session, 0).read_as, []);
}
