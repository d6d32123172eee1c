//! Session to screen: a tree of typed nodes, pure. Whoever shows it mounts the tree and sends back what was pressed.
//!
//! Invariant: the tree has no markup in its texts and nothing that loads, links or styles; every text stands under the
//! language it is in; no answer stands in an attribute that is shown or announced apart from its question.

mod act;
mod alert;
mod asked;
mod chart;
mod check;
mod closing;
mod conclusion;
mod count;
mod date;
mod field;
#[cfg(any(feature = "compile", feature = "paper"))]
pub mod flat;
mod flaw;
mod frame;
mod glyph;
pub mod html;
mod interview;
mod node;
mod page;
#[cfg(any(feature = "compile", feature = "paper"))]
pub mod paper;
mod pen;
mod question;
mod result;
mod rows;
mod screen;
mod services;
mod sheet;
mod twin;
mod word_list;
mod words;

pub use act::{Act, Effects, Event};
pub use interview::Interview;
pub use node::{Attr, Element, Node, Tag, element};
pub use word_list::{Key, Piece, WordList};
pub use words::{Word, Words};

use crate::value;
use page::Page;
use pen::Pen;

value::words! {
    /// Something that unfolds.
    Panel {
        /// The latest day of a date that is only about known.
        About = "about",
        /// The alerts, in the bar.
        Alerts = "alerts",
        /// The answers an alert comes from.
        Basis = "basis",
        /// The signs of a dimension.
        Dimension = "dimension",
        /// The question whether to end.
        Finish = "finish",
        /// The languages.
        Languages = "languages",
        /// The whole of a long note.
        More = "more",
        /// The parts of the interview, where there is no room for them beside the page.
        Parts = "parts",
        /// What to know before the result is printed.
        Print = "print",
        /// Whether a row is to be taken away.
        Remove = "remove",
        /// The questions of a row.
        Row = "row",
        /// The silences of a question.
        Silence = "silence",
        /// What stopping here means.
        Stop = "stop",
        /// The word of the case file.
        Term = "term",
        /// One of the things to make sure of before the first question.
        Tick = "tick",
        /// The services to call in an emergency.
        Urgent = "urgent",
    }
}

impl Panel {
    /// Whether the escape key folds it again.
    fn closes_on_escape(self) -> bool {
        matches!(
            self,
            Self::Alerts
                | Self::Finish
                | Self::Languages
                | Self::Parts
                | Self::Print
                | Self::Remove
                | Self::Silence
                | Self::Stop
                | Self::Urgent
        )
    }
}

impl Interview {
    /// Draws the question area.
    pub fn draw(&self) -> Vec<Node> {
        let Some(words) = self.words() else { return Vec::new() };
        frame::frame(&Pen::new(self, words))
    }

    /// Draws what the bar holds: the mark of the alerts and their panel.
    pub fn draw_marks(&self) -> Vec<Node> {
        match self.words() {
            Some(words) if self.page != Page::End => alert::marks(&Pen::new(self, words)),
            _ => Vec::new(),
        }
    }
}
