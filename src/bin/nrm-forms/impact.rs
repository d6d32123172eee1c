//! `nrm-forms impact`: what a new version of a form does to the classes of stored responses.

use crate::arguments::ImpactOptions;
use crate::diff::{Taken, ran, taken};
use crate::files::{Found, reports};
use crate::migrate::rules;
use crate::output::{Ran, ended};
use crate::stream::{Wrong, each, too_long, why};
use nrm_screening::maintain::Finding;
use nrm_screening::maintain::compare::{Counts, Impact, ImpactReport, Passed};

/// Compares responses under two versions.
pub(crate) fn run(options: &ImpactOptions) -> Ran {
    let mut found = Vec::new();
    let mut wrong = Wrong::of(&options.responses, options.writing.json);
    let told = match (taken(&options.old, &mut found), taken(&options.new, &mut found)) {
        (Some(old), Some(new)) => compared(options, &old, &new, &mut wrong, &mut found),
        _ => None,
    };
    let ended = ended(&found, false, wrong.count > 0);
    let told = told.map(|told| ImpactReport { findings: reports(&found), ..told });
    ran(found, ended, told, shown)
}

fn compared(
    options: &ImpactOptions,
    old: &Taken,
    new: &Taken,
    wrong: &mut Wrong<'_>,
    found: &mut Vec<Found>,
) -> Option<ImpactReport> {
    let migration = rules(options.migration.as_deref(), old, new, found)?;
    let impact = match Impact::new(&old.version(), &new.version(), migration) {
        Ok(impact) => impact,
        Err(findings) => {
            found.push(new.with(findings));
            return None;
        }
    };
    let mut counts = Counts::default();
    let work =
        |text: Option<Vec<u8>>| -> Result<Option<Passed>, Vec<Finding>> { impact.pass(&text.ok_or_else(too_long)?) };
    let ran = each(&options.responses, work, |number, passed| {
        match passed {
            Ok(passed) => counts.add(passed),
            Err(findings) => wrong.tell(number, &findings),
        }
        Ok(())
    });
    if let Err(stopped) = ran {
        found.push(Found::unread(&options.responses, why(&stopped)));
        return None;
    }
    Some(counts.report(&old.version(), &new.version()))
}

fn shown(told: &ImpactReport) -> String {
    let count = |count: Option<usize>| count.map_or_else(|| "fewer than 5".to_owned(), |count| count.to_string());
    let mut lines = vec![format!("{} {} to {}: {} compared", told.form, told.from, told.to, count(told.compared))];
    if let Some(without) = told.without_answers {
        lines.push(format!("{without} hold no answers and were not compared"));
    }
    for moved in &told.moves {
        let to = if moved.from == moved.to { "stays".to_owned() } else { format!("→ {}", moved.to) };
        lines.push(format!("  {} {to}: {}", moved.from, moved.responses));
        for reason in &moved.reasons {
            lines.push(format!("    {} by {}", reason.responses, reason.rules.join(", ")));
        }
        if let Some(others) = moved.others {
            lines.push(format!("    {others} by other rules, each by few"));
        }
    }
    if let Some(others) = told.others {
        lines.push(format!("  others, not told apart: {others}"));
    }
    lines.join("\n") + "\n"
}
