//! The decision table and the outcomes the engine itself knows.

use super::Maker;
use super::form::{Row, Statement, TextId};
use super::names::Known;
use crate::definition::{self as authored, Action, FormDefinition, Text};
use crate::diagnostic::Code;
use crate::expression::{Atom, Cell, Condition};

/// The class that has to be earned.
const NO_SIGN_NOW: &str = "noSignNow";
/// Classes only the engine gives.
const ENGINES: [&str; 2] = ["indeterminate", "couldNotBeDone"];

impl Maker {
    pub(super) fn rows(&mut self, definition: &FormDefinition, known: &Known<'_>) -> Vec<Row> {
        let rows = &definition.outcomes.rows;
        self.at("outcomes", |maker| {
            maker.unique("rows", Code::DuplicateId, rows.iter().map(|row| &*row.id));
            if rows.is_empty() {
                maker.at("rows", |maker| maker.tell(Code::LastRow, ""));
            }
            let mut left = rows.len();
            let made = maker.each("rows", rows, |maker, row| {
                left -= 1;
                maker.row(definition, known, row, left == 0)
            });
            made.into_iter().flatten().collect()
        })
    }

    fn row(&mut self, definition: &FormDefinition, known: &Known<'_>, row: &authored::Row, last: bool) -> Option<Row> {
        let when = row.when.as_ref().map(|when| self.condition("when", when, known));
        match (&when, last) {
            (Some(_), true) => self.tell(Code::LastRow, ""),
            (None, false) => self.tell(Code::RowUnreachable, &row.id),
            _ => {}
        }
        if ENGINES.contains(&&*row.class) {
            self.at("class", |maker| maker.tell(Code::ReservedClass, &row.class));
        }
        if *row.class == *NO_SIGN_NOW {
            if last {
                self.tell(Code::NoSignLast, "");
            }
            if definition.indicators.is_empty() {
                self.tell(Code::NoSignWithoutIndicators, "");
            }
            if matches!(&when, Some(Some(when)) if !requires_no_indicator(when)) {
                self.tell(Code::NoSignUnearned, &row.id);
            }
            if row.may_stop {
                self.at("mayStop", |maker| maker.tell(Code::MayStop, &row.id));
            }
        }
        let statement = self.statement(&row.id, &row.text, row.note.as_ref(), &row.actions);
        let when = match when {
            Some(when) => Some(when?),
            None => None,
        };
        Some(Row {
            id: (*row.id).into(),
            class: (*row.class).into(),
            when,
            urgency: row.urgency,
            may_stop: row.may_stop,
            statement,
        })
    }

    /// An outcome no row gives: too much unknown, or a refusal to talk.
    pub(super) fn engine_outcome(&mut self, id: &str, statement: &authored::Statement) -> Statement {
        self.statement(id, &statement.text, statement.note.as_ref(), &statement.actions)
    }

    fn statement(&mut self, id: &str, text: &Text, note: Option<&Text>, actions: &[Action]) -> Statement {
        let prefix = ["outcomes.", id, "."].concat();
        let action = |(place, action): (usize, &Action)| {
            let key = [&*prefix, "actions.", &place.to_string()].concat();
            (self.texts.add(&key, action.text()), action.urgency())
        };
        let actions = actions.iter().enumerate().map(action).collect();
        Statement {
            text: self.text(&[&prefix, "text"].concat(), text),
            note: note.map(|note| self.text(&[&prefix, "note"].concat(), note)),
            actions,
        }
    }

    /// The words of the case file, by class.
    pub(super) fn terms(&mut self, definition: &FormDefinition) -> Vec<(Box<str>, TextId)> {
        let term = |(class, term): (&str, &Text)| {
            (Box::from(class), self.texts.add(&["outcomes.terms.", class].concat(), term))
        };
        definition.outcomes.terms.iter().map(term).collect()
    }
}

/// Whether a condition can only be true where `noIndicator` is.
fn requires_no_indicator(condition: &Condition) -> bool {
    match condition {
        Condition::All(list) => list.iter().any(requires_no_indicator),
        Condition::Any(list) => list.iter().all(requires_no_indicator),
        Condition::Atom { atom, negated } => *atom == Atom::Cell(Cell::NoIndicator) && !negated,
    }
}
