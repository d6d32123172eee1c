//! When a question is asked, in words: a person with a pen has no screen that decides it.
//!
//! Conditions over choices are said as they are. Anything else names the questions it depends on and says to ask where
//! that is in doubt: a question too many keeps a person in the mechanism, one too few may not.

use super::sheet::Sheet;
use super::words::PaperWord;
use crate::expression::{Atom, Cell, Condition, Read};
use crate::form::{Form, Item};
use crate::value::ItemType;
use crate::view::node::{Node, Tag, element};
use crate::view::rows::BETWEEN;

/// More other choices than this, and the one that is left out is named instead.
const MANY: usize = 4;
/// Deepest calculation that is followed to the questions it reads.
const DEEPEST: u8 = 8;

/// The condition as a sentence with a `{condition}` in it, or what it depends on.
pub(super) fn sentence(sheet: &Sheet, word: PaperWord, condition: &Condition) -> Vec<Node> {
    match said(sheet, condition, 0) {
        Some(said) => sheet.sentence(word, vec![("condition", said)]),
        None => depends(sheet, condition),
    }
}

/// A condition in words, if it is about choices and not too deep to be said.
pub(super) fn said(sheet: &Sheet, condition: &Condition, depth: u8) -> Option<Vec<Node>> {
    let (list, within, apart) = match condition {
        Condition::Atom { atom: Atom::Choice { item, choices }, negated } => {
            return choice(sheet, *item, choices, *negated);
        }
        Condition::All(list) if depth < 2 => (list, PaperWord::And, PaperWord::AndApart),
        Condition::Any(list) if depth < 2 => (list, PaperWord::Or, PaperWord::OrApart),
        _ => return None,
    };
    // What holds others is set apart, so that it cannot be read the other way.
    let whole = list.iter().all(|inner| matches!(inner, Condition::Atom { .. }));
    let joint = if whole { within } else { apart };
    let mut drawn = Vec::new();
    for (place, inner) in list.iter().enumerate() {
        if place > 0 {
            drawn.push(Node::Text(sheet.word(joint).to_owned()));
        }
        drawn.extend(said(sheet, inner, depth + 1)?);
    }
    Some(drawn)
}

fn choice(sheet: &Sheet, place: u16, choices: &[u16], negated: bool) -> Option<Vec<Node>> {
    let item = sheet.pen.of.form().item(place)?;
    let all = 0..u16::try_from(item.choices.len()).unwrap_or(u16::MAX);
    let several = item.kind == ItemType::Multiple;
    let wanted: Vec<u16> = all.filter(|choice| choices.contains(choice) != (negated && !several)).collect();
    let silent = item.when_missing.is_some_and(|silence| wanted.contains(&silence));
    let left_out = negated && !several && wanted.len() > MANY;
    let word = match (several, negated, silent) {
        (true, false, _) => PaperWord::Contains,
        (true, true, _) => PaperWord::ContainsNone,
        (false, _, false) if left_out => PaperWord::Other,
        (false, _, true) if left_out => PaperWord::OtherOrSilent,
        (false, _, false) => PaperWord::Is,
        (false, _, true) => PaperWord::IsOrSilent,
    };
    let named = if left_out || several { choices } else { &wanted };
    Some(sheet.sentence(word, vec![("label", sheet.called(place, item)), ("choices", listed(sheet, item, named))]))
}

/// Choices of an item, any of them.
fn listed(sheet: &Sheet, item: &Item, choices: &[u16]) -> Vec<Node> {
    let mut drawn = Vec::new();
    for (place, choice) in choices.iter().enumerate() {
        if place > 0 {
            drawn.push(Node::Text(sheet.word(PaperWord::Or).to_owned()));
        }
        let text = element(Tag::Span, "").child(sheet.pen.choice(item, *choice));
        drawn.extend(sheet.sentence(PaperWord::Quoted, vec![("text", vec![text.into()])]));
    }
    drawn
}

fn depends(sheet: &Sheet, condition: &Condition) -> Vec<Node> {
    let form = sheet.pen.of.form();
    let mut items = Vec::new();
    condition.reads(&mut |read| follow(form, read, DEEPEST, &mut items));
    items.sort_unstable();
    let mut drawn = Vec::new();
    for item in items {
        let Some(found) = form.item(item) else { continue };
        if !drawn.is_empty() {
            drawn.push(Node::Text(BETWEEN.to_owned()));
        }
        drawn.extend(sheet.called(item, found));
    }
    let word = if drawn.is_empty() { PaperWord::DependsOnMore } else { PaperWord::Depends };
    sheet.sentence(word, vec![("labels", drawn)])
}

/// The questions that something read comes from.
fn follow(form: &Form, read: Read, deepest: u8, items: &mut Vec<u16>) {
    let mut add = |item: u16| match form.item(item).map(|found| &found.value) {
        Some(Some(value)) if deepest > 0 => {
            value.reads(&mut |inner| follow(form, inner, deepest - 1, items));
        }
        Some(_) if !items.contains(&item) => items.push(item),
        _ => {}
    };
    match read {
        Read::Item(item) => add(item),
        Read::Score(score) => {
            if let Some(score) = form.scores.get(usize::from(score)) {
                score.terms.iter().for_each(|term| add(term.item));
            }
        }
        Read::Atom(Atom::Cell(cell)) => match cell {
            Cell::Indicator(place) => {
                if let Some(indicator) = form.indicators.get(usize::from(*place)) {
                    indicator.reads.iter().for_each(|item| add(*item));
                }
            }
            Cell::Dimension(place) => {
                let own = form.indicators.iter().filter(|indicator| indicator.dimension == *place);
                own.flat_map(|indicator| &indicator.reads).for_each(|item| add(*item));
            }
            Cell::Alert(place) => {
                if let Some(alert) = form.alerts.get(usize::from(*place)) {
                    alert.reads.iter().for_each(|item| add(*item));
                }
            }
            // What a calculation reads is told as an item beside it.
            Cell::Calculation(_) | Cell::NoIndicator => {}
        },
        Read::Atom(_) | Read::Divisor(_) => {}
    }
}
