//! Bytes as an interview: a form, then edits of three bytes each.

use super::{form, sound, start};
use nrm_screening::evaluation::ItemState;
use nrm_screening::value::{Answer, Reason, Truth};
use nrm_screening::{Form, Session};
use std::sync::{Arc, LazyLock};

/// The forms: the worked example, the detection form, and one with both kinds of score, a silence that reads as a choice, a part that may not apply.
static FORMS: LazyLock<[Arc<Form>; 3]> = LazyLock::new(|| {
    let texts: [&[u8]; 3] = [
        include_bytes!("../../tests/fixtures/example.form.json"),
        include_bytes!("../../schemas/forms/nrm-detection/0.1.0/form.json"),
        include_bytes!("../forms/scores.json"),
    ];
    texts.map(|text| form(text).unwrap_or_else(|found| panic!("{found}")))
});

/// Most edits: more of them find nothing that these do not.
const MOST: usize = 96;
/// After every so many edits, and at the end, everything is checked and the interview finished on the side.
const OFTEN: usize = 12;

/// One edit.
enum Edit {
    Answer(u16, Answer),
    Clear(u16),
    Confirm(u16),
    Finish,
}

/// Reads an edit. Places that do not exist and choices an item does not have come up too.
fn edit(form: &Form, bytes: [u8; 3]) -> Edit {
    let [kind, item, value] = bytes;
    let item = u16::from(item) % u16::try_from(form.items.len() + 1).unwrap_or(u16::MAX);
    match kind {
        255 => Edit::Finish,
        kind => match kind % 8 {
            0..=3 => {
                let choices = form.item(item).map_or(0, |item| item.choices.len());
                let choice = u16::from(value) % u16::try_from(choices + 1).unwrap_or(u16::MAX);
                Edit::Answer(item, Answer::Choice(choice))
            }
            4 | 5 => {
                let reason = Reason::ALL[usize::from(value) % Reason::ALL.len()];
                Edit::Answer(item, Answer::Missing(reason))
            }
            6 => Edit::Clear(item),
            _ => Edit::Confirm(item),
        },
    }
}

/// Runs the edits; `true` if the interview was finished with a definite outcome.
pub fn answers(data: &[u8]) -> bool {
    let Some((which, edits)) = data.split_first() else { return false };
    let form = &FORMS[usize::from(*which) % FORMS.len()];
    let mut session = start(form);
    for (place, bytes) in edits.chunks_exact(3).take(MOST).enumerate() {
        let before = session.clone();
        match edit(form, [bytes[0], bytes[1], bytes[2]]) {
            Edit::Finish => session.finish(),
            Edit::Answer(item, answer) => {
                let open = before.state().item(item).is_open();
                match session.answer(item, answer) {
                    Ok(_) if open => completes(&before, &session),
                    Ok(_) => {}
                    Err(_) => unchanged(&before, &session),
                }
            }
            Edit::Clear(item) => {
                if session.clear(item).is_err() {
                    unchanged(&before, &session);
                }
            }
            Edit::Confirm(item) => {
                if session.confirm(item).is_err() {
                    unchanged(&before, &session);
                }
            }
        }
        if before.is_finished() {
            assert!(session.is_finished() && session.state() == before.state(), "edited after its end");
        }
        if place % OFTEN == OFTEN - 1 {
            finishes(&session);
        }
    }
    finishes(&session);
    session.is_finished() && session.state().outcome.is_settled()
}

/// Everything holds, and finishing now closes every question and completes what is known.
fn finishes(session: &Session) {
    sound(session);
    if session.is_finished() {
        return;
    }
    let mut finished = session.clone();
    finished.finish();
    sound(&finished);
    assert_eq!(finished.state(), &session.finished_state());
    let questions = session.form().items.iter().zip(&finished.state().items).filter(|(item, _)| item.is_question());
    for (item, state) in questions {
        assert!(!state.is_open() && *state != ItemState::Undecided, "`{}` is not closed", item.id);
    }
    completes(session, &finished);
}

/// What more is known can only add: a definite outcome stays, and so does every sign.
fn completes(before: &Session, after: &Session) {
    let (form, old, new) = (before.form(), before.state(), after.state());
    if old.outcome.is_settled() {
        assert_eq!(form.class(old.outcome.decision), form.class(new.outcome.decision), "a definite outcome changed");
    }
    let pairs = [(&old.indicators, &new.indicators), (&old.dimensions, &new.dimensions), (&old.alerts, &new.alerts)];
    for (old, new) in pairs.into_iter().flat_map(|(old, new)| old.iter().zip(new)) {
        assert!(old.truth == Truth::Unknown || old.truth == new.truth, "what was known changed");
    }
}

fn unchanged(before: &Session, after: &Session) {
    assert_eq!(before.state(), after.state(), "refused, and yet changed");
    assert_eq!(before.entries(), after.entries(), "refused, and yet changed");
    assert_eq!(before.fired(), after.fired(), "refused, and yet changed");
}
