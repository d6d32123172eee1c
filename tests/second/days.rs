//! Days of both calendars, as numbers of one count, and what a written date can mean.

use icu_calendar::cal::{Ethiopian, EthiopianEraStyle, Gregorian};
use icu_calendar::types::RataDie;
use icu_calendar::{Date, Iso};
use serde_json::Value;

/// A day, counted from one same day.
pub type Day = i64;

/// The first and the last day it can be.
pub type Days = (Day, Day);

fn day(calendar: &str, year: i32, month: u8, day: u8) -> Option<Day> {
    let count = match calendar {
        "gregorian" => Date::<Gregorian>::try_new_gregorian(year, month, day).ok()?.to_rata_die(),
        "ethiopic" => {
            Date::<Ethiopian>::try_new_ethiopian(EthiopianEraStyle::AmeteMihret, year, month, day).ok()?.to_rata_die()
        }
        other => panic!("no such calendar: {other}"),
    };
    Some(count.to_i64_date())
}

/// Year, month, day of the Gregorian calendar.
fn parts(day: Day) -> (i32, u8, u8) {
    let date = Date::from_rata_die(RataDie::new(day), Iso);
    (date.year().extended_year(), date.month().number(), date.day_of_month().0)
}

/// The day as `2026-11-02`.
pub fn written(day: Day) -> String {
    let (year, month, day) = parts(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// What a year, a month or a day of one calendar spans; the other value is how much was said (1, 2 or 3 parts).
fn span(calendar: &str, text: &str) -> Option<(Days, usize)> {
    let pieces: Vec<&str> = text.split('-').collect();
    let lengths = [4, 2, 2];
    if pieces.len() > 3 || pieces.iter().zip(lengths).any(|(piece, length)| piece.len() != length) {
        return None;
    }
    let numbers: Vec<i32> = pieces
        .iter()
        .map(|piece| piece.parse().ok().filter(|_| piece.bytes().all(|byte| byte.is_ascii_digit())))
        .collect::<Option<_>>()?;
    let year = *numbers.first().filter(|year| **year > 0)?;
    let part = |place: usize| numbers.get(place).map(|number| u8::try_from(*number).unwrap());
    // Every day of the calendar that agrees with what was said, looked for one by one.
    let all = (1..=13_u8)
        .filter(|month| part(1).is_none_or(|said| said == *month))
        .flat_map(|month| (1..=31_u8).map(move |day| (month, day)))
        .filter(|(_, day)| part(2).is_none_or(|said| said == *day))
        .filter_map(|(month, date)| day(calendar, year, month, date));
    let days: Vec<Day> = all.collect();
    Some(((*days.iter().min()?, *days.iter().max()?), pieces.len()))
}

/// A day of the Gregorian calendar.
pub fn plain(text: &str) -> Option<Day> {
    span("gregorian", text).filter(|(_, parts)| *parts == 3).map(|((day, _), _)| day)
}

/// The days an answer can mean; nothing if it is no date this item takes.
pub fn read(answer: &Value, calendars: &[String], partial: bool) -> Option<Days> {
    let (calendar, from, to) = match answer {
        Value::String(text) => ("gregorian", text.as_str(), text.as_str()),
        other => {
            let from = other.get("from")?.as_str()?;
            let to = other.get("to").and_then(Value::as_str).unwrap_or(from);
            (other.get("calendar").and_then(Value::as_str).unwrap_or("gregorian"), from, to)
        }
    };
    // It may be told without a calendar where it may be told in more than one.
    let known =
        if calendar == "unknown" { calendars.len() > 1 } else { calendars.iter().any(|known| known == calendar) };
    if !known {
        return None;
    }
    let readings: &[&str] = if calendar == "unknown" { &["gregorian", "ethiopic"] } else { &[calendar] };
    let mut found: Option<Days> = None;
    for reading in readings {
        let (Some((from, first)), Some((to, last))) = (span(reading, from), span(reading, to)) else { continue };
        if from.0 > to.1 || (!partial && (first < 3 || last < 3)) {
            continue;
        }
        let (low, high) = found.unwrap_or((from.0, to.1));
        found = Some((low.min(from.0), high.max(to.1)));
    }
    found.filter(|(low, high)| partial || low == high || calendar == "unknown")
}

/// The greatest number of years that, added to the first day, do not pass the second.
pub fn years_between(from: Day, to: Day) -> i64 {
    let ((year, month, date), (last, ..)) = (parts(from), parts(to));
    let anniversary = |years: i32| {
        let same = day("gregorian", year + years, month, date);
        // Only the 29th of February can be missing; it counts from the 1st of March.
        same.unwrap_or_else(|| day("gregorian", year + years, 3, 1).expect("a day of every year"))
    };
    let most = last - year + 1;
    (0..=2).map(|less| most - less).find(|years| anniversary(*years) <= to).expect("one of them").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_counted_to_the_day() {
        let rows = [
            ("2000-02-29", "2018-02-28", 17),
            ("2000-02-29", "2018-03-01", 18),
            ("2000-02-29", "2020-02-29", 20),
            ("2000-05-14", "2018-05-13", 17),
            ("2000-05-14", "2018-05-14", 18),
            ("2000-05-14", "2000-05-14", 0),
            ("2000-05-14", "2000-05-13", -1),
            ("2000-05-14", "1999-05-14", -1),
            ("2000-05-14", "1999-05-13", -2),
        ];
        for (from, to, years) in rows {
            assert_eq!(years_between(plain(from).unwrap(), plain(to).unwrap()), years, "{from} {to}");
        }
    }

    #[test]
    fn a_year_of_the_other_calendar_is_another_year() {
        let both = ["gregorian".to_owned(), "ethiopic".to_owned()];
        let read = |json: serde_json::Value| read(&json, &both, true).map(|(from, to)| (written(from), written(to)));
        let expected = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        let rows = [
            (serde_json::json!("2000"), expected("2000-01-01", "2000-12-31")),
            (serde_json::json!("2000-02"), expected("2000-02-01", "2000-02-29")),
            (serde_json::json!({ "calendar": "ethiopic", "from": "2000" }), expected("2007-09-12", "2008-09-10")),
            (serde_json::json!({ "calendar": "unknown", "from": "2000" }), expected("2000-01-01", "2008-09-10")),
            (serde_json::json!({ "calendar": "unknown", "from": "2000-13-01" }), expected("2008-09-06", "2008-09-06")),
            (serde_json::json!({ "calendar": "unknown", "from": "2000-01-31" }), expected("2000-01-31", "2000-01-31")),
            (serde_json::json!("2001-02-29"), None),
            (serde_json::json!({ "calendar": "ethiopic", "from": "2003-13-06" }), expected("2011-09-11", "2011-09-11")),
            (serde_json::json!({ "calendar": "ethiopic", "from": "2000-13-06" }), None),
        ];
        for (answer, days) in rows {
            assert_eq!(read(answer.clone()), days, "{answer}");
        }
    }
}
