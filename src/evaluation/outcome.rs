//! The decision table (semantics 20, 21, 24): rows in order, the refusal to talk before them; who looks at a conclusion.

use super::condition::Reader;
use super::state::{Reading, State};
use crate::expression::Condition;
use crate::form::{Form, Statement};
use crate::value::{Conclusion, Consent, Date, Truth, Urgency};

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
}

impl State {
    /// Whether a second person has to look at a conclusion (semantics 25): where it sees fewer signs than the outcome, and
    /// at any, or none, where the person is or may be a child.
    ///
    /// ```
    /// use nrm_screening::{FormDefinition, compile, evaluation::{Entry, evaluate}, value::{Conclusion, Date}};
    /// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
    /// let form = compile(&form).unwrap();
    /// let today = Date::parse("2026-11-02").unwrap();
    /// let nothing = evaluate(&form, &vec![Entry::default(); form.items.len()], today);
    /// assert!(nothing.needs_second_review(Some(Conclusion::FewerSigns)));
    /// ```
    pub fn needs_second_review(&self, conclusion: Option<Conclusion>) -> bool {
        conclusion == Some(Conclusion::FewerSigns) || self.child_path != Truth::False
    }
}

/// Whether the person refused to talk; a silence leaves it unknown.
fn refused(form: &Form, state: &State) -> Truth {
    let Some((place, talk)) = form.talk.and_then(|place| Some((place, form.item(place)?))) else {
        return Truth::False;
    };
    match state.reading(place) {
        Reading::Choice { choice, .. } => Truth::known(talk.is_consent(*choice, Consent::Refused)),
        _ => Truth::Unknown,
    }
}

/// Evaluates the deciding table and its variants.
pub(super) fn tables(form: &Form, state: &mut State, today: Date) {
    let reader = Reader::new(form, state, today);
    let truth = |when: &Option<Condition>| when.as_ref().map_or(Truth::True, |when| reader.truth(when));
    let refused = refused(form, state);
    let rows: Vec<_> = form.rows.iter().map(|row| truth(&row.when)).collect();
    let lines =
        form.rows.iter().map(|row| Line { class: &row.class, urgency: row.urgency, conditional: row.when.is_some() });
    let outcome = decide(&lines.collect::<Vec<_>>(), &rows, refused);
    let mut variants = Vec::new();
    for variant in &form.variants {
        let rows: Vec<_> = variant.rows.iter().map(|row| truth(&row.when)).collect();
        let lines = variant.rows.iter().map(|row| Line {
            class: &row.class,
            urgency: Urgency::Routine,
            conditional: row.when.is_some(),
        });
        let outcome = decide(&lines.collect::<Vec<_>>(), &rows, refused);
        variants.push((rows, outcome));
    }
    let child_path = form.child_path.as_ref().map_or(Truth::False, |path| reader.truth(path));
    (state.rows, state.outcome, state.variants, state.child_path) = (rows, outcome, variants, child_path);
}

/// What a table says of a row.
struct Line<'f> {
    class: &'f str,
    urgency: Urgency,
    conditional: bool,
}

/// The first row that is true after only false ones; of rows that may be, their class if it is one.
fn decide(lines: &[Line<'_>], rows: &[Truth], refused: Truth) -> Outcome {
    let line = |row: &TableRow| match row {
        TableRow::Refused => Some(&Line { class: "couldNotBeDone", urgency: Urgency::Routine, conditional: true }),
        TableRow::Authored(place) => lines.get(usize::from(*place)),
    };
    let class = |row: &TableRow| line(row).map_or("", |line| line.class);
    let authored = (0..).zip(rows).map(|(place, truth)| (TableRow::Authored(place), *truth));
    let rows: Vec<_> = [(TableRow::Refused, refused)].into_iter().chain(authored).collect();
    let holds: Vec<_> = rows.iter().filter(|(_, truth)| *truth == Truth::True).map(|(row, _)| *row).collect();

    // A refusal is as urgent as the most urgent row that holds.
    let authored = |row: &TableRow| line(row).map_or(Urgency::Routine, |line| line.urgency);
    let met = holds.iter().map(authored).max().unwrap_or(Urgency::Routine);
    let urgency = |row: &TableRow| if *row == TableRow::Refused { met } else { authored(row) };
    let highest = |rows: &[TableRow]| rows.iter().map(urgency).max().unwrap_or(Urgency::Routine);

    // The first row that is not false, and those after it up to the first true one.
    let mut candidates = Vec::new();
    for (row, truth) in rows.iter().filter(|(_, truth)| *truth != Truth::False) {
        candidates.push(*row);
        if *truth == Truth::True {
            break;
        }
    }
    let (decision, could_be, urgency) = match *candidates {
        [row] if holds.contains(&row) => (Decision::Row(row), Vec::new(), urgency(&row)),
        [.., last] if candidates.iter().all(|row| class(row) == class(&last)) => {
            let urgency = highest(&candidates);
            (Decision::Row(last), candidates, urgency)
        }
        _ => {
            let urgency = highest(&candidates);
            (Decision::Indeterminate, candidates, urgency)
        }
    };
    let conditional = |row: &TableRow| line(row).is_some_and(|line| line.conditional);
    let also_met = holds.into_iter().filter(|row| conditional(row) && decision != Decision::Row(*row)).collect();
    Outcome { decision, could_be, also_met, urgency }
}
