//! What of a response goes into the fields of a standard, as its maintainers write it.

use super::leaf::{Class, FormId, Free, Id, Map, Text, Version};
use super::read_record;
use super::shape::record;
use crate::diagnostic::Diagnostics;
use crate::json::{Limits, read};

record! {
    /// What of a response to a form goes into the fields of a standard.
    ExportDefinition {
        /// The JSON Schema this file follows, for editors; never read.
        #[cfg_attr(feature = "maintain", schemars(rename = "$schema"))]
        schema: Option<Free> = default,
        /// The format of the form language; 1.
        #[cfg_attr(feature = "maintain", schemars(extend("const" = 1)))]
        format: u32,
        /// The standard and its version.
        standard: Text,
        /// Where it is from, with the credit that its licence asks for.
        source: Text,
        /// The form.
        form: FormId,
        /// The version of the form.
        version: Version,
        /// The fields of the standard, all of them, in its order.
        fields: Map<ExportField>,
        /// What a response has besides answers and the standard has no field for.
        loses: Vec<Text>,
    }
}

record! {
    /// A field of a standard: some of its values, a day, or why it has nothing.
    ExportField {
        /// Whether it may have several values.
        several: bool = default,
        /// Its values, each with what it is written for.
        values: Vec<ExportValue> = default,
        /// The question whose day it is.
        day: Option<Id> = default,
        /// Why nothing is ever written.
        without: Option<Text> = default,
    }
}

record! {
    /// A value of a field: written where one of `any` holds and, if there are some, one of `and`.
    ExportValue {
        /// The value, as the standard writes it.
        value: Text,
        /// What it is written for.
        any: Vec<Basis>,
        /// What has to hold besides.
        and: Vec<Basis> = default,
    }
}

record! {
    /// What a value rests on: answers with one of these codes, or one of these classes.
    Basis {
        /// A question or a consent.
        item: Option<Id> = default,
        /// The codes it has to be answered with, one of them.
        codes: Vec<Id> = default,
        /// Classes of the outcome.
        classes: Vec<Class> = default,
    }
}

impl ExportValue {
    /// All it rests on.
    pub fn bases(&self) -> impl Iterator<Item = &Basis> {
        self.any.iter().chain(&self.and)
    }
}

impl ExportDefinition {
    /// Reads what goes into the fields of a standard.
    ///
    /// # Errors
    /// Everything wrong with its shape, together. Whether it fits a form is found where it is checked against it.
    pub fn read(text: &[u8]) -> Result<Self, Diagnostics> {
        read_record(&read(text, Limits::DEFINITION)?)
    }
}
