//! What is answered by writing: lines and boxes, as wide as the answer.

use super::services::in_turn;
use super::sheet::{Sheet, lines, rule, tick};
use crate::form::Item;
use crate::value::ItemType;
use crate::view::field::{calendar_word, is_long};
use crate::view::node::{Element, Node, Tag, element};
use crate::view::services::List;
use crate::view::words::Word;

/// Lines of a long text.
const LINES: usize = 3;

/// The place where a number, a text, a time or a date is written.
pub(super) fn field(sheet: &Sheet, item: &Item) -> Element {
    match item.kind {
        ItemType::Date => date(sheet, item),
        ItemType::Time => {
            let two = || element(Tag::Span, "").child(boxes(2));
            element(Tag::Div, "fields near").child(two()).text(":").child(two())
        }
        ItemType::Integer | ItemType::Decimal => {
            let unit = item.unit.map(|unit| sheet.pen.block(Tag::Span, "", unit));
            fields().child(rule("middle")).child_if(unit)
        }
        _ => {
            let lines = lines(if is_long(item.most) { LINES } else { 1 });
            match named(sheet, item) {
                Some(names) => element(Tag::Div, "").child(names).child(lines),
                None => lines,
            }
        }
    }
}

/// The services whose name can be taken instead of written.
fn named(sheet: &Sheet, item: &Item) -> Option<Element> {
    let kinds: Vec<&str> = item.services.iter().map(|kind| &**kind).collect();
    let names = in_turn(sheet.pen.of.services(), &kinds);
    let names = names.iter().fold(element(Tag::Div, "choices"), |drawn, (of, service)| {
        drawn.child(tick(false, vec![List::new(&sheet.pen, of).text(service.name)]))
    });
    (!names.children().is_empty()).then_some(names)
}

fn fields() -> Element {
    element(Tag::Div, "fields")
}

/// Boxes for so many digits.
fn boxes(count: usize) -> Element {
    let all = element(Tag::Span, "boxes");
    (0..count).fold(all, |all, _| all.child(element(Tag::Mark, "digit")))
}

fn date(sheet: &Sheet, item: &Item) -> Element {
    let part = |word: Word, digits: usize| {
        element(Tag::Span, "dated").child(sheet.shared(Tag::Span, "quiet", word)).child(boxes(digits))
    };
    let day = || fields().child(part(Word::Day, 2)).child(part(Word::Month, 2)).child(part(Word::Year, 4));
    let drawn = element(Tag::Div, "").child(day());
    if !item.partial {
        return drawn.child_if(calendars(sheet, item));
    }
    // What is only about known has a latest day, and the words it was told in.
    let about = tick(true, vec![Node::Text(sheet.pen.word(Word::About).to_owned())]);
    let latest = sheet.shared(Tag::Paragraph, "quiet", Word::Latest);
    let said = fields().child(sheet.shared(Tag::Span, "quiet", Word::InWords)).child(rule("fill"));
    drawn.child(fields().child(about)).child(latest).child(day()).child_if(calendars(sheet, item)).child(said)
}

/// Dates are told in a calendar; on paper nobody must guess which.
fn calendars(sheet: &Sheet, item: &Item) -> Option<Element> {
    let asked = fields().child(sheet.shared(Tag::Span, "quiet", Word::CalendarOf));
    let drawn = item.calendars.iter().fold(asked, |drawn, calendar| {
        drawn.child(tick(false, vec![Node::Text(sheet.pen.word(calendar_word(*calendar)).to_owned())]))
    });
    (item.calendars.len() > 1).then_some(drawn)
}
