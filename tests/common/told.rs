//! An interview told in short: answers of every kind as text, and how things stand as text.

use super::Interview;
use nrm_screening::evaluation::{Calculated, Entry, Figure, ItemState, MORE, Total, Violation};
use nrm_screening::form::Item;
use nrm_screening::session::{Place, Refused};
use nrm_screening::value::{Answer, Calendar, DateGiven, ItemType, Reason, Truth};

/// The answer to an item: the code of a choice, several codes `a,b`, a number or a time as entered, a text, a date
/// (`1993`, `1993-05`, `1993..1995`, `ethiopic:1993`, `unknown:1993`), a silence `?declined`.
#[track_caller]
pub fn answer(item: &Item, told: &str) -> Answer {
    if let Some(reason) = told.strip_prefix('?') {
        return Answer::Missing(Reason::of(reason).expect("a reason"));
    }
    let choice = |code: &str| item.choice(code).unwrap_or_else(|| panic!("{} has no choice {code}", item.id));
    match item.kind {
        ItemType::Multiple => {
            let mut ticked: Vec<u16> = told.split(',').map(choice).collect();
            ticked.sort_unstable();
            Answer::Choices(ticked.into())
        }
        ItemType::Integer | ItemType::Decimal => Answer::number(told),
        ItemType::Time => Answer::time(told),
        ItemType::Text => Answer::Text(told.into()),
        ItemType::Date => {
            let (calendar, days) = told.split_once(':').unwrap_or(("gregorian", told));
            let (from, to) = days.split_once("..").map_or((days, None), |(from, to)| (from, Some(to.into())));
            let calendar = Calendar::of(calendar).expect("a calendar");
            Answer::date(DateGiven { calendar, from: from.into(), to, words: None })
        }
        ItemType::Repeat => Answer::Choice(u16::from(told == MORE[1])),
        _ => Answer::Choice(choice(told)),
    }
}

fn bounds(least: &impl ToString, most: &impl ToString) -> String {
    [least.to_string(), most.to_string()].join("..")
}

fn figure(figure: Figure) -> String {
    match (figure, figure.value()) {
        (Figure::Absent, _) => "absent".into(),
        (Figure::Unknown, _) => "unknown".into(),
        (_, Some(value)) => value.to_string(),
        (Figure::Between(least, most), None) => bounds(&least, &most),
    }
}

impl Interview {
    /// Gives one answer, see [`answer`]; `~` before it: the host gives it. `-` clears, `!` confirms, `=words` says what
    /// "other" is. `("kids", "+")` adds a row, `("kids[0].age", "5")` answers in it, `("kids[0]", "-")` removes it.
    pub fn tell(&mut self, path: &str, told: &str) -> Result<(), Refused> {
        let (place, is_row) = self.place(path).ok_or(Refused::UnknownItem)?;
        let form = self.session.form().clone();
        let item = &form.items[usize::from(place.item)];
        let done = match (told, told.strip_prefix('~'), told.strip_prefix('=')) {
            ("+", ..) => self.session.add_row(place.item),
            ("-", ..) if is_row => self.session.remove_row(place.item, place.row.expect("a row")),
            ("-", ..) => self.session.clear(place),
            ("!", ..) => self.session.confirm(place),
            (_, Some(given), _) => self.session.prefill(place, answer(item, given)),
            (_, _, Some(words)) => self.session.specify(place, words),
            _ => self.session.answer(place, answer(item, told)),
        };
        done.map(drop)
    }

    /// The place of `item`, `repeat[row].item` or `repeat[row]`; whether it is a row itself.
    fn place(&self, path: &str) -> Option<(Place, bool)> {
        let form = self.session.form();
        let Some((repeat, rest)) = path.split_once('[') else { return Some((form.find(path)?.into(), false)) };
        let (row, item) = rest.split_once(']')?;
        let item = form.find(item.strip_prefix('.').unwrap_or(repeat))?;
        Some(((item, row.parse().ok()?).into(), rest.ends_with(']')))
    }

    /// What was given at a place.
    #[track_caller]
    pub fn entry(&self, path: &str) -> &Entry {
        self.session.entry(self.place(path).expect("a place").0).expect("an entry")
    }

    /// How a place stands: `open`, `answered`, `missing notAsked`, `invalid most` …
    #[track_caller]
    pub fn stands(&self, path: &str) -> String {
        let place = self.place(path).expect("a place").0;
        let form = self.session.form();
        let state = match (place.row, form.items[usize::from(place.item)].repeat) {
            (Some(row), Some(repeat)) => match self.session.state().rows_of(repeat).get(usize::from(row)) {
                Some(row) => row.items[usize::from(place.item - repeat - 1)],
                None => return "not read".into(),
            },
            _ => self.session.state().item(place.item),
        };
        match state {
            ItemState::Irrelevant => "irrelevant".into(),
            ItemState::Undecided => "undecided".into(),
            ItemState::Shown => "shown".into(),
            ItemState::Open => "open".into(),
            ItemState::Answered => "answered".into(),
            ItemState::Missing(reason) => ["missing", reason.word()].join(" "),
            ItemState::Invalid(violation) => {
                let why = match violation {
                    Violation::Kind => "kind",
                    Violation::Least => "least",
                    Violation::Most => "most",
                    Violation::Constraint => "constraint",
                };
                ["invalid", why].join(" ")
            }
        }
    }

    /// Whether the condition of the first row holds.
    pub fn holds(&self) -> Truth {
        self.session.state().rows[0]
    }

    /// A calculation or `scores.x`: `absent`, `unknown`, `5.5`, or the range `1..4` in which it lies.
    #[track_caller]
    pub fn number(&self, id: &str) -> String {
        let (form, state) = (self.session.form(), self.session.state());
        if let Some(id) = id.strip_prefix("scores.") {
            let place = form.scores.iter().position(|score| *score.id == *id).expect("a score");
            return match state.scores[place].value {
                Total::Absent => "absent".into(),
                Total::Known(total) => total.to_string(),
                Total::Unknown(Some((least, most))) => bounds(&least, &most),
                Total::Unknown(None) => "unknown".into(),
            };
        }
        match state.calculated(form, form.find(id).expect("an item")) {
            Some(Calculated::Number(number)) => figure(number),
            Some(Calculated::Condition(truth)) => truth.word().into(),
            None => panic!("{id} is no calculation"),
        }
    }

    /// The same interview, finished.
    pub fn ended(mut self) -> Self {
        self.session.finish();
        self
    }
}
