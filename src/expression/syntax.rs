//! The tree of an expression as it is written.

/// An operator between two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    In,
    Plus,
    Minus,
    Times,
    Divided,
    Rest,
}

/// A node; texts are slices of the expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Syntax<'t> {
    /// `papers`, `scores.pressure`, `k.age`
    Name(&'t str),
    /// `'taken'`
    Text(&'t str),
    /// `2.5`
    Number(&'t str),
    /// `['a', 'b']`
    List(Vec<Syntax<'t>>),
    /// `answered(papers)`, `kids.exists(k, k.age < 18)`
    Call(&'t str, Vec<Syntax<'t>>),
    /// `!x`
    Not(Box<Syntax<'t>>),
    /// `-x`
    Negative(Box<Syntax<'t>>),
    /// `a == b`, `a + b`
    Two(Operator, Box<[Syntax<'t>; 2]>),
    /// `a ? b : c`
    If(Box<[Syntax<'t>; 3]>),
}
