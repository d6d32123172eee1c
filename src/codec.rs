//! Plain data as text: compiled forms, which the device reads instead of a definition, and an interview on its way.
//!
//! Tokens, each ended by U+001F, in the order of the fields; no names. The text is made by one version of the engine
//! for the same version: a form is built anew from the definition, never kept or exchanged. A text that was not made so
//! is refused or gives a form that is wrong; it cannot make evaluating fail.

use crate::id::Index;
use crate::number::Ratio;
use crate::value::Date;

/// What ends a token.
pub(crate) const END: char = '\u{1f}';
/// Most values within values.
const DEEPEST: u16 = 128;

/// What can be written as tokens and read again.
pub(crate) trait Plain: Sized {
    /// Appends its tokens.
    fn write(&self, out: &mut String);
    /// Reads its tokens.
    fn read(from: &mut Tokens<'_>) -> Option<Self>;
}

/// Tokens from left to right.
pub(crate) struct Tokens<'t> {
    rest: &'t str,
    depth: u16,
}

impl<'t> Tokens<'t> {
    /// The tokens of a text.
    pub(crate) fn of(text: &'t str) -> Self {
        Self { rest: text, depth: 0 }
    }

    /// Whether all were read.
    pub(crate) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    #[inline(never)]
    pub(crate) fn next(&mut self) -> Option<&'t str> {
        let (token, rest) = self.rest.split_once(END)?;
        self.rest = rest;
        Some(token)
    }

    #[inline(never)]
    fn number(&mut self) -> Option<i64> {
        let token = self.next()?;
        let mut number = 0_i64;
        for byte in token.bytes() {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            number = number.checked_mul(10)?.checked_add(i64::from(digit))?;
        }
        Some(number)
    }

    /// Reads something that may hold itself.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.depth += 1;
        let made = if self.depth > DEEPEST { None } else { read(self) };
        self.depth -= 1;
        made
    }
}

/// Reads what a text holds behind its head, the token that says what it is and which version has written it.
pub(crate) fn read<T: Plain>(head: &str, text: &str) -> Option<T> {
    let mut tokens = Tokens::of(text);
    if tokens.next() != Some(head) {
        return None;
    }
    T::read(&mut tokens).filter(|_| tokens.is_done())
}

/// Appends one token.
pub(crate) fn token(text: &str, out: &mut String) {
    out.push_str(text);
    out.push(END);
}

macro_rules! numbers {
    ($($type:ident)*) => {$(
        impl Plain for $type {
            fn write(&self, out: &mut String) {
                token(&self.to_string(), out);
            }
            fn read(from: &mut Tokens<'_>) -> Option<Self> {
                from.number().and_then(|number| Self::try_from(number).ok())
            }
        }
    )*};
}
numbers! { u16 u32 }

impl Plain for bool {
    fn write(&self, out: &mut String) {
        token(if *self { "1" } else { "0" }, out);
    }
    fn read(from: &mut Tokens<'_>) -> Option<Self> {
        from.number().map(|number| number == 1)
    }
}

impl Plain for Box<str> {
    fn write(&self, out: &mut String) {
        token(self, out);
    }
    fn read(from: &mut Tokens<'_>) -> Option<Self> {
        from.next().map(Self::from)
    }
}

impl Plain for String {
    fn write(&self, out: &mut String) {
        token(self, out);
    }
    fn read(from: &mut Tokens<'_>) -> Option<Self> {
        from.next().map(Self::from)
    }
}

impl Plain for Ratio {
    fn write(&self, out: &mut String) {
        let (over, under) = self.parts();
        (over < 0).write(out);
        token(&over.unsigned_abs().to_string(), out);
        token(&under.to_string(), out);
    }
    fn read(from: &mut Tokens<'_>) -> Option<Self> {
        let below = bool::read(from)?;
        let over: i64 = from.number()?;
        Self::of_parts(if below { over.checked_neg()? } else { over }, from.number()?)
    }
}

impl Plain for Date {
    fn write(&self, out: &mut String) {
        token(&self.to_string(), out);
    }
    fn read(from: &mut Tokens<'_>) -> Option<Self> {
        Self::parse(from.next()?)
    }
}

/// Left out: it is made again of what it finds, where it is needed.
impl Plain for Index {
    fn write(&self, _: &mut String) {}
    fn read(_: &mut Tokens<'_>) -> Option<Self> {
        Some(Self::default())
    }
}

impl<T: Plain> Plain for Option<T> {
    fn write(&self, out: &mut String) {
        self.is_some().write(out);
        if let Some(inner) = self {
            inner.write(out);
        }
    }
    fn read(from: &mut Tokens<'_>) -> Option<Self> {
        if bool::read(from)? { T::read(from).map(Some) } else { Some(None) }
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn write(&self, out: &mut String) {
        u32::try_from(self.len()).unwrap_or(u32::MAX).write(out);
        for inner in self {
            inner.write(out);
        }
    }
    fn read(from: &mut Tokens<'_>) -> Option<Self> {
        let count = from.number()?;
        from.deeper(|from| {
            let mut list = Self::new();
            for _ in 0..count {
                list.push(T::read(from)?);
            }
            Some(list)
        })
    }
}

impl<T: Plain> Plain for Box<T> {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
    fn read(from: &mut Tokens<'_>) -> Option<Self> {
        from.deeper(|from| T::read(from).map(Self::new))
    }
}

impl<T: Plain, const N: usize> Plain for [T; N] {
    fn write(&self, out: &mut String) {
        for inner in self {
            inner.write(out);
        }
    }
    fn read(from: &mut Tokens<'_>) -> Option<Self> {
        let mut list = Vec::with_capacity(N);
        for _ in 0..N {
            list.push(T::read(from)?);
        }
        list.try_into().ok()
    }
}

impl<A: Plain, B: Plain> Plain for (A, B) {
    fn write(&self, out: &mut String) {
        self.0.write(out);
        self.1.write(out);
    }
    fn read(from: &mut Tokens<'_>) -> Option<Self> {
        Some((A::read(from)?, B::read(from)?))
    }
}

/// Writes structs field after field.
macro_rules! plain_structs {
    ($($name:ident { $($field:tt),* $(,)? })*) => {$(
        impl $crate::codec::Plain for $name {
            fn write(&self, out: &mut String) {
                $($crate::codec::Plain::write(&self.$field, out);)*
            }
            fn read(from: &mut $crate::codec::Tokens<'_>) -> Option<Self> {
                Some(Self { $($field: $crate::codec::Plain::read(from)?,)* })
            }
        }
    )*};
}
pub(crate) use plain_structs;

/// Writes enumerations as the number of the member, then its fields, each with a name to hold it.
macro_rules! plain_enums {
    ($($name:ident { $($number:literal = $member:ident { $($field:tt: $bind:ident),* }),* $(,)? })*) => {$(
        impl $crate::codec::Plain for $name {
            fn write(&self, out: &mut String) {
                match self {
                    $(Self::$member { $($field: $bind),* } => {
                        <u16 as $crate::codec::Plain>::write(&$number, out);
                        $($crate::codec::Plain::write($bind, out);)*
                    })*
                }
            }
            fn read(from: &mut $crate::codec::Tokens<'_>) -> Option<Self> {
                match <u16 as $crate::codec::Plain>::read(from)? {
                    $($number => Some(Self::$member { $($field: $crate::codec::Plain::read(from)?),* }),)*
                    _ => None,
                }
            }
        }
    )*};
}
pub(crate) use plain_enums;
