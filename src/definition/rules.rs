//! What is made of the answers: indicators, dimensions, scores, alerts, the decision table.

use super::leaf::{Class, Decimal, Expression, Id, Map, Text, word_takes};
use super::shape::{Shape, Take, either, record};
use crate::json::Json;
use crate::value::{Method, Strength, Urgency, words};

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
    /// What a score makes of silences, in a word.
    MissingWord {
        /// One silence leaves the score unknown.
        Unknown = "unknown",
        /// A silence weighs nothing, while at least one item is answered.
        Zero = "zero",
    }
}

words! {
    /// What stands in for what is missing.
    Fill {
        /// The mean of what is there.
        Mean = "mean",
    }
}

words! {
    /// How a total is rounded.
    Round {
        /// Not at all.
        None = "none",
        /// To the nearest whole number, a half towards the larger one.
        HalfUp = "halfUp",
    }
}

words! {
    /// Where the weights of an item stand.
    WeightsWord {
        /// On its choices.
        Choices = "choices",
        /// It weighs its value.
        Value = "value",
    }
}

word_takes! {
    Method = Sum, MissingWord = Unknown, Fill = Mean, Round = None, WeightsWord = Choices
}

record! {
    /// How many silences a score bears. Exactly one of the two numbers.
    MissingFill {
        /// At most so many items without an answer.
        at_most: Option<u32> = default,
        /// At least so many items with one.
        at_least: Option<u32> = default,
        /// What stands in for them.
        fill: Fill,
    }
}

either! {
    /// What a score makes of silences; has to be said.
    MissingRule {
        /// In a word.
        Word(MissingWord),
        /// What is missing is filled.
        Fill(MissingFill),
    }
}

either! {
    /// What an item weighs.
    Weights {
        /// As its choices say, or its value.
        Word(WeightsWord),
        /// Code to weight; every choice of a scored item has one.
        Codes(Map<Decimal>),
    }
}

record! {
    /// A number made of answers.
    Score {
        /// Its id.
        id: Id,
        /// How it is made.
        method: Method,
        /// What it makes of silences; has to be said, but for `calculate`.
        missing: Option<MissingRule> = default,
        /// Item to its weights.
        weights: Map<Weights> = default,
        /// Items that weigh the other way round: least and most of their weights less the weight.
        reverse: Vec<Id> = default,
        /// What an item has to weigh to be counted.
        threshold: Option<Decimal> = default,
        /// The same for single items.
        thresholds: Map<Decimal> = default,
        /// What the weight of an item is multiplied by.
        factors: Map<Decimal> = default,
        /// What the total is multiplied by.
        factor: Option<Decimal> = default,
        /// How the total is rounded; not at all, if left out.
        round: Round = default,
        /// The weight of an item that was skipped by design; it then counts as answered.
        when_irrelevant: Map<Decimal> = default,
        /// The total where none of its items applies; without it the score is then absent.
        when_not_applicable: Option<Decimal> = default,
        /// Whether it stays off screens and prints.
        internal: bool = default,
        /// The expression of a `calculate`.
        value: Option<Expression> = default,
        /// Its bands, ascending.
        bands: Vec<Band> = default,
        /// Other sets of bands, by name.
        band_sets: Map<Vec<Band>> = default,
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
        /// Kinds of services that can help, from the list that the form names.
        services: Vec<Id> = default,
    }
}

record! {
    /// Whose age decides which path is taken.
    Age {
        /// The question for the age group; it has a `whenMissing`.
        group: Id,
        /// The question for the date of birth.
        birth: Id,
        /// The code of those under 18.
        child: Id,
        /// The code of those of 18 and more.
        adult: Id,
    }
}

record! {
    /// The decision table and the outcomes the engine itself knows.
    Outcomes {
        /// The word of the case file for each class, shown on request.
        terms: Map<Text> = default,
        /// The table: the first true row after only false ones decides.
        rows: Vec<Row>,
        /// What the deciding table is called, where there are others.
        variant: Option<Id> = default,
        /// Other tables over the same findings, by name: computed and recorded, never shown.
        variants: Map<Vec<VariantRow>> = default,
        /// When the person is, or may be, a child: a lower conclusion or any other is then reviewed a second time.
        child_path: Option<Expression> = default,
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
    /// A row of a table that is recorded and never shown.
    VariantRow {
        /// Its id.
        id: Id,
        /// The class it gives.
        class: Class,
        /// When it holds; the last row has none.
        when: Option<Expression> = default,
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

either! {
    /// A recommendation, with how soon, and who can help, where that is said.
    Action {
        /// What to do.
        Plain(Text),
        /// What to do, and how soon.
        Timed(TimedAction),
    }
}

record! {
    /// What to do, how soon, and who can help.
    TimedAction {
        /// What to do.
        text: Text,
        /// How soon.
        urgency: Urgency,
        /// Kinds of services that can help, from the list that the form names.
        services: Vec<Id> = default,
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

    /// Kinds of services that can help.
    pub fn services(&self) -> &[Id] {
        match self {
            Self::Plain(_) => &[],
            Self::Timed(action) => &action.services,
        }
    }
}
