//! Which answers an item takes. What cannot be read is taken as it was entered and is then invalid; what is of another
//! kind altogether is refused.

use super::Refused;
use crate::evaluation::MORE;
use crate::form::Item;
use crate::value::ItemType;
use crate::value::{Answer, Consent, Reason, characters};

/// Most characters of a text that is answered, however it is entered.
pub(crate) const LONGEST: usize = 16 * 1024;

/// Whether a text is longer than any answer.
fn long(text: &str) -> bool {
    characters(text) > LONGEST
}

/// The codes that an answer may be: those of the choices of an item; "yes" and "no" where a repeat asks for another row.
#[cfg(feature = "maintain")]
pub(super) fn choices_of(item: &Item) -> alloc::vec::Vec<&str> {
    if item.kind == ItemType::Repeat {
        MORE.to_vec()
    } else {
        item.choices.iter().map(|choice| &*choice.code).collect()
    }
}

/// The place of a code among the choices of an item; that of "yes" and "no" where a repeat asks for another row.
pub(super) fn choice(item: &Item, code: &str) -> Option<u16> {
    if item.kind == ItemType::Repeat {
        return MORE.iter().zip(0..).find(|(known, _)| **known == code).map(|(_, place)| place);
    }
    item.choice(code)
}

/// The answer as it is kept: a declined consent is a refused one.
pub(super) fn answer(item: &Item, answer: Answer) -> Result<Answer, Refused> {
    let count = if item.kind == ItemType::Repeat { MORE.len() } else { item.choices.len() };
    let known = |choice: u16| usize::from(choice) < count;
    let exclusive = |choice: &u16| item.choices.get(usize::from(*choice)).is_some_and(|choice| choice.exclusive);
    let entered = |text: &str| if long(text) { Err(Refused::TooLong) } else { Ok(()) };
    match (&answer, item.kind) {
        (Answer::Missing(Reason::Declined), ItemType::Consent) => {
            return item.choice(Consent::Refused.word()).map(Answer::Choice).ok_or(Refused::UnknownChoice);
        }
        (Answer::Missing(reason), _) if !item.reasons.contains(reason) => return Err(Refused::SilenceNotAllowed),
        (Answer::Missing(_), _) => {}
        (Answer::Choice(choice), ItemType::Single | ItemType::Consent | ItemType::Repeat) => {
            if !known(*choice) {
                return Err(Refused::UnknownChoice);
            }
        }
        (Answer::Choices(ticked), ItemType::Multiple) => {
            let ascending = ticked.iter().zip(ticked.iter().skip(1)).all(|(one, next)| one < next);
            if ticked.is_empty() || !ascending || !ticked.iter().all(|choice| known(*choice)) {
                return Err(Refused::UnknownChoice);
            }
            if ticked.len() > 1 && ticked.iter().any(exclusive) {
                return Err(Refused::NotTogether);
            }
        }
        (Answer::Number(text, _), ItemType::Integer | ItemType::Decimal)
        | (Answer::Text(text), ItemType::Text)
        | (Answer::Time(text, _), ItemType::Time) => entered(text)?,
        (Answer::Date(given, _), ItemType::Date) => {
            entered(&given.from)?;
            given.to.iter().chain(&given.words).try_for_each(|text| entered(text))?;
        }
        _ => return Err(Refused::WrongKind),
    }
    Ok(answer)
}

/// Whether words may say what an answer is.
pub(super) fn words(item: &Item, answer: Option<&Answer>, words: &str) -> Result<(), Refused> {
    let asks = |choice: &u16| item.choices.get(usize::from(*choice)).is_some_and(|choice| choice.specify);
    let asked = match answer {
        Some(Answer::Choice(choice)) => asks(choice),
        Some(Answer::Choices(ticked)) => ticked.iter().any(asks),
        _ => false,
    };
    match (asked, long(words)) {
        (false, _) => Err(Refused::UnknownChoice),
        (true, true) => Err(Refused::TooLong),
        (true, false) => Ok(()),
    }
}
