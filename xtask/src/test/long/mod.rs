//! The large sizes: parts that take long and run only with `--long`.

mod calls;
mod fuzz;
mod mutants;
mod pairs;

pub(super) use calls::run as calls;
pub(super) use fuzz::run as fuzz;
pub(super) use mutants::run as mutants;
pub(super) use pairs::run as pairs;
