//! Random forms with every construct of the language, and random answers to them; one seed makes one pair.

pub mod answers;
mod expressions;
mod items;
mod numbers;
mod rules;
mod scores;

use fastrand::Rng;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What a name of the expressions stands for.
#[derive(Clone, Debug)]
pub enum Thing {
    Single {
        codes: Vec<String>,
        yes_no: bool,
    },
    Multiple {
        codes: Vec<String>,
    },
    Number {
        low: f64,
        high: f64,
        whole: bool,
    },
    /// A number that lacks a bound: nothing scores it, and what is compared with it lies within `FREE`.
    Free {
        whole: bool,
    },
    Date,
    /// Text and time: only whether it is answered can be asked.
    Words,
    Repeat {
        rows: Vec<Known>,
    },
    Condition,
    Score {
        low: f64,
        high: f64,
        bands: Vec<String>,
        sets: BTreeMap<String, Vec<String>>,
    },
}

/// Where numbers that lack a bound are compared.
const FREE: (f64, f64) = (-20.0, 20.0);

impl Thing {
    /// The least and the most of a number that one item or score has, and whether it is whole.
    pub fn number(&self) -> Option<(f64, f64, bool)> {
        match self {
            Self::Number { low, high, whole } => Some((*low, *high, *whole)),
            Self::Free { whole } => Some((FREE.0, FREE.1, *whole)),
            Self::Score { low, high, .. } => Some((*low, *high, false)),
            _ => None,
        }
    }
}

/// A name that expressions may use.
#[derive(Clone, Debug)]
pub struct Known {
    pub name: String,
    pub thing: Thing,
    /// The silences it allows; nothing if it is no item.
    pub reasons: Vec<&'static str>,
    /// Whether it can be irrelevant.
    pub gated: bool,
    /// The weights on its choices, by code.
    pub weights: Option<BTreeMap<String, f64>>,
}

/// Makes one form.
pub struct Maker {
    pub random: Rng,
    /// What stands before, and can be named.
    pub known: Vec<Known>,
    /// What was named somewhere.
    pub read: BTreeSet<String>,
    pub form: Map<String, Value>,
    pub consent: bool,
    pub count: usize,
    pub dimensions: Vec<String>,
}

impl Maker {
    pub fn chance(&mut self, percent: u8) -> bool {
        self.random.u8(0..100) < percent
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.random.usize(0..from.len())].clone()
    }

    /// A new id.
    pub fn id(&mut self, prefix: &str) -> String {
        self.count += 1;
        format!("{prefix}{}", self.count)
    }

    pub fn push(&mut self, list: &str, value: Value) {
        let list = self.form.entry(list).or_insert_with(|| json!([]));
        list.as_array_mut().expect("a list").push(value);
    }
}

/// A number as it is written.
pub fn literal(number: f64) -> String {
    format!("{number}")
}

/// A number of JSON without a fraction where it has none.
pub fn exact(number: f64) -> Value {
    serde_json::from_str(&literal(number)).expect("a number")
}

/// The form of a seed.
pub fn form(seed: u64) -> Value {
    let mut maker = Maker {
        random: Rng::with_seed(seed),
        known: Vec::new(),
        read: BTreeSet::new(),
        form: head(),
        consent: false,
        count: 0,
        dimensions: Vec::new(),
    };
    for _ in 0..maker.pick(&[1, 1, 1, 1, 2, 2, 3]) {
        let dimension = maker.id("dim");
        maker.push("dimensions", json!({ "id": dimension, "title": "Dimension" }));
        maker.dimensions.push(dimension);
    }
    for place in 0..maker.random.usize(2..=3) {
        maker.group(place);
        maker.cells_between();
    }
    maker.closing();
    maker.rules();
    let unused = ["yes_no", "often"].into_iter().filter(|name| {
        let written = format!("\"choices\":\"{name}\"");
        !Value::Object(maker.form.clone()).to_string().contains(&written)
    });
    for name in unused.collect::<Vec<_>>() {
        maker.form["choiceLists"].as_object_mut().expect("lists").remove(name);
    }
    Value::Object(maker.form)
}

/// What every form begins with.
fn head() -> Map<String, Value> {
    let head = json!({
        "format": 1, "id": "random", "version": "1.0.0", "sourceLanguage": "en", "title": "Random",
        "choiceLists": {
            "yes_no": [{ "code": "yes", "text": "Yes", "weight": 2 }, { "code": "no", "text": "No", "weight": 0 }],
            "often": [
                { "code": "never", "text": "Never", "weight": 0 },
                { "code": "now_and_then", "text": "Now and then", "weight": 1.25 },
                { "code": "always", "text": "Always", "weight": 3 }
            ]
        }
    });
    let Value::Object(head) = head else { unreachable!("it is an object") };
    head
}
