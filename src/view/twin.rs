//! What is read to the person, in a second language beside that of the screen.
//!
//! Invariant: what the second language does not have is not shown in another one in its place; it is said to be absent.

use super::node::{Attr, Element, Node, Tag, element};
use super::pen::{Pen, Said, id};
use super::words::{Word, Words};
use crate::form::Item;
use crate::value::By;

/// What an item says, in the second language, drawn with the id [`second`] gives: nothing where none is on, where it is
/// not read to the person, and where it stands in that language already.
#[inline(never)]
pub(super) fn beside(
    pen: &Pen,
    item: &Item,
    said: Said,
    tag: Tag,
    class: &str,
    key: &str,
    value: &str,
) -> Option<Element> {
    let own = pen.second().filter(|_| item.by == By::Person)?;
    let language = &*own.words.language;
    let (text, stale) = match said {
        Said::Word(word) => (own.word(word), false),
        Said::Text(text) => {
            let shown = own.shown(text);
            if pen.shown(text).language == language {
                return None;
            }
            if shown.fallback {
                let name = pen.sentence(Word::NoText, &[], vec![("language", name(pen, own.words))]);
                let lacking = element(tag, "lacking").with(Attr::Id, &second(key, value));
                return Some(lacking.child(element(Tag::Span, "tag").with_all(name)));
            }
            (shown.text, shown.stale)
        }
    };
    let drawn = pen.tongue(element(tag, class).with(Attr::Id, &second(key, value)), language);
    let mark = stale.then(|| pen.in_own_tongue(pen.says(Tag::Span, "tag own", Word::Stale)));
    Some(paragraphs(drawn, text).child_if(mark))
}

/// What a language calls itself.
pub(super) fn name(pen: &Pen, words: &Words) -> Node {
    pen.tongue(element(Tag::Span, ""), &words.language).text(&words.name).into()
}

/// The id of a text in the second language.
pub(super) fn second(key: &str, value: &str) -> String {
    id("second", key, value)
}

/// Two texts of one meaning, or the one there is.
pub(super) fn pair(tag: Tag, first: Element, second: Option<Element>) -> Element {
    match second {
        Some(second) => element(tag, "twin").child(first).child(second),
        None => first,
    }
}

/// A text in an element; one that stands by itself has paragraphs.
pub(super) fn paragraphs(drawn: Element, text: &str) -> Element {
    if drawn.tag() != Tag::Div {
        return drawn.text(text);
    }
    let paragraphs = text.split('\n').filter(|paragraph| !paragraph.is_empty());
    paragraphs.fold(drawn, |drawn, text| drawn.child(element(Tag::Paragraph, "").text(text)))
}
