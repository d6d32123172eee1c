//! What the host is handed at the end.
//!
//! Invariant: where keeping a record was refused, it holds the class and the consents and no other answer.

use super::report::{AnswerReport, Assessment, ConclusionReport};
use super::{assess_session, handed_over};
use crate::session::Session;
use crate::value::ItemType;
use serde::Serialize;

/// The interview as it is handed over. Where keeping a record was refused, only the class and the consents are.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Completion {
    /// The class of the outcome.
    pub class: String,
    /// What the answers show; absent where keeping a record was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
    /// The worker's own conclusion, where one was made; absent where keeping a record was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<ConclusionReport>,
    /// Whether a second person has to look at it; absent where keeping a record was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs_second_review: Option<bool>,
    /// The answers and silences, in the order of the form; where keeping a record was refused, only the consents.
    pub answers: Vec<AnswerReport>,
}

impl Completion {
    /// What is handed over of a finished session, its texts in the language it was shown in last.
    pub fn of(session: &Session) -> Self {
        let (form, state) = (session.form(), session.state());
        let kept = session.keeps_record();
        let mut answers = handed_over(session);
        let is_consent =
            |id: &str| form.find(id).and_then(|item| form.item(item)).map(|item| item.kind) == Some(ItemType::Consent);
        answers.retain(|answer| kept || is_consent(&answer.item));
        let concluded = session.concluded();
        let reason = (!concluded.reason.is_empty()).then(|| (*concluded.reason).to_owned());
        let conclusion = concluded.conclusion.map(|conclusion| ConclusionReport { conclusion, reason });
        Self {
            class: form.class(state.outcome.decision).to_owned(),
            assessment: kept.then(|| assess_session(session, session.language())),
            conclusion: conclusion.filter(|_| kept),
            needs_second_review: kept.then(|| state.needs_second_review(concluded.conclusion)),
            answers,
        }
    }
}
