//! A line as a terminal may show it: hidden characters as code points, cut around what is marked.

use super::source::{Mark, Source};
use core::fmt::Write as _;
use unicode_width::UnicodeWidthChar as _;

/// A part of a line, and the part of it to mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What is shown.
    pub text: String,
    /// Byte where the marked part begins.
    pub from: usize,
    /// Byte where it ends.
    pub to: usize,
}

/// Whether a character is not seen, moves others, or is not a character: everything that could make a text look like
/// another.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}'
            | '\u{e0000}'..='\u{10ffff}')
}

/// Writes a character so that it can be seen.
fn write(letter: char, out: &mut String) {
    match letter {
        '\t' => out.push_str("    "),
        letter if is_hidden(letter) => {
            let _infallible = write!(out, "<U+{:04X}>", u32::from(letter));
        }
        letter => out.push(letter),
    }
}

/// A text with its hidden characters as code points.
pub fn readable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|letter| write(letter, &mut out));
    out
}

/// JSON with its hidden characters written as escapes, so that it can be looked at.
pub fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        if is_hidden(letter) && letter != '\n' {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _infallible = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(letter);
        }
    }
    out
}

/// The beginning of a text that is too long.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => [text.get(..end).unwrap_or_default(), "…"].concat(),
        None => text.into(),
    }
}

impl Excerpt {
    /// The line of a mark, at most `width` columns of it. Of a marked part that is longer, its beginning is shown.
    pub fn of(source: &Source, mark: Mark, width: usize) -> Self {
        let line = source.line(mark.line);
        // No character is wider than its bytes are many, but for hidden ones; so this is always enough to cut from.
        let near = (mark.from.saturating_sub(8 * width), mark.from.saturating_add(8 * width).min(line.len()));
        let bytes = |from: usize, to: usize| String::from_utf8_lossy(line.get(from..to).unwrap_or_default());
        let to = mark.to.clamp(mark.from, near.1);
        let before = Shown::of(&bytes(near.0, mark.from));
        let marked = Shown::of(&bytes(mark.from, to));
        let after = Shown::of(&bytes(to, near.1));
        let whole = near == (0, line.len()) && before.width + marked.width + after.width <= width;
        if whole {
            return Self::joined(&before.text(), &marked.text(), &after.text());
        }
        let marked = marked.first(width * 2 / 3);
        let rest = width.saturating_sub(marked.width + 2);
        let behind = after.clone().first(rest - (rest / 2).min(before.width));
        let ahead = before.clone().last(rest.saturating_sub(behind.width));
        let left = if near.0 > 0 || ahead.letters.len() < before.letters.len() { "…" } else { "" };
        let right =
            if near.1 < line.len() || mark.to > to || behind.letters.len() < after.letters.len() { "…" } else { "" };
        Self::joined(&[left, &ahead.text()].concat(), &marked.text(), &[&behind.text(), right].concat())
    }

    fn joined(before: &str, marked: &str, after: &str) -> Self {
        let (from, to) = (before.len(), before.len() + marked.len());
        Self { text: [before, marked, after].concat(), from, to }
    }
}

/// Characters as they are shown, with their widths.
#[derive(Clone)]
struct Shown {
    letters: Vec<(String, usize)>,
    width: usize,
}

impl Shown {
    fn of(text: &str) -> Self {
        let letter = |letter: char| {
            let mut shown = String::new();
            write(letter, &mut shown);
            let width = shown.chars().map(|letter| letter.width().unwrap_or(0)).sum();
            (shown, width)
        };
        Self::made(text.chars().map(letter).collect())
    }

    fn made(letters: Vec<(String, usize)>) -> Self {
        let width = letters.iter().map(|(_, width)| width).sum();
        Self { letters, width }
    }

    fn text(&self) -> String {
        self.letters.iter().map(|(letter, _)| &**letter).collect()
    }

    fn first(self, most: usize) -> Self {
        let mut width = 0;
        let fits = |(_, own): &(String, usize)| {
            width += own;
            width <= most
        };
        Self::made(self.letters.into_iter().take_while(fits).collect())
    }

    fn last(mut self, most: usize) -> Self {
        self.letters.reverse();
        let mut kept = self.first(most);
        // A mark that stands on the letter before it does not begin a line.
        while kept.letters.last().is_some_and(|(_, width)| *width == 0) {
            kept.letters.pop();
        }
        kept.letters.reverse();
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, marked: &str, width: usize) -> (String, String) {
        let from = line.find(marked).unwrap();
        let mark = Mark { line: 1, column: 1, from, to: from + marked.len() };
        let excerpt = Excerpt::of(&Source::new(line.into()), mark, width);
        let part = excerpt.text.get(excerpt.from..excerpt.to).unwrap().to_owned();
        (excerpt.text, part)
    }

    #[test]
    fn hidden_characters_are_code_points() {
        let (text, part) = shown("a\u{202e}b\u{0}\u{feff}\tc\u{1b}[31m", "b\u{0}", 80);
        assert_eq!((&*text, &*part), ("a<U+202E>b<U+0000><U+FEFF>    c<U+001B>[31m", "b<U+0000>"));
        assert_eq!(readable("a\n\u{2067}\u{200d}\u{e0041}"), "a<U+000A><U+2067><U+200D><U+E0041>");
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_marked() {
        let line = [&"x".repeat(5000), "\"marked\"", &"y".repeat(5000)].concat();
        let (text, part) = shown(&line, "\"marked\"", 40);
        assert_eq!(part, "\"marked\"");
        assert!(text.starts_with("…x") && text.ends_with("y…") && text.chars().count() <= 40, "{text}");
        let (text, part) = shown(&"z".repeat(1_000_000), &"z".repeat(1_000_000), 40);
        assert!(text.chars().count() <= 40 && part.chars().count() == 26, "{text}");
        assert!(shown("short \"marked\" line", "\"marked\"", 40).0 == "short \"marked\" line");
    }

    #[test]
    fn wide_letters_count_twice_and_marks_nothing() {
        let line = ["漢".repeat(100), "|".into(), "e\u{301}".repeat(100)].concat();
        let (text, part) = shown(&line, "|", 41);
        assert_eq!(part, "|");
        let width: usize = text.chars().map(|letter| letter.width().unwrap_or(0)).sum();
        assert!((38..=41).contains(&width), "{width}: {text}");
    }

    #[test]
    fn what_is_not_utf_8_is_shown_all_the_same() {
        let source = Source::new(b"ab\xff\xfecd".to_vec());
        let excerpt = Excerpt::of(&source, Mark { line: 1, column: 3, from: 2, to: 3 }, 80);
        assert_eq!(excerpt.text.get(excerpt.from..excerpt.to), Some("\u{fffd}"));
    }
}
