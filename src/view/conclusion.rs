//! The worker's own conclusion beside the result. Nothing is preset; where it differs a reason is wanted, once.

use super::act::Act;
use super::field::written;
use super::node::{Attr, Element, Node, Tag, element};
use super::pen::{Pen, control, id};
use super::question::flaw_line;
use super::words::Word;
use crate::evaluation::State;
use crate::value::Conclusion;

/// The key of the reason among what holds the end: no item is called so.
pub(super) const REASON: &str = "";

/// What the worker concludes, and why.
pub(super) fn conclusion(pen: &Pen, state: &State) -> Element {
    let concluded = pen.of.session().concluded();
    let title = id(Act::Conclude.word(), "", "title");
    let list = element(Tag::Div, "ledger").keyed("choices").with(Attr::Role, "radiogroup");
    let list = Conclusion::ALL.iter().fold(list.with(Attr::AriaLabelledBy, &title), |list, told| {
        let chosen = concluded.conclusion == Some(*told);
        let input = control(Tag::Input, "", Act::Conclude, "", told.word())
            .with(Attr::Type, "radio")
            .with(Attr::Name, Act::Conclude.word())
            .with(Attr::Autocomplete, "off")
            .with_if(chosen, Attr::Checked, "");
        let row = element(Tag::Label, if chosen { "row on" } else { "row" }).keyed(told.word());
        list.child(row.child(input).child(pen.says(Tag::Span, "", word(*told))))
    });
    let differs = !matches!(concluded.conclusion, None | Some(Conclusion::Agrees));
    let review = state.needs_second_review(concluded.conclusion);
    element(Tag::Section, "closing")
        .keyed("conclusion")
        .child(pen.says(Tag::H2, "", Word::ConclusionTitle).with(Attr::Id, &title))
        .child(list)
        .child_if((differs || !concluded.reason.is_empty()).then(|| reason(pen, &concluded.reason)))
        .child_if(review.then(|| pen.says(Tag::Paragraph, "quiet", Word::SecondReview).keyed("review")))
}

pub(super) fn word(conclusion: Conclusion) -> Word {
    match conclusion {
        Conclusion::Agrees => Word::ConcludeAgrees,
        Conclusion::MoreSigns => Word::ConcludeMore,
        Conclusion::FewerSigns => Word::ConcludeFewer,
    }
}

/// The field of the reason.
fn reason(pen: &Pen, said: &str) -> Element {
    let held = pen.of.held_as(REASON);
    let wanted = held.is_some() && pen.of.session().concluded().wants_reason();
    let note = id("note", REASON, "");
    let flaw = id("flaw", REASON, "");
    let described = if wanted { [&*flaw, " ", &note].concat() } else { note.clone() };
    let field = written(Tag::Textarea, "", REASON, "", "text", 0, said).with(Attr::AriaDescribedBy, &described);
    let says = vec![Node::Text(pen.word(Word::ReasonWanted).to_owned())];
    element(Tag::Div, if wanted { "reason flawed" } else { "reason" })
        .keyed("reason")
        .child_if(held.map(|_| flaw_line(pen, &flaw, wanted, says)))
        .child(element(Tag::Label, "specify").child(pen.says(Tag::Span, "", Word::ReasonTitle)).child(field))
        .child(pen.says(Tag::Paragraph, "quiet", Word::ReasonNote).with(Attr::Id, &note))
}
