//! What both pages are drawn with: the words, the numbers of the questions, rings and lines for a pen.

use super::words::{PaperWord, PaperWords};
use crate::form::Item;
use crate::value::{ItemType, Reason};
use crate::view::Words;
use crate::view::node::{Element, Node, Tag, element};
use crate::view::pen::{Pen, label};
use crate::view::word_list::Piece;
use crate::view::words::Word;

/// Draws one form on paper in one language.
pub(super) struct Sheet<'i> {
    pub(super) pen: Pen<'i>,
    said: &'i PaperWords,
    /// The number of each item, by its place; empty for what is not asked.
    numbers: Vec<String>,
}

impl<'i> Sheet<'i> {
    pub(super) fn new(pen: Pen<'i>, said: &'i PaperWords) -> Self {
        Self { pen, said, numbers: numbers(&pen.of.form().items) }
    }

    pub(super) fn words(&self) -> &'i Words {
        self.pen.words
    }

    pub(super) fn word(&self, word: PaperWord) -> &'i str {
        self.said.get(word)
    }

    pub(super) fn says(&self, tag: Tag, class: &str, word: PaperWord) -> Element {
        element(tag, class).text(self.word(word))
    }

    /// The number a question is found by.
    pub(super) fn number(&self, item: u16) -> &str {
        self.numbers.get(usize::from(item)).map_or("", String::as_str)
    }

    /// One sentence, with its `{gaps}` filled.
    pub(super) fn sentence(&self, word: PaperWord, mut gaps: Vec<(&str, Vec<Node>)>) -> Vec<Node> {
        let mut drawn = Vec::new();
        self.said.pieces(word, &mut |piece| match piece {
            Piece::Text("") => {}
            Piece::Text(text) => drawn.push(Node::Text(text.to_owned())),
            Piece::Gap(name) => {
                if let Some((_, nodes)) = gaps.iter_mut().find(|(gap, _)| *gap == name) {
                    drawn.append(nodes);
                }
            }
        });
        drawn
    }

    /// What a question is called in a sentence about it: its number and its label.
    pub(super) fn called(&self, place: u16, item: &Item) -> Vec<Node> {
        let number = self.number(place);
        let mut drawn = Vec::new();
        if !number.is_empty() {
            drawn.push(element(Tag::Bdi, "").text(number).into());
            drawn.push(Node::Text("\u{a0}".to_owned()));
        }
        drawn.extend(self.sentence(PaperWord::Quoted, vec![("text", vec![self.pen.inline(label(item))])]));
        drawn
    }

    /// The short word of a silence.
    pub(super) fn silence(&self, reason: Reason) -> &'i str {
        self.word(match reason {
            Reason::Declined => PaperWord::Declined,
            Reason::DoesNotKnow => PaperWord::DoesNotKnow,
            Reason::NotAsked => PaperWord::NotAsked,
            Reason::NotConveyed => PaperWord::NotConveyed,
            Reason::NotObservable => PaperWord::NotObservable,
        })
    }

    /// A title within the page.
    pub(super) fn title(&self, word: PaperWord) -> Element {
        self.says(Tag::H2, "", word)
    }

    /// A word of the interface.
    pub(super) fn shared(&self, tag: Tag, class: &str, word: Word) -> Element {
        self.pen.says(tag, class, word)
    }
}

/// Something to tick, and its words.
pub(super) fn tick(several: bool, says: Vec<Node>) -> Element {
    element(Tag::Span, "tick")
        .child(element(Tag::Mark, if several { "box" } else { "ring" }))
        .child(element(Tag::Span, "").with_all(says))
}

/// A line to write on.
pub(super) fn rule(class: &str) -> Element {
    element(Tag::Mark, &["rule ", class].concat())
}

/// Lines to write on.
pub(super) fn lines(count: usize) -> Element {
    (0..count).fold(element(Tag::Div, "lines"), |drawn, _| drawn.child(rule("")))
}

/// Questions are counted through the whole form; those of a row carry the number of their repeat.
fn numbers(items: &[Item]) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    let (mut last, mut inner) = (0_u32, 0_u32);
    for item in items {
        numbers.push(match (item.is_question(), item.repeat) {
            (false, _) => String::new(),
            (true, None) => {
                last += 1;
                inner = 0;
                last.to_string()
            }
            (true, Some(_)) => {
                inner += 1;
                [&last.to_string(), ".", &inner.to_string()].concat()
            }
        });
    }
    numbers
}

/// Whether it has choices to tick.
pub(super) fn is_ticked(item: &Item) -> bool {
    matches!(item.kind, ItemType::Single | ItemType::Multiple | ItemType::Consent | ItemType::Matrix)
}
