//! What the wasm may ask of the page: the committed lists, and the names no list may hold.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::check::Check;
use crate::project::Project;

/// Ways out of the question area: network, storage, address, and the page's own code.
const FORBIDDEN: [&str; 20] = [
    "fetch",
    "xmlhttp",
    "websocket",
    "eventsource",
    "beacon",
    "rtc",
    "transport",
    "location",
    "open",
    "cookie",
    "localstorage",
    "indexeddb",
    "newnoargs",
    "new_no_args",
    "local_storage",
    "eval",
    "global_this",
    "globalthis",
    "reflect_apply",
    "import",
];

/// What only something that draws needs.
const DRAWING: [&str; 6] = ["document", "element", "node", "window", "shadow", "html"];

/// Checks each wasm's imports against its committed list, or commits them as the list; either way none may be forbidden.
pub(crate) fn check(project: &Project, imports: &BTreeMap<String, Vec<String>>, record: bool) -> Result<Vec<Check>> {
    let folder = project.root.join("xtask/imports");
    let mut checks = Vec::new();
    for (wasm, names) in imports {
        let place = folder.join(format!("{wasm}.txt"));
        if record {
            fs::create_dir_all(&folder)?;
            fs::write(&place, names.join("\n") + "\n").with_context(|| format!("cannot write {}", place.display()))?;
        }
        checks.push(Check::new(format!("imports of {wasm}, as listed"), difference(wasm, &place, names)));
        checks.push(Check::new(format!("imports of {wasm}, none that leads out"), containing(names, &FORBIDDEN)));
        if wasm != "nrm_element" {
            checks.push(Check::new(format!("imports of {wasm}, none that draws"), containing(names, &DRAWING)));
        }
    }
    Ok(checks)
}

fn difference(wasm: &str, place: &Path, names: &[String]) -> Option<String> {
    let Ok(listed) = fs::read_to_string(place) else {
        return Some(format!("xtask/imports/{wasm}.txt is missing: run `cargo xtask package --record`"));
    };
    let listed: Vec<&str> = listed.lines().collect();
    let new = names.iter().filter(|name| !listed.contains(&name.as_str())).map(|name| format!("+{name}"));
    let gone = listed.iter().filter(|name| !names.iter().any(|now| now == *name)).map(|name| format!("-{name}"));
    let all: Vec<String> = new.chain(gone).collect();
    (!all.is_empty()).then(|| format!("{}: if that is wanted, run `cargo xtask package --record`", all.join(" ")))
}

fn containing(names: &[String], words: &[&str]) -> Option<String> {
    let found: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| words.iter().any(|word| name.to_lowercase().contains(word)))
        .collect();
    (!found.is_empty()).then(|| found.join(" "))
}
