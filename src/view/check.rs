//! The page where answers are checked: by part, what was observed apart from what was said.

use super::act::Act;
use super::alert;
use super::asked::{Asked, Standing};
use super::frame::{foot, quietly};
use super::node::{Element, Tag, element};
use super::pen::{Pen, button, label, reason};
use super::rows::lines;
use super::screen::title;
use super::words::Word;
use crate::evaluation::Mark;
use crate::value::{By, ItemType};

/// Draws it.
pub(super) fn check(pen: &Pen, page: Element) -> Element {
    let form = pen.of.form();
    let mut page = page.child(title(pen, Word::CheckTitle)).child(pen.says(Tag::Paragraph, "lead", Word::CheckIntro));
    let section = |key: &str, title: Element| element(Tag::Section, "entries").keyed(key).child(title);
    let mut observed = section("observed", pen.says(Tag::H2, "", Word::ObservedTitle));
    let mut unanswered = 0;
    for part in &form.parts {
        let Some(group) = form.item(part.group) else { continue };
        let mut said = section(&group.id, element(Tag::H2, "").child(pen.inline(group.text)));
        for place in &part.items {
            let asked = pen.of.asked(*place);
            let shown = |asked: &Asked| asked.item.is_question() && asked.standing != Standing::Hidden;
            let Some(asked) = asked.filter(shown) else { continue };
            unanswered += usize::from(asked.standing != Standing::Given);
            let entry = entry(pen, &asked);
            if asked.item.by == By::Observer {
                observed = observed.child(entry);
            } else {
                said = said.child(entry);
            }
        }
        page = page.child_if(holds_more_than_its_title(said));
    }
    page = page.child_if(holds_more_than_its_title(observed));
    if unanswered > 0 {
        let said = pen.words.count(Word::Unanswered, unanswered);
        page = page.child(element(Tag::Paragraph, "guidance").keyed("unanswered").text(&said));
    }
    quietly(pen, page.child_if(alert::immediate(pen)).child(foot(pen, Word::SeeResult)))
}

fn holds_more_than_its_title(section: Element) -> Option<Element> {
    (section.children().len() > 1).then_some(section)
}

/// One answer, and the way to change it and come back.
fn entry(pen: &Pen, asked: &Asked) -> Element {
    let value = |drawn: Element| match asked.standing {
        Standing::Given | Standing::Again(_) if asked.item.kind == ItemType::Repeat => drawn,
        Standing::Given | Standing::Again(_) | Standing::Invalid(_) => {
            drawn.child(element(Tag::Paragraph, "value").with_all(pen.given(asked)))
        }
        Standing::Silent(why) => drawn.child(pen.says(Tag::Paragraph, "value none", reason(why))),
        Standing::Open | Standing::Hidden => drawn.child(pen.says(Tag::Paragraph, "value none", Word::NotAnswered)),
    };
    let tag = match asked.standing {
        Standing::Again(Mark::Restored) => Some(Word::Restored),
        Standing::Again(Mark::Unconfirmed) => Some(Word::Unconfirmed),
        Standing::Invalid(_) => Some(Word::ToMend),
        _ => None,
    };
    let called = label(asked.item);
    let words = element(Tag::Div, "").child(element(Tag::Paragraph, "label").child(pen.inline(called)));
    let words = lines(pen, asked).into_iter().fold(words, Element::child);
    let words = value(words).child_if(tag.map(|tag| pen.says(Tag::Span, "tag", tag)));
    let hidden = element(Tag::Span, "unseen").text(" ").child(pen.inline(called));
    let change = button("link", Act::Edit, &asked.key, "").text(pen.word(Word::Modify)).child(hidden);
    element(Tag::Div, "entry").keyed(&asked.key).child(words).child(change)
}
