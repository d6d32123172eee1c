//! The engine, told in the words of the second evaluator. Nothing here decides anything.

use super::findings::Findings;
use super::outcome::Outcome as Told;
use super::sheet::Given;
use nrm_screening::assessment::assess_session;
use nrm_screening::compile::compile_and_prove;
use nrm_screening::evaluation::{
    Calculated, Entry, Figure, ItemState, MORE, Mark, Outcome, Read, RowEntry, State, TableRow, evaluate,
};
use nrm_screening::form::{Form, Item, Total};
use nrm_screening::value::{Answer, Calendar, Conclusion, Date, DateGiven, ItemType, Reason, Truth};
use nrm_screening::{Assessment, Diagnostics, FormDefinition, Session, assess};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is proved of a form: what is wrong, and where.
pub type Claim = (&'static str, String);

/// Claims without which no form can be evaluated exactly, or not at all.
const GROUNDS: [&str; 4] = ["zero-divisor", "rest-not-whole", "number-too-large", "band-gap"];

/// How what is asked of rows is named.
const EACH_ROW: &str = "what is asked of each row";

/// The compiled form with what is proved of it, or what is wrong with it. What only makes no sense, such as a condition
/// that never holds, has a meaning all the same and is evaluated.
pub fn compiled(json: &Value) -> Result<(Arc<Form>, Vec<Claim>), Vec<Claim>> {
    // What is proved of each row stands at the condition that asks for the rows, and says nothing of that one.
    let claims = |found: &Diagnostics| -> Vec<Claim> {
        let own = found.list().iter().filter(|told| &*told.subject != EACH_ROW);
        own.map(|told| (told.code.word(), told.pointer.to_string())).collect()
    };
    let definition = FormDefinition::read(json.to_string().as_bytes()).map_err(|found| claims(&found))?;
    let (form, found) = compile_and_prove(&definition);
    let claims = claims(&found);
    match form {
        Some(form) if claims.iter().all(|(code, _)| !GROUNDS.contains(code)) => Ok((Arc::new(form), claims)),
        _ => Err(claims.into_iter().filter(|(code, _)| form_needs(code)).collect()),
    }
}

fn form_needs(code: &str) -> bool {
    GROUNDS.contains(&code) || !["never-true", "never-false", "row-never-decides", "dimension-never"].contains(&code)
}

/// The day as the engine reads it.
pub fn today() -> Date {
    Date::parse(super::generator::answers::TODAY).expect("a day")
}

fn text(json: &Value, key: &str) -> Option<Box<str>> {
    json.get(key).and_then(Value::as_str).map(Into::into)
}

/// An answer of JSON as the engine takes it; nothing for an empty list of ticks.
pub fn answer(item: &Item, given: &Value) -> Option<Answer> {
    if let Some(reason) = given.get("missing").and_then(Value::as_str) {
        return Some(Answer::Missing(Reason::of(reason).expect("a reason")));
    }
    let choice = |code: &Value| item.choice(code.as_str().expect("a code")).expect("a choice");
    let written = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
    Some(match item.kind {
        ItemType::Single | ItemType::Consent => Answer::Choice(choice(given.get("code").unwrap_or(given))),
        ItemType::Multiple => {
            let codes = given.get("codes").unwrap_or(given).as_array().expect("codes");
            let mut ticked: Vec<u16> = codes.iter().map(choice).collect();
            ticked.sort_unstable();
            if ticked.is_empty() {
                return None;
            }
            Answer::Choices(ticked.into())
        }
        ItemType::Integer | ItemType::Decimal => Answer::number(&written),
        ItemType::Text => Answer::Text(written.into()),
        ItemType::Time => Answer::time(&written),
        ItemType::Date => match given {
            Value::Object(_) => Answer::date(DateGiven {
                calendar: Calendar::of(&text(given, "calendar").expect("a calendar")).expect("a calendar"),
                from: text(given, "from").expect("from"),
                to: text(given, "to"),
                words: text(given, "words"),
            }),
            _ => Answer::day(&written),
        },
        ItemType::Repeat => {
            let place = MORE.iter().position(|known| *known == written).expect("yes or no");
            Answer::Choice(u16::try_from(place).unwrap())
        }
        other => panic!("no answer to {other:?}"),
    })
}

/// What a repeat's own question was answered.
fn own<'a>(item: &Item, given: Option<&'a Value>) -> Option<&'a Value> {
    if item.kind == ItemType::Repeat { given?.get("more") } else { given }
}

/// The entries of an interview, as they are stored.
pub fn entries(form: &Form, given: &Given) -> Vec<Entry> {
    let one = |item: &Item, stored: Option<&Value>| {
        let answered = own(item, stored).and_then(|stored| answer(item, stored));
        Entry { answer: answered.map(|answer| kept(item, answer)), ..Entry::default() }
    };
    let mut entries = Vec::new();
    for (place, item) in form.items.iter().enumerate() {
        if item.repeat.is_some() || !item.is_question() {
            entries.push(Entry::default());
            continue;
        }
        let stored = given.answers.get(&*item.id);
        let mut entry = one(item, stored);
        entry.mark = (given.marked.contains(&*item.id) && entry.answer.is_some()).then_some(Mark::Restored);
        for row in stored.and_then(|stored| stored.get("rows")).and_then(Value::as_array).into_iter().flatten() {
            let inside = form.items[place + 1..].iter().take_while(|inner| inner.repeat.is_some());
            let entries = inside.map(|inner| {
                if inner.is_question() { one(inner, row["answers"].get(&*inner.id)) } else { Entry::default() }
            });
            entry.rows.push(RowEntry { id: text(row, "id").expect("an id"), entries: entries.collect() });
        }
        entries.push(entry);
    }
    entries
}

/// A consent that is declined is kept as refused.
fn kept(item: &Item, answer: Answer) -> Answer {
    match answer {
        Answer::Missing(Reason::Declined) if item.kind == ItemType::Consent => {
            Answer::Choice(item.choice("refused").expect("a code"))
        }
        answer => answer,
    }
}

/// An interview in which everything is answered in the order of the form; marks are given as what the host knows.
pub fn session(form: &Arc<Form>, given: &Given) -> Session {
    let mut session = Session::start(Arc::clone(form), today());
    for (place, item) in (0..).zip(&form.items) {
        let Some(stored) = given.answers.get(&*item.id).filter(|_| item.is_question() && item.repeat.is_none()) else {
            continue;
        };
        for (row, stored) in (0_u16..).zip(stored.get("rows").and_then(Value::as_array).into_iter().flatten()) {
            session.add_row(place).expect("a row");
            let inside = (place + 1..).zip(&form.items[usize::from(place) + 1..]);
            for (inner, item) in inside.take_while(|(_, item)| item.repeat.is_some()) {
                let answered = stored["answers"].get(&*item.id).and_then(|stored| answer(item, stored));
                if let Some(answer) = answered {
                    session.answer((inner, row), answer).expect("allowed");
                }
            }
        }
        let Some(answer) = own(item, Some(stored)).and_then(|stored| answer(item, stored)) else { continue };
        let marked = given.marked.contains(&*item.id);
        let taken = if marked { session.prefill(place, answer) } else { session.answer(place, answer) };
        taken.unwrap_or_else(|refused| panic!("{} is refused: {}", item.id, refused.word()));
    }
    session
}

/// The items whose answer does not count until it is seen again.
pub fn marked(session: &Session) -> BTreeSet<String> {
    let form = session.form();
    let mut found = BTreeSet::new();
    for (place, (item, entry)) in form.items.iter().zip(session.entries()).enumerate() {
        if entry.mark.is_some() {
            found.insert(item.id.to_string());
        }
        for row in &entry.rows {
            for (inner, entry) in form.items[place + 1..].iter().zip(&row.entries) {
                if entry.mark.is_some() {
                    found.insert(format!("{}.{}.{}", item.id, row.id, inner.id));
                }
            }
        }
    }
    found
}

fn state_word(state: ItemState) -> String {
    match state {
        ItemState::Irrelevant => "irrelevant".to_owned(),
        ItemState::Undecided => "undecided".to_owned(),
        ItemState::Shown => "shown".to_owned(),
        ItemState::Open => "open".to_owned(),
        ItemState::Answered => "answered".to_owned(),
        ItemState::Invalid(_) => "invalid".to_owned(),
        ItemState::Missing(reason) => format!("missing({})", reason.word()),
    }
}

fn calculated_word(calculated: Calculated) -> String {
    match calculated {
        Calculated::Condition(truth) => truth.word().to_owned(),
        Calculated::Number(Figure::Absent) => "absent".to_owned(),
        Calculated::Number(Figure::Unknown) => "unknown".to_owned(),
        Calculated::Number(Figure::Between(low, high)) if low == high => low.to_string(),
        Calculated::Number(Figure::Between(low, high)) => format!("{low}..{high}"),
    }
}

fn outcome(outcome: &Outcome, class: &str, id: impl Fn(TableRow) -> String) -> Told {
    let row = match outcome.decision {
        nrm_screening::evaluation::Decision::Row(row) => Some(id(row)),
        nrm_screening::evaluation::Decision::Indeterminate => None,
    };
    Told {
        class: class.to_owned(),
        row,
        could_be: outcome.could_be.iter().map(|row| id(*row)).collect(),
        also_met: outcome.also_met.iter().map(|row| id(*row)).collect(),
        urgency: outcome.urgency.word(),
    }
}

/// What the engine found, in the words of the second evaluator.
pub fn findings(form: &Form, state: &State, given: &Given) -> Findings {
    told(form, state, given, &assess(form, state, 0))
}

/// What an interview came to, in the words of the second evaluator.
pub fn outcome_of(session: &Session, given: &Given) -> Findings {
    told(session.form(), session.state(), given, &assess_session(session, 0))
}

/// What reads as a choice it was not answered with, as the state has it; the report has to list the same.
fn read_as(form: &Form, state: &State, given: &Given, report: &Assessment) -> BTreeMap<String, String> {
    let (mut found, mut listed) = (BTreeMap::new(), report.read_as.iter());
    for (place, item) in (0_u16..).zip(&form.items) {
        for (at, known) in state.stands(place, item).iter().enumerate().filter(|(_, known)| known.silent) {
            let Read::Choice(choice) = known.read else { panic!("{} reads as {:?}", item.id, known.read) };
            let repeat = item.repeat.map(|repeat| &form.items[usize::from(repeat)].id);
            let row = repeat.map(|repeat| given.answers[&**repeat]["rows"][at]["id"].as_str().expect("an id"));
            let told =
                listed.next().unwrap_or_else(|| panic!("{} {row:?} reads as a choice and is not listed", item.id));
            assert_eq!((told.id.as_str(), told.code.as_deref()), (&*item.id, Some(item.code(choice))));
            if report.trace.is_some() {
                assert_eq!(told.row.as_deref(), row, "the row of {}", item.id);
            }
            let key = match repeat.zip(row) {
                Some((repeat, row)) => format!("{repeat}.{row}.{}", item.id),
                None => item.id.to_string(),
            };
            found.insert(key, item.code(choice).to_owned());
        }
    }
    assert_eq!(listed.next(), None, "listed, and read as no choice");
    found
}

fn told(form: &Form, state: &State, given: &Given, report: &Assessment) -> Findings {
    let read_as = read_as(form, state, given, report);
    let mut found = Findings { complete: state.is_complete(form), read_as, ..Findings::default() };
    let truths = |list: Vec<(String, Truth)>| -> BTreeMap<String, String> {
        list.into_iter().map(|(id, truth)| (id, truth.word().to_owned())).collect()
    };
    for (place, item) in (0_u16..).zip(&form.items) {
        if item.repeat.is_some() {
            continue;
        }
        if item.is_question() {
            found.items.insert(item.id.to_string(), state_word(state.item(place)));
        }
        if let Some(calculated) = state.calculated(form, place) {
            found.calculates.insert(item.id.to_string(), calculated_word(calculated));
        }
        let rows = given.answers.get(&*item.id).and_then(|stored| stored.get("rows")).and_then(Value::as_array);
        for (row, told) in rows.into_iter().flatten().zip(state.rows_of(place)) {
            let inside = form.items[usize::from(place) + 1..].iter().take_while(|inner| inner.repeat.is_some());
            for (at, inner) in inside.enumerate() {
                let key = format!("{}.{}.{}", item.id, row["id"].as_str().expect("an id"), inner.id);
                if inner.is_question() {
                    found.items.insert(key, state_word(told.items[at]));
                } else if let Some(calculated) = told.calculated(at) {
                    found.calculates.insert(key, calculated_word(calculated));
                }
            }
        }
    }
    for (score, told) in form.scores.iter().zip(&state.scores) {
        let word = match told.value {
            Total::Absent => "absent".to_owned(),
            Total::Known(number) => number.to_string(),
            Total::Unknown(None) => "unknown".to_owned(),
            Total::Unknown(Some((low, high))) => format!("unknown {low}..{high}"),
        };
        found.scores.insert(score.id.to_string(), word);
        for (set, bands) in (0_u16..).zip(&score.sets) {
            let name =
                if bands.name.is_empty() { score.id.to_string() } else { format!("{}.{}", score.id, bands.name) };
            let band = told.band(score, set).map_or("none", |band| &bands.bands[usize::from(band)].id);
            found.bands.insert(name, band.to_owned());
        }
    }
    found.indicators =
        truths(form.indicators.iter().zip(&state.indicators).map(|(i, t)| (i.id.to_string(), t.truth)).collect());
    found.dimensions =
        truths(form.dimensions.iter().zip(&state.dimensions).map(|(d, t)| (d.id.to_string(), t.truth)).collect());
    found.alerts = truths(form.alerts.iter().zip(&state.alerts).map(|(a, t)| (a.id.to_string(), t.truth)).collect());
    found.no_indicator.push_str(state.no_indicator.word());
    found.rows = truths(report.rows.iter().map(|row| (row.id.clone(), row.truth)).collect());
    found.outcome =
        Some(outcome(&state.outcome, form.class(state.outcome.decision), |row| form.row_id(row).to_owned()));
    for ((variant, (_, told)), report) in form.variants.iter().zip(&state.variants).zip(&report.variants) {
        let id = |row: TableRow| match row {
            TableRow::Refused => super::outcome::REFUSED.to_owned(),
            TableRow::Authored(row) => variant.rows[usize::from(row)].id.to_string(),
        };
        found.variants.insert(variant.name.to_string(), outcome(told, &report.class, id));
    }
    found.child_path = form.child_path.is_some().then(|| state.child_path.word().to_owned());
    for told in Conclusion::ALL {
        found.conclusions.insert(told.word().to_owned(), state.needs_second_review(Some(*told)));
    }
    found
}

/// What stands, before anything is finished.
pub fn standing(form: &Form, given: &Given) -> State {
    evaluate(form, &entries(form, given), today())
}
