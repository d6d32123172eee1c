//! A question: what is asked, the note for the worker, its choices, and the silences beside them.

use super::Panel;
use super::act::Act;
use super::glyph::{Glyph, glyph};
use super::interview::Standing;
use super::node::{Attr, Element, Node, Tag, element};
use super::pen::{Pen, button, control, folded, id, reason, toggle};
use super::words::Word;
use crate::evaluation;
use crate::form::Item;
use crate::value::ItemType;
use crate::value::{By, Consent, Reason};

/// Longest note that is shown whole; about two lines on a phone, three in the narrowest.
const LONG_NOTE: usize = 120;

/// The id of the words of a question; the focus goes there when its page opens.
pub(super) fn heading(item: &Item) -> String {
    id("heading", &item.id, "")
}

/// A text without an answer: spoken, or a note for the worker.
pub(super) fn display(pen: &Pen, item: &Item) -> Element {
    let shown = pen.shown(item.text);
    let spoken = item.by == By::Person;
    let class = if spoken { "spoken prose" } else { "guidance" };
    let block = pen.tongue(element(Tag::Div, class), shown.language).keyed(&item.id);
    let block = block.with(Attr::Id, &heading(item)).with(Attr::TabIndex, "-1");
    let paragraphs = shown.text.split('\n').filter(|paragraph| !paragraph.is_empty());
    let block = paragraphs.fold(block, |block, text| block.child(element(Tag::Paragraph, "").text(text)));
    block.child_if(pen.language_tag(item.text))
}

/// A question with its choices. `voiced`: the page has said above that this is read aloud.
pub(super) fn question(pen: &Pen, item: &Item, standing: Standing, voiced: bool) -> Element {
    let flawed = pen.of.is_held(item) && standing == Standing::Open;
    let note = id("note", &item.id, "");
    let described = match (item.guidance.is_some(), flawed) {
        (true, true) => [&note, " ", &flaw_id(item)].concat(),
        (true, false) => note.clone(),
        (false, true) => flaw_id(item),
        (false, false) => String::new(),
    };
    let drawn = element(Tag::Fieldset, "question")
        .keyed(&item.id)
        .with_if(!described.is_empty(), Attr::AriaDescribedBy, &described)
        .child(legend(pen, item, voiced))
        .child_if(guidance(pen, item, &note))
        .child_if(pen.of.is_held(item).then(|| flaw(pen, item, flawed)));
    if standing == Standing::Restored {
        return drawn.child(restored(pen, item));
    }
    silences(pen, item, standing, drawn.child(choices(pen, item, standing, flawed)))
}

fn legend(pen: &Pen, item: &Item, voiced: bool) -> Element {
    let class = if item.by == By::Person { "spoken" } else { "noted" };
    let shown = pen.shown(item.text);
    let legend = pen.tongue(element(Tag::Legend, class), shown.language);
    let legend = legend.with(Attr::Id, &heading(item)).with(Attr::TabIndex, "-1");
    let unseen = |word: Word| {
        let said = [pen.word(word), " "].concat();
        let own = |element: Element| match legend.attr(Attr::Lang) {
            Some(_) => element.with(Attr::Lang, &pen.words.language).with(Attr::Dir, pen.words.direction()),
            None => element,
        };
        own(element(Tag::Span, "unseen")).text(&said)
    };
    let before = match item.by {
        By::Person if !voiced => Some(unseen(Word::ReadAloud)),
        By::Observer => Some(unseen(Word::ToObserve)),
        _ => None,
    };
    let tag = pen.language_tag(item.text);
    legend.child_if(before).text(shown.text).child_if(tag)
}

fn guidance(pen: &Pen, item: &Item, note: &str) -> Option<Element> {
    let text = item.guidance?;
    let shown = pen.shown(text);
    let letters = shown.text.bytes().filter(|byte| byte & 0xC0 != 0x80).count();
    let long = letters > LONG_NOTE && !pen.is_open(Panel::More, &item.id);
    let line = element(Tag::Paragraph, if long { "short" } else { "" })
        .child(pen.says(Tag::Bold, "", Word::ForYou))
        .text(" ")
        .child(pen.inline(text));
    let more =
        long.then(|| button("link calm", Act::Open, Panel::More.word(), &item.id).text(pen.word(Word::ReadMore)));
    let block = element(Tag::Div, "guidance").keyed("note").with(Attr::Id, note);
    Some(block.child(line).child_if(more))
}

fn flaw_id(item: &Item) -> String {
    id("flaw", &item.id, "")
}

/// What is to be looked at again. Once it is, its line stays empty: nothing moves under the thumb.
fn flaw(pen: &Pen, item: &Item, flawed: bool) -> Element {
    let said = [pen.word(Word::ErrorPrefix), " "].concat();
    element(Tag::Paragraph, if flawed { "flaw" } else { "flaw settled" })
        .keyed("flaw")
        .with(Attr::Id, &flaw_id(item))
        .child(glyph(Glyph::Flaw))
        .child(element(Tag::Span, "").child(element(Tag::Span, "unseen").text(&said)).with_all(pen.sentence(
            Word::ChooseOrSay,
            &[item],
            None,
        )))
}

fn choices(pen: &Pen, item: &Item, standing: Standing, flawed: bool) -> Element {
    let mut list = element(Tag::Div, if flawed { "ledger flawed" } else { "ledger" }).keyed("choices");
    for (choice, place) in item.choices.iter().zip(0..) {
        let chosen = standing == Standing::Chosen(place);
        if chosen || is_offered(pen, item, place) {
            list = list.child(row(item, Act::Answer, &choice.code, chosen, pen.choice(item, place)));
        }
    }
    list
}

/// A consent is withdrawn or found not required elsewhere: those two are shown only once they are so.
fn is_offered(pen: &Pen, item: &Item, place: u16) -> bool {
    let session = pen.of.session();
    let own = session.form().find(&item.id);
    if !own.is_some_and(|own| evaluation::is_offered(session.form(), session.state(), session.today(), own, place)) {
        return false;
    }
    item.kind != ItemType::Consent
        || [Consent::Given, Consent::Refused, Consent::Asked].iter().any(|consent| item.is_consent(place, *consent))
}

/// A native radio whose whole row is its label.
///
/// Choices and silences have a name each, and taking one clears the other: the arrow keys never pass from an answer
/// into a silence, and Tab reaches the silences without an answer being taken on the way.
fn row(item: &Item, act: Act, value: &str, chosen: bool, says: Node) -> Element {
    let input = control(Tag::Input, "", act, &item.id, value)
        .with(Attr::Type, "radio")
        .with(Attr::Name, &id(act.word(), &item.id, ""))
        .with(Attr::Autocomplete, "off")
        .with_if(chosen, Attr::Checked, "");
    element(Tag::Label, if chosen { "row on" } else { "row" })
        .keyed(value)
        .child(input)
        .child(element(Tag::Span, "").child(says))
}

fn silences(pen: &Pen, item: &Item, standing: Standing, drawn: Element) -> Element {
    let silent = match standing {
        Standing::Silent(reason) => Some(reason),
        _ => None,
    };
    let open = pen.is_open(Panel::Silence, &item.id);
    if let (Some(why), false) = (silent, open) {
        return drawn.child(chosen_silence(pen, item, why));
    }
    let more = toggle("silence", Panel::Silence, &item.id, open).child(glyph(Glyph::Fold)).child(pen.says(
        Tag::Span,
        "",
        Word::NoAnswer,
    ));
    let drawn = drawn.child(more);
    if !open {
        return drawn;
    }
    let mut reasons = element(Tag::Div, "reasons").keyed("reasons").with(Attr::Id, &folded(Panel::Silence, &item.id));
    for why in &item.reasons {
        let says = Node::Text(pen.word(reason(*why)).to_owned());
        reasons = reasons.child(row(item, Act::Silence, why.word(), silent == Some(*why), says));
    }
    drawn.child(reasons)
}

fn chosen_silence(pen: &Pen, item: &Item, why: Reason) -> Element {
    let said = pen.words.fill(Word::NoAnswerChosen, &[("reason", &pen.words.within(reason(why)))]);
    element(Tag::Div, "folded")
        .keyed("folded")
        .child(element(Tag::Span, "ring"))
        .child(element(Tag::Span, "").text(&said))
        .child(toggle("link", Panel::Silence, &item.id, false).text(pen.word(Word::Change)))
}

fn restored(pen: &Pen, item: &Item) -> Element {
    let line = element(Tag::Paragraph, "").child(element(Tag::Span, "").child(pen.given(item))).child(pen.says(
        Tag::Span,
        "tag",
        Word::Restored,
    ));
    let keep = button("plain small", Act::Keep, &item.id, "").text(pen.word(Word::StillTrue));
    let change = button("link", Act::Change, &item.id, "").text(pen.word(Word::Change));
    element(Tag::Div, "again").keyed("again").child(line).child(element(Tag::Div, "pair").child(keep).child(change))
}
