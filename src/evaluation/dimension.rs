//! The strength rule (semantics 19): monotone, so it is applied with unknown as no and as yes.

use crate::form::{Combination, Form};
use crate::value::{Strength, Truth};

/// Strong, medium and weak indicators, counted.
type Counts = [u32; 3];

/// What the rule makes of indicators that are met and of those that are not known.
///
/// ```
/// use nrm_screening::{compile::Combination, evaluation::dimension, value::Truth};
/// let two_strong = [Combination { strong: 2, medium: 0, weak: 0, total: 0 }];
/// assert_eq!(dimension(&two_strong, [1, 0, 0], [1, 0, 0]), Truth::Unknown);
/// assert_eq!(dimension(&two_strong, [1, 0, 0], [0, 9, 9]), Truth::False);
/// ```
pub fn dimension(rule: &[Combination], met: Counts, unknown: Counts) -> Truth {
    let positive = |[strong, medium, weak]: Counts| {
        rule.iter().any(|rule| {
            strong >= rule.strong && medium >= rule.medium && weak >= rule.weak && strong + medium + weak >= rule.total
        })
    };
    let [strong, medium, weak] = met;
    let [more_strong, more_medium, more_weak] = unknown;
    match (positive(met), positive([strong + more_strong, medium + more_medium, weak + more_weak])) {
        (true, _) => Truth::True,
        (false, true) => Truth::Unknown,
        (false, false) => Truth::False,
    }
}

/// A dimension of a form, with the truth of each indicator.
pub(super) fn of(form: &Form, place: u16, truth: impl Fn(u16) -> Truth) -> Truth {
    let (mut met, mut unknown) = ([0; 3], [0; 3]);
    for (indicator, known) in (0..).zip(&form.indicators).filter(|(_, known)| known.dimension == place) {
        let [strong, medium, weak] = match truth(indicator) {
            Truth::True => &mut met,
            Truth::Unknown => &mut unknown,
            Truth::False => continue,
        };
        *match known.strength {
            Strength::Strong => strong,
            Strength::Medium => medium,
            Strength::Weak => weak,
        } += 1;
    }
    dimension(&form.rule, met, unknown)
}
