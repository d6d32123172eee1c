//! Items: groups, displayed texts, questions of every kind, consents, calculations.
//!
//! All kinds are one record; [`Kind`] says which of its keys each kind has.

use super::leaf::{Day, Decimal, Expression, Id, ListName, Text, word_takes};
use super::shape::{Different, Kind, Several, Shape, Take, either, record};
use crate::json::Json;
use crate::value::{By, Calendar, ItemType, Reason, Scope, words};

word_takes! { ItemType = Display }

record! {
    /// One entry of a form, in the order it is asked. Which keys it has depends on its `type`.
    Item = KINDS, split_kinds {
        /// What it is.
        r#type: ItemType,
        /// Its id.
        id: Id,
        /// Who answers it. A display by `person` is read aloud; by anyone else, it is for the worker.
        by: By = default,
        /// Neutral title: it may be read over a shoulder.
        title: Text = default,
        /// The question, as it is read aloud or observed; an empty line begins a paragraph.
        text: Text = default,
        /// A label of a few words, for lists of answers.
        short: Option<Text> = default,
        /// A note for the worker; never read aloud.
        guidance: Option<Text> = default,
        /// When it applies; always, if left out. A consent to talk has none.
        relevant: Option<Expression> = default,
        /// Whether going on without it is asked about once; it never holds an interview.
        required: bool = default,
        /// Whether it must be gone through before anyone may stop (danger, consent, contact, needs).
        essential: bool = default,
        /// Whether the consents of this last group are asked beside the result, before the end, and not on a page of their own.
        closing: bool = default,
        /// The silences it allows; those usual for who answers it, if left out.
        reasons: Option<Vec<Reason>> = default,
        /// What an answer must hold to; it names only the item itself, literals and `today`.
        constraint: Option<Expression> = default,
        /// What is said where it does not.
        constraint_text: Option<Text> = default,
        /// Its choices, or the name of a list of them.
        choices: Choices = default,
        /// The choice that a closed silence reads as.
        when_missing: Option<Id> = default,
        /// Least value.
        min: Option<Decimal> = default,
        /// Most value.
        max: Option<Decimal> = default,
        /// What is counted.
        unit: Option<Text> = default,
        /// Most characters; 1000, if left out.
        max_length: Option<u32> = default,
        /// The kinds of services whose names can be taken instead of written.
        services: Vec<Id> = default,
        /// Whether a month, a year, or an earliest and a latest day may be given.
        partial: bool = default,
        /// The calendars it may be told in; Gregorian, if left out.
        calendars: Option<Different<Calendar>> = default,
        /// First day, or `today`.
        earliest: Option<Day> = default,
        /// Last day, or `today`.
        latest: Option<Day> = default,
        /// The condition or number it is.
        value: Option<Expression> = default,
        /// What a group or a repeat holds.
        items: Vec<Item> = default,
        /// The questions of a matrix.
        rows: Several<MatrixRow> = default,
        /// The question whether there is another.
        more: Text = default,
        /// Most rows; 50, if left out.
        at_most: Option<u32> = default,
        /// What a consent is asked for.
        scope: Scope = default,
        /// Whose consent it is; the person's, if left out.
        of: Option<Whose> = default,
        /// Whom something is shared with; only and always with the scope `share`.
        recipient: Option<Text> = default,
    }
}

/// What may stand in an item of each type, besides `type` and `id`.
const KINDS: &[Kind] = &[
    Kind { word: "group", required: &["title", "items"], optional: &["essential", "closing", "relevant"], common: &[] },
    Kind { word: "display", required: &["by", "text"], optional: &["relevant"], common: &[] },
    Kind { word: "consent", required: &["scope", "text"], optional: &["of", "recipient"], common: OF_QUESTIONS },
    Kind { word: "single", required: &["by", "text", "choices"], optional: &["when_missing"], common: OF_QUESTIONS },
    Kind { word: "multiple", required: &["by", "text", "choices"], optional: &[], common: OF_QUESTIONS },
    Kind {
        word: "matrix",
        required: &["by", "text", "choices", "rows"],
        optional: &["guidance", "relevant", "reasons"],
        common: &[],
    },
    Kind { word: "integer", required: &["by", "text"], optional: OF_NUMBERS, common: OF_QUESTIONS },
    Kind { word: "decimal", required: &["by", "text"], optional: OF_NUMBERS, common: OF_QUESTIONS },
    Kind { word: "text", required: &["by", "text"], optional: &["max_length", "services"], common: OF_QUESTIONS },
    Kind {
        word: "date",
        required: &["by", "text"],
        optional: &["partial", "calendars", "earliest", "latest", "constraint", "constraint_text"],
        common: OF_QUESTIONS,
    },
    Kind { word: "time", required: &["by", "text"], optional: &[], common: OF_QUESTIONS },
    Kind { word: "calculate", required: &["value"], optional: &["short"], common: &[] },
    Kind { word: "repeat", required: &["by", "text", "more", "items"], optional: &["at_most"], common: OF_QUESTIONS },
];

#[cfg(feature = "maintain")]
fn split_kinds(schema: &mut schemars::Schema) {
    super::shape::split(KINDS, schema);
}

/// What every question may have.
const OF_QUESTIONS: &[&str] = &["short", "guidance", "relevant", "required", "reasons"];
/// What numbers may have.
const OF_NUMBERS: &[&str] = &["min", "max", "unit", "constraint", "constraint_text"];

record! {
    /// A row of a matrix: a question with one answer.
    MatrixRow {
        /// Its id.
        id: Id,
        /// The question.
        text: Text,
        /// A label of a few words, for lists of answers.
        short: Option<Text> = default,
        /// A note for the worker; never read aloud.
        guidance: Option<Text> = default,
        /// When it applies; whenever the matrix does, if left out.
        relevant: Option<Expression> = default,
        /// Whether going on without it is asked about once.
        required: bool = default,
        /// The choice that a closed silence reads as.
        when_missing: Option<Id> = default,
    }
}

record! {
    /// One allowed answer.
    Choice {
        /// Its code, the same in every language.
        code: Id,
        /// Its text.
        text: Text,
        /// What it weighs where a score takes the weights of the choices.
        weight: Option<Decimal> = default,
        /// When it is offered; always, if left out.
        relevant: Option<Expression> = default,
        /// Whether it stands alone among several, as "none of these" does.
        exclusive: bool = default,
        /// Whether it is "other": what it is may be said, is kept apart and read by nothing.
        specify: bool = default,
    }
}

words! {
    /// Whose consent.
    Whose {
        /// The person interviewed.
        Person = "person",
        /// The guardian of a child; may be the exploiter.
        Guardian = "guardian",
    }
}

word_takes! { Whose = Person }

either! {
    /// The choices of a question: its own, or the name of a shared list.
    Choices {
        /// A list of `choiceLists`.
        Named(ListName),
        /// Its own.
        Own(Vec<Choice>),
    }
}
