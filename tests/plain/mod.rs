//! A plain scorer of sheets whose items have the same weights, written from the papers and not from the engine, and
//! sheets filled at random: three instruments have to agree with it.

mod walk;

use super::common::Interview;
use super::instrument;
use nrm_screening::Form;
use nrm_screening::value::Truth;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// What an item got, as its weight.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Given {
    Open,
    Silent,
    Weight(i32),
}
use Given::{Open, Silent, Weight};

/// A scale as its paper describes it: items of the same weights, and how many answered and silent ones make a total.
struct Scale {
    least: i32,
    most: i32,
    stands: fn(answered: i32, silent: i32) -> bool,
}

impl Scale {
    /// The total of a completed sheet, or the least and most it could be.
    fn of(&self, answered: i32, silent: i32, sum: i32) -> (i32, i32) {
        if silent == 0 {
            return (sum, sum);
        }
        if answered == 0 || !(self.stands)(answered, silent) {
            return (sum + silent * self.least, sum + silent * self.most);
        }
        // The nearest whole number to sum × n / k; a half goes up.
        let total = (2 * sum * (answered + silent) + answered).div_euclid(2 * answered);
        (total, total)
    }

    /// Least and most over every way to complete the sheet, and whether the total is known.
    fn range(&self, sheet: &[Given]) -> (i32, i32, bool) {
        let mut ways = BTreeSet::from([(0, 0, 0)]);
        for given in sheet {
            let answers: Vec<Option<i32>> = match given {
                Weight(weight) => vec![Some(*weight)],
                Silent => vec![None],
                Open => (self.least..=self.most).map(Some).chain([None]).collect(),
            };
            let next = ways.iter().flat_map(|(answered, silent, sum)| {
                answers.iter().map(move |answer| match answer {
                    Some(weight) => (answered + 1, *silent, sum + weight),
                    None => (*answered, silent + 1, *sum),
                })
            });
            ways = next.collect();
        }
        let ends = ways.iter().map(|(answered, silent, sum)| self.of(*answered, *silent, *sum));
        let (least, most) =
            ends.fold((i32::MAX, i32::MIN), |(least, most), (low, high)| (least.min(low), most.max(high)));
        let silent = i32::try_from(sheet.iter().filter(|given| **given == Silent).count()).unwrap();
        let answered = i32::try_from(sheet.len()).unwrap() - silent;
        let stands = silent == 0 || answered > 0 && (self.stands)(answered, silent);
        (least, most, stands && !sheet.contains(&Open))
    }
}

/// The last of these whose first number is reached.
fn reached<T: Copy>(from: &[(i32, T)], total: i32) -> T {
    from.iter().rev().find(|(least, _)| *least <= total).expect("the first is the least").1
}

/// The one thing that all totals between two have in common, if there is one.
fn certain<T: Copy + PartialEq>(from: &[(i32, T)], (least, most): (i32, i32)) -> Option<T> {
    let first = reached(from, least);
    (least..=most).all(|total| reached(from, total) == first).then_some(first)
}

/// Three values: what is known, and `None`.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn truth(known: Option<bool>) -> Truth {
    known.map_or(Truth::Unknown, Truth::known)
}

/// A sheet filled at random: mostly complete, sometimes with many silences or much left open.
fn sheet(random: &mut Random, items: usize, (least, most): (i32, i32)) -> Vec<Given> {
    let (silent, open) = [(0, 0), (1, 0), (2, 0), (4, 0), (1, 1), (1, 3), (0, 2), (2, 6)][random.below(8)];
    let kinds = usize::try_from(most - least + 1).unwrap();
    // A sheet leans to one answer, so that every band is met.
    let leaning = random.below(kinds);
    let given = |_| match random.below(12) {
        kind if kind < silent => Silent,
        kind if kind < silent + open => Open,
        kind if kind < 9 => Weight(least + i32::try_from(leaning).unwrap()),
        _ => Weight(least + i32::try_from(random.below(kinds)).unwrap()),
    };
    (0..items).map(given).collect()
}

/// Fills a sheet into an interview. What an item that is skipped by design has is not given.
fn filled(form: &Arc<Form>, sheet: &[Given], item: &str, codes: &[&str], least: i32, skipped: &[usize]) -> Interview {
    let mut interview = Interview::of(form).with(&[("talk", "given")]);
    for (place, given) in sheet.iter().enumerate() {
        let id = format!("{item}{}", place + 1);
        match given {
            Weight(weight) if !skipped.contains(&place) => {
                interview.give(&id, codes[usize::try_from(weight - least).unwrap()]);
            }
            Silent if !skipped.contains(&place) => interview.give(&id, "?declined"),
            _ => {}
        }
    }
    interview
}

const FREQUENCY: [&str; 4] = ["never", "some_days", "most_days", "all_days"];
const SHEETS: usize = 1500;

/// Every silence that finishing makes of what is open.
fn finished(sheet: &[Given]) -> Vec<Given> {
    sheet.iter().map(|given| if *given == Open { Silent } else { *given }).collect()
}

#[test]
fn the_nine_items_agree_with_their_published_rules() {
    let form = instrument("phq-9");
    let scale = Scale { least: 0, most: 3, stands: |_, silent| silent <= 2 };
    let bands = [(0, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately_severe"), (20, "severe")];
    let rows = [(0, "none"), (5, "watch"), (10, "plan"), (15, "treat")];
    let mut met = BTreeSet::new();
    let mut random = Random(9);
    for _ in 0..SHEETS {
        let given = sheet(&mut random, 9, (0, 3));
        let interview = filled(&form, &given, "q", &FREQUENCY, 0, &[]);
        let closed = finished(&given);
        for (given, found) in [(&given, interview.now()), (&closed, interview.finish())] {
            let (least, most, known) = scale.range(given);
            let total = &found.scores[0];
            assert_eq!(total.total, known.then(|| least.to_string()), "{given:?}");
            assert_eq!(total.range, (!known).then(|| [least.to_string(), most.to_string()]), "{given:?}");
            let band = certain(&bands, (least, most));
            assert_eq!(total.band.as_deref(), band, "{given:?}");
            assert_eq!(found.outcome.row.as_deref(), certain(&rows, (least, most)), "{given:?}");

            let symptom = |place: usize| match given[place] {
                Weight(weight) => Some(weight >= if place == 8 { 1 } else { 2 }),
                _ => None,
            };
            let at_least = (0..9).filter(|place| symptom(*place) == Some(true)).count();
            let at_most = (0..9).filter(|place| symptom(*place) != Some(false)).count();
            let between = |low: usize, high: usize| {
                let (all, none) = (at_least >= low && at_most <= high, at_most < low || at_least > high);
                if all {
                    Some(true)
                } else if none {
                    Some(false)
                } else {
                    None
                }
            };
            let core = match (symptom(0), symptom(1)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            };
            // The two conditions of "two to four" are read one by one.
            let other = both(core, both(between(2, 9), between(0, 4)));
            let expected = [truth(both(core, between(5, 9))), truth(other)];
            assert_eq!([found.indicators[0].truth, found.indicators[1].truth], expected, "{given:?}");
            assert_eq!(found.alerts.iter().any(|alert| alert.id == "self_harm"), symptom(8) == Some(true), "{given:?}");
            met.insert((band, known, expected[0] == Truth::True));
        }
    }
    assert!(met.len() >= 17, "{met:?}");
}

#[test]
fn the_seven_items_agree_with_their_published_rules() {
    let form = instrument("gad-7");
    let scale = Scale { least: 0, most: 3, stands: |answered, _| answered >= 5 };
    let bands = [(0, "minimal"), (5, "mild"), (10, "moderate"), (15, "severe")];
    let sensitive = [(0, "below"), (8, "at_or_above")];
    let rows = [(0, "below"), (8, "look_closer"), (10, "assess")];
    let mut met = BTreeSet::new();
    let mut random = Random(7);
    for _ in 0..SHEETS {
        let given = sheet(&mut random, 7, (0, 3));
        let interview = filled(&form, &given, "g", &FREQUENCY, 0, &[]);
        let closed = finished(&given);
        for (given, found) in [(&given, interview.now()), (&closed, interview.finish())] {
            let (least, most, known) = scale.range(given);
            let total = &found.scores[0];
            assert_eq!(total.total, known.then(|| least.to_string()), "{given:?}");
            assert_eq!(total.range, (!known).then(|| [least.to_string(), most.to_string()]), "{given:?}");
            let band = certain(&bands, (least, most));
            assert_eq!(total.band.as_deref(), band, "{given:?}");
            assert_eq!(total.band_sets[0].band.as_deref(), certain(&sensitive, (least, most)), "{given:?}");
            assert_eq!(found.outcome.row.as_deref(), certain(&rows, (least, most)), "{given:?}");
            met.insert((band, known));
        }
    }
    assert!(met.len() >= 9, "{met:?}");
}

#[test]
fn the_ten_items_agree_with_their_published_rules() {
    let form = instrument("k10");
    let scale = Scale { least: 1, most: 5, stands: |_, _| false };
    let practice = [(10, "well"), (20, "mild"), (25, "moderate"), (30, "severe")];
    let survey = [(10, "low"), (16, "moderate"), (22, "high"), (30, "very_high")];
    let mut met = BTreeSet::new();
    let mut random = Random(10);
    for _ in 0..SHEETS {
        let mut given = sheet(&mut random, 10, (1, 5));
        let mut skipped = Vec::new();
        for (gate, behind) in [(1, 2), (4, 5)] {
            if !matches!(given[gate], Weight(2..)) {
                // After "none of the time" the item weighs 1; while its gate is not known it may be asked or not.
                given[behind] = if given[gate] == Weight(1) { Weight(1) } else { Open };
                skipped.push(behind);
            }
        }
        let interview = filled(&form, &given, "k", &["none", "little", "some", "most", "all"], 1, &skipped);
        let closed = finished(&given);
        for (given, found) in [(&given, interview.now()), (&closed, interview.finish())] {
            let (least, most, known) = scale.range(given);
            let total = &found.scores[0];
            assert_eq!(total.total, known.then(|| least.to_string()), "{given:?}");
            assert_eq!(total.range, (!known).then(|| [least.to_string(), most.to_string()]), "{given:?}");
            let (one, other) = (certain(&practice, (least, most)), certain(&survey, (least, most)));
            let named: Vec<_> = total.band_sets.iter().map(|set| set.band.as_deref()).collect();
            assert_eq!((named, total.band.as_deref()), (vec![one, other], None), "{given:?}");
            assert_eq!(found.outcome.row.as_deref(), one, "{given:?}");
            met.insert((one, other, known));
        }
    }
    assert!(met.len() >= 14, "{met:?}");
}
