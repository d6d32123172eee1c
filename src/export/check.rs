//! What is wrong with an export: everything it names is there, and nothing is said where no sign was found.

use crate::definition::{Basis, ExportDefinition, ExportField};
use crate::diagnostic::{Code, Diagnostics};
use crate::form::Form;
use crate::json::Pointer;
use crate::value::ItemType;

/// The class of which nothing may be written.
const NO_SIGN: &str = "noSignNow";

pub(super) fn check(definition: &ExportDefinition, form: &Form) -> Result<(), Diagnostics> {
    let mut found = Diagnostics::default();
    let mut pointer = Pointer::default();
    if [&*definition.form, &*definition.version] != [&*form.id, &*form.version] {
        let name = [&*form.id, " ", &*form.version].concat();
        pointer.at("form", |pointer| found.tell(Code::OtherForm, pointer, &name));
    }
    pointer.at("fields", |pointer| {
        for (name, field) in definition.fields.iter() {
            pointer.at(name, |pointer| check_field(field, form, pointer, &mut found));
        }
    });
    found.or(())
}

fn check_field(field: &ExportField, form: &Form, pointer: &mut Pointer, found: &mut Diagnostics) {
    let says = [!field.values.is_empty(), field.day.is_some(), field.without.is_some()];
    if says.iter().filter(|says| **says).count() != 1 {
        found.tell(Code::WrongType, pointer, "one of `values`, `day`, `without`");
    }
    if let Some(id) = &field.day {
        let item = form.find(id).and_then(|place| form.item(place));
        if !item.is_some_and(|item| item.kind == ItemType::Date && item.repeat.is_none()) {
            pointer.at("day", |pointer| found.tell(Code::UnknownName, pointer, id));
        }
    }
    for (place, value) in field.values.iter().enumerate() {
        pointer.at("values", |pointer| {
            pointer.nth(place, |pointer| {
                for basis in value.bases() {
                    check_basis(basis, form, pointer, found);
                }
            });
        });
    }
}

fn check_basis(basis: &Basis, form: &Form, pointer: &Pointer, found: &mut Diagnostics) {
    if basis.item.is_some() == basis.codes.is_empty() || basis.item.is_some() != basis.classes.is_empty() {
        found.tell(Code::WrongType, pointer, "`item` with `codes`, or `classes`");
    }
    if let Some(id) = &basis.item {
        match form.find(id).and_then(|place| form.item(place)).filter(|item| item.repeat.is_none()) {
            None => found.tell(Code::UnknownName, pointer, id),
            Some(item) => {
                for code in basis.codes.iter().filter(|code| item.choice(code).is_none()) {
                    found.tell(Code::UnknownCode, pointer, code);
                }
            }
        }
    }
    for class in &basis.classes {
        if **class == *NO_SIGN {
            found.tell(Code::Verdict, pointer, class);
        } else if !form.rows.iter().any(|row| *row.class == **class) {
            found.tell(Code::UnknownName, pointer, class);
        }
    }
}
