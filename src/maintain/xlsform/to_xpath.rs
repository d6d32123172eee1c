//! A condition of the form language as one of an XLSForm, where it comes back as it was.
//!
//! Invariant: what is written is read again by [`from_xpath`](super::from_xpath) as the same tokens, or nothing is written.
//! So other programs ask what this one asks.

use super::from_xpath;
use super::questions::{Asked, Question, Questions};
use crate::expression::{Operator, Syntax, is_same, parse};

/// The condition or number; none where XPath has no words for it.
pub(super) fn xpath(text: &str, own: Option<&Question>, known: &Questions, calculation: bool) -> Option<String> {
    let writer = Writer { known, own };
    let tree = parse(text).ok()?;
    let made =
        writer.condition(&tree).map(|made| made.0).or_else(|| writer.number(&tree, 0).filter(|_| calculation))?;
    let back =
        if calculation { from_xpath::calculation(&made, known) } else { from_xpath::condition(&made, own, known) };
    back.is_ok_and(|back| is_same(&back, text)).then_some(made)
}

struct Writer<'k> {
    known: &'k Questions,
    own: Option<&'k Question>,
}

/// How a condition binds.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Binds {
    Or,
    And,
    Atom,
}

impl Writer<'_> {
    fn question(&self, id: &str) -> Option<(&Question, String)> {
        let question = self.known.by_id(id)?;
        let own = self.own.is_some_and(|own| own.id == id);
        Some((question, if own { ".".into() } else { format!("${{{}}}", question.name) }))
    }

    fn condition(&self, tree: &Syntax<'_>) -> Option<(String, Binds)> {
        match tree {
            Syntax::Two(operator @ (Operator::Or | Operator::And), _) => {
                let mut parts = Vec::new();
                chain(tree, *operator, &mut parts);
                let (sign, least) = match operator {
                    Operator::Or => (" or ", Binds::Or),
                    _ => (" and ", Binds::And),
                };
                let mut made: Vec<String> = Vec::new();
                let mut rest = parts.as_slice();
                while let [part, after @ ..] = rest {
                    rest = after;
                    if *operator == Operator::Or
                        && let [next, after @ ..] = rest
                        && let Some((of, text)) = self.negative(part)
                        && is_not_answered(next, &of.id)
                    {
                        made.push(text);
                        rest = after;
                        continue;
                    }
                    let (text, binds) = self.condition(part)?;
                    made.push(if binds < least { format!("({text})") } else { text });
                }
                Some((made.join(sign), least))
            }
            Syntax::Call("answered", of) => match of.as_slice() {
                [Syntax::Name(id)] => Some((format!("{} != ''", self.question(id)?.1), Binds::Atom)),
                _ => None,
            },
            Syntax::Not(inner) => match &**inner {
                Syntax::Call("answered", of) => match of.as_slice() {
                    [Syntax::Name(id)] => Some((format!("{} = ''", self.question(id)?.1), Binds::Atom)),
                    _ => None,
                },
                _ => self.denied(tree),
            },
            Syntax::Name(id) => {
                let (question, name) = self.question(id)?;
                match question.asked {
                    Asked::Calculation => Some((format!("{name} = 'true'"), Binds::Atom)),
                    Asked::Single if question.when_missing.as_deref() != Some("yes") => {
                        Some((format!("selected({name}, '{}')", question.choice("yes")?), Binds::Atom))
                    }
                    _ => None,
                }
            }
            Syntax::Two(Operator::Equal, sides) if matches!(&**sides, [_, Syntax::Text(_)]) => {
                let [of, code] = &**sides;
                Some((self.equal(of, code)?, Binds::Atom))
            }
            Syntax::Two(Operator::In, sides) => match &**sides {
                [Syntax::Text(code), Syntax::Name(id)] => {
                    let (question, name) = self.question(id)?;
                    Some((format!("selected({name}, '{}')", question.choice(code)?), Binds::Atom))
                }
                [of, Syntax::List(codes)] => {
                    let each: Vec<String> = codes.iter().map(|code| self.equal(of, code)).collect::<Option<_>>()?;
                    Some((each.join(" or "), if each.len() > 1 { Binds::Or } else { Binds::Atom }))
                }
                _ => None,
            },
            Syntax::Two(Operator::Unequal, _) => self.denied(tree),
            Syntax::Two(operator, sides) => {
                let (sign, [left, right]) = (comparison(*operator)?, &**sides);
                Some((format!("{} {sign} {}", self.side(left)?, self.side(right)?), Binds::Atom))
            }
            _ => None,
        }
    }

    /// `q == 'code'`
    fn equal(&self, of: &Syntax<'_>, code: &Syntax<'_>) -> Option<String> {
        let (Syntax::Name(id), Syntax::Text(code)) = (of, code) else { return None };
        let (question, name) = self.question(id)?;
        // A silence reads as this choice, and elsewhere it would not.
        (question.when_missing.as_deref() != Some(code)).then_some(())?;
        Some(format!("{name} = '{}'", question.choice(code)?))
    }

    /// A denied atom that stands alone: what is not answered is not what it speaks of.
    fn denied(&self, tree: &Syntax<'_>) -> Option<(String, Binds)> {
        let (question, text) = self.negative(tree)?;
        let own = self.own.is_some_and(|own| own.id == question.id);
        if own || question.when_missing.is_some() {
            return Some((text, Binds::Atom));
        }
        Some((format!("{} != '' and {text}", self.question(&question.id)?.1), Binds::And))
    }

    /// `q != 'code'`, `!q`, `!('code' in q)`, `n != 3`: the question, and the atom without a word on silence.
    fn negative(&self, tree: &Syntax<'_>) -> Option<(&Question, String)> {
        match tree {
            Syntax::Two(Operator::Unequal, sides) => {
                let [Syntax::Name(id), other] = &**sides else { return None };
                let (question, name) = self.question(id)?;
                match (other, question.asked) {
                    (Syntax::Text(code), Asked::Single) => {
                        Some((question, format!("{name} != '{}'", question.choice(code)?)))
                    }
                    (number, Asked::Number) => Some((question, format!("{name} != {}", self.number(number, 3)?))),
                    _ => None,
                }
            }
            Syntax::Not(inner) => match &**inner {
                Syntax::Name(id) => {
                    let (question, name) = self.question(id)?;
                    question.is_yes_no().then_some(())?;
                    Some((question, format!("not(selected({name}, '{}'))", question.choice("yes")?)))
                }
                Syntax::Two(Operator::In, sides) => {
                    let [Syntax::Text(code), Syntax::Name(id)] = &**sides else { return None };
                    let (question, name) = self.question(id)?;
                    Some((question, format!("not(selected({name}, '{}'))", question.choice(code)?)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A side of a comparison: a day or a number.
    fn side(&self, tree: &Syntax<'_>) -> Option<String> {
        match tree {
            Syntax::Name("today") => Some("today()".into()),
            Syntax::Call("date", of) => match of.as_slice() {
                [Syntax::Text(day)] => Some(format!("date('{day}')")),
                _ => None,
            },
            Syntax::Name(id) if self.question(id)?.0.asked == Asked::Day => Some(self.question(id)?.1),
            other => self.number(other, 3),
        }
    }

    /// A number that binds more tightly than `above`.
    fn number(&self, tree: &Syntax<'_>, above: u8) -> Option<String> {
        let (text, binds) = match tree {
            Syntax::Number(text) => ((*text).to_owned(), 7),
            Syntax::Name(id) => {
                let (question, name) = self.question(id)?;
                matches!(question.asked, Asked::Number | Asked::Calculation).then_some(())?;
                (name, 7)
            }
            Syntax::Negative(inner) => (format!("-{}", self.number(inner, 6)?), 6),
            Syntax::Two(operator, sides) => {
                let (sign, own) = match operator {
                    Operator::Plus => ("+", 4),
                    Operator::Minus => ("-", 4),
                    Operator::Times => ("*", 5),
                    Operator::Divided => ("div", 5),
                    Operator::Rest => ("mod", 5),
                    _ => return None,
                };
                let [left, right] = &**sides;
                (format!("{} {sign} {}", self.number(left, own - 1)?, self.number(right, own)?), own)
            }
            _ => return None,
        };
        Some(if binds > above { text } else { format!("({text})") })
    }
}

fn chain<'p, 't>(tree: &'p Syntax<'t>, operator: Operator, out: &mut Vec<&'p Syntax<'t>>) {
    match tree {
        Syntax::Two(own, sides) if *own == operator => sides.iter().for_each(|side| chain(side, operator, out)),
        other => out.push(other),
    }
}

fn is_not_answered(tree: &Syntax<'_>, id: &str) -> bool {
    let Syntax::Not(inner) = tree else { return false };
    matches!(&**inner, Syntax::Call("answered", of) if *of == [Syntax::Name(id)])
}

fn comparison(operator: Operator) -> Option<&'static str> {
    Some(match operator {
        Operator::Equal => "=",
        Operator::Less => "<",
        Operator::AtMost => "<=",
        Operator::More => ">",
        Operator::AtLeast => ">=",
        _ => return None,
    })
}
