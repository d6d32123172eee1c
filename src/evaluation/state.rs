//! What an evaluation finds.

use super::outcome::{Decision, Outcome};
use super::score::ScoreState;
use crate::compile::Form;
use crate::value::{Answer, Reason, Truth, Urgency};

/// What was given for an item, and how it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What was given.
    pub answer: Option<Answer>,
    /// It came back with its question and counts as open until seen again.
    pub restored: bool,
    /// Finishing closed it as not asked; the answer, if any, stays in the record.
    pub closed: bool,
}

impl Entry {
    /// What counts: nothing while restored, not asked once closed.
    pub fn counts(&self) -> Option<Answer> {
        if self.closed {
            return Some(Answer::Missing(Reason::NotAsked));
        }
        self.answer.filter(|_| !self.restored)
    }
}

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// It does not apply.
    Irrelevant,
    /// Whether it applies is not known; it is not shown.
    Undecided,
    /// It applies and is shown; groups and displayed texts stay so.
    Shown,
    /// It waits for an answer.
    Open,
    /// It is answered by this choice.
    Answered(u16),
    /// It has no answer, for this reason.
    Missing(Reason),
}

/// What an item reads as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Absent,
    Unknown,
    /// The choice; `silent` where a closed silence reads as it.
    Choice {
        choice: u16,
        silent: bool,
    },
}

/// The truth of a cell, and the truth that answers alone give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// As it reads.
    pub truth: Truth,
    /// As it reads where absence, silence and gates count as unknown.
    pub earned: Truth,
}

impl Told {
    pub(super) const UNKNOWN: Self = Self { truth: Truth::Unknown, earned: Truth::Unknown };
}

/// Every cell of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// By item.
    pub items: Vec<ItemState>,
    pub(super) readings: Vec<Reading>,
    /// By score.
    pub scores: Vec<ScoreState>,
    /// By indicator.
    pub indicators: Vec<Told>,
    /// By dimension.
    pub dimensions: Vec<Told>,
    /// By alert.
    pub alerts: Vec<Told>,
    /// No sign at all, earned.
    pub no_indicator: Truth,
    /// By row of the decision table.
    pub rows: Vec<Truth>,
    /// What the table gives.
    pub outcome: Outcome,
}

impl State {
    pub(super) fn blank(form: &Form) -> Self {
        Self {
            items: vec![ItemState::Undecided; form.items.len()],
            readings: vec![Reading::Unknown; form.items.len()],
            scores: vec![ScoreState::UNKNOWN; form.scores.len()],
            indicators: vec![Told::UNKNOWN; form.indicators.len()],
            dimensions: vec![Told::UNKNOWN; form.dimensions.len()],
            alerts: vec![Told::UNKNOWN; form.alerts.len()],
            no_indicator: Truth::Unknown,
            rows: Vec::new(),
            outcome: Outcome {
                decision: Decision::Indeterminate,
                could_be: Vec::new(),
                also_met: Vec::new(),
                urgency: Urgency::Routine,
            },
        }
    }

    /// How an item stands.
    pub fn item(&self, item: u16) -> ItemState {
        self.items.get(usize::from(item)).copied().unwrap_or(ItemState::Undecided)
    }

    /// An indicator's cell.
    pub fn indicator(&self, indicator: u16) -> Told {
        self.indicators.get(usize::from(indicator)).copied().unwrap_or(Told::UNKNOWN)
    }

    /// The choice that a closed silence of an item reads as.
    pub fn reads_as(&self, item: u16) -> Option<u16> {
        match self.reading(item) {
            Reading::Choice { choice, silent: true } => Some(choice),
            _ => None,
        }
    }

    /// Whether every required item that applies is answered.
    pub fn is_complete(&self, form: &Form) -> bool {
        form.items
            .iter()
            .zip(&self.items)
            .all(|(item, state)| !item.required || matches!(state, ItemState::Answered(_) | ItemState::Irrelevant))
    }

    pub(super) fn reading(&self, item: u16) -> Reading {
        self.readings.get(usize::from(item)).copied().unwrap_or(Reading::Unknown)
    }
}
