//! What can be pressed, and what comes of it besides a new drawing.

use crate::assessment::{AnswerReport, Assessment, ConclusionReport, assess_session, handed_over};
use crate::session::Session;
use crate::value::{ItemType, Urgency, words};
use serde::Serialize;

words! {
    /// Something the worker does. Each names at most an item (`where@r1` in a row) and a value, so that whoever hears the press needs to
    /// know nothing about forms, and a list of acts is enough to rebuild an interview.
    Act {
        /// Says that a date is only about known, or that it is not: item.
        About = "about",
        /// Adds a row: item is the repeat.
        Add = "add",
        /// Takes a choice: item, code.
        Answer = "answer",
        /// Goes to the page before.
        Back = "back",
        /// Takes such an answer away, to ask again: item.
        Change = "change",
        /// Concludes beside the result: value.
        Conclude = "conclude",
        /// Puts an alert away: item is the alert.
        Done = "done",
        /// Goes to the page of an item and comes back from there: item.
        Edit = "edit",
        /// Closes what was opened last.
        Escape = "escape",
        /// Ends the interview and hands it over.
        Finish = "finish",
        /// Goes to a part: item is its group.
        Go = "go",
        /// Folds what must not be seen when the screen is covered.
        Hide = "hide",
        /// Keeps an answer that came back, or that the host gave: item.
        Keep = "keep",
        /// Shows everything in another language: value.
        Language = "language",
        /// Goes to the next page; open required questions hold it once.
        Next = "next",
        /// Opens something: item says what, value which; see [`Panel`](super::Panel).
        Open = "open",
        /// Goes to the page where answers are checked.
        Review = "review",
        /// Takes a row away: item is the repeat, value the row.
        Remove = "remove",
        /// Closes a question without an answer: item, reason.
        Silence = "silence",
        /// Ticks one of several choices, or takes the tick away: item, code.
        Tick = "tick",
        /// Opens something if it is closed, closes it if it is open.
        Toggle = "toggle",
        /// Moves to a question of this page: item.
        Visit = "visit",
        /// Withdraws the consent to talk.
        Withdraw = "withdraw",
        /// Goes to the next page without what is required.
        Without = "without",
        /// Writes into a field: item, and the field with what stands in it, `=12`, `day=3`, `other=words`. Without an item
        /// it is the reason of the conclusion.
        Write = "write",
    }
}

/// What whoever shows the interview has to do after an act, besides drawing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Effects {
    /// Id of what the focus goes to.
    pub focus: Option<String>,
    /// Whether the page begins at its top again.
    pub top: bool,
    /// What is said when there is time.
    pub polite: Option<String>,
    /// What is said at once.
    pub assertive: Option<String>,
    /// The language it goes on in.
    pub language: Option<String>,
    /// What the host hears.
    pub events: Vec<Event>,
    /// Whether the interview is over and nothing of it is kept.
    pub done: bool,
}

impl Effects {
    /// Nothing.
    #[inline(never)]
    pub(super) fn none() -> Self {
        Self::default()
    }
}

/// What the host hears. Only the last one carries answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "name", content = "detail")]
pub enum Event {
    /// An answer changed.
    #[serde(rename = "nrm-change")]
    Change {
        /// Whose.
        item: String,
    },
    /// Something has to be done.
    #[serde(rename = "nrm-alert")]
    Alert {
        /// How soon.
        urgency: Urgency,
    },
    /// The interview ended.
    #[serde(rename = "nrm-complete")]
    Complete(Box<Completion>),
}

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
    /// What is handed over of a finished session, its texts in `language`.
    pub(super) fn of(session: &Session, language: &str) -> Self {
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
            assessment: kept.then(|| assess_session(session, form.language(language).unwrap_or(0))),
            conclusion: conclusion.filter(|_| kept),
            needs_second_review: kept.then(|| state.needs_second_review(concluded.conclusion)),
            answers,
        }
    }
}
