//! Alerts: the mark in the bar, its panel, and what has to be done now between the questions and the next page.

use super::Panel;
use super::act::Act;
use super::asked::Standing;
use super::node::{Attr, Element, Node, Tag, element};
use super::pen::{Pen, button, folded, toggle};
use super::result::urgency;
use super::rows::BETWEEN;
use super::words::Word;
use crate::form::Alert;
use crate::value::Urgency;

pub(super) fn waiting<'i>(pen: &Pen<'i>) -> Vec<&'i Alert> {
    let mut waiting = Vec::new();
    for place in pen.of.alerts() {
        if let Some(alert) = pen.of.form().alerts.get(usize::from(place)).filter(|_| !pen.of.is_put_away(place)) {
            waiting.push(alert);
        }
    }
    waiting
}

/// The mark, and below it the panel once it is opened: what the bar holds.
pub(super) fn marks(pen: &Pen) -> Vec<Node> {
    let alerts = waiting(pen);
    let Some(first) = alerts.first() else { return Vec::new() };
    let open = pen.is_open(Panel::Alerts, "");
    let now = first.urgency == Urgency::Immediate;
    let count = alerts.len().to_string();
    let name = pen.words.fill(Word::Points, &[("n", &count)]);
    // What is seen of the mark begins its name: who speaks to the device says what they see.
    let seen = if now { pen.word(Word::Now) } else { &count };
    let spoken = if now { [seen, BETWEEN, &name].concat() } else { name.clone() };
    let mark = toggle("mark", Panel::Alerts, "", open)
        .with(Attr::AriaLabel, &spoken)
        .child(lozenge(first.urgency))
        .child(element(Tag::Span, "").text(seen));
    // One element holds both, so that the bar may have its own language and direction.
    let holder = element(Tag::Div, "").with(Attr::Lang, &pen.words.language).with(Attr::Dir, pen.words.direction());
    let mut drawn = holder.keyed("marks").child(mark);
    if open {
        let id = folded(Panel::Alerts, "");
        let mut panel = element(Tag::Section, "panel").keyed("alerts").with(Attr::Id, &id).with(Attr::AriaLabel, &name);
        for (place, alert) in alerts.iter().enumerate() {
            panel = panel.child(drawn_alert(pen, alert, "bar", place == 0));
        }
        drawn = drawn.child(panel);
    }
    vec![drawn.into()]
}

/// What has to be done now. It stands above the next page's button until it is done, and holds nothing back.
pub(super) fn immediate(pen: &Pen) -> Option<Element> {
    let mut panel = element(Tag::Section, "panel immediate").keyed("immediate");
    for alert in waiting(pen) {
        if alert.urgency == Urgency::Immediate {
            panel = panel.child(drawn_alert(pen, alert, "page", false));
        }
    }
    (!panel.children().is_empty()).then_some(panel)
}

fn lozenge(urgency: Urgency) -> Element {
    element(Tag::Mark, if urgency == Urgency::Immediate { "lozenge full" } else { "lozenge" })
}

/// One alert: what to do; why, only on request. `at` tells the two places apart where it may stand.
fn drawn_alert(pen: &Pen, alert: &Alert, at: &str, closes: bool) -> Element {
    let word = if alert.urgency == Urgency::Immediate { Word::ToDoNow } else { urgency(alert.urgency) };
    let title = element(Tag::H2, "").child(lozenge(alert.urgency)).child(pen.says(Tag::Span, "", word));
    let close = closes.then(|| button("link", Act::Escape, "", at).text(pen.word(Word::Close)));
    let which = [&*alert.id, ".", at].concat();
    let open = pen.is_open(Panel::Basis, &which);
    let row = element(Tag::Div, "pair")
        .child(button("plain small", Act::Done, &alert.id, at).text(pen.word(Word::Done)))
        .child(toggle("link", Panel::Basis, &which, open).text(pen.word(Word::Why)));
    element(Tag::Article, "")
        .keyed(&alert.id)
        .child(element(Tag::Div, "head").child(title).child_if(close))
        .child(pen.block_marked(Tag::Paragraph, "", alert.text))
        .child(row)
        .child_if(open.then(|| basis(pen, alert, &which)))
}

/// The answers an alert comes from, in words.
fn basis(pen: &Pen, alert: &Alert, which: &str) -> Element {
    let mut list = element(Tag::List, "");
    for place in &alert.reads {
        let Some(asked) = pen.of.asked(*place) else { continue };
        if !matches!(asked.standing, Standing::Given | Standing::Silent(_)) {
            continue;
        }
        let given = element(Tag::Span, "").with_all(pen.given(&asked));
        let said = pen.sentence(Word::MissingLine, &[asked.item], vec![("reason", given.into())]);
        list = list.child(element(Tag::Item, "").with_all(said));
    }
    let id = folded(Panel::Basis, which);
    element(Tag::Div, "quiet")
        .keyed("basis")
        .with(Attr::Id, &id)
        .child(pen.says(Tag::Paragraph, "", Word::WhyBasis))
        .child(list)
}
