//! Items: ids, choices, consents, and when each applies.

use super::Maker;
use super::names::{Known, place};
use crate::definition::{self as authored, Choices, FormDefinition, ItemType, MatrixRow, Text, Whose};
use crate::diagnostic::Code;
use crate::expression::{Atom, Cell, Condition, Day, Names, Read, Scope as Place, condition, value};
use crate::form::{Age, Choice, Item, Part, Repeat};
use crate::id::{Index, RESERVED};
use crate::value::{By, Calendar, Consent, Date, Reason, Scope};

/// Most items of a form, groups included.
const MOST_ITEMS: usize = 2000;
/// Most choices of one question.
const MOST_CHOICES: usize = 500;
/// Most rows of a repeat.
const MOST_ROWS: u32 = 50;
/// Most characters of a text that is answered, where nothing else is said.
const MOST_LETTERS: u32 = 1000;

/// What the person may leave unanswered, and why.
const SAID: &[Reason] = &[Reason::Declined, Reason::DoesNotKnow, Reason::NotAsked, Reason::NotConveyed];
/// The same for what is observed.
const SEEN: &[Reason] = &[Reason::NotObservable, Reason::DoesNotKnow, Reason::NotAsked];
/// The same for a consent: declining one is refusing it.
const AGREED: &[Reason] = &[Reason::NotAsked, Reason::NotConveyed];

/// An item as it is authored, and where it stands; a row of a matrix is an item of its own.
pub(super) struct Slot<'d> {
    pub(super) item: &'d authored::Item,
    row: Option<&'d MatrixRow>,
    pub(super) parent: Option<u16>,
    pub(super) repeat: Option<u16>,
    pub(super) codes: Vec<&'d str>,
    pub(super) pointer: String,
}

impl<'d> Slot<'d> {
    pub(super) fn id(&self) -> &'d str {
        self.row.map_or(&self.item.id, |row| &row.id)
    }

    pub(super) fn kind(&self) -> ItemType {
        if self.row.is_some() { ItemType::Single } else { self.item.r#type }
    }

    pub(super) fn relevant(&self) -> Option<&'d authored::Expression> {
        self.row.map_or(self.item.relevant.as_ref(), |row| row.relevant.as_ref())
    }

    /// The matrix it is a row of.
    pub(super) fn matrix(&self) -> Option<u16> {
        self.parent.filter(|_| self.row.is_some())
    }

    /// Whether it is the consent of the person to talk.
    fn is_talk(&self) -> bool {
        let item = self.item;
        item.r#type == ItemType::Consent && item.scope == Scope::Talk && item.of != Some(Whose::Guardian)
    }
}

/// The list that the choices of an item are, if there is one.
fn choices<'d>(definition: &'d FormDefinition, item: &'d authored::Item) -> Option<&'d [authored::Choice]> {
    match &item.choices {
        Choices::Own(list) => Some(list),
        Choices::Named(name) => definition.choice_lists.get(name).map(|list| &**list),
    }
}

/// Every item in document order, a group before what it holds.
pub(super) fn slots(definition: &FormDefinition) -> Vec<Slot<'_>> {
    fn add<'d>(
        slots: &mut Vec<Slot<'d>>,
        definition: &'d FormDefinition,
        item: &'d authored::Item,
        parent: Option<u16>,
        repeat: Option<u16>,
        pointer: &str,
    ) {
        let here = u16::try_from(slots.len()).ok();
        let inner = |key: &str, place: usize| [pointer, key, &place.to_string()].concat();
        let codes = match item.r#type {
            ItemType::Consent => Consent::WORDS.to_vec(),
            ItemType::Matrix => Vec::new(),
            _ => choices(definition, item).unwrap_or_default().iter().map(|choice| &*choice.code).collect(),
        };
        slots.push(Slot { item, row: None, parent, repeat, codes, pointer: pointer.to_owned() });
        for (place, row) in item.rows.0.iter().enumerate() {
            let codes = choices(definition, item).unwrap_or_default().iter().map(|choice| &*choice.code).collect();
            slots.push(Slot { item, row: Some(row), parent: here, repeat, codes, pointer: inner("/rows/", place) });
        }
        let deeper = parent.is_none() || item.r#type == ItemType::Repeat && repeat.is_none();
        for (place, inside) in item.items.iter().enumerate().filter(|_| deeper) {
            let repeat = here.filter(|_| item.r#type == ItemType::Repeat);
            add(slots, definition, inside, here, repeat, &inner("/items/", place));
        }
    }
    let mut slots = Vec::new();
    for (place, item) in definition.items.iter().enumerate() {
        add(&mut slots, definition, item, None, None, &["/items/", &*place.to_string()].concat());
    }
    slots
}

/// What the items come to.
pub(super) struct Asked {
    pub(super) items: Vec<Item>,
    pub(super) ids: Index,
    pub(super) parts: Vec<Part>,
    pub(super) closing: Option<Part>,
    pub(super) repeats: Vec<Repeat>,
    pub(super) talk: Option<u16>,
}

impl Maker {
    /// Makes the items without their expressions, which need all names first.
    pub(super) fn items(&mut self, definition: &FormDefinition, slots: &[Slot<'_>]) -> Asked {
        let mut asked = Asked {
            items: Vec::new(),
            ids: Index::default(),
            parts: Vec::new(),
            closing: None,
            repeats: Vec::new(),
            talk: None,
        };
        for (name, list) in definition.choice_lists.iter() {
            self.at("choiceLists", |maker| maker.at(name, |maker| maker.codes(list)));
        }
        let asks_later = slots.iter().any(Slot::is_talk);
        for (here, slot) in (0..).zip(slots) {
            self.within(&slot.pointer, |maker| maker.add(definition, &mut asked, slots, slot, here, asks_later));
        }
        if slots.len() > MOST_ITEMS {
            self.at("items", |maker| maker.tell(Code::TooMany, &MOST_ITEMS.to_string()));
        }
        if definition.items.last().is_some_and(|group| group.closing) {
            asked.closing = asked.parts.pop();
        }
        asked
    }

    fn add(
        &mut self,
        definition: &FormDefinition,
        asked: &mut Asked,
        slots: &[Slot<'_>],
        slot: &Slot<'_>,
        here: u16,
        asks_later: bool,
    ) {
        let (id, kind) = (slot.id(), slot.kind());
        if asked.ids.add(id).is_err() {
            self.tell(Code::DuplicateId, id);
        }
        if RESERVED.contains(&id) {
            self.tell(Code::ReservedName, id);
        }
        let parent = slot.parent.and_then(|parent| asked.items.get(usize::from(parent)));
        match (parent.map(|parent| parent.kind), kind) {
            (None, ItemType::Group) => asked.parts.push(Part { group: here, items: Vec::new() }),
            (None, _) => self.tell(Code::LooseItem, id),
            (Some(ItemType::Group), ItemType::Group) => self.tell(Code::NestedGroup, id),
            (
                Some(ItemType::Repeat),
                ItemType::Group | ItemType::Repeat | ItemType::Matrix | ItemType::Consent | ItemType::Display,
            ) => self.tell(Code::NotInRows, id),
            _ => {}
        }
        self.closing(definition, slot, slots);
        if let Some(part) = asked.parts.last_mut().filter(|_| parent.is_some() && slot.repeat.is_none()) {
            part.items.push(here);
        }
        match asked.repeats.last_mut().filter(|repeat| slot.repeat == Some(repeat.item)) {
            Some(repeat) => repeat.length += 1,
            None if kind == ItemType::Repeat => {
                if slot.item.items.is_empty() {
                    self.at("items", |maker| maker.tell(Code::EmptyList, ""));
                }
                asked.repeats.push(Repeat { item: here, length: 0, order: Vec::new() });
            }
            None => {}
        }
        let mut made = self.item(definition, slot);
        if slot.is_talk() {
            self.talk(slot, slots);
            if asked.talk.is_some() {
                self.tell(Code::TwoConsents, id);
            }
            asked.talk = asked.talk.or(Some(here));
        }
        made.behind_consent = self.behind_consent(&made, here, asked, asks_later);
        asked.items.push(made);
    }

    fn item(&mut self, definition: &FormDefinition, slot: &Slot<'_>) -> Item {
        let (item, kind, id) = (slot.item, slot.kind(), slot.id());
        let mut add = |name: &str, text: &Text| self.texts.add(&[id, ".", name].concat(), text);
        let text = match (slot.row, kind) {
            (Some(row), _) => add("text", &row.text),
            (None, ItemType::Group) => add("title", &item.title),
            (None, ItemType::Calculate) => add("short", item.short.as_ref().unwrap_or(&item.text)),
            (None, _) => add("text", &item.text),
        };
        let (own_short, own_guidance) =
            slot.row.map_or((&item.short, &item.guidance), |row| (&row.short, &row.guidance));
        let mut option = |name: &str, text: &Option<Text>| text.as_ref().map(|text| add(name, text));
        let (short, guidance) = (option("short", own_short), option("guidance", own_guidance));
        let recipient = option("recipient", &item.recipient);
        let unit = option("unit", &item.unit);
        let constraint_text = option("constraintText", &item.constraint_text);
        let more = (kind == ItemType::Repeat).then(|| add("more", &item.more));
        let by = match kind {
            ItemType::Group | ItemType::Calculate => By::Worker,
            ItemType::Consent => By::Person,
            _ => item.by,
        };
        let choices = self.choices(definition, slot);
        let fallback = slot.row.map_or(&item.when_missing, |row| &row.when_missing);
        let when_missing = fallback.as_ref().and_then(|code| {
            let place = place(&choices, |choice| *choice.code == **code);
            let offered = |choice: &authored::Choice| *choice.code == **code && choice.relevant.is_none();
            if !self::choices(definition, item).is_some_and(|list| list.iter().any(offered)) {
                self.at("whenMissing", |maker| maker.tell(Code::BadFallback, code));
            }
            place
        });
        let usual = match (kind, by) {
            (ItemType::Consent, _) => AGREED,
            (_, By::Observer) => SEEN,
            _ => SAID,
        };
        if kind == ItemType::Consent {
            if item.recipient.is_some() != (item.scope == Scope::Share) {
                self.tell(Code::Recipient, "");
            }
            if item.reasons.iter().flatten().any(|reason| !AGREED.contains(reason)) {
                self.at("reasons", |maker| maker.tell(Code::ConsentReason, ""));
            }
        }
        if item.min.zip(item.max).is_some_and(|(min, max)| min.0 > max.0) {
            self.at("max", |maker| maker.tell(Code::EmptyRange, id));
        }
        if item.at_most.is_some_and(|most| most > MOST_ROWS) {
            self.at("atMost", |maker| maker.tell(Code::TooMany, &MOST_ROWS.to_string()));
        }
        if item.at_most == Some(0) || item.max_length == Some(0) {
            self.tell(Code::EmptyRange, id);
        }
        if item.constraint.is_some() != item.constraint_text.is_some() {
            self.tell(Code::ConstraintText, id);
        }
        let day = |day: &authored::Day| Date::parse(day).map_or(Day::Today, Day::Literal);
        Item {
            id: id.into(),
            kind,
            by,
            parent: slot.parent,
            repeat: slot.repeat,
            text,
            short,
            guidance,
            recipient,
            more,
            unit,
            constraint_text,
            required: slot.row.map_or(item.required, |row| row.required),
            essential: item.essential,
            choices,
            reasons: item.reasons.as_deref().unwrap_or(usual).to_vec(),
            relevant: None,
            constraint: None,
            value: None,
            when_missing,
            min: item.min.map(|min| min.0),
            max: item.max.map(|max| max.0),
            earliest: item.earliest.as_ref().map(day),
            latest: item.latest.as_ref().map(day),
            partial: item.partial,
            calendars: item
                .calendars
                .as_ref()
                .map_or_else(|| vec![Calendar::Gregorian], |calendars| calendars.0.clone()),
            most: match kind {
                ItemType::Repeat => item.at_most.unwrap_or(MOST_ROWS).min(MOST_ROWS),
                _ => item.max_length.unwrap_or(MOST_LETTERS),
            },
            services: self.services(&item.services),
            scope: (kind == ItemType::Consent).then_some(item.scope),
            guardians: item.of == Some(Whose::Guardian),
            behind_consent: false,
        }
    }

    fn codes(&mut self, list: &[authored::Choice]) {
        let mut codes = Index::default();
        for (place, choice) in list.iter().enumerate() {
            if codes.add(&choice.code).is_err() {
                self.at(&place.to_string(), |maker| maker.tell(Code::DuplicateCode, &choice.code));
            }
        }
        if list.len() > MOST_CHOICES {
            self.tell(Code::TooMany, &MOST_CHOICES.to_string());
        }
    }

    /// The choices of an item; those of a matrix are checked with the matrix.
    fn choices(&mut self, definition: &FormDefinition, slot: &Slot<'_>) -> Vec<Choice> {
        let item = slot.item;
        let consents = Consent::WORDS;
        if item.r#type == ItemType::Consent {
            let choice = |code: &&str| Choice {
                code: (*code).into(),
                text: None,
                weight: None,
                relevant: None,
                exclusive: false,
                // Why it is not required is said in words.
                specify: *code == Consent::NotRequired.word(),
            };
            return consents.iter().map(choice).collect();
        }
        if !matches!(item.r#type, ItemType::Single | ItemType::Multiple | ItemType::Matrix) {
            return Vec::new();
        }
        let prefix = match &item.choices {
            Choices::Own(_) => [&*item.id, ".choices."].concat(),
            Choices::Named(name) => ["choiceLists.", name, "."].concat(),
        };
        let list = choices(definition, item);
        if slot.row.is_none() {
            self.at("choices", |maker| match (&item.choices, list) {
                (Choices::Named(name), None) => maker.tell(Code::UnknownName, name),
                (choices, Some(list)) => {
                    if let Choices::Own(list) = choices {
                        maker.codes(list);
                    }
                    if list.len() < 2 {
                        maker.tell(Code::TooFewChoices, &item.id);
                    }
                    if item.r#type != ItemType::Multiple && list.iter().any(|choice| choice.exclusive) {
                        maker.tell(Code::ExclusiveAlone, &item.id);
                    }
                }
                _ => {}
            });
        }
        if item.r#type == ItemType::Matrix && slot.row.is_none() {
            return Vec::new();
        }
        let choice = |choice: &authored::Choice| Choice {
            code: (*choice.code).into(),
            text: Some(self.texts.add(&[&prefix, &*choice.code, ".text"].concat(), &choice.text)),
            weight: choice.weight.map(|weight| weight.0),
            relevant: None,
            exclusive: choice.exclusive,
            specify: choice.specify,
        };
        list.unwrap_or_default().iter().map(choice).collect()
    }

    /// What is asked beside the result comes last and is nothing but consents: nothing the result could rest on.
    fn closing(&mut self, definition: &FormDefinition, slot: &Slot<'_>, slots: &[Slot<'_>]) {
        let last = definition.items.last().is_some_and(|last| last.id == slot.item.id);
        if slot.item.closing && !last {
            self.tell(Code::ClosingLast, slot.id());
        }
        let parent = slot.parent.and_then(|parent| slots.get(usize::from(parent)));
        let agreed = slot.kind() == ItemType::Consent && slot.item.scope != Scope::Talk;
        if parent.is_some_and(|parent| parent.item.closing) && !agreed {
            self.tell(Code::ClosingItem, slot.id());
        }
    }

    /// Reads the expressions of the items.
    pub(super) fn expressions(
        &mut self,
        definition: &FormDefinition,
        known: &Known<'_>,
        slots: &[Slot<'_>],
        items: &mut [Item],
    ) {
        for ((slot, made), here) in slots.iter().zip(items).zip(0_u16..) {
            let row = slot.repeat;
            self.within(&slot.pointer, |maker| {
                if let Some(text) = slot.relevant() {
                    made.relevant = maker.condition_in("relevant", text, known, row);
                }
                if slot.row.is_some() {
                    return;
                }
                if let Some(text) = &slot.item.constraint {
                    made.constraint = maker.condition_in("constraint", text, known, row);
                    let others = made.constraint.as_ref().is_some_and(|constraint| reads_others(constraint, here));
                    if others {
                        maker.at("constraint", |maker| maker.tell(Code::ConstraintReads, slot.id()));
                    }
                }
                if let Some(text) = &slot.item.value {
                    made.value = maker.at("value", |maker| {
                        value(text, Place { names: known, row, pointer: &maker.pointer, found: &mut maker.found })
                    });
                }
            });
            for (place, (choice, authored)) in
                made.choices.iter_mut().zip(choices(definition, slot.item).unwrap_or_default()).enumerate()
            {
                let Some(text) = &authored.relevant else { continue };
                let pointer = match &slot.item.choices {
                    Choices::Named(name) => ["/choiceLists/", name, "/", &place.to_string()].concat(),
                    Choices::Own(_) => {
                        let own = slot.matrix().and_then(|matrix| slots.get(usize::from(matrix))).unwrap_or(slot);
                        [&*own.pointer, "/choices/", &place.to_string()].concat()
                    }
                };
                choice.relevant = self.within(&pointer, |maker| maker.condition_in("relevant", text, known, row));
            }
        }
    }

    /// Reads a condition under a key.
    pub(super) fn condition(&mut self, key: &str, text: &str, known: &Known<'_>) -> Option<Condition> {
        self.condition_in(key, text, known, None)
    }

    fn condition_in(&mut self, key: &str, text: &str, known: &Known<'_>, row: Option<u16>) -> Option<Condition> {
        self.at(key, |maker| {
            condition(text, Place { names: known, row, pointer: &maker.pointer, found: &mut maker.found })
        })
    }

    /// Whose age decides.
    pub(super) fn age(&mut self, definition: &FormDefinition, known: &Known<'_>, items: &[Item]) -> Option<Age> {
        let age = definition.age.as_ref()?;
        let find = |id: &str, kind: ItemType| {
            place(items, |item| *item.id == *id && item.kind == kind && item.repeat.is_none())
        };
        let (group, birth) = (find(&age.group, ItemType::Single), find(&age.birth, ItemType::Date));
        self.at("age", |maker| {
            let mut wanted = |key: &str, id: &str, found: Option<u16>| {
                if found.is_none() {
                    maker.at(key, |maker| maker.tell(Code::UnknownName, id));
                }
                found
            };
            let (group, birth) = (wanted("group", &age.group, group), wanted("birth", &age.birth, birth));
            let child = wanted("child", &age.child, known.choice(group?, &age.child));
            let adult = wanted("adult", &age.adult, known.choice(group?, &age.adult));
            if items.get(usize::from(group?)).is_some_and(|item| item.when_missing.is_none()) {
                maker.at("group", |maker| maker.tell(Code::AgeWithoutFallback, &age.group));
            }
            Some(Age { group: group?, birth: birth?, child: child?, adult: adult? })
        })
    }
}

/// Whether a constraint reads more than its own item.
fn reads_others(constraint: &Condition, own: u16) -> bool {
    let mut others = false;
    constraint.reads(&mut |read| {
        others |= match read {
            Read::Item(item) => item != own,
            Read::Score(_) => true,
            Read::Atom(Atom::Cell(cell)) => !matches!(cell, Cell::Calculation(_)),
            _ => false,
        }
    });
    others
}
