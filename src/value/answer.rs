//! What is given for an item.

use super::{Calendar, Reason, Span, span};
use crate::number::Ratio;

/// What was given for an item: a value, or the reason of a silence.
///
/// What was entered as text is kept as it was entered, also where it cannot be read: it is then invalid, shown, and
/// read by nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The choice at this place among the item's choices.
    Choice(u16),
    /// The choices at these places, ascending; at least one.
    Choices(Box<[u16]>),
    /// A number as entered, and its value.
    Number(Box<str>, Option<Ratio>),
    /// A text.
    Text(Box<str>),
    /// A date as told, and the days it may be.
    Date(Box<DateGiven>, Option<Span>),
    /// A time of day as entered, and its minutes since midnight.
    Time(Box<str>, Option<u16>),
    /// No answer, and why.
    Missing(Reason),
}

/// A date as it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateGiven {
    /// In which calendar.
    pub calendar: Calendar,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; with `to`, the earliest.
    pub from: Box<str>,
    /// The latest, where the worker gives it "about".
    pub to: Option<Box<str>>,
    /// The words of the person.
    pub words: Option<Box<str>>,
}

impl Answer {
    /// A number as it was entered: a plain decimal, or invalid.
    ///
    /// ```
    /// use nrm_screening::{number::Ratio, value::Answer};
    /// assert_eq!(Answer::number("12"), Answer::Number("12".into(), Some(Ratio::whole(12))));
    /// assert_eq!(Answer::number("a dozen"), Answer::Number("a dozen".into(), None));
    /// ```
    pub fn number(entered: &str) -> Self {
        Self::Number(entered.into(), Ratio::parse(entered))
    }

    /// A time of day as it was entered: `HH:MM`, or invalid.
    pub fn time(entered: &str) -> Self {
        let part = |text: &str, most: u16| {
            let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u16>().ok().filter(|number| digits && *number < most)
        };
        let minutes =
            entered.split_once(':').and_then(|(hours, minutes)| Some(part(hours, 24)? * 60 + part(minutes, 60)?));
        Self::Time(entered.into(), minutes)
    }

    /// A date as it was told.
    pub fn date(given: DateGiven) -> Self {
        let from = span(&given.from, given.calendar);
        let days = match &given.to {
            None => from,
            Some(to) => match (from, span(to, given.calendar)) {
                (Some((from, _)), Some((_, to))) if from <= to => Some((from, to)),
                _ => None,
            },
        };
        Self::Date(Box::new(given), days)
    }

    /// A date of the Gregorian calendar: a day, a month or a year.
    pub fn day(from: &str) -> Self {
        Self::date(DateGiven { calendar: Calendar::Gregorian, from: from.into(), to: None, words: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        for (entered, minutes) in [
            ("00:00", Some(0)),
            ("23:59", Some(1439)),
            ("24:00", None),
            ("7:30", None),
            ("07:60", None),
            ("+7:30", None),
            ("", None),
        ] {
            assert_eq!(Answer::time(entered), Answer::Time(entered.into(), minutes), "{entered}");
        }
    }

    #[test]
    fn a_date_from_and_to_is_all_between() {
        let about = |from: &str, to: &str| {
            let given =
                DateGiven { calendar: Calendar::Gregorian, from: from.into(), to: Some(to.into()), words: None };
            match Answer::date(given) {
                Answer::Date(_, Some((from, to))) => format!("{from} {to}"),
                _ => "invalid".into(),
            }
        };
        assert_eq!(about("2000", "2002-05"), "2000-01-01 2002-05-31");
        assert_eq!(about("2002", "2000"), "invalid");
        assert_eq!(about("2000", "soon"), "invalid");
    }
}
