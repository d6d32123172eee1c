//! What is written otherwise in two versions of a form: item by item, key by key, each with what it does to stored
//! responses and to results.
//!
//! Invariant: where it is not clear what a change does, the graver of the readings holds. Running both versions can make
//! it graver, never lighter.

use super::things::{Kind, Thing, things};
use crate::expression::is_same;
use crate::form::Form;
use crate::json::{Json, Kind as Value};
use crate::number::Ratio;
use crate::value::words;
use alloc::collections::BTreeSet;

words! {
    /// What a change does, from least to most.
    Level {
        /// Wording, order on the page, sources: no answer and no result is another.
        Text = "text",
        /// What was answered stays an answer, and comes to the same.
        Compatible = "compatible",
        /// The same answers may come to another result.
        Scores = "scores",
        /// What was answered may be no answer any more, or an answer to something else.
        Breaks = "breaks",
    }
}

words! {
    /// What happened to something.
    Event {
        /// Only the new version has it.
        Added = "added",
        /// Only the old one has it.
        Removed = "removed",
        /// It is written otherwise.
        Changed = "changed",
        /// It stands elsewhere.
        Moved = "moved",
    }
}

/// Something that is written otherwise.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    /// Its name, as expressions have it.
    pub(super) name: String,
    /// The key, where it is one of a thing that both versions have.
    pub(super) key: String,
    pub(super) event: Event,
    pub(super) level: Level,
    /// How it is written, where that is short.
    pub(super) values: (Option<String>, Option<String>),
}

impl Level {
    /// What it is called.
    pub fn means(self) -> &'static str {
        match self {
            Self::Text => "text only",
            Self::Compatible => "compatible",
            Self::Scores => "changes scores",
            Self::Breaks => "breaks stored responses",
        }
    }
}

impl Change {
    /// Something that running both versions showed.
    pub(super) fn found(name: &str, key: &str, level: Level) -> Self {
        change(name, key, Event::Changed, level)
    }

    /// A language.
    pub(super) fn came_or_went(name: &str, event: Event) -> Self {
        change(name, "", event, Level::Text)
    }
}

/// Keys that hold conditions or numbers: spaces in them mean nothing.
const EXPRESSIONS: [&str; 5] = ["relevant", "constraint", "value", "when", "childPath"];

/// Everything that is written otherwise, in the order of the new version; what was removed stands first.
pub(super) fn changes(old: (&Json, &Form), new: (&Json, &Form)) -> Vec<Change> {
    let (before, after) = (things(old.0), things(new.0));
    let find = |list: &[Thing<'_>], name: &str| list.iter().position(|thing| thing.name == name);
    let mut found = Vec::new();
    // A question comes and goes with its choices.
    let whole =
        |list: &[Thing<'_>], thing: &Thing<'_>| thing.kind != Kind::Choice || find(list, &thing.parent).is_some();
    for thing in before.iter().filter(|thing| find(&after, &thing.name).is_none() && whole(&after, thing)) {
        found.push(change(&thing.name, "", Event::Removed, gone(thing)));
    }
    for thing in &after {
        let Some(was) = find(&before, &thing.name).and_then(|place| before.get(place)) else {
            if whole(&before, thing) {
                found.push(change(&thing.name, "", Event::Added, come(thing)));
            }
            continue;
        };
        if was.parent != thing.parent {
            let values = (Some(was.parent.clone()), Some(thing.parent.clone()));
            let level = if was.repeat == thing.repeat { Level::Compatible } else { Level::Breaks };
            found.push(Change { values, ..change(&thing.name, "", Event::Moved, level) });
        }
        keys(was, thing, &mut found);
        if let Kind::Item = thing.kind {
            reasons(&thing.name, old.1, new.1, &mut found);
        }
    }
    for (kind, name, level) in [
        (Kind::Item, "items", Level::Compatible),
        (Kind::Row, "rows", Level::Scores),
        (Kind::Choice, "choices", Level::Text),
    ] {
        let ids = |list: &[Thing<'_>], other: &[Thing<'_>]| -> Vec<String> {
            let both = |thing: &&Thing<'_>| thing.kind == kind && find(other, &thing.name).is_some();
            list.iter().filter(both).map(|thing| thing.name.clone()).collect()
        };
        if ids(&before, &after) != ids(&after, &before) {
            found.push(change(name, "", Event::Moved, level));
        }
    }
    found
}

/// The names of rules that were changed, came or went.
pub(super) fn rules(changes: &[Change]) -> BTreeSet<String> {
    let counts = |change: &&Change| change.level >= Level::Scores || change.event != Event::Changed;
    // A choice belongs to its question.
    let rule = |change: &Change| match change.name.split_once('.') {
        Some(("scores" | "indicators" | "dimensions" | "alerts" | "rows" | "variants", _)) | None => {
            change.name.clone()
        }
        Some((item, _)) => item.to_owned(),
    };
    changes.iter().filter(counts).map(rule).collect()
}

fn change(name: &str, key: &str, event: Event, level: Level) -> Change {
    Change { name: name.into(), key: key.into(), event, level, values: (None, None) }
}

/// What it does that something is no longer there.
fn gone(thing: &Thing<'_>) -> Level {
    match thing.kind {
        Kind::Item if !thing.is_question() => Level::Compatible,
        Kind::Item | Kind::Choice => Level::Breaks,
        Kind::Form | Kind::Statement => Level::Text,
        _ => Level::Scores,
    }
}

/// What it does that something is there now.
fn come(thing: &Thing<'_>) -> Level {
    match thing.kind {
        // What was not offered reads as not chosen, among several.
        Kind::Choice if thing.several => Level::Breaks,
        Kind::Item | Kind::Choice => Level::Compatible,
        Kind::Form | Kind::Statement => Level::Text,
        _ => Level::Scores,
    }
}

fn keys(old: &Thing<'_>, new: &Thing<'_>, found: &mut Vec<Change>) {
    let all: BTreeSet<&str> = old.keys.keys().chain(new.keys.keys()).copied().collect();
    for key in all {
        let (was, is) = (old.keys.get(key).copied(), new.keys.get(key).copied());
        if equal(key, was, is) {
            continue;
        }
        let level = match new.kind {
            Kind::Item => of_item(key, was, is),
            Kind::Choice => of_choice(key, is),
            Kind::Indicator | Kind::Alert | Kind::Dimension => match key {
                "text" | "source" | "title" => Level::Text,
                "services" => Level::Compatible,
                _ => Level::Scores,
            },
            Kind::Score if key == "internal" => Level::Compatible,
            Kind::Score | Kind::Variant => Level::Scores,
            Kind::Row | Kind::Statement => match key {
                "text" | "note" => Level::Text,
                "actions" if was.zip(is).is_some_and(|(was, is)| other_words(was, is)) => Level::Text,
                "actions" | "mayStop" => Level::Compatible,
                _ => Level::Scores,
            },
            Kind::Form => match key {
                "title" | "sources" | "terms" | "sourceLanguage" | "variant" => Level::Text,
                "services" => Level::Compatible,
                _ => Level::Scores,
            },
        };
        // Keys of the form are named by themselves.
        let (name, key) = if new.kind == Kind::Form { (key, "") } else { (&*new.name, key) };
        let values = (was.and_then(shown), is.and_then(shown));
        found.push(Change { values, ..change(name, key, Event::Changed, level) });
    }
}

fn of_item(key: &str, was: Option<&Json>, is: Option<&Json>) -> Level {
    let number = |json: Option<&Json>| match json.map(|json| &json.kind) {
        Some(Value::Number(text)) => Ratio::parse(text),
        _ => None,
    };
    let takes_less = match key {
        "min" => is.is_some() && number(was).zip(number(is)).is_none_or(|(was, is)| is > was),
        "max" | "maxLength" | "atMost" => is.is_some() && number(was).zip(number(is)).is_none_or(|(was, is)| is < was),
        "earliest" | "latest" | "constraint" => is.is_some(),
        "partial" => is.is_none_or(|is| is.kind != Value::Bool(true)),
        "calendars" | "type" | "recipient" | "scope" | "of" => true,
        "by" | "relevant" | "whenMissing" | "value" => return Level::Scores,
        "required" | "essential" | "closing" | "services" => return Level::Compatible,
        _ => return Level::Text,
    };
    if takes_less { Level::Breaks } else { Level::Compatible }
}

fn of_choice(key: &str, is: Option<&Json>) -> Level {
    match key {
        "text" => Level::Text,
        "specify" if is.is_some_and(|is| is.kind == Value::Bool(true)) => Level::Compatible,
        "specify" | "exclusive" => Level::Breaks,
        _ => Level::Scores,
    }
}

/// Silences that a question no longer allows, or allows now; those that are usual where none are named count too.
fn reasons(name: &str, old: &Form, new: &Form, found: &mut Vec<Change>) {
    let of = |form: &Form| form.find(name).and_then(|place| form.item(place).map(|item| item.reasons.clone()));
    let (Some(was), Some(is)) = (of(old), of(new)) else { return };
    let lost = was.iter().any(|reason| !is.contains(reason));
    if lost || is.iter().any(|reason| !was.contains(reason)) {
        let level = if lost { Level::Breaks } else { Level::Compatible };
        let words = |list: &[crate::value::Reason]| {
            Some(list.iter().map(|reason| reason.word()).collect::<Vec<_>>().join(", "))
        };
        let values = (words(&was), words(&is));
        found.push(Change { values, ..change(name, "reasons", Event::Changed, level) });
    }
}

fn equal(key: &str, one: Option<&Json>, other: Option<&Json>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => match (one.text(), other.text()) {
            (Some(one), Some(other)) if EXPRESSIONS.contains(&key) => is_same(one, other),
            _ => same(one, other),
        },
        (None, None) => true,
        // What is left out is the same as what is said to be so.
        (Some(only), None) | (None, Some(only)) => match key {
            "required" | "essential" | "closing" | "partial" | "exclusive" | "specify" | "internal" | "mayStop"
            | "verified" => only.kind == Value::Bool(false),
            "urgency" => only.text() == Some("routine"),
            "round" => only.text() == Some("none"),
            "of" => only.text() == Some("person"),
            _ => false,
        },
    }
}

/// Whether two values mean the same: the order of keys and how a number is written mean nothing.
fn same(one: &Json, other: &Json) -> bool {
    match (&one.kind, &other.kind) {
        (Value::Number(one), Value::Number(other)) => match (Ratio::parse(one), Ratio::parse(other)) {
            (Some(one), Some(other)) => one == other,
            _ => one == other,
        },
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(members), Value::Object(others)) => {
            let read = |key: &str| !key.starts_with("x-");
            let count = |list: &[crate::json::Entry]| list.iter().filter(|member| read(&member.key)).count();
            count(members) == count(others)
                && members
                    .iter()
                    .filter(|member| read(&member.key))
                    .all(|member| other.get(&member.key).is_some_and(|other| same(&member.value, other)))
        }
        (one, other) => one == other,
    }
}

/// Whether recommendations differ in their words only.
fn other_words(was: &Json, is: &Json) -> bool {
    let (Value::List(was), Value::List(is)) = (&was.kind, &is.kind) else { return false };
    let beside = |one: &Json, key: &str| one.get(key).cloned();
    let alike = |was: &Json, is: &Json, key: &str| match (beside(was, key), beside(is, key)) {
        (Some(was), Some(is)) => same(&was, &is),
        (None, None) => true,
        _ => false,
    };
    was.len() == is.len() && was.iter().zip(is).all(|(was, is)| alike(was, is, "urgency") && alike(was, is, "services"))
}

/// A short value as it is written.
fn shown(json: &Json) -> Option<String> {
    match &json.kind {
        Value::Text(text) | Value::Number(text) => Some((**text).to_owned()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
