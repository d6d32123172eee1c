//! The page where answers are checked: by part, what was observed apart from what was said.

use super::act::Act;
use super::alert;
use super::frame::{foot, quietly, steps};
use super::interview::Standing;
use super::node::{Element, Tag, element};
use super::pen::{Pen, button, label, reason};
use super::screen::title;
use super::words::Word;
use crate::form::Item;
use crate::value::By;

/// Draws it.
pub(super) fn check(pen: &Pen, page: Element) -> Element {
    let form = pen.of.form();
    let mut page = page.child_if(steps(pen)).child(title(pen, Word::CheckTitle)).child(pen.says(
        Tag::Paragraph,
        "lead",
        Word::CheckIntro,
    ));
    let section = |key: &str, title: Element| element(Tag::Section, "entries").keyed(key).child(title);
    let mut observed = section("observed", pen.says(Tag::H2, "", Word::ObservedTitle));
    let mut unanswered = 0;
    for part in &form.parts {
        let Some(group) = form.item(part.group) else { continue };
        let mut said = section(&group.id, element(Tag::H2, "").child(pen.inline(group.text)));
        for place in &part.items {
            let standing = pen.of.standing(*place);
            let Some(item) = form.item(*place).filter(|item| item.is_question() && standing != Standing::Hidden) else {
                continue;
            };
            unanswered += usize::from(!matches!(standing, Standing::Chosen(_) | Standing::Told));
            let entry = entry(pen, item, standing);
            if item.by == By::Observer {
                observed = observed.child(entry);
            } else {
                said = said.child(entry);
            }
        }
        page = page.child_if(holds_more_than_its_title(said));
    }
    page = page.child_if(holds_more_than_its_title(observed));
    if unanswered > 0 {
        let said = pen.words.fill(Word::Unanswered, &[("n", &unanswered.to_string())]);
        page = page.child(element(Tag::Paragraph, "guidance").keyed("unanswered").text(&said));
    }
    quietly(pen, page.child_if(alert::immediate(pen)).child(foot(pen, Word::SeeResult)))
}

fn holds_more_than_its_title(section: Element) -> Option<Element> {
    (section.children().len() > 1).then_some(section)
}

/// One answer, and the way to change it and come back.
fn entry(pen: &Pen, item: &Item, standing: Standing) -> Element {
    let none = |word| pen.says(Tag::Paragraph, "value none", word);
    let value = match standing {
        Standing::Chosen(_) | Standing::Told | Standing::Restored => {
            element(Tag::Paragraph, "value").child(pen.given(item))
        }
        Standing::Silent(why) => none(reason(why)),
        Standing::Open | Standing::Hidden => none(Word::NotAnswered),
    };
    let restored = standing == Standing::Restored;
    let called = label(item);
    let words = element(Tag::Div, "")
        .child(element(Tag::Paragraph, "label").child(pen.inline(called)))
        .child(value)
        .child_if(restored.then(|| pen.says(Tag::Span, "tag", Word::Restored)));
    let hidden = element(Tag::Span, "unseen").text(" ").child(pen.inline(called));
    let change = button("link", Act::Edit, &item.id, "").text(pen.word(Word::Modify)).child(hidden);
    element(Tag::Div, "entry").keyed(&item.id).child(words).child(change)
}
