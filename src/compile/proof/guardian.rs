//! A guardian's refusal raises an alert, whatever else is answered: the guardian may be the exploiter.

use super::Prover;
use super::alone::Alone;
use super::logic::Fact;
use crate::diagnostic::Code;
use crate::expression::{Atom, Condition};
use crate::form::{Form, Step};
use crate::value::Consent;

/// Tells of every guardian whose refusal may raise none. What can be neither seen nor proved is told too: the reading
/// that keeps a child in sight.
pub(super) fn refusals(prover: &mut Prover, form: &Form, alone: &mut Alone<'_>) {
    for (item, here) in form.items.iter().zip(0_u16..).filter(|(item, _)| item.guardians) {
        let Some(refused) = item.choice(Consent::Refused.word()) else { continue };
        let seen = || (0_u16..).zip(&form.alerts).filter(|(_, alert)| alert.reads.contains(&here));
        if seen().any(|(_, alert)| raises(&alert.when, here, refused)) {
            continue;
        }
        let alerts: Vec<u16> = seen().map(|(place, _)| place).collect();
        let cells = alerts.iter().map(|place| Step::Alert(*place)).chain([Step::Item(here)]);
        let [raised] = alone.impossible(cells, |model| {
            let none = alerts.iter().filter_map(|place| model.alert(usize::from(*place))).map(|known| !known.yes);
            let together: Vec<Fact> = model.chosen(here, refused).into_iter().chain(none).collect();
            [together]
        });
        if !raised {
            prover.tell(Code::GuardianWithoutAlert, "/alerts", &item.id);
        }
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
