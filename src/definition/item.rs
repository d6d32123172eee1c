//! Items: groups, displayed texts, questions, consents.

use super::leaf::{Expression, Id, ListName, Text, word_takes};
use super::shape::{Field, Shape, Take, record};
use crate::json::{Json, Kind};
use crate::value::{By, Scope, words};

/// Most choices of one question.
const MOST_CHOICES: usize = 500;

/// One entry of a form, in the order it is asked.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(tag = "type", rename_all = "camelCase"))]
pub enum Item {
    /// A part of the interview; on screen, a page.
    Group(Group),
    /// A text without an answer.
    Display(Display),
    /// A question with one answer.
    Single(Single),
    /// A consent.
    Consent(ConsentItem),
}

impl Default for Item {
    fn default() -> Self {
        Self::Display(Display::default())
    }
}

impl Item {
    const KINDS: &'static [(&'static str, &'static [Field])] = &[
        ("group", Group::FIELDS),
        ("display", Display::FIELDS),
        ("single", Single::FIELDS),
        ("consent", ConsentItem::FIELDS),
    ];

    /// Its id.
    pub fn id(&self) -> &Id {
        match self {
            Self::Group(item) => &item.id,
            Self::Display(item) => &item.id,
            Self::Single(item) => &item.id,
            Self::Consent(item) => &item.id,
        }
    }
}

impl Take for Item {
    fn shape() -> Shape {
        Shape::Tagged(Self::KINDS)
    }

    fn take(json: &Json) -> Self {
        match json.get("type").and_then(Json::text) {
            Some("group") => Self::Group(Take::take(json)),
            Some("single") => Self::Single(Take::take(json)),
            Some("consent") => Self::Consent(Take::take(json)),
            _ => Self::Display(Take::take(json)),
        }
    }
}

record! {
    /// A part of the interview. Groups do not nest.
    Group {
        /// Its id.
        id: Id,
        /// Neutral title: it may be read over a shoulder.
        title: Text,
        /// Whether it must be gone through before anyone may stop (danger, consent, contact, needs).
        essential: bool = default,
        /// When it applies; always, if left out.
        relevant: Option<Expression> = default,
        /// What it holds.
        items: Vec<Item>,
    }
}

record! {
    /// A text without an answer.
    Display {
        /// Its id.
        id: Id,
        /// `person`: it is read aloud; anyone else: it is for the worker.
        by: By,
        /// The text; an empty line begins a paragraph.
        text: Text,
        /// When it applies; always, if left out.
        relevant: Option<Expression> = default,
    }
}

record! {
    /// A question with one answer out of several.
    Single {
        /// Its id.
        id: Id,
        /// Who answers it.
        by: By,
        /// The question, as it is read aloud or observed.
        text: Text,
        /// A label of a few words, for lists of answers.
        short: Option<Text> = default,
        /// A note for the worker; never read aloud.
        guidance: Option<Text> = default,
        /// When it applies; always, if left out.
        relevant: Option<Expression> = default,
        /// Whether going on without it is asked about once; it never holds an interview.
        required: bool = default,
        /// The choice that a closed silence reads as.
        when_missing: Option<Id> = default,
        /// Its choices, or the name of a list of them.
        choices: Choices,
    }
}

record! {
    /// A consent. Its codes are `given`, `refused`, `asked`, `withdrawn`, `not_required`.
    ConsentItem {
        /// Its id.
        id: Id,
        /// What it is asked for.
        scope: Scope,
        /// Whose it is; the person's, if left out.
        of: Option<Whose> = default,
        /// Whom something is shared with; only and always with the scope `share`.
        recipient: Option<Text> = default,
        /// The question, as it is read aloud.
        text: Text,
        /// A label of a few words, for lists of answers.
        short: Option<Text> = default,
        /// A note for the worker; never read aloud.
        guidance: Option<Text> = default,
        /// When it applies; always, if left out. A consent to talk has none.
        relevant: Option<Expression> = default,
        /// Whether going on without it is asked about once.
        required: bool = default,
    }
}

record! {
    /// One allowed answer.
    Choice {
        /// Its code, the same in every language.
        code: Id,
        /// Its text.
        text: Text,
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

/// The choices of a question: its own, or the name of a shared list.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(untagged))]
pub enum Choices {
    /// A list of `choiceLists`.
    Named(ListName),
    /// Its own.
    Own(Vec<Choice>),
}

impl Default for Choices {
    fn default() -> Self {
        Self::Own(Vec::new())
    }
}

impl Take for Choices {
    fn shape() -> Shape {
        Shape::TextOr(ListName::shape, || Shape::List(MOST_CHOICES, Choice::shape))
    }

    fn take(json: &Json) -> Self {
        match json.kind {
            Kind::Text(_) => Self::Named(Take::take(json)),
            _ => Self::Own(Take::take(json)),
        }
    }
}
