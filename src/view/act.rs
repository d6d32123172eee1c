//! What can be pressed, and what comes of it besides a new drawing.

use crate::assessment::{Assessment, assess_session};
use crate::evaluation::ItemState;
use crate::session::Session;
use crate::value::ItemType;
use crate::value::{Consent, Reason, Scope, Urgency, words};
use serde::Serialize;

words! {
    /// Something the worker does. Each names at most an item and a value, so that whoever hears the press needs to
    /// know nothing about forms, and a list of acts is enough to rebuild an interview.
    Act {
        /// Takes a choice: item, code.
        Answer = "answer",
        /// Goes to the page before.
        Back = "back",
        /// Takes a restored answer away, to ask again: item.
        Change = "change",
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
        /// Keeps a restored answer: item.
        Keep = "keep",
        /// Shows everything in another language: value.
        Language = "language",
        /// Goes to the next page; open required questions hold it once.
        Next = "next",
        /// Opens something: item says what, value which; see [`Panel`](super::Panel).
        Open = "open",
        /// Goes to the page where answers are checked.
        Review = "review",
        /// Closes a question without an answer: item, reason.
        Silence = "silence",
        /// Opens something if it is closed, closes it if it is open.
        Toggle = "toggle",
        /// Moves to a question of this page: item.
        Visit = "visit",
        /// Withdraws the consent to talk.
        Withdraw = "withdraw",
        /// Goes to the next page without what is required.
        Without = "without",
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
pub struct Completion {
    /// The class of the outcome.
    pub class: String,
    /// What the answers show; absent where keeping a record was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
    /// The answers, in the order of the form; where keeping a record was refused, only the consents.
    pub answers: Vec<Given>,
}

/// One item's answer: the code of a choice, or the reason of a silence.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Answer"))]
pub struct Given {
    /// The item.
    pub item: String,
    /// The code of its answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Why it has no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

impl Completion {
    /// What is handed over of a finished session, its texts in `language`.
    pub(super) fn of(session: &Session, language: &str) -> Self {
        let (form, state) = (session.form(), session.state());
        let code = |place: u16| session.choice(place).filter(|_| state.item(place) == ItemState::Answered);
        let kept = !(0..).zip(&form.items).any(|(place, item)| {
            let refused = || code(place).is_some_and(|choice| item.is_consent(choice, Consent::Refused));
            item.scope == Some(Scope::Record) && refused()
        });
        let mut answers = Vec::new();
        for (place, item) in (0..).zip(&form.items) {
            let reason = match state.item(place) {
                ItemState::Answered => None,
                ItemState::Missing(reason) => Some(reason),
                _ => continue,
            };
            if kept || item.kind == ItemType::Consent {
                let code = code(place).map(|choice| item.code(choice).to_owned());
                answers.push(Given { item: (*item.id).to_owned(), code, reason });
            }
        }
        Self {
            class: form.class(state.outcome.decision).to_owned(),
            assessment: kept.then(|| assess_session(session, form.language(language).unwrap_or(0))),
            answers,
        }
    }
}
