//! Conditions each by themselves, with what they read as far as that is small: what cannot be in any form, cannot be in
//! this one, however large it is.
//!
//! What is left out can be anything, so that less is excluded than by the form as a whole, and nothing else.

use super::domains::Domains;
use super::logic::{Fact, Known, Logic};
use super::model::{Model, Named};
use crate::compile::graph::{needs, see_step};
use crate::expression::Condition;
use crate::form::{Form, Step};
use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

/// Most that the cells of one model read, together.
const MOST_READ: usize = 1_000;
/// The same of all models.
const MOST_ALTOGETHER: usize = 1_000_000;
/// Most clauses of one model.
const MOST_CLAUSES: u32 = 50_000;
/// The same of all models.
const MOST_CLAUSES_ALTOGETHER: u32 = 3_000_000;
/// Most steps of the searches in all models.
const MOST_STEPS: u64 = 1_000_000;

/// What may be spent on conditions by themselves.
pub(super) struct Alone<'f> {
    pub(super) form: &'f Form,
    pub(super) domains: &'f Domains<'f>,
    pub(super) named: Rc<Named>,
    /// The place of each cell in the order of evaluation.
    order: HashMap<Step, usize>,
    /// Most that the cells of one model read.
    most: usize,
    reads: usize,
    clauses: u32,
    steps: u64,
}

impl<'f> Alone<'f> {
    pub(super) fn of(form: &'f Form, domains: &'f Domains<'f>, named: Rc<Named>) -> Self {
        let inner = |step: &Step| match step {
            Step::Item(place) => form.repeat(*place).map_or(&[][..], |repeat| &repeat.order),
            _ => &[],
        };
        let all =
            form.order.iter().flat_map(|step| [*step].into_iter().chain(inner(step).iter().copied().map(Step::Item)));
        let order = all.zip(0..).collect();
        let (most, reads, clauses, steps) = (MOST_READ, MOST_ALTOGETHER, MOST_CLAUSES_ALTOGETHER, MOST_STEPS);
        Self { form, domains, named, order, most, reads, clauses, steps }
    }

    /// Whether some of these statements, that a model of these cells is asked for, cannot hold together: for each, as
    /// far as that was found out.
    pub(super) fn impossible<const N: usize>(
        &mut self,
        cells: impl IntoIterator<Item = Step>,
        ask: impl FnOnce(&mut Model<'f>) -> [Vec<Fact>; N],
    ) -> [bool; N] {
        self.possible(cells, ask).map(|found| found == Some(false))
    }

    /// The same, and whether they can, with all that these cells need: none where that was not found out, or something
    /// was left out.
    pub(super) fn possible<const N: usize>(
        &mut self,
        cells: impl IntoIterator<Item = Step>,
        ask: impl FnOnce(&mut Model<'f>) -> [Vec<Fact>; N],
    ) -> [Option<bool>; N] {
        let logic = Logic::new(MOST_CLAUSES.min(self.clauses), self.steps);
        let mut model = Model::empty(self.form, self.domains, Rc::clone(&self.named), logic);
        let (small, whole) = self.small(cells);
        for step in small {
            if !model.logic.is_full() {
                model.step(step);
            }
        }
        let questions = ask(&mut model);
        model.order_cuts();
        let found = questions.map(|together| model.logic.possible(&together).filter(|can| whole || !*can));
        self.steps = model.logic.left();
        self.clauses = self.clauses.saturating_sub(model.logic.clauses());
        found
    }

    /// Whether a condition can never hold, and whether it can never fail; of a constraint, where its item is answered.
    pub(super) fn condition(&mut self, condition: &Condition, of: Option<u16>) -> [bool; 2] {
        if self.reads == 0 || self.clauses == 0 || self.steps == 0 {
            return [false; 2];
        }
        let mut cells: Vec<Step> = of.map(Step::Item).into_iter().collect();
        condition.reads(&mut |read| see_step(read, &mut |step| cells.push(step)));
        self.impossible(cells, |model| {
            let Known { yes, no } = model.condition(condition);
            let answered = of.map(|item| model.answered(item));
            [yes, no].map(|fact| answered.into_iter().chain([fact]).collect())
        })
    }

    /// These cells and those they need, the nearest first, until that is no longer small; in the order of evaluation. And
    /// whether that is all of them.
    fn small(&mut self, cells: impl IntoIterator<Item = Step>) -> (Vec<Step>, bool) {
        let mut ahead: VecDeque<Step> = cells.into_iter().collect();
        let (mut seen, mut small) = (HashSet::new(), Vec::new());
        let (mut left, mut whole) = (self.most.min(self.reads), true);
        while let Some(step) = ahead.pop_front() {
            if !seen.insert(step) {
                continue;
            }
            let mut needed = Vec::new();
            needs(self.form, step, &mut |step| needed.push(step));
            if let Some(rest) = left.checked_sub(1 + needed.len()) {
                self.reads -= left - rest;
                left = rest;
                small.push(step);
                ahead.extend(needed);
            } else {
                whole = false;
            }
        }
        small.sort_by_key(|step| self.order.get(step).copied());
        (small, whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::proof::model::named;
    use crate::compile::proof::places::{Expression, places};
    use crate::{FormDefinition, compile};
    use std::path::Path;

    /// Of forms in which every condition can hold and can fail, nothing is claimed, whatever is left out of a model.
    #[test]
    fn what_is_left_out_can_be_anything() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut looked_at = 0;
        for form in ["nrm-detection/0.2.0", "nrm-identification/0.1.0", "nrm-referral/0.1.0", "nrm-risk/0.1.0"] {
            let text = std::fs::read(root.join("schemas/forms").join(form).join("form.json")).unwrap();
            let definition = FormDefinition::read(&text).unwrap();
            let form = compile(&definition).unwrap();
            let domains = Domains::of(&form);
            let places = places(&definition, &form);
            let mut alone = Alone::of(&form, &domains, named(&form));
            for most in [0, 1, 2, 3, 5, 8, 13, 30, 60, 200] {
                alone.most = most;
                (alone.reads, alone.clauses, alone.steps) = (MOST_ALTOGETHER, MOST_CLAUSES_ALTOGETHER, MOST_STEPS);
                for place in &places.expressions {
                    let found = match place.expression {
                        Expression::Condition(condition) => alone.condition(condition, None),
                        Expression::Constraint(item, condition) => alone.condition(condition, Some(item)),
                        Expression::Number(_) => continue,
                    };
                    assert_eq!(found, [false; 2], "{most}: {}", place.pointer);
                    looked_at += 1;
                }
                assert!(alone.reads > 0 && alone.clauses > 0 && alone.steps > 0);
            }
        }
        assert!(looked_at > 3_000, "{looked_at}");
    }
}
