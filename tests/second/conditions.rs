//! Conditions: a walk over the tree with the negation carried down to the atoms.

use super::days::Days;
use super::hits::hit;
use super::sheet::{Place, Reading, Sheet, State};
use super::syntax::Expr;
use super::values::{Quantity, Truth, compare};

/// One side of a comparison.
#[derive(Clone, Debug)]
pub enum Side {
    Absent,
    Unknown,
    Amount(Quantity),
    Days(Days),
    Code(String),
    Codes(Vec<String>),
}

/// What a name stands for.
pub enum Meaning {
    /// An item, by its key.
    Item(String),
    Calculate(String, Option<(String, String)>),
    Today,
    NoIndicator,
    /// `scores.s`, `bands.s.set` and their like.
    Part(Vec<String>),
}

const TESTS: [(&str, &str); 5] = [
    ("declined", "declined"),
    ("doesNotKnow", "doesNotKnow"),
    ("notAsked", "notAsked"),
    ("notConveyed", "notConveyed"),
    ("notObservable", "notObservable"),
];

impl Sheet<'_> {
    pub fn meaning(&self, path: &[String], place: &Place) -> Meaning {
        let inside = |(repeat, row): &(String, String), id: &str| {
            if self.form.calculates.get(id).is_some_and(|known| known.repeat.as_ref() == Some(repeat)) {
                Some(Meaning::Calculate(id.to_owned(), Some((repeat.clone(), row.clone()))))
            } else {
                let asked = self.form.questions.iter().any(|q| q.id == id && q.repeat.as_ref() == Some(repeat));
                asked.then(|| Meaning::Item(format!("{repeat}.{row}.{id}")))
            }
        };
        let first = path[0].as_str();
        if let (Some((name, repeat, row)), [_, item]) = (&place.variable, path)
            && name == first
        {
            return inside(&(repeat.clone(), row.clone()), item).expect("an item of the row");
        }
        match first {
            "today" => Meaning::Today,
            "noIndicator" => Meaning::NoIndicator,
            _ if path.len() > 1 => Meaning::Part(path.to_vec()),
            _ => {
                let own = place.row.as_ref().and_then(|row| inside(row, first));
                own.unwrap_or_else(|| {
                    if self.form.calculates.contains_key(first) {
                        Meaning::Calculate(first.to_owned(), None)
                    } else {
                        Meaning::Item(first.to_owned())
                    }
                })
            }
        }
    }

    /// Whether an expression is a condition, not a number.
    pub fn is_condition(&self, expr: &Expr, place: &Place) -> bool {
        match expr {
            Expr::Not(_) => true,
            Expr::Binary(operator, ..) => !["+", "-", "*", "/", "%"].contains(&operator.as_str()),
            Expr::Call(name, _) => name == "answered" || TESTS.iter().any(|(test, _)| test == name),
            Expr::Rows(_, what, ..) => what == "exists" || what == "all",
            Expr::Choice(_, first, _) => self.is_condition(first, place),
            Expr::Name(path) => match self.meaning(path, place) {
                Meaning::Item(key) => self.question(&key).0.is_yes_no(),
                Meaning::Calculate(id, _) => {
                    let calculate = &self.form.calculates[&id];
                    let row = calculate.repeat.clone().map(|repeat| (repeat, String::new()));
                    self.is_condition(&calculate.value, &Place { row, ..Place::default() })
                }
                Meaning::Today => false,
                Meaning::NoIndicator => true,
                Meaning::Part(path) => path[0] != "scores",
            },
            _ => false,
        }
    }

    /// Whether a condition holds, or its negation if not `positive`.
    pub fn condition(&self, expr: &Expr, positive: bool, place: &Place) -> Truth {
        match expr {
            Expr::Not(inner) => self.condition(inner, !positive, place),
            Expr::Binary(operator, left, right) if operator == "&&" || operator == "||" => {
                let (left, right) = (self.condition(left, positive, place), self.condition(right, positive, place));
                // Negation turns one into the other.
                if (operator == "&&") == positive { left.and(right) } else { left.or(right) }
            }
            Expr::Choice(test, first, second) => match self.condition(test, true, place) {
                Truth::True => self.condition(first, positive, place),
                Truth::False => self.condition(second, positive, place),
                Truth::Unknown => Truth::Unknown,
            },
            Expr::Name(path) => match self.meaning(path, place) {
                Meaning::Item(_) => {
                    atom("yes/no", self.comparison("==", expr, &Expr::Code("yes".into()), place), positive, place)
                }
                _ => self.cell(path, place).or_opposite(positive),
            },
            // A band is a cell of its own.
            Expr::Binary(operator, left, right) if is_band(left) => {
                let band = self.band_is(left, right, place).or_opposite(operator != "!=");
                hit(format!("band {operator} = {}", band.word()));
                band.or_opposite(positive)
            }
            Expr::Binary(operator, left, right) => {
                atom(operator, self.comparison(operator, left, right, place), positive, place)
            }
            Expr::Call(name, given) => atom(name, self.state_test(name, &given[0], place), positive, place),
            Expr::Rows(repeat, what, name, body) => {
                atom(what, self.quantifier(repeat, what, name, body, place), positive, place)
            }
            other => panic!("not a condition: {other:?}"),
        }
    }

    /// A comparison; nothing if a side is absent. Earned, what a choice that was not offered would have turned round is
    /// not known.
    fn comparison(&self, operator: &str, left: &Expr, right: &Expr, place: &Place) -> Option<Truth> {
        let compared = |left: &Side, right_of: &Side| {
            if let (Expr::List(many), "in") = (right, operator) {
                let each = many.iter().map(|one| compare_sides("==", left, &self.side(one, place)));
                return each.reduce(|all, one| Some(all?.or(one?))).expect("a list of something");
            }
            compare_sides(operator, left, right_of)
        };
        let other = if matches!(right, Expr::List(_)) { Side::Unknown } else { self.side(right, place) };
        let left_side = self.side(left, place);
        let found = compared(&left_side, &other);
        let item = |expr: &Expr| match expr {
            Expr::Name(path) => match self.meaning(path, place) {
                Meaning::Item(key) => Some(key),
                _ => None,
            },
            _ => None,
        };
        if !place.earned || found.is_none() {
            return found;
        }
        let otherwise = |side: &Side, expr: &Expr, again: &dyn Fn(&Side) -> Option<Truth>| {
            let Some(key) = item(expr) else { return false };
            self.not_offered(&key).into_iter().any(|code| match side {
                Side::Code(_) => again(&Side::Code(code)) != found,
                Side::Codes(ticked) => {
                    let more = ticked.iter().cloned().chain([code]).collect();
                    again(&Side::Codes(more)) != found
                }
                _ => false,
            })
        };
        let turned = otherwise(&left_side, left, &|side| compared(side, &other))
            || otherwise(&other, right, &|side| compared(&left_side, side));
        if turned {
            hit("choice: not offered, and so not earned");
            return Some(Truth::Unknown);
        }
        found
    }

    /// The choices of an item that are not offered.
    pub fn not_offered(&self, key: &str) -> Vec<String> {
        let (question, place) = self.question(key);
        let codes = question.choices.iter().filter_map(|choice| super::form::text(choice, "code"));
        codes.filter(|code| !self.is_offered(question, code, &place)).map(str::to_owned).collect()
    }

    /// What stands on one side of a comparison.
    pub fn side(&self, expr: &Expr, place: &Place) -> Side {
        match expr {
            Expr::Code(code) => Side::Code(code.clone()),
            Expr::Call(name, given) if name == "date" => {
                let Expr::Code(written) = &given[0] else { panic!("a date is written out") };
                let day = self.day(written);
                Side::Days((day, day))
            }
            Expr::Name(path) => match self.meaning(path, place) {
                Meaning::Today => Side::Days((self.given.today, self.given.today)),
                Meaning::Item(key) if place.constrained.as_ref() == Some(&key) => self.value(&key).into(),
                Meaning::Item(key) => self.reading(&key, place.earned).into(),
                _ => Side::Amount(self.amount(expr, place)),
            },
            _ => Side::Amount(self.amount(expr, place)),
        }
    }

    /// `answered(x)`, `declined(x)` and the others read the state.
    fn state_test(&self, name: &str, item: &Expr, place: &Place) -> Option<Truth> {
        let Expr::Name(path) = item else { panic!("{name} of an item") };
        let Meaning::Item(key) = self.meaning(path, place) else { panic!("{name} of an item") };
        match self.state(&key).0 {
            State::Irrelevant => None,
            State::Answered => Some(Truth::known(name == "answered")),
            State::Missing(_) if place.earned => Some(Truth::Unknown),
            State::Missing(reason) => {
                Some(Truth::known(TESTS.iter().any(|(test, means)| *test == name && *means == reason)))
            }
            _ => Some(Truth::Unknown),
        }
    }

    /// The rows of a list and whether it is closed; nothing if it does not apply, no rows if it is undecided.
    pub fn listed(&self, repeat: &str) -> Option<(Vec<String>, bool)> {
        match self.state(repeat) {
            (State::Irrelevant, _) => None,
            // Also to the end: what was told of it is read by nothing.
            (State::Undecided, _) | (_, false) => Some((Vec::new(), false)),
            (state, true) => {
                let more = &self.given.answers[repeat]["more"];
                Some((self.rows(repeat), state == State::Answered && *more == "no"))
            }
        }
    }

    /// Where the body of a quantifier stands for one row.
    pub fn within(repeat: &str, row: &str, name: &str, place: &Place) -> Place {
        Place { variable: Some((name.to_owned(), repeat.to_owned(), row.to_owned())), ..place.clone() }
    }

    fn quantifier(&self, repeat: &str, what: &str, name: &str, body: &Expr, place: &Place) -> Option<Truth> {
        let (rows, closed) = self.listed(repeat)?;
        if what == "all" && closed && rows.is_empty() {
            return None;
        }
        let each = rows.iter().map(|row| self.condition(body, true, &Self::within(repeat, row, name, place)));
        let rest = if closed { None } else { Some(Truth::Unknown) };
        let each = each.chain(rest);
        Some(match what {
            "exists" => each.fold(Truth::False, Truth::or),
            "all" => each.fold(Truth::True, Truth::and),
            other => panic!("not a condition: {other}"),
        })
    }
}

impl From<Reading> for Side {
    fn from(reading: Reading) -> Self {
        match reading {
            Reading::Absent => Self::Absent,
            Reading::Unknown => Self::Unknown,
            Reading::Code(code) => Self::Code(code),
            Reading::Codes(codes) => Self::Codes(codes),
            Reading::Number(number) => Self::Amount(Quantity::exactly(number)),
            Reading::Days(days) => Self::Days(days),
            Reading::Words => panic!("nothing is asked of words"),
        }
    }
}

fn is_band(expr: &Expr) -> bool {
    matches!(expr, Expr::Name(path) if path[0] == "bands")
}

/// An atom: on something absent it is false, also if negated. Not earned, it is not known.
fn atom(what: &str, found: Option<Truth>, positive: bool, place: &Place) -> Truth {
    if !place.earned {
        hit(format!("{what} = {}", found.map_or("absent", Truth::word)));
    }
    match found {
        None if place.earned => Truth::Unknown,
        None => Truth::False,
        Some(truth) => truth.or_opposite(positive),
    }
}

/// Compares two sides; nothing if one is absent.
fn compare_sides(operator: &str, left: &Side, right: &Side) -> Option<Truth> {
    match (left, right) {
        (Side::Absent | Side::Amount(Quantity::Absent), _) | (_, Side::Absent | Side::Amount(Quantity::Absent)) => None,
        (Side::Unknown | Side::Amount(Quantity::Unknown), _) | (_, Side::Unknown | Side::Amount(Quantity::Unknown)) => {
            Some(Truth::Unknown)
        }
        (Side::Amount(Quantity::Within(a, b)), Side::Amount(Quantity::Within(c, d))) => {
            Some(compare((a, b), operator, (c, d)))
        }
        (Side::Days((a, b)), Side::Days((c, d))) => Some(compare((a, b), operator, (c, d))),
        (Side::Code(code), Side::Codes(many)) => Some(Truth::known(many.contains(code))),
        (Side::Code(left), Side::Code(right)) => Some(compare((left, left), operator, (right, right))),
        other => panic!("these do not compare: {other:?}"),
    }
}
