//! From the text of a `cases.json` to its cases, with everything wrong with it.

use super::super::check::{LARGEST, encoding, findings};
use super::super::finding::{Finding, listed, quoted};
use super::{answers, expect};
use crate::compile::Form;
use crate::id::is_id;
use crate::json::{Entry, Json, Kind, Limits, Pointer, read};
use crate::session::Session;
use crate::value::{Date, Reason};
use alloc::sync::Arc;

const LIMITS: Limits = Limits { bytes: LARGEST, depth: 32, keys: 4000 };
/// The day of a case that names none.
const TODAY: &str = "2026-01-01";

const FILE: &[&str] = &["form", "version", "today", "cases"];
const CASE: &[&str] = &["id", "title", "why", "today", "answers", "rest", "expect"];

/// The cases of a form.
#[derive(Clone, Debug)]
pub struct Cases {
    /// In the order of the file.
    pub list: Vec<Case>,
}

/// An interview and what has to come of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its id.
    pub id: Box<str>,
    /// What it is about.
    pub title: Box<str>,
    /// Why it has to come out so, for those who learn from it.
    pub why: Option<Box<str>>,
    /// The day of the interview.
    pub today: Date,
    /// JSON pointer to it.
    pub pointer: Box<str>,
    /// Question to answer, as JSON.
    pub(super) answers: Vec<Entry>,
    /// What the rest of the questions get.
    pub rest: Rest,
    /// What has to come of it.
    pub(super) expect: Vec<Entry>,
}

/// What the questions get that a case does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    /// They stay open, and finishing closes them as not asked.
    Open,
    /// The first of these codes that they have.
    Codes(Vec<Box<str>>),
    /// This silence, or the nearest they allow.
    Silent(Reason),
}

impl Cases {
    /// Reads the cases of a form; without a form only their shape.
    ///
    /// # Errors
    /// Everything wrong with them.
    pub fn read(text: &[u8], form: Option<&Arc<Form>>) -> Result<Self, Vec<Finding>> {
        encoding(text)?;
        let json = read(text, LIMITS).map_err(|found| findings(&found))?;
        let mut reader = Reader { form, found: Vec::new(), pointer: Pointer::default() };
        let list = reader.file(&json);
        if reader.found.is_empty() { Ok(Self { list }) } else { Err(reader.found) }
    }
}

impl Cases {
    /// Everything wrong with cases, found without holding a whole interview; `None` for a form that has errors itself.
    pub fn check(text: &[u8], form: Option<&Arc<Form>>) -> Vec<Finding> {
        let mut found = Self::read(text, form).err().unwrap_or_default();
        if form.is_none() {
            let message = "these cases were not compared with their form, because the form has errors".into();
            found.push(Finding::error("not-compared", "", message, "correct the form first"));
        }
        found
    }
}

/// Walks the tree and collects what is wrong.
pub(super) struct Reader<'f> {
    pub(super) form: Option<&'f Arc<Form>>,
    pub(super) found: Vec<Finding>,
    pub(super) pointer: Pointer,
}

impl Reader<'_> {
    /// Tells something at the place where the reader stands.
    pub(super) fn tell(&mut self, code: &'static str, subject: &str, message: String, help: impl Into<String>) {
        self.found.push(Finding::error(code, self.pointer.as_str(), message, help).about(subject));
    }

    pub(super) fn at<T>(&mut self, key: &str, walk: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.enter(key);
        let result = walk(self);
        self.pointer.leave(length);
        result
    }

    pub(super) fn wrong_type(&mut self, wanted: &str) {
        self.tell("wrong-type", "", format!("this has to be {wanted}"), "change the value");
    }

    /// The members of an object.
    pub(super) fn object<'j>(&mut self, json: &'j Json) -> &'j [Entry] {
        if let Kind::Object(entries) = &json.kind {
            return entries;
        }
        self.wrong_type("an object");
        &[]
    }

    /// The members of a list of texts.
    pub(super) fn texts(&mut self, json: &Json) -> Vec<Box<str>> {
        let Kind::List(list) = &json.kind else {
            self.wrong_type("a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for (place, member) in list.iter().enumerate() {
            match member.text() {
                Some(text) => texts.push(text.into()),
                None => self.at(&place.to_string(), |reader| reader.wrong_type("a text")),
            }
        }
        texts
    }

    /// Tells the keys that are not known.
    fn known_keys(&mut self, json: &Json, known: &[&str]) {
        let Kind::Object(entries) = &json.kind else { return self.wrong_type("an object") };
        for Entry { key, .. } in entries {
            if !known.contains(&&**key) && !key.starts_with("x-") {
                let help =
                    format!("the keys are {}; one that begins with `x-` is ignored", listed(known.iter().copied()));
                let message = format!("the key {} is not known here", quoted(key));
                self.at(key, |reader| reader.tell("unknown-key", key, message, help));
            }
        }
    }

    fn required<'j>(&mut self, json: &'j Json, key: &str) -> Option<&'j Json> {
        let found = json.get(key);
        if found.is_none() && matches!(json.kind, Kind::Object(_)) {
            self.tell("missing-key", key, format!("the key `{key}` is missing here"), "add it");
        }
        found
    }

    /// A text that must be there; empty where it is not.
    fn text<'j>(&mut self, json: &'j Json, key: &str) -> &'j str {
        let Some(value) = self.required(json, key) else { return "" };
        let text = value.text().unwrap_or_default();
        if value.text().is_none() {
            self.at(key, |reader| reader.wrong_type("a text"));
        } else if text.trim().is_empty() {
            self.at(key, |reader| reader.tell("empty-text", "", "this text is empty".into(), "write it"));
        }
        text
    }

    fn date(&mut self, json: &Json, otherwise: Option<Date>) -> Option<Date> {
        let Some(value) = json.get("today") else { return otherwise };
        let date = value.text().and_then(Date::parse);
        if date.is_none() {
            let help = "write year, month and day, as in `2026-01-31`";
            self.at("today", |reader| reader.tell("wrong-type", "", "this has to be a day that exists".into(), help));
        }
        date
    }

    fn file(&mut self, json: &Json) -> Vec<Case> {
        self.known_keys(json, FILE);
        let (form, version) = (self.text(json, "form"), self.text(json, "version"));
        if let Some(known) = self.form {
            for (key, found, wanted) in [("form", form, &*known.id), ("version", version, &*known.version)] {
                if !found.is_empty() && found != wanted {
                    let message = format!("these cases belong to {}, the form is {}", quoted(found), quoted(wanted));
                    let help = format!("write `{wanted}`, or move the cases to their form");
                    self.at(key, |reader| reader.tell("other-form", found, message, help));
                }
            }
        }
        let today = self.date(json, Date::parse(TODAY));
        let Some(cases) = self.required(json, "cases") else { return Vec::new() };
        self.at("cases", |reader| {
            let Kind::List(list) = &cases.kind else {
                reader.wrong_type("a list");
                return Vec::new();
            };
            if list.is_empty() {
                let message = "there are no cases, so nothing would be tested".into();
                reader.tell("no-cases", "", message, "write at least one case");
            }
            let mut cases: Vec<Case> = Vec::new();
            for (place, json) in list.iter().enumerate() {
                let case = reader.at(&place.to_string(), |reader| reader.case(json, today));
                let Some(case) = case else { continue };
                if !case.id.is_empty() && cases.iter().any(|known| known.id == case.id) {
                    let message = format!("{} is the id of two cases", quoted(&case.id));
                    let pointer = format!("{}/{place}", reader.pointer.as_str());
                    let finding = Finding::error("duplicate-id", &pointer, message, "give each case an id of its own");
                    reader.found.push(finding.about(&case.id));
                }
                cases.push(case);
            }
            cases
        })
    }

    fn case(&mut self, json: &Json, today: Option<Date>) -> Option<Case> {
        self.known_keys(json, CASE);
        let id = self.text(json, "id");
        if !id.is_empty() && !is_id(id) {
            let help = "ids begin with a small letter and hold small letters, digits and `_`, at most 64";
            self.at("id", |reader| reader.tell("bad-name", id, format!("{} is not a name", quoted(id)), help));
        }
        let title = self.text(json, "title");
        let why = json.get("why").map(|_| self.text(json, "why").into());
        let today = self.date(json, today);
        let answers = match self.required(json, "answers") {
            Some(answers) => self.at("answers", |reader| reader.answers(answers, today)),
            None => Vec::new(),
        };
        let rest = match json.get("rest") {
            Some(rest) => self.at("rest", |reader| reader.rest(rest)),
            None => Rest::Open,
        };
        let expect = match self.required(json, "expect") {
            Some(expect) => self.at("expect", |reader| expect::read(reader, expect)),
            None => Vec::new(),
        };
        let pointer = self.pointer.as_str().into();
        Some(Case { id: id.into(), title: title.into(), why, today: today?, pointer, answers, rest, expect })
    }

    /// Every answer is given once, to an interview that is thrown away, so that the form itself says what is wrong.
    fn answers(&mut self, json: &Json, today: Option<Date>) -> Vec<Entry> {
        let answers = self.object(json).to_vec();
        let Some((form, today)) = self.form.zip(today) else { return answers };
        let mut session = Session::start(Arc::clone(form), today);
        for Entry { key, value } in &answers {
            if let Err(mut finding) = answers::give(&mut session, key, value) {
                finding.pointer = self.at(key, |reader| [reader.pointer.as_str(), &finding.pointer].concat());
                self.found.push(*finding);
            }
        }
        answers
    }

    fn rest(&mut self, json: &Json) -> Rest {
        match &json.kind {
            Kind::Null => Rest::Open,
            Kind::Text(word) => {
                let reason = Reason::of(word);
                if reason.is_none() {
                    let message = format!("{} is not a reason for having no answer", quoted(word));
                    let help = format!("the reasons are {}", listed(Reason::ALL.iter().map(|reason| reason.word())));
                    self.tell("unknown-reason", word, message, help);
                }
                reason.map_or(Rest::Open, Rest::Silent)
            }
            Kind::List(_) => {
                let codes = self.texts(json);
                for (place, code) in codes.iter().enumerate() {
                    let known = |form: &Arc<Form>| form.items.iter().any(|item| item.choice(code).is_some());
                    if !self.form.is_none_or(known) {
                        let message = format!("no question has a choice {}", quoted(code));
                        let help = "correct the code, or remove it";
                        self.at(&place.to_string(), |reader| reader.tell("unknown-choice", code, message, help));
                    }
                }
                Rest::Codes(codes)
            }
            _ => {
                self.wrong_type("a list of codes, a reason, or null");
                Rest::Open
            }
        }
    }
}
