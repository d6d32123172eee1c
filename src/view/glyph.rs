//! Small stroked drawings. Each stands beside its word, so each is hidden from the reading order.

use super::node::{Attr, Element, Tag, element};

/// A drawing.
#[derive(Clone, Copy)]
pub(super) enum Glyph {
    /// Sound going out: to be read aloud.
    Voice,
    /// Towards the page before.
    Back,
    /// Opens below.
    Fold,
    /// Done.
    Tick,
    /// To look at again.
    Flaw,
}

/// Draws one.
pub(super) fn glyph(glyph: Glyph) -> Element {
    let (class, paths): (&str, &[&str]) = match glyph {
        Glyph::Voice => ("turns", &["M5 9.5q1.2 2.5 0 5", "M9 7q2.4 5 0 10", "M13 4.5q3.8 7.5 0 15"]),
        Glyph::Back => ("turns", &["M14.5 6 8.5 12l6 6"]),
        Glyph::Fold => ("fold", &["M7 10l5 5 5-5"]),
        Glyph::Tick => ("", &["M5 12.5l4.5 4.5L19 7.5"]),
        Glyph::Flaw => ("", &["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18", "M12 7.5v5.5", "M12 16.5v.01"]),
    };
    let mut drawing = element(Tag::Svg, class).with(Attr::ViewBox, "0 0 24 24").with(Attr::AriaHidden, "true");
    for path in paths {
        drawing = drawing.child(element(Tag::Path, "").with(Attr::Path, path));
    }
    drawing
}
