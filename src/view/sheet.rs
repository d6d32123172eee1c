//! Which questions stand together on a page. Decided once, from the form alone: pages never change under the worker.

use crate::form::{Form, Part};
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

/// The pages of a form: a text to read aloud begins one, and the questions up to the next are spread evenly.
pub(super) fn sheets(form: &Form) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for (place, part) in form.parts.iter().enumerate() {
        for run in runs(form, part) {
            let questions = run.iter().filter(|item| is_question(form, **item)).count();
            let pages = questions.div_ceil(MOST).max(1);
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
    form.item(item).is_some_and(crate::form::Item::is_question)
}

fn runs(form: &Form, part: &Part) -> Vec<Vec<u16>> {
    let mut runs: Vec<Vec<u16>> = Vec::new();
    for item in &part.items {
        let text = form.item(*item).is_some_and(|item| item.kind == ItemType::Display);
        match runs.last_mut().filter(|run| !text || !run.iter().any(|item| is_question(form, *item))) {
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
