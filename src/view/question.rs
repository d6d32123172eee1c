//! A question: what is asked, the note for the worker, what it is answered with, and the silences beside that.

use super::Panel;
use super::act::Act;
use super::asked::{Asked, Standing};
use super::glyph::{Glyph, glyph};
use super::node::{Attr, Element, Node, Tag, element};
use super::pen::{Pen, button, control, folded, id, reason, toggle};
use super::words::Word;
use super::{field, flaw, rows};
use crate::evaluation::{self, MORE, Mark};
use crate::form::Item;
use crate::value::ItemType;
use crate::value::{By, Consent, Reason, characters};

/// Longest note that is shown whole; about two lines on a phone, three in the narrowest.
const LONG_NOTE: usize = 120;

/// The id of the words of a question; the focus goes there when its page opens.
pub(super) fn heading(key: &str) -> String {
    id("heading", key, "")
}

/// A text without an answer: spoken, or a note for the worker.
pub(super) fn display(pen: &Pen, item: &Item) -> Element {
    let shown = pen.shown(item.text);
    let spoken = item.by == By::Person;
    let class = if spoken { "spoken prose" } else { "guidance" };
    let block = pen.tongue(element(Tag::Div, class), shown.language).keyed(&item.id);
    let block = block.with(Attr::Id, &heading(&item.id)).with(Attr::TabIndex, "-1");
    let paragraphs = shown.text.split('\n').filter(|paragraph| !paragraph.is_empty());
    let block = paragraphs.fold(block, |block, text| block.child(element(Tag::Paragraph, "").text(text)));
    block.child_if(pen.language_tag(item.text))
}

/// What the rows of a matrix have in common, above the first of them on a page.
pub(super) fn matrix(pen: &Pen, item: &Item, voiced: bool) -> Element {
    let class = if item.by == By::Person { "spoken" } else { "noted" };
    let text = pen.block_marked(Tag::Paragraph, class, item.text);
    element(Tag::Div, "matrix")
        .keyed(&item.id)
        .child_if(before(pen, item, voiced).map(|said| element(Tag::Span, "unseen").text(&said)))
        .child(text.with(Attr::Id, &heading(&item.id)).with(Attr::TabIndex, "-1"))
        .child_if(guidance(pen, item, &item.id, &id("note", &item.id, "")))
}

/// A question with what it is answered with. `voiced`: the page has said above that this is read aloud.
pub(super) fn question(pen: &Pen, asked: &Asked, voiced: bool) -> Element {
    let item = asked.item;
    let held = pen.of.held_as(&asked.key);
    let flawed = held.is_some() && matches!(asked.standing, Standing::Open | Standing::Invalid(_));
    let note = id("note", &asked.key, "");
    let described = match (item.guidance.is_some(), flawed) {
        (true, true) => [&note, " ", &flaw_id(asked)].concat(),
        (true, false) => note.clone(),
        (false, true) => flaw_id(asked),
        (false, false) => String::new(),
    };
    let drawn = element(Tag::Fieldset, if flawed { "question flawed" } else { "question" })
        .keyed(&asked.key)
        .with_if(!described.is_empty(), Attr::AriaDescribedBy, &described)
        .child(legend(pen, asked, voiced))
        .child_if(guidance(pen, item, &asked.key, &note))
        .child_if(held.map(|before| flaw_line(pen, &flaw_id(asked), flawed, flaw::sentence(pen, asked, before))));
    if let Standing::Again(mark) = asked.standing {
        return drawn.child(again(pen, asked, mark));
    }
    let drawn = match item.kind {
        ItemType::Integer | ItemType::Decimal | ItemType::Text | ItemType::Time => {
            drawn.child(field::field(pen, asked))
        }
        ItemType::Date => drawn.child(field::date(pen, asked)),
        ItemType::Repeat => {
            drawn.child(rows::rows(pen, asked)).child_if(rows::more(pen, asked)).child(more(pen, asked))
        }
        _ => choices(pen, asked, drawn),
    };
    silences(pen, asked, drawn)
}

/// What is said of a question that stands without the sign above it: who it is for.
fn before(pen: &Pen, item: &Item, voiced: bool) -> Option<String> {
    let word = match item.by {
        By::Person if !voiced => Word::ReadAloud,
        By::Observer => Word::ToObserve,
        _ => return None,
    };
    Some([pen.word(word), " "].concat())
}

fn legend(pen: &Pen, asked: &Asked, voiced: bool) -> Element {
    let item = asked.item;
    // The rows of a matrix and of a repeat stand below what they have in common, and are smaller.
    let class = match (item.by, pen.of.is_row(asked)) {
        (By::Person, false) => "spoken",
        (By::Person, true) => "spoken asked",
        (_, false) => "noted",
        (_, true) => "asked",
    };
    let shown = pen.shown(item.text);
    let legend = pen.tongue(element(Tag::Legend, class), shown.language);
    let legend = legend.with(Attr::Id, &heading(&asked.key)).with(Attr::TabIndex, "-1").with_if(
        !is_consent(item),
        Attr::Part,
        "question",
    );
    let unseen = before(pen, item, voiced).map(|said| {
        let own = |element: Element| match legend.attr(Attr::Lang) {
            Some(_) => element.with(Attr::Lang, &pen.words.language).with(Attr::Dir, pen.words.direction()),
            None => element,
        };
        own(element(Tag::Span, "unseen")).text(&said)
    });
    let tag = pen.language_tag(item.text);
    legend.child_if(unseen).text(shown.text).child_if(tag)
}

fn guidance(pen: &Pen, item: &Item, key: &str, note: &str) -> Option<Element> {
    let text = item.guidance?;
    let shown = pen.shown(text);
    let long = characters(shown.text) > LONG_NOTE && !pen.is_open(Panel::More, key);
    let line = element(Tag::Paragraph, if long { "short" } else { "" })
        .child(pen.says(Tag::Bold, "", Word::ForYou))
        .text(" ")
        .child(pen.inline(text));
    let more = long.then(|| button("link calm", Act::Open, Panel::More.word(), key).text(pen.word(Word::ReadMore)));
    let block = element(Tag::Div, "guidance").keyed("note").with(Attr::Id, note);
    let block = block.with_if(!is_consent(item), Attr::Part, "note");
    Some(block.child(line).child_if(more))
}

fn flaw_id(asked: &Asked) -> String {
    id("flaw", &asked.key, "")
}

/// What is to be looked at again. Once it is, its line stays empty: nothing moves under the thumb.
pub(super) fn flaw_line(pen: &Pen, id: &str, flawed: bool, sentence: Vec<Node>) -> Element {
    let said = [pen.word(Word::ErrorPrefix), " "].concat();
    element(Tag::Paragraph, if flawed { "flaw" } else { "flaw settled" })
        .keyed("flaw")
        .with(Attr::Id, id)
        .child(glyph(Glyph::Flaw))
        .child(element(Tag::Span, "").child(element(Tag::Span, "unseen").text(&said)).with_all(sentence))
}

/// The choices of a single or of several; what "other" is stands below them.
fn choices(pen: &Pen, asked: &Asked, drawn: Element) -> Element {
    let item = asked.item;
    let several = item.kind == ItemType::Multiple;
    let hint = several.then(|| pen.says(Tag::Paragraph, "quiet", Word::SeveralAllowed).keyed("several"));
    let short = pen.of.is_closing(asked.place.item) || item.parent.is_some_and(|parent| pen.of.is_matrix(parent));
    let class = if short { "segments" } else { "ledger" };
    let mut list = element(Tag::Div, class).keyed("choices");
    let mut specify = false;
    for (choice, place) in item.choices.iter().zip(0..) {
        let chosen = asked.holds(place);
        specify |= chosen && choice.specify;
        if chosen || is_offered(pen, asked, place) {
            let act = if several { Act::Tick } else { Act::Answer };
            // Beside each other there is no room for the whole sentence.
            let later = short && item.is_consent(place, Consent::Asked);
            let says =
                if later { Node::Text(pen.word(Word::ConsentLater).to_owned()) } else { pen.choice(item, place) };
            list = list.child(row(asked, act, &choice.code, chosen, says));
        }
    }
    drawn.child_if(hint).child(list).child_if(specify.then(|| field::specified(pen, asked)))
}

/// Whether there is another row.
fn more(pen: &Pen, asked: &Asked) -> Element {
    let list = element(Tag::Div, "ledger").keyed("choices").with(Attr::Role, "radiogroup");
    let list = list.with(Attr::AriaLabelledBy, &id("more", &asked.key, ""));
    MORE.into_iter().zip(0..).fold(list, |list, (code, place)| {
        list.child(row(asked, Act::Answer, code, asked.holds(place), pen.choice(asked.item, place)))
    })
}

/// No portal styles what a person agrees to: a consent has no parts.
fn is_consent(item: &Item) -> bool {
    item.kind == ItemType::Consent
}

/// A consent is withdrawn or found not required elsewhere: those two are shown only once they are so.
fn is_offered(pen: &Pen, asked: &Asked, choice: u16) -> bool {
    let (session, item) = (pen.of.session(), asked.item);
    if !evaluation::is_offered(session.form(), session.state(), session.today(), asked.place.item, choice) {
        return false;
    }
    !is_consent(item)
        || [Consent::Given, Consent::Refused, Consent::Asked].iter().any(|consent| item.is_consent(choice, *consent))
}

/// A native radio or checkbox whose whole row is its label.
///
/// Choices and silences have a name each, and taking one clears the other: the arrow keys never pass from an answer
/// into a silence, and Tab reaches the silences without an answer being taken on the way.
fn row(asked: &Asked, act: Act, value: &str, chosen: bool, says: Node) -> Element {
    let ticked = act == Act::Tick;
    let input = control(Tag::Input, "", act, &asked.key, value)
        .with(Attr::Type, if ticked { "checkbox" } else { "radio" })
        .with_if(!ticked, Attr::Name, &id(act.word(), &asked.key, ""))
        .with(Attr::Autocomplete, "off")
        .with_if(chosen, Attr::Checked, "");
    element(Tag::Label, if chosen { "row on" } else { "row" })
        .keyed(value)
        .with_if(act != Act::Silence && !is_consent(asked.item), Attr::Part, "choice")
        .child(input)
        .child(element(Tag::Span, "").child(says))
}

fn silences(pen: &Pen, asked: &Asked, drawn: Element) -> Element {
    let silent = match asked.standing {
        Standing::Silent(reason) => Some(reason),
        _ => None,
    };
    let open = pen.is_open(Panel::Silence, &asked.key);
    if let (Some(why), false) = (silent, open) {
        return drawn.child(chosen_silence(pen, asked, why));
    }
    let more = toggle("silence", Panel::Silence, &asked.key, open).child(glyph(Glyph::Fold)).child(pen.says(
        Tag::Span,
        "",
        Word::NoAnswer,
    ));
    let drawn = drawn.child(more);
    if !open {
        return drawn;
    }
    let mut reasons = element(Tag::Div, "reasons").keyed("reasons").with(Attr::Id, &folded(Panel::Silence, &asked.key));
    for why in &asked.item.reasons {
        let says = Node::Text(pen.word(reason(*why)).to_owned());
        reasons = reasons.child(row(asked, Act::Silence, why.word(), silent == Some(*why), says));
    }
    drawn.child(reasons)
}

fn chosen_silence(pen: &Pen, asked: &Asked, why: Reason) -> Element {
    let said = pen.words.fill(Word::NoAnswerChosen, &[("reason", &pen.words.within(reason(why)))]);
    element(Tag::Div, "folded")
        .keyed("folded")
        .child(element(Tag::Span, "ring"))
        .child(element(Tag::Span, "").text(&said))
        .child(toggle("link", Panel::Silence, &asked.key, false).text(pen.word(Word::Change)))
}

/// An answer that came back with its question, or that the host gave: it counts once somebody looked at it.
fn again(pen: &Pen, asked: &Asked, mark: Mark) -> Element {
    let (tag, keep) = match mark {
        Mark::Restored => (Word::Restored, Word::StillTrue),
        Mark::Unconfirmed => (Word::Unconfirmed, Word::Right),
    };
    let line = element(Tag::Paragraph, "").child(element(Tag::Span, "").with_all(pen.given(asked))).child(pen.says(
        Tag::Span,
        "tag",
        tag,
    ));
    let from_host = mark == Mark::Unconfirmed;
    let note = from_host.then(|| pen.says(Tag::Paragraph, "quiet", Word::FromHost));
    let keep = button("plain small", Act::Keep, &asked.key, "").text(pen.word(keep));
    let change = button("link", Act::Change, &asked.key, "").text(pen.word(Word::Change));
    let pair = element(Tag::Div, "pair").child(keep).child(change);
    element(Tag::Div, "again").keyed("again").child(line).child_if(note).child(pair)
}
