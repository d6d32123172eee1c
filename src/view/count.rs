//! Sentences that count: which form of one a number takes in a language.
//!
//! The rules stand in the language's file, after those of Unicode CLDR for whole numbers. A sentence that counts is kept
//! as one text: the name and the text of each of its forms, each ended by U+001D.

use crate::codec::plain_structs;
#[cfg(feature = "compile")]
use crate::json::{Entry, Json, Kind};

/// Numbers that take one form of a sentence: what is left of the number, once it is divided, lies between two bounds.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    name: Box<str>,
    /// Zero where the number itself is compared.
    divisor: u32,
    least: u32,
    most: u32,
}

plain_structs! {
    Counted { name, divisor, least, most }
}

/// The form for numbers that no rule names.
const OTHER: &str = "other";
/// What ends the name and the text of a form of a sentence.
const END: char = '\u{1d}';
/// The sentences that count.
#[cfg(feature = "compile")]
const COUNTING: &[&str] = &["toReview", "unanswered"];

/// The form of a sentence for a number: by that very number, else by the rule of the language.
pub(super) fn form<'t>(forms: &'t str, rules: &[Counted], n: usize, number: &str) -> &'t str {
    let n = u32::try_from(n).unwrap_or(u32::MAX);
    let holds = |rule: &&Counted| {
        let rest = n.checked_rem(rule.divisor).unwrap_or(n);
        rule.least <= rest && rest <= rule.most
    };
    let rule = rules.iter().find(holds).map_or(OTHER, |rule| &rule.name);
    let mut parts = forms.split(END);
    let mut said = "";
    while let (Some(name), Some(text)) = (parts.next(), parts.next()) {
        if *name == *number {
            return text;
        }
        if *name == *rule || said.is_empty() && *name == *OTHER {
            said = text;
        }
    }
    said
}

/// The rules of a language, in their order: `"few": "n % 100 = 3..10"`.
#[cfg(feature = "compile")]
pub(super) fn rules(json: &Json) -> Option<Vec<Counted>> {
    let Some(rules) = json.get("plurals") else { return Some(Vec::new()) };
    let Kind::Object(rules) = &rules.kind else { return None };
    let rule = |entry: &Entry| {
        let (divided, bounds) = entry.value.text()?.split_once('=')?;
        let divisor = match divided.split_once('%') {
            Some((_, divisor)) => whole(divisor)?,
            None => 0,
        };
        let mut bounds = bounds.split('.');
        let least = whole(bounds.next()?)?;
        let most = bounds.next_back().map_or(Some(least), whole)?;
        Some(Counted { name: entry.key.clone(), divisor, least, most })
    };
    rules.iter().map(rule).collect()
}

/// A whole number with spaces around it.
#[cfg(feature = "compile")]
fn whole(text: &str) -> Option<u32> {
    text.trim_matches(' ').parse().ok()
}

/// A sentence as it is kept: one that counts has a form for each rule, one for all else, and for whatever numbers have
/// their own; or one for all.
#[cfg(feature = "compile")]
pub(super) fn kept(key: &str, said: &Json, rules: &[Counted]) -> Option<Box<str>> {
    let counts = COUNTING.contains(&key);
    let forms = match (&said.kind, counts) {
        (Kind::Text(text), false) => return Some(text.clone()),
        (Kind::Text(text), true) => return Some(one_form(OTHER, text).into()),
        (Kind::Object(forms), true) => forms,
        _ => return None,
    };
    let is_rule = |name: &str| name == OTHER || rules.iter().any(|rule| *rule.name == *name);
    let known = |form: &Entry| is_rule(&form.key) || form.key.bytes().all(|byte| byte.is_ascii_digit());
    let has = |name: &str| said.get(name).is_some();
    let complete = forms.iter().all(known) && has(OTHER) && rules.iter().all(|rule| has(&rule.name));
    let mut out = String::new();
    for form in forms {
        out.push_str(&one_form(&form.key, form.value.text()?));
    }
    complete.then(|| out.into())
}

#[cfg(feature = "compile")]
fn one_form(name: &str, text: &str) -> String {
    let mut out = String::new();
    for part in [name, text] {
        out.push_str(part);
        out.push(END);
    }
    out
}
