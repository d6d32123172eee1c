//! A guardian's refusal raises an alert, whatever else is answered: the guardian may be the exploiter.

use super::Prover;
use super::alone::Alone;
use super::logic::Fact;
use super::model::Model;
use crate::diagnostic::Code;
use crate::expression::{Atom, Condition};
use crate::form::{Form, Step};
use crate::value::Consent;

/// Tells of every guardian whose refusal may raise none. What can be neither seen nor proved is told too: the reading
/// that keeps a child in sight.
pub(super) fn refusals(prover: &mut Prover, form: &Form, alone: &mut Alone<'_>) {
    for (item, here) in form.items.iter().zip(0_u16..).filter(|(item, _)| item.guardians) {
        let Some(refused) = item.choice(Consent::Refused.word()) else { continue };
        let alerts = reading(form, here);
        let mut seen = alerts.iter().filter_map(|place| form.alerts.get(usize::from(*place)));
        if seen.any(|alert| raises(&alert.when, here, refused)) {
            continue;
        }
        let cells = alerts.iter().map(|place| Step::Alert(*place)).chain([Step::Item(here)]);
        let [raised] = alone.impossible(cells, |model| [model.none_raised(&alerts, here, refused)]);
        if !raised {
            prover.tell(Code::GuardianWithoutAlert, "/alerts", &item.id);
        }
    }
}

/// The alerts that look at a consent.
pub(super) fn reading(form: &Form, consent: u16) -> Vec<u16> {
    let seen = (0..).zip(&form.alerts).filter(|(_, alert)| alert.reads.contains(&consent));
    seen.map(|(place, _)| place).collect()
}

impl Model<'_> {
    /// That a consent was answered so and none of these alerts is raised.
    pub(super) fn none_raised(&mut self, alerts: &[u16], consent: u16, answered: u16) -> Vec<Fact> {
        let none = alerts.iter().filter_map(|place| self.alert(usize::from(*place))).map(|known| !known.yes);
        none.chain(self.chosen(consent, answered)).collect()
    }
}

/// Whether a condition holds by the refusal itself: it asks for that, alone or beside something else.
fn raises(condition: &Condition, consent: u16, refused: u16) -> bool {
    match condition {
        Condition::Any(list) => list.iter().any(|inner| raises(inner, consent, refused)),
        Condition::Atom { atom: Atom::Choice { item, choices }, negated } => {
            *item == consent && choices.contains(&refused) != *negated
        }
        _ => false,
    }
}
