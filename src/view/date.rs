//! A date in its three fields. What is told so far is kept in the order year, month, day, with the gaps that are left:
//! a day of March in a year nobody knows is `-03-12`, which no calendar holds.

use super::words::{Word, Words};
use crate::value::{self, Calendar, DateGiven};

value::words! {
    /// One of the fields of a date.
    Field {
        /// The day, of the date or of the earliest.
        Day = "day",
        /// Its month.
        Month = "month",
        /// Its year.
        Year = "year",
        /// The day of the latest.
        LastDay = "lastDay",
        /// Its month.
        LastMonth = "lastMonth",
        /// Its year.
        LastYear = "lastYear",
        /// The words of the person.
        InWords = "inWords",
        /// The calendar.
        Calendar = "calendar",
    }
}

/// Year, month and day as far as they are told.
pub(super) fn parts(told: &str) -> [&str; 3] {
    let mut parts = told.split('-');
    [(); 3].map(|()| parts.next().unwrap_or_default())
}

/// The date as it is said, with the name of its month; none where the month has none.
pub(super) fn spoken(words: &Words, told: &str, calendar: Calendar) -> Option<String> {
    let [year, month, day] = parts(told);
    let place = month.parse::<usize>().ok()?.checked_sub(1)?;
    let name = words.months(calendar).get(place)?;
    let day = day.strip_prefix('0').unwrap_or(day);
    let day = if day == "1" { words.get(Word::FirstDay) } else { day };
    let mut said = String::new();
    for part in [day, name, year] {
        if !said.is_empty() && !part.is_empty() {
            said.push(' ');
        }
        said.push_str(part);
    }
    Some(said)
}

/// The date with its three parts put together again.
fn joined(parts: [&str; 3]) -> String {
    let last = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
    parts.get(..last).unwrap_or_default().join("-")
}

/// A month or a day has two digits.
fn two_digits(entered: &str) -> String {
    let short = entered.len() == 1 && entered.bytes().all(|byte| byte.is_ascii_digit());
    [if short { "0" } else { "" }, entered].concat()
}

/// Enters something in a field; whether anything is told then.
pub(super) fn enter(given: &mut DateGiven, field: Field, entered: &str, usual: Calendar) -> bool {
    let set = |told: &str, at: usize| {
        let [mut year, mut month, mut day] = parts(told);
        let padded = two_digits(entered);
        match at {
            0 => year = entered,
            1 => month = &padded,
            _ => day = &padded,
        }
        joined([year, month, day])
    };
    let to = given.to.as_deref().unwrap_or_default();
    match field {
        Field::Year => given.from = set(&given.from, 0).into(),
        Field::Month => given.from = set(&given.from, 1).into(),
        Field::Day => given.from = set(&given.from, 2).into(),
        Field::LastYear => given.to = some(set(to, 0)),
        Field::LastMonth => given.to = some(set(to, 1)),
        Field::LastDay => given.to = some(set(to, 2)),
        Field::InWords => given.words = some(entered.to_owned()),
        Field::Calendar => given.calendar = Calendar::of(entered).unwrap_or(usual),
    }
    !given.from.is_empty() || given.to.is_some() || given.words.is_some() || given.calendar != usual
}

fn some(text: String) -> Option<Box<str>> {
    (!text.is_empty()).then(|| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(entries: &[(Field, &str)]) -> (String, bool) {
        let mut given = DateGiven { calendar: Calendar::Gregorian, from: "".into(), to: None, words: None };
        let mut any = false;
        for (field, entered) in entries {
            any = enter(&mut given, *field, entered, Calendar::Gregorian);
        }
        let to = given.to.map(|to| [" ", &to].concat()).unwrap_or_default();
        (format!("{}{to}", given.from), any)
    }

    #[test]
    fn parts_are_put_together_in_any_order() {
        let day = (Field::Day, "3");
        let month = (Field::Month, "12");
        let year = (Field::Year, "2001");
        for order in [[day, month, year], [year, month, day], [month, day, year]] {
            assert_eq!(told(&order), ("2001-12-03".into(), true));
        }
        assert_eq!(told(&[year]), ("2001".into(), true));
        assert_eq!(told(&[month, year]), ("2001-12".into(), true));
        assert_eq!(told(&[day]), ("--03".into(), true));
        assert_eq!(told(&[month, day]), ("-12-03".into(), true));
    }

    #[test]
    fn what_is_emptied_again_is_not_told() {
        let all = [(Field::Day, "3"), (Field::Month, "12"), (Field::Day, ""), (Field::Month, "")];
        assert_eq!(told(&all), (String::new(), false));
        let range = [(Field::Year, "2001"), (Field::LastYear, "2003"), (Field::LastYear, "")];
        assert_eq!(told(&range), ("2001".into(), true));
    }
}
