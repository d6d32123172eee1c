//! A child is asked too: that no agreement to talk is required of who is or may be a child raises an alert.
//!
//! It is looked at where the interview is over. Until then an age may be open, and no alert fires on what is not known.

use super::Prover;
use super::alone::Alone;
use super::guardian::reading;
use super::logic::Fact;
use super::model::Model;
use crate::compile::graph::see_step;
use crate::diagnostic::Code;
use crate::form::{Form, Step};
use crate::value::Consent;

/// How what is not found out is named.
const WHAT: &str = "that an alert is raised where a child is not asked";

/// Tells where a child may go unasked without an alert that looks at it. Who is a child, the form says: by its path of a
/// child, else by the age group.
pub(super) fn child_not_asked(prover: &mut Prover, form: &Form, alone: &mut Alone<'_>) {
    let Some(talk) = form.talk else { return };
    let Some(item) = form.item(talk) else { return };
    let Some(not_required) = item.choice(Consent::NotRequired.word()) else { return };
    let mut cells = vec![Step::Item(talk)];
    match (&form.child_path, form.age) {
        (Some(path), _) => path.reads(&mut |read| see_step(read, &mut |step| cells.push(step))),
        (None, Some(age)) => cells.push(Step::Item(age.group)),
        (None, None) => return,
    }
    // An alert on every child says nothing of the agreement.
    let alerts = reading(form, talk);
    cells.extend(alerts.iter().copied().map(Step::Alert));
    let [silent] = alone.possible(cells, |model| {
        let grown = model.grown();
        model.ended();
        let mut together = model.none_raised(&alerts, talk, not_required);
        together.push(!grown);
        [together]
    });
    match silent {
        Some(true) => prover.tell(Code::ChildNotAsked, "/alerts", &item.id),
        Some(false) => {}
        None => prover.tell(Code::NotProved, "/alerts", WHAT),
    }
}

impl Model<'_> {
    /// That the person is known not to be a child.
    fn grown(&mut self) -> Fact {
        let form = self.form;
        match (&form.child_path, form.age) {
            (Some(path), _) => self.condition(path).no,
            (None, Some(age)) => self.chosen(age.group, age.adult).unwrap_or(self.logic.never()),
            (None, None) => self.logic.always(),
        }
    }

    /// States that the interview is over: what applies is answered or missing, and a silence reads as its question says,
    /// unless the question was undecided to the end.
    fn ended(&mut self) {
        for (item, here) in self.form.items.iter().zip(0_u16..).filter(|(item, _)| item.stands_alone()) {
            let Some(stated) = self.stated(here) else { continue };
            let (absent, answered, closed, read) = (stated.absent, stated.answered, stated.closed, stated.read);
            let silences: Vec<Fact> = stated.missing.iter().map(|(_, fact)| *fact).collect();
            self.logic.implies(answered, read);
            for silence in silences.iter().filter(|_| item.when_missing.is_some()) {
                self.logic.claim(&[!*silence, closed, read]);
            }
            let ways: Vec<Fact> = silences.into_iter().chain([absent, answered]).collect();
            self.logic.claim(&ways);
        }
        for quantity in self.quantities.values() {
            if let Some(known_by) = &quantity.known_by {
                let ways: Vec<Fact> = known_by.iter().map(|read| !*read).chain([quantity.known]).collect();
                self.logic.claim(&ways);
            }
        }
    }
}
