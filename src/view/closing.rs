//! What stands before the end: consents per recipient, nothing preset; exactly what leaves; the end, asked once more.

use super::Panel;
use super::act::Act;
use super::asked::{Asked, Standing};
use super::interview::Interview;
use super::node::{Attr, Element, Node, Tag, element};
use super::page::shown_of;
use super::pen::{Pen, folded, toggle};
use super::question::question;
use super::screen::summary;
use super::words::Word;
use crate::response::Extent;
use crate::value::ItemType;

impl Interview {
    /// The consents that are asked beside the result.
    pub(super) fn closing(&self) -> Vec<Asked<'_>> {
        shown_of(self, self.form().closing.as_ref().map_or(&[], |part| &part.items))
    }

    /// Whether an item is one of them.
    pub(super) fn is_closing(&self, item: u16) -> bool {
        self.form().closing.as_ref().is_some_and(|part| part.items.contains(&item))
    }
}

/// Whether each recipient may know.
pub(super) fn consents(pen: &Pen) -> Option<Element> {
    let asked = pen.of.closing();
    let title = pen.of.form().closing.as_ref().and_then(|part| pen.of.form().item(part.group))?;
    let mut drawn = element(Tag::Section, "closing").keyed("consents").child(pen.block(Tag::H2, "", title.text));
    for one in &asked {
        let name = one.item.recipient.or(one.item.short).map(|name| pen.block(Tag::H3, "", name));
        drawn = drawn.child(element(Tag::Div, "agree").keyed(&one.key).child_if(name).child(question(pen, one, false)));
    }
    (!asked.is_empty()).then_some(drawn)
}

/// What is handed over at the end, and nothing else.
pub(super) fn leaving(pen: &Pen) -> Element {
    let session = pen.of.session();
    let mut list = element(Tag::List, "");
    let mut leaves = |nodes: Vec<Node>| {
        list = core::mem::replace(&mut list, element(Tag::List, "")).child(element(Tag::Item, "").with_all(nodes));
    };
    let mut say = |word| leaves(vec![Node::Text(pen.word(word).to_owned())]);
    match pen.of.extent() {
        Extent::Full => {
            say(Word::LeavingAnswers);
            say(Word::LeavingResult);
            if session.concluded().conclusion.is_some() {
                say(Word::LeavingConclusion);
            }
        }
        Extent::Alerts => {
            say(Word::LeavingClass);
            say(Word::LeavingAlerts);
        }
        Extent::Class => say(Word::LeavingClass),
    }
    for (place, item) in (0..).zip(&pen.of.form().items) {
        let given = |asked: &Asked| matches!(asked.standing, Standing::Given | Standing::Silent(_));
        if item.kind == ItemType::Consent
            && let Some(asked) = pen.of.asked(place).filter(given)
        {
            let said = element(Tag::Span, "").with_all(pen.given(&asked));
            leaves(pen.sentence(Word::LeavingConsent, &[item], vec![("reason", said.into())]));
        }
    }
    element(Tag::Div, "guidance leaving")
        .keyed("leaving")
        .child(pen.says(Tag::H2, "", Word::LeavingTitle))
        .child(list)
        .child(pen.says(Tag::Paragraph, "", Word::LeavingNothingElse))
}

/// The result on paper: only on purpose, and only after what paper does is said.
pub(super) fn print(pen: &Pen) -> Element {
    let open = pen.is_open(Panel::Print, "");
    let button = |class| toggle(class, Panel::Print, "", open);
    let drawn = element(Tag::Div, "").keyed("print");
    if !open {
        return drawn.child(element(Tag::Div, "centred").child(button("link calm").text(pen.word(Word::Print))));
    }
    let row = element(Tag::Div, "foot").child(button("plain").text(pen.word(Word::Close))).child(pen.press(
        "strong",
        Act::Print,
        Word::PrintNow,
    ));
    let panel = element(Tag::Div, "panel").with(Attr::Id, &folded(Panel::Print, ""));
    drawn.child(panel.child(pen.says(Tag::Paragraph, "", Word::PrintWarning)).child(row))
}

/// The end asks once more, in place. What holds it is said above it, and can be passed.
pub(super) fn finish(pen: &Pen, page: Element) -> Element {
    let page = page.child_if(summary(pen));
    let button = |class, open| toggle(class, Panel::Finish, "", open);
    if pen.is_open(Panel::Finish, "") {
        let row = element(Tag::Div, "foot")
            .child(button("plain", true).text(pen.word(Word::FinishNo)))
            .child(pen.press("strong", Act::Finish, Word::FinishYes));
        let panel = element(Tag::Div, "panel").keyed("finish").with(Attr::Id, &folded(Panel::Finish, ""));
        return page.child(panel.child(pen.says(Tag::Paragraph, "", Word::FinishConfirm)).child(row));
    }
    let ask = button("strong whole", false).text(pen.word(Word::Finish));
    let passed = (!pen.of.held().is_empty()).then(|| pen.press("link calm", Act::Without, Word::ContinueWithout));
    page.child(element(Tag::Div, "").keyed("finish").child(ask))
        .child_if(passed.map(|passed| element(Tag::Div, "centred").keyed("without").child(passed)))
}
