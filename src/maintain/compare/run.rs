//! Both versions run over the same answers, and what came to something else.

use super::super::cases::Cases;
use super::cells::Versions;
use super::generate::Maker;
use super::report::{LostReport, MoveReport, RuleReport, RunsReport};
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Closed, ItemState};
use crate::form::Form;
use crate::migration::{Migration, carried_over};
use crate::session::Session;
use crate::value::Date;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use fastrand::Rng;

/// The day of the interviews that are made up.
const TODAY: &str = "2026-01-01";
/// Why an answer does not count any more.
const NOT_VALID: &str = "the answer is not valid in the new version";

/// How much is run.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// How many interviews are made up.
    pub generated: usize,
    /// What they are made from.
    pub seed: u64,
}

/// The interviews that both versions are run over.
pub(super) struct Runs<'v> {
    pub(super) old: &'v Arc<Form>,
    pub(super) new: &'v Arc<Form>,
    pub(super) cases: (Option<&'v [u8]>, Option<&'v [u8]>),
    pub(super) amount: Amount,
}

/// What was found, and what of it belongs to which rule.
pub(super) struct Ran {
    pub(super) report: RunsReport,
    /// In how many interviews a rule came to something else, or was a reason.
    pub(super) seen: BTreeMap<String, usize>,
}

/// Interviews that come to another class: how many, by which rules how many of them, and the first.
#[derive(Default)]
struct Moved {
    interviews: usize,
    reasons: BTreeMap<String, usize>,
    example: String,
}

/// What is counted while they are run.
#[derive(Default)]
struct Tally {
    differ: usize,
    moves: BTreeMap<(String, String), Moved>,
    rules: BTreeMap<String, RuleReport>,
    left: BTreeMap<(String, String), usize>,
    seen: BTreeMap<String, usize>,
}

impl Runs<'_> {
    /// Runs them.
    ///
    /// # Errors
    /// Two versions of different forms.
    pub(super) fn run(&self, changed: &BTreeSet<String>) -> Result<Ran, Diagnostics> {
        let forward = Migration::without_rules(Arc::clone(self.old), Arc::clone(self.new))?;
        let back = Migration::without_rules(Arc::clone(self.new), Arc::clone(self.old))?;
        let versions = Versions::of(self.old, self.new, changed.clone());
        let mut tally = Tally::default();
        // Under the old version; what only the new one asks is left out, as it is of every stored response.
        let olden = |session: &Session| under(&back, session).0;
        let old_cases = held(self.cases.0, self.old);
        let new_cases = held(self.cases.1, self.new);
        for (id, session) in &old_cases {
            tally.take(&versions, &forward, changed, session, &format!("case {id} of {}", self.old.version));
        }
        for (id, session) in &new_cases {
            tally.take(&versions, &forward, changed, &olden(session), &format!("case {id} of {}", self.new.version));
        }
        let today = Date::parse(TODAY).unwrap_or(Date::FIRST);
        let (maker, newer) = (Maker::new(self.old, today), Maker::new(self.new, today));
        let mut random = Rng::with_seed(self.amount.seed);
        for number in 1..=self.amount.generated {
            let session = match number % 4 {
                0 => olden(&newer.fresh(&mut random)),
                1 => maker.fresh(&mut random),
                2 => match random.choice(&old_cases) {
                    Some((_, case)) => maker.like(case, &mut random),
                    None => maker.fresh(&mut random),
                },
                _ => match random.choice(&new_cases) {
                    Some((_, case)) => olden(&newer.like(case, &mut random)),
                    None => olden(&newer.fresh(&mut random)),
                },
            };
            tally.take(&versions, &forward, changed, &session, &format!("made-up interview {number}"));
        }
        Ok(tally.report(old_cases.len() + new_cases.len(), self.amount))
    }
}

/// The golden cases of a form as interviews, with their ids; cases that are wrong are for `check` to tell.
fn held(cases: Option<&[u8]>, form: &Arc<Form>) -> Vec<(String, Session)> {
    let cases = cases.and_then(|text| Cases::read(text, Some(form)).ok());
    let list = cases.map(|cases| cases.list).unwrap_or_default();
    list.iter().filter_map(|case| Some(((*case.id).to_owned(), case.hold(form).ok()?))).collect()
}

/// The same answers under another version, finished; and what could not be carried.
pub(super) fn under(migration: &Migration, old: &Session) -> (Session, Vec<(String, String)>) {
    let (entries, left) = carried_over(migration, old);
    let mut new = Session::of(Arc::clone(migration.to()), old.today(), entries);
    new.finish();
    (new, left.into_iter().map(|left| (left.item, left.reason)).collect())
}

impl Tally {
    fn take(
        &mut self,
        versions: &Versions,
        forward: &Migration,
        changed: &BTreeSet<String>,
        old: &Session,
        example: &str,
    ) {
        let (new, mut left) = under(forward, old);
        for (place, item) in (0..).zip(&old.form().items) {
            let counted = old.state().item(place) == ItemState::Answered;
            let now = new.form().find(&item.id).and_then(|place| new.entry(place)).filter(|_| counted);
            // Finishing closed it as an open one, though it was given: it is not valid.
            if now.is_some_and(|entry| {
                entry.answer.is_some() && entry.closed == Some(Closed::Open) && entry.mark.is_none()
            }) {
                left.push(((*item.id).to_owned(), NOT_VALID.to_owned()));
            }
        }
        for lost in left {
            *self.left.entry(lost).or_default() += 1;
        }
        let found = versions.compare(old, &new);
        if !found.differs() {
            return;
        }
        self.differ += 1;
        let seen: BTreeSet<&String> = found.rules.keys().chain(&found.reasons).chain(&found.causes).collect();
        for name in seen {
            *self.seen.entry(name.clone()).or_default() += 1;
        }
        if found.moves() {
            let moved = self
                .moves
                .entry(found.classes)
                .or_insert_with(|| Moved { example: example.into(), ..Moved::default() });
            moved.interviews += 1;
            for reason in found.reasons {
                *moved.reasons.entry(reason).or_default() += 1;
            }
        }
        for (rule, (before, after)) in found.rules {
            let told = self.rules.entry(rule.clone()).or_insert_with(|| RuleReport {
                changed: changed.contains(&rule),
                rule,
                interviews: 0,
                example: example.into(),
                before,
                after,
            });
            told.interviews += 1;
        }
    }

    fn report(self, cases: usize, Amount { generated, seed }: Amount) -> Ran {
        let moved = |((from, to), moved): ((String, String), Moved)| {
            let mut reasons: Vec<(String, usize)> = moved.reasons.into_iter().collect();
            reasons.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
            let reasons = reasons.into_iter().map(|(reason, _)| reason).collect();
            MoveReport { from, to, interviews: moved.interviews, reasons, example: moved.example }
        };
        let lost = |((item, reason), interviews)| LostReport { item, reason, interviews };
        let report = RunsReport {
            differ: self.differ,
            moves: self.moves.into_iter().map(moved).collect(),
            rules: self.rules.into_values().collect(),
            left: self.left.into_iter().map(lost).collect(),
            cases,
            generated,
            seed,
        };
        Ran { report, seen: self.seen }
    }
}
