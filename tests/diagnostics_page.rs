//! `docs/diagnostics.md` has every code, with the words it is told in and a broken form that trips it.
//!
//! `UPDATE=1 cargo test --test diagnostics_page` writes it anew.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

use nrm_screening::Diagnostic;
use nrm_screening::diagnostic::{Code, Severity};
use nrm_screening::maintain::{Source, check_form};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const HEAD: &str = "# What is told of a form

Every code that `nrm-forms check` tells of a form, in the order in which a form is looked at. A code stays the same in
later versions; `…` stands for a name, a bound or a number. Errors refuse a form, warnings do not. The lines are those of
[the broken forms](../tests/fixtures/broken), one for each code. This page is written by a test: `tests/diagnostics_page.rs`.
";

/// The first code of each part, what the part is about, and why it matters.
const PARTS: &[(&str, &str, &str)] = &[
    (
        "empty",
        "The file and its shape",
        "A form is read exactly or not at all: what is misspelled, doubled or hidden would otherwise be lost in silence, \
         and a question with it. A file comes from anywhere, so that everything in it has a limit.",
    ),
    (
        "newer-format",
        "Names and codes",
        "Answers, translations and records refer to names for years. A name that stands twice or for nothing makes one \
         of them read as another.",
    ),
    (
        "expression-syntax",
        "Expressions",
        "A condition that is read otherwise than it was meant decides about a person. So whatever is not certain is \
         refused, and nothing is converted.",
    ),
    (
        "before-consent",
        "Consent, items and answers",
        "Nobody is asked before they agreed to talk, a refusal is seen by someone, and every question can be answered, \
         also with nothing of what it lists.",
    ),
    (
        "age-without-fallback",
        "Age, scores and bands",
        "Who may be a child is treated as one. A score counts what its source counts, and says what it makes of silences.",
    ),
    (
        "nested-group",
        "Groups, dimensions, the decision table",
        "\"No sign at this time\" is earned by answers, never reached by silence, by a gate or by falling through.",
    ),
    (
        "not-compiled",
        "Compiled forms, texts and answers",
        "What a device reads was made for it, and a translation belongs to the text it translates.",
    ),
    (
        "zero-divisor",
        "What is proved of the whole form",
        "A condition that cannot hold, a row that nothing reaches or a number that is not exact looks right and is \
         silent: nobody would be referred by it. These are proved with the answers that questions can have, what is not \
         asked, and every silence; where a proof would take too long, that is told. Devices leave them out: forms are \
         proved before they reach one.",
    ),
    (
        "unused-item",
        "Warnings",
        "An answer costs the person who gives it. A question that nothing reads is told where the person or the observer \
         answers it with a choice, a number or a date, unless it is `required`, stands in an `essential` group or in a \
         repeat, or has a choice to `specify`: such answers are wanted for the record.",
    ),
];

fn page() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut page = String::from(HEAD);
    let mut parts = PARTS.iter().peekable();
    for code in Code::ALL {
        let word = code.word();
        if let Some((_, title, why)) = parts.next_if(|(first, ..)| *first == word) {
            write!(page, "\n## {title}\n\n{why}\n").unwrap();
        }
        let told =
            Diagnostic { code: *code, pointer: "".into(), subject: "…".into(), nearest: None, at: None }.report();
        let severity = if code.severity() == Severity::Error { "Error" } else { "Warning" };
        write!(page, "\n### `{word}`\n\n{severity}: {}.\n", told.message).unwrap();
        let file = format!("tests/fixtures/broken/{word}.json");
        if let Ok(text) = fs::read(root.join(&file)) {
            let found = check_form(&text).1.into_iter().find(|one| one.code == word);
            let found = found.unwrap_or_else(|| panic!("{file} does not trip {word}"));
            let line = Source::new(text.clone()).mark(&found).line;
            let all = String::from_utf8_lossy(&text);
            let line: String = all.lines().nth(line - 1).unwrap_or_default().trim().chars().take(160).collect();
            if line.chars().any(char::is_alphanumeric) {
                write!(page, "\n```json\n{line}\n```\n").unwrap();
            }
        }
        write!(page, "\nTo put it right: {}.\n", told.help).unwrap();
    }
    assert!(parts.next().is_none(), "every part begins with a code");
    page
}

#[test]
fn the_page_has_every_code_as_it_is_told() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    let page = page();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == page, "the page has drifted: run `UPDATE=1 cargo test --test diagnostics_page`");
    for code in Code::ALL {
        assert_eq!(page.matches(&format!("\n### `{}`\n", code.word())).count(), 1);
    }
}
