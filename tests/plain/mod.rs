//! A plain scorer of sheets whose items have the same weights, written from the papers and not from the engine, and
//! sheets filled at random.

use crate::common::Interview;
use nrm_screening::Form;
use nrm_screening::value::Truth;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Numbers that look random and are the same in every run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// What an item got, as its weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Given {
    Open,
    Silent,
    Weight(i32),
}
pub use Given::{Open, Silent, Weight};

/// A scale as its paper describes it: items of the same weights, and how many answered and silent ones make a total.
pub struct Scale {
    pub least: i32,
    pub most: i32,
    pub stands: fn(answered: i32, silent: i32) -> bool,
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
    pub fn range(&self, sheet: &[Given]) -> (i32, i32, bool) {
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
pub fn reached<T: Copy>(from: &[(i32, T)], total: i32) -> T {
    from.iter().rev().find(|(least, _)| *least <= total).expect("the first is the least").1
}

/// The one thing that all totals between two have in common, if there is one.
pub fn certain<T: Copy + PartialEq>(from: &[(i32, T)], (least, most): (i32, i32)) -> Option<T> {
    let first = reached(from, least);
    (least..=most).all(|total| reached(from, total) == first).then_some(first)
}

/// Three values: what is known, and `None`.
pub fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

pub fn truth(known: Option<bool>) -> Truth {
    known.map_or(Truth::Unknown, Truth::known)
}

/// A sheet filled at random: mostly complete, sometimes with many silences or much left open.
pub fn sheet(random: &mut Random, items: usize, (least, most): (i32, i32)) -> Vec<Given> {
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
pub fn filled(
    form: &Arc<Form>,
    sheet: &[Given],
    item: &str,
    codes: &[&str],
    least: i32,
    skipped: &[usize],
) -> Interview {
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

pub const FREQUENCY: [&str; 4] = ["never", "some_days", "most_days", "all_days"];
pub const SHEETS: usize = 1500;

/// Every silence that finishing makes of what is open.
pub fn finished(sheet: &[Given]) -> Vec<Given> {
    sheet.iter().map(|given| if *given == Open { Silent } else { *given }).collect()
}
