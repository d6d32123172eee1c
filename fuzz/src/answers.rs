//! Bytes as an interview: a form, then edits of three bytes each.

use super::{form, sound, start};
use nrm_screening::evaluation::ItemState;
use nrm_screening::session::{Change, Place, Refused};
use nrm_screening::value::{Answer, Calendar, DateGiven, ItemType, Reason, Truth};
use nrm_screening::{Form, Session};
use std::sync::{Arc, LazyLock};

/// The forms: the worked example, the detection form, one with both kinds of score, a silence that reads as a choice
/// and a part that may not apply, and one with every kind of item.
static FORMS: LazyLock<[Arc<Form>; 4]> = LazyLock::new(|| {
    let texts: [&[u8]; 4] = [
        include_bytes!("../../tests/fixtures/example.form.json"),
        include_bytes!("../../schemas/forms/nrm-detection/0.2.0/form.json"),
        include_bytes!("../forms/scores.json"),
        include_bytes!("../../tests/fixtures/every-item.form.json"),
    ];
    texts.map(|text| form(text).unwrap_or_else(|found| panic!("{found}")))
});

/// Most edits: more of them find nothing that these do not.
const MOST: usize = 96;
/// After every so many edits, and at the end, everything is checked and the interview finished on the side.
const OFTEN: usize = 12;

/// What is written into fields: what can be read and what cannot.
const NUMBERS: [&str; 10] = ["0", "1", "13", "20.5", "-1.25", "120", "9223372036854775807", "0.000001", "a few", "-0"];
const DAYS: [&str; 9] =
    ["2000-02-29", "2026-11-02", "2026-11-03", "1999", "2001-13", "2007-13-06", "--12", "9999-12-31", "soon"];
const TIMES: [&str; 4] = ["00:00", "23:59", "24:00", ""];

/// One edit.
enum Edit {
    Answer(Place, Answer),
    Prefill(Place, Answer),
    Specify(Place, &'static str),
    Clear(Place),
    Confirm(Place),
    AddRow(u16),
    RemoveRow(u16, u16),
    Finish,
}

/// Reads an edit. Places that do not exist and choices an item does not have come up too.
fn edit(form: &Form, bytes: [u8; 3]) -> Edit {
    let [kind, item, value] = bytes;
    let item = u16::from(item) % u16::try_from(form.items.len() + 1).unwrap_or(u16::MAX);
    let place = match form.item(item).and_then(|item| item.repeat) {
        Some(_) => Place::from((item, u16::from(value >> 6))),
        None => Place::from(item),
    };
    match kind {
        255 => Edit::Finish,
        128..=191 => Edit::Answer(place, any(form, item, value)),
        192..=207 => Edit::Prefill(place, any(form, item, value)),
        208..=223 => Edit::Specify(place, if value % 2 == 0 { "" } else { "in words" }),
        224..=239 => Edit::AddRow(item),
        240..=254 => Edit::RemoveRow(item, u16::from(value % 4)),
        kind => match kind % 8 {
            0..=3 => Edit::Answer(place, choice(form, item, value)),
            4 | 5 => Edit::Answer(place, Answer::Missing(Reason::ALL[usize::from(value) % Reason::ALL.len()])),
            6 => Edit::Clear(place),
            _ => Edit::Confirm(place),
        },
    }
}

/// One of the choices of an item, or one more than it has.
fn choice(form: &Form, item: u16, value: u8) -> Answer {
    let choices = form.item(item).map_or(0, |item| item.choices.len()).max(2);
    Answer::Choice(u16::from(value) % u16::try_from(choices + 1).unwrap_or(u16::MAX))
}

/// An answer of the kind that is asked for, mostly one that can be read.
fn any(form: &Form, item: u16, value: u8) -> Answer {
    let of = |list: &[&'static str]| list[usize::from(value) % list.len()];
    match form.item(item).map(|item| item.kind) {
        Some(ItemType::Multiple) => Answer::Choices((0..6).filter(|bit| value & (1 << bit) != 0).collect()),
        Some(ItemType::Integer | ItemType::Decimal) => Answer::number(of(&NUMBERS)),
        Some(ItemType::Text) => Answer::Text(of(&["", "a", "made up", "\u{202e}"]).into()),
        Some(ItemType::Time) => Answer::time(of(&TIMES)),
        Some(ItemType::Date) => {
            let to = (value & 64 != 0).then(|| DAYS[usize::from(value / 7) % DAYS.len()].into());
            let calendar = Calendar::ALL[usize::from(value) % Calendar::ALL.len()];
            Answer::date(DateGiven { calendar, from: of(&DAYS).into(), to, words: None })
        }
        _ => choice(form, item, value),
    }
}

fn perform(session: &mut Session, edit: Edit) -> Result<Change, Refused> {
    match edit {
        Edit::Answer(place, answer) => session.answer(place, answer),
        Edit::Prefill(place, answer) => session.prefill(place, answer),
        Edit::Specify(place, words) => session.specify(place, words),
        Edit::Clear(place) => session.clear(place),
        Edit::Confirm(place) => session.confirm(place),
        Edit::AddRow(repeat) => session.add_row(repeat),
        Edit::RemoveRow(repeat, row) => session.remove_row(repeat, row),
        Edit::Finish => {
            session.finish();
            Ok(Change::default())
        }
    }
}

/// Runs the edits; `true` if the interview was finished with a definite outcome.
pub fn answers(data: &[u8]) -> bool {
    let Some((which, edits)) = data.split_first() else { return false };
    let form = &FORMS[usize::from(*which) % FORMS.len()];
    let mut session = start(form);
    for (place, bytes) in edits.chunks_exact(3).take(MOST).enumerate() {
        let before = session.clone();
        let edit = edit(form, [bytes[0], bytes[1], bytes[2]]);
        let opened = match &edit {
            Edit::Answer(place, _) if place.row.is_none() => before.state().item(place.item).is_open(),
            _ => false,
        };
        match perform(&mut session, edit) {
            Ok(_) if opened => completes(&before, &session),
            Ok(_) => {}
            Err(_) => unchanged(&before, &session),
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
    let questions = session.form().items.iter().zip(&finished.state().items).filter(|(item, _)| item.stands_alone());
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
