//! A form on paper: blank, to be filled in with a pen, and the result of an interview on one page.
//!
//! Pure, from the same compiled form and the same words as the screen. Nothing is scored on paper, no name is asked for,
//! and what is printed of a result is what may leave: where keeping a record was refused, the class and the consents.

mod blank;
mod condition;
mod document;
mod fields;
mod result;
mod services;
mod sheet;
mod words;

pub use document::{document, style};
pub use words::{PaperWord, PaperWords};

use super::frame::is_raw;
use super::node::{Attr, Element, Tag, element};
use super::pen::Pen;
use super::words::Word;
use super::{Interview, Words};
use crate::form::Form;
use crate::value::Date;
use alloc::sync::Arc;
use sheet::{Sheet, rule};

/// Most characters of a reference.
const LONGEST_REFERENCE: usize = 32;

/// Whether something can be a reference: letters, digits, `-`, `.`, `/` and `_`, one of them a digit, and no space. What
/// is printed at the head of a page must not be a name.
pub fn is_reference(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-./_".contains(&byte);
    text.len() <= LONGEST_REFERENCE && text.bytes().all(allowed) && text.bytes().any(|byte| byte.is_ascii_digit())
}

impl Interview {
    /// A form that nobody is interviewed with: enough to draw it blank.
    pub fn unopened(form: Form, languages: Vec<Words>, language: &str) -> Option<Self> {
        // No day stands on a blank form, and nothing in it depends on one.
        Some(Self::new(Arc::new(form), languages, language, Date::parse("2000-01-01")?))
    }

    /// The neutral title of the form, in the language of the screen.
    pub fn title(&self) -> &str {
        self.words().map_or("", |words| Pen::new(self, words).shown(self.form().title).text)
    }

    /// Draws the blank form, whatever was answered so far; nothing without words of the interface.
    pub fn draw_blank(&self, said: &PaperWords) -> Option<Element> {
        let sheet = Sheet::new(Pen::new(self, self.words()?), said);
        Some(page(&sheet, "blank", &Head::default(), PaperWord::NotComputed, blank::blank(&sheet)))
    }

    /// Draws the result on one page: as it is, or as finishing now would give it. What is no reference is left out.
    pub fn draw_result(&self, said: &PaperWords, reference: &str) -> Option<Element> {
        let sheet = Sheet::new(Pen::new(self, self.words()?), said);
        let head =
            Head { reference: if is_reference(reference) { reference } else { "" }, day: Some(self.session().today()) };
        let drawn = result::result(&sheet);
        let class = ["result", result::density(&drawn, sheet.words().right_to_left)].concat();
        Some(page(&sheet, &class, &head, PaperWord::Unattended, drawn))
    }
}

/// What stands at the head of every page; what is not known is a line to write on.
#[derive(Default)]
struct Head<'h> {
    reference: &'h str,
    day: Option<Date>,
}

/// The page with its head and foot, which a printer repeats on every sheet.
fn page(sheet: &Sheet, class: &str, head: &Head, warning: PaperWord, body: Element) -> Element {
    let words = sheet.words();
    let named = |word: PaperWord, known: Option<String>, length: &str| {
        let name = sheet.says(Tag::Span, "", word).text(" ");
        match known {
            Some(known) => name.child(element(Tag::Bdi, "").with(Attr::Dir, "ltr").text(&known)),
            None => name.child(rule(length)),
        }
    };
    let reference = (!head.reference.is_empty()).then(|| head.reference.to_owned());
    let day = head.day.map(|day| super::pen::day_first(&day.to_string()));
    let top = element(Tag::Div, "head").child(
        element(Tag::Div, "line").child(named(PaperWord::Reference, reference, "long")).child(named(
            PaperWord::Date,
            day,
            "middle",
        )),
    );
    let foot = element(Tag::Div, "foot").child(element(Tag::Div, "line").child(origin(sheet)).child(sheet.says(
        Tag::Span,
        "",
        warning,
    )));
    element(Tag::Div, &["paper ", class].concat())
        .with(Attr::Lang, &words.language)
        .with(Attr::Dir, words.direction())
        .child(top)
        .child(foot)
        .child(element(Tag::Div, "body").child(body))
}

/// Which form this is, exactly.
fn origin(sheet: &Sheet) -> Element {
    let form = sheet.pen.of.form();
    let digest = &form.digest;
    let ends = (digest.get(..8).unwrap_or(digest), digest.len().checked_sub(8).and_then(|from| digest.get(from..)));
    let digest = [ends.0, "…", ends.1.unwrap_or_default()].concat();
    let exact = |text: &str| element(Tag::Bdi, "").with(Attr::Dir, "ltr").text(text);
    element(Tag::Span, "")
        .child(exact(&[&form.id, " ", &form.version].concat()))
        .text(&[" · ", sheet.word(PaperWord::Fingerprint), " "].concat())
        .child(exact(&digest))
        .text(&[" · ", sheet.word(PaperWord::Engine), " "].concat())
        .child(exact(env!("CARGO_PKG_VERSION")))
        .text(" · ")
        .child(exact(&sheet.words().language))
}

/// What nobody has reviewed or verified.
fn review(sheet: &Sheet) -> Option<String> {
    let (form, words) = (sheet.pen.of.form(), sheet.words());
    let unreviewed = is_raw(&sheet.pen, words);
    let unverified = form.sources.iter().any(|source| !source.verified);
    let mut said = Vec::new();
    if unreviewed {
        said.push(words.get(Word::ReviewNone));
    }
    if unverified {
        said.push(words.get(Word::SourceUnverified));
    }
    (!said.is_empty()).then(|| said.join(" · "))
}
