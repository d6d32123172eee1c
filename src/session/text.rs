//! An interview as text, from which the same one is rebuilt: for the engine beside the element, which makes what is
//! handed over, and for nothing that is kept.
//!
//! Invariant: what is read again is the same interview to the last mark, or nothing. Places stand for names in it, so it
//! fits one version of a form and of the engine; an answer that the form would not take is not read.

use super::{Session, check};
use crate::codec::{END, Plain, Tokens, plain_enums, plain_structs, read, write};
use crate::evaluation::{Closed, Entry, Mark, RowEntry};
use crate::form::{Form, Item};
use crate::value::{Answer, Conclusion, Date, DateGiven};
use alloc::sync::Arc;

/// How the text of a session begins.
const HEAD: &str = concat!("nrm1 session ", env!("CARGO_PKG_VERSION"));

/// The form that a session belongs to: id, version, digest.
type Owner = [Box<str>; 3];

fn owner(form: &Form) -> Owner {
    [form.id.clone(), form.version.clone(), form.digest.clone()]
}

/// What a session is made of besides its form, and what follows from both.
pub(crate) struct Before {
    pub(crate) today: Date,
    pub(crate) finished: bool,
    pub(crate) rows_added: u32,
    pub(crate) fired: Vec<u16>,
    pub(crate) shown: Vec<Box<str>>,
    pub(crate) conclusion: Option<Conclusion>,
    pub(crate) reason: Box<str>,
    pub(crate) entries: Vec<Entry>,
}

/// All of it, as it is written.
struct Kept {
    owner: Owner,
    today: Date,
    finished: bool,
    rows_added: u32,
    fired: Vec<u16>,
    shown: Vec<Box<str>>,
    conclusion: Option<Conclusion>,
    reason: Entered,
    entries: Vec<Entry>,
}

impl Session {
    /// The interview as text: [`from_text`](Self::from_text) reads it again.
    pub fn to_text(&self) -> String {
        let Self { form, today, finished, rows_added, .. } = self;
        let kept = Kept {
            owner: owner(form),
            today: *today,
            finished: *finished,
            rows_added: *rows_added,
            fired: self.fired.clone(),
            shown: self.shown.clone(),
            conclusion: self.concluded.conclusion,
            reason: Entered(self.concluded.reason.clone()),
            entries: self.entries.clone(),
        };
        write(HEAD, &kept)
    }

    /// Goes on with an interview that this version of the engine has written, of the same form; none of anything else.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use nrm_screening::{FormDefinition, Session, compile, value::Date};
    /// let form = FormDefinition::read(include_bytes!("../../tests/fixtures/example.form.json")).unwrap();
    /// let form = Arc::new(compile(&form).unwrap());
    /// let mut session = Session::start(form.clone(), Date::parse("2026-11-02").unwrap());
    /// session.give("age_group", "adult").unwrap();
    /// let again = Session::from_text(form.clone(), &session.to_text()).unwrap();
    /// assert_eq!(again.state(), session.state());
    /// assert!(Session::from_text(form, "{}").is_none());
    /// ```
    pub fn from_text(form: Arc<Form>, text: &str) -> Option<Self> {
        let kept: Kept = read(HEAD, text)?;
        let known = |alert: &u16| usize::from(*alert) < form.alerts.len();
        if kept.owner != owner(&form) || kept.entries.len() != form.items.len() || !kept.fired.iter().all(known) {
            return None;
        }
        for (place, (item, entry)) in (0..).zip(form.items.iter().zip(&kept.entries)) {
            let length = form.repeat(place).map(|repeat| usize::from(repeat.length));
            let of_row = |row: &RowEntry| Some(row.entries.len()) == length;
            // What is asked in rows stands in them; its own place is empty.
            let given = if item.repeat.is_none() { takes(item, entry) } else { *entry == Entry::default() };
            if !given || !entry.rows.iter().all(of_row) {
                return None;
            }
            let inside = |(at, entry): (u16, &Entry)| {
                form.item(at).is_some_and(|item| takes(item, entry)) && entry.rows.is_empty()
            };
            if !entry.rows.iter().all(|row| (place + 1..).zip(&row.entries).all(inside)) {
                return None;
            }
        }
        let Kept { today, finished, rows_added, fired, shown, conclusion, reason: Entered(reason), entries, .. } = kept;
        Self::again(form, Before { today, finished, rows_added, fired, shown, conclusion, reason, entries })
    }

    /// The interview that was so before; none where no reason may be as long.
    pub(crate) fn again(form: Arc<Form>, before: Before) -> Option<Self> {
        let Before { today, finished, rows_added, fired, shown, conclusion, reason, entries } = before;
        let mut session = Self { fired, rows_added, shown, ..Self::of(form, today, entries) };
        session.explain(&reason).ok()?;
        conclusion.map_or(Ok(()), |conclusion| session.conclude(conclusion)).ok()?;
        Some(Self { finished, ..session })
    }
}

/// Whether an item may have been given this.
pub(crate) fn takes(item: &Item, entry: &Entry) -> bool {
    if *entry == Entry::default() {
        return true;
    }
    let answer = entry.answer.as_ref();
    let kept = answer.is_none_or(|answer| check::answer(item, answer.clone()).as_ref() == Ok(answer));
    let told = entry.other.as_ref().is_none_or(|words| check::words(item, answer, words).is_ok());
    item.is_question() && kept && told
}

/// A text as it was entered: anything, even what ends a token.
struct Entered(Box<str>);

impl Plain for Entered {
    fn write(&self, out: &mut String) {
        let pieces: Vec<Box<str>> = self.0.split(END).map(Box::from).collect();
        pieces.write(out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        let pieces: Vec<Box<str>> = Vec::read(from);
        Self(pieces.join(&*END.to_string()).into())
    }
}

fn write_entered(text: &str, out: &mut String) {
    Entered(text.into()).write(out);
}

fn read_entered(from: &mut Tokens<'_>) -> Box<str> {
    Entered::read(from).0
}

fn write_perhaps(text: Option<&str>, out: &mut String) {
    text.map(|text| Entered(text.into())).write(out);
}

fn read_perhaps(from: &mut Tokens<'_>) -> Option<Box<str>> {
    Option::read(from).map(|Entered(text)| text)
}

/// By kind; what a text reads as is not written, but read again.
impl Plain for Answer {
    fn write(&self, out: &mut String) {
        let kind: u16 = match self {
            Self::Choice(_) => 0,
            Self::Choices(_) => 1,
            Self::Number(..) => 2,
            Self::Text(_) => 3,
            Self::Date(..) => 4,
            Self::Time(..) => 5,
            Self::Missing(_) => 6,
        };
        kind.write(out);
        match self {
            Self::Choice(choice) => choice.write(out),
            Self::Choices(choices) => choices.to_vec().write(out),
            Self::Number(entered, _) | Self::Text(entered) | Self::Time(entered, _) => write_entered(entered, out),
            Self::Date(given, _) => {
                given.calendar.write(out);
                write_entered(&given.from, out);
                write_perhaps(given.to.as_deref(), out);
                write_perhaps(given.words.as_deref(), out);
            }
            Self::Missing(reason) => reason.write(out),
        }
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        match u16::read(from) {
            0 => Self::Choice(Plain::read(from)),
            1 => Self::Choices(Vec::read(from).into()),
            2 => Self::number(&read_entered(from)),
            3 => Self::Text(read_entered(from)),
            4 => Self::date(DateGiven {
                calendar: Plain::read(from),
                from: read_entered(from),
                to: read_perhaps(from),
                words: read_perhaps(from),
            }),
            5 => Self::time(&read_entered(from)),
            6 => Self::Missing(Plain::read(from)),
            _ => {
                from.fail();
                Self::read(from)
            }
        }
    }
}

impl Plain for Entry {
    fn write(&self, out: &mut String) {
        self.answer.write(out);
        write_perhaps(self.other.as_deref(), out);
        self.mark.write(out);
        self.closed.write(out);
        self.rows.write(out);
    }
    fn read(from: &mut Tokens<'_>) -> Self {
        Self {
            answer: Plain::read(from),
            other: read_perhaps(from),
            mark: Plain::read(from),
            closed: Plain::read(from),
            rows: Plain::read(from),
        }
    }
}

plain_structs! {
    Kept { owner, today, finished, rows_added, fired, shown, conclusion, reason, entries }
    RowEntry { id, entries }
}

plain_enums! {
    Mark { 0 = Restored {}, 1 = Unconfirmed {} }
    Closed { 0 = Open {}, 1 = Undecided {} }
}
