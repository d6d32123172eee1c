//! Every expression of a form with its place in the definition.

use crate::compile::items::{Slot, slots};
use crate::definition::{Choices, FormDefinition};
use crate::expression::{Condition, Number, Value};
use crate::form::Form;

/// What stands at a place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expression<'f> {
    /// A condition.
    Condition(&'f Condition),
    /// The condition an answer of this item has to hold to.
    Constraint(u16, &'f Condition),
    /// A number.
    Number(&'f Number),
}

/// An expression and its place.
#[derive(Clone, Debug)]
pub(super) struct Place<'f> {
    /// JSON pointer to it.
    pub(super) pointer: String,
    /// What stands there.
    pub(super) expression: Expression<'f>,
}

/// The rows of a table: each with its id, its pointer and its condition.
pub(super) struct Table<'f> {
    /// In order.
    pub(super) rows: Vec<(&'f str, String, Option<&'f Condition>)>,
}

/// The places of a form.
pub(super) struct Places<'f> {
    /// JSON pointers of the items, in the order of the form.
    pub(super) items: Vec<String>,
    /// Its expressions, those of rows of tables among them.
    pub(super) expressions: Vec<Place<'f>>,
    /// Its tables.
    pub(super) tables: Vec<Table<'f>>,
}

/// Finds them all.
pub(super) fn places<'f>(definition: &FormDefinition, form: &'f Form) -> Places<'f> {
    let slots = slots(definition);
    let mut found = Places { items: Vec::new(), expressions: Vec::new(), tables: Vec::new() };
    for ((slot, item), here) in slots.iter().zip(&form.items).zip(0_u16..) {
        let mut see = |key: &str, expression| {
            found.expressions.push(Place { pointer: [&*slot.pointer, key].concat(), expression });
        };
        item.relevant.iter().for_each(|relevant| see("/relevant", Expression::Condition(relevant)));
        item.constraint.iter().for_each(|own| see("/constraint", Expression::Constraint(here, own)));
        match &item.value {
            Some(Value::Condition(condition)) => see("/value", Expression::Condition(condition)),
            Some(Value::Number(number)) => see("/value", Expression::Number(number)),
            None => {}
        }
        for (place, choice) in item.choices.iter().enumerate() {
            if let Some(relevant) = &choice.relevant {
                let pointer = [&*choices(slot, &slots), "/", &place.to_string(), "/relevant"].concat();
                found.expressions.push(Place { pointer, expression: Expression::Condition(relevant) });
            }
        }
        found.items.push(slot.pointer.clone());
    }
    let mut see = |pointer: String, expression| found.expressions.push(Place { pointer, expression });
    for (place, known) in form.indicators.iter().enumerate() {
        see(format!("/indicators/{place}/when"), Expression::Condition(&known.when));
    }
    for (place, alert) in form.alerts.iter().enumerate() {
        see(format!("/alerts/{place}/when"), Expression::Condition(&alert.when));
    }
    for (place, score) in form.scores.iter().enumerate() {
        score.value.iter().for_each(|value| see(format!("/scores/{place}/value"), Expression::Number(value)));
    }
    if let Some(path) = &form.child_path {
        see("/outcomes/childPath".into(), Expression::Condition(path));
    }
    let deciding = form.rows.iter().map(|row| (&*row.id, row.when.as_ref()));
    found.table("/outcomes/rows", deciding.collect());
    for variant in &form.variants {
        let rows = variant.rows.iter().map(|row| (&*row.id, row.when.as_ref()));
        found.table(&format!("/outcomes/variants/{}", variant.name), rows.collect());
    }
    found
}

impl<'f> Places<'f> {
    fn table(&mut self, pointer: &str, rows: Vec<(&'f str, Option<&'f Condition>)>) {
        let mut table = Table { rows: Vec::new() };
        for (place, (id, when)) in rows.into_iter().enumerate() {
            let row = format!("{pointer}/{place}");
            if let Some(when) = when {
                let expression = Expression::Condition(when);
                self.expressions.push(Place { pointer: format!("{row}/when"), expression });
            }
            table.rows.push((id, row, when));
        }
        self.tables.push(table);
    }
}

/// Where the choices of an item stand: in a list, in the item, or in its matrix.
fn choices(slot: &Slot<'_>, slots: &[Slot<'_>]) -> String {
    match &slot.item.choices {
        Choices::Named(name) => ["/choiceLists/", name].concat(),
        Choices::Own(_) => {
            let own = slot.matrix().and_then(|matrix| slots.get(usize::from(matrix))).unwrap_or(slot);
            [&*own.pointer, "/choices"].concat()
        }
    }
}
