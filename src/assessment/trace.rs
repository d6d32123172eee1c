//! The trace: all that is needed to compute a result again (semantics 34), and what checks that it was.

use super::report::{AnswerReport, Counted, Filled, RowAnswers, ScoreTrace, Standing, TermTrace, Trace};
use crate::evaluation::{Closed, Contribution, Entry, ItemState, MORE, Mark, RowState, ScoreState, contribution};
use crate::form::{Form, Item, Missing, Score, Total};
use crate::id;
use crate::session::Session;
use crate::value::{Answer, Calendar, ItemType, characters};
use sha2::{Digest, Sha256};

/// What stands for a free text, which nothing reads.
const UNREAD: &str = "…";

/// The trace of a session as it stands.
pub(super) fn trace(session: &Session, language: &str) -> Trace {
    let (form, state) = (&**session.form(), session.state());
    let mut answers = Vec::new();
    for (place, (item, (entry, own))) in (0..).zip(form.items.iter().zip(session.entries().iter().zip(&state.items))) {
        if item.stands_alone() {
            let rows = rows(form, place, entry, state.rows_of(place));
            answers.extend(answer(item, entry, *own, rows));
        }
    }
    let mut scores = Vec::new();
    for (score, found) in form.scores.iter().zip(&state.scores) {
        scores.push(of_score(form, score, found, session));
    }
    let mut trace = Trace {
        today: session.today().to_string(),
        finished: session.is_finished(),
        answers,
        scores,
        seal: String::new(),
    };
    trace.seal = seal(form, language, &trace);
    trace
}

/// The answers and silences as they are handed over, in form order: what was entered, in whole, also where it counts for
/// nothing.
pub fn handed_over(session: &Session) -> Vec<AnswerReport> {
    let (form, state) = (&**session.form(), session.state());
    let mut answers = Vec::new();
    for (place, (item, (entry, own))) in (0..).zip(form.items.iter().zip(session.entries().iter().zip(&state.items))) {
        if item.stands_alone() {
            // What is in rows that do not apply, or may not, is not read, and is kept.
            let unread = if *own == ItemState::Irrelevant { *own } else { ItemState::Undecided };
            let mut rows = Vec::new();
            each_row(form, place, entry, state.rows_of(place), Some(unread), &mut rows, &mut whole);
            match whole(item, entry, *own) {
                Some(answer) => answers.push(AnswerReport { rows, ..answer }),
                None if rows.is_empty() => {}
                None => answers.push(AnswerReport { rows, ..stands(item, *own) }),
            }
        }
    }
    answers
}

fn rows(form: &Form, repeat: u16, entry: &Entry, states: &[RowState]) -> Vec<RowAnswers> {
    let mut made = Vec::new();
    each_row(form, repeat, entry, states, None, &mut made, &mut |item, entry, own| {
        answer(item, entry, own, Vec::new())
    });
    made
}

/// The rows of a repeat, each answer as `tell` has it; those that are not evaluated only where they are to stand `unread`.
fn each_row(
    form: &Form,
    repeat: u16,
    entry: &Entry,
    states: &[RowState],
    unread: Option<ItemState>,
    made: &mut Vec<RowAnswers>,
    tell: &mut dyn FnMut(&Item, &Entry, ItemState) -> Option<AnswerReport>,
) {
    for (at, row) in entry.rows.iter().enumerate() {
        let state = states.get(at);
        if state.is_none() && unread.is_none() {
            return;
        }
        let mut answers = Vec::new();
        for (at, (place, entry)) in (repeat + 1..).zip(&row.entries).enumerate() {
            let own = state.and_then(|state| state.items.get(at)).copied().or(unread);
            if let Some((item, own)) = form.item(place).filter(|item| item.is_question()).zip(own) {
                answers.extend(tell(item, entry, own));
            }
        }
        made.push(RowAnswers { id: (*row.id).into(), answers });
    }
}

fn blank(item: &Item) -> AnswerReport {
    AnswerReport {
        item: (*item.id).into(),
        by: None,
        state: None,
        code: None,
        codes: Vec::new(),
        value: None,
        other: None,
        calendar: None,
        from: None,
        to: None,
        words: None,
        missing: None,
        mark: None,
        closed: None,
        rows: Vec::new(),
    }
}

/// Writes down what was given.
fn write_down(item: &Item, answer: &Answer, made: &mut AnswerReport) {
    match answer {
        Answer::Choice(choice) if item.kind == ItemType::Repeat => {
            made.code = MORE.get(usize::from(*choice)).map(|code| (*code).to_owned());
        }
        Answer::Choice(choice) => made.code = Some(item.code(*choice).to_owned()),
        Answer::Choices(choices) => {
            for choice in choices {
                made.codes.push(item.code(*choice).to_owned());
            }
        }
        Answer::Number(entered, _) | Answer::Time(entered, _) | Answer::Text(entered) => {
            made.value = Some((**entered).to_owned());
        }
        Answer::Date(given, _) => {
            made.calendar = Some(given.calendar).filter(|calendar| *calendar != Calendar::Gregorian);
            made.from = Some((*given.from).to_owned());
            made.to = given.to.as_deref().map(str::to_owned);
        }
        Answer::Missing(reason) => made.missing = Some(*reason),
    }
}

/// An item and how it stands, if nothing counts of it.
fn stands(item: &Item, state: ItemState) -> AnswerReport {
    let counts = matches!(state, ItemState::Answered | ItemState::Missing(_));
    AnswerReport { by: Some(item.by), state: (!counts).then(|| Standing::of_item(state)), ..blank(item) }
}

/// An answer with all that belongs to it, or its silence; none of what was never given.
fn whole(item: &Item, entry: &Entry, state: ItemState) -> Option<AnswerReport> {
    let mut made = stands(item, state);
    if let Some(answer) = &entry.answer {
        write_down(item, answer, &mut made);
        made.other = entry.other.as_deref().map(str::to_owned);
        if let Answer::Date(given, _) = answer {
            made.words = given.words.as_deref().map(str::to_owned);
        }
    }
    made.mark = entry.mark.map(|mark| match mark {
        Mark::Restored => "restored".into(),
        Mark::Unconfirmed => "unconfirmed".into(),
    });
    made.closed = closed(entry);
    match (state, &entry.answer) {
        (ItemState::Missing(_), Some(Answer::Missing(_))) if entry.mark.is_none() => {}
        (ItemState::Missing(reason), _) => {
            made.missing = made.missing.or(Some(reason));
            made.closed = made.closed.or(Some("withdrawn".into()));
        }
        // What finishing closes applies and stays missing; a mark is of an answer.
        (_, None) => return None,
        _ => {}
    }
    Some(made)
}

/// How finishing closed an item.
fn closed(entry: &Entry) -> Option<String> {
    entry.closed.map(|closed| match closed {
        Closed::Open => "open".into(),
        Closed::Undecided => "undecided".into(),
    })
}

/// An answer that counts; none of what is open or not asked.
fn answer(item: &Item, entry: &Entry, state: ItemState, rows: Vec<RowAnswers>) -> Option<AnswerReport> {
    let mut made = AnswerReport { closed: closed(entry), rows, ..blank(item) };
    let counts = matches!(state, ItemState::Answered | ItemState::Missing(_) | ItemState::Invalid(_));
    let given = entry.answer.as_ref().filter(|_| counts && entry.closed.is_none() && entry.mark.is_none());
    match given {
        Some(Answer::Text(_)) if state == ItemState::Answered => made.value = Some(UNREAD.to_owned()),
        Some(Answer::Text(text)) => made.value = Some(UNREAD.repeat(characters(text))),
        Some(answer) => write_down(item, answer, &mut made),
        None if made.closed.is_none() && made.rows.is_empty() => return None,
        None => {}
    }
    Some(made)
}

fn of_score(form: &Form, score: &Score, found: &ScoreState, session: &Session) -> ScoreTrace {
    let (mut applicable, mut answered) = (0, 0);
    let mut terms = Vec::new();
    for term in &score.terms {
        let (counted, weight) = match contribution(form, term, session.state()) {
            Contribution::Absent => (Counted::Absent, None),
            Contribution::ByDesign(weight) => (Counted::ByDesign, Some(weight)),
            Contribution::Weight(weight, false) => (Counted::Answered, Some(weight)),
            Contribution::Weight(weight, true) => (Counted::Silent, Some(weight)),
            Contribution::Missing => (Counted::Missing, None),
            Contribution::Open => (Counted::Open, None),
            Contribution::Undecided => (Counted::Undecided, None),
        };
        applicable += u32::from(counted != Counted::Absent);
        answered += u32::from(weight.is_some());
        terms.push(TermTrace {
            item: form.item(term.item).map(|item| (*item.id).into()).unwrap_or_default(),
            counted,
            weight: weight.map(|weight| weight.to_string()),
            comes_to: weight.map(|weight| term.weigh(weight).to_string()),
            reversed: term.reversed,
        });
    }
    let known = matches!(found.value, Total::Known(_));
    ScoreTrace {
        id: (*score.id).into(),
        applicable,
        answered,
        filled: match score.missing {
            _ if found.gated => Filled::Gate,
            _ if !known || answered == applicable => Filled::Nothing,
            Missing::Zero => Filled::Zero,
            Missing::AtMost(_) | Missing::AtLeast(_) => Filled::Mean,
            Missing::Unknown => Filled::Nothing,
        },
        terms,
    }
}

/// SHA-256 over everything a result is computed from: the form, the engine, the day, and every answer that counts.
fn seal(form: &Form, language: &str, trace: &Trace) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text.as_bytes());
        hash.update([0x1f]);
    };
    for text in [&*form.id, &form.version, &form.digest, env!("CARGO_PKG_VERSION"), language, &trace.today] {
        add(text);
    }
    add(if trace.finished { "finished" } else { "open" });
    add_answers(&trace.answers, &mut add);
    id::hex(&hash.finalize())
}

fn add_answers(answers: &[AnswerReport], add: &mut dyn FnMut(&str)) {
    for answer in answers {
        let option = |text: &Option<String>| text.clone().unwrap_or_default();
        add(&answer.item);
        for text in [&answer.code, &answer.value, &answer.from, &answer.to, &answer.closed] {
            add(&option(text));
        }
        add(answer.calendar.map_or("", Calendar::word));
        add(answer.missing.map_or("", crate::value::Reason::word));
        answer.codes.iter().for_each(|code| add(code));
        for row in &answer.rows {
            add("row");
            add(&row.id);
            add_answers(&row.answers, add);
        }
        add("end");
    }
}
