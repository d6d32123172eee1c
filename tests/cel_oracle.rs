//! The `cel` crate as oracle: what the form language makes of expressions over full sets of answers is what CEL makes
//! of the same text, but for what is listed in `docs/form-language.md`.
//!
//! `NRM_PAIRS` sets how many expressions are compared; each is evaluated with five sets of answers.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

#[path = "cel_oracle/answers.rs"]
mod answers;
mod common;
#[path = "cel_oracle/generator.rs"]
mod generator;
#[path = "cel_oracle/oracle.rs"]
mod oracle;
#[path = "cel_oracle/written.rs"]
mod written;

use answers::{Told, form};
use cel::{Context, Program, Value};
use generator::{Generator, Place};
use nrm_screening::evaluation::{Calculated, Figure};
use nrm_screening::value::Truth;
use std::collections::BTreeMap;
use written::{Kind, Random, Written};

/// Expressions of the normal run.
const PAIRS: usize = 2400;
/// Expressions of one form: outside of rows, and in them.
const OF_FORM: usize = 60;
const OF_ROW: usize = 20;

/// What is met of what CEL has otherwise: how often it was looked at, and how often the value differed.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, (usize, usize)>);

impl Tally {
    fn meet(&mut self, what: &'static str, differs: bool) {
        let (met, differing) = self.0.entry(what).or_default();
        *met += 1;
        *differing += usize::from(differs);
    }
}

/// An expression with what CEL makes of its text.
struct Pair {
    ours: Written,
    cel: Option<Program>,
    /// The same with its whole numbers written as doubles, if it divides some.
    doubles: Option<Program>,
}

/// An expression that divides, in doubles: nothing is dropped there either, so that a number is the same number.
fn compare_in_doubles(pair: &Pair, ours: Calculated, context: &Context<'_, '_>, told: &Told, tally: &mut Tally) {
    let Some(program) = &pair.doubles else { return };
    if pair.ours.marks.rows && told.kids.is_empty() {
        return;
    }
    match (ours, program.execute(context)) {
        (Calculated::Number(figure), Ok(cel)) if figure.value().is_some() => {
            let same = agree(ours, &cel);
            assert!(same, "{}\n ours: {ours:?}\n  cel: {cel:?}, in doubles\n with {told:?}", pair.ours.text);
            tally.meet(DIVIDED, !same);
        }
        (Calculated::Condition(truth), Ok(cel)) if truth != Truth::Unknown => {
            tally.meet(DIVIDED_IN_CONDITION, !agree(ours, &cel));
        }
        // CEL has no rest of doubles.
        (_, found) => tally.meet(NOT_IN_DOUBLES, found.is_ok()),
    }
}

const DIVIDED: &str = "divided, as numbers, in doubles";
const DIVIDED_IN_CONDITION: &str = "divided, within conditions, in doubles";
const NOT_IN_DOUBLES: &str = "divided, and not to be had in doubles";

fn double(number: nrm_screening::number::Ratio) -> f64 {
    let text = number.to_string();
    match text.split_once('/') {
        Some((over, under)) => over.parse::<f64>().unwrap() / under.parse::<f64>().unwrap(),
        None => text.parse().unwrap(),
    }
}

/// Whether both are the same; a double may be off in its last digits.
fn agree(ours: Calculated, cel: &Value) -> bool {
    let near = |ours: Figure, cel: f64| {
        ours.value().map(double).is_some_and(|ours| (ours - cel).abs() <= 1e-9 * ours.abs().max(1.0))
    };
    match (ours, cel) {
        (Calculated::Condition(truth), Value::Bool(holds)) => truth == Truth::known(*holds),
        #[expect(clippy::cast_precision_loss, reason = "the whole numbers of the oracle are small")]
        (Calculated::Number(figure), Value::Int(number)) => near(figure, *number as f64),
        (Calculated::Number(figure), Value::Float(number)) => near(figure, *number),
        _ => false,
    }
}

fn compare(pair: &Pair, ours: Calculated, context: &Context<'_, '_>, told: &Told, tally: &mut Tally) {
    let Some(program) = &pair.cel else { return };
    let found = program.execute(context);
    let same = found.as_ref().is_ok_and(|cel| agree(ours, cel));
    let marks = pair.ours.marks;
    let listed = if marks.rows && told.kids.is_empty() {
        "no rows: `all` is absent, `min`, `max` and `mean` are unknown"
    } else if marks.divides {
        "whole numbers are divided without dropping the rest"
    } else if marks.rounds {
        "decimals are not rounded to a double"
    } else {
        assert!(same, "{}\n ours: {ours:?}\n  cel: {found:?}\n with {told:?}", pair.ours.text);
        "equal"
    };
    tally.meet(listed, !same);
}

fn written(random: &mut Random, place: Place) -> Written {
    let depth = 1 + random.below(4);
    let number = random.below(5);
    let mut generator = Generator { random, place };
    match number {
        0 => generator.number(Kind::Int, depth),
        1 => generator.number(Kind::Real, depth),
        _ => generator.condition(depth),
    }
}

#[test]
fn full_answers_read_as_in_cel_but_for_what_is_listed() {
    let pairs = std::env::var("NRM_PAIRS").ok().and_then(|text| text.parse().ok()).unwrap_or(PAIRS);
    let env = oracle::environment();
    let mut random = Random(0x6e72_6d01);
    let mut tally = Tally::default();
    let (mut made, mut compiled, mut values) = (0, 0, 0);
    while made < pairs {
        let mut list = |place: Place, count: usize| -> Vec<Pair> {
            let texts = (0..count).map(|_| written(&mut random, place));
            texts
                .map(|ours| {
                    let cel = env.compile(&ours.text);
                    let refused = cel.is_err();
                    assert!(!refused || ours.marks.bare_if, "{}: {:?}", ours.text, cel.err());
                    if ours.marks.bare_if {
                        tally.meet("`a ? b ? c : d : e` needs no parentheses", refused);
                    }
                    let divides = ours.marks.divides && !refused;
                    let doubles = divides.then(|| env.compile(&oracle::with_doubles(&ours.text)).expect(&ours.text));
                    Pair { ours, cel: cel.ok(), doubles }
                })
                .collect()
        };
        let (of_form, of_row) = (list(Place::Form, OF_FORM), list(Place::Row, OF_ROW));
        made += of_form.len() + of_row.len();
        compiled += of_form.iter().chain(&of_row).filter(|pair| pair.cel.is_some()).count();
        let texts = |list: &[Pair]| list.iter().map(|pair| pair.ours.text.clone()).collect::<Vec<_>>();
        let form = form(&texts(&of_form), &texts(&of_row));
        let kids = form.find("kids").unwrap();
        for rows in [0, 1, 2, 3, 5] {
            let told = Told::random(&mut random, rows);
            let session = told.session(&form);
            let state = session.state();
            let [context, reals] = [false, true].map(|doubles| oracle::context(&env, &told, doubles));
            for (place, pair) in of_form.iter().enumerate() {
                let item = form.find(&format!("e{place}")).unwrap();
                let ours = state.calculated(&form, item).unwrap();
                compare(pair, ours, &context, &told, &mut tally);
                compare_in_doubles(pair, ours, &reals, &told, &mut tally);
                values += 1;
            }
            for (row, kid) in state.rows_of(kids).iter().zip(&told.kids) {
                let [inner, in_doubles] =
                    [(&context, false), (&reals, true)].map(|(outer, doubles)| oracle::in_row(outer, kid, doubles));
                for (place, pair) in of_row.iter().enumerate() {
                    let item = usize::from(form.find(&format!("r{place}")).unwrap() - kids - 1);
                    let ours = row.calculated(item).unwrap();
                    compare(pair, ours, &inner, &told, &mut tally);
                    compare_in_doubles(pair, ours, &in_doubles, &told, &mut tally);
                    values += 1;
                }
            }
        }
    }
    eprintln!("{made} expressions, {compiled} of them compiled by cel, {values} values");
    for (what, (met, differ)) in &tally.0 {
        eprintln!("{met:6} met, {differ:6} otherwise: {what}");
    }
    assert!(compiled * 100 >= made * 95, "{compiled} of {made} compile");
    assert!(values >= made * 5);
    let equal = tally.0.remove("equal").unwrap();
    assert!(equal.1 == 0 && equal.0 * 2 > values, "{equal:?} of {values}");
    let [divided, within, neither] =
        [DIVIDED, DIVIDED_IN_CONDITION, NOT_IN_DOUBLES].map(|what| tally.0.remove(what).unwrap_or_default());
    assert!(divided.0 > 100 && divided.1 == 0, "{divided:?}");
    assert!(within.0 > 50 && within.1 * 100 <= within.0, "a double is seen where things are nearly equal: {within:?}");
    assert!(neither.0 * 4 <= divided.0 + within.0, "most are compared: {neither:?}");
    // Every deviation that is listed is one.
    assert_eq!(tally.0.len(), 4);
    assert!(tally.0.values().all(|(_, differ)| *differ > 0));
    let (met, differ) = tally.0["decimals are not rounded to a double"];
    assert!(differ * 100 <= met, "rounding is seen in a comparison of what is nearly equal only");
}

#[test]
fn the_oracle_would_notice() {
    let env = oracle::environment();
    let told = Told::random(&mut Random(1), 2);
    let form = form(&["age + 1".into(), "free".into()], &[]);
    let session = told.session(&form);
    let context = oracle::context(&env, &told, false);
    let ours = |id: &str| session.state().calculated(&form, form.find(id).unwrap()).unwrap();
    let cel = |text: &str| env.compile(text).unwrap().execute(&context).unwrap();
    assert!(agree(ours("e0"), &cel("age + 1")) && !agree(ours("e0"), &cel("age + 2")));
    assert!(agree(ours("e1"), &cel("free")) && !agree(ours("e1"), &cel("!free")));
    assert!(!agree(ours("e0"), &cel("free")) && !agree(Calculated::Condition(Truth::Unknown), &cel("free")));
    let reals = oracle::context(&env, &told, true);
    let in_doubles = |text: &str| env.compile(&oracle::with_doubles(text)).unwrap().execute(&reals).unwrap();
    for (text, number) in
        [("7 / 2", 3.5), ("-7/2 + size([1, 2])", -1.5), ("[1, 2.5, 4].map(x1, x1 * 2).sum(k, k) - 10", 5.0)]
    {
        assert_eq!(in_doubles(text), Value::Float(number), "{text}");
    }
    assert_eq!(
        oracle::with_doubles("date('2001-02-03') < today ? x1 + 10 : 2.5"),
        "date('2001-02-03') < today ? x1 + 10.0 : 2.5"
    );
    assert_eq!(oracle::years("2004-02-29", "2022-02-28"), 17);
    assert_eq!(oracle::years("2004-02-29", "2022-03-01"), 18);
}
