//! Why an interview came to what it did, in lines, as its reasons and its trace say it.

use super::excerpt::readable;
use super::finding::Finding;
use super::score::interview;
use crate::assessment::{Assessment, Counted, Filled, ItemReport, ScoreReport, ScoreTrace, assess_session};
use crate::form::Form;
use crate::value::{Strength, Truth};
use alloc::sync::Arc;

/// The whole result of a response, or of a line of answers.
///
/// # Errors
/// Why it is not taken; never an answer.
pub fn explain(form: &Arc<Form>, text: &[u8]) -> Result<Assessment, Vec<Finding>> {
    let (session, _) = interview(form, text)?;
    Ok(assess_session(&session, session.language()))
}

/// The result in lines. They hold answers, but for free texts.
pub fn lines(found: &Assessment) -> Vec<String> {
    let mut lines = vec![head(found)];
    let mut part = |title: &str, members: Vec<String>| {
        if !members.is_empty() {
            lines.push(format!("\n{title}"));
            lines.extend(members.iter().map(|member| format!("  {}", readable(member))));
        }
    };
    part("rows of the table, in their order", rows(found));
    for (title, truth) in [("indicators that are met", Truth::True), ("indicators that are not known", Truth::Unknown)]
    {
        let signs = found.indicators.iter().filter(|sign| sign.truth == truth);
        let line = |sign: &crate::assessment::IndicatorReport| {
            format!("{} ({}, {}): {}", sign.id, sign.strength.word(), sign.dimension, because(&sign.because))
        };
        part(title, signs.map(line).collect());
    }
    part("dimensions", found.dimensions.iter().map(dimension).collect());
    let traces = found.trace.iter().flat_map(|trace| &trace.scores);
    part("scores", found.scores.iter().zip(traces).flat_map(|(score, trace)| of_score(score, trace)).collect());
    let calculation = |known: &crate::assessment::CalculationReport| {
        let truth = known.truth.map(|truth| truth.word().to_owned());
        let range = known.range.as_ref().map(between);
        let value = truth.or(range).unwrap_or_else(|| if known.applicable { "not known" } else { "absent" }.into());
        format!("{}: {value}", known.id)
    };
    part("calculations", found.calculations.iter().map(calculation).collect());
    let alert = |alert: &crate::assessment::AlertReport| {
        format!("{} ({}): {}", alert.id, alert.urgency.word(), because(&alert.because))
    };
    part("alerts that hold", found.alerts.iter().map(alert).collect());
    part("silences and ages that read as a choice", found.read_as.iter().map(item).collect());
    part("without an answer", found.missing.iter().map(item).collect());
    lines
}

fn head(found: &Assessment) -> String {
    let outcome = &found.outcome;
    let decided = match &outcome.row {
        Some(row) => format!("by the row {row}"),
        None => format!("it could be: {}", outcome.could_be.join(", ")),
    };
    let settled = if outcome.settled { "definite" } else { "not definite" };
    let form = &found.form;
    format!("{} {}: {}, {decided}; {}, {settled}", form.id, form.version, outcome.class, outcome.urgency.word())
}

fn rows(found: &Assessment) -> Vec<String> {
    let decides = |id: &String| if found.outcome.row.as_ref() == Some(id) { ", decides" } else { "" };
    let row = |row: &crate::assessment::RowReport| format!("{}: {}{}", row.id, row.truth.word(), decides(&row.id));
    found.rows.iter().map(row).collect()
}

fn dimension(known: &crate::assessment::DimensionReport) -> String {
    let count = |count: &crate::assessment::StrengthCount| {
        let strength: Strength = count.strength;
        format!("{} {} met, {} not known", strength.word(), count.met, count.unknown)
    };
    let counts = known.counts.iter().filter(|count| count.met + count.unknown + count.unmet > 0);
    format!("{}: {}; {}", known.id, known.truth.word(), counts.map(count).collect::<Vec<_>>().join("; "))
}

fn of_score(score: &ScoreReport, trace: &ScoreTrace) -> Vec<String> {
    let total = match (&score.total, &score.range) {
        (Some(total), _) => total.clone(),
        (None, Some(range)) => between(range),
        _ if score.applicable => "not known".into(),
        _ => "absent".into(),
    };
    let bands = score.band.iter().chain(score.band_sets.iter().filter_map(|set| set.band.as_ref()));
    let bands: String = bands.flat_map(|band| [", ", band.as_str()]).collect();
    let filled = match trace.filled {
        Filled::Nothing => "",
        Filled::Zero => "; what is missing weighs nothing",
        Filled::Mean => "; what is missing weighs the mean",
        Filled::Gate => "; none applies, and that has a total",
    };
    let mut lines =
        vec![format!("{}: {total}{bands}; {} apply, {} answered{filled}", score.id, trace.applicable, trace.answered)];
    for term in &trace.terms {
        let how = match term.counted {
            Counted::Absent => "does not apply",
            Counted::ByDesign => "skipped by design",
            Counted::Answered => "answered",
            Counted::Silent => "by the choice its silence reads as",
            Counted::Missing => "without an answer",
            Counted::Open => "open",
            Counted::Undecided => "not known whether it applies",
        };
        let weighs = term.weight.as_ref().map(|weight| format!(", weighs {weight}")).unwrap_or_default();
        let reversed = if term.reversed { ", the other way round" } else { "" };
        let comes_to = term.comes_to.as_ref().filter(|comes_to| Some(*comes_to) != term.weight.as_ref());
        let comes_to = comes_to.map(|comes_to| format!(", comes to {comes_to}")).unwrap_or_default();
        lines.push(format!("  {}: {how}{weighs}{reversed}{comes_to}", term.item));
    }
    lines
}

fn between([least, most]: &[String; 2]) -> String {
    if least == most { least.clone() } else { format!("{least} to {most}") }
}

fn because(items: &[ItemReport]) -> String {
    items.iter().map(item).collect::<Vec<_>>().join(", ")
}

/// A question and what is read of it.
fn item(item: &ItemReport) -> String {
    let answer = item.code.clone().or_else(|| item.value.clone());
    let answer = answer.or_else(|| (!item.codes.is_empty()).then(|| item.codes.join(" and ")));
    let id = match &item.row {
        Some(row) => format!("{} in {row}", item.id),
        None => item.id.clone(),
    };
    match (item.reason, answer) {
        (Some(reason), Some(answer)) => format!("{id} ({}) reads as {answer}", reason.word()),
        (Some(reason), None) => format!("{id} ({})", reason.word()),
        (None, Some(answer)) => format!("{id} is {answer}"),
        (None, None) => format!("{id} ({})", item.state.word()),
    }
}
