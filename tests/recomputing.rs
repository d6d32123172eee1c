//! Every interview, however it went and wherever it stands, can be computed again from its trace (semantics 34).

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
use nrm_screening::Session;
use nrm_screening::assessment::{assess_session, recompute};
use nrm_screening::value::Date;
use std::sync::Arc;

#[test]
fn any_interview_is_computed_again_from_its_trace() {
    let form = every_kind();
    let mut chance = Chance(3);
    let mut checked = 0;
    for _ in 0..60 {
        let mut session = Session::start(Arc::clone(&form), Date::parse("2026-11-02").unwrap());
        for step in 0..60 {
            edit(&mut session, &mut chance, |_, _, _| None);
            if step % 15 == 14 {
                let mut moments = [session.clone(), session.clone()];
                moments[1].finish();
                for session in moments {
                    let told = serde_json::to_string(&assess_session(&session, 0)).unwrap();
                    if let Err(found) = recompute(&form, told.as_bytes()) {
                        panic!("34: {found}\n{:#?}\n{told}", session.entries());
                    }
                    checked += 1;
                }
            }
        }
    }
    assert_eq!(checked, 60 * 4 * 2);
}

/// An assessment with one member left out, at every place of it and of its trace.
#[test]
fn whatever_is_left_out_is_noticed_and_named() {
    let form = every_kind();
    let session = Session::start(Arc::clone(&form), Date::parse("2026-11-02").unwrap());
    let whole = serde_json::to_value(assess_session(&session, 0)).unwrap();
    let mut left_out = 0;
    for within in [None, Some("trace"), Some("form"), Some("outcome")] {
        let members = within.map_or(&whole, |name| &whole[name]).as_object().unwrap().clone();
        for (name, _) in members {
            let mut changed = whole.clone();
            let holder = if let Some(part) = within { &mut changed[part] } else { &mut changed };
            holder.as_object_mut().unwrap().shift_remove(&name);
            let found = recompute(&form, changed.to_string().as_bytes()).expect_err(&name);
            assert!(!found.list().is_empty(), "{name} of {within:?} is refused without a word");
            left_out += 1;
        }
    }
    assert!(left_out > 25, "{left_out}");
}
