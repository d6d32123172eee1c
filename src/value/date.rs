//! Days, calendars and dates that are only partly known (semantics 13 to 15).

words! {
    /// In which calendar a date was told.
    Calendar {
        /// The calendar of most papers.
        Gregorian = "gregorian",
        /// The calendar of Ethiopia and Eritrea: thirteen months, seven to eight years behind.
        Ethiopic = "ethiopic",
        /// Not known: either may be meant.
        Unknown = "unknown",
    }
}

/// A plain local day of the Gregorian calendar, `2026-10-12`; the host gives today's once and it is used ever after.
///
/// ```
/// use nrm_screening::value::Date;
/// assert_eq!(Date::parse("2024-02-29").unwrap().to_string(), "2024-02-29");
/// assert_eq!(Date::parse("2026-02-29"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// The days a date may be: from the first to the last.
pub type Span = (Date, Date);

/// Day number of the first day of the Ethiopic year 1, counted from 1 March of the year 0.
const ETHIOPIC_FIRST: i32 = 3101;

impl Date {
    /// The first day of all.
    pub(crate) const FIRST: Self = Self { year: 1, month: 1, day: 1 };

    /// Reads `YYYY-MM-DD`, a day that exists in the Gregorian calendar.
    pub fn parse(text: &str) -> Option<Self> {
        match span(text, Calendar::Gregorian)? {
            (from, to) if from == to && text.len() == 10 => Some(from),
            _ => None,
        }
    }

    /// The day that began so many days after the beginning of 1970.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn since_1970(days: u32) -> Option<Self> {
        Self::of_number(i32::try_from(days).ok()?.checked_add(719_468)?)
    }

    /// Whole years from this day to another: the greatest number of years that, added to this day, is not after the
    /// other; below zero where the other is earlier. Born on 29 February counts from 1 March in other years.
    pub fn years_until(self, other: Self) -> i32 {
        let years = i32::from(other.year) - i32::from(self.year);
        years - i32::from((other.month, other.day) < (self.month, self.day))
    }

    /// Days since 1 March of the year 0 (Howard Hinnant, `chrono`-Compatible Low-Level Date Algorithms).
    pub(crate) fn number(self) -> i32 {
        let (month, day) = (i32::from(self.month), i32::from(self.day));
        let year = i32::from(self.year) - i32::from(month < 3);
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * ((month + 9) % 12) + 2) / 5
            + day
            - 1
    }

    /// The day of that number, by stepping: a year, then a month.
    fn of_number(number: i32) -> Option<Self> {
        let mut year = u16::try_from(number / 366).ok()?;
        let first = |year, month| Self { year, month, day: 1 }.number();
        while first(year + 1, 1) <= number {
            year += 1;
        }
        let mut month = 1;
        while month < 12 && first(year, month + 1) <= number {
            month += 1;
        }
        let day = u8::try_from(number - first(year, month) + 1).ok()?;
        Some(Self { year, month, day })
    }

    fn gregorian(year: u16, month: u16, day: u16) -> Option<Self> {
        (1..=days_of_month(year, month)).contains(&day).then_some(())?;
        Some(Self { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }

    fn ethiopic(year: u16, month: u16, day: u16) -> Option<Self> {
        let days = match month {
            1..=12 => 30,
            13 if year % 4 == 3 => 6,
            13 => 5,
            _ => 0,
        };
        (1..=days).contains(&day).then_some(())?;
        let (year, month, day) = (i32::from(year), i32::from(month), i32::from(day));
        Self::of_number(ETHIOPIC_FIRST + 365 * (year - 1) + year / 4 + 30 * (month - 1) + day - 1)
    }
}

fn days_of_month(year: u16, month: u16) -> u16 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

impl core::fmt::Display for Date {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let parts = [(u32::from(self.year), 1000), (u32::from(self.month), 10), (u32::from(self.day), 10)];
        for (place, (number, highest)) in parts.into_iter().enumerate() {
            if place > 0 {
                out.write_str("-")?;
            }
            let mut unit = highest;
            while unit > 0 {
                let digit = char::from_digit(number / unit % 10, 10).unwrap_or('0');
                core::fmt::Write::write_char(out, digit)?;
                unit /= 10;
            }
        }
        Ok(())
    }
}

/// The days that `YYYY`, `YYYY-MM` or `YYYY-MM-DD` may be. In an unknown calendar: from the earliest to the latest day
/// of either reading; what exists in one calendar only is read in that one.
pub fn span(text: &str, calendar: Calendar) -> Option<Span> {
    let mut parts = text.split('-').map(|part| {
        let digits = matches!(part.len(), 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u16>().ok().filter(|_| digits).map(|number| (part.len(), number))
    });
    let mut next = |length: usize| match parts.next() {
        None => Some(None),
        Some(Some((found, number))) if found == length => Some(Some(number)),
        Some(_) => None,
    };
    let (year, month, day) = (next(4)??, next(2)?, next(2)?);
    if year == 0 || parts.next().is_some() {
        return None;
    }
    let both = |make: fn(u16, u16, u16) -> Option<Date>, last_month: u16, last_day: &dyn Fn(u16) -> u16| {
        let (first_month, last_month) = month.map_or((1, last_month), |month| (month, month));
        let (first_day, last_day) = day.map_or((1, last_day(last_month)), |day| (day, day));
        Some((make(year, first_month, first_day)?, make(year, last_month, last_day)?))
    };
    let gregorian = || both(Date::gregorian, 12, &|month| days_of_month(year, month));
    let ethiopic = || both(Date::ethiopic, 13, &|month| if month < 13 { 30 } else { 5 + u16::from(year % 4 == 3) });
    match calendar {
        Calendar::Gregorian => gregorian(),
        Calendar::Ethiopic => ethiopic(),
        Calendar::Unknown => match (gregorian(), ethiopic()) {
            (Some((from, to)), Some((other_from, other_to))) => Some((from.min(other_from), to.max(other_to))),
            (one, other) => one.or(other),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_dates() {
        for wrong in [
            "",
            "2026",
            "2026-01",
            "2026-1-1",
            "2026-13-01",
            "2026-04-31",
            "1900-02-29",
            "0000-01-01",
            "2026-01-01x",
            "2026-01-01-",
            "2026-00-01",
            "2026-01-00",
            "+026-01-01",
        ] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
        assert!(Date::parse("2000-02-29") < Date::parse("2000-03-01"));
    }

    #[test]
    fn every_day_has_its_number_and_back() {
        let mut day = Date { year: 1, month: 1, day: 1 }.number();
        let last = Date::parse("2400-12-31").unwrap().number();
        while day <= last {
            let date = Date::of_number(day).unwrap();
            assert_eq!(date.number(), day);
            assert_eq!(Date::parse(&date.to_string()), Some(date));
            day += 1;
        }
    }

    #[test]
    fn partial_dates_are_spans() {
        let shown = |text, calendar| span(text, calendar).map(|(from, to)| format!("{from} {to}"));
        let rows = [
            ("2001", Calendar::Gregorian, Some("2001-01-01 2001-12-31")),
            ("2004-02", Calendar::Gregorian, Some("2004-02-01 2004-02-29")),
            // 1 Meskerem 2000 was 12 September 2007; the year after a leap day begins a day later.
            ("2000", Calendar::Ethiopic, Some("2007-09-12 2008-09-10")),
            ("2000-01-01", Calendar::Ethiopic, Some("2007-09-12 2007-09-12")),
            ("1999-13", Calendar::Ethiopic, Some("2007-09-06 2007-09-11")),
            ("2000-13-05", Calendar::Ethiopic, Some("2008-09-10 2008-09-10")),
            ("2000-13-06", Calendar::Ethiopic, None),
            ("2000", Calendar::Unknown, Some("2000-01-01 2008-09-10")),
            ("2000-13", Calendar::Unknown, Some("2008-09-06 2008-09-10")),
            ("2000-01-31", Calendar::Unknown, Some("2000-01-31 2000-01-31")),
            ("2000-14", Calendar::Unknown, None),
        ];
        for (text, calendar, expected) in rows {
            assert_eq!(shown(text, calendar).as_deref(), expected, "{text} {}", calendar.word());
        }
    }

    #[test]
    fn whole_years_are_counted_to_the_day() {
        let rows = [
            ("2000-02-29", "2018-02-28", 17),
            ("2000-02-29", "2018-03-01", 18),
            ("2000-02-29", "2020-02-29", 20),
            ("2000-05-05", "2000-05-05", 0),
            ("2000-05-05", "2000-05-04", -1),
            ("2000-05-05", "1999-05-05", -1),
            ("2000-05-05", "1999-05-04", -2),
        ];
        for (from, to, years) in rows {
            assert_eq!(Date::parse(from).unwrap().years_until(Date::parse(to).unwrap()), years, "{from} {to}");
        }
    }
}
