//! Writes a tree as text: for print, the paper form and tests. Everything is escaped; nothing is trusted.

use super::node::{Attr, Node};

/// The tree as HTML.
pub fn write(node: &Node) -> String {
    let mut out = String::new();
    append(node, &mut out);
    out
}

fn append(node: &Node, out: &mut String) {
    let element = match node {
        Node::Text(text) => return escape(text, out),
        Node::Element(element) => element,
    };
    out.push('<');
    out.push_str(element.tag().name());
    for (name, value) in element.attrs() {
        out.push(' ');
        out.push_str(name.name());
        if *name != Attr::Checked {
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
    }
    out.push('>');
    if element.tag().is_void() {
        return;
    }
    for child in element.children() {
        append(child, out);
    }
    out.push_str("</");
    out.push_str(element.tag().name());
    out.push('>');
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}
