//! The compiled form: plain data, names resolved to places, and the text it is written as for the device.

pub(crate) mod carry;
mod data;
mod reach;
mod services;
mod text;

pub use carry::{Carry, Line, Origin};
pub use data::{
    Action, Age, Alert, Band, BandSet, Choice, Combination, Dimension, Form, Indicator, Item, Missing, Part, Repeat,
    Row, Score, Source, Statement, Step, Term, Variant, VariantRow,
};
pub use reach::{Range, Terms, Total};
pub use services::{Service, ServiceKind, Services};
#[cfg(feature = "compile")]
pub(crate) use text::put;
pub use text::{FormLanguage, Shown, TextId};
