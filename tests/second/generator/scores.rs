//! Random scores: every method, rule for silences, rounding, factor, threshold, gate and set of bands.

use super::super::hits::hit;
use super::{Known, Maker, Thing, exact, literal};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a score makes of one item.
struct Entry {
    known: Known,
    low: f64,
    high: f64,
}

/// The least and the most of several.
fn ends(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((f64::MAX, f64::MIN), |(low, high), number| (low.min(number), high.max(number)))
}

impl Maker {
    /// Adds a score over what is known, if enough is.
    pub fn score(&mut self) {
        let eligible: Vec<Known> = self.known.iter().filter(|known| is_scored(known)).cloned().collect();
        let earlier: Vec<Known> =
            self.known.iter().filter(|known| matches!(known.thing, Thing::Score { .. })).cloned().collect();
        if !earlier.is_empty() && self.chance(35) {
            self.score_of_scores(&earlier);
        } else if !eligible.is_empty() {
            self.score_of_items(eligible);
        }
    }

    fn score_of_items(&mut self, mut eligible: Vec<Known>) {
        self.random.shuffle(&mut eligible);
        eligible.truncate(self.random.usize(1..=4));
        let id = self.id("s");
        let method = self.pick(&["sum", "sum", "sum", "product", "mean", "mean", "min", "max", "count"]);
        let mut score = json!({ "id": id, "method": method });
        let mut weights = Map::new();
        let mut entries = Vec::new();
        for known in eligible {
            let (value, low, high) = self.weights_of(&known);
            weights.insert(known.name.clone(), value);
            self.read.insert(known.name.clone());
            entries.push(Entry { known, low, high });
        }
        score["weights"] = Value::Object(weights);
        score["missing"] = self.missing_rule(method, entries.len());
        self.gates(&mut score, &entries);
        if self.chance(25) {
            let reversed = &entries[0].known.name;
            score["reverse"] = json!([reversed]);
        }
        self.item_steps(&mut score, method, &mut entries);
        let (low, high) = match method {
            "sum" | "count" => (entries.iter().map(|e| e.low).sum(), entries.iter().map(|e| e.high).sum()),
            "mean" => {
                let number = entries.iter().fold(0.0, |count, _| count + 1.0);
                (
                    entries.iter().map(|e| e.low).sum::<f64>() / number,
                    entries.iter().map(|e| e.high).sum::<f64>() / number,
                )
            }
            "min" => (ends(entries.iter().map(|e| e.low)).0, ends(entries.iter().map(|e| e.high)).0),
            "max" => (ends(entries.iter().map(|e| e.low)).1, ends(entries.iter().map(|e| e.high)).1),
            _ => entries.iter().fold((1.0, 1.0), |(low, high), entry| {
                ends([low * entry.low, low * entry.high, high * entry.low, high * entry.high].into_iter())
            }),
        };
        let factor = self.chance(20).then(|| self.pick(&[0.5, 2.0, -1.0]));
        if let Some(factor) = factor {
            score["factor"] = exact(factor);
        }
        let factor = factor.unwrap_or(1.0);
        self.finish_score(score, ends([low * factor, high * factor].into_iter()));
    }

    /// The weights of an item as they are written, with their bounds.
    fn weights_of(&mut self, known: &Known) -> (Value, f64, f64) {
        let own = match &known.thing {
            Thing::Number { low, high, .. } => return (json!("value"), *low, *high),
            Thing::Single { codes, .. } | Thing::Multiple { codes, .. } => {
                let given: BTreeMap<String, f64> = codes.iter().map(|code| (code.clone(), self.weight())).collect();
                given
            }
            _ => BTreeMap::new(),
        };
        let (value, weights) = match &known.weights {
            Some(on_choices) if self.chance(60) => (json!("choices"), on_choices.clone()),
            _ => (Value::Object(own.iter().map(|(code, weight)| (code.clone(), exact(*weight))).collect()), own),
        };
        let (low, high) = ends(weights.values().copied());
        (value, low, high)
    }

    fn missing_rule(&mut self, method: &str, items: usize) -> Value {
        if !["sum", "mean", "count"].contains(&method) {
            return json!("unknown");
        }
        let most = items.max(2) - 1;
        match self.random.u8(0..4) {
            0 => json!("unknown"),
            1 => json!("zero"),
            2 => json!({ "atMost": self.random.usize(1..=most), "fill": "mean" }),
            _ => json!({ "atLeast": self.random.usize(1..=most), "fill": "mean" }),
        }
    }

    /// What stands for items that do not apply.
    fn gates(&mut self, score: &mut Value, entries: &[Entry]) {
        let gated: Vec<&Entry> = entries.iter().filter(|entry| entry.known.gated).collect();
        if let Some(entry) = gated.first()
            && self.chance(45)
        {
            score["whenIrrelevant"] = json!({ &entry.known.name: exact(entry.low) });
        } else if gated.len() == entries.len() && self.chance(60) {
            score["whenNotApplicable"] = self.gate();
        }
    }

    /// The total where nothing applies.
    fn gate(&mut self) -> Value {
        let gate = self.pick(&[0.0, 0.0, 1.0, -1.0, 2.5]);
        hit(format!("made: whenNotApplicable {gate}"));
        exact(gate)
    }

    /// Thresholds of a count, factors of a sum.
    fn item_steps(&mut self, score: &mut Value, method: &str, entries: &mut [Entry]) {
        if method == "count" {
            score["threshold"] = json!(1);
            if self.chance(40) {
                score["thresholds"] = json!({ &entries[0].known.name: 2 });
            }
            for entry in entries {
                (entry.low, entry.high) = (0.0, 1.0);
            }
        } else if method == "sum" && self.chance(30) {
            let entry = &mut entries[0];
            let factor = self.pick(&[2.0, 0.5, 3.0]);
            score["factors"] = json!({ &entry.known.name: exact(factor) });
            (entry.low, entry.high) = (entry.low * factor, entry.high * factor);
        }
    }

    fn score_of_scores(&mut self, earlier: &[Known]) {
        let id = self.id("s");
        let mut used = std::collections::BTreeSet::new();
        let known = self.pick(earlier);
        self.read.insert(known.name.clone());
        let Thing::Score { low, high, .. } = known.thing else { return };
        used.insert(known.name.clone());
        let amount = super::numbers::Amount { text: known.name, low, high, whole: false };
        let amount = self.worked(amount, &mut used);
        let mut score = json!({ "id": id, "method": "calculate", "value": amount.text });
        if known.gated && self.chance(50) {
            score["whenNotApplicable"] = self.gate();
        }
        self.finish_score(score, (amount.low, amount.high));
    }

    /// Rounding, bands, and what the score is known by.
    fn finish_score(&mut self, mut score: Value, (low, high): (f64, f64)) {
        let (mut low, mut high) = (low, high);
        let round = self.pick(&["none", "halfUp", ""]);
        if !round.is_empty() {
            score["round"] = json!(round);
        }
        if round == "halfUp" {
            (low, high) = ((low + 0.5).floor(), (high + 0.5).floor());
        }
        if self.chance(20) {
            score["internal"] = json!(true);
        }
        let (written, bands) = self.bands(low, high, &["low", "middle", "high"]);
        score["bands"] = written;
        let mut sets = BTreeMap::new();
        if self.chance(35) {
            let (written, bands) = self.bands(low, high, &["green", "amber", "red"]);
            score["bandSets"] = json!({ "colour": written });
            sets.insert("colour".to_owned(), bands);
        }
        let name = format!("scores.{}", score["id"].as_str().expect("an id"));
        let gated = score.get("whenNotApplicable").is_none();
        self.push("scores", score);
        let thing = Thing::Score { low, high, bands, sets };
        self.known.push(Known { name, thing, reasons: Vec::new(), gated, weights: None });
    }

    /// Bands that begin where the score can lie, the first far below.
    fn bands(&mut self, low: f64, high: f64, names: &[&str]) -> (Value, Vec<String>) {
        let mut froms: Vec<f64> = (1..=3_u8).map(|step| low + (high - low) * f64::from(step) / 4.0).collect();
        for from in &mut froms {
            *from = (*from * 2.0).floor() / 2.0;
        }
        froms.retain(|from| *from > low && *from < high);
        froms.dedup();
        froms.truncate(names.len() - 1);
        if froms.len() > 1 && self.chance(30) {
            froms.remove(0);
        }
        let all: Vec<f64> = [-9999.0].into_iter().chain(froms).collect();
        let written = all.iter().zip(names).map(|(from, name)| json!({ "id": name, "from": number(*from) }));
        let names = all.iter().zip(names).map(|(_, name)| (*name).to_owned()).collect();
        (written.collect(), names)
    }
}

fn number(number: f64) -> Value {
    serde_json::from_str(&literal(number)).expect("a number")
}

/// Items that can be weighed: choices and bounded numbers, outside lists.
fn is_scored(known: &Known) -> bool {
    let is_consent = ["talk", "guardian", "consent"].iter().any(|kind| known.name.starts_with(kind));
    !known.reasons.is_empty()
        && !is_consent
        && matches!(known.thing, Thing::Single { .. } | Thing::Multiple { .. } | Thing::Number { .. })
}
