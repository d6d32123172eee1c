//! A list of words in one language, each called by its key. The interface has one, and paper another.

use crate::codec::{Plain, Tokens};
#[cfg(feature = "compile")]
use crate::diagnostic::{Code, Diagnostics};
#[cfg(feature = "compile")]
use crate::json::{Json, Pointer};
use core::marker::PhantomData;

/// What the words of a list are called by.
pub trait Key: Copy + 'static {
    /// Every key, in the order of the list.
    const KEYS: &'static [Self];
    /// The section of a language's file that holds the words.
    const SECTION: &'static str;

    /// The key as it stands in that section.
    fn name(self) -> &'static str;

    /// Its place in the list.
    fn place(self) -> usize;
}

/// Makes a list of words, each called by the key it has in a section of `schemas/interface`.
macro_rules! keys {
    ($type:ident in $section:literal: $($key:ident = $name:literal,)*) => {
        /// A word or short sentence, called by the key it has in `schemas/interface`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type { $(#[doc = concat!("`", $name, "`")] $key,)* }

        impl $type {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$key,)*];

            /// The key in a language's file.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$key => $name,)* }
            }
        }

        impl $crate::view::word_list::Key for $type {
            const KEYS: &'static [Self] = Self::ALL;
            const SECTION: &'static str = $section;

            fn name(self) -> &'static str {
                self.key()
            }

            fn place(self) -> usize {
                self as usize
            }
        }
    };
}
pub(super) use keys;

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'w> {
    /// Words.
    Text(&'w str),
    /// The name of what stands here.
    Gap(&'w str),
}

/// Words in one language.
#[derive(Clone, Debug)]
pub struct WordList<K> {
    texts: Vec<Box<str>>,
    keys: PhantomData<K>,
}

impl<K: Key> WordList<K> {
    /// One word.
    pub fn get(&self, word: K) -> &str {
        self.texts.get(word.place()).map_or("", |word| word)
    }

    /// One sentence, piece by piece.
    pub fn pieces(&self, word: K, hear: &mut dyn FnMut(Piece)) {
        pieces(self.get(word), hear);
    }

    /// These words, if they are as many as there are keys, and none is empty.
    #[cfg(any(feature = "compile", feature = "paper"))]
    pub(super) fn of(texts: Vec<Box<str>>) -> Option<Self> {
        let whole = texts.len() == K::KEYS.len() && texts.iter().all(|text| !text.is_empty());
        whole.then_some(Self { texts, keys: PhantomData })
    }

    /// The words of a language's file, each as it is `kept`; tells every one that is missing.
    #[cfg(feature = "compile")]
    pub(super) fn take(json: &Json, kept: &dyn Fn(&str, &Json) -> Option<Box<str>>, found: &mut Diagnostics) -> Self {
        let mut names = K::KEYS.iter().map(|word| word.name());
        Self { texts: section(json, K::SECTION, &mut names, kept, found), keys: PhantomData }
    }
}

/// The texts of a section in the order of their keys.
#[cfg(feature = "compile")]
fn section(
    json: &Json,
    name: &'static str,
    keys: &mut dyn Iterator<Item = &'static str>,
    kept: &dyn Fn(&str, &Json) -> Option<Box<str>>,
    found: &mut Diagnostics,
) -> Vec<Box<str>> {
    let mut pointer = Pointer::default();
    let Some(words) = json.get(name) else {
        found.tell(Code::MissingKey, &pointer, name);
        return Vec::new();
    };
    let mut take = |key: &'static str| {
        let said = words.get(key).and_then(|said| kept(key, said));
        if said.is_none() {
            pointer.at(name, |pointer| found.tell(Code::MissingKey, pointer, key));
        }
        said.unwrap_or_default()
    };
    keys.map(&mut take).collect()
}

/// Written as its texts; a list that is not whole is refused.
impl<K: Key> Plain for WordList<K> {
    fn write(&self, out: &mut String) {
        self.texts.write(out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        let texts: Vec<Box<str>> = Vec::read(from);
        if texts.len() != K::KEYS.len() {
            from.fail();
        }
        Self { texts, keys: PhantomData }
    }
}

/// A sentence, piece by piece.
pub(super) fn pieces(sentence: &str, hear: &mut dyn FnMut(Piece)) {
    for (place, text) in sentence.split('{').enumerate() {
        match text.split_once('}').filter(|_| place > 0) {
            Some((name, rest)) => {
                hear(Piece::Gap(name));
                hear(Piece::Text(rest));
            }
            None => hear(Piece::Text(text)),
        }
    }
}
