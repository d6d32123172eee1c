//! Weaves mutants into the code they change, so that one build holds them all and a number switches one of them on.
//!
//! Building is what a mutant costs: woven, a hundred of them cost one build and a hundred runs of the tests. Where a
//! mutant stands, the code becomes `match crate::mutant::active() { 7 => { a - b } _ => { a + b } }`; other mutants
//! inside it are woven into the last arm only, because never more than one is active.

use std::collections::BTreeMap;
use std::ops::Range;

use super::find::{Change, Mutant};

/// What is woven in somewhere.
struct Thread {
    /// What is replaced; nothing where something is only put in.
    range: Range<usize>,
    what: What,
}

enum What {
    /// Code with the number of its mutant, put in.
    Insert(usize, String),
    /// An expression, and what it is by number of the mutant.
    Switch(Vec<(usize, String)>),
}

/// A mark before the code of a mutant, by which what the compiler says of it is found; 0 ends it.
pub(super) fn mark(number: usize) -> String {
    format!("/*mutant {number}*/")
}

/// The code with mutants woven in, each with its number.
pub(super) fn weave(code: &str, mutants: &[(usize, &Mutant)]) -> String {
    let text = |range: Range<usize>| code.get(range).unwrap_or_default();
    let mut threads = Vec::new();
    let mut switches = BTreeMap::<(usize, usize), Vec<(usize, String)>>::new();
    for (number, mutant) in mutants {
        match &mutant.change {
            Change::Return(at, value) => {
                let put = format!("if crate::mutant::active() == {number} {{ return {value}; }}");
                threads.push(Thread { range: *at..*at, what: What::Insert(*number, put) });
            }
            Change::Arm(at) => {
                let put = format!(" if crate::mutant::active() != {number}");
                threads.push(Thread { range: *at..*at, what: What::Insert(*number, put) });
            }
            Change::Piece(whole, piece, with) => {
                let other = [text(whole.start..piece.start), with, text(piece.end..whole.end)].concat();
                switches.entry((whole.start, whole.end)).or_default().push((*number, other));
            }
        }
    }
    let switches = switches.into_iter();
    threads.extend(switches.map(|((start, end), others)| Thread { range: start..end, what: What::Switch(others) }));
    // The outer ones first; what is put in stands before what it stands beside.
    threads.sort_by_key(|thread| {
        (thread.range.start, thread.range.end != thread.range.start, usize::MAX - thread.range.end)
    });
    render(code, 0..code.len(), &threads)
}

/// A part of the code with the threads that lie in it.
fn render(code: &str, part: Range<usize>, threads: &[Thread]) -> String {
    let text = |range: Range<usize>| code.get(range).unwrap_or_default();
    let mut made = String::new();
    let (mut at, mut rest) = (part.start, threads);
    while let Some((thread, after)) = rest.split_first() {
        made += text(at..thread.range.start);
        at = thread.range.end;
        match &thread.what {
            What::Insert(number, put) => {
                made += &["\n", &*mark(*number), put, "\n", &mark(0)].concat();
                rest = after;
            }
            What::Switch(others) => {
                made += "(match crate::mutant::active() {";
                for (number, other) in others {
                    made += &["\n", &*mark(*number), &number.to_string(), " => { ", other, " }"].concat();
                }
                let inner = after.iter().take_while(|inner| inner.range.start < at).count();
                let (inner, later) = after.split_at(inner);
                made += &["\n", &*mark(0), "_ => { ", &render(code, thread.range.clone(), inner), " } })"].concat();
                rest = later;
            }
        }
    }
    made += text(at..part.end);
    made
}

#[cfg(test)]
mod tests {
    use super::super::find::find;
    use super::*;

    /// The woven code on one line, without marks, with the mutants of these places.
    fn woven(code: &str, places: &[usize]) -> String {
        let found = find("a.rs", code).unwrap();
        let numbered: Vec<_> = (1..).zip(places.iter().map(|place| &found[*place])).collect();
        let text = weave(code, &numbered);
        syn::parse_file(&text).unwrap();
        let plain = (0..9).fold(text, |text, number| text.replace(&mark(number), ""));
        plain.replace("crate::mutant::active()", "on").replace('\n', "")
    }

    #[test]
    fn operators_are_switched_and_inner_ones_only_in_the_last_arm() {
        let text = "fn f() -> bool { if on == 1 { return true; }(match on {2 => { a || !b }_ => { a && (match on {3 => { b }\
                    _ => { !b } }) } }) }";
        assert_eq!(woven("fn f() -> bool { a && !b }", &[0, 2, 3]), text);
    }

    #[test]
    fn arms_guards_and_fields_are_switched() {
        let code = "fn f() { match x { 1 => S { a: 2, ..s }, n if n > 3 => b, _ => c } }";
        let text = "fn f() { match x { 1 if on != 1 => (match on {4 => { S {  ..s } }_ => { S { a: 2, ..s } } }), \
                    n if (match on {2 => { true }3 => { n == 3 }_ => { n > 3 } }) => b, _ => c } }";
        assert_eq!(woven(code, &[1, 2, 5, 4]), text);
    }
}
