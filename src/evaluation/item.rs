//! How one item stands and what it reads as (semantics 1, 2, 4, 5, 8, 9, 11, 14, 24).

use super::condition::Reader;
use super::number::Figure;
use super::state::{Closed, Entry, ItemState, Reading, RowEntry, RowState, State, Told, Violation};
use crate::expression::{Day, Value};
use crate::form::{Form, Item};
use crate::value::ItemType;
use crate::value::{Answer, Calendar, Consent, Date, DateGiven, Reason, Span, Truth, characters};

/// What makes a list complete: its repeat's own answer.
const NO_MORE: u16 = 1;

/// The codes of a repeat's own answer: whether there is another row.
pub const MORE: [&str; 2] = ["yes", "no"];

/// How an item stands, given what it stands in.
fn item(reader: Reader<'_>, item: &Item, entry: &Entry, parent: ItemState) -> (ItemState, Reading) {
    if item.kind == ItemType::Calculate {
        return (ItemState::Shown, calculation(reader, item));
    }
    let talk = reader.form.talk.filter(|_| item.behind_consent);
    let agreed = talk.and_then(|talk| agreed(reader, talk));
    let withdrawn = agreed == Some(Consent::Withdrawn);
    let goes_on = matches!(agreed, Some(Consent::Given | Consent::NotRequired | Consent::Withdrawn));
    let held = talk.is_some() && !goes_on;
    if entry.closed == Some(Closed::Undecided) {
        return (ItemState::Missing(Reason::NotAsked), Reading::Undecided);
    }
    match applies(reader, item, parent) {
        Truth::False => (ItemState::Irrelevant, Reading::Absent),
        Truth::Unknown => (ItemState::Undecided, Reading::Unknown),
        Truth::True if held => (ItemState::Undecided, Reading::Unknown),
        Truth::True if !item.is_question() => (ItemState::Shown, Reading::Unknown),
        Truth::True if entry.closed.is_some() => missing(item, Reason::NotAsked),
        Truth::True => match entry.answer.as_ref().filter(|_| entry.mark.is_none()) {
            Some(Answer::Missing(reason)) => missing(item, *reason),
            Some(answer) => answered(reader, item, answer, withdrawn),
            None => open(item, withdrawn),
        },
    }
}

/// What became of the consent to talk, as far as it is known.
fn agreed(reader: Reader<'_>, talk: u16) -> Option<Consent> {
    match reader.state.reading(talk) {
        Reading::Choice { choice, .. } => reader.form.item(talk)?.consent(*choice),
        _ => None,
    }
}

/// Whether the item and what it stands in apply.
fn applies(reader: Reader<'_>, item: &Item, parent: ItemState) -> Truth {
    let within = match parent {
        ItemState::Irrelevant => Truth::False,
        ItemState::Undecided => Truth::Unknown,
        _ => Truth::True,
    };
    item.relevant.iter().fold(within, |both, relevant| both.and(reader.truth(relevant)))
}

fn missing(item: &Item, reason: Reason) -> (ItemState, Reading) {
    let reading = item.when_missing.map_or(Reading::Unknown, |choice| Reading::Choice { choice, silent: true });
    (ItemState::Missing(reason), reading)
}

/// Without an answer; where the consent to talk was withdrawn, that is one.
fn open(item: &Item, withdrawn: bool) -> (ItemState, Reading) {
    if withdrawn { missing(item, Reason::Declined) } else { (ItemState::Open, Reading::Unknown) }
}

/// What an answer reads as, if it holds to what is asked.
fn answered(reader: Reader<'_>, item: &Item, answer: &Answer, withdrawn: bool) -> (ItemState, Reading) {
    let offered = |choice: u16| item.choices.get(usize::from(choice)).is_some_and(|choice| reader.offers(choice));
    let reading = match (item.kind, answer) {
        (ItemType::Single | ItemType::Consent, Answer::Choice(choice)) if offered(*choice) => {
            Ok(Reading::Choice { choice: *choice, silent: false })
        }
        (ItemType::Multiple, Answer::Choices(ticked)) if ticked.iter().all(|choice| offered(*choice)) => {
            Ok(Reading::Choices(ticked.clone()))
        }
        (ItemType::Repeat, Answer::Choice(NO_MORE)) => Ok(Reading::Unread),
        (ItemType::Integer | ItemType::Decimal, Answer::Number(_, number)) => match *number {
            None => Err(Violation::Kind),
            Some(number) if item.kind == ItemType::Integer && !number.is_whole() => Err(Violation::Kind),
            Some(number) if item.min.is_some_and(|min| number < min) => Err(Violation::Least),
            Some(number) if item.max.is_some_and(|max| number > max) => Err(Violation::Most),
            Some(number) => Ok(Reading::Figure(Box::new((Figure::known(number), Figure::known(number))))),
        },
        (ItemType::Date, Answer::Date(given, days)) => match *days {
            Some(days) if may_be_told(item, given) => bounded(reader.today, item, days),
            _ => Err(Violation::Kind),
        },
        // Nothing but spaces is nothing said.
        (ItemType::Text, Answer::Text(text)) if !text.trim().is_empty() => {
            let most = usize::try_from(item.most).unwrap_or(usize::MAX);
            if characters(text) > most { Err(Violation::Most) } else { Ok(Reading::Unread) }
        }
        (ItemType::Time, Answer::Time(_, minutes)) => minutes.map(|_| Reading::Unread).ok_or(Violation::Kind),
        // An answer that is no longer offered, or that another row is to come: it waits for another.
        _ => return open(item, withdrawn),
    };
    match reading {
        Ok(reading) => (ItemState::Answered, reading),
        Err(violation) => (ItemState::Invalid(violation), Reading::Unknown),
    }
}

/// Whether a date may be told in this calendar, and so partly. The calendar may be unknown where it may be either.
fn may_be_told(item: &Item, given: &DateGiven) -> bool {
    let whole = given.from.len() == 10 && given.to.is_none();
    let either = item.calendars.len() > 1 && given.calendar == Calendar::Unknown;
    (whole || item.partial) && (either || item.calendars.contains(&given.calendar))
}

/// A bound is violated only where every day violates it.
fn bounded(today: Date, item: &Item, (from, to): Span) -> Result<Reading, Violation> {
    let day = |day: &Option<Day>| match day {
        Some(Day::Literal(date)) => Some(*date),
        Some(_) => Some(today),
        None => None,
    };
    match (day(&item.earliest), day(&item.latest)) {
        (Some(earliest), _) if to < earliest => Err(Violation::Least),
        (_, Some(latest)) if from > latest => Err(Violation::Most),
        _ => Ok(Reading::Days((from, to))),
    }
}

/// How an answered item stands whose answer does not hold to the constraint: its opposite is true.
fn violated(reader: Reader<'_>, item: &Item, state: ItemState) -> Option<(ItemState, Reading)> {
    let constraint = item.constraint.as_ref().filter(|_| state == ItemState::Answered)?;
    let holds = reader.truth(constraint) != Truth::False;
    (!holds).then_some((ItemState::Invalid(Violation::Constraint), Reading::Unknown))
}

/// What a calculation comes to.
fn calculation(reader: Reader<'_>, item: &Item) -> Reading {
    match &item.value {
        Some(Value::Condition(condition)) => Reading::Told(reader.told(condition)),
        Some(Value::Number(number)) => {
            Reading::Figure(Box::new((reader.figure(number), Reader { earned: true, ..reader }.figure(number))))
        }
        None => Reading::Told(Told::UNKNOWN),
    }
}

impl RowState {
    fn set(&mut self, place: usize, state: ItemState, reading: Reading) {
        if let (Some(slot), Some(read)) = (self.items.get_mut(place), self.readings.get_mut(place)) {
            (*slot, *read) = (state, reading);
        }
    }
}

/// Finds how the item at a place stands and what it reads as.
pub(super) fn step(state: &mut State, form: &Form, place: u16, entry: &Entry, today: Date) {
    let Some(item) = form.item(place) else { return };
    let parent = item.parent.map_or(ItemState::Shown, |parent| state.item(parent));
    let reader = Reader::new(form, state, today);
    let (found, mut reading) = self::item(reader, item, entry, parent);
    if item.kind == ItemType::Repeat && found.is_shown() && entry.closed != Some(Closed::Undecided) {
        reading = rows(reader, place, &entry.rows, found);
    }
    if form.age.is_some_and(|age| age.group == place) && reading != Reading::Absent {
        reading = age_group(reader, reading);
    }
    super::set(&mut state.items, place, found);
    super::set(&mut state.readings, place, reading);
    if let Some((found, reading)) = violated(Reader::new(form, state, today), item, found) {
        super::set(&mut state.items, place, found);
        super::set(&mut state.readings, place, reading);
    }
}

/// The rows of a repeat, each with its items in the order they need.
fn rows(reader: Reader<'_>, repeat: u16, entries: &[RowEntry], state: ItemState) -> Reading {
    let Some(known) = reader.form.repeat(repeat) else { return Reading::Unknown };
    let length = usize::from(known.length);
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut row = RowState { items: vec![ItemState::Undecided; length], readings: vec![Reading::Unknown; length] };
        for place in &known.order {
            let at = usize::from(place - repeat - 1);
            let Some(item) = reader.form.item(*place) else { continue };
            let blank = Entry::default();
            let entry = entry.entries.get(at).unwrap_or(&blank);
            let (found, reading) = self::item(Reader { row: Some((repeat, &row)), ..reader }, item, entry, state);
            row.set(at, found, reading);
            if let Some((found, reading)) = violated(Reader { row: Some((repeat, &row)), ..reader }, item, found) {
                row.set(at, found, reading);
            }
        }
        rows.push(row);
    }
    Reading::Rows(rows, state == ItemState::Answered)
}

/// An age group and a date of birth (semantics 14): while the date is awaited the group is not known; where no day of
/// it agrees with the answered group, the group reads as where it is missing.
fn age_group(reader: Reader<'_>, reading: Reading) -> Reading {
    let Some(age) = reader.form.age else { return reading };
    let days = match (reader.state.item(age.birth), reader.state.reading(age.birth)) {
        (ItemState::Open | ItemState::Invalid(_) | ItemState::Undecided, _) => return Reading::Unknown,
        (_, Reading::Days(days)) => *days,
        _ => return reading,
    };
    let Reading::Choice { choice, silent: false } = reading else { return reading };
    let youngest = days.1.years_until(reader.today);
    let oldest = days.0.years_until(reader.today);
    let contradicted = choice == age.child && youngest >= 18 || choice == age.adult && oldest < 18;
    let fallback = reader.form.item(age.group).and_then(|item| item.when_missing);
    match fallback.filter(|_| contradicted) {
        Some(choice) => Reading::Choice { choice, silent: true },
        None => reading,
    }
}
