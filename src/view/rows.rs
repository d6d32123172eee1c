//! A repeat: a card for each row, a button for another, and the question that closes the list.

use super::Panel;
use super::act::Act;
use super::asked::{Asked, Standing, in_row};
use super::node::{Attr, Element, Node, Tag, element};
use super::pen::{Pen, Said, button, folded, id, toggle};
use super::question::question;
use super::twin::{self, beside};
use super::words::Word;

/// What separates things that stand in a line: it may end one, and begins none.
pub(super) const BETWEEN: &str = "\u{a0}· ";

/// The cards of a repeat's rows, and the button that adds one.
pub(super) fn rows(pen: &Pen, repeat: &Asked) -> Element {
    let mut drawn = element(Tag::Div, "cards").keyed("rows");
    for row in 0..pen.of.rows(repeat.place.item) {
        drawn = drawn.child_if(card(pen, repeat, row));
    }
    let full = u32::from(pen.of.rows(repeat.place.item)) >= repeat.item.most;
    if full {
        return drawn.child(pen.says(Tag::Paragraph, "quiet", Word::NoMoreRows).keyed("full"));
    }
    let add = button("plain whole", Act::Add, &repeat.key, "");
    drawn.child(add.with_all(pen.sentence(Word::Add, &[repeat.item], Vec::new())))
}

/// What a row is called: the label of its repeat and its number.
pub(super) fn title(pen: &Pen, repeat: &Asked, row: u16) -> Vec<Node> {
    let number = (u32::from(row) + 1).to_string();
    pen.sentence(Word::RowTitle, &[repeat.item], vec![("n", Node::Text(number))])
}

/// The answers of a row in a line.
pub(super) fn facts(pen: &Pen, asked: &[Asked]) -> Vec<Node> {
    let mut facts = Vec::new();
    for one in asked.iter().filter(|one| one.standing != Standing::Open) {
        if !facts.is_empty() {
            facts.push(Node::Text(BETWEEN.to_owned()));
        }
        facts.extend(pen.given(one));
    }
    facts
}

fn card(pen: &Pen, repeat: &Asked, row: u16) -> Option<Element> {
    let entry = repeat.entry?.rows.get(usize::from(row))?;
    let which = in_row(&repeat.key, &entry.id);
    let open = pen.is_open(Panel::Row, &which);
    let asked = pen.of.asked_in(repeat.place.item, row);
    let again = asked.iter().any(|one| matches!(one.standing, Standing::Again(_)));
    let name = id("row", &which, "");
    let head = element(Tag::Paragraph, "quiet head")
        .with(Attr::Id, &name)
        .with(Attr::TabIndex, "-1")
        .child(element(Tag::Span, "").with_all(title(pen, repeat, row)))
        .child_if(again.then(|| pen.says(Tag::Span, "tag", Word::Unconfirmed)));
    // The first question of a row is what it is known by.
    let (key, rest) = asked.split_first().map_or((None, &[][..]), |(key, rest)| (Some(key), rest));
    let key = key.filter(|key| key.standing != Standing::Open && !open);
    let mut drawn = element(Tag::Section, if again { "panel card again" } else { "panel card" })
        .keyed(&which)
        .with(Attr::AriaLabelledBy, &name)
        .child(head)
        .child_if(key.map(|key| element(Tag::H3, "").keyed("key").with_all(pen.given(key))));
    if open {
        let mut inside = element(Tag::Div, "inside").keyed("inside").with(Attr::Id, &folded(Panel::Row, &which));
        for one in &asked {
            inside = inside.child(question(pen, one, true));
        }
        drawn = drawn.child(inside);
    } else {
        let line = facts(pen, rest);
        drawn =
            drawn.child_if((!line.is_empty()).then(|| element(Tag::Paragraph, "quiet").keyed("facts").with_all(line)));
    }
    Some(drawn.child(foot(pen, repeat, row, &entry.id, open)))
}

/// Opening, closing and taking away; this last asks once, in place.
fn foot(pen: &Pen, repeat: &Asked, row: u16, row_id: &str, open: bool) -> Element {
    let which = in_row(&repeat.key, row_id);
    let unseen = || element(Tag::Span, "unseen").text(" ").with_all(title(pen, repeat, row));
    let word = if open { Word::CloseRow } else { Word::Modify };
    let edit = toggle(if open { "plain small" } else { "link" }, Panel::Row, &which, open).text(pen.word(word));
    let asks = pen.is_open(Panel::Remove, &which);
    let remove = toggle("link calm", Panel::Remove, &which, asks);
    let foot = element(Tag::Div, "pair").keyed("foot").child(edit.child(unseen()));
    if !asks {
        return foot.child(remove.text(pen.word(Word::Remove)).child(unseen()));
    }
    let sure = element(Tag::Div, "pair sure")
        .keyed("sure")
        .with(Attr::Id, &folded(Panel::Remove, &which))
        .child(pen.says(Tag::Paragraph, "", Word::RemoveAsk))
        .child(button("plain small", Act::Remove, &repeat.key, row_id).text(pen.word(Word::RemoveYes)))
        .child(remove.text(pen.word(Word::KeepRow)));
    foot.child(sure)
}

/// What the rows of a repeat come to where answers are checked: a line each.
pub(super) fn lines(pen: &Pen, repeat: &Asked) -> Vec<Element> {
    let mut lines = Vec::new();
    for row in 0..pen.of.rows(repeat.place.item) {
        let asked = pen.of.asked_in(repeat.place.item, row);
        let line = element(Tag::Paragraph, "value").with_all(title(pen, repeat, row)).text(BETWEEN);
        lines.push(line.with_all(facts(pen, &asked)));
    }
    lines
}

/// What closes the list, as a question of its own.
pub(super) fn more(pen: &Pen, repeat: &Asked) -> Option<Element> {
    let heading = id("more", &repeat.key, "");
    let text = repeat.item.more?;
    let asked = pen.block_marked(Tag::Paragraph, "spoken", text).with(Attr::Id, &heading);
    let second = beside(pen, repeat.item, Said::Text(text), Tag::Paragraph, "spoken", &repeat.key, "more");
    Some(twin::pair(Tag::Div, asked, second).keyed("more"))
}
