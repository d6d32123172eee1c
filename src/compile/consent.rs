//! Consents: that to talk comes first, and what a guardian refuses is seen.

use super::Maker;
use super::items::{Asked, Slot};
use crate::diagnostic::Code;
use crate::expression::{Atom, Condition};
use crate::form::{Form, Item};
use crate::value::{By, Consent};

impl Maker {
    /// A consent to talk may not be skipped.
    pub(super) fn talk(&mut self, slot: &Slot<'_>, slots: &[Slot<'_>]) {
        let parent = slot.parent.and_then(|parent| slots.get(usize::from(parent)));
        if slot.relevant().is_some() || parent.is_some_and(|parent| parent.relevant().is_some()) {
            self.tell(Code::ConditionalConsent, "");
        }
    }

    /// Whether the item waits for the person's consent to talk; told where it comes before that.
    pub(super) fn behind_consent(&mut self, made: &Item, here: u16, asked: &Asked, asks_later: bool) -> bool {
        if made.by != By::Person || made.guardians || asked.talk == Some(here) {
            return false;
        }
        if asked.talk.is_none() && made.is_question() {
            self.tell(if asks_later { Code::BeforeConsent } else { Code::NoConsent }, &made.id);
        }
        asked.talk.is_some()
    }

    /// A guardian's refusal must be seen by an alert: the guardian may be the exploiter. Whether it raises one whatever
    /// else is answered, is proved; here, an alert has to ask for it and not for its opposite.
    pub(super) fn guardians(&mut self, form: &Form) {
        for (item, here) in form.items.iter().zip(0_u16..).filter(|(item, _)| item.guardians) {
            let refused = item.choice(Consent::Refused.word());
            let raised = |when| refused.is_some_and(|refused| may_raise(when, here, refused));
            if !form.alerts.iter().any(|alert| alert.reads.contains(&here) && raised(&alert.when)) {
                self.at("alerts", |maker| maker.tell(Code::GuardianWithoutAlert, &item.id));
            }
        }
    }
}

/// Whether a condition asks for a refusal, or for something that may.
fn may_raise(condition: &Condition, consent: u16, refused: u16) -> bool {
    match condition {
        Condition::All(list) | Condition::Any(list) => list.iter().any(|inner| may_raise(inner, consent, refused)),
        Condition::If(parts) => parts.iter().any(|inner| may_raise(inner, consent, refused)),
        Condition::Atom { atom: Atom::Choice { item, choices }, negated } => {
            *item == consent && choices.contains(&refused) != *negated
        }
        Condition::Atom { atom: Atom::State { item, .. }, .. } => *item == consent,
        Condition::Atom { atom, .. } => matches!(atom, Atom::Cell(_) | Atom::Numbers(..) | Atom::Band { .. }),
    }
}
