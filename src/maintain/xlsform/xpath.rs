//! The part of XPath 1.0 that conditions of an XLSForm are written in: text to tree. Bounded in length and depth.

/// The most bytes of an expression.
const LONGEST: usize = 8_192;
/// The most nodes within nodes.
const DEEPEST: usize = 32;

/// An operator between two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    Plus,
    Minus,
    Times,
    Divided,
    Rest,
}

impl Sign {
    /// The comparison that holds where this one does not.
    pub(super) fn opposite(self) -> Option<Self> {
        Some(match self {
            Self::Equal => Self::Unequal,
            Self::Unequal => Self::Equal,
            Self::Less => Self::AtLeast,
            Self::AtLeast => Self::Less,
            Self::More => Self::AtMost,
            Self::AtMost => Self::More,
            _ => return None,
        })
    }

    /// The comparison with its sides changed.
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::More => Self::Less,
            Self::AtMost => Self::AtLeast,
            Self::AtLeast => Self::AtMost,
            other => other,
        }
    }
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Path<'t> {
    /// `${papers}`
    Question(&'t str),
    /// `.`
    Own,
    /// `'taken'`
    Text(&'t str),
    /// `2.5`
    Number(&'t str),
    /// A name alone: in a filter, a column of the choices.
    Name(&'t str),
    /// `selected(${harm}, 'hit')`
    Call(&'t str, Vec<Path<'t>>),
    /// `-x`
    Negative(Box<Path<'t>>),
    /// `a = b`
    Two(Sign, Box<[Path<'t>; 2]>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'t> {
    Question(&'t str),
    Text(&'t str),
    Number(&'t str),
    Name(&'t str),
    Sign(&'t str),
    End,
}

/// Reads an expression.
///
/// # Errors
/// What stands where it cannot be read.
pub(super) fn parse(text: &str) -> Result<Path<'_>, String> {
    if text.len() > LONGEST {
        return Err(format!("it has more than {LONGEST} bytes"));
    }
    let mut parser = Parser { rest: text, ahead: Token::End };
    parser.advance()?;
    let path = parser.expression(0, 0)?;
    if parser.ahead == Token::End { Ok(path) } else { Err(parser.unexpected()) }
}

struct Parser<'t> {
    rest: &'t str,
    ahead: Token<'t>,
}

fn binds(token: Token<'_>) -> Option<(Sign, u8)> {
    Some(match token {
        Token::Name("or") => (Sign::Or, 1),
        Token::Name("and") => (Sign::And, 2),
        Token::Sign("=") => (Sign::Equal, 3),
        Token::Sign("!=") => (Sign::Unequal, 3),
        Token::Sign("<") => (Sign::Less, 4),
        Token::Sign("<=") => (Sign::AtMost, 4),
        Token::Sign(">") => (Sign::More, 4),
        Token::Sign(">=") => (Sign::AtLeast, 4),
        Token::Sign("+") => (Sign::Plus, 5),
        Token::Sign("-") => (Sign::Minus, 5),
        Token::Sign("*") => (Sign::Times, 6),
        Token::Name("div") => (Sign::Divided, 6),
        Token::Name("mod") => (Sign::Rest, 6),
        _ => return None,
    })
}

impl<'t> Parser<'t> {
    fn split(&mut self, at: usize) -> &'t str {
        let (head, rest) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = rest;
        head
    }

    fn while_letters(&mut self, holds: fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|letter| !holds(letter)).unwrap_or(self.rest.len());
        self.split(end)
    }

    fn advance(&mut self) -> Result<Token<'t>, String> {
        let here = self.ahead;
        self.rest = self.rest.trim_start();
        let unreadable = |rest: &str| format!("it cannot be read at {}", near(rest));
        let Some(first) = self.rest.chars().next() else {
            self.ahead = Token::End;
            return Ok(here);
        };
        let second = self.rest.chars().nth(1);
        self.ahead = match first {
            '$' if second == Some('{') => {
                let end = self.rest.find('}').ok_or_else(|| unreadable(self.rest))?;
                let whole = self.split(end + 1);
                Token::Question(whole.get(2..end).unwrap_or_default().trim())
            }
            '\'' | '"' => {
                let start = self.rest;
                let length = start.get(1..).and_then(|inner| inner.find(first)).ok_or_else(|| unreadable(start))?;
                let whole = self.split(length + 2);
                Token::Text(whole.get(1..=length).unwrap_or_default())
            }
            '0'..='9' => Token::Number(self.while_letters(|letter| letter.is_ascii_digit() || letter == '.')),
            'a'..='z' | 'A'..='Z' | '_' => Token::Name(
                self.while_letters(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | ':' | '.')),
            ),
            '!' | '<' | '>' if second == Some('=') => Token::Sign(self.split(2)),
            '=' | '<' | '>' | '(' | ')' | ',' | '+' | '-' | '*' | '.' => Token::Sign(self.split(1)),
            _ => return Err(unreadable(self.rest)),
        };
        Ok(here)
    }

    fn unexpected(&self) -> String {
        match self.ahead {
            Token::End => "it ends too soon".into(),
            Token::Question(text) => format!("it cannot be read at `${{{text}}}`"),
            Token::Text(text) | Token::Number(text) | Token::Name(text) | Token::Sign(text) => {
                format!("it cannot be read at {}", near(text))
            }
        }
    }

    fn expression(&mut self, above: u8, depth: usize) -> Result<Path<'t>, String> {
        let mut left = self.operand(depth)?;
        while let Some((sign, strength)) = binds(self.ahead).filter(|(_, strength)| *strength > above) {
            self.advance()?;
            let right = self.expression(strength, depth + 1)?;
            left = Path::Two(sign, Box::new([left, right]));
        }
        Ok(left)
    }

    fn operand(&mut self, depth: usize) -> Result<Path<'t>, String> {
        if depth > DEEPEST {
            return Err(format!("it has more than {DEEPEST} parentheses within each other"));
        }
        match self.advance()? {
            Token::Question(name) => Ok(Path::Question(name)),
            Token::Text(text) => Ok(Path::Text(text)),
            Token::Number(text) => Ok(Path::Number(text)),
            Token::Sign(".") => Ok(Path::Own),
            Token::Sign("-") => Ok(Path::Negative(Box::new(self.operand(depth + 1)?))),
            Token::Sign("(") => {
                let inner = self.expression(0, depth + 1)?;
                self.close()?;
                Ok(inner)
            }
            Token::Name(name) if self.ahead == Token::Sign("(") => {
                self.advance()?;
                let mut members = Vec::new();
                while self.ahead != Token::Sign(")") {
                    if !members.is_empty() {
                        if self.ahead != Token::Sign(",") {
                            return Err(self.unexpected());
                        }
                        self.advance()?;
                    }
                    members.push(self.expression(0, depth + 1)?);
                }
                self.advance()?;
                Ok(Path::Call(name, members))
            }
            Token::Name(name) => Ok(Path::Name(name)),
            token @ (Token::Sign(_) | Token::End) => {
                self.ahead = token;
                Err(self.unexpected())
            }
        }
    }

    fn close(&mut self) -> Result<(), String> {
        if self.ahead == Token::Sign(")") { self.advance().map(drop) } else { Err(self.unexpected()) }
    }
}

fn near(text: &str) -> String {
    super::super::finding::quoted(&text.chars().take(16).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precedence_and_names() {
        assert_eq!(
            parse("${a} = 'x' or ${b} >= 2 + 3 * 4 and not(. < -1)").map(|path| format!("{path:?}")).unwrap(),
            "Two(Or, [Two(Equal, [Question(\"a\"), Text(\"x\")]), Two(And, [Two(AtLeast, [Question(\"b\"), \
             Two(Plus, [Number(\"2\"), Two(Times, [Number(\"3\"), Number(\"4\")])])]), Call(\"not\", [Two(Less, [Own, \
             Negative(Number(\"1\"))])])])])"
        );
        assert_eq!(parse("count-selected(${a})").unwrap(), Path::Call("count-selected", vec![Path::Question("a")]));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (text, told) in [
            ("", "it ends too soon"),
            ("${a} =", "it ends too soon"),
            ("${a", "it cannot be read at `${a`"),
            ("../a = 1", "it cannot be read at `.`"),
            ("/data/a", "it cannot be read at `/data/a`"),
            ("${a} 'x'", "it cannot be read at `x`"),
            ("(${a}", "it ends too soon"),
            ("'x", "it cannot be read at `'x`"),
        ] {
            assert_eq!(parse(text).unwrap_err(), told, "{text}");
        }
        assert!(parse(&"(".repeat(5_000)).is_err() && parse(&"x".repeat(LONGEST + 1)).is_err());
    }
}
