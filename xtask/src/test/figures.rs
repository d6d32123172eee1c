//! Figures that are counted, not timed, and compared with what was recorded.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::count::Count;
use crate::project::Project;

/// How far a figure may be from its record, in percent.
const TOLERANCE: u64 = 10;

/// Figures by name.
pub(super) type Figures = BTreeMap<String, u64>;

/// A committed file of figures, by kind of machine.
pub(super) struct Record {
    place: PathBuf,
    /// The part of the checks it belongs to.
    part: &'static str,
    /// The kind of machine these figures are of.
    machine: String,
    all: BTreeMap<String, Figures>,
}

impl Record {
    /// Reads `xtask/<part>.json`.
    pub(super) fn read(project: &Project, part: &'static str, machine: String) -> Result<Self> {
        let place = project.root.join("xtask").join(format!("{part}.json"));
        let all = match fs::read_to_string(&place) {
            Ok(text) => {
                serde_json::from_str(&text).with_context(|| format!("{} is not as expected", place.display()))?
            }
            Err(_) => BTreeMap::new(),
        };
        Ok(Self { place, part, machine, all })
    }

    /// Prints each figure beside its record and counts those that are near it; those of a kind of machine that has no
    /// record are left out. `rewrite` makes them the record.
    pub(super) fn compare(&mut self, now: &Figures, rewrite: bool) -> Result<Count> {
        if rewrite {
            self.all.insert(self.machine.clone(), now.clone());
            let text = serde_json::to_string_pretty(&self.all)?;
            fs::write(&self.place, text + "\n").with_context(|| format!("cannot write {}", self.place.display()))?;
        }
        let Some(before) = self.all.get(&self.machine) else {
            println!(
                "NOT COMPARED: xtask/{}.json has no figures of {}; `cargo xtask test --only {} --record` adds them",
                self.part, self.machine, self.part
            );
            return Ok(Count::not_run(now.len()));
        };
        println!("{:<28}{:>14}{:>14}{:>9}", self.machine, "now", "recorded", "change");
        let mut count = Count::default();
        for (name, figure) in now {
            let recorded = before.get(name).copied();
            let (shown, change) = match recorded {
                Some(recorded) => (recorded.to_string(), change(*figure, recorded)),
                None => ("none".to_owned(), String::new()),
            };
            println!("{name:<28}{figure:>14}{shown:>14}{change:>9}");
            count += self.check(name, *figure, recorded);
        }
        for gone in before.keys().filter(|name| !now.contains_key(*name)) {
            println!("FAILED {gone}: it is recorded and was not counted");
            count += Count::one(false);
        }
        Ok(count)
    }

    fn check(&self, name: &str, now: u64, recorded: Option<u64>) -> Count {
        let near = recorded.is_some_and(|recorded| is_near(now, recorded));
        if !near {
            println!(
                "FAILED {name}: not within {TOLERANCE} % of its record; if that is wanted, run `cargo xtask test --only {} --record`",
                self.part
            );
        }
        Count::one(near)
    }
}

fn is_near(now: u64, recorded: u64) -> bool {
    now.abs_diff(recorded) * 100 <= recorded * TOLERANCE
}

/// By how many percent a figure changed.
fn change(now: u64, recorded: u64) -> String {
    let tenths = now.abs_diff(recorded) * 1000 / recorded.max(1);
    format!("{}{}.{} %", if now < recorded { "-" } else { "+" }, tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_percent_is_near_and_more_is_not() {
        assert!(is_near(1100, 1000) && is_near(900, 1000) && is_near(1000, 1000) && is_near(0, 0));
        assert!(!is_near(1101, 1000) && !is_near(899, 1000) && !is_near(1, 0));
        assert_eq!(change(1100, 1000), "+10.0 %");
        assert_eq!(change(999, 1000), "-0.1 %");
    }

    #[test]
    fn a_figure_that_is_off_new_or_gone_fails() {
        let figures = |list: &[(&str, u64)]| list.iter().map(|(name, figure)| ((*name).to_owned(), *figure)).collect();
        let all = BTreeMap::from([("here".to_owned(), figures(&[("a", 100), ("b", 100), ("gone", 1)]))]);
        let mut record = Record { place: PathBuf::new(), part: "memory", machine: "here".to_owned(), all };
        let count = record.compare(&figures(&[("a", 105), ("b", 150), ("new", 1)]), false).unwrap();
        assert_eq!(count, Count { passed: 1, failed: 3, not_run: 0 });
        record.machine = "elsewhere".to_owned();
        assert_eq!(record.compare(&figures(&[("a", 1)]), false).unwrap(), Count::not_run(1));
    }
}
