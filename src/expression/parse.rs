//! Text to syntax tree, by precedence: `?:`, `||`, `&&`, comparison, `+ -`, `* / %`, `! -`.

use super::syntax::{Operator, Syntax};
use super::token::{Token, Tokens};
use crate::diagnostic::Code;

/// Most nodes of one expression.
const MOST_NODES: usize = 256;
/// Most nodes within nodes.
const DEEPEST: usize = 32;

/// Why an expression could not be read, and where.
pub(crate) type Refusal = (Code, String);

/// Reads an expression.
pub(crate) fn parse(text: &str) -> Result<Syntax<'_>, Refusal> {
    let mut parser = Parser { tokens: Tokens::new(text), ahead: Token::End, nodes: 0 };
    parser.advance()?;
    let syntax = parser.expression(0, 0)?;
    match parser.ahead {
        Token::End => Ok(syntax),
        _ => Err(parser.unexpected()),
    }
}

struct Parser<'t> {
    tokens: Tokens<'t>,
    ahead: Token<'t>,
    nodes: usize,
}

fn operator(token: Token<'_>) -> Option<(Operator, u8)> {
    Some(match token {
        Token::Sign("||") => (Operator::Or, 1),
        Token::Sign("&&") => (Operator::And, 2),
        Token::Sign("==") => (Operator::Equal, 3),
        Token::Sign("!=") => (Operator::Unequal, 3),
        Token::Sign("<") => (Operator::Less, 3),
        Token::Sign("<=") => (Operator::AtMost, 3),
        Token::Sign(">") => (Operator::More, 3),
        Token::Sign(">=") => (Operator::AtLeast, 3),
        Token::Name("in") => (Operator::In, 3),
        Token::Sign("+") => (Operator::Plus, 4),
        Token::Sign("-") => (Operator::Minus, 4),
        Token::Sign("*") => (Operator::Times, 5),
        Token::Sign("/") => (Operator::Divided, 5),
        Token::Sign("%") => (Operator::Rest, 5),
        _ => return None,
    })
}

impl<'t> Parser<'t> {
    fn advance(&mut self) -> Result<Token<'t>, Refusal> {
        let here = self.ahead;
        self.ahead = self.tokens.next().ok_or_else(|| (Code::ExpressionSyntax, self.tokens.near().into()))?;
        Ok(here)
    }

    #[cold]
    fn unexpected(&self) -> Refusal {
        match self.ahead {
            Token::Name(text) | Token::Text(text) | Token::Number(text) | Token::Sign(text) => {
                (Code::ExpressionSyntax, text.into())
            }
            Token::End => (Code::ExpressionSyntax, "its end".into()),
        }
    }

    fn expect(&mut self, sign: &str) -> Result<(), Refusal> {
        if self.ahead != Token::Sign(sign) {
            return Err(self.unexpected());
        }
        self.advance().map(drop)
    }

    /// An expression of operators that bind more tightly than `above`.
    fn expression(&mut self, above: u8, depth: usize) -> Result<Syntax<'t>, Refusal> {
        let mut left = self.operand(depth)?;
        while let Some((operator, binds)) = operator(self.ahead).filter(|(_, binds)| *binds > above) {
            self.advance()?;
            let right = self.expression(binds, depth + 1)?;
            left = Syntax::Two(operator, Box::new([left, right]));
        }
        if above > 0 || self.ahead != Token::Sign("?") {
            return Ok(left);
        }
        self.advance()?;
        let yes = self.expression(0, depth + 1)?;
        self.expect(":")?;
        let no = self.expression(0, depth + 1)?;
        Ok(Syntax::If(Box::new([left, yes, no])))
    }

    fn operand(&mut self, depth: usize) -> Result<Syntax<'t>, Refusal> {
        self.nodes += 1;
        for (over, most) in [(depth > DEEPEST, "32 parts within each other"), (self.nodes > MOST_NODES, "256 parts")] {
            if over {
                return Err((Code::ExpressionSize, most.into()));
            }
        }
        match self.ahead {
            Token::Name(name) if name != "in" => {
                self.advance()?;
                if self.ahead != Token::Sign("(") {
                    return Ok(Syntax::Name(name));
                }
                self.advance()?;
                Ok(Syntax::Call(name, self.members(")", depth)?))
            }
            Token::Text(text) => self.advance().map(|_| Syntax::Text(text)),
            Token::Number(text) => self.advance().map(|_| Syntax::Number(text)),
            Token::Sign("!") => {
                self.advance()?;
                Ok(Syntax::Not(Box::new(self.operand(depth + 1)?)))
            }
            Token::Sign("-") => {
                self.advance()?;
                Ok(Syntax::Negative(Box::new(self.operand(depth + 1)?)))
            }
            Token::Sign("(") => {
                self.advance()?;
                let inner = self.expression(0, depth + 1)?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Sign("[") => {
                self.advance()?;
                Ok(Syntax::List(self.members("]", depth)?))
            }
            _ => Err(self.unexpected()),
        }
    }

    fn members(&mut self, end: &str, depth: usize) -> Result<Vec<Syntax<'t>>, Refusal> {
        let mut members = Vec::new();
        while self.ahead != Token::Sign(end) {
            if !members.is_empty() {
                self.expect(",")?;
            }
            members.push(self.expression(0, depth + 1)?);
        }
        self.advance()?;
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        fn write(syntax: &Syntax<'_>) -> String {
            match syntax {
                Syntax::Name(text) | Syntax::Number(text) => (*text).to_owned(),
                Syntax::Text(text) => format!("'{text}'"),
                Syntax::List(list) => format!("[{}]", list.iter().map(write).collect::<Vec<_>>().join(" ")),
                Syntax::Call(name, list) => format!("{name}({})", list.iter().map(write).collect::<Vec<_>>().join(" ")),
                Syntax::Not(inner) => format!("(! {})", write(inner)),
                Syntax::Negative(inner) => format!("(- {})", write(inner)),
                Syntax::If(parts) => format!("({} ? {} : {})", write(&parts[0]), write(&parts[1]), write(&parts[2])),
                Syntax::Two(operator, sides) => format!("({operator:?} {} {})", write(&sides[0]), write(&sides[1])),
            }
        }
        parse(text).map_or_else(|(code, near)| format!("{} {near}", code.word()), |syntax| write(&syntax))
    }

    #[test]
    fn precedence() {
        let rows = [
            ("a || b && c", "(Or a (And b c))"),
            ("a && b || c && d", "(Or (And a b) (And c d))"),
            ("!a && b", "(And (! a) b)"),
            ("!(a && b)", "(! (And a b))"),
            ("a == 'x' && b != \"y\"", "(And (Equal a 'x') (Unequal b 'y'))"),
            ("a in ['x', 'y'] || scores.s >= -1.5", "(Or (In a ['x' 'y']) (AtLeast scores.s (- 1.5)))"),
            ("a + b * c - d", "(Minus (Plus a (Times b c)) d)"),
            ("a -1 < -b % 2", "(Less (Minus a 1) (Rest (- b) 2))"),
            ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
            ("a || b ? c && d : e", "((Or a b) ? (And c d) : e)"),
            ("kids.exists(k, k.age < 18)", "kids.exists(k (Less k.age 18))"),
            ("answered(a)", "answered(a)"),
            ("a || b || c", "(Or (Or a b) c)"),
        ];
        for (text, expected) in rows {
            assert_eq!(shape(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let rows = [
            ("", "expression-syntax its end"),
            ("a &&", "expression-syntax its end"),
            ("a & b", "expression-syntax & b"),
            ("a == 'x", "expression-syntax 'x"),
            ("(a", "expression-syntax its end"),
            ("a b", "expression-syntax b"),
            ("a ? b", "expression-syntax its end"),
            ("a ^ b", "expression-syntax ^ b"),
            ("(a ? b : c) : d", "expression-syntax :"),
            ("a = 'x'", "expression-syntax = 'x'"),
            ("é", "expression-syntax é"),
        ];
        for (text, expected) in rows {
            assert_eq!(shape(text), expected, "{text}");
        }
    }

    #[test]
    fn nodes_and_depth_are_bounded() {
        let wide = |count: usize| vec!["a"; count].join(" || ");
        assert!(parse(&wide(MOST_NODES)).is_ok());
        assert_eq!(parse(&wide(MOST_NODES + 1)).unwrap_err().0, Code::ExpressionSize);
        assert!(parse(&format!("{}a{}", "(".repeat(32), ")".repeat(32))).is_ok());
        assert_eq!(parse(&format!("{}a{}", "(".repeat(33), ")".repeat(33))).unwrap_err().0, Code::ExpressionSize);
    }
}
