//! Questions that are answered by writing: numbers, texts, times, dates.

use super::Panel;
use super::act::Act;
use super::asked::Asked;
use super::date::{Field, parts};
use super::node::{Attr, Element, Tag, element};
use super::pen::{Pen, Said, control, folded, id};
use super::twin::beside;
use super::words::Word;
use crate::session::LONGEST;
use crate::value::{Calendar, ItemType};

/// Longest text that is written on one line.
const ONE_LINE: u32 = 120;
/// Most characters of a number.
const LONGEST_NUMBER: u32 = 24;

/// What a text says where it stands as one field of several.
pub(super) const OTHER: &str = "other";

/// Whether a text of at most so many characters has more than one line.
pub(super) fn is_long(most: u32) -> bool {
    most > ONE_LINE
}

/// The field of a number, a text or a time.
pub(super) fn field(pen: &Pen, asked: &Asked) -> Element {
    let item = asked.item;
    let (tag, class, kind, most) = match item.kind {
        ItemType::Integer => (Tag::Input, "short-field", "numeric", LONGEST_NUMBER),
        ItemType::Decimal => (Tag::Input, "short-field", "decimal", LONGEST_NUMBER),
        ItemType::Time => (Tag::Input, "time-field", "", 0),
        _ if is_long(item.most) => (Tag::Textarea, "", "text", item.most),
        _ => (Tag::Input, "", "text", item.most),
    };
    let named = [&id("heading", &asked.key, ""), " ", &unit_id(asked)].concat();
    let named = if item.unit.is_some() { named } else { id("heading", &asked.key, "") };
    let entered = match item.kind {
        ItemType::Integer | ItemType::Decimal => pen.number(asked.entered()),
        _ => asked.entered().to_owned(),
    };
    let field = written(tag, class, &asked.key, "", kind, most, &entered)
        .with_if(item.kind == ItemType::Time, Attr::Type, "time")
        .with(Attr::AriaLabelledBy, &named);
    let unit = item.unit.map(|unit| pen.block(Tag::Span, "", unit).with(Attr::Id, &unit_id(asked)));
    let second = item.unit.and_then(|unit| beside(pen, item, Said::Text(unit), Tag::Span, "", &asked.key, "unit"));
    element(Tag::Div, "fields").keyed("field").child(field).child_if(unit).child_if(second)
}

fn unit_id(asked: &Asked) -> String {
    id("unit", &asked.key, "")
}

/// What keeps browsers and their helpers from completing, correcting, remembering or sending what is written.
const KEPT: [(Attr, &str); 6] = [
    (Attr::Autocapitalize, "off"),
    (Attr::Autocomplete, "off"),
    (Attr::Autocorrect, "off"),
    (Attr::Grammar, "false"),
    (Attr::Spellcheck, "false"),
    (Attr::Suggestions, "false"),
];

/// A field in which something is written.
pub(super) fn written(tag: Tag, class: &str, key: &str, field: &str, mode: &str, most: u32, entered: &str) -> Element {
    let most = if most == 0 { LONGEST } else { usize::try_from(most).unwrap_or(LONGEST) };
    let timed = mode.is_empty();
    let field = control(tag, class, Act::Write, key, field);
    KEPT.into_iter()
        .fold(field, |field, (attr, value)| field.with(attr, value))
        .with(Attr::Part, "field")
        .with_if(tag == Tag::Input && !timed, Attr::Type, "text")
        .with_if(!timed, Attr::InputMode, mode)
        .with_if(!timed, Attr::MaxLength, &most.to_string())
        .with_if(mode == "text", Attr::Dir, "auto")
        .with_if(!entered.is_empty(), Attr::Entered, entered)
}

/// What an answer "other" is, in words.
pub(super) fn specified(pen: &Pen, asked: &Asked) -> Element {
    let words = asked.entry.and_then(|entry| entry.other.as_deref()).unwrap_or_default();
    let name = id(OTHER, &asked.key, "");
    element(Tag::Label, "specify").keyed(&name).child(pen.says(Tag::Span, "", Word::Specify)).child(written(
        Tag::Input,
        "",
        &asked.key,
        OTHER,
        "text",
        0,
        words,
    ))
}

/// A date: three short fields; where it may be told in part, an earliest and a latest, and the person's own words.
pub(super) fn date(pen: &Pen, asked: &Asked) -> Element {
    let told = asked.told();
    let about = asked.item.partial && (told.to.is_some() || pen.is_open(Panel::About, &asked.key));
    let mut drawn = element(Tag::Div, "dates").keyed("field");
    let first = [Field::Day, Field::Month, Field::Year];
    let last = [Field::LastDay, Field::LastMonth, Field::LastYear];
    drawn = drawn.child_if(about.then(|| pen.says(Tag::Paragraph, "quiet", Word::Earliest).keyed("from")));
    drawn = drawn.child(day(pen, asked, first, &told.from, about.then_some(Word::Earliest)));
    if about {
        let to = told.to.as_deref().unwrap_or_default();
        drawn = drawn.child(pen.says(Tag::Paragraph, "quiet", Word::Latest).keyed("to")).child(day(
            pen,
            asked,
            last,
            to,
            Some(Word::Latest),
        ));
    }
    if asked.item.partial {
        let input = control(Tag::Input, "", Act::About, &asked.key, "")
            .with(Attr::Type, "checkbox")
            .with(Attr::Autocomplete, "off")
            .with_if(about, Attr::Checked, "");
        let row = element(Tag::Label, if about { "row bare on" } else { "row bare" }).keyed("about");
        drawn = drawn.child(row.child(input).child(pen.says(Tag::Span, "", Word::About)));
    }
    if asked.item.calendars.len() > 1 {
        drawn = drawn.child(calendars(pen, asked, told.calendar));
    }
    if about {
        let words = told.words.as_deref().unwrap_or_default();
        let field = Field::InWords.word();
        drawn = drawn.child(
            element(Tag::Label, "specify")
                .keyed(field)
                .with(Attr::Id, &folded(Panel::About, &asked.key))
                .child(pen.says(Tag::Span, "", Word::InWords))
                .child(written(Tag::Input, "", &asked.key, field, "text", 0, words)),
        );
    }
    drawn
}

/// The three fields of a day, in the order they are spoken in.
fn day(pen: &Pen, asked: &Asked, fields: [Field; 3], told: &str, of: Option<Word>) -> Element {
    let [year, month, day] = parts(told);
    let key = fields.first().map_or("", |field| field.word());
    let mut drawn = element(Tag::Div, "fields").keyed(key);
    let words = [Word::Day, Word::Month, Word::Year];
    for ((field, word), (entered, most)) in fields.into_iter().zip(words).zip([(day, 2), (month, 2), (year, 4)]) {
        let unseen = of.map(|of| element(Tag::Span, "unseen").text(&[pen.word(of), " "].concat()));
        let name = element(Tag::Span, "").child_if(unseen).text(pen.word(word));
        let class = if most == 4 { "year-field" } else { "day-field" };
        let input = written(Tag::Input, class, &asked.key, field.word(), "numeric", most, entered);
        drawn = drawn.child(element(Tag::Label, "part").keyed(field.word()).child(name).child(input));
    }
    drawn
}

fn calendars(pen: &Pen, asked: &Asked, chosen: Calendar) -> Element {
    let name = id("calendar", &asked.key, "");
    let mut list = element(Tag::Div, "segments").with(Attr::Role, "radiogroup").with(Attr::AriaLabelledBy, &name);
    for calendar in &asked.item.calendars {
        let says = pen.says(Tag::Span, "", calendar_word(*calendar));
        list = list.child(taken(asked, Field::Calendar.word(), calendar.word(), *calendar == chosen, says));
    }
    let title = pen.says(Tag::Paragraph, "quiet", Word::CalendarOf).with(Attr::Id, &name);
    element(Tag::Div, "").keyed("calendars").child(title).child(list)
}

/// A row that writes something into a field of a question when it is taken.
pub(super) fn taken(asked: &Asked, field: &str, value: &str, on: bool, says: Element) -> Element {
    let value = [field, "=", value].concat();
    let input = control(Tag::Input, "", Act::Write, &asked.key, &value)
        .with(Attr::Type, "radio")
        .with(Attr::Name, &id(field, &asked.key, ""))
        .with(Attr::Autocomplete, "off")
        .with_if(on, Attr::Checked, "");
    element(Tag::Label, if on { "row on" } else { "row" }).keyed(&value).child(input).child(says)
}

/// A calendar in words.
pub(super) fn calendar_word(calendar: Calendar) -> Word {
    match calendar {
        Calendar::Gregorian => Word::CalendarGregorian,
        Calendar::Ethiopic => Word::CalendarEthiopic,
        Calendar::Unknown => Word::CalendarUnknown,
    }
}
