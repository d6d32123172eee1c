//! One file for a printer: the page as text, its style inside, nothing that runs and nothing that is loaded.

use crate::view::html;
use crate::view::node::{Attr, Element, Node};

/// The sheet of paper.
const SHEET: &str = include_str!("sheet.css");
/// What stands on it.
const STYLE: &str = include_str!("style.css");

/// The styles every way of printing shares: of the sheet, which only a document can have, and of what stands on it.
pub const fn style() -> [&'static str; 2] {
    [SHEET, STYLE]
}

/// The page as a document of its own; `title` is what a spooler shows, so it has to be neutral.
pub fn document(page: &Element, title: &str) -> String {
    let attr = |name: Attr| page.attr(name).unwrap_or_default();
    let page_node: Node = page.clone().into();
    [
        "<!doctype html>\n<html lang=\"",
        attr(Attr::Lang),
        "\" dir=\"",
        attr(Attr::Dir),
        "\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n<title>",
        &html::write(&Node::Text(title.to_owned())),
        "</title>\n<style>\n",
        SHEET,
        STYLE,
        "</style>\n",
        &html::write(&page_node),
        "\n</html>\n",
    ]
    .concat()
}
