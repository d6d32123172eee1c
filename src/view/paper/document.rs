//! One file for a printer: the page as text, its style inside, nothing that runs and nothing that is loaded.

use crate::view::html;
use crate::view::node::{Attr, Element, Node};

/// The style both ways of printing share.
const STYLE: &str = include_str!("style.css");

/// The page as a document of its own; `title` is what a spooler shows, so it has to be neutral.
pub fn document(page: &Element, title: &str) -> String {
    let attr = |name: Attr| page.attr(name).unwrap_or_default();
    let title = html::write(&Node::Text(title.to_owned()));
    let (language, direction) = (attr(Attr::Lang), attr(Attr::Dir));
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    let page = html::write(&page.clone().into());
    format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n{page}\n</html>\n"
    )
}
