//! What an evaluation finds.

use super::number::Figure;
use super::outcome::{Decision, Outcome};
use super::score::ScoreState;
use crate::form::{Form, Item, Total};
use crate::number::Ratio;
use crate::value::ItemType;
use crate::value::{Answer, Reason, Span, Truth, Urgency};

/// What was given for an item, and how it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What was given.
    pub answer: Option<Answer>,
    /// What an answer "other" is, in words; kept apart and read by nothing.
    pub other: Option<Box<str>>,
    /// Why the answer does not count yet.
    pub mark: Option<Mark>,
    /// How finishing closed it; the answer, if any, stays in the record.
    pub closed: Option<Closed>,
    /// The rows of a repeat.
    pub rows: Vec<RowEntry>,
}

/// A row of a repeat, as it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowEntry {
    /// Its id, which stays the same.
    pub id: Box<str>,
    /// What was given for its items, in their order.
    pub entries: Vec<Entry>,
}

/// Why an answer that is there does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It came back with its question and counts as open until seen again.
    Restored,
    /// The host gave it; it counts as open until confirmed.
    Unconfirmed,
}

/// How finishing closed an item, in both cases as not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It was open.
    Open,
    /// It was not known whether it applies: it stays unknown whatever `whenMissing` says.
    Undecided,
}

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// It does not apply.
    Irrelevant,
    /// Whether it applies is not known; it is not shown.
    Undecided,
    /// It applies and is shown; groups, displayed texts and calculations stay so.
    Shown,
    /// It waits for an answer.
    Open,
    /// It is answered.
    Answered,
    /// Its answer does not hold to what is asked; it waits for another.
    Invalid(Violation),
    /// It has no answer, for this reason.
    Missing(Reason),
}

impl ItemState {
    /// Whether it waits for an answer.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Invalid(_))
    }

    /// Whether it is shown to anyone.
    pub fn is_shown(self) -> bool {
        !matches!(self, Self::Irrelevant | Self::Undecided)
    }
}

/// What an answer does not hold to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// It cannot be read as what is asked for.
    Kind,
    /// It lies below the least, or before the first.
    Least,
    /// It lies above the most, or after the last.
    Most,
    /// It does not hold to the constraint.
    Constraint,
}

/// What an item reads as.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reading {
    Absent,
    Unknown,
    /// Closed by finishing, and not known whether it applies.
    Undecided,
    /// The choice; `silent` where it is not an answer of its own: a closed silence, or a contradicted age, reads as it.
    Choice {
        choice: u16,
        silent: bool,
    },
    /// Several choices.
    Choices(Box<[u16]>),
    /// A number, and the number that answers alone make.
    Figure(Box<(Figure, Figure)>),
    /// The days a date may be.
    Days(Span),
    /// A condition.
    Told(Told),
    /// Rows, and whether an answer closed their list.
    Rows(Vec<RowState>, bool),
    /// Answered with what nothing reads.
    Unread,
}

/// How the items of a row stand, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct RowState {
    /// By item.
    pub items: Vec<ItemState>,
    pub(super) readings: Vec<Reading>,
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

/// What conditions and scores read of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read<'s> {
    /// Nothing: it is absent, not known, or nothing reads its answer.
    Nothing,
    /// This choice.
    Choice(u16),
    /// These choices.
    Choices(&'s [u16]),
    /// This number.
    Number(Ratio),
    /// A day between these.
    Days(Span),
}

/// How an item stands, outside rows or in one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands<'s> {
    /// How.
    pub state: ItemState,
    /// What is read of it.
    pub read: Read<'s>,
    /// Whether that is the choice a closed silence, or an age that the date of birth contradicts, reads as.
    pub silent: bool,
}

/// What a calculation comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calculated {
    /// A condition.
    Condition(Truth),
    /// A number.
    Number(Figure),
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
    /// By variant: the truth of its rows, and what it gives.
    pub variants: Vec<(Vec<Truth>, Outcome)>,
    /// Whether the person is, or may be, a child.
    pub child_path: Truth,
}

impl State {
    pub(super) fn blank(form: &Form) -> Self {
        Self {
            items: vec![ItemState::Undecided; form.items.len()],
            readings: vec![Reading::Unknown; form.items.len()],
            scores: vec![ScoreState { value: Total::Unknown(None), answered: false, gated: false }; form.scores.len()],
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
            variants: Vec::new(),
            child_path: Truth::False,
        }
    }

    /// How an item stands.
    pub fn item(&self, item: u16) -> ItemState {
        self.items.get(usize::from(item)).copied().unwrap_or(ItemState::Undecided)
    }

    /// How the rows of a repeat stand; none where it is not asked.
    pub fn rows_of(&self, repeat: u16) -> &[RowState] {
        match self.reading(repeat) {
            Reading::Rows(rows, _) => rows,
            _ => &[],
        }
    }

    /// How an item stands and what is read of it: once, and one of a repeat once in every row.
    pub fn stands(&self, place: u16, item: &Item) -> Vec<Stands<'_>> {
        let Some(repeat) = item.repeat else { return vec![self.reading(place).stands(self.item(place))] };
        let at = usize::from(place.saturating_sub(repeat).saturating_sub(1));
        let rows = self.rows_of(repeat).iter();
        rows.filter_map(|row| Some(row.readings.get(at)?.stands(*row.items.get(at)?))).collect()
    }

    /// An indicator's cell.
    pub fn indicator(&self, indicator: u16) -> Told {
        self.indicators.get(usize::from(indicator)).copied().unwrap_or(Told::UNKNOWN)
    }

    /// What conditions and scores read of an item.
    pub fn read(&self, item: u16) -> Read<'_> {
        self.reading(item).read()
    }

    /// What a calculation comes to; none for other items.
    pub fn calculated(&self, form: &Form, item: u16) -> Option<Calculated> {
        let calculates = form.item(item).is_some_and(|item| item.kind == ItemType::Calculate && item.repeat.is_none());
        if calculates { self.reading(item).calculated() } else { None }
    }

    /// Whether every required item that applies is answered.
    pub fn is_complete(&self, form: &Form) -> bool {
        let answered = |item: u16, state: ItemState| {
            !form.item(item).is_some_and(|item| item.required)
                || matches!(state, ItemState::Answered | ItemState::Irrelevant)
        };
        (0..)
            .zip(&self.items)
            .all(|(item, state)| form.item(item).is_some_and(|item| item.repeat.is_some()) || answered(item, *state))
            && form.repeats.iter().all(|repeat| {
                let rows = self.rows_of(repeat.item);
                rows.iter().all(|row| (repeat.item + 1..).zip(&row.items).all(|(item, state)| answered(item, *state)))
            })
    }

    pub(super) fn reading(&self, item: u16) -> &Reading {
        self.readings.get(usize::from(item)).unwrap_or(&Reading::Unknown)
    }
}

impl Reading {
    fn stands(&self, state: ItemState) -> Stands<'_> {
        Stands { state, read: self.read(), silent: matches!(self, Self::Choice { silent: true, .. }) }
    }

    fn read(&self) -> Read<'_> {
        match self {
            Self::Choice { choice, .. } => Read::Choice(*choice),
            Self::Choices(choices) => Read::Choices(choices),
            Self::Figure(figures) => figures.0.value().map_or(Read::Nothing, Read::Number),
            Self::Days(days) => Read::Days(*days),
            _ => Read::Nothing,
        }
    }

    pub(super) fn calculated(&self) -> Option<Calculated> {
        match self {
            Self::Told(told) => Some(Calculated::Condition(told.truth)),
            Self::Figure(figures) => Some(Calculated::Number(figures.0)),
            _ => None,
        }
    }
}

impl RowState {
    /// What a calculation of the row comes to, by its place in the row.
    pub fn calculated(&self, place: usize) -> Option<Calculated> {
        self.readings.get(place).and_then(Reading::calculated)
    }
}
