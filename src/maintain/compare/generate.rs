//! Made-up interviews: the same for the same seed.
//!
//! What they answer leans to where rules turn: golden cases with a few answers changed, and numbers and days at and beside
//! those that the form names.

use crate::evaluation::{Entry, ItemState, RowEntry, evaluate, is_offered};
use crate::expression::{Atom, Day, Number, Read};
use crate::form::{Form, Item};
use crate::number::Ratio;
use crate::session::{Session, takes};
use crate::value::{Answer, Consent, Date, ItemType};
use alloc::sync::Arc;
use fastrand::Rng;

/// Most rows that a list is given.
const ROWS: usize = 3;

/// Makes interviews of a form.
pub(super) struct Maker<'f> {
    form: &'f Arc<Form>,
    today: Date,
    numbers: Vec<String>,
    days: Vec<String>,
}

/// How one interview goes.
struct Manner {
    /// Out of 100 questions, so many get a silence,
    silent: u8,
    /// so many stay open,
    open: u8,
    /// and so many the choice that most others get.
    same: u8,
    /// That choice, from the last.
    choice: usize,
}

impl<'f> Maker<'f> {
    pub(super) fn new(form: &'f Arc<Form>, today: Date) -> Self {
        let mut numbers: Vec<String> = ["0", "1"].map(String::from).into();
        for bound in form.items.iter().flat_map(|item| [item.min, item.max]).flatten() {
            around(bound, &mut numbers);
        }
        let mut days: Vec<String> = [0, 17, 18, 40].map(|years| years_before(today, years)).into();
        form.reads(&mut |read| {
            let sides: (&[Number], &[Day]) = match read {
                Read::Atom(Atom::Numbers(_, sides)) => (&**sides, &[]),
                Read::Atom(Atom::Days(_, sides)) => (&[], &**sides),
                _ => (&[], &[]),
            };
            for side in sides.0 {
                if let Number::Literal(number) = side {
                    around(*number, &mut numbers);
                }
            }
            for side in sides.1 {
                if let Day::Literal(day) = side {
                    days.push(day.to_string());
                }
            }
        });
        for list in [&mut numbers, &mut days] {
            list.sort();
            list.dedup();
        }
        Self { form, today, numbers, days }
    }

    /// An interview from nothing, finished.
    pub(super) fn fresh(&self, random: &mut Rng) -> Session {
        self.on(vec![Entry::default(); self.form.items.len()], random)
    }

    /// An interview like another, with a few answers changed, finished.
    pub(super) fn like(&self, other: &Session, random: &mut Rng) -> Session {
        let mut entries = other.entries().to_vec();
        for entry in &mut entries {
            entry.closed = None;
        }
        let questions: Vec<u16> = self.places(Item::stands_alone);
        let manner = Manner { silent: 15, open: 0, same: 0, choice: 0 };
        let state = evaluate(self.form, &entries, self.today);
        for _ in 0..random.usize(1..=3) {
            if let Some(place) = random.choice(&questions)
                && let Some(slot) = entries.get_mut(usize::from(*place))
                && let Some(item) = self.form.item(*place)
            {
                let offered = |choice| is_offered(self.form, &state, self.today, (*place, None), choice);
                *slot = self.given(item, *place, &manner, &offered, random);
            }
        }
        self.on(entries, random)
    }

    fn places(&self, wanted: impl Fn(&Item) -> bool) -> Vec<u16> {
        (0..).zip(&self.form.items).filter(|(_, item)| wanted(item)).map(|(place, _)| place).collect()
    }

    /// Answers what is asked, round after round, and finishes.
    fn on(&self, mut entries: Vec<Entry>, random: &mut Rng) -> Session {
        let manner = Manner {
            silent: random.choice([0, 5, 30, 80]).unwrap_or(0),
            open: random.choice([0, 0, 10, 50]).unwrap_or(0),
            same: random.choice([0, 50, 90]).unwrap_or(0),
            choice: random.usize(0..3),
        };
        let mut left = vec![false; entries.len()];
        // Each round settles at least one item for good.
        for _ in 0..=entries.len() {
            let state = evaluate(self.form, &entries, self.today);
            let mut any = false;
            for ((place, item), (slot, left)) in
                (0..).zip(&self.form.items).zip(entries.iter_mut().zip(left.iter_mut()))
            {
                let asked = item.stands_alone() && state.item(place) == ItemState::Open;
                if !asked || *left {
                    continue;
                }
                let offered = |choice| is_offered(self.form, &state, self.today, (place, None), choice);
                let entry = self.given(item, place, &manner, &offered, random);
                *left = random.u8(0..100) < manner.open || entry == Entry::default();
                if !*left {
                    *slot = entry;
                    any = true;
                }
            }
            if !any {
                break;
            }
        }
        let mut session = Session::of(Arc::clone(self.form), self.today, entries);
        session.finish();
        session
    }

    /// What a question gets.
    fn given(
        &self,
        item: &Item,
        place: u16,
        manner: &Manner,
        offered: &dyn Fn(u16) -> bool,
        random: &mut Rng,
    ) -> Entry {
        let silence = random.choice(&item.reasons).copied().filter(|_| random.u8(0..100) < manner.silent);
        let answer = match silence {
            Some(reason) => Some(Answer::Missing(reason)),
            None => self.answer(item, manner, offered, random),
        };
        let rows = if item.kind == ItemType::Repeat { self.rows(item, place, manner, random) } else { Vec::new() };
        let entry = Entry { answer, rows, ..Entry::default() };
        if takes(item, &entry) { entry } else { Entry::default() }
    }

    fn answer(&self, item: &Item, manner: &Manner, offered: &dyn Fn(u16) -> bool, random: &mut Rng) -> Option<Answer> {
        let choices: Vec<u16> =
            (0..).zip(&item.choices).map(|(place, _)| place).filter(|place| offered(*place)).collect();
        Some(match item.kind {
            ItemType::Consent if random.u8(0..100) < 70 => Answer::Choice(item.choice(Consent::Given.word())?),
            ItemType::Single | ItemType::Consent => {
                let usual = choices.iter().rev().nth(manner.choice % choices.len().max(1)).copied();
                let other = random.choice(&choices).copied();
                Answer::Choice(usual.filter(|_| random.u8(0..100) < manner.same).or(other)?)
            }
            ItemType::Multiple => {
                let alone = |place: &u16| item.choices.get(usize::from(*place)).is_some_and(|choice| choice.exclusive);
                let (one, several): (Vec<u16>, Vec<u16>) = choices.iter().copied().partition(alone);
                let ticked: Vec<u16> = several.into_iter().filter(|_| random.u8(0..3) == 0).collect();
                Answer::Choices(if ticked.is_empty() { [*random.choice(&one)?].into() } else { ticked.into() })
            }
            ItemType::Integer | ItemType::Decimal => Answer::number(self.number(item, random)?),
            ItemType::Date => Answer::day(random.choice(&self.days)?),
            ItemType::Time => Answer::time("06:30"),
            ItemType::Text => Answer::Text("…".into()),
            ItemType::Repeat => Answer::Choice(u16::from(random.u8(0..100) < 80)),
            _ => return None,
        })
    }

    /// One within the bounds of the question, or now and then any.
    fn number(&self, item: &Item, random: &mut Rng) -> Option<&String> {
        let within = |text: &&String| {
            let number = Ratio::parse(text);
            let least = item.min.is_none_or(|least| number.is_some_and(|number| number >= least));
            least && item.max.is_none_or(|most| number.is_some_and(|number| number <= most))
        };
        let near: Vec<&String> = self.numbers.iter().filter(within).collect();
        let one = random.choice(near).filter(|_| random.u8(0..100) < 95);
        one.or_else(|| random.choice(&self.numbers))
    }

    fn rows(&self, item: &Item, repeat: u16, manner: &Manner, random: &mut Rng) -> Vec<RowEntry> {
        let length = self.form.repeat(repeat).map_or(0, |repeat| repeat.length);
        let most = ROWS.min(usize::try_from(item.most).unwrap_or(ROWS));
        let row = |number: usize, random: &mut Rng| {
            let entry = |place: u16, random: &mut Rng| match self.form.item(place) {
                Some(item) if item.is_question() => self.given(item, place, manner, &|_| true, random),
                _ => Entry::default(),
            };
            let entries = (repeat + 1..=repeat + length).map(|place| entry(place, random)).collect();
            RowEntry { id: format!("r{number}").into(), entries }
        };
        (1..=random.usize(0..=most)).map(|number| row(number, random)).collect()
    }
}

/// A number and those beside it.
fn around(number: Ratio, numbers: &mut Vec<String>) {
    for near in [number.minus(Ratio::ONE), number, number.plus(Ratio::ONE)] {
        numbers.push(near.to_string());
    }
}

/// The day so many years before.
fn years_before(day: Date, years: u16) -> String {
    let text = day.to_string();
    let (year, rest) = text.split_once('-').unwrap_or((&text, "01-01"));
    let rest = if rest == "02-29" { "02-28" } else { rest };
    format!("{:04}-{rest}", year.parse::<u16>().unwrap_or(2000).saturating_sub(years).max(1))
}
