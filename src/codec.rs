//! Plain data as text: compiled forms, which the device reads instead of a definition, and an interview on its way.
//!
//! Tokens, each ended by U+001F, in the order of the fields; no names. The text is made by one version of the engine
//! for the same version: a form is built anew from the definition, never kept or exchanged. A text that was not made so
//! is refused or gives a form that is wrong; it cannot make evaluating fail.
//!
//! Reading never stops half-way: once a token is not what it has to be, only empty values are read, and in the end all
//! of it is refused. So no type needs a way out for each of its fields.

use crate::id::Index;
use crate::number::Ratio;
use crate::value::Date;

/// What ends a token.
pub(crate) const END: char = '\u{1f}';
/// What begins the place of a text, until [`numbered`] has looked at it.
const PLACE: char = '\u{1e}';
/// Most values within values.
const DEEPEST: u16 = 128;

/// What can be written as tokens and read again.
pub(crate) trait Plain: Sized {
    /// Appends its tokens.
    fn write(&self, out: &mut String);
    /// Reads its tokens.
    fn read(from: &mut Tokens<'_>) -> Self;
}

/// Tokens from left to right.
pub(crate) struct Tokens<'t> {
    rest: &'t str,
    depth: u16,
    failed: bool,
    /// The place behind the last of those texts that were named.
    unnamed: u16,
}

impl<'t> Tokens<'t> {
    #[inline(never)]
    fn next(&mut self) -> &'t str {
        let Some((token, rest)) = self.rest.split_once(END).filter(|_| !self.failed) else {
            self.fail();
            return "";
        };
        self.rest = rest;
        token
    }

    #[inline(never)]
    fn number(&mut self) -> i64 {
        let mut number = Some(0_i64);
        for byte in self.next().bytes() {
            let digit = byte.wrapping_sub(b'0');
            number =
                number.filter(|_| digit < 10).and_then(|number| number.checked_mul(10)?.checked_add(i64::from(digit)));
        }
        self.or(number, 0)
    }

    /// Refuses the whole text: what is read from here on is the first member, nothing, zero.
    pub(crate) fn fail(&mut self) {
        self.failed = true;
    }

    /// What was made of a token, or something in its stead in a text that is refused.
    pub(crate) fn or<T>(&mut self, made: Option<T>, instead: T) -> T {
        self.failed |= made.is_none();
        made.unwrap_or(instead)
    }

    /// The place of a text, as [`place`] has written it.
    pub(crate) fn place(&mut self) -> u16 {
        let place = if self.rest.starts_with(END) {
            self.next();
            self.unnamed
        } else {
            u16::read(self)
        };
        self.unnamed = self.unnamed.max(place.saturating_add(1));
        place
    }

    /// Begins to read something that may hold itself.
    fn deeper(&mut self) {
        self.depth += 1;
        self.failed |= self.depth > DEEPEST;
    }

    /// Has each member of a list read.
    #[inline(never)]
    fn each(&mut self, read: &mut dyn FnMut(&mut Self)) {
        let count = self.number();
        self.deeper();
        for _ in 0..count {
            if self.failed {
                break;
            }
            read(self);
        }
        self.depth -= 1;
    }
}

/// Reads what a text holds behind its head, the token that says what it is and which version has written it.
pub(crate) fn read<T: Plain>(head: &str, text: &str) -> Option<T> {
    let mut tokens = Tokens { rest: text, depth: 0, failed: false, unnamed: 0 };
    if tokens.next() != head {
        return None;
    }
    let made = T::read(&mut tokens);
    (!tokens.failed && tokens.rest.is_empty()).then_some(made)
}

/// What [`read`] reads again.
pub(crate) fn write(head: &str, made: &impl Plain) -> String {
    let mut out = String::new();
    token(head, &mut out);
    made.write(&mut out);
    out
}

/// Appends one token.
pub(crate) fn token(text: &str, out: &mut String) {
    out.push_str(text);
    out.push(END);
}

/// Appends the place of a text among those of a form or a list. What was written so is then [`numbered`].
pub(crate) fn place(place: u16, out: &mut String) {
    out.push(PLACE);
    place.write(out);
}

/// Texts are named in the order in which they stand, nearly all of them once. So the next one is an empty token: places
/// that count up would be a tenth of what a form weighs.
pub(crate) fn numbered(text: &str) -> String {
    let (mut out, mut unnamed) = (String::with_capacity(text.len()), 0_u16);
    for written in text.split_inclusive(END) {
        let Some(number) = written.strip_prefix(PLACE) else {
            out.push_str(written);
            continue;
        };
        let place = number.trim_end_matches(END).parse().unwrap_or(u16::MAX);
        if place == unnamed {
            out.push(END);
        } else {
            out.push_str(number);
        }
        unnamed = unnamed.max(place.saturating_add(1));
    }
    out
}

macro_rules! numbers {
    ($($type:ident)*) => {$(
        impl Plain for $type {
            fn write(&self, out: &mut String) {
                token(&self.to_string(), out);
            }
            fn read(from: &mut Tokens<'_>) -> Self {
                let number = from.number();
                from.or(Self::try_from(number).ok(), 0)
            }
        }
    )*};
}
numbers! { u16 u32 }

impl Plain for bool {
    fn write(&self, out: &mut String) {
        token(if *self { "1" } else { "0" }, out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        from.number() == 1
    }
}

impl Plain for Box<str> {
    fn write(&self, out: &mut String) {
        token(self, out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        from.next().into()
    }
}

impl Plain for String {
    fn write(&self, out: &mut String) {
        token(self, out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        from.next().into()
    }
}

impl Plain for Ratio {
    fn write(&self, out: &mut String) {
        let (over, under) = self.parts();
        (over < 0).write(out);
        token(&over.unsigned_abs().to_string(), out);
        token(&under.to_string(), out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        let (below, over, under) = (bool::read(from), from.number(), from.number());
        let made = Self::of_parts(if below { -over } else { over }, under);
        from.or(made, Self::ZERO)
    }
}

impl Plain for Date {
    fn write(&self, out: &mut String) {
        token(&self.to_string(), out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        let made = Self::parse(from.next());
        from.or(made, Self::FIRST)
    }
}

/// Left out: it is made again of what it finds, where it is needed.
impl Plain for Index {
    fn write(&self, _: &mut String) {}
    fn read(_: &mut Tokens<'_>) -> Self {
        Self::default()
    }
}

impl<T: Plain> Plain for Option<T> {
    fn write(&self, out: &mut String) {
        self.is_some().write(out);
        if let Some(inner) = self {
            inner.write(out);
        }
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        bool::read(from).then(|| T::read(from))
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn write(&self, out: &mut String) {
        u32::try_from(self.len()).unwrap_or(u32::MAX).write(out);
        for inner in self {
            inner.write(out);
        }
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        let mut list = Self::new();
        from.each(&mut |from| list.push(T::read(from)));
        list
    }
}

impl<T: Plain> Plain for Box<T> {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        from.deeper();
        let made = Self::new(T::read(from));
        from.depth -= 1;
        made
    }
}

impl<T: Plain, const N: usize> Plain for [T; N] {
    fn write(&self, out: &mut String) {
        for inner in self {
            inner.write(out);
        }
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        core::array::from_fn(|_| T::read(from))
    }
}

impl<A: Plain, B: Plain> Plain for (A, B) {
    fn write(&self, out: &mut String) {
        self.0.write(out);
        self.1.write(out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        (A::read(from), B::read(from))
    }
}

/// Writes structs field after field.
macro_rules! plain_structs {
    ($($name:ident { $($field:tt),* $(,)? })*) => {$(
        impl $crate::codec::Plain for $name {
            fn write(&self, out: &mut String) {
                $($crate::codec::Plain::write(&self.$field, out);)*
            }
            fn read(from: &mut $crate::codec::Tokens<'_>) -> Self {
                Self { $($field: $crate::codec::Plain::read(from),)* }
            }
        }
    )*};
}
pub(crate) use plain_structs;

/// Writes enumerations as the number of the member, then its fields, each with a name to hold it. One has the number 0,
/// and holds itself in lists at most: it is what is read of a text that is refused.
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
            fn read(from: &mut $crate::codec::Tokens<'_>) -> Self {
                match <u16 as $crate::codec::Plain>::read(from) {
                    $($number => Self::$member { $($field: $crate::codec::Plain::read(from)),* },)*
                    _ => {
                        from.fail();
                        Self::read(from)
                    }
                }
            }
        }
    )*};
}
pub(crate) use plain_enums;
