//! The values of a JSON text and where they stand, without a tree.
//!
//! There is no tree of a text that is not JSON or has a key twice, and the tree keeps no ends and no keys' places. So a
//! text is scanned once, tolerantly and without recursion, into a flat list.

/// Bytes from one place up to another.
pub(super) type Span = (usize, usize);

/// A value; those within it follow it up to `next`.
pub(super) struct Node {
    /// Its key with the quotes, within an object.
    pub(super) key: Option<Span>,
    /// The value.
    pub(super) value: Span,
    /// The place of the first value that is not within it.
    pub(super) next: usize,
}

/// The values of a text in order, whatever is wrong with it.
pub(super) fn scan(text: &[u8]) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut key = None;
    let mut at = 0;
    while let Some(byte) = text.get(at).copied() {
        let start = at;
        at += 1;
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b':' => {}
            b',' => key = None,
            b'}' | b']' => {
                if let Some(place) = open.pop() {
                    let next = nodes.len();
                    if let Some(node) = nodes.get_mut(place) {
                        node.value.1 = at;
                        node.next = next;
                    }
                }
                key = None;
            }
            b'{' | b'[' => {
                open.push(nodes.len());
                nodes.push(Node { key: key.take(), value: (start, text.len()), next: usize::MAX });
            }
            _ => {
                at = if byte == b'"' { end_of_string(text, at) } else { end_of_word(text, at) };
                let parent = open.last().and_then(|place| nodes.get(*place)).and_then(|node| text.get(node.value.0));
                if byte == b'"' && parent == Some(&b'{') && key.is_none() {
                    key = Some((start, at));
                } else {
                    nodes.push(Node { key: key.take(), value: (start, at), next: nodes.len() + 1 });
                }
            }
        }
    }
    nodes
}

fn end_of_string(text: &[u8], mut at: usize) -> usize {
    while let Some(byte) = text.get(at) {
        at += match byte {
            b'\\' => 2,
            b'"' => return at + 1,
            // A string without an end does not swallow the lines behind it.
            b'\n' => return at,
            _ => 1,
        };
    }
    text.len()
}

fn end_of_word(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let ends =
        |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"');
    at + rest.iter().position(ends).unwrap_or(rest.len())
}
