//! The tree in which the mutants are tried: the crate with all its tests of meaning in one program.
//!
//! What a mutant costs is building: with a program for each file of `tests`, forty are linked for every mutant. The
//! tree is a copy, so that nothing of the project is touched and a run may go on while the project is worked on.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// What the tests need.
const PARTS: [&str; 12] = [
    "src",
    "server",
    "tests",
    "schemas",
    "fuzz",
    "docs",
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "clippy.toml",
];

/// The one test program.
pub(super) const PROGRAM: &str = "mutants";

/// What a test says that looks at more than meaning: the command, how something is written out, the browser's part.
const BEYOND: [&str; 3] = ["CARGO_BIN_EXE_", "assert_snapshot", "\"www"];

/// Tests that have nothing to say about meaning either; all others are run for every mutant.
const OTHER_TESTS: [&str; 6] =
    ["architecture", "contract", "diagnostics_page", "fuzz_corpus", "reading", "translations"];

/// Copies the project and puts its tests together.
pub(super) fn make(root: &Path, tree: &Path) -> Result<()> {
    if tree.exists() {
        fs::remove_dir_all(tree).with_context(|| format!("cannot remove {}", tree.display()))?;
    }
    for part in PARTS {
        copy(&root.join(part), &tree.join(part))?;
    }
    let manifest = tree.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)?;
    fs::write(&manifest, one_program(&text)?)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(tree.join("tests"))? {
        let path = entry?.path();
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let written = path.extension().is_some_and(|kind| kind == "rs") && !OTHER_TESTS.contains(&&*name);
        if written && !beyond_meaning(&fs::read_to_string(&path)?) {
            names.push(name);
        }
    }
    if names.is_empty() {
        bail!("tests holds no tests of meaning");
    }
    names.sort();
    let modules = names.iter().map(|name| format!("#[path = \"{name}.rs\"]\nmod {name};\n"));
    let program: Vec<String> =
        ["//! Every test of meaning, in one program.\n\n".to_owned()].into_iter().chain(modules).collect();
    fs::write(tree.join("tests").join(PROGRAM).with_extension("rs"), program.concat())?;
    Ok(())
}

/// Whether a test looks at more than meaning.
fn beyond_meaning(test: &str) -> bool {
    BEYOND.iter().any(|word| test.contains(word))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
        for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
            let name = entry?.file_name();
            if name != "target" && name != "node_modules" {
                copy(&from.join(&name), &to.join(&name))?;
            }
        }
    } else {
        fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    }
    Ok(())
}

/// The manifest with a library for tests only, no command, and one test program.
fn one_program(manifest: &str) -> Result<String> {
    let mut text = manifest.to_owned();
    let (_, after) = manifest.split_once("[[bin]]").context("Cargo.toml has no [[bin]]")?;
    let bin = format!("[[bin]]{}", after.split("\n[").next().unwrap_or_default());
    for (old, new) in [
        ("crate-type = [\"cdylib\", \"rlib\"]", "crate-type = [\"rlib\"]".to_owned()),
        ("[package]\n", "[package]\nautobins = false\nautotests = false\n".to_owned()),
        // It is built once and run hundreds of times.
        ("[profile.release]\n", "[profile.dev.package.nrm-screening]\nopt-level = 1\n\n[profile.release]\n".to_owned()),
        (&*bin, format!("[[test]]\nname = \"{PROGRAM}\"\npath = \"tests/{PROGRAM}.rs\"\n")),
    ] {
        if text.matches(old).count() != 1 {
            bail!("Cargo.toml has `{old}` not once: the tree of the mutants has to be made otherwise");
        }
        text = text.replace(old, &new);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_has_one_program_and_no_command() {
        let old = "[package]\nname = \"x\"\n\n[lib]\ncrate-type = [\"cdylib\", \"rlib\"]\n\n[[bin]]\nname = \"y\"\n\n[features]\n[profile.release]\n";
        let new = one_program(old).unwrap();
        assert!(
            !new.contains("[[bin]]") && !new.contains("cdylib") && new.contains("[[test]]\nname = \"mutants\""),
            "{new}"
        );
        assert!(new.contains("autotests = false") && new.contains("opt-level = 1\n\n[profile.release]\n"), "{new}");
        assert!(one_program(&new).is_err());
    }
}
