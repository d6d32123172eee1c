//! Weighs the package against its limits and against the committed record.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::check::Check;
use super::measure::{Measured, Weight};
use crate::project::Project;

/// Growth over the record that needs no word, in bytes.
const UNNOTICED: u64 = 1_000;

/// The parts in the order of the table, with the words for them.
const PARTS: [(&str, &str); 8] = [
    ("compile", "nrm_compile wasm"),
    ("engine", "nrm_engine wasm"),
    ("element", "nrm_element wasm"),
    ("paper", "nrm_paper wasm"),
    ("verify", "nrm_verify wasm"),
    ("shell", "glue + shell + css"),
    ("form", "detection form + one language"),
    ("first_question", "all bytes to the first question"),
];

#[derive(Deserialize)]
struct Limits {
    limits: BTreeMap<String, u64>,
    /// Of forms that keep one of their own, not that of detection.
    forms: BTreeMap<String, u64>,
}

/// Prints the table, and checks each part twice: against its limit and against the record.
pub(crate) fn check(project: &Project, measured: &Measured, record: bool) -> Result<Vec<Check>> {
    let sizes = &measured.sizes;
    let limits = fs::read_to_string(project.root.join("xtask/limits.json")).context("xtask/limits.json is missing")?;
    let limits: Limits = serde_json::from_str(&limits).context("xtask/limits.json is not as expected")?;
    let place = project.root.join("xtask/sizes.json");
    let before: BTreeMap<String, u64> = match fs::read_to_string(&place) {
        Ok(text) => serde_json::from_str(&text).context("xtask/sizes.json is not as expected")?,
        Err(_) => BTreeMap::new(),
    };
    println!("\n{:<34}{:>9}{:>9}{:>9}{:>9}{:>10}", "bytes", "raw", "gzip -9", "brotli", "limit", "change");
    let mut checks = Vec::new();
    for (name, words) in PARTS {
        let weight = sizes.get(name).with_context(|| format!("measure.mjs did not weigh {name}"))?;
        let limit = *limits.limits.get(name).with_context(|| format!("xtask/limits.json has no limit for {name}"))?;
        let recorded = before.get(name).copied();
        println!(
            "{words:<34}{:>9}{:>9}{:>9}{limit:>9}{:>10}",
            weight.raw,
            weight.gzip,
            weight.brotli,
            recorded.map_or_else(|| "new".to_owned(), |recorded| change(recorded, weight.brotli)),
        );
        checks.push(Check::new(format!("{words}, limit"), over_limit(weight, limit)));
        let growth = if record { None } else { growth(weight.brotli, recorded) };
        checks.push(Check::new(format!("{words}, growth"), growth));
    }
    // A page loads the form it shows: with any of them all bytes to the first question stay within their limit.
    let part = |name: &str| {
        let weighed = sizes.get(name).map_or(0, |weight| weight.brotli);
        (weighed, limits.limits.get(name).copied().unwrap_or_default())
    };
    let ((detection, usual), (first, most)) = (part("form"), part("first_question"));
    for (id, weight) in &measured.others {
        let limit = limits.forms.get(id).copied().unwrap_or(usual);
        let words = format!("{id} + one language");
        println!("{words:<34}{:>9}{:>9}{:>9}{limit:>9}", weight.raw, weight.gzip, weight.brotli);
        checks.push(Check::new(format!("{words}, limit"), over_limit(weight, limit)));
        let all = Weight { brotli: first.saturating_sub(detection) + weight.brotli, missing: Vec::new(), ..*weight };
        checks.push(Check::new(format!("{words}, to the first question"), over_limit(&all, most)));
    }
    println!();
    if record {
        let now: BTreeMap<&str, u64> = sizes.iter().map(|(name, weight)| (name.as_str(), weight.brotli)).collect();
        fs::write(&place, format!("{}\n", serde_json::to_string_pretty(&now)?))?;
    }
    Ok(checks)
}

fn change(before: u64, now: u64) -> String {
    if now < before { format!("-{}", before - now) } else { format!("+{}", now - before) }
}

fn over_limit(weight: &Weight, limit: u64) -> Option<String> {
    if !weight.missing.is_empty() {
        return Some(format!("the package lacks {}", weight.missing.join(", ")));
    }
    (weight.brotli > limit)
        .then(|| format!("{} bytes are {} more than the limit", weight.brotli, weight.brotli - limit))
}

fn growth(now: u64, recorded: Option<u64>) -> Option<String> {
    let Some(recorded) = recorded else {
        return Some("nothing is recorded: run `cargo xtask package --record`".to_owned());
    };
    (now > recorded + UNNOTICED).then(|| {
        let more = now - recorded;
        format!("{more} bytes more than recorded: make it smaller, or name it in CHANGELOG.md and run `cargo xtask package --record`")
    })
}
