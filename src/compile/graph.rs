//! The one acyclic graph over items, scores, indicators, dimensions and alerts.

use super::Maker;
use crate::diagnostic::Code;
#[cfg(feature = "maintain")]
use crate::expression::Condition;
use crate::expression::{Atom, Cell, Read};
use crate::form::{Form, Item, Step};
use crate::value::{By, ItemType};

/// The cells in an order in which each needs only earlier ones, ties in document order.
///
/// # Errors
/// A loop, with all its members: `a -> b -> a`.
pub(super) fn order(form: &Form) -> Result<Vec<Step>, String> {
    let mut walk = Walk { form, seen: vec![Seen::No; all(form).count()], order: Vec::new(), path: Vec::new() };
    for step in all(form) {
        walk.visit(step)?;
    }
    Ok(walk.order)
}

fn places(length: usize) -> core::ops::Range<u16> {
    0..u16::try_from(length).unwrap_or(u16::MAX)
}

fn all(form: &Form) -> impl Iterator<Item = Step> {
    places(form.items.len())
        .map(Step::Item)
        .chain(places(form.scores.len()).map(Step::Score))
        .chain(places(form.indicators.len()).map(Step::Indicator))
        .chain(places(form.dimensions.len()).map(Step::Dimension))
        .chain(places(form.alerts.len()).map(Step::Alert))
        .chain([Step::NoIndicator])
}

/// The place of a step among all.
fn number(form: &Form, step: Step) -> usize {
    let groups = [form.items.len(), form.scores.len(), form.indicators.len(), form.dimensions.len(), form.alerts.len()];
    let (group, place) = match step {
        Step::Item(place) => (0, place),
        Step::Score(place) => (1, place),
        Step::Indicator(place) => (2, place),
        Step::Dimension(place) => (3, place),
        Step::Alert(place) => (4, place),
        Step::NoIndicator => (5, 0),
    };
    groups.iter().take(group).sum::<usize>() + usize::from(place)
}

/// How far a step has been walked.
#[derive(Clone, Copy, PartialEq)]
enum Seen {
    No,
    OnPath,
    Done,
}

struct Walk<'f> {
    form: &'f Form,
    seen: Vec<Seen>,
    order: Vec<Step>,
    path: Vec<Step>,
}

impl Walk<'_> {
    fn mark(&mut self, step: Step, seen: Seen) {
        if let Some(slot) = self.seen.get_mut(number(self.form, step)) {
            *slot = seen;
        }
    }

    fn visit(&mut self, step: Step) -> Result<(), String> {
        match self.seen.get(number(self.form, step)) {
            Some(Seen::Done) => return Ok(()),
            Some(Seen::OnPath) => return Err(self.whole(step)),
            _ => {}
        }
        self.mark(step, Seen::OnPath);
        self.path.push(step);
        let mut needed = Vec::new();
        needs(self.form, step, &mut |step| needed.push(step));
        for step in needed {
            self.visit(step)?;
        }
        self.path.pop();
        self.mark(step, Seen::Done);
        self.order.push(step);
        Ok(())
    }

    /// The loop that a step closes.
    fn whole(&self, step: Step) -> String {
        let mut whole = String::new();
        for on_path in self.path.iter().skip_while(|on_path| **on_path != step) {
            whole.push_str(&name(self.form, *on_path));
            whole.push_str(" -> ");
        }
        whole.push_str(&name(self.form, step));
        whole
    }
}

/// Calls `see` with everything a cell needs.
pub(super) fn needs(form: &Form, step: Step, see: &mut dyn FnMut(Step)) {
    let mut read = |read: Read<'_>| see_step(read, see);
    match step {
        Step::Item(place) => {
            let Some(item) = form.item(place) else { return };
            // A repeat needs the items of its rows, so that these do not need the repeat.
            item.parent.filter(|_| item.repeat.is_none()).into_iter().for_each(|parent| read(Read::Item(parent)));
            form.talk.filter(|_| item.behind_consent).into_iter().for_each(|talk| read(Read::Item(talk)));
            let choices = item.choices.iter().filter_map(|choice| choice.relevant.as_ref());
            item.relevant.iter().chain(choices).for_each(|relevant| relevant.reads(&mut read));
            item.value.iter().for_each(|value| value.reads(&mut read));
            if let Some(age) = form.age.filter(|age| age.group == place) {
                read(Read::Item(age.birth));
            }
            if let Some(repeat) = form.repeat(place).filter(|_| item.kind == ItemType::Repeat) {
                (place + 1..=place + repeat.length).for_each(|inner| read(Read::Item(inner)));
            }
        }
        Step::Score(place) => {
            let Some(score) = form.scores.get(usize::from(place)) else { return };
            score.terms.iter().for_each(|term| read(Read::Item(term.item)));
            score.value.iter().for_each(|value| value.reads(&mut read));
        }
        Step::Indicator(place) => {
            form.indicators.get(usize::from(place)).into_iter().for_each(|known| known.when.reads(&mut read));
        }
        Step::Dimension(place) => {
            let members = form.indicators.iter().zip(0..).filter(|(indicator, _)| indicator.dimension == place);
            members.for_each(|(_, indicator)| see(Step::Indicator(indicator)));
        }
        Step::Alert(place) => {
            form.alerts.get(usize::from(place)).into_iter().for_each(|alert| alert.when.reads(&mut read));
        }
        Step::NoIndicator => {
            places(form.indicators.len()).for_each(|place| see(Step::Indicator(place)));
            places(form.alerts.len()).for_each(|place| see(Step::Alert(place)));
        }
    }
}

/// The cells that rows of a repeat have to do with, through whatever they need; by their number.
#[cfg(feature = "maintain")]
pub(super) struct OfRows(Vec<bool>);

#[cfg(feature = "maintain")]
impl OfRows {
    pub(super) fn of(form: &Form) -> Self {
        let mut made = Self(vec![false; all(form).count()]);
        for step in &form.order {
            let mut touched = matches!(step, Step::Item(place) if form.repeat(*place).is_some());
            needs(form, *step, &mut |needed| touched |= made.has(form, needed));
            if let Some(slot) = made.0.get_mut(number(form, *step)) {
                *slot = touched;
            }
        }
        made
    }

    fn has(&self, form: &Form, step: Step) -> bool {
        let in_rows = matches!(step, Step::Item(place) if form.item(place).is_some_and(|item| item.repeat.is_some()));
        in_rows || self.0.get(number(form, step)).is_some_and(|touched| *touched)
    }

    pub(super) fn dimension(&self, form: &Form, place: usize) -> bool {
        u16::try_from(place).is_ok_and(|place| self.has(form, Step::Dimension(place)))
    }

    /// Whether a condition has to do with rows.
    pub(super) fn condition(&self, form: &Form, condition: &Condition) -> bool {
        let mut touched = false;
        condition.reads(&mut |read| see_step(read, &mut |step| touched |= self.has(form, step)));
        touched
    }
}

/// The cell that something read is.
pub(super) fn see_step(read: Read<'_>, see: &mut dyn FnMut(Step)) {
    match read {
        Read::Item(item) => see(Step::Item(item)),
        Read::Score(score) => see(Step::Score(score)),
        Read::Atom(Atom::Cell(Cell::Indicator(place))) => see(Step::Indicator(*place)),
        Read::Atom(Atom::Cell(Cell::Dimension(place))) => see(Step::Dimension(*place)),
        Read::Atom(Atom::Cell(Cell::Alert(place))) => see(Step::Alert(*place)),
        Read::Atom(Atom::Cell(Cell::NoIndicator)) => see(Step::NoIndicator),
        Read::Atom(_) | Read::Divisor(_) => {}
    }
}

fn name(form: &Form, step: Step) -> String {
    let (group, id) = match step {
        Step::Item(place) => ("", form.item(place).map(|item| &item.id)),
        Step::Score(place) => ("scores.", form.scores.get(usize::from(place)).map(|score| &score.id)),
        Step::Indicator(place) => ("indicators.", form.indicators.get(usize::from(place)).map(|known| &known.id)),
        Step::Dimension(place) => ("dimensions.", form.dimensions.get(usize::from(place)).map(|known| &known.id)),
        Step::Alert(place) => ("alerts.", form.alerts.get(usize::from(place)).map(|alert| &alert.id)),
        Step::NoIndicator => ("noIndicator", None),
    };
    [group, id.map_or("", |id| id)].concat()
}

/// Every rule of a form by its name, as expressions have it, with the names of what it reads; rows of the table are
/// `rows.x`. What stands in no cell of its own is named too: `dimensionRule`, `age`.
#[cfg(feature = "maintain")]
pub(crate) fn rules(form: &Form) -> alloc::collections::BTreeMap<String, Vec<String>> {
    let mut rules = alloc::collections::BTreeMap::new();
    for step in all(form) {
        let mut read = Vec::new();
        needs(form, step, &mut |needed| read.push(name(form, needed)));
        match step {
            Step::Dimension(_) => read.push("dimensionRule".into()),
            Step::Item(place) if form.age.is_some_and(|age| age.group == place) => read.push("age".into()),
            _ => {}
        }
        rules.insert(name(form, step), read);
    }
    let of = |when: &Option<Condition>| {
        let mut read = Vec::new();
        if let Some(when) = when {
            when.reads(&mut |one| see_step(one, &mut |step| read.push(name(form, step))));
        }
        read
    };
    for row in &form.rows {
        rules.insert(["rows.", &row.id].concat(), of(&row.when));
    }
    for variant in &form.variants {
        let read = variant.rows.iter().flat_map(|row| of(&row.when)).collect();
        rules.insert(["variants.", &variant.name].concat(), read);
    }
    rules.insert("childPath".into(), of(&form.child_path));
    let talk = form.talk.and_then(|talk| form.item(talk));
    rules.insert("couldNotBeDone".into(), talk.map(|talk| (*talk.id).to_owned()).into_iter().collect());
    rules
}

/// Takes the order over into the form: that of a row's items into their repeat. Fills in which items each indicator
/// and alert reads, through whatever it names.
pub(super) fn take(form: &mut Form, order: Vec<Step>) {
    for step in order {
        let repeat = match step {
            Step::Item(place) => form.item(place).and_then(|item| item.repeat).map(|repeat| (repeat, place)),
            _ => None,
        };
        match repeat {
            Some((repeat, place)) => {
                let mut repeats = form.repeats.iter_mut();
                repeats.find(|known| known.item == repeat).into_iter().for_each(|known| known.order.push(place));
            }
            None => form.order.push(step),
        }
    }
    let indicators: Vec<_> = places(form.indicators.len()).map(|place| reads(form, Step::Indicator(place))).collect();
    let alerts: Vec<_> = places(form.alerts.len()).map(|place| reads(form, Step::Alert(place))).collect();
    for (indicator, reads) in form.indicators.iter_mut().zip(indicators) {
        let by = |by: By| reads.iter().any(|item| form.items.get(usize::from(*item)).is_some_and(|item| item.by == by));
        indicator.observed = by(By::Observer) && !by(By::Person);
        indicator.reads = listed(&form.items, reads);
    }
    for (alert, reads) in form.alerts.iter_mut().zip(alerts) {
        alert.reads = listed(&form.items, reads);
    }
}

/// The same questions, and for the items of rows their repeat, which stands before them.
fn listed(items: &[Item], reads: Vec<u16>) -> Vec<u16> {
    let repeat = |read: u16| items.get(usize::from(read)).and_then(|item| item.repeat).unwrap_or(read);
    let mut listed: Vec<u16> = reads.into_iter().map(repeat).collect();
    listed.dedup();
    listed
}

/// The questions a cell reads, through whatever it names, in document order; those of rows and their repeat too.
pub(super) fn reads(form: &Form, step: Step) -> Vec<u16> {
    let mut items = Vec::new();
    let mut ahead = vec![step];
    while let Some(step) = ahead.pop() {
        match step {
            Step::Item(item) if form.item(item).is_some_and(|item| item.kind != ItemType::Calculate) => {
                if let Err(place) = items.binary_search(&item) {
                    items.insert(place, item);
                }
            }
            step => needs(form, step, &mut |step| ahead.push(step)),
        }
    }
    items
}

impl Form {
    /// Shows `see` everything that any expression of the form reads.
    pub(crate) fn reads(&self, see: &mut dyn FnMut(Read<'_>)) {
        for item in &self.items {
            let choices = item.choices.iter().filter_map(|choice| choice.relevant.as_ref());
            item.relevant.iter().chain(&item.constraint).chain(choices).for_each(|condition| condition.reads(see));
            item.value.iter().for_each(|value| value.reads(see));
        }
        self.scores.iter().filter_map(|score| score.value.as_ref()).for_each(|value| value.reads(see));
        let tables = self.variants.iter().flat_map(|variant| &variant.rows).filter_map(|row| row.when.as_ref());
        let whens = self.rows.iter().filter_map(|row| row.when.as_ref()).chain(tables);
        let signs = self.indicators.iter().map(|indicator| &indicator.when);
        let alerts = self.alerts.iter().map(|alert| &alert.when);
        whens.chain(signs).chain(alerts).chain(&self.child_path).for_each(|condition| condition.reads(see));
    }
}

impl Maker {
    /// A question with several answers that logic reads must be answerable with none of them.
    pub(super) fn multiple(&mut self, form: &Form) {
        let mut told: Vec<u16> = Vec::new();
        form.reads(&mut |read| {
            if let Read::Item(place) = read
                && let Some(item) = form.item(place)
                && item.kind == ItemType::Multiple
                && !item.can_be_none()
                && !told.contains(&place)
            {
                told.push(place);
                self.at("items", |maker| maker.tell(Code::NoExclusive, &item.id));
            }
        });
    }
}
