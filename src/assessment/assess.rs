//! Makes the reports.

use super::report::{
    ActionReport, AlertReport, Assessment, BandSetReport, CalculationReport, DimensionReport, FormName,
    IndicatorReport, ItemReport, OutcomeReport, RowReport, ScoreReport, Snapshot, SourceReport, Standing,
    StrengthCount, VariantReport,
};
use crate::evaluation::{
    Calculated, Decision, Entry, Figure, ItemState, Outcome, Read, ScoreState, Stands, State, TableRow, Total,
};
use crate::form::{Form, Indicator, Item, Score, TextId};
use crate::session::Session;
use crate::value::{Strength, Truth};

/// The outcome of a state with its reasons, its texts in one of the form's languages.
///
/// ```
/// use nrm_screening::{FormDefinition, assess, compile, evaluation::{Entry, evaluate}, value::Date};
/// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
/// let form = compile(&form).unwrap();
/// let today = Date::parse("2026-11-02").unwrap();
/// let nothing = evaluate(&form, &vec![Entry::default(); form.items.len()], today);
/// let assessment = assess(&form, &nothing, 0);
/// assert_eq!(assessment.outcome.class, "indeterminate");
/// assert!(!assessment.outcome.settled);
/// ```
pub fn assess(form: &Form, state: &State, language: usize) -> Assessment {
    assess_entries(form, state, &[], language)
}

/// The same with the rows of repeats by the ids they were given.
fn assess_entries(form: &Form, state: &State, entries: &[Entry], language: usize) -> Assessment {
    let report = Reporter { form, state, entries, language };
    Assessment {
        form: form_name(form),
        engine: env!("CARGO_PKG_VERSION").into(),
        language: form.languages.get(language).map(|language| (*language.tag).into()).unwrap_or_default(),
        languages: Vec::new(),
        outcome: report.outcome(),
        rows: report.rows(),
        dimensions: (0..).zip(&form.dimensions).map(|(place, _)| report.dimension(place)).collect(),
        indicators: (0..).zip(&form.indicators).map(|(place, known)| report.indicator(place, known)).collect(),
        scores: report.scores(),
        calculations: report.calculations(),
        variants: report.variants(),
        child_path: state.child_path,
        alerts: report.alerts(),
        missing: report
            .questions(|known| !matches!(known.state, ItemState::Irrelevant | ItemState::Shown | ItemState::Answered)),
        read_as: report.questions(|known| known.silent),
        complete: state.is_complete(form),
        texts: form.languages.get(language).map(|language| (*language.digest).into()).unwrap_or_default(),
        trace: None,
    }
}

/// The outcome of a session as it stands, with its reasons and the trace from which anyone computes it again.
pub fn assess_session(session: &Session, language: usize) -> Assessment {
    let mut made = assess_entries(session.form(), session.state(), session.entries(), language);
    made.languages = session.shown().iter().map(|tag| (**tag).to_owned()).collect();
    made.trace = Some(super::trace::trace(session, &made.language));
    made
}

/// How an interview stands, without its result.
pub fn snapshot(session: &Session, language: usize) -> Snapshot {
    let (form, state) = (&**session.form(), session.state());
    let report = Reporter { form, state, entries: session.entries(), language };
    let questions = (0..).zip(&form.items).filter(|(_, item)| item.stands_alone());
    let withdrawn = session.fired().iter().filter(|place| !holds(state, **place));
    Snapshot {
        form: form_name(form),
        items: questions
            .map(|(place, _)| ItemReport { restored: waits_again(session, place), ..report.item(place) })
            .collect(),
        alerts: report.alerts(),
        withdrawn: withdrawn
            .filter_map(|place| form.alerts.get(usize::from(*place)))
            .map(|alert| (*alert.id).into())
            .collect(),
        settled: state.outcome.is_settled(),
        complete: state.is_complete(form),
        finished: session.is_finished(),
    }
}

/// Whether an answer is there and waits to be seen again.
fn waits_again(session: &Session, item: u16) -> bool {
    session.entry(item).is_some_and(|entry| entry.mark.is_some())
}

pub(crate) fn form_name(form: &Form) -> FormName {
    FormName { id: (*form.id).into(), version: (*form.version).into(), digest: (*form.digest).into() }
}

fn owned(kinds: &[Box<str>]) -> Vec<String> {
    kinds.iter().map(|kind| (**kind).into()).collect()
}

/// Whether an alert holds.
pub(crate) fn holds(state: &State, alert: u16) -> bool {
    state.alerts.get(usize::from(alert)).is_some_and(|told| told.truth == Truth::True)
}

impl Standing {
    /// How an item in that state stands.
    pub(super) fn of_item(state: ItemState) -> Self {
        match state {
            ItemState::Irrelevant => Self::Irrelevant,
            ItemState::Undecided => Self::Undecided,
            ItemState::Shown | ItemState::Open => Self::Open,
            ItemState::Invalid(_) => Self::Invalid,
            ItemState::Answered => Self::Answered,
            ItemState::Missing(_) => Self::Missing,
        }
    }
}

const COULD_NOT_BE_DONE: &str = "couldNotBeDone";

struct Reporter<'a> {
    form: &'a Form,
    state: &'a State,
    /// What was given, by item; nothing where only the state is known.
    entries: &'a [Entry],
    language: usize,
}

impl Reporter<'_> {
    fn text(&self, id: TextId) -> String {
        self.form.text(id, self.language).text.into()
    }

    fn outcome(&self) -> OutcomeReport {
        let outcome = &self.state.outcome;
        let class = self.form.class(outcome.decision);
        let statement = self.form.statement(outcome.decision);
        let ids = |rows: &[TableRow]| rows.iter().map(|row| self.form.row_id(*row).into()).collect();
        let term = self.form.terms.iter().find(|(known, _)| **known == *class);
        OutcomeReport {
            class: class.into(),
            term: term.map(|(_, term)| self.text(*term)),
            row: match outcome.decision {
                Decision::Row(row) => Some(self.form.row_id(row).into()),
                Decision::Indeterminate => None,
            },
            could_be: ids(&outcome.could_be),
            also_met: ids(&outcome.also_met),
            settled: outcome.is_settled(),
            urgency: outcome.urgency,
            text: self.text(statement.text),
            note: statement.note.map(|note| self.text(note)),
            actions: statement
                .actions
                .iter()
                .map(|action| ActionReport {
                    text: self.text(action.text),
                    urgency: action.urgency,
                    services: owned(&action.services),
                })
                .collect(),
        }
    }

    fn rows(&self) -> Vec<RowReport> {
        let row = |(row, truth): (&crate::form::Row, &Truth)| RowReport {
            id: (*row.id).into(),
            class: (*row.class).into(),
            truth: *truth,
        };
        self.form.rows.iter().zip(&self.state.rows).map(row).collect()
    }

    fn dimension(&self, place: u16) -> DimensionReport {
        let dimension = self.form.dimensions.get(usize::from(place));
        let count = |strength: &Strength| {
            let mut count = StrengthCount { strength: *strength, met: 0, unknown: 0, unmet: 0 };
            let members = (0..).zip(&self.form.indicators);
            for (indicator, _) in members.filter(|(_, known)| known.dimension == place && known.strength == *strength) {
                match self.state.indicator(indicator).truth {
                    Truth::True => count.met += 1,
                    Truth::Unknown => count.unknown += 1,
                    Truth::False => count.unmet += 1,
                }
            }
            count
        };
        DimensionReport {
            id: dimension.map(|dimension| (*dimension.id).into()).unwrap_or_default(),
            title: dimension.map(|dimension| self.text(dimension.title)).unwrap_or_default(),
            truth: self.state.dimensions.get(usize::from(place)).map_or(Truth::Unknown, |told| told.truth),
            counts: Strength::ALL.iter().map(count).collect(),
        }
    }

    fn indicator(&self, place: u16, indicator: &Indicator) -> IndicatorReport {
        let dimension = self.form.dimensions.get(usize::from(indicator.dimension));
        let source = indicator.source.as_ref().and_then(|(source, place)| {
            let source = self.form.sources.get(usize::from(*source))?;
            Some(SourceReport { id: (*source.id).into(), r#ref: (**place).into(), verified: source.verified })
        });
        IndicatorReport {
            id: (*indicator.id).into(),
            text: indicator.text.map(|text| self.text(text)),
            dimension: dimension.map(|dimension| (*dimension.id).into()).unwrap_or_default(),
            strength: indicator.strength,
            truth: self.state.indicator(place).truth,
            observed: indicator.observed,
            source,
            because: self.items(&indicator.reads),
        }
    }

    fn scores(&self) -> Vec<ScoreReport> {
        let band = |score: &Score, state: &ScoreState, set: u16| {
            let band = score.sets.get(usize::from(set))?.bands.get(usize::from(state.band(score, set)?))?;
            Some((*band.id).into())
        };
        let score = |(score, state): (&Score, &ScoreState)| ScoreReport {
            id: (*score.id).into(),
            total: match state.value {
                Total::Known(total) => Some(total.to_string()),
                _ => None,
            },
            range: match state.value {
                Total::Unknown(Some((least, most))) => Some([least.to_string(), most.to_string()]),
                _ => None,
            },
            band: band(score, state, 0),
            band_sets: (1..)
                .zip(score.sets.iter().skip(1))
                .map(|(place, set)| BandSetReport { id: (*set.name).into(), band: band(score, state, place) })
                .collect(),
            applicable: state.value != Total::Absent,
            internal: score.internal,
        };
        self.form.scores.iter().zip(&self.state.scores).map(score).collect()
    }

    fn calculations(&self) -> Vec<CalculationReport> {
        let calculation = |(place, item): (u16, &Item)| {
            let (truth, range) = match self.state.calculated(self.form, place)? {
                Calculated::Condition(truth) => (Some(truth), None),
                Calculated::Number(Figure::Between(least, most)) => (None, Some([least.to_string(), most.to_string()])),
                Calculated::Number(_) => (None, None),
            };
            let absent = self.state.calculated(self.form, place) == Some(Calculated::Number(Figure::Absent));
            Some(CalculationReport { id: (*item.id).into(), truth, range, applicable: !absent })
        };
        (0..).zip(&self.form.items).filter_map(calculation).collect()
    }

    fn variants(&self) -> Vec<VariantReport> {
        let tables = self.form.variants.iter().zip(&self.state.variants);
        let variant = |(variant, (truths, outcome)): (&crate::form::Variant, &(Vec<Truth>, Outcome))| {
            let of = |row: &TableRow| match row {
                TableRow::Refused => (COULD_NOT_BE_DONE, COULD_NOT_BE_DONE),
                TableRow::Authored(place) => {
                    variant.rows.get(usize::from(*place)).map_or(("", ""), |row| (&row.id, &row.class))
                }
            };
            let ids = |rows: &[TableRow]| rows.iter().map(|row| of(row).0.to_owned()).collect();
            let (row, class) = match &outcome.decision {
                Decision::Row(row) => (Some(of(row).0.to_owned()), of(row).1),
                Decision::Indeterminate => (None, "indeterminate"),
            };
            VariantReport {
                id: (*variant.name).into(),
                class: class.into(),
                row,
                could_be: ids(&outcome.could_be),
                also_met: ids(&outcome.also_met),
                rows: variant
                    .rows
                    .iter()
                    .zip(truths)
                    .map(|(row, truth)| RowReport { id: (*row.id).into(), class: (*row.class).into(), truth: *truth })
                    .collect(),
            }
        };
        tables.map(variant).collect()
    }

    fn alerts(&self) -> Vec<AlertReport> {
        let alerts = (0..).zip(&self.form.alerts).filter(|(place, _)| holds(self.state, *place));
        let report = |(_, alert): (u16, &crate::form::Alert)| AlertReport {
            id: (*alert.id).into(),
            urgency: alert.urgency,
            text: self.text(alert.text),
            services: owned(&alert.services),
            because: self.items(&alert.reads),
        };
        alerts.map(report).collect()
    }

    fn items(&self, places: &[u16]) -> Vec<ItemReport> {
        let questions = places.iter().filter(|place| self.form.item(**place).is_some_and(Item::stands_alone));
        questions.map(|place| self.item(*place)).collect()
    }

    /// Every question that is wanted by how it stands; one of a repeat in every row where it does.
    fn questions(&self, wanted: fn(&Stands<'_>) -> bool) -> Vec<ItemReport> {
        let mut found = Vec::new();
        for (place, item) in (0..).zip(&self.form.items).filter(|(_, item)| item.is_question()) {
            for (at, known) in self.state.stands(place, item).iter().enumerate().filter(|(_, known)| wanted(known)) {
                let given = item.repeat.and_then(|repeat| self.entries.get(usize::from(repeat)));
                let row = given.and_then(|given| given.rows.get(at)).map(|row| (*row.id).into());
                found.push(ItemReport { row, ..self.item_in(place, known.state, known.read) });
            }
        }
        found
    }

    fn item(&self, place: u16) -> ItemReport {
        self.item_in(place, self.state.item(place), self.state.read(place))
    }

    fn item_in(&self, place: u16, state: ItemState, read: Read<'_>) -> ItemReport {
        let item = self.form.item(place);
        let code = |choice: u16| item.map(|item| item.code(choice).to_owned());
        let reason = match state {
            ItemState::Missing(reason) => Some(reason),
            _ => None,
        };
        let (code, codes, value) = match read {
            Read::Nothing => (None, Vec::new(), None),
            Read::Choice(choice) => (code(choice), Vec::new(), None),
            Read::Choices(choices) => (None, choices.iter().filter_map(|choice| code(*choice)).collect(), None),
            Read::Number(number) => (None, Vec::new(), Some(number.to_string())),
            Read::Days((from, to)) if from == to => (None, Vec::new(), Some(from.to_string())),
            Read::Days((from, to)) => (None, Vec::new(), Some([&*from.to_string(), "/", &to.to_string()].concat())),
        };
        ItemReport {
            id: item.map(|item| (*item.id).into()).unwrap_or_default(),
            row: None,
            label: item.map(|item| self.text(item.short.unwrap_or(item.text))).unwrap_or_default(),
            state: Standing::of_item(state),
            code,
            codes,
            value,
            reason,
            restored: false,
        }
    }
}
