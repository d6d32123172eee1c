//! Bytes as a definition.

use super::{form, sound, start};
use nrm_screening::value::{Answer, Reason};

/// Most items that are answered: a large form would only be slow.
const MOST: u16 = 40;

/// Reads and compiles the bytes; a form that comes of them is started, answered, declined and finished.
pub fn reader(data: &[u8]) -> bool {
    let Ok(form) = form(data) else { return false };
    let session = start(&form);
    for answer in [Answer::Choice(0), Answer::Choice(1), Answer::Missing(Reason::NotAsked)] {
        let mut session = session.clone();
        for place in (0..MOST).take(form.items.len()) {
            // What is not a question is refused, and nothing has changed then.
            let _ = session.answer(place, answer.clone());
        }
        sound(&session);
        session.finish();
        sound(&session);
    }
    true
}
