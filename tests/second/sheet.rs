//! The state of every item, and what is read from it.

use super::answer::{codes, plain, value};
use super::days::{Day, Days, years_between};
use super::form::{Form, Question, text};
use super::hits::hit;
use super::scores::Total;
use super::syntax::Expr;
use super::values::{Number, Quantity, Truth, decimal};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Irrelevant,
    Undecided,
    Open,
    Answered,
    Missing(String),
    Invalid,
}

/// What a condition reads from an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    Absent,
    Unknown,
    Code(String),
    Codes(Vec<String>),
    Number(Number),
    Days(Days),
    /// Answered, with something nothing can be asked about.
    Words,
}

/// Where an expression stands: in the row of a list, in the body of a quantifier; as it reads or as it was earned.
#[derive(Clone, Debug, Default)]
pub struct Place {
    pub row: Option<(String, String)>,
    pub variable: Option<(String, String, String)>,
    pub earned: bool,
    /// The only item a constraint may read, as if its value were good.
    pub constrained: Option<String>,
}

/// Answers to a form.
#[derive(Clone, Debug)]
pub struct Given {
    /// Item to answer, as cases and responses have them.
    pub answers: Value,
    /// Items whose answer came back or was given by the host, and was not seen yet.
    pub marked: BTreeSet<String>,
    pub today: Day,
    pub finished: bool,
}

/// A form with its answers; everything else is derived when asked for.
pub struct Sheet<'a> {
    pub form: &'a Form,
    pub given: &'a Given,
    /// What finishing has closed so far.
    pub closed: BTreeSet<String>,
    /// What finishing may bring back without anyone having seen it again.
    pub unseen: BTreeSet<String>,
    /// The states once finishing is over; true if a silence may still read as a choice.
    pub frozen: Option<BTreeMap<String, (State, bool)>>,
    pub states: RefCell<BTreeMap<String, State>>,
    pub cells: RefCell<BTreeMap<(String, bool), Truth>>,
    pub amounts: RefCell<BTreeMap<(String, bool), Quantity>>,
    pub totals: RefCell<BTreeMap<String, Total>>,
}

impl<'a> Sheet<'a> {
    pub fn new(form: &'a Form, given: &'a Given) -> Self {
        Self {
            form,
            given,
            closed: BTreeSet::new(),
            unseen: BTreeSet::new(),
            frozen: None,
            states: RefCell::default(),
            cells: RefCell::default(),
            amounts: RefCell::default(),
            totals: RefCell::default(),
        }
    }

    /// The ids of the rows of a list.
    pub fn rows(&self, repeat: &str) -> Vec<String> {
        let rows = &self.given.answers[repeat]["rows"];
        rows.as_array().map_or(Vec::new(), |rows| rows.iter().map(super::form::id).collect())
    }

    /// Every item with its row, as `item` or `list.row.item`.
    pub fn keys(&self) -> Vec<String> {
        let mut found = Vec::new();
        for question in &self.form.questions {
            match &question.repeat {
                None => found.push(question.id.clone()),
                Some(repeat) => {
                    found.extend(self.rows(repeat).iter().map(|row| format!("{repeat}.{row}.{}", question.id)));
                }
            }
        }
        found
    }

    /// Whether an item stands outside lists, or in one that is or was asked: the rows of others are read by nothing.
    pub fn is_asked(&self, key: &str) -> bool {
        let Some((repeat, _)) = key.split_once('.') else { return true };
        !matches!(self.state(repeat), (State::Irrelevant | State::Undecided, _) | (_, false))
    }

    pub fn question(&self, key: &str) -> (&'a Question, Place) {
        let parts: Vec<&str> = key.split('.').collect();
        match parts[..] {
            [repeat, row, item] => {
                let place = Place { row: Some((repeat.to_owned(), row.to_owned())), ..Place::default() };
                (self.form.question(item), place)
            }
            _ => (self.form.question(key), Place::default()),
        }
    }

    /// What is stored for an item.
    pub fn stored(&self, key: &str) -> Option<&'a Value> {
        let parts: Vec<&str> = key.split('.').collect();
        let answers = &self.given.answers;
        match parts[..] {
            [repeat, row, item] => {
                let rows = answers.get(repeat)?.get("rows")?.as_array()?;
                rows.iter().find(|known| text(known, "id") == Some(row))?.get("answers")?.get(item)
            }
            _ if self.form.question(key).kind == "repeat" => answers.get(key)?.get("more"),
            _ => answers.get(key),
        }
    }

    /// Whether an item applies: what it stands in, its own condition, and consent to talk.
    fn relevance(&self, key: &str) -> Truth {
        let (question, place) = self.question(key);
        // In a row, what the list itself waits for too.
        let mut truth = question.repeat.as_ref().map_or(Truth::True, |repeat| self.relevance(repeat));
        for around in &question.around {
            truth = truth.and(self.condition(around, true, &Place::default()));
        }
        if let Some(own) = &question.relevant {
            truth = truth.and(self.condition(own, true, &place));
        }
        if question.waits && !matches!(self.talk(), Some("given" | "not_required" | "withdrawn")) {
            hit("consent: a person's item waits");
            truth = truth.and(Truth::Unknown);
        }
        truth
    }

    /// What became of the consent of the person to talk, if that is known.
    pub fn talk(&self) -> Option<&'static str> {
        let talk = self.form.talk.as_ref()?;
        match self.reading(talk, false) {
            Reading::Code(code) => {
                ["given", "refused", "asked", "withdrawn", "not_required"].into_iter().find(|known| *known == code)
            }
            _ => None,
        }
    }

    /// The state of an item, and whether a silence of it may read as its choice.
    pub fn state(&self, key: &str) -> (State, bool) {
        if let Some(frozen) = self.frozen.as_ref().and_then(|frozen| frozen.get(key)) {
            return frozen.clone();
        }
        if let Some(known) = self.states.borrow().get(key) {
            return (known.clone(), true);
        }
        let state = self.derive(key);
        self.states.borrow_mut().insert(key.to_owned(), state.clone());
        (state, true)
    }

    fn derive(&self, key: &str) -> State {
        let (question, _) = self.question(key);
        match self.relevance(key) {
            Truth::False => return State::Irrelevant,
            Truth::Unknown => return State::Undecided,
            Truth::True => {}
        }
        if self.closed.contains(key) {
            return State::Missing("notAsked".to_owned());
        }
        let found = match self.stored(key) {
            Some(_) if self.given.marked.contains(key) || self.unseen.contains(key) => State::Open,
            Some(stored) => self.judge(key, question, stored),
            None => State::Open,
        };
        if found == State::Open && question.waits && self.talk() == Some("withdrawn") {
            hit("consent: withdrawn closes an open item");
            return State::Missing("declined".to_owned());
        }
        found
    }

    /// What a stored answer makes of an item that applies.
    fn judge(&self, key: &str, question: &Question, stored: &Value) -> State {
        if let Some(reason) = text(stored, "missing") {
            // A consent that is declined is a consent refused.
            let refused = question.kind == "consent" && reason == "declined";
            return if refused { State::Answered } else { State::Missing(reason.to_owned()) };
        }
        let place = self.question(key).1;
        let codes = codes(stored);
        match question.kind.as_str() {
            "single" | "multiple" | "consent" => {
                if codes.is_empty() || codes.iter().any(|code| !self.is_offered(question, code, &place)) {
                    hit("choice: an answer that is not offered, or none");
                    return State::Open;
                }
            }
            "text" if stored.as_str().is_some_and(|words| words.trim().is_empty()) => return State::Open,
            // Another is to come, and the question is asked again.
            "repeat" if stored == "yes" => return State::Open,
            _ => {
                if value(question, stored).is_none_or(|value| self.out_of_bounds(question, &value)) {
                    hit(format!("invalid {}", question.kind));
                    return State::Invalid;
                }
            }
        }
        if let Some(constraint) = &question.constraint {
            let place = Place { constrained: Some(key.to_owned()), ..place };
            if self.condition(constraint, false, &place) == Truth::True {
                hit("invalid by a constraint");
                return State::Invalid;
            }
        }
        State::Answered
    }

    pub fn is_offered(&self, question: &Question, code: &str, place: &Place) -> bool {
        let choice = question.choice(code).unwrap_or_else(|| panic!("{} has no {code}", question.id));
        let offered = super::form::condition(choice, "relevant");
        offered.is_none_or(|when: Expr| self.condition(&when, true, place) == Truth::True)
    }

    fn out_of_bounds(&self, question: &Question, value: &Reading) -> bool {
        let bound = |key: &str| question.json.get(key);
        match value {
            Reading::Number(number) => {
                let number_of = |key| bound(key).map(|bound| decimal(&plain(bound)).expect("a bound"));
                number_of("min").is_some_and(|min| *number < min) || number_of("max").is_some_and(|max| *number > max)
            }
            // An interval breaks a bound only if all of it does.
            Reading::Days((from, to)) => {
                let day = |key| bound(key).map(|bound| self.day(bound.as_str().expect("a day")));
                day("earliest").is_some_and(|min| *to < min) || day("latest").is_some_and(|max| *from > max)
            }
            _ => false,
        }
    }

    pub fn day(&self, written: &str) -> Day {
        if written == "today" { self.given.today } else { super::days::plain(written).expect("a day") }
    }

    /// What is read from an item; earned, only what an answer says.
    pub fn reading(&self, key: &str, earned: bool) -> Reading {
        let (question, _) = self.question(key);
        if self.birth_is_open(key) {
            hit("age: the group waits for the birth");
            return Reading::Unknown;
        }
        let fallback = || match question.text("whenMissing") {
            Some(code) if !earned => {
                hit("whenMissing read");
                Reading::Code(code.to_owned())
            }
            _ => Reading::Unknown,
        };
        match self.state(key) {
            (State::Irrelevant, _) => {
                if earned {
                    Reading::Unknown
                } else {
                    Reading::Absent
                }
            }
            (State::Answered, _) if self.contradicts_birth(key) => {
                hit("age: the birth contradicts the group");
                fallback()
            }
            (State::Answered, _) => self.value(key),
            (State::Missing(_), true) => fallback(),
            _ => Reading::Unknown,
        }
    }

    /// The value of the answer that is stored.
    pub fn value(&self, key: &str) -> Reading {
        let stored = self.stored(key).expect("an answer");
        value(self.question(key).0, stored).expect("an answer that can be read")
    }

    /// Whether this is the age group and the birth is not closed yet.
    pub fn birth_is_open(&self, key: &str) -> bool {
        let Some(age) = self.form.age().filter(|age| text(age, "group") == Some(key)) else { return false };
        let birth = self.state(text(age, "birth").expect("a birth")).0;
        self.state(key).0 != State::Irrelevant && matches!(birth, State::Open | State::Undecided | State::Invalid)
    }

    /// Whether this is the age group and no day of the birth agrees with it.
    pub fn contradicts_birth(&self, key: &str) -> bool {
        let Some(age) = self.form.age().filter(|age| text(age, "group") == Some(key)) else { return false };
        let birth = text(age, "birth").expect("a birth");
        if self.state(birth).0 != State::Answered {
            return false;
        }
        let (Reading::Days((from, to)), Reading::Code(said)) = (self.value(birth), self.value(key)) else {
            return false;
        };
        let is_adult = |day: Day| years_between(day, self.given.today) >= 18;
        // The later the birth the younger the person, so the two ends tell.
        (text(age, "child") == Some(&said) && is_adult(to)) || (text(age, "adult") == Some(&said) && !is_adult(from))
    }
}
