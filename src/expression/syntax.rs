//! The tree of an expression as it is written.

/// An operator between two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    In,
}

/// A node; texts are slices of the expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Syntax<'t> {
    /// `papers`, or `scores.pressure`
    Name(&'t str),
    /// `'taken'`
    Text(&'t str),
    /// `2.5`, `-1`
    Number(&'t str),
    /// `['a', 'b']`
    List(Vec<Syntax<'t>>),
    /// `answered(papers)`
    Call(&'t str, Vec<Syntax<'t>>),
    /// `!x`
    Not(Box<Syntax<'t>>),
    /// `a == b`
    Two(Operator, Box<[Syntax<'t>; 2]>),
}
