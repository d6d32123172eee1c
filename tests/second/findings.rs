//! Everything the two evaluators are compared by, as plain words.

use super::form::{Form, id, list, text};
use super::hits::hit;
use super::outcome::{Outcome, REFUSED};
use super::scores::Total;
use super::sheet::{Given, Place, Reading, Sheet, State};
use super::values::{Quantity, Truth, text as decimal_text};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Names to words.
pub type Words = BTreeMap<String, String>;

/// What a form makes of answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// `item` or `list.row.item` to its state: `irrelevant`, `open`, `missing(declined)`.
    pub items: Words,
    /// The same to the choice it reads as without having been answered with it.
    pub read_as: Words,
    /// `absent`, a number, `unknown`, or `unknown 1..5`.
    pub scores: Words,
    /// Score, or score and set, to the one band it certainly lies in, or `none`.
    pub bands: Words,
    /// Calculate (`list.row.calculate` in a row) to a truth, `absent`, `unknown`, a number or `1..2`.
    pub calculates: Words,
    pub indicators: Words,
    pub dimensions: Words,
    pub alerts: Words,
    pub no_indicator: String,
    /// The rows of the deciding table.
    pub rows: Words,
    pub child_path: Option<String>,
    /// Whether every required item that applies is answered.
    pub complete: bool,
    /// What the worker may conclude to whether another person must look.
    pub conclusions: BTreeMap<String, bool>,
    pub outcome: Option<Outcome>,
    pub variants: BTreeMap<String, Outcome>,
    /// Scores whose range was not written out; they and what rests on them are not compared.
    pub skipped: BTreeSet<String>,
}

fn state_word(state: &State) -> String {
    match state {
        State::Irrelevant => "irrelevant".to_owned(),
        State::Undecided => "undecided".to_owned(),
        State::Open => "open".to_owned(),
        State::Answered => "answered".to_owned(),
        State::Missing(reason) => format!("missing({reason})"),
        State::Invalid => "invalid".to_owned(),
    }
}

fn total_word(total: &Total) -> String {
    match total {
        Total::Absent => "absent".to_owned(),
        Total::Known(number) => decimal_text(number),
        Total::Unknown(None) => "unknown".to_owned(),
        Total::Unknown(Some((low, high))) => format!("unknown {}..{}", decimal_text(low), decimal_text(high)),
        Total::TooMany => TOO_MANY.to_owned(),
    }
}

/// What reads as a choice it was not answered with: a closed silence, an age that the birth contradicts.
fn read_as(sheet: &Sheet<'_>) -> Words {
    let mut found = Words::new();
    for key in sheet.keys().into_iter().filter(|key| sheet.is_asked(key)) {
        let silent = match sheet.state(&key).0 {
            State::Missing(_) => true,
            State::Answered => sheet.contradicts_birth(&key),
            _ => false,
        };
        if let (true, Reading::Code(code)) = (silent, sheet.reading(&key, false)) {
            hit(if key.contains('.') { "read as, in a row" } else { "read as" });
            found.insert(key, code);
        }
    }
    found
}

/// Evaluates a form with answers; if they are finished, after finishing.
pub fn evaluate(form: &Form, given: &Given) -> Findings {
    let mut sheet = Sheet::new(form, given);
    if given.finished {
        sheet = finish(form, given);
    }
    let mut found = Findings { complete: true, read_as: read_as(&sheet), ..Findings::default() };
    for key in sheet.keys().into_iter().filter(|key| sheet.is_asked(key)) {
        let (question, state) = (sheet.question(&key).0, sheet.state(&key).0);
        let required = question.json.get("required") == Some(&true.into());
        found.complete &= !required || matches!(state, State::Irrelevant | State::Answered);
        let word = state_word(&state);
        hit(format!("state {} of {}", word, question.kind));
        found.items.insert(key, word);
    }
    for score in list(&form.json, "scores") {
        let (score, total) = (id(score), sheet.score(&id(score)));
        hit(format!(
            "score {}",
            match &total {
                Total::Absent => "absent",
                Total::Known(_) => "known",
                Total::Unknown(None) => "unknown",
                Total::Unknown(Some(_)) => "in a range",
                Total::TooMany => TOO_MANY,
            }
        ));
        if total == Total::TooMany {
            found.skipped.insert(score.clone());
        }
        let sets = form.part("scores", &score)["bandSets"].as_object().cloned().unwrap_or_default();
        for set in sets.keys().map(|set| Some(set.as_str())).chain([None]) {
            let possible = sheet.possible_bands(&score, set, false);
            let certain = if possible.len() == 1 && sheet.score_reads(&score, false) != Quantity::Unknown {
                possible.into_iter().next().expect("one")
            } else {
                "none".to_owned()
            };
            found.bands.insert(set.map_or(score.clone(), |set| format!("{score}.{set}")), certain);
        }
        found.scores.insert(score, total_word(&total));
    }
    for (name, calculate) in &form.calculates {
        let rows = match &calculate.repeat {
            None => vec![(name.clone(), None)],
            Some(repeat) => {
                let rows = sheet.rows(repeat).into_iter().filter(|_| sheet.is_asked(&format!("{repeat}..")));
                rows.map(|row| (format!("{repeat}.{row}.{name}"), Some((repeat.clone(), row)))).collect()
            }
        };
        for (key, row) in rows {
            let place = Place { row: row.clone(), ..Place::default() };
            let word = if sheet.is_condition(&calculate.value, &place) {
                sheet.condition(&calculate.value, true, &place).word().to_owned()
            } else {
                sheet.calculated(name, row.as_ref(), false).text()
            };
            found.calculates.insert(key, word);
        }
    }
    let truths = |kind: &str| -> Words {
        let truth = |part| {
            let truth = sheet.part_cell(kind, &id(part), false).word();
            hit(format!("{kind} {truth}"));
            truth.to_owned()
        };
        list(&form.json, kind).iter().map(|part| (id(part), truth(part))).collect()
    };
    found.indicators = truths("indicators");
    found.dimensions = truths("dimensions");
    found.alerts = truths("alerts");
    found.no_indicator.push_str(sheet.cell(&["noIndicator".to_owned()], &Place::default()).word());
    hit(format!("noIndicator {}", found.no_indicator));
    let outcomes = &form.json["outcomes"];
    let rows = list(outcomes, "rows");
    found.rows = sheet
        .row_truths(rows)
        .into_iter()
        .filter(|(row, _)| row != REFUSED)
        .map(|(row, truth)| (row, truth.word().to_owned()))
        .collect();
    let outcome = sheet.outcome(rows);
    hit(match (&outcome.row, outcome.could_be.is_empty()) {
        (None, _) => "outcome indeterminate",
        (Some(_), true) => "outcome by its row",
        (Some(_), false) => "outcome by one class of several rows",
    });
    hit(format!("class {}", outcome.class));
    found.outcome = Some(outcome);
    if let Some(variants) = outcomes["variants"].as_object() {
        let each = variants.iter().map(|(name, rows)| (name.clone(), sheet.outcome(rows.as_array().expect("rows"))));
        found.variants = each.collect();
    }
    let child_path = super::form::condition(outcomes, "childPath");
    let child_path = child_path.map(|when| sheet.condition(&when, true, &Place::default()));
    found.child_path = child_path.map(|truth| truth.word().to_owned());
    let may_be_child = child_path.is_some_and(|truth| truth != Truth::False);
    let conclusions = ["agrees", "moreSigns", "fewerSigns"].into_iter();
    found.conclusions = conclusions.map(|told| (told.to_owned(), told == "fewerSigns" || may_be_child)).collect();
    found
}

/// Closes what is open, derives again, and repeats; then closes what is still undecided.
pub fn finish<'a>(form: &'a Form, given: &'a Given) -> Sheet<'a> {
    // What finishing brings back was not seen again: it is open, and closed as such.
    let start = Sheet::new(form, given);
    let hidden = start.keys().into_iter().filter(|key| {
        matches!(start.state(key).0, State::Irrelevant | State::Undecided) && start.stored(key).is_some()
    });
    let unseen: BTreeSet<String> = hidden.collect();
    let mut closed = BTreeSet::new();
    loop {
        let mut sheet = Sheet::new(form, given);
        sheet.closed.clone_from(&closed);
        sheet.unseen.clone_from(&unseen);
        let keys = sheet.keys();
        let open: Vec<&String> =
            keys.iter().filter(|key| matches!(sheet.state(key).0, State::Open | State::Invalid)).collect();
        if open.is_empty() {
            let last = |key: &String| match sheet.state(key).0 {
                State::Undecided => {
                    hit("finish: undecided to the end");
                    (State::Missing("notAsked".to_owned()), false)
                }
                state => (state, true),
            };
            let frozen = keys.iter().map(|key| (key.clone(), last(key))).collect();
            return Sheet { closed, frozen: Some(frozen), ..Sheet::new(form, given) };
        }
        hit("finish: a round");
        closed.extend(open.into_iter().cloned());
    }
}

/// Said of a score whose completions are too many to be written out one by one.
const TOO_MANY: &str = "too many";

impl Findings {
    /// What was definite here and is something else there.
    pub fn lost(&self, later: &Self) -> Vec<String> {
        let both = [
            ("score", &self.scores, &later.scores),
            ("band", &self.bands, &later.bands),
            ("calculate", &self.calculates, &later.calculates),
            ("indicator", &self.indicators, &later.indicators),
            ("dimension", &self.dimensions, &later.dimensions),
            ("alert", &self.alerts, &later.alerts),
            ("row", &self.rows, &later.rows),
        ];
        // Whose completions are too many to be written out is not known here, before or after.
        let is_definite =
            |word: &str| !word.starts_with("unknown") && !word.contains("..") && !["none", TOO_MANY].contains(&word);
        let mut lost = Vec::new();
        for (kind, before, after) in both {
            let stays =
                |name: &str, word: &String| after.get(name).is_some_and(|later| later == word || later == TOO_MANY);
            let changed = before.iter().filter(|(name, word)| is_definite(word) && !stays(name, word));
            lost.extend(changed.map(|(name, word)| format!("{kind} {name}: {word}, then {:?}", after.get(name))));
        }
        if let (Some(before), Some(after)) = (&self.outcome, &later.outcome)
            && before.row.is_some()
            && before.class != after.class
        {
            lost.push(format!("{before:?}, then {after:?}"));
        }
        lost
    }

    /// Where the two evaluators differ. The rows of a list that is not asked are told by neither, or by one.
    pub fn differences(&self, engine: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let words = [
            ("item", &self.items, &engine.items),
            ("read as", &self.read_as, &engine.read_as),
            ("score", &self.scores, &engine.scores),
            ("band", &self.bands, &engine.bands),
            ("calculate", &self.calculates, &engine.calculates),
            ("indicator", &self.indicators, &engine.indicators),
            ("dimension", &self.dimensions, &engine.dimensions),
            ("alert", &self.alerts, &engine.alerts),
            ("row", &self.rows, &engine.rows),
        ];
        for (kind, own, told) in words {
            let names: BTreeSet<&String> = own.keys().chain(told.keys()).collect();
            for name in names {
                let in_row = name.contains('.') && !["band", "read as"].contains(&kind);
                let told_once = own.contains_key(name) != told.contains_key(name);
                if own.get(name) != told.get(name) && !(in_row && told_once) {
                    found.push(format!("{kind} {name}: second {:?}, engine {:?}", own.get(name), told.get(name)));
                }
            }
        }
        let mut same = |kind: &str, own: &dyn std::fmt::Debug, told: &dyn std::fmt::Debug| {
            let (own, told) = (format!("{own:?}"), format!("{told:?}"));
            if own != told {
                found.push(format!("{kind}: second {own}, engine {told}"));
            }
        };
        same("noIndicator", &self.no_indicator, &engine.no_indicator);
        same("outcome", &self.outcome, &engine.outcome);
        same("variants", &self.variants, &engine.variants);
        same("complete", &self.complete, &engine.complete);
        same("childPath", &self.child_path, &engine.child_path);
        same("conclusions", &self.conclusions, &engine.conclusions);
        found
    }

    /// What contradicts a claim of the engine about every interview with a form, if anything does.
    pub fn contradicts(&self, form: &Value, (code, pointer): &(&'static str, String)) -> Option<String> {
        let parts: Vec<&str> = pointer.split('/').skip(1).collect();
        let id = |steps: usize| text(form.pointer(&format!("/{}", parts[..steps].join("/")))?, "id");
        let found = match parts[..] {
            ["indicators", _, "when"] => self.indicators.get(id(2)?)?,
            ["alerts", _, "when"] => self.alerts.get(id(2)?)?,
            ["dimensions", _] => self.dimensions.get(id(2)?)?,
            ["outcomes", "rows", _, "when"] => self.rows.get(id(3)?)?,
            ["outcomes", "rows", _] => self.outcome.as_ref()?.row.as_ref()?,
            ["outcomes", "childPath"] => self.child_path.as_ref()?,
            ["scores", _, "bands", _] => self.bands.get(id(2)?)?,
            _ => return None,
        };
        let never = match *code {
            "never-true" | "dimension-never" => "true",
            "never-false" => "false",
            "row-never-decides" => id(3)?,
            "band-unreachable" => id(4)?,
            _ => return None,
        };
        hit(format!("claim {code}"));
        (found == never).then(|| format!("{code} at {pointer}: {found}"))
    }
}
