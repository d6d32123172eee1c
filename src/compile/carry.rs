//! What is carried over, as the device reads it.

use crate::codec::token;
use crate::definition::CarryOver;
use crate::form::carry;

/// Writes what is carried over as text for the device: [`Carry::from_text`](crate::form::Carry::from_text) reads it. What
/// does not fit its forms carries nothing; the maintainers' tools tell it.
pub fn compile_carry(over: &CarryOver) -> String {
    let mut out = String::new();
    let mut say = |text: &str| token(text, &mut out);
    say(carry::HEAD);
    for form in [&over.from, &over.to] {
        say(&form.form);
        say(&form.version);
    }
    say(&over.carried.len().to_string());
    for carried in &over.carried {
        let (origin, from) = match (&carried.item, &carried.indicator, &carried.alert) {
            (Some(item), ..) => (carry::ITEM, &**item),
            (_, Some(indicator), _) => (carry::INDICATOR, &**indicator),
            (.., Some(alert)) => (carry::ALERT, &**alert),
            _ => (carry::CLASS, ""),
        };
        say(origin);
        say(from);
        say(&carried.to);
        let codes = if carried.item.is_some() { &carried.codes } else { &carried.classes };
        let met = carried.code.iter().map(|code| ("", code));
        say(&(codes.iter().count() + met.len()).to_string());
        for (from, to) in codes.iter().chain(met) {
            say(from);
            say(to);
        }
    }
    out
}
