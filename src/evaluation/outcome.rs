//! The decision table (semantics 20, 21, 24): rows in order, the refusal to talk before them.

use super::state::{ItemState, State};
use crate::compile::{Form, Statement};
use crate::value::{Consent, Truth, Urgency};

/// A row of the table as it is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableRow {
    /// The person refused to talk; stands before every other.
    Refused,
    /// The row at this place of the form.
    Authored(u16),
}

/// What decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A row.
    Row(TableRow),
    /// Nothing yet: too much is unknown.
    Indeterminate,
}

/// What the table gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What decided.
    pub decision: Decision,
    /// The rows it could be, where an unknown one came first.
    pub could_be: Vec<TableRow>,
    /// Rows with a condition that hold too and did not decide.
    pub also_met: Vec<TableRow>,
    /// How soon something has to be done.
    pub urgency: Urgency,
}

impl Outcome {
    /// Whether the outcome is definite: what is still open cannot change its class.
    pub fn is_settled(&self) -> bool {
        self.decision != Decision::Indeterminate
    }
}

impl Form {
    /// The class a decision gives.
    pub fn class(&self, decision: Decision) -> &str {
        match decision {
            Decision::Indeterminate => "indeterminate",
            Decision::Row(row) => self.class_of(row),
        }
    }

    fn class_of(&self, row: TableRow) -> &str {
        match row {
            TableRow::Refused => "couldNotBeDone",
            TableRow::Authored(place) => self.rows.get(usize::from(place)).map_or("", |row| &row.class),
        }
    }

    /// The id of a row.
    pub fn row_id(&self, row: TableRow) -> &str {
        match row {
            TableRow::Refused => "couldNotBeDone",
            TableRow::Authored(place) => self.rows.get(usize::from(place)).map_or("", |row| &row.id),
        }
    }

    /// The texts of a decision.
    pub fn statement(&self, decision: Decision) -> &Statement {
        match decision {
            Decision::Indeterminate => &self.indeterminate,
            Decision::Row(TableRow::Refused) => &self.could_not_be_done,
            Decision::Row(TableRow::Authored(place)) => {
                self.rows.get(usize::from(place)).map_or(&self.indeterminate, |row| &row.statement)
            }
        }
    }

    fn urgency_of(&self, row: TableRow) -> Urgency {
        match row {
            TableRow::Refused => Urgency::Routine,
            TableRow::Authored(place) => self.rows.get(usize::from(place)).map_or(Urgency::Routine, |row| row.urgency),
        }
    }
}

/// Whether the person refused to talk; a silence leaves it unknown.
fn refused(form: &Form, state: &State) -> Truth {
    let Some((place, talk)) = form.talk.and_then(|place| Some((place, form.item(place)?))) else {
        return Truth::False;
    };
    match state.item(place) {
        ItemState::Answered(choice) => Truth::known(talk.is_consent(choice, Consent::Refused)),
        _ => Truth::Unknown,
    }
}

pub(super) fn outcome(form: &Form, state: &State) -> Outcome {
    let authored = (0..).zip(&state.rows).map(|(place, truth)| (TableRow::Authored(place), *truth));
    let rows: Vec<_> = [(TableRow::Refused, refused(form, state))].into_iter().chain(authored).collect();
    let highest = |rows: &[TableRow]| rows.iter().map(|row| form.urgency_of(*row)).max().unwrap_or(Urgency::Routine);
    let holds: Vec<_> = rows.iter().filter(|(_, truth)| *truth == Truth::True).map(|(row, _)| *row).collect();

    // The first row that is not false, and those after it up to the first true one.
    let mut candidates = Vec::new();
    for (row, truth) in rows.iter().filter(|(_, truth)| *truth != Truth::False) {
        candidates.push(*row);
        if *truth == Truth::True {
            break;
        }
    }
    let (decision, could_be, urgency) = match *candidates {
        [TableRow::Refused] => (Decision::Row(TableRow::Refused), Vec::new(), highest(&holds)),
        [row] if holds.contains(&row) => (Decision::Row(row), Vec::new(), form.urgency_of(row)),
        [.., last] if candidates.iter().all(|row| form.class_of(*row) == form.class_of(last)) => {
            let urgency = highest(&candidates);
            (Decision::Row(last), candidates, urgency)
        }
        _ => {
            let urgency = highest(&candidates);
            (Decision::Indeterminate, candidates, urgency)
        }
    };
    let conditional = |row: &TableRow| match row {
        TableRow::Refused => true,
        TableRow::Authored(place) => form.rows.get(usize::from(*place)).is_some_and(|row| row.when.is_some()),
    };
    let also_met = holds.into_iter().filter(|row| conditional(row) && decision != Decision::Row(*row)).collect();
    Outcome { decision, could_be, also_met, urgency }
}
