//! What the tests share: forms, and an interview told in the words of a caseworker.
#![allow(dead_code, reason = "each test binary uses its own part")]

use nrm_screening::compile::compile_and_prove;
use nrm_screening::evaluation::{Decision, ItemState};
use nrm_screening::value::{Answer, Date, ItemType, Reason, Truth};
use nrm_screening::{Assessment, Diagnostics, Form, FormDefinition, Session, TextsOverlay, assess, compile};
use std::path::Path;
use std::sync::Arc;

pub mod chance;
pub mod questions;
mod told;

/// The example of the form language.
pub const EXAMPLE: &str = include_str!("../fixtures/example.form.json");

/// A file of the repository.
pub fn file(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A form from its definition, with what is wrong with it told readably; whatever is proved of it: what a condition
/// means has to hold where it is always true, too.
#[track_caller]
pub fn form(definition: &str) -> Arc<Form> {
    let definition = FormDefinition::read(definition.as_bytes()).unwrap_or_else(|found| panic!("{found}"));
    let (form, found) = compile_and_prove(&definition);
    Arc::new(form.unwrap_or_else(|| panic!("{found}")))
}

/// A form, or everything wrong with it.
pub fn try_form(definition: &str) -> Result<Form, Diagnostics> {
    FormDefinition::read(definition.as_bytes()).and_then(|definition| compile(&definition))
}

/// The folders of the published forms: `schemas/forms/<id>/<version>`.
pub fn published() -> Vec<String> {
    let inside = |folder: &str| -> Vec<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let entries = std::fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        entries.map(|entry| format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy())).collect()
    };
    let mut folders: Vec<String> = inside("schemas/forms").iter().flat_map(|form| inside(form)).collect();
    folders.sort_unstable();
    folders
}

/// A published form, by its folder, in all its languages.
pub fn of_folder(folder: &str) -> Arc<Form> {
    let definition = String::from_utf8(file(&format!("{folder}/form.json"))).unwrap();
    let mut form = try_form(&definition).unwrap_or_else(|found| panic!("{folder}: {found}"));
    for language in ["en", "ar"] {
        let overlay = TextsOverlay::read(&file(&format!("{folder}/texts/{language}.json")))
            .unwrap_or_else(|found| panic!("{folder}, {language}: {found}"));
        form.add_language(&overlay).unwrap_or_else(|found| panic!("{folder}, {language}: {found}"));
    }
    Arc::new(form)
}

/// The detection form in its three languages.
pub fn detection() -> Arc<Form> {
    of_folder("schemas/forms/nrm-detection/0.2.0")
}

/// An interview.
pub struct Interview {
    pub session: Session,
}

impl Interview {
    pub fn of(form: &Arc<Form>) -> Self {
        Self { session: Session::start(Arc::clone(form), Date::parse("2026-11-02").unwrap()) }
    }

    /// Gives answers, each as [`Interview::tell`] takes it.
    #[track_caller]
    pub fn with(mut self, answers: &[(&str, &str)]) -> Self {
        for (item, answer) in answers {
            self.give(item, answer);
        }
        self
    }

    #[track_caller]
    pub fn give(&mut self, item: &str, answer: &str) {
        if let Err(refused) = self.tell(item, answer) {
            panic!("{item} = {answer}: {}", refused.word());
        }
    }

    /// Gives every item that is still open the first of these codes it has, alone where several may be ticked, until
    /// nothing changes.
    pub fn rest(mut self, codes: &[&str]) -> Self {
        self.close_rest(|item| {
            let choice = codes.iter().find_map(|code| item.choice(code))?;
            let several = item.kind == ItemType::Multiple;
            Some(if several { Answer::Choices([choice].into()) } else { Answer::Choice(choice) })
        });
        self
    }

    /// Closes every item that is still open with this reason, or the nearest the item allows.
    pub fn silent(mut self, reason: Reason) -> Self {
        self.close_rest(|item| {
            let allowed = item.reasons.contains(&reason).then_some(reason);
            allowed.or(item.reasons.first().copied()).map(Answer::Missing)
        });
        self
    }

    fn close_rest(&mut self, answer: impl Fn(&nrm_screening::compile::Item) -> Option<Answer>) {
        loop {
            let form = Arc::clone(self.session.form());
            let mut given = false;
            for (place, item) in (0..).zip(&form.items) {
                let open = self.session.state().item(place) == ItemState::Open;
                if let Some(answer) = answer(item).filter(|_| open) {
                    self.session.answer(place, answer).expect("allowed");
                    given = true;
                }
            }
            if !given {
                return;
            }
        }
    }

    /// Finishes and assesses, in the source language.
    pub fn finish(mut self) -> Assessment {
        self.session.finish();
        assess(self.session.form(), self.session.state(), 0)
    }

    /// Assesses as it stands.
    pub fn now(&self) -> Assessment {
        assess(self.session.form(), self.session.state(), 0)
    }

    pub fn class(&self) -> String {
        let state = self.session.state();
        self.session.form().class(state.outcome.decision).to_owned()
    }

    pub fn state_of(&self, item: &str) -> ItemState {
        let form = self.session.form();
        self.session.state().item(form.find(item).expect("an item"))
    }

    pub fn indicator(&self, id: &str) -> Truth {
        let form = self.session.form();
        let place = (0..).zip(&form.indicators).find(|(_, known)| &*known.id == id).expect("an indicator").0;
        self.session.state().indicator(place).truth
    }

    pub fn is_indeterminate(&self) -> bool {
        self.session.state().outcome.decision == Decision::Indeterminate
    }
}

/// A form around the parts a test is about.
#[derive(Clone, Debug)]
pub struct Draft(serde_json::Value);

impl Draft {
    /// Two questions of the observer, one indicator on each, a table of two rows.
    pub fn new() -> Self {
        Self(serde_json::json!({
            "format": 1, "id": "draft", "version": "1.0.0", "sourceLanguage": "en", "title": "Draft",
            "choiceLists": { "yes_no": [{ "code": "yes", "text": "Yes" }, { "code": "no", "text": "No" }] },
            "items": [{ "id": "page", "type": "group", "title": "Page", "items": [
                { "id": "a", "type": "single", "by": "observer", "text": "A?", "choices": "yes_no" },
                { "id": "b", "type": "single", "by": "observer", "text": "B?", "choices": "yes_no" }
            ]}],
            "outcomes": {
                "rows": [
                    { "id": "first", "class": "one", "when": "a == 'yes'", "text": "One" },
                    { "id": "last", "class": "other", "text": "Other" }
                ],
                "indeterminate": { "text": "Not known" },
                "couldNotBeDone": { "text": "Not held" }
            }
        }))
    }

    /// Sets the value at a JSON pointer; `-` at its end appends to a list.
    #[track_caller]
    pub fn set(mut self, pointer: &str, value: serde_json::Value) -> Self {
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        let parent = self.0.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {parent}"));
        match parent {
            serde_json::Value::Array(list) if key == "-" => list.push(value),
            serde_json::Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
            other => other[key] = value,
        }
        self
    }

    /// Adds an item to the page.
    #[track_caller]
    pub fn ask(self, item: serde_json::Value) -> Self {
        self.set("/items/0/items/-", item)
    }

    /// The condition of the first row, which [`Interview::holds`] tells.
    #[track_caller]
    pub fn when(self, condition: &str) -> Self {
        self.set("/outcomes/rows/0/when", serde_json::json!(condition))
    }

    /// Adds a calculation, which [`Interview::number`] tells.
    #[track_caller]
    pub fn calculate(self, id: &str, value: &str) -> Self {
        self.ask(serde_json::json!({ "id": id, "type": "calculate", "value": value }))
    }

    pub fn text(&self) -> String {
        self.0.to_string()
    }

    #[track_caller]
    pub fn form(&self) -> Arc<Form> {
        form(&self.text())
    }

    /// The codes and pointers of everything wrong with it.
    pub fn wrong(&self) -> Vec<(String, String)> {
        match try_form(&self.text()) {
            Ok(_) => Vec::new(),
            Err(found) => {
                found.list().iter().map(|told| (told.code.word().to_owned(), told.pointer.to_string())).collect()
            }
        }
    }
}
