//! Mutants: small changes of the code that holds meaning, each of which a test has to notice.

mod find;
mod program;
mod tree;
mod weave;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use find::Mutant;
use program::{Fate, Tests};

use crate::arguments::TestOptions;
use crate::project::Project;
use crate::test::count::Count;

/// The code that holds meaning: what is tried where no `--file` says otherwise.
const PARTS: [&str; 4] = ["src/evaluation", "src/expression", "src/assessment", "src/form/reach.rs"];

/// Those that may survive, in percent of those that were tried, rounded up; each of them has to be listed.
const MOST_SURVIVORS: usize = 3;

/// Survivors that are known, with the reason of each.
const ALLOWED: &str = "xtask/mutants.allowed";

/// What became of a mutant, by its name.
type Tried = (String, Fate);

/// Tries the mutants and compares the survivors with the list.
pub(in crate::test) fn run(project: &Project, options: &TestOptions) -> Result<Count> {
    let allowed = fs::read_to_string(project.root.join(ALLOWED)).with_context(|| format!("{ALLOWED} is missing"))?;
    let allowed = read_allowed(&allowed)?;
    let out = project.target.join("mutants");
    let place = out.join("tree");
    let mutants = list(project, options)?;
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    let names: Vec<String> = mutants.iter().map(|(number, mutant)| format!("{number} {}\n", mutant.name)).collect();
    fs::write(out.join("list.txt"), names.concat())?;
    tree::make(&project.root, &place)?;
    let tests = Tests::build(&project.root, &place, &out.join("cargo"), &mutants)?;
    let mut fates = BTreeMap::new();
    // The quick tests first, for all: what they leave is few.
    for slow in [false, true] {
        let left: Vec<_> = mutants.iter().filter(|(number, _)| !fates.contains_key(number)).collect();
        let left: Vec<_> = left.into_iter().filter(|(number, _)| !tests.unviable.contains(number)).collect();
        println!("{} to try with the {} tests", left.len(), if slow { "slow" } else { "quick" });
        for (number, mutant) in left {
            let fate = tests.fate(*number, slow)?;
            if fate != Fate::Noticed {
                println!("{fate:?}: {}", mutant.name);
            }
            if fate != Fate::Survived || slow {
                fates.insert(*number, fate);
            }
        }
    }
    let judged = |(number, mutant): &(usize, Mutant)| Some((mutant.name.clone(), *fates.get(number)?));
    let tried: Vec<Tried> = mutants.iter().filter_map(judged).collect();
    judge(&tried, tests.unviable.len(), &allowed, options.files.is_empty())
}

/// The mutants there are, as many as were asked for, each with its number.
fn list(project: &Project, options: &TestOptions) -> Result<Vec<(usize, Mutant)>> {
    let parts = if options.files.is_empty() { PARTS.map(str::to_owned).to_vec() } else { options.files.clone() };
    let mut mutants = Vec::new();
    for part in parts {
        let mut files = Vec::new();
        each_file(&project.root, Path::new(&part), &mut files)?;
        for file in files {
            let code = fs::read_to_string(project.root.join(&file)).with_context(|| format!("cannot read {file}"))?;
            mutants.extend(find::find(&file, &code)?);
        }
    }
    let all: Vec<_> = (1..).zip(mutants).collect();
    let (part, of) = options.shard.as_deref().map_or(Ok((0, 1)), shard)?;
    println!("{} mutants", all.len());
    Ok(all.into_iter().filter(|(number, _)| number % of == part).collect())
}

/// The part and the number of parts of `K/N`.
fn shard(text: &str) -> Result<(usize, usize)> {
    let numbers = text.split_once('/').map(|(part, of)| (part.parse(), of.parse()));
    match numbers {
        Some((Ok(part), Ok(of))) if part < of => Ok((part, of)),
        _ => bail!("`{text}` is no shard: say K/N, from 0/N"),
    }
}

/// The files of code below a path, in order.
fn each_file(root: &Path, path: &Path, files: &mut Vec<String>) -> Result<()> {
    let place = root.join(path);
    if place.is_dir() {
        let entries = fs::read_dir(&place)?.map(|entry| entry.map(|entry| path.join(entry.file_name())));
        let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| each_file(root, entry, files));
    }
    if path.extension().is_some_and(|kind| kind == "rs") {
        files.push(path.to_string_lossy().replace('\\', "/"));
    }
    Ok(())
}

/// Prints the counts, and fails for each survivor that is not listed, and where there are too many. A file alone may
/// have too many: they are few of all.
fn judge(tried: &[Tried], unviable: usize, allowed: &BTreeMap<String, usize>, all: bool) -> Result<Count> {
    let (mut caught, mut endless) = (0, 0);
    let mut survivors = BTreeMap::<String, usize>::new();
    for (name, fate) in tried {
        match fate {
            Fate::Noticed => caught += 1,
            Fate::Endless => endless += 1,
            Fate::Survived => *survivors.entry(without_place(name)).or_default() += 1,
        }
    }
    let survived: usize = survivors.values().sum();
    let tried = caught + endless + survived;
    if tried == 0 {
        bail!("no mutant was tried");
    }
    let most = (tried * MOST_SURVIVORS).div_ceil(100);
    println!(
        "mutants: {tried} tried, {caught} noticed, {endless} did not end, {survived} survived (at most {most} may); \
         {unviable} did not compile"
    );
    let mut unlisted = 0;
    for (name, count) in &survivors {
        let more = count.saturating_sub(allowed.get(name).copied().unwrap_or_default());
        if more > 0 {
            println!(
                "FAILED {name}: {more} survived and are not in {ALLOWED}: write a test, or list them with a reason"
            );
        }
        unlisted += more;
    }
    let too_many = all && survived > most;
    if too_many {
        println!("FAILED: {survived} of {tried} survived, more than {MOST_SURVIVORS} %");
    }
    let failed = unlisted + usize::from(too_many);
    Ok(Count { passed: tried - unlisted, failed, not_run: 0 })
}

/// A mutant's name without line and column, which move: `src/a.rs:3:5: replace x` to `src/a.rs: replace x`.
fn without_place(name: &str) -> String {
    let mut parts = name.splitn(4, ':');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(file), Some(line), Some(column), Some(what))
            if [line, column].iter().all(|number| number.bytes().all(|byte| byte.is_ascii_digit())) =>
        {
            format!("{file}:{what}")
        }
        _ => name.to_owned(),
    }
}

/// How often each mutant may survive: one line each, `file: what  # why`.
fn read_allowed(text: &str) -> Result<BTreeMap<String, usize>> {
    let mut allowed = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once("  # ") {
            Some((name, why)) if !why.trim().is_empty() => *allowed.entry(name.trim().to_owned()).or_default() += 1,
            _ => bail!("{ALLOWED}: `{line}` has no reason (`file: what  # why`)"),
        }
    }
    Ok(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(list: &[(&str, Fate)]) -> Vec<Tried> {
        list.iter().map(|(name, fate)| ((*name).to_owned(), *fate)).collect()
    }

    #[test]
    fn a_survivor_has_to_be_listed_as_often_as_it_survives() {
        let all: Vec<_> = (0..98).map(|_| ("src/a.rs:1:1: replace", Fate::Noticed)).collect();
        let two = [
            ("src/a.rs:3:5: replace + with - in f", Fate::Survived),
            ("src/a.rs:4:5: replace + with - in f", Fate::Survived),
        ];
        let results = results(&[&all[..], &two].concat());
        let judged = |allowed: &str| judge(&results, 0, &read_allowed(allowed).unwrap(), true).unwrap().failed;
        let line = "src/a.rs: replace + with - in f  # both give the same\n";
        assert_eq!(judged(""), 2);
        assert_eq!(judged(line), 1);
        assert_eq!(judged(&line.repeat(2)), 0);
    }

    #[test]
    fn too_many_fail_though_they_are_listed() {
        let results =
            results(&[("src/a.rs:3:5: replace x", Fate::Survived), ("src/a.rs:4:5: replace x", Fate::Survived)]);
        let allowed = read_allowed(&"src/a.rs: replace x  # no matter\n".repeat(2)).unwrap();
        assert_eq!(judge(&results, 0, &allowed, true).unwrap().failed, 1);
        assert_eq!(judge(&results, 0, &allowed, false).unwrap().failed, 0);
    }

    #[test]
    fn a_shard_is_one_of_several() {
        assert_eq!((shard("0/8").unwrap(), shard("7/8").unwrap()), ((0, 8), (7, 8)));
        assert!(["8/8", "1", "a/b", "0/0"].iter().all(|text| shard(text).is_err()));
    }

    #[test]
    fn a_line_of_the_list_has_a_reason() {
        assert!(read_allowed("src/a.rs: replace x").is_err());
        assert!(read_allowed("# a remark\n\n").unwrap().is_empty());
    }

    #[test]
    fn what_does_not_end_is_noticed_and_nothing_tried_is_an_error() {
        let results = results(&[("src/a.rs:3:5: replace x", Fate::Endless)]);
        assert_eq!(judge(&results, 0, &BTreeMap::new(), true).unwrap(), Count { passed: 1, failed: 0, not_run: 0 });
        assert!(judge(&[], 3, &BTreeMap::new(), true).is_err());
        assert_eq!(without_place("src/a.rs:3:5: replace x"), "src/a.rs: replace x");
    }
}
