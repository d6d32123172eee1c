//! The result on one page. It supports a judgement and is none; where keeping a record was refused it holds the class
//! and the consents, which is all that leaves then.

use super::blank::signatures;
use super::review;
use super::services::services;
use super::sheet::{Sheet, lines};
use super::words::PaperWord;
use crate::evaluation::{Decision, ItemState, State, TableRow};
use crate::form::{Alert, Item};
use crate::value::{ItemType, Truth, Urgency, characters};
use crate::view::chart::{counts, rain, signs, state_word};
use crate::view::conclusion::word as conclusion_word;
use crate::view::node::{Element, Node, Tag, element};
use crate::view::pen::{label, reason};
use crate::view::result::{conditions, kinds, silences, urgency};
use crate::view::rows::BETWEEN;
use crate::view::words::Word;

/// Most questions that are named for each reason of a silence; the others are counted.
const MOST_NAMED: usize = 6;
/// More than this is written smaller, and more than that smaller still.
const DENSE: [usize; 2] = [2_400, 3_300];
/// What a line of its own takes, in characters, beside those in it.
const LINE: usize = 45;

/// Draws it, as everything stands or as finishing now would give it.
pub(super) fn result(sheet: &Sheet) -> Element {
    let session = sheet.pen.of.session();
    let state = session.finished_state();
    if !session.keeps_record() {
        return without_record(sheet, &state);
    }
    let form = sheet.pen.of.form();
    let decision = state.outcome.decision;
    let statement = form.statement(decision);
    let title = sheet.pen.block_marked(Tag::H1, "", statement.text);
    let refused = decision == Decision::Row(TableRow::Refused);
    let missing = if refused { None } else { missing(sheet, &state) };
    let columns = |left: Vec<Option<Element>>, right: Option<Element>| {
        let left = left.into_iter().fold(element(Tag::Div, ""), Element::child_if);
        let left = (!left.children().is_empty()).then_some(left);
        let both = element(Tag::Div, "columns").child_if(left).child_if(right);
        (!both.children().is_empty()).then_some(both)
    };
    element(Tag::Div, "")
        .child(title)
        .child_if(statement.note.map(|note| sheet.pen.block(Tag::Paragraph, "", note)))
        .child(sheet.shared(Tag::Paragraph, "", Word::ResultNote))
        .child_if(if refused { None } else { why(sheet, &state) })
        .child_if(columns(vec![missing, agreements(sheet, &state)], to_do(sheet, &state)))
        .child_if(services(sheet, &kinds(&holding(sheet, &state), statement)))
        .child(conclusion(sheet, &state))
        .child(signatures(sheet))
        .child_if(review(sheet).map(|said| element(Tag::Paragraph, "quiet").text(&said)))
}

/// How small a page is written. From right to left its letters are larger, and so it counts for more.
pub(super) fn density(drawn: &Element, right_to_left: bool) -> &'static str {
    let length = length(drawn);
    let length = if right_to_left { length * 8 / 7 } else { length };
    match DENSE.iter().filter(|most| length > **most).count() {
        0 => "",
        1 => " dense",
        _ => " dense denser",
    }
}

fn length(drawn: &Element) -> usize {
    let of = |node: &Node| match node {
        Node::Text(text) => characters(text),
        Node::Element(element) => length(element),
    };
    let line = matches!(drawn.tag(), Tag::Paragraph | Tag::Div);
    drawn.children().iter().map(of).sum::<usize>() + if line { LINE } else { 0 }
}

fn without_record(sheet: &Sheet, state: &State) -> Element {
    let form = sheet.pen.of.form();
    let class = form.class(state.outcome.decision);
    let term = form.terms.iter().find(|(known, _)| **known == *class);
    let term = term.map_or(Node::Text(class.to_owned()), |(_, term)| sheet.pen.inline(*term));
    element(Tag::Div, "")
        .child(sheet.says(Tag::H1, "", PaperWord::ResultTitle))
        .child(sheet.shared(Tag::Paragraph, "", Word::ResultNote))
        .child(element(Tag::Paragraph, "").with_all(sheet.sentence(PaperWord::Term, vec![("term", vec![term])])))
        .child(sheet.says(Tag::Paragraph, "", PaperWord::RecordRefused))
        .child_if(agreements(sheet, state))
        .child(signatures(sheet))
}

/// One row for each dimension: its bars, what they count, its state in words. Of a form without any, the conditions that
/// hold.
fn why(sheet: &Sheet, state: &State) -> Option<Element> {
    let pen = &sheet.pen;
    let mut drawn = element(Tag::Section, "why").child(sheet.shared(Tag::H2, "", Word::WhyTitle));
    if state.dimensions.is_empty() {
        let list = conditions(pen, state);
        return (!list.children().is_empty()).then(|| drawn.child(list));
    }
    for (place, dimension) in (0..).zip(&pen.of.form().dimensions) {
        let signs = signs(pen, state, place);
        let truth = state.dimensions.get(usize::from(place)).map_or(Truth::Unknown, |told| told.truth);
        let row = element(Tag::Div, "row")
            .child(element(Tag::Bold, "name").child(pen.inline(dimension.title)))
            .child(rain(&signs))
            .child(element(Tag::Span, "quiet counts").text(&counts(pen, &signs)))
            .child(sheet.shared(Tag::Span, "state", state_word(truth)));
        drawn = drawn.child(row);
    }
    Some(drawn.child(sheet.says(Tag::Paragraph, "quiet", PaperWord::Key)))
}

/// What has no answer, by the reason of the silence.
fn missing(sheet: &Sheet, state: &State) -> Option<Element> {
    let mut drawn = element(Tag::Section, "").child(sheet.shared(Tag::H2, "", Word::MissingTitle));
    // What was not agreed to stands among the agreements.
    let asked = &mut |_, item: &Item| item.is_question() && item.kind != ItemType::Consent;
    for (why, items) in silences(&sheet.pen, state, asked) {
        let told = items.get(..MOST_NAMED).unwrap_or(&items);
        let line = named(sheet, sheet.shared(Tag::Bold, "", reason(why)), told);
        let rest = items.len() - told.len();
        let more = vec![("n", vec![Node::Text(rest.to_string())])];
        let more = if rest > 0 { sheet.sentence(PaperWord::MoreItems, more) } else { Vec::new() };
        drawn = drawn.child(line.with_all(more));
    }
    (drawn.children().len() > 1).then_some(drawn)
}

/// The alerts that hold, the most urgent first.
fn holding<'i>(sheet: &Sheet<'i>, state: &State) -> Vec<&'i Alert> {
    let mut alerts = Vec::new();
    for wanted in Urgency::ALL.iter().rev() {
        for (alert, told) in sheet.pen.of.form().alerts.iter().zip(&state.alerts) {
            if told.truth == Truth::True && alert.urgency == *wanted {
                alerts.push(alert);
            }
        }
    }
    alerts
}

/// What alerts ask for and what the outcome recommends, the most urgent first.
fn to_do(sheet: &Sheet, state: &State) -> Option<Element> {
    let mut deeds = Vec::new();
    deeds.extend(holding(sheet, state).into_iter().map(|alert| (alert.text, alert.urgency)));
    deeds.extend(
        sheet
            .pen
            .of
            .form()
            .statement(state.outcome.decision)
            .actions
            .iter()
            .map(|action| (action.text, action.urgency)),
    );
    let mut drawn = element(Tag::Section, "").child(sheet.shared(Tag::H2, "", Word::ToDoTitle));
    for wanted in Urgency::ALL.iter().rev() {
        for (text, _) in deeds.iter().filter(|(_, soon)| soon == wanted) {
            let tag = (*wanted != Urgency::Routine).then(|| sheet.shared(Tag::Bold, "", urgency(*wanted)).text(" "));
            drawn = drawn.child(element(Tag::Paragraph, "").child_if(tag).child(sheet.pen.inline(*text)));
        }
    }
    (!deeds.is_empty()).then_some(drawn)
}

/// What the person agreed to: what was said, and to what.
fn agreements(sheet: &Sheet, state: &State) -> Option<Element> {
    let pen = &sheet.pen;
    let mut lines: Vec<(Node, Vec<&Item>)> = Vec::new();
    for (place, item) in (0..).zip(&pen.of.form().items).filter(|(_, item)| item.kind == ItemType::Consent) {
        let said = match (state.item(place), pen.of.session().choice(place)) {
            (ItemState::Answered, Some(choice)) => pen.choice(item, choice),
            (ItemState::Missing(why), _) => Node::Text(pen.word(reason(why)).to_owned()),
            _ => continue,
        };
        match lines.iter_mut().find(|(known, _)| *known == said) {
            Some((_, items)) => items.push(item),
            None => lines.push((said, vec![item])),
        }
    }
    let drawn = element(Tag::Section, "").child(sheet.title(PaperWord::Agreements));
    let line = |drawn: Element, (said, items): (Node, Vec<&Item>)| {
        drawn.child(named(sheet, element(Tag::Bold, "").child(said), &items))
    };
    (!lines.is_empty()).then(|| lines.into_iter().fold(drawn, line))
}

/// What is said of items, and what they are called.
fn named(sheet: &Sheet, said: Element, items: &[&Item]) -> Element {
    let line = element(Tag::Paragraph, "").child(said);
    items.iter().fold(line, |line, item| line.text(BETWEEN).child(sheet.pen.inline(label(item))))
}

/// What the worker concluded and why, or lines to say it on.
fn conclusion(sheet: &Sheet, state: &State) -> Element {
    let concluded = sheet.pen.of.session().concluded();
    let drawn = element(Tag::Section, "").child(sheet.title(PaperWord::Conclusion));
    if let Some(told) = concluded.conclusion {
        let line = sheet.shared(Tag::Paragraph, "", conclusion_word(told));
        let reason = element(Tag::Paragraph, "").child(element(Tag::Bdi, "").text(&concluded.reason));
        let review = state.needs_second_review(Some(told));
        return drawn
            .child(line)
            .child_if((!concluded.reason.is_empty()).then_some(reason))
            .child_if(review.then(|| sheet.shared(Tag::Paragraph, "quiet", Word::SecondReview)));
    }
    drawn.child(sheet.says(Tag::Paragraph, "quiet", PaperWord::ConclusionLine)).child(lines(2))
}
