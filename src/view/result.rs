//! What the answers show: in plain words, why, what is missing, what to do. It supports a judgement and is none.

use super::Panel;
use super::act::Act;
use super::alert::waiting;
use super::chart::chart;
use super::closing::{consents, finish, leaving, print};
use super::conclusion::conclusion;
use super::node::{Attr, Element, Node, Tag, element};
use super::page::TITLE;
use super::pen::{Pen, folded, reason, toggle};
use super::screen::place_for_portal;
use super::services::services;
use super::words::Word;
use crate::evaluation::{Calculated, Decision, ItemState, State, TableRow};
use crate::form::{Action, Alert, Indicator, Item, Statement};
use crate::value::{Reason, Truth, Urgency};

/// The word of an urgency; `routine` needs none where it stands alone.
pub(super) fn urgency(urgency: Urgency) -> Word {
    match urgency {
        Urgency::Immediate => Word::Now,
        Urgency::Urgent => Word::Today,
        Urgency::Soon | Urgency::Routine => Word::ThisWeek,
    }
}

/// Draws the result of the interview as it would be, were it finished now.
pub(super) fn result(pen: &Pen, page: Element) -> Element {
    let state = pen.of.session().finished_state();
    let decision = state.outcome.decision;
    let statement = pen.of.form().statement(decision);
    let title = pen.block_marked(Tag::H1, "", statement.text).keyed(TITLE);
    let mut page = page
        .child(pen.says(Tag::Paragraph, "quiet", Word::ResultKicker))
        .child(title.with(Attr::Id, TITLE).with(Attr::TabIndex, "-1"))
        .child_if(statement.note.map(|note| pen.block(Tag::Paragraph, "", note)))
        .child(pen.says(Tag::Paragraph, "", Word::ResultNote))
        .child_if(term(pen, decision));
    page = match decision {
        // A refusal makes nothing known: there is nothing to give reasons for.
        Decision::Row(TableRow::Refused) => page,
        Decision::Row(_) => page.child_if(why(pen, &state)).child_if(missing(pen, &state)),
        Decision::Indeterminate => {
            page.child_if(open(pen, &state).or_else(|| missing(pen, &state))).child_if(why(pen, &state))
        }
    };
    page = page.child_if(to_do(pen, &statement.actions));
    let mut alerts = Vec::new();
    for place in pen.of.alerts() {
        alerts.extend(pen.of.form().alerts.get(usize::from(place)));
    }
    page = page.child_if(services(pen, &kinds(&alerts, statement)));
    if pen.of.form().sources.iter().any(|source| !source.verified) {
        page = page.child(pen.says(Tag::Paragraph, "quiet", Word::SourceUnverified).keyed("sources"));
    }
    let page = page
        .child(place_for_portal("after-result"))
        .child(conclusion(pen, &state))
        .child_if(consents(pen))
        .child(leaving(pen));
    let back = pen.press("link calm", Act::Back, Word::BackToAnswers);
    finish(pen, page).child(print(pen)).child(element(Tag::Div, "centred").keyed("back").child(back))
}

/// The kinds of services that every alert that holds, and what is recommended, name.
pub(super) fn kinds<'i>(alerts: &[&'i Alert], statement: &'i Statement) -> Vec<&'i str> {
    let mut kinds: Vec<&str> = Vec::new();
    for alert in alerts {
        kinds.extend(alert.services.iter().map(|kind| &**kind));
    }
    kinds.extend(statement.actions.iter().flat_map(|action| &action.services).map(|kind| &**kind));
    kinds
}

/// The word of the case file: hard words only on request.
fn term(pen: &Pen, decision: Decision) -> Option<Element> {
    let form = pen.of.form();
    let class = form.class(decision);
    let (_, term) = form.terms.iter().find(|(known, _)| **known == *class)?;
    let open = pen.is_open(Panel::Term, "");
    let word = if open { Word::HideTerm } else { Word::ShowTerm };
    let id = folded(Panel::Term, "");
    let shown = open.then(|| pen.block(Tag::Paragraph, "", *term).keyed("word").with(Attr::Id, &id));
    let button = toggle("link", Panel::Term, "", open).text(pen.word(word));
    Some(element(Tag::Div, "term").keyed("term").child(button).child_if(shown))
}

fn section(pen: &Pen, key: &str, title: Word) -> Element {
    element(Tag::Section, "entries").keyed(key).child(pen.says(Tag::H2, "", title))
}

/// The signs by dimension; of a form without any, the conditions that hold, by what they are called.
fn why(pen: &Pen, state: &State) -> Option<Element> {
    if !state.dimensions.is_empty() {
        let title = pen.says(Tag::H2, "", Word::WhyTitle);
        return Some(chart(pen, state, element(Tag::Section, "why").keyed("why").child(title)));
    }
    let list = conditions(pen, state);
    (!list.children().is_empty()).then(|| section(pen, "why", Word::WhyTitle).child(list))
}

/// The conditions that hold, by what they are called.
pub(super) fn conditions(pen: &Pen, state: &State) -> Element {
    let mut list = element(Tag::List, "");
    for (place, item) in (0..).zip(&pen.of.form().items) {
        let holds = state.calculated(pen.of.form(), place) == Some(Calculated::Condition(Truth::True));
        list = list.child_if(item.short.filter(|_| holds).map(|short| pen.block(Tag::Item, "", short)));
    }
    list
}

/// What has no answer, by the reason of the silence.
fn missing(pen: &Pen, state: &State) -> Option<Element> {
    let mut drawn = section(pen, "missing", Word::MissingTitle);
    for (why, silent) in silences(pen, state, &mut |_, item| item.is_question()) {
        let entry = element(Tag::Div, "entry deed").child(pen.says(Tag::H3, "", reason(why)));
        drawn = drawn.child(entry.child(element(Tag::Paragraph, "").with_all(pen.labels(&silent))));
    }
    (drawn.children().len() > 1).then_some(drawn)
}

/// What stays open: by dimension, and by whose silence.
fn open(pen: &Pen, state: &State) -> Option<Element> {
    let form = pen.of.form();
    let mut drawn = section(pen, "open", Word::StillOpenTitle);
    for ((place, dimension), told) in (0..).zip(&form.dimensions).zip(&state.dimensions) {
        if told.truth != Truth::Unknown {
            continue;
        }
        let keeps_open = |(indicator, known): (u16, &Indicator), item: u16| {
            known.dimension == place
                && state.indicator(indicator).truth == Truth::Unknown
                && known.reads.contains(&item)
        };
        let title = element(Tag::H3, "").child(pen.inline(dimension.title));
        let mut entry = element(Tag::Div, "entry deed").child(title);
        for (why, silent) in silences(pen, state, &mut |item, _| {
            (0..).zip(&form.indicators).any(|indicator| keeps_open(indicator, item))
        }) {
            let why = Node::Text(pen.words.within(reason(why)));
            let sentence = pen.sentence(Word::MissingLine, &silent, vec![("reason", why)]);
            entry = entry.child(element(Tag::Paragraph, "").with_all(sentence));
        }
        drawn = drawn.child(entry);
    }
    (drawn.children().len() > 1).then_some(drawn)
}

/// The items that are wanted and have no answer, by the reason of the silence.
pub(super) fn silences<'p>(
    pen: &Pen<'p>,
    state: &State,
    wanted: &mut dyn FnMut(u16, &Item) -> bool,
) -> Vec<(Reason, Vec<&'p Item>)> {
    let mut found = Vec::new();
    for why in Reason::ALL {
        let mut silent = Vec::new();
        for (place, item) in (0..).zip(&pen.of.form().items) {
            let silences = state.stands(place, item);
            if silences.iter().any(|known| known.state == ItemState::Missing(*why)) && wanted(place, item) {
                silent.push(item);
            }
        }
        if !silent.is_empty() {
            found.push((*why, silent));
        }
    }
    found
}

/// What is recommended, and what an alert asks for and is not done: the most urgent first.
fn to_do(pen: &Pen, actions: &[Action]) -> Option<Element> {
    let mut deeds = Vec::new();
    for alert in waiting(pen) {
        deeds.push((alert.text, alert.urgency));
    }
    deeds.extend(actions.iter().map(|action| (action.text, action.urgency)));
    let mut drawn = section(pen, "deeds", Word::ToDoTitle);
    for wanted in Urgency::ALL.iter().rev() {
        for (text, soon) in deeds.iter().filter(|(_, soon)| soon == wanted) {
            let tag = (*soon != Urgency::Routine).then(|| {
                let class = if *soon == Urgency::Immediate { "tag immediate" } else { "tag" };
                pen.says(Tag::Span, class, urgency(*soon))
            });
            let entry = element(Tag::Div, "entry deed").child_if(tag);
            drawn = drawn.child(entry.child(pen.block(Tag::Paragraph, "", *text)));
        }
    }
    (!deeds.is_empty()).then_some(drawn)
}
