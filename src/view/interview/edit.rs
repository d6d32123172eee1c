//! Answers: what a press or a field makes of them.

use super::{Interview, focus};
use crate::evaluation::MORE;
use crate::form::Item;
use crate::session::Place;
use crate::value::{Answer, ItemType, Reason};
use crate::view::Panel;
use crate::view::act::{Act, Effects, Event};
use crate::view::asked::{Standing, in_row};
use crate::view::conclusion::REASON;
use crate::view::date::{Field, enter};
use crate::view::field::OTHER;
use crate::view::services::{SERVICE, called};
use crate::view::{pen, question};

/// What is done to one question.
enum Edit {
    Answer(Answer),
    Specify(String),
    Clear,
    Confirm,
}

impl Interview {
    /// Does an edit at a place.
    fn edit_at(&mut self, key: &str, edit: Edit) -> Effects {
        let Some(place) = self.place(key) else { return Effects::none() };
        let session = &mut self.session;
        let edited = match edit {
            Edit::Answer(answer) => session.answer(place, answer),
            Edit::Specify(words) => session.specify(place, &words),
            Edit::Clear => session.clear(place),
            Edit::Confirm => session.confirm(place),
        };
        if edited.is_ok() { changed(key) } else { Effects::none() }
    }

    fn item_at(&self, key: &str) -> Option<&Item> {
        self.form().item(self.place(key)?.item)
    }

    /// Takes a choice.
    pub(super) fn take(&mut self, key: &str, code: &str) -> Effects {
        let more = || (0..).zip(MORE).find(|(_, known)| *known == code).map(|(place, _)| place);
        let choice = self.item_at(key).and_then(|item| match item.kind {
            ItemType::Repeat => more(),
            _ => item.choice(code),
        });
        let Some(choice) = choice else { return Effects::none() };
        self.edit_at(key, Edit::Answer(Answer::Choice(choice)))
    }

    /// Ticks one of several, or takes the tick away. What stands alone takes the others away; without any, the question
    /// is open again.
    pub(super) fn tick(&mut self, key: &str, code: &str) -> Effects {
        let Some(asked) = self.place(key).and_then(|place| self.asked(place)) else { return Effects::none() };
        let Some(choice) = asked.item.choice(code) else { return Effects::none() };
        let alone = |choice: u16| asked.item.choices.get(usize::from(choice)).is_some_and(|choice| choice.exclusive);
        let held = (0..).zip(&asked.item.choices).map(|(place, _)| place).filter(|place| asked.holds(*place));
        let ticked: Vec<u16> = if asked.holds(choice) {
            held.filter(|place| *place != choice).collect()
        } else if alone(choice) {
            vec![choice]
        } else {
            // In their order: the new one stands before the first that is greater.
            let mut ticked: Vec<_> = held.filter(|place| !alone(*place)).collect();
            let at = ticked.iter().position(|place| *place > choice).unwrap_or(ticked.len());
            ticked.insert(at, choice);
            ticked
        };
        let edit = if ticked.is_empty() { Edit::Clear } else { Edit::Answer(Answer::Choices(ticked.into())) };
        self.edit_at(key, edit)
    }

    /// Closes a question without an answer.
    pub(super) fn silence(&mut self, key: &str, reason: &str) -> Effects {
        let Some(reason) = Reason::of(reason) else { return Effects::none() };
        self.edit_at(key, Edit::Answer(Answer::Missing(reason)))
    }

    /// Writes into a field: `field=text`; the only field of a question has no name, and `service=id` takes the name of
    /// a service. An empty field tells nothing.
    pub(super) fn write(&mut self, key: &str, written: &str) -> Effects {
        let Some((field, text)) = written.split_once('=') else { return Effects::none() };
        if key == REASON {
            self.session.explain(text.trim()).ok();
            return Effects::none();
        }
        let Some(kind) = self.item_at(key).map(|item| item.kind) else { return Effects::none() };
        let text = text.trim();
        if field == OTHER {
            return self.edit_at(key, Edit::Specify(text.to_owned()));
        }
        let answer = match kind {
            _ if text.is_empty() && kind != ItemType::Date => None,
            ItemType::Integer | ItemType::Decimal => Some(Answer::number(&plain(text))),
            ItemType::Time => Some(Answer::time(&plain(text))),
            ItemType::Text if field == SERVICE => match called(&self.services, self.language(), text) {
                Some(name) => Some(Answer::Text(name.into())),
                None => return Effects::none(),
            },
            ItemType::Text => Some(Answer::Text(text.into())),
            ItemType::Date => match Field::of(field) {
                Some(field) => self.dated(key, field, text),
                None => return Effects::none(),
            },
            _ => return Effects::none(),
        };
        self.edit_at(key, answer.map_or(Edit::Clear, Edit::Answer))
    }

    /// The date with one more field; none where nothing is told at all.
    fn dated(&self, key: &str, field: Field, text: &str) -> Option<Answer> {
        let asked = self.asked(self.place(key)?)?;
        let text = if field == Field::InWords { text.to_owned() } else { plain(text) };
        let mut given = asked.told();
        enter(&mut given, field, &text, asked.calendar()).then(|| Answer::date(given))
    }

    /// Lets a date be told from an earliest to a latest day, or no longer.
    pub(super) fn about(&mut self, key: &str) -> Effects {
        let Some(asked) = self.place(key).and_then(|place| self.asked(place)) else { return Effects::none() };
        let mut given = asked.told();
        if given.to.is_none() && !self.is_open(Panel::About, key) {
            self.open.push((Panel::About, key.into()));
            return Effects::none();
        }
        self.fold(&mut |panel, which| panel == Panel::About && *which == *key);
        if given.to.take().is_none() {
            return Effects::none();
        }
        self.edit_at(key, Edit::Answer(Answer::date(given)))
    }

    /// Adds a row and opens it; the focus goes to its first question.
    pub(super) fn add(&mut self, key: &str) -> Effects {
        let Some(Place { item: repeat, row: None }) = self.place(key) else { return Effects::none() };
        if self.session.add_row(repeat).is_err() {
            return Effects::none();
        }
        let row = self.rows(repeat).saturating_sub(1);
        let id = self.session.entry(repeat).and_then(|entry| entry.rows.last()).map(|row| row.id.clone());
        let Some(id) = id else { return Effects::none() };
        self.open.push((Panel::Row, in_row(key, &id).into()));
        let first = self.asked_in(repeat, row).first().map(|asked| question::heading(&asked.key));
        Effects { focus: first, ..changed(key) }
    }

    /// Takes a row away; the focus goes to the one in its place, else to the button that adds one.
    pub(super) fn remove(&mut self, key: &str, row: &str) -> Effects {
        let Some(Place { item: repeat, row: None }) = self.place(key) else { return Effects::none() };
        let rows = self.session.entry(repeat).map_or(&[][..], |entry| &entry.rows);
        let Some(place) = (0..).zip(rows).find(|(_, known)| *known.id == *row).map(|(place, _)| place) else {
            return Effects::none();
        };
        if self.session.remove_row(repeat, place).is_err() {
            return Effects::none();
        }
        let which = in_row(key, row);
        self.fold(&mut |_, open| *open == *which);
        let next = self.session.entry(repeat).and_then(|entry| entry.rows.get(usize::from(place)));
        let next = match next {
            Some(next) => pen::id(Panel::Row.word(), &in_row(key, &next.id), ""),
            None => pen::id(Act::Add.word(), key, ""),
        };
        Effects { focus: Some(next), ..changed(key) }
    }

    /// Keeps what came back, or what the host gave, or takes it away.
    pub(super) fn again(&mut self, key: &str, keep: bool) -> Effects {
        let edited = self.edit_at(key, if keep { Edit::Confirm } else { Edit::Clear });
        if edited.events.is_empty() {
            return edited;
        }
        // The button that was pressed is gone: the focus goes where it stood.
        Effects { focus: self.control_of(key), ..edited }
    }

    /// Goes to a question of this page; that of a row is unfolded.
    pub(super) fn visit(&mut self, key: &str) -> Effects {
        if key == REASON {
            return focus(Some(pen::id(Act::Write.word(), REASON, "")));
        }
        let Some(place) = self.place(key) else { return Effects::none() };
        let repeat = self.form().item(place.item).and_then(|item| item.repeat);
        if let (Some(repeat), Some((_, row))) =
            (repeat.and_then(|repeat| self.form().item(repeat)), key.split_once('@'))
        {
            let which = in_row(&repeat.id, row);
            if !self.is_open(Panel::Row, &which) {
                self.open.push((Panel::Row, which.into()));
            }
        }
        focus(self.control_of(key))
    }

    /// The control of a question that holds its answer, or its first.
    fn control_of(&self, key: &str) -> Option<String> {
        let asked = self.asked(self.place(key)?)?;
        if let Standing::Again(_) = asked.standing {
            return Some(pen::id(Act::Keep.word(), key, ""));
        }
        let taken = (0..).zip(&asked.item.choices).find(|(place, _)| asked.holds(*place));
        let code = taken.map(|(_, choice)| choice).or(asked.item.choices.first()).map_or("", |choice| &choice.code);
        Some(match asked.item.kind {
            ItemType::Multiple => pen::id(Act::Tick.word(), key, code),
            ItemType::Single | ItemType::Consent => pen::id(Act::Answer.word(), key, code),
            ItemType::Repeat => pen::id(Act::Add.word(), key, ""),
            ItemType::Date => pen::id(Act::Write.word(), key, Field::Day.word()),
            _ => pen::id(Act::Write.word(), key, ""),
        })
    }
}

/// What was written with the digits and the sign of a fraction that a number has.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        out.push(match character {
            '٠'..='٩' => of_digit(character, '٠'),
            '۰'..='۹' => of_digit(character, '۰'),
            ',' | '٫' => '.',
            '\u{2212}' => '-',
            other => other,
        });
    }
    out
}

fn of_digit(character: char, zero: char) -> char {
    char::from_digit(u32::from(character) - u32::from(zero), 10).unwrap_or(character)
}

fn changed(key: &str) -> Effects {
    let item = key.split('@').next().unwrap_or_default().to_owned();
    Effects { events: vec![Event::Change { item }], ..Effects::none() }
}
