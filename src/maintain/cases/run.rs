//! Runs a case: an interview is held, finished and compared.

use super::super::finding::{Finding, quoted};
use super::expect::{Difference, differences};
use super::read::{Case, Rest};
use super::report::{CaseReport, Why};
use super::{Cases, answers};
use crate::assessment::{Assessment, assess};
use crate::compile::{Form, Item};
use crate::evaluation::{Entry, ItemState};
use crate::session::Session;
use crate::value::Answer;
use alloc::collections::BTreeSet;
use alloc::sync::Arc;

/// What came of a case.
#[derive(Clone, Debug)]
pub struct Ran {
    /// What did not come out as expected.
    pub differences: Vec<Difference>,
    /// The outcome with its reasons.
    pub found: Assessment,
    /// What the case does not do, though it seems to.
    pub remarks: Vec<Finding>,
    /// The choices that were given and are read: `question.choice`.
    pub chosen: BTreeSet<String>,
}

impl Ran {
    /// The same as plain data; `line` is where the case begins.
    pub fn report(self, case: &Case, line: usize) -> CaseReport {
        let passed = self.differences.is_empty();
        CaseReport {
            id: (*case.id).into(),
            title: (*case.title).into(),
            reason: case.why.as_deref().map(str::to_owned),
            line,
            class: self.found.outcome.class.clone(),
            passed,
            differences: self.differences,
            why: (!passed).then(|| Why::of(self.found)),
        }
    }
}

impl Cases {
    /// Runs the cases of a form: everything wrong with them, in which case none was run, or remarks on them; and what
    /// came of each.
    pub fn test(text: &[u8], form: &Arc<Form>) -> (Vec<Finding>, Vec<(Case, Ran)>) {
        let cases = match Self::read(text, Some(form)) {
            Ok(cases) => cases.list,
            Err(found) => return (found, Vec::new()),
        };
        let mut outcomes = Vec::new();
        let mut found = Vec::new();
        for case in cases {
            match case.run(form) {
                Ok(ran) => {
                    found.extend(ran.remarks.iter().cloned());
                    outcomes.push((case, ran));
                }
                Err(wrong) => return (wrong, Vec::new()),
            }
        }
        found.extend(Self::untested(form, &outcomes));
        (found, outcomes)
    }

    /// Rows of the decision table by which none of these outcomes was decided.
    fn untested(form: &Form, outcomes: &[(Case, Ran)]) -> Vec<Finding> {
        let decided = |id: &str| outcomes.iter().any(|(_, ran)| ran.found.outcome.row.as_deref() == Some(id));
        let untested = form.rows.iter().filter(|row| !decided(&row.id));
        let finding = |row: &crate::compile::Row| {
            let message = format!("no case is decided by the row {}", quoted(&row.id));
            let help = "add a case that ends there; a change of the row would go unnoticed";
            Finding::error("row-without-case", "/cases", message, help).warning()
        };
        untested.map(finding).collect()
    }
}

impl Case {
    /// Holds the interview.
    ///
    /// # Errors
    /// An answer the form does not take.
    pub fn run(&self, form: &Arc<Form>) -> Result<Ran, Vec<Finding>> {
        let session = self.hold(form)?;
        let found = assess(form, session.state(), 0);
        Ok(Ran {
            differences: differences(&self.expect, &found),
            remarks: self.remarks(&session),
            chosen: chosen(&session),
            found,
        })
    }

    /// The interview, finished.
    ///
    /// # Errors
    /// An answer the form does not take.
    pub(crate) fn hold(&self, form: &Arc<Form>) -> Result<Session, Vec<Finding>> {
        let mut session = Session::start(Arc::clone(form), self.today);
        for entry in &self.answers {
            answers::give(&mut session, &entry.key, &entry.value).map_err(|wrong| {
                let pointer = format!("{}/answers/{}{}", self.pointer, entry.key, wrong.pointer);
                vec![Finding { pointer, ..*wrong }]
            })?;
        }
        self.rest(&mut session);
        session.finish();
        Ok(session)
    }

    /// Closes what is open, until nothing changes. An answer of the case that came back with its question still holds:
    /// the order in which a case writes its answers means nothing.
    fn rest(&self, session: &mut Session) {
        let form = Arc::clone(session.form());
        // Each round closes at least one item for good, so there cannot be more of them.
        for _ in 0..=form.items.len() {
            let mut changed = false;
            for (place, item) in (0..).zip(&form.items) {
                if session.state().item(place) != ItemState::Open {
                    continue;
                }
                if session.entry(place).is_some_and(|entry| entry.mark.is_some()) {
                    changed |= session.confirm(place).is_ok();
                    continue;
                }
                let answer = match &self.rest {
                    Rest::Open => None,
                    Rest::Codes(codes) => answers::first_of(item, codes),
                    Rest::Silent(reason) => answers::silence(item, *reason),
                };
                changed |= answer.is_some_and(|answer| session.answer(place, answer).is_ok());
            }
            if !changed {
                return;
            }
        }
    }

    /// Answers that are read by nothing, because their question does not apply.
    fn remarks(&self, session: &Session) -> Vec<Finding> {
        let is_read = |id: &str| {
            let Some(place) = session.form().find(id) else { return false };
            let Some(entry) = session.entry(place).filter(|entry| entry.closed.is_none()) else { return false };
            match (&entry.answer, session.state().item(place)) {
                (Some(Answer::Missing(_)), state) => matches!(state, ItemState::Missing(_)),
                (_, state) => state == ItemState::Answered,
            }
        };
        let remark = |id: &str| {
            let pointer = format!("{}/answers/{id}", self.pointer);
            let message =
                format!("the answer to {} is read by nothing: the question is not asked in this case", quoted(id));
            let help = "remove the answer, or give the answers by which the question is asked";
            Finding::error("answer-not-read", &pointer, message, help).warning()
        };
        self.answers.iter().filter(|entry| !is_read(&entry.key)).map(|entry| remark(&entry.key)).collect()
    }
}

/// The choices of an interview that are answers, within rows too.
fn chosen(session: &Session) -> BTreeSet<String> {
    let (form, state) = (session.form(), session.state());
    let mut chosen = BTreeSet::new();
    let mut take = |item: &Item, entry: &Entry, state: ItemState| {
        if state != ItemState::Answered {
            return;
        }
        let choices = match &entry.answer {
            Some(Answer::Choice(choice)) => core::slice::from_ref(choice),
            Some(Answer::Choices(choices)) => choices,
            _ => &[],
        };
        chosen.extend(choices.iter().map(|choice| format!("{}.{}", item.id, item.code(*choice))));
    };
    for ((place, item), entry) in (0..).zip(&form.items).zip(session.entries()) {
        take(item, entry, state.item(place));
        for (row, stands) in entry.rows.iter().zip(state.rows_of(place)) {
            for ((inner, entry), state) in (place + 1..).zip(&row.entries).zip(&stands.items) {
                if let Some(item) = form.item(inner) {
                    take(item, entry, *state);
                }
            }
        }
    }
    chosen
}
