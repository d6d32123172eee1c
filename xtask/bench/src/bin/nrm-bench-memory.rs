//! Prints the bytes a form, a session and an assessment take, as JSON lines: what is kept, and the most at any moment.
//!
//! Counted where memory is asked for, so that every 64-bit machine counts the same.

use nrm_bench::{Plan, SIGNS, SIZES, assessed, entries, load, session};
use peak_alloc::PeakAlloc;
use serde_json::json;
use std::sync::Arc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Runs `make`: what it made, the bytes that stay, and the most there were in between.
fn counted<T>(make: impl FnOnce() -> T) -> (T, usize, usize) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let result = make();
    (result, MEMORY.current_usage() - before, MEMORY.peak_usage() - before)
}

fn main() {
    for size in SIZES {
        let plan = Plan::of(size);
        let text = plan.text();
        let answers = plan.answers(SIGNS);
        let answers_text = plan.answers_text(&answers);
        let (form, form_kept, load_most) = counted(|| Arc::new(load(&text)));
        let entries = entries(&form, &answers_text);
        let (session, session_kept, session_most) = counted(|| session(&form, &entries));
        let (assessment, assessment_kept, assessment_most) = counted(|| assessed(&form, &entries));
        drop((session, assessment));
        for (what, bytes) in [
            ("form-kept", form_kept),
            ("load-most", load_most),
            ("session-kept", session_kept),
            ("session-most", session_most),
            ("assessment-kept", assessment_kept),
            ("assessment-most", assessment_most),
        ] {
            println!("{}", json!({ "size": size, "what": what, "bytes": bytes }));
        }
    }
}
