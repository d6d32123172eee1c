//! Expressions as text, read once more: words, then a tree.

use super::values::{Number, decimal};

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `'code'`
    Code(String),
    Literal(Number),
    /// `['a', 'b']`
    List(Vec<Expr>),
    /// `a`, `scores.s`, `bands.s.set`, `k.item`
    Name(Vec<String>),
    /// `sum(a, b)`
    Call(String, Vec<Expr>),
    /// `kids.exists(k, …)`: the list, what is asked of it, the name of a row, the body.
    Rows(String, String, String, Box<Expr>),
    Not(Box<Expr>),
    Negative(Box<Expr>),
    Binary(String, Box<Expr>, Box<Expr>),
    Choice(Box<Expr>, Box<Expr>, Box<Expr>),
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Code(String),
    Number(String),
    Sign(String),
}

fn tokens(text: &str) -> Vec<Token> {
    let symbols: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    let run = |from: usize, keep: &dyn Fn(char) -> bool| -> String {
        symbols[from..].iter().take_while(|symbol| keep(**symbol)).collect()
    };
    while at < symbols.len() {
        let symbol = symbols[at];
        if symbol.is_whitespace() {
            at += 1;
        } else if symbol.is_ascii_alphabetic() {
            let word = run(at, &|symbol| symbol.is_ascii_alphanumeric() || symbol == '_');
            at += word.len();
            found.push(Token::Word(word));
        } else if symbol.is_ascii_digit() {
            let number = run(at, &|symbol| symbol.is_ascii_digit() || symbol == '.');
            at += number.len();
            found.push(Token::Number(number));
        } else if symbol == '\'' {
            let code = run(at + 1, &|symbol| symbol != '\'');
            at += code.chars().count() + 2;
            found.push(Token::Code(code));
        } else {
            let two: String = symbols[at..].iter().take(2).collect();
            let sign = if ["&&", "||", "==", "!=", "<=", ">="].contains(&two.as_str()) { two } else { symbol.into() };
            at += sign.len();
            found.push(Token::Sign(sign));
        }
    }
    found
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

/// The two-sided operators, loosest first.
const LEVELS: [&[&str]; 5] =
    [&["||"], &["&&"], &["==", "!=", "<", "<=", ">", ">=", "in"], &["+", "-"], &["*", "/", "%"]];

impl Reader {
    fn next(&mut self) -> Token {
        self.at += 1;
        self.tokens
            .get(self.at - 1)
            .unwrap_or_else(|| panic!("the expression ends too soon: {:?}", self.tokens))
            .clone()
    }

    /// Takes the first of these signs or words that comes next.
    fn take(&mut self, signs: &[&str]) -> Option<String> {
        let (Token::Sign(found) | Token::Word(found)) = self.tokens.get(self.at)? else { return None };
        let found = signs.contains(&found.as_str()).then(|| found.clone())?;
        self.at += 1;
        Some(found)
    }

    fn must(&mut self, sign: &str) {
        assert!(self.take(&[sign]).is_some(), "{sign} at {} of {:?}", self.at, self.tokens);
    }

    fn whole(&mut self) -> Expr {
        let test = self.level(0);
        if self.take(&["?"]).is_none() {
            return test;
        }
        let first = self.whole();
        self.must(":");
        Expr::Choice(Box::new(test), Box::new(first), Box::new(self.whole()))
    }

    fn level(&mut self, level: usize) -> Expr {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.level(level + 1);
        while let Some(operator) = self.take(operators) {
            left = Expr::Binary(operator, Box::new(left), Box::new(self.level(level + 1)));
        }
        left
    }

    fn unary(&mut self) -> Expr {
        match self.take(&["!", "-"]).as_deref() {
            Some("!") => Expr::Not(Box::new(self.unary())),
            Some(_) => Expr::Negative(Box::new(self.unary())),
            None => self.primary(),
        }
    }

    /// What stands between the brackets of a call or a list.
    fn many(&mut self, end: &str) -> Vec<Expr> {
        let mut found = Vec::new();
        while self.take(&[end]).is_none() {
            found.push(self.whole());
            if self.take(&[","]).is_none() {
                self.must(end);
                break;
            }
        }
        found
    }

    fn primary(&mut self) -> Expr {
        match self.next() {
            Token::Code(code) => Expr::Code(code),
            Token::Number(number) => Expr::Literal(decimal(&number).expect("a number")),
            Token::Sign(sign) if sign == "(" => {
                let inner = self.whole();
                self.must(")");
                inner
            }
            Token::Sign(sign) if sign == "[" => Expr::List(self.many("]")),
            Token::Word(word) => self.name(word),
            Token::Sign(other) => panic!("not an expression: {other} in {:?}", self.tokens),
        }
    }

    fn name(&mut self, first: String) -> Expr {
        let mut path = vec![first];
        while self.take(&["."]).is_some() {
            let Token::Word(next) = self.next() else { panic!("a name after a dot in {:?}", self.tokens) };
            path.push(next);
        }
        if self.take(&["("]).is_none() {
            return Expr::Name(path);
        }
        let mut given = self.many(")");
        if path.len() == 1 {
            return Expr::Call(path.remove(0), given);
        }
        let body = given.pop().expect("a body");
        let Some(Expr::Name(row)) = given.pop() else { panic!("a row's name in {:?}", self.tokens) };
        Expr::Rows(path.remove(0), path.remove(0), row.join("."), Box::new(body))
    }
}

/// Reads an expression.
pub fn read(text: &str) -> Expr {
    let mut reader = Reader { tokens: tokens(text), at: 0 };
    let found = reader.whole();
    assert_eq!(reader.at, reader.tokens.len(), "{text}");
    found
}

impl Expr {
    /// Calls this for itself and everything in it.
    pub fn visit(&self, see: &mut dyn FnMut(&Self)) {
        see(self);
        match self {
            Self::Code(_) | Self::Literal(_) | Self::Name(_) => {}
            Self::List(many) | Self::Call(_, many) => many.iter().for_each(|one| one.visit(see)),
            Self::Rows(_, _, _, one) | Self::Not(one) | Self::Negative(one) => one.visit(see),
            Self::Binary(_, left, right) => [left, right].into_iter().for_each(|one| one.visit(see)),
            Self::Choice(test, first, second) => [test, first, second].into_iter().for_each(|one| one.visit(see)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_bind_as_in_cel() {
        let same = [
            ("a || b && c", "a || (b && c)"),
            ("!a && b", "(!a) && b"),
            ("x + 2 * y < 3 - -1 && c", "((x + (2 * y)) < (3 - (-1))) && c"),
            ("t ? 1 : u ? 2 : 3", "t ? 1 : (u ? 2 : 3)"),
            ("a == 'x' || 'y' in b ? c : d", "((a == 'x') || ('y' in b)) ? c : d"),
            ("x - y - z", "(x - y) - z"),
            ("x / y % z", "(x / y) % z"),
            ("kids.exists(k, k.age < 18 || a)", "kids.exists(k, ((k.age) < 18) || a)"),
        ];
        for (plain, explicit) in same {
            assert_eq!(read(plain), read(explicit), "{plain}");
        }
    }
}
