//! What is drawn knows no left and no right, and asks the browser for no language: both would be wrong somewhere.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Properties and values that name a side of the page. `transform` is not among them: what turns stands under `:dir`.
fn names_a_side(property: &str, value: &str) -> bool {
    let sides = ["left", "right"];
    let has_side =
        |text: &str| text.split(|letter: char| !letter.is_ascii_alphabetic()).any(|word| sides.contains(&word));
    // Four lengths are top, right, bottom, left: the second and the fourth must be one.
    let corners = property == "border-radius";
    let four = corners
        || matches!(
            property,
            "margin"
                | "padding"
                | "inset"
                | "border-width"
                | "border-style"
                | "border-color"
                | "scroll-margin"
                | "scroll-padding"
        );
    let lengths = lengths(value);
    let uneven = match (corners, lengths.as_slice()) {
        (true, [start, end, ..]) => start != end || lengths.get(3).is_some_and(|last| *last != lengths[2]),
        (false, [_, right, _, left]) => right != left,
        _ => false,
    };
    let turns_with = matches!(
        property,
        "text-align"
            | "float"
            | "clear"
            | "background"
            | "background-position"
            | "background-image"
            | "caption-side"
            | "transform-origin"
            | "object-position"
            | "justify-content"
    );
    has_side(property) || (turns_with && has_side(value)) || (four && uneven)
}

/// The parts of a value, with what stands in brackets in one piece.
fn lengths(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for letter in value.trim().chars() {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        if letter.is_whitespace() && depth == 0 {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(letter);
        }
    }
    parts.retain(|part| !part.is_empty() && part != "!important");
    parts
}

/// Every declaration of a style sheet.
fn declarations(css: &str) -> Vec<(String, String)> {
    let mut plain = String::new();
    for (place, part) in css.split("/*").enumerate() {
        plain.push_str(if place == 0 { part } else { part.split_once("*/").unwrap().1 });
    }
    let mut found = Vec::new();
    for part in plain.split(['{', '}', ';']) {
        if let Some((property, value)) = part.trim().split_once(':') {
            let name = property.trim();
            if !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit())
            {
                found.push((name.to_owned(), value.trim().to_owned()));
            }
        }
    }
    found
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

#[test]
fn the_rule_tells_sides_from_what_turns_with_the_text() {
    for (property, value) in [
        ("left", "0"),
        ("margin-left", "4px"),
        ("border-top-right-radius", "2px"),
        ("text-align", "right"),
        ("float", "left"),
        ("padding", "1px 2px 3px 4px"),
        ("border-width", "0 2px 2px 0"),
        ("border-radius", "4px 0 0 4px"),
        ("background", "linear-gradient(to right, red, blue)"),
    ] {
        assert!(names_a_side(property, value), "{property}: {value}");
    }
    for (property, value) in [
        ("inset-inline-start", "0"),
        ("margin", "1px calc(2px + 1px) 3px calc(2px + 1px)"),
        ("padding", "12px 14px"),
        ("text-align", "start"),
        ("border-radius", "4px 4px 0 0"),
        ("transform", "rotate(45deg)"),
    ] {
        assert!(!names_a_side(property, value), "{property}: {value}");
    }
}

#[test]
fn no_style_names_a_side_of_the_page() {
    let mut seen = 0;
    for path in files("www/package", "css").into_iter().chain(files("www/portal", "css")) {
        for (property, value) in declarations(&fs::read_to_string(&path).unwrap()) {
            seen += 1;
            assert!(!names_a_side(&property, &value), "{}: {property}: {value}", path.display());
        }
    }
    assert!(seen > 500, "the style sheets were not read: {seen}");
}

#[test]
fn no_script_styles_or_asks_the_browser_for_a_language() {
    let scripts: Vec<PathBuf> = files("www/package", "js").into_iter().chain(files("www/portal", "js")).collect();
    assert!(scripts.len() > 10, "{scripts:?}");
    for path in scripts {
        let code = fs::read_to_string(&path).unwrap();
        // Month names, plurals and digits come with the words: browsers answer in English for languages they lack.
        for wrong in ["Intl", "toLocale", "localeCompare", "navigator.language", ".style.", "scrollLeft", "offsetLeft"]
        {
            assert!(!code.contains(wrong), "{}: {wrong}", path.display());
        }
    }
}
