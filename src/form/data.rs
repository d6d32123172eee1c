//! What a form is made of. Only `compile` makes one of a definition.

use super::text::{FormLanguage, TextId};
use crate::codec::{plain_enums, plain_structs};
use crate::expression::{Condition, Day, Number, Value};
use crate::id::Index;
use crate::number::Ratio;
use crate::value::{By, Calendar, Consent, ItemType, Method, Reason, Scope, Strength, Urgency};

/// A form that is known to be right; evaluating it cannot fail.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its id.
    pub id: Box<str>,
    /// Its version.
    pub version: Box<str>,
    /// SHA-256 of the exact bytes of its file, in hexadecimal digits.
    pub digest: Box<str>,
    /// Neutral title.
    pub title: TextId,
    /// The list of services that its actions and alerts name kinds of.
    pub services: Option<Box<str>>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// Every item in document order, a group before what it holds.
    pub items: Vec<Item>,
    /// The groups and what they hold, in document order.
    pub parts: Vec<Part>,
    /// The last group, where it is asked beside the result: consents to sharing, referring and keeping.
    pub closing: Option<Part>,
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
    /// What the deciding table is called, where there are others.
    pub variant: Option<Box<str>>,
    /// Other tables over the same findings.
    pub variants: Vec<Variant>,
    /// When the person is, or may be, a child.
    pub child_path: Option<Condition>,
    /// Whose age decides.
    pub age: Option<Age>,
    /// The repeats.
    pub repeats: Vec<Repeat>,
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
    pub(crate) keys: Index,
    /// The ids of the items.
    pub(crate) ids: Index,
    /// The source language first.
    pub languages: Vec<FormLanguage>,
}

/// One cell to compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// An item.
    Item(u16),
    /// A score.
    Score(u16),
    /// An indicator.
    Indicator(u16),
    /// A dimension.
    Dimension(u16),
    /// An alert.
    Alert(u16),
    /// `noIndicator`
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

/// An item.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts of an item that have nothing to do with each other")]
pub struct Item {
    /// Its id.
    pub id: Box<str>,
    /// What it is.
    pub kind: ItemType,
    /// Who answers it.
    pub by: By,
    /// The group, matrix or repeat it stands in.
    pub parent: Option<u16>,
    /// The repeat in whose rows it is asked.
    pub repeat: Option<u16>,
    /// The question, the displayed text, the title of a group.
    pub text: TextId,
    /// A label of a few words.
    pub short: Option<TextId>,
    /// A note for the worker.
    pub guidance: Option<TextId>,
    /// Whom something is shared with.
    pub recipient: Option<TextId>,
    /// The question whether there is another row.
    pub more: Option<TextId>,
    /// What is counted.
    pub unit: Option<TextId>,
    /// What is said where an answer does not hold to the constraint.
    pub constraint_text: Option<TextId>,
    /// Whether going on without it is asked about once.
    pub required: bool,
    /// Whether it must be gone through before anyone may stop.
    pub essential: bool,
    /// Its choices.
    pub choices: Vec<Choice>,
    /// The silences it allows.
    pub reasons: Vec<Reason>,
    /// When it applies.
    pub relevant: Option<Condition>,
    /// What an answer must hold to.
    pub constraint: Option<Condition>,
    /// What a calculation is.
    pub value: Option<Value>,
    /// The choice that a closed silence reads as.
    pub when_missing: Option<u16>,
    /// Least value.
    pub min: Option<Ratio>,
    /// Most value.
    pub max: Option<Ratio>,
    /// First day.
    pub earliest: Option<Day>,
    /// Last day.
    pub latest: Option<Day>,
    /// Whether a month, a year, or an earliest and a latest day may be given.
    pub partial: bool,
    /// The calendars a date may be told in.
    pub calendars: Vec<Calendar>,
    /// Most characters of a text; most rows of a repeat.
    pub most: u32,
    /// The kinds of services whose names can be taken instead of written.
    pub services: Vec<Box<str>>,
    /// What a consent is asked for.
    pub scope: Option<Scope>,
    /// Whether it is the consent of a guardian.
    pub guardians: bool,
    /// Whether it is only asked once the person agreed to talk.
    pub behind_consent: bool,
}

impl Item {
    /// Whether it can be answered.
    pub fn is_question(&self) -> bool {
        self.kind.is_question()
    }

    /// Whether it is answered by itself: the questions of a repeat are answered in its rows.
    pub fn stands_alone(&self) -> bool {
        self.is_question() && self.repeat.is_none()
    }

    /// Whether it can always be answered with none of its other choices.
    #[cfg(feature = "compile")]
    pub(crate) fn can_be_none(&self) -> bool {
        self.choices.iter().any(|choice| choice.exclusive && choice.relevant.is_none())
    }

    /// The place of a code among its choices.
    pub fn choice(&self, code: &str) -> Option<u16> {
        self.choices.iter().zip(0..).find(|(choice, _)| &*choice.code == code).map(|(_, place)| place)
    }

    /// The code of a choice.
    pub fn code(&self, choice: u16) -> &str {
        self.choices.get(usize::from(choice)).map_or("", |choice| &choice.code)
    }

    /// What a choice says became of a consent; none where it is another item's.
    pub fn consent(&self, choice: u16) -> Option<Consent> {
        Consent::ALL.get(usize::from(choice)).copied().filter(|_| self.kind == ItemType::Consent)
    }

    /// Whether this choice is what became of a consent.
    pub fn is_consent(&self, choice: u16, consent: Consent) -> bool {
        self.consent(choice) == Some(consent)
    }
}

/// One allowed answer; a consent's have no text of their own.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its code.
    pub code: Box<str>,
    /// Its text.
    pub text: Option<TextId>,
    /// What it weighs where a score takes the weights of the choices.
    pub weight: Option<Ratio>,
    /// When it is offered.
    pub relevant: Option<Condition>,
    /// Whether it stands alone among several.
    pub exclusive: bool,
    /// Whether what it is may be said.
    pub specify: bool,
}

/// A repeat and the order in which the items of a row are computed.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// The repeat itself.
    pub item: u16,
    /// How many items a row has; they follow the repeat.
    pub length: u16,
    /// Their places in the form, each after what it needs.
    pub(crate) order: Vec<u16>,
}

/// Whose age decides which path is taken.
#[derive(Clone, Copy, Debug)]
pub struct Age {
    /// The question for the age group.
    pub group: u16,
    /// The question for the date of birth.
    pub birth: u16,
    /// The choice of those under 18.
    pub child: u16,
    /// The choice of those of 18 and more.
    pub adult: u16,
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

/// A number made of answers.
#[derive(Clone, Debug)]
pub struct Score {
    /// Its id.
    pub id: Box<str>,
    /// How it is made; a count is a sum of ones.
    pub method: Method,
    /// What it makes of silences.
    pub missing: Missing,
    /// Its items.
    pub terms: Vec<Term>,
    /// What the total is multiplied by.
    pub factor: Ratio,
    /// Whether the total is rounded, a half towards the larger number.
    pub round: bool,
    /// The total where none of its items applies.
    pub when_not_applicable: Option<Ratio>,
    /// Whether it stays off screens and prints.
    pub internal: bool,
    /// What a `calculate` is.
    pub value: Option<Number>,
    /// Its sets of bands; the first has no name.
    pub sets: Vec<BandSet>,
}

/// What a score makes of silences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// One leaves it unknown.
    Unknown,
    /// One weighs nothing.
    Zero,
    /// At most so many are filled with the mean.
    AtMost(u32),
    /// Filled with the mean where at least so many are answered.
    AtLeast(u32),
}

/// An item of a score.
#[derive(Clone, Debug)]
pub struct Term {
    /// The item.
    pub item: u16,
    /// The weight of each of its choices, as written; empty where it weighs its value.
    pub weights: Vec<Ratio>,
    /// Least and most it can weigh, as written.
    pub bounds: (Ratio, Ratio),
    /// Whether it weighs the other way round.
    pub reversed: bool,
    /// What it has to weigh to be counted as one.
    pub threshold: Option<Ratio>,
    /// What its weight is multiplied by.
    pub factor: Ratio,
    /// Its weight, as written, where it was skipped by design.
    pub when_irrelevant: Option<Ratio>,
}

/// A set of bands of a score.
#[derive(Clone, Debug)]
pub struct BandSet {
    /// Its name; the first set of a score has none.
    pub name: Box<str>,
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
    /// The kinds of services that can help.
    pub services: Vec<Box<str>>,
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

/// A table over the same findings that is recorded and never shown.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: Box<str>,
    /// Its rows: id, class, and when it holds.
    pub rows: Vec<VariantRow>,
}

/// A row of such a table.
#[derive(Clone, Debug)]
pub struct VariantRow {
    /// Its id.
    pub id: Box<str>,
    /// The class it gives.
    pub class: Box<str>,
    /// When it holds; the last row always does.
    pub when: Option<Condition>,
}

/// Texts of an outcome.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The result in plain words.
    pub text: TextId,
    /// One calm sentence more.
    pub note: Option<TextId>,
    /// What is recommended.
    pub actions: Vec<Action>,
}

/// A recommendation.
#[derive(Clone, Debug)]
pub struct Action {
    /// What to do.
    pub text: TextId,
    /// How soon.
    pub urgency: Urgency,
    /// The kinds of services that can help.
    pub services: Vec<Box<str>>,
}

impl Form {
    /// The item at a place.
    pub fn item(&self, item: u16) -> Option<&Item> {
        self.items.get(usize::from(item))
    }

    /// The place of an item.
    pub fn find(&self, id: &str) -> Option<u16> {
        self.ids.find(id)
    }

    /// The repeat of an item.
    pub fn repeat(&self, item: u16) -> Option<&Repeat> {
        self.repeats.iter().find(|repeat| repeat.item == item)
    }
}

plain_structs! {
    Form {
        id, version, digest, title, services, sources, items, parts, closing, indicators, dimensions, rule, scores, alerts, rows, variant, variants,
        child_path, age, repeats, indeterminate, could_not_be_done, terms, talk, order, keys, ids, languages,
    }
    Source { id, citation, verified }
    Part { group, items }
    Item { id, kind, by, parent, repeat, text, short, guidance, recipient, more, unit, constraint_text, required, essential, choices, reasons, relevant, constraint, value, when_missing, min, max, earliest, latest, partial, calendars, most, services, scope, guardians, behind_consent }
    Choice { code, text, weight, relevant, exclusive, specify }
    Repeat { item, length, order }
    Age { group, birth, child, adult }
    Indicator { id, dimension, strength, when, text, source, observed, reads }
    Dimension { id, title }
    Combination { strong, medium, weak, total }
    Score { id, method, missing, terms, factor, round, when_not_applicable, internal, value, sets }
    Term { item, weights, bounds, reversed, threshold, factor, when_irrelevant }
    BandSet { name, bands }
    Band { id, from }
    Alert { id, when, urgency, text, services, reads }
    Row { id, class, when, urgency, may_stop, statement }
    Variant { name, rows }
    VariantRow { id, class, when }
    Statement { text, note, actions }
    Action { text, urgency, services }
}

plain_enums! {
    Step {
        0 = Item { 0: place }, 1 = Score { 0: place }, 2 = Indicator { 0: place }, 3 = Dimension { 0: place },
        4 = Alert { 0: place }, 5 = NoIndicator {},
    }
    Missing { 0 = Unknown {}, 1 = Zero {}, 2 = AtMost { 0: count }, 3 = AtLeast { 0: count } }
}
