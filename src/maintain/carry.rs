//! Everything wrong with what one form hands to the next: its shape, and whether both forms have what it names.
//!
//! What is carried over proposes answers about a person. So each proposal has one origin, codes that exist on both sides,
//! and an agreement only ever comes from an agreement to the same thing.

use super::check::{encoding, findings};
use super::finding::{Finding, listed, quoted};
use crate::compile::{Form, Item};
use crate::definition::{Carried, CarryOver, Id, Map};
use crate::value::{By, ItemType, Scope};

/// Id and version of a form.
pub type Name = (String, String);

/// The two forms that a text names, by id and version; none where its shape is wrong.
pub fn forms_of(text: &[u8]) -> Option<(Name, Name)> {
    let carry = CarryOver::read(text).ok()?;
    let name = |form: &crate::definition::FormVersion| ((*form.form).to_owned(), (*form.version).to_owned());
    Some((name(&carry.from), name(&carry.to)))
}

/// Checks the text of what is carried over, against both forms where they are there. `name` is the file's name without
/// its ending: both ids with a point between.
pub fn check_carry(text: &[u8], name: &str, from: Option<&Form>, to: Option<&Form>) -> Vec<Finding> {
    let carry = match encoding(text).and_then(|()| CarryOver::read(text).map_err(|found| findings(&found))) {
        Ok(carry) => carry,
        Err(found) => return found,
    };
    let mut found = Vec::new();
    let right = format!("{}.{}", &*carry.from.form, &*carry.to.form);
    if right != name {
        let message = format!("this carries from {} to {}", quoted(&carry.from.form), quoted(&carry.to.form));
        found.push(Finding::error("file-name", "", message, format!("call the file `{right}.json`")));
    }
    let mut there = |form: Option<&Form>, id: &str, version: &str, pointer: &str| {
        let known = form.is_some_and(|form| *form.id == *id && *form.version == *version);
        if !known {
            let message = format!("there is no form {} {} without errors", quoted(id), quoted(version));
            let help = "look for it in the folder `forms` beside this one, and check it";
            found.push(Finding::error("not-compared", pointer, message, help).about(id));
        }
        known
    };
    let known = there(from, &carry.from.form, &carry.from.version, "/from")
        & there(to, &carry.to.form, &carry.to.version, "/to");
    let (Some(from), Some(to), true) = (from, to, known) else { return found };
    let mut check = Check { from, to, found, pointer: String::new() };
    let mut seen: Vec<&str> = Vec::new();
    for (place, carried) in carry.carried.iter().enumerate() {
        check.pointer = format!("/carried/{place}");
        check.carried(carried, seen.contains(&&*carried.to));
        seen.push(&carried.to);
    }
    check.found
}

struct Check<'c> {
    from: &'c Form,
    to: &'c Form,
    found: Vec<Finding>,
    pointer: String,
}

impl<'c> Check<'c> {
    fn tell(&mut self, code: &'static str, key: &str, subject: &str, message: String, help: impl Into<String>) {
        let pointer = format!("{}{key}", self.pointer);
        self.found.push(Finding::error(code, &pointer, message, help).about(subject));
    }

    /// The question of one of the two forms, where it has it and it can be carried.
    fn question(&mut self, form: &'c Form, id: &str, key: &str) -> Option<&'c Item> {
        let item = form.find(id).and_then(|place| form.item(place)).filter(|item| item.is_question());
        let Some(item) = item else {
            let message = format!("{} {} has no question {}", form.id, form.version, quoted(id));
            let ids = form.items.iter().filter(|item| item.is_question()).map(|item| &*item.id);
            self.tell("unknown-question", key, id, message, format!("there are {}", listed(ids)));
            return None;
        };
        let coded = matches!(item.kind, ItemType::Single | ItemType::Multiple | ItemType::Consent);
        if !coded || item.repeat.is_some() {
            let message = format!("{} cannot be carried over", quoted(id));
            let help = "questions with choices and consents can, outside of the rows of a repeat";
            self.tell("not-carried", key, id, message, help);
            return None;
        }
        if item.scope == Some(Scope::Talk) {
            let message = format!("{} is a consent to talk", quoted(id));
            self.tell("not-carried", key, id, message, "the person is asked for it anew, each time: remove the line");
            return None;
        }
        Some(item)
    }

    /// Tells a code that a question does not have.
    fn code(&mut self, item: &Item, code: &str, key: &str) {
        if item.choice(code).is_none() {
            let message = format!("{} has no choice {}", quoted(&item.id), quoted(code));
            let codes = listed(item.choices.iter().map(|choice| &*choice.code));
            self.tell("unknown-choice", key, code, message, format!("there are {codes}"));
        }
    }

    fn carried(&mut self, carried: &Carried, again: bool) {
        let to = self.question(self.to, &carried.to, "/to");
        if to.is_some_and(|to| to.by == By::Observer) {
            let message = format!("{} is answered by who sees it", quoted(&carried.to));
            self.tell("not-carried", "/to", &carried.to, message, "what is seen is seen anew: remove the line");
        }
        if again && to.is_some_and(|to| to.kind != ItemType::Multiple) {
            let message = format!("{} takes one answer and is carried to twice", quoted(&carried.to));
            self.tell("not-carried", "/to", &carried.to, message, "keep one of the lines");
        }
        if !self.origins(carried) {
            return;
        }
        if let Some(item) = &carried.item {
            if let Some(item) = self.question(self.from, item, "/item") {
                self.item(item, to, &carried.codes);
            }
        } else if let Some(to) = to {
            self.finding(to, carried);
        }
    }

    /// Whether a proposal has one origin, and the keys that belong to it and no others.
    fn origins(&mut self, carried: &Carried) -> bool {
        let origins = [
            ("item", carried.item.is_some()),
            ("classes", !carried.classes.is_empty()),
            ("indicator", carried.indicator.is_some()),
            ("alert", carried.alert.is_some()),
        ];
        let given: Vec<&str> = origins.iter().filter(|(_, given)| *given).map(|(key, _)| *key).collect();
        let met = given.iter().any(|key| matches!(*key, "indicator" | "alert"));
        let fits =
            given.len() == 1 && carried.code.is_some() == met && (carried.codes.is_empty() || given.contains(&"item"));
        if !fits {
            let message = format!("{} has no single origin", quoted(&carried.to));
            let help =
                "give it `item` (with `codes`, if they differ), or `classes`, or `indicator` or `alert` with `code`";
            self.tell("no-origin", "", &carried.to, message, help);
        }
        fits
    }

    /// An answer to an answer: codes on both sides, one answer to one, a consent to one of the same scope.
    fn item(&mut self, from: &Item, to: Option<&Item>, codes: &Map<Id>) {
        for (code, _) in codes.iter() {
            self.code(from, code, &format!("/codes/{code}"));
        }
        let Some(to) = to else { return };
        for (code, proposed) in codes.iter() {
            self.code(to, proposed, &format!("/codes/{code}"));
        }
        if codes.is_empty() {
            for choice in &from.choices {
                self.code(to, &choice.code, "/item");
            }
        }
        let one = codes.iter().count() == 1;
        if from.kind == ItemType::Multiple && to.kind != ItemType::Multiple && !one {
            let message = format!("{} takes several answers, {} one", quoted(&from.id), quoted(&to.id));
            self.tell("not-carried", "/item", &from.id, message, "carry it to a question that takes several");
        }
        if to.kind == ItemType::Consent && (from.scope, from.guardians) != (to.scope, to.guardians) {
            let message = format!("{} is not an agreement to the same as {}", quoted(&from.id), quoted(&to.id));
            self.tell("not-carried", "/item", &from.id, message, "an agreement comes from one of the same scope only");
        }
    }

    /// A finding to an answer, never to a consent.
    fn finding(&mut self, to: &Item, carried: &Carried) {
        if to.kind == ItemType::Consent {
            let message = format!("{} is an agreement, and a finding is none", quoted(&to.id));
            self.tell("not-carried", "/to", &to.id, message, "carry it from a consent, or ask anew");
        }
        for (class, code) in carried.classes.iter() {
            let key = format!("/classes/{class}");
            let form = self.from;
            let own = form.rows.iter().map(|row| &*row.class).chain(["indeterminate", "couldNotBeDone"]);
            if own.clone().all(|known| known != class) {
                let message = format!("{} {} has no class {}", form.id, form.version, quoted(class));
                self.tell("unknown-id", &key, class, message, format!("there are {}", listed(own)));
            }
            self.code(to, code, &key);
        }
        let form = self.from;
        let indicators: Vec<&str> = form.indicators.iter().map(|known| &*known.id).collect();
        let alerts: Vec<&str> = form.alerts.iter().map(|known| &*known.id).collect();
        for (key, id, ids) in [("indicator", &carried.indicator, indicators), ("alert", &carried.alert, alerts)] {
            let Some(id) = id.as_deref().filter(|id| !ids.contains(id)) else { continue };
            let message = format!("{} {} has no {key} {}", form.id, form.version, quoted(id));
            let help = format!("there are {}", listed(ids));
            self.tell("unknown-id", &format!("/{key}"), id, message, help);
        }
        if let Some(code) = &carried.code {
            self.code(to, code, "/code");
        }
    }
}
