//! A question: what is asked, the note for the worker, what it is answered with, and the silences beside that.

use super::Panel;
use super::act::Act;
use super::asked::{Asked, Standing};
use super::glyph::{Glyph, glyph};
use super::node::{Attr, Element, Node, Tag, element};
use super::pen::{self, Pen, Said, button, control, folded, id, reason, toggle};
use super::services::offered;
use super::twin::{self, beside};
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
    let block = pen.tongue(element(Tag::Div, class), shown.language);
    let block = block.with(Attr::Id, &heading(&item.id)).with(Attr::TabIndex, "-1");
    let block = twin::paragraphs(block, shown.text).child_if(pen.language_tag(item.text));
    let second = beside(pen, item, Said::Text(item.text), Tag::Div, class, &item.id, "");
    twin::pair(Tag::Div, block, second).keyed(&item.id)
}

/// What the rows of a matrix have in common, above the first of them on a page.
pub(super) fn matrix(pen: &Pen, item: &Item, voiced: bool) -> Element {
    let class = if item.by == By::Person { "spoken" } else { "noted" };
    let text = pen.block_marked(Tag::Paragraph, class, item.text);
    let text = text.with(Attr::Id, &heading(&item.id)).with(Attr::TabIndex, "-1");
    let second = beside(pen, item, Said::Text(item.text), Tag::Paragraph, class, &item.id, "");
    element(Tag::Div, "matrix")
        .keyed(&item.id)
        .child_if(before(pen, item, voiced).map(|said| element(Tag::Span, "unseen").text(&said)))
        .child(twin::pair(Tag::Div, text, second))
        .child_if(guidance(pen, item, &item.id, &id("note", &item.id, "")))
}

/// A question with what it is answered with. `voiced`: the page has said above that this is read aloud.
pub(super) fn question(pen: &Pen, asked: &Asked, voiced: bool) -> Element {
    let item = asked.item;
    let held = pen.of.held_as(&asked.key);
    let flawed = held.is_some() && matches!(asked.standing, Standing::Open | Standing::Invalid(_));
    let note = id("note", &asked.key, "");
    let class = asked_class(pen, asked);
    let second = beside(pen, item, Said::Text(item.text), Tag::Span, class, &asked.key, "");
    let twin = second.is_some();
    let mut described = String::new();
    for (there, id) in
        [(twin, &twin::second(&asked.key, "")), (item.guidance.is_some(), &note), (flawed, &flaw_id(asked))]
    {
        if there {
            described.push_str(if described.is_empty() { "" } else { " " });
            described.push_str(id);
        }
    }
    let drawn = element(Tag::Fieldset, if flawed { "question flawed" } else { "question" })
        .keyed(&asked.key)
        // Its name is in one language; the legend holds both.
        .with_if(twin, Attr::AriaLabelledBy, &heading(&asked.key))
        .with_if(!described.is_empty(), Attr::AriaDescribedBy, &described)
        .child(legend(pen, asked, voiced, class, second))
        .child_if(guidance(pen, item, &asked.key, &note))
        .child_if(held.map(|before| flaw_line(pen, &flaw_id(asked), flawed, flaw::sentence(pen, asked, before))));
    if let Standing::Again(mark) = asked.standing {
        return drawn.child(again(pen, asked, mark));
    }
    let drawn = match item.kind {
        ItemType::Integer | ItemType::Decimal | ItemType::Text | ItemType::Time => {
            drawn.child_if(offered(pen, asked)).child(field::field(pen, asked))
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

/// The rows of a matrix and of a repeat stand below what they have in common, and are smaller.
fn asked_class(pen: &Pen, asked: &Asked) -> &'static str {
    match (asked.item.by, pen.of.is_row(asked)) {
        (By::Person, false) => "spoken",
        (By::Person, true) => "spoken asked",
        (_, false) => "noted",
        (_, true) => "asked",
    }
}

fn legend(pen: &Pen, asked: &Asked, voiced: bool, class: &str, second: Option<Element>) -> Element {
    let item = asked.item;
    let shown = pen.shown(item.text);
    let tag = if second.is_some() { Tag::Span } else { Tag::Legend };
    let legend = pen.tongue(element(tag, class), shown.language);
    let legend = legend.with(Attr::Id, &heading(&asked.key)).with(Attr::TabIndex, "-1");
    let unseen = before(pen, item, voiced).map(|said| {
        let own = |element: Element| match legend.attr(Attr::Lang) {
            Some(_) => pen.in_own_tongue(element),
            None => element,
        };
        own(element(Tag::Span, "unseen")).text(&said)
    });
    let legend = legend.child_if(unseen).text(shown.text).child_if(pen.language_tag(item.text));
    twin::pair(Tag::Legend, legend, second).with_if(!is_consent(item), Attr::Part, "question")
}

fn guidance(pen: &Pen, item: &Item, key: &str, note: &str) -> Option<Element> {
    let text = item.guidance?;
    let shown = pen.shown(text);
    let long = characters(shown.text) > LONG_NOTE && !pen.is_open(Panel::More, key);
    let line = element(Tag::Paragraph, if long { "short" } else { "" })
        .child(pen.says(Tag::Bold, "", Word::ForYou))
        .text(" ")
        .child(pen.inline(text))
        .child_if(pen.language_tag(text));
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
            let said = if later { Said::Word(Word::ConsentLater) } else { pen::said(item, place) };
            list = list.child(choice_row(pen, asked, act, &choice.code, chosen, said));
        }
    }
    drawn.child_if(hint).child(list).child_if(specify.then(|| field::specified(pen, asked)))
}

/// Whether there is another row.
fn more(pen: &Pen, asked: &Asked) -> Element {
    let list = element(Tag::Div, "ledger").keyed("choices").with(Attr::Role, "radiogroup");
    let list = list.with(Attr::AriaLabelledBy, &id("more", &asked.key, ""));
    MORE.into_iter().zip(0..).fold(list, |list, (code, place)| {
        let said = pen::said(asked.item, place);
        list.child(choice_row(pen, asked, Act::Answer, code, asked.holds(place), said))
    })
}

/// A choice as it is read to the person.
fn choice_row(pen: &Pen, asked: &Asked, act: Act, code: &str, chosen: bool, said: Said) -> Element {
    let says = element(Tag::Span, "").child(pen.say(said));
    let says = match said {
        Said::Text(text) => says.child_if(pen.language_tag(text)),
        Said::Word(_) => says,
    };
    let second = beside(pen, asked.item, said, Tag::Span, "", &asked.key, code);
    row(asked, act, code, chosen, says, second)
}

/// No portal styles what a person agrees to: a consent has no parts.
fn is_consent(item: &Item) -> bool {
    item.kind == ItemType::Consent
}

/// A consent is withdrawn or found not required elsewhere: those two are shown only once they are so.
fn is_offered(pen: &Pen, asked: &Asked, choice: u16) -> bool {
    let (session, item, place) = (pen.of.session(), asked.item, asked.place);
    if !evaluation::is_offered(session.form(), session.state(), session.today(), (place.item, place.row), choice) {
        return false;
    }
    !is_consent(item)
        || [Consent::Given, Consent::Refused, Consent::Asked].iter().any(|consent| item.is_consent(choice, *consent))
}

/// A native radio or checkbox whose whole row is its label.
///
/// Choices and silences have a name each, and taking one clears the other: the arrow keys never pass from an answer
/// into a silence, and Tab reaches the silences without an answer being taken on the way.
fn row(asked: &Asked, act: Act, value: &str, chosen: bool, says: Element, second: Option<Element>) -> Element {
    let ticked = act == Act::Tick;
    let twin = second.is_some();
    let name = id("name", &asked.key, value);
    let input = control(Tag::Input, "", act, &asked.key, value)
        .with(Attr::Type, if ticked { "checkbox" } else { "radio" })
        .with_if(!ticked, Attr::Name, &id(act.word(), &asked.key, ""))
        .with(Attr::Autocomplete, "off")
        .with_if(chosen, Attr::Checked, "")
        .with_if(twin, Attr::AriaLabelledBy, &name)
        .with_if(twin, Attr::AriaDescribedBy, &twin::second(&asked.key, value));
    let class = [if twin { "row twin" } else { "row" }, if chosen { " on" } else { "" }].concat();
    element(Tag::Label, &class)
        .keyed(value)
        .with_if(act != Act::Silence && !is_consent(asked.item), Attr::Part, "choice")
        .child(input)
        .child(says.with_if(twin, Attr::Id, &name))
        .child_if(second)
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
        let chosen = silent == Some(*why);
        if chosen || is_reason(pen, asked.item, *why) {
            let says = pen.says(Tag::Span, "", reason(*why));
            reasons = reasons.child(row(asked, Act::Silence, why.word(), chosen, says, None));
        }
    }
    drawn.child(reasons)
}

/// Whether a silence is offered: what an interpreter could not convey only where a second language is on, or where a
/// question would be left without any silence.
fn is_reason(pen: &Pen, item: &Item, why: Reason) -> bool {
    why != Reason::NotConveyed || pen.of.second().is_some() || item.reasons.iter().all(|only| *only == why)
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
