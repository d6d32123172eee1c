//! Every cell of an interview by its name with what it comes to, and why two versions of a form come to something else.
//!
//! Names are those of the expression language. What a cell comes to is only ever compared; of questions it may hold an
//! answer, so it is never told.

use crate::compile::rules;
use crate::evaluation::{Calculated, Decision, Figure, ItemState, Read, ScoreState, TableRow, Total};
use crate::form::{Form, Item, Score};
use crate::session::Session;
use crate::value::{ItemType, Truth};
use alloc::collections::{BTreeMap, BTreeSet};

/// Name to what the cell comes to.
pub(super) type Cells = BTreeMap<String, String>;

/// The names of what each rule of a form reads.
pub(super) type Rules = BTreeMap<String, Vec<String>>;

/// What a rule comes to where nothing follows from it.
const NOT_MET: &str = "false";

/// Two interviews with the same answers under two versions.
pub(super) struct Compared {
    /// The class under each.
    pub(super) classes: (String, String),
    /// Rules that both versions have and that come to something else, with what they come to.
    pub(super) rules: BTreeMap<String, (String, String)>,
    /// The rules for which the class is another: those that were changed, or else the first that differ.
    pub(super) reasons: BTreeSet<String>,
    /// The rules for which any rule comes to something else.
    pub(super) causes: BTreeSet<String>,
}

impl Compared {
    /// Whether the class is another.
    pub(super) fn moves(&self) -> bool {
        self.classes.0 != self.classes.1
    }

    /// Whether anything that is made of the answers is another.
    pub(super) fn differs(&self) -> bool {
        self.moves() || !self.rules.is_empty()
    }
}

/// What is known of two versions before any interview.
pub(super) struct Versions {
    old: Rules,
    new: Rules,
    /// Names of rules that are written otherwise, or stand in one of the two only.
    changed: BTreeSet<String>,
}

impl Versions {
    pub(super) fn of(old: &Form, new: &Form, changed: BTreeSet<String>) -> Self {
        Self { old: rules(old), new: rules(new), changed }
    }

    /// Compares two interviews with the same answers.
    pub(super) fn compare(&self, old: &Session, new: &Session) -> Compared {
        let (before, after) = (cells(old), cells(new));
        let mut differ: BTreeSet<&str> = BTreeSet::new();
        let mut told = BTreeMap::new();
        for name in before.keys().chain(after.keys()) {
            match (before.get(name), after.get(name)) {
                (Some(one), Some(other)) if one != other => {
                    differ.insert(name);
                    if is_rule(old, name) {
                        told.insert(name.clone(), (one.clone(), other.clone()));
                    }
                }
                (Some(only), None) | (None, Some(only)) if only != NOT_MET => {
                    differ.insert(name);
                }
                _ => {}
            }
        }
        let class = |session: &Session| session.form().class(session.state().outcome.decision).to_owned();
        let classes = (class(old), class(new));
        let mut why = Why { versions: self, differ: &differ, seen: BTreeSet::new(), reasons: BTreeSet::new() };
        if classes.0 != classes.1 {
            for row in [decided(old), decided(new)].into_iter().flatten().filter(|row| self.changed.contains(row)) {
                why.reasons.insert(row);
            }
            for name in differ.iter().filter(|name| name.starts_with("rows.") || **name == "couldNotBeDone") {
                why.follow(name);
            }
        }
        let mut reasons = core::mem::take(&mut why.reasons);
        if classes.0 != classes.1 && reasons.is_empty() {
            // Every row holds as before: their order decides.
            reasons.insert("rows".into());
        }
        why.seen.clear();
        for name in told.keys() {
            why.follow(name);
        }
        Compared { causes: why.reasons, reasons, classes, rules: told }
    }
}

/// The name of the row that decided.
fn decided(session: &Session) -> Option<String> {
    match session.state().outcome.decision {
        Decision::Row(row @ TableRow::Authored(_)) => Some(["rows.", session.form().row_id(row)].concat()),
        _ => None,
    }
}

/// Whether a cell is made of answers. What is asked may differ without anything being made of it.
fn is_rule(session: &Session, name: &str) -> bool {
    let item = session.form().find(name).and_then(|place| session.form().item(place));
    item.is_none_or(|item| item.kind == ItemType::Calculate)
}

/// Goes from what differs to what it reads, as far as that differs too.
struct Why<'c> {
    versions: &'c Versions,
    differ: &'c BTreeSet<&'c str>,
    seen: BTreeSet<String>,
    reasons: BTreeSet<String>,
}

impl Why<'_> {
    fn follow(&mut self, name: &str) {
        if !self.seen.insert(name.to_owned()) {
            return;
        }
        let Versions { old, new, changed } = self.versions;
        let read = old.get(name).into_iter().chain(new.get(name)).flatten();
        // What stands in no cell, as the rule of dimensions, differs where it was changed.
        let cell = |name: &String| old.contains_key(name) || new.contains_key(name);
        let differs = |name: &&String| self.differ.contains(name.as_str()) || (changed.contains(*name) && !cell(name));
        let deeper: BTreeSet<String> = read.filter(differs).cloned().collect();
        if changed.contains(name) || deeper.is_empty() {
            self.reasons.insert(name.to_owned());
        }
        for name in deeper {
            self.follow(&name);
        }
    }
}

/// Every cell of an interview.
fn cells(session: &Session) -> Cells {
    let (form, state) = (&**session.form(), session.state());
    let mut cells = Cells::new();
    let mut set = |group: &str, id: &str, value: String| {
        cells.insert([group, id].concat(), value);
    };
    for (place, item) in (0..).zip(&form.items).filter(|(_, item)| item.repeat.is_none()) {
        set("", &item.id, of_item(session, place, item));
    }
    for (known, told) in form.indicators.iter().zip(&state.indicators) {
        set("indicators.", &known.id, told.truth.word().into());
    }
    for (known, told) in form.dimensions.iter().zip(&state.dimensions) {
        set("dimensions.", &known.id, told.truth.word().into());
    }
    for (alert, told) in form.alerts.iter().zip(&state.alerts) {
        // How soon is part of what an alert says.
        let soon = if told.truth == Truth::True { [", ", alert.urgency.word()].concat() } else { String::new() };
        set("alerts.", &alert.id, [told.truth.word(), &*soon].concat());
    }
    for (score, found) in form.scores.iter().zip(&state.scores) {
        set("scores.", &score.id, of_score(score, *found));
    }
    for (row, truth) in form.rows.iter().zip(&state.rows) {
        set("rows.", &row.id, truth.word().into());
    }
    for (variant, (_, outcome)) in form.variants.iter().zip(&state.variants) {
        let class = match outcome.decision {
            Decision::Row(TableRow::Authored(place)) => {
                variant.rows.get(usize::from(place)).map_or("", |row| &row.class)
            }
            decision => form.class(decision),
        };
        set("variants.", &variant.name, class.into());
    }
    let refused = state.outcome.decision == Decision::Row(TableRow::Refused);
    set("couldNotBeDone", "", refused.to_string());
    set("noIndicator", "", state.no_indicator.word().into());
    set("childPath", "", state.child_path.word().into());
    set("urgency", "", state.outcome.urgency.word().into());
    cells
}

/// The total of a score and its bands.
fn of_score(score: &Score, found: ScoreState) -> String {
    let mut text = match found.value {
        Total::Absent => "absent".into(),
        Total::Known(total) => total.to_string(),
        Total::Unknown(None) => "unknown".into(),
        Total::Unknown(Some((least, most))) => format!("{least} to {most}"),
    };
    for (place, set) in (0..).zip(&score.sets) {
        let band = found.band(score, place).and_then(|band| set.bands.get(usize::from(band)));
        text.extend([", ", band.map_or("no band", |band| &band.id)]);
    }
    text
}

/// How an item stands and what is read of it, in every row of a list; of a calculation, what it comes to.
fn of_item(session: &Session, place: u16, item: &Item) -> String {
    let state = session.state();
    match state.calculated(session.form(), place) {
        Some(Calculated::Condition(truth)) => return truth.word().into(),
        Some(Calculated::Number(Figure::Between(least, most))) if least == most => return least.to_string(),
        Some(Calculated::Number(Figure::Between(least, most))) => return format!("{least} to {most}"),
        Some(Calculated::Number(Figure::Absent)) => return "absent".into(),
        Some(Calculated::Number(Figure::Unknown)) => return "unknown".into(),
        None => {}
    }
    let stands = match state.item(place) {
        ItemState::Irrelevant => return NOT_MET.to_owned(),
        state => format!("{state:?}"),
    };
    let read = match state.read(place) {
        Read::Nothing => String::new(),
        Read::Choice(choice) => item.code(choice).into(),
        Read::Choices(choices) => choices.iter().map(|choice| item.code(*choice)).collect::<Vec<_>>().join(" "),
        Read::Number(number) => number.to_string(),
        Read::Days((from, to)) => format!("{from}/{to}"),
    };
    let rows = state.rows_of(place).iter().map(|row| {
        let inner = row.items.iter().enumerate();
        inner.map(|(at, state)| format!("{state:?} {:?}", row.calculated(at))).collect::<Vec<_>>().join(", ")
    });
    let rows: Vec<String> = rows.collect();
    format!("{stands} {read} {}", rows.join("; "))
}
