//! What can be pressed, and what comes of it besides a new drawing.

use crate::codec::{Plain, token};
use crate::value::{Urgency, words};

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
        /// Ends the interview, once it is handed over.
        End = "end",
        /// Closes what was opened last.
        Escape = "escape",
        /// Hands the interview over.
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
        /// Prints the result on one page.
        Print = "print",
        /// What the host wants the interview for: value.
        Purpose = "purpose",
        /// Goes on with an interview that is written as text, in place of this one: value.
        Resume = "resume",
        /// Goes to the page where answers are checked.
        Review = "review",
        /// Takes a row away: item is the repeat, value the row.
        Remove = "remove",
        /// Shows what is read to the person in a language beside that of the screen: value; none if it is empty.
        Second = "second",
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
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a thing of its own to do, and several may be")]
pub struct Effects {
    /// Id of what the focus goes to.
    pub focus: Option<String>,
    /// What is said when there is time.
    pub polite: Option<String>,
    /// What is said at once.
    pub assertive: Option<String>,
    /// The language it goes on in.
    pub language: Option<String>,
    /// Whether the page begins at its top again.
    pub top: bool,
    /// Whether the interview, as it would be, were it finished now, is to be handed over; then it [ends](Act::End).
    pub hand_over: bool,
    /// Whether the interview is over and nothing of it is kept.
    pub done: bool,
    /// Whether the result, as it would be, were the interview finished now, is to be printed.
    pub print: bool,
    /// What the host hears.
    pub events: Vec<Event>,
}

impl Effects {
    /// Nothing.
    #[inline(never)]
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// The effects as tokens: the four texts, empty where there is none; the four that hold or do not, as 1 or 0; then
    /// of each event its name, and the key and the value of what it tells.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for text in [&self.focus, &self.polite, &self.assertive, &self.language] {
            token(text.as_deref().unwrap_or_default(), &mut out);
        }
        for holds in [self.top, self.hand_over, self.done, self.print] {
            holds.write(&mut out);
        }
        for event in &self.events {
            for text in event.told() {
                token(text, &mut out);
            }
        }
        out
    }
}

/// What the host hears on the way. None carries an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// An answer changed.
    Change {
        /// Whose.
        item: String,
    },
    /// Something has to be done.
    Alert {
        /// How soon.
        urgency: Urgency,
    },
}

impl Event {
    /// Its name, and the key and the value of what it tells.
    fn told(&self) -> [&str; 3] {
        match self {
            Self::Change { item } => ["nrm-change", "item", item],
            Self::Alert { urgency } => ["nrm-alert", "urgency", urgency.word()],
        }
    }
}
