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

use common::chance::{Chance, every_kind};
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
            let place = chance.place(form.items.len());
            let _ = match chance.below(12) {
                0 => session.add_row(place.item),
                1 => session.remove_row(place.item, place.row.unwrap_or(9)),
                2 => session.clear(place),
                3 => session.confirm(place),
                4 => session.give("gate", "yes"),
                5 => session.give("talk", ["given", "withdrawn", "asked", "refused"][chance.below(4)]),
                6 => session.prefill(place, chance.answer()),
                _ => session.answer(place, chance.answer()),
            };
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
