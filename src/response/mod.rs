//! The response: an interview as it is handed over and kept, and going on with it another day.

mod report;
mod resume;
#[cfg(feature = "maintain")]
mod seal;

pub use report::{
    ConsentOf, ConsentReport, Extent, FiredReport, LeftReport, MigratedFrom, Purpose, Response, ReviewReport,
};
pub use resume::{NotResumed, session_of};
#[cfg(feature = "maintain")]
pub use seal::{canonical, resume, unchanged};
