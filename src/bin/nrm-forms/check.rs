//! `nrm-forms check`: everything wrong with forms, their texts, their services and their cases.

use crate::arguments::CheckOptions;
use crate::files::{Found, OfServices, Version, carries, is_carry, is_texts, read, reports, unreadable};
use crate::output::{Ran, ended};
use crate::show::{Show, counted, weighed};
use nrm_screening::Form;
use nrm_screening::compile::Services;
use nrm_screening::maintain::cases::Cases;
use nrm_screening::maintain::{
    Finding, Severity, check_carry, check_form, check_kinds, check_service_texts, check_services, check_texts, escaped,
    forms_of, sarif,
};
use std::path::Path;
use std::sync::Arc;

/// Checks every path.
pub(crate) fn run(CheckOptions { options, sarif: as_sarif }: &CheckOptions) -> Ran {
    let found: Vec<Found> = options.paths.iter().flat_map(|path| check(path)).collect();
    let ended = ended(&found, options.deny_warnings, false);
    let json = serde_json::to_value(reports(&found));
    if *as_sarif {
        let text = escaped(&format!("{:#}", sarif(&reports(&found))))
            + "
";
        return Ran { text: Box::new(move |_| text.clone()), json, ended };
    }
    let text = move |colours| {
        Show::new(colours).files(&found) + &format!("{} checked: {}\n", counted(found.len(), "file"), weighed(&found))
    };
    Ran { text: Box::new(text), json, ended }
}

fn check(path: &Path) -> Vec<Found> {
    if path.is_dir() {
        match OfServices::within(path) {
            Ok(Some(files)) => return files.iter().flat_map(|file| check(file)).collect(),
            Err(error) => return vec![Found::unread(path, unreadable(&error))],
            Ok(None) => {}
        }
        match carries(path) {
            Ok(Some(files)) => return files.iter().map(|file| carry(file)).collect(),
            Err(error) => return vec![Found::unread(path, unreadable(&error))],
            Ok(None) => {}
        }
        return match Version::within(path) {
            Ok(versions) if versions.is_empty() => vec![Found::nothing(path)],
            Ok(versions) => versions.iter().flat_map(version).collect(),
            Err(error) => vec![Found::unread(path, unreadable(&error))],
        };
    }
    match OfServices::of(path) {
        Some(OfServices::List) => return vec![services(path).0],
        Some(OfServices::Texts { list }) => return vec![service_texts(path, &list)],
        None => {}
    }
    if is_carry(path) {
        return vec![carry(path)];
    }
    if is_texts(path) {
        return vec![texts(path, form_of(path).as_deref())];
    }
    if path.file_name().is_some_and(|name| name == "cases.json") {
        return vec![cases(path, form_of(path).as_ref())];
    }
    vec![form(path).0]
}

/// A version with all that belongs to it.
pub(crate) fn version(version: &Version) -> Vec<Found> {
    let (checked, form) = form(&version.form());
    let mut found = vec![checked];
    match version.texts() {
        Ok(files) => found.extend(files.iter().map(|path| texts(path, form.as_deref()))),
        Err(error) => found.push(Found::unread(&version.folder.join("texts"), unreadable(&error))),
    }
    let path = version.cases();
    if path.exists() {
        found.push(cases(&path, form.as_ref()));
    } else {
        let message = "the form has no golden cases".into();
        let help = "write a `cases.json` beside it, so that a change of its results cannot go unnoticed";
        let warning = Finding::error("no-cases", "", message, help).warning();
        found.push(Found { source: None, ..Found::unread(&path, warning) });
    }
    found
}

/// A form, and what was made of it.
pub(crate) fn form(path: &Path) -> (Found, Option<Arc<Form>>) {
    match read(path) {
        Err(why) => (Found::unread(path, *why), None),
        Ok(text) => {
            let (form, mut findings) = check_form(&text);
            if let Some((form, list)) = form.as_ref().and_then(|form| Some((form, form.services.as_deref()?))) {
                let list = OfServices::list_of(path, list).and_then(|list| services(&list).1);
                findings.extend(check_kinds(form, list.as_ref()));
            }
            (Found::new(path, text, findings), form.map(Arc::new))
        }
    }
}

/// A form, where it has no errors, which are found then. Warnings are for `check`: elsewhere they would hide the result.
pub(crate) fn sound(path: &Path, found: &mut Vec<Found>) -> Option<Arc<Form>> {
    let (checked, form) = form(path);
    if checked.count(Severity::Error) > 0 {
        found.push(checked);
    }
    form
}

/// A list of services, and what was made of it.
pub(crate) fn services(path: &Path) -> (Found, Option<Services>) {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    match read(path) {
        Err(why) => (Found::unread(path, *why), None),
        Ok(text) => {
            let (services, findings) = check_services(&text, &name);
            (Found::new(path, text, findings), services)
        }
    }
}

fn service_texts(path: &Path, list: &Path) -> Found {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    match read(path) {
        Err(why) => Found::unread(path, *why),
        Ok(text) => {
            let findings = check_service_texts(&text, &name, services(list).1.as_ref());
            Found::new(path, text, findings)
        }
    }
}

/// What is carried over, compared with both forms, which stand in the folder `forms` beside its own.
fn carry(path: &Path) -> Found {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    match read(path) {
        Err(why) => Found::unread(path, *why),
        Ok(text) => {
            let there = |(id, version): (String, String)| {
                let forms = path.with_file_name("..").join("forms");
                form(&Version { folder: forms.join(id).join(version) }.form()).1
            };
            let (from, to) = forms_of(&text).map_or((None, None), |(from, to)| (there(from), there(to)));
            let findings = check_carry(&text, &name, from.as_deref(), to.as_deref());
            Found::new(path, text, findings)
        }
    }
}

/// The form that a file stands beside.
fn form_of(path: &Path) -> Option<Arc<Form>> {
    form(&Version::of(path).form()).1
}

fn texts(path: &Path, form: Option<&Form>) -> Found {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    match read(path) {
        Err(why) => Found::unread(path, *why),
        Ok(text) => {
            let findings = check_texts(&text, &name, form);
            Found::new(path, text, findings)
        }
    }
}

fn cases(path: &Path, form: Option<&Arc<Form>>) -> Found {
    match read(path) {
        Err(why) => Found::unread(path, *why),
        Ok(text) => {
            let findings = Cases::check(&text, form);
            Found::new(path, text, findings)
        }
    }
}
