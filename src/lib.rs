#![doc = include_str!("../README.md")]
//!
//! # The crate
//!
//! The phases, in order of flow; a module imports only what stands before it, plus the leaves [`id`], [`number`],
//! [`value`] and [`diagnostic`]:
//!
//! [`json`] (text to tree) ▸ [`definition`] (the form as authored) ▸ [`expression`] (conditions and numbers) ▸ [`form`]
//! (the compiled form, plain data) ▸ [`compile`](mod@compile) (definition to [`Form`]) ▸ [`evaluation`] (form and answers to state) ▸ [`session`] (the
//! live edit) ▸ [`assessment`] (state to report) ▸ [`response`] (what is handed over and kept) ▸ [`view`] (session to a tree of nodes) ▸ `wasm` (the browser).
//!
//! Beside them, natively, stand [`migration`] (from one version of a form to another), [`export`] (to the fields of a
//! standard) and [`maintain`] (what the maintainers' command does); and, natively and in a wasm of its own, [`trust`] (who
//! signed a version of a form).
//!
//! Everything wrong with a definition is found by reading and compiling it; evaluating a [`Form`] cannot fail. There
//! is no I/O, no clock and no randomness in here, and no binary floating point between an answer and an outcome.
//! Nothing unknown ever reads as no.

extern crate alloc;

pub mod assessment;
mod codec;
#[cfg(feature = "compile")]
pub mod compile;
#[cfg(feature = "compile")]
pub mod definition;
pub mod diagnostic;
pub mod evaluation;
#[cfg(feature = "maintain")]
pub mod export;
pub mod expression;
pub mod form;
pub mod id;
pub mod json;
#[cfg(feature = "maintain")]
pub mod maintain;
#[cfg(feature = "maintain")]
pub mod migration;
pub mod number;
pub mod response;
pub mod session;
#[cfg(any(feature = "verify", all(feature = "maintain", not(target_arch = "wasm32"))))]
pub mod trust;
pub mod value;
pub mod view;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use assessment::{Assessment, assess, snapshot};
#[cfg(feature = "compile")]
pub use compile::compile;
#[cfg(feature = "compile")]
pub use definition::{FormDefinition, TextsOverlay};
pub use diagnostic::{Diagnostic, Diagnostics};
pub use form::{Form, Services};
pub use response::Response;
pub use session::Session;
