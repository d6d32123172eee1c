//! Exact numbers, aggregates, and dates as intervals in two calendars; the age and the date of birth (semantics 12 to
//! 15). Every interview here is held on 2026-11-02.

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

use common::questions::{also, date, decimal, integer, only, single, yes_no};
use common::{Draft, Interview};
use nrm_screening::value::{Date, Truth};
use nrm_screening::{Session, session::Refused};
use serde_json::json;

/// Item and answer, as [`Interview::tell`] takes them.
type Given<'a> = &'a [(&'a str, &'a str)];

const F: Truth = Truth::False;
const U: Truth = Truth::Unknown;
const T: Truth = Truth::True;

/// Numbers `n` and `m` from -9 to 9 with decimals, `k` whole; `x` is asked where the gate is yes.
fn numbers(value: &str) -> Draft {
    Draft::new()
        .ask(yes_no("gate"))
        .ask(decimal("n", -9, 9))
        .ask(decimal("m", -9, 9))
        .ask(integer("k", 1, 9))
        .ask(only(integer("x", 1, 9), "gate"))
        .calculate("c", value)
}

#[test]
fn numbers_are_exact() {
    let table: [(&str, &str, Given<'_>, &str); 29] = [
        ("12: 0.1 + 0.2 is 0.3", "n + m", &[("n", "0.1"), ("m", "0.2")], "0.3"),
        ("12: seven halves", "k / 2", &[("k", "7")], "3.5"),
        ("12: no finite decimal", "k / 3", &[("k", "1")], "1/3"),
        ("12: and back", "k / 3 * 3", &[("k", "7")], "7"),
        ("12: six decimals", "n * m", &[("n", "0.001"), ("m", "0.001")], "0.000001"),
        ("12: twelve", "n * m", &[("n", "0.000001"), ("m", "0.000001")], "0.000000000001"),
        ("12: left to right", "k - 2 - 1", &[("k", "9")], "6"),
        ("12: times before plus", "k + 2 * 3", &[("k", "1")], "7"),
        ("12: minus before all", "-k * 2", &[("k", "3")], "-6"),
        ("3: the rest takes the sign of the left side", "k % 3", &[("k", "7")], "1"),
        ("3: the rest takes the sign of the left side", "-k % 3", &[("k", "7")], "-1"),
        ("3: the rest takes the sign of the left side", "k % -3", &[("k", "7")], "1"),
        ("3: the rest takes the sign of the left side", "-k % -3", &[("k", "7")], "-1"),
        ("2: open is unknown", "n + m", &[("n", "1")], "unknown"),
        ("2: a silence is unknown, never 0", "n + m", &[("n", "1"), ("m", "?declined")], "unknown"),
        ("2: nor does it vanish by 0", "n * 0", &[("n", "?declined")], "unknown"),
        ("2: nor against itself", "n - n", &[], "unknown"),
        ("3: absent is absent", "n + x", &[("n", "1"), ("gate", "no")], "absent"),
        ("3: absent even beside unknown", "n + x", &[("gate", "no")], "absent"),
        ("12: absent ones are left out", "sum(n, x)", &[("n", "2"), ("gate", "no")], "2"),
        ("12: their mean is that of the rest", "mean(n, m, x)", &[("n", "2"), ("m", "3"), ("gate", "no")], "2.5"),
        ("12: least", "min(n, m, x)", &[("n", "2"), ("m", "3"), ("gate", "no")], "2"),
        ("12: most", "max(n, m, x)", &[("n", "2"), ("m", "3"), ("gate", "no")], "3"),
        ("12: all absent", "sum(x)", &[("gate", "no")], "absent"),
        ("12: all absent", "mean(x)", &[("gate", "no")], "absent"),
        ("12: one of them unknown", "min(n, m)", &[("n", "-9")], "unknown"),
        ("12: one of them unknown", "sum(n, m, x)", &[("n", "1"), ("gate", "no")], "unknown"),
        ("12: counted as far as known", "count(n > 0, m > 0, x > 1)", &[("n", "1"), ("gate", "no")], "1..2"),
        ("12: none of them", "count(n > 0, x > 1)", &[("n", "0"), ("gate", "no")], "0"),
    ];
    for (reason, value, answers, expected) in table {
        let found = Interview::of(&numbers(value).form()).with(answers).number("c");
        assert_eq!(found, expected, "{reason}: {value} {answers:?}");
    }
}

#[test]
fn comparisons_with_a_range_hold_for_all_of_it_or_for_none() {
    // c counts from 1 to 2: a is yes, b is open, the other three are no.
    let table = [
        ("c >= 1", T),
        ("c >= 2", U),
        ("c >= 3", F),
        ("c > 0", T),
        ("c > 1", U),
        ("c > 2", F),
        ("c < 3", T),
        ("c < 2", U),
        ("c < 1", F),
        ("c <= 2", T),
        ("c <= 1", U),
        ("c <= 0", F),
        ("c == 0", F),
        ("c == 1", U),
        ("c != 3", T),
        ("c != 2", U),
        ("c in [0, 3]", F),
        ("c in [1, 4]", U),
        ("!(c in [0, 3])", T),
        ("1 <= c", T),
        ("c + c == 5", F),
        ("c + c == 3", U),
        ("c + c > 4", F),
        ("c * -1 < 0", T),
        ("10 / (c + 3) > 2.5", F),
        ("10 / (c + 3) >= 2", T),
    ];
    for (when, expected) in table {
        let asked = Draft::new().ask(yes_no("x")).ask(yes_no("y")).ask(yes_no("z"));
        let form = asked.calculate("c", "count(a, b, x, y, z)").when(when).form();
        let told = [("a", "yes"), ("x", "no"), ("y", "no"), ("z", "no")];
        assert_eq!(Interview::of(&form).with(&told).holds(), expected, "13: {when}");
    }
}

#[test]
fn dates_as_far_as_they_are_known() {
    // The answer of d, a condition, whether it holds.
    let table = [
        ("13: the day itself", "2000-05-05", "d == date('2000-05-05')", T),
        ("13", "2000-05-05", "d != date('2000-05-06')", T),
        ("13: a year before", "2000", "d < date('2001-01-01')", T),
        ("13: none of it", "2000", "d < date('2000-01-01')", F),
        ("13: a part of it", "2000", "d < date('2000-06-01')", U),
        ("13: its last day", "2000", "d <= date('2000-12-31')", T),
        ("13: its first day", "2000", "d >= date('2000-01-01')", T),
        ("13: more than its first", "2000", "d > date('2000-01-01')", U),
        ("13: one of its days", "2000", "d == date('2000-05-05')", U),
        ("13: none of its days", "2000", "d == date('2001-05-05')", F),
        ("13: also negated", "2000", "!(d == date('2001-05-05'))", T),
        ("13: a month", "2000-02", "d <= date('2000-02-29')", T),
        ("13: from and to", "1999..2001", "d >= date('1999-01-01') && d <= date('2001-12-31')", T),
        ("13: from and to", "1999..2001", "d < date('2001-12-31')", U),
        ("15: today", "2026-11-02", "d == today", T),
        ("15: perhaps today", "2026-11", "d == today", U),
        ("2: a silence", "?doesNotKnow", "d < today", U),
        // Ages: whole years.
        ("13: of 18 today", "2008-11-02", "yearsBetween(d, today) >= 18", T),
        ("13: of 18 tomorrow", "2008-11-03", "yearsBetween(d, today) >= 18", F),
        ("13: a year that straddles", "2008", "yearsBetween(d, today) >= 18", U),
        ("13: at least 17", "2008", "yearsBetween(d, today) >= 17", T),
        ("13: the month before", "2008-10", "yearsBetween(d, today) >= 18", T),
        ("13: the month itself", "2008-11", "yearsBetween(d, today) >= 18", U),
        ("13: negative where it is later", "2030", "yearsBetween(d, today) < -2", T),
        ("13: exactly", "2008-11-02", "yearsBetween(d, today) == 18", T),
        ("13: arithmetic carries the interval", "2008", "yearsBetween(d, today) + 1 in [18, 19]", U),
        ("13: arithmetic carries the interval", "2008", "2 * yearsBetween(d, today) >= 34", T),
        ("13: 29 February counts from 1 March", "2008-02-29", "yearsBetween(d, date('2026-02-28')) == 17", T),
        ("13: 29 February counts from 1 March", "2008-02-29", "yearsBetween(d, date('2026-03-01')) == 18", T),
        // Calendars: 1 Meskerem 2000 was 12 September 2007; the new year of the year after a leap year one day later.
        ("14: a day", "ethiopic:2000-01-01", "d == date('2007-09-12')", T),
        ("14: the day before", "ethiopic:1999-13-06", "d == date('2007-09-11')", T),
        ("14: a month of 30 days", "ethiopic:2000-01", "d >= date('2007-09-12') && d <= date('2007-10-11')", T),
        ("14: born 2000 is 2007 or 2008", "ethiopic:2000", "d >= date('2007-09-12') && d <= date('2008-09-10')", T),
        ("14: the youngest is 18 since September", "ethiopic:2000", "yearsBetween(d, today) == 18", U),
        ("14: read as Gregorian an adult of 25", "ethiopic:2001", "yearsBetween(d, today) >= 18", U),
        ("14", "ethiopic:2002", "yearsBetween(d, today) < 18", T),
        ("14: read as Gregorian", "2002", "yearsBetween(d, today) >= 18", T),
        ("14: unknown is either", "unknown:2000", "d >= date('2000-01-01') && d <= date('2008-09-10')", T),
        ("14: unknown is either", "unknown:2000", "d <= date('2000-12-31')", U),
        ("14: unknown is either", "unknown:2000", "yearsBetween(d, today) >= 18", T),
        ("14: unknown is either", "unknown:2002", "yearsBetween(d, today) >= 18", U),
        ("14: a day that only one of them has", "unknown:2000-01-31", "d == date('2000-01-31')", T),
        ("14: a day that only the other has", "unknown:2000-02-30", "d == date('2007-11-10')", T),
        ("14: a month that only one of them has", "unknown:2000-13", "d >= date('2008-09-06')", T),
    ];
    for (reason, answer, when, expected) in table {
        let form = Draft::new().ask(date("d")).when(when).form();
        let found = Interview::of(&form).with(&[("d", answer)]);
        assert_ne!(found.stands("d"), "open");
        assert!(!found.stands("d").starts_with("invalid"), "{answer}");
        assert_eq!(found.holds(), expected, "{reason}: {when} of {answer}");
    }
}

#[test]
fn dates_keep_their_calendar_and_the_words_as_given() {
    use nrm_screening::value::{Answer, Calendar, DateGiven};
    let form = Draft::new().ask(date("d")).form();
    let mut interview = Interview::of(&form);
    let given = DateGiven {
        calendar: Calendar::Ethiopic,
        from: "1993".into(),
        to: Some("1995".into()),
        words: Some("when the rains failed".into()),
    };
    interview.session.answer_id("d", Answer::date(given.clone())).unwrap();
    assert!(matches!(&interview.entry("d").answer, Some(Answer::Date(kept, Some(_))) if **kept == given), "14");
}

#[test]
fn today_is_given_once() {
    let form = Draft::new().ask(date("d")).when("yearsBetween(d, today) >= 18").form();
    for (today, expected) in [("2026-11-01", F), ("2026-11-02", T), ("2044-01-01", T)] {
        let session = Session::start(std::sync::Arc::clone(&form), Date::parse(today).unwrap());
        let interview = Interview { session }.with(&[("d", "2008-11-02")]);
        assert_eq!((interview.session.today().to_string().as_str(), interview.holds()), (today, expected), "15");
        assert_eq!(interview.ended().holds(), expected, "15: used ever after");
    }
}

/// The age group and the date of birth, which is asked where the gate is yes.
fn aged(when: &str) -> Draft {
    Draft::new()
        .ask(yes_no("gate"))
        .ask(also(single("age", &["child", "adult", "not_sure"]), "whenMissing", "not_sure"))
        .ask(only(date("birth"), "gate"))
        .set("/age", json!({ "group": "age", "birth": "birth", "child": "child", "adult": "adult" }))
        .when(when)
}

#[test]
fn an_age_group_and_a_date_of_birth() {
    let table: [(&str, Given<'_>, [Truth; 3]); 26] = [
        // Answers, then whether the group reads as child, adult, not sure.
        ("14: undecided whether the birth is asked", &[("age", "adult")], [U, U, U]),
        ("14: birth is open", &[("gate", "yes"), ("age", "adult")], [U, U, U]),
        ("14: birth does not apply", &[("gate", "no"), ("age", "adult")], [F, T, F]),
        ("14: birth is a silence", &[("gate", "yes"), ("age", "adult"), ("birth", "?declined")], [F, T, F]),
        ("4: group is a silence, birth too", &[("gate", "no"), ("age", "?declined")], [F, F, T]),
        ("4: never while open", &[("gate", "no")], [U, U, U]),
        ("14: an adult of 18 today", &[("gate", "yes"), ("age", "adult"), ("birth", "2008-11-02")], [F, T, F]),
        ("14: no day agrees", &[("gate", "yes"), ("age", "adult"), ("birth", "2008-11-03")], [F, F, T]),
        ("14: a child of 17", &[("gate", "yes"), ("age", "child"), ("birth", "2008-11-03")], [T, F, F]),
        ("14: no day agrees", &[("gate", "yes"), ("age", "child"), ("birth", "2008-11-02")], [F, F, T]),
        ("14: straddling contradicts nothing", &[("gate", "yes"), ("age", "adult"), ("birth", "2008")], [F, T, F]),
        ("14: straddling contradicts nothing", &[("gate", "yes"), ("age", "child"), ("birth", "2008")], [T, F, F]),
        ("14: not sure agrees with all", &[("gate", "yes"), ("age", "not_sure"), ("birth", "1970")], [F, F, T]),
        ("14: the whole year contradicts", &[("gate", "yes"), ("age", "adult"), ("birth", "2009")], [F, F, T]),
        ("14: the whole year contradicts", &[("gate", "yes"), ("age", "child"), ("birth", "2007")], [F, F, T]),
        ("14: from and to straddle", &[("gate", "yes"), ("age", "child"), ("birth", "2000..2010")], [T, F, F]),
        ("14: from and to contradict", &[("gate", "yes"), ("age", "child"), ("birth", "2000..2007")], [F, F, T]),
        ("14: born 2000, Ethiopian", &[("gate", "yes"), ("age", "child"), ("birth", "ethiopic:2000")], [F, F, T]),
        ("14: born 2001, Ethiopian", &[("gate", "yes"), ("age", "child"), ("birth", "ethiopic:2001")], [T, F, F]),
        ("14: born 2002, Ethiopian", &[("gate", "yes"), ("age", "adult"), ("birth", "ethiopic:2002")], [F, F, T]),
        ("14: born 2002, Gregorian", &[("gate", "yes"), ("age", "adult"), ("birth", "2002")], [F, T, F]),
        (
            "14: born 2002, calendar not known",
            &[("gate", "yes"), ("age", "child"), ("birth", "unknown:2002")],
            [T, F, F],
        ),
        ("14: invalid is open", &[("gate", "yes"), ("age", "child"), ("birth", "soon")], [U, U, U]),
        ("8: given by the host is open", &[("gate", "yes"), ("age", "child"), ("birth", "~1970")], [U, U, U]),
        (
            "9: restored is open",
            &[("gate", "yes"), ("age", "child"), ("birth", "1970"), ("gate", "no"), ("gate", "yes")],
            [U, U, U],
        ),
        (
            "14: gone, it contradicts nothing",
            &[("gate", "yes"), ("age", "child"), ("birth", "1970"), ("gate", "no")],
            [T, F, F],
        ),
    ];
    for (reason, answers, expected) in table {
        let holds = |code: &str| Interview::of(&aged(&format!("age == '{code}'")).form()).with(answers).holds();
        assert_eq!(["child", "adult", "not_sure"].map(holds), expected, "{reason}: {answers:?}");
    }
    // Once the interview has ended, the date is a silence or not asked, and the group stands.
    for answers in [&[("age", "adult")] as Given<'_>, &[("gate", "yes"), ("age", "adult")]] {
        assert_eq!(Interview::of(&aged("age == 'adult'").form()).with(answers).ended().holds(), T, "14: {answers:?}");
    }
}

#[test]
fn a_number_or_date_that_cannot_be_is_refused() {
    let with = |condition: &str| numbers("n").ask(date("d")).when(condition).wrong();
    let table = [
        ("3: lists hold literals only", "n in [m]", "expression-type"),
        ("3: lists hold literals only", "a in [b]", "expression-type"),
        ("3: conditions are not compared", "a == b", "expression-type"),
        ("3: conditions are not compared", "(n > 1) == (m > 1)", "number-needed"),
        ("12: eleven digits", "n > 12345678901", "bad-number"),
        ("12: an exponent", "n > 1e3", "expression-syntax"),
        ("14: no such day", "d > date('2001-02-29')", "bad-day"),
        ("14: not a day", "d > date('2001')", "bad-day"),
        ("13: a date is no number", "d > 5", "expression-type"),
        ("13", "yearsBetween(n, today) > 5", "expression-type"),
        ("12: text has no value", "sum(a) > 1", "number-needed"),
        ("3: a constant", "true", "constant"),
        ("3: nothing to be in", "n in []", "constant"),
    ];
    for (reason, condition, code) in table {
        let wrong = with(condition);
        assert!(wrong.iter().any(|(told, _)| told == code), "{reason}: {condition} {wrong:?}");
    }
    let mut interview = Interview::of(&numbers("n").form());
    assert_eq!(interview.session.give("n", "yes"), Err(Refused::UnknownChoice));
}

#[test]
fn an_age_that_its_birth_contradicts_is_listed() {
    // 14: listed in the trace.
    let form = Draft::new()
        .ask(also(single("age", &["child", "adult", "unsure"]), "whenMissing", "unsure"))
        .ask(date("birth"))
        .set("/age", json!({ "group": "age", "birth": "birth", "child": "child", "adult": "adult" }))
        .form();
    let found = Interview::of(&form).with(&[("age", "adult"), ("birth", "2015")]).finish();
    let listed: Vec<_> = found.read_as.iter().map(|item| (&*item.id, item.code.as_deref())).collect();
    assert_eq!(listed, [("age", Some("unsure"))]);
}

#[test]
fn arithmetic_is_exact_or_refused() {
    // 12: bounds are proved in `compile`.
    let n = 999_999_999_i128;
    let table = [
        ("n * 999999999", Some(n * 999_999_999)),
        ("n * n", Some(n * n)),
        ("n * n * n", Some(n * n * n)),
        ("n * n * n * n * n * n / n", None),
    ];
    let mut refused = 0;
    for (value, exact) in table {
        let draft = Draft::new().ask(integer("n", 1, 999_999_999)).calculate("c", value);
        if let Ok(form) = common::try_form(&draft.text()) {
            let found = Interview::of(&std::sync::Arc::new(form)).with(&[("n", "999999999")]).number("c");
            assert_eq!(Some(found), exact.map(|exact| exact.to_string()), "{value}");
        } else {
            refused += 1;
        }
    }
    assert!(refused > 0);
}
