//! The services on paper: a few of them, for every need one before any has two.

use super::sheet::Sheet;
use super::words::PaperWord;
use crate::form::{Service, Services};
use crate::view::node::{Attr, Element, Node, Tag, element};
use crate::view::rows::BETWEEN;
use crate::view::services::{List, checked_on, is_old};
use crate::view::words::Word;

/// Most services that are named; the others are counted.
const MOST: usize = 6;

/// A service and the list it stands in.
type Listed<'s> = (&'s Services, &'s Service);

/// The services of some kinds, the most urgent kind first.
pub(super) fn services(sheet: &Sheet, kinds: &[&str]) -> Option<Element> {
    let found = in_turn(sheet.pen.of.services(), kinds);
    let named = found.get(..MOST).unwrap_or(&found);
    let mut list = element(Tag::Div, "listed");
    for (of, service) in named {
        list = list.child(line(sheet, &List::new(&sheet.pen, of), service));
    }
    let rest = found.len() - named.len();
    let more = vec![("n", vec![Node::Text(rest.to_string())])];
    let more =
        (rest > 0).then(|| element(Tag::Paragraph, "quiet").with_all(sheet.sentence(PaperWord::MoreServices, more)));
    let unconfirmed = named.iter().any(|(_, service)| !service.verified);
    let unconfirmed = unconfirmed.then(|| sheet.shared(Tag::Paragraph, "quiet", Word::ServiceUnverified));
    let drawn = element(Tag::Section, "").child(sheet.title(PaperWord::Services)).child(list);
    (!named.is_empty()).then(|| drawn.child_if(more).child_if(unconfirmed))
}

/// Everything of these kinds, each kind in its turn; of a kind, what can be called comes first.
pub(super) fn in_turn<'s>(lists: &'s [Services], kinds: &[&str]) -> Vec<Listed<'s>> {
    let mut found: Vec<Listed> = Vec::new();
    loop {
        let before = found.len();
        for kind in kinds {
            let of_kind = || lists.iter().flat_map(|of| of.of_kind(kind).map(move |service| (of, service)));
            let left = |(_, service): &Listed| found.iter().all(|(_, known)| !core::ptr::eq(*known, *service));
            let phoned = of_kind().find(|listed| left(listed) && !listed.1.phones.is_empty());
            found.extend(phoned.or_else(|| of_kind().find(left)));
        }
        if found.len() == before {
            return found;
        }
    }
}

/// Its name and place; its numbers, and when it was checked.
fn line(sheet: &Sheet, list: &List, service: &Service) -> Element {
    let name = element(Tag::Bold, "").child(list.text(service.name));
    let mut line = element(Tag::Paragraph, "").child(name);
    if let Some(place) = service.place {
        line = line.text(BETWEEN).child(list.text(place));
    }
    let mut facts = element(Tag::Span, "facts");
    for phone in &service.phones {
        facts = facts.child(element(Tag::Bdi, "").with(Attr::Dir, "ltr").text(phone)).text(BETWEEN);
    }
    facts = facts.with_all(checked_on(&sheet.pen, service));
    let old = is_old(&sheet.pen, service);
    let facts = if old { facts.text(". ").text(sheet.pen.word(Word::CheckedLongAgo)) } else { facts };
    line.child(facts)
}
