//! Indicators, dimensions, alerts, "no sign" and the bands of scores: never absent.

use super::conditions::{Meaning, Side};
use super::form::{condition, id, list, text};
use super::sheet::{Place, Sheet};
use super::syntax::Expr;
use super::values::{Number, Quantity, Truth, decimal};
use serde_json::Value;
use std::collections::BTreeSet;

impl Sheet<'_> {
    /// What is known of a cell.
    pub fn cell(&self, path: &[String], place: &Place) -> Truth {
        if let Meaning::Calculate(id, row) = self.meaning(path, place) {
            let inside = Place { row, earned: place.earned, ..Place::default() };
            return self.condition(&self.form.calculates[&id].value, true, &inside);
        }
        let key = (path.join("."), place.earned);
        if let Some(known) = self.cells.borrow().get(&key) {
            return *known;
        }
        let found = match path[0].as_str() {
            "noIndicator" => self.no_indicator(),
            "indicators" | "alerts" => {
                let when = condition(self.form.part(&path[0], &path[1]), "when").expect("a condition");
                self.condition(&when, true, &Place { earned: place.earned, ..Place::default() })
            }
            "dimensions" => self.dimension(&path[1], place.earned),
            other => panic!("no such cell: {other}"),
        };
        self.cells.borrow_mut().insert(key, found);
        found
    }

    pub fn part_cell(&self, kind: &str, id: &str, earned: bool) -> Truth {
        self.cell(&[kind.to_owned(), id.to_owned()], &Place { earned, ..Place::default() })
    }

    /// The rule is evaluated with the unknown as no, and as yes.
    fn dimension(&self, dimension: &str, earned: bool) -> Truth {
        let all = list(&self.form.json, "indicators");
        let own: Vec<(&str, Truth)> = all
            .iter()
            .filter(|indicator| text(indicator, "dimension") == Some(dimension))
            .map(|indicator| {
                let strength = text(indicator, "strength").expect("a strength");
                (strength, self.part_cell("indicators", &id(indicator), earned))
            })
            .collect();
        let positive = |counts: &dyn Fn(Truth) -> bool| {
            let met = |strength: &str| {
                let met = own.iter().filter(|(own, truth)| (strength == "total" || *own == strength) && counts(*truth));
                u64::try_from(met.count()).unwrap()
            };
            list(&self.form.json, "dimensionRule").iter().any(|combination| {
                ["strong", "medium", "weak", "total"]
                    .iter()
                    .all(|strength| met(strength) >= combination.get(strength).and_then(Value::as_u64).unwrap_or(0))
            })
        };
        let as_no = positive(&|truth| truth == Truth::True);
        let as_yes = positive(&|truth| truth != Truth::False);
        if as_no == as_yes { Truth::known(as_no) } else { Truth::Unknown }
    }

    /// No indicator and no alert holds; and each dimension has an indicator that an answer says no to.
    fn no_indicator(&self) -> Truth {
        let mut none = Truth::True;
        for kind in ["indicators", "alerts"] {
            for part in list(&self.form.json, kind) {
                none = none.and(self.part_cell(kind, &id(part), false).not());
            }
        }
        for dimension in list(&self.form.json, "dimensions") {
            let earned = list(&self.form.json, "indicators").iter().any(|indicator| {
                text(indicator, "dimension") == text(dimension, "id")
                    && self.part_cell("indicators", &id(indicator), false) == Truth::False
                    && self.part_cell("indicators", &id(indicator), true) == Truth::False
            });
            if !earned {
                none = none.and(Truth::Unknown);
            }
        }
        none
    }

    /// The bands of one set: id and where each begins.
    pub fn bands(&self, score: &str, set: Option<&str>) -> Vec<(String, Number)> {
        let score = self.form.part("scores", score);
        let bands = match set {
            None => list(score, "bands"),
            Some(name) => list(&score["bandSets"], name),
        };
        let from = |band: &Value| decimal(&band["from"].to_string()).expect("where a band begins");
        bands.iter().map(|band| (id(band), from(band))).collect()
    }

    /// The bands a score can lie in; nothing if it is absent, all if it is not known at all.
    pub fn possible_bands(&self, score: &str, set: Option<&str>, earned: bool) -> BTreeSet<String> {
        let bands = self.bands(score, set);
        let reads = self.score_reads(score, earned);
        let ends = bands.iter().skip(1).map(|(_, from)| Some(from)).chain([None]);
        // Where a number has no least, something may lie below the first band: it belongs to it.
        let lies = |place: usize, from: &Number, end: Option<&Number>| match &reads {
            Quantity::Absent => false,
            Quantity::Unknown => true,
            Quantity::Within(low, high) => (place == 0 || high >= from) && end.is_none_or(|end| low < end),
        };
        let each = bands.iter().zip(ends).enumerate();
        each.filter(|(place, ((_, from), end))| lies(*place, from, *end)).map(|(_, ((id, _), _))| id.clone()).collect()
    }

    /// Whether a score lies in one of these bands: true if it can lie in no other.
    pub fn band_is(&self, band: &Expr, codes: &Expr, place: &Place) -> Truth {
        let Expr::Name(path) = band else { panic!("a band") };
        let wanted: Vec<String> = match codes {
            Expr::List(many) => many.iter().map(|one| self.code(one, place)).collect(),
            one => vec![self.code(one, place)],
        };
        let set = path.get(2).map(String::as_str);
        let possible = self.possible_bands(&path[1], set, place.earned);
        let known = self.score_reads(&path[1], place.earned) != Quantity::Unknown;
        if possible.iter().all(|band| !wanted.contains(band)) {
            // Also if it is absent.
            if known || !possible.is_empty() { Truth::False } else { Truth::Unknown }
        } else if known && possible.iter().all(|band| wanted.contains(band)) {
            Truth::True
        } else {
            Truth::Unknown
        }
    }

    fn code(&self, expr: &Expr, place: &Place) -> String {
        let Side::Code(code) = self.side(expr, place) else { panic!("a code: {expr:?}") };
        code
    }
}
