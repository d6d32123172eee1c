//! The compiled form: plain data, names resolved to places. Only `compile` makes one.

use crate::expression::Condition;
use crate::number::Ratio;
use crate::value::{By, Consent, Reason, Scope, Strength, Urgency};

/// A text of the form, in whatever languages it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextId(pub(super) u16);

/// A text as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown<'f> {
    /// The text.
    pub text: &'f str,
    /// The language it is in.
    pub language: &'f str,
    /// Whether the language asked for does not have it and this is the source language.
    pub fallback: bool,
}

/// A language the form has.
#[derive(Clone, Debug)]
pub struct FormLanguage {
    /// Its tag.
    pub tag: Box<str>,
    /// `none` until a person has reviewed the texts; the source language says `source`.
    pub review: Box<str>,
    /// By [`TextId`].
    pub(super) texts: Vec<Option<Box<str>>>,
}

/// A form that is known to be right; evaluating it cannot fail.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its id.
    pub id: Box<str>,
    /// Its version.
    pub version: Box<str>,
    /// Neutral title.
    pub title: TextId,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// Every item in document order, a group before what it holds.
    pub items: Vec<Item>,
    /// The groups and what they hold, in document order.
    pub parts: Vec<Part>,
    /// Signs.
    pub indicators: Vec<Indicator>,
    /// What indicators belong to.
    pub dimensions: Vec<Dimension>,
    /// Combinations that make a dimension positive.
    pub rule: Vec<Combination>,
    /// Sums over answers.
    pub scores: Vec<Score>,
    /// What has to be done the moment it is met.
    pub alerts: Vec<Alert>,
    /// The decision table; the refusal to talk stands apart and before it.
    pub rows: Vec<Row>,
    /// Texts when too much is unknown.
    pub indeterminate: Statement,
    /// Texts when the person refused to talk.
    pub could_not_be_done: Statement,
    /// The word of the case file for a class.
    pub terms: Vec<(Box<str>, TextId)>,
    /// The person's consent to talk, where there is one.
    pub talk: Option<u16>,
    /// The cells in an order in which each needs only earlier ones.
    pub(crate) order: Vec<Step>,
    /// Where each text of the form stands, by [`TextId`].
    pub(super) keys: Vec<Box<str>>,
    /// The source language first.
    pub languages: Vec<FormLanguage>,
}

/// One cell to compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Item(u16),
    Score(u16),
    Indicator(u16),
    Dimension(u16),
    Alert(u16),
    NoIndicator,
}

/// What the form rests on.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id.
    pub id: Box<str>,
    /// How it is cited.
    pub citation: Box<str>,
    /// Whether a person compared the form with the primary source.
    pub verified: bool,
}

/// A group and what it holds.
#[derive(Clone, Debug)]
pub struct Part {
    /// The group itself.
    pub group: u16,
    /// Its items, in order.
    pub items: Vec<u16>,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A part of the interview.
    Group,
    /// A text without an answer.
    Display,
    /// A question.
    Single,
    /// A consent.
    Consent(Scope),
}

/// An item.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four facts of an item that have nothing to do with each other")]
pub struct Item {
    /// Its id.
    pub id: Box<str>,
    /// What it is.
    pub kind: ItemKind,
    /// Who answers it.
    pub by: By,
    /// The group it stands in.
    pub group: Option<u16>,
    /// The question, the displayed text, the title of a group.
    pub text: TextId,
    /// A label of a few words.
    pub short: Option<TextId>,
    /// A note for the worker.
    pub guidance: Option<TextId>,
    /// Whom something is shared with.
    pub recipient: Option<TextId>,
    /// Whether going on without it is asked about once.
    pub required: bool,
    /// Whether it must be gone through before anyone may stop.
    pub essential: bool,
    /// Its choices.
    pub choices: Vec<Choice>,
    /// The silences it allows.
    pub reasons: &'static [Reason],
    /// When it applies.
    pub relevant: Option<Condition>,
    /// The choice that a closed silence reads as.
    pub when_missing: Option<u16>,
    /// Whether it is the consent of a guardian.
    pub guardians: bool,
    /// Whether it is only asked once the person agreed to talk.
    pub behind_consent: bool,
}

impl Item {
    /// Whether it can be answered.
    pub fn is_question(&self) -> bool {
        matches!(self.kind, ItemKind::Single | ItemKind::Consent(_))
    }

    /// The place of a code among its choices.
    pub fn choice(&self, code: &str) -> Option<u16> {
        self.choices.iter().zip(0..).find(|(choice, _)| &*choice.code == code).map(|(_, place)| place)
    }

    /// The code of a choice.
    pub fn code(&self, choice: u16) -> &str {
        self.choices.get(usize::from(choice)).map_or("", |choice| &choice.code)
    }

    /// Whether this choice is what became of a consent.
    pub fn is_consent(&self, choice: u16, consent: Consent) -> bool {
        matches!(self.kind, ItemKind::Consent(_)) && self.code(choice) == consent.word()
    }
}

/// One allowed answer; a consent's have no text of their own.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its code.
    pub code: Box<str>,
    /// Its text.
    pub text: Option<TextId>,
}

/// A sign.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its id.
    pub id: Box<str>,
    /// The dimension it belongs to.
    pub dimension: u16,
    /// How much it weighs there.
    pub strength: Strength,
    /// When it is met.
    pub when: Condition,
    /// What it is called.
    pub text: Option<TextId>,
    /// The source it rests on, and the place in it.
    pub source: Option<(u16, Box<str>)>,
    /// Whether it reads what was seen rather than what was said.
    pub observed: bool,
    /// The items it reads, in document order.
    pub reads: Vec<u16>,
}

/// What indicators belong to.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub title: TextId,
}

/// How many indicators make a dimension positive; all four must be reached.
#[derive(Clone, Copy, Debug)]
pub struct Combination {
    /// Strong ones.
    pub strong: u32,
    /// Medium ones.
    pub medium: u32,
    /// Weak ones.
    pub weak: u32,
    /// All together.
    pub total: u32,
}

/// A sum over answers.
#[derive(Clone, Debug)]
pub struct Score {
    /// Its id.
    pub id: Box<str>,
    /// Whether a silence adds nothing, while at least one item is answered.
    pub missing_is_zero: bool,
    /// Items and the weight of each of their choices.
    pub weights: Vec<(u16, Vec<Ratio>)>,
    /// Its bands, ascending.
    pub bands: Vec<Band>,
}

/// A range of a score.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its id.
    pub id: Box<str>,
    /// Its least value.
    pub from: Ratio,
}

/// Something that has to be done the moment it is met.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Its id.
    pub id: Box<str>,
    /// When it is met.
    pub when: Condition,
    /// How soon.
    pub urgency: Urgency,
    /// What to do.
    pub text: TextId,
    /// The items it reads, in document order.
    pub reads: Vec<u16>,
}

/// A row of the decision table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: Box<str>,
    /// The class it gives.
    pub class: Box<str>,
    /// When it holds; the last row always does.
    pub when: Option<Condition>,
    /// How soon something has to be done.
    pub urgency: Urgency,
    /// Whether the interview may stop once it decides.
    pub may_stop: bool,
    /// Its texts.
    pub statement: Statement,
}

/// Texts of an outcome.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The result in plain words.
    pub text: TextId,
    /// One calm sentence more.
    pub note: Option<TextId>,
    /// What is recommended, and how soon.
    pub actions: Vec<(TextId, Urgency)>,
}

impl Form {
    /// The item at a place.
    pub fn item(&self, item: u16) -> Option<&Item> {
        self.items.get(usize::from(item))
    }

    /// The place of an item.
    pub fn find(&self, id: &str) -> Option<u16> {
        self.items.iter().zip(0..).find(|(item, _)| &*item.id == id).map(|(_, place)| place)
    }

    /// The place of a language among [`languages`](Self::languages).
    pub fn language(&self, tag: &str) -> Option<usize> {
        self.languages.iter().position(|language| &*language.tag == tag)
    }

    /// A text in a language, or in the source language where that one does not have it.
    pub fn text(&self, id: TextId, language: usize) -> Shown<'_> {
        let find = |place: usize| {
            let language = self.languages.get(place)?;
            Some((language.texts.get(usize::from(id.0))?.as_deref()?, &*language.tag))
        };
        let (shown, fallback) = match find(language) {
            Some(shown) => (Some(shown), false),
            None => (find(0), true),
        };
        let (text, language) = shown.unwrap_or_default();
        Shown { text, language, fallback }
    }

    /// The keys of all texts, as overlays name them, with the text of the source language.
    pub fn source_texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.languages.first().map_or(&[][..], |language| &language.texts);
        self.keys.iter().zip(texts).map(|(key, text)| (&**key, text.as_deref().unwrap_or_default()))
    }
}
