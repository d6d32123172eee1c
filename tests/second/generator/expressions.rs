//! Random conditions over what is known, none of them true or false whatever is answered.

use super::super::hits::hit;
use super::{Known, Maker, Thing};
use std::collections::BTreeSet;

/// The name of a row in the bodies that are made.
pub const ROW: &str = "k";

impl Maker {
    /// A condition, if there is anything to name.
    pub fn condition(&mut self, depth: u8) -> Option<String> {
        let mut used = BTreeSet::new();
        self.compound(depth, &mut used)
    }

    /// Several atoms joined; each names something the others do not.
    pub fn compound(&mut self, depth: u8, used: &mut BTreeSet<String>) -> Option<String> {
        if depth == 0 || self.chance(40) {
            return self.atom(used);
        }
        let left = self.compound(depth - 1, used)?;
        let Some(right) = self.compound(depth - 1, used) else { return Some(left) };
        Some(match self.random.u8(0..10) {
            0..=3 => format!("({left}) && ({right})"),
            4..=7 => format!("({left}) || ({right})"),
            8 => format!("!(({left}) && ({right}))"),
            _ => match self.atom(used) {
                Some(test) => format!("({test}) ? ({left}) : ({right})"),
                None => left,
            },
        })
    }

    /// One atom on something not used yet.
    pub fn atom(&mut self, used: &mut BTreeSet<String>) -> Option<String> {
        for _ in 0..6 {
            if self.known.is_empty() {
                return None;
            }
            let known = self.known.clone();
            // What nothing has read yet comes first, so that little is left over.
            let fresh: Vec<Known> = known.iter().filter(|known| !self.read.contains(&known.name)).cloned().collect();
            let known = if !fresh.is_empty() && self.chance(50) { self.pick(&fresh) } else { self.pick(&known) };
            if used.contains(&known.name) {
                continue;
            }
            if let Some(atom) = self.atom_on(&known, used) {
                used.insert(known.name.clone());
                self.read.insert(known.name.clone());
                return Some(if self.chance(15) { format!("!({atom})") } else { atom });
            }
        }
        None
    }

    pub fn atom_on(&mut self, known: &Known, used: &mut BTreeSet<String>) -> Option<String> {
        let name = &known.name;
        if !known.reasons.is_empty() && !matches!(known.thing, Thing::Repeat { .. }) {
            let percent = if matches!(known.thing, Thing::Words) { 100 } else { 15 };
            if self.chance(percent) {
                let function = if self.chance(35) { "answered" } else { self.pick(&known.reasons) };
                return Some(format!("{function}({name})"));
            }
        }
        match &known.thing {
            Thing::Single { yes_no: true, .. } if self.chance(40) => Some(name.clone()),
            Thing::Single { codes, .. } => {
                let code = self.pick(codes);
                let others: Vec<String> = codes.iter().filter(|other| **other != code).cloned().collect();
                Some(match self.random.u8(0..4) {
                    0 => format!("{name} != '{code}'"),
                    1 if codes.len() > 2 => format!("{name} in ['{code}', '{}']", self.pick(&others)),
                    _ => format!("{name} == '{code}'"),
                })
            }
            Thing::Multiple { codes, .. } => Some(format!("'{}' in {name}", self.pick(codes))),
            Thing::Date => Some(self.date_atom(name, used)),
            Thing::Condition => Some(name.clone()),
            Thing::Words => None,
            Thing::Score { bands, sets, .. } if self.chance(50) => {
                let set = (!sets.is_empty() && self.chance(50)).then(|| sets.iter().next().expect("a set"));
                let (suffix, bands) = set.map_or((String::new(), bands), |(set, bands)| (format!(".{set}"), bands));
                if bands.len() < 2 {
                    return None;
                }
                let id = name.strip_prefix("scores.").expect("a score");
                let band = self.pick(bands);
                Some(match self.random.u8(0..3) {
                    0 => format!("bands.{id}{suffix} != '{band}'"),
                    1 if bands.len() > 2 => {
                        let others: Vec<String> = bands.iter().filter(|other| **other != band).cloned().collect();
                        format!("bands.{id}{suffix} in ['{band}', '{}']", self.pick(&others))
                    }
                    _ => format!("bands.{id}{suffix} == '{band}'"),
                })
            }
            Thing::Repeat { rows } if self.chance(45) => {
                let what = self.pick(&["exists", "exists", "all"]);
                let rows = rows.clone();
                let body = self.body_condition(name, &rows, used)?;
                Some(format!("{name}.{what}({ROW}, {body})"))
            }
            Thing::Number { .. } | Thing::Free { .. } | Thing::Score { .. } | Thing::Repeat { .. } => {
                self.number_atom(known, used)
            }
        }
    }

    fn date_atom(&mut self, name: &str, used: &mut BTreeSet<String>) -> String {
        let another =
            |known: &&Known| matches!(known.thing, Thing::Date) && known.name != name && !used.contains(&known.name);
        let others: Vec<Known> = self.known.iter().filter(another).cloned().collect();
        if !others.is_empty() && self.chance(60) {
            let other = self.pick(&others).name;
            self.read.insert(other.clone());
            used.insert(other.clone());
            if self.chance(50) {
                hit("made: a date beside a date");
                let operator = self.pick(&["<", "<=", "==", "!=", ">", ">="]);
                return format!("{name} {operator} {other}");
            }
            hit("made: years between two dates");
            let (operator, years) = (self.pick(&["<", ">=", "==", ">"]), self.pick(&["-1", "0", "1", "8"]));
            return format!("yearsBetween({name}, {other}) {operator} {years}");
        }
        match self.random.u8(0..6) {
            0 => format!("{name} < date('2008-09-01')"),
            1 => format!("{name} >= date('2000-06-15')"),
            2 => format!("{name} == date('2001-05-14')"),
            3 => format!("date('1998-01-01') <= {name}"),
            4 => format!("{name} != date('2007-12-31')"),
            _ => {
                let (operator, years) = (self.pick(&["<", ">=", "==", ">"]), self.pick(&[12, 18, 21]));
                format!("yearsBetween({name}, today) {operator} {years}")
            }
        }
    }

    /// A condition on a row of a list, now and then with something from outside.
    pub fn body_condition(&mut self, repeat: &str, rows: &[Known], used: &mut BTreeSet<String>) -> Option<String> {
        let named: Vec<Known> = rows
            .iter()
            .map(|known| {
                self.read.insert(known.name.clone());
                Known { name: format!("{ROW}.{}", known.name), ..known.clone() }
            })
            .collect();
        let outside = std::mem::replace(&mut self.known, named);
        let body = self.compound(1, &mut BTreeSet::new());
        self.known = outside;
        let body = body?;
        if self.chance(20) {
            let kept = self.known.clone();
            self.known.retain(|known| !matches!(known.thing, Thing::Repeat { .. }) && !used.contains(&known.name));
            used.insert(repeat.to_owned());
            let other = self.atom(used);
            self.known = kept;
            if let Some(other) = other {
                let joint = self.pick(&["&&", "||"]);
                return Some(format!("({body}) {joint} ({other})"));
            }
        }
        Some(body)
    }
}
