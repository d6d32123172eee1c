//! Which constructs of the language a form uses, read off its JSON; and how often each must be met.

use super::form::{list, text};
use super::hits::{Hits, hit};
use super::syntax::{Expr, read};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Counts every construct of a form.
pub fn count(form: &Value) {
    for group in list(form, "items") {
        hit("form: group");
        keys("group", group);
        for item in list(group, "items") {
            count_item(item, "");
        }
    }
    for score in list(form, "scores") {
        count_score(score);
    }
    for part in ["indicators", "alerts"] {
        for one in list(form, part) {
            hit(format!("form: {part}"));
            for key in ["strength", "urgency"] {
                text(one, key).inspect(|word| hit(format!("form: {key} {word}")));
            }
            expression(one, "when");
        }
    }
    hit(format!("form: dimensions {}", list(form, "dimensions").len()));
    for combination in list(form, "dimensionRule") {
        keys("combination", combination);
    }
    keys("form", form);
    let outcomes = &form["outcomes"];
    keys("outcomes", outcomes);
    expression(outcomes, "childPath");
    let variants = outcomes["variants"].as_object().cloned().unwrap_or_else(Map::new);
    for (name, rows) in variants.iter().map(|(name, rows)| (name.as_str(), rows)).chain([("rows", &outcomes["rows"])]) {
        for row in rows.as_array().expect("rows") {
            keys(name, row);
            if row["class"] == "noSignNow" {
                hit(format!("form: {name} noSignNow"));
            }
            expression(row, "when");
        }
    }
}

fn keys(what: &str, of: &Value) {
    for key in of.as_object().expect("an object").keys() {
        hit(format!("form: {what}.{key}"));
    }
}

fn count_item(item: &Value, inside: &str) {
    let kind = text(item, "type").unwrap_or("row");
    hit(format!("form: {inside}{kind}"));
    keys(kind, item);
    if ["integer", "decimal"].contains(&kind) && (item.get("min").is_none() || item.get("max").is_none()) {
        hit(format!("form: {inside}{kind} that lacks a bound"));
    }
    for key in ["scope", "of", "by"] {
        text(item, key).inspect(|word| hit(format!("form: {key} {word}")));
    }
    for key in ["relevant", "constraint", "value"] {
        expression(item, key);
    }
    match item.get("choices") {
        Some(Value::String(_)) => hit("form: a shared choice list"),
        Some(Value::Array(own)) => {
            for choice in own {
                keys(&format!("{kind} choice"), choice);
                expression(choice, "relevant");
            }
        }
        _ => {}
    }
    for row in list(item, "items").iter().chain(list(item, "rows")) {
        count_item(row, &format!("{kind} > "));
    }
}

fn count_score(score: &Value) {
    keys("score", score);
    let method = text(score, "method").expect("a method");
    let missing = match &score["missing"] {
        Value::String(word) => word.as_str(),
        Value::Object(fill) if fill.contains_key("atMost") => "atMost",
        Value::Object(_) => "atLeast",
        _ => "none",
    };
    let round = text(score, "round").unwrap_or("left out");
    hit(format!("form: {method} × {missing}"));
    hit(format!("form: {method} × round {round}"));
    for key in ["reverse", "whenIrrelevant", "whenNotApplicable", "factor"] {
        if score.get(key).is_some() {
            hit(format!("form: {method} × {key}"));
        }
    }
    for weights in score["weights"].as_object().iter().flat_map(|weights| weights.values()) {
        hit(format!("form: weights {}", weights.as_str().unwrap_or("by code")));
    }
    expression(score, "value");
}

fn expression(of: &Value, key: &str) {
    let Some(written) = text(of, key) else { return };
    hit(format!("form: an expression in {key}"));
    read(written).visit(&mut |expr| {
        let what = match expr {
            Expr::Not(_) => "!".to_owned(),
            Expr::Negative(_) => "unary -".to_owned(),
            Expr::Choice(..) => "?:".to_owned(),
            Expr::Binary(operator, _, right) if matches!(**right, Expr::List(_)) => format!("{operator} a list"),
            Expr::Binary(operator, ..) => operator.clone(),
            Expr::Call(name, _) => format!("{name}()"),
            Expr::Rows(_, what, ..) => format!("rows.{what}()"),
            Expr::Name(path) if path.len() == 3 => "a named band set".to_owned(),
            Expr::Name(path) if path.len() == 2 => {
                let kinds = ["scores", "bands", "dimensions", "indicators", "alerts"];
                kinds
                    .iter()
                    .find(|kind| path[0] == **kind)
                    .map_or("an item of a row".to_owned(), |kind| format!("{kind}.x"))
            }
            Expr::Name(path) => match path[0].as_str() {
                name @ ("today" | "noIndicator") => name.to_owned(),
                _ => "a name".to_owned(),
            },
            Expr::Code(_) | Expr::Literal(_) | Expr::List(_) => return,
        };
        hit(format!("expr: {what}"));
    });
}

/// What every 2,000 pairs meet at least this often.
const LEAST: &[(u64, &str)] = &[
    (
        100,
        "form: single; form: multiple; form: matrix; form: matrix > row; form: integer; form: decimal; form: \
         text; form: date; form: time; form: calculate; form: repeat; form: consent; form: display; form: \
         repeat > integer; form: repeat > single; form: repeat > date; form: repeat > calculate; form: repeat \
         > decimal; form: repeat > multiple; form: repeat > text; form: group.relevant; form: \
         group.essential; form: single.whenMissing; form: integer.constraint; form: date.constraint; form: \
         single.reasons; form: single.required; form: single.relevant; form: matrix.relevant; form: \
         row.relevant; form: row.whenMissing; form: repeat.relevant; form: repeat.atMost; form: consent.of; \
         form: single choice.relevant; form: single choice.weight; form: single choice.specify; form: \
         multiple choice.exclusive; form: multiple choice.relevant; form: multiple choice.specify; form: \
         date.partial; form: date.calendars; form: date.earliest; form: integer.unit; form: text.maxLength; \
         form: a shared choice list; form: form.age; form: by person; form: by observer; form: by worker; \
         form: by document; form: scope talk; form: scope record; form: scope refer; form: scope share; form: \
         of guardian; form: indicators; form: alerts; form: strength strong; form: strength medium; form: \
         strength weak; form: dimensions 1; form: dimensions 2; form: combination.strong; form: \
         combination.medium; form: combination.weak; form: combination.total; form: outcomes.childPath; form: \
         outcomes.variant; form: outcomes.variants; form: wide.when; form: strict.when; form: rows noSignNow; \
         form: wide noSignNow; form: rows.urgency; form: urgency immediate; form: weights value; form: \
         weights choices; form: weights by code; form: score.internal; form: score.thresholds; form: \
         score.factors; form: score.bandSets; form: score.whenIrrelevant; form: score.whenNotApplicable; \
         form: score.reverse; form: score.factor; expr: !; expr: unary -; expr: ?:; expr: &&; expr: ||; expr: \
         ==; expr: !=; expr: <; expr: <=; expr: >; expr: >=; expr: in; expr: in a list; expr: +; expr: -; \
         expr: *; expr: /; expr: %; expr: answered(); expr: declined(); expr: doesNotKnow(); expr: \
         notAsked(); expr: notConveyed(); expr: notObservable(); expr: sum(); expr: min(); expr: max(); expr: \
         mean(); expr: count(); expr: size(); expr: date(); expr: yearsBetween(); expr: rows.exists(); expr: \
         rows.all(); expr: rows.count(); expr: rows.sum(); expr: rows.min(); expr: rows.max(); expr: \
         rows.mean(); expr: scores.x; expr: bands.x; expr: a named band set; expr: dimensions.x; expr: \
         indicators.x; expr: alerts.x; expr: noIndicator; expr: today; expr: an item of a row",
    ),
    (
        100,
        "form: group; form: group.closing; form: display.relevant; form: consent.recipient; \
         form: consent.relevant; form: consent.required; form: consent.reasons; form: multiple.relevant; \
         form: multiple.required; form: multiple.reasons; form: matrix.reasons; form: integer.min; \
         form: integer.max; form: integer.constraintText; form: integer.relevant; form: integer.required; \
         form: integer.reasons; form: decimal.min; form: decimal.max; form: decimal.unit; \
         form: decimal.constraint; form: decimal.constraintText; form: decimal.relevant; \
         form: decimal.required; form: decimal.reasons; form: text.relevant; form: text.required; \
         form: text.reasons; form: date.latest; form: date.constraintText; form: date.relevant; \
         form: date.required; form: date.reasons; form: time.relevant; form: time.required; \
         form: time.reasons; form: repeat.required; form: repeat.reasons; form: score.missing; \
         form: score.weights; form: score.threshold; form: score.round; form: score.value; \
         form: score.bands; form: row.required; form: multiple choice.weight; form: rows.when; \
         form: rows.mayStop; form: dimensions 3; form: repeat > time; form: integer that lacks a bound; \
         form: decimal that lacks a bound; form: repeat > integer that lacks a bound; \
         made: a date beside a date; made: years between two dates; made: whenNotApplicable -1; \
         made: whenNotApplicable 0; made: whenNotApplicable 1; made: constraint integer # % 2 == 0; \
         made: constraint integer # in [1, 2, 4]; made: constraint integer (# < 2 ? # != 1 : # != 3); \
         made: constraint decimal # / 2 != 1; made: constraint date # <= today; \
         made: constraint date yearsBetween(#, today) >= 18",
    ),
    (
        40,
        "form: sum × unknown; form: sum × zero; form: sum × atMost; form: sum × atLeast; form: mean × \
         unknown; form: mean × zero; form: mean × atMost; form: mean × atLeast; form: count × unknown; form: \
         count × zero; form: count × atMost; form: count × atLeast; form: product × unknown; form: min × \
         unknown; form: max × unknown; form: calculate × none; form: sum × round none; form: sum × round \
         halfUp; form: product × round halfUp; form: mean × round none; form: mean × round halfUp; form: min \
         × round halfUp; form: max × round halfUp; form: count × round halfUp; form: calculate × round \
         halfUp; form: sum × reverse; form: product × reverse; form: mean × reverse; form: min × reverse; \
         form: max × reverse; form: count × reverse; form: sum × whenIrrelevant; form: mean × whenIrrelevant; \
         form: sum × whenNotApplicable; form: sum × factor; form: product × factor; form: mean × factor; \
         form: count × factor",
    ),
    (
        100,
        "== = absent; == = false; == = true; == = unknown; != = absent; != = true; < = true; < = false; < = \
         unknown; < = absent; in = absent; in = true; in = false; in = unknown; yes/no = absent; yes/no = \
         true; answered = absent; answered = false; answered = true; band == = true; band != = true; band in \
         = true; exists = true; exists = false; exists = unknown; + = interval; * \
         = interval; / = interval; count = interval; sum = interval; mean = interval; ?: first = known; ?: \
         second = known; ?: test unknown = unknown; yearsBetween = known; yearsBetween = interval; size = \
         known; alerts true; indicators true; dimensions true; dimensions false; dimensions unknown; \
         noIndicator false; noIndicator unknown; class presumedVictim; class indeterminate; outcome by its \
         row; outcome by one class of several rows; score known; score in a range; score unknown; score: \
         filled; score: a silence weighs zero; score: not applicable; score: unknown for a silence; score: not \
         known whether a silence applies; age: the \
         birth contradicts the group; age: the group waits for the birth; whenMissing read; read as; invalid integer; \
         invalid decimal; invalid text; choice: an answer that is not offered, or none; consent: a person's \
         item waits; finish: undecided to the end; state undecided of repeat; state irrelevant of repeat",
    ),
    (
        20,
        "- = interval; all = false; noIndicator true; invalid by a constraint; rows.count = known; all = true; all = absent; exists = \
         absent; % = known; % = unknown; doesNotKnow = true; notAsked = true; size = \
         absent; rows.sum = known; class noSignNow; class couldNotBeDone; score absent; invalid date; invalid \
         time; consent: withdrawn closes an open item",
    ),
    (
        8,
        "read as, in a row; notObservable = true; rows.max = known; rows.sum = interval; rows.count = interval; sum = absent; rows.min = known; \
         rows.mean = known; notConveyed = true; declined = true; rows.sum = absent; ?: first = absent; min = \
         interval; max = interval; choice: not offered, and so not earned",
    ),
];

/// Every construct that is asked for.
pub fn asked_for() -> BTreeSet<&'static str> {
    LEAST.iter().flat_map(|(_, all)| all.split(';').map(str::trim)).collect()
}

/// What was met less often than it must be.
pub fn rare(hits: &Hits) -> Vec<String> {
    let wanted = LEAST.iter().flat_map(|(least, all)| all.split(';').map(move |what| (*least, what.trim())));
    wanted
        .map(|(least, what)| (least, what, hits.get(what).copied().unwrap_or(0)))
        .filter(|(least, _, found)| found < least)
        .map(|(least, what, found)| format!("{what}: {found} of {least}"))
        .collect()
}
