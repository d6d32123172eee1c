//! Bytes as answers and as a trace: JSON text that a host, a file or an attacker may hand over.

use super::{form, sound};
use nrm_screening::assessment::{assess_session, recompute};
use nrm_screening::value::Date;
use nrm_screening::{Form, Session};
use std::sync::{Arc, LazyLock};

/// Every kind of item, and a form with scores.
static FORMS: LazyLock<[Arc<Form>; 2]> = LazyLock::new(|| {
    let texts: [&[u8]; 2] =
        [include_bytes!("../../tests/fixtures/every-item.form.json"), include_bytes!("../forms/scores.json")];
    texts.map(|text| form(text).unwrap_or_else(|found| panic!("{found}")))
});

/// Reads the bytes as answers, and as an assessment with its trace; `true` if either was taken.
pub fn response(data: &[u8]) -> bool {
    let mut taken = false;
    for form in &*FORMS {
        if let Err(found) = recompute(form, data) {
            assert!(!found.list().is_empty(), "refused without a word");
        } else {
            taken = true;
        }
        let today = Date::parse("2026-11-02").expect("a day");
        match Session::with_answers(Arc::clone(form), today, data) {
            Err(found) => assert!(!found.list().is_empty() && !found.to_string().is_empty(), "refused without a word"),
            Ok(session) => {
                computed_again(form, &session);
                let mut finished = session;
                finished.finish();
                computed_again(form, &finished);
                taken = true;
            }
        }
    }
    taken
}

/// What the trace of an interview tells is enough to compute its result again.
fn computed_again(form: &Arc<Form>, session: &Session) {
    sound(session);
    let told = serde_json::to_string(&assess_session(session, 0)).expect("plain data");
    if let Err(found) = recompute(form, told.as_bytes()) {
        panic!("not as computed: {found}");
    }
}
