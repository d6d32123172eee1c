//! Pages: which there are, how one leads to the next, and where the focus begins on each.

use super::asked::{Asked, Standing};
use super::conclusion::REASON;
use super::interview::Interview;
use super::question;
use super::sheet::Sheet;
use super::words::Word;
use crate::evaluation::{Decision, ItemState, TableRow};
use crate::form::{Item, Part};
use crate::value::ItemType;

/// The id of the summary of what holds a page.
pub(super) const SUMMARY: &str = "summary";
/// The id of the title of a page that has one.
pub(super) const TITLE: &str = "title";

/// Where the worker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// Before the first question.
    Start,
    /// Questions.
    Sheet(usize),
    /// Answers, to be checked.
    Check,
    /// What the answers show.
    Result,
    /// Nothing any more.
    End,
}

/// The items of a page that are shown.
pub(super) fn shown(interview: &Interview, sheet: usize) -> Vec<Asked<'_>> {
    shown_of(interview, interview.sheets.get(sheet).map_or(&[], |sheet| &sheet.items))
}

/// Those of some items that are shown.
pub(super) fn shown_of<'i>(interview: &'i Interview, items: &[u16]) -> Vec<Asked<'i>> {
    let mut visible = Vec::new();
    for place in items {
        // What is made of answers is no question, and shown nowhere.
        let seen = |asked: &Asked| asked.standing != Standing::Hidden && asked.item.kind != ItemType::Calculate;
        visible.extend(interview.asked(*place).filter(seen));
    }
    visible
}

fn has_questions(interview: &Interview, sheet: usize) -> bool {
    shown(interview, sheet).iter().any(|asked| asked.item.is_question())
}

/// The page after one of questions, or after the first of all. A refusal to talk leads straight to what can be done.
pub(super) fn after(interview: &Interview, sheet: Option<usize>) -> Page {
    let from = sheet.map_or(0, |sheet| sheet + 1);
    if let Some(next) = (from..interview.sheets.len()).find(|sheet| has_questions(interview, *sheet)) {
        return Page::Sheet(next);
    }
    match interview.state().outcome.decision {
        Decision::Row(TableRow::Refused) => Page::Result,
        _ => Page::Check,
    }
}

/// The page before one of questions.
pub(super) fn before(interview: &Interview, sheet: usize) -> Page {
    (0..sheet).rev().find(|sheet| has_questions(interview, *sheet)).map_or(Page::Start, Page::Sheet)
}

/// The first page of a part that was seen.
pub(super) fn first_of(interview: &Interview, group: &str) -> Option<usize> {
    let form = interview.form();
    let part = form.parts.iter().position(|part| form.item(part.group).is_some_and(|item| &*item.id == group))?;
    let of_part = |(place, sheet): (usize, &Sheet)| (sheet.part == part).then_some(place);
    let mut sheets = interview.sheets.iter().enumerate().filter_map(of_part);
    sheets.find(|sheet| *sheet <= interview.furthest && has_questions(interview, *sheet))
}

/// Whether a part has nothing to ask as things stand, and not merely nothing yet.
pub(super) fn asks_nothing(interview: &Interview, part: &Part) -> bool {
    let refused = matches!(interview.state().outcome.decision, Decision::Row(TableRow::Refused));
    let asks = |item: &u16| match interview.state().item(*item) {
        ItemState::Irrelevant => false,
        ItemState::Undecided => !refused,
        _ => interview.form().item(*item).is_some_and(Item::is_question),
    };
    !part.items.iter().any(asks)
}

/// What holds a page: required questions that wait, and answers that do not hold, those of rows too.
pub(super) fn wanted(interview: &Interview, sheet: usize) -> Vec<(Box<str>, Standing)> {
    let mut wanted = Vec::new();
    let mut see = |asked: &Asked| {
        if matches!(asked.standing, Standing::Invalid(_)) || asked.item.required && asked.standing.waits() {
            wanted.push((asked.key.as_str().into(), asked.standing));
        }
    };
    for asked in shown(interview, sheet) {
        see(&asked);
        for row in 0..interview.rows(asked.place.item) {
            interview.asked_in(asked.place.item, row).iter().for_each(&mut see);
        }
    }
    wanted
}

/// What holds the end: why the worker concludes otherwise, and required consents that wait.
pub(super) fn wanted_at_end(interview: &Interview) -> Vec<(Box<str>, Standing)> {
    let reason = interview.session().concluded().wants_reason();
    let mut wanted: Vec<_> = reason.then(|| (REASON.into(), Standing::Open)).into_iter().collect();
    for asked in interview.closing() {
        if asked.item.required && asked.standing.waits() {
            wanted.push((asked.key.as_str().into(), asked.standing));
        }
    }
    wanted
}

/// The id of what the focus goes to when the page opens.
pub(super) fn heading(interview: &Interview) -> Option<String> {
    match interview.page {
        Page::Sheet(sheet) => shown(interview, sheet).first().map(|asked| question::heading(&asked.key)),
        _ => Some(TITLE.to_owned()),
    }
}

/// The parts of the form and the page where answers are checked; the number never changes.
pub(super) fn total(interview: &Interview) -> usize {
    interview.form().parts.len() + 1
}

/// The place of the part the worker is in; the page where answers are checked comes last.
pub(super) fn part(interview: &Interview) -> usize {
    match interview.page {
        Page::Start => 0,
        Page::Sheet(sheet) => interview.sheets.get(sheet).map_or(0, |sheet| sheet.part),
        Page::Check => interview.form().parts.len(),
        Page::Result | Page::End => total(interview),
    }
}

/// `Part 3 of 7`, while that says something.
pub(super) fn progress(interview: &Interview) -> Option<String> {
    if !matches!(interview.page, Page::Sheet(_) | Page::Check) {
        return None;
    }
    let (n, total) = ((part(interview) + 1).to_string(), total(interview).to_string());
    Some(interview.words()?.fill(Word::Part, &[("n", &n), ("total", &total)]))
}

/// What is said when the page opens: where that is; a title says itself.
pub(super) fn announcement(interview: &Interview) -> Option<String> {
    match interview.page {
        Page::Sheet(_) => progress(interview),
        _ => None,
    }
}
