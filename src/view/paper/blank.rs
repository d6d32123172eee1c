//! The blank form: every question in the order of the form, what it depends on in words, a place for each silence.

use super::condition::{said, sentence};
use super::fields;
use super::review;
use super::sheet::{Sheet, is_ticked, lines, tick};
use super::words::PaperWord;
use crate::form::{Item, Part};
use crate::value::{By, Consent, ItemType, Urgency};
use crate::view::node::{Attr, Element, Node, Tag, element};
use crate::view::result::urgency;
use crate::view::words::Word;

/// Most rows of a repeat that have a place; for more there is another sheet.
const MOST_ROWS: u32 = 3;
/// Most choices of a matrix that stand side by side.
const MOST_COLUMNS: usize = 5;

/// Draws it.
pub(super) fn blank(sheet: &Sheet) -> Element {
    let form = sheet.pen.of.form();
    let about = [&form.version, review(sheet).unwrap_or_default().as_str()].join(" · ");
    let about = [sheet.pen.word(Word::Version), " ", about.trim_end_matches(" · ")].concat();
    let head = element(Tag::Div, "opening")
        .child(sheet.pen.block_marked(Tag::H1, "", form.title))
        .child(element(Tag::Paragraph, "quiet").text(&about))
        .child(sheet.says(Tag::Paragraph, "", PaperWord::HowTo));
    let drawn = element(Tag::Div, "").child(head).child(before(sheet));
    let drawn = form.parts.iter().fold(drawn, |drawn, part| drawn.child(self::part(sheet, part)));
    // What is asked beside the result stands where the result would.
    let closing = form.closing.as_ref().map(|closing| part(sheet, closing));
    drawn.child_if(by_answers(sheet)).child_if(closing).child(end(sheet))
}

/// What to make sure of before the first question.
fn before(sheet: &Sheet) -> Element {
    let ticks = [Word::BeforePrivate, Word::BeforeSelf, Word::BeforeInterpreter, Word::BeforePause];
    let tick = |word: Word| tick(true, vec![Node::Text(sheet.pen.word(word).to_owned())]);
    let choices = ticks.into_iter().fold(element(Tag::Div, "choices"), |drawn, word| drawn.child(tick(word)));
    element(Tag::Section, "question").child(sheet.shared(Tag::H2, "", Word::BeforeTitle)).child(choices)
}

fn part(sheet: &Sheet, part: &Part) -> Element {
    let form = sheet.pen.of.form();
    let group = form.item(part.group);
    let mut drawn = element(Tag::Section, "part")
        .child_if(group.map(|group| sheet.pen.block_marked(Tag::H2, "", group.text)))
        .child_if(group.and_then(|group| only_if(sheet, group)));
    let mut before = None;
    let mut spoken = false;
    for place in &part.items {
        let Some(item) = form.item(*place) else { continue };
        if item.kind == ItemType::Calculate || in_matrix(sheet, item) {
            continue;
        }
        spoken |= item.by == By::Person && item.is_question() && item.kind != ItemType::Consent;
        let observed = item.by == By::Observer && before != Some(By::Observer);
        before = Some(item.by);
        let kind = observed.then(|| sheet.shared(Tag::Paragraph, "quiet observe", Word::ToObserve));
        drawn = drawn.child_if(kind).child(with_rows(sheet, *place, item));
    }
    drawn.child_if(spoken.then(|| own_words(sheet)))
}

fn own_words(sheet: &Sheet) -> Element {
    let said = sheet.says(Tag::Paragraph, "quiet", PaperWord::OwnWords);
    element(Tag::Div, "question own").child(said).child(lines(2))
}

/// Whether an item is a row of a matrix, which its matrix draws.
fn in_matrix(sheet: &Sheet, item: &Item) -> bool {
    item.parent.is_some_and(|parent| sheet.pen.of.is_matrix(parent))
}

/// An item and what stands in it.
fn with_rows(sheet: &Sheet, place: u16, item: &Item) -> Element {
    match item.kind {
        ItemType::Display => display(sheet, item),
        ItemType::Matrix => matrix(sheet, place, item),
        ItemType::Repeat => repeat(sheet, place, item),
        _ => question(sheet, place, item),
    }
}

fn display(sheet: &Sheet, item: &Item) -> Element {
    let shown = sheet.pen.shown(item.text);
    let class = if item.by == By::Person { "question prose voice" } else { "question prose" };
    let drawn = sheet.pen.tongue(element(Tag::Div, class), shown.language).child_if(only_if(sheet, item));
    let paragraphs = shown.text.split('\n').filter(|paragraph| !paragraph.is_empty());
    paragraphs.fold(drawn, |drawn, text| drawn.child(element(Tag::Paragraph, "").text(text)))
}

/// The words of a question, its number before them, when it is asked and the note for the worker below.
fn asked(sheet: &Sheet, place: u16, item: &Item, class: &str) -> Element {
    let voice = if item.by == By::Person { "ask voice" } else { "ask" };
    let ask = element(Tag::Paragraph, voice);
    let number = sheet.number(place);
    let numbered = (!number.is_empty()).then(|| element(Tag::Bdi, "number").with(Attr::Dir, "ltr").text(number));
    let ask = ask.child_if(numbered).text(if number.is_empty() { "" } else { " " }).child(sheet.pen.inline(item.text));
    let note = item.guidance.map(|text| {
        element(Tag::Paragraph, "note")
            .child(sheet.shared(Tag::Bold, "", Word::ForYou))
            .text(" ")
            .child(sheet.pen.inline(text))
    });
    element(Tag::Section, class).child(ask).child_if(only_if(sheet, item)).child_if(note)
}

fn only_if(sheet: &Sheet, item: &Item) -> Option<Element> {
    let relevant = item.relevant.as_ref()?;
    Some(element(Tag::Paragraph, "only").with_all(sentence(sheet, PaperWord::OnlyIf, relevant)))
}

fn question(sheet: &Sheet, place: u16, item: &Item) -> Element {
    let drawn = asked(sheet, place, item, "question");
    let drawn = if is_ticked(item) { choices(sheet, item, drawn) } else { drawn.child(fields::field(sheet, item)) };
    let talks = sheet.pen.of.form().talk == Some(place);
    let drawn = drawn.child_if(talks.then(|| sheet.says(Tag::Paragraph, "only", PaperWord::TalkNeeded)));
    drawn.child_if(silences(sheet, item))
}

fn choices(sheet: &Sheet, item: &Item, drawn: Element) -> Element {
    let several = item.kind == ItemType::Multiple;
    let hint = several.then(|| sheet.shared(Tag::Paragraph, "note", Word::SeveralAllowed));
    let mut list = element(Tag::Div, "choices");
    let mut conditional = Vec::new();
    for (choice, place) in item.choices.iter().zip(0..) {
        if item.kind == ItemType::Consent && !is_asked(item, place) {
            continue;
        }
        let tick = tick(several, vec![sheet.pen.choice(item, place)]);
        list = list.child(if choice.specify { tick.child(super::rule("fill")) } else { tick });
        if let Some(relevant) = &choice.relevant {
            let text = vec![sheet.pen.choice(item, place)];
            let named = sheet.sentence(PaperWord::Quoted, vec![("text", text)]);
            let line = element(Tag::Paragraph, "only").with_all(match said(sheet, relevant, 0) {
                Some(condition) => {
                    sheet.sentence(PaperWord::Offered, vec![("choice", named), ("condition", condition)])
                }
                None => named
                    .into_iter()
                    .chain([Node::Text(" ".into())])
                    .chain(sentence(sheet, PaperWord::OnlyIf, relevant))
                    .collect(),
            });
            conditional.push(line);
        }
    }
    conditional.into_iter().fold(drawn.child_if(hint).child(list), Element::child)
}

/// A consent is withdrawn later, never when it is asked; a guardian's may turn out not to be required.
fn is_asked(item: &Item, choice: u16) -> bool {
    [Consent::Given, Consent::Refused, Consent::Asked].iter().any(|consent| item.is_consent(choice, *consent))
}

/// The silences of a question, in one line.
fn silences(sheet: &Sheet, item: &Item) -> Option<Element> {
    let line = element(Tag::Paragraph, "silence").child(sheet.says(Tag::Span, "", PaperWord::NoAnswer));
    let drawn = item
        .reasons
        .iter()
        .fold(line, |line, reason| line.child(tick(false, vec![Node::Text(sheet.silence(*reason).to_owned())])));
    (!item.reasons.is_empty()).then_some(drawn)
}

/// A grid; its silences are written as a number, since a line under every row would hide the rows. What has too many
/// choices for a grid is asked row by row.
fn matrix(sheet: &Sheet, place: u16, item: &Item) -> Element {
    let form = sheet.pen.of.form();
    let rows: Vec<(u16, &Item)> = (0..).zip(&form.items).filter(|(_, row)| row.parent == Some(place)).collect();
    let drawn = asked(sheet, place, item, "question");
    let Some((_, first)) = rows.first().filter(|(_, first)| first.choices.len() <= MOST_COLUMNS) else {
        return rows
            .iter()
            .fold(element(Tag::Div, "").child(drawn), |drawn, (place, row)| drawn.child(question(sheet, *place, row)));
    };
    let cell = |class: &str| element(Tag::Span, class);
    let mut head = element(Tag::Div, "row").child(cell("first"));
    for (_, choice) in first.choices.iter().zip(0..) {
        head = head.child(cell("cell").child(sheet.pen.choice(first, choice)));
    }
    let mut grid = element(Tag::Div, "grid").child(head.child(cell("cell").text(sheet.word(PaperWord::NoAnswer))));
    for (place, row) in &rows {
        let number = element(Tag::Bdi, "number").with(Attr::Dir, "ltr").text(sheet.number(*place));
        let name =
            cell("first").child(number).text(" ").child(sheet.pen.inline(row.text)).child_if(only_if(sheet, row));
        let line = element(Tag::Div, "row").child(name);
        let line = row.choices.iter().fold(line, |line, _| line.child(cell("cell").child(element(Tag::Mark, "ring"))));
        grid = grid.child(line.child(cell("cell").child(element(Tag::Mark, "square"))));
    }
    let mut code = element(Tag::Paragraph, "silence").child(sheet.says(Tag::Span, "", PaperWord::SilenceCode));
    for (place, reason) in first.reasons.iter().enumerate() {
        code = code
            .child(element(Tag::Span, "tick").text(&[&(place + 1).to_string(), " ", sheet.silence(*reason)].concat()));
    }
    drawn.child(grid).child(code)
}

/// Blank blocks for the rows, and the question that closes the list.
fn repeat(sheet: &Sheet, place: u16, item: &Item) -> Element {
    let form = sheet.pen.of.form();
    let inside: Vec<(u16, &Item)> = (0..).zip(&form.items).filter(|(_, inner)| inner.repeat == Some(place)).collect();
    let mut drawn = element(Tag::Div, "").child(asked(sheet, place, item, "question"));
    for row in 1..=item.most.min(MOST_ROWS) {
        let title = sheet.pen.sentence(Word::RowTitle, &[item], vec![("n", Node::Text(row.to_string()))]);
        let block = element(Tag::Div, "rows").child(element(Tag::H3, "").with_all(title));
        let asked = inside.iter().filter(|(_, inner)| inner.kind != ItemType::Calculate);
        drawn = drawn.child(asked.fold(block, |block, (place, inner)| block.child(question(sheet, *place, inner))));
    }
    let more = item.more.map(|text| sheet.pen.block(Tag::Paragraph, "ask voice", text));
    let list = [Word::MoreYes, Word::MoreNo].into_iter().fold(element(Tag::Div, "choices"), |drawn, word| {
        drawn.child(tick(false, vec![Node::Text(sheet.pen.word(word).to_owned())]))
    });
    let sheets = (item.most > MOST_ROWS).then(|| sheet.says(Tag::Paragraph, "note", PaperWord::AnotherSheet));
    let closing = element(Tag::Section, "question").child_if(sheets).child_if(more).child(list);
    drawn.child(closing.child_if(silences(sheet, item)))
}

/// What some answers ask for at once: nobody but the reader sees them on paper.
fn by_answers(sheet: &Sheet) -> Option<Element> {
    let form = sheet.pen.of.form();
    let mut drawn = element(Tag::Section, "part").child(sheet.title(PaperWord::ByAnswers));
    for wanted in Urgency::ALL.iter().rev() {
        for alert in form.alerts.iter().filter(|alert| alert.urgency == *wanted) {
            let tag = (*wanted != Urgency::Routine).then(|| sheet.shared(Tag::Bold, "", urgency(*wanted)));
            let deed = element(Tag::Paragraph, "").child_if(tag).text(" ").child(sheet.pen.inline(alert.text));
            let when = element(Tag::Paragraph, "only").with_all(sentence(sheet, PaperWord::If, &alert.when));
            drawn = drawn.child(element(Tag::Div, "deed").child(when).child(deed));
        }
    }
    (!form.alerts.is_empty()).then_some(drawn)
}

/// The worker's own conclusion and who was there.
fn end(sheet: &Sheet) -> Element {
    element(Tag::Section, "part kept")
        .child(sheet.title(PaperWord::Conclusion))
        .child(sheet.says(Tag::Paragraph, "quiet", PaperWord::ConclusionLine))
        .child(lines(3))
        .child(signatures(sheet))
}

/// Two lines to sign on.
pub(super) fn signatures(sheet: &Sheet) -> Element {
    let line = |word: PaperWord| {
        element(Tag::Div, "sign").child(super::rule("")).child(sheet.says(Tag::Paragraph, "quiet", word))
    };
    element(Tag::Div, "columns signatures").child(line(PaperWord::Interviewed)).child(line(PaperWord::Reading))
}
