//! Groups and what stands in them.

use super::super::hits::hit;
use super::{Known, Maker, Thing, exact};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const KINDS: [&str; 12] = [
    "single", "single", "single", "multiple", "multiple", "integer", "decimal", "text", "date", "time", "matrix",
    "repeat",
];
const ALL: [&str; 4] = ["declined", "doesNotKnow", "notAsked", "notConveyed"];
const SEEN: [&str; 3] = ["notObservable", "doesNotKnow", "notAsked"];
const CONSENT: [&str; 2] = ["notAsked", "notConveyed"];

/// Choices as they are written, their codes, and the weights on them.
type Choices = (Value, Vec<String>, Option<BTreeMap<String, f64>>);

impl Maker {
    pub fn group(&mut self, place: usize) {
        let id = self.id("page");
        let mut group = json!({ "id": id, "type": "group", "title": "Page" });
        if self.chance(30) {
            group["essential"] = json!(true);
        }
        let gated = place > 0 && self.chance(40) && self.relevance(&mut group);
        let mut items = Vec::new();
        if place == 0 {
            self.opening(&mut items);
        }
        for _ in 0..self.random.usize(2..=4) {
            let kind = self.pick(&KINDS);
            self.item(kind, gated, &mut items);
        }
        if self.chance(25) {
            let display = self.id("note");
            let by = self.by();
            let mut display = json!({ "id": display, "type": "display", "by": by, "text": "A note." });
            if self.chance(30) {
                self.relevance(&mut display);
            }
            items.push(display);
        }
        group["items"] = Value::Array(items);
        self.push("items", group);
    }

    /// Age, birth and the consents: at the beginning of a form.
    fn opening(&mut self, items: &mut Vec<Value>) {
        if self.chance(50) {
            self.age(items);
        }
        self.item("single", false, items);
        if self.chance(75) {
            let talk = self.id("talk");
            let mut item =
                json!({ "id": talk, "type": "consent", "scope": "talk", "text": "May I ask you some questions?" });
            self.asking(&mut item, &[&["notAsked"], &["notConveyed", "notAsked"]]);
            items.push(item);
            self.know_consent(&talk, false);
            self.consent = true;
            if self.chance(30) {
                let guardian = self.id("guardian");
                items.push(
                    json!({ "id": guardian, "type": "consent", "scope": "talk", "of": "guardian", "text": "May I?" }),
                );
                self.know_consent(&guardian, false);
                let alert = self.id("alert");
                let when = format!("{guardian} == 'refused'");
                self.push("alerts", json!({ "id": alert, "when": when, "urgency": "urgent", "text": "Look." }));
                self.read.insert(guardian);
            }
        }
        if self.consent && self.chance(45) {
            let scope = self.pick(&["record", "refer", "share"]);
            let mut item = self.consent(scope);
            let id = item["id"].as_str().expect("an id").to_owned();
            let gated = self.chance(30) && self.relevance(&mut item);
            items.push(item);
            self.know_consent(&id, gated);
        }
    }

    /// The consents of the end, which nothing reads.
    pub fn closing(&mut self) {
        if !self.consent || self.chance(70) {
            return;
        }
        let mut group = json!({ "id": self.id("end"), "type": "group", "title": "At the end", "closing": true });
        if self.chance(30) {
            self.relevance(&mut group);
        }
        let mut items = Vec::new();
        for scope in ["record", "refer", "share"] {
            if self.chance(50) || (items.is_empty() && scope == "share") {
                items.push(self.consent(scope));
            }
        }
        group["items"] = Value::Array(items);
        self.push("items", group);
    }

    /// A consent that is no condition of talking.
    fn consent(&mut self, scope: &str) -> Value {
        let mut item = json!({ "id": self.id("consent"), "type": "consent", "scope": scope, "text": "May I?" });
        if scope == "share" {
            item["recipient"] = json!("The clinic");
        }
        self.asking(&mut item, &[&["notAsked"], &["notConveyed", "notAsked"]]);
        item
    }

    /// Whether it is required, and the silences it allows if they are not the usual ones.
    fn asking(&mut self, item: &mut Value, silences: &[&[&'static str]]) -> Option<Vec<&'static str>> {
        if self.chance(20) {
            item["required"] = json!(true);
        }
        let reasons = self.chance(15).then(|| self.pick(silences).to_vec());
        if let Some(reasons) = &reasons {
            item["reasons"] = json!(reasons);
        }
        reasons
    }

    fn know_consent(&mut self, id: &str, gated: bool) {
        let codes = ["given", "refused", "asked", "withdrawn", "not_required"].map(str::to_owned).to_vec();
        let thing = Thing::Single { codes, yes_no: false };
        self.known.push(Known { name: id.to_owned(), thing, reasons: CONSENT.to_vec(), gated, weights: None });
    }

    fn age(&mut self, items: &mut Vec<Value>) {
        let (group, birth) = (self.id("age"), self.id("birth"));
        let choices: Vec<Value> =
            ["child", "adult", "not_sure"].iter().map(|code| json!({ "code": code, "text": code })).collect();
        let mut pair = [
            json!({ "id": group, "type": "single", "by": "worker", "text": "Is the person under 18?",
                "choices": choices, "whenMissing": "not_sure" }),
            json!({ "id": birth, "type": "date", "by": "worker", "text": "When was the person born?", "partial": true,
                "calendars": ["gregorian", "ethiopic"] }),
        ];
        let [_, born] = &mut pair;
        let gated = self.chance(30) && self.relevance(born);
        if self.chance(30) {
            pair.reverse();
        }
        items.extend(pair);
        self.form
            .insert("age".to_owned(), json!({ "group": group, "birth": birth, "child": "child", "adult": "adult" }));
        let codes = ["child", "adult", "not_sure"].map(str::to_owned).to_vec();
        let single = Thing::Single { codes, yes_no: false };
        let entry = |name: &str, thing, gated| Known {
            name: name.to_owned(),
            thing,
            reasons: ALL.to_vec(),
            gated,
            weights: None,
        };
        self.known.push(entry(&group, single, false));
        self.known.push(entry(&birth, Thing::Date, gated));
        self.read.insert(birth);
    }

    fn by(&mut self) -> &'static str {
        if self.consent && self.chance(60) { "person" } else { self.pick(&["observer", "worker", "document"]) }
    }

    /// Gives an item a condition of its own, if there is anything to name.
    fn relevance(&mut self, item: &mut Value) -> bool {
        let when = self.condition(1);
        if let Some(when) = &when {
            item["relevant"] = json!(when);
        }
        when.is_some()
    }

    /// Adds an item and what it is known by.
    fn item(&mut self, kind: &str, gated: bool, items: &mut Vec<Value>) {
        match kind {
            "matrix" => self.matrix(gated, items),
            "repeat" => self.repeat(gated, items),
            _ => {
                let (item, known) = self.question(kind, gated);
                items.push(item);
                self.known.push(known);
            }
        }
    }

    /// A question of a kind, outside or inside a list.
    fn question(&mut self, kind: &str, gated: bool) -> (Value, Known) {
        let (id, by) = (self.id("q"), self.by());
        let mut item = json!({ "id": id, "type": kind, "by": by, "text": "A question?" });
        let gated = (self.chance(35) && self.relevance(&mut item)) || gated;
        let reasons = self.silences(&mut item, by);
        let (thing, weights) = self.body(kind, &id, &mut item);
        (item, Known { name: id, thing, reasons, gated, weights })
    }

    /// Whether a question is required, and the silences it allows.
    fn silences(&mut self, item: &mut Value, by: &str) -> Vec<&'static str> {
        let own = self.asking(item, &[&["declined", "notAsked"], &["notAsked", "notObservable"]]);
        own.unwrap_or_else(|| if by == "observer" { SEEN.to_vec() } else { ALL.to_vec() })
    }

    /// What an answer has to hold to.
    fn constraint(&mut self, kind: &str, id: &str) -> String {
        let forms: &[&str] = match kind {
            "integer" => &[
                "# != 2",
                "# % 2 == 0",
                "# in [1, 2, 4]",
                "# < 3 || # == 4",
                "!(# == 1) && # != 3",
                "(# < 2 ? # != 1 : # != 3)",
                "max(#, 1) * 2 <= 7",
            ],
            "decimal" => &["# != 2", "# <= 2.5", "# >= 1 || # == 0", "# / 2 != 1", "!(# > 3)"],
            _ => &[
                "# != date('2001-01-01')",
                "# <= today",
                "yearsBetween(#, today) >= 18",
                "# < date('2000-06-15') || # > date('2001-06-01')",
                "!(# < date('1999-06-01'))",
            ],
        };
        let form = self.pick(forms);
        hit(format!("made: constraint {kind} {form}"));
        form.replace('#', id)
    }

    /// What only a question of this kind has.
    fn body(&mut self, kind: &str, id: &str, item: &mut Value) -> (Thing, Option<BTreeMap<String, f64>>) {
        if ["integer", "decimal", "date"].contains(&kind) && self.chance(60) {
            item["constraint"] = json!(self.constraint(kind, id));
            item["constraintText"] = json!("Is this right?");
        }
        match kind {
            "single" => {
                let (choices, codes, weights) = self.choices(false);
                if self.chance(35) {
                    let list = choices.as_array();
                    let free: Vec<String> = codes
                        .iter()
                        .enumerate()
                        .filter(|(place, _)| list.is_none_or(|list| list[*place].get("relevant").is_none()))
                        .map(|(_, code)| code.clone())
                        .collect();
                    item["whenMissing"] = json!(self.pick(&free));
                }
                item["choices"] = choices;
                let mut sorted = codes.clone();
                sorted.sort();
                (Thing::Single { codes, yes_no: sorted == ["no", "yes"] }, weights)
            }
            "multiple" => {
                let (choices, codes, weights) = self.choices(true);
                item["choices"] = choices;
                (Thing::Multiple { codes }, weights)
            }
            "integer" | "decimal" => {
                let whole = kind == "integer";
                let (low, high) = self.pick(&[(0.0, 10.0), (-3.0, 4.0), (1.0, 5.0), (0.0, 7.0)]);
                let high = if whole { high } else { high + 0.5 };
                if self.chance(30) {
                    item["unit"] = json!("hours");
                }
                let bounds = [("min", low), ("max", high)].into_iter().filter(|_| !self.chance(12));
                for (bound, at) in bounds.collect::<Vec<_>>() {
                    item[bound] = exact(at);
                }
                let bounded = item.get("min").is_some() && item.get("max").is_some();
                (if bounded { Thing::Number { low, high, whole } } else { Thing::Free { whole } }, None)
            }
            "date" => {
                if self.chance(60) {
                    item["partial"] = json!(true);
                    item["calendars"] = json!(["gregorian", "ethiopic"]);
                } else if self.chance(30) {
                    item["calendars"] = json!(["ethiopic", "gregorian"]);
                }
                if self.chance(40) {
                    item["earliest"] = json!("1950-01-01");
                    item["latest"] = json!("today");
                }
                (Thing::Date, None)
            }
            "text" => {
                if self.chance(30) {
                    item["maxLength"] = json!(20);
                }
                (Thing::Words, None)
            }
            _ => (Thing::Words, None),
        }
    }

    /// Choices, their codes and weights; the last of a multiple choice excludes the others.
    fn choices(&mut self, multiple: bool) -> Choices {
        if !multiple && self.chance(50) {
            let name = self.pick(&["yes_no", "often"]);
            let list = self.form["choiceLists"][name].as_array().expect("a list").clone();
            let codes: Vec<String> =
                list.iter().map(|choice| choice["code"].as_str().expect("a code").to_owned()).collect();
            let weights = list.iter().map(|choice| choice["weight"].as_f64().expect("a weight"));
            let weights = codes.iter().cloned().zip(weights).collect();
            return (json!(name), codes, Some(weights));
        }
        let number = self.random.usize(2..=3) + usize::from(multiple);
        let weighed = self.chance(50);
        let mut weights = BTreeMap::new();
        let mut list = Vec::new();
        let mut codes = Vec::new();
        for place in 0..number {
            let code = format!("c{}", place + 1);
            let mut choice = json!({ "code": code, "text": "A choice" });
            if weighed {
                let weight = self.weight();
                choice["weight"] = exact(weight);
                weights.insert(code.clone(), weight);
            }
            let is_last = place + 1 == number;
            if multiple && is_last {
                choice["exclusive"] = json!(true);
            } else if !is_last && place > 0 && self.chance(25) {
                if let Some(when) = self.condition(0) {
                    choice["relevant"] = json!(when);
                }
            } else if self.chance(15) {
                choice["specify"] = json!(true);
            }
            list.push(choice);
            codes.push(code);
        }
        (Value::Array(list), codes, weighed.then_some(weights))
    }

    /// A weight with at most two decimals.
    pub fn weight(&mut self) -> f64 {
        self.pick(&[-1.0, 0.0, 0.5, 1.0, 1.25, 2.0, 3.0, 4.0])
    }

    fn matrix(&mut self, gated: bool, items: &mut Vec<Value>) {
        let (id, by) = (self.id("grid"), self.by());
        let mut matrix = json!({ "id": id, "type": "matrix", "by": by, "text": "How often?" });
        let gated = (self.chance(30) && self.relevance(&mut matrix)) || gated;
        let (choices, codes, weights) = self.choices(false);
        let mut sorted = codes.clone();
        sorted.sort();
        let yes_no = sorted == ["no", "yes"];
        let reasons = self.silences(&mut matrix, by);
        // Each row is required by itself.
        matrix.as_object_mut().expect("an item").remove("required");
        let mut rows = Vec::new();
        for _ in 0..self.random.usize(2..=3) {
            let id = self.id("row");
            let mut row = json!({ "id": id, "text": "This?" });
            let own = self.chance(20) && self.relevance(&mut row);
            if self.chance(20) {
                row["required"] = json!(true);
            }
            if self.chance(20) {
                row["whenMissing"] = json!(codes[0]);
            }
            rows.push(row);
            let thing = Thing::Single { codes: codes.clone(), yes_no };
            let (reasons, weights) = (reasons.clone(), weights.clone());
            self.known.push(Known { name: id, thing, reasons, gated: gated || own, weights });
        }
        matrix["choices"] = choices;
        matrix["rows"] = json!(rows);
        items.push(matrix);
    }

    fn repeat(&mut self, gated: bool, items: &mut Vec<Value>) {
        let (id, by) = (self.id("list"), self.by());
        let mut repeat = json!({ "id": id, "type": "repeat", "by": by, "text": "Is there one to note?", "more": "Is there another?" });
        let gated = (self.chance(30) && self.relevance(&mut repeat)) || gated;
        if self.chance(20) {
            repeat["atMost"] = json!(5);
        }
        let reasons = self.silences(&mut repeat, by);
        // In a row, nothing asks other rows.
        let (lists, kept) = self.known.drain(..).partition(|known| matches!(known.thing, Thing::Repeat { .. }));
        self.known = kept;
        let outside = self.known.len();
        let mut inner = Vec::new();
        for place in 0..self.random.usize(2..=4) {
            let kind = if place == 0 {
                "integer"
            } else {
                self.pick(&["single", "single", "single", "date", "date", "decimal", "multiple", "text", "time"])
            };
            let (item, known) = self.question(kind, gated);
            inner.push(item);
            self.known.push(known);
        }
        if self.chance(50) {
            let calculate = self.id("calc");
            if let Some((item, known)) = self.calculate(&calculate) {
                inner.push(item);
                self.known.push(known);
            }
        }
        repeat["items"] = Value::Array(inner);
        items.push(repeat);
        let rows = self.known.split_off(outside);
        self.known.extend::<Vec<Known>>(lists);
        self.known.push(Known { name: id, thing: Thing::Repeat { rows }, reasons, gated, weights: None });
    }
}
