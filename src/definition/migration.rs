//! How answers pass from one version of a form to another, as its maintainers write it.

use super::leaf::{FormId, Free, Id, Map, Text, Version};
use super::read_record;
use super::shape::record;
use crate::diagnostic::Diagnostics;
use crate::json::{Limits, read};

record! {
    /// How answers pass from one version of a form to another.
    MigrationDefinition {
        /// The JSON Schema this file follows, for editors; never read.
        #[cfg_attr(feature = "maintain", schemars(rename = "$schema"))]
        schema: Option<Free> = default,
        /// The format of the form language; 1.
        #[cfg_attr(feature = "maintain", schemars(extend("const" = 1)))]
        format: u32,
        /// Id of the form.
        form: FormId,
        /// The version the answers were given to.
        from: Version,
        /// The version they pass to.
        to: Version,
        /// What becomes of the questions that are not the same in both, by their ids in the old version.
        steps: Map<Step> = default,
        /// Questions that several old ones become, by their ids in the new version.
        merges: Map<Merge> = default,
    }
}

record! {
    /// What becomes of a question: it has another name or other codes, or is split, or dropped.
    Step {
        /// Its name in the new version.
        rename: Option<Id> = default,
        /// Its codes that have other names: the old one to the new one.
        recode: Map<Id> = default,
        /// The questions it is split into, each with those of the old codes that answer it, and its own.
        split: Map<Map<Id>> = default,
        /// Its codes that are not carried, each with the reason.
        left: Map<Text> = default,
        /// It is not carried at all; why.
        drop: Option<Text> = default,
    }
}

record! {
    /// A question that several old ones become.
    Merge {
        /// The old questions.
        of: Vec<Id>,
        /// Which of their answers answer it, the first that is met; where none is, it is asked again.
        cases: Vec<MergeCase>,
    }
}

record! {
    /// Answers that together answer a question.
    MergeCase {
        /// Old questions, each with the code it has to have.
        when: Map<Id>,
        /// The code of the new question.
        code: Id,
    }
}

impl MigrationDefinition {
    /// Reads how answers pass.
    ///
    /// # Errors
    /// Everything wrong with its shape, together. Whether it fits the two versions is found where it is checked against
    /// them.
    pub fn read(text: &[u8]) -> Result<Self, Diagnostics> {
        read_record(&read(text, Limits::DEFINITION)?)
    }
}
