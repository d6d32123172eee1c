//! How far the total of a score can reach (semantics 16 and 17).

use super::data::{Missing, Score, Term};
use crate::number::Ratio;
use crate::value::Method;

/// Least and most of something.
pub type Range = (Ratio, Ratio);

/// The hull of two ranges.
fn hull(one: Option<Range>, (low, high): Range) -> Range {
    one.map_or((low, high), |(least, most)| (least.hull(low).0, most.hull(high).1))
}

impl Term {
    /// What a weight as written comes to: turned round, counted against its threshold, multiplied.
    pub fn weigh(&self, weight: Ratio) -> Ratio {
        let (least, most) = self.bounds;
        let turned = if self.reversed { least.plus(most).minus(weight) } else { weight };
        let counted = match self.threshold {
            Some(threshold) if turned >= threshold => Ratio::ONE,
            Some(_) => Ratio::ZERO,
            None => turned,
        };
        counted.times(self.factor)
    }

    /// Least and most it can come to.
    pub fn range(&self) -> Range {
        let (least, most) = self.bounds;
        self.weigh(least).hull(self.weigh(most))
    }
}

/// The items of a score by how they stand, each with what it can come to.
#[derive(Default)]
pub struct Terms {
    /// Answered: what each comes to.
    pub known: Vec<Ratio>,
    /// Closed without an answer.
    pub missing: Vec<Range>,
    /// To be answered, and where they are not, a silence of them reads as an answer.
    pub answerable: Vec<Range>,
    /// To be answered.
    pub open: Vec<Range>,
    /// Perhaps to be asked.
    pub undecided: Vec<Range>,
    /// Perhaps closed without an answer: it is not known whether they apply.
    pub unasked: Vec<Range>,
}

/// What a score comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// None of its items applies.
    Absent,
    /// It is known.
    Known(Ratio),
    /// Something is not known; the smallest interval that holds every total it can still have, where there is one.
    Unknown(Option<Range>),
}

impl Score {
    /// The total, or how far it can reach.
    pub fn total(&self, terms: &Terms) -> Total {
        let awaited = !terms.open.is_empty() || !terms.answerable.is_empty();
        let pending = awaited || !terms.undecided.is_empty();
        let applicable = !terms.known.is_empty() || !terms.missing.is_empty();
        if !pending && !applicable && terms.unasked.is_empty() {
            return self.when_not_applicable.map_or(Total::Absent, |total| Total::Known(self.last(total)));
        }
        let silent = terms.missing.len() + terms.unasked.len();
        let stands = silent == 0 || self.stands(terms.known.len(), silent);
        let range = self.reach(terms, applicable || awaited);
        match range {
            Some((least, most)) if least.is_lost() || most.is_lost() => Total::Unknown(None),
            Some((least, most)) if !pending && stands && least == most => Total::Known(least),
            range => Total::Unknown(range),
        }
    }

    /// Least and most total of the form: every item open, or undecided where it may not apply.
    #[cfg(feature = "compile")]
    pub fn bounds(&self, may_not_apply: impl Fn(u16) -> bool) -> Range {
        let mut terms = Terms::default();
        for term in &self.terms {
            let undecided = may_not_apply(term.item) && term.when_irrelevant.is_none();
            if undecided { &mut terms.undecided } else { &mut terms.open }.push(term.range());
        }
        let range = self.reach(&terms, true).unwrap_or((Ratio::ZERO, Ratio::ZERO));
        self.when_not_applicable.map_or(range, |total| hull(Some(range), (self.last(total), self.last(total))))
    }

    /// Whether a total stands with so many answered and so many missing.
    fn stands(&self, answered: usize, missing: usize) -> bool {
        let least = |count: u32, found: usize| usize::try_from(count).is_ok_and(|count| found >= count);
        let most = |count: u32, found: usize| usize::try_from(count).is_ok_and(|count| found <= count);
        answered > 0
            && (missing == 0
                || match self.missing {
                    Missing::Unknown => false,
                    Missing::Zero => true,
                    Missing::AtMost(count) => most(count, missing),
                    Missing::AtLeast(count) => least(count, answered),
                })
    }

    /// The last step of every total.
    pub(crate) fn last(&self, total: Ratio) -> Ratio {
        if self.round { total.half_up() } else { total }
    }

    /// The hull of the totals of every completion. Where some completion leaves nothing that applies and that has no
    /// value, there is none, unless it is `sure` that something applies.
    fn reach(&self, terms: &Terms, sure: bool) -> Option<Range> {
        if !sure && self.when_not_applicable.is_none() {
            return None;
        }
        let folded = match self.method {
            Method::Product | Method::Min | Method::Max => self.folded(terms),
            _ => self.summed(terms),
        };
        let (least, most) = folded?;
        let (least, most) = least.times(self.factor).hull(most.times(self.factor));
        let (least, most) = (self.last(least), self.last(most));
        Some(match self.when_not_applicable.filter(|_| !sure) {
            Some(total) => hull(Some((least, most)), (self.last(total), self.last(total))),
            None => (least, most),
        })
    }

    /// Products, leasts and mosts: every completion that is not known gives the bounds of what is missing, as an open
    /// item does, so that the items can be put together one after the other.
    fn folded(&self, terms: &Terms) -> Option<Range> {
        let join = |one: Ratio, other: Ratio| match self.method {
            Method::Product => one.times(other),
            Method::Min => one.hull(other).0,
            _ => one.hull(other).1,
        };
        let with = |(least, most): Range, (low, high): Range| {
            let ends = [join(least, low), join(least, high), join(most, low), join(most, high)];
            ends.into_iter().fold(None, |range, end| Some(hull(range, (end, end))))
        };
        let sure = terms.known.iter().map(|weight| (*weight, *weight)).chain(terms.missing.iter().copied());
        let sure = sure.chain(terms.answerable.iter().copied());
        let mut range: Option<Range> = None;
        for own in sure.chain(terms.open.iter().copied()) {
            range = match range {
                Some(range) => with(range, own),
                None => Some(own),
            };
        }
        let empty = range.is_none();
        for own in terms.undecided.iter().chain(&terms.unasked) {
            let there = match range {
                Some(range) => with(range, *own),
                None => Some(*own),
            };
            let there = if empty { there.map(|there| hull(Some(there), *own)) } else { there };
            range = match (range, there) {
                (Some(range), Some(there)) => Some(hull(Some(range), there)),
                (range, there) => range.or(there),
            };
        }
        range
    }

    /// Sums, means and counts: for every number of undecided items that apply and every number of items that are
    /// answered, the least and the most sum.
    fn summed(&self, terms: &Terms) -> Option<Range> {
        let sum = |list: &[Ratio]| list.iter().copied().fold(Ratio::ZERO, Ratio::plus);
        let known = sum(&terms.known);
        let ends = [false, true].map(|most| {
            // For the most, everything is turned round, so that only leasts are looked for.
            let end = |(low, high): &Range| if most { high.negative() } else { *low };
            let ascending = |list: &[Range]| {
                let mut ends: Vec<Ratio> = list.iter().map(end).collect();
                insertion(&mut ends);
                ends
            };
            let (open, undecided) = (ascending(&terms.open), ascending(&terms.undecided));
            let known = if most { known.negative() } else { known };
            let known = known.plus(sum(&ascending(&terms.answerable)));
            let answered = terms.known.len() + terms.answerable.len();
            // However many of those that were not asked apply: the least of them first.
            let mut missing = sum(&ascending(&terms.missing));
            let mut least = self.least(known, missing, (answered, terms.missing.len()), &open, &undecided);
            for (silent, next) in (terms.missing.len() + 1..).zip(ascending(&terms.unasked)) {
                missing = missing.plus(next);
                let with = self.least(known, missing, (answered, silent), &open, &undecided);
                least = with.map(|with| least.map_or(with, |least| least.hull(with).0)).or(least);
            }
            least.map(|least| if most { least.negative() } else { least })
        });
        let [least, most] = ends;
        least.zip(most)
    }

    /// The least sum over all completions; `open` and `undecided` ascend.
    fn least(
        &self,
        known: Ratio,
        missing: Ratio,
        (answered, silent): (usize, usize),
        open: &[Ratio],
        undecided: &[Ratio],
    ) -> Option<Ratio> {
        let all_open = open.iter().copied().fold(Ratio::ZERO, Ratio::plus);
        let mut best: Option<Ratio> = None;
        let mut apply = Ratio::ZERO;
        for applying in 0..=undecided.len() {
            if let Some(next) = applying.checked_sub(1).and_then(|last| undecided.get(last)) {
                apply = apply.plus(*next);
            }
            let count = answered + silent + open.len() + applying;
            if count == 0 {
                continue;
            }
            let everything = known.plus(missing).plus(all_open).plus(apply);
            let mean = |sum: Ratio, among: usize| match self.method {
                Method::Mean => sum.divided(Ratio::count(among)).unwrap_or(sum),
                _ => sum,
            };
            let mut see = |total: Ratio| best = Some(best.map_or(total, |best| best.hull(total).0));
            if self.missing == Missing::Unknown {
                // With a silence in it the score has the bounds of what is missing: the same as all answered.
                see(mean(everything, count));
                continue;
            }
            let most = open.len() + applying;
            let (mut from_open, mut from_undecided) = (0, 0);
            let mut spoken = known;
            for given in 0..=most {
                if given > 0 {
                    let (one, other) = (open.get(from_open), undecided.get(from_undecided));
                    let other = other.filter(|_| from_undecided < applying);
                    match (one, other) {
                        (Some(one), Some(other)) if one > other => {
                            from_undecided += 1;
                            spoken = spoken.plus(*other);
                        }
                        (Some(one), _) => {
                            from_open += 1;
                            spoken = spoken.plus(*one);
                        }
                        (None, Some(other)) => {
                            from_undecided += 1;
                            spoken = spoken.plus(*other);
                        }
                        (None, None) => {}
                    }
                }
                let (answered, silent) = (answered + given, silent + most - given);
                see(if !self.stands(answered, silent) {
                    mean(everything, count)
                } else if silent == 0 || self.missing == Missing::Zero {
                    mean(spoken, count)
                } else if self.method == Method::Mean {
                    mean(spoken, answered)
                } else {
                    spoken.times(Ratio::count(count)).divided(Ratio::count(answered)).unwrap_or(spoken)
                });
            }
        }
        best
    }
}

/// Sorts a few numbers.
fn insertion(list: &mut [Ratio]) {
    for end in 1..list.len() {
        let mut place = end;
        while let Some(before) = place.checked_sub(1)
            && list.get(before) > list.get(place)
        {
            list.swap(before, place);
            place = before;
        }
    }
}
