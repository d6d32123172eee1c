//! What is carried over, as the device reads it.

use crate::definition::Id;
use crate::definition::{CarryOver, FormVersion, Map};
use crate::form::{Carry, Line, Origin};

/// Makes plain data of what is carried over. What does not fit its forms carries nothing; the maintainers' tools tell it.
pub fn compile_carry(carry: &CarryOver) -> Carry {
    let name = |form: &FormVersion| ((*form.form).into(), (*form.version).into());
    let codes = |map: &Map<Id>| map.iter().map(|(from, to)| (from.into(), (**to).into())).collect();
    let mut lines = Vec::new();
    for carried in &carry.carried {
        let met = || carried.code.iter().map(|code| ("".into(), (**code).into())).collect();
        let (origin, from, codes) = match (&carried.item, &carried.indicator, &carried.alert) {
            (Some(item), ..) => (Origin::Item, &**item, codes(&carried.codes)),
            (_, Some(indicator), _) => (Origin::Indicator, &**indicator, met()),
            (.., Some(alert)) => (Origin::Alert, &**alert, met()),
            _ => (Origin::Class, "", codes(&carried.classes)),
        };
        lines.push(Line { origin, from: from.into(), to: (*carried.to).into(), codes });
    }
    Carry { from: name(&carry.from), to: name(&carry.to), lines }
}
