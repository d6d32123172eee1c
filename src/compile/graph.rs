//! The one acyclic graph over items, scores, indicators, dimensions and alerts.

use super::form::{Form, Step};
use crate::expression::{Atom, Cell, Condition};
use crate::value::By;

/// The cells in an order in which each needs only earlier ones, ties in document order.
///
/// # Errors
/// A loop, with all its members: `a -> b -> a`.
pub(super) fn order(form: &Form) -> Result<Vec<Step>, String> {
    let mut walk = Walk { form, done: Vec::new(), path: Vec::new() };
    for step in all(form) {
        walk.visit(step)?;
    }
    Ok(walk.done)
}

fn all(form: &Form) -> impl Iterator<Item = Step> {
    let places = |length: usize| 0..u16::try_from(length).unwrap_or(u16::MAX);
    places(form.items.len())
        .map(Step::Item)
        .chain(places(form.scores.len()).map(Step::Score))
        .chain(places(form.indicators.len()).map(Step::Indicator))
        .chain(places(form.dimensions.len()).map(Step::Dimension))
        .chain(places(form.alerts.len()).map(Step::Alert))
        .chain([Step::NoIndicator])
}

struct Walk<'f> {
    form: &'f Form,
    done: Vec<Step>,
    path: Vec<Step>,
}

impl Walk<'_> {
    fn visit(&mut self, step: Step) -> Result<(), String> {
        if self.done.contains(&step) {
            return Ok(());
        }
        if let Some(start) = self.path.iter().position(|on_path| *on_path == step) {
            let mut whole = String::new();
            for on_path in self.path.iter().skip(start) {
                whole.push_str(&name(self.form, *on_path));
                whole.push_str(" -> ");
            }
            whole.push_str(&name(self.form, step));
            return Err(whole);
        }
        self.path.push(step);
        let mut needed = Vec::new();
        needs(self.form, step, &mut |step| needed.push(step));
        for step in needed {
            self.visit(step)?;
        }
        self.path.pop();
        self.done.push(step);
        Ok(())
    }
}

/// Calls `see` with everything a cell needs.
fn needs(form: &Form, step: Step, see: &mut dyn FnMut(Step)) {
    fn condition(condition: &Condition, see: &mut dyn FnMut(Step)) {
        condition.atoms(&mut |atom| {
            see(match *atom {
                Atom::Choice { item, .. } | Atom::State { item, .. } => Step::Item(item),
                Atom::Band { score, .. } | Atom::Score { score, .. } => Step::Score(score),
                Atom::Cell(Cell::Indicator(place)) => Step::Indicator(place),
                Atom::Cell(Cell::Dimension(place)) => Step::Dimension(place),
                Atom::Cell(Cell::Alert(place)) => Step::Alert(place),
                Atom::Cell(Cell::NoIndicator) => Step::NoIndicator,
            });
        });
    }
    match step {
        Step::Item(place) => {
            let Some(item) = form.item(place) else { return };
            item.group.into_iter().for_each(|group| see(Step::Item(group)));
            form.talk.filter(|_| item.behind_consent).into_iter().for_each(|talk| see(Step::Item(talk)));
            item.relevant.iter().for_each(|relevant| condition(relevant, see));
        }
        Step::Score(place) => {
            let score = form.scores.get(usize::from(place));
            score.into_iter().flat_map(|score| &score.weights).for_each(|(item, _)| see(Step::Item(*item)));
        }
        Step::Indicator(place) => {
            form.indicators.get(usize::from(place)).into_iter().for_each(|indicator| condition(&indicator.when, see));
        }
        Step::Dimension(place) => {
            let members = form.indicators.iter().zip(0..).filter(|(indicator, _)| indicator.dimension == place);
            members.for_each(|(_, indicator)| see(Step::Indicator(indicator)));
        }
        Step::Alert(place) => {
            form.alerts.get(usize::from(place)).into_iter().for_each(|alert| condition(&alert.when, see));
        }
        Step::NoIndicator => all(form).for_each(|step| {
            if matches!(step, Step::Indicator(_) | Step::Alert(_)) {
                see(step);
            }
        }),
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

/// Fills in which items each indicator and alert reads, through whatever it names.
pub(super) fn reads(form: &mut Form) {
    let of = |step: Step| {
        let mut items = Vec::new();
        let mut ahead = vec![step];
        while let Some(step) = ahead.pop() {
            match step {
                Step::Item(item) => {
                    if let Err(place) = items.binary_search(&item) {
                        items.insert(place, item);
                    }
                }
                step => needs(form, step, &mut |step| ahead.push(step)),
            }
        }
        items
    };
    let places = |length: usize| 0..u16::try_from(length).unwrap_or(u16::MAX);
    let indicators: Vec<_> = places(form.indicators.len()).map(|place| of(Step::Indicator(place))).collect();
    let alerts: Vec<_> = places(form.alerts.len()).map(|place| of(Step::Alert(place))).collect();
    for (indicator, reads) in form.indicators.iter_mut().zip(indicators) {
        let by = |by: By| reads.iter().any(|item| form.items.get(usize::from(*item)).is_some_and(|item| item.by == by));
        indicator.observed = by(By::Observer) && !by(By::Person);
        indicator.reads = reads;
    }
    for (alert, reads) in form.alerts.iter_mut().zip(alerts) {
        alert.reads = reads;
    }
}
