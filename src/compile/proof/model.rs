//! A form as statements: what its questions can be answered with, and what each condition makes of that.
//!
//! Every way an interview can stand is one way in which the statements hold together; some that no interview has may be
//! too. So what the statements exclude is excluded, and nothing more is claimed. Each condition has two statements: it
//! holds, and it does not; where neither is, it is not known. What is left out of a model can be anything.

use super::domains::Domains;
use super::logic::{Fact, Known, Logic, MOST_ALTOGETHER, MOST_CLAUSES};
use super::measure::{Bounds, Cut};
use crate::expression::{Atom, Read, Value};
use crate::form::{Form, Item, Step};
use crate::value::{Consent, ItemType, Reason, Strength};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// Most parts that counting the indicators of a dimension may take.
const MOST_COUNTS: usize = 20_000;

/// What is stated of an item.
pub(super) struct Stated {
    /// Whether it applies.
    pub(super) applies: Known,
    /// That it stands as not applying.
    pub(super) absent: Fact,
    /// That its answer, or one of several, is this choice; of those that a condition names.
    pub(super) choices: BTreeMap<u16, Fact>,
    /// That it is another.
    pub(super) others: Vec<Fact>,
    /// That it is answered.
    pub(super) answered: Fact,
    /// That it is missing for this reason.
    pub(super) missing: Vec<(Reason, Fact)>,
    /// That its answer is read.
    pub(super) read: Fact,
    /// That it was undecided to the end.
    pub(super) closed: Fact,
}

/// What is stated of a number or of a day.
pub(super) struct Quantity {
    /// It is known.
    pub(super) known: Fact,
    /// It does not apply.
    pub(super) absent: Fact,
    /// What it is known by as soon as all of that is read; none where it may stay unknown.
    pub(super) known_by: Option<Vec<Fact>>,
    pub(super) bounds: Bounds,
    /// That it lies on the lower side of each cut.
    pub(super) cuts: BTreeMap<Cut, Fact>,
}

/// What is stated of the rows of a repeat: it holds; it does not; there is none.
#[derive(Clone, Copy)]
pub(super) struct OfRows {
    pub(super) holds: Fact,
    pub(super) fails: Fact,
    pub(super) none: Fact,
}

/// The choices of each item that conditions name.
pub(super) type Named = BTreeSet<(u16, u16)>;

/// The choices that the conditions of a form name, the refusals of guardians, and the age group of adults.
pub(super) fn named(form: &Form) -> Rc<Named> {
    let mut named = Named::new();
    for (item, here) in form.items.iter().zip(0_u16..).filter(|(item, _)| item.guardians) {
        named.extend(item.choice(Consent::Refused.word()).map(|refused| (here, refused)));
    }
    named.extend(form.age.map(|age| (age.group, age.adult)));
    form.reads(&mut |read| {
        if let Read::Atom(Atom::Choice { item, choices }) = read {
            named.extend(choices.iter().map(|choice| (*item, *choice)));
        }
    });
    Rc::new(named)
}

/// A form as statements.
pub(super) struct Model<'f> {
    pub(super) form: &'f Form,
    pub(super) domains: &'f Domains<'f>,
    /// The statements.
    pub(super) logic: Logic,
    named: Rc<Named>,
    pub(super) items: Vec<Option<Stated>>,
    pub(super) calculations: HashMap<u16, Known>,
    pub(super) indicators: Vec<Option<Known>>,
    pub(super) dimensions: Vec<Option<Known>>,
    pub(super) alerts: Vec<Option<Known>>,
    pub(super) no_indicator: Option<Known>,
    pub(super) quantities: HashMap<String, Quantity>,
    pub(super) rows: HashMap<String, OfRows>,
}

impl<'f> Model<'f> {
    /// States all there is of a form, or so much of it that nothing can be claimed.
    pub(super) fn of(form: &'f Form, domains: &'f Domains<'f>, named: Rc<Named>) -> Self {
        let mut model = Self::empty(form, domains, named, Logic::new(MOST_CLAUSES, MOST_ALTOGETHER));
        for step in &form.order {
            if model.logic.is_full() {
                break;
            }
            model.step(*step);
            if let Step::Item(place) = step {
                let inner = form.repeat(*place).into_iter().flat_map(|repeat| &repeat.order);
                inner.for_each(|inner| model.item(*inner));
            }
        }
        model
    }

    /// States nothing yet.
    pub(super) fn empty(form: &'f Form, domains: &'f Domains<'f>, named: Rc<Named>, logic: Logic) -> Self {
        Self {
            form,
            domains,
            logic,
            named,
            items: form.items.iter().map(|_| None).collect(),
            calculations: HashMap::new(),
            indicators: vec![None; form.indicators.len()],
            dimensions: vec![None; form.dimensions.len()],
            alerts: vec![None; form.alerts.len()],
            no_indicator: None,
            quantities: HashMap::new(),
            rows: HashMap::new(),
        }
    }

    /// States in which order the cuts of each quantity lie; to be called when all conditions are stated.
    pub(super) fn order_cuts(&mut self) {
        for quantity in self.quantities.values() {
            let mut before: Option<Fact> = None;
            for (cut, below) in &quantity.cuts {
                if let Some(before) = before {
                    self.logic.implies(before, *below);
                }
                match quantity.bounds.decides(*cut) {
                    Some(true) => self.logic.claim(&[*below]),
                    Some(false) => self.logic.claim(&[!*below]),
                    None => {}
                }
                before = Some(*below);
            }
        }
    }

    /// What is stated of an alert.
    pub(super) fn alert(&self, place: usize) -> Option<Known> {
        self.alerts.get(place).copied().flatten()
    }

    /// That the answer of an item is this choice.
    pub(super) fn chosen(&self, item: u16, choice: u16) -> Option<Fact> {
        self.stated(item)?.choices.get(&choice).copied()
    }

    /// That an item is answered.
    pub(super) fn answered(&self, item: u16) -> Fact {
        self.stated(item).map_or(self.logic.always(), |stated| stated.answered)
    }

    /// That the person refused to talk.
    pub(super) fn refused(&self) -> Fact {
        self.consent(Consent::Refused).unwrap_or(self.logic.never())
    }

    /// What is stated of a dimension.
    pub(super) fn dimension(&self, place: usize) -> Option<Known> {
        self.dimensions.get(place).copied().flatten()
    }

    pub(super) fn stated(&self, item: u16) -> Option<&Stated> {
        self.items.get(usize::from(item)).and_then(Option::as_ref)
    }

    fn consent(&self, consent: Consent) -> Option<Fact> {
        let talk = self.form.talk?;
        self.chosen(talk, self.form.item(talk)?.choice(consent.word())?)
    }

    /// States a cell; what it reads has to be stated before.
    pub(super) fn step(&mut self, step: Step) {
        match step {
            Step::Item(place) => self.item(place),
            Step::Indicator(place) => {
                let when = self.form.indicators.get(usize::from(place)).map(|known| &known.when);
                let known = when.map(|when| self.condition(when));
                set(&mut self.indicators, place, known);
            }
            Step::Alert(place) => {
                let when = self.form.alerts.get(usize::from(place)).map(|known| &known.when);
                let known = when.map(|when| self.condition(when));
                set(&mut self.alerts, place, known);
            }
            Step::Dimension(place) => {
                let known = self.strength(place);
                set(&mut self.dimensions, place, Some(known));
            }
            // What is left out could hold.
            Step::NoIndicator if self.indicators.iter().chain(&self.alerts).any(Option::is_none) => {}
            Step::NoIndicator => {
                // Whether it is earned is left open: it may be unknown whatever is known of them.
                let known = self.unknown();
                let mut some = vec![!known.no];
                for cell in self.indicators.iter().chain(&self.alerts).flatten() {
                    self.logic.implies(known.yes, cell.no);
                    some.push(cell.yes);
                }
                self.logic.claim(&some);
                self.no_indicator = Some(known);
            }
            Step::Score(_) => {}
        }
    }

    /// Something of which nothing is known.
    pub(super) fn unknown(&mut self) -> Known {
        let known = Known { yes: self.logic.free(), no: self.logic.free() };
        self.logic.at_most_one(&[known.yes, known.no]);
        known
    }

    fn item(&mut self, place: u16) {
        let form = self.form;
        let Some(item) = form.item(place) else { return };
        let mut applies = Known { yes: self.logic.always(), no: self.logic.never() };
        if let Some(parent) = item.parent {
            applies = match self.stated(parent) {
                Some(parent) => parent.applies,
                // What is looked at in a row is looked at where there is one.
                None if item.repeat.is_some() => applies,
                None => self.unknown(),
            };
        }
        if let Some(relevant) = &item.relevant {
            let relevant = self.condition(relevant);
            applies = self.logic.and(applies, relevant);
        }
        if let Some(Value::Condition(condition)) = &item.value {
            let known = self.condition(condition);
            self.calculations.insert(place, known);
        }
        let stated = if item.is_question() { self.question(place, item, applies) } else { self.plain(applies) };
        if let Some(slot) = self.items.get_mut(usize::from(place)) {
            *slot = Some(stated);
        }
    }

    /// What is no question.
    fn plain(&self, applies: Known) -> Stated {
        let never = self.logic.never();
        Stated {
            applies,
            absent: applies.no,
            choices: BTreeMap::new(),
            others: Vec::new(),
            answered: never,
            missing: Vec::new(),
            read: never,
            closed: never,
        }
    }

    fn question(&mut self, place: u16, item: &Item, applies: Known) -> Stated {
        let (answered, read) = (self.logic.free(), self.logic.free());
        self.logic.implies(answered, applies.yes);
        self.logic.implies(read, applies.yes);
        if item.behind_consent && self.form.talk.is_some_and(|talk| self.stated(talk).is_some()) {
            let agreed = [Consent::Given, Consent::NotRequired, Consent::Withdrawn].map(|one| self.consent(one));
            let mut asked: Vec<Fact> = agreed.into_iter().flatten().collect();
            asked.push(!read);
            self.logic.claim(&asked);
            if let Some(slot) = asked.last_mut() {
                *slot = !answered;
            }
            self.logic.claim(&asked);
        }
        // Finishing closes what is undecided to the end, and that stays, though its condition may fail by what is closed
        // with it.
        let closed = if applies.no == self.logic.never() { applies.no } else { self.logic.free() };
        let absent = self.logic.all(&[applies.no, !closed]);
        self.logic.implies(closed, !read);
        let mut missing = Vec::new();
        for reason in Reason::ALL {
            // Finishing closes as not asked, withdrawing from the talk as declined.
            let usual = *reason == Reason::NotAsked || *reason == Reason::Declined && item.behind_consent;
            if usual || item.reasons.contains(reason) {
                let fact = self.logic.free();
                self.logic.implies(fact, !absent);
                if *reason == Reason::NotAsked {
                    self.logic.implies(closed, fact);
                }
                missing.push((*reason, fact));
            }
        }
        let ways: Vec<Fact> = missing.iter().map(|(_, fact)| *fact).chain([answered]).collect();
        self.logic.at_most_one(&ways);
        let (choices, others) = (BTreeMap::new(), Vec::new());
        let mut stated = Stated { applies, absent, choices, others, answered, missing, read, closed };
        match item.kind {
            ItemType::Single | ItemType::Consent | ItemType::Multiple => self.choices(place, item, &mut stated),
            _ => {}
        }
        if item.when_missing.is_none() {
            self.logic.implies(read, answered);
        }
        stated
    }

    fn choices(&mut self, place: u16, item: &Item, stated: &mut Stated) {
        let (mut alone, mut together) = (Vec::new(), Vec::new());
        let (mut other_alone, mut other_together) = (false, false);
        for (choice, known) in (0_u16..).zip(&item.choices) {
            let exclusive = known.exclusive || item.kind != ItemType::Multiple;
            let is_named = self.named.contains(&(place, choice)) || self.form.talk == Some(place);
            if !is_named && item.when_missing != Some(choice) {
                if exclusive {
                    other_alone = true;
                } else {
                    other_together = true;
                }
                continue;
            }
            let fact = self.logic.free();
            if let Some(relevant) = &known.relevant {
                let offered = self.condition(relevant);
                self.logic.implies(fact, offered.yes);
            }
            // A silence reads as that choice, and so does an age that the date of birth contradicts.
            if item.when_missing != Some(choice) {
                self.logic.implies(fact, stated.answered);
            }
            stated.choices.insert(choice, fact);
            if exclusive { alone.push(fact) } else { together.push(fact) }
        }
        for (list, there) in [(&mut alone, other_alone), (&mut together, other_together)] {
            if there {
                let fact = self.logic.free();
                self.logic.implies(fact, stated.answered);
                stated.others.push(fact);
                list.push(fact);
            }
        }
        let some = self.logic.any(&together);
        let all: Vec<Fact> = alone.iter().copied().chain([some]).collect();
        self.logic.at_most_one(&all);
        for fact in &all {
            self.logic.implies(*fact, stated.read);
        }
        let any: Vec<Fact> = all.into_iter().chain([!stated.read]).collect();
        self.logic.claim(&any);
    }

    /// The strength rule: monotone, so that it holds with what is met, and fails with what may be.
    fn strength(&mut self, place: u16) -> Known {
        let form = self.form;
        let members = || form.indicators.iter().zip(&self.indicators).filter(|(known, _)| known.dimension == place);
        let count = members().count();
        let wanted = form.rule.iter().flat_map(|rule| [rule.strong, rule.medium, rule.weak, rule.total]).max();
        let most = usize::try_from(wanted.unwrap_or_default()).unwrap_or(usize::MAX).min(count);
        let left_out = members().any(|(_, known)| known.is_none());
        if left_out || count.saturating_mul(most) > MOST_COUNTS {
            return self.unknown();
        }
        let groups = [Some(Strength::Strong), Some(Strength::Medium), Some(Strength::Weak), None];
        let [mut met, mut may] = [[const { Vec::new() }; 4], [const { Vec::new() }; 4]];
        for (group, (met, may)) in groups.iter().zip(met.iter_mut().zip(&mut may)) {
            for (_, known) in members().filter(|(known, _)| group.is_none_or(|group| known.strength == group)) {
                if let Some(known) = known {
                    met.push(known.yes);
                    may.push(!known.no);
                }
            }
        }
        let [yes, may] = [met, may].map(|groups| {
            let counts = groups.map(|list| self.logic.counts(&list, most));
            let mut combinations = Vec::new();
            for rule in &form.rule {
                let wanted = [rule.strong, rule.medium, rule.weak, rule.total];
                let reached = counts.iter().zip(wanted).map(|(counts, wanted)| {
                    let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
                    counts.get(wanted).copied().unwrap_or(self.logic.never())
                });
                let reached: Vec<Fact> = reached.collect();
                combinations.push(self.logic.all(&reached));
            }
            self.logic.any(&combinations)
        });
        Known { yes, no: !may }
    }
}

fn set(list: &mut [Option<Known>], place: u16, known: Option<Known>) {
    if let Some(slot) = list.get_mut(usize::from(place)) {
        *slot = known;
    }
}
