//! The reasons of a result by dimension: one bar for each sign, its state in words, the signs themselves on request.

use super::Panel;
use super::glyph::{Glyph, glyph};
use super::node::{Attr, Element, Node, Tag, element};
use super::pen::{Pen, folded, label, toggle};
use super::rows::BETWEEN;
use super::words::Word;
use crate::evaluation::State;
use crate::form::{Dimension, Indicator};
use crate::value::{Strength, Truth};

/// With more signs than this, bars are drawn narrow.
const MANY: usize = 7;

/// The chart of a state, with its key, in a section.
pub(super) fn chart(pen: &Pen, state: &State, section: Element) -> Element {
    let mut drawn = section;
    for (place, dimension) in (0..).zip(&pen.of.form().dimensions) {
        let signs = signs(pen, state, place);
        let truth = state.dimensions.get(usize::from(place)).map_or(Truth::Unknown, |told| told.truth);
        drawn = drawn.child(row(pen, dimension, truth, &signs));
    }
    drawn.child(key(pen))
}

/// A sign, and whether it is there.
pub(super) type Sign<'f> = (&'f Indicator, Truth);

/// The signs of the dimension at a place.
pub(super) fn signs<'f>(pen: &Pen<'f>, state: &State, dimension: u16) -> Vec<Sign<'f>> {
    let mut signs = Vec::new();
    for (sign, indicator) in (0..).zip(&pen.of.form().indicators) {
        if indicator.dimension == dimension {
            signs.push((indicator, state.indicator(sign).truth));
        }
    }
    signs
}

/// One bar for each sign.
pub(super) fn rain(signs: &[Sign]) -> Element {
    let mut rain =
        element(Tag::Span, if signs.len() > MANY { "rain many" } else { "rain" }).with(Attr::AriaHidden, "true");
    for (indicator, truth) in signs {
        rain = rain.child(element(Tag::Mark, &[height(indicator.strength), " ", mark(*truth)].concat()));
    }
    rain
}

/// How a dimension stands, in words.
pub(super) fn state_word(truth: Truth) -> Word {
    match truth {
        Truth::True => Word::EnoughSigns,
        Truth::Unknown => Word::NotKnown,
        Truth::False => Word::NotEnoughSigns,
    }
}

fn row(pen: &Pen, dimension: &Dimension, truth: Truth, signs: &[Sign]) -> Element {
    let open = pen.is_open(Panel::Dimension, &dimension.id);
    let state = element(Tag::Span, "state").child(element(Tag::Mark, &["dot ", mark(truth)].concat())).child(pen.says(
        Tag::Span,
        "",
        state_word(truth),
    ));
    let stands = element(Tag::Span, "stands").child(state).child(element(Tag::Span, "quiet").text(&counts(pen, signs)));
    let button = toggle("", Panel::Dimension, &dimension.id, open)
        .child(element(Tag::Span, "name").child(pen.inline(dimension.title)))
        .child(rain(signs))
        .child(stands)
        .child(glyph(Glyph::Fold));
    element(Tag::Div, "dimension")
        .keyed(&dimension.id)
        .child(button)
        .child_if(open.then(|| list(pen, dimension, signs)))
}

fn height(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "tall",
        Strength::Medium => "middle",
        Strength::Weak => "low",
    }
}

fn mark(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "met",
        Truth::Unknown => "unknown",
        Truth::False => "unmet",
    }
}

/// `strong 2 · medium 1 · no answer 1`: numbers behind words need no plural rules in any language.
pub(super) fn counts(pen: &Pen, signs: &[Sign]) -> String {
    let mut said = String::new();
    let mut say = |word: Word, count: usize| {
        if count > 0 {
            let before = if said.is_empty() { "" } else { BETWEEN };
            said.push_str(&[before, pen.word(word), " ", &count.to_string()].concat());
        }
    };
    for (strength, word) in
        [(Strength::Strong, Word::Strong), (Strength::Medium, Word::Medium), (Strength::Weak, Word::Weak)]
    {
        say(word, signs.iter().filter(|(sign, truth)| sign.strength == strength && *truth == Truth::True).count());
    }
    say(Word::NoAnswerCount, signs.iter().filter(|(_, truth)| *truth == Truth::Unknown).count());
    if said.is_empty() { pen.word(Word::None).to_owned() } else { said }
}

/// The signs in words, what was said apart from what was seen.
fn list(pen: &Pen, dimension: &Dimension, signs: &[Sign]) -> Element {
    let id = folded(Panel::Dimension, &dimension.id);
    let mut drawn = element(Tag::Div, "signs").keyed("signs").with(Attr::Id, &id);
    for (observed, title) in [(false, Word::Stated), (true, Word::Observed)] {
        let mut list = element(Tag::List, "");
        for (indicator, truth) in signs.iter().filter(|(indicator, _)| indicator.observed == observed) {
            let word = match truth {
                Truth::True => Word::SignYes,
                Truth::Unknown => Word::SignUnknown,
                Truth::False => Word::SignNo,
            };
            let name = element(Tag::Span, "").child(called(pen, indicator));
            list = list.child(element(Tag::Item, "").child(name).child(pen.says(Tag::Span, "", word)));
        }
        if !list.children().is_empty() {
            drawn = drawn.child(pen.says(Tag::H3, "quiet", title)).child(list);
        }
    }
    drawn
}

/// What an indicator is called, or else the answer it reads.
fn called(pen: &Pen, indicator: &Indicator) -> Node {
    let read = indicator.reads.iter().find_map(|item| pen.of.form().item(*item));
    match (indicator.text, read) {
        (Some(text), _) => pen.inline(text),
        (None, Some(item)) => pen.inline(label(item)),
        (None, None) => Node::Text(String::new()),
    }
}

/// What the marks mean.
fn key(pen: &Pen) -> Element {
    let entry = |mark: &str, word: Word| {
        let mark = element(Tag::Mark, mark).with(Attr::AriaHidden, "true");
        element(Tag::Span, "").child(mark).child(pen.says(Tag::Span, "", word))
    };
    element(Tag::Paragraph, "key quiet")
        .keyed("key")
        .child(entry("met", Word::KeyHeard))
        .child(entry("unknown", Word::KeyNoAnswer))
        .child(entry("unmet", Word::KeyNo))
        .child(pen.says(Tag::Span, "", Word::KeyHeight))
}
