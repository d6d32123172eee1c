//! What is to be looked at again before a page is left: what is wanted of a question, in words.

use super::asked::{Asked, Standing};
use super::node::Node;
use super::pen::Pen;
use super::words::Word;
use crate::evaluation::Violation;
use crate::number::Ratio;
use crate::value::ItemType;

/// The sentence of what holds the page: an answer that is missing, or one that does not hold to what is asked. One that
/// is settled keeps the sentence it had, and with it its place.
pub(super) fn sentence(pen: &Pen, asked: &Asked, before: Standing) -> Vec<Node> {
    let item = asked.item;
    let standing = if asked.standing.waits() { asked.standing } else { before };
    let Standing::Invalid(violation) = standing else {
        let written = matches!(
            item.kind,
            ItemType::Integer | ItemType::Decimal | ItemType::Text | ItemType::Date | ItemType::Time
        );
        let word = if written { Word::GiveOrSay } else { Word::ChooseOrSay };
        return pen.sentence(word, &[item], Vec::new());
    };
    let dated = item.kind == ItemType::Date;
    let text =
        |number: Option<Ratio>| Node::Text(number.map(|number| pen.number(&number.to_string())).unwrap_or_default());
    let (least, most) = (("least", text(item.min)), ("most", text(item.max)));
    let (word, said) = match (violation, item.min, item.max) {
        (Violation::Constraint, ..) => match item.constraint_text {
            Some(text) => (Word::WrongAs, vec![("reason", pen.inline(text))]),
            None => (Word::WrongAnswer, Vec::new()),
        },
        (Violation::Least, ..) if dated => (Word::TooEarly, Vec::new()),
        (Violation::Most, ..) if dated => (Word::TooLate, Vec::new()),
        (Violation::Kind, ..) => (kind(asked), Vec::new()),
        (_, Some(_), Some(_)) => (Word::WrongRange, vec![least, most]),
        (_, Some(_), None) => (Word::WrongLeast, vec![least]),
        (_, None, _) => (Word::WrongMost, vec![most]),
    };
    pen.sentence(word, &[item], said)
}

fn kind(asked: &Asked) -> Word {
    match asked.item.kind {
        ItemType::Integer => Word::WrongWhole,
        ItemType::Decimal => Word::WrongNumber,
        ItemType::Time => Word::WrongTime,
        ItemType::Date if asked.item.partial => Word::WrongDatePart,
        ItemType::Date => Word::WrongDate,
        _ => Word::WrongAnswer,
    }
}
