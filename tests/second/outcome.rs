//! The decision table.

use super::form::{condition, id, text};
use super::sheet::{Place, Sheet};
use super::values::Truth;
use serde_json::Value;
use std::collections::BTreeSet;

const URGENCIES: [&str; 4] = ["routine", "soon", "urgent", "immediate"];
/// The row and the class of a refusal to talk.
pub const REFUSED: &str = "couldNotBeDone";

/// What a table comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub class: String,
    /// The row whose texts are shown.
    pub row: Option<String>,
    pub could_be: Vec<String>,
    pub also_met: Vec<String>,
    pub urgency: &'static str,
}

/// One row, evaluated.
#[derive(Debug)]
struct Row {
    id: String,
    class: String,
    urgency: usize,
    has_when: bool,
    truth: Truth,
}

impl Sheet<'_> {
    fn evaluated(&self, rows: &[Value]) -> Vec<Row> {
        let refused = self.form.talk.as_ref().map(|_| Row {
            id: REFUSED.to_owned(),
            class: REFUSED.to_owned(),
            urgency: 0,
            has_when: true,
            truth: self.talk().map_or(Truth::Unknown, |talk| Truth::known(talk == "refused")),
        });
        let written = rows.iter().map(|row| Row {
            id: id(row),
            class: text(row, "class").expect("a class").to_owned(),
            urgency: text(row, "urgency")
                .map_or(0, |word| URGENCIES.iter().position(|known| *known == word).expect("an urgency")),
            has_when: row.get("when").is_some(),
            truth: condition(row, "when").map_or(Truth::True, |when| self.condition(&when, true, &Place::default())),
        });
        refused.into_iter().chain(written).collect()
    }

    /// The truth of every row.
    pub fn row_truths(&self, rows: &[Value]) -> Vec<(String, Truth)> {
        self.evaluated(rows).into_iter().map(|row| (row.id, row.truth)).collect()
    }

    /// The first true row after only false ones, or what it could be.
    pub fn outcome(&self, rows: &[Value]) -> Outcome {
        let mut rows = self.evaluated(rows);
        if rows[0].id == REFUSED {
            rows[0].urgency =
                rows.iter().filter(|row| row.truth == Truth::True).map(|row| row.urgency).max().unwrap_or(0);
        }
        let first_true = rows.iter().position(|row| row.truth == Truth::True).expect("the last row always holds");
        let possible: Vec<&Row> = rows[..=first_true].iter().filter(|row| row.truth != Truth::False).collect();
        let classes: BTreeSet<&str> = possible.iter().map(|row| row.class.as_str()).collect();
        let last = *possible.last().expect("at least the true one");
        let decides = (classes.len() == 1).then_some(last);
        let met = rows.iter().filter(|row| row.has_when && row.truth == Truth::True);
        Outcome {
            class: decides.map_or("indeterminate", |row| &row.class).to_owned(),
            row: decides.map(|row| row.id.clone()),
            could_be: if possible.len() > 1 { possible.iter().map(|row| row.id.clone()).collect() } else { Vec::new() },
            also_met: met
                .filter(|row| decides.is_none_or(|decides| decides.id != row.id))
                .map(|row| row.id.clone())
                .collect(),
            urgency: URGENCIES[possible.iter().map(|row| row.urgency).max().expect("one")],
        }
    }
}
