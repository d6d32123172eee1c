//! What a case may expect, and how that differs from what an interview gave.

use super::super::finding::{listed, quoted};
use super::read::Reader;
use crate::assessment::{Assessment, ScoreReport};
use crate::compile::Form;
use crate::json::{Entry, Json, Kind};
use crate::number::Ratio;
use crate::value::{Truth, Urgency};
use serde_json::{Map, Value};

/// What a case may expect.
pub const EXPECTATIONS: &[&str] = &[
    "class",
    "row",
    "couldBe",
    "alsoMet",
    "alerts",
    "settled",
    "complete",
    "urgency",
    "scores",
    "bands",
    "indicators",
    "dimensions",
];

/// Classes the engine itself gives.
const ENGINES: [&str; 2] = ["indeterminate", "couldNotBeDone"];

/// Something that came out otherwise than expected.
#[derive(Clone, Debug, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// What: a key of `expect`, with an id behind it where it has ids (`scores.burden`).
    pub what: String,
    /// As the case expects it.
    pub expected: Value,
    /// As it came out.
    pub found: Value,
}

/// Reads what a case expects and tells what does not exist.
pub(super) fn read(reader: &mut Reader, json: &Json) -> Vec<Entry> {
    let expected = reader.object(json).to_vec();
    if expected.is_empty() && matches!(json.kind, Kind::Object(_)) {
        let help = format!("say what has to come of it: {}", listed(EXPECTATIONS.iter().copied()));
        reader.tell("no-expectation", "", "the case expects nothing, so it cannot fail".into(), help);
    }
    for Entry { key, value } in &expected {
        reader.at(key, |reader| expectation(reader, key, value));
    }
    expected
}

/// A kind of thing that has ids.
struct Ids<'f> {
    /// What it is called.
    name: &'static str,
    /// Those of the form.
    ids: Vec<&'f str>,
}

impl<'f> Ids<'f> {
    fn new(name: &'static str, ids: impl Iterator<Item = &'f str>) -> Self {
        Self { name, ids: ids.collect() }
    }

    fn of(form: &'f Form, key: &str) -> Self {
        match key {
            "class" => {
                let classes = form.rows.iter().map(|row| &*row.class).chain(ENGINES);
                let mut known = Self::new("class", core::iter::empty());
                for class in classes {
                    if !known.ids.contains(&class) {
                        known.ids.push(class);
                    }
                }
                known
            }
            "alerts" => Self::new("alert", form.alerts.iter().map(|alert| &*alert.id)),
            "scores" => Self::new("score", form.scores.iter().map(|score| &*score.id)),
            "indicators" => Self::new("indicator", form.indicators.iter().map(|indicator| &*indicator.id)),
            "dimensions" => Self::new("dimension", form.dimensions.iter().map(|dimension| &*dimension.id)),
            _ => Self::new("row", form.rows.iter().map(|row| &*row.id).chain(["couldNotBeDone"])),
        }
    }

    /// Tells an id that the form does not have.
    fn check(&self, reader: &mut Reader, id: &str) {
        if !self.ids.contains(&id) {
            let message = format!("the form has no {} {}", self.name, quoted(id));
            reader.tell("unknown-id", id, message, format!("there are {}", listed(self.ids.iter().copied())));
        }
    }
}

fn expectation(reader: &mut Reader, key: &str, value: &Json) {
    let form = reader.form.cloned();
    let ids = form.as_deref().map(|form| Ids::of(form, key));
    let check = |reader: &mut Reader, id: &str| {
        if let Some(ids) = &ids {
            ids.check(reader, id);
        }
    };
    match (key, &value.kind) {
        ("row", Kind::Null) | ("settled" | "complete", Kind::Bool(_)) => {}
        ("class" | "row", Kind::Text(id)) => check(reader, id),
        ("couldBe" | "alsoMet" | "alerts", _) => {
            for (place, id) in reader.texts(value).iter().enumerate() {
                reader.at(&place.to_string(), |reader| check(reader, id));
            }
        }
        ("urgency", Kind::Text(word)) => {
            if Urgency::of(word).is_none() {
                let words = listed(Urgency::WORDS.iter().copied());
                reader.tell(
                    "unknown-word",
                    word,
                    format!("{} is not an urgency", quoted(word)),
                    format!("the words are {words}"),
                );
            }
        }
        ("scores" | "bands" | "indicators" | "dimensions", _) => {
            for Entry { key: id, value } in reader.object(value) {
                reader.at(id, |reader| {
                    if key == "bands" {
                        band_set(reader, id);
                    } else {
                        check(reader, id);
                    }
                    cell(reader, key, id, value);
                });
            }
        }
        ("settled" | "complete", _) => reader.wrong_type("true or false"),
        ("class" | "row" | "urgency", _) => reader.wrong_type("a text"),
        _ => {
            let message = format!("{} is not something a case can expect", quoted(key));
            reader.tell(
                "unknown-expectation",
                key,
                message,
                format!("it can expect {}", listed(EXPECTATIONS.iter().copied())),
            );
        }
    }
}

/// Tells a set of bands that the form does not have: `score`, or `score.set` where the set has a name.
fn band_set(reader: &mut Reader, id: &str) {
    let Some(form) = reader.form.cloned() else { return };
    let (score, set) = id.split_once('.').unwrap_or((id, ""));
    let sets = form.scores.iter().find(|known| *known.id == *score).map_or(&[][..], |score| &score.sets);
    if !sets.iter().any(|known| *known.name == *set) {
        let banded = form.scores.iter().filter(|score| !score.sets.is_empty()).map(|score| &*score.id);
        let message = format!("the form has no bands {}", quoted(id));
        let help = format!("there are bands of {}; a set with a name is `score.set`", listed(banded));
        reader.tell("unknown-id", id, message, help);
    }
}

/// What is expected of one score, band, indicator or dimension.
fn cell(reader: &mut Reader, key: &str, id: &str, value: &Json) {
    match (key, &value.kind) {
        ("scores" | "bands", Kind::Null)
        | ("scores", Kind::Number(_))
        | ("indicators" | "dimensions", Kind::Bool(_)) => {}
        ("scores", Kind::Text(text)) if total(text).is_some() => {}
        ("bands", Kind::Text(band)) => {
            let form = reader.form.cloned();
            let (score, set) = id.split_once('.').unwrap_or((id, ""));
            let score = form.as_ref().and_then(|form| form.scores.iter().find(|known| *known.id == *score));
            if let Some(set) = score.and_then(|score| score.sets.iter().find(|known| *known.name == *set)) {
                Ids::new("band", set.bands.iter().map(|band| &*band.id)).check(reader, band);
            }
        }
        ("indicators" | "dimensions", Kind::Text(word)) if Truth::of(word).is_some() => {}
        ("indicators" | "dimensions", _) => reader.wrong_type("true, false or \"unknown\""),
        ("scores", _) => reader.wrong_type("a number, or null where there is no total"),
        _ => reader.wrong_type("the id of a band, or null where there is none"),
    }
}

/// A total as reports write it, in lowest terms: of a decimal with any number of places, or of `n/d`.
fn total(text: &str) -> Option<String> {
    let whole = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i64>().ok().filter(|_| digits)
    };
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let (over, under) = if let Some((over, under)) = text.split_once('/') {
        (whole(over)?, whole(under)?)
    } else {
        let (head, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let places = u32::try_from(decimals.len()).ok().filter(|_| whole(head).and(whole(decimals)).is_some())?;
        (whole(&[head, decimals].concat())?, 10_i64.checked_pow(places)?)
    };
    Ratio::of_parts(sign * over, under).map(|total| total.to_string())
}

/// Where what was found is not what is expected. `couldBe` names rows that have to be among those found; everything
/// else has to be equal.
pub(super) fn differences(expected: &[Entry], found: &Assessment) -> Vec<Difference> {
    let mut differences = Vec::new();
    for Entry { key, value } in expected {
        let (wanted, found) = (wanted(key, value), outcome(key, found));
        match (&wanted, &found) {
            (Value::Object(wanted), Value::Object(found)) => {
                for (id, wanted) in wanted {
                    let found = found.get(id).unwrap_or(&Value::Null);
                    if found != wanted {
                        let what = format!("{key}.{id}");
                        differences.push(Difference { what, expected: wanted.clone(), found: found.clone() });
                    }
                }
            }
            (Value::Array(wanted), Value::Array(found))
                if &**key == "couldBe" && !wanted.is_empty() && wanted.iter().all(|row| found.contains(row)) => {}
            _ if wanted == found => {}
            _ => differences.push(Difference { what: (**key).into(), expected: wanted, found }),
        }
    }
    differences
}

/// What a case expects, in the words of a report.
fn wanted(key: &str, value: &Json) -> Value {
    let truth = matches!(key, "indicators" | "dimensions");
    match &value.kind {
        Kind::Null => Value::Null,
        Kind::Bool(known) if truth => Truth::known(*known).word().into(),
        Kind::Bool(known) => (*known).into(),
        Kind::Number(text) => total(text).unwrap_or_else(|| (**text).into()).into(),
        Kind::Text(text) if key == "scores" => total(text).unwrap_or_else(|| (**text).into()).into(),
        Kind::Text(text) => (**text).into(),
        Kind::List(list) => list.iter().map(|member| wanted(key, member)).collect(),
        Kind::Object(entries) => {
            entries.iter().map(|entry| ((*entry.key).into(), wanted(key, &entry.value))).collect::<Map<_, _>>().into()
        }
    }
}

/// What came out, by the key of `expect`.
fn outcome(key: &str, found: &Assessment) -> Value {
    let outcome = &found.outcome;
    match key {
        "class" => outcome.class.clone().into(),
        "row" => outcome.row.clone().into(),
        "couldBe" => outcome.could_be.clone().into(),
        "alsoMet" => outcome.also_met.clone().into(),
        "alerts" => found.alerts.iter().map(|alert| alert.id.clone()).collect(),
        "settled" => outcome.settled.into(),
        "complete" => found.complete.into(),
        "urgency" => outcome.urgency.word().into(),
        "scores" => {
            let totals = found.scores.iter().map(|score| (score.id.clone(), score.total.clone().into()));
            totals.collect::<Map<_, _>>().into()
        }
        "bands" => found.scores.iter().flat_map(bands).collect::<Map<_, _>>().into(),
        "indicators" => {
            let truths = found.indicators.iter().map(|sign| (sign.id.clone(), sign.truth.word().into()));
            truths.collect::<Map<_, _>>().into()
        }
        "dimensions" => {
            let truths = found.dimensions.iter().map(|dimension| (dimension.id.clone(), dimension.truth.word().into()));
            truths.collect::<Map<_, _>>().into()
        }
        _ => Value::Null,
    }
}

/// The bands of a score, by `score` and `score.set`.
fn bands(score: &ScoreReport) -> impl Iterator<Item = (String, Value)> {
    let named = score.band_sets.iter().map(|set| (format!("{}.{}", score.id, set.id), set.band.clone().into()));
    core::iter::once((score.id.clone(), score.band.clone().into())).chain(named)
}
