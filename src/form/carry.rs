//! What one form hands to the next, compiled: plain data that names both forms' things by id.

use crate::codec::{plain_enums, plain_structs, read};

/// What an interview with one form hands to one with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carry {
    /// Id and version of the form that was finished.
    pub from: (Box<str>, Box<str>),
    /// Id and version of the form that begins.
    pub to: (Box<str>, Box<str>),
    /// What is handed over.
    pub lines: Vec<Line>,
}

/// One proposal, where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it comes from.
    pub origin: Origin,
    /// The id of that; nothing for the class.
    pub from: Box<str>,
    /// The question of the form that begins.
    pub to: Box<str>,
    /// What is found to what is proposed. An item without any is proposed as it was answered.
    pub codes: Vec<(Box<str>, Box<str>)>,
}

/// What a proposal comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The answer to a question.
    Item,
    /// The class of the outcome.
    Class,
    /// An indicator that is met.
    Indicator,
    /// An alert that holds.
    Alert,
}

impl Carry {
    /// Reads what this version of the engine has written; none of anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        read(HEAD, text)
    }
}

/// How the text begins.
pub(crate) const HEAD: &str = concat!("nrm1 carry ", env!("CARGO_PKG_VERSION"));

plain_structs! {
    Carry { from, to, lines }
    Line { origin, from, to, codes }
}
/// How each origin is written.
#[cfg(feature = "compile")]
pub(crate) const ITEM: &str = "0";
#[cfg(feature = "compile")]
pub(crate) const CLASS: &str = "1";
#[cfg(feature = "compile")]
pub(crate) const INDICATOR: &str = "2";
#[cfg(feature = "compile")]
pub(crate) const ALERT: &str = "3";

plain_enums! {
    Origin { 0 = Item {}, 1 = Class {}, 2 = Indicator {}, 3 = Alert {} }
}
