//! Well-typed expressions over the form of the oracle, at random from a seed.

use super::written::{Kind, Marks, Random, Written, both};

/// How tightly an expression binds; what binds less tightly stands in parentheses.
const IF: u8 = 0;
const OR: u8 = 1;
const AND: u8 = 2;
const COMPARED: u8 = 3;
const SUM: u8 = 4;
const PRODUCT: u8 = 5;
const UNARY: u8 = 6;
const WHOLE: u8 = 7;

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Outside of rows.
    Form,
    /// In a row: its items are named as they are.
    Row,
    /// In the body of a quantifier, with the name of the row.
    Body(&'static str),
}

pub const PAPERS: [&str; 4] = ["self", "kept", "taken", "none"];
pub const OFTEN: [&str; 3] = ["never", "sometimes", "daily"];
pub const HARM: [&str; 4] = ["hit", "locked", "threatened", "nothing"];
pub const SEX: [&str; 2] = ["girl", "boy"];
const DAYS: [&str; 4] = ["date('1999-12-31')", "date('2004-02-29')", "date('2020-06-15')", "today"];
const STATES: [&str; 6] = ["answered", "declined", "doesNotKnow", "notAsked", "notConveyed", "notObservable"];

fn whole(text: impl Into<String>) -> Written {
    Written { text: text.into(), marks: Marks::default(), binds: WHOLE }
}

pub struct Generator<'r> {
    pub random: &'r mut Random,
    pub place: Place,
}

impl Generator<'_> {
    /// A list of names or codes, in quotes, of at least one.
    fn codes(&mut self, codes: &[&str]) -> String {
        let count = 1 + self.random.below(3);
        let picked: Vec<_> = (0..count).map(|_| format!("'{}'", self.random.of(codes))).collect();
        format!("[{}]", picked.join(", "))
    }

    /// The expression where what binds less tightly than `least` needs parentheses; some get them anyway.
    fn put(&mut self, inner: &Written, least: u8) -> String {
        if inner.binds < least || self.random.one_in(12) { format!("({})", inner.text) } else { inner.text.clone() }
    }

    fn join(&mut self, sides: [&Written; 2], sign: &str, binds: u8) -> Written {
        let space = if self.random.one_in(6) { "" } else { " " };
        let [left, right] = sides;
        let (one, other) = (self.put(left, binds), self.put(right, binds + 1));
        let mut made = whole(format!("{one}{space}{sign}{space}{other}"));
        made.marks = both(left.marks, right.marks);
        made.binds = binds;
        made
    }

    fn choose(&mut self, parts: [&Written; 3]) -> Written {
        let [test, yes, no] = parts;
        let mut marks = both(test.marks, both(yes.marks, no.marks));
        let bare = yes.binds == IF && self.random.one_in(2);
        marks.bare_if |= bare;
        let (test, yes, no) =
            (self.put(test, OR), if bare { yes.text.clone() } else { self.put(yes, OR) }, self.put(no, IF));
        Written { text: format!("{test} ? {yes} : {no}"), marks, binds: IF }
    }

    fn call(name: &str, list: &[Written]) -> Written {
        let texts: Vec<_> = list.iter().map(|inner| inner.text.clone()).collect();
        let mut made = whole(format!("{name}({})", texts.join(", ")));
        made.marks = list.iter().fold(Marks::default(), |marks, inner| both(marks, inner.marks));
        made
    }

    /// A name as a row's item is called here; none outside of rows.
    fn of_row(&mut self, names: &[&str]) -> Option<String> {
        let name = self.random.of(names);
        match self.place {
            Place::Form => None,
            Place::Row => Some(name.to_owned()),
            Place::Body(row) => Some(format!("{row}.{name}")),
        }
    }

    /// `kids.exists(k, …)` and the like.
    fn rows(&mut self, method: &str, body: impl FnOnce(&mut Generator<'_>) -> Written) -> Written {
        let row = self.random.of(&["k", "kid", "x1"]);
        let inner = body(&mut Generator { random: self.random, place: Place::Body(row) });
        let mut made = whole(format!("kids.{method}({row}, {})", inner.text));
        made.marks = inner.marks;
        made.marks.rows |= !matches!(method, "exists" | "count");
        made.marks.rounds |= method == "mean";
        made
    }

    pub fn condition(&mut self, depth: usize) -> Written {
        if depth == 0 || self.random.one_in(4) {
            return self.atom(depth);
        }
        match self.random.below(9) {
            0..=2 => {
                let (left, right) = (self.condition(depth - 1), self.condition(depth - 1));
                self.join([&left, &right], "&&", AND)
            }
            3..=5 => {
                let (left, right) = (self.condition(depth - 1), self.condition(depth - 1));
                self.join([&left, &right], "||", OR)
            }
            6 | 7 => {
                let inner = self.condition(depth - 1);
                Written { text: format!("!{}", self.put(&inner, UNARY)), marks: inner.marks, binds: UNARY }
            }
            _ => {
                let parts = [self.condition(depth - 1), self.condition(depth - 1), self.condition(depth - 1)];
                self.choose([&parts[0], &parts[1], &parts[2]])
            }
        }
    }

    fn compared(text: String) -> Written {
        Written { binds: COMPARED, ..whole(text) }
    }

    fn atom(&mut self, depth: usize) -> Written {
        match self.random.below(18) {
            0 => {
                let equal = self.random.of(&["==", "!="]);
                let (name, code) = match self.of_row(&["sex"]) {
                    Some(name) if self.random.one_in(2) => (name, self.random.of(&SEX)),
                    _ if self.random.one_in(3) => ("often".to_owned(), self.random.of(&OFTEN)),
                    _ => ("papers".to_owned(), self.random.of(&PAPERS)),
                };
                let quoted = if self.random.one_in(4) { format!("\"{code}\"") } else { format!("'{code}'") };
                let turned = self.random.one_in(5);
                Self::compared(if turned {
                    format!("{quoted} {equal} {name}")
                } else {
                    format!("{name} {equal} {quoted}")
                })
            }
            1 => {
                let list = self.codes(&PAPERS);
                Self::compared(format!("papers in {list}"))
            }
            2 => {
                let harm = self.random.of(&HARM);
                Self::compared(format!("'{harm}' in harm"))
            }
            3 => whole(self.of_row(&["in_school"]).unwrap_or_else(|| "free".into())),
            4 => {
                let name = self.random.of(&["heavy", "indicators.locked_in", "indicators.no_papers", "alerts.danger"]);
                whole(name)
            }
            5 => {
                let name = self.random.of(&["dimensions.control", "noIndicator", "free"]);
                whole(name)
            }
            6 => {
                let item = self.random.of(&["papers", "often", "harm", "age", "pay", "born", "free"]);
                let item = self.of_row(&["sex", "years", "share"]).unwrap_or_else(|| item.into());
                whole(format!("{}({item})", self.random.of(&STATES)))
            }
            7 => {
                let (set, codes): (_, &[&str]) = if self.random.one_in(2) {
                    ("bands.pressure", &["low", "high"])
                } else {
                    ("bands.load.strict", &["fair", "poor"])
                };
                if self.random.one_in(2) {
                    let list = self.codes(codes);
                    Self::compared(format!("{set} in {list}"))
                } else {
                    let (equal, band) = (self.random.of(&["==", "!="]), self.random.of(codes));
                    Self::compared(format!("{set} {equal} '{band}'"))
                }
            }
            8 | 9 => {
                let sign = self.random.of(&["==", "!=", "<", "<=", ">", ">="]);
                let (left, right) = (self.day(), self.day());
                Self::compared(format!("{left} {sign} {right}"))
            }
            10 => {
                let (number, list) = if self.random.one_in(2) {
                    (self.number(Kind::Int, depth.min(1)), "[0, 1, 2, 3, 5, -2]")
                } else {
                    (self.number(Kind::Real, depth.min(1)), "[0.5, 1.0, 2.25, -1.5]")
                };
                let mut made = self.join([&number, &whole(list)], "in", COMPARED);
                made.text = format!("{} in {list}", self.put(&number, SUM));
                made
            }
            17 => {
                const TENTHS: [&str; 6] = ["0.1", "0.2", "0.3", "0.4", "0.7", "1.1"];
                let (sign, compared) = (self.random.of(&["+", "-", "*"]), self.random.of(&["==", "!=", "<", ">="]));
                let [one, other, third] = [0; 3].map(|_| self.random.of(&TENTHS));
                let mut made = Self::compared(format!("{one} {sign} {other} {compared} {third}"));
                made.marks.rounds = true;
                made
            }
            11 | 12 if self.place == Place::Form => {
                let method = self.random.of(&["exists", "all"]);
                self.rows(method, |inner| inner.condition(depth.min(1)))
            }
            _ => {
                let sign = self.random.of(&["==", "!=", "<", "<=", ">", ">="]);
                let kinds = self.random.of(&[[Kind::Int; 2], [Kind::Real; 2], [Kind::Int, Kind::Real]]);
                let (left, right) = (self.number(kinds[0], depth.min(2)), self.number(kinds[1], depth.min(2)));
                self.join([&left, &right], sign, COMPARED)
            }
        }
    }

    fn day(&mut self) -> String {
        if self.random.one_in(3) {
            return self.random.of(&DAYS).into();
        }
        match self.of_row(&["arrived"]) {
            Some(name) if self.random.one_in(2) => name,
            _ => self.random.of(&["born", "came"]).into(),
        }
    }

    fn leaf(&mut self, kind: Kind) -> Written {
        let row = match kind {
            Kind::Int => self.of_row(&["years", "twice"]),
            Kind::Real => self.of_row(&["share"]),
        };
        if let Some(name) = row.filter(|_| self.random.one_in(2)) {
            return whole(name);
        }
        if self.random.one_in(3) {
            let (literal, rounds) = match kind {
                Kind::Int => (self.random.of(&["0", "1", "2", "3", "7", "12", "18"]), false),
                Kind::Real if self.random.one_in(8) => (self.random.of(&["0.1", "0.3", "2.7"]), true),
                Kind::Real => (self.random.of(&["0.0", "0.5", "1.0", "2.25", "10.125"]), false),
            };
            let mut made = whole(literal);
            made.marks.rounds = rounds;
            return made;
        }
        whole(match kind {
            Kind::Int => self.random.of(&["age", "hours", "total", "scores.pressure", "scores.load"]),
            Kind::Real => self.random.of(&["pay", "rate"]),
        })
    }

    pub fn number(&mut self, kind: Kind, depth: usize) -> Written {
        if depth == 0 || self.random.one_in(4) {
            return self.leaf(kind);
        }
        match self.random.below(12) {
            0..=2 => {
                let (sign, binds) = self.random.of(&[("+", SUM), ("-", SUM), ("*", PRODUCT)]);
                let (left, right) = (self.number(kind, depth - 1), self.number(kind, depth - 1));
                self.join([&left, &right], sign, binds)
            }
            3 => self.divided(kind, depth),
            4 => {
                let inner = self.number(kind, depth - 1);
                Written { text: format!("-{}", self.put(&inner, UNARY)), marks: inner.marks, binds: UNARY }
            }
            5 => {
                let (test, yes, no) = (self.condition(1), self.number(kind, depth - 1), self.number(kind, depth - 1));
                self.choose([&test, &yes, &no])
            }
            6 | 7 => {
                let name = self.random.of(if kind == Kind::Int { &["sum", "min", "max"] } else { &["sum", "mean"] });
                let count = 1 + self.random.below(3);
                let list: Vec<_> = (0..count).map(|_| self.number(kind, depth - 1)).collect();
                let mut made = Self::call(name, &list);
                made.marks.rounds |= name == "mean";
                made
            }
            8 if kind == Kind::Int => {
                let list: Vec<_> = (0..=self.random.below(3)).map(|_| self.condition(1)).collect();
                Self::call("count", &list)
            }
            9 if kind == Kind::Int => {
                let (from, to) = (self.day(), self.day());
                whole(format!("yearsBetween({from}, {to})"))
            }
            _ if self.place != Place::Form => self.leaf(kind),
            10 if kind == Kind::Int => {
                if self.random.one_in(3) {
                    whole("size(kids)")
                } else {
                    self.rows("count", |inner| inner.condition(1))
                }
            }
            _ => {
                let methods: &[&str] =
                    if kind == Kind::Int { &["sum", "min", "max"] } else { &["sum", "min", "max", "mean"] };
                let method = self.random.of(methods);
                self.rows(method, |inner| inner.number(kind, depth.min(2) - 1))
            }
        }
    }

    /// `/` and, of whole numbers, `%`; a divisor is never 0.
    fn divided(&mut self, kind: Kind, depth: usize) -> Written {
        let left = self.number(kind, depth - 1);
        let (sign, right, rounds) = match kind {
            Kind::Int => (self.random.of(&["/", "%"]), self.random.of(&["2", "3", "7", "(-3)", "hours"]), false),
            Kind::Real if self.random.one_in(4) => ("/", self.random.of(&["3.0", "0.1"]), true),
            Kind::Real => ("/", self.random.of(&["0.5", "4.0", "rate"]), false),
        };
        // The rest of a number with decimals is no whole number's.
        let left = if sign == "%" && left.marks.divides { self.leaf(kind) } else { left };
        let mut made = self.join([&left, &whole(right)], sign, PRODUCT);
        made.marks.rounds |= rounds;
        made.marks.divides |= kind == Kind::Int && sign == "/";
        made
    }
}
