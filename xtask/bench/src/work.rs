//! What is done with a form, by the engine and by the reference.

#[cfg(not(target_arch = "wasm32"))]
mod agree;

use crate::flat::{Flat, Scored};
use crate::plan::{Edit, Plan};
use crate::writer::id;
use nrm_screening::compile::compile_unproved;
use nrm_screening::evaluation::{Entry, evaluate};
use nrm_screening::json::{Kind, Limits, read};
use nrm_screening::value::{Answer, Date};
use nrm_screening::{Assessment, Form, FormDefinition, Session, assess};
use std::hint::black_box;
use std::sync::Arc;

#[cfg(not(target_arch = "wasm32"))]
pub use agree::AGREEMENTS;

/// How many answers of a hundred speak of a sign, in the interview that is measured.
pub const SIGNS: usize = 15;

/// One kind of work: the engine's, then the same by the reference, except for `Open`, which has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Text of a definition to a form.
    Load,
    /// Text of a compiled form to a form, as the device does.
    Open,
    /// One edit of an answered interview, with what it changed.
    Answer,
    /// Answers to an assessment.
    Parsed,
    /// Text of answers to an assessment.
    Text,
    /// Text of a definition to a tree by `serde_json`; there are no flat tables in it yet.
    FlatLoad,
    /// The same edit by flat tables.
    FlatAnswer,
    /// Answers scored by flat tables.
    FlatParsed,
    /// Text of answers, read by `serde_json`, scored by flat tables.
    FlatText,
}

impl Operation {
    /// Each, with its name.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Load, "load"),
        (Self::Open, "open"),
        (Self::Answer, "answer"),
        (Self::Parsed, "parsed"),
        (Self::Text, "text"),
        (Self::FlatLoad, "flat-load"),
        (Self::FlatAnswer, "flat-answer"),
        (Self::FlatParsed, "flat-parsed"),
        (Self::FlatText, "flat-text"),
    ];
}

/// A form of some size and an answered interview.
pub struct Work {
    plan: Plan,
    text: String,
    compiled: String,
    answers_text: String,
    entries: Vec<Entry>,
    form: Arc<Form>,
    /// Made when it is first needed: answering question after question takes a while in a large form.
    session: Option<Session>,
    edits: Vec<Edit>,
    /// By question, its place among the items.
    places: Vec<u16>,
    flat: Flat,
    flat_answers: Vec<u8>,
    scored: [Scored; 2],
}

impl Work {
    /// The work on a form with so many questions.
    ///
    /// # Panics
    /// If the generated form is not one.
    pub fn new(size: usize) -> Self {
        Self::answered(size, SIGNS)
    }

    fn answered(size: usize, signs: usize) -> Self {
        let plan = Plan::of(size);
        let text = plan.text();
        let form = Arc::new(load(&text));
        let compiled = form.to_text();
        let answers = plan.answers(signs);
        let answers_text = plan.answers_text(&answers);
        let entries = entries(&form, &answers_text);
        let places = (0..size).map(|question| form.find(&id(question)).expect("a question")).collect();
        let edits = plan.edits(&answers);
        let flat = Flat::of(&plan);
        let flat_answers = Flat::answers(&answers);
        let scored = [Scored::default(), Scored::default()];
        Self {
            plan,
            text,
            compiled,
            answers_text,
            entries,
            form,
            session: None,
            edits,
            places,
            flat,
            flat_answers,
            scored,
        }
    }

    /// The text of the compiled form.
    pub fn compiled(&self) -> &str {
        &self.compiled
    }

    /// The text of the answers.
    pub fn answers_text(&self) -> &str {
        &self.answers_text
    }

    /// The edits, each as an id and a code, or no code for a confirmation.
    pub fn edits(&self) -> Vec<(String, Option<&'static str>)> {
        let code = |place: usize, choice: u8| self.plan.questions[place].codes[usize::from(choice)];
        let edit = |edit: &Edit| match *edit {
            Edit::Answer(place, choice) => (id(place), Some(code(place, choice))),
            Edit::Confirm(place) => (id(place), None),
        };
        self.edits.iter().map(edit).collect()
    }

    /// How many times one run does it.
    pub fn times(&self, operation: Operation) -> usize {
        match operation {
            Operation::Answer | Operation::FlatAnswer => self.edits.len(),
            _ => 1,
        }
    }

    /// Does it.
    ///
    /// # Panics
    /// If an edit is not taken, or the text of the answers cannot be read.
    pub fn run(&mut self, operation: Operation) {
        match operation {
            Operation::Load => drop(black_box(load(&self.text))),
            Operation::Open => drop(black_box(Form::from_text(&self.compiled).expect("a compiled form"))),
            Operation::Answer => self.edit_all(),
            Operation::Parsed => drop(black_box(assessed(&self.form, &self.entries))),
            Operation::Text => drop(black_box(assessed(&self.form, &entries(&self.form, &self.answers_text)))),
            Operation::FlatLoad => drop(black_box(tree(&self.text))),
            Operation::FlatAnswer => self.flat_edit_all(),
            Operation::FlatParsed => {
                let [scored, _] = &mut self.scored;
                self.flat.score(&self.flat_answers, scored);
                black_box(scored);
            }
            Operation::FlatText => {
                let [scored, _] = &mut self.scored;
                self.flat.score(&self.flat.read(&self.answers_text).expect("answers"), scored);
                black_box(scored);
            }
        }
    }

    fn edit_all(&mut self) {
        let session = self.session.get_or_insert_with(|| session(&self.form, &self.entries));
        for edit in &self.edits {
            let change = match *edit {
                Edit::Answer(place, choice) => session.answer(self.places[place], Answer::Choice(choice.into())),
                Edit::Confirm(place) => session.confirm(self.places[place]),
            };
            black_box(change.expect("taken"));
        }
    }

    fn flat_edit_all(&mut self) {
        for edit in &self.edits {
            if let Edit::Answer(place, choice) = *edit {
                self.flat_answers[place] = choice;
            }
            let [now, before] = &mut self.scored;
            self.flat.score(&self.flat_answers, now);
            black_box(now.changed(before));
            self.scored.swap(0, 1);
        }
    }
}

/// What `serde_json` makes of a definition; a failure would be measured as a very fast reference.
fn tree(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("JSON")
}

/// A form from its text.
///
/// # Panics
/// If it is not one.
pub fn load(text: &str) -> Form {
    let form = FormDefinition::read(text.as_bytes()).and_then(|definition| compile_unproved(&definition));
    form.unwrap_or_else(|found| panic!("{found}"))
}

/// The day of every interview.
fn day() -> Date {
    Date::parse("2026-11-02").expect("a day")
}

/// An interview, answered one question after the other.
///
/// # Panics
/// If an answer is not taken.
pub fn session(form: &Arc<Form>, entries: &[Entry]) -> Session {
    let mut session = Session::start(Arc::clone(form), day());
    for (place, entry) in (0..).zip(entries) {
        if let Some(answer) = entry.answer.clone() {
            session.answer(place, answer).expect("taken");
        }
    }
    session
}

/// Answers from their text.
///
/// # Panics
/// If they are not answers to this form.
pub fn entries(form: &Form, text: &str) -> Vec<Entry> {
    let tree = read(text.as_bytes(), Limits::DEFINITION).unwrap_or_else(|found| panic!("{found}"));
    let mut entries = vec![Entry::default(); form.items.len()];
    let Kind::Object(answers) = &tree.kind else { panic!("answers are an object") };
    for answer in answers {
        let place = form.find(&answer.key).expect("an item");
        let choice = form.item(place).and_then(|item| item.choice(answer.value.text()?)).expect("a choice");
        entries[usize::from(place)].answer = Some(Answer::Choice(choice));
    }
    entries
}

/// The whole assessment of answers.
///
/// # Panics
/// Never: the day exists.
pub fn assessed(form: &Form, entries: &[Entry]) -> Assessment {
    assess(form, &evaluate(form, entries, day()), 0)
}
