//! What every page is drawn with: the words, the form's texts with their language, buttons.

use super::act::Act;
use super::asked::{Asked, Standing};
use super::date::{parts, spoken};
use super::field::calendar_word;
use super::node::{Attr, Element, Node, Tag, element};
use super::rows::BETWEEN;
use super::word_list::Piece;
use super::words::{Word, Words};
use super::{Interview, Panel};
use crate::form::{Item, Shown, TextId};
use crate::value::{Answer, Calendar, Consent, ItemType, Reason};

/// Draws for one interview in its present language.
#[derive(Clone, Copy)]
pub(super) struct Pen<'i> {
    pub(super) of: &'i Interview,
    pub(super) words: &'i Words,
    language: usize,
}

/// What is read to the person: a text of the form, or a word of the interface.
#[derive(Clone, Copy)]
pub(super) enum Said {
    Text(TextId),
    Word(Word),
}

impl<'i> Pen<'i> {
    pub(super) fn new(of: &'i Interview, words: &'i Words) -> Self {
        Self { of, words, language: of.form().language(&words.language).unwrap_or(usize::MAX) }
    }

    /// Draws in the language beside that of the screen, where there is one.
    pub(super) fn second(&self) -> Option<Self> {
        self.of.second().map(|words| Self::new(self.of, words))
    }

    pub(super) fn word(&self, word: Word) -> &'i str {
        self.words.get(word)
    }

    /// A text of the form in the language of the screen, or else in its source language.
    pub(super) fn shown(&self, text: TextId) -> Shown<'i> {
        self.of.form().text(text, self.language)
    }

    /// How a language is written: unknown ones by their own letters.
    pub(super) fn direction(&self, language: &str) -> &'static str {
        self.of.languages().iter().find(|words| words.language == language).map_or("auto", Words::direction)
    }

    /// An element that says a text of the form, marked with its language where that is another one.
    pub(super) fn block(&self, tag: Tag, class: &str, text: TextId) -> Element {
        let shown = self.shown(text);
        self.tongue(element(tag, class), shown.language).text(shown.text)
    }

    /// The same with a tag that names the language, for what stands alone on a page.
    pub(super) fn block_marked(&self, tag: Tag, class: &str, text: TextId) -> Element {
        self.block(tag, class, text).child_if(self.language_tag(text))
    }

    /// Names the language of a text that is not in the language of the screen, or says that it translates a text that
    /// is another by now.
    pub(super) fn language_tag(&self, text: TextId) -> Option<Element> {
        let shown = self.shown(text);
        let said = if shown.language != self.words.language {
            let name = self.of.languages().iter().find(|words| words.language == shown.language);
            name.map_or(shown.language, |words| &words.name)
        } else if shown.stale {
            self.word(Word::Stale)
        } else {
            return None;
        };
        Some(element(Tag::Span, "tag own").text(said))
    }

    /// A text of the form within a sentence.
    pub(super) fn inline(&self, text: TextId) -> Node {
        let shown = self.shown(text);
        if shown.language == self.words.language {
            return Node::Text(shown.text.to_owned());
        }
        self.block(Tag::Span, "", text).into()
    }

    /// Marks an element with its language, unless that is the screen's own.
    pub(super) fn tongue(&self, element: Element, language: &str) -> Element {
        if language == self.words.language {
            return element;
        }
        element.with(Attr::Lang, language).with(Attr::Dir, self.direction(language))
    }

    /// Marks an element with the language of the screen, where it stands in another.
    pub(super) fn in_own_tongue(&self, element: Element) -> Element {
        element.with(Attr::Lang, &self.words.language).with(Attr::Dir, self.words.direction())
    }

    /// One of an item's choices, in words.
    pub(super) fn choice(&self, item: &Item, place: u16) -> Node {
        self.say(said(item, place))
    }

    /// What is said, within a sentence.
    pub(super) fn say(&self, said: Said) -> Node {
        match said {
            Said::Text(text) => self.inline(text),
            Said::Word(word) => Node::Text(self.word(word).to_owned()),
        }
    }

    /// What was given for an item, in words; nothing for what is open.
    pub(super) fn given(&self, asked: &Asked) -> Vec<Node> {
        if let Standing::Silent(why) = asked.standing {
            return vec![Node::Text(self.word(reason(why)).to_owned())];
        }
        let mut drawn = Vec::new();
        let entry = asked.entry;
        match entry.and_then(|entry| entry.answer.as_ref()) {
            Some(Answer::Choice(choice)) => drawn.push(self.choice(asked.item, *choice)),
            Some(Answer::Choices(choices)) => {
                for (place, choice) in choices.iter().enumerate() {
                    if place > 0 {
                        drawn.push(Node::Text(BETWEEN.to_owned()));
                    }
                    drawn.push(self.choice(asked.item, *choice));
                }
            }
            Some(Answer::Missing(why)) => drawn.push(Node::Text(self.word(reason(*why)).to_owned())),
            Some(Answer::Number(entered, _)) => {
                drawn.push(as_entered(&self.number(entered), "ltr"));
                if let Some(unit) = asked.item.unit {
                    drawn.extend([Node::Text(" ".to_owned()), self.inline(unit)]);
                }
            }
            Some(Answer::Time(entered, _)) => drawn.push(as_entered(entered, "ltr")),
            Some(Answer::Text(entered)) => drawn.push(as_entered(entered, "")),
            Some(Answer::Date(given, _)) => {
                drawn.push(self.day(&given.from, given.calendar));
                if let Some(to) = &given.to {
                    drawn.extend([Node::Text(" – ".to_owned()), self.day(to, given.calendar)]);
                }
                if given.calendar != Calendar::Gregorian {
                    let calendar = self.word(calendar_word(given.calendar));
                    drawn.push(Node::Text([BETWEEN, calendar].concat()));
                }
            }
            None => {}
        }
        if let Some(other) = entry.and_then(|entry| entry.other.as_ref()) {
            drawn.extend([Node::Text(BETWEEN.to_owned()), as_entered(other, "")]);
        }
        drawn
    }

    /// A date with the name of its month; in digits where the calendar has no names for it.
    fn day(&self, told: &str, calendar: Calendar) -> Node {
        match spoken(self.words, told, calendar) {
            Some(said) => Node::Text(said),
            None => as_entered(&day_first(told), "ltr"),
        }
    }

    /// An element with one word.
    pub(super) fn says(&self, tag: Tag, class: &str, word: Word) -> Element {
        element(tag, class).text(self.word(word))
    }

    /// Whether something is unfolded.
    pub(super) fn is_open(&self, panel: Panel, which: &str) -> bool {
        self.of.is_open(panel, which)
    }

    /// A number as it is written in the language of the screen.
    pub(super) fn number(&self, written: &str) -> String {
        let mark = self.word(Word::DecimalMark);
        let mut out = String::new();
        for (place, part) in written.split('.').enumerate() {
            out.push_str(if place > 0 { mark } else { "" });
            out.push_str(part);
        }
        out
    }

    /// A sentence about items and what is said of them, by the names of its gaps; each label stands in its own
    /// language.
    pub(super) fn sentence(&self, word: Word, items: &[&Item], mut said: Vec<(&str, Node)>) -> Vec<Node> {
        let mut drawn = Vec::new();
        self.words.pieces(word, &mut |piece| match piece {
            Piece::Text(text) => drawn.push(Node::Text(text.to_owned())),
            Piece::Gap("label") => drawn.extend(self.labels(items)),
            Piece::Gap(name) => {
                if let Some(place) = said.iter().position(|(gap, _)| *gap == name) {
                    drawn.push(said.swap_remove(place).1);
                }
            }
        });
        drawn
    }

    /// What items are called, one after the other.
    pub(super) fn labels(&self, items: &[&Item]) -> Vec<Node> {
        let mut drawn = Vec::new();
        for item in items {
            if !drawn.is_empty() {
                drawn.push(Node::Text(BETWEEN.to_owned()));
            }
            drawn.push(self.inline(label(item)));
        }
        drawn
    }

    /// A button that says a word.
    pub(super) fn press(&self, class: &str, act: Act, word: Word) -> Element {
        button(class, act, "", "").text(self.word(word))
    }
}

/// What stands in a sentence and is none of its words, in whatever direction it runs.
pub(super) fn as_entered(text: &str, direction: &str) -> Node {
    element(Tag::Bdi, "").with_if(!direction.is_empty(), Attr::Dir, direction).text(text).into()
}

/// A date as it is spoken, the day first.
pub(super) fn day_first(told: &str) -> String {
    let mut said = String::new();
    for part in parts(told).into_iter().rev().filter(|part| !part.is_empty()) {
        if !said.is_empty() {
            said.push('/');
        }
        said.push_str(part);
    }
    said
}

/// A button without content. Its id and key are made of what it does, so that the focus can return to it.
pub(super) fn button(class: &str, act: Act, item: &str, value: &str) -> Element {
    control(Tag::Button, class, act, item, value).with(Attr::Type, "button").with_if(
        class.starts_with("strong"),
        Attr::Part,
        "button",
    )
}

/// A button that unfolds what has the id [`folded`] gives.
pub(super) fn toggle(class: &str, panel: Panel, which: &str, open: bool) -> Element {
    button(class, Act::Toggle, panel.word(), which)
        .with(Attr::AriaExpanded, if open { "true" } else { "false" })
        .with_if(open, Attr::AriaControls, &folded(panel, which))
}

/// What an item is called in lists.
pub(super) fn label(item: &Item) -> TextId {
    item.recipient.or(item.short).unwrap_or(item.text)
}

/// The id of what a toggle unfolds.
pub(super) fn folded(panel: Panel, which: &str) -> String {
    id(panel.word(), which, "panel")
}

/// Something that acts.
pub(super) fn control(tag: Tag, class: &str, act: Act, item: &str, value: &str) -> Element {
    let id = id(act.word(), item, value);
    element(tag, class)
        .keyed(&id)
        .with(Attr::Id, &id)
        .with(Attr::Act, act.word())
        .with_if(!item.is_empty(), Attr::Item, item)
        .with_if(!value.is_empty(), Attr::Value, value)
}

/// The id of what does `act`.
pub(super) fn id(act: &str, item: &str, value: &str) -> String {
    [act, item, value].join(".")
}

/// What one of an item's choices is called.
pub(super) fn said(item: &Item, place: u16) -> Said {
    if item.kind == ItemType::Repeat {
        return Said::Word(if place == 0 { Word::MoreYes } else { Word::MoreNo });
    }
    let text = item.choices.get(usize::from(place)).and_then(|choice| choice.text);
    text.map_or_else(|| Said::Word(consent(item.code(place))), Said::Text)
}

fn consent(code: &str) -> Word {
    match Consent::of(code) {
        Some(Consent::Given) => Word::ConsentGiven,
        Some(Consent::Refused) => Word::ConsentRefused,
        Some(Consent::Withdrawn) => Word::ConsentWithdrawn,
        Some(Consent::NotRequired) => Word::ConsentNotRequired,
        Some(Consent::Asked) | None => Word::ConsentAsked,
    }
}

/// A reason in words.
pub(super) fn reason(reason: Reason) -> Word {
    match reason {
        Reason::Declined => Word::Declined,
        Reason::DoesNotKnow => Word::DoesNotKnow,
        Reason::NotAsked => Word::NotAsked,
        Reason::NotConveyed => Word::NotConveyed,
        Reason::NotObservable => Word::NotObservable,
    }
}
