//! From a finding to the bytes of a text: line, column, and what to mark.
//!
//! Findings name places by JSON pointer. What is marked is the value there, or its key, or what in an object it is about.

use super::finding::Finding;
use super::scan::{Node, Span, scan};

/// A text and where its lines and values stand.
pub struct Source {
    text: Vec<u8>,
    lines: Vec<usize>,
    nodes: Vec<Node>,
}

/// Part of a line to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The line, from 1.
    pub line: usize,
    /// The character in that line, from 1.
    pub column: usize,
    /// Bytes of the line before it.
    pub from: usize,
    /// Bytes of the line up to its end.
    pub to: usize,
}

/// Codes that speak of a key, not of its value.
const OF_KEYS: &[&str] = &["unknown-key", "duplicate-key", "unknown-text", "stale-text", "unknown-expectation"];
/// Codes that speak of a part of an expression.
const OF_PARTS: &[&str] = &["bad-day", "bad-number", "number-needed", "outside-row", "unknown-code", "unknown-name"];

/// What in an object a code is about.
const OF_MEMBERS: &[(&str, &str)] = &[
    ("band-gap", "from"),
    ("conditional-consent", "relevant"),
    ("last-row", "when"),
    ("no-sign-last", "class"),
    ("no-sign-unearned", "class"),
    ("no-sign-without-indicators", "class"),
    ("recipient", "scope"),
];

impl Source {
    /// Scans a text.
    pub fn new(text: Vec<u8>) -> Self {
        let starts = text.iter().zip(1..).filter(|(byte, _)| **byte == b'\n').map(|(_, next)| next);
        let lines = core::iter::once(0).chain(starts).collect();
        let nodes = scan(&text);
        Self { text, lines, nodes }
    }

    /// The text itself.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// A line without its end, by its number from 1.
    pub fn line(&self, number: usize) -> &[u8] {
        let start = self.lines.get(number.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let end = self.lines.get(number).map_or(self.text.len(), |next| next - 1);
        let line = self.bytes((start, end.max(start)));
        line.strip_suffix(b"\r").unwrap_or(line)
    }

    /// Where a finding stands.
    pub fn mark(&self, finding: &Finding) -> Mark {
        match finding.at {
            Some(at) => self.of((at, at + 1)),
            None => self.of(self.span(finding)),
        }
    }

    fn bytes(&self, span: Span) -> &[u8] {
        self.text.get(span.0..span.1).unwrap_or_default()
    }

    /// The part of a span that stands on its first line. What lies behind the text is marked behind its last line
    /// that holds something.
    fn of(&self, (start, end): Span) -> Mark {
        let start = start.min(self.text.trim_ascii_end().len());
        let line = self.lines.partition_point(|first| *first <= start).max(1);
        let first = self.lines.get(line - 1).copied().unwrap_or_default();
        let shown = self.line(line);
        let continuing = |byte: &&u8| (0x80..0xc0).contains(*byte);
        let continues = |place: usize| shown.get(place).as_ref().is_some_and(continuing);
        let mut from = (start - first).min(shown.len());
        let mut to = end.saturating_sub(first).clamp(from, shown.len());
        // Whole characters.
        while from > 0 && continues(from) {
            from -= 1;
        }
        while continues(to) {
            to += 1;
        }
        let before = self.bytes((first, first + from));
        let column = before.len() - before.iter().filter(continuing).count() + 1;
        Mark { line, column, from, to }
    }

    fn span(&self, finding: &Finding) -> Span {
        let Some(mut node) = self.nodes.first().map(|_| 0) else { return (0, 1) };
        let mut found = true;
        let mut segments = finding.pointer.split('/').skip(1).peekable();
        while let Some(segment) = segments.next() {
            let segment = segment.replace("~1", "/").replace("~0", "~");
            let last = segments.peek().is_none() && finding.code == "duplicate-key";
            let child = self.child(node, &segment, last);
            node = child.unwrap_or(node);
            if child.is_none() {
                found = false;
                break;
            }
        }
        // What is missing, and what runs through the whole file, is shown where its name is given.
        if !found || node == 0 {
            let name = finding.subject.split(" -> ").next().unwrap_or_default();
            let name = name.rsplit('.').next().unwrap_or_default();
            if let Some(span) = self.named(name) {
                return span;
            }
        }
        self.within(node, finding)
    }

    /// What to mark of a value that a finding speaks of.
    fn within(&self, place: usize, finding: &Finding) -> Span {
        let Some(node) = self.nodes.get(place) else { return (0, 1) };
        let subject = &*finding.subject;
        let (start, end) = node.value;
        let is = |span: Span| !subject.is_empty() && self.plain(span).is_some_and(|text| text == subject);
        let opening = (start, (start + 1).min(end));
        let about = OF_MEMBERS.iter().find(|(code, _)| *code == finding.code);
        let about = about.and_then(|(_, key)| self.child(place, key, false)).and_then(|place| self.nodes.get(place));
        match (self.first_byte(node), node.key) {
            (b'{', _) if about.is_some() => about.map_or(node.value, |member| member.value),
            (_, Some(key)) if OF_KEYS.contains(&finding.code) => key,
            (b'{', _) if finding.code != "missing-key" && self.member(place, is).is_some() => {
                self.member(place, is).unwrap_or(opening)
            }
            (b'[', _) if self.named(subject).is_some_and(|at| (start..end).contains(&at.0)) => {
                self.named(subject).unwrap_or(opening)
            }
            (b'{' | b'[', Some(key)) => key,
            (b'{' | b'[', None) => opening,
            (_, Some(key)) if !is(node.value) && is(key) => key,
            (b'"', _) if finding.code.starts_with("expression-") || OF_PARTS.contains(&finding.code) => {
                self.part(node.value, subject).unwrap_or(node.value)
            }
            _ => node.value,
        }
    }

    /// The one place in a plain text where a word stands.
    fn part(&self, (start, end): Span, word: &str) -> Option<Span> {
        let text = core::str::from_utf8(self.bytes((start, end))).ok()?;
        if word.is_empty() || !text.is_ascii() || text.contains('\\') {
            return None;
        }
        let bytes = text.as_bytes();
        let joins = |place: Option<usize>| {
            place.and_then(|place| bytes.get(place)).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        };
        let wordy = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let (first, last) = (wordy(word.bytes().next()), wordy(word.bytes().last()));
        let mut places = text
            .match_indices(word)
            .map(|(place, _)| place)
            .filter(|place| !(first && joins(place.checked_sub(1)) || last && joins(Some(place + word.len()))));
        let place = places.next()?;
        places.next().is_none().then_some((start + place, start + place + word.len()))
    }

    /// The scalar of an object's members that fits.
    fn member(&self, place: usize, fits: impl Fn(Span) -> bool) -> Option<Span> {
        let scalar = |node: &&Node| !matches!(self.first_byte(node), b'{' | b'[');
        self.children(place)
            .filter_map(|(_, node)| Some(node).filter(scalar))
            .map(|node| node.value)
            .find(|at| fits(*at))
    }

    /// The value of the `id` or `code` that says this name.
    fn named(&self, name: &str) -> Option<Span> {
        let is = |span: Span, text: &str| self.plain(span).is_some_and(|found| found == text);
        let gives = |node: &&Node| node.key.is_some_and(|key| is(key, "id")) && is(node.value, name);
        (!name.is_empty()).then(|| self.nodes.iter().find(gives).map(|node| node.value)).flatten()
    }

    fn first_byte(&self, node: &Node) -> u8 {
        self.text.get(node.value.0).copied().unwrap_or_default()
    }

    /// A value as text: what a string says, or a number as it is written.
    fn plain(&self, span: Span) -> Option<alloc::borrow::Cow<'_, str>> {
        let bytes = self.bytes(span);
        match bytes {
            [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => core::str::from_utf8(inner).ok().map(Into::into),
            [b'"', ..] => serde_json::from_slice::<String>(bytes).ok().map(Into::into),
            _ => core::str::from_utf8(bytes).ok().map(Into::into),
        }
    }

    fn children(&self, parent: usize) -> impl Iterator<Item = (usize, &Node)> {
        let end = self.nodes.get(parent).map_or(0, |node| node.next);
        let mut place = parent + 1;
        core::iter::from_fn(move || {
            let node = self.nodes.get(place).filter(|_| place < end)?;
            let this = place;
            place = node.next.max(place + 1);
            Some((this, node))
        })
    }

    fn child(&self, parent: usize, segment: &str, last: bool) -> Option<usize> {
        if self.nodes.get(parent).is_some_and(|node| self.first_byte(node) == b'[') {
            return self.children(parent).nth(segment.parse().ok()?).map(|(place, _)| place);
        }
        let is = |node: &Node| node.key.and_then(|key| self.plain(key)).is_some_and(|key| key == segment);
        let mut fitting = self.children(parent).filter(|(_, node)| is(node)).map(|(place, _)| place);
        if last { fitting.last() } else { fitting.next() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "id": "draft", "x": {"a~/b": [1, {"id": "deep", "when": "aa == 'a'"}]},
  "twice": 1, "twice": "é", "after": true
}
"#;

    fn marked(code: &'static str, pointer: &str, subject: &str) -> (usize, usize, String) {
        let source = Source::new(TEXT.into());
        let finding = Finding::error(code, pointer, String::new(), "").about(subject);
        let mark = source.mark(&finding);
        let line = source.line(mark.line);
        (mark.line, mark.column, String::from_utf8_lossy(&line[mark.from..mark.to]).into())
    }

    #[test]
    fn the_value_the_key_or_the_name_is_marked() {
        let rows = [
            ("wrong-type", "/id", "", (2, 9, "\"draft\"")),
            ("unknown-key", "/id", "id", (2, 3, "\"id\"")),
            ("wrong-type", "/x/a~0~1b/0", "", (2, 33, "1")),
            ("duplicate-id", "/x/a~0~1b/1", "deep", (2, 43, "\"deep\"")),
            ("missing-key", "/x/a~0~1b/1", "text", (2, 36, "{")),
            ("wrong-type", "/x/a~0~1b", "", (2, 24, "\"a~/b\"")),
            ("unknown-name", "/x/a~0~1b/1/when", "aa", (2, 60, "aa")),
            ("unknown-name", "/x/a~0~1b/1/when", "a", (2, 67, "a")),
            ("unknown-name", "/x/a~0~1b/1/when", "no", (2, 59, "\"aa == 'a'\"")),
            ("duplicate-key", "/twice", "twice", (3, 15, "\"twice\"")),
            ("wrong-type", "/after", "", (3, 38, "true")),
            ("cycle", "", "scores.deep -> draft", (2, 43, "\"deep\"")),
            ("guardian-without-alert", "/alerts", "deep", (2, 43, "\"deep\"")),
            ("no-rule", "", "", (1, 1, "{")),
            ("no-rule", "/nowhere/at/all", "", (1, 1, "{")),
        ];
        for (code, pointer, subject, (line, column, text)) in rows {
            assert_eq!(marked(code, pointer, subject), (line, column, text.to_owned()), "{code} {pointer}");
        }
    }

    #[test]
    fn a_text_that_ends_early_is_marked_behind_its_end() {
        let source = Source::new(b"{\r\n  \"a\": [\r\n\r\n".to_vec());
        let finding = Finding { at: Some(16), ..Finding::error("json-syntax", "", String::new(), "") };
        assert_eq!(source.mark(&finding), Mark { line: 2, column: 9, from: 8, to: 8 });
        for text in ["", "\n", "]]]", "\"", "{\"a", "\\", "{\"a\":{\"b\":[}"] {
            let source = Source::new(text.into());
            for pointer in ["", "/a", "/a/b/0", "/0"] {
                let mark = source.mark(&Finding::error("wrong-type", pointer, String::new(), ""));
                assert!(mark.to <= source.line(mark.line).len(), "{text} {pointer}");
            }
        }
    }

    #[test]
    fn a_string_without_an_end_ends_with_its_line() {
        let source = Source::new(b"{\"a\": \"x,\n\"b\": 1}".to_vec());
        let mark = source.mark(&Finding::error("wrong-type", "/b", String::new(), ""));
        assert_eq!((mark.line, mark.column), (2, 1 + "\"b\": ".len()));
    }
}
