//! A tree as tokens: what a page hands over that it has read itself, without a lexer on the device.
//!
//! A value is a number that says what it is, and then what it holds; a text, also a key, is the pieces that U+001F parts.

use super::{Entry, Json, Kind};
use crate::codec::{END, Plain, Tokens, read};

/// How a tree begins.
const HEAD: &str = "nrm1 json";

impl Json {
    /// Reads a tree from its tokens.
    pub fn from_tokens(text: &str) -> Option<Self> {
        read(HEAD, text)
    }

    /// The tree as tokens.
    #[cfg(test)]
    fn to_tokens(&self) -> String {
        crate::codec::write(HEAD, self)
    }
}

fn text(from: &mut Tokens<'_>) -> Box<str> {
    let pieces: Vec<Box<str>> = Vec::read(from);
    pieces.join(&*END.to_string()).into()
}

fn write_text(text: &str, out: &mut String) {
    let pieces: Vec<Box<str>> = text.split(END).map(Box::from).collect();
    pieces.write(out);
}

impl Plain for Entry {
    fn write(&self, out: &mut String) {
        write_text(&self.key, out);
        self.value.write(out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        Self { key: text(from), value: Json::read(from) }
    }
}

impl Plain for Json {
    fn write(&self, out: &mut String) {
        let kind: u16 = match &self.kind {
            Kind::Null => 0,
            Kind::Bool(_) => 1,
            Kind::Number(_) => 2,
            Kind::Text(_) => 3,
            Kind::List(_) => 4,
            Kind::Object(_) => 5,
        };
        kind.write(out);
        match &self.kind {
            Kind::Null => {}
            Kind::Bool(flag) => flag.write(out),
            Kind::Number(number) => number.write(out),
            Kind::Text(text) => write_text(text, out),
            Kind::List(list) => list.write(out),
            Kind::Object(members) => members.write(out),
        }
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        let kind = match u16::read(from) {
            0 => Kind::Null,
            1 => Kind::Bool(Plain::read(from)),
            2 => Kind::Number(Plain::read(from)),
            3 => Kind::Text(text(from)),
            4 => Kind::List(Plain::read(from)),
            5 => Kind::Object(Plain::read(from)),
            _ => {
                from.fail();
                Kind::Null
            }
        };
        Self { at: 0, kind }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails stops at once")]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    #[test]
    fn a_tree_comes_back_from_its_tokens_and_nothing_else_does() {
        let text = r#"{"a":[null,true,1.50,"x\u001fy",""],"\u001f":{"b":{}},"c":[]}"#;
        let tree = read(text.as_bytes(), Limits::DEFINITION).unwrap();
        let tokens = tree.to_tokens();
        let back = Json::from_tokens(&tokens).unwrap();
        assert_eq!(back.to_tokens(), tokens);
        assert_eq!(back.get("a").unwrap().to_tokens(), tree.get("a").unwrap().to_tokens());
        assert!(tokens.char_indices().all(|(end, _)| Json::from_tokens(tokens.get(..end).unwrap()).is_none()));
        assert!(Json::from_tokens(&tokens.replacen("5\u{1f}", "6\u{1f}", 1)).is_none());
        let deep = |levels: usize| ["nrm1 json\u{1f}", &"4\u{1f}1\u{1f}".repeat(levels), "0\u{1f}"].concat();
        assert!(Json::from_tokens(&deep(100)).is_some() && Json::from_tokens(&deep(200)).is_none());
        assert!(Json::from_tokens(&deep(100_000)).is_none());
    }
}
