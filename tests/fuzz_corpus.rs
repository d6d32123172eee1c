//! The committed corpus of the fuzzers, through the same functions: what was once found is tested with every compiler.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::fs;
use std::path::Path;

/// Runs every file of a target's corpus: how many there are, and how many went all the way.
#[track_caller]
fn replay(target: &str, run: fn(&[u8]) -> bool) -> (usize, usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let through = files.iter().filter(|file| run(&fs::read(file).unwrap())).count();
    (files.len(), through)
}

#[test]
fn every_definition_of_the_corpus() {
    let (files, forms) = replay("reader", fuzz::reader);
    assert!(files >= 12 && forms >= 4, "{files} files, {forms} forms");
}

#[test]
fn every_condition_of_the_corpus() {
    let (files, conditions) = replay("expression", fuzz::expression);
    assert!(files >= 24 && conditions >= 14, "{files} files, {conditions} conditions");
}

#[test]
fn every_interview_of_the_corpus() {
    let (files, definite) = replay("answers", fuzz::answers);
    assert!(files >= 9 && definite >= 3, "{files} files, {definite} ended with a definite outcome");
}

#[test]
fn every_response_of_the_corpus() {
    let (files, taken) = replay("response", fuzz::response);
    assert!(files >= 7 && taken >= 5, "{files} files, {taken} were taken");
}

#[test]
fn everything_signed_of_the_corpus() {
    let (files, admitted) = replay("signed", fuzz::signed);
    assert!(files >= 11 && admitted == 2, "{files} files, {admitted} were admitted");
}

#[test]
fn every_part_of_a_seed_is_taken_without_a_panic() {
    let targets = [
        ("reader", fuzz::reader as fn(&[u8]) -> bool),
        ("expression", fuzz::expression),
        ("response", fuzz::response),
        ("signed", fuzz::signed),
    ];
    for (target, run) in targets {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
        for entry in fs::read_dir(folder).unwrap() {
            let text = fs::read(entry.unwrap().path()).unwrap();
            for end in (0..text.len()).step_by(text.len() / 64 + 1) {
                run(&text[..end]);
                run(&text[end..]);
            }
        }
    }
}
