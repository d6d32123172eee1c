//! Services that can help: those of the kinds that what is to be done names, those whose name can be taken for an answer, and the
//! urgent ones of every page.

use super::Panel;
use super::asked::Asked;
use super::date::spoken;
use super::field::taken;
use super::frame::panel;
use super::node::{Attr, Element, Node, Tag, element};
use super::pen::Pen;
use super::question::heading;
use super::rows::BETWEEN;
use super::word_list::Piece;
use super::words::Word;
use crate::form::{Service, Services, TextId};
use crate::value::Calendar;

/// What stands before the id of a service whose name is taken.
pub(super) const SERVICE: &str = "service";

/// After so many days what was checked is old.
const OLD: i32 = 180;

/// Writes texts of a list of services.
pub(super) struct List<'i> {
    pen: &'i Pen<'i>,
    of: &'i Services,
    language: usize,
}

impl<'i> List<'i> {
    pub(super) fn new(pen: &'i Pen<'i>, of: &'i Services) -> Self {
        Self { pen, of, language: of.language(&pen.words.language).unwrap_or(usize::MAX) }
    }

    pub(super) fn text(&self, text: TextId) -> Node {
        let shown = self.of.text(text, self.language);
        if shown.language == self.pen.words.language {
            return Node::Text(shown.text.to_owned());
        }
        self.pen.tongue(element(Tag::Span, ""), shown.language).text(shown.text).into()
    }

    /// One service: its name, what it is for and where, when and in which languages, numbers, how it is known.
    fn card(&self, service: &Service) -> Element {
        let mut facts = Vec::new();
        for kind in &service.kinds {
            facts.extend(self.of.kinds.get(usize::from(*kind)).map(|kind| self.text(kind.text)));
        }
        facts.extend(service.place.map(|place| self.text(place)));
        let mut open: Vec<_> = service.hours.map(|hours| self.text(hours)).into_iter().collect();
        open.extend(service.languages.iter().map(|tag| Node::Text(self.pen.words.tongue(tag).to_owned())));
        let mut card = element(Tag::Article, "service")
            .keyed(&service.id)
            .child(element(Tag::H3, "").child(self.text(service.name)))
            .child_if(line(facts))
            .child_if(line(open));
        for phone in &service.phones {
            card = card.child(element(Tag::Paragraph, "phone").child(number(phone)));
        }
        card.child(self.checked(service))
    }

    /// When it was last compared with its source, and whether that is long ago.
    fn checked(&self, service: &Service) -> Element {
        let pen = self.pen;
        let said = element(Tag::Paragraph, "quiet");
        let said = said.with_all(checked_on(pen, service));
        let old = is_old(pen, service);
        let said = if old { said.text(". ").child(pen.says(Tag::Span, "care", Word::CheckedLongAgo)) } else { said };
        // What is old ends with its sentence.
        let ends = if old { " " } else { ". " };
        if service.verified { said } else { said.text(ends).text(pen.word(Word::ServiceUnverified)) }
    }
}

/// Whether it was checked long ago.
pub(super) fn is_old(pen: &Pen, service: &Service) -> bool {
    let today = pen.of.session().today();
    service.checked_on.is_some_and(|day| today.number() - day.number() > OLD)
}

/// When a service was last compared with its source.
pub(super) fn checked_on(pen: &Pen, service: &Service) -> Vec<Node> {
    let Some(day) = service.checked_on else { return vec![Node::Text(pen.word(Word::NotChecked).to_owned())] };
    let mut said = Vec::new();
    pen.words.pieces(Word::CheckedOn, &mut |piece| {
        said.push(Node::Text(match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Gap(_) => spoken(pen.words, &day.to_string(), Calendar::Gregorian).unwrap_or_default(),
        }));
    });
    said
}

/// A number to call, which reads from left to right in every language.
fn number(phone: &str) -> Element {
    element(Tag::Bdi, "").with(Attr::Dir, "ltr").text(&phone.replace(' ', "\u{a0}"))
}

/// Facts in a line.
fn line(facts: Vec<Node>) -> Option<Element> {
    let mut line = element(Tag::Paragraph, "quiet");
    for (place, fact) in facts.into_iter().enumerate() {
        line = line.text(if place > 0 { BETWEEN } else { "" }).child(fact);
    }
    (!line.children().is_empty()).then_some(line)
}

/// The services of some kinds, in the order of their list.
pub(super) fn services(pen: &Pen, kinds: &[&str]) -> Option<Element> {
    let mut drawn =
        element(Tag::Section, "services").keyed("services").child(pen.says(Tag::H2, "", Word::ServicesTitle));
    for (list, service) in of_kinds(pen, &mut |known| kinds.contains(&known)) {
        drawn = drawn.child(list.card(service));
    }
    (drawn.children().len() > 1).then_some(drawn)
}

/// The services that are wanted, with the list that each stands in.
fn all<'i>(pen: &'i Pen<'i>, wanted: &mut dyn FnMut(&Services, &Service) -> bool) -> Vec<(List<'i>, &'i Service)> {
    let mut found = Vec::new();
    for of in pen.of.services() {
        for service in of.services.iter().filter(|service| wanted(of, service)) {
            found.push((List::new(pen, of), service));
        }
    }
    found
}

/// The services of some kinds.
fn of_kinds<'i>(pen: &'i Pen<'i>, wanted: &mut dyn FnMut(&str) -> bool) -> Vec<(List<'i>, &'i Service)> {
    all(pen, &mut |of, service| {
        let mut kinds = service.kinds.iter().filter_map(|kind| of.kinds.get(usize::from(*kind)));
        kinds.any(|kind| wanted(&kind.id))
    })
}

/// The services that a question names kinds of, to take the name of one instead of writing it.
pub(super) fn offered(pen: &Pen, asked: &Asked) -> Option<Element> {
    let item = asked.item;
    let mut list = element(Tag::Div, "ledger")
        .keyed("offered")
        .with(Attr::Role, "radiogroup")
        .with(Attr::AriaLabelledBy, &heading(&asked.key));
    let mut verified = true;
    for (of, service) in of_kinds(pen, &mut |kind| item.services.iter().any(|known| **known == *kind)) {
        let mut facts: Vec<_> = service.place.map(|place| of.text(place)).into_iter().collect();
        facts.extend(service.phones.iter().map(|phone| number(phone).into()));
        verified &= service.verified;
        let says = element(Tag::Span, "").child(of.text(service.name)).child_if(line(facts));
        // It stays taken in another language.
        let on = (0..of.of.languages.len()).any(|language| name(of.of, service, language) == asked.entered());
        list = list.child(taken(asked, SERVICE, &service.id, on, says));
    }
    let unsure = (!verified).then(|| pen.says(Tag::Paragraph, "quiet", Word::ServiceUnverified));
    (!list.children().is_empty()).then(|| element(Tag::Div, "services").keyed("services").child(list).child_if(unsure))
}

/// What is written where a service is taken, by its id: one name may stand at several places.
pub(super) fn called(lists: &[Services], language: &str, taken: &str) -> Option<String> {
    lists.iter().find_map(|of| {
        let service = of.services.iter().find(|service| *service.id == *taken)?;
        Some(name(of, service, of.language(language).unwrap_or(usize::MAX)))
    })
}

fn name(of: &Services, service: &Service, language: usize) -> String {
    let mut name = of.text(service.name, language).text.to_owned();
    if let Some(place) = service.place {
        name.push_str(BETWEEN);
        name.push_str(of.text(place, language).text);
    }
    name
}

/// The urgent services, whatever was answered.
pub(super) fn urgent(pen: &Pen) -> Element {
    let mut drawn = panel(pen, Panel::Urgent, Word::UrgentHelp);
    let head = drawn.children().len();
    for (list, service) in all(pen, &mut |_, service| service.urgent) {
        drawn = drawn.child(list.card(service));
    }
    if drawn.children().len() > head { drawn } else { drawn.child(pen.says(Tag::Paragraph, "", Word::UrgentHelpNone)) }
}
