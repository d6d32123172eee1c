//! Mounts a tree and brings it up to date: writes only what differs.
//!
//! Invariant: a node that stays is never moved and never replaced, so the focus and the caret stay where they are.
//! Children are matched forwards only; what would have to move backwards is drawn anew.

use crate::view::{Attr, Element, Node};
use wasm_bindgen::JsCast as _;
use web_sys::{Document, HtmlInputElement};

const DRAWING: Option<&str> = Some("http://www.w3.org/2000/svg");

/// A node of the document, and those inside it in the order of the tree.
///
/// Translation tools wrap and move text nodes; going by this list instead of by the document's own children keeps them
/// from breaking anything.
pub(super) struct Live {
    node: web_sys::Node,
    children: Vec<Live>,
}

impl Live {
    /// Draws a node with all it holds.
    fn draw(document: &Document, drawn: &Node) -> Option<Self> {
        let element = match drawn {
            Node::Text(text) => {
                return Some(Self { node: document.create_text_node(text).into(), children: Vec::new() });
            }
            Node::Element(element) => element,
        };
        let name = element.tag().name();
        let node = if element.tag().is_drawing() {
            document.create_element_ns(DRAWING, name).ok()?
        } else {
            document.create_element(name).ok()?
        };
        for (attr, value) in element.attrs() {
            write(&node, *attr, value);
        }
        let mut children = Vec::new();
        for child in element.children() {
            let child = Self::draw(document, child)?;
            node.append_child(&child.node).ok()?;
            children.push(child);
        }
        Some(Self { node: node.into(), children })
    }

    /// The node seen as what has `after`, `prepend` and `remove`: elements and texts both do.
    fn place(&self) -> &web_sys::Element {
        self.node.unchecked_ref()
    }
}

/// What is drawn inside a container, and its nodes.
pub(super) struct Mount {
    document: Document,
    drawn: Vec<Node>,
    live: Live,
}

impl Mount {
    /// Takes an empty container over.
    pub(super) fn new(container: web_sys::Element) -> Option<Self> {
        let document = container.owner_document()?;
        Some(Self { document, drawn: Vec::new(), live: Live { node: container.into(), children: Vec::new() } })
    }

    /// Brings the container's content up to date.
    pub(super) fn update(&mut self, next: Vec<Node>) {
        patch_children(&self.document, &mut self.live, &self.drawn, &next);
        self.drawn = next;
    }
}

fn patch(document: &Document, live: &mut Live, before: &Node, after: &Node) {
    match (before, after) {
        (Node::Text(before), Node::Text(after)) if before != after => live.node.set_text_content(Some(after)),
        (Node::Element(before), Node::Element(after)) => {
            patch_attrs(live.place(), before, after);
            patch_children(document, live, before.children(), after.children());
        }
        _ => {}
    }
}

fn patch_attrs(node: &web_sys::Element, before: &Element, after: &Element) {
    for (attr, _) in before.attrs() {
        if after.attr(*attr).is_none() {
            erase(node, *attr);
        }
    }
    for (attr, value) in after.attrs() {
        // A press changes `checked` behind the tree's back: it is compared with the document, not with what was drawn.
        if *attr == Attr::Checked || before.attr(*attr) != Some(value) {
            write(node, *attr, value);
        }
    }
    let input = before.tag().is_void() && after.attr(Attr::Checked).is_none();
    if input {
        erase(node, Attr::Checked);
    }
}

fn patch_children(document: &Document, live: &mut Live, before: &[Node], after: &[Node]) {
    let mut old = core::mem::take(&mut live.children).into_iter().zip(before);
    let mut taken = 0;
    for drawn in after {
        let reach = if keyed(drawn) { before.len() } else { 1 };
        let found = before.iter().skip(taken).take(reach).position(|candidate| same(candidate, drawn));
        let kept = found.and_then(|skipped| {
            for (gone, _) in old.by_ref().take(skipped) {
                gone.place().remove();
            }
            taken += skipped + 1;
            old.next()
        });
        if let Some((mut kept, before)) = kept {
            patch(document, &mut kept, before, drawn);
            live.children.push(kept);
            continue;
        }
        let Some(new) = Live::draw(document, drawn) else { continue };
        match live.children.last() {
            Some(last) => last.place().after_with_node_1(&new.node).ok(),
            None => live.place().prepend_with_node_1(&new.node).ok(),
        };
        live.children.push(new);
    }
    for (gone, _) in old {
        gone.place().remove();
    }
}

/// Only a node with a key is looked for further on; any other is taken for the next one or for a new one.
fn keyed(node: &Node) -> bool {
    matches!(node, Node::Element(element) if !element.key().is_empty())
}

/// Whether the one can become the other.
fn same(before: &Node, after: &Node) -> bool {
    match (before, after) {
        (Node::Text(_), Node::Text(_)) => true,
        (Node::Element(before), Node::Element(after)) => before.tag() == after.tag() && before.key() == after.key(),
        _ => false,
    }
}

/// Writes an attribute; what is ticked or written in a field is a property of it.
fn write(node: &web_sys::Element, attr: Attr, value: &str) {
    match attr {
        Attr::Checked => check(node.unchecked_ref(), true),
        // A text of several lines has the same property by the same name.
        Attr::Entered => node.unchecked_ref::<HtmlInputElement>().set_value(value),
        _ => {
            node.set_attribute(attr.name(), value).ok();
        }
    }
}

fn erase(node: &web_sys::Element, attr: Attr) {
    match attr {
        Attr::Checked => check(node.unchecked_ref(), false),
        Attr::Entered => write(node, attr, ""),
        _ => {
            node.remove_attribute(attr.name()).ok();
        }
    }
}

fn check(input: &HtmlInputElement, checked: bool) {
    if input.checked() != checked {
        input.set_checked(checked);
    }
}
