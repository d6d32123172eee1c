//! How often each construct was met.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Construct to how often it was met.
pub type Hits = BTreeMap<String, u64>;

thread_local! {
    static HITS: RefCell<Hits> = RefCell::default();
}

/// Counts one.
pub fn hit(what: impl Into<String>) {
    HITS.with_borrow_mut(|hits| *hits.entry(what.into()).or_default() += 1);
}

/// What was counted in this thread since this was last asked.
pub fn taken() -> Hits {
    HITS.take()
}
