//! Syntax tree to typed program: every name and code is found, every negation is driven down to the atoms.

use super::names::{Named, Names};
use super::parse::parse;
use super::program::{Atom, Compare, Condition, Day, Fold, Number, Operation, Test, Value};
use super::syntax::{Operator, Syntax};
use crate::diagnostic::{Code, Diagnostics};
use crate::json::Pointer;
use crate::number::Ratio;
use crate::value::{Date, ItemType, Reason};

/// Where an expression stands and what it may name.
pub struct Scope<'a> {
    /// What names mean.
    pub names: &'a dyn Names,
    /// The repeat in whose rows it is evaluated: its items are named as they are.
    pub row: Option<u16>,
    /// Where it stands in the definition.
    pub pointer: &'a Pointer,
    /// Takes what is wrong with it.
    pub found: &'a mut Diagnostics,
}

/// Reads and types a condition; `None` after telling what is wrong with it.
pub fn condition(text: &str, scope: Scope<'_>) -> Option<Condition> {
    let mut typing = Typing { scope, variable: None };
    let syntax = typing.parse(text)?;
    typing.condition(&syntax, false)
}

/// Reads and types the value of a calculation.
pub fn value(text: &str, scope: Scope<'_>) -> Option<Value> {
    let mut typing = Typing { scope, variable: None };
    let syntax = typing.parse(text)?;
    if is_number(&syntax, typing.scope.names) {
        typing.number(&syntax).map(Value::Number)
    } else {
        typing.condition(&syntax, false).map(Value::Condition)
    }
}

/// Whether an expression is a number; of what cannot be read, no.
pub fn makes_number(text: &str, names: &dyn Names) -> bool {
    parse(text).is_ok_and(|syntax| is_number(&syntax, names))
}

fn is_number(syntax: &Syntax<'_>, names: &dyn Names) -> bool {
    match syntax {
        Syntax::Number(_) | Syntax::Negative(_) => true,
        Syntax::Two(operator, _) => operation(*operator).is_some(),
        Syntax::Call(name, _) => {
            let last = name.rsplit_once('.').map_or(*name, |(_, last)| last);
            matches!(last, "count" | "size" | "yearsBetween") || fold(last).is_some()
        }
        Syntax::If(parts) => {
            let [_, yes, _] = &**parts;
            is_number(yes, names)
        }
        // A name of the form, or that of an item behind the name of its row.
        Syntax::Name(name) => match names.name(name).or_else(|| names.name(name.split_once('.')?.1)) {
            Some(Named::Score(_)) => true,
            Some(Named::Item(_, kind)) => matches!(kind, ItemType::Integer | ItemType::Decimal),
            Some(Named::Calculation(_, number)) => number,
            _ => false,
        },
        Syntax::Text(_) | Syntax::List(_) | Syntax::Not(_) => false,
    }
}

fn operation(operator: Operator) -> Option<Operation> {
    Some(match operator {
        Operator::Plus => Operation::Plus,
        Operator::Minus => Operation::Minus,
        Operator::Times => Operation::Times,
        Operator::Divided => Operation::Divided,
        Operator::Rest => Operation::Rest,
        _ => return None,
    })
}

fn fold(name: &str) -> Option<Fold> {
    Some(match name {
        "sum" => Fold::Sum,
        "min" => Fold::Min,
        "max" => Fold::Max,
        "mean" => Fold::Mean,
        _ => return None,
    })
}

/// How two sides are compared, and whether the opposite is asked.
fn compare(operator: Operator) -> Option<(Compare, bool)> {
    Some(match operator {
        Operator::Equal => (Compare::Equal, false),
        Operator::Unequal => (Compare::Equal, true),
        Operator::Less => (Compare::Less, false),
        Operator::AtMost => (Compare::AtMost, false),
        Operator::More => (Compare::More, false),
        Operator::AtLeast => (Compare::AtLeast, false),
        _ => return None,
    })
}

struct Typing<'a> {
    scope: Scope<'a>,
    /// The name of a row in the body of a quantifier, and its repeat.
    variable: Option<(&'a str, u16)>,
}

/// A value that is no condition.
enum Operand<'s, 't> {
    Number(Number),
    Day(Day),
    /// An item with one answer.
    Single(u16),
    /// An item with several.
    Multiple(u16),
    Bands(u16, u16),
    Text(&'t str),
    List(&'s [Syntax<'t>]),
}

impl Typing<'_> {
    fn tell<T>(&mut self, code: Code, subject: &str) -> Option<T> {
        self.scope.found.tell(code, self.scope.pointer, subject);
        None
    }

    fn parse<'t>(&mut self, text: &'t str) -> Option<Syntax<'t>> {
        match parse(text) {
            Ok(syntax) => Some(syntax),
            Err((code, near)) => self.tell(code, &near),
        }
    }

    /// What a name means here.
    fn name(&mut self, name: &str) -> Option<Named> {
        let (id, repeat) = match (name.split_once('.'), self.variable) {
            (Some((head, id)), Some((variable, repeat))) if head == variable => (id, Some(repeat)),
            _ => (name, self.scope.row),
        };
        let of_row = id.len() < name.len();
        let Some(named) = self.scope.names.name(id) else {
            self.tell::<()>(Code::UnknownName, name);
            #[cfg(feature = "maintain")]
            self.scope.found.suggest(|found| self.scope.names.each_name(found), id);
            return None;
        };
        let place = match named {
            Named::Item(place, _) | Named::Calculation(place, _) => Some(place),
            _ => None,
        };
        let stands_in = place.and_then(|place| self.scope.names.repeat_of(place));
        // A row's items are read in that row only, and a row has nothing else.
        let seen = match (of_row, stands_in) {
            (true, _) => place.is_some() && stands_in == repeat,
            (false, None) => true,
            (false, Some(_)) => stands_in == repeat && self.variable.is_none(),
        };
        if seen { Some(named) } else { self.tell(Code::OutsideRow, name) }
    }

    fn condition(&mut self, syntax: &Syntax<'_>, negated: bool) -> Option<Condition> {
        let atom = match syntax {
            Syntax::Not(inner) => return self.condition(inner, !negated),
            Syntax::If(parts) => {
                let [test, yes, no] = &**parts;
                let (test, yes, no) =
                    (self.condition(test, false), self.condition(yes, negated), self.condition(no, negated));
                return Some(Condition::If(Box::new([test?, yes?, no?])));
            }
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
            Syntax::Call(name, list) => self.test(name, list)?,
            Syntax::Name(name) => self.bare(name)?,
            Syntax::Text(text) | Syntax::Number(text) => return self.tell(Code::ExpressionType, text),
            Syntax::List(_) => return self.tell(Code::ExpressionType, "[…]"),
            Syntax::Negative(_) => return self.tell(Code::ExpressionType, "-"),
        };
        Some(Condition::Atom { atom, negated })
    }

    /// A name that stands alone.
    fn bare(&mut self, name: &str) -> Option<Atom> {
        if matches!(name, "true" | "false") {
            return self.tell(Code::Constant, name);
        }
        match self.name(name)? {
            Named::Cell(cell) => Some(Atom::Cell(cell)),
            Named::Calculation(item, false) => Some(Atom::Cell(super::Cell::Calculation(item))),
            Named::Item(item, ItemType::Single) => match self.scope.names.yes(item) {
                Some(yes) => Some(Atom::Choice { item, choices: vec![yes] }),
                None => self.tell(Code::ExpressionType, name),
            },
            _ => self.tell(Code::ExpressionType, name),
        }
    }

    /// `answered(x)`, the reasons, `x.exists(…)`, `x.all(…)`.
    fn test(&mut self, name: &str, list: &[Syntax<'_>]) -> Option<Atom> {
        if let Some((id, method @ ("exists" | "all"))) = name.split_once('.') {
            let (repeat, body) = self.rows(id, list, |typing, body| typing.condition(body, false))?;
            return Some(Atom::Rows { repeat, all: method == "all", body: Box::new(body) });
        }
        let test = match Reason::of(name) {
            Some(reason) => Test::Missing(reason),
            None if name == "answered" => Test::Answered,
            None if fold(name).is_some() || matches!(name, "count" | "size" | "yearsBetween" | "date") => {
                return self.tell(Code::ExpressionType, name);
            }
            None => return self.tell(Code::ExpressionUnsupported, name),
        };
        let [Syntax::Name(id)] = list else { return self.tell(Code::ExpressionSyntax, name) };
        match self.name(id)? {
            Named::Item(item, kind) if kind.is_question() => Some(Atom::State { item, test }),
            _ => self.tell(Code::ExpressionType, id),
        }
    }

    /// The repeat of that id and what is asked of its rows: `(k, …)`.
    fn rows<T>(
        &mut self,
        id: &str,
        list: &[Syntax<'_>],
        read: impl FnOnce(&mut Typing<'_>, &Syntax<'_>) -> Option<T>,
    ) -> Option<(u16, T)> {
        let Named::Item(repeat, ItemType::Repeat) = self.name(id)? else { return self.tell(Code::ExpressionType, id) };
        let [Syntax::Name(variable), body] = list else { return self.tell(Code::ExpressionSyntax, id) };
        if self.variable.is_some() || self.scope.row.is_some() {
            return self.tell(Code::NestedRows, id);
        }
        let Scope { names, row, pointer, ref mut found } = self.scope;
        let mut inner = Typing { scope: Scope { names, row, pointer, found }, variable: Some((variable, repeat)) };
        Some((repeat, read(&mut inner, body)?))
    }

    fn number(&mut self, syntax: &Syntax<'_>) -> Option<Number> {
        match self.operand(syntax)? {
            Operand::Number(number) => Some(number),
            _ => self.tell(Code::NumberNeeded, shown(syntax)),
        }
    }

    fn day(&mut self, syntax: &Syntax<'_>) -> Option<Day> {
        match self.operand(syntax)? {
            Operand::Day(day) => Some(day),
            _ => self.tell(Code::ExpressionType, shown(syntax)),
        }
    }

    fn operand<'s, 't>(&mut self, syntax: &'s Syntax<'t>) -> Option<Operand<'s, 't>> {
        Some(match syntax {
            Syntax::Text(text) => Operand::Text(text),
            Syntax::List(list) => Operand::List(list),
            Syntax::Number(text) => match Ratio::parse(text) {
                Some(number) => Operand::Number(Number::Literal(number)),
                None => return self.tell(Code::BadNumber, text),
            },
            Syntax::Negative(inner) => Operand::Number(match self.number(inner)? {
                Number::Literal(number) => Number::Literal(number.negative()),
                number => Number::Two(Operation::Minus, Box::new([Number::Literal(Ratio::ZERO), number])),
            }),
            Syntax::If(parts) => {
                let [test, yes, no] = &**parts;
                let (test, yes, no) = (self.condition(test, false), self.number(yes), self.number(no));
                Operand::Number(Number::If(Box::new((test?, [yes?, no?]))))
            }
            Syntax::Two(operator, sides) => {
                let Some(operation) = operation(*operator) else { return self.tell(Code::NumberNeeded, "(…)") };
                let [left, right] = &**sides;
                let (left, right) = (self.number(left), self.number(right));
                Operand::Number(Number::Two(operation, Box::new([left?, right?])))
            }
            Syntax::Not(_) => return self.tell(Code::NumberNeeded, "!"),
            Syntax::Call(name, list) => self.function(name, list)?,
            Syntax::Name("today") => Operand::Day(Day::Today),
            Syntax::Name(name) => match self.name(name)? {
                Named::Score(score) => Operand::Number(Number::Score(score)),
                Named::Bands(score, set) => Operand::Bands(score, set),
                Named::Calculation(item, true) => Operand::Number(Number::Item(item)),
                Named::Item(item, kind) => match kind {
                    ItemType::Single | ItemType::Consent => Operand::Single(item),
                    ItemType::Multiple => Operand::Multiple(item),
                    ItemType::Integer | ItemType::Decimal => Operand::Number(Number::Item(item)),
                    ItemType::Date => Operand::Day(Day::Item(item)),
                    _ => return self.tell(Code::ExpressionType, name),
                },
                _ => return self.tell(Code::ExpressionType, name),
            },
        })
    }

    /// A function that gives a number or a day.
    fn function<'s, 't>(&mut self, name: &str, list: &'s [Syntax<'t>]) -> Option<Operand<'s, 't>> {
        if let Some((id, method)) = name.split_once('.') {
            let number = match fold(method) {
                Some(fold) => {
                    let (repeat, body) = self.rows(id, list, of_row)?;
                    Number::FoldRows(fold, repeat, Box::new(body))
                }
                None if method == "count" => {
                    let (repeat, body) = self.rows(id, list, |typing, body| typing.condition(body, false))?;
                    Number::CountRows(repeat, Box::new(body))
                }
                None => return self.tell(Code::ExpressionUnsupported, name),
            };
            return Some(Operand::Number(number));
        }
        let number = match (name, list) {
            ("date", [Syntax::Text(text)]) => {
                return match Date::parse(text) {
                    Some(date) => Some(Operand::Day(Day::Literal(date))),
                    None => self.tell(Code::BadDay, text),
                };
            }
            ("yearsBetween", [from, to]) => {
                let (from, to) = (self.day(from), self.day(to));
                Number::Years(Box::new([from?, to?]))
            }
            ("size", [Syntax::Name(id)]) => match self.name(id)? {
                Named::Item(repeat, ItemType::Repeat) => Number::Size(repeat),
                _ => return self.tell(Code::ExpressionType, id),
            },
            ("count", [_, ..]) => {
                let made: Vec<_> = list.iter().map(|inner| self.condition(inner, false)).collect();
                Number::Count(made.into_iter().collect::<Option<_>>()?)
            }
            (_, [_, ..]) if fold(name).is_some() => {
                let made: Vec<_> = list.iter().map(|inner| self.number(inner)).collect();
                Number::Fold(fold(name)?, made.into_iter().collect::<Option<_>>()?)
            }
            _ if fold(name).is_some() || matches!(name, "date" | "yearsBetween" | "size" | "count") => {
                return self.tell(Code::ExpressionSyntax, name);
            }
            _ if name == "answered" || Reason::of(name).is_some() => return self.tell(Code::NumberNeeded, name),
            _ => return self.tell(Code::ExpressionUnsupported, name),
        };
        Some(Operand::Number(number))
    }

    fn comparison(
        &mut self,
        operator: Operator,
        left: &Syntax<'_>,
        right: &Syntax<'_>,
        negated: bool,
    ) -> Option<Condition> {
        if operation(operator).is_some() {
            return self.tell(Code::ExpressionType, "(…)");
        }
        let (left_value, right_value) = (self.operand(left), self.operand(right));
        let (left_value, right_value) = (left_value?, right_value?);
        if operator == Operator::In {
            return self.within(left_value, right_value, shown(left), negated);
        }
        let (compare, opposite) = compare(operator)?;
        let negated = negated != opposite;
        let atom = match (left_value, right_value) {
            (Operand::Number(left), Operand::Number(right)) => Atom::Numbers(compare, Box::new([left, right])),
            (Operand::Day(left), Operand::Day(right)) => Atom::Days(compare, Box::new([left, right])),
            (operand, Operand::Text(code)) | (Operand::Text(code), operand) if compare == Compare::Equal => {
                self.with_codes(&operand, &[Syntax::Text(code)], shown(left))?
            }
            _ => return self.tell(Code::ExpressionType, shown(left)),
        };
        Some(Condition::Atom { atom, negated })
    }

    /// `x in […]`, or `'code' in x` of an item with several answers.
    fn within(
        &mut self,
        left: Operand<'_, '_>,
        right: Operand<'_, '_>,
        name: &str,
        negated: bool,
    ) -> Option<Condition> {
        let atom = match (left, right) {
            (Operand::Text(code), Operand::Multiple(item)) => match self.scope.names.choice(item, code) {
                Some(choice) => Atom::Choice { item, choices: vec![choice] },
                None => return self.unknown_code(&Operand::Multiple(item), code),
            },
            (_, Operand::List([])) => return self.tell(Code::Constant, "in []"),
            (Operand::Number(number), Operand::List(list)) => {
                let mut atoms = Vec::new();
                for member in list {
                    let literal = self.number(member)?;
                    if !matches!(literal, Number::Literal(_)) {
                        return self.tell(Code::ExpressionType, "[…]");
                    }
                    let atom = Atom::Numbers(Compare::Equal, Box::new([number.clone(), literal]));
                    atoms.push(Condition::Atom { atom, negated });
                }
                return Some(if negated { Condition::All(atoms) } else { Condition::Any(atoms) });
            }
            (operand, Operand::List(list)) => self.with_codes(&operand, list, name)?,
            _ => return self.tell(Code::ExpressionType, name),
        };
        Some(Condition::Atom { atom, negated })
    }

    fn with_codes(&mut self, operand: &Operand<'_, '_>, list: &[Syntax<'_>], name: &str) -> Option<Atom> {
        let mut places = Vec::new();
        for member in list {
            let Syntax::Text(code) = member else { return self.tell(Code::ExpressionType, "[…]") };
            let place = match *operand {
                Operand::Single(item) => self.scope.names.choice(item, code),
                Operand::Bands(score, set) => self.scope.names.band(score, set, code),
                _ => return self.tell(Code::ExpressionType, name),
            };
            match place {
                Some(place) => places.push(place),
                None => return self.unknown_code(operand, code),
            }
        }
        Some(match *operand {
            Operand::Bands(score, set) => Atom::Band { score, set, bands: places },
            Operand::Single(item) => Atom::Choice { item, choices: places },
            _ => return None,
        })
    }

    fn unknown_code<T>(&mut self, operand: &Operand<'_, '_>, code: &str) -> Option<T> {
        self.tell::<()>(Code::UnknownCode, code);
        #[cfg(feature = "maintain")]
        self.scope.found.suggest(
            |each| match *operand {
                Operand::Single(item) | Operand::Multiple(item) => self.scope.names.each_code(item, each),
                Operand::Bands(score, set) => self.scope.names.each_band(score, set, each),
                _ => {}
            },
            code,
        );
        #[cfg(not(feature = "maintain"))]
        let _ = operand;
        None
    }
}

/// A number of a row.
fn of_row(typing: &mut Typing<'_>, body: &Syntax<'_>) -> Option<Number> {
    typing.number(body)
}

/// What of an expression is named in a diagnostic.
fn shown<'t>(syntax: &Syntax<'t>) -> &'t str {
    match syntax {
        Syntax::Name(text) | Syntax::Number(text) | Syntax::Text(text) | Syntax::Call(text, _) => text,
        Syntax::List(_) => "[…]",
        _ => "(…)",
    }
}
