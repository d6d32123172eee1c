//! The pages themselves: before the first question, questions, the end.

use super::Panel;
use super::act::Act;
use super::frame::{foot, quietly};
use super::glyph::{Glyph, glyph};
use super::node::{Attr, Element, Node, Tag, element};
use super::page::{SUMMARY, TITLE, shown};
use super::pen::{Pen, as_entered, button, control};
use super::question::{display, matrix, question};
use super::words::Word;
use super::{alert, flaw};
use crate::value::By;
use crate::value::ItemType;

/// A page's title, where the focus begins.
pub(super) fn title(pen: &Pen, word: Word) -> Element {
    pen.says(Tag::H1, "", word).keyed(TITLE).with(Attr::Id, TITLE).with(Attr::TabIndex, "-1").with(Attr::Part, "title")
}

/// A place for words of the portal's own.
pub(super) fn place_for_portal(name: &str) -> Element {
    element(Tag::Slot, "").keyed(name).with(Attr::Name, name)
}

/// Before the first question: what to make sure of, what the two buttons above do, that nothing leaves.
pub(super) fn start(pen: &Pen, page: Element) -> Element {
    let form = pen.of.form();
    let version = [" · ", pen.word(Word::Version), " "].concat();
    let name = element(Tag::Paragraph, "quiet")
        .keyed("name")
        .child(pen.inline(form.title))
        .text(&version)
        .child(as_entered(&form.version, "ltr"));
    let mut ticks = element(Tag::Div, "ledger").keyed("ticks");
    for word in [Word::BeforePrivate, Word::BeforeSelf, Word::BeforeInterpreter, Word::BeforePause] {
        let ticked = pen.is_open(Panel::Tick, word.key());
        let input = control(Tag::Input, "", Act::Toggle, Panel::Tick.word(), word.key())
            .with(Attr::Type, "checkbox")
            .with(Attr::Autocomplete, "off")
            .with_if(ticked, Attr::Checked, "");
        let row = element(Tag::Label, if ticked { "row on" } else { "row" }).keyed(word.key());
        ticks = ticks.child(row.child(input).child(pen.says(Tag::Span, "", word)));
    }
    let note = element(Tag::Div, "guidance")
        .keyed("explained")
        .child(explained(pen, Word::Hide, Word::HideExplained))
        .child(explained(pen, Word::Leave, Word::LeaveExplained))
        .child(pen.says(Tag::Paragraph, "keyboard", Word::LeaveKeyboard));
    let page = page
        .child(name)
        .child(title(pen, Word::BeforeTitle))
        .child(place_for_portal("before-start"))
        .child(ticks)
        .child(note)
        .child(pen.says(Tag::Paragraph, "lead", Word::NothingLeaves).keyed("stays"))
        .child(pen.press("strong whole", Act::Next, Word::Start));
    quietly(pen, page)
}

/// A sentence about a button of the bar, whose name stands out where the sentence begins with it.
fn explained(pen: &Pen, name: Word, sentence: Word) -> Element {
    let line = element(Tag::Paragraph, "");
    match pen.word(sentence).strip_prefix(pen.word(name)) {
        Some(rest) => line.child(pen.says(Tag::Bold, "", name)).text(rest),
        None => line.text(pen.word(sentence)),
    }
}

/// Questions that stand together.
pub(super) fn questions(pen: &Pen, sheet: usize, page: Element) -> Element {
    let mut page = page.child_if(summary(pen));
    let mut said = Vec::new();
    for asked in shown(pen.of, sheet) {
        let item = asked.item;
        let first = !said.contains(&item.by);
        said.push(item.by);
        if first {
            page = page.child_if(voice(pen, item.by));
        }
        page = page.child(match item.kind {
            ItemType::Display => display(pen, item),
            ItemType::Matrix => matrix(pen, item, first),
            _ => question(pen, &asked, first),
        });
    }
    page = page.child_if(alert::immediate(pen)).child(foot(pen, Word::Next));
    if !pen.of.held().is_empty() {
        let without = pen.press("link calm", Act::Without, Word::ContinueWithout);
        page = page.child(element(Tag::Div, "centred").keyed("without").child(without));
    }
    quietly(pen, page)
}

/// Says once above the first of its kind that it is read aloud, or that it is only observed.
fn voice(pen: &Pen, by: By) -> Option<Element> {
    match by {
        By::Person => Some(element(Tag::Paragraph, "voice").keyed("voice").child(glyph(Glyph::Voice)).child(pen.says(
            Tag::Span,
            "",
            Word::ReadAloud,
        ))),
        By::Observer => Some(pen.says(Tag::Paragraph, "quiet observe", Word::ToObserve).keyed("observe")),
        By::Worker | By::Document => None,
    }
}

/// What holds the page, each a button to its question. What is settled keeps its place: nothing moves.
pub(super) fn summary(pen: &Pen) -> Option<Element> {
    let held = pen.of.held();
    let mut waiting = 0;
    let mut list = Vec::new();
    for (key, before) in held {
        let asked = pen.of.place(key).and_then(|place| pen.of.asked(place));
        let (waits, sentence) = match &asked {
            Some(asked) => (asked.standing.waits(), flaw::sentence(pen, asked, *before)),
            None => {
                (pen.of.session().concluded().wants_reason(), vec![Node::Text(pen.word(Word::ReasonWanted).to_owned())])
            }
        };
        waiting += usize::from(waits);
        let class = if waits { "link" } else { "link settled" };
        list.push(button(class, Act::Visit, key, "").with_all(sentence).into());
    }
    let settled = if waiting == 0 { "panel mend settled" } else { "panel mend" };
    let said = pen.words.count(Word::ToReview, waiting);
    let drawn = element(Tag::Section, settled)
        .keyed(SUMMARY)
        .with(Attr::Id, SUMMARY)
        .with(Attr::TabIndex, "-1")
        .with(Attr::Role, "group")
        .with(Attr::AriaLabelledBy, "summary-title")
        .child(element(Tag::H2, "").with(Attr::Id, "summary-title").text(&said))
        .with_all(list);
    (!held.is_empty()).then_some(drawn)
}

/// Nothing any more.
pub(super) fn end(pen: &Pen, page: Element) -> Element {
    page.child(title(pen, Word::FinishedTitle))
        .child(pen.says(Tag::Paragraph, "lead", Word::FinishedText).keyed("text"))
}
