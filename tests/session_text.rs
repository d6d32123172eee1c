//! An interview as text: it comes back as it was, to the last mark, and nothing else is taken for one.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod common;

use common::chance::{Chance, edit, every_kind};
use common::file;
use nrm_screening::assessment::assess_session;
use nrm_screening::evaluation::Mark;
use nrm_screening::form::Item;
use nrm_screening::session::{Change, Refused};
use nrm_screening::value::{Answer, Calendar, Date, DateGiven, ItemType, Reason};
use nrm_screening::{Form, Session, snapshot};
use std::sync::Arc;

fn start(form: &Arc<Form>) -> Session {
    Session::start(Arc::clone(form), Date::parse("2026-11-02").unwrap())
}

#[track_caller]
fn back(session: &Session) -> Session {
    Session::from_text(Arc::clone(session.form()), &session.to_text()).expect("an interview")
}

#[track_caller]
fn comes_back(session: &Session) {
    let back = back(session);
    assert_eq!(back.entries(), session.entries());
    assert_eq!(back.state(), session.state());
    assert_eq!((back.today(), back.is_finished()), (session.today(), session.is_finished()));
    assert_eq!((back.fired(), back.shown()), (session.fired(), session.shown()));
    assert_eq!(back.concluded(), session.concluded());
    assert_eq!(snapshot(&back, 0), snapshot(session, 0));
    assert_eq!(assess_session(&back, 0), assess_session(session, 0));
    assert_eq!(back.to_text(), session.to_text());
}

/// Anything at all, in words too.
fn any_edit(session: &mut Session, chance: &mut Chance) {
    edit(session, chance, |session, chance, kind| {
        (kind == 0).then(|| in_words(session, &["a\u{1f}b\u{1f}", &chance.text()].concat()))
    });
}

/// Says "other" where that can be said first, in words.
fn in_words(session: &mut Session, words: &str) -> Result<Change, Refused> {
    let form = Arc::clone(session.form());
    let asks = |item: &Item| item.kind == ItemType::Single && item.repeat.is_none();
    for (place, item) in (0..).zip(&form.items).filter(|(_, item)| asks(item)) {
        if let Some(other) = item.choices.iter().position(|choice| choice.specify) {
            session.answer(place, Answer::Choice(u16::try_from(other).unwrap()))?;
            return session.specify(place, words);
        }
    }
    session.clear(0)
}

#[test]
fn any_interview_comes_back_as_it_was() {
    let every_item = String::from_utf8(file("tests/fixtures/every-item.form.json")).unwrap();
    let forms = [every_kind(), common::form(&every_item)];
    let mut chance = Chance(5);
    let (mut marked, mut rows, mut words, mut finished) = (0, 0, 0, 0);
    for round in 0..60 {
        let mut session = start(&forms[round % 2]);
        session.show(["fr", "ar"][chance.below(2)]);
        for step in 0..60 {
            any_edit(&mut session, &mut chance);
            if step % 20 == 19 {
                comes_back(&session);
                let mut ended = session.clone();
                ended.finish();
                comes_back(&ended);
                finished += 1;
                marked += session.entries().iter().filter(|entry| entry.mark.is_some()).count();
                words += session.entries().iter().filter(|entry| entry.other.is_some()).count();
                rows += session.entries().iter().map(|entry| entry.rows.len()).sum::<usize>();
            }
        }
    }
    assert!(marked > 50 && rows > 20 && words > 10 && finished == 180, "{marked} {rows} {words} {finished}");
}

#[test]
fn it_goes_on_where_it_was() {
    let form = every_kind();
    let mut session = start(&form);
    for language in ["en", "ar", "en"] {
        session.show(language);
    }
    session.give("gate", "yes").unwrap();
    session.give("talk", "given").unwrap();
    session.give("p", "yes").unwrap();
    session.answer_id("n", Answer::number("-1")).unwrap();
    session.answer_id("t", Answer::Text("a\u{1f}b\u{1f}".into())).unwrap();
    session.answer_id("h", Answer::time("25:00")).unwrap();
    let told = DateGiven {
        calendar: Calendar::Ethiopic,
        from: "1993".into(),
        to: Some("1994-13".into()),
        words: Some("after the rains\u{1f}".into()),
    };
    session.answer_id("d", Answer::date(told)).unwrap();
    session.prefill(form.find("s").unwrap(), Answer::Choice(0)).unwrap();
    let kids = form.find("kids").unwrap();
    session.add_row(kids).unwrap();
    session.add_row(kids).unwrap();
    session.remove_row(kids, 0).unwrap();
    // An alert that was withdrawn stays told of.
    session.answer_id("n", Answer::number("4")).unwrap();
    session.answer_id("m", Answer::Missing(Reason::Declined)).unwrap();
    comes_back(&session);
    assert_eq!(session.fired(), [0]);
    let mut back = back(&session);
    assert_eq!(back.shown().iter().map(|tag| &**tag).collect::<Vec<_>>(), ["ar", "en"]);
    assert_eq!(back.entry(form.find("s").unwrap()).unwrap().mark, Some(Mark::Unconfirmed));
    // The id of a row that is gone is not given again.
    back.add_row(kids).unwrap();
    session.add_row(kids).unwrap();
    assert_eq!(back.entries(), session.entries());
    assert_eq!(back.entry(kids).unwrap().rows.iter().map(|row| &*row.id).collect::<Vec<_>>(), ["r2", "r3"]);
    session.finish();
    let mut ended = Session::from_text(Arc::clone(&form), &session.to_text()).unwrap();
    assert!(ended.give("gate", "no").is_err(), "no edit is taken after the end");
}

#[test]
fn what_is_cut_short_or_longer_or_of_another_form_is_refused() {
    let form = every_kind();
    let mut chance = Chance(9);
    let mut session = start(&form);
    (0..80).for_each(|_| any_edit(&mut session, &mut chance));
    let text = session.to_text();
    let read = |text: &str| Session::from_text(Arc::clone(&form), text);
    assert!(text.char_indices().step_by(7).all(|(end, _)| read(&text[..end]).is_none()));
    assert!(read(&format!("{text}0\u{1f}")).is_none());
    assert!(read(&text.replacen(env!("CARGO_PKG_VERSION"), "0.0.0", 1)).is_none());
    let mut newer = (*form).clone();
    newer.version = "9.9.9".into();
    assert!(Session::from_text(Arc::new(newer), &text).is_none());
    let mut other = (*form).clone();
    other.digest = "0".into();
    assert!(Session::from_text(Arc::new(other), &text).is_none());
}

#[test]
fn a_text_that_was_tampered_with_is_refused_or_stands_as_an_evaluation_has_it() {
    let form = every_kind();
    let mut chance = Chance(11);
    let mut session = start(&form);
    (0..120).for_each(|_| any_edit(&mut session, &mut chance));
    let text = session.to_text();
    let tokens: Vec<&str> = text.split('\u{1f}').collect();
    let (mut taken, mut refused) = (0, 0);
    for place in 4..tokens.len() - 1 {
        for other in ["0", "1", "6", "65535", "x"] {
            let mut changed = tokens.clone();
            changed[place] = other;
            match Session::from_text(Arc::clone(&form), &changed.join("\u{1f}")) {
                Some(mut session) => {
                    comes_back(&session);
                    session.finish();
                    assess_session(&session, 0);
                    taken += 1;
                }
                None => refused += 1,
            }
        }
    }
    assert!(taken > 50 && refused > 100, "{taken} {refused}");
}
