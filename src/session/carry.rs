//! What a finished interview hands to the next one, and how that takes it: as proposals, which count as open until
//! somebody has confirmed them.

use super::{Change, Place, Refused, Session};
use crate::evaluation::Told;
use crate::form::{Carry, Origin};
use crate::value::{ItemType, Scope, Truth};
use serde::Serialize;

/// An answer that is proposed, by codes: one, or several where the question takes several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// The question.
    pub item: String,
    /// What is proposed.
    pub codes: Vec<String>,
}

impl Session {
    /// What is proposed of this interview by what its form hands to the next one. Where keeping a record was refused,
    /// only the class and the consents are.
    ///
    /// A silence is never carried, and neither is what does not count: what does not apply, or was proposed and not
    /// confirmed.
    ///
    /// # Errors
    /// An interview that is not finished, or one with another form.
    pub fn carried(&self, carry: &Carry) -> Result<Vec<Proposal>, Refused> {
        let mut proposals: Vec<Proposal> = Vec::new();
        if !self.is_finished() {
            return Err(Refused::NotFinished);
        }
        if *carry.from.0 != *self.form.id || *carry.from.1 != *self.form.version {
            return Err(Refused::OtherForm);
        }
        for line in &carry.lines {
            for found in self.found(line.origin, &line.from) {
                let known = line.codes.iter().find(|(from, _)| **from == *found).map(|(_, to)| &**to);
                let Some(code) = known.or(line.codes.is_empty().then_some(found)) else { continue };
                match proposals.iter_mut().find(|proposal| *proposal.item == *line.to) {
                    Some(known) if known.codes.iter().any(|known| known == code) => {}
                    Some(known) => known.codes.push(code.to_owned()),
                    None => proposals.push(Proposal { item: (*line.to).to_owned(), codes: [code.to_owned()].into() }),
                }
            }
        }
        Ok(proposals)
    }

    /// The codes found there: those answered, the class, or one without letters for what is met.
    fn found(&self, origin: Origin, id: &str) -> Vec<&str> {
        let (form, state) = (&*self.form, &self.state);
        let kept = self.keeps_record();
        let met = |place: Option<usize>, states: &[Told]| {
            let truth = place.and_then(|place| states.get(place)).map(|told| told.truth);
            if kept && truth == Some(Truth::True) { [""].into() } else { Vec::new() }
        };
        match origin {
            Origin::Class => [form.class(state.outcome.decision)].into(),
            Origin::Indicator => met(form.indicators.iter().position(|known| *known.id == *id), &state.indicators),
            Origin::Alert => met(form.alerts.iter().position(|known| *known.id == *id), &state.alerts),
            Origin::Item => {
                let is_kept =
                    |place: &u16| kept || form.item(*place).is_some_and(|item| item.kind == ItemType::Consent);
                form.find(id).filter(is_kept).map(|place| self.codes(place)).unwrap_or_default()
            }
        }
    }

    /// Proposes an answer by its code, or by several with a space between: it is shown as one to confirm, and counts as
    /// open until then. What was answered here already stands, and the consent to talk is never proposed: the person is
    /// asked for it anew.
    ///
    /// # Errors
    /// See [`Refused`]; nothing has changed then.
    pub fn propose(&mut self, id: &str, code: &str) -> Result<Change, Refused> {
        let (place, answer) = self.coded(id, code)?;
        if self.form.item(place).and_then(|item| item.scope) == Some(Scope::Talk) {
            return Err(Refused::WrongKind);
        }
        let stands = self.find(Place::from(place)).is_some_and(|entry| entry.answer.is_some() && entry.mark.is_none());
        if stands { Ok(Change::default()) } else { self.prefill(place, answer) }
    }
}
