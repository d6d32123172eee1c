//! Syntax tree to typed condition: every name and code is found, every negation is driven down to the atoms.

use super::parse::parse;
use super::program::{Atom, Cell, Compare, Condition, Test};
use super::syntax::{Operator, Syntax};
use crate::diagnostic::{Code, Diagnostics};
use crate::json::Pointer;
use crate::number::Ratio;
use crate::value::Reason;

/// What names mean in a form.
pub trait Names {
    /// The item of that id, if it can be answered.
    fn item(&self, id: &str) -> Option<u16>;
    /// The place of a code among an item's choices.
    fn choice(&self, item: u16, code: &str) -> Option<u16>;
    /// The place of `yes`, if the item's codes are exactly `yes` and `no`.
    fn yes(&self, item: u16) -> Option<u16>;
    /// The cell behind `indicators.`, `dimensions.` or `alerts.`.
    fn cell(&self, group: &str, id: &str) -> Option<Cell>;
    /// The score of that id.
    fn score(&self, id: &str) -> Option<u16>;
    /// The place of a band of a score.
    fn band(&self, score: u16, id: &str) -> Option<u16>;
}

/// Reads and types a condition; `None` after telling what is wrong with it.
pub fn condition(text: &str, names: &dyn Names, pointer: &Pointer, found: &mut Diagnostics) -> Option<Condition> {
    match parse(text) {
        Ok(syntax) => Typing { names, pointer, found }.condition(&syntax, false),
        Err((code, near)) => {
            found.tell(code, pointer, &near);
            None
        }
    }
}

struct Typing<'a> {
    names: &'a dyn Names,
    pointer: &'a Pointer,
    found: &'a mut Diagnostics,
}

/// What stands on the left of a comparison.
enum Operand {
    Item(u16),
    Score(u16),
    Bands(u16),
}

impl Typing<'_> {
    fn tell<T>(&mut self, code: Code, subject: &str) -> Option<T> {
        self.found.tell(code, self.pointer, subject);
        None
    }

    fn condition(&mut self, syntax: &Syntax<'_>, negated: bool) -> Option<Condition> {
        let atom = match syntax {
            Syntax::Not(inner) => return self.condition(inner, !negated),
            Syntax::Two(operator @ (Operator::And | Operator::Or), sides) => {
                let [left, right] = &**sides;
                let (left, right) = (self.condition(left, negated), self.condition(right, negated));
                let both = (*operator == Operator::And) != negated;
                let list = vec![left?, right?];
                return Some(if both { Condition::All(list) } else { Condition::Any(list) });
            }
            Syntax::Two(operator, sides) => {
                let [left, right] = &**sides;
                return self.comparison(*operator, left, right, negated);
            }
            Syntax::Call(name, list) => self.function(name, list)?,
            Syntax::Name(name) => self.bare(name)?,
            Syntax::Text(text) | Syntax::Number(text) => return self.tell(Code::ExpressionType, text),
            Syntax::List(_) => return self.tell(Code::ExpressionType, "[…]"),
        };
        Some(Condition::Atom { atom, negated })
    }

    /// A name that stands alone.
    fn bare(&mut self, name: &str) -> Option<Atom> {
        if name == "noIndicator" {
            return Some(Atom::Cell(Cell::NoIndicator));
        }
        if matches!(name, "true" | "false") {
            return self.tell(Code::Constant, name);
        }
        if let Some((group @ ("indicators" | "dimensions" | "alerts"), id)) = name.split_once('.') {
            return match self.names.cell(group, id) {
                Some(cell) => Some(Atom::Cell(cell)),
                None => self.tell(Code::UnknownName, name),
            };
        }
        let Operand::Item(item) = self.operand(name)? else { return self.tell(Code::ExpressionType, name) };
        match self.names.yes(item) {
            Some(yes) => Some(Atom::Choice { item, choices: vec![yes] }),
            None => self.tell(Code::ExpressionType, name),
        }
    }

    /// `answered(x)` and the reasons.
    fn function(&mut self, name: &str, list: &[Syntax<'_>]) -> Option<Atom> {
        let test = match Reason::of(name) {
            Some(reason) => Test::Missing(reason),
            None if name == "answered" => Test::Answered,
            None => return self.tell(Code::ExpressionUnsupported, name),
        };
        let [Syntax::Name(id)] = list else { return self.tell(Code::ExpressionSyntax, name) };
        match self.names.item(id) {
            Some(item) => Some(Atom::State { item, test }),
            None => self.tell(Code::UnknownName, id),
        }
    }

    fn operand(&mut self, name: &str) -> Option<Operand> {
        let operand = match name.split_once('.') {
            Some(("scores", id)) => self.names.score(id).map(Operand::Score),
            Some(("bands", id)) => self.names.score(id).map(Operand::Bands),
            Some(_) => None,
            None => self.names.item(name).map(Operand::Item),
        };
        if operand.is_none() {
            self.found.tell(Code::UnknownName, self.pointer, name);
        }
        operand
    }

    fn comparison(
        &mut self,
        operator: Operator,
        left: &Syntax<'_>,
        right: &Syntax<'_>,
        negated: bool,
    ) -> Option<Condition> {
        let (name, other, operator) = match (left, right) {
            (Syntax::Name(name), other) => (*name, other, operator),
            (other, Syntax::Name(name)) if operator != Operator::In => (*name, other, mirrored(operator)),
            _ => return self.tell(Code::ExpressionType, "a comparison without a name"),
        };
        let atom = match (self.operand(name)?, operator) {
            (Operand::Score(score), _) => self.with_number(score, operator, other)?,
            (operand, Operator::Equal | Operator::Unequal | Operator::In) => {
                let list: &[Syntax<'_>] = match (other, operator) {
                    (Syntax::List(list), Operator::In) => list,
                    (Syntax::Text(_), Operator::Equal | Operator::Unequal) => core::slice::from_ref(other),
                    _ => return self.tell(Code::ExpressionType, name),
                };
                self.with_codes(&operand, list)?
            }
            _ => return self.tell(Code::ExpressionType, name),
        };
        Some(Condition::Atom { atom, negated: negated != (operator == Operator::Unequal) })
    }

    fn with_codes(&mut self, operand: &Operand, list: &[Syntax<'_>]) -> Option<Atom> {
        let mut places = Vec::new();
        for member in list {
            let Syntax::Text(code) = member else { return self.tell(Code::ExpressionType, "[…]") };
            let place = match *operand {
                Operand::Item(item) => self.names.choice(item, code),
                Operand::Bands(score) | Operand::Score(score) => self.names.band(score, code),
            };
            match place {
                Some(place) => places.push(place),
                None => return self.tell(Code::UnknownCode, code),
            }
        }
        if places.is_empty() {
            return self.tell(Code::Constant, "in []");
        }
        Some(match *operand {
            Operand::Item(item) => Atom::Choice { item, choices: places },
            Operand::Bands(score) | Operand::Score(score) => Atom::Band { score, bands: places },
        })
    }

    fn with_number(&mut self, score: u16, operator: Operator, other: &Syntax<'_>) -> Option<Atom> {
        let Syntax::Number(text) = other else { return self.tell(Code::ExpressionType, "scores.") };
        let Some(with) = Ratio::parse(text) else { return self.tell(Code::BadNumber, text) };
        let compare = match operator {
            Operator::Equal | Operator::Unequal => Compare::Equal,
            Operator::Less => Compare::Less,
            Operator::AtMost => Compare::AtMost,
            Operator::More => Compare::More,
            Operator::AtLeast => Compare::AtLeast,
            Operator::In | Operator::And | Operator::Or => return self.tell(Code::ExpressionType, "scores."),
        };
        Some(Atom::Score { score, compare, with })
    }
}

fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::More,
        Operator::AtMost => Operator::AtLeast,
        Operator::More => Operator::Less,
        Operator::AtLeast => Operator::AtMost,
        same => same,
    }
}
