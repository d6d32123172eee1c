//! Writes a tree as tokens, for whoever builds nodes of it and must not read markup.
//!
//! Each ends with U+001F. `<tag` begins an element, then come its attributes, each `@name` and its value, then what it
//! holds; `=text` is a text, and `>` ends the element.

use super::node::Node;
use crate::codec::{END, token};

/// The tree as tokens.
pub fn write(node: &Node) -> String {
    let mut out = String::new();
    append(node, &mut out);
    out
}

fn append(node: &Node, out: &mut String) {
    let element = match node {
        Node::Text(text) => return marked('=', text, out),
        Node::Element(element) => element,
    };
    marked('<', element.tag().name(), out);
    for (name, value) in element.attrs() {
        marked('@', name.name(), out);
        token(value, out);
    }
    for child in element.children() {
        append(child, out);
    }
    marked('>', "", out);
}

/// A token of one kind. What ends tokens is no character that could be seen: it is left out of a text.
fn marked(kind: char, text: &str, out: &mut String) {
    out.push(kind);
    text.split(END).for_each(|part| out.push_str(part));
    out.push(END);
}
