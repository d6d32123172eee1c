//! What is made of the answers: indicators, dimensions, scores, alerts, the decision table.

use super::leaf::{Class, Decimal, Expression, Id, Map, Text, word_takes};
use super::shape::{Shape, Take, record};
use crate::json::{Json, Kind};
use crate::value::{Strength, Urgency, words};

record! {
    /// Something the form rests on.
    Source {
        /// Its id.
        id: Id,
        /// How it is cited.
        citation: Text,
        /// Whether a person compared the form with the primary source.
        verified: bool = default,
    }
}

record! {
    /// Where in a source something stands.
    Reference {
        /// Id of the source.
        id: Id,
        /// Place in it.
        r#ref: Option<Text> = default,
    }
}

record! {
    /// A sign.
    Indicator {
        /// Its id.
        id: Id,
        /// The dimension it belongs to.
        dimension: Id,
        /// How much it weighs there.
        strength: Strength,
        /// When it is met.
        when: Expression,
        /// What it is called in the reasons of a result.
        text: Option<Text> = default,
        /// What it rests on.
        source: Option<Reference> = default,
    }
}

record! {
    /// How many indicators make a dimension positive; all that is named must be reached.
    Combination {
        /// Strong ones.
        strong: Option<u32> = default,
        /// Medium ones.
        medium: Option<u32> = default,
        /// Weak ones.
        weak: Option<u32> = default,
        /// All together.
        total: Option<u32> = default,
    }
}

record! {
    /// What indicators belong to.
    Dimension {
        /// Its id.
        id: Id,
        /// What it is called in the reasons of a result.
        title: Text,
    }
}

words! {
    /// How a score is made of weights.
    Method {
        /// Their sum.
        Sum = "sum",
    }
}

words! {
    /// What a score makes of silences.
    MissingRule {
        /// One silence leaves the score unknown.
        Unknown = "unknown",
        /// A silence adds nothing, while at least one item is answered.
        Zero = "zero",
    }
}

word_takes! { Method = Sum, MissingRule = Unknown }

record! {
    /// A sum over answers.
    Score {
        /// Its id.
        id: Id,
        /// How it is made.
        method: Method,
        /// What it makes of silences; has to be said.
        missing: MissingRule,
        /// Item to code to weight; every choice of a scored item has one.
        weights: Map<Map<Decimal>>,
        /// Its bands, ascending.
        bands: Vec<Band> = default,
    }
}

record! {
    /// A range of a score, up to the next band.
    Band {
        /// Its id.
        id: Id,
        /// Its least value.
        from: Decimal,
    }
}

record! {
    /// Something that has to be done the moment it is met.
    Alert {
        /// Its id.
        id: Id,
        /// When it is met.
        when: Expression,
        /// How soon.
        urgency: Urgency,
        /// What to do.
        text: Text,
    }
}

record! {
    /// The decision table and the outcomes the engine itself knows.
    Outcomes {
        /// The word of the case file for each class, shown on request.
        terms: Map<Text> = default,
        /// The table: the first true row after only false ones decides.
        rows: Vec<Row>,
        /// When too much is unknown.
        indeterminate: Statement,
        /// When the person refused to talk.
        could_not_be_done: Statement,
    }
}

record! {
    /// A row of the decision table.
    Row {
        /// Its id.
        id: Id,
        /// The class it gives.
        class: Class,
        /// When it holds; the last row has none.
        when: Option<Expression> = default,
        /// How soon something has to be done; `routine`, if left out.
        urgency: Urgency = default,
        /// Whether the interview may stop once this row decides.
        may_stop: bool = default,
        /// The result in plain words.
        text: Text,
        /// One calm sentence more.
        note: Option<Text> = default,
        /// What is recommended.
        actions: Vec<Action> = default,
    }
}

record! {
    /// Texts of an outcome that no row gives.
    Statement {
        /// The result in plain words.
        text: Text,
        /// One calm sentence more.
        note: Option<Text> = default,
        /// What is recommended.
        actions: Vec<Action> = default,
    }
}

/// A recommendation, with how soon where that is said.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(untagged))]
pub enum Action {
    /// What to do.
    Plain(Text),
    /// What to do, and how soon.
    Timed(TimedAction),
}

record! {
    /// What to do, and how soon.
    TimedAction {
        /// What to do.
        text: Text,
        /// How soon.
        urgency: Urgency,
    }
}

impl Action {
    /// What to do.
    pub fn text(&self) -> &Text {
        match self {
            Self::Plain(text) => text,
            Self::Timed(action) => &action.text,
        }
    }

    /// How soon; `routine` where it is not said.
    pub fn urgency(&self) -> Urgency {
        match self {
            Self::Plain(_) => Urgency::Routine,
            Self::Timed(action) => action.urgency,
        }
    }
}

impl Default for Action {
    fn default() -> Self {
        Self::Plain(Text::default())
    }
}

impl Take for Action {
    fn shape() -> Shape {
        Shape::TextOr(Text::shape, TimedAction::shape)
    }

    fn take(json: &Json) -> Self {
        match json.kind {
            Kind::Text(_) => Self::Plain(Take::take(json)),
            _ => Self::Timed(Take::take(json)),
        }
    }
}
