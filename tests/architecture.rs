//! The direction of flow: a module imports only what stands before it, plus the leaves.
//!
//! Read from the source itself: every `crate::…` and `super::…` path, in `use` lines and elsewhere.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules in order of flow.
const FLOW: &[&str] = &[
    "json",
    "trust",
    "definition",
    "expression",
    "form",
    "compile",
    "evaluation",
    "session",
    "assessment",
    "response",
    "migration",
    "export",
    "view",
    "wasm",
];
/// What stands beside the flow: it may import all of it but `wasm`, and nothing of it but `wasm`, for the workbench, may
/// import this.
const BESIDE: &str = "maintain";
/// The commands: they may use the whole crate, and are the only sources that touch files and the terminal.
const COMMANDS: &str = "bin";
/// What every module may import.
const LEAVES: &[&str] = &["id", "number", "value", "diagnostic", "codec"];
/// `diagnostic` speaks of places in a text, so it may name the pointer of `json`.
const EXCEPTIONS: &[(&str, &str)] = &[("diagnostic", "json")];
/// Crates only `wasm` may name.
const BROWSER: &[&str] = &["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen"];
/// What the core must not do.
const FORBIDDEN: &[&str] =
    &["std::fs", "std::net", "std::env", "std::time", "std::thread", "std::process", "f32", "f64"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file: without comments, and without what stands behind `#[cfg(test)]` at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap();
    text.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// The module a file belongs to, and its path within `src`.
fn module(path: &Path) -> (String, Vec<String>) {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let mut parts: Vec<String> =
        inside.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    (parts[0].clone(), parts)
}

/// The top-level modules a file names by `crate::x`, `crate::{x, y}` or enough `super::`s.
fn named(code: &str, inside: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let word =
        |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    for (place, _) in code.match_indices("crate::") {
        let rest = &code[place + 7..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut start = true;
            for (at, letter) in list.char_indices() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    _ if start && letter.is_alphabetic() => {
                        found.push(word(&list[at..]));
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            found.push(word(rest));
        }
    }
    let up = "super::".repeat(inside.len());
    for (place, _) in code.match_indices(&up) {
        found.push(word(&code[place + up.len()..]));
    }
    found
}

/// What a name of the crate's root belongs to.
fn owner<'a>(name: &'a str, roots: &'a BTreeMap<String, String>) -> &'a str {
    roots.get(name).map_or(name, String::as_str)
}

/// The re-exports of `lib.rs`: name to module.
fn roots() -> BTreeMap<String, String> {
    let text = code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
    let mut roots = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.trim().strip_prefix("pub use ")) {
        let (module, names) = line.trim_end_matches(';').split_once("::").unwrap();
        for name in names.trim_matches(['{', '}']).split(',') {
            roots.insert(name.trim().to_owned(), module.to_owned());
        }
    }
    roots
}

/// A module's place in the flow. What stands beside it comes between all the rest and `wasm`, which is last.
fn rank(module: &str) -> Option<usize> {
    let beside = (module == BESIDE).then_some(2 * FLOW.len() - 3);
    FLOW.iter().position(|known| *known == module).map(|place| 2 * place).or(beside)
}

/// Every source, of the library and of the commands.
fn everything() -> Vec<PathBuf> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 25, "the sources were found");
    files
}

/// The sources of the library.
fn all() -> Vec<PathBuf> {
    let (commands, library): (Vec<_>, Vec<_>) = everything().into_iter().partition(|path| module(path).0 == COMMANDS);
    assert!(commands.len() > 3, "the commands were found");
    library
}

#[test]
fn every_arrow_points_back() {
    let roots = roots();
    assert!(roots.len() >= 8, "the re-exports were found");
    let (mut arrows, mut wrong) = (0, Vec::new());
    for path in all() {
        let (module, inside) = module(&path);
        if module == "lib" {
            continue;
        }
        assert!(LEAVES.contains(&&*module) || rank(&module).is_some(), "{module} has no place in the flow");
        for name in named(&code(&path), &inside) {
            let target = owner(&name, &roots);
            if target == module || target.is_empty() {
                continue;
            }
            arrows += 1;
            let allowed = LEAVES.contains(&target)
                || EXCEPTIONS.contains(&(&module, target))
                || rank(&module).zip(rank(target)).is_some_and(|(from, to)| to < from);
            if !allowed {
                wrong.push(format!("{} -> {target}", path.display()));
            }
        }
    }
    assert!(arrows > 60, "only {arrows} arrows were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_wrong_arrow_would_be_seen() {
    let inside = ["evaluation".to_owned(), "score".to_owned()];
    let found = |code: &str| named(code, &inside);
    assert_eq!(found("use crate::session::Session;"), ["session"]);
    assert_eq!(found("use crate::{Form, value::{Truth, By}, view};"), ["Form", "value", "view"]);
    assert_eq!(found("let x: super::super::wasm::X;"), ["wasm"]);
    assert!(rank("session") > rank("evaluation"));
    assert!(rank("maintain") > rank("view") && rank("maintain") < rank("wasm"));
}

#[test]
fn only_wasm_names_the_browser() {
    for path in everything() {
        let (module, _) = module(&path);
        let code = code(&path);
        for name in BROWSER.iter().filter(|_| module != "wasm") {
            assert!(!code.contains(name), "{} names {name}", path.display());
        }
    }
}

#[test]
fn the_core_has_no_clock_no_files_no_binary_floating_point() {
    for path in all() {
        let code = code(&path);
        for name in FORBIDDEN {
            let mut words = code.match_indices(name).filter(|(place, _)| {
                let boundary =
                    |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_');
                boundary(code[..*place].chars().next_back()) && boundary(code[place + name.len()..].chars().next())
            });
            assert!(words.next().is_none(), "{} names {name}", path.display());
        }
    }
}

#[test]
fn commands_know_nothing_of_forms_but_through_the_library() {
    let terminal = ["anstream", "annotate_snippets", "clap", "indicatif", "terminal_size"];
    for path in everything() {
        let (module, _) = module(&path);
        let code = code(&path);
        // The name is not looked for where a word merely ends with it.
        let names = |name: &str| code.contains(&format!("{name}::"));
        if module == COMMANDS {
            for inner in ["hifijson", "nrm_screening::json", "nrm_screening::definition", "nrm_screening::expression"] {
                assert!(!names(inner), "{} names {inner}", path.display());
            }
        } else {
            assert!(!terminal.iter().any(|name| names(name)), "{} names the terminal", path.display());
        }
    }
}

#[test]
fn every_module_of_the_flow_exists_and_none_is_too_long() {
    for module in FLOW.iter().chain(LEAVES).chain([&BESIDE]) {
        assert!(all().iter().any(|path| self::module(path).0 == *module), "{module}");
    }
    for path in everything() {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 500, "{} has {lines} lines: split it by question", path.display());
    }
}

#[test]
fn parts_of_a_test_name_their_test_from_where_they_stand() {
    // Where mutants are tried, all tests are modules of one program: `crate` is another one there.
    let mut parts = Vec::new();
    sources(Path::new("tests"), &mut parts);
    let of_a_test = |path: &&PathBuf| path.components().count() > 2;
    let wrong: Vec<_> = parts.iter().filter(of_a_test).filter(|path| code(path).contains("crate::")).collect();
    assert!(parts.iter().filter(of_a_test).count() > 20, "{parts:?}");
    assert!(wrong.is_empty(), "write `super::`: {wrong:?}");
}
