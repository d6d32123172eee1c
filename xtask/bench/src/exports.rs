//! The work as wasm: numbers in, numbers out.
#![allow(unsafe_code, reason = "exporting a function by its own name counts as unsafe; nothing else here is")]

use crate::{Operation, Work};
use std::cell::RefCell;

thread_local! {
    static WORK: RefCell<Option<Work>> = const { RefCell::new(None) };
}

fn operation(place: u32) -> Operation {
    usize::try_from(place).ok().and_then(|place| Operation::ALL.get(place)).map_or(Operation::Load, |(known, _)| *known)
}

/// Makes the work on a form with so many questions.
#[unsafe(no_mangle)]
pub extern "C" fn work_prepare(size: u32) {
    WORK.set(Some(Work::new(size.try_into().unwrap_or_default())));
}

/// How many times one run does the operation at this place of the list.
#[unsafe(no_mangle)]
pub extern "C" fn work_times(place: u32) -> u32 {
    let times = WORK.with_borrow(|work| work.as_ref().map_or(0, |work| work.times(operation(place))));
    times.try_into().unwrap_or_default()
}

/// Does the operation at this place of the list.
#[unsafe(no_mangle)]
pub extern "C" fn work_run(place: u32) {
    WORK.with_borrow_mut(|work| {
        if let Some(work) = work {
            work.run(operation(place));
        }
    });
}
