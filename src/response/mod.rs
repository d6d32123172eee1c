//! The response: an interview as it is handed over and kept, and going on with it another day.

mod report;
mod resume;
#[cfg(not(target_arch = "wasm32"))]
mod seal;

pub use report::{
    ConsentOf, ConsentReport, Extent, FiredReport, LeftReport, MigratedFrom, Purpose, Response, ReviewReport,
};
pub use resume::{NotResumed, session_of};
#[cfg(not(target_arch = "wasm32"))]
pub use seal::{canonical, resume, unchanged};
