//! What the golden cases of a form reach of it: a change of what none of them reaches would go unnoticed.

use super::{Case, Ran};
use crate::assessment::{Assessment, DimensionReport};
use crate::compile::{Combination, Form};
use crate::value::{Strength, Truth};

/// What the cases reach of one kind of thing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// Which kind.
    pub what: Covered,
    /// How many there are.
    pub all: usize,
    /// Those that no case reaches, in form order: ids, and `question.choice`, `score.band`, `score.set.band`; of the
    /// combinations of the strength rule their place in it, from 0.
    pub missing: Vec<String>,
}

/// A kind of thing that cases reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Covered {
    /// Classes that an outcome has.
    Classes,
    /// Rows of the decision table that decide.
    Rows,
    /// Alerts that hold.
    Alerts,
    /// Indicators that are met.
    Indicators,
    /// Dimensions that are positive.
    Dimensions,
    /// Combinations of the strength rule that the indicators of one reach.
    Combinations,
    /// Bands in which a score certainly lies.
    Bands,
    /// Choices that are given as an answer and read.
    Choices,
}

impl Covered {
    /// What they are called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Classes => "classes",
            Self::Rows => "rows",
            Self::Alerts => "alerts",
            Self::Indicators => "indicators",
            Self::Dimensions => "dimensions",
            Self::Combinations => "combinations",
            Self::Bands => "bands",
            Self::Choices => "choices",
        }
    }
}

/// A kind of thing, what there is of it, and whether a case reaches one of these.
type Kind<'r> = (Covered, Vec<String>, &'r dyn Fn(&str) -> bool);

/// What the cases reach of a form, kind by kind; kinds of which the form has none are left out.
pub fn coverage(form: &Form, ran: &[(Case, Ran)]) -> Vec<Coverage> {
    let any = |reaches: &dyn Fn(&Assessment) -> bool| ran.iter().any(|(_, ran)| reaches(&ran.found));
    let class = |id: &str| any(&|found| found.outcome.class == id);
    let row = |id: &str| any(&|found| found.outcome.row.as_deref() == Some(id));
    let alert = |id: &str| any(&|found| found.alerts.iter().any(|alert| alert.id == id));
    let indicator =
        |id: &str| any(&|found| found.indicators.iter().any(|sign| sign.id == id && sign.truth == Truth::True));
    let dimension =
        |id: &str| any(&|found| found.dimensions.iter().any(|known| known.id == id && known.truth == Truth::True));
    let combination = |place: &str| {
        any(&|found| found.dimensions.iter().any(|known| reached(form, known).iter().any(|met| met == place)))
    };
    let band = |id: &str| any(&|found| bands(found).any(|known| known == id));
    let choice = |id: &str| ran.iter().any(|(_, ran)| ran.chosen.contains(id));
    let rows = form.rows.iter();
    let kinds: [Kind<'_>; 8] = [
        (Covered::Classes, classes(form), &class),
        (Covered::Rows, rows.map(|row| (*row.id).into()).collect(), &row),
        (Covered::Alerts, form.alerts.iter().map(|alert| (*alert.id).into()).collect(), &alert),
        (Covered::Indicators, form.indicators.iter().map(|sign| (*sign.id).into()).collect(), &indicator),
        (Covered::Dimensions, form.dimensions.iter().map(|known| (*known.id).into()).collect(), &dimension),
        (Covered::Combinations, (0..form.rule.len()).map(|place| place.to_string()).collect(), &combination),
        (Covered::Bands, all_bands(form), &band),
        (Covered::Choices, all_choices(form), &choice),
    ];
    let covered = |(what, ids, reached): Kind<'_>| Coverage {
        what,
        all: ids.len(),
        missing: ids.into_iter().filter(|id| !reached(id)).collect(),
    };
    kinds.into_iter().filter(|(_, ids, _)| !ids.is_empty()).map(covered).collect()
}

/// The classes an outcome of a form can have, each once.
fn classes(form: &Form) -> Vec<String> {
    let mut classes: Vec<String> = Vec::new();
    let refused = form.talk.map(|_| "couldNotBeDone");
    for class in form.rows.iter().map(|row| &*row.class).chain(["indeterminate"]).chain(refused) {
        if !classes.iter().any(|known| known == class) {
            classes.push(class.into());
        }
    }
    classes
}

/// The combinations of the strength rule that a dimension reaches, by their places.
fn reached(form: &Form, dimension: &DimensionReport) -> Vec<String> {
    let met =
        |strength| dimension.counts.iter().filter(|count| count.strength == strength).map(|count| count.met).sum();
    let (strong, medium, weak): (u32, u32, u32) = (met(Strength::Strong), met(Strength::Medium), met(Strength::Weak));
    let is_met = |rule: &Combination| {
        strong >= rule.strong && medium >= rule.medium && weak >= rule.weak && strong + medium + weak >= rule.total
    };
    let places = form.rule.iter().enumerate().filter(|(_, rule)| is_met(rule));
    places.map(|(place, _)| place.to_string()).collect()
}

/// The bands in which the scores of an outcome certainly lie.
fn bands(found: &Assessment) -> impl Iterator<Item = String> {
    found.scores.iter().flat_map(|score| {
        let first = score.band.iter().map(|band| format!("{}.{band}", score.id));
        let named = score
            .band_sets
            .iter()
            .flat_map(|set| set.band.iter().map(|band| format!("{}.{}.{band}", score.id, set.id)));
        first.chain(named)
    })
}

fn all_bands(form: &Form) -> Vec<String> {
    let mut all = Vec::new();
    for score in &form.scores {
        for set in &score.sets {
            for band in &set.bands {
                all.push(if set.name.is_empty() {
                    format!("{}.{}", score.id, band.id)
                } else {
                    format!("{}.{}.{}", score.id, set.name, band.id)
                });
            }
        }
    }
    all
}

fn all_choices(form: &Form) -> Vec<String> {
    let choices = |item: &crate::compile::Item| -> Vec<String> {
        item.choices.iter().map(|choice| format!("{}.{}", item.id, choice.code)).collect()
    };
    form.items.iter().filter(|item| item.is_question()).flat_map(choices).collect()
}
