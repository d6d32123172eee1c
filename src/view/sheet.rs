//! Which questions stand together on a page. Decided once, from the form alone: pages never change under the worker.

use crate::form::{Form, Item, Part};
use crate::value::ItemType;

/// Most questions of one page.
const MOST: usize = 3;

/// Questions and texts that stand on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    /// The part they belong to, by its place.
    pub(super) part: usize,
    /// The items, in order.
    pub(super) items: Vec<u16>,
}

/// Most rows of a matrix on one page.
const MOST_ROWS: usize = 6;

/// The pages of a form: a text to read aloud begins one, and the questions up to the next are spread evenly. A matrix
/// has pages of its own, and so has a repeat.
pub(super) fn sheets(form: &Form) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for (place, part) in form.parts.iter().enumerate() {
        for run in runs(form, part) {
            let most = if run.iter().any(|item| is(form, *item, ItemType::Matrix)) { MOST_ROWS } else { MOST };
            let questions = run.iter().filter(|item| is_question(form, **item)).count();
            let pages = questions.div_ceil(most).max(1);
            let mut rest = run.as_slice();
            for page in 0..pages {
                let size = questions / pages + usize::from(page < questions % pages);
                let (items, after) = split(form, rest, if page + 1 == pages { usize::MAX } else { size });
                sheets.push(Sheet { part: place, items: items.to_vec() });
                rest = after;
            }
        }
    }
    sheets
}

fn is_question(form: &Form, item: u16) -> bool {
    form.item(item).is_some_and(Item::is_question)
}

fn is(form: &Form, item: u16, kind: ItemType) -> bool {
    form.item(item).is_some_and(|item| item.kind == kind)
}

/// The matrix whose row an item is.
fn matrix(form: &Form, item: u16) -> Option<u16> {
    form.item(item).and_then(|item| item.parent).filter(|parent| is(form, *parent, ItemType::Matrix))
}

fn runs(form: &Form, part: &Part) -> Vec<Vec<u16>> {
    let mut runs: Vec<Vec<u16>> = Vec::new();
    for item in &part.items {
        let text = is(form, *item, ItemType::Display);
        let apart = [ItemType::Matrix, ItemType::Repeat].iter().any(|kind| is(form, *item, *kind));
        let goes_on = |run: &&mut Vec<u16>| match run.last() {
            // Where something ends that stands by itself, something else begins.
            Some(last) if is(form, *last, ItemType::Repeat) => false,
            Some(last) if matrix(form, *last).is_some() => matrix(form, *item) == matrix(form, *last),
            _ => !(apart || text) || !run.iter().any(|item| is_question(form, *item)),
        };
        match runs.last_mut().filter(goes_on) {
            Some(run) => run.push(*item),
            None => runs.push(vec![*item]),
        }
    }
    runs
}

/// The items up to and with the `size`th question, and those after it.
fn split<'i>(form: &Form, items: &'i [u16], size: usize) -> (&'i [u16], &'i [u16]) {
    let mut questions = 0;
    let inside = |item: &&u16| {
        questions += usize::from(is_question(form, **item));
        questions <= size
    };
    items.split_at(items.iter().take_while(inside).count())
}
