//! Propositional logic: statements put together of others, and whether some can hold together.
//!
//! The search for an answer is a SAT solver's and bounded: where the bound is reached, nothing is claimed.

use batsat::{Callbacks, ClauseKind, Lit, Solver, SolverInterface as _, SolverOpts, lbool};
use core::cell::Cell;
use std::rc::Rc;

/// Most clauses of a form.
pub(super) const MOST_CLAUSES: u32 = 400_000;
/// Most steps of one search, beyond one for each statement.
const MOST_STEPS: u64 = 50_000;
/// Most steps of all searches together.
pub(super) const MOST_ALTOGETHER: u64 = 1_500_000;
/// The steps that a decision which had to be taken back counts for, beyond one for each so many clauses, which all it
/// leads to may go through.
const TAKEN_BACK: u64 = 100;
const CLAUSES_OF_A_STEP: u64 = 250;

/// A statement or its opposite.
pub(super) type Fact = Lit;

/// What is known of a condition: whether it holds, and whether it does not; neither where it is not known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// It holds.
    pub(super) yes: Fact,
    /// It does not hold.
    pub(super) no: Fact,
}

impl Known {
    /// The other way round.
    pub(super) fn turned(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }
}

/// Stops a search that takes too long.
struct Patience {
    left: Rc<Cell<u64>>,
    taken_back: Rc<Cell<u64>>,
}

impl Callbacks for Patience {
    fn on_new_clause(&mut self, _: &[Lit], _: ClauseKind) {
        self.left.set(self.left.get().saturating_sub(self.taken_back.get()));
    }

    fn stop(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left == 0
    }
}

/// Statements and what is known of them.
pub(super) struct Logic {
    solver: Solver<Patience>,
    left: Rc<Cell<u64>>,
    taken_back: Rc<Cell<u64>>,
    altogether: u64,
    clauses: u32,
    most: u32,
    always: Fact,
}

impl Logic {
    /// With at most so many clauses, and so many steps of all searches together.
    pub(super) fn new(most: u32, altogether: u64) -> Self {
        let (left, taken_back) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
        let patience = Patience { left: Rc::clone(&left), taken_back: Rc::clone(&taken_back) };
        let mut solver = Solver::new(SolverOpts::default(), patience);
        let always = Lit::new(solver.new_var_default(), true);
        solver.add_clause_reuse(&mut vec![always]);
        Self { solver, left, taken_back, altogether, clauses: 0, most, always }
    }

    /// Whether what is stated is too much for anything to be claimed.
    pub(super) fn is_full(&self) -> bool {
        self.clauses > self.most
    }

    /// How many clauses were made, of which those beyond the most are not kept.
    pub(super) fn clauses(&self) -> u32 {
        self.clauses
    }

    /// The steps that are left of those of all searches together.
    pub(super) fn left(&self) -> u64 {
        self.altogether
    }

    /// What always holds.
    pub(super) fn always(&self) -> Fact {
        self.always
    }

    /// What never holds.
    pub(super) fn never(&self) -> Fact {
        !self.always
    }

    /// A new statement of which nothing is known.
    pub(super) fn free(&mut self) -> Fact {
        Lit::new(self.solver.new_var_default(), true)
    }

    /// At least one of these holds.
    pub(super) fn claim(&mut self, any: &[Fact]) {
        self.clauses += 1;
        if !self.is_full() {
            self.solver.add_clause_reuse(&mut any.to_vec());
        }
    }

    /// Where the first holds, the second does.
    pub(super) fn implies(&mut self, one: Fact, other: Fact) {
        if one != self.never() && other != self.always {
            self.claim(&[!one, other]);
        }
    }

    /// At most one of these holds.
    pub(super) fn at_most_one(&mut self, list: &[Fact]) {
        const TOGETHER: usize = 4;
        let mut rest = list.to_vec();
        while rest.len() > TOGETHER + 1 {
            let mut group = rest.split_off(rest.len() - TOGETHER);
            // One of the group holds, or one of the others, not both.
            let others = self.free();
            group.push(others);
            self.pairs(&group);
            rest.push(!others);
        }
        self.pairs(&rest);
    }

    fn pairs(&mut self, list: &[Fact]) {
        for (place, one) in list.iter().enumerate() {
            for other in list.iter().skip(place + 1) {
                self.claim(&[!*one, !*other]);
            }
        }
    }

    /// All of these hold.
    pub(super) fn all(&mut self, list: &[Fact]) -> Fact {
        let mut parts: Vec<Fact> = Vec::with_capacity(list.len());
        for part in list {
            if *part == self.never() || parts.contains(&!*part) && list.len() < 64 {
                return self.never();
            }
            if *part != self.always {
                parts.push(*part);
            }
        }
        match *parts {
            [] => self.always,
            [one] => one,
            _ => {
                // What it is put together of decides it.
                let whole = Lit::new(self.solver.new_var(lbool::UNDEF, false), true);
                let mut back = vec![whole];
                for part in &parts {
                    self.claim(&[!whole, *part]);
                    back.push(!*part);
                }
                self.claim(&back);
                whole
            }
        }
    }

    /// At least one of these holds.
    pub(super) fn any(&mut self, list: &[Fact]) -> Fact {
        let opposites: Vec<Fact> = list.iter().map(|part| !*part).collect();
        !self.all(&opposites)
    }

    /// Both of these.
    pub(super) fn and(&mut self, one: Known, other: Known) -> Known {
        Known { yes: self.all(&[one.yes, other.yes]), no: self.any(&[one.no, other.no]) }
    }

    /// For each number up to `most`, whether at least so many of these hold; of none at all, always.
    pub(super) fn counts(&mut self, list: &[Fact], most: usize) -> Vec<Fact> {
        let mut counts = vec![self.always];
        for one in list {
            let mut next = counts.clone();
            for (count, before) in counts.iter().enumerate().take(most) {
                let more = self.all(&[*before, *one]);
                match next.get(count + 1).copied() {
                    Some(already) => {
                        let either = self.any(&[already, more]);
                        if let Some(slot) = next.get_mut(count + 1) {
                            *slot = either;
                        }
                    }
                    None => next.push(more),
                }
            }
            counts = next;
        }
        counts
    }

    /// Whether all of these can hold together; none where that was not found out.
    pub(super) fn possible(&mut self, together: &[Fact]) -> Option<bool> {
        if self.is_full() {
            return None;
        }
        let allowed = (MOST_STEPS + u64::from(self.solver.num_vars())).min(self.altogether);
        self.left.set(allowed);
        self.taken_back.set(TAKEN_BACK + u64::from(self.clauses) / CLAUSES_OF_A_STEP);
        let found = self.solver.solve_limited(together);
        self.altogether -= allowed - self.left.get();
        if found == lbool::TRUE {
            Some(true)
        } else if found == lbool::FALSE {
            Some(false)
        } else {
            None
        }
    }

    /// Whether a statement held in what was found possible last.
    pub(super) fn held(&self, fact: Fact) -> bool {
        self.solver.value_lit(fact) == lbool::TRUE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_most_one_of_many() {
        let mut logic = Logic::new(MOST_CLAUSES, MOST_ALTOGETHER);
        let list: Vec<Fact> = (0..30).map(|_| logic.free()).collect();
        logic.at_most_one(&list);
        for (place, one) in list.iter().enumerate() {
            assert_eq!(logic.possible(&[*one]), Some(true));
            for other in &list[place + 1..] {
                assert_eq!(logic.possible(&[*one, *other]), Some(false));
            }
        }
        let none: Vec<Fact> = list.iter().map(|one| !*one).collect();
        assert_eq!(logic.possible(&none), Some(true));
    }

    #[test]
    fn counts_are_exact() {
        let mut logic = Logic::new(MOST_CLAUSES, MOST_ALTOGETHER);
        let list: Vec<Fact> = (0..5).map(|_| logic.free()).collect();
        let counts = logic.counts(&list, 3);
        for bits in 0..32_u32 {
            let chosen: Vec<Fact> =
                list.iter().enumerate().map(|(bit, fact)| if bits >> bit & 1 == 1 { *fact } else { !*fact }).collect();
            for (count, fact) in counts.iter().enumerate() {
                let reached = usize::try_from(bits.count_ones()).unwrap() >= count;
                let with = |fact| [chosen.clone(), vec![fact]].concat();
                assert_eq!(logic.possible(&with(*fact)), Some(reached));
                assert_eq!(logic.possible(&with(!*fact)), Some(!reached));
            }
        }
    }

    #[test]
    fn a_search_that_takes_too_long_claims_nothing() {
        // Twelve pigeons and eleven holes: no resolution proof of it is short.
        let mut logic = Logic::new(MOST_CLAUSES, MOST_ALTOGETHER);
        let (pigeons, holes) = (12, 11);
        let sits: Vec<Vec<Fact>> = (0..pigeons).map(|_| (0..holes).map(|_| logic.free()).collect()).collect();
        for pigeon in &sits {
            logic.claim(pigeon);
        }
        for hole in 0..holes {
            let here: Vec<Fact> = sits.iter().map(|pigeon| pigeon[hole]).collect();
            logic.pairs(&here);
        }
        assert_eq!(logic.possible(&[]), None);
    }
}
