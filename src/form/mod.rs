//! The compiled form: plain data, names resolved to places, and the text it is written as for the device.

mod data;
mod reach;
mod text;

pub use data::{
    Age, Alert, Band, BandSet, Choice, Combination, Dimension, Form, Indicator, Item, Missing, Part, Repeat, Row,
    Score, Source, Statement, Step, Term, Variant, VariantRow,
};
pub use reach::{Range, Terms, Total};
pub use text::{FormLanguage, Shown, TextId};
