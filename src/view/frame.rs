//! What stands around every page: the parts beside it or above it, the buttons below it.

use super::Panel;
use super::act::Act;
use super::check::check;
use super::glyph::{Glyph, glyph};
use super::node::{Attr, Element, Node, Tag, element};
use super::page::{self, Page};
use super::pen::{Pen, button, folded, toggle};
use super::result::result;
use super::rows::BETWEEN;
use super::screen::{end, questions, start};
use super::services::urgent;
use super::twin;
use super::words::{Word, Words};

/// What the question area holds: the parts, and the page beside them.
pub(super) fn frame(pen: &Pen) -> Vec<Node> {
    // A key for each page: nothing of one is taken for a part of another.
    let (key, led) = match pen.of.page {
        Page::Start => ("start".to_owned(), false),
        Page::Sheet(sheet) => (["sheet", &sheet.to_string()].concat(), true),
        Page::Check => ("check".to_owned(), true),
        Page::Result => ("result".to_owned(), true),
        Page::End => ("end".to_owned(), false),
    };
    let page = element(Tag::Div, "page").keyed(&key);
    let page = match pen.of.page {
        Page::Start => start(pen, page.child_if(unreviewed(pen))),
        Page::Sheet(sheet) => questions(pen, sheet, page),
        Page::Check => check(pen, page),
        Page::Result => result(pen, page.child_if(unreviewed(pen))),
        Page::End => end(pen, page),
    };
    let frame = element(Tag::Div, if led { "frame led" } else { "frame" })
        .keyed("frame")
        .with(Attr::Lang, &pen.words.language)
        .with(Attr::Dir, pen.words.direction())
        .child_if(steps(pen))
        .child_if(led.then(|| parts(pen)))
        .child(page);
    vec![frame.into()]
}

/// Says that nobody has reviewed a translation on screen; of the second language, by its name.
fn unreviewed(pen: &Pen) -> Option<Element> {
    let own = is_raw(pen, pen.words).then(|| pen.says(Tag::Span, "tag", Word::ReviewNone));
    let second = pen.of.second().filter(|words| is_raw(pen, words)).map(|words| {
        element(Tag::Span, "tag").child(twin::name(pen, words)).text(BETWEEN).text(pen.word(Word::ReviewNone))
    });
    let any = own.is_some() || second.is_some();
    any.then(|| element(Tag::Paragraph, "tags").child_if(own).child_if(second))
}

/// Whether nobody has reviewed the texts of a language, or the words of the interface in it; never of the source language.
pub(super) fn is_raw(pen: &Pen, words: &Words) -> bool {
    let mut languages = pen.of.form().languages.iter();
    let source = languages.next().is_some_and(|source| *source.tag == *words.language);
    let texts = languages.find(|language| *language.tag == *words.language);
    !source && (words.unreviewed || texts.is_some_and(|texts| &*texts.review == "none"))
}

/// Parts beside the page, where there is room; else below the line that names the present one, once it is pressed.
fn parts(pen: &Pen) -> Element {
    let form = pen.of.form();
    let here = page::part(pen.of);
    let mut list = element(Tag::Ordered, "");
    for (place, part) in form.parts.iter().enumerate() {
        let Some(group) = form.item(part.group) else { continue };
        let nothing = page::asks_nothing(pen.of, part).then(|| pen.says(Tag::Span, "quiet", Word::NothingToAsk));
        let title = element(Tag::Span, "").child(pen.inline(group.text)).child_if(nothing);
        let row = if place != here && page::first_of(pen.of, &group.id).is_some() {
            button("", Act::Go, &group.id, "")
        } else {
            element(Tag::Div, if place == here { "part here" } else { "part" }).keyed(&group.id)
        };
        list = list.child(element(Tag::Item, "").child(row_of(row, place, here).child(title)));
    }
    let end = form.parts.len();
    let check = if here > end { button("", Act::Review, "", "") } else { element(Tag::Div, "part").keyed("check") };
    let check = if here == end { element(Tag::Div, "part here").keyed("check") } else { check };
    let title = pen.says(Tag::Span, "", Word::CheckTitle);
    list = list.child(element(Tag::Item, "").child(row_of(check, end, here).child(title)));
    let class = if pen.is_open(Panel::Parts, "") { "parts open" } else { "parts" };
    element(Tag::Nav, class)
        .keyed("parts")
        .with(Attr::Id, &folded(Panel::Parts, ""))
        .with(Attr::AriaLabel, pen.word(Word::Parts))
        .child(list)
}

fn row_of(row: Element, place: usize, here: usize) -> Element {
    let mark = element(Tag::Span, "mark");
    let mark = if place < here { mark.child(glyph(Glyph::Tick)) } else { mark.child(element(Tag::Mark, "")) };
    row.with_if(place == here, Attr::AriaCurrent, "step").child(mark)
}

/// Parts as bars above the page, and where the worker is in words; pressed, these unfold the list of parts.
fn steps(pen: &Pen) -> Option<Element> {
    let said = page::progress(pen.of)?;
    let here = page::part(pen.of);
    let mut bars = element(Tag::Ordered, "bars").with(Attr::AriaHidden, "true");
    for part in 0..page::total(pen.of) {
        bars = bars.child(element(Tag::Item, "").with_all(bar(pen, part, here)));
    }
    let group = pen.of.form().parts.get(here).and_then(|part| pen.of.form().item(part.group));
    let mut line = element(Tag::Span, "").text(&said);
    if let Some(group) = group {
        line = line.text(BETWEEN).child(pen.inline(group.text));
    }
    let line = toggle("quiet", Panel::Parts, "", pen.is_open(Panel::Parts, "")).child(line).child(glyph(Glyph::Fold));
    Some(element(Tag::Div, "steps").keyed("steps").child(bars).child(line))
}

/// One bar: a piece for each page of the part, filled up to the present one.
fn bar(pen: &Pen, part: usize, here: usize) -> Vec<Node> {
    let full = |full: bool| element(Tag::Mark, if full { "full" } else { "" }).into();
    let Page::Sheet(present) = pen.of.page else { return vec![full(part <= here)] };
    if part != here {
        return vec![full(part < here)];
    }
    let mut pieces = Vec::new();
    for (place, sheet) in pen.of.sheets.iter().enumerate() {
        if sheet.part == part {
            pieces.push(full(place <= present));
        }
    }
    pieces
}

/// Back and the one strong button of the page.
pub(super) fn foot(pen: &Pen, word: Word) -> Element {
    let back = button("plain", Act::Back, "", "").child(glyph(Glyph::Back)).child(pen.says(Tag::Span, "", Word::Back));
    element(Tag::Div, "foot").keyed("foot").child(back).child(pen.press("strong", Act::Next, word))
}

/// The quiet buttons under a line, and what they unfold.
pub(super) fn quietly(pen: &Pen, page: Element) -> Element {
    let open = |panel| pen.is_open(panel, "");
    let help = toggle("link calm", Panel::Urgent, "", open(Panel::Urgent)).text(pen.word(Word::UrgentHelp));
    let mut row = element(Tag::Div, "quietly").keyed("quietly").child(help);
    if pen.of.languages().len() > 1 {
        row = row
            .child(toggle("link calm", Panel::Languages, "", open(Panel::Languages)).text(pen.word(Word::Languages)));
    }
    if matches!(pen.of.page, Page::Sheet(_) | Page::Check) {
        row = row.child(toggle("link calm", Panel::Stop, "", open(Panel::Stop)).text(pen.word(Word::StopHere)));
    }
    page.child(row)
        .child_if(open(Panel::Urgent).then(|| urgent(pen)))
        .child_if(open(Panel::Languages).then(|| languages(pen)))
        .child_if(open(Panel::Stop).then(|| stop(pen)))
}

/// What a quiet button unfolds.
pub(super) fn panel(pen: &Pen, panel: Panel, title: Word) -> Element {
    let id = folded(panel, "");
    // What opened it is a toggle too; it keeps the id, and with it the focus when this one closes the panel.
    let close = element(Tag::Button, "link")
        .with(Attr::Type, "button")
        .with(Attr::Act, Act::Toggle.word())
        .with(Attr::Item, panel.word())
        .text(pen.word(Word::Close));
    let head = element(Tag::Div, "head").child(pen.says(Tag::H2, "", title)).child(close);
    element(Tag::Section, "panel").keyed(&id).with(Attr::Id, &id).child(head)
}

/// The language of the screen, and the one beside it.
fn languages(pen: &Pen) -> Element {
    let second = pen.of.second().map_or("", |words| &words.language);
    panel(pen, Panel::Languages, Word::LanguagesTitle)
        .child(tongues(pen, Act::Language, Word::LanguageScreen, &pen.words.language))
        .child(tongues(pen, Act::Second, Word::LanguageSecond, second))
        .child_if(unreviewed(pen))
}

/// Languages to choose from. Beside that of the screen stand the others that the form has texts in, and none.
fn tongues(pen: &Pen, act: Act, title: Word, chosen: &str) -> Element {
    let beside = act == Act::Second;
    let one = |tag: &str| {
        let here = tag == chosen;
        button(if here { "plain small here" } else { "plain small" }, act, "", tag).with_if(
            here,
            Attr::AriaCurrent,
            "true",
        )
    };
    let mut list = element(Tag::Div, "pair").with(Attr::Role, "group").with(Attr::AriaLabelledBy, title.key());
    if beside {
        list = list.child(one("").text(pen.word(Word::LanguageNone)));
    }
    for words in pen.of.languages() {
        let tag = &*words.language;
        if !beside || tag == chosen || tag != pen.words.language && pen.of.form().language(tag).is_some() {
            list = list.child(pen.tongue(one(tag), tag).text(&words.name));
        }
    }
    let said = pen.says(Tag::Paragraph, "quiet", title).with(Attr::Id, title.key());
    element(Tag::Div, "").keyed(title.key()).child(said).child(list)
}

fn stop(pen: &Pen) -> Element {
    let review = (pen.of.page != Page::Check).then(|| pen.press("plain small", Act::Review, Word::StopReview));
    let row = element(Tag::Div, "pair")
        .child_if(review)
        .child_if(pen.of.agreed().map(|_| pen.press("link", Act::Withdraw, Word::StopWithdraw)));
    panel(pen, Panel::Stop, Word::StopHere).child(pen.says(Tag::Paragraph, "", Word::StopHereText)).child(row)
}
