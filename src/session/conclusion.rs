//! The worker's own conclusion, and whether what was said may be kept.

use super::{LONGEST, Refused, Session};
use crate::evaluation::Decision;
use crate::form::Item;
use crate::value::{Conclusion, Consent, Scope, characters};

/// What the worker concludes, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concluded {
    /// The conclusion; none before one was made.
    pub conclusion: Option<Conclusion>,
    /// What makes the worker conclude so; may be empty.
    pub reason: Box<str>,
    /// The outcome it was made beside.
    about: Option<Decision>,
}

impl Concluded {
    /// Whether it differs from the outcome and does not say why.
    pub fn wants_reason(&self) -> bool {
        self.reason.is_empty() && matches!(self.conclusion, Some(Conclusion::MoreSigns | Conclusion::FewerSigns))
    }
}

impl Session {
    /// The worker's own conclusion.
    pub fn concluded(&self) -> &Concluded {
        &self.concluded
    }

    /// Concludes beside the outcome as it would be, were the interview finished now.
    ///
    /// # Errors
    /// [`Refused::Finished`].
    pub fn conclude(&mut self, conclusion: Conclusion) -> Result<(), Refused> {
        if self.finished {
            return Err(Refused::Finished);
        }
        self.concluded.conclusion = Some(conclusion);
        self.concluded.about = Some(self.finished_state().outcome.decision);
        Ok(())
    }

    /// Says what makes the worker conclude so.
    ///
    /// # Errors
    /// [`Refused::Finished`] or [`Refused::TooLong`].
    pub fn explain(&mut self, reason: &str) -> Result<(), Refused> {
        if self.finished {
            return Err(Refused::Finished);
        }
        if characters(reason) > LONGEST {
            return Err(Refused::TooLong);
        }
        self.concluded.reason = reason.into();
        Ok(())
    }

    /// What was concluded of another outcome says nothing of this one: it is asked again, and its reason kept.
    pub(super) fn reconsider(&mut self) {
        if self.concluded.about.is_some_and(|about| self.finished_state().outcome.decision != about) {
            self.concluded.conclusion = None;
            self.concluded.about = None;
        }
    }

    /// Whether what was said may be kept: no consent to that is refused or withdrawn. What was refused stays so when the
    /// person then refuses to talk, though it is no longer asked.
    pub fn keeps_record(&self) -> bool {
        let refused = |(place, item): (u16, &Item)| {
            let code = self.choice(place);
            let against = [Consent::Refused, Consent::Withdrawn];
            item.scope == Some(Scope::Record)
                && code.is_some_and(|choice| against.iter().any(|consent| item.is_consent(choice, *consent)))
        };
        !(0..).zip(&self.form.items).any(refused)
    }
}
