//! What the fuzzers run on bytes, and what has to hold whatever the bytes are.
//!
//! `tests/fuzz_corpus.rs` includes these files and replays the committed corpus, so that what was once found is tested
//! with every compiler. Each function says whether the bytes went all the way, not only that nothing broke.

mod answers;
mod expression;
mod reader;
mod response;
mod signed;

pub use answers::answers;
pub use expression::expression;
pub use reader::reader;
pub use response::response;
pub use signed::signed;

use nrm_screening::assessment::assess_session;
use nrm_screening::evaluation::evaluate;
use nrm_screening::value::{Date, Truth};
use nrm_screening::{Diagnostics, Form, FormDefinition, Session, assess, compile, snapshot};
use std::sync::Arc;

/// A form of a definition, or everything wrong with it; that it is told readably is checked here.
fn form(definition: &[u8]) -> Result<Arc<Form>, Diagnostics> {
    let form = FormDefinition::read(definition).and_then(|definition| compile(&definition));
    if let Err(found) = &form {
        assert!(!found.list().is_empty() && !found.to_string().is_empty(), "refused without a word");
        for told in found.list() {
            assert!(told.pointer.is_empty() || told.pointer.starts_with('/'), "{}", told.pointer);
            assert!(!told.message().is_empty() && !told.help().is_empty());
        }
    }
    form.map(Arc::new)
}

fn start(form: &Arc<Form>) -> Session {
    let today = Date::parse("2026-11-02").expect("a day");
    let session = Session::start(Arc::clone(form), today);
    sound(&session);
    session
}

/// What holds for an interview however it stands.
fn sound(session: &Session) {
    let (form, state) = (&**session.form(), session.state());
    assert_eq!(&evaluate(form, session.entries(), session.today()), state, "the state is not that of its answers");
    let assessment = assess(form, state, 0);
    assert_eq!(assessment.indicators.len(), form.indicators.len());
    assert_eq!(assessment.dimensions.len(), form.dimensions.len());
    assert_eq!(assessment.scores.len(), form.scores.len());
    assert_eq!(assessment.rows.len(), form.rows.len());
    assert!(!assessment.outcome.text.is_empty(), "an outcome without words");
    assert_eq!(assessment.outcome.settled, state.outcome.is_settled());
    assert_eq!(assessment.outcome.class == "indeterminate", !assessment.outcome.settled);
    if assessment.outcome.class == "noSignNow" {
        assert!(!form.indicators.is_empty(), "no sign of nothing");
        let cells = state.indicators.iter().chain(&state.alerts);
        assert!(cells.into_iter().all(|told| told.truth == Truth::False), "no sign beside a sign");
    }
    let mut cells = state.indicators.iter().chain(&state.dimensions).chain(&state.alerts);
    assert!(cells.all(|told| told.earned == Truth::Unknown || told.earned == told.truth), "earned, and otherwise read");
    comes_back(session);
    let alone = form.items.iter().filter(|item| item.stands_alone());
    assert_eq!(snapshot(session, 0).items.len(), alone.count());
}

/// An interview as text is the same one when it is read again.
fn comes_back(session: &Session) {
    let text = session.to_text();
    let back = Session::from_text(Arc::clone(session.form()), &text).expect("an interview");
    assert_eq!((back.state(), back.entries()), (session.state(), session.entries()), "it came back otherwise");
    assert_eq!((back.fired(), back.is_finished()), (session.fired(), session.is_finished()));
    assert_eq!(snapshot(&back, 0), snapshot(session, 0));
    assert_eq!(assess_session(&back, 0), assess_session(session, 0));
    assert_eq!(back.to_text(), text);
}
