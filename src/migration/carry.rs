//! Carries answers, one old question after the other.

use super::Migration;
use crate::assessment::form_name;
use crate::definition::{Id, MergeCase};
use crate::definition::{Map, Step};
use crate::evaluation::{Entry, ItemState, RowEntry};
use crate::form::{Form, Item};
use crate::response::{LeftReport, MigratedFrom, NotResumed, Purpose, Response, resume};
use crate::session::{Before, Session, takes};
use crate::value::{Answer, ItemType};
use alloc::sync::Arc;
use serde_json::Value;

/// What is told of an answer for which no reason was written.
const SILENCE: &str = "a silence is not carried to another question";
const NOT_TAKEN: &str = "the new question does not take this";
const NEW_CHOICE: &str = "the question has choices that were not offered";
const NO_CASE: &str = "no case of the merge is met";

/// Makes a new response, under the new version, of one under the old: on the same day, finished if that was. What could
/// not be carried is open in it, closed by finishing as any open question is, and listed in `migratedFrom`. The worker's
/// conclusion stays with the old response: it is of another outcome.
///
/// # Errors
/// See [`NotResumed`]: the old response has to be as it was handed over.
pub fn migrate(migration: &Migration, response: &[u8]) -> Result<Response, NotResumed> {
    let claimed: Value = serde_json::from_slice(response).unwrap_or_default();
    let text = |key: &str| claimed.get(key).and_then(Value::as_str).map(str::to_owned);
    let finished = claimed.get("finished").and_then(Value::as_bool).unwrap_or_default();
    let old = resume(&migration.from, response)?;
    let (entries, left) = carried_over(migration, &old);
    let shown = old.shown().iter().filter(|tag| migration.to.language(tag).is_some()).cloned().collect();
    let before = Before {
        today: old.today(),
        finished: false,
        rows_added: old.rows_added(),
        fired: Vec::new(),
        shown,
        conclusion: None,
        reason: "".into(),
        entries,
    };
    let mut session = Session::again(Arc::clone(&migration.to), before).ok_or(NotResumed::FormMissing)?;
    if finished {
        session.finish();
    }
    let from = MigratedFrom { form: form_name(&migration.from), digest: text("digest").unwrap_or_default(), left };
    let made = Response::of(&session, Purpose::Record);
    Ok(Response { case: text("case"), migrated_from: Some(from), ..made }.sealed())
}

/// What was given, as the new version has it, and what could not be carried.
pub(crate) fn carried_over(migration: &Migration, old: &Session) -> (Vec<Entry>, Vec<LeftReport>) {
    let entries = vec![Entry::default(); migration.to.items.len()];
    let mut carrying = Carrying { migration, old, entries, left: Vec::new() };
    carrying.carry();
    (carrying.entries, carrying.left)
}

struct Carrying<'m> {
    migration: &'m Migration,
    old: &'m Session,
    entries: Vec<Entry>,
    left: Vec<LeftReport>,
}

/// Whether anything was given.
fn is_given(entry: &Entry) -> bool {
    entry.answer.is_some() || !entry.rows.is_empty()
}

impl Carrying<'_> {
    fn leave(&mut self, item: &Item, reason: &str) {
        self.left.push(LeftReport { item: (*item.id).to_owned(), reason: reason.to_owned() });
    }

    fn carry(&mut self) {
        let Migration { definition, from, to } = self.migration;
        for (place, old) in (0..).zip(&from.items).filter(|(_, item)| item.stands_alone()) {
            let Some(entry) = self.old.entry(place).filter(|entry| is_given(entry)) else { continue };
            let step = definition.steps.get(&old.id);
            if definition.merges.iter().any(|(_, merge)| merge.of.iter().any(|of| **of == *old.id)) {
                continue;
            }
            match step {
                Some(Step { drop: Some(reason), .. }) => self.leave(old, reason),
                Some(step) if !step.split.is_empty() => self.split(old, entry, step),
                step => {
                    let Some(new) = target(to, old, step) else { continue };
                    match carried(old, entry, new.1, step) {
                        Ok(mut made) => {
                            made.rows = self.rows(place, &entry.rows, new.0);
                            self.put(new.0, made);
                        }
                        Err(reason) => {
                            let rows = self.rows(place, &entry.rows, new.0);
                            self.put(new.0, Entry { rows, ..Entry::default() });
                            self.leave(old, reason);
                        }
                    }
                }
            }
        }
        for (id, merge) in definition.merges.iter() {
            if let Some(new) = to.find(id) {
                self.merge(new, &merge.of, &merge.cases);
            }
        }
    }

    fn put(&mut self, place: u16, entry: Entry) {
        if let Some(slot) = self.entries.get_mut(usize::from(place)) {
            *slot = entry;
        }
    }

    /// The rows of a list, under their ids, with what is carried of each.
    fn rows(&mut self, repeat: u16, rows: &[RowEntry], new: u16) -> Vec<RowEntry> {
        let Migration { definition, from, to } = self.migration;
        let length = to.repeat(new).map_or(0, |repeat| usize::from(repeat.length));
        let mut made = Vec::new();
        for row in rows {
            let mut entries = vec![Entry::default(); length];
            for (place, entry) in (repeat + 1..).zip(&row.entries).filter(|(_, entry)| is_given(entry)) {
                let Some(old) = from.item(place) else { continue };
                let step = definition.steps.get(&old.id);
                if let Some(Step { drop: Some(reason), .. }) = step {
                    self.leave(old, reason);
                    continue;
                }
                let Some((place, target)) = target(to, old, step) else { continue };
                match carried(old, entry, target, step) {
                    Ok(entry) => {
                        let slot = place.checked_sub(new + 1).and_then(|at| entries.get_mut(usize::from(at)));
                        if let Some(slot) = slot {
                            *slot = entry;
                        }
                    }
                    Err(reason) => self.leave(old, reason),
                }
            }
            made.push(RowEntry { id: row.id.clone(), entries });
        }
        made
    }

    fn split(&mut self, old: &Item, entry: &Entry, step: &Step) {
        let Some(Answer::Choice(choice)) = entry.answer else { return self.leave(old, SILENCE) };
        let code = old.code(choice);
        let mut any = false;
        for (id, codes) in step.split.iter() {
            let (to, new) = (&self.migration.to, codes.get(code));
            let Some((place, item)) = to.find(id).and_then(|place| Some((place, to.item(place)?))) else { continue };
            let made = new.and_then(|code| item.choice(code));
            let made =
                made.map(|choice| Entry { answer: Some(Answer::Choice(choice)), mark: entry.mark, ..Entry::default() });
            if let Some(made) = made.filter(|made| takes(item, made)) {
                any = true;
                self.put(place, made);
            }
        }
        if !any {
            self.leave(old, step.left.get(code).map_or(NOT_TAKEN, |reason| reason));
        }
    }

    /// The first case that is met by answers that count; where none is, each old answer is listed.
    fn merge(&mut self, new: u16, of: &[Id], cases: &[MergeCase]) {
        let Migration { from, to, .. } = self.migration;
        let answered = |id: &str| {
            let place = from.find(id)?;
            let choice = self.old.choice(place).filter(|_| self.old.state().item(place) == ItemState::Answered)?;
            from.item(place).map(|item| item.code(choice))
        };
        let met = |case: &&MergeCase| case.when.iter().all(|(id, code)| answered(id) == Some(&**code));
        let code = cases.iter().find(met).map(|case| &case.code);
        let made = code.and_then(|code| to.item(new)?.choice(code));
        if let Some(choice) = made {
            return self.put(new, Entry { answer: Some(Answer::Choice(choice)), ..Entry::default() });
        }
        for id in of {
            let place = from.find(id);
            let given = place.and_then(|place| self.old.entry(place)).is_some_and(is_given);
            if let Some(item) = place.and_then(|place| from.item(place)).filter(|_| given) {
                self.leave(item, NO_CASE);
            }
        }
    }
}

/// The question an old one is now.
fn target<'f>(to: &'f Form, old: &Item, step: Option<&Step>) -> Option<(u16, &'f Item)> {
    let place = to.find(step.and_then(|step| step.rename.as_deref()).unwrap_or(&old.id))?;
    Some((place, to.item(place)?))
}

/// What was given, as the new question has it; why not, otherwise. One tick that cannot be carried leaves them all, and so
/// does a choice that was not offered: the rest alone would say that it was not ticked.
fn carried<'s>(old: &Item, entry: &Entry, new: &Item, step: Option<&'s Step>) -> Result<Entry, &'s str> {
    let renamed = |code: &str| {
        let recode: Option<&Map<Id>> = step.map(|step| &step.recode);
        recode.and_then(|recode| recode.get(code)).map_or_else(|| code.to_owned(), |code| (**code).to_owned())
    };
    let one = |choice: u16| -> Result<u16, &'s str> {
        let code = old.code(choice);
        match step.and_then(|step| step.left.get(code)) {
            Some(reason) => Err(reason),
            None => new.choice(&renamed(code)).ok_or(NOT_TAKEN),
        }
    };
    let answer = match &entry.answer {
        Some(Answer::Choice(choice)) if old.kind != ItemType::Repeat => Some(Answer::Choice(one(*choice)?)),
        Some(Answer::Choices(choices)) => {
            let known = |code: &str| old.choices.iter().any(|choice| renamed(&choice.code) == *code);
            if new.choices.iter().any(|choice| !choice.exclusive && !known(&choice.code)) {
                return Err(NEW_CHOICE);
            }
            let mut made = Vec::new();
            for choice in choices {
                made.push(one(*choice)?);
            }
            made.sort_unstable();
            made.dedup();
            Some(Answer::Choices(made.into()))
        }
        other => other.clone(),
    };
    let mut made = Entry { answer, other: entry.other.clone(), mark: entry.mark, ..Entry::default() };
    if !takes(new, &made) {
        // Words that the new choice does not ask for go with the answer they belong to.
        made.other = None;
        return if entry.other.is_none() && takes(new, &made) { Ok(made) } else { Err(NOT_TAKEN) };
    }
    Ok(made)
}
