//! What is told of cells, and where the values of a form come from.

use super::super::finding::{Finding, quoted};
use super::book::{Place, Sheet};
use super::own::decoded;
use crate::definition::shape::Field;
use crate::json::{Json, Kind};

/// What is told of a workbook while it is read.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Every cell that something was made of; a value's `at` is the number of its cell, from 1.
    pub(super) places: Vec<Place>,
    pub(super) found: Vec<Finding>,
    /// Whether what has no place here is left out.
    pub(super) leave_out: bool,
}

impl Told {
    /// The number of a cell.
    pub(super) fn at(&mut self, sheet: &Sheet, row: usize, column: usize) -> usize {
        self.places.push(Place::of(sheet, row, column));
        self.places.len()
    }

    /// Tells what is wrong with a cell.
    pub(super) fn wrong(&mut self, code: &'static str, at: usize, message: &str, help: impl Into<String>) {
        let finding = self.finding(code, at, message, help);
        self.found.push(finding);
    }

    /// Tells of a cell that has no place here and may be left out, where that is asked for.
    pub(super) fn left_out(&mut self, at: usize, message: &str, help: &str) {
        if self.leave_out {
            return self.warn("left-out", at, &format!("{message}: it is left out"), help);
        }
        self.wrong("not-supported", at, message, format!("{help}, or leave it out with --leave-out"));
    }

    pub(super) fn warn(&mut self, code: &'static str, at: usize, message: &str, help: impl Into<String>) {
        let finding = self.finding(code, at, message, help).warning();
        self.found.push(finding);
    }

    fn finding(&self, code: &'static str, at: usize, message: &str, help: impl Into<String>) -> Finding {
        match at.checked_sub(1).and_then(|place| self.places.get(place)) {
            Some(place) => of_cell(place, Finding::error(code, "", message.into(), help)),
            None => Finding::error(code, "", message.into(), help),
        }
    }

    /// What a cell says for a key; tells where it says something else, or there is no such key.
    pub(super) fn value(&mut self, known: Option<&'static Field>, key: &str, cell: &str, at: usize) -> Option<Json> {
        let Some(known) = known else {
            let message = format!("there is no key {}", quoted(key));
            self.wrong("unknown-column", at, &message, "correct the head of the column");
            return None;
        };
        let made = decoded(&(known.shape)(), cell, at);
        made.map_err(|wanted| self.wrong("wrong-cell", at, &format!("this has to be {wanted}"), "correct the cell"))
            .ok()
    }

    /// What the checks of a form found, told of the cells that it was made of.
    pub(super) fn take(&mut self, form: &Json, findings: Vec<Finding>) {
        for finding in findings {
            let at = deepest(form, &finding.pointer);
            let place = at.checked_sub(1).and_then(|place| self.places.get(place)).cloned();
            self.found.push(match place {
                Some(place) => of_cell(&place, finding),
                None => finding,
            });
        }
    }
}

/// A finding with the sheet, the row and the column that it is about.
pub(super) fn of_cell(place: &Place, finding: Finding) -> Finding {
    let head = if place.head.is_empty() { String::new() } else { format!(" {}", quoted(&place.head)) };
    let place_of = format!("sheet {}, row {}, column{head} ({})", quoted(&place.sheet), place.row + 1, place.name());
    let message = format!("{place_of}: {}", finding.message);
    Finding { message, pointer: format!("{}!{}", place.sheet, place.name()), at: None, ..finding }
}

/// The cell of the deepest value on the way to a place that came from one.
fn deepest(form: &Json, pointer: &str) -> usize {
    let (mut json, mut at) = (form, form.at);
    for step in pointer.split('/').skip(1) {
        let next = match &json.kind {
            Kind::List(list) => step.parse().ok().and_then(|place: usize| list.get(place)),
            _ => json.get(step),
        };
        let Some(next) = next else { break };
        json = next;
        at = if json.at > 0 { json.at } else { at };
    }
    at
}
