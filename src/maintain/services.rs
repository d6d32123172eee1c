//! Everything wrong with a list of services, with its texts in another language, and with the kinds a form names.

use super::check::{encoding, findings, misnamed, stale};
use super::finding::{Finding, listed, quoted};
use crate::compile::{Form, Services, Statement, compile_services};
use crate::definition::{ServiceList, ServiceTexts};

/// Checks the text of a list; `name` is the file's name without its ending: the id.
pub fn check_services(text: &[u8], name: &str) -> (Option<Services>, Vec<Finding>) {
    if let Err(found) = encoding(text) {
        return (None, found);
    }
    match ServiceList::read(text).and_then(|list| compile_services(&list)) {
        Err(found) => (None, findings(&found)),
        Ok(services) => {
            let message = format!("the list is {}, but the file is called {}", quoted(&services.id), quoted(name));
            let help = format!("call the file `{}.json`, or correct the id: forms find the list by it", services.id);
            let found = (*services.id != *name).then(|| Finding::error("file-name", "/id", message, help));
            (Some(services), found.into_iter().collect())
        }
    }
}

/// Checks the texts of a list in another language, against the list where there is one. `name` is the file's name
/// without its ending: the language.
pub fn check_service_texts(text: &[u8], name: &str, services: Option<&Services>) -> Vec<Finding> {
    let overlay = match encoding(text).and_then(|()| ServiceTexts::read(text).map_err(|found| findings(&found))) {
        Ok(overlay) => overlay,
        Err(found) => return found,
    };
    let mut found: Vec<Finding> = misnamed(&overlay.language, name).into_iter().collect();
    let Some(services) = services else {
        let message = "these texts were not compared with their list, because the list has errors".into();
        found.push(Finding::error("not-compared", "", message, "correct the list first"));
        return found;
    };
    if let Err(told) = services.clone().add_language(&overlay) {
        found.extend(findings(&told));
    }
    found.extend(stale(&services.source_texts().collect(), &overlay.texts));
    found
}

/// Tells the kinds of services that a form names and its list does not have; `None` where there is no such list.
pub fn check_kinds(form: &Form, services: Option<&Services>) -> Vec<Finding> {
    let Some(list) = form.services.as_deref() else { return Vec::new() };
    let Some(services) = services else {
        let message = format!("there is no list of services {} without errors", quoted(list));
        let help = format!("look for `services/{list}.json` beside the folder of the forms, and check it");
        return vec![Finding::error("unknown-services", "/services", message, help).about(list)];
    };
    let kinds = || services.kinds.iter().map(|kind| &*kind.id);
    let mut found = Vec::new();
    let mut look = |pointer: &str, named: &[Box<str>]| {
        for (place, kind) in named.iter().enumerate().filter(|(_, kind)| kinds().all(|known| *known != ***kind)) {
            let message = format!("the services {} have no kind {}", quoted(list), quoted(kind));
            let help = format!("there are {}", listed(kinds()));
            let pointer = format!("{pointer}/services/{place}");
            found.push(Finding::error("unknown-kind", &pointer, message, help).about(kind));
        }
    };
    for (place, item) in form.items.iter().enumerate() {
        look(&pointer(form, place), &item.services);
    }
    for (place, alert) in form.alerts.iter().enumerate() {
        look(&format!("/alerts/{place}"), &alert.services);
    }
    let mut actions = |pointer: &str, statement: &Statement| {
        for (place, action) in statement.actions.iter().enumerate() {
            look(&format!("{pointer}/actions/{place}"), &action.services);
        }
    };
    for (place, row) in form.rows.iter().enumerate() {
        actions(&format!("/outcomes/rows/{place}"), &row.statement);
    }
    actions("/outcomes/indeterminate", &form.indeterminate);
    actions("/outcomes/couldNotBeDone", &form.could_not_be_done);
    found
}

/// Where an item stands that is no row of a matrix.
fn pointer(form: &Form, place: usize) -> String {
    let parent = form.items.get(place).and_then(|item| item.parent);
    let before = form.items.iter().take(place).filter(|item| item.parent == parent).count();
    let above = parent.map_or_else(String::new, |parent| pointer(form, parent.into()));
    format!("{above}/items/{before}")
}
