//! Items: ids, choices, consents, and when each applies.

use super::Maker;
use super::form::{Alert, Choice, Item, ItemKind, Part};
use super::names::{Known, place};
use crate::definition::{self as authored, Choices, ConsentItem, FormDefinition, Whose};
use crate::diagnostic::Code;
use crate::expression::{Atom, Condition, condition};
use crate::id::RESERVED;
use crate::value::{By, Consent, Reason, Scope};

/// Most items of a form, groups included.
const MOST_ITEMS: usize = 2000;

/// What the person may leave unanswered, and why.
const SAID: &[Reason] = &[Reason::Declined, Reason::DoesNotKnow, Reason::NotAsked, Reason::NotConveyed];
/// The same for what is observed.
const SEEN: &[Reason] = &[Reason::NotObservable, Reason::DoesNotKnow, Reason::NotAsked];
/// The same for a consent: declining one is refusing it.
const AGREED: &[Reason] = &[Reason::NotAsked, Reason::NotConveyed];

/// What the items come to.
pub(super) struct Asked {
    pub(super) items: Vec<Item>,
    pub(super) parts: Vec<Part>,
    pub(super) talk: Option<u16>,
}

/// Every item in document order, a group before what it holds.
pub(super) fn in_order(definition: &FormDefinition) -> Vec<&authored::Item> {
    let mut items = Vec::new();
    for item in &definition.items {
        items.push(item);
        if let authored::Item::Group(group) = item {
            items.extend(&group.items);
        }
    }
    items
}

impl Maker {
    /// Makes the items without their conditions, which need all names first.
    pub(super) fn items(&mut self, definition: &FormDefinition) -> Asked {
        let mut asked = Asked { items: Vec::new(), parts: Vec::new(), talk: None };
        for (name, list) in definition.choice_lists.iter() {
            self.at("choiceLists", |maker| {
                maker.unique(name, Code::DuplicateCode, list.iter().map(|choice| &*choice.code));
            });
        }
        self.each("items", &definition.items, |maker, item| {
            let authored::Item::Group(group) = item else {
                return maker.tell(Code::LooseItem, item.id());
            };
            let place = maker.add(definition, &mut asked, item, None);
            let inside = maker.each("items", &group.items, |maker, item| {
                if matches!(item, authored::Item::Group(_)) {
                    maker.tell(Code::NestedGroup, item.id());
                }
                maker.add(definition, &mut asked, item, Some(place))
            });
            asked.parts.push(Part { group: place, items: inside });
        });
        if asked.items.len() > MOST_ITEMS {
            self.at("items", |maker| maker.tell(Code::TooMany, &MOST_ITEMS.to_string()));
        }
        asked
    }

    fn add(
        &mut self,
        definition: &FormDefinition,
        asked: &mut Asked,
        item: &authored::Item,
        group: Option<u16>,
    ) -> u16 {
        let id = item.id();
        if asked.items.iter().any(|known| *known.id == **id) {
            self.tell(Code::DuplicateId, id);
        }
        if RESERVED.contains(&&**id) {
            self.tell(Code::ReservedName, id);
        }
        let mut made = self.item(definition, item);
        made.group = group;
        let here = u16::try_from(asked.items.len()).unwrap_or(u16::MAX);
        if let authored::Item::Consent(consent) = item {
            self.consent(consent, here, asked, group, definition);
        }
        made.behind_consent = self.behind_consent(&made, here, asked, definition);
        asked.items.push(made);
        here
    }

    fn item(&mut self, definition: &FormDefinition, item: &authored::Item) -> Item {
        let id = item.id();
        let key = |name: &str| [id, ".", name].concat();
        let mut option =
            |name: &str, text: &Option<authored::Text>| text.as_ref().map(|text| self.texts.add(&key(name), text));
        let (short, guidance, recipient) = match item {
            authored::Item::Single(item) => (option("short", &item.short), option("guidance", &item.guidance), None),
            authored::Item::Consent(item) => {
                (option("short", &item.short), option("guidance", &item.guidance), option("recipient", &item.recipient))
            }
            _ => (None, None, None),
        };
        let (kind, by, text, required) = match item {
            authored::Item::Group(item) => (ItemKind::Group, By::Worker, self.text(&key("title"), &item.title), false),
            authored::Item::Display(item) => (ItemKind::Display, item.by, self.text(&key("text"), &item.text), false),
            authored::Item::Single(item) => {
                (ItemKind::Single, item.by, self.text(&key("text"), &item.text), item.required)
            }
            authored::Item::Consent(item) => {
                (ItemKind::Consent(item.scope), By::Person, self.text(&key("text"), &item.text), item.required)
            }
        };
        let choices = match item {
            authored::Item::Single(item) => self.choices(definition, item),
            authored::Item::Consent(_) => {
                Consent::WORDS.iter().map(|code| Choice { code: (*code).into(), text: None }).collect()
            }
            _ => Vec::new(),
        };
        let when_missing = match item {
            authored::Item::Single(single) => single.when_missing.as_ref().and_then(|code| {
                let place = place(&choices, |choice| *choice.code == **code);
                if place.is_none() {
                    self.at("whenMissing", |maker| maker.tell(Code::BadFallback, code));
                }
                place
            }),
            _ => None,
        };
        Item {
            id: (**id).into(),
            kind,
            by,
            group: None,
            text,
            short,
            guidance,
            recipient,
            required,
            essential: matches!(item, authored::Item::Group(group) if group.essential),
            choices,
            reasons: match (kind, by) {
                (ItemKind::Consent(_), _) => AGREED,
                (_, By::Observer) => SEEN,
                _ => SAID,
            },
            relevant: None,
            when_missing,
            guardians: matches!(item, authored::Item::Consent(consent) if consent.of == Some(Whose::Guardian)),
            behind_consent: false,
        }
    }

    fn choices(&mut self, definition: &FormDefinition, item: &authored::Single) -> Vec<Choice> {
        let (list, prefix) = match &item.choices {
            Choices::Own(list) => (list, [&*item.id, ".choices."].concat()),
            Choices::Named(name) => {
                let Some(list) = definition.choice_lists.get(name) else {
                    self.at("choices", |maker| maker.tell(Code::UnknownName, name));
                    return Vec::new();
                };
                (list, ["choiceLists.", name, "."].concat())
            }
        };
        if let Choices::Own(_) = item.choices {
            self.unique("choices", Code::DuplicateCode, list.iter().map(|choice| &*choice.code));
        }
        if list.len() < 2 {
            self.at("choices", |maker| maker.tell(Code::TooFewChoices, &item.id));
        }
        let choice = |choice: &authored::Choice| Choice {
            code: (*choice.code).into(),
            text: Some(self.texts.add(&[&prefix, &*choice.code, ".text"].concat(), &choice.text)),
        };
        list.iter().map(choice).collect()
    }

    fn consent(
        &mut self,
        consent: &ConsentItem,
        here: u16,
        asked: &mut Asked,
        group: Option<u16>,
        definition: &FormDefinition,
    ) {
        if consent.recipient.is_some() != (consent.scope == Scope::Share) {
            self.tell(Code::Recipient, "");
        }
        if consent.scope != Scope::Talk || consent.of == Some(Whose::Guardian) {
            return;
        }
        let group = group.and_then(|group| in_order(definition).get(usize::from(group)).copied());
        let conditional = matches!(group, Some(authored::Item::Group(group)) if group.relevant.is_some());
        if conditional || consent.relevant.is_some() {
            self.tell(Code::ConditionalConsent, "");
        }
        if asked.talk.is_some() {
            self.tell(Code::TwoConsents, &consent.id);
        }
        asked.talk = asked.talk.or(Some(here));
    }

    /// Whether the item waits for the person's consent to talk; told where it comes before that.
    fn behind_consent(&mut self, made: &Item, here: u16, asked: &Asked, definition: &FormDefinition) -> bool {
        if made.by != By::Person || made.guardians || asked.talk == Some(here) {
            return false;
        }
        if asked.talk.is_none() && made.kind != ItemKind::Display {
            let later = in_order(definition).into_iter().any(|item| {
                matches!(item, authored::Item::Consent(consent)
                    if consent.scope == Scope::Talk && consent.of != Some(Whose::Guardian))
            });
            self.tell(if later { Code::BeforeConsent } else { Code::NoConsent }, &made.id);
        }
        asked.talk.is_some()
    }

    /// Reads when each item applies.
    pub(super) fn relevance(&mut self, definition: &FormDefinition, known: &Known<'_>, items: &mut [Item]) {
        let mut made = items.iter_mut();
        self.each("items", &definition.items, |maker, item| {
            let mut own = |maker: &mut Self, item: &authored::Item| {
                let relevant = match item {
                    authored::Item::Group(item) => item.relevant.as_ref(),
                    authored::Item::Display(item) => item.relevant.as_ref(),
                    authored::Item::Single(item) => item.relevant.as_ref(),
                    authored::Item::Consent(item) => item.relevant.as_ref(),
                };
                let relevant = relevant.and_then(|text| maker.condition("relevant", text, known));
                if let Some(made) = made.next() {
                    made.relevant = relevant;
                }
            };
            if let authored::Item::Group(group) = item {
                own(maker, item);
                maker.each("items", &group.items, own);
            }
        });
    }

    /// Reads a condition under a key.
    pub(super) fn condition(&mut self, key: &str, text: &str, known: &Known<'_>) -> Option<Condition> {
        self.at(key, |maker| condition(text, known, &maker.pointer, &mut maker.found))
    }

    /// A guardian's refusal must be seen by an alert: the guardian may be the exploiter.
    pub(super) fn guardians(&mut self, items: &[Item], alerts: &[Alert]) {
        for (item, here) in items.iter().zip(0_u16..) {
            let refused = item.choice(Consent::Refused.word());
            let seen = alerts.iter().any(|alert| {
                let mut seen = false;
                alert.when.atoms(&mut |atom| {
                    seen |= matches!(atom, Atom::Choice { item, choices }
                        if *item == here && refused.is_some_and(|refused| choices.contains(&refused)));
                });
                seen
            });
            if item.guardians && !seen {
                self.at("alerts", |maker| maker.tell(Code::GuardianWithoutAlert, &item.id));
            }
        }
    }
}
