//! What is wrong with a migration: everything it names is there, and of every old question something is said.

use crate::definition::{Id, MergeCase, MigrationDefinition, Step};
use crate::diagnostic::{Code, Diagnostics};
use crate::form::{Form, Item};
use crate::json::Pointer;
use crate::value::ItemType;

/// An item by its id, with the repeat it is asked in.
fn question<'f>(form: &'f Form, id: &str) -> Option<&'f Item> {
    form.item(form.find(id)?).filter(|item| item.is_question())
}

/// The id of the repeat an item is asked in.
fn repeat<'f>(form: &'f Form, item: &Item) -> Option<&'f str> {
    form.item(item.repeat?).map(|repeat| &*repeat.id)
}

/// The question of the same name, kind and list in the new version.
pub(super) fn counterpart<'f>(from: &Form, to: &'f Form, old: &Item) -> Option<&'f Item> {
    question(to, &old.id).filter(|new| new.kind == old.kind && repeat(to, new) == repeat(from, old))
}

/// Whether a question is the same in the new version as far as its answers go: its kind, the list it is asked in, its codes.
pub(super) fn is_same(from: &Form, to: &Form, old: &Item) -> bool {
    let codes = |new: &Item| old.choices.iter().all(|choice| new.choice(&choice.code).is_some());
    counterpart(from, to, old).is_some_and(codes)
}

struct Check<'c> {
    definition: &'c MigrationDefinition,
    from: &'c Form,
    to: &'c Form,
    pointer: Pointer,
    found: Diagnostics,
}

pub(super) fn check(definition: &MigrationDefinition, from: &Form, to: &Form) -> Result<(), Diagnostics> {
    let mut check = Check { definition, from, to, pointer: Pointer::default(), found: Diagnostics::default() };
    check.versions();
    check.steps();
    check.merges();
    check.untold();
    check.targets();
    check.found.or(())
}

impl Check<'_> {
    fn tell(&mut self, code: Code, subject: &str) {
        self.found.tell(code, &self.pointer, subject);
    }

    /// Does `act` one key deeper.
    fn at(&mut self, key: &str, act: impl FnOnce(&mut Self)) {
        let length = self.pointer.enter(key);
        act(self);
        self.pointer.leave(length);
    }

    fn versions(&mut self) {
        let definition = self.definition;
        for (key, version, form) in [("from", &definition.from, self.from), ("to", &definition.to, self.to)] {
            if [&*definition.form, &**version] != [&*form.id, &*form.version] {
                let name = [&*form.id, " ", &*form.version].concat();
                self.at(key, |check| check.tell(Code::OtherForm, &name));
            }
        }
    }

    fn steps(&mut self) {
        let definition = self.definition;
        self.at("steps", |check| {
            for (id, step) in definition.steps.iter() {
                check.at(id, |check| match question(check.from, id) {
                    Some(old) => check.step(old, step),
                    None => check.tell(Code::UnknownName, id),
                });
            }
        });
    }

    fn step(&mut self, old: &Item, step: &Step) {
        let (split, dropped) = (!step.split.is_empty(), step.drop.is_some());
        let renamed = step.rename.is_some() || !step.recode.is_empty();
        if u8::from(split) + u8::from(dropped) + u8::from(renamed || (!step.left.is_empty() && !split)) != 1 {
            self.tell(Code::WrongType, "one of: `rename`, `recode` or `left`; `split`; `drop`");
            return;
        }
        for (code, _) in step.recode.iter().chain(step.split.iter().flat_map(|(_, codes)| codes.iter())) {
            self.code(old, code);
        }
        for (code, _) in step.left.iter() {
            self.at("left", |check| check.code(old, code));
        }
        if dropped {
            return;
        }
        if split {
            return self.split(old, step);
        }
        let id = step.rename.as_deref().unwrap_or(&old.id);
        let Some(new) = question(self.to, id) else { return self.tell(Code::UnknownName, id) };
        self.kinds(old, new);
        for (_, code) in step.recode.iter() {
            self.at("recode", |check| check.code(new, code));
        }
        for choice in &old.choices {
            let code = step.recode.get(&choice.code).map_or(&*choice.code, |code| code);
            if step.left.get(&choice.code).is_none() && new.choice(code).is_none() {
                self.at("recode", |check| check.tell(Code::MissingKey, &choice.code));
            }
        }
    }

    fn split(&mut self, old: &Item, step: &Step) {
        if old.kind != ItemType::Single {
            self.tell(Code::WrongType, "a question with one answer");
        }
        self.at("split", |check| {
            for (id, codes) in step.split.iter() {
                check.at(id, |check| {
                    let Some(new) = question(check.to, id) else { return check.tell(Code::UnknownName, id) };
                    check.places(old, new);
                    for (_, code) in codes.iter() {
                        check.code(new, code);
                    }
                });
            }
        });
        for choice in &old.choices {
            let carried = step.split.iter().any(|(_, codes)| codes.get(&choice.code).is_some());
            if !carried && step.left.get(&choice.code).is_none() {
                self.at("left", |check| check.tell(Code::MissingKey, &choice.code));
            }
        }
    }

    fn merges(&mut self) {
        let definition = self.definition;
        self.at("merges", |check| {
            for (id, merge) in definition.merges.iter() {
                check.at(id, |check| {
                    let Some(new) = question(check.to, id) else { return check.tell(Code::UnknownName, id) };
                    for id in &merge.of {
                        match question(check.from, id) {
                            None => check.tell(Code::UnknownName, id),
                            Some(old) => check.places(old, new),
                        }
                    }
                    check.at("cases", |check| {
                        for (place, case) in merge.cases.iter().enumerate() {
                            check.at(&place.to_string(), |check| check.case(new, &merge.of, case));
                        }
                    });
                });
            }
        });
    }

    fn case(&mut self, new: &Item, of: &[Id], case: &MergeCase) {
        self.code(new, &case.code);
        for (id, code) in case.when.iter() {
            match question(self.from, id).filter(|_| of.iter().any(|of| **of == *id)) {
                Some(old) => self.code(old, code),
                None => self.tell(Code::UnknownName, id),
            }
        }
        if case.when.is_empty() {
            self.tell(Code::MissingKey, "when");
        }
    }

    /// Old questions of which nothing is said are the same in the new version, or something has to be said.
    fn untold(&mut self) {
        let definition = self.definition;
        let merged = |id: &str| definition.merges.iter().any(|(_, merge)| merge.of.iter().any(|of| **of == *id));
        let from = self.from;
        self.at("steps", |check| {
            for old in from.items.iter().filter(|item| item.is_question()) {
                let told = definition.steps.get(&old.id).is_some();
                if told && merged(&old.id) {
                    check.tell(Code::DuplicateId, &old.id);
                }
                if told || merged(&old.id) {
                    continue;
                }
                if !is_same(from, check.to, old) {
                    check.tell(Code::MissingKey, &old.id);
                }
            }
        });
    }

    /// No two old questions become the same new one, but where they are merged.
    fn targets(&mut self) {
        let mut taken: Vec<&str> = self.definition.merges.iter().map(|(id, _)| id).collect();
        let mut twice = Vec::new();
        for old in self.from.items.iter().filter(|item| item.is_question()) {
            if self.definition.merges.iter().any(|(_, merge)| merge.of.iter().any(|of| **of == *old.id)) {
                continue;
            }
            let step = self.definition.steps.get(&old.id);
            let targets: Vec<&str> = match step {
                None => vec![&old.id],
                Some(step) if step.drop.is_some() => Vec::new(),
                Some(step) if !step.split.is_empty() => step.split.iter().map(|(id, _)| id).collect(),
                Some(step) => vec![step.rename.as_deref().unwrap_or(&old.id)],
            };
            for target in targets {
                if taken.contains(&target) {
                    twice.push(target);
                }
                taken.push(target);
            }
        }
        for id in twice {
            self.tell(Code::DuplicateId, id);
        }
    }

    fn code(&mut self, item: &Item, code: &str) {
        if item.choice(code).is_none() {
            self.tell(Code::UnknownCode, code);
        }
    }

    /// The kind stays: one answer made one of several would say that the others were not chosen.
    fn kinds(&mut self, old: &Item, new: &Item) {
        if old.kind != new.kind {
            self.tell(Code::WrongType, "a question of the same kind");
        }
        if repeat(self.from, old) != repeat(self.to, new) {
            self.tell(Code::WrongType, "a question in the same list");
        }
    }

    /// What is split or merged stands outside of rows, and takes one answer.
    fn places(&mut self, old: &Item, new: &Item) {
        if [old.kind, new.kind] != [ItemType::Single; 2] || old.repeat.is_some() || new.repeat.is_some() {
            self.tell(Code::WrongType, "a question with one answer, outside of rows");
        }
    }
}
