//! What is in the package that others wrote, as a bill of materials (`CycloneDX` 1.6): the crates that were compiled into the wasm, as
//! cargo told while it compiled them, and the standard library. No time and no number is in it: the same sources make the same file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::check::Check;
use crate::program::Program;
use crate::project::Project;
use crate::tools::rustc;
use crate::wasm::{BUILDS, Built, WASM};

/// Its name in the package.
const FILE: &str = "sbom.cdx.json";
/// Which wasm a component is in.
const IN: &str = "nrm-screening:wasm";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    description: Option<String>,
}

/// Of the file, what is compared.
#[derive(Deserialize)]
struct Bom {
    components: Vec<Component>,
}

#[derive(Deserialize)]
struct Component {
    name: String,
    version: String,
    properties: Vec<Property>,
}

#[derive(Deserialize)]
struct Property {
    value: String,
}

/// Writes it beside the wasm.
pub(super) fn write(project: &Project, built: &Built) -> Result<()> {
    let text = Program::cargo(&project.root)
        .args(["metadata", "--format-version", "1", "--all-features", "--filter-platform", WASM])
        .quiet()
        .read()?;
    let Metadata { packages } = serde_json::from_str(&text).context("`cargo metadata` wrote something unexpected")?;
    let lock = fs::read_to_string(project.root.join("Cargo.lock")).context("Cargo.lock is missing")?;
    let sums = checksums(&lock);
    let mut components = Vec::new();
    for (id, wasm) in &built.crates {
        let package = packages.iter().find(|package| package.id == *id);
        let package = package.with_context(|| format!("`cargo metadata` does not know {id}"))?;
        if package.name != "nrm-screening" {
            components.push(component(package, wasm, sums.get(&(&*package.name, &*package.version)).copied()));
        }
    }
    components.push(standard_library(project)?);
    let bom = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "library",
            "bom-ref": format!("pkg:npm/nrm-screening@{}", project.version),
            "name": "nrm-screening",
            "version": project.version,
            "purl": format!("pkg:npm/nrm-screening@{}", project.version),
            "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        } },
        "components": components,
    });
    let place = built.folder.join(FILE);
    fs::write(&place, serde_json::to_string_pretty(&bom)? + "\n")
        .with_context(|| format!("cannot write {}", place.display()))
}

fn component(package: &Package, wasm: &BTreeSet<&str>, sum: Option<&str>) -> Value {
    let Package { name, version, license, description, .. } = package;
    let purl = format!("pkg:cargo/{name}@{version}");
    let mut made = json!({
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "scope": "required",
        "purl": purl,
        "properties": wasm.iter().map(|name| json!({ "name": IN, "value": name })).collect::<Vec<_>>(),
    });
    // Crates of before SPDX expressions write a slash for "or".
    let license = license.as_ref().map(|license| license.replace('/', " OR "));
    let optional = [
        ("description", description.as_ref().map(|text| json!(text.trim()))),
        ("licenses", license.map(|license| json!([{ "expression": license }]))),
        ("hashes", sum.map(|sum| json!([{ "alg": "SHA-256", "content": sum }]))),
    ];
    for (key, value) in optional {
        if let (Some(value), Some(made)) = (value, made.as_object_mut()) {
            made.insert(key.to_owned(), value);
        }
    }
    made
}

/// No crate of the lock file: it comes with the compiler.
fn standard_library(project: &Project) -> Result<Value> {
    let version = rustc(project, "release")?;
    Ok(json!({
        "type": "library",
        "bom-ref": format!("rust-std@{version}"),
        "name": "rust-std",
        "version": version,
        "scope": "required",
        "description": "The Rust standard library",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "properties": BUILDS.iter().map(|build| json!({ "name": IN, "value": build.name })).collect::<Vec<_>>(),
    }))
}

/// The checksums of `Cargo.lock`, by name and version.
fn checksums(lock: &str) -> BTreeMap<(&str, &str), &str> {
    let value = |block: &'_ str, key: &str| -> Option<(usize, usize)> {
        let start = block.find(&format!("\n{key} = \""))? + key.len() + 5;
        Some((start, start + block.get(start..)?.find('"')?))
    };
    lock.split("[[package]]")
        .filter_map(|block| {
            let read = |key| value(block, key).and_then(|(start, end)| block.get(start..end));
            Some(((read("name")?, read("version")?), read("checksum")?))
        })
        .collect()
}

/// Compares the package's with what cargo resolves for each wasm, which is another way to the same crates.
pub(super) fn check(project: &Project) -> Result<Vec<Check>> {
    let place = project.package().join(FILE);
    let text = fs::read_to_string(&place).with_context(|| format!("{} is missing", place.display()))?;
    let bom: Bom = serde_json::from_str(&text).with_context(|| format!("{} is not as expected", place.display()))?;
    let listed = |wasm: &str| -> BTreeSet<String> {
        let within = |one: &&Component| one.properties.iter().any(|property| property.value == wasm);
        bom.components.iter().filter(within).map(|one| format!("{} {}", one.name, one.version)).collect()
    };
    let standard = format!("rust-std {}", rustc(project, "release")?);
    let mut checks = Vec::new();
    for build in &BUILDS {
        let tree = Program::cargo(&project.root)
            .args([
                "tree",
                "--locked",
                "--edges",
                "normal,no-proc-macro",
                "--target",
                WASM,
                "--prefix",
                "none",
                "--format",
                "{p}",
            ])
            .args(build.features)
            .quiet()
            .read()?;
        let mut wanted: BTreeSet<String> = tree.lines().filter_map(named).collect();
        wanted.insert(standard.clone());
        let listed = listed(build.name);
        let lacking: Vec<&String> = wanted.symmetric_difference(&listed).collect();
        let problem = (!lacking.is_empty())
            .then(|| format!("{lacking:?} in one of {FILE} and `cargo tree`, and not in the other"));
        checks.push(Check::new(format!("every crate of {} in {FILE}", build.name), problem));
    }
    let manifest: Value = serde_json::from_str(&fs::read_to_string(project.package().join("package.json"))?)?;
    let needs = ["dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"];
    let found: Vec<&str> = needs.into_iter().filter(|key| manifest.get(key).is_some()).collect();
    checks.push(Check::new(
        "no npm package at run time",
        (!found.is_empty()).then(|| format!("package.json has {found:?}")),
    ));
    Ok(checks)
}

/// `name v1.2.3 …` as `name 1.2.3`; nothing for the crate itself.
fn named(line: &str) -> Option<String> {
    let mut words = line.split(' ');
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    (name != "nrm-screening").then(|| format!("{name} {version}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_read_and_a_package_without_one_is_left_out() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n\n[[package]]\nname = \"b\"\nversion = \"2.0.0\"\n";
        assert_eq!(checksums(lock), BTreeMap::from([(("a", "1.0.0"), "ab")]));
    }

    #[test]
    fn a_line_of_the_tree_names_a_crate() {
        assert_eq!(named("slab v0.4.12 (*)").as_deref(), Some("slab 0.4.12"));
        assert_eq!(named("nrm-screening v0.1.0 (/place)"), None);
    }
}
