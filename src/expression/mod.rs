//! Conditions and numbers: text to syntax tree to typed program.
//!
//! The text is CEL (Common Expression Language) syntax; `docs/form-language.md` is the reference. What the language
//! does not have is a diagnostic, never a silently different value. A condition is in negation normal form: negation
//! stands at atoms only.

#[cfg(feature = "compile")]
mod names;
#[cfg(feature = "compile")]
mod parse;
mod program;
#[cfg(feature = "compile")]
mod syntax;
#[cfg(feature = "compile")]
mod token;
#[cfg(feature = "compile")]
mod typing;

/// Whether two expressions are written with the same tokens: they differ in spaces at most.
///
/// ```
/// # use nrm_screening::expression::is_same;
/// assert!(is_same("a == 'x' && b", "a=='x'&&b"));
/// assert!(!is_same("a == 'x'", "a == 'x '"));
/// ```
#[cfg(feature = "maintain")]
pub fn is_same(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (token::Tokens::new(one), token::Tokens::new(other));
    loop {
        match (one.next(), other.next()) {
            (Some(token::Token::End), Some(token::Token::End)) => return true,
            (Some(token), Some(same)) if token == same => {}
            _ => return false,
        }
    }
}

#[cfg(feature = "compile")]
pub use names::{Named, Names};
#[cfg(all(feature = "compile", not(target_arch = "wasm32")))]
pub(crate) use parse::parse;
pub use program::{Atom, Cell, Compare, Condition, Day, Fold, Number, Operation, Read, Test, Value};
#[cfg(all(feature = "compile", not(target_arch = "wasm32")))]
pub(crate) use syntax::{Operator, Syntax};
#[cfg(feature = "compile")]
pub use typing::{Scope, condition, makes_number, value};
