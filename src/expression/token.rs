//! The tokens of an expression.

/// A token; texts are slices of the expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A name, with its dots: `scores.pressure`.
    Name(&'t str),
    /// What stands between quotes.
    Text(&'t str),
    /// Digits, perhaps with a point.
    Number(&'t str),
    /// One or two signs: `==`, `(`.
    Sign(&'t str),
    /// The end.
    End,
}

/// Tokens of a text, from left to right.
pub(super) struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// What is left to read, at most a few letters of it: for diagnostics.
    pub(super) fn near(&self) -> &'t str {
        let end = self.rest.char_indices().nth(12).map_or(self.rest.len(), |(at, _)| at);
        self.rest.get(..end).unwrap_or_default()
    }

    fn split(&mut self, at: usize) -> &'t str {
        let (head, rest) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = rest;
        head
    }

    fn while_bytes(&mut self, holds: fn(u8) -> bool) -> &'t str {
        let end = self.rest.bytes().position(|byte| !holds(byte)).unwrap_or(self.rest.len());
        self.split(end)
    }

    /// The next token; `None` where no token begins.
    pub(super) fn next(&mut self) -> Option<Token<'t>> {
        self.rest = self.rest.trim_ascii_start();
        let Some(&first) = self.rest.as_bytes().first() else { return Some(Token::End) };
        let second = self.rest.as_bytes().get(1).copied().unwrap_or_default();
        Some(match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                Token::Name(self.while_bytes(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.'))
            }
            b'0'..=b'9' => Token::Number(self.while_bytes(|byte| byte.is_ascii_digit() || byte == b'.')),
            b'\'' | b'"' => {
                let length = self.rest.bytes().skip(1).position(|byte| byte == first)?;
                let text = self.split(length + 2);
                Token::Text(text.get(1..=length).unwrap_or_default())
            }
            b'=' | b'!' | b'<' | b'>' if second == b'=' => Token::Sign(self.split(2)),
            b'&' | b'|' if second == first => Token::Sign(self.split(2)),
            b'!' | b'<' | b'>' | b'(' | b')' | b'[' | b']' | b',' | b'+' | b'*' | b'/' | b'%' | b'?' | b':' | b'-' => {
                Token::Sign(self.split(1))
            }
            _ => return None,
        })
    }
}
