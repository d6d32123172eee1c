//! The decision table and the outcomes the engine itself knows.

use super::Maker;
use super::names::Known;
use crate::definition::{self as authored, Action, FormDefinition, Text};
use crate::diagnostic::Code;
use crate::expression::{Atom, Cell, Condition};
use crate::form::{self, Row, Statement, TextId, Variant, VariantRow};

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
            maker.each("rows", rows, |maker, row| {
                left -= 1;
                maker.row(definition, known, row, left == 0)
            })
        })
    }

    fn row(&mut self, definition: &FormDefinition, known: &Known<'_>, row: &authored::Row, last: bool) -> Row {
        let when = self.when(&row.id, &row.class, row.when.as_ref(), definition, known, last);
        if *row.class == *NO_SIGN_NOW && row.may_stop {
            self.at("mayStop", |maker| maker.tell(Code::MayStop, &row.id));
        }
        Row {
            id: (*row.id).into(),
            class: (*row.class).into(),
            when,
            urgency: row.urgency,
            may_stop: row.may_stop,
            statement: self.statement(&row.id, &row.text, row.note.as_ref(), &row.actions),
        }
    }

    /// When a row holds, and whether it may stand where it does.
    fn when(
        &mut self,
        id: &str,
        class: &str,
        when: Option<&authored::Expression>,
        definition: &FormDefinition,
        known: &Known<'_>,
        last: bool,
    ) -> Option<Condition> {
        let made = when.and_then(|when| self.condition("when", when, known));
        match (when, last) {
            (Some(_), true) => self.tell(Code::LastRow, ""),
            (None, false) => self.tell(Code::RowUnreachable, id),
            _ => {}
        }
        if ENGINES.contains(&class) {
            self.at("class", |maker| maker.tell(Code::ReservedClass, class));
        }
        if class == NO_SIGN_NOW {
            if last {
                self.tell(Code::NoSignLast, "");
            }
            if definition.indicators.is_empty() {
                self.tell(Code::NoSignWithoutIndicators, "");
            }
            if made.as_ref().is_some_and(|when| !requires_no_indicator(when)) {
                self.tell(Code::NoSignUnearned, id);
            }
        }
        made
    }

    /// Other tables over the same findings.
    pub(super) fn variants(&mut self, definition: &FormDefinition, known: &Known<'_>) -> Vec<Variant> {
        let outcomes = &definition.outcomes;
        let named = outcomes.variant.as_ref();
        if !outcomes.variants.is_empty() && named.is_none_or(|name| outcomes.variants.get(name).is_some()) {
            self.at("outcomes", |maker| maker.tell(Code::VariantName, named.map_or("", |name| name)));
        }
        self.at("outcomes", |maker| {
            maker.at("variants", |maker| {
                let variant = |(name, rows): (&str, &Vec<authored::VariantRow>)| Variant {
                    name: name.into(),
                    rows: maker.variant(name, rows, definition, known),
                };
                outcomes.variants.iter().map(variant).collect()
            })
        })
    }

    pub(super) fn child_path(&mut self, definition: &FormDefinition, known: &Known<'_>) -> Option<Condition> {
        let text = definition.outcomes.child_path.as_ref()?;
        self.at("outcomes", |maker| maker.condition("childPath", text, known))
    }

    fn variant(
        &mut self,
        name: &str,
        rows: &[authored::VariantRow],
        definition: &FormDefinition,
        known: &Known<'_>,
    ) -> Vec<VariantRow> {
        self.unique(name, Code::DuplicateId, rows.iter().map(|row| &*row.id));
        if rows.is_empty() {
            self.at(name, |maker| maker.tell(Code::LastRow, ""));
        }
        let mut left = rows.len();
        self.each(name, rows, |maker, row| {
            left -= 1;
            let when = maker.when(&row.id, &row.class, row.when.as_ref(), definition, known, left == 0);
            VariantRow { id: (*row.id).into(), class: (*row.class).into(), when }
        })
    }

    /// An outcome no row gives: too much unknown, or a refusal to talk.
    pub(super) fn engine_outcome(&mut self, id: &str, statement: &authored::Statement) -> Statement {
        self.at("outcomes", |maker| {
            maker.at(id, |maker| maker.statement(id, &statement.text, statement.note.as_ref(), &statement.actions))
        })
    }

    fn statement(&mut self, id: &str, text: &Text, note: Option<&Text>, actions: &[Action]) -> Statement {
        let prefix = ["outcomes.", id, "."].concat();
        let mut place = 0;
        let actions = self.each("actions", actions, |maker, action| {
            let key = [&*prefix, "actions.", &place.to_string()].concat();
            place += 1;
            form::Action {
                text: maker.text(&key, action.text()),
                urgency: action.urgency(),
                services: maker.services(action.services()),
            }
        });
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
        Condition::If(parts) => {
            let [test, yes, no] = &**parts;
            requires_no_indicator(no) && (requires_no_indicator(yes) || requires_no_indicator(test))
        }
    }
}
