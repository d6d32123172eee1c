//! Two versions of a form: what is written otherwise, what that does, and which number of the version it makes rise.
//!
//! Invariant: what is told of stored responses is counts and rules, never an answer, and no count below five.

mod cells;
mod generate;
mod impact;
mod report;
mod run;
mod things;
mod written;

pub use impact::{Counts, Impact, ImpactReport, Passed, PassedReport, ReasonReport};
pub use report::{ChangeReport, DiffReport, LostReport, MoveReport, RuleReport, RunsReport, Step};
pub use run::Amount;
pub use written::{Event, Level};

use super::check::{encoding, findings};
use super::finding::{Finding, quoted};
use crate::definition::TextsOverlay;
use crate::form::Form;
use crate::json::{Limits, read};
use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use run::Runs;
use written::{Change, changes, rules};

/// A version of a form, with what stands beside it.
pub struct Version<'v> {
    /// Its text.
    pub text: &'v [u8],
    /// The form, checked.
    pub form: &'v Arc<Form>,
    /// Its golden cases.
    pub cases: Option<&'v [u8]>,
    /// Its texts in other languages.
    pub texts: &'v Texts,
}

/// The texts of a form in other languages.
#[derive(Default)]
pub struct Texts(Vec<TextsOverlay>);

impl Texts {
    /// Adds those of a language.
    ///
    /// # Errors
    /// Everything wrong with their shape.
    pub fn add(&mut self, text: &[u8]) -> Result<(), Vec<Finding>> {
        encoding(text)?;
        self.0.push(TextsOverlay::read(text).map_err(|found| findings(&found))?);
        Ok(())
    }
}

/// Compares two versions: what is written otherwise, proved by running both; the findings are about the number of the new
/// one.
///
/// # Errors
/// Two versions of different forms.
pub fn diff(old: &Version<'_>, new: &Version<'_>, amount: Amount) -> Result<(DiffReport, Vec<Finding>), Vec<Finding>> {
    other_form(old, new)?;
    let tree = |version: &Version<'_>| read(version.text, Limits::DEFINITION).map_err(|found| findings(&found));
    let (before, after) = (tree(old)?, tree(new)?);
    let mut changes = changes((&before, old.form), (&after, new.form));
    let cases = (old.cases, new.cases);
    let runs = Runs { old: old.form, new: new.form, cases, amount };
    let ran = runs.run(&rules(&changes)).map_err(|found| findings(&found))?;
    let known = |changes: &[Change], name: &str| {
        changes.iter().any(|change| change.level == Level::Breaks && change.name.split('.').next() == Some(name))
    };
    for lost in &ran.report.left {
        if !known(&changes, &lost.item) {
            changes.push(Change::found(&lost.item, "answers", Level::Breaks));
        }
    }
    if ran.report.differ > 0 && changes.iter().all(|change| change.level < Level::Scores) {
        changes.push(Change::found("results", "", Level::Scores));
    }
    translations(&old.texts.0, &new.texts.0, &mut changes);
    changes.sort_by_key(|change| core::cmp::Reverse(change.level));
    let level = changes.first().map(|change| change.level);
    let (demands, least) = demanded(level, &old.form.version);
    let report = |change: Change| {
        let seen = ran.seen.get(&change.name).copied().unwrap_or_default();
        let counts = change.level == Level::Scores && change.name != "results";
        ChangeReport::of(change, counts.then_some(seen))
    };
    let told = DiffReport {
        form: (*old.form.id).into(),
        from: (*old.form.version).into(),
        to: (*new.form.version).into(),
        level,
        demands,
        least,
        changes: changes.into_iter().map(report).collect(),
        runs: ran.report,
        findings: Vec::new(),
    };
    let found = under_numbered(&told).into_iter().collect();
    Ok((told, found))
}

fn other_form(old: &Version<'_>, new: &Version<'_>) -> Result<(), Vec<Finding>> {
    let message = format!("this is {}, the other is {}", quoted(&new.form.id), quoted(&old.form.id));
    let finding = Finding::error("other-form", "/id", message, "name two versions of one form");
    if old.form.id == new.form.id { Ok(()) } else { Err(vec![finding]) }
}

/// Which number has to rise, and the least version then. A draft (`0.x`) has no first number to raise: its middle one does.
fn demanded(level: Option<Level>, from: &str) -> (Step, Option<String>) {
    let [first, middle, third] = numbers(from);
    let step = match level {
        None => return (Step::None, None),
        Some(Level::Text) => Step::Patch,
        Some(Level::Scores | Level::Breaks) if first > 0 => Step::Major,
        Some(_) => Step::Minor,
    };
    let least = match step {
        Step::Major => [first + 1, 0, 0],
        Step::Minor => [first, middle + 1, 0],
        _ => [first, middle, third + 1],
    };
    (step, Some(least.map(|number| number.to_string()).join(".")))
}

/// What a version is ordered by: its three numbers, 0 where one is none.
pub fn numbers(version: &str) -> [u32; 3] {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or_default());
    core::array::from_fn(|_| parts.next().unwrap_or_default())
}

fn under_numbered(told: &DiffReport) -> Option<Finding> {
    let least = told.least.as_ref()?;
    let message = format!("version {} is too low for what is written otherwise since {}", told.to, told.from);
    let help = format!("call it {least} or higher: {}", told.level.map_or("", Level::means));
    (numbers(&told.to) < numbers(least)).then(|| Finding::error("version-step", "/version", message, help))
}

/// Languages that came or went, and how many texts of a language are other ones.
fn translations(old: &[TextsOverlay], new: &[TextsOverlay], changes: &mut Vec<Change>) {
    let by_language = |list: &[TextsOverlay]| -> BTreeMap<String, BTreeMap<String, String>> {
        let texts = |overlay: &TextsOverlay| {
            let pairs = overlay.texts.0.iter();
            pairs.map(|one| ((*one.key).to_owned(), (*one.text).to_owned())).collect()
        };
        list.iter().map(|overlay| ((*overlay.language).to_owned(), texts(overlay))).collect()
    };
    let (before, after) = (by_language(old), by_language(new));
    for (language, texts) in &before {
        let name = format!("texts.{language}");
        match after.get(language) {
            None => changes.push(Change::came_or_went(&name, Event::Removed)),
            Some(others) if others != texts => {
                let mut change = Change::found(&name, "", Level::Text);
                let other = |key: &&String| others.get(*key) != texts.get(*key);
                let keys: alloc::collections::BTreeSet<&String> = texts.keys().chain(others.keys()).collect();
                change.values.1 = Some(format!("{} other texts", keys.into_iter().filter(other).count()));
                changes.push(change);
            }
            Some(_) => {}
        }
    }
    for language in after.keys().filter(|language| !before.contains_key(*language)) {
        changes.push(Change::came_or_went(&format!("texts.{language}"), Event::Added));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_that_has_to_rise() {
        let rows = [
            (None, "1.2.3", Step::None, None),
            (Some(Level::Text), "1.2.3", Step::Patch, Some("1.2.4")),
            (Some(Level::Compatible), "1.2.3", Step::Minor, Some("1.3.0")),
            (Some(Level::Scores), "1.2.3", Step::Major, Some("2.0.0")),
            (Some(Level::Breaks), "1.2.3", Step::Major, Some("2.0.0")),
            // A draft has no first number to raise.
            (Some(Level::Text), "0.2.0", Step::Patch, Some("0.2.1")),
            (Some(Level::Compatible), "0.2.0", Step::Minor, Some("0.3.0")),
            (Some(Level::Scores), "0.2.9", Step::Minor, Some("0.3.0")),
        ];
        for (level, from, step, least) in rows {
            assert_eq!(demanded(level, from), (step, least.map(String::from)), "{level:?} {from}");
        }
        assert!(numbers("1.10.0") > numbers("1.9.9"));
    }
}
