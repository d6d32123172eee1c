//! Typed expressions; names are places in the form. Conditions are in negation normal form.

use crate::codec::plain_enums;
use crate::number::Ratio;
use crate::value::{Date, Reason};

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of them hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// The atom holds, or with `negated` its opposite.
    Atom {
        /// What is looked at.
        atom: Atom,
        /// Whether the opposite is asked. An absent operand makes the atom false either way.
        negated: bool,
    },
    /// The second where the first holds, the third where it does not, unknown where that is unknown.
    If(Box<[Condition; 3]>),
}

/// The smallest condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom {
    /// The item's answer is one of these choices; of several answers, one of them is.
    Choice {
        /// The item.
        item: u16,
        /// Places among its choices.
        choices: Vec<u16>,
    },
    /// The item's state.
    State {
        /// The item.
        item: u16,
        /// What is asked of it.
        test: Test,
    },
    /// A cell that is true, false or unknown, never absent.
    Cell(Cell),
    /// The score lies in one of these bands; never absent.
    Band {
        /// The score.
        score: u16,
        /// Which set of its bands.
        set: u16,
        /// Places among them.
        bands: Vec<u16>,
    },
    /// Two numbers compared.
    Numbers(Compare, Box<[Number; 2]>),
    /// Two days compared.
    Days(Compare, Box<[Day; 2]>),
    /// Something holds in one row of a repeat, or with `all` in every one.
    Rows {
        /// The repeat.
        repeat: u16,
        /// Whether it has to hold in every row.
        all: bool,
        /// What has to hold.
        body: Box<Condition>,
    },
}

/// A number.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// It stands in the expression.
    Literal(Ratio),
    /// The value of an item, or a calculation.
    Item(u16),
    /// The total of a score.
    Score(u16),
    /// Two numbers put together.
    Two(Operation, Box<[Number; 2]>),
    /// Several numbers put together, those that do not apply left out.
    Fold(Fold, Vec<Number>),
    /// How many of these hold.
    Count(Vec<Condition>),
    /// How many rows a repeat has.
    Size(u16),
    /// A number of every row put together.
    FoldRows(Fold, u16, Box<Number>),
    /// In how many rows something holds.
    CountRows(u16, Box<Condition>),
    /// Whole years from one day to another.
    Years(Box<[Day; 2]>),
    /// The second where the condition holds, the third where it does not.
    If(Box<(Condition, [Number; 2])>),
}

/// A day.
#[derive(Clone, Debug, PartialEq)]
pub enum Day {
    /// It stands in the expression.
    Literal(Date),
    /// The day of the interview.
    Today,
    /// The date of an item.
    Item(u16),
}

/// What is done with two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Divided,
    /// `%`
    Rest,
}

/// How several numbers become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Their sum.
    Sum,
    /// The least.
    Min,
    /// The most.
    Max,
    /// Their mean.
    Mean,
}

/// What a function asks of an item's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Whether it is answered.
    Answered,
    /// Whether it is missing for that reason.
    Missing(Reason),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `==`
    Equal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// A named truth of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A calculation that is a condition.
    Calculation(u16),
    /// `indicators.x`
    Indicator(u16),
    /// `dimensions.x`
    Dimension(u16),
    /// `alerts.x`
    Alert(u16),
    /// `noIndicator`
    NoIndicator,
}

/// What a calculation is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A condition.
    Condition(Condition),
    /// A number.
    Number(Number),
}

/// Something an expression reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Read<'e> {
    /// An atom.
    Atom(&'e Atom),
    /// An item.
    Item(u16),
    /// A score.
    Score(u16),
    /// A divisor.
    Divisor(&'e Number),
}

impl Condition {
    /// Shows `see` everything the condition reads, and every atom of it.
    pub fn reads<'e>(&'e self, see: &mut dyn FnMut(Read<'e>)) {
        match self {
            Self::All(list) | Self::Any(list) => list.iter().for_each(|inner| inner.reads(see)),
            Self::If(parts) => parts.iter().for_each(|inner| inner.reads(see)),
            Self::Atom { atom, .. } => {
                see(Read::Atom(atom));
                match atom {
                    Atom::Choice { item, .. } | Atom::State { item, .. } | Atom::Cell(Cell::Calculation(item)) => {
                        see(Read::Item(*item));
                    }
                    Atom::Cell(_) => {}
                    Atom::Band { score, .. } => see(Read::Score(*score)),
                    Atom::Numbers(_, sides) => sides.iter().for_each(|side| side.reads(see)),
                    Atom::Days(_, sides) => sides.iter().for_each(|side| side.reads(see)),
                    Atom::Rows { repeat, body, .. } => {
                        see(Read::Item(*repeat));
                        body.reads(see);
                    }
                }
            }
        }
    }
}

impl Number {
    /// Shows `see` everything the number reads.
    pub fn reads<'e>(&'e self, see: &mut dyn FnMut(Read<'e>)) {
        match self {
            Self::Literal(_) => {}
            Self::Item(item) | Self::Size(item) => see(Read::Item(*item)),
            Self::Score(score) => see(Read::Score(*score)),
            Self::Two(operation, sides) => {
                let [_, right] = &**sides;
                if matches!(operation, Operation::Divided | Operation::Rest) {
                    see(Read::Divisor(right));
                }
                sides.iter().for_each(|side| side.reads(see));
            }
            Self::Fold(_, list) => list.iter().for_each(|inner| inner.reads(see)),
            Self::Count(list) => list.iter().for_each(|inner| inner.reads(see)),
            Self::FoldRows(_, repeat, body) => {
                see(Read::Item(*repeat));
                body.reads(see);
            }
            Self::CountRows(repeat, body) => {
                see(Read::Item(*repeat));
                body.reads(see);
            }
            Self::Years(sides) => sides.iter().for_each(|side| side.reads(see)),
            Self::If(parts) => {
                let (test, branches) = &**parts;
                test.reads(see);
                for branch in branches {
                    branch.reads(see);
                }
            }
        }
    }
}

impl Day {
    fn reads<'e>(&'e self, see: &mut dyn FnMut(Read<'e>)) {
        if let Self::Item(item) = self {
            see(Read::Item(*item));
        }
    }
}

impl Value {
    /// Shows `see` everything the value reads.
    pub fn reads<'e>(&'e self, see: &mut dyn FnMut(Read<'e>)) {
        match self {
            Self::Condition(condition) => condition.reads(see),
            Self::Number(number) => number.reads(see),
        }
    }
}

plain_enums! {
    Condition { 0 = All { 0: list }, 1 = Any { 0: list }, 2 = Atom { atom: atom, negated: negated }, 3 = If { 0: parts } }
    Atom {
        0 = Choice { item: item, choices: choices },
        1 = State { item: item, test: test },
        2 = Cell { 0: cell },
        3 = Band { score: score, set: set, bands: bands },
        4 = Numbers { 0: compare, 1: sides },
        5 = Days { 0: compare, 1: sides },
        6 = Rows { repeat: repeat, all: all, body: body },
    }
    Number {
        0 = Literal { 0: number },
        1 = Item { 0: item },
        2 = Score { 0: score },
        3 = Two { 0: operation, 1: sides },
        4 = Fold { 0: fold, 1: list },
        5 = Count { 0: list },
        6 = Size { 0: repeat },
        7 = FoldRows { 0: fold, 1: repeat, 2: body },
        8 = CountRows { 0: repeat, 1: body },
        9 = Years { 0: sides },
        10 = If { 0: parts },
    }
    Day { 0 = Literal { 0: date }, 1 = Today {}, 2 = Item { 0: item } }
    Operation { 0 = Plus {}, 1 = Minus {}, 2 = Times {}, 3 = Divided {}, 4 = Rest {} }
    Fold { 0 = Sum {}, 1 = Min {}, 2 = Max {}, 3 = Mean {} }
    Test { 0 = Answered {}, 1 = Missing { 0: reason } }
    Compare { 0 = Equal {}, 1 = Less {}, 2 = AtMost {}, 3 = More {}, 4 = AtLeast {} }
    Cell {
        0 = Calculation { 0: item }, 1 = Indicator { 0: place }, 2 = Dimension { 0: place }, 3 = Alert { 0: place },
        4 = NoIndicator {},
    }
    Value { 0 = Condition { 0: condition }, 1 = Number { 0: number } }
}
