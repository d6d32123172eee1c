//! The tree and its reader.

use super::Pointer;
use crate::diagnostic::{Code, Diagnostics};
use hifijson::token::Lex as _;
use hifijson::{Expect, SliceLexer, num::LexWrite as _, str::LexAlloc as _};

/// A value and the byte where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    /// Offset of the first byte in the text.
    pub at: usize,
    /// The value itself.
    pub kind: Kind,
}

/// A JSON value; a number is kept as it was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number's text.
    Number(Box<str>),
    /// A text, unescaped.
    Text(Box<str>),
    /// A list.
    List(Vec<Json>),
    /// An object's members in the order of the text; keys differ.
    Object(Vec<Entry>),
}

/// One member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its key.
    pub key: Box<str>,
    /// Its value.
    pub value: Json,
}

/// How much a reader takes in; one more is refused.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of text.
    pub bytes: usize,
    /// Values within values.
    pub depth: usize,
    /// Keys of one object.
    pub keys: usize,
}

impl Limits {
    /// For definitions and their texts.
    pub const DEFINITION: Self = Self { bytes: 512 * 1024, depth: 32, keys: 4000 };
}

impl Json {
    /// The member of that key, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Object(entries) => entries.iter().find(|entry| &*entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The text, if this is one.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads one value that fills the whole text. Every duplicate key is told; the first syntax error ends the reading.
///
/// # Errors
/// Text over the limits, not UTF-8, not JSON, or with duplicate keys.
///
/// ```
/// use nrm_screening::json::{Limits, read};
/// let tree = read(br#"{"weight": 1.50}"#, Limits::DEFINITION).unwrap();
/// assert!(tree.get("weight").is_some());
/// let told = read(br#"{"a": 1, "a": 2}"#, Limits::DEFINITION).unwrap_err();
/// assert_eq!(&*told.list()[0].pointer, "/a");
/// ```
pub fn read(text: &[u8], limits: Limits) -> Result<Json, Diagnostics> {
    let mut found = Diagnostics::default();
    let mut pointer = Pointer::default();
    if text.len() > limits.bytes {
        found.tell(Code::TooLarge, &pointer, &limits.bytes.to_string());
        return Err(found);
    }
    if text.iter().all(u8::is_ascii_whitespace) {
        found.tell(Code::Empty, &pointer, "");
        return Err(found);
    }
    let mut reader = Reader { lexer: SliceLexer::new(text), length: text.len(), limits, found };
    let whole = match reader.lexer.ws_peek() {
        Some(next) => reader.value(next, &mut pointer, 0),
        None => Err(Stop),
    };
    if whole.is_ok() && reader.lexer.ws_peek().is_some() {
        reader.wrong(&pointer);
    }
    match whole {
        Ok(tree) if reader.found.is_empty() => Ok(tree),
        _ => Err(reader.found),
    }
}

/// The reading cannot go on; why has been told.
struct Stop;

impl From<Expect> for Stop {
    fn from(_: Expect) -> Self {
        Self
    }
}

struct Reader<'t> {
    lexer: SliceLexer<'t>,
    length: usize,
    limits: Limits,
    found: Diagnostics,
}

impl Reader<'_> {
    fn at(&self) -> usize {
        self.length - self.lexer.as_slice().len()
    }

    #[cold]
    #[inline(never)]
    fn wrong(&mut self, pointer: &Pointer) -> Stop {
        let at = self.at();
        self.found.tell_at(Code::Syntax, pointer, "", at);
        Stop
    }

    fn value(&mut self, next: u8, pointer: &mut Pointer, depth: usize) -> Result<Json, Stop> {
        let at = self.at();
        if depth >= self.limits.depth {
            self.found.tell(Code::TooDeep, pointer, &self.limits.depth.to_string());
            return Err(Stop);
        }
        let kind = match next {
            b'a'..=b'z' => match self.lexer.null_or_bool() {
                Some(None) => Kind::Null,
                Some(Some(known)) => Kind::Bool(known),
                None => return Err(self.wrong(pointer)),
            },
            b'0'..=b'9' | b'-' => match self.lexer.num_string().validated() {
                Ok((number, _)) => Kind::Number(number.into()),
                Err(_) => return Err(self.wrong(pointer)),
            },
            b'"' => Kind::Text(self.text(pointer)?),
            b'[' => self.list(pointer, depth)?,
            b'{' => self.object(pointer, depth)?,
            _ => return Err(self.wrong(pointer)),
        };
        Ok(Json { at, kind })
    }

    /// A text whose opening quote is next.
    fn text(&mut self, pointer: &Pointer) -> Result<Box<str>, Stop> {
        match self.lexer.discarded().str_string() {
            Ok(text) => Ok(text.into()),
            Err(_) => Err(self.wrong(pointer)),
        }
    }

    fn list(&mut self, pointer: &mut Pointer, depth: usize) -> Result<Kind, Stop> {
        let mut list = Vec::new();
        self.sequence(b']', pointer, |reader, next, pointer| {
            let value = pointer.nth(list.len(), |pointer| reader.value(next, pointer, depth + 1))?;
            list.push(value);
            Ok(())
        })?;
        Ok(Kind::List(list))
    }

    fn object(&mut self, pointer: &mut Pointer, depth: usize) -> Result<Kind, Stop> {
        let mut entries: Vec<Entry> = Vec::new();
        self.sequence(b'}', pointer, |reader, next, pointer| {
            if next != b'"' {
                return Err(reader.wrong(pointer));
            }
            let key = reader.text(pointer)?;
            if reader.lexer.ws_peek() != Some(b':') {
                return Err(reader.wrong(pointer));
            }
            let Some(next) = reader.lexer.discarded().ws_peek() else {
                return Err(reader.wrong(pointer));
            };
            let twice = entries.iter().any(|entry| entry.key == key);
            let value = pointer.at(&key, |pointer| {
                if twice {
                    reader.found.tell(Code::DuplicateKey, pointer, &key);
                } else if entries.len() == reader.limits.keys {
                    reader.found.tell(Code::TooManyKeys, pointer, &reader.limits.keys.to_string());
                    return Err(Stop);
                }
                reader.value(next, pointer, depth + 1)
            })?;
            if !twice {
                entries.push(Entry { key, value });
            }
            Ok(())
        })?;
        Ok(Kind::Object(entries))
    }

    /// Members between commas up to `end`, whose opening bracket is next.
    fn sequence(
        &mut self,
        end: u8,
        pointer: &mut Pointer,
        mut member: impl FnMut(&mut Self, u8, &mut Pointer) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let mut next = self.lexer.discarded().ws_peek();
        if next == Some(end) {
            self.lexer.discarded();
            return Ok(());
        }
        loop {
            let Some(first) = next else { return Err(self.wrong(pointer)) };
            member(self, first, pointer)?;
            match self.lexer.ws_peek() {
                Some(byte) if byte == end => {
                    self.lexer.discarded();
                    return Ok(());
                }
                Some(b',') => next = self.lexer.discarded().ws_peek(),
                _ => return Err(self.wrong(pointer)),
            }
        }
    }
}
