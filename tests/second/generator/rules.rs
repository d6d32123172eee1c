//! Random indicators, dimensions, alerts, calculates, the decision table and its variants.

use super::{Known, Maker, Thing};
use serde_json::{Value, json};

const URGENCIES: [&str; 4] = ["routine", "soon", "urgent", "immediate"];
const CLASSES: [&str; 4] = ["presumedVictim", "presumedVictim", "possibleVictim", "atRisk"];

impl Maker {
    fn know(&mut self, name: String) {
        self.known.push(Known { name, thing: Thing::Condition, reasons: Vec::new(), gated: false, weights: None });
    }

    /// Cells over what stands so far; later conditions may name them.
    pub fn cells_between(&mut self) {
        for _ in 0..self.random.usize(0..=2) {
            self.score();
        }
        if self.chance(60) {
            let id = self.id("calc");
            if let Some((item, known)) = self.calculate(&id) {
                let groups = self.form["items"].as_array_mut().expect("groups");
                groups.last_mut().expect("a group")["items"].as_array_mut().expect("items").push(item);
                self.known.push(known);
            }
        }
        if self.chance(60) {
            let dimension = self.pick(&self.dimensions.clone());
            self.indicator(&dimension);
        }
        if self.chance(30) {
            self.alert();
        }
    }

    fn indicator(&mut self, dimension: &str) {
        let Some(when) = self.condition(1) else { return };
        let id = self.id("sign");
        let strength = self.pick(&["strong", "strong", "medium", "weak"]);
        self.push("indicators", json!({ "id": id, "dimension": dimension, "strength": strength, "when": when }));
        self.know(format!("indicators.{id}"));
    }

    fn alert(&mut self) {
        let Some(when) = self.condition(1) else { return };
        let id = self.id("alert");
        let urgency = self.pick(&URGENCIES);
        self.push("alerts", json!({ "id": id, "when": when, "urgency": urgency, "text": "Do this." }));
        self.know(format!("alerts.{id}"));
    }

    /// Everything behind the items: the rest of the indicators, and the tables.
    pub fn rules(&mut self) {
        for dimension in self.dimensions.clone() {
            let written = self.form.get("indicators").map_or(String::new(), Value::to_string);
            let mut own = written.matches(&format!("\"dimension\":\"{dimension}\"")).count();
            let wanted = self.random.usize(1..=3);
            let mut tries = 0;
            while own < wanted && tries < 10 {
                let before = self.known.len();
                self.indicator(&dimension);
                own += self.known.len() - before;
                tries += 1;
            }
            self.know(format!("dimensions.{dimension}"));
        }
        let rule = self.pick(&[
            json!([{ "strong": 1 }, { "medium": 1, "weak": 1 }]),
            json!([{ "strong": 2 }, { "strong": 1, "total": 2 }, { "total": 3 }, { "medium": 1 }]),
            json!([{ "total": 1 }]),
            json!([{ "total": 2 }, { "weak": 1 }, { "strong": 1 }]),
        ]);
        self.form.insert("dimensionRule".to_owned(), rule);
        if self.chance(50) {
            self.alert();
        }
        let rows = self.table(true);
        let mut outcomes = json!({ "rows": rows, "indeterminate": { "text": "Not enough is known" },
            "couldNotBeDone": { "text": "It could not be held" } });
        if self.chance(50)
            && let Some(when) = self.condition(0)
        {
            outcomes["childPath"] = json!(when);
        }
        let wide = self.chance(50);
        let rest = self.rest();
        if wide || rest.is_some() {
            let mut table = self.table(false);
            if let Some(rest) = rest {
                let id = self.id("rest");
                table.insert(0, json!({ "id": id, "class": "atRisk", "when": rest }));
            }
            outcomes["variants"] = json!({ "wide": table });
            if self.chance(40) {
                outcomes["variants"]["strict"] = Value::Array(self.table(false));
            }
            outcomes["variant"] = json!("standard");
        }
        self.form.insert("outcomes".to_owned(), outcomes);
    }

    /// A condition on all that nothing has named yet.
    fn rest(&mut self) -> Option<String> {
        let unread: Vec<Known> = self.known.iter().filter(|known| !self.read.contains(&known.name)).cloned().collect();
        let mut atoms = Vec::new();
        for known in unread {
            let mut used = [known.name.clone()].into_iter().collect();
            let atom = (0..8).find_map(|_| self.atom_on(&known, &mut used));
            if let Some(atom) = atom {
                self.read.insert(known.name);
                atoms.push(format!("({atom})"));
            }
        }
        (!atoms.is_empty()).then(|| atoms.join(" || "))
    }

    /// The rows of a table; those of a variant have no texts.
    fn table(&mut self, full: bool) -> Vec<Value> {
        let mut rows = Vec::new();
        for _ in 0..self.random.usize(1..=3) {
            let depth = self.random.u8(0..=2);
            let Some(when) = self.condition(depth) else { continue };
            let (id, class) = (self.id("r"), self.pick(&CLASSES));
            rows.push(json!({ "id": id, "class": class, "when": when }));
        }
        if self.chance(75) {
            let id = self.id("r");
            let other = if self.chance(30) { self.condition(0) } else { None };
            let when = other.map_or("noIndicator".to_owned(), |other| format!("noIndicator && ({other})"));
            let place = self.random.usize(0..=rows.len());
            rows.insert(place, json!({ "id": id, "class": "noSignNow", "when": when }));
        }
        let (id, class) = (self.id("r"), self.pick(&["possibleVictim", "presumedVictim"]));
        rows.push(json!({ "id": id, "class": class }));
        if full {
            for row in &mut rows {
                row["text"] = json!("What it means");
                if self.chance(50) {
                    row["urgency"] = json!(self.pick(&URGENCIES));
                }
                if self.chance(15) && row["class"] != "noSignNow" {
                    row["mayStop"] = json!(true);
                }
            }
        }
        rows
    }
}
