//! What the generator writes: texts with what CEL has otherwise in them, and the numbers it takes.

/// Whether a number is whole in CEL, or a double there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Int,
    Real,
}

/// What of an expression CEL has otherwise, or may have.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "marks that have nothing to do with each other")]
pub struct Marks {
    /// Two whole numbers are divided: CEL drops the rest, the form language does not.
    pub divides: bool,
    /// A number that a double cannot hold: CEL rounds it, the form language does not.
    pub rounds: bool,
    /// A number of the rows, or `all` of them: of no rows, CEL says something else.
    pub rows: bool,
    /// `a ? b ? c : d : e`: CEL wants the inner one in parentheses.
    pub bare_if: bool,
}

/// An expression that has been written.
#[derive(Clone)]
pub struct Written {
    pub text: String,
    pub marks: Marks,
    pub binds: u8,
}

/// Numbers at random (`SplitMix64`).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap() % most
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// What is marked in either.
pub fn both(one: Marks, other: Marks) -> Marks {
    Marks {
        divides: one.divides || other.divides,
        rounds: one.rounds || other.rounds,
        rows: one.rows || other.rows,
        bare_if: one.bare_if || other.bare_if,
    }
}
